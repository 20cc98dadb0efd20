"""Letters by which everybody hears of a change, for a little while not yet on their way."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from accounts.access import Standing
from accounts.models import User
from events.enums import Deed
from events.models.event import Event


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Reads on announcements."""

    def stoppable(self, at: datetime) -> "AnnouncementQuerySet":
        """Return those of which nothing has left yet."""
        return self.filter(starts_at__gt=at, stopped_at=None)

    def open_to(self, standing: Standing) -> "AnnouncementQuerySet":
        """Return those that a person may see and stop: the Secretariat all, others their own."""
        if standing.is_secretariat:
            return self
        return self.filter(made_by=standing.user).exclude(made_by=None)


class Announcement(models.Model):
    """The letters by which many hear of a change, or are asked, and how long they can be stopped.

    The deed itself stands at once; ``key`` is the batch of its letters in the outbox.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="announcements")
    deed = models.CharField(max_length=40)
    told = models.PositiveIntegerField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    stopped_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_by=None) | Q(stopped_at__isnull=False),
                name="announcement_stopped_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__gte=F("made_at")),
                name="announcement_begins_after_it_was_made",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "starts_at"], name="announcement_by_event"),
        ]

    def __str__(self) -> str:
        """Return the deed."""
        return self.deed

    @property
    def is_of_change(self) -> bool:
        """Return whether they tell of another time, place or title, or of a cancellation."""
        return self.deed in {Deed.CHANGED, Deed.CANCELLED, Deed.REVIVED}
