"""Changes that somebody asked for after registration had closed."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.enums import RequestState
from events.models.event import Event
from events.models.registration import Registration


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    """Reads on the wishes for a change."""

    def of(self, event: Event) -> "ChangeRequestQuerySet":
        """The wishes of everybody who registered for an event."""
        return self.filter(registration__event=event)

    def open(self) -> "ChangeRequestQuerySet":
        """The wishes that await a decision, the oldest first."""
        return self.filter(state=RequestState.OPEN).order_by("asked_at", "pk")


class ChangeRequest(models.Model):
    """What a registrant wants to be otherwise, once registration has closed.

    ``what`` maps what is to change to its new value: country, attending, group, sessions by
    their uid, and answers by the keys of their questions. It is applied when it is granted,
    never before; a registration has one open wish at the most.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="change_requests")
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.OPEN)
    what = models.JSONField()
    note = models.TextField(_("Why"), blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("Reason"), blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state=RequestState.OPEN),
                name="change_request_one_open_for_a_registration",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.OPEN, decided_at=None, decided_by=None)
                | ~Q(state=RequestState.OPEN) & Q(decided_at__isnull=False),
                name="change_request_open_or_decided_at_a_moment",
            ),
        ]
