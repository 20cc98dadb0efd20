"""Who works on what just now, who is alive, and long work with how far it is."""

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from jobs.enums import State


class Lease(models.Model):
    """The right of one worker to do one thing until a moment; it runs out by itself."""

    name = models.CharField(max_length=80, unique=True)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField()


class Heartbeat(models.Model):
    """The last moment a worker was seen at work."""

    holder = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField(db_index=True)


class JobQuerySet(models.QuerySet["Job"]):
    """Reads on jobs."""

    def due(self, label: str, at: datetime) -> "JobQuerySet":
        """Return what may be taken up now: due to begin, or left by a worker that is gone."""
        return self.filter(
            Q(state=State.WAITING, not_before__lte=at)
            | Q(state=State.RUNNING, claimed_until=None)
            | Q(state=State.RUNNING, claimed_until__lte=at),
            label=label,
        ).order_by("not_before", "pk")


class Job(models.Model):
    """Long work in pieces: how much there is, how far it is, and who is at it.

    ``label`` and ``about`` name the thing it is done for, as the journal does. A piece and
    the progress it makes are one transaction, so a worker that dies loses nothing and does
    nothing twice. ``tries`` counts who took it up since the last piece that was finished.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    label = models.CharField(max_length=80)
    about = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField()
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["label", "about"], name="job_one_for_a_thing"),
            models.CheckConstraint(
                condition=Q(total__gte=F("done") + F("failed")), name="job_does_no_more_than_all"
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(state=State.RUNNING, claimed_by__isnull=False, claimed_until__isnull=False),
                name="job_claimed_only_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.WAITING, State.RUNNING], ended_at=None)
                | ~Q(state__in=[State.WAITING, State.RUNNING]) & Q(ended_at__isnull=False),
                name="job_ended_exactly_when_over",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RUNNING) | Q(started_at__isnull=False),
                name="job_running_has_begun",
            ),
        ]
        indexes = [
            models.Index(
                fields=["label", "not_before"],
                name="job_due",
                condition=Q(state__in=[State.WAITING, State.RUNNING]),
            ),
        ]

    def __str__(self) -> str:
        """Return how far it is."""
        return f"{self.label} {self.done}/{self.total}"

    @property
    def is_open(self) -> bool:
        """Return whether it waits or runs."""
        return self.state in {State.WAITING, State.RUNNING}
