"""Attendance lists of other tools, as they are taken in, matched and applied."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.profile import zones
from accounts.versions import VersionField
from documents.checking import Checked
from documents.forms import UploadField
from events import attended
from events.attendance_lists import Person, UnreadableError, read
from events.enums import ListFault
from events.forms.dropdown import Dropdown
from events.models import Event, Session
from interface import moments
from interface.fields import OnceField

ALLOWED = ("csv", "txt", "xlsx")
OF_THE_SESSION = frozenset({ListFault.NEEDS_SESSION, ListFault.NEEDS_DAY})


class TakeInForm(forms.Form):
    """A file of another tool; ``people`` are those a valid form found in it."""

    once = OnceField()
    file = UploadField(label=_("Attendance list"), allowed=ALLOWED)
    session = forms.ChoiceField(
        label=_("About which session"),
        required=False,
        widget=Dropdown,
        help_text=_("Needed only where the list says how long people stayed and not when."),
    )
    zone = forms.ChoiceField(
        label=_("Clock of the list"),
        widget=Dropdown,
        help_text=_("Used where the list names no time zone beside its hours, as most do not."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, files: Any = None, *, event: Event
    ) -> None:
        """Offer the sessions of the event, and its own zone first."""
        super().__init__(data, files, initial={"zone": event.zone})
        self.event = event
        self.people: list[Person] = []
        self.sessions = {str(one.uid): one for one in event.sessions.all()}
        cast("forms.ChoiceField", self.fields["session"]).choices = [
            ("", _("All, by their hours")),
            *((uid, _title(one, event.zone)) for uid, one in self.sessions.items()),
        ]
        cast("forms.ChoiceField", self.fields["zone"]).choices = [
            (name, label) for name, label in (("UTC", "UTC"), *zones(event.zone))
        ]

    def clean(self) -> dict[str, Any]:
        """Read the file, once all else is in order."""
        super().clean()
        if not self.errors:
            try:
                self.people = self._read(self.cleaned_data["file"])
            except UnreadableError as error:
                about = "session" if error.why in OF_THE_SESSION else "file"
                self.add_error(about, str(error.why.label))
        return self.cleaned_data

    def _read(self, file: Checked) -> list[Person]:
        days = sorted({one.date for one in self.sessions.values()})
        chosen = self.chosen()
        day = chosen.date if chosen else days[0] if len(days) == 1 else None
        return read(
            file.file.read(),
            extension=PurePath(file.name).suffix.removeprefix("."),
            zone=self.cleaned_data["zone"],
            days=days,
            day=day,
            for_session=chosen is not None,
        )

    def chosen(self) -> Session | None:
        """Return the session that the list is about; nothing where its hours say it."""
        return self.sessions.get(self.cleaned_data["session"])


class WhoForm(forms.Form):
    """Whom an entry means: a registration, nobody, or that it has to be looked at again."""

    registration = forms.UUIDField(required=False)
    deed = forms.ChoiceField(
        choices=[("is", ""), ("leave_out", ""), ("reopen", "")], required=False
    )


class ApplyForm(forms.Form):
    """What becomes of what is known already where the list says something else."""

    version = VersionField()
    known = forms.ChoiceField(
        label=_("Where something is known already"),
        choices=[
            ("keep", _("Keep it; the list fills in what is unknown")),
            ("over", _("Write over it with what the list says")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, version: int) -> None:
        """Keep what is known unless somebody says else."""
        super().__init__(data, initial={"version": version, "known": "keep"})


def _title(session: Session, zone: str) -> str:
    return f"{moments.short_day(session.date)}, {attended.hours(session, zone)}: {session.title}"
