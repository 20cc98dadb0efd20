"""How long what people told us is kept, and what of it is due to be erased.

The clock runs from the end of an event, or from its cancellation where that came first.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from events.enums import THERE, Kept, Presence, RegistrationState, Retention, State
from events.models import (
    Answer,
    Attendance,
    ChangeRequest,
    CountryParticipation,
    Event,
    InstitutionSuggestion,
    Invitation,
    Registration,
    Speaker,
)
from events.models.invitation import InvitationQuerySet
from events.models.question import AnswerQuerySet
from events.models.registration import RegistrationQuerySet

TERMS = {
    Kept.SENSITIVE: timedelta(days=30),
    Kept.IDENTITY: timedelta(days=30),
    Kept.ABSENT: timedelta(days=365),
    Kept.CONTACT: timedelta(days=365),
    Kept.PARTICIPATION: timedelta(days=5 * 365 + 1),
    Kept.SPEAKER: timedelta(days=5 * 365 + 1),
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


def speakers(kept: Kept) -> QuerySet[Speaker]:
    """Return the speakers whose address is kept under a rule: published ones, or the others.

    By the link sent to it, consent to be published is taken back as easily as it was given.
    """
    return Speaker.objects.filter(may_publish=kept == Kept.SPEAKER).exclude(email="")


def contacts() -> QuerySet[CountryParticipation]:
    """Return the countries of focus days that still name a contact."""
    return CountryParticipation.objects.exclude(contact_name="", contact_email="")


def suggestions() -> QuerySet[InstitutionSuggestion]:
    """Return the suggestions of institutions that still say an address."""
    return InstitutionSuggestion.objects.exclude(email__endswith=f"@{NOBODY}")


def holdings() -> list[Holding]:
    """Return what is kept of each event under each rule, what is erased first first.

    Two queries, whatever the number of rows.
    """
    counted = _counted()
    events = Event.objects.in_bulk({pk for _kept, pk in counted})
    found = [
        Holding(kept, events[pk], number, erased_on(kept, events[pk]))
        for (kept, pk), number in counted.items()
    ]
    return sorted(found, key=lambda one: (one.erased_on, one.event.pk, one.kept))


def _counted() -> Counter[tuple[Kept, int]]:
    """Return how much is kept under each rule of each event; one query."""
    parts = [
        *(_by_event(answers(kept), kept, "registration__event") for kept in ANSWERS),
        _by_event(registrations(Kept.ABSENT), Kept.ABSENT),
        _by_event(registrations(Kept.PARTICIPATION), Kept.PARTICIPATION),
        _by_event(invitations(), Kept.ABSENT),
        _by_event(contacts(), Kept.CONTACT),
        _by_event(suggestions(), Kept.CONTACT),
        _by_event(speakers(Kept.CONTACT), Kept.CONTACT, "session__event"),
        _by_event(speakers(Kept.SPEAKER), Kept.SPEAKER, "session__event"),
    ]
    number: Counter[tuple[Kept, int]] = Counter()
    for name, pk, rows in parts[0].union(*parts[1:], all=True).order_by():
        number[Kept(name), pk] += rows
    return number


def _by_event(rows: Any, kept: Kept, event: str = "event") -> Any:
    named = Value(kept.value, output_field=CharField())
    return rows.order_by().annotate(kept=named).values_list("kept", event).annotate(Count("pk"))
