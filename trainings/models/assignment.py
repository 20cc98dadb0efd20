"""Who teaches a training, and on which days."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.models import User
from trainers.models import Trainer
from trainings.enums import AssignmentState, RequestState
from trainings.enums.assignment import STANDS, TEACHES
from trainings.models.request import TrainingRequest

LOAD_OVER = timedelta(days=365)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Reads on assignments."""

    def standing(self) -> "AssignmentQuerySet":
        """Assignments that were neither declined nor released."""
        return self.filter(state__in=STANDS)

    def ahead(self) -> "AssignmentQuerySet":
        """Assignments that stand, of trainings that are not held yet."""
        return self.standing().filter(
            request__state__in=[RequestState.ACCEPTED, RequestState.SCHEDULED]
        )

    def teaching(self) -> "AssignmentQuerySet":
        """Assignments of trainers who are confirmed, or have taught."""
        return self.filter(state__in=TEACHES)

    def own(self, standing: Standing) -> "AssignmentQuerySet":
        """Assignments of the trainer that the person is; a proposal is not known to them yet."""
        mine = Trainer.objects.who_are(standing)
        return self.filter(trainer__in=mine).exclude(invited_at=None)


class Assignment(models.Model):
    """A trainer and a request: proposed, invited, confirmed; each at its moment.

    Whether the own name may be published the trainer says alone; ``consent_at`` is when that was
    said last, nothing until then.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(TrainingRequest, models.CASCADE, related_name="assignments")
    trainer = models.ForeignKey(Trainer, models.PROTECT, related_name="assignments")
    state = models.CharField(
        max_length=10, choices=AssignmentState, default=AssignmentState.PROPOSED
    )
    message = models.TextField(_("Words to the trainer"), blank=True)
    proposed_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("Reason"), blank=True)
    may_publish = models.BooleanField(_("Agrees to be published"), default=False)
    consent_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "trainer"],
                condition=Q(state__in=STANDS),
                name="assignment_one_standing_per_trainer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=TEACHES) | Q(confirmed_at__isnull=False),
                name="assignment_confirmed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.PROPOSED)
                | Q(state=AssignmentState.DROPPED)
                | Q(invited_at__isnull=False),
                name="assignment_answered_after_its_invitation",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.DROPPED) | ~Q(reason=""),
                name="assignment_released_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(may_publish=False) | Q(consent_at__isnull=False),
                name="assignment_published_with_consent",
            ),
        ]

    @property
    def is_booked(self) -> bool:
        """Return whether the trainer is confirmed for a training that has its date."""
        return self.state == AssignmentState.CONFIRMED and self.request.chosen_id is not None

    def get_absolute_url(self) -> str:
        """Return the address of the trainer's own page for it."""
        return reverse("trainings:assignment", args=[self.key])


class AssignmentDayQuerySet(models.QuerySet["AssignmentDay"]):
    """Reads on the days that trainers teach."""

    def load(self, on: date) -> dict[int, int]:
        """Return for each trainer how many trainings lie in the twelve months up to a day."""
        rows = (
            self.filter(date__gt=on - LOAD_OVER, date__lte=on)
            .values_list("trainer")
            .annotate(number=models.Count("assignment", distinct=True))
            .order_by()
        )
        return dict(rows)


class AssignmentDay(models.Model):
    """A day on which a trainer teaches: no trainer has two assignments on one day."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="days")
    trainer = models.ForeignKey(Trainer, models.PROTECT, related_name="days")
    date = models.DateField(db_index=True)

    objects = AssignmentDayQuerySet.as_manager()

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainer", "date"], name="assignment_day_one_per_trainer_and_date"
            ),
        ]
