"""The items of an agenda, and who may see which."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import RESTRICTED_PAPERS, Standing
from accounts.days import network_day
from accounts.enums import Visibility
from accounts.folding import folded
from accounts.models import Seat
from agendas.enums import AgendaState, ItemState
from agendas.models.agenda import Agenda, Presented, StandingItem
from agendas.rules import OPEN_TO_BODY, OPEN_TO_GUESTS, no_wider
from events.access import may_edit, run_by
from events.enums import ASKED, LIVE
from events.models import Event
from events.models.event import own_seats

LABEL = "agendas.item"
"""Under which the journal knows an item, and documents belong to it, by its key."""


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Reads on the items of agendas."""

    def visible_to(self, standing: Standing, event: Event | None = None) -> "AgendaItemQuerySet":
        """Items the person may know of, on the agenda of one event or on all.

        Until an agenda was sent out, those who prepare it see it alone, and what was taken off
        before stays theirs. What is restricted is seen by those of the Network with the right,
        by the chair, and by the seats named; a part only by who sees what it is a part of.
        """
        rows = self if event is None else self.filter(agenda__event=event)
        known = Q(agenda__event__in=Event.objects.visible_to(standing).values("pk"))
        sent_out = ~Q(agenda__state=AgendaState.PREPARING)
        for struck in ("struck_at", "parent__struck_at"):
            late = Q(**{f"{struck}__gt": F("agenda__circulated_at")})
            sent_out &= Q(**{struck: None}) | late
        runs = Q(agenda__event__in=run_by(standing).values("pk"))
        whole = Q(parent=None) | _open_to(standing, of="parent__")
        return rows.filter(known, sent_out | runs, _open_to(standing), whole)

    def listed(self) -> "AgendaItemQuerySet":
        """Items that stand on the agenda, in whatever way they are decided."""
        return self.exclude(state=ItemState.STRUCK)

    def open_to_guests(self) -> "AgendaItemQuerySet":
        """Items open to who is invited without a seat in the body; a part only with its whole."""
        whole = Q(parent=None) | Q(parent__visibility__in=OPEN_TO_GUESTS)
        return self.filter(whole, visibility__in=OPEN_TO_GUESTS)

    def of_the_same(self, item: "AgendaItem") -> "AgendaItemQuerySet":
        """Other items that came of what an item came of, and that itself, if it is an item."""
        if not item.source_key:
            return self.none()
        same = Q(source_label=item.source_label, source_key=item.source_key)
        if item.source_label == LABEL:
            same |= Q(key=item.source_key)
        return self.filter(same).exclude(pk=item.pk)

    def decided(self) -> "AgendaItemQuerySet":
        """Items on which the meeting took a decision, or that are decided in writing."""
        return self.filter(~Q(decided_at=None) | Q(state=ItemState.IN_WRITING))

    def matching(self, text: str) -> "AgendaItemQuerySet":
        """Items whose title or text holds each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


def _open_to(standing: Standing, *, of: str = "") -> Q:
    """Return which items are of a class that is open to the person; ``of`` leads to them."""

    def of_class(*classes: Visibility) -> Q:
        return Q(**{f"{of}visibility__in": classes})

    if standing.is_secretariat:
        found = ~of_class(Visibility.RESTRICTED)
    else:
        found = of_class(Visibility.PUBLIC)
        found |= ~of_class(Visibility.RESTRICTED) & Q(
            agenda__event__in=run_by(standing).values("pk")
        )
        found |= of_class(Visibility.ATTENDEES) & Q(agenda__event__in=asked(standing))
        found |= of_class(Visibility.BODY) & Q(agenda__event__body__in=standing.bodies)
        if standing.is_network:
            found |= of_class(Visibility.NETWORK)
    return found | of_class(Visibility.RESTRICTED) & _restricted(standing, of=of)


def _restricted(standing: Standing, *, of: str) -> Q:
    """Return which restricted items are open to the person."""
    if standing.is_network and standing.may(RESTRICTED_PAPERS):
        return ~Q(pk=None)
    seats = own_seats_now(standing).values("pk")
    named = AgendaItem.readers.through.objects.filter(seat__in=seats)
    return Q(agenda__event__host__in=standing.presidency | standing.member_states) | Q(
        **{f"{of}pk__in": named.values("agendaitem")}
    )


def reads_restricted(standing: Standing, event: Event) -> bool:
    """Return whether the person sees each restricted item of a meeting, named or not."""
    return (standing.is_network and standing.may(RESTRICTED_PAPERS)) or (
        event.host_id in standing.presidency | standing.member_states
    )


def classes_known_to_be_open(standing: Standing, event: Event) -> frozenset[Visibility]:
    """Return the same as ``classes_open_to``, without asking whether the person is asked to it."""
    found = {Visibility.PUBLIC}
    if may_edit(standing, event):
        found |= {Visibility.NETWORK, Visibility.BODY, Visibility.ATTENDEES}
    if standing.is_network:
        found.add(Visibility.NETWORK)
    if event.body_id in standing.bodies:
        found.add(Visibility.BODY)
    if reads_restricted(standing, event):
        found.add(Visibility.RESTRICTED)
    return frozenset(found)


def is_asked(standing: Standing, event: Event) -> bool:
    """Return whether the person is asked to a meeting, or takes part in it; one query."""
    return asked(standing).filter(pk=event.pk).exists()


def classes_open_to(standing: Standing, event: Event) -> frozenset[Visibility]:
    """Return of which classes each item of a meeting that is sent out is open to the person.

    Says of one event that the person may know of what ``visible_to`` says of all.
    """
    found = classes_known_to_be_open(standing, event)
    opens = Visibility.ATTENDEES not in found and is_asked(standing, event)
    return found | {Visibility.ATTENDEES} if opens else found


def own_seats_now(standing: Standing) -> QuerySet[Seat]:
    """Return the seats for which the person speaks that exist today."""
    return own_seats(standing) & Seat.objects.held_on(network_day(standing.at))


def asked(standing: Standing) -> QuerySet[Event, Any]:
    """Return the events that the person is asked to, or takes part in."""
    email = standing.user.email if standing.user else ""
    taking_part = Q(registrations__email=email, registrations__state__in=LIVE)
    invited = Q(invitations__email=email, invitations__state__in=ASKED)
    if standing.member_states or standing.organisations:
        invited |= Q(invitations__seat__in=own_seats(standing), invitations__state__in=ASKED)
    none = Q(pk__in=[]) if not email else taking_part | invited
    return Event.objects.filter(none).values("pk")


class AgendaItem(Presented):
    """One point of an agenda, or a part of one.

    ``readers`` are the seats to which a restricted item is open beside the chair and who holds
    the right. What is decided in writing names its procedure as the journal does, and where it
    stands; so does an information item that something brought onto the agenda (``source_*``).
    ``added_at``, ``changed_at`` and ``struck_at`` say what changed since the agenda was sent out,
    ``decided_at`` when the meeting took a decision on it. What is opened to others is added then;
    who had it before is told by the editions. ``went_with`` is what another body prepared and
    took back from here, to go another way, as long as it is pursued.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    standing = models.ForeignKey(
        StandingItem, models.SET_NULL, null=True, blank=True, related_name="items"
    )
    starts_time = models.TimeField(_("Begins"), null=True, blank=True)
    visibility = models.CharField(
        _("Who may see it"), max_length=10, choices=Visibility, default=Visibility.BODY
    )
    readers = models.ManyToManyField(
        Seat, blank=True, related_name="+", verbose_name=_("Open to these seats")
    )
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.OPEN)
    written_label = models.CharField(max_length=60, blank=True)
    written_key = models.CharField(max_length=64, blank=True)
    written_url = models.CharField(max_length=200, blank=True)
    source_label = models.CharField(max_length=60, blank=True)
    source_key = models.CharField(max_length=64, blank=True)
    source_url = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    struck_at = models.DateTimeField(null=True, blank=True, editable=False)
    struck_reason = models.TextField(_("Reason"), blank=True)
    went_with = models.ForeignKey(
        "agendas.Track", models.SET_NULL, null=True, blank=True, related_name="left", editable=False
    )
    search_text = models.TextField(editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta(Presented.Meta):
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["agenda", "order"], name="agenda_item_in_order")]
        constraints = [
            *Presented.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(parent=F("pk")), name="agenda_item_is_no_part_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.STRUCK, struck_at__isnull=False)
                | ~Q(state=ItemState.STRUCK) & Q(struck_at=None, struck_reason=""),
                name="agenda_item_taken_off_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(written_key="", written_label="", written_url="")
                | ~Q(written_key="") & ~Q(written_label="") & ~Q(written_url=""),
                name="agenda_item_names_its_procedure_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.IN_WRITING) | ~Q(written_key=""),
                name="agenda_item_in_writing_names_its_procedure",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(state=ItemState.OPEN),
                name="agenda_item_decided_stays_on_the_agenda",
            ),
            models.UniqueConstraint(
                fields=["written_label", "written_key"],
                condition=~Q(written_key=""),
                name="agenda_item_once_of_a_procedure",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with what a search reads."""
        self.derive()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out what a search reads."""
        self.search_text = folded(f"{self.title} {self.text} {self.presenter_name}")

    @property
    def is_restricted(self) -> bool:
        """Return whether it is restricted itself; of what it is a part of ``is_closed`` knows."""
        return self.visibility == Visibility.RESTRICTED

    @property
    def readers_class(self) -> Visibility:
        """Return the class of its readers; a part is never wider than what it is a part of."""
        if self.parent is None:
            return Visibility(self.visibility)
        return no_wider(self.visibility, than=self.parent.visibility)

    @property
    def is_closed(self) -> bool:
        """Return whether only some may know of it: restricted, or a part of what is."""
        return self.readers_class == Visibility.RESTRICTED

    @property
    def is_open_to_body(self) -> bool:
        """Return whether all of the body may know of it."""
        return self.readers_class in OPEN_TO_BODY

    @property
    def is_whole_off(self) -> bool:
        """Return whether it is a part of something that was taken off."""
        return self.parent is not None and self.parent.state == ItemState.STRUCK

    @property
    def keeps_readers(self) -> bool:
        """Return whether who may know of it stays as it is: it is decided, here or in writing."""
        return self.decided_at is not None or self.state == ItemState.IN_WRITING

    def last_changed_at(self, *, is_had: bool) -> datetime:
        """Return when something about it changed last, for who had it before others or did not."""
        moments = (None if is_had else self.added_at, self.changed_at, self.struck_at)
        return max(filter(None, moments))

    @property
    def was_struck_in_time(self) -> bool:
        """Return whether it was taken off before anybody had it."""
        sent = self.agenda.circulated_at
        return self.struck_at is not None and (sent is None or self.struck_at <= sent)


def still_there(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """Return the items without those that were taken off before anybody had them."""
    gone = {item.pk for item in items if item.was_struck_in_time}
    return [item for item in items if gone.isdisjoint({item.pk, item.parent_id})]
