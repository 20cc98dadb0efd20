"""The voices of the seats."""

from django.db import models
from django.db.models import F, Q

from accounts.access import Standing
from accounts.enums import Role
from accounts.models import Mandate, MemberState, Organisation, Seat, User
from procedures.enums import Casting, Choice, State
from procedures.models.procedure import Procedure


class BallotQuerySet(models.QuerySet["Ballot"]):
    """Reads on ballots."""

    def held_by(self, standing: Standing) -> "BallotQuerySet":
        """Ballots of the seats the person speaks for at that moment."""
        return self.filter(
            Q(member_state__in=standing.member_states) | Q(organisation__in=standing.organisations)
        )

    def ever_held_by(self, email: str) -> "BallotQuerySet":
        """Ballots of the seats for which the person with an address speaks or ever spoke."""
        mandates = Mandate.objects.filter(user__email=email)
        houses = mandates.filter(role=Role.OBSERVER).values("organisation")
        return self.filter(
            Q(member_state__in=mandates.for_seats().values("member_state"))
            | Q(organisation__in=houses)
        )

    def in_protocol_order(self) -> "BallotQuerySet":
        """States in protocol order, then organisations by name."""
        return self.select_related("member_state", "organisation").order_by(
            F("member_state__order").asc(nulls_last=True), "organisation__name", "pk"
        )

    def silent(self) -> "BallotQuerySet":
        """Ballots nobody has cast yet."""
        return self.filter(choice="")

    def to_answer(self, standing: Standing) -> "BallotQuerySet":
        """Blank ballots of the person's seats that a reply would still fill."""
        return (
            self.held_by(standing)
            .silent()
            .filter(procedure__state=State.RUNNING, procedure__deadline_at__gte=standing.at)
        )


class Ballot(models.Model):
    """One seat's voice in one procedure; blank until it is cast.

    The launch lays out one per voting seat of the body, so the electorate is fixed that day.
    The later reply of a seat stands; all of them are in the ledger. ``cast_by`` spoke for the
    seat, ``entered_by`` typed a reply that came by mail. ``casting`` is how the chair would
    break a tie.
    """

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="ballots")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    member_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="ballots"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="ballots"
    )
    choice = models.CharField(max_length=10, choices=Choice, blank=True)
    casting = models.CharField(max_length=10, choices=Casting, blank=True)
    is_reservation = models.BooleanField(default=False)
    cast_at = models.DateTimeField(null=True, blank=True)
    cast_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    event = models.OneToOneField(
        "procedures.BallotEvent", models.PROTECT, null=True, blank=True, related_name="standing"
    )

    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(member_state__isnull=False, organisation=None)
                | Q(member_state=None, organisation__isnull=False),
                name="ballot_of_a_state_or_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["procedure", "member_state"], name="ballot_one_per_member_state"
            ),
            models.UniqueConstraint(
                fields=["procedure", "organisation"], name="ballot_one_per_organisation"
            ),
            models.CheckConstraint(
                condition=Q(choice="", casting="", is_reservation=False)
                & Q(cast_at=None, cast_by=None, entered_by=None, event=None)
                | ~Q(choice="") & Q(cast_at__isnull=False, event__isnull=False),
                name="ballot_blank_or_fully_cast",
            ),
        ]

    @property
    def code(self) -> str:
        """Return how the record names the seat: ``LV``, or ``ORG-7`` for an organisation."""
        return self.member_state_id or f"ORG-{self.organisation_id}"

    @property
    def holder(self) -> str:
        """Return the name of the state or organisation."""
        return str(self.member_state or self.organisation)

    @property
    def stands(self) -> str:
        """Return the number of the entry of the reply that stands; nothing before the first."""
        return str(self.event.number) if self.event else ""

    def is_held_by(self, standing: Standing) -> bool:
        """Return whether the person speaks for the seat at that moment."""
        return (
            self.member_state_id in standing.member_states
            or self.organisation_id in standing.organisations
        )


class Objection(models.Model):
    """A seat, or the chair, objects to deciding in writing; that is no vote against."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="objections")
    by_chair = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    event = models.OneToOneField("procedures.BallotEvent", models.PROTECT, related_name="objection")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "by_chair"], name="objection_once_by_a_seat"),
        ]


class Amendment(models.Model):
    """A seat proposes other words; recorded, and under some rules it ends the matter."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="amendments")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    event = models.OneToOneField("procedures.BallotEvent", models.PROTECT, related_name="amendment")


class ReplyDraft(models.Model):
    """What a seat's holders have typed and not recorded; they share it, nobody else sees it.

    It is no reply: it counts for nothing, stands in no ledger, and goes when one is recorded
    or the procedure ends.
    """

    ballot = models.OneToOneField(Ballot, models.CASCADE, related_name="draft")
    choice = models.CharField(max_length=10, choices=Choice, blank=True)
    casting = models.CharField(max_length=10, choices=Casting, blank=True)
    statement = models.TextField(blank=True)
    is_reservation = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    @property
    def moment(self) -> str:
        """Return when it was saved, as a form names the draft from which it was filled in."""
        return self.saved_at.isoformat()
