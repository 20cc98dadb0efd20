"""Registering for several events with one form, and which events have one."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.models import Notice
from events import asking, joint, refusals, services, words
from events.enums import RegistrationState, State
from events.forms.joint import TOGETHER, JointForm, Offer
from events.forms.one_form import OneFormForm
from events.forms.seen import is_stale
from events.models import Event, Registration
from events.rules import NotNowError
from events.views import registration
from events.views.registration import (
    A_DAY,
    NEWCOMERS,
    SEALED_FOR,
    event_of,
    for_newcomer,
    known_of,
    own_page,
    own_registration,
)
from events.views.room import Room, posted
from interface import errors

SALT = "events.registered_together"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request, slug: str) -> HttpResponse:
    """Show the form of an event, or the one that it has with others, and take a registration.

    Who sends no more than an event's own form has registers for that event alone.
    """
    event = event_of(request, slug)
    if request.method == "POST" and TOGETHER not in request.POST:
        return registration.register(request, slug)
    if request.method != "POST" and (lead := joint.lead_of(event, request.standing)):
        address = reverse("events:register", args=[lead.slug])
        return redirect(f"{address}?{urlencode({'events': slug})}")
    served = joint.served(event, request.standing) if not event.registers_with_id else []
    if event not in served or len(served) == 1:
        return registration.register(request, slug)
    return _together(request, event, served)


def _together(request: Request, lead: Event, served: list[Event]) -> HttpResponse:
    standing = request.standing
    mine = joint.standing_for(served, standing)
    left = [event for event in served if event.pk not in mine]
    if not left and request.method != "POST":
        return redirect(own_page(mine[served[0].pk]))
    offered = left or served
    notice = Notice.objects.in_force(request.at)
    known = known_of(standing, latest=own_registration(lead, standing))
    form = JointForm(
        posted(request),
        lead=lead,
        offers=[_offer(event) for event in offered],
        files=request.FILES,
        notice=notice,
        initial=known | {"events": _preticked(request, lead, offered)},
    )
    if form.is_valid():
        try:
            made = _register(request, lead, form)
        except services.TooManyError:
            return errors.too_many(request, seconds=A_DAY)
        if made:
            return _answer(request, lead, form, made)
    context = {
        "event": lead,
        "form": form,
        "person": form.person,
        "notice": notice,
        "mine": [(event.title, own_page(mine[event.pk])) for event in served if event.pk in mine],
        "approved": [event.title for event in offered if event.needs_approval],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "events/register_together.html", context, status=status)


def _offer(event: Event) -> Offer:
    """Return an event as the form offers it, with what is left of its places."""
    places = services.places_of(event)
    taken = services.held(event, places=places) if places.are_limited else {}
    strong, said = words.places_said(places, taken)
    return Offer(
        event=event,
        asking=asking.of_event(event, left=asking.places_left(places, taken)),
        places=". ".join(part.rstrip(".") for part in (strong, said) if part),
    )


def _preticked(request: Request, lead: Event, offered: list[Event]) -> list[str]:
    """Return what is ticked from the start: what one came for, else the event of the form."""
    wanted = request.GET.getlist("events") or [lead.slug]
    return [event.slug for event in offered if event.slug in wanted]


def _register(request: Request, lead: Event, form: JointForm) -> list[Registration]:
    """Register by the one service; where it cannot be, say so in the form."""
    data, user = form.person.cleaned_data, request.standing.user
    try:
        return services.register_together(
            lead,
            ticked=form.ticked,
            once=data["once"],
            name=data["name"],
            email=data["email"],
            organisation=data["organisation"],
            country=data["country"],
            category=data["category"],
            notice=data["notice"],
            by=request.standing,
            at=request.at,
            language=user.language if user else "en",
        )
    except (services.RegistrationClosedError, NotNowError):
        form.person.add_error(
            "events", _("Registration for one of them has closed; nothing was sent.")
        )
    except services.NotForOthersError:
        form.person.add_error("email", refusals.not_for_others())
    except services.FormUsedError:
        form.person.data = {**dict(form.person.data.items()), "once": str(uuid4())}
        form.person.add_error(
            None, _("This form was used before. Look through it and send it again.")
        )
    return []


def _answer(
    request: Request, lead: Event, form: JointForm, made: list[Registration]
) -> HttpResponse:
    """Lead to the own page who is signed in under the address; tell others what follows.

    Who was registered already is told what a newcomer would get now, as a newcomer is.
    """
    user, data = request.standing.user, form.person.cleaned_data
    if user and data["email"] == user.email:
        return redirect(own_page(made[0]))
    said = []
    for share, ticked, found in zip(form.chosen, form.ticked, made, strict=True):
        state = found.state
        if found.once != ticked.once(data["once"]) or state not in NEWCOMERS:
            state = for_newcomer(share.event, share.more.wish(data["country"]))
        said.append(f"{share.event.slug}:{state}")
    as_ = ",".join(said)
    seal = signing.TimestampSigner(salt=SALT).sign(as_).removeprefix(f"{as_}:")
    address = reverse("events:registered_together", args=[lead.slug])
    return redirect(f"{address}?{urlencode({'as': as_, 'seal': seal})}")


@login_not_required
@require_safe
def registered_together(request: Request, slug: str) -> HttpResponse:
    """Say what each of several registrations led to; sealed as for a single one."""
    lead = event_of(request, slug)
    as_, seal = request.GET.get("as", ""), request.GET.get("seal", "")
    try:
        signing.TimestampSigner(salt=SALT).unsign(f"{as_}:{seal}", max_age=SEALED_FOR)
        said = dict(one.rsplit(":", 1) for one in as_.split(","))
    except signing.BadSignature:
        said = {}
    seen = Event.objects.visible_to(request.standing).filter(slug__in=said)
    rows = [
        (event, words.own_pill(said[event.slug]), words.when(event), words.where(event))
        for event in seen.order_by("starts_at", "pk")
    ]
    context = {
        "event": lead,
        "rows": rows,
        "waits": RegistrationState.WAITING in said.values(),
        "pending": RegistrationState.PENDING in said.values(),
    }
    return render(request, "events/registered_together.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def one_form(request: Request, slug: str) -> HttpResponse:
    """Set by whose form one registers for an event."""
    room = Room(request, slug)
    event = room.event
    leads = joint.possible_leads(event, request.standing)
    serves = list(event.registered_here.order_by("starts_at", "pk"))
    form = OneFormForm(posted(request), event=event, leads=leads)
    if form.is_valid():
        if is_stale(form):
            return versions.conflict(
                request,
                form,
                theirs={"lead": event.registers_with},
                address=request.path,
                label="events.event",
                key=str(event.uid),
            )
        try:
            services.share_form(
                event, lead=form.cleaned_data["lead"], by=request.standing, at=request.at
            )
        except services.FormOfAnotherError:
            form.add_error(
                "lead", _("One of the two shares its form with a third. Take that one's form.")
            )
        except NotNowError:
            form.add_error(None, _("One of the two is over or cancelled."))
        else:
            messages.success(request, _("Saved."))
            return redirect("events:one_form", slug)
    context = room.context(
        "one_form",
        form=form,
        serves=serves,
        asks=bool(form.errors) or (event.state in {State.DRAFT, State.PUBLISHED} and not serves),
    )
    return render(request, "events/one_form.html", context, status=422 if form.errors else 200)
