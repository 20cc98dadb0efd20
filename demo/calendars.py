"""Feeds that people subscribed to, and what calendar programs answered to invitations."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from django.db.models import F

from accounts.models import Body, User
from calendars import reading, services
from calendars.enums import Scope
from calendars.models import Feed
from calendars.replies import Guest, settle_replies
from demo.people import address
from demo.plots import standing_of
from demo.story import Story, once
from events.enums import RegistrationState, State
from events.models import Registration
from ical.enums import Answer
from mail.models import Reply

OWN, OF_BOARD = "My own dates", "Meetings of the Board"
SUBSCRIBED = (
    ("nr.pt", "", timedelta(days=31), timedelta(hours=2)),
    ("nr.pt", "BOARD", timedelta(days=31), timedelta(hours=3)),
    ("nr.be", "", timedelta(days=20), timedelta(minutes=50)),
    ("attendee.1", "", timedelta(days=9), timedelta(hours=14)),
    ("trainer.1", "", timedelta(days=16), timedelta(hours=5)),
)
"""Whose, of which body, how long ago it was made, and how long ago a calendar read it last."""
ANSWERED = timedelta(hours=6)
ANSWERS = (
    (Answer.DECLINED, ""),
    (Answer.ACCEPTED, ""),
    (Answer.DECLINED, address("front.desk")),
)
"""What each says, and from where if not from the own address: that one is the Secretariat's."""


def stage_all(story: Story) -> None:
    """Note the feeds with their last readings, and a no, a yes and a no from a stranger."""
    for local, body, made, read in SUBSCRIBED:
        story.tell(story.now - made, partial(_subscribe, local, body))
        story.tell(story.now - read, partial(_read, local, body))
    story.tell(story.now - ANSWERED, _answer)


def _subscribe(local: str, code: str, at: datetime) -> None:
    owner = User.objects.get(email=address(local))
    services.make_feed(
        owner,
        once=once("feed", local, code),
        scope=Scope.BODY if code else Scope.MINE,
        body=Body.objects.filter(pk=code).first(),
        label=OF_BOARD if code else OWN,
        leaves_out_invited=False,
        leaves_out_cancelled=False,
        has_alarm=not code,
        by=standing_of(owner.email, at),
        at=at,
    )


def _read(local: str, code: str, at: datetime) -> None:
    feed = Feed.objects.get(once=once("feed", local, code))
    reading.mark(feed, read_at=None, at=at)


def _answer(at: datetime) -> None:
    """Let three programs answer for people who hold a place, and settle what they said."""
    for (said, sender), guest in zip(ANSWERS, islice(_told(at), len(ANSWERS)), strict=True):
        email = guest.row.email
        Reply.objects.create(
            provider="demonstration",
            message_id=f"<{guest.row.key}@{email.partition('@')[2]}>",
            sender=sender or email,
            calendar=_calendar(guest, said),
            received_at=at,
        )
    settle_replies(at=at)


def _told(at: datetime) -> Iterator[Guest]:
    """Yield who has a place at an event of one day to come, and had it put into the calendar."""
    rows = Registration.objects.filter(
        state=RegistrationState.CONFIRMED,
        user=None,
        event__state=State.PUBLISHED,
        event__starts_at__gt=at,
        event__last_date=F("event__first_date"),
    )
    guests = (Guest(row) for row in rows.select_related("event").order_by("pk"))
    return (guest for guest in guests if guest.told is not None)


def _calendar(guest: Guest, said: Answer) -> str:
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "METHOD:REPLY",
            "BEGIN:VEVENT",
            f"UID:{guest.row.event.uid}",
            f"SEQUENCE:{guest.told}",
            f"ATTENDEE;PARTSTAT={said}:mailto:{guest.row.email}",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )
