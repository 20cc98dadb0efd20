"""What a form's fields accept, and what they say when they do not."""

import datetime as dt
import uuid

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from accounts.models import Seat
from interface.fields import (
    ClockField,
    DayField,
    LineField,
    MomentField,
    OnceField,
    RowsField,
    TextField,
)
from tests.factories.accounts import SeatFactory


def answer(field: forms.Field, value):
    """Return what a field makes of a value, or its message."""
    try:
        return field.clean(value)
    except ValidationError as error:
        return error.messages


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        (" Siobhán\x00 \u202eÓ Súilleabháin ", "Siobhán Ó Súilleabháin"),
        ("", ["This field is required."]),
        (None, ["This field is required."]),
        ("\u202e\x00 ", ["This field is required."]),
        ("x" * 10_000, ["Use 200 characters at most; these are 10000."]),
    ],
    ids=["cleaned", "empty", "missing", "nothing to see", "too long"],
)
def test_line(typed, outcome):
    assert answer(LineField(), typed) == outcome


def test_text_keeps_its_lines_and_says_its_limit():
    field = TextField(max_length=20, required=False)

    outcomes = [answer(field, typed) for typed in ("one\r\ntwo", "", "x" * 21)]

    assert outcomes == ["one\ntwo", "", ["Use 20 characters at most; these are 21."]]


def test_no_browser_cuts_what_is_pasted():
    assert "maxlength" not in LineField().widget.attrs


INCOMPLETE = ["Write day, month and year, such as 31 5 2024."]
DIGITS = ["Write day, month and year in digits, such as 31 5 2024."]
YEAR = ["Write the year with four digits, from 1900 to 2199."]
NO_SUCH_DAY = ["There is no such day; that month has fewer days, the year twelve months."]


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        (["31", "5", "2024"], dt.date(2024, 5, 31)),
        ([" 1 ", "٠٦", "2024"], dt.date(2024, 6, 1)),
        (dt.date(2024, 5, 31), dt.date(2024, 5, 31)),
        (["", "", ""], ["Write the day, such as 31 5 2024."]),
        ([None, None, None], ["Write the day, such as 31 5 2024."]),
        (None, ["Write the day, such as 31 5 2024."]),
        (["31", "", "2024"], INCOMPLETE),
        (["31", "May", "2024"], DIGITS),
        (["31", "5", "9" * 5000], DIGITS),
        (["-1", "5", "2024"], DIGITS),
        (["31", "5", "24"], YEAR),
        (["1", "1", "1899"], YEAR),
        (["31", "2", "2026"], NO_SUCH_DAY),
        (["29", "2", "2025"], NO_SUCH_DAY),
        (["1", "13", "2025"], NO_SUCH_DAY),
        (["0", "0", "2025"], NO_SUCH_DAY),
    ],
)
def test_day(typed, outcome):
    assert answer(DayField(), typed) == outcome


def test_day_may_be_left_out():
    assert answer(DayField(required=False), ["", "", ""]) is None


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("09:30", dt.time(9, 30)),
        ("9.30", dt.time(9, 30)),
        ("9h30", dt.time(9, 30)),
        ("0930", dt.time(9, 30)),
        ("9", dt.time(9, 0)),
        ("23:59", dt.time(23, 59)),
        (dt.time(9, 30), dt.time(9, 30)),
        ("", ["Write the time, such as 09:30."]),
        (None, ["Write the time, such as 09:30."]),
        ("9 pm", ["Write the time on the 24-hour clock, such as 09:30 or 16:30."]),
        ("24:00", ["Write the time on the 24-hour clock, such as 09:30 or 16:30."]),
        ("12:60", ["Write the time on the 24-hour clock, such as 09:30 or 16:30."]),
    ],
)
def test_clock(typed, outcome):
    assert answer(ClockField(), typed) == outcome


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        (["9", "1", "2026", "17:00", ""], dt.datetime(2026, 1, 9, 16, 0, tzinfo=dt.UTC)),
        (["10", "7", "2026", "17:00", None], dt.datetime(2026, 7, 10, 15, 0, tzinfo=dt.UTC)),
        (["25", "10", "2026", "02:30", "first"], dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)),
        (["25", "10", "2026", "02:30", "second"], dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)),
        (["25", "10", "2026", "03:30", "second"], dt.datetime(2026, 10, 25, 2, 30, tzinfo=dt.UTC)),
        (
            ["25", "10", "2026", "02:30", ""],
            ["The clocks go back that night: 02:30 comes twice in Brussels. Say which."],
        ),
        (
            ["25", "10", "2026", "02:30", "third"],
            ["The clocks go back that night: 02:30 comes twice in Brussels. Say which."],
        ),
        (
            ["29", "3", "2026", "02:30", ""],
            ["The clocks go forward that night: 02:30 does not exist in Brussels."],
        ),
        (["9", "1", "2026", "", ""], ["Write the time too, such as 09:30."]),
        (["", "", "", "17:00", ""], INCOMPLETE),
        (["", "", "", "", ""], ["Write day and time, such as 31 5 2024, 09:30."]),
        (None, ["Write day and time, such as 31 5 2024, 09:30."]),
        (
            ["9", "1", "2026", "5 pm", ""],
            ["Write the time on the 24-hour clock, such as 09:30 or 16:30."],
        ),
        (["31", "2", "2026", "17:00", ""], NO_SUCH_DAY),
    ],
)
def test_moment_in_brussels(typed, outcome):
    assert answer(MomentField(zone="Europe/Brussels"), typed) == outcome


def test_moment_passes_an_instant_through():
    at = dt.datetime(2026, 1, 9, 16, 0, tzinfo=dt.UTC)

    assert answer(MomentField(zone="Europe/Brussels"), at) == at


class MeetingForm(forms.Form):
    """A form that learns its zone late."""

    starts = MomentField(zone="Europe/Brussels")
    doors = ClockField(required=False)
    day = DayField(required=False)

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts"].zone = zone


def test_a_form_may_set_the_zone_and_leaves_other_forms_alone():
    posted = {"starts_day": "9", "starts_month": "1", "starts_year": "2026", "starts_time": "17:00"}

    found = []
    for zone in ("Europe/Dublin", "Europe/Riga"):
        form = MeetingForm(posted, zone=zone)
        assert form.is_valid(), form.errors
        found.append(form.cleaned_data["starts"].hour)

    assert found == [17, 15]
    assert MeetingForm.base_fields["starts"].zone == "Europe/Brussels"


def test_only_what_differs_counts_as_changed():
    initial = {
        "starts": dt.datetime(2026, 1, 9, 17, 0, tzinfo=dt.UTC),
        "doors": dt.time(9, 30),
        "day": dt.date(2026, 1, 9),
    }
    same = {
        "starts_day": "09", "starts_month": "1", "starts_year": "2026", "starts_time": "17.00",
        "doors": "9.30", "day_day": "9", "day_month": "01", "day_year": "2026",
    }  # fmt: skip
    other = same | {"doors": "noon", "day_day": "10", "starts_day": "x"}

    changed = [
        MeetingForm(posted, zone="Europe/Dublin", initial=initial).changed_data
        for posted in (same, other)
    ]

    assert changed == [[], ["starts", "doors", "day"]]


def test_once_is_fresh_in_each_form_and_kept_when_sent():
    class SomeForm(forms.Form):
        once = OnceField()

    first, second = SomeForm(), SomeForm()
    sent = SomeForm(MultiValueDict({"once": ["6f8a4f0e-0b55-4c86-9a1f-0e6c1f3f1a11"]}))
    forged = SomeForm({"once": "x"})

    assert first["once"].value() != second["once"].value()
    assert first["once"].value() == first["once"].value()
    assert sent.is_valid()
    assert sent.cleaned_data["once"] == uuid.UUID("6f8a4f0e-0b55-4c86-9a1f-0e6c1f3f1a11")
    assert forged.errors == {
        "once": ["This form lacks its mark. Reload the page and send it again."]
    }


@pytest.mark.django_db
def test_a_number_that_no_row_can_have_is_none_of_those_on_offer():
    seat = SeatFactory()
    field = RowsField[Seat](Seat.objects.all())

    for typed in ([str(seat.pk), "9" * 40], ["0"]):
        with pytest.raises(ValidationError, match="not one of the available choices"):
            field.clean(typed)
    assert list(field.clean([str(seat.pk)])) == [seat]
