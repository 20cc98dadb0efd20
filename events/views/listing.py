"""The list of events: what the visitor may know of, month by month."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Standing
from accounts.days import network_day
from accounts.http import Request
from events import words
from events.enums import HOLDS_A_PLACE, LIVE, Mode, QuotaScope
from events.forms.filters import ONLINE, PAST, EventsFilter, half_year
from events.models import Event, Quota, Registration
from events.models.event import EventQuerySet
from interface import moments, tables
from interface.templatetags.page import datebox, pill

SHOWN = (
    "slug", "kind", "state", "title", "visibility", "mode", "venue", "city", "zone",
    "first_date", "last_date", "all_day", "starts_time", "ends_time", "starts_at", "ends_at",
    "languages", "date_settled", "takes_registrations", "registration_opens_at",
    "registration_closes_at",
)  # fmt: skip


@dataclass(frozen=True)
class Month:
    """The events of a page that begin in one month, each a line ready to be shown."""

    name: str
    anchor: str
    lines: SafeString


@login_not_required
@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the events that match, fifty a page, grouped by month."""
    form = EventsFilter(request.GET)
    past = form.wanted("period") == PAST
    rows = matching(form, standing=request.standing, at=request.at)
    found = tables.listing(
        with_numbers(rows, request.standing),
        query=request.GET,
        orders={"date": ("starts_at",)},
        default="-date" if past else "date",
    )
    context = {
        "filter": form,
        "listing": found,
        "filtered": any(form.cleaned_data.values()),
        "months": months(found.rows, at=request.at),
    }
    return render(request, "events/list.html", context)


def matching(form: EventsFilter, *, standing: Standing, at: dt.datetime) -> EventQuerySet:
    """Return the events the person may know of and looks for; drafts have their own board."""
    rows = Event.objects.visible_to(standing).filter(published_at__isnull=False)
    today = network_day(at)
    match form.wanted("period"):
        case "past":
            rows = rows.past(at)
        case "half":
            rows = rows.between(*half_year(today))
        case "next":
            rows = rows.between(*half_year(today, ahead=1))
        case _:
            rows = rows.upcoming(at)
    if kind := form.wanted("kind"):
        rows = rows.filter(kind=kind)
    if (place := form.wanted("place")) == ONLINE:
        rows = rows.filter(mode__in=[Mode.ONLINE, Mode.HYBRID])
    elif place:
        rows = rows.filter(host=place)
    if form.wanted("open"):
        rows = rows.open_for_registration(at)
    return rows.matching(form.wanted("text") or "")


def with_numbers(rows: EventQuerySet, standing: Standing) -> EventQuerySet:
    """Return events with what a line needs: places in all, places taken, the own registration."""
    total = Quota.objects.filter(event=OuterRef("pk"), scope=QuotaScope.TOTAL).values("places")
    held = Registration.objects.filter(event=OuterRef("pk"), state__in=HOLDS_A_PLACE).order_by()
    taken = held.values("event").annotate(count=Count("pk")).values("count")
    rows = rows.only(*SHOWN).annotate(total=Subquery(total[:1]), taken=Coalesce(Subquery(taken), 0))
    if standing.user is None:
        return rows
    own = Registration.objects.of(standing.user).filter(event=OuterRef("pk"), state__in=LIVE)
    return rows.annotate(own=Subquery(own.values("state")[:1]))


def months(rows: list[Event], *, at: dt.datetime) -> list[Month]:
    """Return the lines of a page by the month in which each event begins."""
    return [
        Month(
            name=moments.month(dt.date(year, month, 1)),
            anchor=f"month-{year}-{month:02}",
            lines=mark_safe("".join(line(event, at=at) for event in group)),  # each is escaped
        )
        for (year, month), group in groupby(
            rows, key=lambda event: (event.first_date.year, event.first_date.month)
        )
    ]


def line(event: Event, *, at: dt.datetime) -> SafeString:
    """Return one event as a line of the list, made here since there may be fifty of them."""
    left = None
    if (total := getattr(event, "total", None)) is not None:
        left = max(0, total - event.taken)  # type: ignore[attr-defined]  # annotated
    pills = [
        words.kind_pill(event),
        words.lock_pill(event),
        words.open_pill(event, left=left, at=at),
        words.own_pill(own) if (own := getattr(event, "own", None)) else None,
    ]
    facts = [words.hours(event), words.where(event), words.languages(event)]
    if not event.date_settled:
        facts.append(_("the date is not settled yet"))
    pieces = [_pill(str(one.label), one.tone, one.icon) for one in pills if one]
    return mark_safe(  # what is not made of our own words is escaped here
        f"<li>{_datebox(event.first_date, get_language())}"
        f'<div class="dated-text"><a class="strong" href="{event.get_absolute_url()}">'
        f'{escape(event.title)}</a><span class="muted small">'
        f"{escape(' · '.join(fact for fact in facts if fact))}</span>"
        f'<span class="cluster">{"".join(pieces)}</span></div></li>'
    )


@lru_cache(maxsize=1024)
def _pill(label: str, tone: str, icon: str) -> SafeString:
    return pill(label, tone, icon)


@lru_cache(maxsize=4096)
def _datebox(on: dt.date, _language: str | None) -> SafeString:
    return datebox(on)
