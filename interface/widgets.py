"""Boxes of forms: a day in three, a moment in four and a question, a time of day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.forms import MultiWidget, TextInput
from django.utils.translation import gettext_lazy as _

from interface import moments

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class PartsWidget(MultiWidget):
    """Several boxes side by side, each with an id by its name and a label of its own."""

    labels: Mapping[str, Any] = {}
    widgets_names: list[str]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name each box's id after its part, and give it its label."""
        context = super().get_context(name, value, attrs)
        whole = context["widget"]
        whole["parts"] = list(zip(self.labels.items(), whole["subwidgets"], strict=True))
        if identity := whole["attrs"].get("id"):
            for suffix, part in zip(self.widgets_names, whole["subwidgets"], strict=True):
                part["attrs"]["id"] = f"{identity}{suffix}"
        return context


class DayInput(PartsWidget):
    """A day as three text boxes; the weekday is echoed below."""

    template_name = "interface/widgets/day.html"
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make the three boxes."""
        super().__init__(
            {
                "day": TextInput({**DIGITS, "class": "input input-2", "data-part": "day"}),
                "month": TextInput({**DIGITS, "class": "input input-2", "data-part": "month"}),
                "year": TextInput({**DIGITS, "class": "input input-4", "data-part": "year"}),
            },
            attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        """Take a date apart."""
        if isinstance(value, dt.date):
            return [value.day, value.month, value.year]
        return [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the day in words, where the boxes name one."""
        parts = value if isinstance(value, list) else self.decompress(value)
        return {**super().get_context(name, value, attrs), "echo": in_words(parts)}


class MomentInput(DayInput):
    """A day and a time of day in a named zone; asks which, where that hour exists twice."""

    template_name = "interface/widgets/moment.html"
    labels = {**DayInput.labels, "time": _("Time"), "which": _("Which of the two?")}
    zone: str | None = None
    asks = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make the boxes."""
        super().__init__(attrs)
        self.widgets = [
            *self.widgets,
            TextInput({**DIGITS, "class": "input input-4", "placeholder": ""}),
            TextInput(),
        ]
        self.widgets_names = [*self.widgets_names, "_time", "_which"]

    def decompress(self, value: Any) -> list[Any]:
        """Take a moment apart, on the clock of the zone."""
        if not isinstance(value, dt.datetime):
            return [None, None, None, None, None]
        wall = moments.local(value, self.zone)
        which = ""
        if self.zone and len(moments.instants(wall.replace(tzinfo=None), self.zone)) == 2:
            which = "second" if wall.fold else "first"
        return [wall.day, wall.month, wall.year, f"{wall:%H:%M}", which]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the place of the zone, and the question where it must be asked."""
        context = super().get_context(name, value, attrs)
        which = context["widget"]["subwidgets"][-1]["value"]
        return {
            **context,
            "place": moments.city(self.zone),
            "asks": self.asks or bool(which),
            "which": which,
        }


class ClockInput(TextInput):
    """A time of day on the 24-hour clock."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make a short box."""
        super().__init__({**DIGITS, "class": "input-4", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Show hours and minutes only."""
        return f"{value:%H:%M}" if isinstance(value, dt.time) else super().format_value(value)


def in_words(parts: list[Any]) -> str:
    """Return the day in words, or nothing where the parts make no day."""
    try:
        return moments.day(dt.date(*(int(str(part)[:4]) for part in reversed(parts[:3]))))
    except ValueError:
        return ""
