"""Member States approve their own people, and hear of them without a flood."""

import datetime as dt

import pytest

from accounts.access import Standing
from accounts.enums import Role
from accounts.steps import By, NotNowError
from events import services
from events.enums import Approver, State
from events.models import Event
from events.services import approvals
from mail.models import Letter
from mail.services import rendered
from tests.events.registrants import AT, come, nobody, seminar, states
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def event():
    """A seminar whose Member States approve; Latvia has a Representative and a substitute."""
    latvia = MemberStateFactory(code="LV")
    for role, email in ((Role.NR, "nr@example.eu"), (Role.SUBSTITUTE, "sub@example.eu")):
        MandateFactory(role=role, member_state=latvia, user=UserFactory(email=email))
    return seminar(places=2, needs_approval=True, approver=Approver.STATE)


def speaks_for(code):
    mandate = MandateFactory(role=Role.NR, member_state=MemberStateFactory(code=code))
    return Standing(user=mandate.user, at=AT, mandates=(mandate,))


def test_a_state_approves_and_declines_its_own_people(event):
    for name in ["Anna", "Berta"]:
        come(event, name)
    by = speaks_for("LV")

    services.approve(event.registrations.get(name="Anna"), by=by, as_=By.STATE, at=AT)
    services.decline(
        event.registrations.get(name="Berta"), reason="No.", by=by, as_=By.STATE, at=AT
    )

    assert states(event) == {"Anna": "confirmed", "Berta": "declined"}


@pytest.mark.parametrize(
    ("code", "country", "approver"),
    [
        ("FR", "LV", Approver.STATE),
        ("LV", "EU", Approver.STATE),
        ("LV", "LV", Approver.SECRETARIAT),
    ],
    ids=["another state's", "people from elsewhere", "where the Secretariat approves"],
)
def test_a_state_decides_on_nobody_else(event, code, country, approver):
    Event.objects.filter(pk=event.pk).update(approver=approver)
    anna, by = come(event, "Anna", country=country), speaks_for(code)

    deeds = [
        lambda: services.approve(anna, by=by, as_=By.STATE, at=AT),
        lambda: services.decline(anna, reason="No.", by=by, as_=By.STATE, at=AT),
        lambda: services.withdraw(anna, by=by, as_=By.STATE, at=AT),
    ]

    for deed in deeds:
        with pytest.raises(NotNowError):
            deed()
    assert states(event) == {"Anna": "pending"}


def test_the_secretariat_may_always_decide(event):
    anna = come(event, "Anna")

    assert services.approve(anna, by=nobody(), at=AT).state == "confirmed"


def told(email="nr@example.eu"):
    return [letter.subject for letter in Letter.objects.filter(to=email).order_by("pk")]


def test_the_first_is_told_of_at_once_and_who_follows_in_one_letter_an_hour_later(event):
    come(event, "Anna")
    assert services.tell_states(at=AT) == 2
    for name in ["Berta", "Cecil", "Dora"]:
        come(event, name, at=AT + HOUR / 4)
    assert services.tell_states(at=AT + HOUR / 2) == 0
    assert services.tell_states(at=AT + HOUR) == 2
    assert services.tell_states(at=AT + 9 * HOUR) == 0

    assert told() == told("sub@example.eu")
    assert told() == [
        f"1 person from Latvia awaits your approval: {event.title}",
        f"4 people from Latvia await your approval: {event.title}",
    ]
    letter = Letter.objects.filter(to="nr@example.eu").latest("pk")
    assert letter.body["paragraphs"][0] == "Newly asked: Berta, Cecil, Dora."
    assert f"/events/{event.slug}/states/LV/" in rendered(letter).body


def test_of_many_the_first_ten_are_named(event):
    for number in range(12):
        come(event, f"N{number}")

    services.tell_states(at=AT)

    letter = Letter.objects.get(to="nr@example.eu")
    assert letter.body["paragraphs"][0].endswith("N8, N9 ….")


def test_who_asks_again_is_told_of_again(event):
    anna = come(event, "Anna")
    services.tell_states(at=AT)
    services.withdraw(anna, by=nobody(), as_=By.PERSON, at=AT + HOUR)
    services.restore(anna, by=nobody(), as_=By.PERSON, at=AT + HOUR)

    assert services.tell_states(at=AT + HOUR) == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"approver": Approver.SECRETARIAT},
        {"needs_approval": False},
        {"state": State.HELD},
        {"starts_at": AT},
    ],
    ids=["the Secretariat approves", "nobody approves any more", "over", "begun"],
)
def test_no_state_is_told_of_what_it_does_not_decide(event, facts):
    come(event, "Anna")
    Event.objects.filter(pk=event.pk).update(**facts)

    assert services.tell_states(at=AT) == 0
    assert told() == []


def test_people_from_elsewhere_and_from_states_without_a_voice_are_told_to_nobody(event):
    MemberStateFactory(code="FR")
    come(event, "Anna", country="EU")
    come(event, "Berta", country="FR")

    assert services.tell_states(at=AT) == 0
    assert Letter.objects.exclude(subject__startswith="We have").count() == 0


def test_a_quiet_tick_costs_one_query(event):
    assert counted(lambda: services.tell_states(at=AT)) == 1


def test_told_by_another_worker_meanwhile_nobody_is_told_again(event):
    come(event, "Anna")
    services.tell_states(at=AT)

    assert approvals._tell(event.pk, "LV", at=AT + 2 * HOUR) == 0


@pytest.fixture
def hosted():
    """A training that Poland hosts, whose Representative says yes to all who come."""
    poland = MemberStateFactory(code="PL")
    MandateFactory(role=Role.NR, member_state=poland, user=UserFactory(email="nr.pl@example.eu"))
    return seminar(needs_approval=True, approver=Approver.HOST, host=poland)


def test_the_host_approves_whoever_comes_and_their_own_state_does_not(event, hosted):
    anna, olena = come(hosted, "Anna"), come(hosted, "Olena", country="UA")

    with pytest.raises(NotNowError):
        services.approve(anna, by=speaks_for("LV"), as_=By.STATE, at=AT)
    for one in (anna, olena):
        services.approve(one, by=speaks_for("PL"), as_=By.STATE, at=AT)

    assert states(hosted) == {"Anna": "confirmed", "Olena": "confirmed"}


def test_the_host_is_told_of_people_from_everywhere_in_one_letter(event, hosted):
    for name, country in (("Anna", "LV"), ("Olena", "UA"), ("Piotr", "PL")):
        come(hosted, name, country=country)

    assert services.tell_states(at=AT) == 1
    assert services.tell_states(at=AT + HOUR) == 0

    assert told() == []
    assert told("nr.pl@example.eu") == [f"3 people await your approval as the host: {hosted.title}"]
    letter = Letter.objects.get(to="nr.pl@example.eu")
    assert f"/events/{hosted.slug}/states/PL/" in rendered(letter).body
