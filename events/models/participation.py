"""Which countries take part in a focus day."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.enums import ParticipationState
from events.models.event import Event

if TYPE_CHECKING:
    from accounts.access import Standing


class CountryParticipationQuerySet(models.QuerySet["CountryParticipation"]):
    """Reads on the countries of focus days."""

    def confirmed(self) -> "CountryParticipationQuerySet":
        """Countries that said they take part; these alone are public."""
        return self.filter(state=ParticipationState.CONFIRMED)

    def unanswered(self) -> "CountryParticipationQuerySet":
        """Countries that were asked and have not said."""
        return self.filter(state=ParticipationState.ASKED)

    def answered_by(self, standing: "Standing") -> "CountryParticipationQuerySet":
        """Countries for which the person may answer: all to the Secretariat, else the own."""
        if standing.is_secretariat:
            return self
        return self.filter(country__in=standing.member_states)


class CountryParticipation(models.Model):
    """One country and one focus day: asked, then confirmed or declined.

    ``country`` is a code as registrations have it, so that countries outside the Union fit.
    The contact is for the organisers alone; country and activity are public once confirmed.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="countries")
    country = models.CharField(_("Country"), max_length=3)
    state = models.CharField(
        max_length=10, choices=ParticipationState, default=ParticipationState.ASKED
    )
    contact_name = models.CharField(_("Contact person"), max_length=200, blank=True)
    contact_email = models.EmailField(_("Address of the contact person"), blank=True)
    activity = models.TextField(_("What happens there"), blank=True)
    asked_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CountryParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["country"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "country"], name="participation_once_a_country_and_event"
            ),
            models.CheckConstraint(
                condition=Q(state=ParticipationState.ASKED, answered_at=None, answered_by=None)
                | ~Q(state=ParticipationState.ASKED)
                & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="participation_asked_or_answered_by_somebody",
            ),
        ]
