"""The agenda of a meeting, its items, and what stands on every agenda of a body."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Visibility
from accounts.models import Body, MemberState, Seat, User
from agendas.enums import AgendaState, ItemKind, ItemState, Presenter
from events.models import Event

SEEN_BY = (
    Visibility.PUBLIC,
    Visibility.NETWORK,
    Visibility.BODY,
    Visibility.ATTENDEES,
    Visibility.RESTRICTED,
)


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

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class StandingItem(Presented):
    """What stands on each new agenda of a body until it is archived."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="standing_items")
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["order", "pk"]


class Agenda(models.Model):
    """What a meeting of a body will talk about.

    Those who prepare the meeting see it from the first moment, the body once it was sent out.
    ``edition`` counts how often it was sent out.
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


class AgendaItem(Presented):
    """One point of an agenda, or a part of one.

    ``readers`` are the seats to which a restricted item is open beside the chair and who holds
    the right. What is decided in writing names its procedure as the journal does, and where it
    stands; so does an information item that something brought onto the agenda (``source_*``).
    ``added_at`` and ``struck_at`` say what changed since the agenda was adopted, or sent out.
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
    struck_at = models.DateTimeField(null=True, blank=True, editable=False)
    struck_reason = models.TextField(_("Reason"), blank=True)

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["agenda", "order"], name="agenda_item_in_order")]
        constraints = [
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
            models.UniqueConstraint(
                fields=["written_label", "written_key"],
                condition=~Q(written_key=""),
                name="agenda_item_once_of_a_procedure",
            ),
        ]
