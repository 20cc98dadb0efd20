"""A body was called together: when, by whom, how late, and what became of it."""

import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from events.models import Event
from jobs.enums import State
from jobs.models import Job
from meetings.enums import Ended


class ConveningQuerySet(models.QuerySet["Convening"]):
    """Reads on convenings."""

    def sent(self) -> "ConveningQuerySet":
        """Convenings whose letters were written."""
        return self.filter(sent_at__isnull=False)

    def to_leave(self) -> "ConveningQuerySet":
        """Convenings of which nothing has left, and everything still will."""
        return self.filter(stopped_at=None, sent_at=None).exclude(job__state=State.FAILED)

    def given_up(self) -> "ConveningQuerySet":
        """Convenings that were tried again and again, and nobody has stopped since."""
        return self.filter(stopped_at=None, sent_at=None, job__state=State.FAILED)

    def in_effect(self) -> "ConveningQuerySet":
        """Convenings that were sent, or still leave."""
        return self.sent() | self.to_leave()

    def unheard(self) -> "ConveningQuerySet":
        """Convenings that did not leave though nobody stopped them, with none made since."""
        later = self.model.objects.filter(event=OuterRef("event"), made_at__gt=OuterRef("made_at"))
        failed = Q(stopped_at=None, sent_at=None, job__state=State.FAILED)
        return self.filter(~Q(ended_for="") | failed).exclude(Exists(later))


class Convening(models.Model):
    """One press that calls a body together, or tells it that the agenda is another.

    Nothing has happened until ``starts_at``: then its ``job`` invites, sends the agenda out
    and writes the letters, in one transaction. ``dispatch_by`` is what the body's notice made
    the last day of sending that day; a later one has a ``reason``, which letter, journal and
    minutes show. ``agenda_version`` is the agenda that was there to read at the press: another
    one does not leave. ``ended_for`` says why it did not leave, where nobody stopped it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="convenings")
    edition = models.PositiveSmallIntegerField()
    agenda_version = models.PositiveIntegerField(default=0)
    notice_days = models.PositiveSmallIntegerField()
    dispatch_by = models.DateField()
    reason = models.TextField(_("Why it is later than the notice says"), blank=True)
    words = models.TextField(_("Your own words"), blank=True)
    institutions = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("Institutions")
    )
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_for = models.CharField(max_length=10, choices=Ended, blank=True)
    job = models.OneToOneField(Job, models.PROTECT, related_name="convening")

    objects = ConveningQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "edition"],
                condition=Q(stopped_at=None),
                name="convening_edition_once_of_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(stopped_at=None),
                name="convening_sent_or_stopped",
            ),
            models.CheckConstraint(
                condition=Q(ended_for="") | Q(stopped_at__isnull=False, stopped_by=None),
                name="convening_ended_by_nobody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_at__gte=F("starts_at")),
                name="convening_leaves_once_it_can_no_longer_be_stopped",
            ),
        ]

    def __str__(self) -> str:
        """Return the title of the meeting."""
        return str(self.event)

    @property
    def is_first(self) -> bool:
        """Return whether it calls the body together, and not again."""
        return self.edition == 1

    @property
    def waits(self) -> bool:
        """Return whether nothing of it has left, so that it can be stopped."""
        return self.sent_at is None and self.stopped_at is None

    @property
    def is_given_up(self) -> bool:
        """Return whether it was tried again and again, and does not leave any more."""
        return self.waits and self.job.state == State.FAILED
