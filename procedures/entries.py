"""The deadline of a written procedure as calendars know it, in letters and in feeds."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.days import BRUSSELS, end_of_day, network_day
from ical.entries import Days, Entry, Hours
from ical.enums import Status
from procedures.enums import State
from procedures.models import Ballot, Procedure
from procedures.models.procedure import ENDED
from procedures.words import ZONE

HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Share:
    """What the seats for which one person speaks add to it; never what they replied.

    ``deeds`` are a part of SEQUENCE and ``last_at`` of the moment of change.
    """

    deeds: int = 0
    last_at: datetime | None = None
    is_answered: bool = False


NOBODYS = Share()
"""The deadline as all of a body have it."""


def share_of(ballots: Iterable[Ballot], *, ever: Collection[Ballot]) -> Share:
    """Return the share of the seats of one person: all have to reply.

    Each reply is a deed, and so is a seat that comes in addition: an entry that is answered for
    one waits again, and its SEQUENCE rises. ``ever`` are those of all seats for which the person
    speaks or spoke: what is over still counts, or it would fall.
    """
    replied = [ballot.cast_at for ballot in ever if ballot.cast_at]
    deeds = len(ever) - 1 + len(replied)
    is_answered = all(ballot.cast_at for ballot in ballots)
    return Share(deeds, max(replied, default=None), is_answered=is_answered)


def entry(procedure: Procedure, share: Share = NOBODYS) -> Entry:
    """Return the deadline of a procedure; withdrawn, it is cancelled.

    At the end of a day it is all-day: at 23:59 in Brussels it is the next day in Athens.
    """
    ends = procedure.deadline_at
    if ends is None:
        raise ValueError("a draft has no deadline")
    day = network_day(ends)
    when: Days | Hours = Hours(ends - HALF_AN_HOUR, ends, ZONE)
    if ends == end_of_day(day):
        when = Days.through(day, day)
    words = _("Reply due by %(hour)s Brussels time: %(what)s")
    if share.is_answered:
        words = _("Answered: %(what)s")
    elif procedure.state in ENDED:
        words = _("Closed: %(what)s")
    hour = f"{ends.astimezone(BRUSSELS):%H:%M}"
    return Entry(
        uid=procedure.uid,
        sequence=procedure.sequence + share.deeds,
        created_at=procedure.created_at,
        changed_at=max(procedure.changed_at, share.last_at or procedure.changed_at),
        title=words % {"hour": hour, "what": procedure.reference},
        when=when,
        url=settings.SITE_URL + procedure.get_absolute_url(),
        status=Status.CANCELLED if procedure.state == State.WITHDRAWN else Status.CONFIRMED,
        transparent=True,
        description=procedure.title,
        categories=[_("Deadline"), procedure.body_id],
    )
