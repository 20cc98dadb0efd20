import datetime as dt
import re

import pytest

from calendars import agenda, months
from events.enums import Kind, State
from procedures.models import Procedure
from tests.factories.events import EventFactory

DECEMBER = dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("year", "month", "first"),
    [
        (2000, 1, dt.date(2000, 1, 1)),
        (2100, 12, dt.date(2100, 12, 1)),
        (1999, 12, None),
        (2101, 1, None),
        (2026, 0, None),
        (2026, 13, None),
        (10**30, 1, None),
    ],
)
def test_months_that_are_shown(year, month, first):
    assert months.first_of(year, month) == first


def test_a_month_is_laid_out_in_whole_weeks():
    weeks = months.weeks(DECEMBER, today=dt.date(2026, 12, 24), items=[])

    assert [len(week) for week in weeks] == [7] * 5
    assert [(day.number, day.is_out) for day in (weeks[0][0], weeks[0][1], weeks[-1][-1])] == [
        (30, True),
        (1, False),
        (3, True),
    ]
    assert [day.number for week in weeks for day in week if day.is_today] == [24]
    assert weeks[3][3].cell == (
        '<td class="is-today" aria-current="date"><span class="month-more">Thursday </span>'
        '<span class="month-day">24</span><span class="month-more"> December</span></td>'
    )


@pytest.mark.parametrize(
    ("fields", "texts", "group"),
    [
        ({"title": "Seminar"}, ["09:30 Seminar"], "seminar"),
        ({"title": "Board", "kind": "meeting"}, ["09:30 Board"], ""),
        ({"title": "W", "kind": "webinar"}, ["09:30 W"], "webinar"),
        (
            {"title": "T", "kind": "training", "last_date": dt.date(2026, 12, 11)},
            ["09:30 T", "T"],
            "training",
        ),
        ({"title": "Day", "all_day": True, "starts_time": None}, ["Day"], "seminar"),
        ({"title": "Off", "state": State.CANCELLED}, ["09:30 Cancelled:"], "seminar"),
        ({"title": "F", "kind": "focus_day"}, ["09:30 F"], "focus"),
        ({"title": "E", "kind": "external"}, ["09:30 E"], "external"),
        ({"title": "xx", "state": State.DRAFT}, ["09:30 Draft: xx"], "seminar"),
    ],
)
def test_an_event_on_each_of_its_days(fields, texts, group):
    event = EventFactory.build(first_date=dt.date(2026, 12, 10), **fields)

    weeks = months.weeks(DECEMBER, today=DECEMBER, items=[agenda.of_event(event)])

    entries = [entry for week in weeks for day in week for entry in day.entries]
    assert [entry.text for entry in entries] == texts
    classes = f"entry entry-{group}" if group else "entry"
    assert {re.search(r'class="([^"]*)"', entry.link)[1] for entry in entries} == {classes}


def test_what_is_cancelled_is_struck_through_after_the_word():
    event = EventFactory.build(
        title="<Off>", slug="2026-12-10-off", first_date=dt.date(2026, 12, 10), state="cancelled"
    )

    weeks = months.weeks(DECEMBER, today=DECEMBER, items=[agenda.of_event(event)])

    assert (
        '#seminar"/></svg><span class="vh">Seminar: </span>09:30 Cancelled: <s>&lt;Off&gt;</s></a>'
    ) in weeks[1][3].cell


def test_only_the_days_of_the_grid_are_filled_and_words_are_escaped():
    event = EventFactory.build(
        title="<b>", slug="2026-11-01-x", first_date=dt.date(2026, 11, 1), last_date=DECEMBER
    )

    weeks = months.weeks(DECEMBER, today=DECEMBER, items=[agenda.of_event(event)])

    assert [day.number for week in weeks for day in week if day.entries] == [30, 1]
    assert "</span>&lt;b&gt;</a></li>" in weeks[0][0].cell


def test_every_group_has_a_colour_and_every_kind_its_word_and_icon():
    assert set(agenda.GROUP_OF.values()) | {"", agenda.DEADLINE} == set(agenda.FILLS)
    events = [
        agenda.of_event(EventFactory.build(kind=kind, slug=f"x-{kind}", first_date=DECEMBER))
        for kind in reversed(Kind)
    ]

    found = agenda.legend([agenda.due("/x/", DECEMBER, "Due"), *events])

    assert [word for word, _icon, _fill in found] == [
        *(str(kind.label) for kind in Kind),
        "Deadline",
    ]
    assert ("Focus day", "flag", "focus") in found
    assert ("Expert meeting", "idea", "brand") in found
    assert found[-1] == ("Deadline", "clock", "against")


def test_the_legend_tells_what_stands_there_alone():
    event = EventFactory.build(kind="webinar", slug="x", first_date=DECEMBER)

    assert agenda.legend([agenda.of_event(event)] * 2) == [("Webinar", "video", "webinar")]
    assert agenda.legend([]) == []


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-12-01", "2026-12-01", "Tue 1"),
        ("2026-12-01", "2026-12-02", "Tue 1 – Wed 2"),
        ("2026-12-31", "2027-01-01", "Thu 31 Dec – Fri 1 Jan"),
    ],
)
def test_in_a_year_days_are_told_in_short(first, last, words):
    event = EventFactory.build(
        slug="x", first_date=dt.date.fromisoformat(first), last_date=dt.date.fromisoformat(last)
    )

    assert agenda.of_event(event).in_short == words


def test_a_reply_is_due_on_the_day_in_brussels_and_only_days_of_the_grid_are_filled():
    def due(reference, *moment):
        return agenda.of_procedure(
            Procedure(
                reference=reference,
                title="<Toolbox>",
                deadline_at=dt.datetime(*moment, tzinfo=dt.UTC),
            )
        )

    event = EventFactory.build(title="Seminar", first_date=dt.date(2026, 12, 11))
    weeks = months.weeks(
        DECEMBER,
        today=DECEMBER,
        items=[
            agenda.of_event(event),
            due("PROC-2026-001", 2026, 12, 10, 22, 59, 59),
            due("PROC-2026-002", 2026, 12, 10, 23, 30),
            due("PROC-2026-003", 2027, 1, 3, 23, 0),
        ],
    )

    found = [entry.text for week in weeks for day in week for entry in day.entries]
    assert found == [
        "23:59 Reply due: <Toolbox>",
        "09:30 Seminar",
        "00:30 Reply due: <Toolbox>",
    ]
    cell = weeks[1][3].cell
    assert '<a class="entry entry-deadline" href="/procedures/PROC-2026-001/"><svg' in cell
    assert (
        '#clock"/></svg><span class="vh">Deadline: </span>23:59 Reply due: &lt;Toolbox&gt;</a>'
    ) in cell
