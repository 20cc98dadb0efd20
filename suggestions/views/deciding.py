"""The Presidency decides on a suggestion, and notes what it became."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import versions
from accounts.access import only_for
from accounts.days import network_day
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from documents.models import Document
from interface import moments
from suggestions import access, services
from suggestions.enums import CallState, SuggestionDeed, SuggestionState
from suggestions.forms.suggestion import DecideForm, LinkForm
from suggestions.models import Suggestion
from suggestions.models.suggestion import LABEL

DEED_OF = {
    SuggestionState.TAKEN_UP: SuggestionDeed.TAKE_UP,
    SuggestionState.LATER: SuggestionDeed.PUT_OFF,
    SuggestionState.DECLINED: SuggestionDeed.DECLINE,
}


def _decided_by(request: Request, key: UUID) -> Suggestion:
    """Return a suggestion for who decides on it, or 404."""
    found = access.suggestion_of(request, key)
    sent = found.state != SuggestionState.DRAFT
    if not sent or access.party(request.standing, found.answer.call) is None:
        raise Http404
    return found


def _not_now(request: Request, found: Suggestion, why: str) -> HttpResponse:
    """Lead to the suggestion, and say why there is nothing to fill in."""
    messages.error(request, why)
    return redirect(found)


def _why_not(request: Request, found: Suggestion) -> str:
    """Return why a suggestion is not decided on now, in words; nothing where it can be."""
    call = found.answer.call
    if call.state == CallState.DECIDED:
        return _("The results are published: what was decided stays.")
    if not call.is_over(network_day(request.at)):
        until = moments.day(call.closes_on)
        return _("The call is open until %(day)s: decide once it is over.") % {"day": until}
    return ""


def _not_taken_up() -> str:
    return _("It is not taken up, so it can become nothing yet: decide on it first.")


@only_for(access.runs_calls)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, key: UUID) -> HttpResponse:
    """Decide on a suggestion with a reason."""
    found = _decided_by(request, key)
    why = _why_not(request, found)
    if why and request.method != "POST":
        return _not_now(request, found, why)
    stands = {"version": found.version, **_stored(found)}
    form = DecideForm(request.POST if request.method == "POST" else None, initial=stands)
    if form.is_valid():
        data = form.cleaned_data
        data["deed"] = SuggestionDeed(data["deed"])
        try:
            services.decide(found, by=request.standing, at=request.at, **data)
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=_stored(stale.theirs),  # type: ignore[arg-type]  # it is a suggestion
                address=request.path,
                label=LABEL,
                key=str(found.key),
            )
        except NotNowError:
            form.add_error(None, why or _("It was taken back meanwhile."))
        else:
            messages.success(request, _("Decided; who suggested it hears by mail."))
            return redirect(found.answer.call)
    deed = deeds.Deed(
        title=_("Decide on a suggestion"),
        lead=f"{found.answer.member_state}: {found.title}",
        paragraphs=_read_before(found),
        up=str(found),
        up_url=found.get_absolute_url(),
        button=_("Decide"),
    )
    return deeds.page(request, form, deed=deed)


def _read_before(found: Suggestion) -> tuple[str, ...]:
    """Return what is read before a decision: the words, the links, and that there are files."""
    words = [part for part in found.text.split("\n") if part]
    files = Document.objects.of(LABEL, str(found.key)).count()
    if files:
        said = ngettext(
            "%(count)d file belongs to it: read it on the page of the suggestion.",
            "%(count)d files belong to it: read them on the page of the suggestion.",
            files,
        )
        words.append(said % {"count": files})
    return (*words, *found.addresses)


def _stored(found: Suggestion) -> dict[str, str]:
    deed = DEED_OF.get(SuggestionState(found.state))
    return {"deed": deed.value if deed else "", "reason": found.reason}


@only_for(access.runs_calls)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, key: UUID) -> HttpResponse:
    """Note what a suggestion that was taken up became."""
    found = _decided_by(request, key)
    posted = request.POST if request.method == "POST" else None
    if posted is None and found.state != SuggestionState.TAKEN_UP:
        return _not_now(request, found, _not_taken_up())
    form = LinkForm(posted, suggestion=found, standing=request.standing)
    if form.is_valid():
        try:
            services.link(found, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            theirs: Suggestion = stale.theirs  # type: ignore[assignment]  # it is a suggestion
            return versions.conflict(
                request,
                form,
                theirs={"task": theirs.task, "event": theirs.event},
                address=request.path,
                label=LABEL,
                key=str(found.key),
            )
        except NotNowError:
            form.add_error(None, _not_taken_up())
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    deed = deeds.Deed(
        title=_("What it became"),
        lead=found.title,
        up=str(found),
        up_url=found.get_absolute_url(),
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)
