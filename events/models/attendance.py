"""Who was there."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from events.enums import Presence
from events.models.registration import Registration
from events.models.session import Session


class Attendance(models.Model):
    """One registration at one session: whether, for how long, and who says so."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.UNKNOWN)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"], name="attendance_once_a_session"
            ),
            models.CheckConstraint(
                condition=Q(presence=Presence.UNKNOWN, recorded_at=None)
                | ~Q(presence=Presence.UNKNOWN) & Q(recorded_at__isnull=False),
                name="attendance_unknown_or_recorded_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(presence=Presence.PARTIAL) | Q(minutes__isnull=False),
                name="attendance_partial_has_its_minutes",
            ),
        ]
