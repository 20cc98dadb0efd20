"""The form of an event, as it is typed, and what it says to that."""

import datetime as dt

from events.forms.event import EventForm
from tests.events.organisers import day_boxes, event_typed

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ONCE = "00000000-0000-0000-0000-000000000001"


def moment_boxes(name, day, time, which=""):
    return {**day_boxes(name, day), f"{name}_time": time, f"{name}_which": which}


def problems(office, **typed):
    """Return what a new event's form says to what is typed."""
    form = EventForm(event_typed(**{"once": ONCE} | typed), event=None, standing=office)
    return {name: list(errors) for name, errors in form.errors.items()}
