"""Events that come again by a rule."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Series(models.Model):
    """Events that follow one another by a rule; each stays an event of its own."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    title = models.CharField(_("Title"), max_length=200)
    weekday = models.PositiveSmallIntegerField(_("Weekday"), null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(_("Every so many weeks"), default=1)
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
                condition=Q(every_weeks__gte=1, every_weeks__lte=52),
                name="series_comes_every_1_to_52_weeks",
            ),
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__gte=0, weekday__lte=6),
                name="series_weekday_is_a_day_of_the_week",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title
