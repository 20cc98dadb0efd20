"""What waits for the next agenda of a body."""

from collections.abc import Collection

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import Body, Seat
from agendas.enums import AgendaState, ItemKind, ItemState
from agendas.models.item import LABEL, AgendaItem, classes_open_to, own_seats_now
from events.enums import State
from events.models import Event

OF_CANCELLED = Q(item__agenda__event__state=State.CANCELLED) & ~Q(
    item__agenda__state=AgendaState.ADOPTED
)
"""What an agenda has taken in whose meeting did not take place."""


class OfferQuerySet(models.QuerySet["Offer"]):
    """Reads on offers."""

    def waiting_for(self, body: Body) -> "OfferQuerySet":
        """Return what no agenda has taken in, or one of a meeting that did not take place."""
        return self.filter(Q(item=None) | OF_CANCELLED, body=body)

    def named(self, body: Body, source: tuple[str, str]) -> "OfferQuerySet":
        """Return as what a source, by label and key, was offered for the agendas of a body."""
        label, key = source
        return self.filter(body=body, source_label=label, source_key=key)

    def of_item(self, item: AgendaItem) -> "OfferQuerySet":
        """Return as what an item was offered that its meeting did not come to."""
        return self.filter(source_label=LABEL, source_key=str(item.key))

    def about(self, items: Collection[AgendaItem]) -> "OfferQuerySet":
        """Return as what items were offered, or came, and was not taken off a later agenda."""
        keys = {key for item in items for key in (str(item.key), item.source_key) if key}
        return self.filter(source_key__in=keys).exclude(item__state=ItemState.STRUCK)

    def standing(self) -> "OfferQuerySet":
        """Return what stands on an agenda that took it in."""
        taken = self.exclude(item=None).exclude(OF_CANCELLED)
        return taken.exclude(item__state=ItemState.STRUCK)

    def known_to(self, standing: Standing, event: Event) -> "OfferQuerySet":
        """Return those of which the person would know on the agenda of that meeting."""
        named = self.model.readers.through.objects.filter(seat__in=own_seats_now(standing))
        return self.filter(
            Q(visibility__in=classes_open_to(standing, event))
            | Q(visibility=Visibility.RESTRICTED, pk__in=named.values("offer"))
        )


class Offer(models.Model):
    """An item that something brings onto the next agenda of a body, which may not exist yet.

    ``source_*`` names where it came from as the journal does; ``item`` is what an agenda made
    of it. ``readers`` are the seats to which a restricted one is open.
    """

    TITLE = 200

    body = models.ForeignKey(Body, models.CASCADE, related_name="offers")
    kind = models.CharField(_("Kind"), max_length=3, choices=ItemKind)
    title = models.CharField(_("Title"), max_length=TITLE)
    text = models.TextField(_("What it is about"), blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.BODY)
    readers = models.ManyToManyField(Seat, related_name="+")
    source_label = models.CharField(max_length=60)
    source_key = models.CharField(max_length=64)
    source_url = models.CharField(max_length=200)
    offered_at = models.DateTimeField()
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="offers"
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "source_label", "source_key"], name="offer_once_of_a_source"
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def is_instead_of(self, item: AgendaItem) -> bool:
        """Return whether it waits or stands for an item, which was put off to a later meeting."""
        named = (self.source_label, self.source_key)
        came = named == (item.source_label, item.source_key) and self.item_id != item.pk
        return came or named == (LABEL, str(item.key))
