"""One's own registrations: the page behind the mailed link, and the list of who is signed in."""

import datetime as dt
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import token_page
from accounts.enums import Visibility
from accounts.http import Request
from accounts.models import User
from events import (
    asking,
    attendance,
    documents,
    handover,
    participants,
    rules,
    services,
    wanted,
    words,
)
from events.enums import (
    LIVE,
    RegistrationDeed,
    RegistrationState,
    RequestState,
    State,
)
from events.forms.attendance import CodeForm
from events.forms.own import AddressForm
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from events.services import answers
from events.views import bundle, own_answers, own_attendance, own_feedback
from events.views.registration import own_page
from interface import moments, tables
from interface.marks import Tab
from mail import links


@token_page
@require_safe
def own_registration(request: Request, token: str) -> HttpResponse:
    """Show a registration to whoever holds its link; reading it changes nothing."""
    return page(request, found(token), token=token)


def found(token: str) -> Registration:
    """Return the registration behind a link, or 404 for what was never one, or is no longer."""
    rows = Registration.objects.select_related("event", "replaced_by")
    rows = rows.prefetch_related("sessions").filter(link_hash=links.digest(token))
    if (registration := rows.first()) is None:
        raise Http404
    return registration


def not_yours(request: Request, registration: Registration) -> str:
    """Return what is said to who is signed in as somebody else; nothing to everybody else."""
    user = request.standing.user
    if user is None or user.pk == registration.user_id or user.email == registration.email:
        return ""
    return _(
        "You are signed in as %(you)s, and this registration is that of %(name)s. If that is you,"
        " sign out first."
    ) % {"you": user.name, "name": registration.name}


def address(name: str, token: str) -> str:
    """Return the address of a page or deed of one's own registration."""
    return reverse(f"events:{name}", args=[token])


def may_be_changed(registration: Registration, at: dt.datetime) -> bool:
    """Return whether one's own registration still stands, and the event is not over."""
    return registration.state in LIVE and registration.event.lets(RegistrationDeed.WITHDRAW, at=at)


def may_be_passed_on(registration: Registration, at: dt.datetime) -> bool:
    """Return whether somebody else can still take the place; who sits hands on nothing."""
    return (
        registration.state == RegistrationState.CONFIRMED
        and not registration.sits
        and registration.event.lets(RegistrationDeed.PASS_ON, at=at)
    )


def not_now() -> str:
    """Return what is said where a deed came too late."""
    return _("This can no longer be done: below is how it stands.")


def page(
    request: Request,
    registration: Registration,
    *,
    token: str,
    problem: str = "",
    posted: Any = None,
    code_form: CodeForm | None = None,
) -> HttpResponse:
    """Show the registration in the words of its state; with a problem after a deed, 409.

    A code of a session that does not fit is a problem of its form, 422.
    """
    event, at = registration.event, request.at
    online = registration.takes_part_online
    seen = (
        online
        and event.state in {State.PUBLISHED, State.HELD}
        and rules.join_link_is_seen(
            state=registration.state, hours_before=event.join_from, starts_at=event.starts_at, at=at
        )
    )
    ahead = event.state == State.PUBLISHED and event.ends_at > at
    stands = registration.state in LIVE
    has_place = registration.state == RegistrationState.CONFIRMED
    cells = attendance.of_person(registration) if has_place else ()
    context = {
        "registration": registration,
        "event": event,
        "title": handover.own_title(registration),
        "pill": words.state_pill(registration.state)
        if registration.handed_over_to is None
        else handover.PILL,
        "when": words.when(event),
        "where": words.where(event),
        "facts": _facts(registration),
        "ahead": ahead,
        "stands": stands,
        "may_see": _may_see(event, request),
        "participants_url": address("own_participants", token)
        if participants.seen_by(registration, at=at)
        else "",
        "keeps_date": ahead and has_place,
        "join_link": event.join_link if seen and event.ends_at > at else "",
        "join_later": _join_later(registration) if online and ahead and not seen else "",
        "may_be_changed": may_be_changed(registration, at),
        "asks_for_changes": services.asks_for_changes(event, at=at),
        "withdrawing": _withdrawing(registration, at),
        "may_restore": registration.state == RegistrationState.WITHDRAWN
        and event.lets(RegistrationDeed.RESTORE, at=at),
        "change_url": address("own_change", token),
        "withdraw_url": address("own_withdraw", token),
        "restore_url": address("own_restore", token),
        "problem": problem,
        "not_yours": not_yours(request, registration),
        "token": token,
        "certificate": import_string(settings.OWN_CERTIFICATE)(
            registration, cells=cells, token=token, at=at
        ),
        **documents.shown(
            event,
            request.standing,
            registration,
            token=token,
            sessions=[cell.session for cell in cells] or None,
        ),
        "bundle": bundle.others(registration, at=at),
        **_details(registration, token, at=at),
        **_handing_over(registration, token, at=at),
        **_request(registration, token),
        **own_feedback.shown(registration, at=at),
        **own_attendance.shown(
            registration, cells=cells, at=at, form=code_form, url=address("own_check_in", token)
        ),
    }
    meant = request.GET.get("answer", "")
    if ahead and registration.capacity and meant in own_answers.MEANT:
        url = address("own_change", token)
        context |= own_answers.given(registration, meant=meant, change_url=url)
    if registration.state == RegistrationState.WAITING and ahead:
        context |= _queue(registration)
    if registration.state == RegistrationState.PENDING and ahead:
        context["who_approves"] = words.who_approves(registration)
    if registration.state == RegistrationState.OFFERED and ahead:
        context |= _offer(registration, token, at=at)
    if registration.state == RegistrationState.NAMED and ahead:
        url = address("own_confirm", token)
        context |= own_answers.asked(registration, meant=meant, confirm_url=url)
    status = 409 if problem and posted is not None else 200
    status = 422 if code_form else status
    return render(request, "events/own_registration.html", context, status=status)


def _facts(registration: Registration) -> list[tuple[str, str]]:
    """Return all that the person told us: who it is, as what and to what, and every answer."""
    event = registration.event
    groups = dict(event.groups.values_list("group", "label"))
    *who, registered = words.told(
        registration, group=groups.get(registration.group), grouped=bool(groups)
    )
    return [
        *who,
        *words.sessions_told(registration.sessions.all()),
        *(answers.own(registration) if event.asks else ()),
        registered,
    ]


def _details(registration: Registration, token: str, *, at: dt.datetime) -> dict[str, Any]:
    """Return what is still asked of the person, and until when; nothing where nothing is."""
    if not asking.details_are_open(registration, at=at):
        return {}
    if not asking.asks_for_details(registration):
        return {}
    lacking = registration.unanswered
    confirmed = registration.state == RegistrationState.CONFIRMED
    lacking += registration.unanswered_later if confirmed else 0
    return {
        "details_url": address("own_details", token),
        "lacking": lacking,
        "details_until": registration.event.details_until,
    }


def _offer(registration: Registration, token: str, *, at: dt.datetime) -> dict[str, Any]:
    """Return until when the place is held; past that it is gone, whether or not a worker runs."""
    until = cast("dt.datetime", registration.offered_until)  # the database holds the two together
    return {
        "offer": words.offer(until, registration.event.zone, at=at),
        "accept_url": address("own_accept", token) if until > at else "",
    }


def _handing_over(registration: Registration, token: str, *, at: dt.datetime) -> dict[str, Any]:
    """Return who takes the place over, or whose it was, and whether it can still be passed on."""
    taker: Registration | None = getattr(registration, "replaced_by", None)
    awaited = taker if taker and taker.state == RegistrationState.PENDING else None
    may = may_be_passed_on(registration, at) and awaited is None
    return {
        "handed_over_to": registration.handed_over_to,
        "to_take_over": awaited.name if awaited and registration.state in LIVE else "",
        "pass_on_url": address("own_pass_on", token) if may else "",
    }


def _request(registration: Registration, token: str) -> dict[str, Any]:
    """Return the latest wish for a change: what it asks for, and what became of it."""
    latest = registration.change_requests.exclude(state=RequestState.TAKEN_BACK).first()
    if latest is None:
        return {}
    return {
        "request_open": latest.state == RequestState.OPEN,
        "request_refused": latest.state == RequestState.REFUSED,
        "request_granted": latest.state == RequestState.GRANTED,
        "request_asks": wanted.asks(latest, sessions=wanted.titles(registration.event, [latest])),
        "request_note": latest.note,
        "request_reason": latest.reason,
        "request_asked": moments.moment(latest.asked_at, registration.event.zone),
        "take_back_url": address("own_take_back", token),
    }


def _may_see(event: Event, request: Request) -> bool:
    """Return whether the reader may open the event's page; of a public one everybody may."""
    if event.visibility == Visibility.PUBLIC and event.published_at:
        return True
    return Event.objects.visible_to(request.standing).filter(pk=event.pk).exists()


def _withdrawing(registration: Registration, at: dt.datetime) -> str:
    """Return what withdrawing means for who may still withdraw, else nothing."""
    event = registration.event
    if registration.state not in LIVE or not event.lets(RegistrationDeed.WITHDRAW, at=at):
        return ""
    others = event.registrations.queue().exclude(pk=registration.pk)
    return words.withdrawing(registration.state, others_wait=others.exists())


def _join_later(registration: Registration) -> str:
    """Return when a confirmed person will see the join link, where it is too early."""
    event = registration.event
    if (
        registration.state != RegistrationState.CONFIRMED
        or not event.join_link
        or not event.join_from
    ):
        return ""
    return words.join_from(event.join_from)


def _queue(registration: Registration) -> dict[str, Any]:
    """Return where the person stands in the queue, and why."""
    event = registration.event
    position, length = services.position_of(registration)
    obstacle = services.obstacle_for(event, services.wish_of(registration))
    return {
        "position": position,
        "queue": length,
        "why": words.why_waiting(obstacle, offer_hours=event.offer_hours),
        "passed_over": bool(obstacle and not obstacle.is_total),
    }


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show one's own registrations: what comes first, then what is past."""
    user = cast("User", request.standing.user)  # the closed door lets no visitor through
    at = request.at
    rows = with_position(Registration.objects.of(user).select_related("event", "replaced_by"))
    past = request.GET.get("period") == "past"
    rows = rows.filter(event__ends_at__lte=at) if past else rows.filter(event__ends_at__gt=at)
    listing = tables.listing(
        rows,
        query=request.GET,
        orders={"date": ("event__starts_at",)},
        default="-date" if past else "date",
    )
    lines = [line(registration, at=at) for registration in listing.rows]
    context = {
        "listing": listing,
        "lines": lines,
        "past": past,
        "tabs": [
            Tab(_("Ahead"), reverse("events:mine"), here=not past),
            Tab(_("Past"), f"{reverse('events:mine')}?period=past", here=past),
        ],
    }
    return render(request, "events/mine.html", context)


def with_position(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """Return registrations with ``ahead``: how many are before them in the queue they stand in."""
    before = Registration.objects.filter(
        Q(priority__gt=OuterRef("priority"))
        | Q(priority=OuterRef("priority"), arrival__lt=OuterRef("arrival")),
        event=OuterRef("event"),
        state=RegistrationState.WAITING,
    ).order_by()
    count = before.values("event").annotate(count=Count("pk")).values("count")
    return rows.annotate(ahead=Coalesce(Subquery(count, output_field=IntegerField()), 0))


def line(registration: Registration, *, at: dt.datetime) -> dict[str, Any]:
    """Return one registration as a line of the list."""
    event: Event = registration.event
    position = registration.ahead + 1 if registration.state == RegistrationState.WAITING else None  # type: ignore[attr-defined]  # annotated
    return {
        "event": event,
        "url": own_page(registration),
        "facts": " · ".join(fact for fact in (words.when(event), words.where(event)) if fact),
        "pills": [
            pill
            for pill in (
                handover.own_pill(registration, position=position),
                words.open_pill(event, left=None, at=at)
                if event.state != State.PUBLISHED
                else None,
            )
            if pill
        ],
    }


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def links_again(request: Request) -> HttpResponse:
    """Mail the links to an address's registrations again; the answer is the same for all."""
    posted = request.POST if request.method == "POST" else None
    user = request.standing.user
    form = AddressForm(posted, initial={"email": user.email if user else ""})
    if form.is_valid():
        services.ask_for_links(form.cleaned_data["email"], at=request.at)
        return redirect(f"{reverse('events:links_again')}?sent=1")
    context = {"form": form, "sent": "sent" in request.GET and posted is None}
    status = 422 if posted is not None else 200
    return render(request, "events/links_again.html", context, status=status)
