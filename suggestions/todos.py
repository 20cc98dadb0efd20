"""What needs a person now, about suggestions."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Todo
from suggestions import access
from suggestions.enums import CallState, SuggestionState
from suggestions.models import Call, StateAnswer, Suggestion

SOON = timedelta(days=7)


def for_user(standing: Standing) -> list[Todo]:
    """Return what waits for the person: answers of the own states, and what one decides on."""
    found = _run(standing) if access.runs_calls(standing) else []
    return [*_own(standing), *found] if standing.member_states else found


def _own(standing: Standing) -> list[Todo]:
    """Ask for the answers that the own states have not given; one query."""
    begun = Suggestion.objects.filter(answer=OuterRef("pk"), state=SuggestionState.DRAFT)
    rows: list[Any] = list(  # answers with whether a draft was begun
        StateAnswer.objects.silent()
        .of(standing.member_states)
        .filter(call__in=Call.objects.open_on(network_day(standing.at)))
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


def _run(standing: Standing) -> list[Todo]:
    """Return the calls to decide on or to publish, and whose silent may be reminded; one query."""
    on = network_day(standing.at)
    soon = Q(state=CallState.OPEN, opens_on__lte=on, closes_on__range=(on, on + SOON))
    drafts = Q(state=CallState.DRAFT, opens_on__lte=on + SOON)
    calls = Call.objects.run_by(standing)
    rows: list[Any] = list(  # calls with what is undecided and how many are silent
        (calls.over(on) | calls.filter(soon | drafts))
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
