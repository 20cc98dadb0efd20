"""What came of a check: what was asked, what was measured, what went wrong."""

import statistics
from dataclasses import asdict, dataclass, field


@dataclass
class Result:
    """One check on one engine; it holds when there is nothing in ``faults``."""

    check: str
    engine: str
    goal: str
    rounds: int = 0
    figures: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    skipped: str = ""
    seconds: float = 0.0

    @property
    def holds(self):
        return not self.faults

    def expect(self, what, found, wanted):
        """Note a fault where something is not as it should be."""
        if found != wanted:
            self.faults.append(f"{what}: {_short(found)}, not {_short(wanted)}")

    def as_json(self):
        return {**asdict(self), "holds": self.holds, "seconds": round(self.seconds, 1)}

    def __str__(self):
        state = "skipped" if self.skipped else "holds" if self.holds else "FAILS"
        lines = [f"{self.check:<4} {self.engine:<11} {state:<8} {self.goal} ({self.rounds} rounds)"]
        lines += [f"       {name}: {value}" for name, value in self.figures.items()]
        lines += [f"       ! {fault}" for fault in self.faults[:20]]
        if self.skipped:
            lines.append(f"       {self.skipped}")
        return "\n".join(lines)


def spread(seconds):
    """Return the middle, the slow end and the worst of some times, in milliseconds."""
    ordered = sorted(seconds)
    if not ordered:
        return "none"
    slow = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    middle, worst = statistics.median(ordered), ordered[-1]
    return f"p50 {middle * 1000:.0f} ms, p95 {slow * 1000:.0f} ms, worst {worst * 1000:.0f} ms"


def _short(value):
    text = repr(value)
    return text if len(text) < 200 else f"{text[:200]}…"
