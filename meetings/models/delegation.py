"""Who comes for a seat: the delegation, its people, and how many places it has."""

import uuid

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberState, Organisation, Seat, User
from accounts.seats import code_of
from events.models import Event, Registration
from meetings.enums import ANSWERED, DelegationState


class MeetingPlaces(models.Model):
    """How many places a delegation has at one meeting, where it is not as the body says."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="delegation_places")
    places = models.PositiveSmallIntegerField(_("Places of a delegation"))
    reimbursed = models.PositiveSmallIntegerField(_("Of whom so many are reimbursed"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reimbursed__lte=F("places")),
                name="meeting_reimburses_nobody_without_a_place",
            ),
        ]


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Reads on delegations."""

    def answered(self) -> "DelegationQuerySet":
        """Delegations of which it was said who comes, or that nobody does."""
        return self.filter(state__in=ANSWERED)

    def with_people(self) -> "DelegationQuerySet":
        """Delegations with those who were named, as they are now."""
        people = Delegate.objects.select_related(
            "registration__replaced_by", "replaces__registration"
        )
        rows = self.select_related("member_state", "organisation", "sent_by")
        return rows.prefetch_related(Prefetch("delegates", people))


class Delegation(models.Model):
    """What the party that holds a seat answers to a meeting: who comes, or nobody.

    The chair by term may sit there without a ``seat``. Those who speak for the party share
    one draft: ``typed`` holds it as it was typed, until it is sent. ``sent_as`` says in what
    role it was sent: by the party, or by the Secretariat on behalf.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="delegations")
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    member_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    state = models.CharField(max_length=10, choices=DelegationState, default=DelegationState.DRAFT)
    typed = models.JSONField(default=dict, blank=True)
    note = models.TextField(_("To the Secretariat"), blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_as = models.CharField(max_length=12, blank=True)
    validated_at = models.DateTimeField(null=True, blank=True)
    validated_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["event", F("member_state__order").asc(nulls_last=True), "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "member_state"], name="delegation_once_of_a_state"
            ),
            models.UniqueConstraint(
                fields=["event", "organisation"], name="delegation_once_of_an_organisation"
            ),
            models.CheckConstraint(
                condition=Q(member_state__isnull=False, organisation=None)
                | Q(member_state=None, organisation__isnull=False),
                name="delegation_of_a_state_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(state=DelegationState.DRAFT, sent_at=None, sent_as="")
                | ~Q(state=DelegationState.DRAFT) & Q(sent_at__isnull=False) & ~Q(sent_as=""),
                name="delegation_answered_at_a_moment_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=DelegationState.VALIDATED, validated_at__isnull=False)
                | ~Q(state=DelegationState.VALIDATED) & Q(validated_at=None),
                name="delegation_validated_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return the name of the state or organisation."""
        return str(self.member_state or self.organisation)

    def get_absolute_url(self) -> str:
        """Return the address of its form."""
        return reverse("meetings:delegation", args=[self.event.slug, self.code])

    @property
    def code(self) -> str:
        """Return the state's code, or the organisation's number, as addresses hold it."""
        return code_of(self.member_state_id, self.organisation_id)


class DelegateQuerySet(models.QuerySet["Delegate"]):
    """Reads on delegates."""

    def named(self) -> "DelegateQuerySet":
        """Those who are in their delegation, and not replaced or taken off."""
        return self.filter(left_at=None)


class Delegate(models.Model):
    """Somebody named for a delegation; the registration holds name, address and the answer.

    ``replaces`` is who was named for the place before.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="delegates")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="delegates")
    function = models.CharField(_("Function"), max_length=200, blank=True)
    is_reimbursed = models.BooleanField(_("Reimbursed"), default=False)
    order = models.PositiveSmallIntegerField(default=0)
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    named_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(left_at=None),
                name="delegate_in_one_delegation",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return str(self.registration)
