"""What is decided on one registration: by the Secretariat, and by the state that approves."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import secretariat_only
from accounts.http import Request
from accounts.steps import By
from events import blocked, countries, services
from events.enums import Approver, RegistrationDeed
from events.forms.decision import ReasonForm
from events.forms.own import PassOnForm
from events.models import Event, Registration
from events.rules import NotNowError
from events.views.own_place import already_there
from events.views.registrations import found_in_room, registered
from events.views.room import Room, posted
from events.views.states import state_or_secretariat


@require_POST
@state_or_secretariat
def approve(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Approve who is pending; who speaks for a Member State does so where the event asks it."""
    found, as_ = _to_decide(request, slug, key)
    return _done(
        request,
        found,
        lambda: services.approve(found, by=request.standing, as_=as_, at=request.at),
        as_=as_,
    )


@require_POST
@state_or_secretariat
def withdraw(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Withdraw for somebody who asked for it, or hand a place of the own state back."""
    found, as_ = _to_decide(request, slug, key)
    return _done(
        request,
        found,
        lambda: services.withdraw(found, by=request.standing, as_=as_, at=request.at),
        as_=as_,
    )


@require_POST
@secretariat_only
def restore(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take a withdrawal, a refusal or a cancellation back."""
    _room, found = found_in_room(request, slug, key)
    return _done(
        request,
        found,
        lambda: services.restore(found, by=request.standing, as_=By.SECRETARIAT, at=request.at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@state_or_secretariat
def decline(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Refuse a registration, with a reason that the person is told."""
    found, as_ = _to_decide(request, slug, key)
    if as_ == By.STATE:
        return _declined_by_state(request, found)
    room, found = found_in_room(request, slug, key)
    return _with_reason(request, room, found, RegistrationDeed.DECLINE)


def _declined_by_state(request: Request, found: Registration) -> HttpResponse:
    form = ReasonForm(posted(request))
    if form.is_valid():
        return _done(
            request,
            found,
            lambda: services.decline(
                found,
                reason=form.cleaned_data["reason"],
                by=request.standing,
                as_=By.STATE,
                at=request.at,
            ),
            as_=By.STATE,
        )
    context = {
        "form": form,
        "registration": found,
        "event": found.event,
        "country": countries.name(found.country),
        "back": _own_state(found),
    }
    return render(request, "events/decline_own.html", context, status=422 if form.errors else 200)


@require_POST
@secretariat_only
def accept(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Accept the offered place for somebody who asked for it by telephone."""
    _room, found = found_in_room(request, slug, key)
    return _done(
        request,
        found,
        lambda: services.accept_offer(
            found, by=request.standing, as_=By.SECRETARIAT, at=request.at
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def pass_on(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Pass a place on for somebody who named who comes instead."""
    room, found = found_in_room(request, slug, key)
    form = PassOnForm(posted(request), initial={"organisation": found.organisation})
    if form.is_valid():
        try:
            taker = services.pass_on(
                found,
                by=request.standing,
                as_=By.SECRETARIAT,
                at=request.at,
                **form.cleaned_data,
            )
        except services.AlreadyRegisteredError:
            form.add_error("email", already_there())
        except services.FormUsedError:
            form.add_error(None, _("This form was used before. Open it anew."))
        except NotNowError:
            form.add_error(
                None,
                _("Only a confirmed place is passed on, until the event begins, and only once."),
            )
        else:
            messages.success(request, registered(taker))
            return redirect("events:registration", slug, taker.key)
    return render(
        request,
        "events/pass_on.html",
        room.context("registrations", form=form, registration=found),
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def take_back(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Give a place that was passed on back to who had it, with a reason for the other."""
    room, found = found_in_room(request, slug, key)
    form = ReasonForm(posted(request))
    if form.is_valid():
        return _done(
            request,
            found,
            lambda: services.take_back(
                found, by=request.standing, at=request.at, **form.cleaned_data
            ),
        )
    context = room.context("registrations", form=form, registration=found)
    return render(request, "events/take_back.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def cancel_registration(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take somebody off the list, with a reason that the person is told."""
    room, found = found_in_room(request, slug, key)
    return _with_reason(request, room, found, RegistrationDeed.CANCEL)


def _to_decide(request: Request, slug: str, key: UUID) -> tuple[Registration, By]:
    """Return a registration and as whom the reader decides on it, or 404 for whoever does not."""
    event = Event.objects.visible_to(request.standing).filter(slug=slug).first()
    found = event.registrations.select_related("user").filter(key=key).first() if event else None
    if found is None or event is None:
        raise Http404
    found.event = event
    as_ = services.decides_as(event, country=found.country, by=request.standing)
    if as_ is None:
        raise Http404
    return found, as_


def _own_state(found: Registration) -> str:
    """Return the page on which a state decides: the host, or that of the people."""
    event = found.event
    code = event.host_id if event.approver == Approver.HOST else found.country
    return reverse("events:own_state", args=[event.slug, code])


def _done(
    request: Request,
    found: Registration,
    deed: Callable[[], Registration],
    *,
    as_: By = By.SECRETARIAT,
) -> HttpResponse:
    """Do it, and say where the registration is now; lead back to the page it was done from."""
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
    except services.NoPlaceError as taken:
        messages.warning(
            request,
            _("This is more than the place that is passed on: %(why)s.")
            % {"why": blocked.why(taken.obstacle)},
        )
    else:
        messages.success(
            request,
            _("%(name)s: %(state)s.") % {"name": after.name, "state": after.get_state_display()},
        )
    if as_ == By.STATE:
        return redirect(_own_state(found))
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
