"""The states, organisations and bodies of the Network, and who sits where."""

from datetime import date

from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind


class MemberState(models.Model):
    """One of the 27, by its EU code (EL, not GR), in protocol order."""

    code = models.CharField(primary_key=True, max_length=2)
    iso = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(unique=True)
    languages = models.CharField(max_length=40)
    time_zone = models.CharField(max_length=64)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        """Return the state's name."""
        return self.name


class Organisation(models.Model):
    """A ministry, a Commission service, an agency, a council, an association."""

    name = models.CharField(_("Name"), max_length=200, unique=True)
    abbreviation = models.CharField(_("Abbreviation"), max_length=20, blank=True)
    kind = models.CharField(_("Kind"), max_length=20, choices=OrganisationKind)
    member_state = models.ForeignKey(MemberState, models.PROTECT, null=True, blank=True)
    email = models.EmailField(_("Contact address"), blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        """Return the organisation's name."""
        return self.name


class Body(models.Model):
    """The Board, the ExCom, the Advisory board, a working group."""

    code = models.CharField(primary_key=True, max_length=20)
    name = models.CharField(_("Name"), max_length=120, unique=True)
    notice_days = models.PositiveSmallIntegerField(
        _("Notice in clear working days"),
        default=10,
        help_text=_("How many clear working days before a meeting agenda and papers are due."),
    )
    chaired_by_presidency = models.BooleanField(
        _("Chaired by the Presidency in office"), default=True
    )
    vacant_seats_count = models.BooleanField(
        _("Seats without a holder count in written procedures"), default=True
    )
    observers_read_procedures = models.BooleanField(
        _("Observers read its written procedures"), default=True
    )
    quorum_share = models.CharField(
        _("Quorum, as a share of the voting seats"),
        max_length=9,
        default="1/2",
        help_text=_("A fraction such as 1/2 or 2/3. Check it against your Rules of Procedure."),
    )
    quorum_is_more = models.BooleanField(_("More than that share, not just as much"), default=True)
    online_is_present = models.BooleanField(_("Who takes part online is present"), default=True)
    places_per_seat = models.PositiveSmallIntegerField(_("Places of a delegation"), default=2)
    reimbursed_per_seat = models.PositiveSmallIntegerField(
        _("Of whom so many are reimbursed"), default=1
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(
                condition=Q(reimbursed_per_seat__lte=F("places_per_seat")),
                name="body_reimburses_nobody_without_a_place",
            ),
        ]

    def __str__(self) -> str:
        """Return the body's name."""
        return self.name


class SeatQuerySet(models.QuerySet["Seat"]):
    """Reads on seats."""

    def held_on(self, on: date | OuterRef) -> "SeatQuerySet":
        """Seats that exist that day, or on the one that another query has beside."""
        return self.filter(Q(starts__lte=on), Q(ends__isnull=True) | Q(ends__gte=on))

    def in_protocol_order(self) -> "SeatQuerySet":
        """States in protocol order, then organisations by name."""
        return self.select_related("member_state", "organisation").order_by(
            F("member_state__order").asc(nulls_last=True), "organisation__name"
        )


class Seat(models.Model):
    """A place at the table of a body, held by a state or an organisation, never by a person."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    member_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    votes = models.BooleanField(_("Votes"), default=True)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "member_state__order", "organisation__name", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member_state__isnull=False, organisation=None)
                | Q(member_state=None, organisation__isnull=False),
                name="seat_of_a_state_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="seat_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["body", "member_state", "starts"], name="seat_of_a_state_starts_once"
            ),
            models.UniqueConstraint(
                fields=["body", "organisation", "starts"],
                name="seat_of_an_organisation_starts_once",
            ),
        ]

    @property
    def holder(self) -> str:
        """Return the name of the state or organisation that holds the seat."""
        return str(self.member_state or self.organisation)
