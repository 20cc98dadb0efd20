"""Events that come again by a rule."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.enums import Recurrence, Weekday, WeekOfMonth
from events.recurrence import Rule


class Series(models.Model):
    """Events that follow one another, by a rule or by hand; each stays an event of its own.

    The rule is what the last dates were worked out by, and what more of them begin with.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    title = models.CharField(_("Title"), max_length=200)
    recurrence = models.CharField(
        _("It comes again"), max_length=10, choices=Recurrence, blank=True
    )
    every = models.PositiveSmallIntegerField(_("Every"), default=1)
    weekday = models.PositiveSmallIntegerField(_("Weekday"), choices=Weekday, null=True, blank=True)
    week_of_month = models.PositiveSmallIntegerField(
        _("Which of the month"), choices=WeekOfMonth, null=True, blank=True
    )
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                condition=Q(every__gte=1, every__lte=52),
                name="series_comes_every_1_to_52_weeks_or_months",
            ),
            models.CheckConstraint(
                condition=Q(recurrence="", weekday=None, week_of_month=None)
                | Q(
                    recurrence=Recurrence.WEEKS,
                    weekday__isnull=False,
                    weekday__lte=6,
                    week_of_month=None,
                )
                | Q(
                    recurrence=Recurrence.MONTHS,
                    weekday__isnull=False,
                    weekday__lte=6,
                    week_of_month__isnull=False,
                    week_of_month__gte=1,
                    week_of_month__lte=5,
                ),
                name="series_has_a_whole_rule_or_none",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the series' page."""
        return reverse("events:series", args=[self.key])

    @property
    def rule(self) -> Rule | None:
        """Return the rule, where it has one."""
        if self.weekday is None:
            return None
        return Rule(
            recurrence=self.recurrence,
            every=self.every,
            weekday=self.weekday,
            week_of_month=self.week_of_month,
        )
