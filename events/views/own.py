"""One's own registrations: the page behind the mailed link, and the list of who is signed in."""

import datetime as dt
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import token_page
from accounts.enums import Visibility
from accounts.http import Request
from accounts.models import User
from accounts.steps import By, NotNowError
from events import rules, services, words
from events.enums import LIVE, RegistrationDeed, RegistrationState, State
from events.forms.own import AddressForm
from events.forms.registration import ChangeForm
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from events.views.registration import own_page
from interface import tables
from interface.marks import Tab
from mail import links


@token_page
@require_safe
def own_registration(request: Request, token: str) -> HttpResponse:
    """Show a registration to whoever holds its link; reading it changes nothing."""
    return _page(request, _found(token), token=token)


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, token: str) -> HttpResponse:
    """Change what the person told us."""
    registration = _found(token)
    posted = request.POST if request.method == "POST" else None
    if posted is None and not _may_be_changed(registration, request.at):
        return _page(request, registration, token=token, problem=_not_now())
    form = ChangeForm(posted, registration=registration)
    if form.is_valid():
        try:
            return _change(request, registration, form, token)
        except services.NoPlaceError as error:
            form.add_error("country", _no_place(error.obstacle))
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.theirs(stale.theirs),  # type: ignore[arg-type]  # the row locked
                address=request.path,
                label="events.registration",
                key=str(registration.key),
            )
        except NotNowError:
            return _page(request, registration, token=token, problem=_not_now(), posted=posted)
    context = {
        "form": form,
        "registration": registration,
        "event": registration.event,
        "own": _address("own_registration", token),
    }
    status = 422 if posted is not None else 200
    return render(request, "events/own_change.html", context, status=status)


def _change(
    request: Request, registration: Registration, form: ChangeForm, token: str
) -> HttpResponse:
    data = form.cleaned_data
    services.change_registration(
        registration,
        version=data["version"],
        name=data["name"],
        organisation=data["organisation"],
        country=data["country"],
        category=data["category"],
        attending=form.attending,
        by=request.standing,
        at=request.at,
    )
    messages.success(request, _("Your changes are saved."))
    return redirect(_address("own_registration", token))


@token_page
@require_POST
def withdraw(request: Request, token: str) -> HttpResponse:
    """Withdraw; the next page offers to take it back. Pressed twice, it is done once."""
    registration = _found(token)
    try:
        services.withdraw(registration, by=request.standing, as_=By.PERSON, at=request.at)
    except NotNowError:
        registration.refresh_from_db(fields=["state"])
        if registration.state != RegistrationState.WITHDRAWN:
            return _page(request, registration, token=token, problem=_not_now(), posted={})
    return redirect(_address("own_registration", token))


@token_page
@require_POST
def restore(request: Request, token: str) -> HttpResponse:
    """Take the withdrawal back: a place if one is free, else the end of the queue."""
    registration = _found(token)
    try:
        services.restore(registration, by=request.standing, as_=By.PERSON, at=request.at)
    except NotNowError:
        registration.refresh_from_db(fields=["state"])
        if registration.state not in LIVE:
            return _page(request, registration, token=token, problem=_not_now(), posted={})
    except services.AlreadyRegisteredError:
        problem = _("You have registered anew meanwhile; the link to it is in a later letter.")
        return _page(request, registration, token=token, problem=problem, posted={})
    return redirect(_address("own_registration", token))


def _found(token: str) -> Registration:
    """Return the registration behind a link, or 404 for what was never one, or is no longer."""
    rows = Registration.objects.select_related("event").filter(link_hash=links.digest(token))
    if (registration := rows.first()) is None:
        raise Http404
    return registration


def _address(name: str, token: str) -> str:
    return reverse(f"events:{name}", args=[token])


def _may_be_changed(registration: Registration, at: dt.datetime) -> bool:
    return registration.state in LIVE and registration.event.lets(RegistrationDeed.WITHDRAW, at=at)


def _not_now() -> str:
    return _("This can no longer be done: below is how it stands.")


def _no_place(obstacle: rules.Obstacle) -> str:
    return _("%(why)s Your registration stays as it was.") % {
        "why": words.no_place(obstacle),
    }


def _page(
    request: Request,
    registration: Registration,
    *,
    token: str,
    problem: str = "",
    posted: Any = None,
) -> HttpResponse:
    """Show the registration in the words of its state; with a problem after a deed, 409."""
    event, at = registration.event, request.at
    seen = event.state in {State.PUBLISHED, State.HELD} and rules.join_link_is_seen(
        state=registration.state, hours_before=event.join_from, starts_at=event.starts_at, at=at
    )
    ahead = event.state == State.PUBLISHED and event.ends_at > at
    stands = registration.state in LIVE
    context = {
        "registration": registration,
        "event": event,
        "title": words.outcome_title(registration.state),
        "pill": words.state_pill(registration.state),
        "when": words.when(event),
        "where": words.where(event),
        "facts": words.told(registration),
        "ahead": ahead,
        "stands": stands,
        "may_see": _may_see(event, request),
        "keeps_date": ahead and registration.state == RegistrationState.CONFIRMED,
        "join_link": event.join_link if seen and event.ends_at > at else "",
        "join_later": _join_later(registration) if ahead and not seen else "",
        "may_be_changed": _may_be_changed(registration, at),
        "withdrawing": _withdrawing(registration, at),
        "may_restore": registration.state == RegistrationState.WITHDRAWN
        and event.lets(RegistrationDeed.RESTORE, at=at),
        "change_url": _address("own_change", token),
        "withdraw_url": _address("own_withdraw", token),
        "restore_url": _address("own_restore", token),
        "problem": problem,
    }
    if registration.state == RegistrationState.WAITING and ahead:
        context |= _queue(registration)
    status = 409 if problem and posted is not None else 200
    return render(request, "events/own_registration.html", context, status=status)


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
    queue = event.registrations.queue()
    obstacle = services.obstacle_for(event, registration.country)
    return {
        "position": services.position(registration),
        "queue": queue.order_by().count(),
        "why": words.why_waiting(obstacle),
        "passed_over": bool(obstacle and obstacle.country),
    }


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show one's own registrations: what comes first, then what is past."""
    user = cast("User", request.standing.user)  # the closed door lets no visitor through
    at = request.at
    rows = with_position(Registration.objects.of(user).select_related("event"))
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
        "facts": " · ".join(fact for fact in (words.hours(event), words.where(event)) if fact),
        "pills": [
            pill
            for pill in (
                words.own_pill(registration.state, position=position),
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
