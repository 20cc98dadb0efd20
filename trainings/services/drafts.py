"""Beginning a request, keeping its draft while it is typed, sending and withdrawing it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.models import MemberState, User
from accounts.steps import By, NotNowError
from accounts.versions import StaleError
from courses.models import Course
from journal.services import next_number
from trainings import emails
from trainings.enums import Deed, Fault, Happening, RequestDeed, RequestState
from trainings.models import DateWindow, GroupPart, TrainingRequest
from trainings.rules import Finding, UnmetError, Wish
from trainings.rules.merging import merged
from trainings.rules.wish import faults
from trainings.services.locks import (
    NotYoursError,
    advance,
    happened,
    locked,
    note,
    require,
    touch,
)

SERIES = "TR"
BEGUN = 2
"""The version of a draft that was just begun, for a form that is sent before there is one."""
COLUMNS = (
    "language", "expected", "least", "most", "place", "city", "venue", "motivation",
)  # fmt: skip


@transaction.atomic
def begin(
    *,
    once: UUID,
    member_state: MemberState,
    by: Standing,
    at: datetime,
    typed: Mapping[str, Any] | None = None,
) -> TrainingRequest:
    """Begin a state's request and give it its reference, ``TR-2026-012``; a replay is once.

    Raises ``NotYoursError`` unless the person speaks for the state.
    """
    if member_state.pk not in by.member_states:
        raise NotYoursError
    # What one person begins comes one after the other, so that a replay finds the first.
    User.objects.select_for_update(no_key=True).filter(pk=by.user.pk if by.user else None).first()
    if made := TrainingRequest.objects.filter(once=once).first():
        return made
    year = network_day(at).year
    request = TrainingRequest(
        once=once,
        reference=f"{SERIES}-{year}-{next_number(SERIES, year=year):03d}",
        member_state=member_state,
        typed=dict(typed or {}),
        created_at=at,
        created_by=by.user,
    )
    touch(request, by=by, at=at)
    request.save()
    note(Deed.DRAFTED, request, by=by, at=at)
    happened(request, Happening.DRAFTED, by=by, at=at, party=By.STATE)
    return request


@transaction.atomic
def save_draft(  # each is a part of what was typed
    request: TrainingRequest,
    *,
    version: int,
    typed: Mapping[str, Any],
    by: Standing,
    at: datetime,
    base: Mapping[str, Any] | None = None,
    theirs: Collection[str] | None = None,
) -> TrainingRequest:
    """Keep what was typed, as it was typed; the very same again changes nothing.

    ``base`` is what stood in the form before: where the other has typed into other boxes
    meanwhile, both texts go on as one. ``theirs`` names the fields in which the other's text is
    to stand, once somebody has read both in ``version``.
    Raises ``StaleError`` where both have typed something else into the same box, ``NotNowError``
    for what is no draft any more and ``NotYoursError``.
    """
    request = locked(request)
    require(by, request, By.STATE)
    if request.state != RequestState.DRAFT:
        raise NotNowError
    is_read = request.version == version
    if base is None:
        base = request.typed if is_read else {}
    both = merged(base, stored=request.typed, own=typed, theirs=theirs or ())
    if both.clashes and not (is_read and theirs is not None):
        raise StaleError(request)
    if request.typed == both.typed:
        return request
    request.typed = both.typed
    touch(request, by=by, at=at)
    request.save()
    return request


@transaction.atomic
def submit(
    request: TrainingRequest, *, version: int, wish: Wish, by: Standing, at: datetime
) -> TrainingRequest:
    """Send a draft to the Secretariat.

    Raises ``UnmetError`` for what is wrong with the wish, field by field, ``StaleError``,
    ``NotNowError`` and ``NotYoursError``.
    """
    request = locked(request)
    advance(request, RequestDeed.SUBMIT, by=by, at=at, version=version)
    write_wish(request, wish, at=at)
    request.typed, request.submitted_at = {}, at
    request.save()
    note(Deed.SUBMITTED, request, by=by, at=at)
    happened(request, Happening.SUBMITTED, by=by, at=at, party=By.STATE)
    emails.submitted(request, by=by, at=at)
    return request


def write_wish(request: TrainingRequest, wish: Wish, *, at: datetime) -> None:
    """Put a wish into columns and rows; the request itself is not yet stored."""
    course = Course.objects.on_request().whole().filter(pk=wish.course or 0).first()
    wish = replace(wish, days=course.days if course else 1)
    found = faults(wish, today=network_day(at))
    if course is None and wish.course is not None:
        found.append(Finding("course", Fault.UNKNOWN))
    if found:
        raise UnmetError(found)
    request.course = course
    for name in COLUMNS:
        setattr(request, name, getattr(wish, name))
    request.provides = sorted(set(wish.provides))
    request.groups.all().delete()
    GroupPart.objects.bulk_create(
        GroupPart(request=request, category=category, people=people)
        for category, people in wish.groups.items()
        if people
    )
    request.windows.all().delete()
    DateWindow.objects.bulk_create(
        DateWindow(request=request, starts=window.starts, ends=window.ends)
        for window in wish.windows
    )


def wish_of(request: TrainingRequest) -> Wish:
    """Return what a request asks for, to begin another one like it or to change it."""
    return Wish(
        course=request.course_id,
        groups={one.category: one.people for one in request.groups.all()},
        windows=request.spans,
        provides=tuple(request.provides),
        **{name: getattr(request, name) for name in COLUMNS},
    )


@transaction.atomic
def withdraw(request: TrainingRequest, *, by: Standing, at: datetime) -> TrainingRequest:
    """Take a request back before it is accepted; who was told of it hears.

    Raises ``NotNowError`` and ``NotYoursError``.
    """
    request = locked(request)
    advance(request, RequestDeed.WITHDRAW, by=by, at=at)
    request.typed, request.ended_at = {}, at
    request.save()
    note(Deed.WITHDRAWN, request, by=by, at=at)
    happened(request, Happening.WITHDRAWN, by=by, at=at, party=By.STATE)
    if request.submitted_at:
        emails.withdrawn(request, by=by, at=at)
    return request
