"""What the styleguide shows: one sample of everything, in every state."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict

from interface.charts import column_chart, line_chart
from interface.fields import ClockField, DayField, LineField, MomentField, OnceField, TextField
from interface.icons import NAMES
from interface.marks import Part, Pill, Progress, Tab
from interface.tables import listing

AT = dt.datetime(2024, 5, 29, 7, 30, tzinfo=dt.UTC)
ZONE, AWAY = "Europe/Brussels", "Europe/Riga"
COUNTRIES = [("BE", "Belgium"), ("IE", "Ireland"), ("LV", "Latvia"), ("EU", "Union body")]


@dataclass(frozen=True)
class SampleTodo:
    """Stands in for a to-do, which is defined a floor above."""

    what: str
    by: dt.datetime | None
    url: str = "#todos"
    button: str = "Open"
    seat: str = ""
    note: str = ""
    urgent: bool = False


class SampleForm(forms.Form):
    """One field of every kind."""

    once = OnceField()
    name = LineField(label="Full name", help_text="As it should stand on badge and certificate.")
    email = forms.EmailField(label="E-mail address")
    country = forms.ChoiceField(label="Country or body", choices=[("", "Choose"), *COUNTRIES])
    arrival = DayField(
        label="Arrival", required=False, help_text="For the hotel list, such as 9 12 2026."
    )
    starts = MomentField(label="Begins", zone=ZONE)
    doors = ClockField(label="Doors open", required=False)
    mode = forms.ChoiceField(
        label="How do you take part?",
        choices=[("in_person", "In person"), ("online", "Online")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("youth", "Youth"), ("fraud", "Online fraud"), ("evaluation", "Evaluation")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    remarks = TextField(label="Remarks", required=False, max_length=200)
    notice = forms.BooleanField(label="I have read how my data are used")


class SampleFilter(forms.Form):
    """Filters as above a list of events."""

    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Any kind"), ("seminar", "Seminar")]
    )
    place = forms.ChoiceField(label="Place", required=False, choices=[("", "Anywhere"), *COUNTRIES])
    open = forms.BooleanField(label="Open for registration", required=False)


def faulty_form() -> SampleForm:
    """Return a form with every kind of fault."""
    form = SampleForm(
        {
            "faulty-name": "x" * 201,
            "faulty-email": "siobhan@",
            "faulty-arrival_day": "31",
            "faulty-arrival_month": "2",
            "faulty-arrival_year": "2026",
            "faulty-starts_day": "25",
            "faulty-starts_month": "10",
            "faulty-starts_year": "2026",
            "faulty-starts_time": "02:30",
            "faulty-doors": "9 pm",
            "faulty-remarks": "x" * 201,
        },
        prefix="faulty",
    )
    form.add_error(None, "Registration closed while you were writing.")
    return form


def context(query: QueryDict) -> dict[str, Any]:
    """Return all samples; the query sorts and pages the sample table."""
    hour = dt.timedelta(hours=1)
    day = dt.timedelta(days=1)
    return {
        "at": AT,
        "end": AT + 7 * hour,
        "later": AT + day + 7 * hour,
        "zone": ZONE,
        "away": AWAY,
        "state": Pill("Registration open", "ok"),
        "tabs": [
            Tab("Registrations", "#tabs", 118, here=True),
            Tab("Waiting", "#tabs", 14),
            Tab("Letters", "#tabs"),
        ],
        "parts": [
            Part("Confirmed", 118),
            Part("Waiting", 14, "abstain"),
            Part("Declined", 3, "against"),
        ],
        "work": Progress(312, 0, 500, Pill("Under way", "info", "clock")),
        "failed_work": Progress(498, 2, 500, Pill("Failed", "bad")),
        "todos": [
            SampleTodo("A letter to the NR of Hungary came back", AT - hour, note="Board meeting"),
            SampleTodo("Name the delegation for the Board meeting", AT + 9 * hour, seat="Latvia"),
            SampleTodo("Say which date suits", AT + 2 * day + 9 * hour, button="Choose a date"),
            SampleTodo("Confirm your details", AT + 20 * day, button="Check"),
            SampleTodo("Add the first seat of the Board", None, urgent=True),
        ],
        "chart": line_chart(
            [(AT.date() + number * day, min(120, number * number)) for number in range(0, 14, 2)],
            limit=120,
        ),
        "columns": column_chart(
            [(AT.date() + number * day, (number % 5, number % 3, 1)) for number in range(14)],
            [("Hold a place", "brand"), ("Wait", "abstain"), ("No longer", "track")],
        ),
        "listing": listing(
            ContentType.objects.all(),
            query=query,
            orders={"app": ("app_label",), "model": ("model",)},
            default="app",
            per_page=3,
        ),
        "filter": SampleFilter(query or None),
        "icons": list(NAMES),
        "fresh": SampleForm(prefix="fresh"),
        "faulty": faulty_form(),
        "differences": [
            ("Title", "Board meeting", "Meeting of the Board"),
            ("Place", "Dublin", "Brussels"),
        ],
    }
