"""What a Member State suggests, and what became of it."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.days import network_day
from accounts.folding import folded
from accounts.models import User
from events.models import Event
from programme.models import Task
from suggestions.enums import CallState, Category, SuggestionState
from suggestions.models.call import ASKED_OF, StateAnswer

LABEL = "suggestions.suggestion"
"""Under which journal, letters and documents know a suggestion, by its key."""
ITEM = "agendas.item"
"""Of what ``item_key`` is the key."""
COLUMNS = ("category", "title", "text", "links", "contact_name", "contact_email")
"""What a Member State says of it."""
DECIDED = (SuggestionState.TAKEN_UP, SuggestionState.LATER, SuggestionState.DECLINED)


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Reads on suggestions."""

    def given(self) -> "SuggestionQuerySet":
        """What was sent, decided or not."""
        return self.exclude(state=SuggestionState.DRAFT)

    def visible_to(self, standing: Standing) -> "SuggestionQuerySet":
        """Suggestions the person may read.

        Drafts belong to who speaks for the state alone. What was sent is read by the own state,
        by the Presidency that asked and by the Secretariat, and by the body once the time to
        answer is over.
        """
        own = Q(answer__member_state__in=standing.member_states)
        sent = ~Q(state=SuggestionState.DRAFT)
        if standing.is_secretariat:
            return self.filter(own | sent)
        late = Q(answer__call__closes_on__lt=network_day(standing.at))
        over = Q(answer__call__state__in=ASKED_OF) | Q(answer__call__state=CallState.OPEN) & late
        asked = Q(answer__call__presidency__in=standing.presidency)
        told = over & Q(answer__call__body__in=standing.bodies)
        return self.filter(own | sent & (asked | told))

    def with_call(self) -> "SuggestionQuerySet":
        """Each with its call and the state whose it is."""
        return self.select_related(
            "answer__call__body", "answer__call__presidency", "answer__member_state"
        )

    def matching(self, text: str) -> "SuggestionQuerySet":
        """Suggestions whose title or text holds each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Suggestion(models.Model):
    """One thing that a Member State suggests.

    While it is a draft, ``typed`` holds the form as it was typed by either of the two who share
    the seat; sending it turns that into columns and empties it. What it became is named by
    ``task``, ``event`` and ``item_key``: an item on the agenda of that event.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(StateAnswer, models.CASCADE, related_name="suggestions")
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.DRAFT)
    typed = models.JSONField(default=dict, blank=True)
    category = models.CharField(_("About"), max_length=10, choices=Category, blank=True)
    title = models.CharField(_("Title"), max_length=200, blank=True)
    text = models.TextField(_("What you suggest"), blank=True)
    links = models.TextField(_("Links"), blank=True)
    contact_name = models.CharField(_("Who knows more"), max_length=200, blank=True)
    contact_email = models.EmailField(_("E-mail address"), blank=True)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    task = models.ForeignKey(
        Task, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("Task of the work programme"),
    )  # fmt: skip
    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Event")
    )
    item_key = models.CharField(max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["answer__member_state__order", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SuggestionState.DRAFT, given_at=None)
                | ~Q(state=SuggestionState.DRAFT)
                & ~Q(title="")
                & ~Q(text="")
                & ~Q(category="")
                & Q(given_at__isnull=False),
                name="suggestion_whole_once_it_is_given",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False) & ~Q(reason="")
                | ~Q(state__in=DECIDED) & Q(decided_at=None, decided_by=None, reason=""),
                name="suggestion_decided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """Return the title; of a draft the one that is typed."""
        return self.title or str(self.typed.get("title", "")) or str(_("Without a title"))

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("suggestions:one", args=[self.key])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the words that search finds."""
        self.search_text = folded(f"{self.title} {self.text}")
        super().save(*args, **kwargs)

    @property
    def addresses(self) -> list[str]:
        """Return the links, one after the other."""
        return self.links.split()
