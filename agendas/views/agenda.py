"""The agenda of a meeting as it is read: now, as it was sent out, and on paper."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.services.reading import mark_read
from agendas import editions, papers, reading, sheet, words
from agendas.access import SETTLED, agenda_of, is_of_a_body
from agendas.enums import AgendaState
from agendas.models import Agenda, Edition
from agendas.models.agenda import LABEL
from agendas.reading import Shown
from events.access import may_edit
from events.models import Event
from events.words import when, where
from interface import downloads


@login_not_required
@require_safe
def agenda(request: Request, slug: str) -> HttpResponse:
    """Show the agenda to whoever may read it; who prepares it is offered to begin one."""
    if answer := _none_yet(request, slug):
        return answer
    found = agenda_of(request, slug)
    standing = request.standing
    since = None
    if standing.user and request.method == "GET":
        since = mark_read(standing.user, label=LABEL, key=str(found.key), at=request.at)
    items = reading.visible_items(found, standing)
    lines = reading.laid_out(found, items, since=since)
    of_items = papers.listed(
        items, reading.numbered(items), papers.reader(standing, found.event), since=since
    )
    for line in Shown(lines).every:
        line.papers = of_items.get(line.item.pk, [])
    every_paper = [paper for line in Shown(lines).every for paper in line.papers]
    context = {
        **head(request, found),
        "shown": Shown(lines),
        "papers_zip": papers.zip_url(every_paper, found.event),
        "editions": found.editions.defer("rows"),
    }
    return render(request, "agendas/agenda.html", context)


def _none_yet(request: Request, slug: str) -> HttpResponse | None:
    """Offer to begin the agenda of a meeting that has none, to who prepares it."""
    rows = Event.objects.select_related("body", "host")
    event = rows.filter(slug=slug, agenda=None).first()
    if event is None or not is_of_a_body(event) or not may_edit(request.standing, event):
        return None
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
    lines = reading.laid_out(found, reading.visible_items(found, request.standing))
    content = sheet.drawn(
        found, Shown(lines), state=str(AgendaState(found.state).label), at=request.at
    )
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
        "prepares": may_edit(request.standing, event),
    }


def _lead(event: Event) -> str:
    """Return when and where the meeting is, and under whose Presidency."""
    chair = _("Presidency: %(state)s") % {"state": event.host} if event.host else ""
    return " · ".join(filter(None, [when(event), where(event), chair]))
