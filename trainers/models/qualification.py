"""For what a trainer is approved, and when the trainer is free."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.models import Course
from trainers.enums import Period, TrainerState
from trainers.models.trainer import Trainer

ENDS_SOON = timedelta(days=60)


class QualificationQuerySet(models.QuerySet["Qualification"]):
    """Reads on approvals."""

    def in_force(self, on: date) -> "QualificationQuerySet":
        """Approvals that hold that day."""
        return self.filter(Q(starts__lte=on), Q(ends=None) | Q(ends__gte=on))

    def ending(self, on: date) -> "QualificationQuerySet":
        """Approvals of trainers that hold that day and end within sixty days, unless renewed."""
        follows = Qualification.objects.filter(
            Q(ends=None) | Q(ends__gt=OuterRef("ends")),
            trainer=OuterRef("trainer"),
            course=OuterRef("course"),
            language=OuterRef("language"),
            starts__lte=OuterRef("ends") + timedelta(days=1),
        )
        return self.in_force(on).filter(
            ~Exists(follows),
            ends__lte=on + ENDS_SOON,
            ended_at=None,
            trainer__state=TrainerState.ACCEPTED,
        )

    def lasting(self, on: date) -> "QualificationQuerySet":
        """Approvals that hold that day, or begin later."""
        return self.filter(Q(ends=None) | Q(ends__gte=on))


class Qualification(models.Model):
    """A trainer may teach one course in one language, from a day to another."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    trainer = models.ForeignKey(Trainer, models.CASCADE, related_name="qualifications")
    course = models.ForeignKey(Course, models.PROTECT, related_name="qualifications")
    language = models.CharField(_("Language"), max_length=10)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"), null=True, blank=True)
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.TextField(_("Why it was ended"), blank=True)

    objects = QualificationQuerySet.as_manager()

    class Meta:
        ordering = ["course__order", "language", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainer", "course", "language", "starts"],
                name="qualification_begins_once",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")) | Q(ended_at__isnull=False),
                name="qualification_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, reason="")
                | Q(ended_at__isnull=False, ends__isnull=False) & ~Q(reason=""),
                name="qualification_ended_early_for_a_reason",
            ),
        ]


class Availability(models.Model):
    """A span of days on which a trainer is free, or is away."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    trainer = models.ForeignKey(Trainer, models.CASCADE, related_name="availability")
    period = models.CharField(_("On these days"), max_length=5, choices=Period)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"))
    note = models.CharField(_("Note"), max_length=200, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        verbose_name_plural = "availability"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="availability_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["trainer", "period", "starts", "ends"], name="availability_said_once"
            ),
        ]
