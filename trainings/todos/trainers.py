"""What a trainer has to do: answer an invitation, answer dates, say how it went."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Todo
from trainings.enums import AssignmentState
from trainings.models import Assignment, DateAnswer, DateOption, TrainerReport
from trainings.services.dates import NEGOTIATED

AGREED = (AssignmentState.ACCEPTED, AssignmentState.CONFIRMED)
ASKED_FOR = timedelta(days=60)


def todos(standing: Standing) -> list[Todo]:
    """Return, in one query, what waits for the trainer that the person is."""
    today = network_day(standing.at)
    said = DateAnswer.objects.filter(option=OuterRef("pk"), trainer=OuterRef(OuterRef("trainer")))
    unanswered = DateOption.objects.filter(
        ~Exists(said),
        request=OuterRef("request"),
        dropped_at=None,
        first_date__gt=today,
    )
    reported = TrainerReport.objects.filter(assignment=OuterRef("pk"))
    closes = Q(request__dates_close_on=None) | Q(request__dates_close_on__gte=today)
    asked = Q(state=AssignmentState.INVITED) | closes & Q(Exists(unanswered), state__in=AGREED)
    silent = Q(
        ~Exists(reported),
        state=AssignmentState.DELIVERED,
        request__delivered_at__gt=standing.at - ASKED_FOR,
    )
    rows: list[Any] = list(
        Assignment.objects.own(standing)
        .filter(silent | asked & Q(request__state__in=NEGOTIATED))
        .select_related("request__course", "request__member_state", "request__delivery__event")
        .order_by("invited_at", "pk")
    )
    return [_of(one) for one in rows]


def _of(one: Assignment) -> Todo:
    asked = one.request
    title = {"title": f"{asked.sought.title}, {asked.host_city()}"}
    if one.state == AssignmentState.DELIVERED:
        return Todo(
            what=_("How did it go? %(title)s") % title,
            by=None,
            url=reverse("trainings:trainer_report", args=[one.key]),
            button=_("Say how it went"),
            note=str(asked.member_state),
        )
    is_invited = one.state == AssignmentState.INVITED
    what = _("Will you teach? %(title)s") if is_invited else _("Which date suits? %(title)s")
    closes = asked.dates_close_on
    return Todo(
        what=what % title,
        by=end_of_day(closes) if closes else None,
        url=one.get_absolute_url(),
        button=_("Answer"),
        note=str(asked.member_state),
    )
