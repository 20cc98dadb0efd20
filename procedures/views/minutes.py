"""The minutes of a meeting are laid before its body in writing."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import secretariat_only
from accounts.days import network_day
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from agendas.models import AgendaItem
from meetings.models import Minutes
from meetings.words import dated
from procedures import services
from procedures.forms.converting import ConvertForm
from procedures.models import Procedure
from procedures.views.converting import why_not


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def convert_minutes(request: Request, key: UUID) -> HttpResponse:
    """Draft a procedure that adopts minutes."""
    minutes = get_object_or_404(Minutes.objects.select_related("event__body"), key=key)
    if there := Procedure.objects.of_minutes(minutes).first():
        return redirect(there)
    posted = request.POST if request.method == "POST" else None
    form = ConvertForm(posted, item=_asked(minutes), today=network_day(request.at))
    if form.is_valid():
        try:
            made = services.convert_minutes(
                minutes, by=request.standing, at=request.at, **form.cleaned_data
            )
        except NotNowError as error:
            messages.error(request, why_not(error))
            return redirect(minutes)
        messages.success(request, _("The draft is made: look at it, and launch it."))
        return redirect("procedures:edit", made.reference)
    deed = deeds.Deed(
        title=_("Adopt the minutes in writing"),
        lead=dated(minutes.event),
        up=_("Minutes"),
        up_url=minutes.get_absolute_url(),
        button=_("Draft the procedure"),
        paragraphs=(
            _("If the procedure adopts them, the minutes are locked and the meeting is closed by"
              " itself."),
        ),
    )  # fmt: skip
    return deeds.page(request, form, deed=deed)


def _asked(minutes: Minutes) -> AgendaItem:
    """Return what the body is asked, in the form of an item that nobody stores."""
    facts = {
        "meeting": dated(minutes.event),
        "body": minutes.event.body,
        "url": settings.SITE_URL + minutes.get_absolute_url(),
    }
    return AgendaItem(
        title=(_("Minutes: %(meeting)s") % facts)[:200],
        text=_("Does the %(body)s adopt the minutes of %(meeting)s as they stand at %(url)s?")
        % facts,
    )
