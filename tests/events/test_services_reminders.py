"""Reminders: by kind of event, to whom they concern, once, and never too late."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts import versions
from accounts.access import standing
from accounts.enums import Role
from events import services
from events.enums import (
    Deed,
    InvitationState,
    Kind,
    Presence,
    RegistrationState,
    ReminderKind,
    State,
)
from events.models import Attendance, Event, Mailing, Reminder
from events.services.reminders import reminders_of, whom
from journal.models import Entry
from mail.models import Letter
from mail.services import send_due
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.mailings import ReminderFactory

pytestmark = pytest.mark.django_db
HOUR, DAY, SECOND = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(seconds=1)


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, timezone.now())


@pytest.fixture
def webinar():
    event = EventFactory(kind=Kind.WEBINAR, title="Webinar")
    RegistrationFactory(event=event, email="comes@x.eu")
    RegistrationFactory(event=event, email="waits@x.eu", state=RegistrationState.WAITING)
    return event


def letters():
    return list(Letter.objects.order_by("pk").values_list("to", "subject"))


def run(at):
    """One turn of both schedules."""
    sent = services.run_reminders(at=at)
    services.run_mailings(at=at)
    return sent


def deeds():
    return list(Entry.objects.order_by("pk").values_list("deed", "facts__reminder"))


def test_a_webinar_reminds_the_day_and_the_hour_before_only_who_has_a_place(webinar):
    turns = [
        run(webinar.starts_at - DAY - SECOND),
        run(webinar.starts_at - DAY),
        run(webinar.starts_at - DAY),
        run(webinar.starts_at - HOUR),
        run(webinar.starts_at),
    ]

    assert turns == [0, 1, 0, 1, 0]
    assert letters() == [
        ("comes@x.eu", "Soon: Webinar"),
        ("comes@x.eu", "It begins soon: Webinar"),
    ]
    assert deeds() == [
        (Deed.REMINDED, ReminderKind.DAY_BEFORE),
        (Deed.REMINDED, ReminderKind.HOUR_BEFORE),
    ]
    day_before = Reminder.objects.get(kind=ReminderKind.DAY_BEFORE)
    assert (day_before.ran_for, day_before.told, day_before.missed) == (
        webinar.starts_at - DAY,
        1,
        False,
    )


def test_a_seminar_does_not_unless_somebody_switches_it_on(officer):
    event = EventFactory()
    RegistrationFactory(event=event)
    assert run(event.starts_at - DAY) == 0

    services.set_reminder(
        event,
        ReminderKind.DAY_BEFORE,
        version=0,
        active=True,
        hours=48,
        subject="Two days",
        text="Soon, {name}.",
        by=officer,
        at=timezone.now(),
    )

    assert run(event.starts_at - 2 * DAY) == 1
    assert Letter.objects.get().subject == "Two days"


def test_nothing_is_sent_for_a_draft_a_cancelled_event_or_before_it_is_wanted(webinar):
    at = webinar.starts_at - DAY
    Event.objects.update(state=State.DRAFT)
    assert run(at) == 0
    Event.objects.update(state=State.CANCELLED, cancelled_at=at, cancel_reason="No.")
    assert run(at) == 0
    assert (Mailing.objects.count(), Reminder.objects.count()) == (0, 0)


def test_after_a_night_without_a_worker_it_is_caught_up_with_but_never_once_it_began(webinar):
    late = webinar.starts_at - 10 * dt.timedelta(minutes=1)

    assert run(late) == 2
    assert run(webinar.starts_at + SECOND) == 0
    assert [subject for _to, subject in letters()] == ["Soon: Webinar", "It begins soon: Webinar"]


def test_one_that_was_missed_is_noted_and_not_sent(webinar):
    assert run(webinar.starts_at) == 0
    assert run(webinar.starts_at) == 0

    assert letters() == []
    assert deeds() == [
        (Deed.REMINDER_MISSED, ReminderKind.DAY_BEFORE),
        (Deed.REMINDER_MISSED, ReminderKind.HOUR_BEFORE),
    ]
    assert set(Reminder.objects.values_list("kind", "missed", "told")) == {
        (ReminderKind.DAY_BEFORE, True, 0),
        (ReminderKind.HOUR_BEFORE, True, 0),
        (ReminderKind.BEFORE_CLOSING, False, 0),
    }


def test_a_reminder_that_the_mail_server_holds_up_does_not_leave_after_the_beginning(webinar):
    run(webinar.starts_at - HOUR)

    assert send_due(at=webinar.starts_at) == 0
    assert set(Letter.objects.values_list("state", flat=True)) == {"stopped"}


def test_a_reminder_whose_writing_is_held_up_is_not_written_after_the_beginning(webinar):
    services.run_reminders(at=webinar.starts_at - HOUR)

    services.run_mailings(at=webinar.starts_at)

    assert letters() == []


def test_an_event_that_moves_to_another_day_reminds_again(webinar, officer):
    assert run(webinar.starts_at - DAY) == 1
    webinar.refresh_from_db()
    at = webinar.starts_at - DAY + HOUR
    moved = services.change_event(
        webinar,
        version=webinar.version,
        first_date=webinar.first_date + 7 * DAY,
        last_date=webinar.last_date + 7 * DAY,
        by=officer,
        at=at,
    )

    assert run(at) == 0
    assert run(moved.starts_at - DAY) == 1
    assert Mailing.objects.filter(reminder__kind=ReminderKind.DAY_BEFORE).count() == 2


def test_before_closing_only_who_was_invited_and_is_silent():
    event = EventFactory(title="Seminar")
    Event.objects.update(registration_closes_at=event.starts_at - 5 * DAY)
    InvitationFactory(event=event, email="silent@x.eu")
    InvitationFactory(event=event, email="no@x.eu", state=InvitationState.NO)
    RegistrationFactory(event=event)

    assert run(event.starts_at - 8 * DAY) == 1

    assert letters() == [("silent@x.eu", "Will you come? Seminar")]
    assert "[[link:events:invitation:" in Letter.objects.get().body["button"][1]


def test_details_are_asked_for_before_the_end_of_their_day_from_who_owes_them():
    event = EventFactory(title="Seminar")
    event.details_until = event.first_date - 4 * DAY
    event.save()
    RegistrationFactory(event=event, email="owes@x.eu", unanswered_later=1)
    RegistrationFactory(event=event, email="answered@x.eu")
    due = dt.datetime.combine(event.details_until + DAY, dt.time(), event.starts_at.tzinfo)

    assert run(due - 3 * DAY + HOUR) == 1
    assert letters() == [("owes@x.eu", "We still need some details: Seminar")]


def present(registration, session, presence=Presence.PRESENT):
    Attendance.objects.create(
        registration=registration,
        session=session,
        presence=presence,
        recorded_at=timezone.now(),
    )


def test_afterwards_only_who_was_there_as_soon_as_that_is_recorded(webinar):
    session = SessionFactory(event=webinar)
    here = webinar.registrations.get(email="comes@x.eu")
    absent = RegistrationFactory(event=webinar, email="absent@x.eu")
    Event.objects.update(state=State.HELD)
    at = webinar.ends_at + DAY
    assert run(at) == 0
    present(absent, session, Presence.ABSENT)
    present(here, session, Presence.ONLINE)

    assert (run(at + HOUR), run(at + 2 * HOUR)) == (1, 0)

    assert letters() == [("comes@x.eu", "Thank you for taking part: Webinar")]


def test_two_weeks_later_nobody_is_thanked_any_more(webinar):
    Event.objects.update(state=State.HELD)

    assert run(webinar.ends_at + 14 * DAY) == 0

    thanks = Reminder.objects.get(kind=ReminderKind.AFTER_PRESENT)
    assert (thanks.missed, thanks.told) == (False, 0)


def test_where_there_is_nobody_to_remind_it_is_over_without_a_word():
    event = EventFactory(kind=Kind.WEBINAR)

    assert run(event.starts_at - HOUR) == 0

    assert (Mailing.objects.count(), Entry.objects.count()) == (0, 0)
    assert Reminder.objects.filter(ran_at__isnull=False).count() == 3


def test_one_that_was_switched_off_stays_silent(webinar):
    ReminderFactory(event=webinar, active=False)

    assert run(webinar.starts_at - DAY) == 0


def test_reminders_carry_the_events_sender_and_answers_go_to_its_contact(webinar):
    Event.objects.update(sender_name="Webinar team", contact="team@x.eu")

    run(webinar.starts_at - DAY)

    letter = Letter.objects.get()
    assert (letter.sender_name, letter.reply_to) == ("Webinar team", "team@x.eu")


def test_reminders_are_set_by_one_at_a_time(webinar, officer):
    words = {"active": True, "hours": 30, "subject": "Soon", "text": "Soon."}
    at = timezone.now()

    services.set_reminder(webinar, ReminderKind.DAY_BEFORE, version=0, by=officer, at=at, **words)
    with pytest.raises(versions.StaleError) as stale:
        services.set_reminder(
            webinar, ReminderKind.DAY_BEFORE, version=0, by=officer, at=at, **words
        )

    assert (stale.value.theirs.hours, stale.value.theirs.version) == (30, 1)
    assert deeds() == [(Deed.REMINDERS_CHANGED, ReminderKind.DAY_BEFORE)]
    found = {one.kind: (one.hours, one.active, one.version) for one in reminders_of(webinar)}
    assert found == {
        ReminderKind.BEFORE_CLOSING: (72, True, 0),
        ReminderKind.DETAILS_DUE: (72, True, 0),
        ReminderKind.DAY_BEFORE: (30, True, 1),
        ReminderKind.HOUR_BEFORE: (1, True, 0),
        ReminderKind.AFTER_PRESENT: (24, True, 0),
    }


def test_whom_it_would_reach_now(webinar):
    day_before = next(one for one in reminders_of(webinar) if one.kind == ReminderKind.DAY_BEFORE)

    assert [one.address for one in whom(day_before)] == ["comes@x.eu"]


def test_two_workers_at_once_remind_once(transactional_db):
    event = EventFactory(kind=Kind.WEBINAR)
    RegistrationFactory(event=event)
    gate = threading.Barrier(2)

    def turn():
        gate.wait()
        run(event.starts_at - DAY)
        connection.close()

    workers = [threading.Thread(target=turn) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert (Mailing.objects.count(), Letter.objects.count()) == (1, 1)
