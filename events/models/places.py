"""How many may come."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberState
from events.enums import Attending, Group, QuotaScope
from events.models.event import Event
from events.models.session import Session

_NAMES = {"group": "", "attending": "", "question": "", "option": "", "session": None}


def _only(scope: QuotaScope, *named: str) -> Q:
    """Return the condition that a quota of that scope leaves all but ``named`` empty."""
    empty = {name: value for name, value in _NAMES.items() if name not in named}
    if scope != QuotaScope.STATE:
        empty["member_state"] = None
    if scope == QuotaScope.SESSION:
        del empty["session"]
    return Q(scope=scope, **empty)


class Quota(models.Model):
    """A number of places and what it is counted over; without a number it is open.

    A number for each state, or for one, may count one ``group`` alone: ten delegates from
    each state, beside forty practitioners from anywhere.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="quotas")
    scope = models.CharField(max_length=12, choices=QuotaScope)
    member_state = models.ForeignKey(MemberState, models.PROTECT, null=True, blank=True)
    group = models.CharField(max_length=12, choices=Group, blank=True)
    attending = models.CharField(max_length=10, choices=Attending, blank=True)
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="quotas"
    )
    question = models.SlugField(max_length=40, blank=True)
    option = models.SlugField(max_length=40, blank=True)
    places = models.PositiveIntegerField(_("Places"), null=True, blank=True)

    class Meta:
        ordering = ["scope", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_only(QuotaScope.TOTAL)
                | _only(QuotaScope.EACH_STATE, "group")
                | _only(QuotaScope.STATE, "group") & Q(member_state__isnull=False)
                | _only(QuotaScope.GROUP, "group") & ~Q(group="")
                | _only(QuotaScope.ATTENDING, "attending") & ~Q(attending="")
                | _only(QuotaScope.SESSION) & Q(session__isnull=False)
                | _only(QuotaScope.CHOICE, "question", "option") & ~Q(question="") & ~Q(option=""),
                name="quota_names_what_its_scope_says",
            ),
            models.UniqueConstraint(
                fields=["event", "scope", "group"],
                condition=Q(scope__in=[QuotaScope.TOTAL, QuotaScope.EACH_STATE]),
                name="quota_once_for_all_and_for_each_state",
            ),
            models.UniqueConstraint(
                fields=["event", "member_state", "group"],
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
            models.UniqueConstraint(
                fields=["event", "question", "option"],
                condition=Q(scope=QuotaScope.CHOICE),
                name="quota_once_for_a_choice",
            ),
        ]


class EventGroup(models.Model):
    """As what people may register for one event, and who of them goes first in the queue.

    ``offered`` groups can be chosen on the public form; a higher ``priority`` waits in front.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="groups")
    group = models.CharField(max_length=12, choices=Group)
    label = models.CharField(_("Called"), max_length=80, blank=True)
    offered = models.BooleanField(_("Can be chosen on the form"), default=False)
    priority = models.SmallIntegerField(_("Priority"), default=0)

    class Meta:
        ordering = ["-priority", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "group"], name="group_once_in_an_event"),
        ]
