"""What an event asks, as it stood from one moment on, and what people answered."""

import uuid
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.enums import Retention
from events.models.event import Event
from events.models.registration import Registration
from events.questions import Question, Schema, read


class QuestionSetQuerySet(models.QuerySet["QuestionSet"]):
    """Reads on question sets."""

    def of(self, event: Event) -> "QuestionSetQuerySet":
        """Return all that an event ever asked, what it asks now first."""
        return self.filter(event=event).order_by("-number")


class QuestionSet(models.Model):
    """An event's questions as they stood from one moment until the next set follows.

    A set is never changed, so that an answer can be read for ever in the words in which it
    was asked; the highest ``number`` is in force. ``asks_first`` counts the questions that
    come with the registration.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="question_sets")
    number = models.PositiveIntegerField()
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    questions = models.JSONField(default=list)
    asks_first = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"], name="question_set_one_of_each_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="question_set_numbers_begin_at_1"
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)

    @cached_property
    def schema(self) -> Schema:
        """The questions."""
        return read(self.questions)


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Reads on answers."""

    def of(self, event: Event) -> "AnswerQuerySet":
        """Return what everybody answered who registered for an event."""
        return self.filter(registration__event=event)

    def ordinary(self) -> "AnswerQuerySet":
        """Return what everybody may read who sees the registration."""
        return self.filter(retention=Retention.ORDINARY)

    def erased_after_the_event(self) -> "AnswerQuerySet":
        """Return what is wanted for the days of the event alone: diet, access, identity."""
        return self.exclude(retention=Retention.ORDINARY)


class Answer(models.Model):
    """What a registrant answered to one question, and in the words of which set it was asked.

    No answer is no row. ``retention`` is that of the question when it was answered, or
    a stricter one that the question was given since.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    key = models.SlugField(max_length=40)
    value = models.JSONField()
    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="answers")
    retention = models.CharField(max_length=10, choices=Retention, default=Retention.ORDINARY)
    answered_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["registration", "pk"]
        permissions = [
            ("view_sensitive_answers", _("May read answers on diet, access needs and identity")),
            ("take_security_lists", _("May take security lists out")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "key"], name="answer_one_to_a_question_of_a_registration"
            ),
            models.CheckConstraint(
                condition=Q(retention__in=Retention.values), name="answer_is_kept_by_a_known_rule"
            ),
        ]
        indexes = [models.Index(fields=["retention", "registration"], name="answer_to_be_erased")]

    def __str__(self) -> str:
        """Return the key of the question."""
        return self.key

    @property
    def question(self) -> Question:
        """The question as it was when it was answered."""
        return next(one for one in self.question_set.schema if one.key == self.key)
