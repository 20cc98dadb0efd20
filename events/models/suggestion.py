"""An institution is suggested to the host of an event."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.folding import folded
from accounts.models import MemberState, Organisation, User
from events.enums import SuggestionState
from events.models.event import Event
from events.models.invitation import Invitation

DECIDED = (SuggestionState.ACCEPTED, SuggestionState.DECLINED)


class InstitutionSuggestionQuerySet(models.QuerySet["InstitutionSuggestion"]):
    """Reads on suggestions."""

    def to_decide(self) -> "InstitutionSuggestionQuerySet":
        """Suggestions that nobody has decided on."""
        return self.filter(state=SuggestionState.PROPOSED)


class InstitutionSuggestion(models.Model):
    """A Member State or the Secretariat would like an institution to be invited.

    The Presidency that hosts the event decides, or the Secretariat for it; what is accepted
    becomes a prepared invitation. ``member_state`` is the one it was suggested for.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="suggestions")
    state = models.CharField(
        max_length=10, choices=SuggestionState, default=SuggestionState.PROPOSED
    )
    name = models.CharField(_("Institution"), max_length=200)
    email = models.EmailField(_("E-mail address"))
    why = models.TextField(_("Why"))
    member_state = models.ForeignKey(MemberState, models.PROTECT, null=True, blank=True)
    suggested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    suggested_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    invitation = models.ForeignKey(
        Invitation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    folded_name = models.CharField(max_length=400, editable=False)

    objects = InstitutionSuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["suggested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "folded_name"],
                condition=~Q(state=SuggestionState.WITHDRAWN),
                name="suggestion_one_per_institution_and_event",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | ~Q(state__in=DECIDED) & Q(decided_at=None, decided_by=None),
                name="suggestion_decided_by_somebody_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=SuggestionState.DECLINED) | ~Q(reason=""),
                name="suggestion_declined_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """Return the institution's name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the page of suggestions for its event."""
        return reverse("events:suggestions", args=[self.event.slug])

    def save(self, *args: object, **kwargs: object) -> None:
        """Store, with the column that compares names derived."""
        self.folded_name = folded(self.name)[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
