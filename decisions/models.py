"""The register."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.folding import folded
from accounts.models import Body
from decisions.enums import Outcome

SEEN_BY = (Visibility.PUBLIC, Visibility.NETWORK, Visibility.BODY)


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads on decisions."""

    def visible_to(self, standing: Standing) -> "DecisionQuerySet":
        """Decisions the person may know of, by the visibility each was entered with."""
        if standing.is_secretariat:
            return self
        known = models.Q(visibility=Visibility.PUBLIC)
        if standing.is_network:
            known |= models.Q(visibility=Visibility.NETWORK)
            known |= models.Q(visibility=Visibility.BODY, body__in=standing.bodies)
        return self.filter(known)

    def matching(self, text: str) -> "DecisionQuerySet":
        """Decisions whose number or title holds each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Decision(models.Model):
    """A decision of a body: its number, what was decided and where that came about.

    ``source_label`` and ``source_key`` name the procedure or the agenda item as the journal
    does; ``source_url`` leads to it. Votes and papers stay there, and so does what is right where
    a mistake was found later (``corrected_at``).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("Number"), max_length=20, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", verbose_name=_("Body"))
    date = models.DateField(_("Date"))
    title = models.CharField(_("Title"), max_length=200)
    outcome = models.CharField(_("Outcome"), max_length=20, choices=Outcome)
    visibility = models.CharField(
        _("Who may see it"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    source_label = models.CharField(max_length=60)
    source_key = models.CharField(max_length=64)
    source_url = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_label", "source_key"], name="decision_once_of_a_source"
            ),
            models.CheckConstraint(
                condition=models.Q(visibility__in=SEEN_BY),
                name="decision_is_seen_by_all_the_network_or_the_body",
            ),
        ]

    def __str__(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}"
