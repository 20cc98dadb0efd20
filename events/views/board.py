"""All events by state, for those who run them."""

from django.core.validators import slug_re
from django.db.models import Case, Count, F, OuterRef, QuerySet, Subquery, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from events.access import organisers_only, run_by
from events.enums import QuotaScope, State
from events.forms.board import BoardFilter
from events.models import Event, Quota
from events.untaken import MOST_NAMED
from events.views.room import event_pill
from interface.marks import Tab
from interface.tables import listing

ORDERS = {
    "near": ("coming", "-starts_at"),
    "date": ("starts_at",),
    "title": ("title",),
    "kind": ("kind", "starts_at"),
    "state": ("state", "starts_at"),
    "taken": ("taken",),
    "waiting": ("waiting",),
}


@require_safe
@organisers_only
def board(request: Request) -> HttpResponse:
    """Show the events that the person runs: all of them to the Secretariat."""
    standing = request.standing
    mine = run_by(standing)
    wanted = BoardFilter(request.GET or None)
    wanted.is_valid()
    chosen = wanted.cleaned_data if wanted.is_bound else {}
    typed = chosen.get("state", "")
    state = typed if typed in State.values else ""
    rows = mine
    for name in ("kind", "host"):
        if value := chosen.get(name):
            rows = rows.filter(**{name: value})
    if state:
        rows = rows.filter(state=state)
    if chosen.get("when") == "ahead":
        rows = rows.filter(ends_at__gt=request.at)
    elif chosen.get("when") == "past":
        rows = rows.filter(ends_at__lte=request.at)
    named = [slug for slug in request.GET.getlist("event") if slug_re.match(slug)]
    if named:
        rows = rows.filter(slug__in=named[:MOST_NAMED])
    if text := chosen.get("text"):
        rows = rows.matching(text)
    total = Quota.objects.filter(event=OuterRef("pk"), scope=QuotaScope.TOTAL).values("places")
    page = listing(
        rows.with_counts()
        .select_related("host")
        .annotate(
            total=Subquery(total[:1]),
            coming=Case(When(ends_at__gt=request.at, then=F("starts_at"))),
        ),
        query=request.GET,
        orders=ORDERS,
        default="near",
    )
    context = {
        "listing": page,
        "rows": [(event, event_pill(event)) for event in page.rows],
        "filter": wanted,
        "tabs": _tabs(mine, here=state),
        "decides": standing.is_secretariat,
        "is_filtered": wanted.is_bound,
        "is_of_a_todo": bool(named),
    }
    return render(request, "events/board.html", context)


def _tabs(mine: QuerySet[Event], *, here: str) -> list[Tab]:
    """Return one tab a state, with how many events are in it."""
    address = reverse("events:board")
    counts = dict(mine.order_by().values_list("state").annotate(Count("pk")))
    tabs = [Tab(_("All"), address, sum(counts.values()), here=not here)]
    return tabs + [
        Tab(
            state.label,
            f"{address}?state={state.value}",
            counts.get(state.value, 0),
            here=here == state,
        )
        for state in State
    ]
