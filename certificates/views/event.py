"""The certificates of an event: who has earned one, who has one, and the list as a file."""

from collections import Counter

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from certificates import candidates, earning, words
from certificates.candidates import Candidate
from certificates.enums import Stage
from certificates.forms.candidates import CandidatesFilter
from certificates.marks import stage_pill
from certificates.models import Batch
from certificates.rules import Terms
from events import attendance, countries
from events.access import organisers_only
from events.services.lists import list_taken
from events.views.room import Room
from interface import downloads
from interface.tables import arranged
from paper import sheets

ORDERS = {
    "name": lambda one: one.registration.sort_name,
    "country": lambda one: (one.registration.country, one.registration.sort_name),
    "hours": lambda one: one.earned.attended,
    "number": lambda one: str(one.certificate or "~"),
    "stage": lambda one: (list(Stage).index(one.stage), one.registration.sort_name),
}

LAST = 3


@require_safe
@organisers_only
def of_event(request: Request, slug: str) -> HttpResponse:
    """Show who has earned a certificate and who has one, as far as the filters leave them."""
    room = Room(request, slug)
    everybody = candidates.of_event(room.event, at=room.at)
    wanted = CandidatesFilter(request.GET, candidates=everybody)
    shown = wanted.filtered(everybody, people=candidates.people(room.event))
    found = arranged(shown, query=request.GET, orders=ORDERS, default="name")
    counts = Counter(one.stage for one in everybody)
    rules = earning.terms_of(room.event)
    context = room.context(
        "certificates",
        filter=wanted,
        is_filtered=bool(wanted.wanted),
        listing=found,
        rows=[
            (
                one,
                countries.name(one.registration.country),
                words.explained(one.earned, rules),
                stage_pill(one.stage),
            )
            for one in found.rows
        ],
        counts=[(stage.label, counts[stage], stage.value) for stage in Stage if counts[stage]],
        ready=counts[Stage.READY],
        changed=counts[Stage.CHANGED],
        live=len(candidates.live(shown)),
        wishes=sum(1 for one in everybody if one.correction),
        gives=attendance.terms_of(room.event).gives_certificates,
        share=rules.share,
        batches=_batches(room) if room.decides else [],
        query=request.GET.urlencode(),
    )
    return render(request, "certificates/of_event.html", context)


def _batches(room: Room) -> QuerySet[Batch]:
    rows = Batch.objects.filter(event=room.event).annotate(number=Count("items"))
    return rows.order_by("-begun_at", "-pk")[:LAST]


@require_safe
@organisers_only
def list_file(request: Request, slug: str, form: str) -> HttpResponse:
    """Give the people whom the filters leave as a file; reasons are the Secretariat's alone."""
    room = Room(request, slug)
    people = filtered(request, room)
    heads, rows = _heads(), _rows(people, earning.terms_of(room.event))
    if room.decides:  # why somebody was treated otherwise is not for the host
        heads = [*heads, _("Decided against the rule"), _("Reason")]
        rows = [(*row, *_reasons(one)) for row, one in zip(rows, people, strict=True)]
    if request.method == "GET":
        list_taken(
            room.event, form=form, rows=len(rows), what="certificates", by=room.standing, at=room.at
        )
    content = (
        sheets.csv(heads, rows, zone=room.event.zone)
        if form == "csv"
        else sheets.xlsx(room.event.title, heads, rows, zone=room.event.zone)
    )
    return downloads.file(content, name=f"{slug}-certificates.{form}")


def filtered(request: Request, room: Room) -> list[Candidate]:
    """Return the people of an event whom the filters in the address leave."""
    everybody = candidates.of_event(room.event, at=room.at)
    wanted = CandidatesFilter(request.GET, candidates=everybody)
    return wanted.filtered(everybody, people=candidates.people(room.event))


def _heads() -> list[str]:
    return [
        _("Name"),
        _("Organisation"),
        _("Country or body"),
        _("Code"),
        _("Hours attended"),
        _("Hours held"),
        _("By the rule"),
        _("Certificate"),
        _("Number"),
        _("Version"),
        _("Name on the certificate"),
        _("Issued"),
    ]


def _rows(found: list[Candidate], rules: Terms) -> list[tuple[object, ...]]:
    return [
        (
            one.registration.name,
            one.registration.organisation,
            countries.name(one.registration.country),
            one.registration.country,
            words.hours(one.earned.attended),
            words.hours(one.earned.total),
            words.explained(one.earned, rules),
            one.stage.label,
            *(
                (
                    one.certificate.number,
                    one.certificate.version,
                    one.certificate.facts["name"],
                    one.certificate.issued_at,
                )
                if one.certificate
                else ("", "", "", "")
            ),
        )
        for one in found
    ]


def _reasons(one: Candidate) -> tuple[str, str]:
    return (
        one.override.reason if one.override else "",
        one.certificate.reason if one.certificate else "",
    )
