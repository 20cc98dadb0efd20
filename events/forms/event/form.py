"""The fields of an event, and what each may hold."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import Visibility
from accounts.forms.fields import AddressField
from accounts.forms.profile import zones
from accounts.models import Body, MemberState
from accounts.versions import VersionField
from events import kinds
from events.enums import Approver, JoinFrom, Kind, Mode
from events.forms.event import checks, choices
from events.forms.event.choices import Offered
from events.forms.event.sections import Section, sections
from events.models import Event, FundingSource
from events.services.events import DATES
from interface.fields import ClockField, DayField, LineField, MomentField, OnceField, TextField

UNKNOWN = Kind.SEMINAR
LONGEST_OFFER = 24 * 14
RELATED = ("tasks", "held_with", "promoters", "representatives")
FRESH: dict[str, Any] = {
    "zone": settings.TIME_ZONE,
    "date_settled": True,
    "mode": Mode.IN_PERSON,
    "join_from": JoinFrom.CONFIRMATION.value,
    "visibility": Visibility.PUBLIC,
    "takes_registrations": True,
    "approver": Approver.SECRETARIAT,
}
SECRETARIATS_OWN = (
    "kind", "body", "host", "visibility", "takes_registrations", "needs_approval", "approver",
    "shows_participants", "participants_until", "funding", "representatives",
    "report",
)  # fmt: skip


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

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
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
            "Seen by confirmed people on their own page; calendars have it only if you say so."
        ),
    )
    join_from = forms.TypedChoiceField(
        label=_("Join link seen"), choices=JoinFrom.choices, coerce=int, widget=forms.RadioSelect
    )
    join_link_in_calendars = forms.BooleanField(
        label=_("Calendars hold the join link itself"),
        required=False,
        help_text=_(
            "Those of confirmed people who take part online. Calendars are shared with teams;"
            " else they lead to the event's page, which checks who asks."
        ),
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
    needs_approval = forms.BooleanField(label=_("Each registration needs approval"), required=False)
    approver = forms.ChoiceField(
        label=_("Approved by"),
        choices=Approver.choices,
        widget=forms.RadioSelect,
        help_text=_("Who comes from elsewhere is approved by the Secretariat always."),
    )
    offer_hours = forms.IntegerField(
        label=_("Hours to accept a place that came free"),
        required=False,
        min_value=1,
        max_value=LONGEST_OFFER,
        help_text=_("Leave empty: who is next in the queue has the place at once."),
    )
    details_until = DayField(
        label=_("Details wanted until"),
        required=False,
        help_text=_("Until that day the questions after confirmation can be answered."),
    )
    shows_participants = forms.BooleanField(
        label=_("Participants see each other"),
        required=False,
        help_text=_("Only those who agree stand on the list."),
    )
    participants_until = DayField(
        label=_("Their list is seen until"),
        required=False,
        help_text=_("Leave empty: until 30 days after the end."),
    )

    languages = LineField(
        label=_("Languages"), required=False, max_length=120, help_text=_("Such as en, fr")
    )
    interpretation = LineField(label=_("Interpretation"), required=False)
    contact = AddressField(label=_("Contact"), required=False)
    promoters = forms.TypedMultipleChoiceField(
        label=_("Co-promoters"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    co_promoters = LineField(
        label=_("Other co-promoters"),
        required=False,
        max_length=300,
        help_text=_("By name, where they are not on the list of organisations."),
    )
    representatives = forms.TypedMultipleChoiceField(
        label=_("Represented by"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who stands for the Network there; they are asked for the short report."),
    )
    output = TextField(
        label=_("Output"),
        required=False,
        max_length=10_000,
        help_text=_("What came or shall come of it. Markdown; files stand under Documents."),
    )
    report = TextField(
        label=_("Short report"),
        required=False,
        max_length=10_000,
        help_text=_("What was said, what follows for the Network. Markdown."),
    )
    funding = forms.ModelChoiceField(
        FundingSource.objects.none(),
        label=_("Funding source"),
        required=False,
        help_text=_("Its statement and emblem stand on the event's page."),
    )
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
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event | None,
        standing: Standing,
        kind: str = "",
    ) -> None:
        """Fill in what is known; what its kind does not have is not asked.

        A Presidency team is not asked what the Secretariat decides.
        """
        self.event, self.standing = event, standing
        asked = event.kind if event else str((data or {}).get("kind") or kind)
        self.of_kind = Kind(asked) if asked in Kind.values else UNKNOWN
        self.need = kinds.need(self.of_kind)
        initial = (
            _plain(event) if event else FRESH | {"kind": self.of_kind} | dict(self.need.defaults)
        )
        super().__init__(data, initial=initial)
        for name in self._left_out():
            self.fields.pop(name, None)
        if event is None and asked in Kind.values:
            self.fields["kind"].widget = forms.HiddenInput()
        for name in DATES if event and event.managed_at else ():
            self.fields[name].disabled = True
        self._fill(initial)

    def _left_out(self) -> list[str]:
        """Return the fields that are not asked of this event, or not of this person."""
        names = ["once" if self.event else "version", *self.need.without]
        if not (self.event and self.event.hours_are_illustrative):
            names.append("hours_are_illustrative")
        if self.event is None:
            names.append("report")
        if not self.standing.is_secretariat:
            names += SECRETARIATS_OWN
        return names

    def _fill(self, initial: Mapping[str, Any]) -> None:
        """Offer what can be chosen; only for fields that are asked."""
        event, standing = self.event, self.standing
        offered = zones(initial["zone"])
        self._offer("zone", offered)
        self._tick("tasks", choices.tasks(self._joined("tasks")))
        self._tick("held_with", choices.beside(event, standing=standing))
        if "promoters" in self.fields:
            self._tick("promoters", choices.organisations(self._joined("promoters")))
        if "representatives" in self.fields:
            named = self._joined("representatives")
            self._tick("representatives", choices.people(named, standing=standing))
        if "funding" in self.fields:
            on = network_day(standing.at)
            self._offer_rows("funding", choices.sources(event, on=on))
        zone = str((self.data or initial).get("zone") or "")
        if zone not in {code for code, _city in offered}:
            zone = initial["zone"]
        for name in ("registration_opens_at", "registration_closes_at"):
            if name in self.fields:
                cast("MomentField", self.fields[name]).zone = zone

    def _joined(self, name: str) -> "QuerySet[Any] | None":
        """Return what is joined to the event under a name; nothing is to a new one."""
        return getattr(self.event, name).all() if self.event else None

    def _offer(self, name: str, rows: Iterable[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = list(rows)

    def _tick(self, name: str, offered: Offered) -> None:
        self._offer(name, offered.choices)
        self.initial[name] = offered.ticked

    def _offer_rows(self, name: str, rows: list[tuple[Any, str]]) -> None:
        """Offer rows of a table by names of our own; no others are taken."""
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        table = cast("QuerySet[Any]", field.queryset).model
        field.queryset = QuerySet(table).filter(pk__in=[pk for pk, _words in rows if pk])
        field.choices = rows

    @property
    def sections(self) -> list[Section]:
        """Return the cards of the form: what the kind needs stands open, the rest is folded."""
        return sections(self, need=self.need)

    def clean(self) -> dict[str, Any]:
        """Look at what belongs together."""
        super().clean()
        checks.check_what(self, event=self.event)
        checks.check_days(self)
        checks.check_hours(self)
        checks.check_joining(self)
        checks.check_registration(self)
        checks.check_funding(self)
        if self.event and "held_with" in self.cleaned_data:
            hidden = _hidden(self.event, standing=self.standing)
            self.cleaned_data["held_with"] = [*self.cleaned_data["held_with"], *hidden]
        return self.cleaned_data

    def theirs(self, event: Event) -> dict[str, Any]:
        """Return what is stored, by the names of this form's fields; no event kept from sight."""
        hidden = set(_hidden(event, standing=self.standing))
        known = _plain(event) | {
            name: sorted(getattr(event, name).values_list("pk", flat=True)) for name in RELATED
        }
        for said in (known, self.cleaned_data):
            said["held_with"] = sorted(set(said["held_with"]) - hidden)
        for name in RELATED:
            if name in self.fields:
                self.cleaned_data[name] = sorted(self.cleaned_data[name])
        return {name: known[name] for name in self.fields if name != "version"}


def _plain(event: Event) -> dict[str, Any]:
    """Return what stands in the row of an event, as the form shows it."""
    names = set(EventForm.base_fields) - {*RELATED, "once"}
    return {name: getattr(event, name) for name in names}


def _hidden(event: Event, *, standing: Standing) -> list[int]:
    """Return what the event is held with and the person may not know of; a save keeps it."""
    known = Event.objects.visible_to(standing).values("pk")
    return list(event.held_with.exclude(pk__in=known).values_list("pk", flat=True))
