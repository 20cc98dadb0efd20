import datetime as dt

import pytest

from calendars.agenda import Item, due, of_procedure
from calendars.plans import COLUMN, HEAD, NUMBERS, ROW, plan
from procedures.models import Procedure

FIRST = dt.date(2026, 7, 1)
ROOM = COLUMN - NUMBERS - 2


def item(first, last=None, text="Seminar", **more):
    first = dt.date.fromisoformat(f"2026-{first}")
    last = dt.date.fromisoformat(f"2026-{last}") if last else first
    words = {"hour": "", "word": "Seminar", "icon": "seminar", "group": "seminar"}
    return Item(url="/x/", first=first, last=last, text=text, **{**words, **more})


def drawn(*items, **more):
    return plan(FIRST, items=items, today=FIRST, holidays=(), **more)


def places(*items):
    return [(" ".join(bar.lines), bar.x, bar.y, bar.width) for bar in drawn(*items).bars]


def test_a_day_stands_in_the_column_of_its_month_and_the_row_of_its_number():
    [bar] = drawn(item("09-03")).bars

    assert (bar.x, bar.y, bar.width, bar.height) == (
        2 * COLUMN + NUMBERS,
        HEAD + 2 * ROW + 1,
        ROOM - 2,
        ROW - 2,
    )


def test_over_the_end_of_a_month_it_goes_on_in_the_next_column():
    july, august = drawn(item("07-30", "08-02")).bars

    assert (july.x, july.height, july.y) == (NUMBERS, 2 * ROW - 2, HEAD + 29 * ROW + 1)
    assert (august.x, august.height, august.y) == (COLUMN + NUMBERS, 2 * ROW - 2, HEAD + 1)
    assert (
        july.whole == august.whole == ("Thursday 30 July – Sunday 2 August 2026, Seminar: Seminar")
    )


def test_what_begins_before_or_ends_after_is_cut():
    early, late = drawn(item("06-29", "07-02"), item("12-30", "12-31")).bars

    assert (early.y, early.height) == (HEAD + 1, 2 * ROW - 2)
    assert late.height == 2 * ROW - 2


def test_what_shares_days_stands_beside_each_other():
    half = ROOM // 2

    assert places(
        item("07-06", "07-08", "Long"),
        item("07-07", text="A"),
        item("07-08", text="B"),
        item("07-09", text="Alone"),
    ) == [
        ("Long", NUMBERS, HEAD + 5 * ROW + 1, half - 2),
        ("A", NUMBERS + half, HEAD + 6 * ROW + 1, half - 2),
        ("B", NUMBERS + half, HEAD + 7 * ROW + 1, half - 2),
        ("Alone", NUMBERS, HEAD + 8 * ROW + 1, ROOM - 2),
    ]


def test_a_hundred_on_one_day_stay_in_the_column():
    bars = drawn(*(item("07-06", text=f"Event {n}") for n in range(200))).bars

    assert len(bars) == 200
    assert all((bar.width, bar.lines) == (1, ()) for bar in bars)


def test_long_words_are_cut_and_all_is_said_beside():
    long = "Πρόληψη της εγκληματικότητας στη γειτονιά"

    [bar] = drawn(item("07-06", text="Cancelled:", struck=long)).bars

    assert bar.lines == ("Πρόληψη της", "εγκληματικότητας…")
    assert bar.whole == f"Monday 6 July 2026, Seminar: Cancelled: {long}"
    assert bar.is_struck


def test_each_day_more_has_room_for_more_lines():
    text = "Evaluating crime prevention initiatives, Helsinki"

    [one] = drawn(item("07-06", text=text)).bars
    [two] = drawn(item("07-06", "07-07", text=text)).bars

    assert one.lines == ("Evaluating crime", "prevention…")
    assert two.lines == ("Evaluating crime", "prevention", "initiatives,", "Helsinki")


def test_a_bar_is_a_link_that_says_all_of_it():
    [bar] = drawn(item("07-06", text="Cancelled:", struck='Fraud & "more"', group="")).bars

    assert bar.drawn == (
        '<a href="/x/" aria-label="Monday 6 July 2026, Seminar: Cancelled: Fraud &amp; &quot;more&quot;">'
        "<title>Monday 6 July 2026, Seminar: Cancelled: Fraud &amp; &quot;more&quot;</title>"
        '<rect class="plan-bar" x="40" y="171" width="126" height="26" rx="3"/>'
        '<svg x="40" y="171" width="126" height="26"><text class="plan-struck">'
        '<tspan x="5" y="11">Fraud &amp; &quot;more&quot;</tspan></text></svg></a>'
    )
    [other] = drawn(item("07-06")).bars
    assert 'class="plan-bar plan-seminar"' in other.drawn
    assert "<text><tspan" in other.drawn


def test_today_lies_over_its_neighbours_and_the_grid():
    shown = plan(FIRST, items=[], today=dt.date(2026, 7, 4), holidays=()).days

    assert shown.startswith('<rect class="plan-off" x="0" y="142" width="170" height="28"/>')
    assert (shown.count('"plan-off"'), shown.count("<path"), shown.count("<text")) == (51, 1, 184)
    assert shown.endswith(
        '<rect class="plan-today" x="0" y="114" width="170" height="28"/>'
        '<text x="4" y="132">4 Sa</text>'
    )


def test_weekends_and_holidays_are_off_and_today_is_marked():
    squares = plan(
        FIRST, items=[], today=dt.date(2026, 7, 2), holidays={dt.date(2026, 7, 21)}
    ).squares

    assert [square.words for square in squares[:31] if square.is_off] == [
        "4 Sa", "5 Su", "11 Sa", "12 Su", "18 Sa", "19 Su", "21 Tu", "25 Sa", "26 Su",
    ]  # fmt: skip
    assert [square.words for square in squares if square.is_today] == ["2 Th"]


def test_what_is_due_has_the_hour_on_its_day():
    one = due("/x/", FIRST, "Due", hour="12:00")

    assert one.on(FIRST).text == "12:00 Due"
    assert one.said == "Due"


def test_a_draft_is_due_on_no_day():
    with pytest.raises(ValueError, match="a draft has no deadline"):
        of_procedure(Procedure(reference="PROC-2026-001", title="x"))
