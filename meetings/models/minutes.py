"""The minutes of a meeting, section by section, and what seats say of them."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.models import MemberState, Organisation, User
from agendas.models import AgendaItem
from agendas.models.item import LABEL as ITEM
from events.access import run_by
from events.models import Event
from interface import moments
from meetings.enums import AdoptedBy, CommentAnswer, MinutesPart, MinutesState

LABEL = "meetings.minutes"
BEFORE_THE_BODY = (MinutesState.FINAL, MinutesState.ADOPTED)
"""States in which the text stays as it is, and is kept as plain values."""


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Reads on minutes."""

    def visible_to(self, standing: Standing) -> "MinutesQuerySet":
        """Minutes the person may read: who prepares them, and the body once they were sent."""
        if standing.is_secretariat:
            return self
        of_body = Q(
            event__body__in=standing.bodies,
            event__in=Event.objects.visible_to(standing).values("pk"),
        )
        sent = of_body & ~Q(state=MinutesState.DRAFT)
        return self.filter(sent | Q(event__in=run_by(standing).values("pk")))

    def adopted_by(self, item: AgendaItem) -> "MinutesQuerySet":
        """The minutes whose adoption an item is about; what was put off is about the same."""
        while item.source_label == ITEM:
            item = AgendaItem.objects.get(key=item.source_key)
        return self.filter(key=item.source_key) if item.source_label == LABEL else self.none()

    def open_for_comments(self, on: date) -> "MinutesQuerySet":
        """Minutes on which seats may comment that day."""
        return self.filter(state=MinutesState.COMMENTED, comments_until__gte=on)


class Minutes(models.Model):
    """What is written down of a meeting; the body adopts it, and then it stays as it is.

    What is laid before the body is frozen whole (``frozen``) with its SHA-256; ``open_sha256``
    is that of the part which all of the body may read. ``written_*`` name the procedure in which
    the body is asked for their adoption, as an item of an agenda does; ``adopted_at_event`` or
    ``adopted_label`` and ``adopted_key`` say where they were adopted.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.OneToOneField(Event, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=MinutesState, default=MinutesState.DRAFT)
    created_at = models.DateTimeField(editable=False)
    comments_until = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_for = models.DateField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    adopted_how = models.CharField(max_length=10, choices=AdoptedBy, blank=True, editable=False)
    adopted_at = models.DateTimeField(null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    adopted_at_event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    adopted_label = models.CharField(max_length=60, blank=True, editable=False)
    adopted_key = models.CharField(max_length=64, blank=True, editable=False)
    written_label = models.CharField(max_length=60, blank=True, editable=False)
    written_key = models.CharField(max_length=64, blank=True, editable=False)
    written_url = models.CharField(max_length=200, blank=True, editable=False)
    frozen = models.JSONField(null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    open_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_THE_BODY, frozen__isnull=False)
                & ~Q(sha256="")
                & ~Q(open_sha256="")
                | ~Q(state__in=BEFORE_THE_BODY) & Q(frozen__isnull=True, sha256="", open_sha256=""),
                name="minutes_before_the_body_are_frozen",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=MinutesState.ADOPTED,
                    adopted_at__isnull=False,
                    adopted_how__in=AdoptedBy.values,
                )
                | ~Q(state=MinutesState.ADOPTED) & Q(adopted_at=None, adopted_how=""),
                name="minutes_adopted_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(written_key="", written_label="", written_url="")
                | Q(state=MinutesState.FINAL)
                & ~Q(written_key="")
                & ~Q(written_label="")
                & ~Q(written_url=""),
                name="minutes_in_writing_while_before_the_body",
            ),
            models.CheckConstraint(
                condition=Q(state=MinutesState.DRAFT, sent_at=None)
                | ~Q(state=MinutesState.DRAFT)
                & Q(sent_at__isnull=False, comments_until__isnull=False),
                name="minutes_sent_with_a_window",
            ),
        ]

    def __str__(self) -> str:
        """Return whose minutes they are; several meetings of a body have the same title."""
        day = moments.short_day(self.event.first_date)
        return gettext("Minutes: %(meeting)s, %(day)s") % {"meeting": self.event, "day": day}

    def get_absolute_url(self) -> str:
        """Return the address of their page."""
        return reverse("meetings:minutes", args=[self.event.slug])

    @property
    def is_adopted(self) -> bool:
        """Return whether they stay as they are."""
        return self.state == MinutesState.ADOPTED

    @property
    def is_before_the_body(self) -> bool:
        """Return whether the body is to adopt them, or has."""
        return self.state in BEFORE_THE_BODY

    @property
    def is_in_writing(self) -> bool:
        """Return whether the body is asked in writing for their adoption."""
        return bool(self.written_key)

    def takes_comments(self, on: date) -> bool:
        """Return whether seats may comment that day."""
        until = self.comments_until
        return self.state == MinutesState.COMMENTED and until is not None and on <= until


class SectionQuerySet(models.QuerySet["Section"]):
    """Reads on sections."""

    def visible_to(self, standing: Standing) -> "SectionQuerySet":
        """Sections the person may read: of minutes of theirs, about items they may know of."""
        return self.filter(
            Q(item=None) | Q(item__in=AgendaItem.objects.visible_to(standing).values("pk")),
            minutes__in=Minutes.objects.visible_to(standing).values("pk"),
        )

    def matching(self, text: str) -> "SectionQuerySet":
        """Sections that hold each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Section(models.Model):
    """One section of minutes; that of an item says what the body concluded and decided on it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="sections")
    part = models.CharField(max_length=10, choices=MinutesPart)
    item = models.OneToOneField(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="minutes_section"
    )
    order = models.PositiveIntegerField()
    text = models.TextField(_("Text"), blank=True)
    changed_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(part=MinutesPart.ITEM, item__isnull=False)
                | ~Q(part=MinutesPart.ITEM) & Q(item=None),
                name="minutes_section_of_an_item_or_a_part",
            ),
            models.UniqueConstraint(
                fields=["minutes", "part"], condition=Q(item=None), name="minutes_section_once"
            ),
        ]

    def __str__(self) -> str:
        """Return what it is about."""
        return str(self.item) if self.item else self.get_part_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the column that is searched."""
        self.search_text = folded(f"{self} {self.text}")
        super().save(*args, **kwargs)


class Comment(models.Model):
    """What a seat says of a section, and the words it would have instead.

    The seat is named by who holds it. The Secretariat answers each, with a reason unless it
    was taken up as it stands.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, editable=False)
    section = models.ForeignKey(Section, models.CASCADE, related_name="comments")
    member_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("Your comment"))
    proposal = models.TextField(_("The words you would have instead"), blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(_("Answer"), max_length=10, choices=CommentAnswer, blank=True)
    reason = models.TextField(_("Reason"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member_state__isnull=False, organisation=None)
                | Q(member_state=None, organisation__isnull=False),
                name="comment_of_a_state_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="comment_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", CommentAnswer.TAKEN]) | ~Q(reason=""),
                name="comment_not_taken_with_a_reason",
            ),
        ]

    @property
    def holder(self) -> str:
        """Return the name of the state or organisation."""
        return str(self.member_state or self.organisation)


class NoComment(models.Model):
    """A seat has nothing to say of minutes: an answer too, so that nobody reminds it."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="no_comments")
    member_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(member_state__isnull=False, organisation=None)
                | Q(member_state=None, organisation__isnull=False),
                name="no_comment_of_a_state_or_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["minutes", "member_state"], name="no_comment_once_of_a_state"
            ),
            models.UniqueConstraint(
                fields=["minutes", "organisation"], name="no_comment_once_of_an_organisation"
            ),
        ]


class Addendum(models.Model):
    """What was found wrong in adopted minutes, noted beside them; of an item, or of all."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, editable=False)
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="addenda")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("What is right"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name_plural = "addenda"
