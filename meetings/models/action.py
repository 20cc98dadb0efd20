"""What somebody is to do after a meeting."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.models import MemberState, Organisation, User
from agendas.models import AgendaItem
from events.models import Event

if TYPE_CHECKING:
    from typing import Any

LABEL = "meetings.action"


class ActionPointQuerySet(models.QuerySet["ActionPoint"]):
    """Reads on action points."""

    def visible_to(self, standing: Standing) -> "ActionPointQuerySet":
        """Action points the person may know of: those of meetings of the own bodies, and own ones.

        Those of a meeting are known to who may know of it, and one that came from an item of an
        agenda to who may see that item; what is one's own to do is known with its meeting.
        """
        items = AgendaItem.objects.visible_to(standing)
        known = Q(item=None) | Q(item__in=items.values("pk"))
        if standing.is_secretariat:
            return self.filter(known)
        meetings = Event.objects.visible_to(standing).filter(body__in=standing.bodies)
        of_body = Q(event__in=meetings.values("pk"))
        return self.filter(known & (of_body | owned_by(standing)))

    def of(self, standing: Standing) -> "ActionPointQuerySet":
        """Action points that are the person's to do."""
        return self.filter(owned_by(standing))

    def open(self) -> "ActionPointQuerySet":
        """Action points that nobody has done yet."""
        return self.filter(done_at=None)

    def late(self, on: date) -> "ActionPointQuerySet":
        """Open ones whose day is over."""
        return self.open().filter(due_date__lt=on)

    def matching(self, text: str) -> "ActionPointQuerySet":
        """Action points that hold each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


def owned_by(standing: Standing) -> Q:
    """Return which action points are the person's to do: of the own seat, or the Secretariat's."""
    own = standing.own_rows
    if standing.is_secretariat:
        own |= Q(member_state=None, organisation=None)
    return own


class ActionPoint(models.Model):
    """Something to do by a day, for the seat of a state or organisation, or the Secretariat.

    Without a state and an organisation it is the Secretariat's. The seat is named by who holds
    it, so that it outlives a seat that ends and is given again.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="action_points")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="action_points"
    )
    text = models.CharField(_("What is to be done"), max_length=300)
    member_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="action_points"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="action_points"
    )
    due_date = models.DateField(_("Until"))
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    done_note = models.TextField(_("What came of it"), blank=True)
    reminded_for = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        ordering = ["due_date", "pk"]
        indexes = [models.Index(fields=["done_at", "due_date"], name="action_point_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(member_state=None) | Q(organisation=None),
                name="action_point_has_one_owner",
            ),
            models.CheckConstraint(
                condition=~Q(done_at=None) | Q(done_by=None, done_note=""),
                name="action_point_done_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return what is to be done."""
        return self.text

    def save(self, *args: "Any", **kwargs: "Any") -> None:
        """Store, with the column that is searched."""
        self.search_text = folded(self.text)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("meetings:action", args=[self.key])

    @property
    def owner(self) -> str:
        """Return who has to do it."""
        return str(self.member_state or self.organisation or gettext("Secretariat"))

    @property
    def is_restricted(self) -> bool:
        """Return whether it came from an item of which only some may know."""
        return self.item is not None and self.item.is_closed

    def is_late(self, on: date) -> bool:
        """Return whether its day is over and nobody has done it."""
        return self.done_at is None and self.due_date < on
