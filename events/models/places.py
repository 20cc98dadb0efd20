"""How many may come."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberState
from events.enums import Attending, Group, QuotaScope
from events.models.event import Event
from events.models.session import Session


class Quota(models.Model):
    """A number of places and what it is counted over; without a number it is open."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="quotas")
    scope = models.CharField(max_length=12, choices=QuotaScope)
    member_state = models.ForeignKey(MemberState, models.PROTECT, null=True, blank=True)
    group = models.CharField(max_length=12, choices=Group, blank=True)
    attending = models.CharField(max_length=10, choices=Attending, blank=True)
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="quotas"
    )
    places = models.PositiveIntegerField(_("Places"), null=True, blank=True)

    class Meta:
        ordering = ["scope", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    scope__in=[QuotaScope.TOTAL, QuotaScope.EACH_STATE],
                    member_state=None,
                    group="",
                    attending="",
                    session=None,
                )
                | Q(
                    scope=QuotaScope.STATE,
                    member_state__isnull=False,
                    group="",
                    attending="",
                    session=None,
                )
                | Q(scope=QuotaScope.GROUP, member_state=None, attending="", session=None)
                & ~Q(group="")
                | Q(scope=QuotaScope.ATTENDING, member_state=None, group="", session=None)
                & ~Q(attending="")
                | Q(
                    scope=QuotaScope.SESSION,
                    member_state=None,
                    group="",
                    attending="",
                    session__isnull=False,
                ),
                name="quota_names_what_its_scope_says",
            ),
            models.UniqueConstraint(
                fields=["event", "scope"],
                condition=Q(scope__in=[QuotaScope.TOTAL, QuotaScope.EACH_STATE]),
                name="quota_once_for_all_and_for_each_state",
            ),
            models.UniqueConstraint(
                fields=["event", "member_state"],
                condition=Q(scope=QuotaScope.STATE),
                name="quota_once_for_a_state",
            ),
            models.UniqueConstraint(
                fields=["event", "group"],
                condition=Q(scope=QuotaScope.GROUP),
                name="quota_once_for_a_group",
            ),
            models.UniqueConstraint(
                fields=["event", "attending"],
                condition=Q(scope=QuotaScope.ATTENDING),
                name="quota_once_for_a_way_of_attending",
            ),
            models.UniqueConstraint(
                fields=["event", "session"],
                condition=Q(scope=QuotaScope.SESSION),
                name="quota_once_for_a_session",
            ),
        ]
