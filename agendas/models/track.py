"""The way of an administrative item from the ExCom to the Board."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Body, User
from agendas.enums import Recommendation, TrackState
from agendas.models.item import AgendaItem


class Track(models.Model):
    """One body prepares what another decides: item, recommendation, item or procedure.

    What is decided in writing is named as the journal does, and where it stands.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="track")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="tracks", verbose_name=_("Decided by")
    )
    state = models.CharField(max_length=12, choices=TrackState, default=TrackState.PREPARED)
    recommendation = models.CharField(
        _("Recommendation"), max_length=8, choices=Recommendation, blank=True
    )
    text = models.TextField(_("In words"), blank=True)
    recommended_at = models.DateTimeField(null=True, blank=True)
    recommended_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decides = models.OneToOneField(
        AgendaItem, models.RESTRICT, null=True, blank=True, related_name="prepared_by"
    )
    written_label = models.CharField(max_length=60, blank=True)
    written_key = models.CharField(max_length=64, blank=True)
    written_url = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("Reason"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recommendation="", text="", recommended_at=None)
                | ~Q(recommendation="") & Q(recommended_at__isnull=False),
                name="track_recommended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(written_key="", written_label="", written_url="")
                | ~Q(written_key="") & ~Q(written_label="") & ~Q(written_url=""),
                name="track_names_its_procedure_whole",
            ),
            models.UniqueConstraint(
                fields=["written_label", "written_key"],
                condition=~Q(written_key=""),
                name="track_once_of_a_procedure",
            ),
            models.CheckConstraint(
                condition=~Q(state=TrackState.IN_WRITING) | ~Q(written_key=""),
                name="track_in_writing_names_its_procedure",
            ),
            models.CheckConstraint(
                condition=~Q(state=TrackState.ON_AGENDA) | Q(decides__isnull=False),
                name="track_on_an_agenda_has_its_item",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[TrackState.DECIDED, TrackState.DROPPED])
                & Q(ended_at__isnull=False)
                | ~Q(state__in=[TrackState.DECIDED, TrackState.DROPPED]) & Q(ended_at=None),
                name="track_ended_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return the title of what is prepared."""
        return str(self.item)
