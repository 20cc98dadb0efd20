"""What came of the items of an agenda in the meeting."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Visibility
from accounts.models import User
from agendas.models import AgendaItem
from decisions.models import SEEN_BY, Decision
from meetings.enums import NUMBERED, ItemOutcome

LABEL = "meetings.record"


class ItemRecord(models.Model):
    """What a meeting concluded on one item, and what it decided.

    A decision has its number in the register (``decision``); that of a restricted item stands
    here alone, with a number of a series of its own, for the register shows no gap. How many
    voting seats were there, of how many, and how many had to be, is kept with the outcome;
    below the quorum a note says why the body decided all the same.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="record")
    conclusion = models.TextField(_("Conclusions"), blank=True)
    outcome = models.CharField(
        _("Outcome"), max_length=12, choices=ItemOutcome, blank=True, editable=False
    )
    title = models.CharField(_("What was decided"), max_length=200, blank=True)
    visibility = models.CharField(
        _("Who may see it in the register"), max_length=10, choices=Visibility,
        default=Visibility.BODY,
    )  # fmt: skip
    quorum_note = models.TextField(_("Why it was decided below the quorum"), blank=True)
    present = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    entitled = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    needed = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="meeting_record",
        editable=False,
    )  # fmt: skip
    restricted_number = models.CharField(max_length=20, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | ~Q(outcome="") & Q(decided_at__isnull=False),
                name="item_record_decided_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(decision=None, restricted_number="") | Q(outcome__in=NUMBERED),
                name="item_record_numbers_decisions_alone",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=NUMBERED)
                | Q(present__gte=F("needed"))
                | ~Q(quorum_note=""),
                name="item_record_decided_with_quorum_or_a_note",
            ),
            models.UniqueConstraint(
                fields=["restricted_number"],
                condition=~Q(restricted_number=""),
                name="item_record_numbered_apart_once",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=SEEN_BY), name="item_record_seen_as_the_register_knows"
            ),
        ]

    def __str__(self) -> str:
        """Return the item's title."""
        return self.item.title

    @property
    def number(self) -> str:
        """Return the number of the decision, if one was taken."""
        return self.decision.number if self.decision else self.restricted_number

    @property
    def is_numbered(self) -> bool:
        """Return whether a decision was taken: it is corrected from now on, not changed."""
        return bool(self.decision_id or self.restricted_number)


class Correction(models.Model):
    """A mistake in what was decided, put right beside it; nothing is written over."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, editable=False)
    record = models.ForeignKey(ItemRecord, models.PROTECT, related_name="corrections")
    text = models.TextField(_("What is right"))
    reason = models.TextField(_("Reason"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["made_at", "pk"]
