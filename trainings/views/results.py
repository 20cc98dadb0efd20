"""What came of a course, over all trainings in which it was taught, a year at a time."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import secretariat_only
from accounts.days import year_in
from accounts.http import Request
from certificates.models import Certificate
from courses.models import Course
from events import respondents
from events.enums import State
from events.results import FEW
from interface.marks import Tab
from trainings import evaluation
from trainings.models import Delivery


@require_safe
@secretariat_only
def results(request: Request, slug: str) -> HttpResponse:
    """Show how often a course was taught, to how many, and what they say at its end and later."""
    course = get_object_or_404(Course, slug=slug)
    rows = Delivery.objects.filter(course=course, event__ends_at__lte=request.at)
    rows = rows.exclude(event__state__in=[State.CANCELLED, State.DRAFT]).select_related("event")
    years = sorted({one.event.first_date.year for one in rows}, reverse=True)
    typed = year_in(request.GET.get("year", ""))
    year = typed if typed in years else None
    shown = [one for one in rows if year in {None, one.event.first_date.year}]
    events = [one.event_id for one in shown]
    end, later = evaluation.together(course, shown, at=request.at)
    context = {
        "course": course,
        "deliveries": shown,
        "came": respondents.there(events).count(),
        "certificates": Certificate.objects.live()
        .made()
        .filter(registration__event__in=events)
        .count(),
        "end": end,
        "later": later,
        "few": FEW,
        "years": [
            Tab(label, f"?year={number or ''}", here=number == year)
            for number, label in [(None, _("All years")), *((one, str(one)) for one in years)]
        ],
    }
    return render(request, "trainings/results.html", context)
