"""What an event reminds people of by itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import ReminderKind
from events.models.event import Event


class Reminder(models.Model):
    """A letter that an event sends by itself, at a moment counted from one of its dates.

    ``ran_for`` is the moment it was last sent or missed for: an event that moves to another
    day reminds again, one that is read twice does not.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20, choices=ReminderKind)
    active = models.BooleanField(_("Sent"), default=True)
    hours = models.PositiveSmallIntegerField(_("Hours before or after"))
    subject = models.CharField(_("Subject"), max_length=200)
    text = models.TextField(_("Text"))
    ran_for = models.DateTimeField(null=True, blank=True)
    ran_at = models.DateTimeField(null=True, blank=True)
    missed = models.BooleanField(default=False)
    told = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind"], name="reminder_one_of_a_kind_in_an_event"
            ),
            models.CheckConstraint(
                condition=Q(ran_for=None, ran_at=None, missed=False, told=0)
                | Q(ran_for__isnull=False, ran_at__isnull=False),
                name="reminder_ran_for_a_moment_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(missed=False) | Q(told=0), name="reminder_missed_tells_nobody"
            ),
        ]

    def __str__(self) -> str:
        """Return what it is called."""
        return str(self.get_kind_display())
