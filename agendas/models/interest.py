"""Interests that are declared in an item."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.models import MemberState, Organisation, User
from agendas.models.item import AgendaItem


class InterestQuerySet(models.QuerySet["Interest"]):
    """Reads on declared interests."""

    def standing(self) -> "InterestQuerySet":
        """Return those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of_seats(self, standing: Standing) -> "InterestQuerySet":
        """Return those of the states and organisations for which the person speaks."""
        return self.filter(standing.own_rows)


class Interest(models.Model):
    """A seat, or a person who speaks for it, has an interest of its own in an item.

    The Secretariat and the chair read it, and who declared it; the minutes name it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="interests")
    member_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.CharField(_("Person"), max_length=200, blank=True)
    text = models.TextField(_("What the interest is"))
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member_state__isnull=False, organisation=None)
                | Q(member_state=None, organisation__isnull=False),
                name="interest_of_a_state_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None) | Q(withdrawn_at__isnull=False),
                name="interest_withdrawn_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return whose interest it is: "Maija Kalniņa, Latvia", or the seat alone."""
        return ", ".join(part for part in (self.person, self.holder) if part)

    @property
    def holder(self) -> str:
        """Return the name of the state or organisation."""
        return str(self.member_state or self.organisation)
