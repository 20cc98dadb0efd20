"""Institutions suggested for an event: by states and the Secretariat, decided by the host."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Standing, only_for
from accounts.http import Request
from accounts.steps import By
from events import services, words
from events.enums import SuggestionState
from events.forms.decision import ReasonForm
from events.forms.suggestion import AcceptForm, SuggestionForm
from events.models import Event, InstitutionSuggestion
from events.rules import NotNowError
from interface.marks import Pill

PILLS = {
    SuggestionState.PROPOSED: Pill(SuggestionState.PROPOSED.label, "warn"),
    SuggestionState.ACCEPTED: Pill(SuggestionState.ACCEPTED.label, "ok"),
    SuggestionState.DECLINED: Pill(SuggestionState.DECLINED.label, "bad", "cross"),
    SuggestionState.WITHDRAWN: Pill(SuggestionState.WITHDRAWN.label, "", "undo"),
}

suggesters_only = only_for(
    lambda standing: bool(standing.is_secretariat or standing.presidency or standing.member_states)
)


def _event(request: Request, slug: str) -> Event:
    """Return an event whose suggestions the person may see: a state that knows of it, its host."""
    rows = Event.objects.visible_to(request.standing).select_related("host")
    event = get_object_or_404(rows, slug=slug)
    standing = request.standing
    takes = services.takes_suggestions(event, at=request.at) or event.suggestions.exists()
    if not takes or not (standing.member_states or services.decides_on(event, by=standing)):
        raise Http404
    return event


def _suggestion(request: Request, slug: str, key: UUID) -> InstitutionSuggestion:
    event = _event(request, slug)
    found = get_object_or_404(event.suggestions.select_related("suggested_by"), key=key)
    found.event = event
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@suggesters_only
def suggestions(request: Request, slug: str) -> HttpResponse:
    """List what was suggested and what became of it, and take a suggestion."""
    event, standing = _event(request, slug), request.standing
    posted = request.POST if request.method == "POST" else None
    form = SuggestionForm(posted)
    if form.is_valid():
        try:
            services.suggest_institution(event, by=standing, at=request.at, **form.cleaned_data)
        except services.SuggestedAlreadyError:
            form.add_error("name", _("This institution was suggested already: see the list."))
        except NotNowError:
            form.add_error(None, _("Nothing can be suggested for this event any more."))
        else:
            messages.success(
                request, _("Thank you. You hear by mail what the host decides about it.")
            )
            return redirect("events:suggestions", slug)
    decides = services.decides_on(event, by=standing)
    rows = event.suggestions.select_related("suggested_by", "member_state", "decided_by")
    context = {
        "event": event,
        "when": words.when(event),
        "form": form,
        "decides": decides,
        "takes": services.takes_suggestions(event, at=request.at),
        "rows": [
            (
                row,
                PILLS[SuggestionState(row.state)],
                row.state == SuggestionState.PROPOSED and _is_theirs(row, standing),
            )
            for row in rows
        ],
    }
    return render(request, "events/suggestions.html", context, status=422 if form.errors else 200)


def _is_theirs(row: InstitutionSuggestion, standing: Standing) -> bool:
    """Return whether the person suggested it, or whose state did; the office keeps order."""
    return bool(
        standing.is_secretariat
        or row.suggested_by == standing.user
        or row.member_state_id in standing.member_states
    )


@require_http_methods(["GET", "HEAD", "POST"])
@suggesters_only
def accept(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Accept an institution; an invitation to it is prepared."""
    return _decide(request, _suggestion(request, slug, key), accepts=True)


@require_http_methods(["GET", "HEAD", "POST"])
@suggesters_only
def decline(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Decline an institution, with a reason that whoever suggested it is told."""
    return _decide(request, _suggestion(request, slug, key), accepts=False)


def _decide(request: Request, found: InstitutionSuggestion, *, accepts: bool) -> HttpResponse:
    as_ = services.decides_on(found.event, by=request.standing)
    if as_ is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = AcceptForm(posted) if accepts else ReasonForm(posted)
    if form.is_valid():
        deed = services.accept_suggestion if accepts else services.decline_suggestion
        try:
            deed(found, by=request.standing, as_=as_, at=request.at, **form.cleaned_data)
        except NotNowError:
            return _not_now(request, found)
        messages.success(request, _("Decided; whoever suggested it hears by mail."))
        return redirect("events:suggestions", found.event.slug)
    context = {"event": found.event, "suggestion": found, "form": form, "accepts": accepts}
    status = 422 if form.errors else 200
    return render(request, "events/suggestion_decide.html", context, status=status)


@require_POST
@suggesters_only
def withdraw(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take a suggestion back that nobody has decided on."""
    found = _suggestion(request, slug, key)
    if not _is_theirs(found, request.standing):
        raise Http404
    as_ = By.SECRETARIAT if request.standing.is_secretariat else By.STATE
    try:
        services.withdraw_suggestion(found, by=request.standing, as_=as_, at=request.at)
    except NotNowError:
        return _not_now(request, found)
    messages.success(request, _("The suggestion is taken back."))
    return redirect("events:suggestions", slug)


def _not_now(request: Request, found: InstitutionSuggestion) -> HttpResponse:
    found.refresh_from_db(fields=["state"])
    messages.warning(
        request,
        _("That cannot be done now. State: %(state)s.") % {"state": found.get_state_display()},
    )
    return redirect("events:suggestions", found.event.slug)
