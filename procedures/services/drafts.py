"""Drafting a procedure, and keeping voting rules."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts import versions
from accounts.access import Standing
from accounts.days import network_day
from accounts.models import User
from journal.services import next_number, record
from procedures import presets, words
from procedures.enums import Deed, State
from procedures.life import NotNowError
from procedures.models import Procedure, VotingRule
from procedures.rules import read_rule
from procedures.services.locks import note

SERIES = "PROC"


@transaction.atomic
def draft(*, once: UUID, by: Standing, at: datetime, **fields: Any) -> Procedure:
    """Draft a procedure and give it its reference, ``PROC-2026-004``; a replay has one effect."""
    User.objects.select_for_update(no_key=True).filter(pk=by.user.pk if by.user else None).first()
    if made := Procedure.objects.filter(once=once).first():
        return made
    procedure = Procedure.objects.create(
        once=once,
        reference=reference(at),
        created_at=at,
        created_by=by.user,
        changed_at=at,
        **fields,
    )
    note(Deed.DRAFTED, procedure, by=by, at=at)
    return procedure


def reference(at: datetime) -> str:
    """Return the next reference of the year in Brussels."""
    year = network_day(at).year
    return f"{SERIES}-{year}-{next_number(SERIES, year=year):03d}"


@transaction.atomic
def change_draft(
    procedure: Procedure, *, version: int, by: Standing, at: datetime, **fields: Any
) -> Procedure:
    """Change a draft; what was launched is never changed.

    Raises ``StaleError``, and ``NotNowError`` for a procedure that is no draft.
    """
    procedure = versions.locked(Procedure.objects.all(), version=version, pk=procedure.pk)
    if procedure.state != State.DRAFT:
        raise NotNowError
    for name, value in fields.items():
        setattr(procedure, name, value)
    procedure.changed_at = at
    procedure.save()
    note(Deed.CHANGED, procedure, by=by, at=at)
    return procedure


@transaction.atomic
def save_rule(
    rule: VotingRule | None,
    *,
    name: str,
    data: Mapping[str, Any],
    note: str,
    by: Standing,
    at: datetime,
    once: UUID | None = None,
    version: int = 0,
) -> VotingRule:
    """Add a voting rule or change one; procedures that were launched keep their copy.

    A draft that takes the rule is another one by it: who launches it looks again. Raises
    ``MalformedRuleError`` and ``StaleError``.
    """
    read_rule(data)
    if rule is None:
        if once and (made := VotingRule.objects.filter(once=once).first()):
            return made
        kept = VotingRule(once=once)
    else:
        kept = versions.locked(VotingRule.objects.all(), version=version, pk=rule.pk)
    kept.name, kept.data, kept.note = name, dict(data), note
    kept.save()
    drafts = Procedure.objects.filter(rule=kept, state=State.DRAFT)
    drafts.update(version=F("version") + 1)
    _note_rule(kept, by=by, at=at)
    return kept


@transaction.atomic
def set_archived(rule: VotingRule, *, archived: bool, by: Standing, at: datetime) -> VotingRule:
    """Offer a rule no more to new procedures, or offer it again."""
    kept = VotingRule.objects.select_for_update().get(pk=rule.pk)
    kept.archived_at = at if archived else None
    kept.version += 1
    kept.save(update_fields=["archived_at", "version"])
    _note_rule(kept, by=by, at=at)
    return kept


def _note_rule(rule: VotingRule, *, by: Standing | None, at: datetime) -> None:
    record(
        Deed.RULE_SAVED,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label="procedures.rule",
        key=str(rule.key),
        facts={"name": rule.name, "data": rule.data},
    )


@transaction.atomic
def lay_out_rules(*, at: datetime) -> int:
    """Lay out the presets on offer where they do not stand yet; return how many are new.

    What the Secretariat has changed since is never touched, nor what has a preset's name.
    """
    there = set(VotingRule.objects.values_list("preset", flat=True))
    named = set(VotingRule.objects.values_list("name", flat=True))
    new = [
        VotingRule(
            name=str(words.PRESETS[preset]),
            preset=preset,
            data=data,
            note=str(words.CHECK),
        )
        for preset, data in presets.offered().items()
        if preset not in there and str(words.PRESETS[preset]) not in named
    ]
    for rule in new:
        rule.save()
        _note_rule(rule, by=None, at=at)
    return len(new)
