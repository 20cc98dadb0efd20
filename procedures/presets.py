"""The voting rules that come with the product, as data.

They are rules of real bodies and plain forms of common ones. Which of them, if any, agrees
with the Network's Rules of Procedure is for the Secretariat to check.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

OFFERED = (
    "P1_SILENCE", "P2_MAJ_CAST", "P3_TWOTHIRDS_ALL", "P4_MAJ_CAST_SILENT_YES", "ESA_BOS",
    "COMITOLOGY_ADVISORY", "COUNCIL_SILENCE", "EUDA_MAJ_MEMBERS",
)  # fmt: skip
DEFAULT = "P2_MAJ_CAST"
TIME = {
    "window_days": 10, "window_unit": "WD", "urgent_days": 5,
    "extendable": True, "early_close": False,
}  # fmt: skip
"""How long a procedure runs by a preset; what the real bodies allow stands in ``window``."""


def offered() -> dict[str, dict[str, Any]]:
    """Return the rules on offer by their names, with the product's own time."""
    return {name: {**all_rules()[name], **TIME} for name in OFFERED}


@cache
def all_rules() -> dict[str, dict[str, Any]]:
    """Return every rule by its name."""
    text = (Path(__file__).parent / "data" / "voting_rules.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(text)
    return found
