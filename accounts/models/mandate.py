"""For whom a person speaks, and from when to when."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.days import network_day
from accounts.enums import (
    FOR_A_STATE,
    FOR_AN_ORGANISATION,
    FOR_THE_NETWORK,
    SPEAKS_FOR_THE_SEAT,
    Role,
)
from accounts.models.network import MemberState, Organisation
from accounts.models.user import User


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Reads on mandates."""

    def valid_at(self, at: datetime) -> "MandateQuerySet":
        """Mandates that give their right at that moment."""
        on = network_day(at)
        return self.filter(
            Q(starts__lte=on),
            Q(ends__isnull=True) | Q(ends__gte=on),
            Q(ended_at__isnull=True) | Q(ended_at__gt=at),
        )

    def for_seats(self) -> "MandateQuerySet":
        """Mandates of National Representatives and substitutes."""
        return self.filter(role__in=SPEAKS_FOR_THE_SEAT)

    def current_or_future(self, at: datetime) -> "MandateQuerySet":
        """Mandates that are not over."""
        on = network_day(at)
        return self.filter(
            Q(ends__isnull=True) | Q(ends__gte=on), Q(ended_at__isnull=True) | Q(ended_at__gt=at)
        )


class Mandate(models.Model):
    """A person speaks for a state or an organisation, or works for the Network.

    ``starts`` and ``ends`` are days in Brussels; ``ended_at`` ends it at a moment.
    Two mandates of one person in one role for the same seat never overlap (an exclusion
    constraint on PostgreSQL, a trigger on SQLite).
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="mandates")
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    member_state = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    is_lead = models.BooleanField(_("Leads for the Member State"), default=False)
    copies = models.TextField(
        _("Copy addresses"),
        blank=True,
        help_text=_(
            "A functional mailbox or an assistant, one address a line:"
            " they get the letters, no rights."
        ),
    )
    starts = models.DateField(_("From"))
    ends = models.DateField(_("Until"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["member_state__order", "role", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=FOR_A_STATE, member_state__isnull=False, organisation=None)
                | Q(role__in=FOR_AN_ORGANISATION, member_state=None, organisation__isnull=False)
                | Q(role__in=FOR_THE_NETWORK, member_state=None, organisation=None),
                name="mandate_speaks_for_whom_its_role_says",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="mandate_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(is_lead=False) | Q(role=Role.NR), name="mandate_only_an_nr_leads"
            ),
        ]

    @property
    def in_words(self) -> str:
        """Return the role and for whom, such as ``Substitute, Latvia``."""
        return ", ".join(word for word in (self.get_role_display(), self.speaks_for) if word)

    @property
    def copy_addresses(self) -> list[str]:
        """Return the addresses that get the same letters."""
        return self.copies.split()

    @property
    def speaks_for(self) -> str:
        """Return the name of the state or organisation, or nothing."""
        return str(self.member_state or self.organisation or "")

    def holds_on(self, on: date, *, at: datetime) -> bool:
        """Return whether the mandate gives its right that day, seen at that moment."""
        return (
            self.starts <= on
            and (self.ends is None or self.ends >= on)
            and (self.ended_at is None or self.ended_at > at)
        )
