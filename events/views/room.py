"""What all pages of one event's control room share: its head, its tabs, its figures."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Standing
from accounts.http import Request
from accounts.steps import By
from events import handover, kinds, pending, rules, words
from events.access import event_run_by
from events.enums import LIVE, EventDeed, Kind, RegistrationState, State
from events.kinds import Part
from events.models import Announcement, Event, Registration
from events.models.registration import awaits_a_state
from interface import moments
from interface.marks import Pill, Tab
from mail.models import Letter

TONES = {
    RegistrationState.CONFIRMED: "ok",
    RegistrationState.WAITING: "warn",
    RegistrationState.PENDING: "warn",
    RegistrationState.OFFERED: "info",
    RegistrationState.NAMED: "info",
    RegistrationState.DECLINED: "bad",
}

ROOM: tuple[tuple[str, Promise], ...] = (
    ("control", gettext_lazy("Overview")),
    ("registrations", gettext_lazy("Registrations")),
    ("waiting", gettext_lazy("Waiting")),
    ("approvals", gettext_lazy("Approvals")),
    ("requests", gettext_lazy("Wishes")),
    ("invitations", gettext_lazy("Invitations")),
    ("mailings", gettext_lazy("Letters")),
    ("agenda", gettext_lazy("Agenda")),
    ("convening", gettext_lazy("Convening")),
    ("delegations", gettext_lazy("Delegations")),
    ("sessions", gettext_lazy("Programme")),
    ("day", gettext_lazy("The day")),
    ("minutes", gettext_lazy("Minutes")),
    ("attendance", gettext_lazy("Attendance")),
    ("certificates", gettext_lazy("Certificates")),
    ("event_feedback", gettext_lazy("Feedback")),
    ("training", gettext_lazy("Course")),
    ("documents", gettext_lazy("Documents")),
    ("lists", gettext_lazy("Lists")),
)
SETUP: tuple[tuple[str, Promise], ...] = (
    ("edit", gettext_lazy("Settings")),
    ("questions", gettext_lazy("Questions")),
    ("places", gettext_lazy("Places")),
    ("reminders", gettext_lazy("Reminders")),
    ("attendance_terms", gettext_lazy("Rules of attendance")),
    ("countries", gettext_lazy("Countries")),
    ("newcomers", gettext_lazy("New people")),
    ("one_form", gettext_lazy("One form")),
    ("event_series", gettext_lazy("Series")),
    ("copy", gettext_lazy("Copy")),
)
OF_KINDS = {"countries": Part.COUNTRIES, "newcomers": Part.NEWCOMERS}
SECRETARIATS_OWN = frozenset(
    {
        "approvals",
        "requests",
        "places",
        "attendance_terms",
        "newcomers",
        "event_series",
        "one_form",
        "copy",
    }
)

ELSEWHERE = {
    "agenda": "agendas:edit",
    "convening": "meetings:convening",
    "delegations": "meetings:delegations",
    "day": "meetings:day",
    "minutes": "meetings:minutes",
    "certificates": "certificates:of_event",
    "training": "trainings:of_event",
}
"""Pages of the room that another app owns."""

OF_A_BODY = frozenset({"agenda", "convening", "delegations", "day", "minutes"})
"""Pages of the room that only the meeting of a body has."""

DELIVERS = frozenset({Kind.TRAINING, Kind.WEBINAR})
"""Kinds of event that can deliver a course."""

MANAGED = frozenset({EventDeed.CANCEL, EventDeed.REVIVE})
"""Steps that an event takes where it is managed, so that all that hangs on it follows."""

APPROVALS = "approvals"
"""The registrations that await a decision; the roll with a filter, not a page of its own."""


@dataclass(frozen=True)
class Step:
    """One step that the event may take now, as a button."""

    label: str
    url: str
    icon: str
    tone: str = ""


class Room:
    """One event under one person's eyes; the numbers are counted once a page."""

    def __init__(self, request: Request, slug: str) -> None:
        """Find the event, or answer 404."""
        self.standing: Standing = request.standing
        self.at = request.at
        self.event: Event = event_run_by(request, slug)
        self.decides = self.standing.is_secretariat

    @cached_property
    def counts(self) -> Counter[str]:
        """How many registrations are in each state; a page that counts more may set it."""
        rows = self.event.registrations.order_by().values_list("state")
        return Counter(dict(rows.annotate(Count("pk"))))

    @cached_property
    def with_states(self) -> int:
        """How many registrations await the approval of their Member States."""
        if not (self.counts[RegistrationState.PENDING] and self.event.states_approve):
            return 0
        return self.event.registrations.filter(awaits_a_state()).count()

    @property
    def when(self) -> str:
        """Return when the event is, in words."""
        return words.when(self.event)

    @property
    def where(self) -> str:
        """Return where the event is, in words."""
        return words.where(self.event)

    @property
    def need(self) -> kinds.Need:
        """Return what events of its kind need."""
        return kinds.need(self.event.kind)

    @property
    def live(self) -> int:
        """Return how many registrations stand."""
        return sum(self.counts[state] for state in LIVE)

    def can(self, deed: str) -> bool:
        """Return whether the person may take this step with the event now, and take it here."""
        if self.event.managed_at and deed in MANAGED:
            return False
        found = rules.EVENT[self.event.state].get(deed)
        return self.decides and found is not None and By.SECRETARIAT in found.by

    @property
    def deeds(self) -> list[Step]:
        """Return the steps the person may take with the event now; each asks first."""
        known = [
            (EventDeed.PUBLISH, _("Publish"), "globe", "primary"),
            (EventDeed.REVIVE, _("Revive"), "undo", ""),
            (EventDeed.CLOSE, _("Close"), "lock", ""),
            (EventDeed.CANCEL, _("Cancel the event"), "cross", ""),
        ]
        found = [
            Step(label, reverse(f"events:{deed.value}", args=[self.event.slug]), icon, tone)
            for deed, label, icon, tone in known
            if self.can(deed)
        ]
        if self.decides and self.event.managed_at:
            found.append(Step(_("Its request"), self.event.managed_at, "training"))
        if self.decides:
            found.append(Step(_("Copy"), self._url("copy"), "copy"))
        return found

    @property
    def may_register_others(self) -> bool:
        """Return whether somebody can be registered by the Secretariat now."""
        return self.decides and self.event.state == State.PUBLISHED and self.event.ends_at > self.at

    @property
    def is_today(self) -> bool:
        """Return whether today is a day of the event, and it takes place."""
        event = self.event
        days = event.first_date <= moments.local(self.at, event.zone).date() <= event.last_date
        return days and event.state in {State.PUBLISHED, State.HELD}

    @property
    def may_change(self) -> bool:
        """Return whether anything about the event can still be changed."""
        return self.event.state not in {State.CLOSED, State.CANCELLED}

    @property
    def has_closed(self) -> bool:
        """Return whether registration has closed, so that changes are asked for."""
        event = self.event
        return rules.has_closed(
            closes_at=event.registration_closes_at, starts_at=event.starts_at, at=self.at
        )

    def tabs(self, here: str) -> list[Tab]:
        """Return the pages of the room; how it is set up stands behind one of them."""
        counts = {
            "registrations": self.live,
            "waiting": self.counts[RegistrationState.WAITING],
            "approvals": self.counts[RegistrationState.PENDING] - self.with_states,
        }
        found = [
            Tab(label, self._url(name), counts.get(name), here=name == here)
            for name, label in ROOM
            if self.shows(name)
        ]
        setup = Tab(_("Setup"), self._url("edit"), within=here in dict(SETUP))
        return [*found, *([setup] if any(self.shows(name) for name, _label in SETUP) else [])]

    def setup(self, here: str) -> list[Tab]:
        """Return the pages on which the event is set up, on one of them."""
        if here not in dict(SETUP):
            return []
        return [
            Tab(label, self._url(name), here=name == here)
            for name, label in SETUP
            if self.shows(name)
        ]

    def shows(self, name: str) -> bool:
        """Return whether the person has that page of the room."""
        if name in OF_KINDS and not kinds.has(self.event.kind, OF_KINDS[name]):
            return False
        if name == "requests" and not self.has_closed:
            return False
        if name in OF_A_BODY and self.event.kind != Kind.MEETING:
            return False
        if name == "training" and self.event.kind not in DELIVERS:
            return False
        return self.decides or name not in SECRETARIATS_OWN

    def _url(self, name: str) -> str:
        if name == APPROVALS:
            return pending.to_approve(self.event)
        return reverse(ELSEWHERE.get(name, f"events:{name}"), args=[self.event.slug])

    def context(self, here: str, **more: Any) -> dict[str, Any]:
        """Return what every page of the room shows, and this one's own."""
        return {
            "event": self.event,
            "room": self,
            "tabs": self.tabs(here),
            "setup": self.setup(here),
            "pill": event_pill(self.event),
            "open": self.event.is_open_at(self.at),
            "news": waiting_news(self.event, self.standing),
            **more,
        }


def waiting_news(event: Event, standing: Standing) -> list[Announcement]:
    """Return which letters to many still wait, and can be stopped by the person."""
    unsent = Letter.objects.unsent().filter(batch=OuterRef("key"))
    rows = event.announcements.open_to(standing).stoppable(standing.at)
    return list(rows.filter(Exists(unsent)))


def posted(request: Request) -> QueryDict | None:
    """Return what was sent with a form, be it nothing; ``None`` where none was sent."""
    return request.POST if request.method == "POST" else None


def event_pill(event: Event) -> Pill:
    """Return the event's state as icon, word and colour."""
    tone = {State.PUBLISHED: "ok", State.CANCELLED: "bad"}.get(State(event.state), "")
    icon = {State.DRAFT: "pen"}.get(State(event.state), "")
    return Pill(event.get_state_display(), tone, icon)


def registration_pill(registration: Registration) -> Pill:
    """Return a registration's state as icon, word and colour."""
    if registration.handed_over_to:
        return handover.PILL
    known = RegistrationState(registration.state)
    return Pill(known.label, TONES.get(known, ""))
