"""What registrants want changed after registration has closed, decided by the Secretariat."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.steps import By
from events import services
from events.enums import Attending, Group, QuotaScope
from events.models import ChangeRequest
from events.questions import Option, Question
from events.services.questions import set_questions
from mail.models import Letter
from tests.events.organisers import presidency, queries, representative, secretariat
from tests.events.registrants import come, nobody
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory, QuotaFactory, SessionFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
PAGE = f"/events/{SLUG}/requests/"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def event():
    """A hybrid seminar whose registration closes in an hour."""
    event = EventFactory(slug=SLUG, mode="hybrid", registration_closes_at=timezone.now() + HOUR)
    meal = Question("meal", "choice", "Meal", options=(Option("fish", "Fish"), Option("no", "No")))
    set_questions(event, schema=(meal,), by=nobody(), at=timezone.now())
    event.refresh_from_db()
    return event


def asks(event, name, *, note="", **words):
    """Let somebody who came ask for a change once registration has closed."""
    registration = come(event, name, at=timezone.now(), answers={"meal": "fish"})
    facts = {
        "version": registration.version,
        "name": name,
        "organisation": "",
        "country": "LV",
        "category": "policymaker",
        "attending": Attending.IN_PERSON,
    }
    at = timezone.now() + 2 * HOUR
    return services.change_or_ask(registration, note=note, by=nobody(), at=at, **facts | words)


def test_each_wish_is_said_in_words_the_oldest_first(event):
    workshop = SessionFactory(event=event, title="Workshop")
    asks(event, "Anna", attending=Attending.ONLINE, note="Ill.")
    asks(event, "Berta", country="FR", group=Group.SPEAKER, sessions=[workshop])
    third = asks(event, "Cecil", sessions=[workshop], answers={"meal": "no"})
    third.registration.sessions.add(workshop)
    ChangeRequest.objects.filter(pk=third.pk).update(
        what={"sessions": [], "answers": {"meal": None}}
    )

    answer = secretariat().get(PAGE)

    said = [
        (wish.request.registration.name, wish.request.note, wish.asks)
        for wish in answer.context["wishes"]
    ]
    assert said == [
        ("Anna", "Ill.", [("Takes part", "Online")]),
        (
            "Berta",
            "",
            [
                ("Country or body", "France"),
                ("As", "Speaker"),
                ("Sessions", answer.context["wishes"][1].asks[2][1]),
            ],
        ),
        ("Cecil", "", [("Sessions", "None"), ("Meal", "No answer")]),
    ]
    assert said[1][2][2][1].startswith("Workshop (")
    assert "Latvia" in answer.text


def test_nobody_wants_anything(event):
    assert "Nobody wants a change" in secretariat().get(PAGE).text


def test_a_granted_wish_is_made_and_leaves_the_list(event):
    asked = asks(event, "Anna", answers={"meal": "no"})
    client = secretariat()
    wanted_by = client.get(f"/events/{SLUG}/registrations/{asked.registration.key}/")
    assert "Wants a change that awaits your decision" in wanted_by.text

    answer = client.post(f"{PAGE}{asked.key}/grant/", follow=True)

    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Anna: the change is made." in answer.text
    assert "Nobody wants a change" in answer.text
    assert asked.registration.answers.get().value == "no"


def test_a_wish_for_what_has_no_place_is_not_granted_and_says_why(event):
    france = MemberStateFactory(code="FR")
    QuotaFactory(event=event, scope=QuotaScope.STATE, member_state=france, places=0)
    asked = asks(event, "Anna", country="FR")

    answer = secretariat().post(f"{PAGE}{asked.key}/grant/", follow=True)

    assert "Anna: not granted. There is no place for France." in answer.text
    assert len(answer.context["wishes"]) == 1


def test_a_wish_is_refused_with_a_reason(event):
    asked = asks(event, "Anna", attending=Attending.ONLINE)
    client = secretariat()
    shown = client.get(f"{PAGE}{asked.key}/refuse/")
    assert "Refuse what Anna wants" in " ".join(shown.text.split())
    assert "Online" in shown.text

    empty = client.post(f"{PAGE}{asked.key}/refuse/", {"reason": ""})
    answer = client.post(f"{PAGE}{asked.key}/refuse/", {"reason": "Too late."}, follow=True)

    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["reason"])
    assert "Anna: the wish is refused." in answer.text
    assert Letter.objects.latest("pk").body["paragraphs"][1] == "Reason: Too late."


@pytest.mark.parametrize("deed", ["grant/", "refuse/"])
def test_what_was_decided_meanwhile_is_not_decided_again(event, deed):
    asked = asks(event, "Anna", attending=Attending.ONLINE)
    services.withdraw(asked.registration, by=nobody(), as_=By.PERSON, at=timezone.now())

    answer = secretariat().post(f"{PAGE}{asked.key}/{deed}", {"reason": "No."}, follow=True)

    assert "Anna: that was decided meanwhile, or the registration no longer stands." in answer.text


def test_only_the_secretariat_decides(event):
    asked = asks(event, "Anna", attending=Attending.ONLINE)
    type(event).objects.filter(pk=event.pk).update(host=MemberStateFactory(code="IE"))

    for client in (presidency("IE"), representative("LV")):
        codes = [
            client.get(PAGE).status_code,
            client.post(f"{PAGE}{asked.key}/grant/").status_code,
            client.post(f"{PAGE}{asked.key}/refuse/", {"reason": "No."}).status_code,
        ]
        assert codes == [404] * 3
    asked.refresh_from_db()
    assert asked.state == "open"


def test_a_wish_of_another_event_is_not_there(event):
    asked = asks(event, "Anna", attending=Attending.ONLINE)
    other = EventFactory(slug="2027-01-01-other")

    answer = secretariat().post(f"/events/{other.slug}/requests/{asked.key}/grant/")

    assert answer.status_code == 404


def test_queries_do_not_grow_with_the_wishes(event):
    client = secretariat()
    workshop = SessionFactory(event=event)
    asks(event, "Anna", sessions=[workshop], answers={"meal": "no"})
    one = queries(lambda: client.get(PAGE))
    for name in ("Berta", "Cecil", "Dora"):
        asks(event, name, sessions=[workshop], answers={"meal": "no"})

    assert queries(lambda: client.get(PAGE)) == one
    assert one <= 20
