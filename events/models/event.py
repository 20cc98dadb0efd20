"""One noun for everything with a date."""

import uuid
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.folding import folded
from accounts.models import Body, MemberState, Organisation, Seat, User
from events import rules
from events.enums import (
    ASKED,
    HOLDS_A_PLACE,
    LIVE,
    Approver,
    JoinFrom,
    Kind,
    Mode,
    RegistrationState,
    State,
)
from events.models.funding import FundingSource
from events.models.series import Series
from events.questions import Schema
from programme.models import Task

if TYPE_CHECKING:
    from events.models.question import QuestionSet


class EventQuerySet(models.QuerySet["Event"]):
    """Reads on events."""

    def visible_to(self, standing: Standing) -> "EventQuerySet":
        """Events the person may know of: drafts are the Secretariat's and the host Presidency's.

        Whose registration stands knows of its event; once declined or withdrawn, no longer.
        Who is invited knows of it, by the own address or for the own seat, until taken back; a
        state that approves as host knows of what it hosts.
        Restricted ones are the Secretariat's alone until a later rule names who else.
        """
        if standing.is_secretariat:
            return self
        public = Q(visibility=Visibility.PUBLIC)
        if standing.user is None:
            return self.public()
        own = Q(
            pk__in=Event.objects.filter(
                registrations__email=standing.user.email,
                registrations__state__in=LIVE,
            ).values("pk")
        )
        hosted = Q(approver=Approver.HOST, host__in=standing.member_states)
        known = public | (
            (own | hosted | _invited(standing)) & ~Q(visibility=Visibility.RESTRICTED)
        )
        if standing.is_network:
            known |= Q(visibility=Visibility.NETWORK)
            known |= Q(visibility=Visibility.BODY, body__in=standing.bodies)
        visible = known & Q(published_at__isnull=False)
        if standing.presidency:
            visible |= Q(host__in=standing.presidency) & ~Q(visibility=Visibility.RESTRICTED)
        return self.filter(visible)

    def public(self) -> "EventQuerySet":
        """Events that everybody may know of; what was cancelled as a draft is not among them."""
        return self.filter(visibility=Visibility.PUBLIC, published_at__isnull=False)

    def upcoming(self, at: datetime) -> "EventQuerySet":
        """Events that are not over."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def past(self, at: datetime) -> "EventQuerySet":
        """Events that are over, the newest first."""
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")

    def between(self, first: date, last: date) -> "EventQuerySet":
        """Events of which at least one day lies between two days, both included."""
        return self.filter(first_date__lte=last, last_date__gte=first).order_by("starts_at", "pk")

    def open_for_registration(self, at: datetime) -> "EventQuerySet":
        """Published events one may register for at that moment; ``rules.is_open`` in SQL."""
        return self.filter(
            Q(registration_opens_at=None) | Q(registration_opens_at__lte=at),
            Q(registration_closes_at=None, starts_at__gt=at) | Q(registration_closes_at__gt=at),
            state=State.PUBLISHED,
            takes_registrations=True,
        )

    def with_counts(self) -> "EventQuerySet":
        """Events with ``taken`` and ``waiting``: places held, people in the queue."""
        return self.annotate(
            taken=Count("registrations", filter=Q(registrations__state__in=HOLDS_A_PLACE)),
            waiting=Count(
                "registrations", filter=Q(registrations__state=RegistrationState.WAITING)
            ),
        )

    def matching(self, text: str) -> "EventQuerySet":
        """Events whose title, place or text holds each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


def own_seats(standing: Standing) -> QuerySet[Seat]:
    """Return the seats for which the person speaks, of whatever time."""
    return Seat.objects.filter(standing.own_rows)


def _invited(standing: Standing) -> Q:
    """Return which events the person was asked to, by the own address or for the own seat."""
    asked = Q(invitations__email=standing.user.email if standing.user else "")
    if standing.member_states or standing.organisations:
        asked |= Q(invitations__seat__in=own_seats(standing))
    invited = Event.objects.filter(asked, invitations__state__in=ASKED)
    return Q(pk__in=invited.values("pk"))


class Event(models.Model):
    """A meeting, seminar, webinar, training: whatever has a date and people.

    Wall time and zone are the truth of a future event; ``starts_at`` and ``ends_at`` are the
    instants that follow. ``sequence`` and ``changed_at`` are what a calendar goes by: each
    change that shows there raises the one and sets the other, in the same transaction.
    ``asks`` is the number of the question set in force, 0 where it never asked anything.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(_("Title"), max_length=200)
    summary = models.TextField(_("About"), blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("Body")
    )
    host = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="hosted_events",
        verbose_name=_("Host Member State"),
    )  # fmt: skip
    visibility = models.CharField(
        _("Who may see it"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )

    mode = models.CharField(_("Mode"), max_length=10, choices=Mode, default=Mode.IN_PERSON)
    venue = models.CharField(_("Venue"), max_length=200, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    city = models.CharField(_("City"), max_length=100, blank=True)
    access_notes = models.TextField(_("Access"), blank=True)
    join_link = models.URLField(_("Join link"), max_length=500, blank=True)
    join_from = models.PositiveSmallIntegerField(
        _("Join link seen"), choices=JoinFrom, default=JoinFrom.CONFIRMATION
    )
    join_link_in_calendars = models.BooleanField(
        _("Calendars hold the join link itself"), default=False
    )

    zone = models.CharField(_("Time zone"), max_length=64, default="Europe/Brussels")
    first_date = models.DateField(_("First day"))
    last_date = models.DateField(_("Last day"))
    all_day = models.BooleanField(_("All day"), default=False)
    starts_time = models.TimeField(_("Begins"), null=True, blank=True)
    ends_time = models.TimeField(_("Ends"), null=True, blank=True)
    date_settled = models.BooleanField(_("The date is settled"), default=True)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField(db_index=True)
    hours_are_illustrative = models.BooleanField(default=False)

    languages = models.CharField(
        _("Languages"), max_length=120, blank=True, help_text=_("Such as en, fr")
    )
    interpretation = models.CharField(_("Interpretation"), max_length=200, blank=True)
    contact = models.EmailField(_("Contact"), blank=True)
    sender_name = models.CharField(_("Sender of its letters"), max_length=100, blank=True)
    reply_to = models.EmailField(_("Answers to its letters go to"), blank=True)
    co_promoters = models.CharField(_("Co-promoters"), max_length=300, blank=True)
    forward_text = models.TextField(_("Text to forward"), blank=True)
    source_note = models.CharField(max_length=200, blank=True)
    held_with = models.ManyToManyField("self", blank=True, verbose_name=_("Held with"))
    tasks = models.ManyToManyField(Task, blank=True, related_name="events", verbose_name=_("Tasks"))
    managed_at = models.CharField(max_length=200, blank=True)
    series = models.ForeignKey(
        Series, models.SET_NULL, null=True, blank=True, related_name="events",
        verbose_name=_("Series"),
    )  # fmt: skip
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", editable=False
    )
    funding = models.ForeignKey(
        FundingSource, models.PROTECT, null=True, blank=True, related_name="events",
        verbose_name=_("Funding source"),
    )  # fmt: skip
    promoters = models.ManyToManyField(
        Organisation, blank=True, related_name="promoted_events", verbose_name=_("Co-promoters")
    )
    representatives = models.ManyToManyField(
        User, blank=True, related_name="represents_at", verbose_name=_("Represented by")
    )
    output = models.TextField(_("Output"), blank=True)
    report = models.TextField(_("Short report"), blank=True)

    takes_registrations = models.BooleanField(_("Takes registrations"), default=True)
    registration_opens_at = models.DateTimeField(_("Registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("Registration closes"), null=True, blank=True)
    needs_approval = models.BooleanField(_("Registrations need approval"), default=False)
    approver = models.CharField(
        _("Approved by"), max_length=12, choices=Approver, default=Approver.SECRETARIAT
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("Hours to accept a place that came free"), null=True, blank=True
    )
    details_until = models.DateField(_("Details wanted until"), null=True, blank=True)
    registers_with = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="registered_here",
        verbose_name=_("Registration by the form of"),
    )  # fmt: skip
    shows_participants = models.BooleanField(_("Participants see each other"), default=False)
    participants_until = models.DateField(_("Their list is seen until"), null=True, blank=True)
    arrivals = models.PositiveIntegerField(default=0, editable=False)
    asks = models.PositiveIntegerField(default=0, editable=False)

    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_reason = models.TextField(blank=True, editable=False)
    revive_reason = models.TextField(blank=True, editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_date__gte=F("first_date")), name="event_ends_after_its_first_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(all_day=True, starts_time=None, ends_time=None)
                | Q(all_day=False, starts_time__isnull=False, ends_time__isnull=False),
                name="event_all_day_or_with_hours",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CANCELLED, cancelled_at__isnull=False)
                & ~Q(cancel_reason="")
                | ~Q(state=State.CANCELLED) & Q(cancelled_at=None, cancel_reason=""),
                name="event_cancelled_with_reason_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | Q(state=State.CANCELLED)
                | Q(published_at__isnull=False),
                name="event_past_draft_was_published",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.MEETING) | Q(body__isnull=False),
                name="event_meeting_has_a_body",
            ),
            models.CheckConstraint(
                condition=Q(registers_with=None) | ~Q(registers_with=F("pk")),
                name="event_registers_by_the_form_of_another",
            ),
            models.CheckConstraint(
                condition=Q(join_link_in_calendars=False) | Q(join_from=JoinFrom.CONFIRMATION),
                name="event_join_link_in_calendars_is_seen_at_once",
            ),
        ]
        indexes = [
            models.Index(fields=["first_date", "last_date"], name="event_by_days"),
            models.Index(fields=["visibility", "state", "starts_at"], name="event_by_visibility"),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with instants and search text derived from wall time and words."""
        self.derive()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "starts_at", "ends_at", "search_text"}
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out the instants and the search text."""
        self.starts_at, self.ends_at = self.span()
        self.search_text = folded(
            " ".join(
                [self.title, self.city, self.venue, self.summary, str(self.get_kind_display())]
            )
        )

    def span(self) -> tuple[datetime, datetime]:
        """Return the first and last instant that wall time and zone give today."""
        return self.hours_on(self.first_date)[0], self.hours_on(self.last_date)[1]

    def hours_on(self, day: date) -> tuple[datetime, datetime]:
        """Return when the event begins and ends on one of its days; midnights if all day.

        An hour that clocks show twice is taken as the first; forms ask, and refuse one that
        does not exist.
        """
        zone = ZoneInfo(self.zone)
        begins = datetime.combine(day, self.starts_time or time(), zone)
        if self.ends_time is None:
            return begins, datetime.combine(day + timedelta(days=1), time(), zone)
        return begins, datetime.combine(day, self.ends_time, zone)

    def get_absolute_url(self) -> str:
        """Return the address of the event's page."""
        return reverse("events:event", args=[self.slug])

    def is_open_at(self, at: datetime, *, invited: bool = False) -> bool:
        """Return whether one may register at that moment; who is invited, before it opens too."""
        return rules.is_open(
            state=self.state,
            takes_registrations=self.takes_registrations,
            opens_at=None if invited else self.registration_opens_at,
            closes_at=self.registration_closes_at,
            starts_at=self.starts_at,
            at=at,
        )

    def lets(self, deed: str, *, at: datetime) -> bool:
        """Return whether that may still be done to its registrations."""
        return rules.is_timely(
            deed,
            event_state=self.state,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            at=at,
        )

    @cached_property
    def question_set(self) -> "QuestionSet | None":
        """What it asks now, read once; nothing, and no query, where it never asked anything."""
        return self.question_sets.get(number=self.asks) if self.asks else None

    @property
    def states_approve(self) -> bool:
        """Return whether Member States say yes: to the registrations from them, or as the host."""
        return self.needs_approval and (
            self.approver == Approver.STATE
            or (self.approver == Approver.HOST and self.host_id is not None)
        )

    def is_approved_by_host(self, code: str) -> bool:
        """Return whether a Member State says yes to all registrations, because it hosts."""
        return self.states_approve and (self.approver, self.host_id) == (Approver.HOST, code)

    @property
    def schema(self) -> Schema:
        """The questions it asks now."""
        return self.question_set.schema if self.question_set else ()

    @property
    def place(self) -> str:
        """Return where it is in a few words: "Dublin, Dublin Castle" or "Online"."""
        if self.mode == Mode.ONLINE:
            return str(Mode.ONLINE.label)
        return ", ".join(part for part in (self.city, self.venue) if part)
