"""What a host says to the Secretariat: an answer, another word, that it should be cancelled."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.days import network_day
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.versions import StaleError
from accounts.views import deeds
from accounts.views.deeds import Deed
from interface import errors
from trainings import services
from trainings.access import own, readable
from trainings.deeds import possible
from trainings.enums import Happening, RequestDeed, RequestState
from trainings.forms.hosting import AnswerForm, CancelForm, MessageForm
from trainings.forms.wish import WishForm, typed_of
from trainings.models import TrainingRequest
from trainings.rules.wish import is_short_notice


def done(
    request: Request, shown: TrainingRequest, deed: Callable[[], object], said: str
) -> HttpResponse:
    """Do a deed and go back to the request, with a word about how it went."""
    try:
        deed()
    except NotNowError:
        return too_late(request, shown)
    messages.success(request, said)
    return redirect(shown)


def too_late(request: Request, shown: TrainingRequest) -> HttpResponse:
    """Go back to the request, and say that it has moved on."""
    messages.warning(request, _("This can no longer be done: here is how it stands."))
    return redirect(shown)


def _may(request: Request, shown: TrainingRequest, deed: RequestDeed) -> bool:
    return deed in possible(shown, standing=request.standing)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, reference: str) -> HttpResponse:
    """Answer the Secretariat's question, and change the request where that is the answer."""
    shown = own(request, reference)
    if request.method != "POST" and shown.state != RequestState.NEEDS_INFO:
        return redirect(shown)
    sent = request.POST if request.method == "POST" else None
    before, today = services.wish_of(shown), network_day(request.at)
    form = AnswerForm(sent, initial={"version": shown.version})
    wish = WishForm(sent, typed=typed_of(before), today=today)
    changed = wish.is_bound and wish.is_changed(before)
    if not changed:  # days that were fine when they were written are not judged anew
        wish = WishForm(typed=typed_of(before), today=today)
    if all([form.is_valid(), not changed or wish.is_valid()]):
        try:
            services.answer(
                shown,
                text=form.cleaned_data["text"],
                version=form.cleaned_data["version"],
                wish=wish.wish if changed else None,
                by=request.standing,
                at=request.at,
            )
        except (StaleError, NotNowError):
            return _faster(request, readable(request, reference), form, wish)
        messages.success(request, _("Answered. The Secretariat goes on with it."))
        return redirect(shown)
    asked = shown.timeline.filter(happening=Happening.ASKED).select_related("by").last()
    context = {
        "shown": shown,
        "answer": form,
        "form": wish,
        "asked": asked,
        "is_short": is_short_notice(wish.known_spans(), on=today),
    }
    bad = bool(form.errors or wish.errors)
    return render(request, "trainings/answer.html", context, status=422 if bad else 200)


def _faster(
    request: Request, now: TrainingRequest, form: AnswerForm, wish: WishForm
) -> HttpResponse:
    """Show what somebody else did meanwhile beside what was typed, so that it is not lost."""
    theirs = now.timeline.filter(happening=Happening.ANSWERED).last()
    own_text = form.cleaned_data["text"]
    found = [(str(form.fields["text"].label), theirs.text if theirs else "–", own_text)]
    if wish.is_bound:
        found += wish.differences(typed_of(services.wish_of(now)))
    return errors.conflict(
        request,
        {
            "differences": found,
            "address": now.get_absolute_url(),
            "changed_at": now.changed_at,
            "changed_by": now.changed_by.name if now.changed_by else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, reference: str) -> HttpResponse:
    """Ask whether a request is to be taken back, and do it."""
    shown = own(request, reference)
    if request.method == "POST":
        answered = done(
            request,
            shown,
            lambda: services.withdraw(shown, by=request.standing, at=request.at),
            _("Withdrawn."),
        )
        return answered if shown.submitted_at else redirect("trainings:mine")
    if not _may(request, shown, RequestDeed.WITHDRAW):
        return too_late(request, shown)
    is_draft = shown.submitted_at is None
    return deeds.page(
        request,
        forms.Form(),
        deed=Deed(
            title=_("Discard the draft") if is_draft else _("Withdraw the request"),
            up=shown.reference,
            up_url=shown.get_absolute_url(),
            button=_("Discard it") if is_draft else _("Withdraw it"),
            lead=_("What is typed in it is lost for both of you.")
            if is_draft
            else _("The Secretariat hears that you take it back. You may begin another like it."),
            is_danger=True,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_cancel(request: Request, reference: str) -> HttpResponse:
    """Ask the Secretariat to cancel, with a reason."""
    shown = own(request, reference)
    if request.method != "POST" and not _may(request, shown, RequestDeed.ASK_TO_CANCEL):
        return too_late(request, shown)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return done(
            request,
            shown,
            lambda: services.ask_to_cancel(
                shown, by=request.standing, at=request.at, **form.cleaned_data
            ),
            _("The Secretariat is asked to cancel. Until it answers, everything goes on."),
        )
    deed = Deed(
        title=_("Ask to cancel"),
        up=shown.reference,
        up_url=shown.get_absolute_url(),
        button=_("Ask to cancel"),
        lead=_("Is it only the date? Write to the Secretariat instead: a training can be moved."),
    )
    return deeds.page(request, form, deed=deed)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, reference: str) -> HttpResponse:
    """Write to the other side; it stands on the timeline and goes out as a letter."""
    shown = readable(request, reference)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return done(
            request,
            shown,
            lambda: services.write_message(
                shown, by=request.standing, at=request.at, **form.cleaned_data
            ),
            _("Sent, and on the timeline."),
        )
    deed = Deed(
        title=_("Write to the other side"),
        up=shown.reference,
        up_url=shown.get_absolute_url(),
        button=_("Send"),
        lead=_("Both sides read it on the timeline; it goes out by mail too."),
    )
    return deeds.page(request, form, deed=deed)
