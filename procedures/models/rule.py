"""Voting rules that the Secretariat keeps."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.rules import Rule, read_rule


class VotingRuleQuerySet(models.QuerySet["VotingRule"]):
    """Reads on voting rules."""

    def offered(self) -> "VotingRuleQuerySet":
        """Rules that new procedures may take."""
        return self.filter(archived_at=None)


class VotingRule(models.Model):
    """A rule by which a procedure is decided, as data.

    Procedures keep a copy of the data at their launch: changing a rule changes none of them.
    ``preset`` names the shipped rule it was made from, if any; no preset claims to be what
    the Network's own Rules of Procedure say.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    name = models.CharField(_("Name"), max_length=120, unique=True)
    preset = models.CharField(max_length=40, blank=True)
    data = models.JSONField(_("Parameters"))
    note = models.TextField(_("Note"), blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = VotingRuleQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def rule(self) -> Rule:
        """Return the rule that the data describes."""
        return read_rule(self.data)
