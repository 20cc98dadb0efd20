"""Who pays, and what has to be said about it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FundingSource(models.Model):
    """A grant or budget line: its statement stands on pages, lists, agendas and certificates.

    The emblem is a document kept under ``events.funding`` and this ``key``; ``emblem_at``
    says that there is one, and since when.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Name"), max_length=200, unique=True)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"))
    statement = models.TextField(_("Statement"))
    keep_until = models.DateField(_("Keep evidence until"))
    emblem_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-starts", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="funding_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(keep_until__gte=F("ends")), name="funding_evidence_outlives_it"
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
