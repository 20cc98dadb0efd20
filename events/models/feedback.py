"""What people say of an event after it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import Anonymity, Whom
from events.models.event import Event
from events.models.registration import Registration

DAYS, MOST_DAYS = 14, 90


class FeedbackForm(models.Model):
    """What an event asks those who were there.

    ``questions`` lists what is asked, each with ``key``, ``type`` (see ``Scale``), ``text``,
    ``required`` and, for choices, ``options``. Once the first answer is in, questions may be
    added to the end and nothing else changes, so that every answer keeps its meaning.
    A draft with ``opens_at_end`` opens by itself once the event is over, for ``days`` days.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.OneToOneField(Event, models.CASCADE, related_name="feedback")
    intro = models.TextField(_("What people read first"), blank=True)
    questions = models.JSONField(default=list)
    anonymity = models.CharField(
        _("Names"), max_length=10, choices=Anonymity, default=Anonymity.ALWAYS
    )
    whom = models.CharField(_("Asked are"), max_length=10, choices=Whom, default=Whom.THERE)
    opens_at_end = models.BooleanField(_("Open it at the end of the event"), default=False)
    days = models.PositiveSmallIntegerField(_("Open for, days"), default=DAYS)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None, closes_at=None, closed_at=None)
                | Q(
                    opened_at__isnull=False,
                    closes_at__isnull=False,
                    closes_at__gt=F("opened_at"),
                ),
                name="feedback_draft_or_open_until_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=MOST_DAYS), name="feedback_open_for_some_days"
            ),
        ]


class FeedbackAsked(models.Model):
    """One person who was asked, and whether there is an answer; never when, and never which.

    ``again_at`` is when the person was reminded, as all are; it says nothing of an answer.
    The link that was mailed is found again by ``link_hash``.
    """

    form = models.ForeignKey(FeedbackForm, models.CASCADE, related_name="asked")
    registration = models.OneToOneField(Registration, models.CASCADE, related_name="feedback_asked")
    asked_at = models.DateTimeField()
    again_at = models.DateTimeField(null=True, blank=True)
    has_answered = models.BooleanField(default=False)
    link_hash = models.CharField(max_length=64, unique=True, editable=False)


class FeedbackAnswer(models.Model):
    """One answered form. An anonymous one holds nothing that leads to who gave it.

    Its key is drawn at random, it has no moment, and all anonymous answers of a form are
    written anew in random order with each that comes, so that not even their order in a copy
    of the database tells who answered when.
    """

    key = models.UUIDField(default=uuid.uuid4, primary_key=True, editable=False)
    form = models.ForeignKey(FeedbackForm, models.CASCADE, related_name="answers")
    registration = models.OneToOneField(
        Registration, models.SET_NULL, null=True, blank=True, related_name="feedback"
    )
    answers = models.JSONField()
