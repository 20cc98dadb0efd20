"""What a state has to do about its requests: finish, answer, confirm, do in time."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Todo
from courses.enums import Side
from trainings.enums import Party, RequestState
from trainings.models import DateAnswer, DateOption, TrainingRequest
from trainings.rules.flags import STALLED_AFTER

SOON = timedelta(days=7)
OURS = (
    RequestState.DRAFT,
    RequestState.NEEDS_INFO,
    RequestState.ACCEPTED,
    RequestState.SCHEDULED,
)


def todos(standing: Standing) -> list[Todo]:
    """Return, in one query, what waits for who speaks for a state."""
    if not standing.member_states:
        return []
    today = network_day(standing.at)
    due = Q(tasks__owner=Side.HOST, tasks__done_at=None, tasks__due_date__lte=today + SOON)
    said = DateAnswer.objects.filter(option=OuterRef("pk"), party=Party.HOST)
    unanswered = DateOption.objects.filter(
        ~Exists(said), request=OuterRef("pk"), dropped_at=None, first_date__gt=today
    )
    rows: list[Any] = list(  # requests with what of them is open for the host
        TrainingRequest.objects.filter(member_state__in=standing.member_states, state__in=OURS)
        .select_related("course", "changed_by", "delivery__event")
        .annotate(
            due=Count("tasks", filter=due),
            due_on=Min("tasks__due_date", filter=due),
            has_dates=Exists(unanswered),
        )
        .order_by("deed_at", "pk")
    )
    return [todo for one in rows for todo in _of(one, standing)]


def _of(one: Any, standing: Standing) -> list[Todo]:
    if one.state == RequestState.DRAFT:
        return [
            Todo(
                what=_("Finish your request for a training"),
                by=None,
                url=reverse("trainings:draft", args=[one.reference]),
                button=_("Go on"),
                seat=one.member_state_id,
                note=f"{one.reference} · {one.changed_by.name}",
            )
        ]
    if one.state == RequestState.NEEDS_INFO:
        url = reverse("trainings:answer", args=[one.reference])
        what, by = _("The Secretariat asks: %(title)s"), _in_time(one.deed_at)
        return [_todo(one, what, _("Answer"), url=url, by=by)]
    return [*_dates(one, standing), *_checklist(one, standing)]


def _dates(one: Any, standing: Standing) -> list[Todo]:
    closes = one.dates_close_on
    if not one.has_dates or (closes and closes < network_day(standing.at)):
        return []
    by = end_of_day(closes) if closes else None
    return [_todo(one, _("Which date suits? %(title)s"), _("Answer"), to="#dates", by=by)]


def _checklist(one: Any, standing: Standing) -> list[Todo]:
    found = []
    if not one.checklist_confirmed_at:
        what = _("Confirm the checklist: %(title)s")
        by = _in_time(one.accepted_at)
        found.append(_todo(one, what, _("Look at it"), to="#checklist", by=by))
    if one.due:
        what = ngettext(
            "%(count)d task of the checklist is due: %(title)s",
            "%(count)d tasks of the checklist are due: %(title)s",
            one.due,
        ).replace("%(count)d", str(one.due))
        late = one.due_on < network_day(standing.at)
        by = end_of_day(one.due_on)
        found.append(_todo(one, what, _("See them"), to="#checklist", by=by, urgent=late))
    return found


def _in_time(at: datetime) -> datetime:
    """Return until when somebody acts on what came at a moment, before the request stalls."""
    return end_of_day(network_day(at + STALLED_AFTER))


def _todo(
    one: TrainingRequest, what: str, button: str, *, url: str = "", to: str = "", **more: Any
) -> Todo:
    title = f"{one.sought.title}, {one.host_city()}"
    return Todo(
        what=what % {"title": title},
        url=f"{url or one.get_absolute_url()}{to}",
        button=button,
        seat=one.member_state_id,
        note=one.reference,
        **{"by": None, **more},
    )
