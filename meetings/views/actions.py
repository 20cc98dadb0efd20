"""Action points: given on the day, listed for all whom they concern, done and reopened."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import Standing, network_only
from accounts.days import network_day
from accounts.http import Request
from accounts.models import Body
from accounts.steps import NotNowError
from accounts.views import deeds
from agendas.access import party
from agendas.models import AgendaItem
from events.access import organisers_only
from interface import downloads, moments
from interface.marks import Pill
from interface.tables import listing
from meetings import services
from meetings.forms.actions import (
    DONE,
    LATE,
    OPEN,
    ActionChangeForm,
    ActionsFilter,
    DoneForm,
    NewActionForm,
    stored,
)
from meetings.models import ActionPoint
from meetings.models.action import LABEL, ActionPointQuerySet
from meetings.views.convening import room_of
from paper import sheets

ORDERS = {"due": ("is_done", "due_date"), "meeting": ("-event__starts_at", "due_date")}


@require_safe
@network_only
def actions(request: Request) -> HttpResponse:
    """Show the action points that the reader may know of, fifty a page."""
    form = _filter(request)
    found = listing(
        _matching(request, form)
        .select_related("event__body", "item", "member_state", "organisation")
        .alias(is_done=Q(done_at__isnull=False)),
        query=request.GET,
        orders=ORDERS,
        default="due",
    )
    today = network_day(request.at)
    context = {
        "filter": form,
        "filtered": any(form.cleaned_data.values()),
        "listing": found,
        "lines": [
            (row, pill(row, today=today), moments.short_day(row.due_date)) for row in found.rows
        ],
    }
    return render(request, "meetings/actions.html", context)


@require_safe
@network_only
def actions_xlsx(request: Request) -> HttpResponse:
    """Give the action points that match as a workbook."""
    rows = list(
        _matching(request, _filter(request)).select_related(
            "event__body", "member_state", "organisation"
        )
    )
    if request.method == "GET":
        services.actions_taken(rows=len(rows), by=request.standing, at=request.at)
    heads = [
        _("Body"), _("Meeting"), _("What is to be done"), _("By whom"), _("Until"), _("Done"),
        _("What came of it"),
    ]  # fmt: skip
    content = sheets.xlsx(
        _("Action points"),
        heads,
        [
            (
                str(row.event.body),
                row.event.title,
                row.text,
                row.owner,
                row.due_date,
                row.done_at,
                row.done_note,
            )
            for row in rows
        ],
    )
    return downloads.file(content, name="action-points.xlsx")


def _filter(request: Request) -> ActionsFilter:
    bodies = Body.objects.all()
    if not request.standing.is_secretariat:
        bodies = bodies.filter(pk__in=request.standing.bodies)
    return ActionsFilter(request.GET, bodies=list(bodies))


def _matching(request: Request, form: ActionsFilter) -> ActionPointQuerySet:
    standing, today = request.standing, network_day(request.at)
    rows = ActionPoint.objects.visible_to(standing)
    wanted = form.wanted("state")
    if wanted == OPEN:
        rows = rows.open()
    elif wanted == LATE:
        rows = rows.late(today)
    elif wanted == DONE:
        rows = rows.exclude(done_at=None)
    if body := form.wanted("body"):
        rows = rows.filter(event__body=body)
    if form.wanted("mine"):
        rows = rows.of(standing)
    return rows.matching(form.wanted("text") or "")


def pill(action: ActionPoint, *, today: Any) -> Pill:
    """Return where an action point is as icon, word and colour."""
    if action.done_at:
        return Pill(_("Done"), "ok")
    if action.is_late(today):
        return Pill(_("Late"), "bad")
    return Pill(_("Open"), "warn")


@require_http_methods(["GET", "HEAD", "POST"])
@network_only
def action(request: Request, key: UUID) -> HttpResponse:
    """Show one action point; who has to do it says that it is done."""
    shown = _shown(request, key)
    may_finish = services.may_finish(shown, request.standing)
    form = DoneForm(request.POST or None, initial={"version": shown.version})
    if form.is_valid() and (answer := _finish(request, shown, form)):
        return answer
    context = {
        "action": shown,
        "pill": pill(shown, today=network_day(request.at)),
        "form": form if form.errors or (may_finish and shown.done_at is None) else None,
        "may_reopen": may_finish and shown.done_at is not None,
        "may_change": shown.done_at is None and party(request.standing, shown.event) is not None,
    }
    return render(request, "meetings/action.html", context, status=422 if form.errors else 200)


def _finish(request: Request, shown: ActionPoint, form: DoneForm) -> HttpResponse | None:
    """Mark it as done; where that cannot be, the form says why."""
    try:
        services.finish_action(shown, by=request.standing, at=request.at, **form.cleaned_data)
    except versions.StaleError as stale:
        return versions.conflict(
            request,
            form,
            theirs={"note": getattr(stale.theirs, "done_note", "")},
            address=request.path,
            label=LABEL,
            key=str(shown.key),
        )
    except NotNowError:
        form.add_error(None, _("It is done already, or not yours to do."))
        return None
    messages.success(request, _("Done. Nobody is reminded of it any more."))
    return redirect(shown)


@require_POST
@network_only
def reopen(request: Request, key: UUID) -> HttpResponse:
    """Take up again what was marked as done."""
    shown = _shown(request, key)
    try:
        services.reopen_action(shown, version=shown.version, by=request.standing, at=request.at)
    except NotNowError:
        messages.error(request, _("It is open, or not yours to take up again."))
    else:
        messages.success(request, _("It is open again."))
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def add(request: Request, slug: str) -> HttpResponse:
    """Give a seat or the Secretariat something to do; ``item`` names what it came from."""
    room = room_of(request, slug)
    item = _item(request, room.standing, slug)
    places = services.owners(room.event, item)
    form = NewActionForm(request.POST or None, places=places, met_on=room.event.first_date)
    above = (
        reverse("meetings:day_item", args=[slug, item.key])
        if item
        else reverse("meetings:day", args=[slug])
    )
    if form.is_valid():
        services.add_action(room.event, item=item, by=request.standing, at=request.at, **form.said)
        messages.success(request, _("The action point is given."))
        return redirect(above)
    deed = deeds.Deed(
        title=_("Give something to do"),
        lead=str(item or room.event),
        up=str(item or room.event),
        up_url=above,
        button=_("Add the action point"),
        paragraphs=(
            _("It stands among the things to do of the owner until it is done. A letter reminds"
              " on the last day."),
        ),
    )  # fmt: skip
    return deeds.page(request, form, deed=deed)


def _item(request: Request, standing: Standing, slug: str) -> AgendaItem | None:
    """Return the item that the address names; one that the person may not see is 404."""
    named = request.GET.get("item", "")
    if not named:
        return None
    items = AgendaItem.objects.visible_to(standing).filter(agenda__event__slug=slug)
    return get_object_or_404(items.select_related("parent"), key=_uuid(named))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def change(request: Request, key: UUID) -> HttpResponse:
    """Change what is to be done, by whom or until when."""
    shown = _shown(request, key)
    if party(request.standing, shown.event) is None:
        return redirect(shown)
    places = services.owners(shown.event, shown.item)
    form = ActionChangeForm(
        request.POST or None,
        places=places,
        met_on=shown.event.first_date,
        initial=stored(shown) | {"version": shown.version},
    )
    if form.is_valid():
        try:
            services.change_action(shown, by=request.standing, at=request.at, **form.said)
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=stored(ActionPoint.objects.get(pk=stale.theirs.pk)),
                address=request.path,
                label=LABEL,
                key=str(shown.key),
            )
        except NotNowError:
            form.add_error(None, _("It is done by now: reopen it first."))
        else:
            messages.success(request, _("Saved."))
            return redirect(shown)
    deed = deeds.Deed(
        title=_("Change the action point"),
        up=str(shown),
        up_url=shown.get_absolute_url(),
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)


def _shown(request: Request, key: UUID) -> ActionPoint:
    rows = ActionPoint.objects.visible_to(request.standing).select_related(
        "event__body", "event__host", "item__parent", "item__agenda", "member_state",
        "organisation", "done_by",
    )  # fmt: skip
    return get_object_or_404(rows, key=key)
