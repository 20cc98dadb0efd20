"""The page of one event."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.http import Request
from accounts.models import Notice
from accounts.prose import prose
from events import (
    asking,
    attendance,
    countries,
    documents,
    kinds,
    replied,
    respondents,
    rules,
    services,
    words,
)
from events.access import may_edit, names_delegation
from events.enums import Mode, RegistrationState, State
from events.kinds import Part
from events.models import Event
from events.views.programme import Programme
from events.views.related import Related, related
from events.views.your_place import your_place
from interface import moments


@login_not_required
@require_safe
def event(request: Request, slug: str) -> HttpResponse:
    """Show an event to whoever may know of it."""
    standing, at = request.standing, request.at
    shown = _found(standing, slug, at=at)
    is_open = shown.is_open_at(at)
    places = services.places_of(shown, choices=False) if is_open else rules.Places()
    taken = services.held(shown, places=places) if places.are_limited else {}
    programme = Programme.of(shown)
    papers = documents.shown(
        shown,
        standing,
        sessions=programme.sessions,
        looks_at=at if request.method == "GET" else None,
    )
    by_session = {shelf.key: shelf.lines for shelf in papers["shelves"]}
    papers["shelves"] = [shelf for shelf in papers["shelves"] if not shelf.key]
    beside = related(shown, standing)
    names = names_delegation(standing, shown)
    runs = may_edit(standing, shown)
    context = {
        "event": shown,
        "lead": lead(shown),
        "about": prose(shown.summary) if shown.summary else "",
        "output": prose(shown.output) if shown.output else "",
        "report": prose(shown.report) if shown.report and standing.is_network else "",
        "days": programme.days(papers=by_session, places=places, taken=taken),
        "people": programme.people(),
        "facts": facts(shown, standing, beside),
        "beside": beside,
        "forward": forward(shown, at=at),
        "feed": settings.SITE_URL + reverse("calendars:public_feed"),
        "may_edit": runs,
        "names_delegation": names,
        "shows_states": standing.member_states and shown.takes_registrations,
        "came_from": _came_from(shown, standing, at=at),
        "means": shown.ends_at <= at
        and respondents.has_trained(standing, shown)
        and respondents.form_of(shown),
        **replied.beside(shown, standing, at=at, names_delegation=names),
        "reports": _report_url(shown, standing, beside, at=at),
        "kept_until": moments.day(shown.funding.keep_until) if shown.funding and runs else "",
        **papers,
        **your_place(shown, standing, places=places, taken=taken, at=at),
    }
    return render(request, "events/event.html", context)


def _found(standing: Standing, slug: str, *, at: dt.datetime) -> Event:
    """Return the event with what the page needs of it; more for who may register by one press."""
    rows = Event.objects.visible_to(standing).select_related("body", "funding", "series")
    if standing.user:
        in_force = Notice.objects.filter(published_at__lte=at).order_by("-published_at")
        rows = asking.with_choices(rows).annotate(
            notice_version=Subquery(in_force.values("version")[:1]),
            serves_others=Exists(Event.objects.filter(registers_with=OuterRef("pk"))),
            is_asked=replied.is_asked(standing),
        )
    return get_object_or_404(rows, slug=slug)


def lead(shown: Event) -> str:
    """Return in a line who invites, how one takes part and in which languages."""
    presents = [
        str(shown.body) if shown.body else "",
        _("Host: %(state)s") % {"state": countries.name(shown.host_id)} if shown.host_id else "",
        _mode(shown),
        "" if shown.mode == Mode.ONLINE else shown.city,
        words.languages(shown),
    ]
    return " · ".join(str(part) for part in presents if part)


def _mode(shown: Event) -> str:
    """Return how one takes part; nothing for a day that is held in many countries."""
    is_told = shown.mode != Mode.IN_PERSON or "mode" in kinds.need(shown.kind).front
    return str(Mode(shown.mode).label) if is_told else ""


def _came_from(shown: Event, standing: Standing, *, at: dt.datetime) -> list[str]:
    """Return from which of the person's states somebody may have a certificate of it."""
    if shown.ends_at > at or shown.state == State.CANCELLED or not standing.member_states:
        return []
    if not attendance.terms_of(shown).gives_certificates:
        return []
    came = shown.registrations.filter(
        state=RegistrationState.CONFIRMED, country__in=standing.member_states
    )
    return sorted(set(came.values_list("country", flat=True)))


def _report_url(shown: Event, standing: Standing, beside: Related, *, at: dt.datetime) -> str:
    """Return where the short report is written, for who may write it now."""
    begun = shown.state in {State.PUBLISHED, State.HELD} and shown.starts_at <= at
    if not begun or not kinds.has(shown.kind, Part.REPORT):
        return ""
    stood = standing.user is not None and standing.user.email in beside.addresses
    return reverse("events:report", args=[shown.slug]) if standing.is_secretariat or stood else ""


def facts(shown: Event, standing: Standing, beside: Related) -> list[tuple[str, str]]:
    """Return when and where it is, as pairs of words; the own clock where it differs."""
    online = shown.mode == Mode.ONLINE
    place = "" if online else ", ".join(filter(None, (shown.venue, shown.address, shown.city)))
    clock = ""
    if standing.user and not shown.all_day and shown.first_date == shown.last_date:
        clock = moments.your_time(
            shown.starts_at, shown.ends_at, shown.zone, standing.user.time_zone
        )
    pairs = [
        (_("When"), words.when(shown)),
        (_("Your time"), clock),
        (_("Date"), "" if shown.date_settled else _("Not settled yet")),
        (
            _("Hours"),
            _("Illustrative; the source gives none") if shown.hours_are_illustrative else "",
        ),
        (_("Place"), place),
        (
            _("Online"),
            "" if shown.mode == Mode.IN_PERSON else _("By a link, for those who are registered"),
        ),
        (_("Access"), shown.access_notes),
        (_("Languages"), words.languages(shown)),
        (_("Interpreted"), shown.interpretation),
        (_("With"), ", ".join(filter(None, (*beside.promoters, shown.co_promoters)))),
        (_("For the Network"), words.listed(beside.representatives)),
        (_("Series"), shown.series.title if shown.series else ""),
    ]
    return [(label, value) for label, value in pairs if value]


def forward(shown: Event, *, at: dt.datetime) -> str:
    """Return the text to forward: the organisers', or what is known, for public events ahead."""
    if (
        shown.visibility != Visibility.PUBLIC
        or "forward_text" in kinds.need(shown.kind).without
        or shown.ends_at <= at
        or shown.state != State.PUBLISHED
    ):
        return ""
    address = settings.SITE_URL + shown.get_absolute_url()
    if shown.forward_text:
        return f"{shown.forward_text}\n\n{address}"
    said = [f"{shown.title}: {words.when(shown)}"]
    if where := words.where(shown):
        said.append(where)
    return f"{'. '.join(said)}.\n{address}"
