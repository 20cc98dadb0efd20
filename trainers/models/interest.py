"""Which Member States would send people to a trainer's training."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.models import MemberState, User
from courses.models import Course
from trainers.models.trainer import Trainer


class TrainerInterestQuerySet(models.QuerySet["TrainerInterest"]):
    """Reads on interest in a trainer's training."""

    def visible_to(self, standing: Standing) -> "TrainerInterestQuerySet":
        """All of it to the Secretariat, the own to whoever speaks for a state."""
        if standing.is_secretariat:
            return self
        return self.filter(member_state__in=standing.member_states)

    def live(self) -> "TrainerInterestQuerySet":
        """What was not taken back."""
        return self.filter(ended_at=None)


class TrainerInterest(models.Model):
    """A Member State would have people trained as trainers, for trainings in one language.

    ``course`` is the one that they would teach. A state says so once for a course and language,
    until it takes that back.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    member_state = models.ForeignKey(MemberState, models.PROTECT, related_name="trainer_interests")
    course = models.ForeignKey(Course, models.PROTECT, related_name="trainer_interests")
    language = models.CharField(_("Language of the trainings"), max_length=10)
    people = models.PositiveSmallIntegerField(_("How many candidates"))
    from_date = models.DateField(_("Not before"), null=True, blank=True)
    until_date = models.DateField(_("Not after"), null=True, blank=True)
    note = models.TextField(_("Note"), blank=True)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TrainerInterestQuerySet.as_manager()

    class Meta:
        ordering = ["member_state__order", "course__order", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["member_state", "course", "language"],
                condition=Q(ended_at=None),
                name="interest_one_live_per_state_course_and_language",
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="interest_of_somebody"),
            models.CheckConstraint(
                condition=Q(from_date=None)
                | Q(until_date=None)
                | Q(until_date__gte=F("from_date")),
                name="interest_ends_after_it_starts",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("trainers:one_interest", args=[self.key])


class InterestCallQuerySet(models.QuerySet["InterestCall"]):
    """Reads on questions to all Member States."""

    def open_at(self, on: date) -> "InterestCallQuerySet":
        """Questions that can be answered that day."""
        return self.filter(closes_on__gte=on)

    def unanswered_by(self, states: Collection[str]) -> "InterestCallQuerySet":
        """Questions that one of the states answered neither with interest nor with a no."""
        told = TrainerInterest.objects.live().filter(
            course=OuterRef("course"), member_state__in=states
        )
        nobody = NoInterest.objects.filter(call=OuterRef("pk"), member_state__in=states)
        return self.filter(~Exists(told), ~Exists(nobody))


class InterestCall(models.Model):
    """The Secretariat asks all Member States which of them would have people trained for a course.

    A state answers by telling of its interest, in whatever language, or that it has nobody.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="interest_calls")
    words = models.TextField(_("Words to the Member States"), blank=True)
    closes_on = models.DateField(_("Answer until"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = InterestCallQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def silent_states(self) -> "models.QuerySet[MemberState]":
        """Return the states that answered neither with interest nor with a no."""
        told = TrainerInterest.objects.live().filter(course=self.course)
        return MemberState.objects.exclude(pk__in=told.values("member_state")).exclude(
            pk__in=self.nobody.values("member_state")
        )


class NoInterest(models.Model):
    """A Member State has nobody to send: its answer to one question."""

    call = models.ForeignKey(InterestCall, models.CASCADE, related_name="nobody")
    member_state = models.ForeignKey(MemberState, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["member_state__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "member_state"], name="no_interest_once_per_state_and_call"
            ),
        ]


class Candidate(models.Model):
    """A person whom a Member State would send, and the trainer that came of it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    interest = models.ForeignKey(TrainerInterest, models.CASCADE, related_name="candidates")
    name = models.CharField(_("Name"), max_length=200)
    email = models.EmailField(_("E-mail address"))
    function = models.CharField(_("Function"), max_length=200, blank=True)
    trainer = models.ForeignKey(
        Trainer, models.SET_NULL, null=True, blank=True, related_name="candidacies"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interest", "email"], name="candidate_once_in_an_interest"
            ),
        ]
