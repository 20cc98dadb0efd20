"""The days of an event, what happens on them, and who speaks."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.enums import SpeakerRole
from events.models.event import Event


class EventDay(models.Model):
    """One day of an event over several days, with the UID of its own calendar entry."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="days")
    date = models.DateField()
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["event", "date"], name="day_once_in_an_event")
        ]


class SessionQuerySet(models.QuerySet["Session"]):
    """Reads on sessions."""

    def with_speakers(self) -> "SessionQuerySet":
        """Sessions in order with their speakers, in two queries."""
        return self.order_by("date", "starts_time", "pk").prefetch_related("speakers")


class Session(models.Model):
    """A part of an event with its own hours; wall time in the event's zone, and its instants.

    Only sessions that ``counts`` weigh in attendance. ``modules`` lists what is taught in it,
    one a line; they are not counted.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("Title"), max_length=200)
    description = models.TextField(_("Description"), blank=True)
    modules = models.TextField(_("Modules"), blank=True)
    date = models.DateField(_("Day"))
    starts_time = models.TimeField(_("Begins"))
    ends_time = models.TimeField(_("Ends"))
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    room = models.CharField(_("Room"), max_length=100, blank=True)
    counts = models.BooleanField(_("Counts for attendance"), default=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["date", "starts_time", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def taught(self) -> list[str]:
        """Return the modules in order, each as it is written."""
        return [line.strip() for line in self.modules.splitlines() if line.strip()]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the instants that wall time and the event's zone give."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out the instants."""
        zone = ZoneInfo(self.event.zone)
        self.starts_at = datetime.combine(self.date, self.starts_time, zone)
        self.ends_at = datetime.combine(self.date, self.ends_time, zone)


class Speaker(models.Model):
    """A person on the programme of a session, with consent to be published or without.

    The photograph is a document kept under ``events.speaker`` and this ``key``; ``photo_at``
    says that there is one, and since when. Consent is given by the speaker through the own
    link, or recorded by ``consent_by`` for them: without ``consent_at`` nobody has said yes
    or no. The address is for asking alone and never shown. ``link_generation`` never falls, so
    that a link which was ended stays ended.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="speakers")
    role = models.CharField(
        _("Role"), max_length=10, choices=SpeakerRole, default=SpeakerRole.SPEAKER
    )
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("Name"), max_length=200)
    function = models.CharField(_("Function"), max_length=200, blank=True)
    organisation = models.CharField(_("Organisation"), max_length=200, blank=True)
    biography = models.TextField(_("Biography"), blank=True)
    language = models.CharField(max_length=10, blank=True)
    may_publish = models.BooleanField(_("Agrees to be published"), default=False)
    email = models.EmailField(_("E-mail address"), blank=True)
    photo_at = models.DateTimeField(null=True, blank=True, editable=False)
    consent_at = models.DateTimeField(null=True, blank=True, editable=False)
    consent_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    link_generation = models.PositiveIntegerField(default=0, editable=False)
    link_hash = models.CharField(
        max_length=64, unique=True, null=True, blank=True, default=None, editable=False
    )
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_by=None) | Q(consent_at__isnull=False),
                name="speaker_consent_recorded_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(asked_at=None, link_hash=None)
                | Q(asked_at__isnull=False, link_hash__isnull=False, link_generation__gte=1)
                & ~Q(email=""),
                name="speaker_asked_has_a_link_and_an_address",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
