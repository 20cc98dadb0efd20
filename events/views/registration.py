"""Registering: without an account, or as somebody whose data are known."""

from functools import cache
from typing import Any, TypeGuard
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.db.models import Case, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Standing
from accounts.http import Request
from accounts.models import Notice
from events import asking, refusals, rules, services, words
from events.enums import LIVE, RegistrationState
from events.forms.registration import RegistrationForm
from events.models import Event, Registration
from interface import errors
from mail import links

OWN_PAGE = "events:own_registration"
SALT = "events.registered"
SEALED_FOR = 600
A_DAY = 86_400
NEWCOMERS = frozenset(
    {RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.PENDING}
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request, slug: str) -> HttpResponse:
    """Show the form, and take a registration.

    Nothing that is answered tells whether the address is registered already.
    """
    event = event_of(request, slug)
    standing = request.standing
    own = own_registration(event, standing)
    if request.method != "POST" and stands_for(own, event):
        return redirect(own_page(own))
    notice = Notice.objects.in_force(request.at)
    posted = request.POST if request.method == "POST" else None
    is_open = event.is_open_at(request.at)
    counted = cache(lambda: _counted(event))
    left = SimpleLazyObject(lambda: asking.places_left(*counted()))
    form = RegistrationForm(
        posted,
        event=event,
        notice=notice,
        asking=asking.of_event(event, left=left),  # type: ignore[arg-type]  # a mapping, once read
        files=request.FILES if posted is not None else None,
        initial=known_of(standing, latest=own),
    )
    if posted is not None and form.is_valid():
        if not is_open:
            form.add_error(None, _("Registration has closed; nothing was sent."))
        else:
            try:
                registration = _register(request, event, form)
            except services.TooManyError:
                return errors.too_many(request, seconds=A_DAY)
            if registration:
                return _answer(request, registration, form)
    context = {
        "event": event,
        "form": form,
        "more": form.more,
        "notice": notice,
        "open": is_open,
        "pill": words.open_pill(event, left=None, at=request.at),
        "when": words.when(event),
        "where": words.where(event),
    }
    if is_open:
        context["strong"], context["said"] = words.places_said(*counted())
    status = 422 if posted is not None else 200
    return render(request, "events/register.html", context, status=status)


def _counted(event: Event) -> tuple[rules.Places, rules.Taken]:
    places = services.places_of(event)
    return places, services.held(event, places=places) if places.are_limited else {}


def event_of(request: Request, slug: str) -> Event:
    """Return the event of a form, or 404 for whoever may not know of it."""
    rows = Event.objects.visible_to(request.standing).filter(published_at__isnull=False)
    return get_object_or_404(asking.with_choices(rows), slug=slug)


def _register(request: Request, event: Event, form: RegistrationForm) -> Registration | None:
    """Register by the one service; where it cannot be, say so in the form."""
    data = form.cleaned_data
    user = request.standing.user
    try:
        return services.register(
            event,
            once=data["once"],
            name=data["name"],
            email=data["email"],
            organisation=data["organisation"],
            country=data["country"],
            category=data["category"],
            attending=form.more.attending,
            notice=data["notice"],
            by=request.standing,
            at=request.at,
            language=user.language if user else "en",
            **form.more.said,
        )
    except services.RegistrationClosedError:
        form.add_error(None, _("Registration has closed; nothing was sent."))
    except services.NotForOthersError:
        form.add_error("email", refusals.not_for_others())
    except services.FormUsedError:
        form.data = {**dict(form.data.items()), "once": str(uuid4())}
        form.add_error(None, _("This form was used before. Look through it and send it again."))
    return None


def _answer(request: Request, registration: Registration, form: RegistrationForm) -> HttpResponse:
    """Lead to the own page who is signed in under the address; tell others what follows.

    Who was registered already is told what a newcomer would get now, as a newcomer is.
    """
    event, user = registration.event, request.standing.user
    if user and registration.email == user.email:
        return redirect(own_page(registration))
    state = registration.state
    if registration.once != form.cleaned_data["once"] or state not in NEWCOMERS:
        state = for_newcomer(event, form.more.wish(form.cleaned_data["country"]))
    sealed = signing.TimestampSigner(salt=SALT).sign(f"{event.slug}/{state}")
    address = reverse("events:registered", args=[event.slug])
    return redirect(f"{address}?as={state}&seal={sealed.partition(':')[2]}")


def for_newcomer(event: Event, wish: rules.Wish) -> str:
    """Return what a registration would lead to that came now, from somebody new."""
    if event.needs_approval:
        return RegistrationState.PENDING
    blocked = services.obstacle_for(event, wish)
    return RegistrationState.WAITING if blocked else RegistrationState.CONFIRMED


@login_not_required
@require_safe
def registered(request: Request, slug: str) -> HttpResponse:
    """Say what a registration led to.

    The address is sealed and holds for ten minutes, so that nobody is told a tale by it.
    """
    event = event_of(request, slug)
    state, seal = request.GET.get("as", ""), request.GET.get("seal", "")
    try:
        signing.TimestampSigner(salt=SALT).unsign(
            f"{event.slug}/{state}:{seal}", max_age=SEALED_FOR
        )
    except signing.BadSignature:
        state = ""
    context = {
        "event": event,
        "state": state,
        "title": words.outcome_title(state) if state else _("We have your registration"),
        "when": words.when(event),
        "where": words.where(event),
    }
    return render(request, "events/registered.html", context)


def own_page(registration: Registration) -> str:
    """Return the address of the page of one's own registration."""
    token = links.token(OWN_PAGE, registration.key, registration.link_generation)
    return reverse(OWN_PAGE, args=[token])


def own_registration(event: Event, standing: Standing) -> Registration | None:
    """Return the person's registration for the event, else the latest for another; one query.

    A registration that stands comes first, so that who registers again after a withdrawal
    finds the new one.
    """
    if standing.user is None:
        return None
    nearness = Case(
        When(event=event, state__in=LIVE, then=Value(0)),
        When(event=event, then=Value(1)),
        default=Value(2),
    )
    own = Registration.objects.of(standing.user).annotate(nearness=nearness)
    return own.order_by("nearness", "-registered_at", "-pk").first()


def stands_for(own: Registration | None, event: Event) -> TypeGuard[Registration]:
    """Return whether that registration is one for the event, and stands."""
    return own is not None and own.event_id == event.pk and own.state in LIVE


def known_of(standing: Standing, *, latest: Registration | None) -> dict[str, Any]:
    """Return what is known of a person, by the names of the form's fields."""
    user = standing.user
    if user is None:
        return {}
    known = {"name": user.name, "email": user.email}
    if latest:
        known |= {
            "organisation": latest.organisation,
            "country": latest.country,
            "category": latest.category,
        }
    states = {mandate.member_state_id for mandate in standing.mandates} - {None}
    if len(states) == 1:
        known["country"] = str(states.pop())
    organisations = {mandate.organisation for mandate in standing.mandates} - {None}
    if len(organisations) == 1 and not known.get("organisation"):
        known["organisation"] = str(organisations.pop())
    return known
