"""What was suggested: its page, its files, "none", and what the Secretariat enters."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import only_for, secretariat_only
from accounts.days import network_day
from accounts.http import Request
from accounts.models import MemberState
from accounts.steps import NotNowError
from accounts.views import deeds
from decisions.sources import open_ones
from documents import serving
from documents.models import Document, Version
from events.models import Event
from suggestions import access, services, words
from suggestions.enums import CallState, SuggestionState
from suggestions.forms.suggestion import ChangeForm, EnterForm, EnterNoneForm, FilesForm, stored
from suggestions.models import Call, Suggestion
from suggestions.models.suggestion import ITEM, LABEL
from suggestions.views.drafting import said_late, speaks_for_a_state

sees_calls = only_for(access.sees_calls)


@sees_calls
@require_safe
def one(request: Request, key: UUID) -> HttpResponse:
    """Show a suggestion, its files, what became of it and why."""
    found, standing = access.suggestion_of(request, key), request.standing
    call = found.answer.call
    if found.state == SuggestionState.DRAFT and call.takes_answers(network_day(request.at)):
        return redirect("suggestions:draft", found.key)
    runs = access.party(standing, call) is not None
    is_own = found.answer.member_state_id in standing.member_states
    event = found.event if found.event and _knows(request, found.event) else None
    context = {
        "suggestion": found,
        "call": call,
        "state": words.PILLS[SuggestionState(found.state)],
        "versions": Version.objects.newest().filter(
            document__in=Document.objects.of(LABEL, str(found.key))
        ),
        "may_change": _may_change(request, found),
        "knows_contact": runs or is_own,
        "may_decide": runs
        and call.is_over(network_day(request.at))
        and call.state != CallState.DECIDED,
        "may_link": runs and found.state == SuggestionState.TAKEN_UP,
        "event": event,
        "is_item": bool(event and found.item_key) and _knows_item(request, found.item_key),
    }
    return render(request, "suggestions/one.html", context)


def _knows(request: Request, event: Event) -> bool:
    return Event.objects.visible_to(request.standing).filter(pk=event.pk).exists()


def _knows_item(request: Request, key: str) -> bool:
    return bool(open_ones(request.standing, [(ITEM, key)]))


def _may_change(request: Request, found: Suggestion) -> bool:
    """Return whether the person may change a suggestion now."""
    call, standing = found.answer.call, request.standing
    if found.state not in {SuggestionState.DRAFT, SuggestionState.GIVEN}:
        return False
    if found.answer.member_state_id in standing.member_states:
        return call.takes_answers(network_day(request.at))
    return standing.is_secretariat and call.state != CallState.DECIDED


def _changeable(request: Request, key: UUID) -> Suggestion:
    """Return a suggestion that is the person's to change, or 404."""
    found, standing = access.suggestion_of(request, key), request.standing
    if not standing.is_secretariat and found.answer.member_state_id not in standing.member_states:
        raise Http404
    return found


@sees_calls
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, key: UUID) -> HttpResponse:
    """Change what was sent and nobody has decided on."""
    found = _changeable(request, key)
    posted = request.POST if request.method == "POST" else None
    if posted is None and not _may_change(request, found):
        return _too_late(request, found)
    form = ChangeForm(posted, suggestion=found)
    if form.is_valid():
        try:
            services.change_given(
                found,
                version=form.cleaned_data["version"],
                by=request.standing,
                at=request.at,
                **form.said,
            )
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=stored(stale.theirs),  # type: ignore[arg-type]  # it is a suggestion
                address=request.path,
                label=LABEL,
                key=str(found.key),
            )
        except services.TooLateError:
            form.add_error(None, said_late(found.answer.call))
        except NotNowError:
            form.add_error(None, _decided())
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    deed = deeds.Deed(
        title=_("Change the suggestion"),
        up=str(found),
        up_url=found.get_absolute_url(),
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)


def _decided() -> str:
    return _("It can no longer be changed: it is decided, or was taken back.")


def _too_late(request: Request, found: Suggestion) -> HttpResponse:
    messages.error(request, _("It can no longer be changed: below is how it stands."))
    return redirect(found)


@sees_calls
@require_POST
def take_back(request: Request, key: UUID) -> HttpResponse:
    """Take a suggestion back, or throw its draft away."""
    found = _changeable(request, key)
    try:
        services.take_back(found, by=request.standing, at=request.at)
    except NotNowError:
        return _too_late(request, found)
    messages.success(request, _("Taken back."))
    return redirect(found.answer.call)


def _own(request: Request, key: UUID) -> tuple[Call, MemberState]:
    """Return a call and the asked Member State for which the person answers, or 404."""
    call = access.call_of(request, key)
    own = call.answers.of(request.standing.member_states).select_related("member_state")
    answer = get_object_or_404(own, member_state=request.POST.get("state", ""))
    return call, answer.member_state


@speaks_for_a_state
@require_POST
def none(request: Request, key: UUID) -> HttpResponse:
    """Answer that the Member State has no suggestion."""
    call, state = _own(request, key)
    try:
        services.say_none(call, member_state=state, by=request.standing, at=request.at)
    except services.SuggestedError:
        messages.error(request, _("You have suggested something: take that back first."))
    except services.TooLateError:
        messages.error(request, said_late(call))
    else:
        messages.success(request, _("Thank you: that is an answer too."))
    return redirect(call)


@speaks_for_a_state
@require_POST
def not_none(request: Request, key: UUID) -> HttpResponse:
    """Take back that there is no suggestion."""
    call, state = _own(request, key)
    try:
        services.take_none_back(call, member_state=state, by=request.standing, at=request.at)
    except services.TooLateError:
        messages.error(request, said_late(call))
    else:
        messages.success(request, _("Taken back: you have not answered now."))
    return redirect(call)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request, key: UUID) -> HttpResponse:
    """Enter for a Member State what it suggested otherwise."""
    call = access.call_of(request, key)
    posted = request.POST if request.method == "POST" else None
    form = EnterForm(posted, call=call)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.enter(
                call,
                once=data["once"],
                member_state=data["member_state"],
                reason=data["reason"],
                by=request.standing,
                at=request.at,
                **form.said,
            )
        except NotNowError:
            form.add_error(None, _not_asked())
        else:
            messages.success(request, _("Entered."))
            return redirect(call)
    return deeds.page(request, form, deed=_entering(call, _("Enter a suggestion")))


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def enter_none(request: Request, key: UUID) -> HttpResponse:
    """Enter for a Member State that it has no suggestion."""
    call = access.call_of(request, key)
    form = EnterNoneForm(request.POST if request.method == "POST" else None, call=call)
    if form.is_valid():
        try:
            services.say_none(call, by=request.standing, at=request.at, **form.cleaned_data)
        except services.SuggestedError:
            form.add_error("member_state", _("It has suggested something."))
        except NotNowError:
            form.add_error(None, _not_asked())
        else:
            messages.success(request, _("Entered."))
            return redirect(call)
    return deeds.page(request, form, deed=_entering(call, _("Enter that there is none")))


def _not_asked() -> str:
    return _("This can no longer be entered: the call is not open yet, or its results are public.")


def _entering(call: Call, title: str) -> deeds.Deed:
    return deeds.Deed(
        title=title,
        lead=_("What a Member State answered by mail or telephone, late answers too."),
        up=call.title,
        up_url=call.get_absolute_url(),
        button=_("Enter"),
    )


@sees_calls
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: Request, key: UUID) -> HttpResponse:
    """Add files to a suggestion."""
    found = _changeable(request, key)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if form.is_valid():
        try:
            services.attach(found, by=request.standing, at=request.at, **form.cleaned_data)
        except services.TooLateError:
            form.add_error(None, said_late(found.answer.call))
        except NotNowError:
            form.add_error(None, _decided())
        else:
            messages.success(request, _("Added."))
            return redirect(found)
    context = {"suggestion": found, "call": found.answer.call, "form": form}
    return render(request, "suggestions/attach.html", context, status=422 if form.errors else 200)


@sees_calls
@require_safe
def attached(request: Request, key: UUID, document: UUID) -> HttpResponseBase:
    """Give a file to who may read its suggestion."""
    found = access.suggestion_of(request, key)
    row = get_object_or_404(Document.objects.of(LABEL, str(found.key)), key=document)
    return serving.answer(Version.objects.newest().get(document=row), request)


@sees_calls
@require_POST
def detach(request: Request, key: UUID, document: UUID) -> HttpResponse:
    """Take a file off a suggestion."""
    found = _changeable(request, key)
    row = get_object_or_404(Document.objects.of(LABEL, str(found.key)), key=document)
    try:
        services.detach(found, row, by=request.standing, at=request.at)
    except NotNowError:
        return _too_late(request, found)
    messages.success(request, _("Removed."))
    return redirect(found)
