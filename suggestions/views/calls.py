"""Calls for suggestions: the list, one call, and what its Presidency does with it."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import only_for
from accounts.days import network_day
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from events.models import Event
from interface import downloads, moments
from paper import sheets
from suggestions import access, emails, services, words
from suggestions.enums import CallState, SuggestionState
from suggestions.forms.call import CallChangeForm, ExtendForm, NewCallForm, RemindForm, stored
from suggestions.models import Call, StateAnswer, Suggestion
from suggestions.models.call import LABEL


@only_for(access.sees_calls)
@require_safe
def calls(request: Request) -> HttpResponse:
    """List the calls that the person may know of, the newest first."""
    standing, on = request.standing, network_day(request.at)
    rows = Call.objects.visible_to(standing).select_related("body", "presidency")
    context = {
        "rows": [(call, words.state_pill(call, on=on)) for call in rows],
        "may_ask": bool(access.presidencies(standing)),
    }
    return render(request, "suggestions/calls.html", context)


@only_for(access.runs_calls)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Draft a call."""
    offered = access.presidencies(request.standing)
    if not offered:
        messages.warning(request, _("No Presidency of yours is in office or begins within a year."))
        return redirect("suggestions:calls")
    today = network_day(request.at)
    form = NewCallForm(
        request.POST if request.method == "POST" else None, today=today, presidencies=offered
    )
    if form.is_valid():
        made = services.draft_call(by=request.standing, at=request.at, **form.cleaned_data)
        messages.success(request, _("Drafted. Read it once more, and send it out."))
        return redirect(made)
    deed = deeds.Deed(
        title=_("Ask for suggestions"),
        lead=_("Nobody but the Presidency's team and the Secretariat sees the draft."),
        up=_("Suggestions"),
        up_url=reverse("suggestions:calls"),
        button=_("Save the draft"),
    )
    return deeds.page(request, form, deed=deed)


@only_for(access.sees_calls)
@require_safe
def call(request: Request, key: UUID) -> HttpResponse:
    """Show what is asked, the own answer, and to who runs it all answers; later the results."""
    shown, standing = access.call_of(request, key), request.standing
    on = network_day(request.at)
    runs = access.party(standing, shown) is not None
    seen = Suggestion.objects.visible_to(standing).with_call().filter(answer__call=shown)
    rows = list(seen.select_related("task", "event", "changed_by"))
    answers = list(shown.answers.select_related("member_state", "answered_by"))
    own = [one for one in answers if one.member_state_id in standing.member_states]
    context = {
        "call": shown,
        "state": words.state_pill(shown, on=on),
        "categories": words.categories(shown),
        "is_draft": shown.state == CallState.DRAFT,
        "is_open": shown.takes_answers(on),
        "is_over": shown.is_over(on),
        "is_published": shown.state == CallState.DECIDED,
        "runs": runs,
        "may_enter": standing.is_secretariat
        and shown.state not in {CallState.DRAFT, CallState.DECIDED},
        "own": [(one, words.answer_pill(one), _of(rows, one)) for one in own],
        "told": _table(rows) if runs or shown.is_over(on) else [],
        "decides": runs and shown.is_over(on) and shown.state != CallState.DECIDED,
        "undecided": sum(one.state == SuggestionState.GIVEN for one in rows),
        **(_room(shown, answers, rows) if runs else {}),
        "waiting": services.waiting(shown, at=request.at) if runs else [],
        "nobody_was_told": runs and shown.takes_answers(on) and services.nobody_was_told(shown),
    }
    return render(request, "suggestions/call.html", context)


def _of(rows: list[Suggestion], answer: StateAnswer) -> list[tuple[Suggestion, object]]:
    return [
        (one, words.PILLS[SuggestionState(one.state)]) for one in rows if one.answer_id == answer.pk
    ]


def _table(rows: list[Suggestion]) -> list[tuple[Suggestion, object]]:
    return [
        (one, words.PILLS[SuggestionState(one.state)])
        for one in rows
        if one.state != SuggestionState.DRAFT
    ]


def _room(shown: Call, answers: list[StateAnswer], rows: list[Suggestion]) -> dict[str, object]:
    """Return what only who runs the call sees: who has answered, and how many."""
    silent = [one for one in answers if not one.kind]
    sent = Counter(one.answer_id for one in rows if one.state != SuggestionState.DRAFT)
    return {
        "answers": [(one, words.answer_pill(one), sent[one.pk]) for one in answers],
        "silent": silent,
        "answered": len(answers) - len(silent),
        "given": sent.total(),
        "reminds_on": services.reminder_day(shown),
    }


def _deed(call: Call, title: str, button: str) -> deeds.Deed:
    return deeds.Deed(title=title, up=call.title, up_url=call.get_absolute_url(), button=button)


def _still_waiting() -> str:
    return _("Letters of this call have not left yet: stop them, or wait until they have.")


def _no_longer() -> str:
    return _("This can no longer be done: the call has moved on.")


def _not_now(request: Request, call: Call) -> HttpResponse:
    """Lead to the call, and say that it has moved on."""
    messages.error(request, _("This can no longer be done: below is how it stands."))
    return redirect(call)


@only_for(access.runs_calls)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, key: UUID) -> HttpResponse:
    """Change a draft."""
    shown = access.call_run_by(request, key)
    posted = request.POST if request.method == "POST" else None
    form = CallChangeForm(posted, today=network_day(request.at), call=shown)
    if form.is_valid():
        try:
            services.change_call(shown, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=stored(stale.theirs),  # type: ignore[arg-type]  # it is a call
                address=request.path,
                label=LABEL,
                key=str(shown.key),
            )
        except NotNowError:
            form.add_error(None, _no_longer())
        else:
            messages.success(request, _("Saved."))
            return redirect(shown)
    if shown.state != CallState.DRAFT and posted is None:
        return _not_now(request, shown)
    return deeds.page(request, form, deed=_deed(shown, _("Change the draft"), _("Save")))


def _press(request: Request, shown: Call, deed: Callable[..., object], said: str) -> HttpResponse:
    """Do what a button asks for in the version that was read, and say so."""
    form = versions.VersionForm(request.POST)
    if not form.is_valid():
        return _read_again(request, shown)
    try:
        deed(shown, by=request.standing, at=request.at, **form.cleaned_data)
    except versions.StaleError:
        return _read_again(request, shown)
    except services.NobodySitsError:
        messages.error(request, _("No Member State sits in this body on the first day."))
    except services.NoLaterError:
        messages.error(request, _("The last day is over: change it first."))
    except services.UndecidedError:
        messages.error(request, _("Decide on all suggestions first."))
    except NotNowError:
        return _not_now(request, shown)
    else:
        messages.success(request, said)
    return redirect(shown)


def _read_again(request: Request, shown: Call) -> HttpResponse:
    """Lead to the call, and say that it is another than was read."""
    messages.warning(request, _("It was changed meanwhile. Look at it once more."))
    return redirect(shown)


@only_for(access.runs_calls)
@require_http_methods(["GET", "HEAD", "POST"])
def send_out(request: Request, key: UUID) -> HttpResponse:
    """Open a draft: who will get the letter is seen before."""
    shown = access.call_run_by(request, key)
    if request.method == "POST":
        return _press(request, shown, services.open_call, _("The call is open."))
    if shown.state != CallState.DRAFT:
        return _not_now(request, shown)
    day = max(shown.opens_on, network_day(request.at))
    places = services.asked_states(shown, on=day)
    people = emails.recipients([one.pk for one in places], at=request.at)
    context = {
        "call": shown,
        "people": people,
        "states": places,
        "day": day,
        "is_held": day == network_day(request.at),
        "categories": words.categories(shown),
    }
    return render(request, "suggestions/send_out.html", context)


@only_for(access.runs_calls)
@require_POST
def stop_letters(request: Request, key: UUID, batch: UUID) -> HttpResponse:
    """Keep letters that still wait from leaving."""
    shown = access.call_run_by(request, key)
    try:
        services.stop_letters(shown, batch, by=request.standing, at=request.at)
    except NotNowError:
        messages.warning(request, _("These letters have left, or were stopped already."))
    else:
        messages.success(request, _("Stopped: none of these letters leaves."))
    return redirect(shown)


@only_for(access.runs_calls)
@require_POST
def tell(request: Request, key: UUID) -> HttpResponse:
    """Write the letters of a call anew, all of which were stopped."""
    shown = access.call_run_by(request, key)
    try:
        services.tell(shown, by=request.standing, at=request.at)
    except NotNowError:
        return _not_now(request, shown)
    messages.success(request, _("The letters are written once more."))
    return redirect(shown)


@only_for(access.runs_calls)
@require_POST
def discard(request: Request, key: UUID) -> HttpResponse:
    """Throw a draft away."""
    shown = access.call_run_by(request, key)
    try:
        services.discard_call(shown, by=request.standing, at=request.at)
    except NotNowError:
        return _not_now(request, shown)
    messages.success(request, _("The draft is thrown away."))
    return redirect("suggestions:calls")


@only_for(access.runs_calls)
@require_POST
def publish(request: Request, key: UUID) -> HttpResponse:
    """Publish the results to the body."""
    shown = access.call_run_by(request, key)
    said = _("Published. Every Member State that was asked hears by mail.")
    return _press(request, shown, services.publish_call, said)


@only_for(access.runs_calls)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: Request, key: UUID) -> HttpResponse:
    """Give more time before the end."""
    shown = access.call_run_by(request, key)
    posted = request.POST if request.method == "POST" else None
    form = ExtendForm(posted, initial={"closes_on": shown.closes_on})
    if form.is_valid():
        try:
            services.extend_call(shown, by=request.standing, at=request.at, **form.cleaned_data)
        except services.NoLaterError:
            form.add_error(
                "closes_on",
                _("Choose a day after %(day)s.") % {"day": moments.day(shown.closes_on)},
            )
        except NotNowError:
            form.add_error(None, _no_longer())
        else:
            messages.success(request, _("Extended. Everybody who was asked is told."))
            return redirect(shown)
    return deeds.page(request, form, deed=_deed(shown, _("Give more time"), _("Extend")))


@only_for(access.runs_calls)
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: Request, key: UUID) -> HttpResponse:
    """Write to the silent: the letter, its number and recipients are seen before it goes."""
    shown = access.call_run_by(request, key)
    posted = request.POST if request.method == "POST" else None
    if posted is None and not shown.takes_answers(network_day(request.at)):
        return _not_now(request, shown)
    begins = {
        "subject": _("Still open: %(title)s") % {"title": shown.title},
        "text": _("Your Member State has not answered yet. “None” is an answer too."),
    }
    form = RemindForm(posted, initial=begins)
    if form.is_valid() and form.cleaned_data.pop("sure"):
        try:
            number = services.remind(shown, by=request.standing, at=request.at, **form.cleaned_data)
        except services.StillWaitingError:
            form.add_error(None, _still_waiting())
        except NotNowError:
            form.add_error(None, _no_longer())
        else:
            said = ngettext(
                "%(count)d Member State gets a reminder.",
                "%(count)d Member States get a reminder.",
                number,
            )
            messages.success(request, said % {"count": number})
            return redirect(shown)
    silent = shown.answers.silent().values_list("member_state", flat=True)
    context = {
        "call": shown,
        "form": form,
        "people": emails.recipients(list(silent), at=request.at),
        "preview": form.is_bound and not form.errors,
    }
    return render(request, "suggestions/remind.html", context, status=422 if form.errors else 200)


@only_for(access.runs_calls)
@require_POST
def reminding(request: Request, key: UUID) -> HttpResponse:
    """Let the silent be reminded by themselves, or no more."""
    shown, on = access.call_run_by(request, key), request.POST.get("reminds") == "on"
    services.set_reminding(shown, on=on, by=request.standing, at=request.at)
    said = (
        _("Those who have not answered get a reminder before the end.")
        if on
        else _("No reminder goes out by itself.")
    )
    messages.success(request, said)
    return redirect(shown)


@only_for(access.runs_calls)
@require_safe
def exported(request: Request, key: UUID) -> HttpResponse:
    """Give all suggestions and answers of a call as a workbook."""
    shown = access.call_run_by(request, key)
    rows = Suggestion.objects.given().filter(answer__call=shown).with_call()
    answers = shown.answers.select_related("member_state", "answered_by")
    known = Event.objects.visible_to(request.standing).filter(pk__in=rows.values("event"))
    told = words.sheets(answers, rows.select_related("task", "event"), known=set(known))
    book = sheets.book(told)
    if request.method == "GET":
        services.note_taken(shown, by=request.standing, at=request.at)
    return downloads.file(book, name="suggestions.xlsx")
