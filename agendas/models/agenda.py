"""The agenda of a meeting, its items, and what stands on every agenda of a body."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.enums import HolidayCalendar
from accounts.models import Body, Holiday, MemberState, Seat, User
from agendas.enums import AgendaState, ItemKind, Presenter
from events.access import run_by
from events.enums import Kind
from events.models import Event

LABEL = "agendas.agenda"
"""Under which the journal knows an agenda, by its key."""


SAID = (
    "kind", "title", "text", "presenter", "presenter_state", "presenter_name", "minutes",
)  # fmt: skip


class Presented(models.Model):
    """What is the same of an item that stands on every agenda and of one on a single one."""

    kind = models.CharField(_("Kind"), max_length=3, choices=ItemKind, default=ItemKind.DISCUSSION)
    title = models.CharField(_("Title"), max_length=200)
    text = models.TextField(_("What it is about"), blank=True)
    presenter = models.CharField(
        _("Presented by"), max_length=12, choices=Presenter, default=Presenter.NOBODY, blank=True
    )
    presenter_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Member State"),
    )  # fmt: skip
    presenter_name = models.CharField(_("Name"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("Minutes planned"), null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(presenter=Presenter.STATE, presenter_state__isnull=False)
                | ~Q(presenter=Presenter.STATE) & Q(presenter_state=None),
                name="%(class)s_presented_by_a_state_that_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(presenter=Presenter.OTHER) | ~Q(presenter_name=""),
                name="%(class)s_presented_by_somebody_who_is_named",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def said(self) -> dict[str, Any]:
        """Return what is said of it, as another one may take it over."""
        return {name: getattr(self, name) for name in SAID}


class StandingItem(Presented):
    """What stands on each new agenda of a body until it is archived."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="standing_items")
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Presented.Meta):
        ordering = ["order", "pk"]


class AgendaQuerySet(models.QuerySet["Agenda"]):
    """Reads on agendas."""

    def visible_to(self, standing: Standing) -> "AgendaQuerySet":
        """Agendas that were sent out, of events the person may know of; all that one prepares."""
        known = Q(event__in=Event.objects.visible_to(standing).values("pk"))
        runs = Q(event__in=run_by(standing).values("pk"))
        return self.filter(known & ~Q(state=AgendaState.PREPARING) | runs)

    def told_what_stands_beside(self) -> "AgendaQuerySet":
        """Agendas that say of what there is anything beside their items: it is asked for alone.

        Whether the host has a meeting before theirs on its day, how many Member States sit in the
        body on that day, and the days off from which the last one for wishes follows, in one text.
        """

        def has(path: str) -> Exists:
            rows = self.model.objects.filter(pk=OuterRef("pk"), **{f"{path}__isnull": False})
            return Exists(rows)

        before = Event.objects.filter(
            kind=Kind.MEETING,
            host=OuterRef("event__host"),
            first_date=OuterRef("event__first_date"),
            starts_at__lt=OuterRef("event__starts_at"),
        )
        sitting = Seat.objects.held_on(OuterRef("event__first_date")).filter(
            body=OuterRef("event__body"), member_state__isnull=False
        )
        return self.annotate(
            has_before=Exists(before),
            states=Subquery(sitting.order_by().values("body").annotate(n=Count("pk")).values("n")),
            days_off=Holiday.objects.listed(HolidayCalendar.BE),
            has_wishes=has("items__wishes"),
            has_interests=has("items__interests"),
        )

    def prepared_by(self, standing: Standing) -> "AgendaQuerySet":
        """Agendas of the events that the person runs."""
        return self.filter(event__in=run_by(standing).values("pk"))


class Agenda(models.Model):
    """What a meeting of a body will talk about.

    Those who prepare the meeting see it from the first moment, the body once it was sent out.
    ``edition`` counts how often it was sent out, ``circulated_at`` is the first time. Whatever
    changes in it or in its items raises ``version``.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.OneToOneField(Event, models.CASCADE, related_name="agenda")
    state = models.CharField(max_length=10, choices=AgendaState, default=AgendaState.PREPARING)
    has_hours = models.BooleanField(_("Items have clock times"), default=False)
    edition = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False)
    circulated_at = models.DateTimeField(null=True, blank=True, editable=False)
    adopted_at = models.DateTimeField(null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AgendaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AgendaState.PREPARING, circulated_at=None, edition=0)
                | ~Q(state=AgendaState.PREPARING) & Q(circulated_at__isnull=False, edition__gte=1),
                name="agenda_sent_out_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=AgendaState.ADOPTED, adopted_at__isnull=False)
                | ~Q(state=AgendaState.ADOPTED) & Q(adopted_at=None),
                name="agenda_adopted_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return the title of the meeting."""
        return str(self.event)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("agendas:agenda", args=[self.event.slug])

    @property
    def is_sent_out(self) -> bool:
        """Return whether the body has it."""
        return self.circulated_at is not None

    @property
    def marks_begin_at(self) -> datetime | None:
        """Return since when changes are marked: its adoption, or when it was first sent out."""
        return self.adopted_at or self.circulated_at

    @property
    def numbers_of_editions(self) -> list[int]:
        """Return the numbers of what was kept when it was sent out, and last when adopted."""
        return list(range(1, self.edition + self.is_adopted + 1))

    @property
    def is_adopted(self) -> bool:
        """Return whether the body adopted it."""
        return self.state == AgendaState.ADOPTED


class Edition(models.Model):
    """An agenda as it was sent out, or adopted: what it said then, item by item.

    ``rows`` is the frozen text; ``agendas.editions`` writes and reads it.
    """

    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    is_adopted = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    rows = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "number"], name="edition_numbered_once"),
            models.UniqueConstraint(
                fields=["agenda"], condition=Q(is_adopted=True), name="edition_adopted_once"
            ),
        ]

    def __str__(self) -> str:
        """Return the meeting and the number."""
        return f"{self.agenda} {self.number}"
