"""An agenda adopted by the body, as who prepares the meeting notes it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import versions
from accounts.http import Request
from accounts.steps import NotNowError
from agendas import services
from agendas.access import agenda_run_by, is_ahead, may_be_adopted
from agendas.forms.moving import AdoptForm
from agendas.views.editing import too_late
from events.access import organisers_only
from events.views.room import Room, posted


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def adopt(request: Request, slug: str) -> HttpResponse:
    """Note that the body adopted the agenda, after asking; of what changed meanwhile it is told."""
    agenda = agenda_run_by(request, slug)
    form = AdoptForm(posted(request), agenda=agenda)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            services.adopt(agenda, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError:
            form, status = AdoptForm(agenda=agenda), 409
        except services.AheadError:
            form.add_error(None, _ahead())
        except NotNowError:
            form.add_error(None, too_late())
        else:
            messages.success(request, _("The agenda is adopted. What changes now is marked."))
            return redirect(agenda)
    context = Room(request, slug).context(
        "agenda",
        agenda=agenda,
        form=form,
        may_adopt=may_be_adopted(agenda, request.at),
        is_ahead=is_ahead(agenda.event, request.at),
        has_changed=status == 409,
    )
    return render(request, "agendas/adopt.html", context, status=status)


def _ahead() -> str:
    return _("The meeting is still to come: its body adopts the agenda on the first day.")
