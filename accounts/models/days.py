"""Days that matter: terms of the Presidency and holidays."""

from datetime import date

from django.db import models
from django.db.models import CharField, F, Q, StringAgg, Subquery, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from accounts.enums import Certainty, HolidayCalendar
from accounts.models.network import MemberState


class PresidencyTermQuerySet(models.QuerySet["PresidencyTerm"]):
    """Reads on terms."""

    def on(self, day: date) -> "PresidencyTerm | None":
        """Return the term of that day; beyond the last known one there is none."""
        return self.select_related("member_state").filter(starts__lte=day, ends__gte=day).first()

    def after(self, day: date) -> "PresidencyTerm | None":
        """Return the first term that begins later."""
        return self.select_related("member_state").filter(starts__gt=day).order_by("starts").first()


class PresidencyTerm(models.Model):
    """Half a year in which one Member State chairs."""

    member_state = models.ForeignKey(MemberState, models.PROTECT, related_name="terms")
    starts = models.DateField(_("From"), unique=True)
    ends = models.DateField(_("Until"), unique=True)
    trio = models.CharField(_("Trio"), max_length=20, blank=True)
    certainty = models.CharField(
        _("Certainty"), max_length=12, choices=Certainty, default=Certainty.UNVERIFIED
    )
    version = models.PositiveIntegerField(default=1)

    objects = PresidencyTermQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="term_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        """Return the state that presides."""
        return str(self.member_state)


class HolidayQuerySet(models.QuerySet["Holiday"]):
    """Reads on holidays."""

    def days(self, calendar: str) -> frozenset[date]:
        """Return the days off of one calendar, for the pure rules."""
        return frozenset(self.filter(calendar=calendar).values_list("date", flat=True))

    def listed(self, calendar: str) -> Subquery:
        """Return the days off of one calendar beside each row of another query, in one text."""
        days = StringAgg(Cast("date", CharField()), Value(" "), order_by="date")
        rows = self.filter(calendar=calendar).order_by().values("calendar")
        return Subquery(rows.annotate(days=days).values("days"))


class Holiday(models.Model):
    """A day that is no working day in one calendar."""

    calendar = models.CharField(_("Calendar"), max_length=3, choices=HolidayCalendar)
    date = models.DateField(_("Day"))
    name = models.CharField(_("Name"), max_length=120)
    certainty = models.CharField(
        _("Certainty"), max_length=12, choices=Certainty, default=Certainty.UNVERIFIED
    )
    version = models.PositiveIntegerField(default=1)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["date", "calendar"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="holiday_once_in_a_calendar"),
        ]

    def __str__(self) -> str:
        """Return the holiday's name."""
        return self.name
