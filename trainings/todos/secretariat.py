"""What the Secretariat has to do about requests: decide, look after its own, close."""

from datetime import timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Todo
from courses.enums import Side
from trainings.enums import AssignmentState, Party, RequestState
from trainings.models import Assignment, DateAnswer, TrainingRequest
from trainings.rules.dates import AGREES
from trainings.rules.flags import STALLED_AFTER

SOON = timedelta(days=7)
DECIDED_WITHIN = timedelta(days=14)


def todos(standing: Standing) -> list[Todo]:
    """Return, in one query, what waits for a decision, and what waits for who looks after it."""
    own = Q(assignee=standing.user)
    due = Q(
        tasks__owner=Side.SECRETARIAT,
        tasks__done_at=None,
        tasks__due_date__lte=network_day(standing.at) + SOON,
    )
    under_way = Q(state__in=[RequestState.ACCEPTED, RequestState.SCHEDULED])
    silent = Q(deed_at__lte=standing.at - STALLED_AFTER)
    waits = Q(state=RequestState.ACCEPTED) & (silent | Q(is_agreed=True))
    rows: list[Any] = list(  # requests with the Secretariat's tasks that are due
        TrainingRequest.objects.annotate(has_answers=Exists(_accepted()), is_agreed=_is_agreed())
        .filter(
            Q(state=RequestState.SUBMITTED)
            | own & under_way & (due | Q(cancel_asked_at__isnull=False) | Q(has_answers=True))
            | own & waits
            | own & Q(state=RequestState.DELIVERED)
        )
        .select_related("member_state", "course")
        .annotate(due=Count("tasks", filter=due), due_on=Min("tasks__due_date", filter=due))
        .order_by("deed_at", "pk")
    )
    return [todo for one in rows for todo in _of(one, standing)]


def _accepted() -> QuerySet[Assignment]:
    """Return the trainers of a request who said yes and wait to be confirmed."""
    return Assignment.objects.filter(request=OuterRef("pk"), state=AssignmentState.ACCEPTED)


def _is_agreed() -> Case:
    """Return whether the host agrees to a date and to the checklist, and a trainer is confirmed."""
    said = DateAnswer.objects.filter(
        option__request=OuterRef("pk"),
        option__dropped_at=None,
        party=Party.HOST,
        answer__in=AGREES,
    )
    teaching = Assignment.objects.teaching().filter(request=OuterRef("pk"))
    confirmed = Q(checklist_confirmed_at__isnull=False)
    return Case(
        When(confirmed & Exists(said) & Exists(teaching), then=Value(value=True)),
        default=Value(value=False),
    )


def _of(one: Any, standing: Standing) -> list[Todo]:
    if one.state == RequestState.SUBMITTED:
        by = one.deed_at + DECIDED_WITHIN
        return [_todo(one, _("Decide: %(title)s"), _("Decide"), by=by, urgent=by <= standing.at)]
    if one.state == RequestState.DELIVERED:
        return [_todo(one, _("Report and close: %(title)s"), _("See what is open"))]
    found = []
    if one.cancel_asked_at:
        what = _("The host asks to cancel: %(title)s")
        found.append(_todo(one, what, _("Answer"), urgent=True))
    if one.has_answers:
        what = _("A trainer has said yes and is to be confirmed: %(title)s")
        found.append(_todo(one, what, _("Confirm"), to="#trainers"))
    if one.state == RequestState.ACCEPTED and one.is_agreed:
        what = _("The host agrees and a trainer is confirmed: %(title)s")
        found.append(_todo(one, what, _("Schedule"), to="#dates"))
    if one.due:
        what = ngettext(
            "%(count)d task of the checklist is due: %(title)s",
            "%(count)d tasks of the checklist are due: %(title)s",
            one.due,
        ).replace("%(count)d", str(one.due))
        found.append(_todo(one, what, _("See them"), by=end_of_day(one.due_on), to="#checklist"))
    if one.state == RequestState.ACCEPTED and one.deed_at <= standing.at - STALLED_AFTER:
        found.append(_todo(one, _("Nothing has happened for two weeks: %(title)s"), _("Open")))
    return found


def _todo(one: TrainingRequest, what: str, button: str, *, to: str = "", **more: Any) -> Todo:
    title = f"{one.sought.title}, {one.host_city()}"
    return Todo(
        what=what % {"title": title},
        url=f"{one.get_absolute_url()}{to}",
        button=button,
        note=f"{one.reference} · {one.member_state}",
        **{"by": None, **more},
    )
