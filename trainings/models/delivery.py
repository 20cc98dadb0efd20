"""A course as it is delivered: an event, and what trainers and participants say of it later."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from events.models import Event, Registration


class Delivery(models.Model):
    """An event in which a course is taught, on request or open to all.

    Several requests may feed one delivery. What it is called, when and where it is, and who
    comes stands on the event. ``admits`` says that its registrations wait for nothing but the
    certificate of a course that comes before. ``told`` is what trainers and hosts were told last
    of title, time and place, when the event's SEQUENCE was ``told_sequence``.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="delivery")
    course = models.ForeignKey(Course, models.PROTECT, related_name="deliveries")
    language = models.CharField(_("Language"), max_length=10)
    material_waiver = models.TextField(
        _("Why it goes without material in the language"), blank=True
    )
    certificates_waiver = models.TextField(_("Why no certificates are issued"), blank=True)
    admits = models.BooleanField(default=False, editable=False)
    told = models.JSONField(default=dict, blank=True, editable=False)
    told_sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-event__starts_at", "pk"]
        verbose_name_plural = "deliveries"


class TrainerReport(models.Model):
    """What one trainer says of a delivery at its end, in the form of ``events.feedback``."""

    assignment = models.OneToOneField("trainings.Assignment", models.CASCADE, related_name="report")
    questions = models.JSONField()
    answers = models.JSONField()
    given_at = models.DateTimeField()


class FollowUp(models.Model):
    """What participants of a delivery are asked months later: what of it they have used.

    It opens by itself on ``due_date``; ``questions`` are those of the course on that day, in the
    form of ``events.feedback``. Answers are always anonymous.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    delivery = models.OneToOneField(Delivery, models.CASCADE, related_name="follow_up")
    due_date = models.DateField()
    questions = models.JSONField(default=list)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["due_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None, closes_at=None)
                | Q(
                    opened_at__isnull=False,
                    closes_at__isnull=False,
                    closes_at__gt=F("opened_at"),
                ),
                name="follow_up_due_or_open_until_a_moment",
            ),
        ]


class FollowUpAsked(models.Model):
    """One person who was asked, and whether there is an answer; never when, and never which."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="asked")
    registration = models.OneToOneField(
        Registration, models.CASCADE, related_name="follow_up_asked"
    )
    asked_at = models.DateTimeField()
    again_at = models.DateTimeField(null=True, blank=True)
    has_answered = models.BooleanField(default=False)
    link_hash = models.CharField(max_length=64, unique=True, editable=False)


class FollowUpAnswer(models.Model):
    """One answer, which holds nothing that leads to who gave it."""

    key = models.UUIDField(default=uuid.uuid4, primary_key=True, editable=False)
    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="answers")
    answers = models.JSONField()
