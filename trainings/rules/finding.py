"""What a rule finds wrong, and where; pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from trainings.enums import Fault, Need

OF_EACH = frozenset({Need.DATE, Need.CHECKLIST})
"""What each of several requests for one training needs of its own."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: of which field or need, what, and the values of the sentence.

    ``whose`` names the request that it is of, where that is another one.
    """

    of: str
    fault: Fault
    values: dict[str, Any] = field(default_factory=dict)
    whose: str = ""

    @property
    def says(self) -> str:
        """Return the sentence.

        >>> Finding("least", Fault.LEAST_ABOVE_MOST, {"least": 12, "most": 8}).says
        'The minimum, 12, is above the maximum, 8.'
        """
        said = str(self.fault.label) % self.values if self.values else str(self.fault.label)
        return f"{self.whose}: {said}" if self.whose else said


def of_another(found: Iterable[Finding], *, whose: str) -> list[Finding]:
    """Return what another request for the same training lacks of its own, with whose it is.

    A date that it does not have was not proposed to it.

    >>> of_another([Finding(Need.DATE, Fault.NO_DATE)], whose="Latvia")[0].says
    'Latvia: The date has not been proposed.'
    """
    return [
        replace(
            one,
            fault=Fault.NOT_PROPOSED if one.fault == Fault.NO_DATE else one.fault,
            whose=whose,
        )
        for one in found
        if one.of in OF_EACH
    ]


class UnmetError(Exception):
    """What keeps a deed from being done; ``findings`` say it, each for its field or need."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep what is missing."""
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{one.of}: {one.fault}" for one in self.findings))
