"""Giving, changing and ending mandates."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts import overlaps, rules, versions
from accounts.access import Standing
from accounts.days import network_day
from accounts.emails import people as emails
from accounts.enums import Deed, Role
from accounts.models import Mandate, MemberState, Organisation, User
from accounts.rules import MANDATES_PER_STATE, Span
from journal.services import record

LABEL = "accounts.user"


class NotYoursToGiveError(Exception):
    """The role is given and taken by administrators only."""


class TooManyError(Exception):
    """The Member State has as many people in that role as it may have, at some time of it."""

    def __init__(self, limit: int) -> None:
        """Keep how many there may be."""
        super().__init__(limit)
        self.limit = limit


class LeadTakenError(Exception):
    """Another National Representative leads for the Member State at some time of it."""


class LastAdministratorError(Exception):
    """Nobody would be left, now or later, who can administer the installation."""


class AccountClosedError(Exception):
    """A closed account holds no mandate."""


@dataclass(frozen=True)
class Wish:
    """What a mandate is to be."""

    role: str
    starts: date
    ends: date | None = None
    member_state: MemberState | None = None
    organisation: Organisation | None = None
    is_lead: bool = False
    copies: tuple[str, ...] = ()


@transaction.atomic
def give_mandate(
    user: User,
    *,
    wish: Wish,
    by: Standing,
    at: datetime,
    told: bool = True,
    limits: Mapping[str, int] = MANDATES_PER_STATE,
) -> Mandate:
    """Give a person a mandate, and tell the person unless another letter does.

    ``limits`` says how many may hold a role for one Member State. Raises ``NotYoursToGiveError``,
    ``AccountClosedError``, ``TooManyError``, ``LeadTakenError`` or ``overlaps.OverlapError``.
    """
    _require_right(wish.role, by=by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise AccountClosedError
    mandate = Mandate(
        user=user,
        role=wish.role,
        member_state=wish.member_state,
        organisation=wish.organisation,
        is_lead=wish.is_lead,
        copies="\n".join(wish.copies),
        starts=wish.starts,
        ends=wish.ends,
        given_by=by.user,
        given_at=at,
    )
    _store(mandate, limits=limits)
    _note(Deed.MANDATE_GIVEN, mandate, by=by, at=at)
    if told:
        emails.mandate_given(mandate, at=at)
    return mandate


@transaction.atomic
def change_mandate(
    mandate: Mandate,
    *,
    version: int,
    starts: date,
    ends: date | None,
    is_lead: bool,
    copies: tuple[str, ...],
    by: Standing,
    at: datetime,
    limits: Mapping[str, int] = MANDATES_PER_STATE,
) -> Mandate:
    """Change from when to when a mandate lasts, who leads and who gets copies.

    Raises as ``give_mandate`` does, and ``LastAdministratorError``, ``StaleError``. One that
    was ended at once stays ended.
    """
    _require_right(mandate.role, by=by)
    with administrator_kept(at=at):
        mandate = versions.locked(Mandate.objects.all(), version=version, pk=mandate.pk)
        mandate.starts, mandate.ends, mandate.is_lead = starts, ends, is_lead
        mandate.copies = "\n".join(copies)
        _store(mandate, limits=limits)
    _note(Deed.MANDATE_CHANGED, mandate, by=by, at=at)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: Standing, at: datetime, told: bool = True) -> Mandate:
    """End a mandate this minute, and with it its rights; a second time changes nothing.

    Raises ``NotYoursToGiveError`` and ``LastAdministratorError``.
    """
    _require_right(mandate.role, by=by)
    with administrator_kept(at=at):
        mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
        today = network_day(at)
        if mandate.ended_at or (mandate.ends and mandate.ends < today):
            return mandate
        mandate.ended_at = at
        mandate.ends = max(mandate.starts, today)
        mandate.version += 1
        mandate.save(update_fields=["ended_at", "ends", "version"])
    _note(Deed.MANDATE_ENDED, mandate, by=by, at=at)
    if told:
        emails.mandate_ended(mandate, at=at)
    return mandate


@contextmanager
def administrator_kept(*, at: datetime) -> Iterator[None]:
    """Refuse what would leave the installation, now or later, without an administrator.

    Around a change of mandates or accounts, inside its transaction: the time that
    administrators cover without a gap never gets shorter. Their mandates are locked, so
    that two of them cannot end each other's. Raises ``LastAdministratorError``.
    """
    before = _administered_until(at)
    yield
    if rules.is_weaker(before=before, after=_administered_until(at)):
        raise LastAdministratorError


def _administered_until(at: datetime) -> date | None:
    held = (
        Mandate.objects.current_or_future(at)
        .filter(role=Role.ADMINISTRATOR, ended_at=None)
        .select_related("user")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    spans = [Span(mandate.starts, mandate.ends) for mandate in held if mandate.user.is_active]
    return rules.covered_until(spans, since=network_day(at))


def _require_right(role: str, *, by: Standing) -> None:
    if not rules.may_give(role, secretariat=by.is_secretariat, administrator=by.is_administrator):
        raise NotYoursToGiveError


def _store(mandate: Mandate, *, limits: Mapping[str, int]) -> None:
    """Save a mandate where the Member State's others leave room for it."""
    if mandate.member_state_id:
        MemberState.objects.select_for_update().get(pk=mandate.member_state_id)
        _require_room(mandate, limit=limits.get(mandate.role))
    with overlaps.refused():
        mandate.save()


def _require_room(mandate: Mandate, *, limit: int | None) -> None:
    span = Span(mandate.starts, mandate.ends)
    others = Mandate.objects.filter(
        member_state=mandate.member_state_id, role=mandate.role, ended_at=None
    ).exclude(user=mandate.user_id)
    meeting = [other for other in others if Span(other.starts, other.ends).meets(span)]
    spans = [Span(other.starts, other.ends) for other in meeting]
    if limit is not None and rules.most_at_once(spans, within=span) >= limit:
        raise TooManyError(limit)
    if mandate.is_lead and any(other.is_lead for other in meeting):
        raise LeadTakenError


def _note(deed: Deed, mandate: Mandate, *, by: Standing, at: datetime) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=LABEL,
        key=str(mandate.user.key),
        facts={
            "role": mandate.role,
            "for": mandate.member_state_id or mandate.speaks_for,
            "starts": mandate.starts.isoformat(),
            "ends": mandate.ends.isoformat() if mandate.ends else None,
        },
    )
