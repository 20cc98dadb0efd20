"""What the Secretariat sees and does while a procedure runs, and after it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import agendas.services
from accounts.access import secretariat_only
from accounts.http import Request
from interface import moments
from interface.marks import Pill, Tab
from mail.models import Letter
from procedures import counting, records, rounds, services, words
from procedures.access import readable
from procedures.emails import Holder, holders
from procedures.enums import Happening, ProcedureDeed, State
from procedures.forms.steering import (
    ExtendForm,
    RemindForm,
    RoundForm,
    WithdrawForm,
)
from procedures.life import PROCEDURE, NotNowError
from procedures.models import Ballot, Objection, Procedure
from procedures.models.procedure import LABEL
from procedures.results import texts
from procedures.views.evidence import mails
from procedures.views.procedure import heading

HIDDEN = {Happening.REPLIED, Happening.ENTERED, Happening.LATE}


@dataclass(frozen=True)
class Seat:
    """One seat on the Secretariat's page: who speaks for it, and whether it has replied."""

    ballot: Ballot
    names: str
    state: Pill
    css: str


def steered(request: Request, reference: str) -> Procedure:
    """Return a procedure that was launched, or 404."""
    found = readable(request, reference)
    if found.launched_at is None:
        raise Http404
    return found


def _tabs(found: Procedure, here: str) -> list[Tab]:
    return [
        Tab(
            _("Who has replied"),
            reverse("procedures:control", args=[found.reference]),
            here=here == "control",
        ),
        Tab(_("Question and documents"), found.get_absolute_url()),
        Tab(_("Letters"), f"{reverse('desk:letters')}?procedure={found.reference}"),
        Tab(
            _("Ledger"),
            reverse("procedures:ledger", args=[found.reference]),
            found.ledger.count(),
            here=here == "ledger",
        ),
    ]


def context_of(found: Procedure, request: Request, here: str) -> dict[str, object]:
    """Return what stands on every page of steering."""
    over = counting.shown(found, at=request.at)
    return {
        "procedure": found,
        "tabs": _tabs(found, here),
        **heading(found, over, at=request.at),
        "may": {
            deed: PROCEDURE[over.state].get(ProcedureDeed(deed)) is not None
            for deed in ("extend", "withdraw", "notify")
        },
        "runs": found.takes_replies(request.at),
        "may_have_another": rounds.may_have_another(found),
    }


@require_safe
@secretariat_only
def control(request: Request, reference: str) -> HttpResponse:
    """Show who has replied and who has not; never what, before the end."""
    found = steered(request, reference)
    ballots = list(found.ballots.in_protocol_order())
    bounced = _bounced(found)
    seats = _seats(ballots, bounced, request)
    silent = [seat for seat in seats if not seat.ballot.choice]
    limit = found.rule_in_force.stop.needed(len(ballots))
    objections = Objection.objects.filter(ballot__procedure=found, by_chair=False).count()
    context = context_of(found, request, "control") | {
        "seats": seats,
        "silent": silent,
        "replied": len(seats) - len(silent),
        "bounced": [seat for seat in seats if seat.css == "is-bad"],
        "objections": objections,
        "limit": limit,
        "objected": texts(found, Happening.OBJECTED),
        "amended": texts(found, Happening.AMENDED),
        "mails": mails(found, request),
        "reminded": _reminded(found),
    }
    return render(request, "procedures/control.html", context)


def _reminded(found: Procedure) -> str:
    """Return when the silent were last reminded, or nothing."""
    last = found.ledger.filter(kind=Happening.REMINDED).order_by("-number").first()
    return moments.moment(last.at, words.ZONE) if last else ""


def _bounced(found: Procedure) -> set[str]:
    """Return the addresses to which letters about the procedure did not arrive."""
    rows = Letter.objects.bounced().about(LABEL, found.reference)
    return set(rows.values_list("to", flat=True))


def _seats(ballots: list[Ballot], bounced: set[str], request: Request) -> list[Seat]:
    people: dict[str, list[str]] = defaultdict(list)
    lost: set[str] = set()
    for holder in holders(ballots, at=request.at):
        people[holder.ballot.code].append(holder.user.name)
        if holder.user.email in bounced:
            lost.add(holder.ballot.code)
    return [
        _seat(ballot, ", ".join(people[ballot.code]), lost=ballot.code in lost)
        for ballot in ballots
    ]


def _seat(ballot: Ballot, names: str, *, lost: bool) -> Seat:
    if ballot.choice:
        return Seat(ballot, names, Pill(_("Replied"), "ok"), "is-ok")
    if lost:
        return Seat(ballot, names, Pill(_("Letter came back"), "bad"), "is-bad")
    if not names:
        return Seat(ballot, names, Pill(_("Nobody speaks for it"), "bad"), "is-bad")
    return Seat(ballot, names, Pill(_("Silent"), "warn"), "is-full")


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def remind(request: Request, reference: str) -> HttpResponse:
    """Write to the silent: recipients and the letter are seen before it goes."""
    found = steered(request, reference)
    if request.method != "POST" and not found.takes_replies(request.at):
        return not_now(request, found)
    silent = counting.silent(found)
    form = RemindForm(
        request.POST if request.method == "POST" else None,
        initial={
            "subject": _("Still open: %(title)s") % {"title": found.title},
            "text": _("Your seat has not replied yet. It takes a minute."),
        },
    )
    template, what = "procedures/remind.html", _("Remind the silent")
    if form.is_valid() and form.cleaned_data["sure"]:
        try:
            codes = services.remind(
                found,
                once=form.cleaned_data["once"],
                subject=form.cleaned_data["subject"],
                text=form.cleaned_data["text"],
                by=request.standing,
                at=request.at,
            )
        except NotNowError:
            return too_late(request, found, form, template, what=what)
        said = ngettext("%(count)d seat is reminded.", "%(count)d seats are reminded.", len(codes))
        messages.success(request, said % {"count": len(codes)})
        return redirect("procedures:control", found.reference)
    context = context_of(found, request, "control") | {
        "form": form,
        "what": what,
        "recipients": _in_protocol_order(silent, at=request.at),
        "silent": silent,
        "preview": form.is_bound and not form.errors,
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _in_protocol_order(ballots: list[Ballot], *, at: datetime) -> list[Holder]:
    """Return who speaks for the seats, seat by seat."""
    places = {ballot.code: place for place, ballot in enumerate(ballots)}
    return sorted(holders(ballots, at=at), key=lambda holder: places[holder.ballot.code])


def not_now(request: Request, found: Procedure) -> HttpResponse:
    """Lead to the procedure, and say that it has moved on."""
    messages.error(request, _("This can no longer be done: below is how it stands."))
    return redirect(found)


def too_late(
    request: Request, found: Procedure, form: Form, template: str, *, what: str
) -> HttpResponse:
    """Answer 409 with what was typed, to be copied: the procedure has moved on meanwhile."""
    found = readable(request, found.reference)
    said = _("This can no longer be done. What you wrote is below, to be copied; it is not saved.")
    form.add_error(None, said)
    return _asked(request, found, form, template, what=what, late=True)


@require_POST
@secretariat_only
def reminding(request: Request, reference: str) -> HttpResponse:
    """Let the silent be reminded by themselves, or no more."""
    found = steered(request, reference)
    on = request.POST.get("reminds") == "on"
    try:
        services.set_reminding(found, on=on, by=request.standing, at=request.at)
    except NotNowError:
        return not_now(request, found)
    said = _("The silent are reminded by themselves.") if on else _("Nobody is reminded by itself.")
    messages.success(request, said)
    return redirect("procedures:control", found.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def extend(request: Request, reference: str) -> HttpResponse:
    """Give more time; everybody is told."""
    found = steered(request, reference)
    form = ExtendForm(
        request.POST if request.method == "POST" else None,
        initial={"deadline_at": found.deadline_at},
    )
    template, what = "procedures/extend.html", _("Extend the deadline")
    if form.is_valid():
        try:
            services.extend(
                found,
                deadline_at=form.cleaned_data["deadline_at"],
                reason=form.cleaned_data["reason"],
                by=request.standing,
                at=request.at,
            )
        except services.NothingToExtendError:
            form.add_error(
                "deadline_at", _("It is no later deadline, or the rule gives no more time.")
            )
        except NotNowError:
            return too_late(request, found, form, template, what=what)
        else:
            messages.success(request, _("Extended. Everybody who was asked is told."))
            return redirect("procedures:control", found.reference)
    return _asked(request, found, form, template, what=what)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def withdraw(request: Request, reference: str) -> HttpResponse:
    """Withdraw a draft or a running procedure, with a reason."""
    found = readable(request, reference)
    form = WithdrawForm(request.POST if request.method == "POST" else None, procedure=found)
    template, what = "procedures/withdraw.html", _("Withdraw the procedure")
    if form.is_valid():
        try:
            services.withdraw(
                found, reason=form.cleaned_data["reason"], by=request.standing, at=request.at
            )
        except NotNowError:
            return too_late(request, found, form, template, what=what)
        messages.success(request, _("Withdrawn."))
        return redirect(found)
    return _asked(request, found, form, template, what=what)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def new_round(request: Request, reference: str) -> HttpResponse:
    """End a procedure whose papers change, and draft its next round."""
    found = steered(request, reference)
    ends = found.state == State.RUNNING or "reason" in request.POST
    form = RoundForm(request.POST if request.method == "POST" else None, ends=ends)
    template, what = "procedures/new_round.html", _("A new round")
    if form.is_valid():
        try:
            draft = services.new_round(
                found,
                once=form.cleaned_data["once"],
                reason=form.cleaned_data.get("reason", ""),
                by=request.standing,
                at=request.at,
            )
        except services.OtherPresidencyError:
            form.add_error(None, _other_presidency())
        except agendas.services.RefusedError:
            form.add_error(None, _("The Presidency would rather discuss the item."))
        except NotNowError:
            return too_late(request, found, form, template, what=what)
        else:
            messages.success(
                request, _("The next round is drafted; change its papers and launch it.")
            )
            return redirect("procedures:edit", draft.reference)
    return _asked(request, found, form, template, what=what)


def _other_presidency() -> str:
    return _(
        "The item is on the agenda of a later meeting, which another Presidency prepares: once it"
        " agrees, draft the procedure from there."
    )


def _asked(
    request: Request, found: Procedure, form: Form, template: str, *, what: str, late: bool = False
) -> HttpResponse:
    context = context_of(found, request, "control") | {"form": form, "what": what, "late": late}
    return render(request, template, context, status=409 if late else 422 if form.errors else 200)


@require_POST
@secretariat_only
def notify(request: Request, reference: str) -> HttpResponse:
    """Send the outcome to all seats."""
    found = steered(request, reference)
    try:
        services.notify(found, by=request.standing, at=request.at)
    except NotNowError:
        return not_now(request, found)
    messages.success(request, _("The outcome is on its way to all seats."))
    return redirect("procedures:control", found.reference)


@require_safe
@secretariat_only
def ledger(request: Request, reference: str) -> HttpResponse:
    """Show every entry with its hash; what seats replied only once everybody may know."""
    found = steered(request, reference)
    events = list(found.ledger.in_order())
    checked = records.check_stored(found) if found.outcome else records.check_ledger(found)
    told = bool(found.outcome) and not rounds.held_back(found)
    context = context_of(found, request, "ledger") | {
        "rows": [
            (
                event,
                moments.short_moment(event.at, words.ZONE),
                event.text if told or event.kind not in HIDDEN else "",
            )
            for event in events
        ],
        "told": told,
        "whole": checked.in_order,
        "broken": checked.entry,
        "reason": checked.reason,
    }
    return render(request, "procedures/ledger.html", context)
