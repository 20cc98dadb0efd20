"""How forms look: labels, help, problems beside their boxes, the summary above."""

import datetime as dt
import re

import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from interface.fields import DayField, LineField, MomentField, TextField
from interface.forms import is_box


class Attendance(forms.Form):
    """Fields of every look."""

    name = LineField(
        label="Name",
        help_text="As on <b>badges</b>.",
        widget=forms.TextInput({"class": "input-full"}),
    )
    day = DayField(label="Day", required=False)
    mode = forms.ChoiceField(
        label="Mode",
        choices=[("a", "In person"), ("Group", [("b", "Online")])],
        widget=forms.RadioSelect,
    )
    notice = forms.BooleanField(label="Read")
    hidden = forms.CharField(widget=forms.HiddenInput)


def test_a_field_has_label_help_and_box_joined():
    assertHTMLEqual(
        Attendance()["name"].as_field_group(),
        """<div class="field"><label class="label" for="id_name">Name</label>
        <span class="help" id="id_name_helptext">As on &lt;b&gt;badges&lt;/b&gt;.</span>
        <input type="text" name="name" class="input input-full" aria-describedby="id_name_helptext" id="id_name"></div>""",
    )


def test_a_field_that_may_be_left_out_says_so_and_its_boxes_have_labels():
    html = Attendance(initial={"day": dt.date(2024, 5, 31)})["day"].as_field_group()

    assertInHTML('<legend class="label">Day <span class="muted">(optional)</span></legend>', html)
    assertInHTML(
        """<label for="id_day_month">Month<input type="text" name="day_month" value="5" inputmode="numeric"
        autocomplete="off" class="input input-2" data-part="month" id="id_day_month"></label>""",
        html,
    )
    assertInHTML('<span class="echo" aria-live="polite">Friday 31 May 2024</span>', html)


def test_choices_are_rows_with_their_labels():
    html = Attendance({"mode": "b"})["mode"].as_field_group()

    assertInHTML(
        """<label class="choice"><input type="radio" name="mode" value="b" id="id_mode_1_0" checked>
        <span>Online</span></label>""",
        html,
    )
    assertInHTML('<span class="label">Group</span>', html)


def test_a_problem_stands_beside_its_box():
    html = Attendance({"day_day": "31", "day_month": "2", "day_year": "2026"})[
        "day"
    ].as_field_group()

    assert 'aria-describedby="id_day_error"' in html
    assert html.count('aria-invalid="true"') == 3
    assert 'id="id_day_error"' in html
    assertInHTML('<span class="echo" aria-live="polite"></span>', html)
    assert 'value="31"' in html


def test_the_summary_links_to_the_first_box_of_each_problem():
    form = Attendance({"day_day": "31", "mode": "x"})
    form.add_error(None, "Registration is closed.")

    html = str(form)

    assertInHTML("<h2>There are 6 problems</h2>", html)
    assert re.findall(r'<a href="#([^"]+)">', html) == [
        "id_name",
        "id_day_day",
        "id_mode_0",
        "id_notice",
    ]
    assertInHTML("<li>Registration is closed.</li>", html)
    assertInHTML("<li>Fill this in.</li>", html)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.CharField(), "", "Fill this in."),
        (forms.EmailField(), "", "Fill this in."),
        (forms.ChoiceField(choices=["a"]), "", "Choose one."),
        (forms.MultipleChoiceField(choices=["a"]), [], "Choose at least one."),
        (forms.BooleanField(), "", "Tick this box."),
        (forms.IntegerField(min_value=0), "-1", "A number from 0."),
        (forms.IntegerField(max_value=9), "10", "A number up to 9."),
        (forms.CharField(error_messages={"required": "Say it."}), "", "Say it."),
    ],
)
def test_what_is_wrong_is_said_as_what_to_do(field, typed, said):
    form = type("One", (forms.Form,), {"one": field})({"one": typed})

    assert form.errors == {"one": [said]}


def test_the_hint_of_a_box_to_tick_follows_its_label():
    class Consent(forms.Form):
        notice = forms.BooleanField(label="Read", help_text="All of it.")

    html = Consent({})["notice"].as_field_group()

    order = [html.index(part) for part in ("<label", ">Read<", "All of it.", "Tick this box.")]
    assert order == sorted(order)
    assert 'aria-describedby="id_notice_helptext id_notice_error"' in html


def test_a_form_without_problems_has_no_summary():
    assert "notice" not in re.findall(r'class="([^"]+)"', str(Attendance()))


def test_an_hour_that_comes_twice_is_asked_about():
    class Meeting(forms.Form):
        starts = MomentField(label="Begins", zone="Europe/Brussels")

    posted = {
        "starts_day": "25",
        "starts_month": "10",
        "starts_year": "2026",
        "starts_time": "02:30",
    }
    fresh, asked = Meeting(), Meeting(posted)
    known = Meeting(initial={"starts": dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)})
    plain = Meeting(initial={"starts": dt.datetime(2026, 1, 9, 16, 0, tzinfo=dt.UTC)})
    asked.is_valid()

    shown = [str(form["starts"]) for form in (fresh, asked, known, plain)]

    assert ["radiogroup" in html for html in shown] == [False, True, True, False]
    assertInHTML('<input type="radio" name="starts_which" value="second" checked>', shown[2])
    assertInHTML('<span class="date-place">(Brussels)</span>', shown[0])
    assert 'value="17:00"' in shown[3]


def test_a_clock_shows_hours_and_minutes_only():
    from interface.fields import ClockField

    class Doors(forms.Form):
        doors = ClockField()

    assert [Doors(initial={"doors": value})["doors"].value() for value in (dt.time(9, 30),)] == [
        dt.time(9, 30)
    ]
    assert 'value="09:30"' in str(Doors(initial={"doors": dt.time(9, 30)})["doors"])
    assert 'value="noon"' in str(Doors({"doors": "noon"})["doors"])


@pytest.mark.parametrize(
    ("widget", "box"),
    [
        (forms.TextInput(), True),
        (forms.Textarea(), True),
        (forms.Select(), True),
        (forms.HiddenInput(), False),
        (forms.CheckboxInput(), False),
        (forms.RadioSelect(), False),
        (forms.CheckboxSelectMultiple(), False),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, bool) else "",
)
def test_what_is_written_into_is_a_box(widget, box):
    assert is_box(widget) is box


def test_formsets_are_rendered_too():
    class Speaker(forms.Form):
        name = TextField(required=False)

    html = str(forms.formset_factory(Speaker, extra=2)())

    assert html.count("<textarea") == 2
    assert 'name="form-TOTAL_FORMS"' in html


def test_a_form_without_ids_still_renders():
    html = str(Attendance(auto_id=False))

    assert 'name="day_day"' in html
    assert "id_day" not in html
