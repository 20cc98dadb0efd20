"""A certificate's file from its facts: drawn, and sealed where they announce a seal."""

from datetime import datetime
from typing import Any

import pikepdf

from certificates import drawing, sealing

FAULTS = (  # what drawing says of facts that it cannot cope with; a full disk is not among them
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError,
    RuntimeError, pikepdf.PdfError,
)  # fmt: skip


class NotDrawnError(Exception):
    """The page of one certificate cannot be drawn, tried however often; the message names why."""


def made(facts: dict[str, Any], *, url: str, at: datetime) -> bytes:
    """Return the bytes of a certificate that can be checked at an address.

    Raises ``drawing.UnprintableError``, ``NotDrawnError`` and ``sealing.SealError``.
    """
    drawn = _drawn(facts, url=url)
    return sealing.seal(drawn, at=at) if facts["seal"] else drawn


def _drawn(facts: dict[str, Any], *, url: str) -> bytes:
    try:
        return drawing.drawn(facts, url=url)
    except drawing.UnprintableError:
        raise
    except FAULTS as error:
        raise NotDrawnError(f"{type(error).__name__}: {error}") from error
