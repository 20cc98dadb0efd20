"""What happened to a request, for both sides; and what the Secretariat notes for itself."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from trainings.enums import Happening, Party
from trainings.models.request import TrainingRequest


class TimelineEntry(models.Model):
    """One deed, question, answer or message; both sides read it.

    ``side`` is who did it; the clock has none. ``once`` marks a message's form.
    """

    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TrainingRequest, models.CASCADE, related_name="timeline")
    at = models.DateTimeField()
    side = models.CharField(max_length=12, choices=Party, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    happening = models.CharField(max_length=20, choices=Happening)
    text = models.TextField(_("Message"), blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "timeline entries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(happening=Happening.MESSAGE) | ~Q(text=""),
                name="timeline_message_says_something",
            ),
        ]


class InternalNote(models.Model):
    """A note of the Secretariat, kept apart from the timeline so that no state can read it."""

    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TrainingRequest, models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("Internal note"))

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="internal_note_says_something"),
        ]
