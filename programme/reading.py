"""Reading the two files of a work programme; pure: bytes in, a programme or its faults out."""

import csv
import io
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from interface.text import line
from programme.enums import Party

COLUMNS = (
    "code",
    "strategic_goal",
    "operational_goal",
    "action_area",
    "task",
    "responsible",
    "member_state",
    "source_line",
    "inferred",
)
CODE = re.compile(r"[A-Za-z0-9._-]+")
LONGEST = {"code": 20, "action_area": 200, "source_line": 40, "responsible": 60}
MOST_FAULTS = 20


class UnreadableError(Exception):
    """The files make no programme; ``faults`` says why, one sentence each with file and line."""

    def __init__(self, faults: list[str]) -> None:
        """Keep the faults, the first ones if there are very many."""
        more = [f"and {len(faults) - MOST_FAULTS} more."] if len(faults) > MOST_FAULTS else []
        self.faults = faults[:MOST_FAULTS] + more
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class ThemeRead:
    """A theme of the Presidency."""

    title: str
    text: str


@dataclass(frozen=True)
class GoalRead:
    """A goal; ``parent`` is the code of the strategic goal it stands under, or nothing."""

    code: str
    parent: str
    numeral: str
    kind: str
    title: str


@dataclass(frozen=True)
class TaskRead:
    """A task as its line gives it."""

    code: str
    goal: str
    area: str
    text: str
    parties: str
    member_state: str
    source_line: str
    party_inferred: bool


@dataclass(frozen=True)
class ProgrammeRead:
    """A whole programme, read and found sound."""

    title: str
    starts: date
    ends: date
    presidency: str
    funding: str
    presidency_goal: str
    themes: tuple[ThemeRead, ...]
    goals: tuple[GoalRead, ...]
    tasks: tuple[TaskRead, ...]


def read(
    head: bytes, *, tasks: bytes, states: Collection[str], names: tuple[str, str]
) -> ProgrammeRead:
    """Read a programme from the contents of its two files.

    ``states`` are the codes of the Member States; ``names`` are what the faults call the
    files. Raises ``UnreadableError`` with every fault that was found.
    """
    top = _Head(_toml(head, name=names[0]), name=names[0], states=states)
    goals = top.goals()
    lines = _Lines(_rows(tasks, name=names[1]), name=names[1], states=states, goals=goals)
    read_tasks = tuple(lines.tasks())
    programme = ProgrammeRead(
        title=top.text("title", longest=200, needed=True),
        starts=top.day("from"),
        ends=top.day("to"),
        presidency=top.presidency(),
        funding=top.text("funding"),
        presidency_goal=top.text("presidency_goal"),
        themes=top.themes(),
        goals=goals,
        tasks=read_tasks,
    )
    if programme.ends <= programme.starts:
        top.faults.append(f"{names[0]}: 'to' must lie after 'from'.")
    if faults := top.faults + lines.faults:
        raise UnreadableError(faults)
    return programme


def _toml(content: bytes, *, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableError([f"{name}: this is not text in UTF-8."]) from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError([f"{name}: {error}."]) from error


def _rows(content: bytes, *, name: str) -> list[tuple[int, dict[str, str]]]:
    """Return the rows with the number of the line each begins on."""
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        head = tuple(next(reader, ()))
    except UnicodeDecodeError as error:
        raise UnreadableError([f"{name}: this is not text in UTF-8."]) from error
    except csv.Error as error:
        raise UnreadableError([f"{name}, line 1: {error}."]) from error
    if head != COLUMNS:
        raise UnreadableError([f"{name}, line 1: the columns must be {','.join(COLUMNS)}."])
    rows, faults, begins = [], [], reader.line_num + 1
    try:
        for cells in reader:
            if len(cells) == len(COLUMNS):
                rows.append((begins, dict(zip(COLUMNS, map(line, cells), strict=True))))
            elif cells:
                faults.append(
                    f"{name}, line {begins}: {len(cells)} cells instead of {len(COLUMNS)}."
                )
            begins = reader.line_num + 1
    except csv.Error as error:
        faults.append(f"{name}, line {begins}: {error}.")
    if not rows and not faults:
        faults.append(f"{name}: there is no task in it.")
    if faults:
        raise UnreadableError(faults)
    return rows


class _Head:
    """The head file being read, with the faults found so far."""

    def __init__(self, found: Mapping[str, Any], *, name: str, states: Collection[str]) -> None:
        self.found = found
        self.name = name
        self.states = states
        self.faults: list[str] = []

    def text(self, key: str, *, longest: int = 10_000, needed: bool = False) -> str:
        return self._text(self.found, key, where=f"'{key}'", longest=longest, needed=needed)

    def day(self, key: str) -> date:
        value = self.found.get(key)
        if type(value) is date:
            return value
        self.faults.append(f"{self.name}: '{key}' must be a day, such as 2024-01-01.")
        return date.min if key == "from" else date.max

    def presidency(self) -> str:
        code = self.text("presidency", longest=2)
        if code and code not in self.states:
            self.faults.append(
                f"{self.name}: the presidency {code!r} is no Member State known here."
            )
        return code

    def themes(self) -> tuple[ThemeRead, ...]:
        themes = tuple(
            ThemeRead(
                title=self._text(entry, "title", where=where, longest=200, needed=True),
                text=self._text(entry, "first_sentence", where=where),
            )
            for where, entry in self._entries("themes")
        )
        self._once([theme.title for theme in themes], what="theme")
        return themes

    def goals(self) -> tuple[GoalRead, ...]:
        above = [
            self._goal(entry, where=where) for where, entry in self._entries("strategic_goals")
        ]
        known = {goal.code for goal in above}
        below = []
        for where, entry in self._entries("operational_goals"):
            goal = self._goal(entry, where=where, parent="strategic_goal")
            if goal.parent not in known:
                self.faults.append(
                    f"{self.name}, {where}: there is no strategic goal {goal.parent!r}."
                )
            below.append(goal)
        self._once([goal.code for goal in above + below], what="goal")
        return (*above, *below)

    def _goal(self, entry: Mapping[str, Any], *, where: str, parent: str = "") -> GoalRead:
        return GoalRead(
            code=self._text(entry, "code", where=where, longest=10, needed=True),
            parent=self._text(entry, parent, where=where, needed=True) if parent else "",
            numeral=self._text(entry, "numeral", where=where, longest=10),
            kind=self._text(entry, "kind", where=where, longest=40) or "strategic goal",
            title=self._text(entry, "title", where=where, longest=400, needed=True),
        )

    def _entries(self, key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        entries = self.found.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.faults.append(f"{self.name}: '{key}' must be written as [[{key}]].")
            return
        for number, entry in enumerate(entries, start=1):
            yield f"[[{key}]] number {number}", entry

    def _text(
        self,
        entry: Mapping[str, Any],
        key: str,
        *,
        where: str,
        longest: int = 10_000,
        needed: bool = False,
    ) -> str:
        value = entry.get(key, "")
        if not isinstance(value, str):
            self.faults.append(f"{self.name}, {where}: {key} must be text in quotes.")
            return ""
        text = line(value)
        if needed and not text:
            self.faults.append(f"{self.name}, {where}: {key} is missing.")
        if len(text) > longest:
            self.faults.append(f"{self.name}, {where}: {key} is longer than {longest} characters.")
        return text

    def _once(self, values: list[str], *, what: str) -> None:
        for value in sorted({value for value in values if values.count(value) > 1}):
            self.faults.append(f"{self.name}: the {what} {value!r} stands there twice.")


class _Lines:
    """The file of tasks being read, with the faults found so far."""

    def __init__(
        self,
        rows: list[tuple[int, dict[str, str]]],
        *,
        name: str,
        states: Collection[str],
        goals: tuple[GoalRead, ...],
    ) -> None:
        self.rows = rows
        self.name = name
        self.states = states
        self.parents = {goal.code: goal.parent for goal in goals if goal.parent}
        self.faults: list[str] = []

    def tasks(self) -> Iterator[TaskRead]:
        first_at: dict[str, int] = {}
        for at, row in self.rows:
            self.faults += [f"{self.name}, line {at}: {fault}" for fault in self._faults_of(row)]
            if (before := first_at.setdefault(row["code"], at)) != at:
                self.faults.append(
                    f"{self.name}, line {at}: the code {row['code']!r} stands in line {before} too."
                )
            yield TaskRead(
                code=row["code"],
                goal=row["operational_goal"],
                area=row["action_area"],
                text=row["task"],
                parties=row["responsible"],
                member_state=row["member_state"],
                source_line=row["source_line"],
                party_inferred=row["inferred"] == "yes",
            )

    def _faults_of(self, row: dict[str, str]) -> Iterator[str]:
        if not CODE.fullmatch(row["code"]):
            yield f"the code {row['code']!r} must be letters, digits, dots and dashes."
        for column in ("action_area", "task"):
            if not row[column]:
                yield f"{column} is missing."
        for column, longest in LONGEST.items():
            if len(row[column]) > longest:
                yield f"{column} is longer than {longest} characters."
        yield from self._faults_of_goal(row)
        yield from _faults_of_parties(row["responsible"].split("+"))
        if row["member_state"] and row["member_state"] not in self.states:
            yield f"{row['member_state']!r} is no Member State known here."
        if row["inferred"] not in {"", "yes"}:
            yield f"inferred is 'yes' or nothing, not {row['inferred']!r}."

    def _faults_of_goal(self, row: dict[str, str]) -> Iterator[str]:
        goal, above = row["operational_goal"], row["strategic_goal"]
        if goal not in self.parents:
            yield f"there is no operational goal {goal!r}."
        elif self.parents[goal] != above:
            yield f"the goal {goal} stands under {self.parents[goal]}, not {above!r}."


def _faults_of_parties(parties: list[str]) -> Iterator[str]:
    for party in parties:
        if party not in Party.values:
            yield f"the responsible party {party!r} is none of {', '.join(Party.values)}."
    if len(set(parties)) < len(parties):
        yield "a responsible party is named twice."
