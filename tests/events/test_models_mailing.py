"""What the database refuses of letters to many, reminders and news."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from events.enums import ReminderKind, Skipped
from events.models import Announcement, Mailing
from tests.factories.accounts import UserFactory
from tests.factories.mail import LetterFactory
from tests.factories.mailings import (
    MORNING,
    AnnouncementFactory,
    JobFactory,
    MailingFactory,
    RecipientFactory,
    ReminderFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (lambda: MailingFactory(job=JobFactory()), "mailing_with_a_job_begins_at_a_moment"),
        (lambda: MailingFactory(starts_at=MORNING), "mailing_with_a_job_begins_at_a_moment"),
        (lambda: MailingFactory(stopped_at=MORNING), "mailing_stopped_was_sent"),
        (
            lambda: MailingFactory(job=JobFactory(), starts_at=MORNING, stopped_by=UserFactory()),
            "mailing_stopped_was_sent",
        ),
        (lambda: RecipientFactory(address=""), "recipient_has_an_address_or_is_left_out"),
        (
            lambda: RecipientFactory(skipped=Skipped.TWICE, written_at=MORNING),
            "recipient_left_out_gets_no_letter",
        ),
        (
            lambda: RecipientFactory(letter=LetterFactory()),
            "recipient_letter_was_written_at_a_moment",
        ),
        (lambda: ReminderFactory(ran_at=MORNING), "reminder_ran_for_a_moment_at_a_moment"),
        (lambda: ReminderFactory(told=3), "reminder_ran_for_a_moment_at_a_moment"),
        (
            lambda: ReminderFactory(ran_at=MORNING, ran_for=MORNING, missed=True, told=3),
            "reminder_missed_tells_nobody",
        ),
        (lambda: AnnouncementFactory(stopped_by=UserFactory()), "announcement_stopped_at_a_moment"),
        (
            lambda: AnnouncementFactory(starts_at=MORNING, made_at=MORNING + dt.timedelta(hours=1)),
            "announcement_begins_after_it_was_made",
        ),
    ],
)
def test_half_truths_are_refused(make, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make()


def test_an_address_has_one_letter_of_a_mailing_and_a_position_one_person():
    first = RecipientFactory(address="a@example.eu")

    RecipientFactory(mailing=first.mailing, address="a@example.eu", skipped=Skipped.TWICE)
    RecipientFactory(address="a@example.eu")
    for other in ({"address": "a@example.eu"}, {"position": first.position}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RecipientFactory(mailing=first.mailing, **other)


def test_an_event_has_one_reminder_of_a_kind():
    first = ReminderFactory()

    ReminderFactory(event=first.event, kind=ReminderKind.HOUR_BEFORE)
    with pytest.raises(IntegrityError):
        ReminderFactory(event=first.event)


def test_what_they_are_called():
    assert [
        str(MailingFactory(subject="News")),
        str(RecipientFactory(name="Eva")),
        str(ReminderFactory()),
        str(AnnouncementFactory(deed="events.changed")),
    ] == ["News", "Eva", "The day before", "events.changed"]


def test_counts_leave_out_who_gets_no_letter():
    mailing = MailingFactory()
    RecipientFactory.create_batch(2, mailing=mailing)
    RecipientFactory(mailing=mailing, skipped=Skipped.SUPPRESSED)

    assert Mailing.objects.with_counts().get().chosen == 2


def test_news_can_be_stopped_until_they_leave():
    news = AnnouncementFactory(made_at=MORNING)
    AnnouncementFactory(made_at=MORNING, stopped_at=MORNING)

    before = Announcement.objects.stoppable(MORNING + dt.timedelta(minutes=4))
    after = Announcement.objects.stoppable(MORNING + dt.timedelta(minutes=5))

    assert (list(before), list(after)) == ([news], [])
