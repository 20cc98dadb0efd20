"""How dates reach a person: in a feed, as invitations by mail, or both."""

import datetime as dt
import uuid

import pytest

from accounts.access import Standing, standing
from accounts.enums import Role
from accounts.models import User
from accounts.steps import By
from courses.models import Part
from events import services
from events.emails import confirmed
from events.invitations import Guest
from events.models import Event
from events.services.events import sync_days
from mail.models import Letter
from procedures.services import extend, object_to_procedure, withdraw
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.procedures import (
    LAST_SECOND,
    LAUNCHED,
    ballot,
    board,
    holder,
    running,
    secretariat,
)
from tests.factories.trainings import (
    NOW,
    OTHER_DAY,
    CourseFactory,
    ready,
    scheduled,
)
from trainings import entries
from trainings import services as trainings

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=1)
DAY = dt.date(2026, 12, 10)
ONE_DAY = dt.timedelta(days=1)


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


@pytest.mark.parametrize(
    ("day", "method"), [(dt.date(2026, 11, 27), "REQUEST"), (dt.date(2026, 11, 28), "")]
)
def test_what_takes_place_after_all_within_three_days_is_mailed_to_everybody(day, method):
    event = event_on(day)
    place(person("feed"), event)
    user = person("feed")
    InvitationFactory(event=event, email=user.email, user=user)
    by = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)
    services.cancel_event(event, reason="Snow", by=by, at=AT)

    services.revive_event(Event.objects.get(pk=event.pk), reason="Sun", by=by, at=AT)

    assert methods() == ["CANCEL", "CANCEL", method, method]


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


def test_what_was_taken_out_of_the_calendar_comes_back_by_the_feed_alone():
    event, user = event_on(DAY), person("both")
    confirmed(place(user, event), at=AT)
    user.calendar_by = "feed"
    user.save()
    by = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)

    services.cancel_event(event, reason="Snow", by=by, at=AT)
    services.revive_event(event, reason="Sun", by=by, at=AT)
    moved(event, dt.date(2027, 1, 5))

    assert methods() == ["REQUEST", "CANCEL", "", ""]


def test_several_days_that_were_taken_out_are_not_kept_right_by_mail_either():
    event, user = event_on(DAY, last_date=dt.date(2026, 12, 11)), person("both")
    registration = place(user, event)
    confirmed(registration, at=AT)
    user.calendar_by = "feed"
    user.save()
    services.withdraw(registration, by=Standing(user=user, at=AT), as_=By.PERSON, at=AT)
    registration.refresh_from_db()

    services.restore(registration, by=Standing(user=user, at=AT), as_=By.PERSON, at=LATER)

    assert methods() == ["PUBLISH", "PUBLISH", ""]


def test_what_is_revived_comes_by_mail_to_who_wants_that():
    event = event_on(DAY)
    place(person("both"), event)
    user = person("mail")
    InvitationFactory(event=event, email=user.email, user=user)
    by = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)

    services.cancel_event(event, reason="Snow", by=by, at=AT)
    services.revive_event(event, reason="Sun", by=by, at=AT)

    assert methods() == ["CANCEL", "CANCEL", "REQUEST", "REQUEST"]


@pytest.mark.parametrize(("by", "method"), [("feed", ""), ("both", "REQUEST")])
def test_who_is_invited_or_named_instead_is_asked_by_the_calendar_as_chosen(by, method):
    event, user = event_on(DAY), person(by)
    office = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)

    services.invite(
        event, once=uuid.uuid4(), people=[Guest(email=user.email, name="Ada", user=user.pk)],
        group="participant", note_to_them="", by=office, at=AT,
    )  # fmt: skip

    assert methods() == [method]


@pytest.mark.parametrize(
    ("by", "launched", "extended"), [("feed", "", ""), ("both", "REQUEST", "REQUEST")]
)
def test_the_deadline_of_a_procedure_comes_as_chosen_and_is_always_taken_out(
    by, launched, extended
):
    board()
    user = holder("PT").user
    User.objects.filter(pk=user.pk).update(calendar_by=by)
    procedure = running()

    longer = extend(
        procedure, deadline_at=LAST_SECOND + 7 * ONE_DAY, reason="Easter.", by=secretariat(),
        at=LAUNCHED,
    )  # fmt: skip
    withdraw(longer, reason="No need.", by=secretariat(), at=LAUNCHED)

    assert methods() == [launched, extended, "CANCEL"]


@pytest.mark.parametrize(("by", "told"), [("feed", ["", ""]), ("both", ["REQUEST", "REQUEST"])])
def test_that_a_procedure_is_ended_comes_as_chosen(by, told):
    board()
    user = holder("PT").user
    User.objects.filter(pk=user.pk).update(calendar_by=by)
    chair = ballot(running(), "BE")

    object_to_procedure(chair, reason="", by=holder("BE"), at=LAUNCHED, as_chair=True)

    letters = Letter.objects.filter(to=user.email).order_by("pk")
    assert [letter.calendar_method for letter in letters] == told


def test_a_deadline_that_was_soon_moves_in_every_calendar_by_mail():
    board()
    user = holder("PT").user
    User.objects.filter(pk=user.pk).update(calendar_by="feed")
    procedure = running()

    extend(
        procedure, deadline_at=LAST_SECOND + 7 * ONE_DAY, reason="Easter.", by=secretariat(),
        at=LAST_SECOND - ONE_DAY,
    )  # fmt: skip

    assert methods() == ["", "REQUEST"]


@pytest.mark.parametrize(("by", "method"), [("feed", ""), ("mail", "REQUEST"), ("both", "REQUEST")])
def test_a_training_comes_to_who_hosts_and_who_teaches_it_as_chosen(by, method):
    course = CourseFactory(its_parts=0)
    Part.objects.create(
        course=course, order=1, title="Half-day", day=1, starts_time=dt.time(9, 30), minutes=210
    )
    made, officer, host, option = ready(course=course)
    trainer = made.assignments.first().trainer
    User.objects.filter(pk=host.user.pk).update(calendar_by=by)
    UserFactory(email=trainer.email, calendar_by=by)

    trainings.schedule(made, option=option, by=officer, at=NOW)

    told = Letter.objects.filter(subject__startswith="Scheduled")
    assert {letter.calendar_method for letter in told.filter(to=host.user.email)} == {method}
    assert {letter.calendar_method for letter in told.filter(to=trainer.email)} == {method}


def only_the_feed(made, host):
    """Let host and trainers have chosen the feed alone, and no calendar know of the training."""
    User.objects.filter(pk=host.user.pk).update(calendar_by="feed")
    trainers = [one.trainer.email for one in made.assignments.all()]
    for email in trainers:
        UserFactory(email=email, calendar_by="feed")
    Letter.objects.all().delete()
    return sorted([host.user.email, *trainers])


def mailed(subject):
    """To whom a letter brought the entries."""
    letters = Letter.objects.filter(subject__startswith=subject, label="trainings.request")
    assert letters.count() == 3
    return sorted(one.to for one in letters if one.calendar_method == "PUBLISH")


@pytest.mark.parametrize(("hours", "by_mail"), [(72, True), (73, False)])
def test_a_training_that_was_soon_moves_in_every_calendar_by_mail(hours, by_mail):
    made, by, host, _option = scheduled()
    everybody = only_the_feed(made, host)
    at = made.delivery.event.starts_at - dt.timedelta(hours=hours)
    (option,) = trainings.propose_dates(made, first_dates=[OTHER_DAY], close_on=None, by=by, at=at)
    trainings.answer_dates(made, answers={option.key: "yes"}, by=host, at=at)
    for one in made.assignments.all():
        own = standing(User.objects.get(email=one.trainer.email), at)
        trainings.answer_as_trainer(
            made, trainer=one.trainer, answers={option.key: "yes"}, by=own, at=at
        )

    trainings.reschedule(made, option=option, by=by, at=at)

    assert mailed("Another date") == (everybody if by_mail else [])


@pytest.mark.parametrize(("hours", "by_mail"), [(72, True), (73, False)])
def test_other_hours_of_a_training_that_was_soon_come_to_everybody_by_mail(hours, by_mail):
    made, by, host, _option = scheduled()
    everybody = only_the_feed(made, host)
    event = Event.objects.get(pk=made.delivery.event_id)
    told_at = event.starts_at - dt.timedelta(hours=hours)
    session = event.sessions.earliest("starts_at")
    services.save_session(
        event, session=session, speakers=[], by=by, at=told_at - dt.timedelta(minutes=5),
        title=session.title, date=session.date, starts_time=dt.time(11),
        ends_time=session.ends_time,
    )  # fmt: skip

    assert trainings.tell_changes(at=told_at) == 1

    assert mailed("Changed") == (everybody if by_mail else [])


@pytest.mark.parametrize("is_known", [True, False], ids=["now", "of an earlier release"])
def test_a_training_that_begins_soon_comes_to_everybody_by_mail(is_known):
    made, _officer, host, _option = scheduled()
    if not is_known:
        del made.delivery.told["starts_at"]
    User.objects.filter(pk=host.user.pk).update(calendar_by="feed")
    attendee = (host.user.name, host.user.email)
    starts_at = made.delivery.event.starts_at

    told = [
        entries.for_host(made, attendee=attendee, hosts=True, at=starts_at - hours)
        for hours in (dt.timedelta(hours=73), dt.timedelta(hours=72))
    ]
    Letter.objects.all().delete()
    later = [
        entries.for_host(made, attendee=attendee, hosts=True, at=starts_at - hours)
        for hours in (dt.timedelta(hours=73), dt.timedelta(hours=72))
    ]

    assert [part is not None for part in told] == [True, True]
    assert [part is not None for part in later] == [False, True]
