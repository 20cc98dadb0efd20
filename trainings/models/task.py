"""What is to be done before a training, by the host and by the Secretariat."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.enums import Side
from trainings.models.request import TrainingRequest


class HostTask(models.Model):
    """One task of the checklist that both sides share.

    With ``days_before`` its day follows the training; without, ``due_date`` was set by hand.
    ``reminded_days`` are the days on which its owner was reminded.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(TrainingRequest, models.CASCADE, related_name="tasks")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("Task"), max_length=200)
    owner = models.CharField(_("Done by"), max_length=12, choices=Side)
    days_before = models.PositiveSmallIntegerField(null=True, blank=True)
    due_date = models.DateField(_("Due on"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reminded_days = models.JSONField(default=list, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["due_date", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_by=None) | Q(done_at__isnull=False),
                name="host_task_done_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return what is to be done."""
        return self.title
