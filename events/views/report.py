"""The short report, written by who stood for the Network or by the Secretariat."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import versions
from accounts.http import Request
from events import kinds, services, words
from events.forms.report import ReportForm
from events.kinds import Part
from events.models import Event
from events.rules import NotNowError
from events.views.room import posted


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, slug: str) -> HttpResponse:
    """Take the short report on an external meeting."""
    event = _own(request, slug)
    form = ReportForm(posted(request), initial={"version": event.version, "report": event.report})
    if form.is_valid():
        try:
            services.write_report(event, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs={"report": cast("Event", stale.theirs).report},
                address=request.path,
                label="events.event",
                key=str(event.uid),
            )
        except NotNowError:
            form.add_error(
                None, _("A report is taken from the beginning of the meeting until it is closed.")
            )
        else:
            messages.success(request, _("Thank you; the report is kept."))
            return redirect(request.path)
    context = {
        "event": event,
        "form": form,
        "when": words.when(event),
        "where": words.where(event),
        "people": words.listed(event.representatives.values_list("name", flat=True)),
    }
    return render(request, "events/report.html", context, status=422 if form.errors else 200)


def _own(request: Request, slug: str) -> Event:
    """Return the meeting for who stands for the Network there, or for the Secretariat."""
    rows = Event.objects.filter(slug=slug)
    if not request.standing.is_secretariat:
        rows = rows.filter(representatives=request.standing.user, published_at__isnull=False)
    event = rows.first()
    if event is None or not kinds.has(event.kind, Part.REPORT):
        raise Http404
    return event
