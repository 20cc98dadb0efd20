"""Cancelling and closing: with reasons, with consequences, and not before all is done."""

from datetime import datetime

from django.db import transaction

import events.services
from accounts.access import Standing
from accounts.steps import By, NotNowError
from events.models import Event
from trainings import emails, readiness
from trainings.enums import (
    AssignmentState,
    Deed,
    Fault,
    Happening,
    Need,
    RequestDeed,
    RequestState,
)
from trainings.models import TrainingRequest
from trainings.rules import Finding, UnmetError
from trainings.services.answering import require_text
from trainings.services.assignments import release
from trainings.services.locks import (
    advance,
    happened,
    locked,
    locked_together,
    note,
    require,
    touch,
)


def _not_over(request: TrainingRequest, *, at: datetime) -> None:
    """Raise ``NotNowError`` for a training whose last session is over, settled or not."""
    if request.delivery and request.delivery.event.ends_at <= at:
        raise NotNowError("the training is over")


@transaction.atomic
def ask_to_cancel(
    request: TrainingRequest, *, reason: str, by: Standing, at: datetime
) -> TrainingRequest:
    """Ask the Secretariat to cancel, with a reason; asked again, the newer reason stands."""
    request = locked(request)
    advance(request, RequestDeed.ASK_TO_CANCEL, by=by, at=at)
    _not_over(request, at=at)
    reason = require_text(Need.REASON, reason)
    if request.cancel_asked_reason == reason:
        return TrainingRequest.objects.get(pk=request.pk)
    request.cancel_asked_at, request.cancel_asked_reason = at, reason
    request.save()
    note(Deed.CANCEL_ASKED, request, by=by, at=at)
    happened(request, Happening.CANCEL_ASKED, by=by, at=at, party=By.STATE, text=reason)
    emails.cancel_asked(request, by=by, at=at)
    return request


@transaction.atomic
def go_on(request: TrainingRequest, *, text: str, by: Standing, at: datetime) -> TrainingRequest:
    """Answer a wish to cancel otherwise than by cancelling: the request goes on."""
    request = locked(request)
    advance(request, RequestDeed.GO_ON, by=by, at=at)
    if request.cancel_asked_at is None:
        raise UnmetError([Finding(Need.ASKED, Fault.NOT_ASKED)])
    text = require_text(Need.ANSWER, text)
    request.cancel_asked_at, request.cancel_asked_reason = None, ""
    request.save()
    note(Deed.GOES_ON, request, by=by, at=at)
    happened(request, Happening.GOES_ON, by=by, at=at, text=text)
    emails.goes_on(request, text=text, at=at)
    return request


@transaction.atomic
def cancel(request: TrainingRequest, *, reason: str, by: Standing, at: datetime) -> TrainingRequest:
    """Cancel an accepted or scheduled request: trainers are free, its event is cancelled.

    An event that other requests feed goes on, with the trainers it has. Raises ``NotNowError``
    once the training is over.
    """
    request, _others = locked_together(request)
    advance(request, RequestDeed.CANCEL, by=by, at=at)
    _not_over(request, at=at)
    request.reason, request.ended_at = require_text(Need.REASON, reason), at
    request.save()
    _settle(request, by=by, at=at)
    note(Deed.CANCELLED, request, by=by, at=at)
    happened(request, Happening.CANCELLED, by=by, at=at, text=request.reason)
    emails.cancelled(request, at=at)
    return request


def _settle(request: TrainingRequest, *, by: Standing, at: datetime) -> None:
    """Let event and trainers follow a cancelled request.

    The event's lock comes first: whoever joins the training meanwhile holds it.
    """
    delivery = request.delivery
    if delivery:
        delivery.event = Event.objects.select_for_update().get(pk=delivery.event_id)
    heir = TrainingRequest.objects.fed_into(delivery).first() if delivery else None
    if delivery and heir:
        _pass_on(delivery.event, request, heir, by=by, at=at)
    elif delivery:
        address = delivery.event.managed_at
        delivery.event = events.services.cancel_event(
            delivery.event, reason=request.reason, by=by, at=at, managed_at=address
        )
    for one in request.assignments.standing().select_related("trainer"):
        if heir and one.days.exists():
            one.request = heir
            one.save()
        else:
            one.request, one.state = request, AssignmentState.DROPPED
            one.version += 1
            release(one, reason=request.reason, at=at)


def _pass_on(
    event: Event, request: TrainingRequest, heir: TrainingRequest, *, by: Standing, at: datetime
) -> None:
    """Let the event lead to a request that lives, where it led to the one that is cancelled."""
    if event.managed_at == request.get_absolute_url():
        events.services.change_event(
            event, version=event.version, managed_at=heir.get_absolute_url(), by=by, at=at
        )


@transaction.atomic
def send_report(request: TrainingRequest, *, by: Standing, at: datetime) -> TrainingRequest:
    """Tell the host that the report on the training is there; twice is once."""
    request = locked(request)
    require(by, request, By.SECRETARIAT)
    if request.state != RequestState.DELIVERED:
        raise NotNowError
    if request.reported_at is None:
        request.reported_at = at
        touch(request, by=by, at=at)
        request.save()
        note(Deed.REPORTED, request, by=by, at=at)
        happened(request, Happening.REPORTED, by=by, at=at)
        emails.reported(request, at=at)
    return request


@transaction.atomic
def close(
    request: TrainingRequest, *, by: Standing, at: datetime, certificates_waiver: str = ""
) -> TrainingRequest:
    """Close a request of which nothing is open any more. Raises ``UnmetError`` with what is."""
    request = locked(request)
    advance(request, RequestDeed.CLOSE, by=by, at=at)
    missing = readiness.to_close(request, at=at, certificates_waiver=certificates_waiver)
    if missing:
        raise UnmetError(missing)
    delivery = request.held
    if certificates_waiver.strip():
        delivery.certificates_waiver = certificates_waiver.strip()
        delivery.save(update_fields=["certificates_waiver"])
    request.ended_at = at
    request.save()
    note(Deed.CLOSED, request, by=by, at=at)
    happened(request, Happening.CLOSED, by=by, at=at)
    emails.closed(request, at=at)
    return request
