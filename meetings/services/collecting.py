"""What comes in from the seats: validated, asked for again, listed, and how much there may be."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.steps import By, NotNowError, step
from accounts.versions import StaleError
from agendas.services.agendas import NotYoursError, require
from events import services as events
from events.enums import RegistrationDeed
from events.models import Event
from journal.services import record
from meetings.delegations import Party, Terms, parties, terms_of
from meetings.emails import delegations as emails
from meetings.enums import Deed, DelegationDeed
from meetings.models import Delegate, Delegation, MeetingPlaces
from meetings.rules.delegation import DELEGATION
from meetings.services.delegations import begun, note

AGAIN_AFTER = timedelta(hours=20)


@transaction.atomic
def validate(delegation: Delegation, *, version: int, by: Standing, at: datetime) -> Delegation:
    """Validate a delegation; raises ``StaleError`` and ``NotNowError``."""
    delegation = versions.locked(
        Delegation.objects.select_related("event"), version=version, pk=delegation.pk
    )
    as_ = By.SECRETARIAT if by.is_secretariat else By.STATE
    found = step(DELEGATION, state=delegation.state, deed=DelegationDeed.VALIDATE, by=as_)
    delegation.state = found.to
    delegation.validated_at, delegation.validated_by = at, by.user
    delegation.save()
    note(Deed.DELEGATION_VALIDATED, delegation, by=by, at=at)
    return delegation


class Reminded(NamedTuple):
    """How many places were reminded, by how many letters, and when these leave."""

    places: int
    letters: int
    leave_at: datetime


def to_remind(event: Event, found: Collection[Party], *, at: datetime) -> list[Party]:
    """Return which places have not said who comes, and were not reminded within the day.

    A reminder that was stopped was none.
    """
    none = event.announcements.filter(deed=Deed.DELEGATIONS_REMINDED).exclude(stopped_at=None)
    stopped = set(none.values_list("made_at", flat=True))

    def is_reminded(delegation: Delegation | None) -> bool:
        last = delegation.reminded_at if delegation else None
        return last is not None and last > at - AGAIN_AFTER and last not in stopped

    return [one for one in found if one.is_open and not is_reminded(one.delegation)]


@transaction.atomic
def remind_unnamed(event: Event, codes: Collection[str], *, by: Standing, at: datetime) -> Reminded:
    """Ask once more who comes for those places, where it is open.

    Raises ``NotYoursError``, and ``NotNowError`` where nobody can be named any more.
    """
    with events.holding(event) as held:
        require(by, held)
        if not held.lets(RegistrationDeed.CONFIRM, at=at):
            raise NotNowError
        found = [one for one in to_remind(held, parties(held), at=at) if one.code in codes]
        asked = {}
        for one in found:
            delegation = one.delegation or begun(held, one, by=None, at=at)
            delegation.reminded_at = at
            delegation.save(update_fields=["reminded_at"])
            asked[one.holder] = delegation
        promised = [one.holder for one in found if one.is_promised]
        with events.announcing(held, Deed.DELEGATIONS_REMINDED, by=by, at=at) as news:
            letters = emails.asked_again(held, asked, promised=promised, news=news, at=at)
        if found:
            facts = {"places": len(found), "letters": letters}
            _of_event(Deed.DELEGATIONS_REMINDED, held, by=by, at=at, **facts)
        return Reminded(len(found), letters, news.starts_at)


def forget_delegates(*, at: datetime) -> int:
    """Erase the functions of people who were erased, and drafts that nobody will send; how many.

    A draft ends with its meeting.
    """
    gone = Delegate.objects.filter(registration__erased_at__isnull=False).exclude(function="")
    over = Delegation.objects.filter(event__ends_at__lte=at).exclude(typed={})
    return gone.update(function="") + over.update(typed={})


def list_taken(event: Event, *, rows: int, by: Standing, at: datetime) -> None:
    """Write down that the list of delegates was taken out."""
    _of_event(Deed.DELEGATIONS_TAKEN, event, by=by, at=at, rows=rows)


def _of_event(deed: Deed, event: Event, *, by: Standing, at: datetime, **facts: Any) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.event",
        key=str(event.uid),
        facts={"event": event.slug, **facts},
    )


@transaction.atomic
def set_terms(
    event: Event, *, version: int, places: int, reimbursed: int, by: Standing, at: datetime
) -> Terms:
    """Give a meeting numbers of its own; ``version`` 0 says that it had none.

    Raises ``NotYoursError`` for all but the Secretariat, and ``StaleError``.
    """
    if not by.is_secretariat:
        raise NotYoursError
    with events.holding(event) as held:
        own = MeetingPlaces.objects.filter(event=held).first() or MeetingPlaces(
            event=held, version=0
        )
        if own.version != version:
            raise StaleError(own)
        own.places, own.reimbursed = places, reimbursed
        own.version += 1
        own.save()
        facts = {"places": places, "reimbursed": reimbursed}
        _of_event(Deed.TERMS_CHANGED, held, by=by, at=at, **facts)
        return terms_of(held)
