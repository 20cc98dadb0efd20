"""The first half of 2024 as it was planned: the five dated events of the work programme."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from accounts.enums import Visibility
from accounts.models import MemberState
from demo import invitations, spring
from demo.people import Guest
from demo.plots import Part, Plot, attend, stage, withdraw
from demo.story import Story, clock
from events.enums import Kind

AGENDA = Path(__file__).resolve().parent / "data" / "agenda_2024h1.csv"
DRAFTED = date(2024, 1, 8)
PUBLISHED = date(2024, 1, 15)
NOON = time(12, 30)
HALVES = ("Morning", "Afternoon")
KINDS = {"meeting": Kind.MEETING, "platform": Kind.PLATFORM, "seminar": Kind.SEMINAR}
HOURS = {
    ("2024-03-12", "EXCOM"): (time(9, 30), time(12, 30)),
    ("2024-05-29", "EXCOM"): (time(8), time(9, 15)),
}
TASKS = {
    ("2024-03-12", "EXCOM"): ["WP24-2.2-05", "WP24-1.4-09"],
    ("2024-05-29", "EXCOM"): ["WP24-2.2-05"],
    ("2024-05-29", "BOARD"): ["WP24-2.2-04", "WP24-2.2-06"],
    ("2024-05-30", ""): ["WP24-1.1-03", "WP24-1.1-05"],
}
ABOUT = {
    "EXCOM": "The Executive Committee prepares the administrative decisions of the Board.",
    "BOARD": "The National Representatives of the 27 Member States, with the Commission as observer.",
    "platform": "Exchange on security at football matches, held by Belgium during its Presidency.",
    "seminar": "One thematic seminar, linked to the Board meeting, at which Belgium exchanges"
    " information with all Member States.",
}


def stage_all(story: Story, *, public: Sequence[Guest]) -> None:
    """Note the five events, who came, and what the three meetings were about."""
    belgium = MemberState.objects.get(code="BE")
    with AGENDA.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    for number, line in enumerate(lines):
        plot = _plot(line, belgium)
        stage(story, plot, drafted=clock(DRAFTED, 9) + timedelta(minutes=30 * number))
        if not plot.body:
            attend(story, plot, public, since=_invited(plot.first), until=clock(plot.first, 6))
            withdraw(story, plot, public[3], at=clock(plot.first - timedelta(days=2), 15, 40))
        if plot.kind == Kind.SEMINAR:
            invitations.ask_in_spring(story, plot)
    spring.stage_all(story)


def _invited(day: date) -> datetime:
    return clock(day - timedelta(days=42), 10)


def _plot(line: dict[str, str], belgium: MemberState) -> Plot:
    day, body = line["date"], line["body"]
    begins, ends = HOURS.get((day, body), (time(9, 30), time(16, 30)))
    return Plot(
        key=f"2024:{day}:{body or line['kind']}",
        kind=KINDS[line["kind"]],
        title=line["title"],
        first=date.fromisoformat(day),
        begins=begins,
        ends=ends,
        published=clock(PUBLISHED, 11),
        host=belgium,
        body=body,
        tasks=TASKS.get((day, body), []),
        places=(120, None, {}) if not body else None,
        parts=_parts(line["kind"], begins, ends),
        closes=not body,
        held_with=_neighbours(day, line),
        funded=True,
        fields={
            "summary": ABOUT[body or line["kind"]],
            "venue": "Residence Palace",
            "address": "Rue de la Loi 155",
            "city": "Brussels",
            "visibility": Visibility.BODY if body else Visibility.PUBLIC,
            "hours_are_illustrative": True,
            "source_note": _source(line, body),
        },
    )


def _source(line: dict[str, str], body: str) -> str:
    what = "hours and composition are" if body == "EXCOM" else "hours are"
    return f"Work Programme 2024, line {line['source_line']}; the {what} illustrative."


def _neighbours(day: str, line: dict[str, str]) -> list[str]:
    """Return what is held with it and was drafted before: the Board with the ExCom, then the seminar."""
    if line["body"] == "BOARD":
        return [f"2024:{day}:EXCOM"]
    if line["kind"] == "seminar":
        return ["2024:2024-05-29:BOARD"]
    return []


def _parts(kind: str, begins: time, ends: time) -> list[Part]:
    """Return a session for each half-day; the exchange on football has none."""
    if kind == "platform":
        return []
    if ends <= NOON:
        return [Part(begins, ends, "Meeting")]
    morning, afternoon = ("What we know", "What we do") if kind == "seminar" else HALVES
    return [Part(begins, time(12, 30), morning), Part(time(13, 30), ends, afternoon)]
