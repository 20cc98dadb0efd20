"""What needs a person now, about suggestions."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Occasions, Todo, told_together
from suggestions import access
from suggestions.enums import CallState, SuggestionState
from suggestions.models import Call, StateAnswer, Suggestion
from suggestions.models.call import CallQuerySet, StateAnswerQuerySet

SOON = timedelta(days=7)


def waiting(standing: Standing) -> list[Occasions]:
    """Return what may wait for the person: answers of the own states, and what one decides on."""
    found = []
    if standing.member_states:
        found.append(_own(standing))
    if access.runs_calls(standing):
        found.append(_run(standing))
    return found


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person, in one query."""
    return told_together(waiting(standing))


def _silent(standing: Standing) -> StateAnswerQuerySet:
    """Return the answers that the own states have not given."""
    calls = Call.objects.open_on(network_day(standing.at))
    return StateAnswer.objects.silent().of(standing.member_states).filter(call__in=calls)


def _own(standing: Standing) -> Occasions:
    """Return them with whether a draft was begun."""
    begun = Suggestion.objects.filter(answer=OuterRef("pk"), state=SuggestionState.DRAFT)
    told = JSONObject(
        pk="pk",
        key="call__key",
        title="call__title",
        closes_on="call__closes_on",
        seat="member_state__name",
        begun=Exists(begun),
    )
    return Occasions(_silent(standing).annotate(told=told), _to_answer, order=["closes_on", "pk"])


def _to_answer(rows: list[Any]) -> list[Todo]:
    return [
        Todo(
            what=_("Suggest something, or say none: %(title)s") % {"title": one.title},
            by=end_of_day(one.closes_on),
            url=reverse("suggestions:call", args=[one.key]),
            button=_("Answer"),
            seat=one.seat,
            note=_("A draft is begun.") if one.begun else "",
        )
        for one in rows
    ]


def _under_way(standing: Standing) -> CallQuerySet:
    """Return the calls to send out, to decide on or to publish, and those that end soon."""
    on = network_day(standing.at)
    soon = Q(state=CallState.OPEN, opens_on__lte=on, closes_on__range=(on, on + SOON))
    drafts = Q(state=CallState.DRAFT, opens_on__lte=on + SOON)
    calls = Call.objects.run_by(standing)
    return calls.over(on) | calls.filter(soon | drafts)


def _run(standing: Standing) -> Occasions:
    """Return them with what is undecided and how many are silent."""
    told = JSONObject(
        pk="pk",
        key="key",
        title="title",
        state="state",
        opens_on="opens_on",
        closes_on="closes_on",
        undecided=Count(
            "answers__suggestions",
            filter=Q(answers__suggestions__state=SuggestionState.GIVEN),
            distinct=True,
        ),
        silent=Count("answers", filter=Q(answers__kind=""), distinct=True),
    )
    rows = _under_way(standing).annotate(told=told)
    return Occasions(rows, partial(_to_run, standing), order=["closes_on", "pk"])


def _to_run(standing: Standing, rows: list[Any]) -> list[Todo]:
    """Ask to decide or to publish, and to remind the silent."""
    on = network_day(standing.at)
    return [
        todo
        for row in rows
        for todo in _of(row, is_over=Call(state=row.state, closes_on=row.closes_on).is_over(on))
    ]


def _of(call: Any, *, is_over: bool) -> list[Todo]:
    if call.state == CallState.DRAFT:
        what, number, by = _("Send out: %(title)s"), 1, call.opens_on
        button = _("Open the draft")
    elif is_over and call.undecided:
        number, by, button = call.undecided, None, _("Decide")
        what = ngettext(
            "Decide on %(count)d suggestion: %(title)s",
            "Decide on %(count)d suggestions: %(title)s",
            number,
        )
    elif is_over:
        what, number, by = _("Publish what became of the suggestions: %(title)s"), 1, None
        button = _("Open")
    else:
        number, by, button = call.silent, call.closes_on, _("See them")
        what = ngettext(
            "%(count)d Member State has not answered: %(title)s",
            "%(count)d Member States have not answered: %(title)s",
            number,
        )
    if not number:
        return []
    return [
        Todo(
            what=what % {"count": number, "title": call.title},
            by=end_of_day(by) if by else None,
            url=reverse("suggestions:call", args=[call.key]),
            button=button,
        )
    ]
