"""Somebody is asked to come, and what is answered."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.models import Organisation, Seat, User
from accounts.steps import By
from events.enums import (
    ANSWERED,
    ASKED,
    COMES,
    LIVE,
    Group,
    InvitationKind,
    InvitationState,
    Kind,
)
from events.models.event import Event, own_seats
from events.models.registration import Registration

_UNSENT = (InvitationState.PREPARED, InvitationState.REVOKED)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads on invitations."""

    def standing(self) -> "InvitationQuerySet":
        """Invitations that were not taken back."""
        return self.exclude(state=InvitationState.REVOKED)

    def known(self) -> "InvitationQuerySet":
        """Invitations that their people have, and that were not taken back."""
        return self.filter(state__in=ASKED)

    def prepared(self) -> "InvitationQuerySet":
        """Invitations that wait to be sent."""
        return self.filter(state=InvitationState.PREPARED)

    def silent(self) -> "InvitationQuerySet":
        """Invitations that were sent and not answered."""
        return self.filter(state=InvitationState.SILENT)

    def answered(self) -> "InvitationQuerySet":
        """Invitations that were answered in any way."""
        return self.filter(state__in=ANSWERED)

    def coming(self) -> "InvitationQuerySet":
        """Invitations whose people said yes and whose registrations stand."""
        return self.filter(state__in=COMES, registration__state__in=LIVE)

    def gone(self) -> "InvitationQuerySet":
        """Invitations whose people said yes and come no longer."""
        said_yes = self.filter(state__in=COMES, registration__isnull=False)
        return said_yes.exclude(registration__state__in=LIVE)

    def of(self, user: User) -> "InvitationQuerySet":
        """Invitations to the person's own address."""
        return self.filter(email=user.email)

    def held_by(self, standing: Standing) -> "InvitationQuerySet":
        """Invitations that the person may answer: to the own address, or for the own seat."""
        if standing.user is None:
            return self.none()
        own = Q(email=standing.user.email)
        if standing.member_states or standing.organisations:
            own |= Q(seat__in=own_seats(standing))
        return self.known().filter(own)

    def matching(self, text: str) -> "InvitationQuerySet":
        """Invitations whose name, address or institution holds each word."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Invitation(models.Model):
    """A person is asked to an event, by a link that is bound to this person.

    Invited is an address: for a seat (each of those who speak for it by the own one), for an
    institution, or for itself. ``PREPARED`` ones are sent once the event is published. Who
    takes part has a ``registration``, but for whom an institution names that had one before,
    which is not the institution's to hold; ``stands_in_for`` is the invitation whose person named
    this one instead. ``answered_as`` says in what role it was answered: by the person, by
    another holder of the seat, or by the Secretariat on behalf. ``batch`` is the form that
    invited, so that a form sent twice invites once. ``sequence`` is its own share in the
    calendar's SEQUENCE; it only grows.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.UUIDField(db_index=True, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="invitations")
    state = models.CharField(max_length=10, choices=InvitationState)
    kind = models.CharField(max_length=12, choices=InvitationKind)
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    name = models.CharField(_("Name"), max_length=200, blank=True)
    email = models.EmailField(_("E-mail address"))
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    group = models.CharField(max_length=12, choices=Group, default=Group.PARTICIPANT)
    note = models.TextField(_("Personal words"), blank=True)
    language = models.CharField(max_length=10, default="en")
    stands_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="stand_ins"
    )

    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_as = models.CharField(max_length=12, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    answer_note = models.TextField(blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoke_reason = models.TextField(blank=True)
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    link_generation = models.PositiveIntegerField(default=1)
    link_hash = models.CharField(max_length=64, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    sort_name = models.CharField(max_length=400, editable=False)
    search_text = models.TextField(editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~Q(state=InvitationState.REVOKED),
                name="invitation_one_live_per_address_and_event",
            ),
            models.UniqueConstraint(
                fields=["event", "user"],
                condition=~Q(state=InvitationState.REVOKED) & Q(user__isnull=False),
                name="invitation_one_live_per_person_and_event",
            ),
            models.CheckConstraint(
                condition=Q(kind=InvitationKind.SEAT, seat__isnull=False, organisation=None)
                | Q(kind=InvitationKind.ORGANISATION, seat=None, organisation__isnull=False)
                | Q(kind=InvitationKind.PERSON, seat=None, organisation=None),
                name="invitation_names_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.PREPARED, sent_at=None)
                | Q(state=InvitationState.REVOKED)
                | ~Q(state__in=_UNSENT) & Q(sent_at__isnull=False),
                name="invitation_sent_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ANSWERED, answered_at__isnull=False)
                | Q(state=InvitationState.REVOKED)
                | ~Q(state__in=ANSWERED | {InvitationState.REVOKED}) & Q(answered_at=None),
                name="invitation_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_as="")
                | Q(answered_at__isnull=False)
                & Q(answered_as__in=[By.PERSON.value, By.STATE.value, By.SECRETARIAT.value]),
                name="invitation_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.REVOKED, revoked_at__isnull=False)
                & ~Q(revoke_reason="")
                | ~Q(state=InvitationState.REVOKED) & Q(revoked_at=None, revoke_reason=""),
                name="invitation_taken_back_with_reason_and_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=COMES)
                | Q(registration__isnull=False)
                | Q(kind=InvitationKind.ORGANISATION),
                name="invitation_who_comes_is_registered",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state"], name="invitation_by_state"),
            models.Index(fields=["event", "sort_name"], name="invitation_by_name"),
            models.Index(fields=["email"], name="invitation_by_address"),
        ]

    def __str__(self) -> str:
        """Return the name, or the address of whom no name is known."""
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the columns that sort and search derived from the words."""
        self.derive()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "sort_name", "search_text"}
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out the columns that sort and search."""
        self.sort_name = folded(self.name or self.email)[:400]
        self.search_text = f"{self.sort_name} {self.email} {folded(self.invited_for)}"

    @property
    def invited_for(self) -> str:
        """Return the holder of the seat or the institution, or nothing."""
        if self.seat_id and self.seat:
            return self.seat.holder
        return self.organisation.name if self.organisation_id and self.organisation else ""

    @property
    def shown_at(self) -> datetime | None:
        """Return the latest moment at which the person's calendar learned something of it."""
        return self.revoked_at or self.answered_at or self.sent_at

    @property
    def comes_no_longer(self) -> bool:
        """Return whether the person said yes and has withdrawn, or lost the place, since."""
        stands = self.registration is None or self.registration_state in LIVE
        return self.state in COMES and not stands

    @property
    def is_left_out(self) -> bool:
        """Return whether others have said that the person does not come for a seat to a meeting."""
        return (
            self.event.kind == Kind.MEETING
            and self.seat_id is not None
            and self.state == InvitationState.NO
            and self.answered_as != By.PERSON
        )

    @property
    def names_another(self) -> bool:
        """Return whether an institution said who comes, by an address that is not its own.

        Whether that person was registered before is nothing that it may learn.
        """
        own = self.registration
        return (
            self.kind == InvitationKind.ORGANISATION
            and self.state in COMES
            and (own is None or own.email != self.email)
        )

    @property
    def registration_state(self) -> str:
        """Return the state of the registration that followed, or nothing."""
        return self.registration.state if self.registration else ""
