"""The record as it is taken out, once a procedure has ended."""

import json
from typing import Any

from procedures import chain
from procedures.models import Procedure, Statement

FORMAT = "eucpn-procedure-record/1"


class NotClosedError(Exception):
    """It still runs, and its record would tell how seats have replied; or it never ran."""


def record_of(procedure: Procedure) -> dict[str, Any]:
    """Return the whole record; raises ``NotClosedError`` before the procedure has ended.

    Whoever gives it to somebody asks ``rounds.held_back`` first.
    """
    if not procedure.outcome or procedure.launched_at is None:
        raise NotClosedError
    ledger = list(procedure.ledger.in_order())
    statements = Statement.objects.filter(event__procedure=procedure).select_related("event")
    return {
        "format": FORMAT,
        "reference": procedure.reference,
        "entries": [{"body": json.loads(event.text), "hash": event.hash} for event in ledger],
        "texts": [
            {"entry": one.event.number, "salt": one.salt, "text": one.text}
            for one in statements.order_by("event__number")
            if one.erased_at is None
        ],
        "head": ledger[-1].hash if ledger else chain.FIRST,
    }


def file_of(procedure: Procedure) -> bytes:
    """Return the whole record as it is taken out; raises ``NotClosedError`` likewise."""
    return json.dumps(record_of(procedure), ensure_ascii=False, indent=1).encode()
