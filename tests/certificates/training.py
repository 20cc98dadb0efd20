"""A training of three half-days, as the tests need it."""

import datetime as dt

from events.enums import Kind, Presence, Source, SpeakerRole
from events.models import Attendance
from tests.factories.events import (
    EventFactory,
    FundingSourceFactory,
    RegistrationFactory,
    SessionFactory,
    SpeakerFactory,
)

FIRST, LAST = dt.date(2026, 11, 17), dt.date(2026, 11, 18)
AFTER = dt.datetime(2026, 11, 20, 9, 0, 0, 123, tzinfo=dt.UTC)
HALF_DAYS = [(FIRST, 9, "What crime prevention is\nKnowing the problem\n"), (FIRST, 14, "Ethics\n\n"),
             (LAST, 9, " Knowing the problem \nTelling the result")]  # fmt: skip


def training(**fields):
    """Make a training with its sessions, modules and two trainers, one of whom agrees."""
    event = EventFactory(
        **{
            "kind": Kind.TRAINING,
            "title": "Evaluating crime prevention initiatives",
            "first_date": FIRST,
            "last_date": LAST,
            "languages": "en",
            "funding": FundingSourceFactory(),
            **fields,
        }
    )
    for day, hour, modules in HALF_DAYS:
        ends = dt.time(hour + 3, 30)
        session = SessionFactory(
            event=event, date=day, starts_time=dt.time(hour), ends_time=ends, modules=modules
        )
        for name, role, agrees in (
            ("Kristjan Õunapuu", SpeakerRole.TRAINER, True),
            ("Nobody Asked", SpeakerRole.TRAINER, False),
            ("Somebody Speaking", SpeakerRole.SPEAKER, True),
        ):
            SpeakerFactory(session=session, name=name, role=role, may_publish=agrees)
    return event


def attend(registration, *presences, at=AFTER):
    """Record how somebody was at each session, with minutes where they are told."""
    for session, said in zip(registration.event.sessions.all(), presences, strict=False):
        presence, minutes = said if isinstance(said, tuple) else (said, None)
        Attendance.objects.create(
            registration=registration, session=session, presence=presence, minutes=minutes,
            source=Source.HAND, recorded_at=None if presence == Presence.UNKNOWN else at,
        )  # fmt: skip
    return registration


def participant(event=None, *, presences=("present", ("partial", 120), "present"), **fields):
    """Make somebody who was there for 9.0 of 10.5 hours."""
    registration = RegistrationFactory(event=event or training(), **fields)
    return attend(registration, *presences)
