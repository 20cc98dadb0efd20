"""When a trainer is busy, as a file to import: days and hours, and of what no word."""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from events.entries import personal_entries
from events.models import Event
from ical.calendars import calendar_of
from ical.entries import Days, Entry, Hours
from trainers.enums import Period
from trainers.models import Trainer
from trainings.models import AssignmentDay

type When = Days | Hours


def file(trainer: Trainer, *, on: dt.date, at: dt.datetime) -> bytes:
    """Return the days from one on that the trainer teaches or is away, as a calendar to import.

    It says neither which training it is, nor where, nor why somebody is away: it is made to be
    handed on. Four queries.
    """
    return calendar_of([*_taught(trainer, on=on, at=at), *_away(trainer, on=on, at=at)])


def _taught(trainer: Trainer, *, on: dt.date, at: dt.datetime) -> Iterator[Entry]:
    rows = (
        AssignmentDay.objects.filter(trainer=trainer, date__gte=on)
        .select_related("assignment__request__delivery__event")
        .prefetch_related(
            "assignment__request__delivery__event__days",
            "assignment__request__delivery__event__sessions",
        )
    )
    for row in rows:
        delivery = row.assignment.request.delivery
        yield _entry(
            trainer,
            # The day's own UID is that of the training: who imported this would lose its title.
            uid=uuid.uuid5(row.assignment.key, row.date.isoformat()),
            title=_("Teaches"),
            when=_hours(delivery.event if delivery else None, row.date),
            at=at,
        )


def _hours(event: Event | None, date: dt.date) -> When:
    """Return when the training is on that day; the whole day where it has no hours yet."""
    if event is not None:
        days, sessions = list(event.days.all()), list(event.sessions.all())
        for entry in personal_entries(event, days=days, sessions=sessions):
            if isinstance(entry.when, Hours) and entry.starts_at(event.zone).date() == date:
                return entry.when
    return Days.through(date, date)


def _away(trainer: Trainer, *, on: dt.date, at: dt.datetime) -> Iterator[Entry]:
    for said in trainer.availability.filter(period=Period.AWAY, ends__gte=on):
        when = Days.through(said.starts, said.ends)
        yield _entry(trainer, uid=said.key, title=_("Not available"), when=when, at=at)


def _entry(trainer: Trainer, *, uid: uuid.UUID, title: str, when: When, at: dt.datetime) -> Entry:
    """Return an entry that takes time; of the moment at which it is told, for no row keeps one."""
    return Entry(
        uid=uid,
        sequence=0,
        created_at=at,
        changed_at=at,
        title=f"{trainer.name}: {title}",
        when=when,
        url=settings.SITE_URL + trainer.get_absolute_url(),
    )
