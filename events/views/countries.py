"""The countries of a focus day: who is asked, what each answers."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import Standing
from accounts.http import Request
from accounts.steps import By
from events import countries as names
from events import kinds, services, words
from events.access import may_edit, organisers_only
from events.enums import ParticipationState, State
from events.forms.participation import SAID, CountriesForm, CountryForm, known
from events.kinds import Part
from events.models import CountryParticipation, Event
from events.rules import NotNowError
from events.services.lists import list_taken
from events.views.room import Room, posted
from interface import downloads
from interface.marks import Pill
from paper import sheets

PILLS = {
    ParticipationState.ASKED: ("warn", "hourglass"),
    ParticipationState.CONFIRMED: ("ok", ""),
    ParticipationState.DECLINED: ("", "cross"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def countries(request: Request, slug: str) -> HttpResponse:
    """Show what each country answered, and put more of them on the list."""
    room = _room(request, slug)
    rows = _named(room.event)
    form = CountriesForm(posted(request), there={row.country for row, _name, _pill in rows})
    if form.is_valid():
        try:
            asked = services.ask_countries(
                room.event,
                countries=form.cleaned_data["countries"],
                by=request.standing,
                at=request.at,
            )
        except NotNowError:
            form.add_error(None, _not_now())
        else:
            said = ngettext(
                "%(count)d country is on the list now.",
                "%(count)d countries are on the list now.",
                len(asked),
            )
            messages.success(request, said % {"count": len(asked)})
            return redirect("events:countries", slug)
    counts = dict.fromkeys(ParticipationState, 0)
    for row, _name, _pill in rows:
        counts[ParticipationState(row.state)] += 1
    context = room.context(
        "countries",
        form=form,
        rows=rows,
        figures=[(state.label, number) for state, number in counts.items()],
        may_mail=room.event.state == State.PUBLISHED and counts[ParticipationState.ASKED],
    )
    return render(request, "events/countries.html", context, status=422 if form.errors else 200)


@require_POST
@organisers_only
def ask_by_mail(request: Request, slug: str) -> HttpResponse:
    """Mail those who speak for the states that have not answered."""
    room = _room(request, slug)
    try:
        number = services.ask_by_mail(room.event, at=request.at)
    except NotNowError:
        messages.warning(request, _not_now())
    else:
        said = ngettext("%(count)d letter goes out.", "%(count)d letters go out.", number)
        messages.success(request, said % {"count": number})
    return redirect("events:countries", slug)


@require_POST
@organisers_only
def take_off(request: Request, slug: str, code: str) -> HttpResponse:
    """Take a country off the list that has not answered."""
    room = _room(request, slug)
    row = get_object_or_404(room.event.countries, country=code)
    name = names.name(code)
    try:
        services.take_country_off(row, by=request.standing, at=request.at)
    except NotNowError:
        messages.warning(request, _("%(name)s has answered and stays.") % {"name": name})
    else:
        messages.success(request, _("Taken off the list: %(name)s.") % {"name": name})
    return redirect("events:countries", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def country(request: Request, slug: str, code: str) -> HttpResponse:
    """Answer for a country: who speaks for the state, or the organisers for any."""
    row, as_ = _own(request, slug, code)
    event, name = row.event, names.name(row.country)
    form = CountryForm(posted(request), participation=row)
    if form.is_valid():
        try:
            services.answer_for_country(
                row, by=request.standing, as_=as_, at=request.at, **form.cleaned_data
            )
        except versions.StaleError as stale:
            theirs = known(cast("CountryParticipation", stale.theirs))
            return versions.conflict(
                request,
                form,
                theirs={field: theirs[field] for field in ("deed", *SAID)},
                address=request.path,
                label="events.event",
                key=str(event.uid),
            )
        except NotNowError:
            form.add_error(None, _not_now())
        else:
            messages.success(request, _("Saved: %(title)s.") % {"title": name})
            organises = as_ is not By.STATE
            return redirect("events:countries" if organises else "events:event", slug)
    context = {
        "event": event,
        "name": name,
        "form": form,
        "row": row,
        "when": words.when(event),
        "pill": pill(row),
        "organises": as_ is not By.STATE,
        "open": event.state not in {State.CLOSED, State.CANCELLED},
    }
    return render(request, "events/country.html", context, status=422 if form.errors else 200)


@require_safe
@organisers_only
def countries_xlsx(request: Request, slug: str) -> HttpResponse:
    """Give the list as a sheet, contacts included; the journal says who took it."""
    room = _room(request, slug)
    rows = _named(room.event)
    if request.method == "GET":
        list_taken(
            room.event, form="countries.xlsx", rows=len(rows), by=request.standing, at=request.at
        )
    columns = [
        _("Country"), _("Code"), _("State"), _("What happens there"), _("Contact person"),
        _("Address"), _("Asked"), _("Answered"),
    ]  # fmt: skip
    data = sheets.xlsx(
        room.event.title,
        columns,
        [
            (
                name, row.country, row.get_state_display(), row.activity, row.contact_name,
                row.contact_email, row.asked_at, row.answered_at,
            )
            for row, name, _pill in rows
        ],
    )  # fmt: skip
    return downloads.file(data, name=f"{room.event.slug}-countries.xlsx")


def pill(row: CountryParticipation) -> Pill:
    """Return a country's answer as icon, word and colour."""
    state = ParticipationState(row.state)
    return Pill(state.label, *PILLS[state])


def _room(request: Request, slug: str) -> Room:
    room = Room(request, slug)
    if not kinds.has(room.event.kind, Part.COUNTRIES):
        raise Http404
    return room


def _named(event: Event) -> list[tuple[CountryParticipation, str, Pill]]:
    """Return the countries with their names and answers, by name."""
    rows = event.countries.select_related("answered_by")
    return sorted(
        ((row, names.name(row.country), pill(row)) for row in rows), key=lambda found: found[1]
    )


def _own(request: Request, slug: str, code: str) -> tuple[CountryParticipation, By]:
    """Return the country's row and as what the person answers; 404 for everybody else."""
    event = get_object_or_404(Event.objects.visible_to(request.standing), slug=slug)
    row = get_object_or_404(event.countries, country=code)
    row.event = event
    as_ = _answers_as(request.standing, row)
    if as_ is None or not kinds.has(event.kind, Part.COUNTRIES):
        raise Http404
    return row, as_


def _answers_as(standing: Standing, row: CountryParticipation) -> By | None:
    if standing.is_secretariat:
        return By.SECRETARIAT
    if may_edit(standing, row.event):
        return By.PRESIDENCY
    return By.STATE if row.country in standing.member_states else None


def _not_now() -> str:
    return _("That cannot be done now: the event is closed, cancelled or not published.")
