"""What a form's fields accept. The messages say what to do; what was typed is kept."""

import datetime as dt
import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from interface import moments, text, widgets

FIRST_YEAR, LAST_YEAR = 1900, 2199
CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")
TOO_LONG = ngettext_lazy(
    "Use %(limit_value)d character at most; these are %(show_value)d.",
    "Use %(limit_value)d characters at most; these are %(show_value)d.",
    "limit_value",
)


class LineField(forms.CharField):
    """One line of text: no controls, no marks of direction, composed letters."""

    default_error_messages = {"max_length": TOO_LONG}
    clean_text = staticmethod(text.line)

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        """Limit the length on the server only: a browser would cut a pasted text silently."""
        super().__init__(max_length=max_length, strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """Clean before anything is checked."""
        return super().to_python(self.clean_text(str(value)) if value else value) or ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave ``maxlength`` out."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class TextField(LineField):
    """Several lines of text, cleaned as a line is; breaks stay."""

    widget = forms.Textarea(attrs={"rows": 5})
    clean_text = staticmethod(text.paragraphs)

    def __init__(self, *, max_length: int = 4000, **kwargs: Any) -> None:
        """Take more than a line does."""
        super().__init__(max_length=max_length, **kwargs)


class DayField(forms.Field):
    """A day, typed as day, month and year."""

    widget = widgets.DayInput
    default_error_messages = {
        "required": _("Write the day, such as 31 5 2024."),
        "incomplete": _("Write day, month and year, such as 31 5 2024."),
        "digits": _("Write day, month and year in digits, such as 31 5 2024."),
        "year": _("Write the year with four digits, from 1900 to 2199."),
        "no_such_day": _(
            "There is no such day; that month has fewer days, the year twelve months."
        ),
    }

    def to_python(self, value: Any) -> dt.date | None:
        """Return the day that the three boxes name."""
        if value is None or isinstance(value, dt.date):
            return value
        parts = [str(part or "").strip() for part in value[:3]]
        if not any(parts):
            return None
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if not all(part.isdecimal() and len(part) <= 4 for part in parts):
            raise ValidationError(self.error_messages["digits"], code="digits")
        day, month, year = (int(part) for part in parts)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")
        try:
            return dt.date(year, month, day)
        except ValueError as error:
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not boxes."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class ClockField(forms.Field):
    """A time of day on the 24-hour clock."""

    widget = widgets.ClockInput
    default_error_messages = {
        "required": _("Write the time, such as 09:30."),
        "invalid": _("Write the time on the 24-hour clock, such as 09:30 or 16:30."),
    }

    def to_python(self, value: Any) -> dt.time | None:
        """Return the time: ``9``, ``9:30``, ``09.30``, ``9h30`` and ``0930`` are understood."""
        if value is None or isinstance(value, dt.time):
            return value
        typed = str(value).strip().casefold()
        if not typed:
            return None
        match = CLOCK.fullmatch(typed)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return dt.time(hour, minute)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare times, not spellings."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class MomentField(DayField):
    """A day and a time on the clock of a zone; gives the instant in UTC.

    An hour that the change of the clocks leaves out is refused; in one that comes twice the
    field asks which is meant. A form that knows the zone only later sets ``zone`` itself.
    """

    widget = widgets.MomentInput
    default_error_messages = {
        "required": _("Write day and time, such as 31 5 2024, 09:30."),
        "no_time": _("Write the time too, such as 09:30."),
        "clock": _("Write the time on the 24-hour clock, such as 09:30 or 16:30."),
        "gap": _("The clocks go forward that night: %(time)s does not exist in %(place)s."),
        "twice": _("The clocks go back that night: %(time)s comes twice in %(place)s. Say which."),
    }

    def __init__(self, *, zone: str, **kwargs: Any) -> None:
        """Take the zone whose clock is meant."""
        super().__init__(**kwargs)
        self.zone = zone

    @property
    def zone(self) -> str:
        """The zone whose clock is meant."""
        return self._zone

    @zone.setter
    def zone(self, zone: str) -> None:
        self._zone = zone
        self.widget.zone = zone

    def to_python(self, value: Any) -> dt.datetime | None:
        """Return the instant, or say why there is none or more than one."""
        if value is None or isinstance(value, dt.datetime):
            return value
        *_day, time, which = value
        day = super().to_python(value)
        clock = self._clock(time)
        if day is None and clock is None:
            return None
        if day is None:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if clock is None:
            raise ValidationError(self.error_messages["no_time"], code="no_time")
        return self._instant(dt.datetime.combine(day, clock), which)

    def _clock(self, typed: Any) -> dt.time | None:
        try:
            return ClockField(required=False).to_python(typed)
        except ValidationError as error:
            raise ValidationError(self.error_messages["clock"], code="clock") from error

    def _instant(self, wall: dt.datetime, which: str | None) -> dt.datetime:
        found = moments.instants(wall, self.zone)
        place = {"time": f"{wall:%H:%M}", "place": moments.city(self.zone)}
        if not found:
            raise ValidationError(self.error_messages["gap"], code="gap", params=place)
        if len(found) == 1:
            return found[0]
        self.widget.asks = True
        if which not in {"first", "second"}:
            raise ValidationError(self.error_messages["twice"], code="twice", params=place)
        first, second = found
        return second if which == "second" else first


class OnceField(forms.UUIDField):
    """The mark of one filled-in form: a form that is sent twice has one effect."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("This form lacks its mark. Reload the page and send it again."),
        "invalid": _("This form lacks its mark. Reload the page and send it again."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Give each fresh form a mark of its own."""
        super().__init__(initial=uuid.uuid4, **kwargs)


class RowsField[Row: models.Model](forms.ModelMultipleChoiceField[Row]):
    """Several rows of those on offer; a number that no row can have is none of them."""

    def clean(self, value: Any) -> Any:
        """Refuse what is too large for the database as what is not there."""
        try:
            return super().clean(value)
        except OverflowError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": ", ".join(map(str, value))},
            ) from error
