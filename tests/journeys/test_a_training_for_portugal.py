"""The whole way of one request: from the home page in Lisbon to what was used six months later.

Everybody uses the forms of the pages, with what a browser keeps in them; what falls due is done
by the schedule of the product.
"""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from accounts.enums import Role
from certificates.models import Certificate
from courses.models import Course
from courses.services import lay_out_courses
from events.models import Event, Registration
from mail.models import Letter
from mail.services import rendered
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    NoticeFactory,
    UserFactory,
)
from tests.factories.trainings import QualificationFactory
from tests.journeys.pressing import as_, kept_in, letters_to, press, tick, todos
from tests.journeys.reading import Page
from trainings.models import FollowUpAnswer, TrainingRequest

pytestmark = pytest.mark.django_db

ASKED_ON = dt.datetime(2026, 9, 1, 8, 0, tzinfo=dt.UTC)
WINDOWS = (((18, 1), (22, 1)), ((8, 2), (12, 2)), ((1, 3), (5, 3)))
GROUPS = {"groups_police": "10", "groups_local_authority": "8", "groups_policymaker": "6"}
PEOPLE = [
    f"{first} {last}"
    for last in ("Conceição", "Magalhães", "Araújo", "Simões")
    for first in ("Anabela", "Brás", "Célia", "Duarte", "Eugénia", "Fábio")
]
ABSENT = PEOPLE[:2]
LINK = r"http://localhost:8000(/%s/[\w-]+/)"


@pytest.fixture
def clock():
    """The day on which the request begins; the journey moves it on."""
    with time_machine.travel(ASKED_ON, tick=False) as travelled:
        yield travelled


def wished(course):
    """What the representative types, window by window."""
    days = {
        f"{end}_{row}_{part}": str(number)
        for row, window in enumerate(WINDOWS, start=1)
        for end, day in zip(("starts", "ends"), window, strict=True)
        for part, number in zip(("day", "month", "year"), (*day, 2027), strict=True)
    }
    return days | GROUPS | {
        "course": str(course.pk), "language": "en", "place": "member_state", "city": "Lisboa",
        "venue": "Escola Prática de Polícia", "expected": "24", "least": "12", "most": "30",
        "provides": ["room", "equipment", "catering", "invitations"],
        "motivation": "Five municipalities begin local prevention contracts in March.",
    }  # fmt: skip


def drafted(page):
    """What a browser would send of the form of a request."""
    return kept_in(next(one for one in Page(page.text).forms if "version" in one.fields))


def asked_for(nr, substitute):
    """The request is begun by one, filled in by the other, and sent by the first."""
    course = Course.objects.get(slug="evaluating")
    home = as_(nr).get("/")
    assert 'href="/trainings/requests/new/"' in home.text
    new = "/trainings/requests/new/"
    saved = (
        as_(nr)
        .post(
            new,
            drafted(as_(nr).get(new)) | {"city": "Lisboa"},
            headers={"accept": "application/json"},
        )
        .json()
    )
    assert saved["said"] == "Draft saved 10:00 (Brussels)"
    assert "Finish your request for a training" in todos(substitute)
    press(as_(substitute), saved["address"], save="1", **wished(course))

    typed = drafted(as_(nr).get(saved["address"]))
    wrong = as_(nr).post(
        saved["address"], {**typed, **wished(course), "expected": "25", "send": "1"}
    )
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["groups"])
    assert "24 in the groups, 25 expected" in wrong.text
    press(as_(nr), saved["address"], send="1", **wished(course))
    (made,) = TrainingRequest.objects.all()
    assert (made.state, made.expected, made.windows.count()) == ("submitted", 24, 3)
    return made


def decided(made, officer, nr):
    """The Secretariat asks one question back and accepts."""
    its = made.get_absolute_url()
    press(as_(officer), f"{its}ask/", question="Which police: national or municipal?")
    assert any(one.startswith("The Secretariat asks") for one in todos(nr))
    kept = wished(made.course)
    press(as_(nr), f"{its}answer/", text="The municipal police of five towns.", **kept)
    press(as_(officer), its, action=f"{its}accept/", assignee=str(officer.pk))
    made.refresh_from_db()
    assert (made.state, made.assignee) == ("accepted", officer)


def agreed(made, officer, nr, trainers):
    """Two trainers are invited and accept, a date suits all, the checklist is confirmed."""
    its = made.get_absolute_url()
    first, second = dt.date(2027, 1, 19), dt.date(2027, 2, 9)
    press(as_(officer), f"{its}dates/", suggested=[first.isoformat(), second.isoformat()])
    keys = dict(made.options.values_list("first_date", "key"))
    assert set(keys) == {first, second}
    press(
        as_(officer), its, action=f"{its}trainers/invite/",
        trainers=[str(one.trainer.key) for one in trainers],
        message="We would be glad to have you.",
    )  # fmt: skip
    assert any(one.startswith("Which date suits?") for one in todos(nr))
    said = {str(keys[first]): "if_need_be", str(keys[second]): "yes"}
    press(as_(nr), its, action=f"{its}dates/answer/", **said)
    press(as_(nr), its, action=f"{its}checklist/confirm/")
    for one in trainers:
        own = made.assignments.get(trainer=one.trainer)
        teacher = UserFactory(email=one.trainer.email, name=one.trainer.name)
        page = own.get_absolute_url()
        press(as_(teacher), page, action=f"{page}answer/", **said)
        press(as_(officer), its, action=f"{its}assignments/{own.key}/confirm/")
    return keys[second]


def filled(event, nr):
    """24 people register; the representative approves each."""
    for number, name in enumerate(PEOPLE, start=1):
        press(
            Client(), f"/events/{event.slug}/register/", name=name,
            email=f"person.{number}@example.eu", organisation="Câmara Municipal", country="PT",
            category="local_authority", mode="in_person",
        )  # fmt: skip
    tick()
    state = as_(nr).get(f"/events/{event.slug}/states/PT/").text
    approve = [one.action for one in Page(state).forms if one.action.endswith("/approve/")]
    assert len(approve) == len(PEOPLE)
    for address in approve:
        press(as_(nr), f"/events/{event.slug}/states/PT/", action=address)
    assert event.registrations.filter(state="confirmed").count() == len(PEOPLE)


def attended(event, officer):
    """All but two were there, and that is put down."""
    room = f"/events/{event.slug}/attendance/"
    for name in ABSENT:
        person = event.registrations.get(name=name)
        form = as_(officer).get(f"{room}{person.key}/").context["form"]
        away = {one: "absent" for one in form.fields if one.startswith("presence")}
        press(as_(officer), f"{room}{person.key}/", **away)
    for session in event.sessions.all():
        press(as_(officer), f"{room}sessions/{session.uid}/", presence="present")


def answered(pattern, number):
    """So many people follow the newest link of that sort that was sent to them, and answer."""
    done = 0
    for person in Registration.objects.exclude(name__in=ABSENT).order_by("pk")[:number]:
        bodies = [rendered(one).body for one in Letter.objects.filter(to=person.email)]
        links = [found[1] for body in bodies if (found := re.search(LINK % pattern, body))]
        assert links, (
            person.email,
            [one.subject for one in Letter.objects.filter(to=person.email)],
        )
        address = links[-1]
        form = Client().get(address).context["form"]
        said = {
            name: "Very useful." if not hasattr(field, "choices") else field.choices[0][0]
            for name, field in form.fields.items()
            if name != "named"
        }
        press(Client(), address, **said)
        done += 1
    return done


def test_a_training_for_portugal(clock):
    lay_out_courses(at=ASKED_ON)
    NoticeFactory()
    portugal = MemberStateFactory(code="PT", name="Portugal")
    nr = MandateFactory(role=Role.NR, member_state=portugal, user__name="Inês Conceição").user
    substitute = MandateFactory(
        role=Role.SUBSTITUTE, member_state=portugal, user__name="João Magalhães"
    ).user
    officer = MandateFactory(role=Role.SECRETARIAT, member_state=None).user
    trainers = [
        QualificationFactory(trainer__name=name, course=Course.objects.get(slug="evaluating"))
        for name in ("Małgorzata Świętochłowska", "Þóra Guðmundsdóttir")
    ]

    made = asked_for(nr, substitute)
    its = made.get_absolute_url()
    assert letters_to(officer) == ["New request: Evaluating crime prevention initiatives, Lisboa"]
    clock.move_to(ASKED_ON + dt.timedelta(days=1))
    decided(made, officer, nr)
    date = agreed(made, officer, nr, trainers)
    press(as_(officer), f"{its}schedule/?date={date}", option=str(date), visibility="public")

    made.refresh_from_db()
    event = Event.objects.get(pk=made.held.event_id)
    sessions = list(event.sessions.order_by("date", "starts_time"))
    assert (made.state, event.first_date, len(sessions)) == ("scheduled", dt.date(2027, 2, 9), 3)
    assert sum(len(one.modules.splitlines()) for one in sessions) == 8
    filled(event, nr)
    press(as_(officer), f"/events/{event.slug}/feedback/open/", when="end", whom="there")
    assert its in as_(nr).get("/trainings/requests/mine/").text

    clock.move_to(event.ends_at + dt.timedelta(minutes=5))
    attended(event, officer)
    tick()
    made.refresh_from_db()
    assert made.state == "delivered"
    press(as_(officer), f"/events/{event.slug}/certificates/issue/", mails="on")
    tick()
    assert Certificate.objects.count() == 22
    clock.shift(dt.timedelta(hours=1))
    tick()
    assert answered("feedback", 6) == 6
    press(as_(officer), f"/events/{event.slug}/feedback/close/")
    report = f"{its}report/"
    press(as_(officer), report, action=f"{report}send/")
    press(as_(officer), f"{its}close/")
    made.refresh_from_db()
    assert made.state == "closed"

    assert "Report: Evaluating crime prevention initiatives, Lisboa" in letters_to(nr)
    assert f'href="{report}"' in as_(nr).get(its).text
    read = as_(nr).get(report)
    assert [number for _label, number in read.context["report"].figures] == [24, 24, 22, 22]
    assert as_(nr).get(f"{its}report.pdf")["Content-Type"] == "application/pdf"

    clock.move_to(event.ends_at + dt.timedelta(days=190))
    tick()
    assert answered("follow-up", 5) == 5
    assert FollowUpAnswer.objects.count() == 5
    clock.shift(dt.timedelta(days=22))
    later = as_(nr).get(report).context["report"].later
    assert (later.asked, later.answered) == (22, 5)
