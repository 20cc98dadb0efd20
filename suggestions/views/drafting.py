"""A suggestion is typed: saved while it is typed, shared by who speaks for the Member State."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import merging
from accounts.access import only_for
from accounts.days import network_day
from accounts.http import Request
from accounts.models import Mandate, MemberState
from accounts.steps import NotNowError
from accounts.versions import StaleError
from interface import errors, moments
from suggestions import access, services
from suggestions.enums import SuggestionState
from suggestions.forms.suggestion import StampForm, SuggestionForm
from suggestions.models import Call, Suggestion
from suggestions.models.suggestion import COLUMNS
from suggestions.services.answers import BEGUN

JSON = "application/json"
OF, THEIRS = "of_", "theirs"

speaks_for_a_state = only_for(lambda standing: bool(standing.member_states))


@speaks_for_a_state
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: Request, key: UUID) -> HttpResponse:
    """Begin a suggestion; the draft is made with the first thing that is saved."""
    call = access.call_of(request, key)
    wanted = request.GET.get("state", "")
    asked = call.answers.of(request.standing.member_states).select_related("member_state")
    states = [one.member_state for one in asked]
    if not states:
        raise Http404
    state = next((one for one in states if one.pk == wanted), states[0])
    if request.method == "POST":
        return _posted(request, call, state, None)
    if not call.takes_answers(network_day(request.at)):
        return _over(request, call)
    form = SuggestionForm(categories=call.categories)
    return _show(request, form, _stamp(form, BEGUN), call=call, state=state, draft=None)


@speaks_for_a_state
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, key: UUID) -> HttpResponse:
    """Go on with a draft; what was sent is shown as it is."""
    found = access.suggestion_of(request, key)
    if found.answer.member_state_id not in request.standing.member_states:
        raise Http404
    call, state = found.answer.call, found.answer.member_state
    if request.method == "POST":
        return _posted(request, call, state, found)
    if found.state != SuggestionState.DRAFT or not call.takes_answers(network_day(request.at)):
        return redirect(found)
    form = SuggestionForm(categories=call.categories, initial=found.typed)
    stamp = _stamp(form, found.version)
    return _show(request, form, stamp, call=call, state=state, draft=found)


def _stamp(form: SuggestionForm, version: int, **more: UUID) -> StampForm:
    """Return the marks of a page on which a draft is shown as it is stored.

    With the ``once`` of the form that began it the page goes on with that draft.
    """
    return StampForm(initial={"version": version, "base": form.as_sent(), **more})


def _posted(
    request: Request, call: Call, state: MemberState, found: Suggestion | None
) -> HttpResponse:
    """Keep what was typed, and send it where that is asked for."""
    form, stamp = SuggestionForm(request.POST, categories=call.categories), StampForm(request.POST)
    if not stamp.is_valid() or form.is_too_long():
        return _refused(request, form, stamp, call=call, state=state, draft=found)
    try:
        made, other = _kept(request, call, state, found, form, stamp)
    except (StaleError, NotNowError) as error:
        return _not_kept(request, form, stamp, error, call=call, state=state, draft=found)
    if made.state == SuggestionState.GIVEN:
        messages.success(request, _("Sent. You may change it until the last day is over."))
        return redirect(call)
    taken = _taken(form, made, other)
    if "send" not in request.POST or taken:
        return _went_on(request, form, made, taken)
    stored = SuggestionForm(categories=call.categories, initial=made.typed)
    stamp = _stamp(stored, made.version, once=stamp.cleaned_data["once"])
    return _show(request, form, stamp, call=call, state=state, draft=made, status=422)


def _kept(  # each is a part of what was sent
    request: Request,
    call: Call,
    state: MemberState,
    found: Suggestion | None,
    form: SuggestionForm,
    stamp: StampForm,
) -> tuple[Suggestion, str]:
    """Save what was typed, and send what is whole; return it, and who had saved it before."""
    said, by, at = stamp.cleaned_data, request.standing, request.at
    made = found or services.begin(call, once=said["once"], member_state=state, by=by, at=at)
    other = made.changed_by.name if made.changed_by else ""
    typed: Any = {
        "version": said["version"],
        "typed": form.typed(),
        "base": stamp.before,
        "theirs": _theirs(request),
        "by": by,
        "at": at,
    }
    if "send" in request.POST and form.is_valid():
        return services.give(made, said=form.said, **typed), other
    return services.save_draft(made, **typed), other


def _not_kept(  # each is a part of the page
    request: Request,
    form: SuggestionForm,
    stamp: StampForm,
    error: Exception,
    *,
    call: Call,
    state: MemberState,
    draft: Suggestion | None,
) -> HttpResponse:
    """Say why it was not saved; what was typed is not lost."""
    if isinstance(error, StaleError):
        return _conflict(request, form, stamp, cast("Suggestion", error.theirs))
    late = isinstance(error, services.TooLateError)
    said = said_late(call) if late else _said_gone()
    if _is_autosave(request):
        return JsonResponse({"said": said}, status=410)
    form.add_error(None, said)
    return _show(request, form, stamp, call=call, state=state, draft=draft, status=422)


def _theirs(request: Request) -> set[str] | None:
    """Return in which fields the other's text is to stand, where both were shown and one chosen."""
    if "mine" not in request.POST:
        return None
    return {name for name in COLUMNS if request.POST.get(f"{OF}{name}") == THEIRS}


def _taken(form: SuggestionForm, made: Suggestion, other: str) -> str:
    """Say what the other has typed into the draft meanwhile, if that is anything."""
    labels = form.differences(made.typed)
    if not labels:
        return ""
    said = _("%(name)s has changed meanwhile: %(fields)s.")
    return said % {"name": other, "fields": ", ".join(labels)}


def _is_autosave(request: Request) -> bool:
    return request.headers.get("Accept") == JSON


def _went_on(request: Request, form: SuggestionForm, made: Suggestion, taken: str) -> HttpResponse:
    """Answer to what was saved: in a word while it is typed, else with the next page."""
    address = reverse("suggestions:draft", args=[made.key])
    if _is_autosave(request):
        stored = SuggestionForm(categories=form.categories, initial=made.typed)
        return JsonResponse(
            {
                "said": " ".join(filter(None, [moments.draft_saved(made.changed_at), taken])),
                "version": made.version,
                "base": stored.as_sent(),
                "address": address,
                "taken": bool(taken),
            }
        )
    if taken:
        messages.warning(request, taken)
    if "mine" in request.POST:
        messages.success(request, _("Saved: this is the draft of you both now."))
        return redirect(f"{address}?anew=1")
    if "save" in request.POST:
        messages.success(request, _("Saved. The draft waits for you and who shares your seat."))
        return redirect(made.answer.call)
    return redirect(address)


def _refused(
    request: Request,
    form: SuggestionForm,
    stamp: StampForm,
    *,
    call: Call,
    state: MemberState,
    draft: Suggestion | None,
) -> HttpResponse:
    """Say that it cannot be kept: the form lacks its marks, or holds a book."""
    if stamp.is_valid():
        form.add_error(None, _("This is more text than a draft holds. Make it shorter."))
    if _is_autosave(request):
        problems = [*stamp.errors.values(), form.non_field_errors()]
        return JsonResponse({"said": _("Not saved. %(why)s") % {"why": problems[0][0]}}, status=422)
    return _show(request, form, stamp, call=call, state=state, draft=draft, status=422)


def _said_gone() -> str:
    """Return that it was sent, or thrown away."""
    return _("This is no draft any more, so what you typed was not saved.")


def said_late(call: Call) -> str:
    """Return that the time to answer is over, and what to do."""
    return _(
        "The time to answer ended on %(day)s. Nothing was sent: copy your text and write to the"
        " Secretariat, which may still enter it."
    ) % {"day": moments.day(call.closes_on)}


def _over(request: Request, call: Call) -> HttpResponse:
    messages.warning(request, _("This call cannot be answered now."))
    return redirect(call)


def _conflict(
    request: Request, form: SuggestionForm, stamp: StampForm, theirs: Suggestion
) -> HttpResponse:
    """Show what both typed into the same fields; who reads it chooses, and nothing is lost."""
    name = theirs.changed_by.name if theirs.changed_by else ""
    if _is_autosave(request):
        said = _("%(name)s has changed the same as you meanwhile. Yours is not saved yet.")
        return JsonResponse({"said": said % {"name": name}}, status=409)
    both = merging.merged(stamp.before or {}, stored=theirs.typed, own=form.typed())
    address = reverse("suggestions:draft", args=[theirs.key])
    return errors.conflict(
        request,
        {
            "clashes": form.clashes(theirs.typed, both.clashes),
            "action": address,
            "address": f"{address}?anew=1",
            "changed_at": theirs.changed_at,
            "changed_by": name,
            "version": theirs.version,
            "typed": form.typed().items(),
            "once": request.POST["once"],
            "base": request.POST.get("base", ""),
        },
        "suggestions/conflict.html",
    )


def _show(  # each is a part of the page
    request: Request,
    form: SuggestionForm,
    stamp: StampForm,
    *,
    call: Call,
    state: MemberState,
    draft: Suggestion | None,
    status: int = 200,
) -> HttpResponse:
    partners = (
        Mandate.objects.valid_at(request.at)
        .for_seats()
        .filter(member_state=state)
        .exclude(user=request.standing.user)
        .values_list("user__name", flat=True)
    )
    context = {
        "form": form,
        "stamp": stamp,
        "call": call,
        "state": state,
        "draft": draft,
        "partners": ", ".join(partners),
        "saved": (
            moments.draft_saved(draft.changed_at, on=network_day(request.at)) if draft else ""
        ),
        "place": draft.key if draft else f"{call.key}-{state.pk}",
    }
    return render(request, "suggestions/draft.html", context, status=status)
