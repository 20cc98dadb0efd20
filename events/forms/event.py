"""What is said about an event, as the Secretariat and a hosting Presidency write it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import Visibility
from accounts.forms.fields import AddressField
from accounts.forms.profile import zones
from accounts.models import Body, MemberState
from accounts.versions import VersionField
from events.enums import JoinFrom, Kind, Mode, State
from events.models import Event
from interface import moments
from interface.fields import ClockField, DayField, LineField, MomentField, OnceField, TextField
from programme.models import Task

LONGEST_DAYS = 60
NEARBY = timedelta(days=60)
OFFERED_EVENTS = 80
UNNAMED = "xx"
RELATED = ("tasks", "held_with")
FRESH: dict[str, Any] = {
    "zone": settings.TIME_ZONE,
    "date_settled": True,
    "mode": Mode.IN_PERSON,
    "join_from": JoinFrom.CONFIRMATION.value,
    "visibility": Visibility.PUBLIC,
    "takes_registrations": True,
}
SECRETARIATS_OWN = ("kind", "body", "host", "visibility", "takes_registrations", "needs_approval")


class JoinLinkField(forms.URLField):
    """The address of a meeting room on the web; nothing that a browser would run."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {"invalid": _("Write the whole address, https:// and all.")}


class EventForm(forms.Form):
    """All fields of an event.

    A draft may still be called "xx". Hours that the change of the clocks leaves out or
    shows twice are refused: an event that begins at such an hour would be misread.
    """

    version = VersionField()
    once = OnceField()

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *Kind.choices])
    title = LineField(label=_("Title"), help_text=_("While it is a draft, “xx” will do."))
    body = forms.ModelChoiceField(
        Body.objects.all(),
        label=_("Body"),
        required=False,
        empty_label=_("None"),
        help_text=_("A meeting is a meeting of a body."),
    )
    host = forms.ModelChoiceField(
        MemberState.objects.all(),
        label=_("Host Member State"),
        required=False,
        empty_label=_("The Presidency of the first day"),
        help_text=_("Its Presidency team may edit the event and see who registers."),
    )
    summary = TextField(
        label=_("About"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Markdown: a blank line between paragraphs, - for a list, *so* to stress."),
    )

    first_date = DayField(label=_("First day"))
    last_date = DayField(
        label=_("Last day"), required=False, help_text=_("Leave empty for an event of one day.")
    )
    all_day = forms.BooleanField(label=_("All day, without hours"), required=False)
    starts_time = ClockField(
        label=_("Begins"),
        required=False,
        help_text=_("On the first day, and daily, such as 09:30."),
    )
    ends_time = ClockField(label=_("Ends"), required=False, help_text=_("Such as 16:30."))
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("All hours of the event are on the clock of this place.")
    )
    date_settled = forms.BooleanField(
        label=_("The date is settled"),
        required=False,
        help_text=_("Until then calendars show it as tentative."),
    )
    hours_are_illustrative = forms.BooleanField(
        label=_("The hours are illustrative: the source gives none"), required=False
    )

    mode = forms.ChoiceField(label=_("Mode"), choices=Mode.choices, widget=forms.RadioSelect)
    venue = LineField(label=_("Venue"), required=False)
    address = LineField(label=_("Address"), required=False, max_length=300)
    city = LineField(label=_("City"), required=False, max_length=100)
    access_notes = TextField(
        label=_("Access"),
        required=False,
        help_text=_("How to get in: steps, lifts, what to bring. Every letter says it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    join_link = JoinLinkField(
        label=_("Join link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_(
            "Seen by confirmed people on their own page only; no letter and no feed has it."
        ),
    )
    join_from = forms.TypedChoiceField(
        label=_("Join link seen"), choices=JoinFrom.choices, coerce=int, widget=forms.RadioSelect
    )

    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, widget=forms.RadioSelect
    )

    takes_registrations = forms.BooleanField(label=_("Takes registrations"), required=False)
    registration_opens_at = MomentField(
        label=_("Registration opens"),
        zone=settings.TIME_ZONE,
        required=False,
        help_text=_("Leave empty: as soon as the event is published."),
    )
    registration_closes_at = MomentField(
        label=_("Registration closes"),
        zone=settings.TIME_ZONE,
        required=False,
        help_text=_("Leave empty: when the event begins."),
    )
    needs_approval = forms.BooleanField(
        label=_("The Secretariat approves each registration"), required=False
    )

    languages = LineField(
        label=_("Languages"), required=False, max_length=120, help_text=_("Such as en, fr")
    )
    interpretation = LineField(label=_("Interpretation"), required=False)
    contact = AddressField(label=_("Contact"), required=False)
    co_promoters = LineField(label=_("Co-promoters"), required=False, max_length=300)
    forward_text = TextField(
        label=_("Text to forward"),
        required=False,
        help_text=_("A few sentences that others can copy into their own newsletters."),
    )

    tasks = forms.TypedMultipleChoiceField(
        label=_("Tasks of the work programme"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    held_with = forms.TypedMultipleChoiceField(
        label=_("Held with"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Events at the same place around the same days; each page links to the other."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, event: Event | None, standing: Standing
    ) -> None:
        """Fill in what is known; a Presidency team is not asked what the Secretariat decides."""
        self.event, self.standing = event, standing
        initial = _shown(event, standing=standing) if event else FRESH
        super().__init__(data, initial=initial)
        del self.fields["once" if event else "version"]
        if not (event and event.hours_are_illustrative):
            del self.fields["hours_are_illustrative"]
        if not standing.is_secretariat:
            for name in SECRETARIATS_OWN:
                del self.fields[name]
        offered = zones(initial["zone"])
        self._offer("zone", offered)
        self._offer("tasks", _tasks())
        self._offer("held_with", _events(event, standing=standing))
        zone = str((data or initial).get("zone") or "")
        if zone not in {code for code, _city in offered}:
            zone = initial["zone"]
        for name in ("registration_opens_at", "registration_closes_at"):
            cast("MomentField", self.fields[name]).zone = zone

    def _offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)

    @property
    def related_count(self) -> dict[str, int]:
        """Return how many tasks and events are ticked."""
        return {name: len(self[name].value() or []) for name in RELATED}

    def clean(self) -> dict[str, Any]:
        """Look at what belongs together."""
        super().clean()
        self._clean_what()
        self._clean_days()
        self._clean_hours()
        self._clean_registration()
        if self.event and "held_with" in self.cleaned_data:
            self.cleaned_data["held_with"] += _hidden(self.event, standing=self.standing)
        return self.cleaned_data

    def _clean_what(self) -> None:
        found = self.cleaned_data
        draft = self.event is None or self.event.state == State.DRAFT
        if not draft and found.get("title", "").casefold() == UNNAMED:
            self.add_error("title", _("A published event keeps a title; only a draft may be “xx”."))
        if "body" in found and found["body"] is None:
            if found.get("kind") == Kind.MEETING:
                self.add_error("body", _("Say which body meets."))
            elif found.get("visibility") == Visibility.BODY:
                self.add_error("body", _("Say which body may see it."))

    def _clean_days(self) -> None:
        found = self.cleaned_data
        if "last_date" not in found or not found.get("first_date"):
            return
        found["last_date"] = found["last_date"] or found["first_date"]
        length = found["last_date"] - found["first_date"]
        if length < timedelta():
            self.add_error("last_date", _("The last day is before the first."))
        elif length >= timedelta(days=LONGEST_DAYS):
            self.add_error(
                "last_date",
                forms.ValidationError(
                    _("An event lasts %(days)d days at the most."), params={"days": LONGEST_DAYS}
                ),
            )

    def _clean_hours(self) -> None:
        found = self.cleaned_data
        if found["all_day"]:
            found["starts_time"] = found["ends_time"] = None
            for name in ("starts_time", "ends_time"):
                self.errors.pop(name, None)
            return
        for name in ("starts_time", "ends_time"):
            if name in found and found[name] is None:
                self.add_error(name, _("Write the time, such as 09:30, or tick “All day”."))
        starts, ends = found.get("starts_time"), found.get("ends_time")
        if starts is None or ends is None:
            return
        if ends <= starts:
            self.add_error("ends_time", _("It ends before it begins."))
            return
        self._clean_clock({"starts_time": starts, "ends_time": ends})

    def _clean_clock(self, hours: Mapping[str, time]) -> None:
        """Refuse an hour that one of the days lacks or has twice."""
        first, last = self.cleaned_data.get("first_date"), self.cleaned_data.get("last_date")
        zone = self.cleaned_data.get("zone")
        if first is None or last is None or zone is None:
            return
        for name, hour in hours.items():
            if problem := clock_problem(hour, first=first, last=last, zone=zone):
                self.add_error(name, problem)

    def _clean_registration(self) -> None:
        found = self.cleaned_data
        opens, closes = found.get("registration_opens_at"), found.get("registration_closes_at")
        if closes is None:
            return
        if opens is not None and closes <= opens:
            self.add_error("registration_closes_at", _("It closes before it opens."))
        last = found.get("last_date")
        if last and moments.local(closes, found.get("zone")).date() > last:
            self.add_error("registration_closes_at", _("It closes after the event is over."))

    def theirs(self, event: Event) -> dict[str, Any]:
        """Return what is stored, by the names of this form's fields; no event kept from sight."""
        known = _shown(event, standing=self.standing)
        hidden = _hidden(event, standing=self.standing)
        self.cleaned_data["held_with"] = set(self.cleaned_data["held_with"]) - set(hidden)
        for name in RELATED:
            self.cleaned_data[name] = sorted(self.cleaned_data[name])
        return {name: known[name] for name in self.fields if name != "version"}


def clock_problem(
    hour: time, *, first: date, last: date, zone: str
) -> forms.ValidationError | None:
    """Return why an hour cannot be meant on one of the days: it is left out, or comes twice."""
    day = first
    while day <= last:
        found = moments.instants(datetime.combine(day, hour), zone)
        if len(found) != 1:
            said = (
                _(
                    "The clocks go back on %(day)s: %(time)s comes twice in %(place)s."
                    " Take another hour."
                )
                if found
                else _("The clocks go forward on %(day)s: %(time)s does not exist in %(place)s.")
            )
            return forms.ValidationError(
                said,
                code="twice" if found else "gap",
                params={
                    "day": moments.day(day),
                    "time": f"{hour:%H:%M}",
                    "place": moments.city(zone),
                },
            )
        day += timedelta(days=1)
    return None


def stored(event: Event) -> dict[str, Any]:
    """Return what the form shows of an event."""
    plain = {
        name: getattr(event, name)
        for name in EventForm.base_fields
        if name not in {*RELATED, "once"}
    }
    return plain | {
        name: sorted(getattr(event, name).values_list("pk", flat=True)) for name in RELATED
    }


def _hidden(event: Event, *, standing: Standing) -> list[int]:
    """Return what the event is held with and the person may not know of; a save keeps it."""
    known = Event.objects.visible_to(standing).values("pk")
    return list(event.held_with.exclude(pk__in=known).values_list("pk", flat=True))


def _shown(event: Event, *, standing: Standing) -> dict[str, Any]:
    """Return what the form shows of an event to the person."""
    found = stored(event)
    hidden = _hidden(event, standing=standing)
    return found | {"held_with": [pk for pk in found["held_with"] if pk not in hidden]}


def _tasks() -> list[tuple[str, list[tuple[int, str]]]]:
    """Return all tasks by programme, the newest first."""
    groups: dict[str, list[tuple[int, str]]] = {}
    rows = Task.objects.select_related("goal__programme").order_by(
        "-goal__programme__starts", "order", "pk"
    )
    for task in rows:
        groups.setdefault(task.goal.programme.title, []).append(
            (task.pk, f"{task.code} · {task.text}")
        )
    return list(groups.items())


def _events(event: Event | None, *, standing: Standing) -> list[tuple[int, str]]:
    """Return the events near in time and those ticked already, as far as the person sees them."""
    centre = event.first_date if event else network_day(standing.at) + NEARBY
    seen = Event.objects.visible_to(standing)
    near = seen.exclude(state=State.CANCELLED).between(centre - NEARBY, centre + NEARBY)
    if event:
        near = near.exclude(pk=event.pk)
        chosen = seen.filter(held_with=event).exclude(pk__in=near.values("pk"))
    else:
        chosen = Event.objects.none()
    shown = [*near[:OFFERED_EVENTS], *chosen]
    return [(other.pk, f"{other.title}, {moments.short_day(other.first_date)}") for other in shown]
