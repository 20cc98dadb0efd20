"""One person and one event."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Category
from accounts.folding import folded
from accounts.models import Notice, Seat, User
from accounts.seats import Holder, sitting_for
from events import countries
from events.enums import (
    HOLDS_A_PLACE,
    LIVE,
    Approver,
    Attending,
    Capacity,
    Group,
    Kind,
    Mode,
    RegistrationState,
)
from events.models.event import Event
from events.models.session import Session


def awaits_a_state() -> Q:
    """Return the condition that a registration awaits a Member State: its own, or the host."""
    return Q(
        Q(event__approver=Approver.STATE, country__in=countries.MEMBER_STATES)
        | Q(event__approver=Approver.HOST, event__host__isnull=False),
        state=RegistrationState.PENDING,
        event__needs_approval=True,
    )


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Reads on registrations."""

    def of(self, user: User) -> "RegistrationQuerySet":
        """Registrations made under the person's address."""
        return self.filter(email=user.email)

    def before_state(self, event: Event, code: str) -> "RegistrationQuerySet":
        """Registrations that a state sees: from there, or all where it approves as the host."""
        rows = self.filter(event=event)
        return rows if event.is_approved_by_host(code) else rows.filter(country=code)

    def live(self) -> "RegistrationQuerySet":
        """Registrations that still stand."""
        return self.filter(state__in=LIVE)

    def holding(self) -> "RegistrationQuerySet":
        """Registrations that hold a place."""
        return self.filter(state__in=HOLDS_A_PLACE)

    def queue(self) -> "RegistrationQuerySet":
        """The waiting list, who came first first within a priority class."""
        return self.filter(state=RegistrationState.WAITING).order_by("-priority", "arrival")

    def missing_answers(self) -> "RegistrationQuerySet":
        """Registrations that stand and lack an answer to a required question that is due."""
        return self.filter(
            Q(state__in=LIVE, unanswered__gt=0)
            | Q(state=RegistrationState.CONFIRMED, unanswered_later__gt=0)
        )

    def matching(self, text: str) -> "RegistrationQuerySet":
        """Registrations whose name, address or organisation holds each word."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class LinkRequest(models.Model):
    """Somebody asked for the links to an address's registrations; answered by the schedule.

    Asking costs the same whether the address is registered or not.
    """

    email = models.EmailField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["answered_at", "email"], name="link_request_open")]


class Registration(models.Model):
    """A person takes part in an event, or wants to.

    The person is the address; a delegate without one is the name under the seat that
    registers. ``arrival`` is given under the event's lock and orders the queue.
    ``sequence`` is the registration's own share in the calendar's SEQUENCE; it only grows.
    ``bundle`` joins the registrations made with one form for events held together;
    ``replaces`` is the registration whose place was passed on to this person; ``sessions``
    are those with places of their own that the person chose; ``state_told_at`` is when the
    Member State that approves it was told that somebody asks. ``unanswered`` counts the
    required questions that lack an answer, ``unanswered_later`` those that are asked once the
    place is confirmed; both are counted anew with each answer and each change of the questions.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations")
    state = models.CharField(max_length=10, choices=RegistrationState)
    name = models.CharField(_("Full name"), max_length=200)
    email = models.EmailField(_("E-mail address"), blank=True)
    organisation = models.CharField(_("Organisation"), max_length=200, blank=True)
    country = models.CharField(_("Country or body"), max_length=3)
    category = models.CharField(_("Category"), max_length=20, choices=Category)
    attending = models.CharField(_("Takes part"), max_length=10, choices=Attending)
    group = models.CharField(max_length=12, choices=Group, default=Group.PARTICIPANT)
    priority = models.SmallIntegerField(default=0)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="delegates")
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True)
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=10, default="en")

    arrival = models.PositiveIntegerField()
    registered_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    offered_until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    bundle = models.UUIDField(null=True, blank=True, db_index=True, editable=False)
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by", editable=False
    )
    sessions = models.ManyToManyField(Session, blank=True, related_name="registrations")
    list_consent = models.BooleanField(
        _("My name may stand on the list that participants see"), default=False
    )
    photo_consent = models.BooleanField(_("I may be seen in photographs"), default=False)
    state_told_at = models.DateTimeField(null=True, blank=True)
    unanswered = models.PositiveSmallIntegerField(default=0, editable=False)
    unanswered_later = models.PositiveSmallIntegerField(default=0, editable=False)
    link_generation = models.PositiveIntegerField(default=1)
    link_hash = models.CharField(max_length=64, unique=True)
    link_sent_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    sort_name = models.CharField(max_length=400, editable=False)
    search_text = models.TextField(editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(state__in=LIVE) & ~Q(email=""),
                name="registration_one_live_per_address_and_event",
            ),
            models.UniqueConstraint(
                fields=["event", "seat", "sort_name"],
                condition=Q(state__in=LIVE, email="", erased_at=None),
                name="registration_one_live_per_name_and_seat",
            ),
            models.UniqueConstraint(
                fields=["event", "arrival"], name="registration_arrival_once_in_an_event"
            ),
            models.CheckConstraint(
                condition=~Q(email="") | Q(seat__isnull=False) | Q(erased_at__isnull=False),
                name="registration_has_an_address_or_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(name="", email="", organisation="", reason="", user=None),
                name="registration_erased_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.OFFERED, offered_until__isnull=False)
                | ~Q(state=RegistrationState.OFFERED) & Q(offered_until=None),
                name="registration_offered_until_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["event", "state", "country", "group", "attending"],
                name="registration_places",
            ),
            models.Index(
                fields=["event", "state", "priority", "arrival"], name="registration_queue"
            ),
            models.Index(fields=["event", "sort_name"], name="registration_by_name"),
            models.Index(fields=["email"], name="registration_by_address"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def takes_part_online(self) -> bool:
        """Return whether the person joins by a link: by choice, or as everybody does."""
        return self.attending == Attending.ONLINE or self.event.mode == Mode.ONLINE

    @property
    def party(self) -> Holder | None:
        """Return for whom the person sits at the table of a body, if for anybody."""
        if self.seat or self.capacity or self.group == Group.MEMBER:
            return sitting_for(self.seat, country=self.country)
        return None

    @property
    def sits(self) -> bool:
        """Return whether the person sits at the table of a body, for a state or an organisation."""
        return bool(self.capacity) or (self.event.kind == Kind.MEETING and self.party is not None)

    @property
    def handed_over_to(self) -> "Registration | None":
        """Return who has the place now that this person passed it on; nobody once that ended."""
        if self.state != RegistrationState.WITHDRAWN:
            return None
        taker: Registration | None = getattr(self, "replaced_by", None)
        return taker if taker and taker.state == RegistrationState.CONFIRMED else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the columns that sort and search derived from the words."""
        self.derive()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "sort_name", "search_text"}
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out the columns that sort and search."""
        self.sort_name = folded(self.name)[:400]
        self.search_text = f"{self.sort_name} {self.email} {folded(self.organisation)}"
