"""What a rule finds wrong, and where; pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from trainings.enums import Fault


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: of which field or need, what, and the values of the sentence."""

    of: str
    fault: Fault
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """Return the sentence.

        >>> Finding("least", Fault.LEAST_ABOVE_MOST, {"least": 12, "most": 8}).says
        'The minimum, 12, is above the maximum, 8.'
        """
        return str(self.fault.label) % self.values if self.values else str(self.fault.label)


class UnmetError(Exception):
    """What keeps a deed from being done; ``findings`` say it, each for its field or need."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep what is missing."""
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{one.of}: {one.fault}" for one in self.findings))
