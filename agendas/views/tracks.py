"""Items that one body prepares and another decides."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import Standing
from accounts.http import Request
from accounts.steps import By, NotNowError
from accounts.views import deeds
from agendas import rules, services, sources
from agendas.access import SETTLED, agenda_run_by, is_ahead, item_run_by, party
from agendas.enums import Deed, TrackDeed, TrackState
from agendas.forms.tracks import BeginForm, DropForm, PlaceForm, RecommendForm
from agendas.models import Agenda, AgendaItem, Track
from agendas.models.agenda import AgendaQuerySet
from agendas.models.item import LABEL
from decisions.sources import open_ones
from events.access import organisers_only
from interface.marks import Pill

PILLS = {
    TrackState.PREPARED: Pill(TrackState.PREPARED.label, "warn"),
    TrackState.RECOMMENDED: Pill(TrackState.RECOMMENDED.label, "info"),
    TrackState.ON_AGENDA: Pill(TrackState.ON_AGENDA.label, "info", "calendar"),
    TrackState.IN_WRITING: Pill(TrackState.IN_WRITING.label, "info", "pen"),
    TrackState.DECIDED: Pill(TrackState.DECIDED.label, "ok"),
    TrackState.DROPPED: Pill(TrackState.DROPPED.label, "", "cross"),
}


@dataclass(frozen=True)
class Line:
    """One item on its way: where it is prepared, where it is decided."""

    track: Track
    pill: Pill
    url: str
    prepared_at: str
    decided_at: str


@require_safe
@organisers_only
def listing(request: Request) -> HttpResponse:
    """Show all that one body prepares for another, as far as the person may know of it."""
    lines = _lines(_seen(request.standing), request.standing)
    return render(request, "agendas/tracks.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def begin(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Let an item prepare what another body decides."""
    item = item_run_by(request, agenda_run_by(request, slug), key)
    if there := Track.objects.filter(item=item).first():
        return redirect("agendas:track", there.key)
    body = item.agenda.event.body
    assert body is not None  # noqa: S101  # a meeting has one
    form = BeginForm(request.POST if request.method == "POST" else None, preparing=body)
    if form.is_valid():
        try:
            made = services.begin_track(
                item, by=request.standing, at=request.at, **form.cleaned_data
            )
        except NotNowError:
            form.add_error(None, _too_late())
        else:
            messages.success(request, _("Record the recommendation here once it is made."))
            return redirect("agendas:track", made.key)
    deed = deeds.Deed(
        title=_("Prepare it for another body"),
        lead=item.title,
        up=item.agenda.event.title,
        up_url=reverse("agendas:edit", args=[slug]),
        button=_("Begin"),
    )
    return deeds.page(request, form, deed=deed)


@require_safe
@organisers_only
def track(request: Request, key: UUID) -> HttpResponse:
    """Show where an item stands on its way, and what can be done with it now."""
    return _page(request, _track(request, key))


def _page(
    request: Request,
    found: Track,
    *,
    recommending: RecommendForm | None = None,
    placing: PlaceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    agendas = _agendas(request.standing, found)
    context = {
        "line": _line(found, request.standing),
        "track": found,
        "recommending": recommending or RecommendForm(track=found),
        "placing": placing or PlaceForm(track=found, agendas=agendas),
        "agendas": agendas,
        "is_ahead": is_ahead(found.item.agenda.event, request.at),
        "lets": {deed.value: _lets(request.standing, found, deed) for deed in TrackDeed},
    }
    return render(request, "agendas/track.html", context, status=status)


@require_POST
@organisers_only
def recommend(request: Request, key: UUID) -> HttpResponse:
    """Record what the body that prepares recommends."""
    found = _track(request, key)
    form = RecommendForm(request.POST, track=found)
    if form.is_valid():
        try:
            services.recommend(found, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.stored(stale.theirs),  # type: ignore[arg-type]  # the row locked
                address=reverse("agendas:track", args=[key]),
                label=LABEL,
                key=str(found.item.key),
                deeds=[Deed.TRACK_MOVED],
            )
        except services.AheadError:
            form.add_error(None, _ahead())
        except NotNowError:
            form.add_error(None, _too_late())
        else:
            messages.success(request, _("The recommendation is recorded."))
            return redirect("agendas:track", key)
    return _page(request, found, recommending=form, status=422)


@require_POST
@organisers_only
def place(request: Request, key: UUID) -> HttpResponse:
    """Put it onto an agenda of the body that decides."""
    found = _track(request, key)
    agendas = _agendas(request.standing, found)
    form = PlaceForm(request.POST, track=found, agendas=agendas)
    if form.is_valid():
        try:
            services.place_on(found, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            sent = versions.sent_again(request, theirs=stale.theirs)
            form = PlaceForm(sent, track=found, agendas=agendas)
            form.add_error(None, _changed())
            return _page(request, _track(request, key), placing=form, status=409)
        except NotNowError:
            form.add_error(None, _too_late())
        else:
            messages.success(request, _("It stands on that agenda now."))
            return redirect("agendas:track", key)
    return _page(request, found, placing=form, status=422)


@require_POST
@organisers_only
def take_back(request: Request, key: UUID) -> HttpResponse:
    """Take it back from the agenda that was to decide."""
    found = _track(request, key)
    try:
        services.return_track(found, by=request.standing, at=request.at)
    except services.ConvertedError:
        messages.warning(
            request,
            _("Its item there, or a part of it, is decided in writing: withdraw that procedure."),
        )
    except services.DecidedError:
        messages.warning(request, _("The meeting has decided its item there, or a part of it."))
    except NotNowError:
        messages.warning(request, _too_late())
    else:
        messages.success(
            request, _("Choose another way: on that agenda it is not decided any more.")
        )
    return redirect("agendas:track", key)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def drop(request: Request, key: UUID) -> HttpResponse:
    """Pursue it no further, for a reason."""
    found, status = _track(request, key), 0
    form = DropForm(request.POST if request.method == "POST" else None, track=found)
    if form.is_valid():
        try:
            services.drop_track(found, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            form = DropForm(versions.sent_again(request, theirs=stale.theirs), track=found)
            form.add_error(None, _changed())
            found, status = _track(request, key), 409
        except NotNowError:
            form.add_error(None, _too_late())
        else:
            messages.success(request, _("It is pursued no further."))
            return redirect("agendas:track", key)
    deed = deeds.Deed(
        title=_("Pursue it no further"),
        lead=found.item.title,
        up=found.item.title,
        up_url=reverse("agendas:track", args=[key]),
        button=_("Drop it"),
        paragraphs=tuple(filter(None, [_recommended(found)])),
        is_danger=True,
    )
    answer = deeds.page(request, form, deed=deed)
    answer.status_code = status or answer.status_code
    return answer


def _seen(standing: Standing) -> list[Track]:
    """Return the tracks of items of which the person knows, and whose meeting it prepares."""
    known = AgendaItem.objects.visible_to(standing).values("pk")
    prepared = Agenda.objects.prepared_by(standing).values("pk")
    runs = Q(item__agenda__in=prepared) | Q(decides__agenda__in=prepared)
    rows = Track.objects.filter(runs, item__in=known)
    return list(
        rows.select_related(
            "body", "item__agenda__event__body", "decides__agenda__event", "recommended_by"
        )
    )


def _track(request: Request, key: UUID) -> Track:
    found = next((track for track in _seen(request.standing) if track.key == key), None)
    if found is None:
        raise Http404
    return found


def _known(standing: Standing, rows: list[Track]) -> set[int]:
    """Return which of the items that decide the person may know of."""
    decide = [track.decides_id for track in rows if track.decides_id]
    known = AgendaItem.objects.visible_to(standing).filter(pk__in=decide)
    return set(known.values_list("pk", flat=True))


def _line(track: Track, standing: Standing) -> Line:
    return _lines([track], standing)[0]


def _lines(rows: list[Track], standing: Standing) -> list[Line]:
    """Return each with where it leads, as far as the person may go there; two queries for all."""
    known = _known(standing, rows)
    found = open_ones(standing, map(sources.written, rows))
    return [
        _shown(track, known, track.written_url if sources.written(track) in found else "")
        for track in rows
    ]


def _shown(track: Track, known: set[int], written: str) -> Line:
    decides = track.decides if track.decides_id in known else None
    return Line(
        track=track,
        pill=PILLS[TrackState(track.state)],
        url=reverse("agendas:track", args=[track.key]),
        prepared_at=_address(track.item),
        decided_at=_address(decides) if decides else written,
    )


def _address(item: AgendaItem) -> str:
    return f"{item.agenda.get_absolute_url()}#item-{item.key}"


def _agendas(standing: Standing, track: Track) -> AgendaQuerySet:
    """Return the agendas of the body that decides which the person prepares."""
    rows = Agenda.objects.prepared_by(standing).filter(event__body=track.body)
    ahead = rows.filter(event__ends_at__gt=standing.at).exclude(event__state__in=SETTLED)
    return ahead.select_related("event").order_by("event__starts_at")


def _lets(standing: Standing, track: Track, deed: TrackDeed) -> bool:
    """Return whether the person may take that step now."""
    found = rules.TRACK[track.state].get(deed)
    where = track.decides if deed == TrackDeed.RETURN and track.decides else track.item
    acting = party(standing, where.agenda.event)
    if deed == TrackDeed.PLACE:
        acting = By.SECRETARIAT if _agendas(standing, track).exists() else None
    return found is not None and acting in found.by


def _recommended(track: Track) -> str:
    """Return what is recommended in words: "Positive: Unanimously."; nothing where nothing is."""
    return ": ".join(filter(None, [track.get_recommendation_display(), track.text]))


def _ahead() -> str:
    return _("The meeting is still to come: what it recommends is recorded from its first day on.")


def _changed() -> str:
    return _("Somebody has changed this meanwhile: read how it stands now.")


def _too_late() -> str:
    return _("This can no longer be done: below is how it stands.")
