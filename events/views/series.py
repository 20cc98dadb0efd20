"""Events that come again: the series there are, new ones, longer ones, and who took part."""

from collections.abc import Collection
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Min, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.versions import StaleError
from events import services
from events.enums import LIVE, State
from events.forms.seen import is_stale
from events.forms.series import (
    DaysForm,
    JoinForm,
    LaterForm,
    RuleForm,
    SeriesForm,
    SeriesTitleForm,
)
from events.models import Event, Registration, Series
from events.repeats import proposals, said
from events.turnout import turnout
from events.views.copies import hour_missing
from events.views.room import Room, event_pill, posted
from interface import downloads
from interface.tables import listing
from paper import sheets

AHEAD = Q(events__state__in=[State.DRAFT, State.PUBLISHED])
TOOK_PLACE = frozenset({State.PUBLISHED, State.HELD, State.CLOSED})
"""Events in which somebody could take part: no drafts, and none that was cancelled."""
ORDERS = {"title": ("title",), "events": ("number",), "next": ("next",)}


@require_safe
@secretariat_only
def series_list(request: Request) -> HttpResponse:
    """Show all series, each with how many events it has and when the next is."""
    rows = Series.objects.annotate(
        number=Count("events"),
        next=Min("events__first_date", filter=AHEAD & Q(events__ends_at__gt=request.at)),
    )
    page = listing(rows, query=request.GET, orders=ORDERS, default="title")
    context = {"listing": page, "rows": [(row, said(row.rule)) for row in page.rows]}
    return render(request, "events/series_list.html", context)


@require_safe
@secretariat_only
def series(request: Request, key: UUID) -> HttpResponse:
    """Show the events of a series, and which Member States took part in which."""
    found = _found(key)
    events = _events(found)
    context = {
        "series": found,
        "rule": said(found.rule),
        "events": [(event, event_pill(event)) for event in events],
        "may_grow": any(event.state != State.CANCELLED for event in events),
        "turnout": turnout([event for event in events if event.state in TOOK_PLACE]),
    }
    return render(request, "events/series.html", context)


@require_safe
@secretariat_only
def states_xlsx(_request: Request, key: UUID) -> HttpResponse:
    """Give the table of Member States and events as a workbook; it names nobody."""
    found = _found(key)
    table = turnout([one for one in _events(found) if one.state in TOOK_PLACE])
    heads = [
        _("Code"),
        _("Member State"),
        *(
            f"{column.event.first_date.isoformat()} {column.event.title}"
            f" ({_('present') if column.attended else _('confirmed')})"
            for column in table.columns
        ),
        _("Events with somebody from there"),
    ]
    rows = [
        (row.code, row.name, *(cell.number for cell in row.cells), row.events) for row in table.rows
    ]
    rows.append(("", _("From elsewhere"), *(column.elsewhere for column in table.columns), ""))
    content = sheets.xlsx(found.title, heads, rows)
    return downloads.file(content, name=f"series-{found.key}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def rename(request: Request, key: UUID) -> HttpResponse:
    """Give a series another title."""
    found = _found(key)
    form = SeriesTitleForm(posted(request), series=found)
    if form.is_valid():
        try:
            services.rename_series(found, by=request.standing, at=request.at, **form.cleaned_data)
        except StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs={"title": str(stale.theirs)},
                address=request.path,
                label="events.series",
                key=str(found.key),
            )
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"series": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "events/series_title.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def more(request: Request, key: UUID) -> HttpResponse:
    """Work out more dates after the last event of a series, and draft what is ticked."""
    found = _found(key)
    last = found.events.exclude(state=State.CANCELLED).order_by("-first_date", "-pk").first()
    if last is None:
        raise Http404
    form = RuleForm(posted(request), event=last, offered=services.offered(last), rule=found.rule)
    days = _days(request, form)
    if days and days.is_valid():
        try:
            made = services.extend_series(
                found,
                source=last,
                once=form.cleaned_data["once"],
                rule=form.rule(),
                dates=days.cleaned_data["days"],
                parts=form.cleaned_data["parts"],
                by=request.standing,
                at=request.at,
            )
        except services.HourMissingError as missing:
            form.add_error(None, hour_missing(missing))
        else:
            messages.success(request, _made(len(made)))
            return redirect(found)
    context = {"series": found, "source": last, "form": form, "days": days}
    return render(request, "events/series_more.html", context, status=_status(form, days))


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def of_event(request: Request, slug: str) -> HttpResponse:
    """Show the series an event belongs to, or begin one with it."""
    room = Room(request, slug)
    event = room.event
    if event.series:
        later = services.later_ones(event, at=request.at)
        context = room.context("event_series", later=len(later), rule=said(event.series.rule))
        return render(request, "events/series_of_event.html", context)
    form = SeriesForm(posted(request), event=event, offered=services.offered(event))
    days = _days(request, form)
    if days and days.is_valid() and (found := _begin(request, event, form, days)):
        messages.success(request, _made(found.events.count() - 1))
        return redirect(found)
    return _new(request, room, form, days, JoinForm(), status=_status(form, days))


def _begin(request: Request, event: Event, form: SeriesForm, days: DaysForm) -> Series | None:
    """Begin the series by the one service; where it cannot be, say so in the form."""
    try:
        return services.begin_series(
            event,
            once=form.cleaned_data["once"],
            title=form.cleaned_data["title"],
            rule=form.rule(),
            dates=days.cleaned_data["days"],
            parts=form.cleaned_data["parts"],
            by=request.standing,
            at=request.at,
        )
    except services.HourMissingError as missing:
        form.add_error(None, hour_missing(missing))
    except services.InASeriesError:
        form.add_error(None, _("It belongs to another series already."))
    return None


def _new(  # each is a part of the page
    request: Request,
    room: Room,
    form: SeriesForm,
    days: DaysForm | None,
    join: JoinForm,
    *,
    status: int,
) -> HttpResponse:
    context = room.context(
        "event_series", join=join if Series.objects.exists() else None, form=form, days=days
    )
    return render(request, "events/series_new.html", context, status=status)


@require_POST
@secretariat_only
def join(request: Request, slug: str) -> HttpResponse:
    """Put an event into a series that there is."""
    room = Room(request, slug)
    form = JoinForm(request.POST)
    if not form.is_valid():
        fresh = SeriesForm(event=room.event, offered=services.offered(room.event))
        return _new(request, room, fresh, None, form, status=422)
    try:
        services.join_series(room.event, by=request.standing, at=request.at, **form.cleaned_data)
    except services.InASeriesError:
        messages.warning(request, _("It belongs to another series already."))
    return redirect("events:event_series", slug)


@require_POST
@secretariat_only
def leave(request: Request, slug: str) -> HttpResponse:
    """Take an event out of its series; it can be put back at once."""
    room = Room(request, slug)
    services.leave_series(room.event, by=request.standing, at=request.at)
    messages.success(request, _("It is an event by itself now."))
    return redirect("events:event_series", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def apply(request: Request, slug: str) -> HttpResponse:
    """Say of the later events of a series what this one says."""
    room = Room(request, slug)
    if request.method == "POST":
        # Judged and stored under the locks, so that of two at once one is told.
        with services.holding_later(room.event, at=request.at) as (event, later):
            return _apply(request, room, event, later)
    return _apply(request, room, room.event, services.later_ones(room.event, at=request.at))


def _apply(request: Request, room: Room, event: Event, later: list[Event]) -> HttpResponse:
    if not later:
        raise Http404
    form = LaterForm(posted(request), event=event, later=later, told=_told(later))
    if form.is_valid():
        if is_stale(form):
            return _conflict(request, room, form)
        try:
            changed = services.apply_to_later(
                event,
                what=form.cleaned_data["what"],
                later=form.cleaned_data["events"],
                by=request.standing,
                at=request.at,
            )
        except services.HourMissingError as missing:
            form.add_error("events", hour_missing(missing))
        else:
            messages.success(request, _changed(len(changed)))
            return redirect("events:event_series", room.event.slug)
    context = room.context("event_series", form=form)
    status = 422 if form.errors else 200
    return render(request, "events/series_apply.html", context, status=status)


def _conflict(request: Request, room: Room, form: LaterForm) -> HttpResponse:
    return versions.conflict(
        request,
        form,
        theirs={},
        address=request.path,
        label="events.event",
        key=str(room.event.uid),
    )


def _found(key: UUID) -> Series:
    return get_object_or_404(Series, key=key)


def _events(found: Series) -> list[Event]:
    return list(found.events.select_related("host").order_by("first_date", "pk"))


def _told(events: Collection[Event]) -> dict[int, int]:
    """Return how many people have a registration that stands, by event; one query."""
    rows = Registration.objects.filter(event__in=events, state__in=LIVE).exclude(email="")
    return dict(rows.order_by().values_list("event").annotate(Count("pk")))


def _days(request: Request, form: RuleForm) -> DaysForm | None:
    """Return the dates of a valid rule: as proposed, or as they were ticked."""
    if not form.is_valid():
        return None
    found = proposals(form.event, form.dates())
    return DaysForm(request.POST if "make" in request.POST else None, proposals=found)


def _status(form: RuleForm, days: DaysForm | None) -> int:
    return 422 if form.errors or (days and days.errors) else 200


def _made(number: int) -> str:
    return ngettext(
        "%(count)d draft is made. Each is an event of its own.",
        "%(count)d drafts are made. Each is an event of its own.",
        number,
    ) % {"count": number}


def _changed(number: int) -> str:
    return ngettext(
        "%(count)d later event says the same now.",
        "%(count)d later events say the same now.",
        number,
    ) % {"count": number}
