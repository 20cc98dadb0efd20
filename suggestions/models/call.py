"""What the Presidency asks a body, and what each Member State answers."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.days import network_day
from accounts.folding import folded
from accounts.models import Body, MemberState, User
from suggestions import rules
from suggestions.enums import AnswerKind, CallState

LABEL = "suggestions.call"
"""Under which journal and letters know a call, by its key."""
ASKED_OF = (CallState.CLOSED, CallState.DECIDED)


class CallQuerySet(models.QuerySet["Call"]):
    """Reads on calls."""

    def visible_to(self, standing: Standing) -> "CallQuerySet":
        """All to the Secretariat, its own to a Presidency, to the body what has begun."""
        if standing.is_secretariat:
            return self
        on = network_day(standing.at)
        told = ~Q(state=CallState.DRAFT) & Q(opens_on__lte=on, body__in=standing.bodies)
        return self.filter(told | Q(presidency__in=standing.presidency))

    def run_by(self, standing: Standing) -> "CallQuerySet":
        """Calls of the person's Presidency; all to the Secretariat."""
        if standing.is_secretariat:
            return self
        return self.filter(presidency__in=standing.presidency)

    def open_on(self, on: date) -> "CallQuerySet":
        """Calls that can be answered that day."""
        return self.filter(state=CallState.OPEN, opens_on__lte=on, closes_on__gte=on)

    def over(self, on: date) -> "CallQuerySet":
        """Calls whose time is over and whose results are not published."""
        late = Q(state=CallState.OPEN, closes_on__lt=on)
        return self.filter(Q(state=CallState.CLOSED) | late)

    def matching(self, text: str) -> "CallQuerySet":
        """Calls whose title or text holds each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Call(models.Model):
    """A Presidency asks a body for suggestions, from a day to a day.

    ``presidency`` is the state whose team runs the call and decides; the Secretariat may do so
    for it. Opening it lays out one blank answer per Member State that sits in the body on the
    first day. ``asked_at`` is when the letters went: on the first day, not when it was opened.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="calls")
    presidency = models.ForeignKey(MemberState, models.PROTECT, related_name="calls")
    state = models.CharField(max_length=10, choices=CallState, default=CallState.DRAFT)
    title = models.CharField(_("Title"), max_length=200)
    text = models.TextField(_("What is asked"))
    categories = models.JSONField(_("About"), default=list)
    opens_on = models.DateField(_("From"))
    closes_on = models.DateField(_("Answer until"))
    reminds = models.BooleanField(default=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="call_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state=CallState.DRAFT, asked_at=None)
                | Q(state=CallState.OPEN)
                | Q(state__in=ASKED_OF, asked_at__isnull=False),
                name="call_asked_of_nobody_while_a_draft",
            ),
            models.CheckConstraint(
                condition=Q(state=CallState.DECIDED, published_at__isnull=False)
                | ~Q(state=CallState.DECIDED) & Q(published_at=None),
                name="call_published_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("suggestions:call", args=[self.key])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the words that search finds."""
        self.search_text = folded(f"{self.title} {self.text}")
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)

    def takes_answers(self, on: date) -> bool:
        """Return whether Member States can answer that day."""
        return rules.takes_answers(
            self.state, opens_on=self.opens_on, closes_on=self.closes_on, on=on
        )

    def is_over(self, on: date) -> bool:
        """Return whether the time to answer is over, whether it was closed already or not."""
        return rules.is_over(self.state, closes_on=self.closes_on, on=on)


class StateAnswerQuerySet(models.QuerySet["StateAnswer"]):
    """Reads on answers."""

    def silent(self) -> "StateAnswerQuerySet":
        """Of those who have neither suggested anything nor said that there is nothing."""
        return self.filter(kind="")

    def of(self, states: Collection[str]) -> "StateAnswerQuerySet":
        """Of some Member States."""
        return self.filter(member_state__in=states)


class StateAnswer(models.Model):
    """One Member State's answer to one call; blank until it is given.

    ``entered_reason`` says how it came to be entered by the Secretariat, for a mail or a call.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="answers")
    member_state = models.ForeignKey(MemberState, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AnswerKind, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    entered_reason = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StateAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["member_state__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "member_state"], name="answer_one_per_call_and_state"
            ),
            models.CheckConstraint(
                condition=Q(kind="", answered_at=None, answered_by=None, entered_reason="")
                | ~Q(kind="") & Q(answered_at__isnull=False),
                name="answer_blank_or_given_at_a_moment",
            ),
        ]
