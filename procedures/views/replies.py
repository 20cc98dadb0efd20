"""What a seat's holder does on the page: reply, object, propose other words."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request
from accounts.recent import ask_again
from accounts.steps import NotNowError
from accounts.versions import StaleError
from interface import moments
from procedures import counting, services
from procedures.access import PROVE_AGAIN, has_proved, own_ballot, readable
from procedures.forms.replies import AmendmentForm, ObjectionForm, ReplyForm
from procedures.models import Ballot, Procedure, ReplyDraft
from procedures.views.procedure import page, stop_in_words


@require_POST
def reply(request: Request, reference: str, code: str) -> HttpResponse:
    """Record a seat's reply; who signed in too long ago proves it again and loses nothing."""
    found = readable(request, reference)
    ballot = own_ballot(found, request, code)
    form = _form(request, ballot)
    if not form.is_valid():
        return page(request, found, forms={code: form}, status=422)
    try:
        if not has_proved(request):
            return _proved_first(request, found, ballot, form)
        services.cast(ballot, by=request.standing, at=request.at, **form.said())
    except services.TooLateError:
        problem = _("The deadline has passed: this reply was not recorded.")
        return page(request, found, problem=problem, status=409)
    except NotNowError:
        return page(request, readable(request, reference), problem=_not_now(), status=409)
    except StaleError:
        return _replied_meanwhile(request, reference, code)
    messages.success(request, _("Your reply for %(seat)s is recorded.") % {"seat": ballot.holder})
    return redirect(found)


def _form(request: Request, ballot: Ballot, **anew: str) -> ReplyForm:
    chairs = counting.breaks_ties(ballot, at=request.at)
    sent = {**request.POST.dict(), **anew}
    return ReplyForm(sent, ballot=ballot, draft=None, chairs=chairs)


def _proved_first(
    request: Request, found: Procedure, ballot: Ballot, form: ReplyForm
) -> HttpResponse:
    """Keep what was typed as a draft and ask who one is; another's draft is not written over."""
    try:
        services.save_draft(ballot, by=request.standing, at=request.at, **form.typed())
    except StaleError as stale:
        said = _("%(name)s has changed the draft meanwhile, so yours is not saved.")
        problem = f"{said % {'name': _saved_by(stale)}} {PROVE_AGAIN}"
        return page(request, found, forms={ballot.code: form}, problem=problem, status=409)
    messages.info(request, _("Confirm who you are; what you chose is kept as a draft."))
    return ask_again(request, back_to=found.get_absolute_url())


def _saved_by(stale: StaleError) -> str:
    there = cast("ReplyDraft", stale.theirs)
    return there.saved_by.name if there.saved_by else _("Somebody who is gone")


def _replied_meanwhile(request: Request, reference: str, code: str) -> HttpResponse:
    """Show what stands by now above what was typed; sent once more, it is recorded knowingly."""
    found = readable(request, reference)
    ballot = own_ballot(found, request, code)
    problem = _(
        "Not recorded: another reply for %(seat)s has been recorded meanwhile. Below you see it,"
        " and what you typed: send yours once more to record it in its place."
    )
    return page(
        request,
        found,
        forms={code: _form(request, ballot, seen=ballot.stands)},
        problem=problem % {"seat": ballot.holder},
        status=409,
    )


@require_POST
def draft(request: Request, reference: str, code: str) -> HttpResponse:
    """Keep what is typed so far, and say when."""
    found = readable(request, reference)
    ballot = own_ballot(found, request, code)
    try:
        kept = services.save_draft(
            ballot, by=request.standing, at=request.at, **_form(request, ballot).typed()
        )
    except (services.TooLateError, NotNowError):
        return HttpResponse(_("Not saved: replies are no longer taken."), status=409)
    except StaleError as stale:
        said = _("%(name)s has changed this draft meanwhile: reload to see it. Yours is not saved.")
        return HttpResponse(escape(said % {"name": _saved_by(stale)}), status=409)
    said = moments.draft_saved(kept.saved_at)
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


def _not_now() -> str:
    return _("This can no longer be done: below is how it stands.")


@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: Request, reference: str, code: str) -> HttpResponse:
    """Object to deciding this in writing; what follows is said first."""
    found = readable(request, reference)
    ballot = own_ballot(found, request, code)
    may_stop = counting.may_stop(ballot, at=request.at)
    form = ObjectionForm(request.POST if request.method == "POST" else None, may_stop=may_stop)
    return _written(
        request,
        found,
        ballot,
        form,
        template="procedures/object.html",
        what=_("Object to the procedure"),
        deed=lambda: services.object_to_procedure(
            ballot,
            reason=form.cleaned_data["reason"],
            as_chair=form.cleaned_data.get("as_chair", False),
            by=request.standing,
            at=request.at,
        ),
        done=_("Your objection for %(seat)s is recorded."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: Request, reference: str, code: str) -> HttpResponse:
    """Propose other words."""
    found = readable(request, reference)
    ballot = own_ballot(found, request, code)
    form = AmendmentForm(request.POST if request.method == "POST" else None)
    return _written(
        request,
        found,
        ballot,
        form,
        template="procedures/amend.html",
        what=_("Propose an amendment"),
        deed=lambda: services.propose_amendment(
            ballot, text=form.cleaned_data["text"], by=request.standing, at=request.at
        ),
        done=_("Your proposal for %(seat)s is recorded."),
    )


def _written(
    request: Request,
    found: Procedure,
    ballot: Ballot,
    form: ObjectionForm | AmendmentForm,
    *,
    template: str,
    what: str,
    deed: Callable[[], object],
    done: str,
) -> HttpResponse:
    """Show a form of its own page, and do the deed; the proof of who one is comes first."""
    if not form.is_bound and not found.takes_replies(request.at):
        return page(request, found, problem=_not_now())
    if not has_proved(request):
        if not form.is_bound:
            return ask_again(request)
        form.add_error(None, PROVE_AGAIN)
    if form.is_valid():
        try:
            deed()
        except (services.TooLateError, NotNowError):
            return page(request, readable(request, found.reference), problem=_not_now(), status=409)
        messages.success(request, done % {"seat": ballot.holder})
        return redirect(found)
    context = {
        "what": what,
        "procedure": found,
        "ballot": ballot,
        "form": form,
        "rule": found.rule_in_force,
        "stop": stop_in_words(found, found.ballots.count()),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)
