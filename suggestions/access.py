"""Who asks for suggestions, who is asked, and who decides."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from accounts.access import Standing
from accounts.days import network_day
from accounts.http import Request
from accounts.models import MemberState
from accounts.steps import By
from decisions.sources import Opened
from events.access import horizon
from suggestions.models import Call, Suggestion


def presidencies(standing: Standing) -> list[MemberState]:
    """Return for which Presidencies the person may ask: in office, or within twelve months."""
    on = network_day(standing.at)
    found = [
        term.member_state
        for term in standing.terms
        if term.ends >= on and term.starts <= horizon(on)
    ]
    return [
        one
        for one in dict.fromkeys(found)
        if standing.is_secretariat or one.pk in standing.presidency
    ]


def runs_calls(standing: Standing) -> bool:
    """Return whether the person is of the Secretariat or of a Presidency's team."""
    return standing.is_secretariat or bool(standing.presidency)


def sees_calls(standing: Standing) -> bool:
    """Return whether there may be calls that the person sees."""
    return standing.is_secretariat or bool(standing.bodies)


def party(standing: Standing, call: Call) -> By | None:
    """Return as whom a person runs a call and decides, if at all."""
    if standing.is_secretariat:
        return By.SECRETARIAT
    return By.PRESIDENCY if call.presidency_id in standing.presidency else None


def call_of(request: Request, key: UUID) -> Call:
    """Return the call of a page, or 404 for who may not see it."""
    rows = Call.objects.visible_to(request.standing).select_related("body", "presidency")
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def call_run_by(request: Request, key: UUID) -> Call:
    """Return the call of a page for who runs it, or 404."""
    found = call_of(request, key)
    if party(request.standing, found) is None:
        raise Http404
    return found


def suggestion_of(request: Request, key: UUID) -> Suggestion:
    """Return the suggestion of a page, or 404 for who may not read it."""
    rows = Suggestion.objects.visible_to(request.standing).with_call()
    found = rows.select_related("changed_by", "decided_by", "task", "event").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def open_ones(standing: Standing, keys: Iterable[str]) -> Opened:
    """Return the suggestions of those keys that the person may read."""
    return Opened(Suggestion.objects.visible_to(standing).filter(key__in=list(keys)))
