"""What the Network has set out to do: programme, goals, areas, tasks."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberState
from programme.enums import Party


class WorkProgrammeQuerySet(models.QuerySet["WorkProgramme"]):
    """Reads on programmes."""

    def in_force(self, on: date) -> "WorkProgramme | None":
        """Return the programme of that day, else the newest that has begun."""
        begun = self.filter(starts__lte=on).order_by("-starts")
        return begun.filter(ends__gte=on).first() or begun.first()


class WorkProgramme(models.Model):
    """A programme runs from a day to a day, not for a year."""

    slug = models.SlugField(unique=True)
    title = models.CharField(_("Title"), max_length=200, unique=True)
    presidency = models.ForeignKey(MemberState, models.PROTECT, null=True, blank=True)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"))
    funding = models.TextField(_("Funding"), blank=True)
    presidency_goal = models.TextField(_("Goal of the Presidency"), blank=True)

    objects = WorkProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="programme_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Theme(models.Model):
    """A theme of the Presidency, with its first sentence."""

    programme = models.ForeignKey(WorkProgramme, models.CASCADE, related_name="themes")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "title"], name="theme_once_in_a_programme"
            ),
        ]


class Goal(models.Model):
    """A strategic goal (no parent) or an operational goal or area of improvement under one."""

    programme = models.ForeignKey(WorkProgramme, models.CASCADE, related_name="goals")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    code = models.CharField(max_length=10)
    numeral = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=400)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"], name="goal_code_once_in_a_programme"
            ),
        ]

    def __str__(self) -> str:
        """Return code and title."""
        return f"{self.code} {self.title}"


class TaskQuerySet(models.QuerySet["Task"]):
    """Reads on tasks."""

    def of(self, programme: WorkProgramme) -> "TaskQuerySet":
        """Tasks of one programme, in its order."""
        return self.filter(goal__programme=programme).select_related("member_state")

    def matching(self, text: str) -> "TaskQuerySet":
        """Tasks whose code, area or text holds each word."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(text__icontains=word) | Q(area__icontains=word) | Q(code__icontains=word)
            )
        return found


class Task(models.Model):
    """One task, in the programme's own words, with who is responsible for it."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="tasks")
    code = models.CharField(max_length=20, unique=True)
    order = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=200)
    text = models.TextField()
    parties = models.CharField(max_length=60, help_text="Party codes joined by +, such as SEC+NR.")
    member_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    source_line = models.CharField(max_length=40, blank=True)
    party_inferred = models.BooleanField(default=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        """Return code and text."""
        return f"{self.code} {self.text}"

    @property
    def responsible(self) -> list[Party]:
        """Return the responsible parties, in the order of the source."""
        return [Party(code) for code in self.parties.split("+")]

    @property
    def responsible_in_words(self) -> str:
        """Return the responsible parties spelled out, and of which Member State."""
        parties = ", ".join(str(party.label) for party in self.responsible)
        return f"{parties} ({self.member_state})" if self.member_state else parties
