"""What the Network teaches: courses, their parts and modules, what comes before them."""

import uuid
from datetime import time

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.enums import CourseKind, Provision, Side
from programme.models import Task

TRAINERS_WANTED = 2
RESERVED = ("assignments", "courses", "material", "requests", "translations")
"""Words that stand in addresses where else the name of a course does."""


class CourseQuerySet(models.QuerySet["Course"]):
    """Reads on courses."""

    def offered(self) -> "CourseQuerySet":
        """Courses that are taught; what is archived stays where it was used."""
        return self.filter(archived_at=None)

    def on_request(self) -> "CourseQuerySet":
        """Courses that a National Representative may ask for; one without parts is not ready."""
        return self.offered().filter(is_on_request=True, pk__in=Part.objects.values("course"))

    def whole(self) -> "CourseQuerySet":
        """Courses with their parts, modules and what comes before them, in four queries."""
        return self.prefetch_related("parts__modules", "prerequisites__before")


class Course(models.Model):
    """A training as the catalogue has it.

    Its length is that of its parts. ``trainers`` is how many teach it as a rule; one alone needs
    a written reason. The three lists of questions are what a delivery asks, in the form of
    ``events.feedback``: participants and trainers at its end, participants months after it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=CourseKind)
    title = models.CharField(_("Title"), max_length=200)
    summary = models.TextField(_("In short"), blank=True)
    about = models.TextField(_("About"), blank=True)
    audience = models.TextField(_("For whom"), blank=True)
    how_to_get = models.TextField(_("How to get it in your country"), blank=True)
    is_on_request = models.BooleanField(_("Can be asked for"), default=False)
    least = models.PositiveSmallIntegerField(_("Fewest participants"), default=1)
    most = models.PositiveSmallIntegerField(_("Most participants"), default=30)
    trainers = models.PositiveSmallIntegerField(_("Trainers"), default=TRAINERS_WANTED)
    participants_asked = models.JSONField(default=list, blank=True)
    trainers_asked = models.JSONField(default=list, blank=True)
    months_after_asked = models.JSONField(default=list, blank=True)
    tasks = models.ManyToManyField(
        Task, blank=True, related_name="courses", verbose_name=_("Tasks")
    )
    order = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(least__gte=1, most__gte=F("least")), name="course_from_least_to_most"
            ),
            models.CheckConstraint(condition=Q(trainers__gte=1), name="course_taught_by_somebody"),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED), name="course_slug_is_no_other_address"
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the course's page."""
        return reverse("courses:course", args=[self.slug])

    @property
    def minutes(self) -> int:
        """Return how long it is, breaks included."""
        return sum(part.minutes for part in self.parts.all())

    @property
    def days(self) -> int:
        """Return over how many days it goes; a course without parts has one."""
        return max((part.day for part in self.parts.all()), default=1)


class Part(models.Model):
    """A stretch of a course in one piece, a half-day as a rule: a session of each delivery."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=200)
    day = models.PositiveSmallIntegerField(_("Day"), default=1)
    starts_time = models.TimeField(_("Begins"), default=time(9, 30))
    minutes = models.PositiveSmallIntegerField(_("Minutes, breaks included"))

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["course", "order"], name="part_order_once_in_a_course"),
            models.CheckConstraint(
                condition=Q(day__gte=1, minutes__gte=1), name="part_has_a_day_and_minutes"
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Module(models.Model):
    """What is taught in a part; modules are listed, never counted."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="modules")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=200)
    about = models.TextField(_("About"), blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["part", "order"], name="module_order_once_in_a_part"),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Prerequisite(models.Model):
    """A course that comes before another: recommended, or required of who registers."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="prerequisites")
    before = models.ForeignKey(Course, models.PROTECT, related_name="leads_to")
    is_required = models.BooleanField(_("Required"), default=False)

    class Meta:
        ordering = ["before__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "before"], name="prerequisite_once_in_a_course"
            ),
            models.CheckConstraint(
                condition=~Q(course=F("before")), name="prerequisite_is_another_course"
            ),
        ]


class TaskTemplate(models.Model):
    """What host or Secretariat do before each delivery, and how many days before it.

    With ``provision`` it is asked of hosts only that provide it.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="task_templates")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("Task"), max_length=200)
    owner = models.CharField(_("Done by"), max_length=12, choices=Side)
    days_before = models.PositiveSmallIntegerField(_("Days before the training"))
    provision = models.CharField(
        _("Only where provided"), max_length=20, choices=Provision, blank=True
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "order"], name="task_template_order_once_in_a_course"
            ),
        ]
