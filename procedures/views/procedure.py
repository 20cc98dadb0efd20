"""The page of one procedure: to be answered while it runs, with its result afterwards."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import Standing
from accounts.days import network_day
from accounts.http import Request
from accounts.prose import prose
from documents import serving
from documents.models import Version
from interface import downloads, moments
from interface.marks import Part, urgency
from procedures import counting, note, origin, records, results, rounds, words
from procedures.access import own_ballots, readable
from procedures.emails import holders
from procedures.enums import Happening, State
from procedures.forms.replies import ReplyForm
from procedures.models import Ballot, BallotEvent, Procedure, ReplyDraft
from procedures.models.procedure import LABEL

SHORT_HASH = 16


@dataclass(frozen=True)
class Done:
    """An objection or a proposal of a seat: when it was recorded, and what it says."""

    recorded: str
    text: str


@dataclass(frozen=True)
class Card:
    """One seat's reply on the page: what is recorded, and the form to record another."""

    ballot: Ballot
    form: ReplyForm
    chairs: bool
    others: str
    saved: str
    recorded: str
    statement: str
    objected: list[Done]
    amended: list[Done]
    may_object: bool
    may_stop: bool


@require_safe
def procedure(request: Request, reference: str) -> HttpResponse:
    """Show a procedure to who may read it."""
    found = readable(request, reference)
    if found.state == State.DRAFT:
        return redirect("procedures:edit", found.reference)
    return page(request, found)


def page(
    request: Request,
    found: Procedure,
    *,
    forms: dict[str, ReplyForm] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the page; with a form that was refused, or a problem, in its place."""
    at, standing = request.at, request.standing
    over = counting.shown(found, at=at)
    seats = found.ballots.count()
    context = {
        "procedure": found,
        "question": prose(found.question),
        "problem": problem,
        **heading(found, over, at=at),
        "own_clock": _own_clock(found, standing),
        "papers": [(paper, _fingerprint(paper.sha256)) for paper in found.papers.all()],
        "rule": words.rule(found.rule_in_force, seats=seats),
        "history": _history(found),
        "may_steer": standing.is_secretariat,
        "next_round": rounds.following(found),
        "origin": origin.of(found, standing),
    }
    if over.outcome:
        return render(
            request,
            "procedures/result.html",
            context | _result(found, over),
            status=status,
        )
    stop = stop_in_words(found, seats)
    ballots = own_ballots(found, request)
    done = _done(found, ballots)
    cards = [_card(ballot, request, forms or {}, done=done, stops=bool(stop)) for ballot in ballots]
    context |= {
        "cards": cards,
        "takes_replies": found.takes_replies(at),
        "stop": stop,
        "error_forms": [card.form for card in cards if card.form.errors],
    }
    return render(request, "procedures/procedure.html", context, status=status)


def heading(found: Procedure, over: counting.Shown, *, at: datetime) -> dict[str, Any]:
    """Return what stands at the head of every page about a procedure."""
    ends = found.deadline_at
    return {
        "pill": words.pill(over.state, over.outcome),
        "left": urgency(ends, at) if ends and not over.outcome else None,
        "deadline": moments.moment(ends, words.ZONE) if ends else "",
        "outcome": over.outcome,
    }


def _own_clock(found: Procedure, standing: Standing) -> str:
    zone = standing.user.time_zone if standing.user else words.ZONE
    ends = found.deadline_at or standing.at
    return moments.your_time(ends, ends, words.ZONE, zone)


def _fingerprint(sha256: str) -> str:
    """Return the two ends of a hash, enough to compare by eye: ``9f2c 41d8 … 7be0 a613``."""
    return f"{sha256[:4]} {sha256[4:8]} … {sha256[-8:-4]} {sha256[-4:]}"


def _done(found: Procedure, ballots: list[Ballot]) -> dict[tuple[str, str], list[Done]]:
    """Return what the seats objected and proposed, by seat and kind, in one query."""
    said: dict[tuple[str, str], list[Done]] = defaultdict(list)
    events = found.ledger.filter(
        kind__in=[Happening.OBJECTED, Happening.AMENDED],
        seat__in=[ballot.code for ballot in ballots],
    )
    for event in events.select_related("statement").order_by("number"):
        text = event.statement.text if hasattr(event, "statement") else ""
        said[event.seat, event.kind].append(Done(_receipt(event), text))
    return said


def _receipt(event: BallotEvent) -> str:
    return _("Recorded at %(time)s on %(day)s, receipt %(receipt)s") % {
        "time": f"{moments.local(event.at):%H:%M:%S}",
        "day": moments.day(moments.local(event.at).date()),
        "receipt": f"{event.number} · {event.hash[:SHORT_HASH]}",
    }


def _card(
    ballot: Ballot,
    request: Request,
    forms: dict[str, ReplyForm],
    *,
    done: dict[tuple[str, str], list[Done]],
    stops: bool,
) -> Card:
    chairs = counting.breaks_ties(ballot, at=request.at)
    may_stop = counting.may_stop(ballot, at=request.at)
    objected = done.get((ballot.code, Happening.OBJECTED), [])
    draft = getattr(ballot, "draft", None)
    statement = getattr(ballot.event, "statement", None) if ballot.event else None
    text = statement.text if statement else ""
    form = forms.get(ballot.code) or ReplyForm(
        ballot=ballot, draft=draft, chairs=chairs, statement=text
    )
    return Card(
        ballot=ballot,
        form=form,
        chairs=chairs,
        others=_others(ballot, request),
        saved=_saved(draft, request) if draft else "",
        recorded=_recorded(ballot),
        statement=text,
        objected=objected,
        amended=done.get((ballot.code, Happening.AMENDED), []),
        may_object=may_stop or (stops and not objected),
        may_stop=may_stop,
    )


def _saved(draft: ReplyDraft, request: Request) -> str:
    """Return when a draft was saved, and by whom if by somebody else."""
    today = network_day(request.at)
    if draft.saved_by is None or draft.saved_by == request.standing.user:
        return moments.draft_saved(draft.saved_at, on=today)
    said = _("Draft of %(name)s, %(time)s, not recorded")
    return said % {"name": draft.saved_by.name, "time": moments.lately(draft.saved_at, on=today)}


def _recorded(ballot: Ballot) -> str:
    """Return when and by whom a seat's reply was recorded, with its receipt."""
    if ballot.event is None or ballot.cast_at is None:
        return ""
    who = ballot.cast_by.name if ballot.cast_by else _("somebody who is gone")
    if ballot.entered_by:
        who = _("%(voter)s, entered by the Secretariat") % {"voter": who}
    return _("Recorded at %(time)s on %(day)s by %(who)s, receipt %(receipt)s") % {
        "time": f"{moments.local(ballot.cast_at):%H:%M:%S}",
        "day": moments.day(moments.local(ballot.cast_at).date()),
        "who": who,
        "receipt": f"{ballot.event.number} · {ballot.event.hash[:SHORT_HASH]}",
    }


def _others(ballot: Ballot, request: Request) -> str:
    """Return the names of who else speaks for the seat, and is told of a reply."""
    user = request.standing.user
    names = [
        holder.user.name
        for holder in holders([ballot], at=request.at)
        if user is None or holder.user.pk != user.pk
    ]
    return ", ".join(names)


def stop_in_words(found: Procedure, seats: int) -> str:
    """Return how many objections end the procedure, in words; nothing where none do."""
    number = found.rule_in_force.stop.needed(seats)
    if number is None:
        return ""
    return ngettext(
        "If %(count)d seat objects, the procedure ends at once and the matter goes to a meeting.",
        "If %(count)d seats object, the procedure ends at once and the matter goes to a meeting.",
        number,
    ) % {"count": number}


def _history(found: Procedure) -> list[tuple[str, str, str]]:
    """Return what happened that everybody may know, and what is next: class, moment, words."""
    lines = [
        ("", moments.short_moment(at, words.ZONE), f"{what}: {reason}" if reason else what)
        for at, what, reason in results.happenings(found)
    ]
    if lines and not found.outcome:
        ends = found.deadline_at or found.created_at
        lines[-1] = ("is-now", *lines[-1][1:])
        lines.append(("is-next", moments.short_moment(ends, words.ZONE), _("Closes")))
    return lines


def _result(found: Procedure, over: counting.Shown) -> dict[str, Any]:
    """Return what the page of an ended procedure says."""
    held = rounds.held_back(found)
    context: dict[str, Any] = {
        "head": results.head(found),
        "stored": bool(found.outcome and found.launched_at) and not held,
        "held": held,
    }
    if over.counted is None:
        return context | {"headline": _("Withdrawn; nothing was decided")}
    ballots, result = over.counted["ballots"], over.counted["result"]
    silent = ballots["n"] - ballots["f"] - ballots["a"] - ballots["x"]
    rows = results.rows(found)
    return context | {
        "headline": words.headline(over.counted, over.outcome),
        "parts": [
            Part(_("For"), ballots["f"], "for"),
            Part(_("Against"), ballots["a"], "against"),
            Part(_("Abstain"), ballots["x"], "abstain"),
            Part(_("No reply"), silent, "silent"),
        ],
        "bar_label": _("%(f)d for, %(a)d against, %(x)d abstentions, %(silent)d no reply")
        % {**ballots, "silent": silent},
        "figures": results.figures(result, over.outcome),
        "rows": rows,
        "statements": [row for row in rows if row.statement],
        "objections": results.texts(found, Happening.OBJECTED),
        "amendments": results.texts(found, Happening.AMENDED),
        "late": found.ledger.filter(kind=Happening.LATE).order_by("number"),
    }


@require_safe
def paper(request: Request, reference: str, order: int) -> HttpResponseBase:
    """Give a paper in the very version that the procedure was launched with."""
    found = readable(request, reference)
    frozen = found.papers.filter(order=order).first()
    if frozen is None or frozen.document is None:
        raise Http404
    version = (
        Version.objects.filter(
            document__label=LABEL,
            document__owner_key=str(found.key),
            document__key=frozen.document,
            number=frozen.number,
            sha256=frozen.sha256,
        )
        .select_related("document")
        .first()
    )
    if version is None:
        raise Http404
    return serving.answer(version, request)


def _told(request: Request, reference: str) -> Procedure:
    """Return the procedure, or 404 while its replies are held back for its next round."""
    found = readable(request, reference)
    if rounds.held_back(found):
        raise Http404
    return found


@require_safe
def record(request: Request, reference: str) -> HttpResponse:
    """Give the whole record of an ended procedure, to be checked by whoever likes."""
    found = _told(request, reference)
    try:
        content = records.file_of(found)
    except records.NotClosedError as error:
        raise Http404 from error
    return downloads.file(content, name=f"{found.reference}-record.json")


@require_safe
def outcome_note(request: Request, reference: str) -> HttpResponse:
    """Give the outcome note of a procedure that was launched and has ended."""
    found = _told(request, reference)
    try:
        content = note.note(found)
    except records.NotClosedError as error:
        raise Http404 from error
    return downloads.file(content, name=f"{found.reference}-outcome.pdf")
