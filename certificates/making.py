"""A certificate's file from its facts: drawn, and sealed where they announce a seal."""

from datetime import datetime
from typing import Any

from certificates import drawing, sealing


def made(facts: dict[str, Any], *, url: str, at: datetime) -> bytes:
    """Return the bytes of a certificate that can be checked at an address.

    Raises ``drawing.UnprintableError`` and ``sealing.SealError``.
    """
    drawn = drawing.drawn(facts, url=url)
    return sealing.seal(drawn, at=at) if facts["seal"] else drawn
