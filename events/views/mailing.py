"""One letter to many: its readers and a preview while it is a draft, then what became of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from events import selections, services
from events.access import organisers_only
from events.emails.mailings import filled, subject_of
from events.forms.mailings import SendForm
from events.models import Mailing, MailingRecipient
from events.models.mailing import RecipientQuerySet
from events.services.mailings import positions_in
from events.views.room import Room
from interface.marks import Pill, Progress
from interface.tables import PER_PAGE, Listing, listing
from jobs.enums import State
from jobs.rules import NoSuchStepError
from mail.enums import State as LetterState
from mail.letters import Text, masked
from mail.models import Letter

READERS = {"name": ("position",)}
NOT_ARRIVED = (LetterState.BOUNCED, LetterState.FAILED)
TONES = {
    LetterState.SENT: "ok",
    LetterState.BOUNCED: "bad",
    LetterState.FAILED: "bad",
    LetterState.STOPPED: "",
}
LEFT_OUT, RETURNED = "left_out", "returned"


@require_safe
@organisers_only
def mailing(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show a draft with its readers and a preview, or what became of a letter that was sent.

    The page that asks how far it is gets that part alone.
    """
    room, found = found_in(request, slug, key)
    if found.is_draft:
        return _confirm(request, room, found)
    if request.headers.get("HX-Request"):
        context = room.context("mailings", **_progress_context(found, room=room))
        return render(request, "events/mailing.html#state", context)
    return render(request, "events/mailing.html", _sent_context(request, room, found))


@require_POST
@secretariat_only
def send_mailing(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Let a letter leave in five minutes."""
    room, found = found_in(request, slug, key)
    form = SendForm(request.POST)
    if not form.is_valid():
        return _confirm(request, room, found, form=form, status=422)
    try:
        sent = services.send_mailing(
            found,
            version=form.cleaned_data["version"],
            seen=form.cleaned_data["seen"],
            by=request.standing,
            at=request.at,
        )
    except versions.StaleError:
        problem = _("The words were changed meanwhile. Here is the letter as it is now.")
        found.refresh_from_db()
    except services.ReadersChangedError:
        problem = _("Other people are meant now than a moment ago. Here is the list as it is now.")
    except services.NobodyMeantError:
        form.add_error(None, _("Nobody would get it. Choose other people."))
        return _confirm(request, room, found, form=form, status=422)
    else:
        return redirect("events:mailing", slug, sent.key)
    form.add_error(None, problem)
    return _confirm(request, room, found, form=form, status=409)


@require_POST
@secretariat_only
def stop_mailing(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Keep what has not left from leaving."""
    _room, found = found_in(request, slug, key)
    try:
        services.stop_mailing(found, by=request.standing, at=request.at)
    except NoSuchStepError:
        messages.warning(request, _("There is nothing to stop: all of it has left, or none does."))
    else:
        left = Letter.objects.filter(batch=found.key).exclude(state=LetterState.STOPPED).count()
        messages.success(
            request,
            ngettext(
                "Stopped. %(count)d letter had left.", "Stopped. %(count)d letters had left.", left
            )
            % {"count": left},
        )
    return redirect("events:mailing", slug, key)


@require_POST
@secretariat_only
def restart_mailing(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Let a letter go on where it was stopped, or where it failed."""
    _room, found = found_in(request, slug, key)
    try:
        services.restart_mailing(found, by=request.standing, at=request.at)
    except NoSuchStepError:
        messages.warning(request, _("There is nothing that waits to go on."))
    else:
        messages.success(request, _("It goes on in five minutes. Nobody gets it twice."))
    return redirect("events:mailing", slug, key)


@require_POST
@secretariat_only
def discard_mailing(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Throw a draft away."""
    room, found = found_in(request, slug, key)
    try:
        services.discard_mailing(found, by=request.standing, at=request.at)
    except services.MailingSentError:
        return sent_already(request, room, found)
    messages.success(request, _("The draft is thrown away."))
    return redirect("events:mailings", slug)


def pill_of(found: Mailing, *, at: datetime) -> Pill:
    """Return where a letter to many stands, as icon, word and colour."""
    job = found.job
    if job is None:
        return Pill(_("Draft"), "warn", "pen")
    if found.stopped_at:
        return Pill(_("Stopped"), "", "stop")
    if job.state == State.WAITING and job.not_before > at:
        return Pill(_("Can still be stopped"), "info", "hourglass")
    return {
        State.DONE: Pill(_("Written to all"), "ok"),
        State.FAILED: Pill(_("Failed"), "bad"),
    }.get(State(job.state), Pill(_("Under way"), "info", "clock"))


def found_in(request: Request, slug: str, key: UUID) -> tuple[Room, Mailing]:
    """Return the room of an event and one of its letters to many, or answer 404."""
    room = Room(request, slug)
    found = (
        Mailing.objects.select_related("job", "made_by", "sent_by", "stopped_by", "reminder")
        .filter(event=room.event, key=key)
        .first()
    )
    if found is None:
        raise Http404
    found.event = room.event
    return room, found


def sent_already(request: Request, room: Room, found: Mailing) -> HttpResponse:
    """Lead to a letter that can no longer be changed, and say so."""
    messages.warning(
        request, _("It was sent already. Copy it to write to the same people once more.")
    )
    return redirect("events:mailing", room.event.slug, found.key)


def _confirm(
    request: Request,
    room: Room,
    found: Mailing,
    *,
    form: SendForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a draft: who gets it, who does not and why, and what one of them reads."""
    people = selections.people(room.event, selections.read(found.selection))
    reached = [one for one in people if not one.skipped]
    reader = _reader(request, reached)
    fresh = SendForm(initial={"version": found.version, "seen": selections.mark(people)})
    context = room.context(
        "mailings",
        mailing=found,
        subject=subject_of(found),
        form=form,
        fresh=fresh,
        listing=_page(request, people),
        reached=len(reached),
        left_out=len(people) - len(reached),
        reader=reader,
        preview=masked(filled(found, reader, positions=positions_in(found))) if reader else None,
    )
    return render(request, "events/mailing_draft.html", context, status=status)


def _reader(request: Request, reached: list[MailingRecipient]) -> MailingRecipient | None:
    """Return whose letter the preview shows: who was asked for, else the first."""
    asked = request.GET.get("reader", "")
    for one in reached:
        if str(one.position) == asked:
            return one
    return reached[0] if reached else None


def _page(request: Request, people: list[MailingRecipient]) -> Listing[MailingRecipient]:
    """Return one page of people who are not stored."""
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    return Listing(rows=list(page.object_list), page=page, order="", query=request.GET)


def _progress_context(found: Mailing, *, room: Room) -> dict[str, Any]:
    """Return how far a letter that was sent is, and what can be done with it now."""
    job = found.job
    assert job is not None  # noqa: S101  # says it to mypy: it was sent
    states = dict(
        Letter.objects.filter(batch=found.key)
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    waits = job.state == State.WAITING and job.not_before > room.at
    seconds = max(int((job.not_before - room.at).total_seconds()), 0)
    on_their_way = states.get(LetterState.QUEUED, 0) + states.get(LetterState.SENDING, 0)
    is_live = job.is_open or bool(on_their_way)
    address = reverse("events:mailing", args=[room.event.slug, found.key])
    return {
        "mailing": found,
        "subject": subject_of(found),
        "job": job,
        "work": Progress(job.done, job.failed, job.total, pill_of(found, at=room.at)),
        "waits": waits,
        "minutes": seconds // 60,
        "seconds": seconds % 60,
        "sent": states.get(LetterState.SENT, 0),
        "on_their_way": on_their_way,
        "stopped": states.get(LetterState.STOPPED, 0),
        "returned": sum(states.get(state, 0) for state in NOT_ARRIVED),
        "live": address if is_live else "",
        "may_stop": room.decides and not found.stopped_at and is_live,
        "may_restart": room.decides
        and (job.state in {State.STOPPED, State.FAILED} or bool(found.stopped_at)),
    }


def _sent_context(request: Request, room: Room, found: Mailing) -> dict[str, Any]:
    """Return all that the page of a letter that was sent shows."""
    rows = RecipientQuerySet(MailingRecipient).filter(mailing=found).select_related("letter")
    left_out, show = rows.exclude(skipped="").count(), request.GET.get("show", "")
    if show == LEFT_OUT:
        rows = rows.exclude(skipped="")
    elif show == RETURNED:
        rows = rows.filter(letter__state__in=NOT_ARRIVED)
    page = listing(rows, query=request.GET, orders=READERS, default="name")
    return room.context(
        "mailings",
        **_progress_context(found, room=room),
        show=show,
        left_out=left_out,
        listing=page,
        rows=[(row, _became(row)) for row in page.rows],
        text=masked(Text(found.subject, tuple(found.text.split("\n\n")))),
    )


def _became(row: MailingRecipient) -> Pill:
    """Return what became of one reader's letter."""
    if row.skipped:
        return Pill(row.get_skipped_display(), "warn", "dash")
    if row.letter is None:
        return Pill(_("Not written yet") if row.written_at is None else _("Erased"), "", "clock")
    state = LetterState(row.letter.state)
    return Pill(state.label, TONES.get(state, "info"), "" if TONES.get(state) else "clock")
