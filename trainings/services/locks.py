"""A request under its lock, who may do what to it, its line in the journal and on the timeline."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.access import Standing
from accounts.steps import By, NotNowError, step
from accounts.versions import StaleError
from journal.services import record
from trainings import rules
from trainings.enums import Deed, Happening, Party, RequestDeed
from trainings.models import TimelineEntry, TrainingRequest
from trainings.models.request import HAS_A_DELIVERY, LABEL

SIDES = {By.SECRETARIAT: Party.SECRETARIAT, By.STATE: Party.HOST, By.PERSON: Party.TRAINER}


class NotYoursError(NotNowError):
    """The deed is somebody else's: another side's, or another Member State's."""


def locked(request: TrainingRequest) -> TrainingRequest:
    """Return the request as it is now, under its lock until the transaction ends."""
    return TrainingRequest.objects.select_for_update().get(pk=request.pk)


def locked_together(request: TrainingRequest) -> tuple[TrainingRequest, list[TrainingRequest]]:
    """Return the request under its lock, and the others that feed its delivery under theirs.

    They are locked in one order, so that two who act on the same training never wait for each
    other.
    """
    fed = TrainingRequest.objects.filter(pk=request.pk).exclude(delivery=None)
    together = Q(pk=request.pk) | Q(delivery__in=fed.values("delivery"), state__in=HAS_A_DELIVERY)
    keys = list(TrainingRequest.objects.filter(together).values_list("pk", flat=True))
    rows = TrainingRequest.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {one.pk: one for one in rows}
    return found.pop(request.pk), list(found.values())


def parties(by: Standing | None, member_state: str) -> frozenset[By]:
    """Return as whom a person acts on a state's request; nobody is the clock."""
    if by is None:
        return frozenset({By.CLOCK})
    found = set()
    if by.is_secretariat:
        found.add(By.SECRETARIAT)
    if member_state in by.member_states:
        found.add(By.STATE)
    return frozenset(found)


def require(by: Standing, request: TrainingRequest, *allowed: By) -> By:
    """Return as which of those allowed a person acts. Raises ``NotYoursError``."""
    acting = parties(by, request.member_state_id)
    for party in allowed:
        if party in acting:
            return party
    raise NotYoursError


def advance(
    request: TrainingRequest,
    deed: RequestDeed,
    *,
    by: Standing | None,
    at: datetime,
    version: int | None = None,
) -> By:
    """Take a step of the table on a locked request, not yet stored; return who takes it.

    With ``version`` the caller says from which state of the text it acts. Raises
    ``NotNowError`` where the state has no such step, ``NotYoursError`` where it is another's
    and ``StaleError`` where somebody else changed the text meanwhile.
    """
    known = rules.REQUEST[request.state].get(deed)
    if known is None:
        raise NotNowError(f"{deed} from {request.state}")
    acting = parties(by, request.member_state_id) & known.by
    if not acting:
        raise NotYoursError
    if version is not None and request.version != version:
        raise StaleError(request)
    (party,) = acting
    request.state = step(rules.REQUEST, state=request.state, deed=deed, by=party).to
    touch(request, by=by, at=at)
    return party


def touch(request: TrainingRequest, *, by: Standing | None, at: datetime) -> None:
    """Mark that something was done to a request, not yet stored."""
    request.version += 1
    request.deed_at = request.changed_at = at
    request.changed_by = by.user if by else None


def note(
    deed: Deed, request: TrainingRequest, *, by: Standing | None, at: datetime, **facts: Any
) -> None:
    """Write the deed into the journal."""
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=LABEL,
        key=request.reference,
        facts=facts,
    )


def happened(
    request: TrainingRequest,
    happening: Happening,
    *,
    by: Standing | None,
    at: datetime,
    party: By = By.SECRETARIAT,
    text: str = "",
    **facts: Any,
) -> TimelineEntry:
    """Put a deed on the timeline that both sides read."""
    return TimelineEntry.objects.create(
        request=request,
        at=at,
        side=SIDES[party] if by else "",
        by=by.user if by else None,
        happening=happening,
        text=text,
        facts=facts,
    )
