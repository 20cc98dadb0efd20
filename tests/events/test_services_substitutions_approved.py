"""Places passed on where registrations need approval, whatever changes meanwhile."""

import uuid

import pytest

from accounts.access import Standing
from accounts.enums import Role
from accounts.steps import By, NotNowError
from events import services
from events.enums import Approver, Attending, Group, QuotaScope
from events.models import Event, Registration
from events.questions import Option, Question
from journal.models import Entry
from mail.models import Letter
from tests.events.registrants import AT, come, nobody, seminar, states, subjects
from tests.factories.accounts import MandateFactory, MemberStateFactory
from tests.factories.events import QuotaFactory, SessionFactory
from tests.factories.questions import asks

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """A seminar with one place."""
    return seminar(places=1)


def pass_on(registration, *, name="Zoë", email="zoe@example.eu", **words):
    """Let somebody take a place over."""
    facts = {"once": uuid.uuid4(), "as_": By.PERSON, "by": nobody(), "at": AT} | words
    return services.pass_on(registration, name=name, email=email, organisation="Police", **facts)


# Where registrations need approval


@pytest.fixture
def approved():
    """A seminar whose Member States approve, with Anna's place approved."""
    MemberStateFactory(code="LV")
    event = seminar(places=1, needs_approval=True, approver=Approver.STATE)
    return event, services.approve(come(event, "Anna"), by=nobody(), at=AT)


def latvia():
    mandate = MandateFactory(role=Role.NR, member_state=MemberStateFactory(code="LV"))
    return Standing(user=mandate.user, at=AT, mandates=(mandate,))


def test_until_it_is_approved_the_place_stays_with_the_giver(approved):
    event, anna = approved

    zoe = pass_on(anna)

    assert states(event) == {"Anna": "confirmed", "Zoë": "pending"}
    assert subjects("zoe@example.eu") == [f"You are named to take over a place: {event.title}"]
    letter = Letter.objects.get(to="zoe@example.eu")
    assert letter.body["paragraphs"] == [
        "Anna cannot come and named you to come instead.",
        "That is waiting for approval. It is not a place yet; you hear as soon as it is decided.",
        "If you cannot come, withdraw on your page.",
    ]
    (named,) = Entry.objects.filter(deed="events.passing_on")
    assert named.facts["to"] == str(zoe.key)
    with pytest.raises(NotNowError):
        pass_on(anna, email="other@example.eu")

    services.approve(zoe, by=latvia(), as_=By.STATE, at=AT)

    assert states(event) == {"Anna": "withdrawn", "Zoë": "confirmed"}


def test_refused_it_costs_nobody_a_place_and_another_can_be_named(approved):
    event, anna = approved
    zoe = pass_on(anna)

    services.decline(zoe, reason="Not from us.", by=latvia(), as_=By.STATE, at=AT)

    assert states(event) == {"Anna": "confirmed", "Zoë": "declined"}
    letter = Letter.objects.filter(to="anna@example.eu").latest("pk")
    assert letter.subject == f"Your place is still yours: {event.title}"
    assert letter.body["paragraphs"][1] == "Reason: Not from us."
    other = pass_on(anna, name="Yves", email="yves@example.eu")
    assert other.replaces == anna
    zoe.refresh_from_db()
    assert zoe.replaces is None


@pytest.mark.parametrize(("places", "state"), [(2, "confirmed"), (0, "waiting")])
def test_approved_after_the_giver_has_left_it_is_a_registration_like_any_other(
    approved, places, state
):
    event, anna = approved
    zoe = pass_on(anna)
    services.withdraw(anna, by=nobody(), as_=By.PERSON, at=AT)
    services.set_places(event, total=places, each_state=None, by_state={}, by=nobody(), at=AT)

    assert services.approve(zoe, by=nobody(), at=AT).state == state


def test_another_state_gives_nothing_of_the_givers_away(approved):
    MemberStateFactory(code="FR")
    _event, anna = approved
    zoe = pass_on(anna)
    change(zoe, country="FR")
    mandate = MandateFactory(role=Role.NR, member_state=MemberStateFactory(code="FR"))
    france = Standing(user=mandate.user, at=AT, mandates=(mandate,))

    for by in (france, latvia()):
        with pytest.raises(NotNowError):
            services.approve(zoe, by=by, as_=By.STATE, at=AT)

    assert services.approve(zoe, by=nobody(), at=AT).state == "confirmed"


# What either changes meanwhile


MEAL = Question("meal", "choice", "Meal", options=(Option("fish", "Fish", 1), Option("no", "No")))
ONE_PLACE = {
    "a state": {"scope": QuotaScope.STATE, "member_state_id": "FR"},
    "each state": {"scope": QuotaScope.EACH_STATE},
    "a state in a group": {
        "scope": QuotaScope.STATE, "member_state_id": "FR", "group": Group.MEMBER,
    },
    "each state in a group": {"scope": QuotaScope.EACH_STATE, "group": Group.MEMBER},
    "a group": {"scope": QuotaScope.GROUP, "group": Group.MEMBER},
    "a way of coming": {"scope": QuotaScope.ATTENDING, "attending": Attending.IN_PERSON},
    "a session": {"scope": QuotaScope.SESSION},
    "a choice": {"scope": QuotaScope.CHOICE, "question": "meal", "option": "fish"},
}  # fmt: skip
"""One place of each thing that is counted; in all there is room for more."""


def change(registration, **words):
    """Change what was told, in the registration as it is now."""
    now = Registration.objects.get(pk=registration.pk)
    told = {name: getattr(now, name) for name in ("name", "organisation", "country", "category")}
    facts = {"attending": now.attending} | told | words
    return services.change_registration(now, version=now.version, by=nobody(), at=AT, **facts)


@pytest.fixture(params=ONE_PLACE)
def scarce(request):
    """A seminar with one place of something, and what wants it and what does not."""
    for code in ("LV", "FR"):
        MemberStateFactory(code=code)
    event = seminar(places=10, mode="hybrid", needs_approval=True)
    asks(event, MEAL)
    workshop = SessionFactory(event=event)
    facts = dict(ONE_PLACE[request.param])
    if facts["scope"] == QuotaScope.SESSION:
        facts["session"] = workshop
    if facts["scope"] == QuotaScope.CHOICE:
        event.quotas.filter(scope=QuotaScope.CHOICE).delete()
    QuotaFactory(event=event, places=1, **facts)
    wants = {
        "country": "FR",
        "group": Group.MEMBER,
        "attending": Attending.IN_PERSON,
        "sessions": [workshop],
        "answers": {"meal": "fish"},
    }
    wants_not = {
        "country": "XX",
        "group": Group.PARTICIPANT,
        "attending": Attending.ONLINE,
        "sessions": [],
        "answers": {"meal": "no"},
    }
    return Event.objects.get(pk=event.pk), wants, wants_not


def approved_of(event, name, wish):
    return services.approve(come(event, name, **wish), by=nobody(), at=AT)


def test_who_takes_over_gets_no_more_than_the_giver_holds(scarce):
    event, wants, wants_not = scarce
    anna, berta = approved_of(event, "Anna", wants_not), approved_of(event, "Berta", wants)
    zoe = pass_on(anna)
    change(zoe, **wants)

    with pytest.raises(services.NoPlaceError) as refused:
        services.approve(zoe, by=nobody(), at=AT)

    assert (refused.value.obstacle.taken, refused.value.obstacle.places) == (1, 1)
    assert states(event) == {"Anna": "confirmed", "Berta": "confirmed", "Zoë": "pending"}
    services.withdraw(berta, by=nobody(), as_=By.PERSON, at=AT)
    assert services.approve(zoe, by=nobody(), at=AT).state == "confirmed"


def test_what_the_giver_gave_back_meanwhile_is_not_passed_on(scarce):
    event, wants, wants_not = scarce
    anna = approved_of(event, "Anna", wants)
    zoe = pass_on(anna)
    change(zoe, **wants)
    change(anna, **wants_not)
    approved_of(event, "Berta", wants)

    with pytest.raises(services.NoPlaceError):
        services.approve(zoe, by=nobody(), at=AT)

    assert states(event) == {"Anna": "confirmed", "Zoë": "pending", "Berta": "confirmed"}


def test_what_the_giver_holds_needs_no_room(scarce):
    event, wants, _wants_not = scarce
    anna = approved_of(event, "Anna", wants)
    zoe = pass_on(anna)
    change(zoe, **wants)

    assert services.approve(zoe, by=nobody(), at=AT).state == "confirmed"


def test_approved_once_the_event_has_begun_the_giver_keeps_the_place(approved):
    event, anna = approved
    zoe = pass_on(anna)

    services.approve(zoe, by=nobody(), at=event.starts_at)

    assert states(event) == {"Anna": "confirmed", "Zoë": "waiting"}
    assert Event.objects.get(pk=event.pk).arrivals == 2
