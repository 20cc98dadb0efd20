"""A Member State's request for a training."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.enums import Category
from accounts.folding import folded
from accounts.models import MemberState, User
from courses.languages import ENGLISH
from courses.materials import has_all_in
from courses.models import Course
from trainings.enums import PlaceKind, RequestState
from trainings.models.delivery import Delivery
from trainings.rules.flags import flags
from trainings.rules.wish import Window

LABEL = "trainings.request"
"""Under which journal, letters and attachments know a request, by its reference."""
UNSENT = (RequestState.DRAFT, RequestState.WITHDRAWN)
HAS_A_DELIVERY = (RequestState.SCHEDULED, RequestState.DELIVERED, RequestState.CLOSED)
ENDS_FOR_A_REASON = (RequestState.DECLINED, RequestState.CANCELLED)
ENDED = (RequestState.CLOSED, RequestState.WITHDRAWN, *ENDS_FOR_A_REASON)


class TrainingRequestQuerySet(models.QuerySet["TrainingRequest"]):
    """Reads on requests."""

    def visible_to(self, standing: Standing) -> "TrainingRequestQuerySet":
        """Requests the person may read: the own state's, and to the Secretariat what was sent.

        Drafts belong to National Representative and substitute alone.
        """
        sent = Q(submitted_at__isnull=False) if standing.is_secretariat else Q(pk__in=[])
        return self.filter(sent | Q(member_state__in=standing.member_states))

    def with_material(self) -> "TrainingRequestQuerySet":
        """Requests, each with whether the material of its course is there in its language."""
        language = OuterRef(OuterRef("language"))
        has_all = has_all_in(course=OuterRef("course"), language=language)
        english = Q(language=ENGLISH)
        return self.annotate(has_material=ExpressionWrapper(english | has_all, BooleanField()))

    def over(self, at: datetime) -> "TrainingRequestQuerySet":
        """Scheduled requests whose last session is over."""
        return self.filter(state=RequestState.SCHEDULED, delivery__event__ends_at__lte=at)

    def fed_into(self, delivery: Delivery) -> "TrainingRequestQuerySet":
        """Requests that a delivery answers, the first one first; cancelled ones no longer."""
        return self.filter(delivery=delivery, state__in=HAS_A_DELIVERY).order_by(
            "scheduled_at", "pk"
        )

    def matching(self, text: str) -> "TrainingRequestQuerySet":
        """Requests whose reference, place or words hold each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class TrainingRequest(models.Model):
    """What a Member State asks for, and how far it is.

    While it is a draft, ``typed`` holds the form as it was typed by either of the two who share
    it; sending it turns that into columns and rows and empties it. ``deed_at`` is the moment of
    the last deed by anybody. ``alone_reason`` says why one trainer is enough.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True, editable=False)
    member_state = models.ForeignKey(MemberState, models.PROTECT, related_name="training_requests")
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.DRAFT)
    typed = models.JSONField(default=dict, blank=True)

    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="requests",
        verbose_name=_("Course"),
    )  # fmt: skip
    language = models.CharField(_("Language"), max_length=10, default=ENGLISH)
    expected = models.PositiveSmallIntegerField(_("Expected"), null=True, blank=True)
    least = models.PositiveSmallIntegerField(_("At least"), null=True, blank=True)
    most = models.PositiveSmallIntegerField(_("At most"), null=True, blank=True)
    place = models.CharField(_("Place"), max_length=12, choices=PlaceKind, blank=True)
    city = models.CharField(_("City"), max_length=100, blank=True)
    venue = models.CharField(_("Venue"), max_length=200, blank=True)
    provides = models.JSONField(_("What you provide"), default=list, blank=True)
    motivation = models.TextField(_("Why this training, and why now"), blank=True)

    assignee = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="training_requests",
        verbose_name=_("Looked after by"),
    )  # fmt: skip
    dates_close_on = models.DateField(_("Answers to the dates until"), null=True, blank=True)
    chosen = models.ForeignKey(
        "trainings.DateOption", models.PROTECT, null=True, blank=True, related_name="+"
    )
    alone_reason = models.TextField(_("Why one trainer is enough"), blank=True)
    checklist_confirmed_at = models.DateTimeField(null=True, blank=True)
    checklist_confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    delivery = models.ForeignKey(
        Delivery, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_reason = models.TextField(_("Why it should be cancelled"), blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("Reason"), blank=True)

    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    scheduled_at = models.DateTimeField(null=True, blank=True, editable=False)
    delivered_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    deed_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False)

    objects = TrainingRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "deed_at"], name="request_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UNSENT)
                | Q(
                    course__isnull=False,
                    submitted_at__isnull=False,
                    expected__isnull=False,
                    least__isnull=False,
                    most__isnull=False,
                    least__gte=1,
                    expected__gte=F("least"),
                    most__gte=F("expected"),
                )
                & ~Q(place="")
                & ~Q(motivation=""),
                name="request_sent_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(place=PlaceKind.MEMBER_STATE) | ~Q(city="") | Q(state__in=UNSENT),
                name="request_in_a_member_state_names_the_city",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DRAFT) | Q(typed={}),
                name="request_typed_in_drafts_only",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None)
                & ~Q(state__in=[RequestState.ACCEPTED, *HAS_A_DELIVERY])
                | Q(accepted_at__isnull=False, assignee__isnull=False),
                name="request_accepted_is_looked_after",
            ),
            models.CheckConstraint(
                condition=Q(state__in=HAS_A_DELIVERY, scheduled_at__isnull=False)
                & Q(delivery__isnull=False, chosen__isnull=False)
                | ~Q(state__in=HAS_A_DELIVERY)
                & (Q(delivery=None) | Q(state=RequestState.CANCELLED)),
                name="request_scheduled_has_its_date_and_delivery",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RequestState.DELIVERED, RequestState.CLOSED])
                | Q(delivered_at__isnull=False),
                name="request_delivered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDS_FOR_A_REASON) | ~Q(reason=""),
                name="request_ended_by_the_secretariat_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) & ~Q(state__in=ENDED)
                | Q(
                    ended_at__isnull=False,
                    state__in=ENDED,
                ),
                name="request_ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(cancel_asked_at=None, cancel_asked_reason="")
                | Q(cancel_asked_at__isnull=False) & ~Q(cancel_asked_reason=""),
                name="request_asked_to_cancel_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(checklist_confirmed_at=None, checklist_confirmed_by=None)
                | Q(checklist_confirmed_at__isnull=False),
                name="request_checklist_confirmed_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return the reference."""
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the words that search finds."""
        self.search_text = folded(
            " ".join(
                [
                    self.reference,
                    self.member_state.name,
                    self.course.title if self.course else "",
                    self.city,
                    self.venue,
                    self.motivation,
                ]
            )
        )
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the request's page."""
        return reverse("trainings:request", args=[self.reference])

    @property
    def sought(self) -> Course:
        """Return the course of a request that was sent; a draft may have none yet."""
        if self.course is None:
            raise ValueError("a draft has no course yet")
        return self.course

    @property
    def held(self) -> Delivery:
        """Return the delivery of a request that was scheduled."""
        if self.delivery is None:
            raise ValueError("what is not scheduled has no delivery")
        return self.delivery

    @property
    def dates(self) -> list[Any]:
        """Return the dates that stand, the earliest first."""
        return [one for one in self.options.all() if one.dropped_at is None]

    @property
    def spans(self) -> tuple[Window, ...]:
        """Return its windows as the rules take them."""
        return tuple(Window(one.starts, one.ends) for one in self.windows.all())

    def flags_at(self, at: datetime) -> list[str]:
        """Return with what it is marked; reads windows and the delivery's event."""
        return [
            str(flag)
            for flag in flags(
                state=self.state,
                deed_at=self.deed_at,
                submitted_at=self.submitted_at,
                ends_at=self.delivery.event.ends_at if self.delivery else None,
                windows=self.spans,
                at=at,
            )
        ]

    def host_city(self) -> str:
        """Return where it is to be in a word or two: "Lisbon", "Brussels", "Online"."""
        if self.place == PlaceKind.MEMBER_STATE:
            return self.city
        return "Brussels" if self.place == PlaceKind.BRUSSELS else str(PlaceKind.ONLINE.label)


class GroupPart(models.Model):
    """How many of one target group are expected."""

    request = models.ForeignKey(TrainingRequest, models.CASCADE, related_name="groups")
    category = models.CharField(_("Group"), max_length=20, choices=Category)
    people = models.PositiveSmallIntegerField(_("People"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "category"], name="group_once_in_a_request"),
            models.CheckConstraint(condition=Q(people__gte=1), name="group_has_people"),
        ]


class DateWindow(models.Model):
    """Days within which the training would suit the host."""

    request = models.ForeignKey(TrainingRequest, models.CASCADE, related_name="windows")
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"))

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "starts"], name="window_begins_once_in_a_request"
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="window_ends_after_it_starts"
            ),
        ]
