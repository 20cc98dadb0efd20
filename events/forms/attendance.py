"""Who was there, and by what rule that counts, as it is typed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.versions import VersionField
from events import countries
from events.attendance import HAS_MINUTES, TERMS, Cell, Said
from events.enums import Excused, Presence
from events.forms.dropdown import Dropdown
from events.forms.seen import SeenField, mark
from events.models import AttendanceTerms, Registration, Session
from events.rules.attendance import DIGITS
from interface import moments
from interface.fields import LineField

AT_ONCE = (Presence.PRESENT, Presence.ONLINE, Presence.EXCUSED, Presence.ABSENT)
LABEL = 24
NO_DIGIT = re.compile(r"\D+")


class TermsForm(forms.Form):
    """What an event asks of who wants a certificate, and how its doors work."""

    version = VersionField()
    gives_certificates = forms.BooleanField(label=_("Certificates are given"), required=False)
    share = forms.IntegerField(
        label=_("Share of the hours, in per cent"),
        min_value=1,
        max_value=100,
        help_text=_("Who was there for that much of what counts has earned a certificate."),
    )
    excused = forms.ChoiceField(
        label=_("A session one was excused from"),
        choices=Excused.choices,
        widget=forms.RadioSelect,
    )
    feedback_first = forms.BooleanField(
        label=_("Feedback is asked before the certificate can be downloaded"), required=False
    )
    opens_minutes = forms.IntegerField(
        label=_("Check-in opens, minutes before"),
        min_value=0,
        max_value=720,
        help_text=_("Before the first session of each morning and each afternoon."),
    )
    self_check_in = forms.BooleanField(
        label=_("People may check themselves in with the code of the session"),
        required=False,
        help_text=_("A screen in the room shows the code, or who speaks reads it out."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, terms: AttendanceTerms) -> None:
        """Fill in what holds now."""
        super().__init__(data, initial=self.theirs(terms) | {"version": terms.version})

    @staticmethod
    def theirs(terms: AttendanceTerms) -> dict[str, Any]:
        """Return what is stored, by the names of the fields."""
        return {name: getattr(terms, name) for name in TERMS}


class AttendanceFilter(forms.Form):
    """Whose attendance is looked at, and on which day."""

    text = LineField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "input-full", "type": "search"}),
    )
    country = forms.ChoiceField(label=_("Country or body"), required=False, widget=Dropdown)
    presence = forms.ChoiceField(
        label=_("Attendance"),
        required=False,
        choices=[("", _("Any")), *Presence.choices],
        widget=Dropdown,
    )
    day = forms.ChoiceField(label=_("Day"), required=False, widget=Dropdown)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        codes: Sequence[str],
        sessions: Sequence[Session],
        day: date | None,
    ) -> None:
        """Offer the countries people come from and the days on which there is something.

        Without a day that makes sense it is ``day``.
        """
        days = {one.isoformat(): one for one in sorted({session.date for session in sessions})}
        asked = data.get("day")
        chosen = asked if asked in days else day and day.isoformat()
        super().__init__({**{name: data.get(name, "") for name in self.base_fields}, "day": chosen})
        cast("forms.ChoiceField", self.fields["country"]).choices = [
            ("", _("Any")),
            *sorted(((code, countries.name(code)) for code in codes), key=lambda one: one[1]),
        ]
        cast("forms.ChoiceField", self.fields["day"]).choices = [
            (key, moments.short_day(one)) for key, one in days.items()
        ]
        self.shown = days.get(chosen or "")
        if len(days) < 2:
            del self.fields["day"]
        self.is_valid()

    def wanted(self, name: str) -> str:
        """Return what is asked for, or nothing where the address says nonsense."""
        return getattr(self, "cleaned_data", {}).get(name) or ""


class PersonAttendanceForm(forms.Form):
    """One person at each session: whether there, for how long, and a note."""

    seen = SeenField()

    def __init__(self, data: Mapping[str, Any] | None = None, *, cells: Sequence[Cell]) -> None:
        """Lay out three boxes a session, filled with what is known."""
        self.cells = cells
        known = {name: value for cell in cells for name, value in _known(cell).items()}
        super().__init__(data, initial=known | {"seen": mark(known)})
        for cell in cells:
            presence, minutes, note = _names(cell.session)
            title = {
                "session": Truncator(cell.session.title).chars(LABEL),
                "count": cell.scheduled,
            }
            self.fields[presence] = forms.ChoiceField(
                label=_now("%(session)s: whether there") % title,
                choices=Presence.choices,
                widget=Dropdown,
            )
            self.fields[minutes] = forms.IntegerField(
                label=_now("%(session)s: minutes, of %(count)d") % title,
                required=False,
                min_value=0,
                max_value=cell.scheduled,
            )
            self.fields[note] = LineField(
                label=_now("%(session)s: note") % title, required=False, max_length=200
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the minutes of who was there for a part."""
        super().clean()
        for cell in self.cells:
            presence, minutes, _note = _names(cell.session)
            partial = self.cleaned_data.get(presence) == Presence.PARTIAL
            if partial and minutes not in self.errors and self.cleaned_data[minutes] is None:
                self.add_error(minutes, _("Say for how many minutes."))
            if self.cleaned_data.get(presence) not in HAS_MINUTES:
                self.cleaned_data[minutes] = None
        return self.cleaned_data

    def rows(self) -> list[tuple[Cell, list[forms.BoundField]]]:
        """Return each session with its boxes."""
        return [(cell, [self[name] for name in _names(cell.session)]) for cell in self.cells]

    def theirs(self) -> dict[str, Any]:
        """Return what is stored, by the names of the fields."""
        return {name: value for cell in self.cells for name, value in _known(cell).items()}

    def said(self, registration: Registration) -> list[Said]:
        """Return what a valid form says of somebody, as far as it is other than it was."""
        found = []
        for cell in self.cells:
            typed = {name: self.cleaned_data[name] for name in _names(cell.session)}
            if typed != _known(cell):
                found.append(Said(registration, cell.session, *typed.values()))
        return found


class FillForm(forms.Form):
    """What all of whom nothing is known at a session are put down as."""

    presence = forms.ChoiceField(
        label=_("Put them down as"),
        choices=[(one.value, one.label) for one in AT_ONCE],
        widget=forms.RadioSelect,
    )


class CodeForm(forms.Form):
    """The code of a session, as it stands on the screen in the room."""

    code = LineField(
        label=_("Code of the session"),
        max_length=40,
        help_text=_("Six digits, on the screen in the room or read out."),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code-input"}
        ),
    )

    def clean_code(self) -> str:
        """Take digits alone, however they are grouped."""
        return NO_DIGIT.sub("", self.cleaned_data["code"])[: DIGITS + 1]


class ScanForm(forms.Form):
    """A code that was scanned or typed at the door, and when."""

    code = LineField(
        label=_("Code on the badge"),
        max_length=200,
        help_text=_("Eight letters and digits, such as ABCD-2345."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    moment = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        """Ask for the code, unless somebody was chosen by name."""
        super().__init__(data)
        self.fields["code"].required = not (data and data.get("key"))


def _names(session: Session) -> tuple[str, str, str]:
    return f"presence_{session.pk}", f"minutes_{session.pk}", f"note_{session.pk}"


def _known(cell: Cell) -> dict[str, Any]:
    """Return what the boxes show of a session, in their order."""
    note = cell.row.note if cell.row else ""
    return dict(zip(_names(cell.session), (cell.presence.value, cell.minutes, note), strict=True))
