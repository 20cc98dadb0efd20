"""What the Secretariat has to do about certificates."""

import datetime as dt
import uuid

import pytest

from accounts.access import standing
from accounts.enums import Role
from certificates import services, todos
from certificates.models import Certificate
from certificates.services.batches import LABEL
from events.enums import State as EventState
from events.models import AttendanceTerms
from jobs.enums import State
from jobs.models import Job
from tests.certificates.issued import begin, issued
from tests.certificates.training import AFTER, participant, training
from tests.factories.accounts import MandateFactory, MemberStateFactory
from tests.factories.certificates import certificate
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AFTER)


def held(**fields):
    return training(state=EventState.HELD, **fields)


def said(standing_):
    return [(todo.what, todo.url) for todo in todos.for_user(standing_)]


def test_nothing_to_do_takes_one_query(officer):
    assert officer.is_secretariat

    assert counted(lambda: todos.for_user(officer)) == 1
    assert todos.for_user(officer) == []


def test_others_have_nothing_to_do():
    participant(held())

    assert todos.for_user(standing(MandateFactory(role=Role.NR).user, AFTER)) == []


def representative(code="LV"):
    state = MemberStateFactory(code=code)
    return standing(MandateFactory(role=Role.NR, member_state=state).user, AFTER)


def test_a_state_is_told_of_the_certificates_of_its_people():
    event = training(title="Training")
    for name in ("Ana", "Bo"):
        certificate(participant(event, name=name))
    certificate(participant(event, country="FR"))
    certificate(participant(event), made=False)
    certificate(participant(event), state="revoked")
    latvia = representative()

    [todo] = todos.for_user(latvia)

    assert (todo.what, todo.url, todo.seat) == (
        "Certificates of your people: Training (2)",
        f"/events/{event.slug}/states/LV/certificates/",
        "LV",
    )
    assert counted(lambda: todos.for_user(latvia)) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"made_at": AFTER - dt.timedelta(days=31)},
        {"erased_at": AFTER},
    ],
    ids=["a month ago", "erased"],
)
def test_what_is_old_or_erased_is_no_news(fields):
    one = certificate(participant())
    Certificate.objects.filter(pk=one.pk).update(**fields)

    assert todos.for_user(representative()) == []


def test_of_what_a_state_may_not_know_it_hears_nothing():
    certificate(participant(training(visibility="restricted")))

    assert todos.for_user(representative()) == []


def test_what_was_held_wants_its_certificates(officer):
    event = held(title="Training")
    participant(event)

    assert said(officer) == [
        ("Issue the certificates: Training", f"/events/{event.slug}/certificates/")
    ]


@pytest.mark.parametrize(
    ("number", "note"),
    [(2, "Training 0 · Training 1"), (4, "Training 0 · Training 1 · Training 2 · …")],
)
def test_several_are_asked_for_in_one_line(officer, number, note):
    for one in range(number):
        participant(held(title=f"Training {one}", slug=f"training-{one}"))

    [todo] = todos.for_user(officer)

    named = "".join(f"&event=training-{one}" for one in range(number))
    assert (todo.what, todo.url, todo.note) == (
        f"Certificates were not issued at {number} events",
        f"/events/board/?state=held{named}",
        note,
    )


@pytest.mark.parametrize("presences", [(), ("absent", "absent", "absent")])
def test_where_nobody_is_known_to_have_been_there_nothing_is_asked(officer, presences):
    participant(held(), presences=presences)

    assert said(officer) == []


def test_as_long_as_somebody_is_unknown_attendance_comes_first(officer):
    event = held()
    participant(event)
    participant(event, email="other@x.eu", presences=())

    assert said(officer) == []


def test_what_gives_none_asks_for_none(officer):
    event = held()
    participant(event)
    AttendanceTerms.objects.create(event=event, gives_certificates=False)

    assert said(officer) == []


def test_once_begun_it_is_not_asked_again(officer):
    event = held()
    begin(event, [participant(event)], by=officer)

    assert said(officer) == []


def test_wishes_for_another_spelling_are_counted(officer):
    event = held(title="Training")
    for number, name in enumerate(("Ana", "Bo")):
        one = issued(by=officer, event=event, name=name, email=f"p{number}@x.eu")
        services.ask_correction(
            one, name=f"{name}s", note="", once=uuid.uuid4(), by=officer, at=AFTER
        )

    assert said(officer) == [
        (
            "Training: 2 holders ask for another spelling",
            f"/events/{event.slug}/certificates/?wishes=on",
        )
    ]


def test_work_that_was_given_up_is_urgent(officer):
    event = held(title="Training")
    batch = begin(event, [participant(event)], by=officer)
    Job.objects.filter(label=LABEL).update(state=State.FAILED, started_at=AFTER, ended_at=AFTER)

    [todo] = todos.for_user(officer)

    assert (todo.what, todo.url, todo.urgent) == (
        "Certificates do not go on: Training",
        f"/events/{event.slug}/certificates/batches/{batch.key}/",
        True,
    )


def test_work_that_was_given_up_takes_no_further_query(officer):
    event = held()
    begin(event, [participant(event)], by=officer)
    Job.objects.filter(label=LABEL).update(state=State.FAILED, started_at=AFTER, ended_at=AFTER)

    assert counted(lambda: todos.for_user(officer)) == 1


def test_work_that_goes_on_is_not_called_given_up(officer):
    for title in ("Stuck", "Going on"):
        event = held(title=title)
        batch = begin(event, [participant(event)], by=officer)
        if title == "Stuck":
            Job.objects.filter(about=str(batch.key)).update(
                state=State.FAILED, started_at=AFTER, ended_at=AFTER
            )

    assert [what for what, _url in said(officer)] == ["Certificates do not go on: Stuck"]
