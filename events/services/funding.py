"""Funding sources: who pays, and the emblem that must be shown."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

import documents.services
from accounts import versions
from accounts.access import Standing
from documents.checking import Checked
from events.enums import Deed
from events.models import FundingSource
from events.services import pictures
from journal.services import record

EMBLEM = "events.funding"


class FundingNameTakenError(Exception):
    """Another source has that name."""


def add_funding(
    *, once: UUID, emblem: Checked | None, by: Standing, at: datetime, **fields: Any
) -> FundingSource:
    """Add a source; its key is the mark of its form, so that a replay has one effect.

    Raises ``FundingNameTakenError``.
    """
    if emblem:
        documents.services.keep(emblem)
    with transaction.atomic():
        if made := FundingSource.objects.filter(key=once).first():
            return made
        source = FundingSource(key=once, **fields)
        _save(source)
        if emblem:
            _keep_emblem(source, emblem, by=by, at=at)
        _note(Deed.FUNDING_ADDED, source, by=by, at=at)
    return source


def change_funding(
    source: FundingSource,
    *,
    version: int,
    emblem: Checked | None,
    by: Standing,
    at: datetime,
    without_emblem: bool = False,
    **fields: Any,
) -> FundingSource:
    """Change a source; the pages of its events follow.

    Raises ``StaleError`` where somebody else changed it meanwhile, and
    ``FundingNameTakenError``.
    """
    if emblem:
        documents.services.keep(emblem)
    with transaction.atomic():
        source = versions.locked(FundingSource.objects.all(), version=version, pk=source.pk)
        for name, value in fields.items():
            setattr(source, name, value)
        _save(source)
        if emblem or without_emblem:
            _keep_emblem(source, emblem, by=by, at=at)
        _note(Deed.FUNDING_CHANGED, source, by=by, at=at)
    return source


def _save(source: FundingSource) -> None:
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError as error:
        raise FundingNameTakenError from error


def _keep_emblem(
    source: FundingSource, emblem: Checked | None, *, by: Standing, at: datetime
) -> None:
    source.emblem_at = pictures.exchange(
        emblem, label=EMBLEM, key=source.key, title=source.name, by=by, at=at
    )
    source.save(update_fields=["emblem_at"])


def _note(deed: Deed, source: FundingSource, *, by: Standing, at: datetime) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=EMBLEM,
        key=str(source.key),
        facts={"name": source.name},
    )
