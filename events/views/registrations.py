"""One registration: what is known of it, what can be done, what was done."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import versions
from accounts.access import Standing, secretariat_only
from accounts.http import Request
from accounts.steps import By
from events import asking, blocked, countries, groups, history, rules, services, words
from events.access import organisers_only
from events.enums import RegistrationDeed, RegistrationState
from events.forms.decision import CorrectionForm, OnBehalfForm
from events.forms.registration import PersonForm
from events.models import Registration
from events.rules import NotNowError
from events.services import answers
from events.views.room import Room, posted, registration_pill
from events.views.wishes import field_of, left_for


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def register_for(request: Request, slug: str) -> HttpResponse:
    """Register somebody who asked by telephone or letter."""
    room = Room(request, slug)
    form = OnBehalfForm(
        posted(request),
        event=room.event,
        asking=asking.of_the_secretariat(room.event, left=left_for(room.event)),
    )
    there = None
    if form.is_valid():
        try:
            registration = services.register(
                room.event,
                notice=None,
                by=request.standing,
                at=request.at,
                on_behalf=True,
                attending=form.more.attending,
                group=form.more.group,
                sessions=form.more.sessions,
                answers=form.more.answers,
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
            messages.success(request, registered(registration))
            return redirect("events:registration", slug, registration.key)
    return render(
        request,
        "events/register_for.html",
        room.context("registrations", form=form, there=there),
        status=422 if form.errors else 200,
    )


def _asked(form: PersonForm, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


def registered(registration: Registration) -> str:
    """Return what somebody was registered with: a place, or a position in the queue."""
    if registration.state == RegistrationState.WAITING:
        return _("%(name)s is on the waiting list, and is told so by mail.") % {
            "name": registration.name
        }
    return _("%(name)s has a place, and is told so by mail.") % {"name": registration.name}


@require_safe
@organisers_only
def registration(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show one registration with its history, and to the Secretariat what can be done."""
    room, found = found_in_room(request, slug, key)
    position = reason = None
    if found.state == RegistrationState.WAITING:
        position = services.position(found)
        reason = blocked.why(services.obstacle_for(room.event, services.wish_of(found)))
    deeds = rules.REGISTRATION[found.state] if room.decides else {}
    open_deeds = {
        deed
        for deed, step in deeds.items()
        if By.SECRETARIAT in step.by and room.event.lets(deed, at=request.at)
    }
    context = room.context(
        "registrations",
        registration=found,
        state_pill=registration_pill(found),
        country=countries.name(found.country),
        position=position,
        why=reason,
        more=_more(found, request.standing),
        may_read_needs=answers.may_read_sensitive(request.standing)
        and found.answers.erased_after_the_event().exists(),
        awaited=_awaited(found),
        takes_over=_giver(found),
        may_take_back=RegistrationDeed.TAKE_BACK in open_deeds and found.handed_over_to is not None,
        may_accept=room.decides
        and found.state == RegistrationState.OFFERED
        and room.event.lets(RegistrationDeed.CONFIRM, at=request.at),
        may_pass_on=RegistrationDeed.PASS_ON in open_deeds,
        wants_change=room.decides and found.change_requests.open().exists(),
        may_approve=RegistrationDeed.CONFIRM in open_deeds
        and found.state == RegistrationState.PENDING,
        may_decline=RegistrationDeed.DECLINE in open_deeds
        and found.state != RegistrationState.CONFIRMED,
        may_cancel=RegistrationDeed.CANCEL in open_deeds,
        may_withdraw=RegistrationDeed.WITHDRAW in open_deeds,
        may_restore=RegistrationDeed.RESTORE in open_deeds,
        may_change=room.decides and found.state in rules.LIVE and room.event.ends_at > request.at,
        history=history.of("events.registration", str(found.key)),
    )
    return render(request, "events/registration.html", context)


def _awaited(found: Registration) -> Registration | None:
    """Return who was named to take the place over and awaits approval."""
    named: Registration | None = getattr(found, "replaced_by", None)
    return named if named and named.state == RegistrationState.PENDING else None


def _giver(found: Registration) -> Registration | None:
    """Return whose place the person has, or is to have, by name."""
    giver = found.replaces
    if giver is None:
        return None
    awaits = found.state == RegistrationState.PENDING and giver.state == RegistrationState.CONFIRMED
    return giver if awaits or giver.handed_over_to else None


def _more(found: Registration, standing: Standing) -> list[tuple[str, str]]:
    """Return as what a person comes, to which sessions, and what was answered.

    Answers on diet, access and identity have a page of their own, where reading is written down.
    """
    nobody = Standing(user=None, at=standing.at)
    return [
        (_("As"), groups.names(found.event)[found.group]),
        *words.sessions_told(found.sessions.order_by("date", "starts_time", "pk")),
        *answers.said(found, standing=nobody),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def change(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Change what is known of a person."""
    room, found = found_in_room(request, slug, key)
    form = CorrectionForm(
        posted(request),
        registration=found,
        asking=asking.of_the_secretariat(
            room.event, left=left_for(room.event, found), registration=found
        ),
    )
    if form.is_valid():
        try:
            services.change_registration(
                found,
                by=request.standing,
                at=request.at,
                attending=form.more.attending,
                group=form.more.group,
                sessions=form.more.sessions if form.asking.sessions else None,
                answers=form.more.answers,
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
            form.add_error(field_of(form, taken.obstacle), blocked.why(taken.obstacle))
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


def found_in_room(request: Request, slug: str, key: UUID) -> tuple[Room, Registration]:
    """Return the room and one of its registrations, or 404."""
    room = Room(request, slug)
    found = (
        room.event.registrations.select_related(
            "user", "registered_by", "notice", "replaces", "replaced_by"
        )
        .filter(key=key)
        .first()
    )
    if found is None:
        raise Http404
    found.event = room.event
    return room, found
