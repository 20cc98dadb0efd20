"""A session of an event's programme, and who speaks in it."""

from collections.abc import Mapping
from datetime import time
from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from events.enums import SpeakerRole
from events.forms.event import clock_problem
from events.forms.seen import SeenField, mark
from events.models import Event, Session
from interface import moments
from interface.fields import ClockField, DayField, LineField, OnceField, TextField

SHOWN = ("title", "description", "modules", "date", "starts_time", "ends_time", "room", "counts")
SPEAKER = ("key", "role", "name", "function", "organisation", "biography", "may_publish")
SPEAKERS_AT_MOST = 40


class SessionForm(forms.Form):
    """What happens when, and where; the hours are on the event's clock."""

    once = OnceField()
    seen = SeenField()
    title = LineField(label=_("Title"))
    date = DayField(label=_("Day"))
    starts_time = ClockField(label=_("Begins"))
    ends_time = ClockField(label=_("Ends"))
    room = LineField(label=_("Room"), required=False, max_length=100)
    description = TextField(label=_("Description"), required=False)
    modules = TextField(
        label=_("Modules"),
        required=False,
        help_text=_("What is taught in it, one a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    counts = forms.BooleanField(
        label=_("Counts for attendance"),
        required=False,
        help_text=_("Breaks and dinners do not."),
    )
    beyond = forms.BooleanField(
        label=_("It lies outside the hours of the event, and is meant to"),
        required=False,
        help_text=_("An evening programme, or an arrival the day's hours do not count."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, event: Event, session: Session | None
    ) -> None:
        """Fill in what is known; a new session lies on the event's first day."""
        super().__init__(data, initial=_known(event, session))
        self.event = event
        del self.fields["once" if session else "seen"]
        if not self.is_bound and not self.initial.get("beyond"):
            del self.fields["beyond"]

    def clean(self) -> dict[str, Any]:
        """Keep the session on a day of the event, and off hours that no clock shows once."""
        super().clean()
        found = self.cleaned_data
        day = found.get("date")
        if day is not None and not self.event.first_date <= day <= self.event.last_date:
            self.add_error(
                "date",
                forms.ValidationError(
                    _("The event is on %(days)s."),
                    params={"days": moments.days(self.event.first_date, self.event.last_date)},
                ),
            )
        starts, ends = found.get("starts_time"), found.get("ends_time")
        if starts is not None and ends is not None and ends <= starts:
            self.add_error("ends_time", _("It ends before it begins."))
        elif day is not None:
            for name in ("starts_time", "ends_time"):
                hour = found.get(name)
                problem = hour is not None and clock_problem(
                    hour, first=day, last=day, zone=self.event.zone
                )
                if problem:
                    self.add_error(name, problem)
        self._clean_beyond()
        return found

    def _clean_beyond(self) -> None:
        """Refuse what lies outside the event's hours until it is ticked; ask only then."""
        said = {
            "starts_time": _("The event begins at %(time)s. If this is meant, tick the box below."),
            "ends_time": _("The event ends at %(time)s. If this is meant, tick the box below."),
        }
        found = self.cleaned_data
        meant = found.pop("beyond", False)
        outside = _outside(self.event, found.get("starts_time"), found.get("ends_time"))
        if not outside:
            self.fields.pop("beyond", None)
        elif not meant:
            for name in outside:
                hour = f"{getattr(self.event, name):%H:%M}"
                self.add_error(name, forms.ValidationError(said[name], params={"time": hour}))


def _outside(event: Event, starts: time | None, ends: time | None) -> list[str]:
    """Return which of a session's hours the event's own, daily ones do not hold.

    What is moved elsewhere has its hours from its sessions, not daily.
    """
    if event.starts_time is None or event.ends_time is None or event.managed_at:
        return []
    found = {
        "starts_time": starts is not None and starts < event.starts_time,
        "ends_time": ends is not None and ends > event.ends_time,
    }
    return [name for name, outside in found.items() if outside]


def _known(event: Event, session: Session | None) -> dict[str, Any]:
    """Return what the form shows, and the mark of it with all who speak."""
    if session is None:
        return {"date": event.first_date, "counts": True}
    known = {name: getattr(session, name) for name in SHOWN}
    seen = mark([known, list(session.speakers.values(*SPEAKER))])
    beyond = bool(_outside(event, session.starts_time, session.ends_time))
    return known | {"seen": seen, "beyond": beyond}


class SpeakerForm(forms.Form):
    """One person on the programme; a row left empty counts for nothing.

    The key says who is meant, so that photograph and consent stay with the person.
    """

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label=_("Role"), choices=SpeakerRole.choices, initial=SpeakerRole.SPEAKER.value
    )
    name = LineField(label=_("Name"))
    function = LineField(label=_("Function"), required=False)
    organisation = LineField(label=_("Organisation"), required=False)
    biography = TextField(
        label=_("Biography"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    may_publish = forms.BooleanField(
        label=_("Agrees to be published"),
        required=False,
        help_text=_("Without it the name stays off the public page."),
    )


class Speakers(forms.BaseFormSet[SpeakerForm]):
    """The people of a session, in the order of the programme."""

    def add_fields(self, form: SpeakerForm, index: int | None) -> None:
        """Say in our words what a tick in the last box does."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take this person off the session")

    def said(self) -> list[dict[str, Any]]:
        """Return the rows that were filled in and not taken off."""
        rows = [*self.initial_forms, *(form for form in self.extra_forms if form.has_changed())]
        return [
            {name: form.cleaned_data[name] for name in SPEAKER}
            for form in rows
            if not form.cleaned_data["DELETE"]
        ]


SPEAKER_ROWS = forms.formset_factory(
    SpeakerForm,
    formset=Speakers,
    extra=1,
    can_delete=True,
    max_num=SPEAKERS_AT_MOST,
    absolute_max=SPEAKERS_AT_MOST + 10,
    validate_max=True,
)


def speaker_rows(
    data: Mapping[str, Any] | None = None, *, session: Session | None = None
) -> Speakers:
    """Return the rows of a session's speakers, and an empty one at the end."""
    known = list(session.speakers.values(*SPEAKER)) if session else []
    return cast("Speakers", SPEAKER_ROWS(data, initial=known, prefix="speakers"))


def another_row(
    data: Mapping[str, Any], *, event: Event, session: Session | None
) -> tuple[SessionForm, Speakers]:
    """Return the form and the rows as they are typed so far, with one more empty row.

    Nothing is checked yet, so nothing is complained of; only a key that is none of the
    session's speakers is dropped, for the page leads to who is meant by it.
    """
    form = SessionForm(event=event, session=session)
    form.initial = _typed(form, data)
    known = session.speakers.values_list("key", flat=True) if session else []
    keys = {str(key) for key in known}
    rows = [_typed(row, data) for row in speaker_rows(data).forms]
    kept = [
        row | {"key": row["key"] if row["key"] in keys else ""}
        for row in rows
        if row["name"] and not row["DELETE"]
    ]
    return form, cast("Speakers", SPEAKER_ROWS(initial=kept, prefix="speakers"))


def _typed(form: forms.Form, data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: field.widget.value_from_datadict(data, MultiValueDict(), form.add_prefix(name))
        for name, field in form.fields.items()
    }
