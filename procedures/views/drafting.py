"""Drafting a procedure: words, rule, time, papers; and launching it."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.prose import prose
from documents.models import Document
from interface import moments
from procedures import origin, rounds, services, words
from procedures.access import readable
from procedures.deadlines import CalendarUnknownError
from procedures.enums import State
from procedures.forms.draft import READERS, REGISTER, DraftForm, PapersForm
from procedures.life import NotNowError
from procedures.models import Procedure, VotingRule
from procedures.models.procedure import LABEL
from procedures.rules import Rule

SEATS = 27
LONGEST = 9


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def new(request: Request) -> HttpResponse:
    """Draft a procedure."""
    form = DraftForm(request.POST if request.method == "POST" else None, procedure=None)
    if form.is_valid():
        made = services.draft(by=request.standing, at=request.at, **form.cleaned_data)
        messages.success(
            request, _("The draft is saved. Add its papers, then look at it and launch it.")
        )
        return redirect("procedures:edit", made.reference)
    context = {"form": form, "what": _("New written procedure"), **_of_rule(form)}
    return render(request, "procedures/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def edit(request: Request, reference: str) -> HttpResponse:
    """Change a draft, and keep its papers."""
    found = _draft(request, reference)
    form = DraftForm(request.POST if request.method == "POST" else None, procedure=found)
    if form.is_valid():
        try:
            services.change_draft(found, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.theirs(cast("Procedure", stale.theirs)),
                address=found.get_absolute_url(),
                label=LABEL,
                key=found.reference,
            )
        except NotNowError:
            return redirect(found)
        messages.success(request, _("Saved."))
        return redirect("procedures:edit", found.reference)
    return _show(request, found, form=form, papers=PapersForm())


def _show(
    request: Request, found: Procedure, *, form: DraftForm, papers: PapersForm
) -> HttpResponse:
    bad = bool(form.errors or papers.errors)
    context = {
        "what": _("Draft of a written procedure"),
        "procedure": found,
        "form": form,
        "papers_form": papers,
        "papers": Document.objects.of(LABEL, str(found.key)).prefetch_related("versions"),
        "ends": _ends(found, request),
        "left_out": rounds.left_out(found),
        "origin": origin.of(found, request.standing),
        **_of_rule(form),
    }
    return render(request, "procedures/edit.html", context, status=422 if bad else 200)


def _draft(request: Request, reference: str) -> Procedure:
    """Return the draft; of what was launched meanwhile, who sends a form hears from the service."""
    found = readable(request, reference)
    if found.state != State.DRAFT and request.method != "POST":
        raise Http404
    return found


def _ends(found: Procedure, request: Request) -> tuple[str, str]:
    """Return when it would end if it were launched now, or what stands in the way."""
    try:
        ends = services.deadline_of(found, at=request.at)
    except CalendarUnknownError as error:
        said = _("The holidays of %(year)d are not entered for this calendar: enter them first.")
        return "", said % {"year": error.year}
    except services.LaunchError as error:
        return "", error.message
    return moments.moment(ends, words.ZONE), ""


def _of_rule(form: DraftForm) -> dict[str, Any]:
    """Return what the chosen rule does, in words and as a table."""
    return described(_rule(str(form["rule"].value() or "")))


def _rule(typed: str) -> VotingRule | None:
    """Return the rule that is chosen, or nothing where none is, or nonsense."""
    return VotingRule.objects.filter(pk=_whole(typed)).first()


def _whole(typed: str) -> int:
    """Return the number that was sent, or 0 for what is none or none that is ever given."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < LONGEST else 0


def described(rule: VotingRule | None) -> dict[str, Any]:
    """Return a rule in words and as a table, or nothing where none is chosen."""
    if rule is None:
        return {"chosen": None, "nothing": _("Choose a rule, and what it does stands here.")}
    return {"chosen": rule, **in_words(rule.rule)}


def in_words(found: Rule) -> dict[str, Any]:
    """Return what a rule does, in sentences and as a table with its key."""
    trials = words.trials(found, seats=SEATS)
    return {
        "sentences": words.rule(found, seats=SEATS),
        "window": words.window(found),
        "check": words.CHECK,
        "against": words.TRIED_AGAINST,
        "trials": trials,
        "key": words.key(trials),
        "of_seats": SEATS,
    }


@require_safe
@secretariat_only
def rule_in_words(request: Request) -> HttpResponse:
    """Show what the rule does that is chosen in the form, without the page around it."""
    if not request.headers.get("HX-Request"):
        return redirect("procedures:rules")
    chosen = described(_rule(request.GET.get("rule", "")))
    return render(request, "procedures/rule_in_words.html", chosen)


@require_POST
@secretariat_only
def add_papers(request: Request, reference: str) -> HttpResponse:
    """Add files to a draft."""
    found = _draft(request, reference)
    form = PapersForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, found, form=DraftForm(procedure=found), papers=form)
    data = form.cleaned_data
    try:
        services.add_papers(
            found,
            once=data["once"],
            uploads=data["papers"],
            title=data["title"],
            by=request.standing,
            at=request.at,
        )
    except NotNowError:
        return redirect(found)
    messages.success(request, _("Added."))
    return redirect(f"{reverse('procedures:edit', args=[found.reference])}#papers")


@require_POST
@secretariat_only
def remove_paper(request: Request, reference: str, key: UUID) -> HttpResponse:
    """Take a paper off a draft."""
    found = _draft(request, reference)
    document = Document.objects.of(LABEL, str(found.key)).filter(key=key).first()
    if document is None:
        raise Http404
    try:
        services.remove_paper(found, document, by=request.standing, at=request.at)
    except NotNowError:
        return redirect(found)
    messages.success(request, _("Removed."))
    return redirect(f"{reverse('procedures:edit', args=[found.reference])}#papers")


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def launch(request: Request, reference: str) -> HttpResponse:
    """Show what a launch would do, and do it."""
    found = _draft(request, reference)
    problem, status = "", 200
    if request.method == "POST":
        sent = _whole(request.POST.get("version", ""))
        try:
            services.launch(found, version=sent, by=request.standing, at=request.at)
        except CalendarUnknownError:
            status = 422
        except services.LaunchError as error:
            problem, status = error.message, 409 if error.field == "version" else 422
        except NotNowError:
            return redirect(found)
        else:
            messages.success(request, _("Launched. Every seat has its letter."))
            return redirect("procedures:control", found.reference)
    ends, hindrance = _ends(found, request)
    seats = [
        (place, [user.name for user in people])
        for place, people in services.electorate(found, at=request.at)
    ]
    context = {
        "what": _("Launch a written procedure"),
        "procedure": found,
        "question": prose(found.question),
        "facts": _facts(found),
        "ends": ends,
        "problem": problem or hindrance,
        "left_out": rounds.left_out(found),
        "seats": seats,
        "letters": sum(len(names) for _place, names in seats),
        "vacant": [place.holder for place, names in seats if not names],
        "papers": Document.objects.of(LABEL, str(found.key)).prefetch_related("versions"),
        **described(found.rule),
    }
    return render(request, "procedures/launch.html", context, status=status)


def _facts(found: Procedure) -> list[tuple[str, str]]:
    """Return what else is fixed by a launch, or goes by itself from then on."""
    reminds = _("Three and one working days before the deadline, at 09:00 in Brussels")
    sees = str(dict(REGISTER)[found.decision_visibility])
    lets, counts = found.body.observers_read_procedures, found.body.vacant_seats_count
    return [
        (_("Who may read it"), str(dict(READERS)[found.visibility])),
        (_("Observers of the body"), _("Read it too") if lets else _("Do not read it")),
        (_("Seats without a holder"), _("Count") if counts else _("Are left out")),
        (_("Who sees the decision in the register"), sees),
        (_("The silent are reminded"), reminds if found.reminds else _("Not by themselves")),
    ]
