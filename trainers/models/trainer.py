"""People who teach for the Network, and what is asked of them."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.models import MemberState, User
from trainers.enums import TrainerState

LABEL = "trainers.trainer"


class TrainerQuerySet(models.QuerySet["Trainer"]):
    """Reads on trainers."""

    def visible_to(self, standing: Standing) -> "TrainerQuerySet":
        """Trainers the person may know of: all, those of the own state, or oneself.

        Which people a state put forward is known to the Secretariat and to that state; of who
        works in a state and was put forward by others it knows once they are accepted.
        """
        if standing.is_secretariat:
            return self
        own = Q(pk__in=Trainer.objects.who_are(standing).values("pk"))
        states = standing.member_states
        works_there = Q(member_state__in=states, state=TrainerState.ACCEPTED)
        return self.filter(own | works_there | Q(nominated_for__in=states))

    def who_are(self, standing: Standing) -> "TrainerQuerySet":
        """The trainer that the person is, by the own address, once accepted."""
        email = standing.user.email if standing.user else ""
        return self.filter(email=email, state=TrainerState.ACCEPTED)

    def with_approvals(self, on: date) -> "TrainerQuerySet":
        """Trainers with the approvals that hold that day or begin later, in one more query."""
        from trainers.models.qualification import Qualification

        rows = Qualification.objects.lasting(on).select_related("course")
        return self.prefetch_related(Prefetch("qualifications", rows, to_attr="lasting"))

    def teaching(self) -> "TrainerQuerySet":
        """Trainers who may be asked to teach."""
        return self.filter(state=TrainerState.ACCEPTED)

    def approved_for(self, course: int, *, language: str, on: date) -> "TrainerQuerySet":
        """Trainers who may teach the course in the language that day."""
        from trainers.models.qualification import Qualification

        approvals = Qualification.objects.in_force(on).filter(
            trainer=OuterRef("pk"), course=course, language=language
        )
        return self.teaching().filter(Exists(approvals))

    def matching(self, text: str) -> "TrainerQuerySet":
        """Trainers whose name or organisation holds each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Trainer(models.Model):
    """A person who teaches, or was put forward for it, known by one address.

    An account with that address is the trainer's own, as with registrations. ``nominated_for``
    is the Member State that put the person forward; without one the Secretariat did.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=TrainerState, default=TrainerState.NOMINATED)
    name = models.CharField(_("Name"), max_length=200)
    email = models.EmailField(_("E-mail address"), blank=True)
    member_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="trainers",
        verbose_name=_("Member State"),
    )  # fmt: skip
    organisation = models.CharField(_("Organisation"), max_length=200, blank=True)
    function = models.CharField(_("Function"), max_length=200, blank=True)
    biography = models.TextField(_("Biography"), blank=True)
    motivation = models.TextField(_("Why this person"), blank=True)
    nominated_for = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="nominated_trainers"
    )
    nominated_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    nominated_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("Reason"), blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    sort_name = models.CharField(max_length=400, db_index=True, editable=False)
    search_text = models.TextField(editable=False)

    objects = TrainerQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="trainer_one_at_an_address"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(name="") & ~Q(email="")
                | Q(erased_at__isnull=False, name="", email="", state=TrainerState.LEFT),
                name="trainer_named_until_erased",
            ),
            models.CheckConstraint(
                condition=Q(state=TrainerState.NOMINATED) | Q(decided_at__isnull=False),
                name="trainer_decided_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=TrainerState.DECLINED) | ~Q(reason=""),
                name="trainer_declined_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """Return the name; who was erased has none."""
        return self.name or gettext("Erased person")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the columns that sort and search."""
        self.sort_name = folded(self.name)[:400]
        self.search_text = folded(f"{self.name} {self.organisation}")
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "sort_name", "search_text"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the trainer's page."""
        return reverse("trainings:trainer", args=[self.key])


def name_at(*, email: str) -> str:
    """Return the name of the accepted trainer at an address: who teaches may sign in."""
    found = Trainer.objects.teaching().filter(email=email).values_list("name", flat=True).first()
    return found or ""


class TrainerLanguage(models.Model):
    """A language that a trainer speaks; in which one may teach is the approvals' business."""

    trainer = models.ForeignKey(Trainer, models.CASCADE, related_name="languages")
    language = models.CharField(_("Language"), max_length=10)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainer", "language"], name="trainer_speaks_a_language_once"
            ),
        ]


class Requirement(models.Model):
    """What is asked of trainers, as the Secretariat words it."""

    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("Requirement"), max_length=300, unique=True)
    is_required = models.BooleanField(_("Has to be met"), default=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        """Return its words."""
        return self.text


class RequirementCheck(models.Model):
    """What the Secretariat has decided of one requirement for one trainer."""

    trainer = models.ForeignKey(Trainer, models.CASCADE, related_name="checks")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="checks")
    is_met = models.BooleanField(_("Met"))
    note = models.CharField(_("Note"), max_length=300, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["requirement__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainer", "requirement"], name="requirement_decided_once_for_a_trainer"
            ),
        ]
