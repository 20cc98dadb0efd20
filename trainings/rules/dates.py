"""Which date suits; pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trainings.enums import Answer, Fault, Need
from trainings.rules.finding import Finding
from trainings.rules.wish import Window

AGREES = frozenset({Answer.YES, Answer.IF_NEED_BE})


@dataclass(frozen=True)
class Option:
    """A date, and what each side and each trainer (name, answer) says to it; silence is ""."""

    first_date: date
    host: str = ""
    secretariat: str = ""
    trainers: tuple[tuple[str, str], ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """Return what everybody says."""
        return (self.host, self.secretariat, *(said for _name, said in self.trainers))


def weight(option: Option) -> tuple[int, int, int, date]:
    """Return by what dates are ordered: refusals, silence, "if need be", then the earlier one."""
    said = option.answers
    return (
        said.count(Answer.NO),
        said.count(""),
        said.count(Answer.IF_NEED_BE),
        option.first_date,
    )


def best(options: Collection[Option]) -> Option | None:
    """Return the date that suits best; none where a side refuses each of them.

    >>> monday, friday = Option(date(2027, 2, 1), host="no"), Option(date(2027, 2, 5), host="yes")
    >>> best([monday, friday]) is friday
    True
    """
    possible = [one for one in options if Answer.NO not in {one.host, one.secretariat}]
    return min(possible, key=weight, default=None)


def disagreements(option: Option | None, *, today: date) -> list[Finding]:
    """Return why a date is not agreed on.

    It is once both sides and each confirmed trainer say yes to it, or that it would do.
    """
    if option is None:
        return [Finding(Need.DATE, Fault.NO_DATE)]
    found = []
    if option.first_date <= today:
        found.append(Finding(Need.DATE, Fault.DATE_PASSED))
    sides = (
        (option.host, Fault.HOST_SILENT, Fault.HOST_REFUSES),
        (option.secretariat, Fault.SECRETARIAT_SILENT, Fault.SECRETARIAT_REFUSES),
    )
    for said, silent, refuses in sides:
        if said not in AGREES:
            found.append(Finding(Need.DATE, refuses if said else silent))
    found += [disagrees(name, said) for name, said in option.trainers if said not in AGREES]
    return found


def disagrees(name: str, said: str) -> Finding:
    """Return that a trainer has not agreed to a date: refused it, or is silent."""
    fault = Fault.TRAINER_REFUSES if said else Fault.TRAINER_SILENT
    return Finding(Need.DATE, fault, {"name": name})


def starts(windows: Collection[Window], *, days: int) -> list[tuple[date, ...]]:
    """Return each run of days within the windows that a training could take.

    Those without a Saturday or Sunday, unless no window has such a run.
    """
    runs = [run for window in windows for run in _runs(window, days=days)]
    return [run for run in runs if all(day.weekday() < 5 for day in run)] or runs


def _runs(window: Window, *, days: int) -> Iterator[tuple[date, ...]]:
    for number in range((window.ends - window.starts).days + 2 - days):
        first = window.starts + timedelta(days=number)
        yield tuple(first + timedelta(days=more) for more in range(days))
