"""One registration: what is known of it, what can be done, what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.models import User
from accounts.steps import By
from events import blocked, countries, rules, services
from events.access import organisers_only
from events.enums import Deed, RegistrationDeed, RegistrationState
from events.forms.decision import CorrectionForm, OnBehalfForm, ReasonForm
from events.forms.registration import PersonForm
from events.models import Registration
from events.rules import NotNowError
from events.views.room import Room, posted, registration_pill
from journal.models import Entry


@dataclass(frozen=True)
class Happened:
    """One line of a registration's history."""

    at: datetime
    deed: str
    who: str


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def register_for(request: Request, slug: str) -> HttpResponse:
    """Register somebody who asked by telephone or letter."""
    room = Room(request, slug)
    form = OnBehalfForm(posted(request), event=room.event)
    there = None
    if form.is_valid():
        try:
            registration = services.register(
                room.event,
                notice=None,
                by=request.standing,
                at=request.at,
                on_behalf=True,
                attending=form.attending,
                **_asked(form, "once", "name", "email", "organisation", "country", "category"),
            )
        except services.AlreadyRegisteredError as already:
            there = already.registration
            form.add_error("email", _("This address is registered already."))
        except services.FormUsedError:
            form.add_error(None, _("This form was used before. Open it anew to register somebody."))
        except services.RegistrationClosedError:
            form.add_error(
                None,
                _("It is over, not published, or takes none: nobody can be registered."),
            )
        else:
            messages.success(request, _registered(registration))
            return redirect("events:registration", slug, registration.key)
    return render(
        request,
        "events/register_for.html",
        room.context("registrations", form=form, there=there),
        status=422 if form.errors else 200,
    )


def _asked(form: PersonForm, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


def _registered(registration: Registration) -> str:
    if registration.state == RegistrationState.WAITING:
        return _("%(name)s is on the waiting list, and is told so by mail.") % {
            "name": registration.name
        }
    return _("%(name)s has a place, and is told so by mail.") % {"name": registration.name}


@require_safe
@organisers_only
def registration(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show one registration with its history, and to the Secretariat what can be done."""
    room, found = _found(request, slug, key)
    position = reason = None
    if found.state == RegistrationState.WAITING:
        position = services.position(found)
        reason = blocked.why(services.obstacle_for(room.event, found.country))
    deeds = rules.REGISTRATION[found.state] if room.decides else {}
    open_deeds = {
        deed
        for deed, step in deeds.items()
        if By.SECRETARIAT in step.by and room.event.lets(deed, at=request.at)
    }
    context = room.context(
        "registrations",
        registration=found,
        state_pill=registration_pill(found.state),
        country=countries.name(found.country),
        position=position,
        why=reason,
        may_approve=RegistrationDeed.CONFIRM in open_deeds
        and found.state == RegistrationState.PENDING,
        may_decline=RegistrationDeed.DECLINE in open_deeds
        and found.state != RegistrationState.CONFIRMED,
        may_cancel=RegistrationDeed.CANCEL in open_deeds,
        may_withdraw=RegistrationDeed.WITHDRAW in open_deeds,
        may_restore=RegistrationDeed.RESTORE in open_deeds,
        may_change=room.decides and found.state in rules.LIVE and room.event.ends_at > request.at,
        history=_history(found),
    )
    return render(request, "events/registration.html", context)


@require_POST
@secretariat_only
def approve(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Approve who is pending."""
    _room, found = _found(request, slug, key)
    return _done(
        request, found, lambda: services.approve(found, by=request.standing, at=request.at)
    )


@require_POST
@secretariat_only
def withdraw(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Withdraw for somebody who asked for it."""
    _room, found = _found(request, slug, key)
    return _done(
        request,
        found,
        lambda: services.withdraw(found, by=request.standing, as_=By.SECRETARIAT, at=request.at),
    )


@require_POST
@secretariat_only
def restore(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take a withdrawal, a refusal or a cancellation back."""
    _room, found = _found(request, slug, key)
    return _done(
        request,
        found,
        lambda: services.restore(found, by=request.standing, as_=By.SECRETARIAT, at=request.at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def decline(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Refuse a registration, with a reason that the person is told."""
    room, found = _found(request, slug, key)
    return _with_reason(request, room, found, RegistrationDeed.DECLINE)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def cancel_registration(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take somebody off the list, with a reason that the person is told."""
    room, found = _found(request, slug, key)
    return _with_reason(request, room, found, RegistrationDeed.CANCEL)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def change(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Change what is known of a person."""
    room, found = _found(request, slug, key)
    form = CorrectionForm(posted(request), registration=found)
    if form.is_valid():
        try:
            services.change_registration(
                found,
                by=request.standing,
                at=request.at,
                attending=form.attending,
                **_asked(form, "version", "name", "organisation", "country", "category"),
            )
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.theirs(cast("Registration", stale.theirs)),
                address=request.path,
                label="events.registration",
                key=str(key),
            )
        except services.NoPlaceError as taken:
            form.add_error("country", blocked.why(taken.obstacle))
        except NotNowError:
            form.add_error(None, _("This registration no longer stands, or the event is over."))
        else:
            messages.success(request, _("Saved."))
            return redirect("events:registration", slug, key)
    return render(
        request,
        "events/change_registration.html",
        room.context("registrations", form=form, registration=found),
        status=422 if form.errors else 200,
    )


def _found(request: Request, slug: str, key: UUID) -> tuple[Room, Registration]:
    room = Room(request, slug)
    found = (
        room.event.registrations.select_related("user", "registered_by", "notice")
        .filter(key=key)
        .first()
    )
    if found is None:
        raise Http404
    found.event = room.event
    return room, found


def _done(request: Request, found: Registration, deed: Callable[[], Registration]) -> HttpResponse:
    """Do it, and say where the registration is now."""
    try:
        after = deed()
    except NotNowError:
        found.refresh_from_db(fields=["state"])
        messages.warning(
            request,
            _("That cannot be done now. State: %(state)s.") % {"state": found.get_state_display()},
        )
    except services.AlreadyRegisteredError:
        messages.warning(request, _("The person has registered anew meanwhile."))
    else:
        messages.success(
            request,
            _("%(name)s: %(state)s.") % {"name": after.name, "state": after.get_state_display()},
        )
    return redirect("events:registration", found.event.slug, found.key)


def _with_reason(
    request: Request, room: Room, found: Registration, deed: RegistrationDeed
) -> HttpResponse:
    services_of = {
        RegistrationDeed.DECLINE: services.decline,
        RegistrationDeed.CANCEL: services.cancel_registration,
    }
    form = ReasonForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        return _done(
            request,
            found,
            lambda: services_of[deed](found, reason=reason, by=request.standing, at=request.at),
        )
    context = room.context(
        "registrations", form=form, registration=found, declines=deed == RegistrationDeed.DECLINE
    )
    return render(request, "events/take_off.html", context, status=422 if form.errors else 200)


def _history(found: Registration) -> list[Happened]:
    """Return what was done to a registration, the newest first, in words and with names."""
    entries = list(Entry.objects.on("events.registration", str(found.key)))
    actors = {entry.actor for entry in entries if entry.actor}
    names = {
        str(key): name
        for key, name in User.objects.filter(key__in=actors).values_list("key", "name")
    }
    deeds = dict(Deed.choices)
    return [
        Happened(
            entry.at,
            str(deeds.get(entry.deed, entry.deed)),
            names.get(entry.actor, "") if entry.actor else _by_nobody(entry.deed),
        )
        for entry in entries
    ]


def _by_nobody(deed: str) -> str:
    """Name who did what nobody signed in did: the queue, or the person by the mailed link."""
    return _("by the waiting list") if deed == Deed.PROMOTED else _("without signing in")
