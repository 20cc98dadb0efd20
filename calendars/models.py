"""Feeds that only their owners know of."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Body, User
from calendars.enums import Scope

LABEL = "calendars.feed"
"""Under which the journal, and the mark of when it was last read, know a feed."""


class Feed(models.Model):
    """A calendar that programs read again and again, at a secret address of its own.

    What it holds is worked out at each reading from what its owner may see then. A higher
    ``link_generation`` ends the address before it; the row keeps the hash of the token alone.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="feeds")
    scope = models.CharField(_("What it holds"), max_length=4, choices=Scope)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Body")
    )
    label = models.CharField(_("Name"), max_length=100)
    language = models.CharField(_("Language"), max_length=10, default="en")
    leaves_out_invited = models.BooleanField(
        _("Leave out what comes to me as invitations by mail"), default=False
    )
    leaves_out_cancelled = models.BooleanField(_("Leave out what is cancelled"), default=False)
    has_alarm = models.BooleanField(_("Remind me of deadlines"), default=False)
    link_generation = models.PositiveIntegerField(default=1)
    link_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope=Scope.BODY, body__isnull=False)
                | ~Q(scope=Scope.BODY) & Q(body=None),
                name="feed_of_a_body_names_it",
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.MINE) | Q(leaves_out_invited=False),
                name="feed_of_a_body_knows_no_invitations",
            ),
        ]

    def __str__(self) -> str:
        """Return what its owner calls it."""
        return self.label
