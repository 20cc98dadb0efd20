"""Who hears of a change, and of what kind: the way online, and what nobody may know of."""

import datetime as dt

import pytest

from accounts.access import Standing
from accounts.steps import By
from events import services
from events.enums import QuotaScope, State
from events.models import Event
from mail.models import Letter
from tests.events.registrants import AT, come, nobody
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.queries import statements

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=3)


@pytest.fixture
def officer():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=AT)


@pytest.fixture
def event():
    """A published seminar in Brussels with Anna confirmed, Berta waiting."""
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21))
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    come(event, "Anna")
    come(event, "Berta")
    Letter.objects.all().delete()
    return event


def change(event, officer, **fields):
    fresh = Event.objects.get(pk=event.pk)
    return services.change_event(fresh, version=fresh.version, by=officer, at=LATER, **fields)


def leave(event):
    """Both withdraw, so that nobody is to come."""
    for name in ("Berta", "Anna"):
        own = event.registrations.get(name=name)
        services.withdraw(own, by=nobody(), as_=By.PERSON, at=AT)
    Letter.objects.all().delete()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("in_person", "hybrid", "One can take part online now."),
        ("hybrid", "in_person", "One can no longer take part online."),
        ("online", "in_person", "One can no longer take part online."),
    ],
)
def test_people_hear_when_one_can_take_part_online_or_no_longer(
    event, officer, before, after, said
):
    Event.objects.update(mode=before)

    change(event, officer, mode=after)

    assert said in Letter.objects.get(name="Anna").body["paragraphs"]


@pytest.mark.parametrize("are_invited", [False, True], ids=["registered", "invited"])
def test_an_event_is_not_kept_from_those_who_are_to_come(event, officer, are_invited):
    if are_invited:
        leave(event)
        InvitationFactory(event=event, email="cleo@example.eu")

    with pytest.raises(services.KnownToGuestsError):
        change(event, officer, visibility="restricted", title="X")

    assert (Event.objects.get().visibility, Letter.objects.count()) == ("public", 0)


@pytest.mark.parametrize("state", [State.DRAFT, State.HELD, State.PUBLISHED])
def test_an_event_that_nobody_is_told_of_can_be_restricted(event, officer, state):
    if state == State.PUBLISHED:
        leave(event)
    Event.objects.update(state=state)

    change(event, officer, visibility="restricted")

    assert (Event.objects.get().visibility, Letter.objects.count()) == ("restricted", 0)


def test_a_restricted_event_is_changed_as_any_other(event, officer):
    Event.objects.update(visibility="restricted")

    change(event, officer, visibility="restricted", city="Gent")

    assert [letter.name for letter in Letter.objects.order_by("pk")] == ["Anna", "Berta"]


def test_whose_calendars_hear_of_it_by_mail_is_asked_once_for_all(event, officer):
    def asked(city):
        found = statements(lambda: change(event, officer, city=city))
        return [sql for sql in found if "mail_letter" in sql and "LIKE" in sql.upper()]

    for number in range(2):
        user = UserFactory(calendar_by="feed")
        RegistrationFactory(event=event, email=user.email, user=user)
        user = UserFactory(calendar_by="feed")
        InvitationFactory(event=event, email=user.email, user=user)
        assert len(asked(f"City {number}")) == 1
