"""What needs a person now, about suggestions."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Todo, Waiting, told
from suggestions import access
from suggestions.enums import CallState, SuggestionState
from suggestions.models import Call, StateAnswer, Suggestion
from suggestions.models.call import CallQuerySet, StateAnswerQuerySet

SOON = timedelta(days=7)


def waiting(standing: Standing) -> Waiting:
    """Return what may wait for the person: answers of the own states, and what one decides on."""
    found: Waiting = {}
    if standing.member_states:
        found[_own] = _silent(standing)
    if access.runs_calls(standing):
        found[_run] = _under_way(standing)
    return found


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person; a query for each party one is."""
    return told(waiting(standing), standing)


def _silent(standing: Standing) -> StateAnswerQuerySet:
    """Return the answers that the own states have not given."""
    calls = Call.objects.open_on(network_day(standing.at))
    return StateAnswer.objects.silent().of(standing.member_states).filter(call__in=calls)


def _own(standing: Standing) -> list[Todo]:
    """Ask for the answers that the own states have not given; one query."""
    begun = Suggestion.objects.filter(answer=OuterRef("pk"), state=SuggestionState.DRAFT)
    rows: list[Any] = list(  # answers with whether a draft was begun
        _silent(standing)
        .select_related("call", "member_state")
        .annotate(begun=Exists(begun))
        .order_by("call__closes_on", "pk")
    )
    return [
        Todo(
            what=_("Suggest something, or say none: %(title)s") % {"title": one.call},
            by=end_of_day(one.call.closes_on),
            url=one.call.get_absolute_url(),
            button=_("Answer"),
            seat=str(one.member_state),
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


def _run(standing: Standing) -> list[Todo]:
    """Return the calls to decide on or to publish, and whose silent may be reminded; one query."""
    on = network_day(standing.at)
    rows: list[Any] = list(  # calls with what is undecided and how many are silent
        _under_way(standing)
        .annotate(
            undecided=Count(
                "answers__suggestions",
                filter=Q(answers__suggestions__state=SuggestionState.GIVEN),
                distinct=True,
            ),
            silent=Count("answers", filter=Q(answers__kind=""), distinct=True),
        )
        .order_by("closes_on", "pk")
    )
    return [todo for call in rows for todo in _of(call, is_over=call.is_over(on))]


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
            url=call.get_absolute_url(),
            button=button,
        )
    ]
