"""The agenda of a meeting as it is read: now, as it was sent out, and on paper."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.http import Request
from accounts.services.reading import mark_read
from agendas import beside, editions, reading, sheet, words
from agendas.access import SETTLED, agenda_if_readable, agenda_of, is_of_a_body
from agendas.enums import AgendaState
from agendas.models import Agenda, Edition
from agendas.models.agenda import LABEL
from agendas.models.item import classes_known_to_be_open
from agendas.reading import Shown
from events.access import may_edit
from events.enums import Kind, State
from events.models import Event
from events.words import hours, when, where
from interface import downloads


@login_not_required
@require_safe
def agenda(request: Request, slug: str) -> HttpResponse:
    """Show the agenda to whoever may read it; who prepares it is offered to begin one."""
    found = agenda_if_readable(request, slug)
    if found is None:
        return _none_yet(request, slug)
    standing = request.standing
    since = None
    if standing.user and request.method == "GET":
        since = mark_read(standing.user, label=LABEL, key=str(found.key), at=request.at)
    shown = Shown(reading.laid_out(found, standing, since=since))
    sides = _with_sides(shown, found, standing, since=since)
    wanted = [line for line in shown.every if sides.prepares and sides.by_item[line.item.pk].wishes]
    context = {
        **head(request, found),
        "shown": shown,
        "sides": sides,
        "wanted": wanted,
        "states": sides.states,
        "before": _before(found, shown, standing),
    }
    return render(request, "agendas/agenda.html", context)


def _with_sides(
    shown: Shown, found: Agenda, standing: Standing, *, since: datetime | None = None
) -> beside.Sides:
    """Lay beside each line what the person may know of it, and return that of the agenda."""
    items = [line.item for line in shown.every]
    sides = beside.of(found, items, reading.numbered(items), standing, since=since)
    for line in shown.every:
        line.side = sides.by_item[line.item.pk]
    return sides


def _before(found: Any, shown: Shown, standing: Standing) -> list[tuple[Event, str, list[str]]]:
    """Return the host's meetings before this one on its day, with the items each prepares."""
    if not found.has_before:
        return []
    event = found.event
    rows = Event.objects.visible_to(standing).filter(
        kind=Kind.MEETING,
        host=event.host_id,
        first_date=event.first_date,
        starts_at__lt=event.starts_at,
    )
    return [
        (one, hours(one), [line.number for line in shown.every if line.is_prepared_at(one)])
        for one in rows.exclude(state=State.CANCELLED).order_by("starts_at", "pk")
    ]


def _none_yet(request: Request, slug: str) -> HttpResponse:
    """Offer to begin the agenda of a meeting that has none, to who prepares it; else 404."""
    rows = Event.objects.select_related("body", "host")
    event = rows.filter(slug=slug, agenda=None).first()
    if event is None or not is_of_a_body(event) or not may_edit(request.standing, event):
        raise Http404
    context = {"event": event, "lead": _lead(event), "may_begin": event.state not in SETTLED}
    return render(request, "agendas/none_yet.html", context)


@login_not_required
@require_safe
def edition(request: Request, slug: str, number: int) -> HttpResponse:
    """Show the agenda as it was sent out or adopted then, as far as the person may know it."""
    found = agenda_of(request, slug)
    shown = _edition(found, number)
    lines = reading.lines(editions.items(shown, request.standing), agenda=found, marked=False)
    context = {
        **head(request, found),
        "shown": Shown(lines),
        "edition": shown,
        "called": words.edition(shown),
    }
    return render(request, "agendas/edition.html", context)


@login_not_required
@require_safe
def printed(request: Request, slug: str) -> HttpResponse:
    """Give the agenda as PDF, as far as the person may know it."""
    found = agenda_of(request, slug)
    shown = Shown(reading.laid_out(found, request.standing))
    _with_sides(shown, found, request.standing)
    content = sheet.drawn(found, shown, state=str(AgendaState(found.state).label), at=request.at)
    return downloads.file(content, name=f"{slug}-agenda.pdf")


@login_not_required
@require_safe
def edition_printed(request: Request, slug: str, number: int) -> HttpResponse:
    """Give the agenda as it was then, as PDF, as far as the person may know it."""
    found = agenda_of(request, slug)
    shown = _edition(found, number)
    lines = reading.lines(editions.items(shown, request.standing), agenda=found, marked=False)
    content = sheet.drawn(found, Shown(lines), state=words.edition(shown), at=request.at)
    return downloads.file(content, name=f"{slug}-agenda-{number}.pdf")


def _edition(found: Agenda, number: int) -> Edition:
    shown = get_object_or_404(found.editions, number=number)
    shown.agenda = found
    return shown


def head(request: Request, found: Agenda) -> dict[str, object]:
    """Return what each page that shows an agenda says above it."""
    event = found.event
    return {
        "agenda": found,
        "event": event,
        "lead": _lead(event),
        "pill": words.STATES[AgendaState(found.state)],
        "may_work": may_edit(request.standing, event) and event.state not in SETTLED,
        "is_open_part": Visibility.BODY not in classes_known_to_be_open(request.standing, event),
    }


def _lead(event: Event) -> str:
    """Return when and where the meeting is, and under whose Presidency."""
    chair = _("Presidency: %(state)s") % {"state": event.host} if event.host else ""
    return " · ".join(filter(None, [when(event), where(event), chair]))
