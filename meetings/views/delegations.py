"""All delegations to a meeting: who is named, who confirmed, who is silent, what is validated."""

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.addressees import who_speak_for
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from events.access import organisers_only
from events.enums import RegistrationDeed
from events.grace import leaves_at
from events.models import Event
from events.views.room import posted, registration_pill
from interface import downloads
from mail.letters import Text
from meetings import services, words
from meetings.delegations import Party, Terms, is_late, parties, terms_of
from meetings.emails import delegations as emails
from meetings.enums import DelegationState
from meetings.forms.places import CodesForm, PlacesForm, known
from meetings.models import Delegate, Delegation, MeetingPlaces
from meetings.services.collecting import Reminded
from meetings.views.convening import room_of
from paper import sheets

SILENT, PROMISED = "silent", "yes"
SHOWN = (SILENT, PROMISED, DelegationState.SENT, DelegationState.VALIDATED, DelegationState.NOBODY)


@require_safe
@organisers_only
def delegations(request: Request, slug: str) -> HttpResponse:
    """Show the delegation of each place, in protocol order."""
    room = room_of(request, slug)
    event = room.event
    found = parties(event)
    show = request.GET.get("show", "")
    rows = [one for one in found if show not in SHOWN or _is(one, show)]
    to_remind = services.to_remind(event, found, at=request.at)
    context = room.context(
        "delegations",
        lines=[
            (
                one,
                words.answer_pill(one),
                [(who, registration_pill(who.registration), _facts(who)) for who in one.people],
                _is_late(one, event),
                one.reminded_at if one.is_open and one not in to_remind else None,
            )
            for one in rows
        ],
        figures=_figures(found),
        show=show,
        terms=terms_of(event),
        may=event.lets(RegistrationDeed.CONFIRM, at=request.at),
        open=_open(found),
        to_remind=len(to_remind),
    )
    return render(request, "meetings/delegations.html", context)


def _facts(delegate: Delegate) -> str:
    """Return as what somebody comes, how, and for whom."""
    registration, before = delegate.registration, delegate.replaces
    said = [
        registration.get_capacity_display(),
        registration.get_attending_display(),
        delegate.function,
        _("instead of %(name)s") % {"name": before} if before else "",
        _("reimbursed") if delegate.is_reimbursed else "",
    ]
    return " · ".join(part for part in said if part)


def _is(party: Party, show: str) -> bool:
    by_answer = {SILENT: party.is_silent, PROMISED: party.is_promised}
    return by_answer.get(show, party.state == show)


def _is_late(party: Party, event: Event) -> bool:
    """Return whether a place answered after the moment until which it was asked to."""
    answered = party.delegation.sent_at if party.delegation else None
    return answered is not None and is_late(event, answered)


def _open(found: list[Party]) -> list[str]:
    """Return which places have answered nothing, and which have said yes and named nobody."""
    return words.still_open(
        silent=[one.place.holder for one in found if one.is_silent],
        promised=[one.place.holder for one in found if one.is_promised],
    )


def _figures(found: list[Party]) -> list[tuple[str, int, str]]:
    """Return how many places are where, each with the filter that shows them."""
    people = sum(len(one.people) for one in found)
    return [
        (_("no answer"), sum(one.is_silent for one in found), SILENT),
        (_("yes, nobody named"), sum(one.is_promised for one in found), PROMISED),
        (_("to validate"), sum(one.state == DelegationState.SENT for one in found), "sent"),
        (
            _("validated"),
            sum(one.state == DelegationState.VALIDATED for one in found),
            "validated",
        ),
        (_("nobody comes"), sum(one.state == DelegationState.NOBODY for one in found), "nobody"),
        (_("people named"), people, ""),
        (_("of them confirmed"), sum(one.confirmed for one in found), ""),
    ]


@require_POST
@secretariat_only
def validate(request: Request, slug: str, code: str) -> HttpResponse:
    """Validate the delegation of a place, as it was shown."""
    room = room_of(request, slug)
    found = next((one for one in parties(room.event) if one.code == code), None)
    delegation = get_object_or_404(
        Delegation, pk=found.delegation.pk if found and found.delegation else 0
    )
    form = versions.VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["version"][0]))
        return redirect("meetings:delegations", slug)
    try:
        services.validate(
            delegation,
            version=form.cleaned_data["version"],
            by=request.standing,
            at=request.at,
        )
    except (versions.StaleError, NotNowError):
        messages.warning(request, _("It was changed meanwhile. Look at it once more."))
    else:
        said = _("Validated: %(party)s.") % {"party": delegation}
        messages.success(request, said)
    return redirect(f"{reverse('meetings:delegations', args=[slug])}#{code}")


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def remind(request: Request, slug: str) -> HttpResponse:
    """Show which places have not said who comes, and ask those once more."""
    room = room_of(request, slug)
    found = services.to_remind(room.event, parties(room.event), at=request.at)
    form = CodesForm(posted(request), initial={"codes": " ".join(one.code for one in found)})
    if form.is_valid():
        try:
            done = services.remind_unnamed(
                room.event,
                form.cleaned_data["codes"].split(),
                by=request.standing,
                at=request.at,
            )
        except NotNowError:
            messages.warning(request, _("Nobody can be named any more."))
        else:
            messages.success(request, _reminded(done, room.event, at=request.at))
        return redirect("meetings:delegations", slug)
    if not found and request.method != "POST":
        messages.info(request, _("Nobody is left to remind: all have answered, or were reminded."))
        return redirect("meetings:delegations", slug)
    number = len(who_speak_for([one.holder for one in found], at=request.at)) if found else 0
    leaves_at_once = leaves_at(at=request.at, starts=room.event.starts_at) == request.at
    deed = deeds.Deed(
        title=_("Remind who has named nobody"),
        lead=room.event.title,
        paragraphs=(
            ngettext("%(count)d letter goes out.", "%(count)d letters go out.", number)
            % {"count": number},
            *_open(found),
            _("Who was reminded within the day is left out."),
            *([words.nothing_leaves_yet()] if number and not leaves_at_once else []),
        ),
        up=_("Delegations"),
        up_url=reverse("meetings:delegations", args=[slug]),
        button=_("Remind them"),
        letters=_reminders(room.event, found, at=request.at) if number else (),
    )
    return deeds.page(request, form, deed=deed)


def _reminders(event: Event, found: list[Party], *, at: datetime) -> tuple[Text, ...]:
    """Return one letter of each kind that goes out."""
    kinds = sorted({one.is_promised for one in found})
    return tuple(emails.reminder(event, is_promised=kind, at=at) for kind in kinds)


def _reminded(done: Reminded, event: Event, *, at: datetime) -> str:
    """Return who is reminded, and until when that can be stopped."""
    by = ngettext("%(count)d letter", "%(count)d letters", done.letters) % {"count": done.letters}
    said = ngettext(
        "%(count)d place is reminded, by %(letters)s.",
        "%(count)d places are reminded, by %(letters)s.",
        done.places,
    ) % {"count": done.places, "letters": by}
    waits = done.letters and done.leave_at > at
    return f"{said} {words.they_leave(done.leave_at, zone=event.zone)}" if waits else said


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def places(request: Request, slug: str) -> HttpResponse:
    """Give a meeting numbers of its own."""
    room = room_of(request, slug)
    form = PlacesForm(posted(request), terms=terms_of(room.event))
    address = reverse("meetings:delegations", args=[slug])
    if form.is_valid():
        try:
            services.set_terms(room.event, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            own = cast("MeetingPlaces", stale.theirs)
            theirs = known(Terms(own.places, own.reimbursed))
            return versions.conflict(
                request,
                form,
                theirs=theirs,
                address=request.path,
                label="events.event",
                key=str(room.event.uid),
            )
        messages.success(request, _("Saved. Delegations that were sent stay as they are."))
        return redirect(address)
    deed = deeds.Deed(
        title=_("Places of delegations"),
        lead=_("For this meeting alone: %(title)s") % {"title": room.event.title},
        up=_("Delegations"),
        up_url=address,
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)


@require_safe
@organisers_only
def exported(request: Request, slug: str) -> HttpResponse:
    """Give all delegates as a sheet, reimbursed or not; the journal says who took it."""
    room = room_of(request, slug)
    rows = [
        (
            one.place.holder, one.code, one.state.label, who.registration.name,
            who.registration.email, who.function, who.registration.get_capacity_display(),
            who.registration.get_attending_display(), who.registration.get_state_display(),
            _("Yes") if who.is_reimbursed else _("No"),
            str(who.replaces) if who.replaces else "",
        )
        for one in parties(room.event)
        for who in one.people
    ]  # fmt: skip
    if request.method == "GET":
        services.list_taken(room.event, rows=len(rows), by=request.standing, at=request.at)
    columns = [
        _("Seat"), _("Code"), _("Delegation"), _("Name"), _("Address"), _("Function"),
        _("As what"), _("Takes part"), _("Answer"), _("Reimbursed"), _("Instead of"),
    ]  # fmt: skip
    data = sheets.xlsx(room.event.title, columns, rows)
    return downloads.file(data, name=f"{room.event.slug}-delegations.xlsx")
