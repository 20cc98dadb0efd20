"""Dates and what follows from them: proposed, scheduled, moved; the report; closing."""

from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import secretariat_only
from accounts.http import Request
from accounts.views import deeds as pages
from trainings import closing, deeds, readiness, services, steering
from trainings.access import readable
from trainings.enums import RequestDeed
from trainings.forms.steering import CloseForm, DatesForm, MoveForm, ScheduleForm
from trainings.models import TrainingRequest
from trainings.rules import UnmetError
from trainings.services.dates import NEGOTIATED
from trainings.steering import Choice
from trainings.views.steering import done, not_now, posted


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def propose(request: Request, reference: str) -> HttpResponse:
    """Propose dates: those within the windows on which most trainers can, or others."""
    shown = readable(request, reference)
    if shown.state not in NEGOTIATED:
        return not_now(request, shown)
    form = DatesForm(posted(request), suggested=steering.suggested_days(shown, at=request.at))
    if form.is_valid():
        try:
            return done(
                request,
                shown,
                lambda: services.propose_dates(
                    shown,
                    first_dates=form.first_dates,
                    close_on=form.cleaned_data["close_on"],
                    by=request.standing,
                    at=request.at,
                ),
                _("Proposed. The host and the trainers who were asked get a letter."),
                "#dates",
            )
        except UnmetError as error:
            for finding in error.findings:
                form.add_error("close_on" if finding.of == "close_on" else None, finding.says)
    page = pages.Deed(
        title=_("Propose dates"),
        up=shown.reference,
        up_url=shown.get_absolute_url(),
        button=_("Propose"),
        lead=_("The course takes %(days)d days. You say yes to each date by proposing it.")
        % {"days": shown.sought.days},
    )
    return pages.page(request, form, deed=page)


@require_POST
@secretariat_only
def drop(request: Request, reference: str, key: UUID) -> HttpResponse:
    """Take a date back."""
    shown = readable(request, reference)
    option = get_object_or_404(shown.options, key=key)
    return done(
        request,
        shown,
        lambda: services.drop_date(option, by=request.standing, at=request.at),
        _("The date is taken back. Propose it again to have its answers back."),
        "#dates",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def schedule(request: Request, reference: str) -> HttpResponse:
    """Choose the date, see what is missing, and schedule."""
    shown = readable(request, reference)
    if not _can(request, shown, RequestDeed.SCHEDULE):
        return not_now(request, shown)
    found = _open(request, shown)
    form = ScheduleForm(
        posted(request),
        shown=shown,
        options=[one.option for one in found],
        joinable=steering.joinable(shown, at=request.at),
        initial={"option": _chosen(request, found), "visibility": "public"},
    )
    if form.is_valid():
        try:
            return done(
                request,
                shown,
                lambda: services.schedule(
                    shown, by=request.standing, at=request.at, **form.cleaned_data
                ),
                _("Scheduled. The event is there; the host and the trainers are told."),
            )
        except UnmetError as error:
            form.say(error)
    return _page(request, shown, form, RequestDeed.SCHEDULE, found)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def reschedule(request: Request, reference: str) -> HttpResponse:
    """Move a training to another date."""
    shown = readable(request, reference)
    if not _can(request, shown, RequestDeed.RESCHEDULE):
        return not_now(request, shown)
    found = _open(request, shown)
    form = MoveForm(
        posted(request),
        shown=shown,
        options=[one.option for one in found],
        initial={"option": _chosen(request, found)},
    )
    if form.is_valid():
        try:
            return done(
                request,
                shown,
                lambda: services.reschedule(
                    shown, by=request.standing, at=request.at, **form.cleaned_data
                ),
                _("Moved. Registrations stay; everybody is told and every calendar follows."),
            )
        except UnmetError as error:
            form.say(error)
    return _page(request, shown, form, RequestDeed.RESCHEDULE, found)


def _can(request: Request, shown: TrainingRequest, deed: RequestDeed) -> bool:
    return deed in deeds.possible(shown, standing=request.standing)


def _open(request: Request, shown: TrainingRequest) -> list[Choice]:
    """Return the dates that it may be scheduled on or moved to, the one that lacks least first."""
    prefetch_related_objects([shown], "options__answers")
    ground = readiness.ground(shown, at=request.at)
    found = steering.choices(shown, ground, at=request.at)
    return [one for one in found if not one.is_chosen]


def _chosen(request: Request, found: list[Choice]) -> str:
    """Return the date that the address names, or the one that lacks least."""
    keys = [str(one.option.key) for one in found]
    named = request.GET.get("date", "")
    return named if named in keys else next(iter(keys), "")


def _page(
    request: Request,
    shown: TrainingRequest,
    form: MoveForm,
    deed: RequestDeed,
    found: list[Choice],
) -> HttpResponse:
    """Show the form beside what each date still lacks."""
    context = {
        "shown": shown,
        "form": form,
        "moves": deed == RequestDeed.RESCHEDULE,
        "choices": [(one, steering.needed(shown, deed, list(one.missing))) for one in found],
        "others": steering.elsewhere(shown),
    }
    status = 422 if form.errors else 200
    return render(request, "trainings/schedule.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def close(request: Request, reference: str) -> HttpResponse:
    """Close a request of which nothing is open any more."""
    shown = readable(request, reference)
    if request.method != "POST" and not _can(request, shown, RequestDeed.CLOSE):
        return not_now(request, shown)
    form = CloseForm(posted(request))
    if form.is_valid():
        try:
            return done(
                request,
                shown,
                lambda: services.close(
                    shown, by=request.standing, at=request.at, **form.cleaned_data
                ),
                _("Closed. The follow-up goes out by itself in its time."),
            )
        except UnmetError as error:
            for finding in error.findings:
                form.add_error(None, finding.says)
    context = {"shown": shown, "form": form, "open": closing.lacking(shown, at=request.at)}
    return render(request, "trainings/close.html", context, status=422 if form.errors else 200)
