"""How dates reach a person: in a feed, as invitations by mail, or both."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from events import services
from events.emails import confirmed
from events.models import Event
from events.services.events import sync_days
from mail.models import Letter
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=1)
DAY = dt.date(2026, 12, 10)


def person(by):
    return UserFactory(calendar_by=by)


def event_on(day, **fields):
    made = EventFactory(first_date=day, created_at=AT - dt.timedelta(days=9), **fields)
    sync_days(made)
    return made


def place(user, event):
    return RegistrationFactory(event=event, email=user.email, user=user)


def moved(event, day, **fields):
    event = Event.objects.get(pk=event.pk)
    by = standing(MandateFactory(role=Role.SECRETARIAT).user, LATER)
    return services.change_event(
        event, version=event.version, first_date=day, last_date=day, by=by, at=LATER, **fields
    )


def methods():
    """The calendar part of each letter, in order; a letter without one says nothing."""
    return list(Letter.objects.order_by("pk").values_list("calendar_method", flat=True))


@pytest.mark.parametrize(("by", "method"), [("feed", ""), ("mail", "REQUEST"), ("both", "REQUEST")])
def test_a_place_comes_as_an_invitation_unless_the_feed_alone_is_chosen(by, method):
    confirmed(place(person(by), event_on(DAY)), at=AT)

    assert methods() == [method]


@pytest.mark.parametrize(("by", "method"), [("feed", ""), ("both", "REQUEST")])
def test_a_move_of_what_is_far_off_is_told_by_letter_and_moved_as_chosen(by, method):
    event = event_on(DAY)
    place(person(by), event)
    user = person(by)
    InvitationFactory(event=event, email=user.email, user=user)

    moved(event, dt.date(2027, 1, 5))

    assert methods() == [method, method]


@pytest.mark.parametrize(
    ("old", "new", "method"),
    [
        (dt.date(2026, 11, 27), dt.date(2027, 1, 5), "REQUEST"),
        (DAY, dt.date(2026, 11, 27), "REQUEST"),
        (dt.date(2026, 11, 28), DAY, ""),
    ],
    ids=["was soon", "is soon", "neither"],
)
@pytest.mark.parametrize("all_day", [False, True])
def test_a_move_within_three_days_is_mailed_to_everybody(old, new, method, all_day):
    hours = {"all_day": True, "starts_time": None, "ends_time": None} if all_day else {}
    event = event_on(old, **hours)
    place(person("feed"), event)

    moved(event, new)

    assert methods() == [method]


def test_what_came_by_mail_is_kept_right_by_mail():
    event, user = event_on(DAY), person("both")
    confirmed(place(user, event), at=AT)
    user.calendar_by = "feed"
    user.save()

    moved(event, dt.date(2027, 1, 5))

    assert methods() == ["REQUEST", "REQUEST"]


def test_entries_that_never_came_by_mail_are_not_taken_back_by_mail():
    event = event_on(DAY, last_date=dt.date(2026, 12, 11))
    place(person("feed"), event)
    user = person("feed")
    InvitationFactory(event=event, email=user.email, user=user)
    place(person("both"), event)

    moved(event, DAY)

    assert methods() == ["", "PUBLISH", "REQUEST", ""]


def test_a_withdrawal_is_mailed_to_everybody():
    event = event_on(DAY)
    registration = place(person("feed"), event)

    services.cancel_event(
        event, reason="Snow", by=standing(MandateFactory(role=Role.SECRETARIAT).user, AT), at=AT
    )

    assert (methods(), Letter.objects.get().to) == (["CANCEL"], registration.email)
