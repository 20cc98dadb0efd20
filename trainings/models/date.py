"""Dates for a training, and what each side says to them."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from trainers.models import Trainer
from trainings.enums import Answer, Party
from trainings.models.delivery import Delivery
from trainings.models.request import TrainingRequest


class DateOption(models.Model):
    """A date that the Secretariat proposes; one that was taken back keeps its answers.

    ``joins`` is the training that there is on these days already, where it is to be one with it:
    who says yes says yes to its place too.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(TrainingRequest, models.CASCADE, related_name="options")
    first_date = models.DateField(_("First day"))
    last_date = models.DateField(_("Last day"))
    joins = models.ForeignKey(
        Delivery, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Training that it joins"),
    )  # fmt: skip
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["first_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "first_date"], name="date_option_once_in_a_request"
            ),
            models.CheckConstraint(
                condition=Q(last_date__gte=F("first_date")),
                name="date_option_ends_after_it_starts",
            ),
        ]

    @property
    def days(self) -> tuple[date, ...]:
        """Return all days that it takes."""
        length = (self.last_date - self.first_date).days + 1
        return tuple(self.first_date + timedelta(days=number) for number in range(length))


class DateAnswer(models.Model):
    """What the host, the Secretariat or one trainer says to a date."""

    option = models.ForeignKey(DateOption, models.CASCADE, related_name="answers")
    party = models.CharField(max_length=12, choices=Party)
    trainer = models.ForeignKey(
        Trainer, models.CASCADE, null=True, blank=True, related_name="date_answers"
    )
    answer = models.CharField(_("Answer"), max_length=12, choices=Answer)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["option", "party"],
                condition=Q(trainer=None),
                name="date_answer_one_of_each_side",
            ),
            models.UniqueConstraint(
                fields=["option", "trainer"],
                condition=Q(trainer__isnull=False),
                name="date_answer_one_of_each_trainer",
            ),
            models.CheckConstraint(
                condition=Q(party=Party.TRAINER, trainer__isnull=False)
                | ~Q(party=Party.TRAINER) & Q(trainer=None),
                name="date_answer_of_a_side_or_a_trainer",
            ),
        ]
