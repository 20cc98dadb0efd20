"""How an event was rated, for those who trained there: means alone, no word and no name."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from events import respondents, results, words
from events.enums import Scale
from events.feedback import Phase
from events.models import Event
from events.views.feedback import of_form


@require_safe
def means(request: Request, slug: str) -> HttpResponse:
    """Show the means to a trainer of the event once it is closed; to nobody else."""
    event = get_object_or_404(Event, slug=slug)
    form = respondents.form_of(event)
    if form is None or not respondents.has_trained(request.standing, event):
        raise Http404
    is_over = respondents.phase_of(form, at=request.at) is Phase.OVER
    said = of_form(form, respondents.items_of(form))["results"] if is_over else []
    context = {
        "event": event,
        "may_see": Event.objects.visible_to(request.standing).filter(pk=event.pk).exists(),
        "when": words.when(event),
        "is_over": is_over,
        "few": results.FEW,
        "rows": [
            (one.result.item.text, "" if one.result.hidden else one.mean, one.result.number)
            for one in said
            if one.result.item.type == Scale.SCALE
        ],
    }
    return render(request, "events/feedback_means.html", context)
