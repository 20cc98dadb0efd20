"""How long what people told us is kept, and what of it is due to be erased.

The clock runs from the end of an event, or from its cancellation where that came first.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, When

from events.enums import THERE, Kept, Presence, RegistrationState, Retention, State
from events.models import Answer, Attendance, ChangeRequest, Event, Invitation, Registration
from events.models.invitation import InvitationQuerySet
from events.models.question import AnswerQuerySet
from events.models.registration import RegistrationQuerySet

TERMS = {
    Kept.SENSITIVE: timedelta(days=30),
    Kept.IDENTITY: timedelta(days=30),
    Kept.ABSENT: timedelta(days=365),
    Kept.PARTICIPATION: timedelta(days=5 * 365 + 1),
}
ANSWERS = {Kept.SENSITIVE: Retention.SENSITIVE, Kept.IDENTITY: Retention.IDENTITY}
NOBODY = "erased.invalid"
"""The domain of the addresses that stand where an erased one stood."""


@dataclass(frozen=True)
class Holding:
    """What is kept of one event under one rule: how many, and when they are erased."""

    kept: Kept
    event: Event
    number: int
    erased_on: datetime

    def is_due(self, at: datetime) -> bool:
        """Return whether the next run erases it."""
        return self.erased_on <= at


def over_at(event: Event) -> datetime:
    """Return from when the clock of an event runs."""
    if event.state == State.CANCELLED and event.cancelled_at:
        return min(event.cancelled_at, event.ends_at)
    return event.ends_at


def erased_on(kept: Kept, event: Event) -> datetime:
    """Return when what is kept of an event under a rule is erased."""
    return over_at(event).astimezone(UTC) + TERMS[kept]


def due(kept: Kept, *, at: datetime) -> QuerySet[Event]:
    """Return the events whose time under a rule has come; they may hold nothing any more."""
    ended = Case(
        When(Q(state=State.CANCELLED, cancelled_at__lt=F("ends_at")), then=F("cancelled_at")),
        default=F("ends_at"),
        output_field=DateTimeField(),
    )
    return Event.objects.annotate(over=ended).filter(over__lte=at - TERMS[kept])


def answers(kept: Kept) -> AnswerQuerySet:
    """Return the answers kept under a rule, of whatever event."""
    return Answer.objects.filter(retention=ANSWERS[kept])


def wishes() -> QuerySet[ChangeRequest]:
    """Return the wishes for a change that still say what was wished; answers may be among it."""
    return ChangeRequest.objects.exclude(what={}, note="", reason="")


def words() -> InvitationQuerySet:
    """Return the invitations answered with words to the organisers; needs may be among them."""
    return InvitationQuerySet(Invitation).exclude(answer_note="")


def registrations(kept: Kept) -> RegistrationQuerySet:
    """Return the registrations kept under a rule: who took part, or who did not after all.

    Who had a place took part, unless attendance was taken and says otherwise. Nobody takes
    part in an event that was cancelled.
    """
    own = Attendance.objects.filter(registration=OuterRef("pk"))
    took_part = (
        Q(state=RegistrationState.CONFIRMED)
        & ~Q(event__state=State.CANCELLED)
        & (Exists(own.filter(presence__in=THERE)) | ~Exists(own.exclude(presence=Presence.UNKNOWN)))
    )
    rows = RegistrationQuerySet(Registration).filter(erased_at=None)
    return rows.filter(took_part) if kept == Kept.PARTICIPATION else rows.exclude(took_part)


def invitations() -> InvitationQuerySet:
    """Return the invitations that led to no registration and still name somebody."""
    rows = InvitationQuerySet(Invitation).filter(registration=None)
    return rows.exclude(email__endswith=f"@{NOBODY}")


def holdings() -> list[Holding]:
    """Return what is kept of each event under each rule, what is erased first first.

    Five queries, whatever the number of rows.
    """
    counted = [*_counted()]
    events = Event.objects.in_bulk({pk for _kept, pk, _number in counted})
    found = [
        Holding(kept, events[pk], number, erased_on(kept, events[pk]))
        for kept, pk, number in counted
    ]
    return sorted(found, key=lambda one: (one.erased_on, one.event.pk, one.kept))


def _counted() -> Iterator[tuple[Kept, int, int]]:
    told: Any = (
        Answer.objects.exclude(retention=Retention.ORDINARY)
        .order_by()
        .values_list("retention", "registration__event")
        .annotate(Count("pk"))
    )
    by_retention = {retention: kept for kept, retention in ANSWERS.items()}
    yield from ((by_retention[name], pk, number) for name, pk, number in told)
    for kept in (Kept.ABSENT, Kept.PARTICIPATION):
        number = Counter(dict(_by_event(registrations(kept))))
        if kept == Kept.ABSENT:
            number.update(dict(_by_event(invitations())))
        yield from ((kept, pk, number[pk]) for pk in number)


def _by_event(rows: Any) -> Any:
    return rows.order_by().values_list("event").annotate(Count("pk"))
