"""Taking items over from the agenda of the body's last meeting."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import Standing
from accounts.http import Request
from accounts.steps import NotNowError
from agendas import reading, services
from agendas.access import agenda_run_by
from agendas.forms.copying import CopyForm
from agendas.models import Agenda
from agendas.models.item import reads_restricted
from agendas.reading import Line, Shown
from agendas.views.editing import too_late
from events.access import organisers_only
from events.views.room import Room, posted


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def copy(request: Request, slug: str) -> HttpResponse:
    """Show what stood on the agenda of the last meeting, and take over what is chosen."""
    agenda = agenda_run_by(request, slug)
    last = reading.last_agenda(agenda.event, request.standing)
    if last is None:
        raise Http404
    lines = _on_offer(agenda, Shown(reading.laid_out(last, request.standing)), by=request.standing)
    form = CopyForm(posted(request), lines=lines)
    if form.is_valid():
        try:
            made = services.copy_items(
                agenda,
                form.chosen(),
                once=form.cleaned_data["once"],
                by=request.standing,
                at=request.at,
            )
        except NotNowError:
            form.add_error(None, too_late())
        else:
            said = ngettext(
                "%(number)d item taken over.", "%(number)d items taken over.", len(made)
            )
            messages.success(request, said % {"number": len(made)})
            return redirect("agendas:edit", slug)
    context = Room(request, slug).context(
        "agenda", agenda=agenda, last=last, form=form, lines=lines
    )
    status = 422 if form.is_bound else 200
    return render(request, "agendas/copy.html", context, status=status)


def _on_offer(agenda: Agenda, shown: Shown, *, by: Standing) -> list[Line]:
    """Return the lines that may be taken over: what stood there to the end and is not here yet."""
    there = services.already_there(agenda, [line.item for line in shown.every], by=by)
    restricts = reads_restricted(by, agenda.event)
    return [
        line
        for line in shown.every
        if line.item.pk not in there
        and not line.is_struck
        and (restricts or not line.item.is_restricted)
    ]
