"""Issuing: for whom and what it will look like, then how far the work is."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import secretariat_only
from accounts.http import Request
from certificates import candidates, drawing, earning, services, specimen, words
from certificates.candidates import Candidate
from certificates.enums import ItemState
from certificates.forms.issuing import IssueForm
from certificates.keys import SealError
from certificates.marks import item_pill, stage_pill
from certificates.models import Batch, BatchItem
from certificates.views.person import found_in
from events import attendance, countries
from events.forms.seen import mark
from events.rules import NotNowError
from events.views.room import Room, posted
from interface import downloads
from interface.marks import Pill, Progress
from interface.tables import arranged, listing
from jobs.enums import State
from jobs.rules import NoSuchStepError
from mail.enums import State as LetterState
from mail.models import Letter

ORDERS = {"name": lambda one: one.registration.sort_name}
ON_THEIR_WAY = (LetterState.QUEUED, LetterState.SENDING)
LEFT = (LetterState.SENT, LetterState.BOUNCED)
ITEMS = {"name": ("registration__sort_name",)}


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def issue(request: Request, slug: str) -> HttpResponse:
    """Show who gets a certificate and what it looks like, and begin to issue."""
    room = Room(request, slug)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(room, asked)
    unprintable = {
        one.registration.pk: letters
        for one in chosen
        if one.may_be_issued and (letters := drawing.missing(one.registration.name))
    }
    given = [one for one in chosen if one.may_be_issued and one.registration.pk not in unprintable]
    seen = mark([str(one.registration.key) for one in given])
    form = IssueForm(posted(request))
    status = 200
    if form.is_valid():
        as_seen = form.cleaned_data.pop("seen") == seen
        batch = _pressed_before(room, form) or (_begun(room, form, given) if as_seen else None)
        if batch:
            return redirect("certificates:batch", slug, batch.key)
        if as_seen:
            status = 422
        else:
            form.add_error(None, _("Other people are meant now. Here is the list as it is."))
            status = 409
    elif form.errors:
        status = 422
    rules = earning.terms_of(room.event)
    shown = arranged(given, query=request.GET, orders=ORDERS, default="name")
    context = room.context(
        "certificates",
        form=form,
        fresh=IssueForm(initial={"seen": seen}),
        gives=attendance.terms_of(room.event).gives_certificates,
        keys=[one.registration.key for one in chosen] if asked.getlist("key") else [],
        given=len(given),
        first=given[0] if given else None,
        letters=_of_the_event(given, room),
        left_out=[
            (one, words.explained(one.earned, rules), stage_pill(one.stage))
            for one in chosen
            if not one.may_be_issued
        ],
        unprintable=[
            (one, " ".join(unprintable[one.registration.pk]))
            for one in chosen
            if one.registration.pk in unprintable
        ],
        listing=shown,
        rows=[
            (one, countries.name(one.registration.country), words.explained(one.earned, rules))
            for one in shown.rows
        ],
    )
    return render(request, "certificates/issue.html", context, status=status)


def _pressed_before(room: Room, form: IssueForm) -> Batch | None:
    """Return what the same form began already; by now its people are no longer to be issued."""
    return Batch.objects.filter(event=room.event, once=form.cleaned_data["once"]).first()


def _begun(room: Room, form: IssueForm, given: Iterable[Candidate]) -> Batch | None:
    """Begin; or say at the form why not."""
    rows = [one.registration for one in given]
    try:
        return services.begin_batch(
            room.event, rows, by=room.standing, at=room.at, **form.cleaned_data
        )
    except NotNowError:
        form.add_error(None, _("Certificates are issued once the event is over."))
    except services.RefusedError as refused:
        form.add_error(None, refused.message)
    return None


def _chosen(room: Room, asked: QueryDict) -> list[Candidate]:
    """Return who was ticked, or without a tick all who have earned one and never had one."""
    everybody = candidates.of_event(room.event, at=room.at)
    ticked = set(asked.getlist("key"))
    if not ticked:
        return candidates.to_issue(everybody)
    return [one for one in everybody if str(one.registration.key) in ticked]


def _of_the_event(given: Iterable[Candidate], room: Room) -> str:
    """Return the letters in title, place, modules and trainers that cannot be printed."""
    for one in given:
        return " ".join(drawing.unprintable(specimen.said(one.registration, at=room.at)))
    return ""


@require_safe
@secretariat_only
def preview(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Give a person's certificate as it will look, marked as a specimen."""
    room, found = found_in(request, slug, key)
    try:
        content = specimen.drawn(found, at=room.at)
    except drawing.UnprintableError as error:
        messages.warning(
            request,
            _("These letters cannot be printed: %(letters)s")
            % {"letters": " ".join(error.letters)},
        )
        return redirect("certificates:person", slug, key)
    return downloads.file(content, name=f"{slug}-specimen.pdf")


@require_safe
@secretariat_only
def batch(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show how far it is, and for each person what came of it.

    The page that asks how far it is gets that part alone.
    """
    room, found = batch_in(request, slug, key)
    rows = BatchItem.objects.filter(batch=found).select_related("registration", "certificate")
    state = request.GET.get("state", "")
    if state in ItemState.values:
        rows = rows.filter(state=state)
    shown = listing(rows, query=request.GET, orders=ITEMS, default="name")
    context = room.context(
        "certificates",
        **_progress(found, room, query=request.GET),
        chosen=state,
        listing=shown,
        rows=[(item, item_pill(item.state)) for item in shown.rows],
    )
    part = "#state" if request.headers.get("HX-Request") else ""
    return render(request, f"certificates/batch.html{part}", context)


@require_POST
@secretariat_only
def stop_batch(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Make no more, and let no letter leave that has not left."""
    room, found = batch_in(request, slug, key)
    try:
        services.stop_batch(found, by=room.standing, at=room.at)
    except NoSuchStepError:
        messages.warning(request, _("There is nothing to stop."))
    else:
        messages.success(request, _("Stopped. What is issued stays issued."))
    return redirect("certificates:batch", slug, key)


@require_POST
@secretariat_only
def resume_batch(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Let it go on where it was stopped, or where it failed."""
    room, found = batch_in(request, slug, key)
    try:
        services.resume_batch(found, by=room.standing, at=room.at)
    except NoSuchStepError:
        messages.warning(request, _("There is nothing that waits to go on."))
    else:
        messages.success(request, _("It goes on. Nobody gets a second one."))
    return redirect("certificates:batch", slug, key)


def batch_in(request: Request, slug: str, key: UUID) -> tuple[Room, Batch]:
    """Return the room of an event and one of its batches, or answer 404."""
    room = Room(request, slug)
    found = get_object_or_404(Batch.objects.select_related("begun_by"), event=room.event, key=key)
    found.event = room.event
    return room, found


def _progress(found: Batch, room: Room, *, query: QueryDict) -> dict[str, Any]:
    """Return how far it is, and what can be done with it now."""
    job = services.job_of(found)
    counted = Counter(found.items.order_by().values_list("state", flat=True))
    of_the_batch = Letter.objects.filter(batch=found.key).order_by()
    letters_by = Counter(of_the_batch.values_list("state", flat=True))
    letters = sum(letters_by[state] for state in ON_THEIR_WAY)
    address = reverse("certificates:batch", args=[room.event.slug, found.key])
    return {
        "batch": found,
        "job": job,
        "work": Progress(job.done, job.failed, job.total, _pill(State(job.state))),
        "counts": [
            (state.label, counted[state], state.value) for state in ItemState if counted[state]
        ],
        "letters": letters,
        "sent": sum(letters_by[state] for state in LEFT),
        "is_done": job.state == State.DONE,
        "seal_fails": SealError.__name__ in job.last_error,
        "live": f"{address}?{query.urlencode()}" if job.is_open or letters else "",
        "may_stop": job.is_open or bool(letters),
        "may_resume": job.state in {State.STOPPED, State.FAILED}
        or bool(letters_by[LetterState.STOPPED]),
    }


def _pill(state: State) -> Pill:
    return {
        State.DONE: Pill(_("Done"), "ok"),
        State.STOPPED: Pill(_("Stopped"), "", "stop"),
        State.FAILED: Pill(_("Does not go on"), "bad"),
    }.get(state, Pill(_("Under way"), "info", "clock"))
