"""Once registration has closed, what matters is changed by asking: the Secretariat decides."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.models import User
from accounts.steps import By, step
from events import emails, rules
from events.enums import (
    Approver,
    Deed,
    QuestionType,
    RegistrationState,
    RequestDeed,
    Retention,
)
from events.models import ChangeRequest, Event, Registration, Session
from events.services.answers import files_first
from events.services.moves import locked, locked_registration, noted
from events.services.registrations import NO_ANSWERS, change_registration
from events.speakers import is_same_person


class AnotherPersonError(Exception):
    """Who sits for a seat cannot become somebody else: that is the seat's to say."""


def asks_for_changes(event: Event, *, at: datetime) -> bool:
    """Return whether a registrant asks for what matters, and no longer changes it alone."""
    return rules.has_closed(
        closes_at=event.registration_closes_at, starts_at=event.starts_at, at=at
    )


@files_first
@transaction.atomic
def change_or_ask(  # noqa: PLR0913  # each is one thing that a form asks
    registration: Registration,
    *,
    version: int,
    name: str,
    organisation: str,
    country: str,
    category: str,
    attending: str,
    by: Standing,
    at: datetime,
    sessions: Collection[Session] | None = None,
    answers: Mapping[str, Any] = NO_ANSWERS,
    list_consent: bool | None = None,
    photo_consent: bool | None = None,
    group: str | None = None,
    note: str = "",
) -> ChangeRequest | None:
    """Change what a person told us, or ask for what is no longer theirs alone to change.

    Until registration closes all of it is changed at once, but for what was approved: another
    person's name, and the country of whom a Member State has approved, are asked for. After
    that country, group, way of taking part, sessions and ordinary answers become a request,
    which is returned; it takes the place of one that is open. Name, organisation, category and
    consents are still changed at once, and so is what is needed for the day alone (diet,
    access, identity) and files: to hear of it late is better than not at all, and it must not
    lie about in a request. Who sits in the body stays that person, and goes on
    sitting for the same state. Raises ``AnotherPersonError``, and what ``change_registration``
    raises.
    """
    event = locked(registration.event)
    stored = Registration.objects.get(pk=registration.pk)
    stored.event = event
    is_another = not is_same_person(stored.name, name)
    if stored.sits:
        if is_another:
            raise AnotherPersonError
        country = stored.country
    is_another = is_another and is_approved(stored)
    facts: dict[str, Any] = {
        "name": stored.name if is_another else name,
        "organisation": organisation,
        "category": category,
        "list_consent": list_consent,
        "photo_consent": photo_consent,
        "by": by,
        "at": at,
    }
    if not asks_for_changes(event, at=at):
        moves = _is_approved_by_a_state(stored) and country != stored.country
        change_registration(
            registration,
            version=version,
            country=stored.country if moves else country,
            attending=attending,
            sessions=sessions,
            answers=answers,
            group=group,
            **facts,
        )
        what = ({"name": name} if is_another else {}) | ({"country": country} if moves else {})
        return _ask(stored, what=what, note=note, by=by, at=at) if what else None
    if stored.version != version:
        raise versions.StaleError(stored)
    ordinary = _ordinary(event)
    # What another way of taking part would no longer ask is erased when that is granted.
    stays = (attending, group or stored.group) == (stored.attending, stored.group)
    at_once = {
        key: value
        for key, value in answers.items()
        if key not in ordinary and (stays or value is not None)
    }
    change_registration(
        stored,
        version=version,
        country=stored.country,
        attending=stored.attending,
        answers=at_once,
        **facts,
    )
    what = _difference(
        stored,
        name=name if is_another else None,
        country=country,
        attending=attending,
        group=group,
        sessions=sessions,
        answers={key: value for key, value in answers.items() if key in ordinary},
    )
    if not what:
        return None
    return _ask(stored, what=what, note=note, by=by, at=at)


def is_approved(registration: Registration) -> bool:
    """Return whether this very person was approved: who takes the place otherwise was not."""
    return registration.event.needs_approval and registration.state != RegistrationState.PENDING


def _is_approved_by_a_state(registration: Registration) -> bool:
    """Return whether the state of the country has approved, and no other one has."""
    return is_approved(registration) and registration.event.approver == Approver.STATE


def _ordinary(event: Event) -> frozenset[str]:
    """Return the keys of the questions whose answers are plain, and kept like the registration."""
    return frozenset(
        question.key
        for question in event.schema
        if question.retention == Retention.ORDINARY and question.type != QuestionType.FILE
    )


def _difference(
    stored: Registration,
    *,
    name: str | None,
    country: str,
    attending: str,
    group: str | None,
    sessions: Collection[Session] | None,
    answers: Mapping[str, Any],
) -> dict[str, Any]:
    """Return what a person wants otherwise, by the names under which it is kept."""
    wanted = {"name": name, "country": country, "attending": attending, "group": group}
    what: dict[str, Any] = {
        name: value
        for name, value in wanted.items()
        if value is not None and value != getattr(stored, name)
    }
    if sessions is not None:
        before = {str(uid) for uid in stored.sessions.order_by().values_list("uid", flat=True)}
        after = {str(session.uid) for session in sessions}
        if before != after:
            what["sessions"] = sorted(after)
    kept = dict(stored.answers.values_list("key", "value"))
    other = {key: value for key, value in answers.items() if value != kept.get(key)}
    return what | ({"answers": other} if other else {})


def _ask(
    registration: Registration, *, what: dict[str, Any], note: str, by: Standing, at: datetime
) -> ChangeRequest:
    """Keep the wish; the same wish again is that one, another takes its place."""
    there = registration.change_requests.open().first()
    if there and (there.what, there.note) == (what, note):
        return there
    if there:
        _move(there, RequestDeed.TAKE_BACK, by=None, as_=By.PERSON, at=at)
    asked = ChangeRequest.objects.create(
        registration=registration, what=what, note=note, asked_at=at
    )
    noted(Deed.CHANGE_ASKED, registration, by=by, at=at)
    return asked


def _move(
    request: ChangeRequest,
    deed: RequestDeed,
    *,
    by: User | None,
    as_: By,
    at: datetime,
    reason: str = "",
) -> None:
    request.state = step(rules.CHANGE_REQUEST, state=request.state, deed=deed, by=as_).to
    request.decided_at, request.decided_by, request.reason = at, by, reason
    request.save(update_fields=["state", "decided_at", "decided_by", "reason"])


def _locked(request: ChangeRequest) -> ChangeRequest:
    """Return the wish as it is now, under the lock of its event."""
    event = locked(request.registration.event)
    fresh = ChangeRequest.objects.select_related("registration__user").get(pk=request.pk)
    fresh.registration.event = event
    return fresh


@transaction.atomic
def take_back_request(registration: Registration, *, by: Standing, at: datetime) -> None:
    """Ask no longer for a change; what was decided meanwhile stays decided. Twice is once."""
    registration = locked_registration(registration)
    for request in registration.change_requests.open():
        _move(request, RequestDeed.TAKE_BACK, by=by.user, as_=By.PERSON, at=at)
        noted(Deed.CHANGE_TAKEN_BACK, registration, by=by, at=at)


@transaction.atomic
def grant_change(request: ChangeRequest, *, by: Standing, at: datetime) -> Registration:
    """Grant a wish, and change the registration by it in the same transaction.

    Raises ``NoPlaceError`` where it asks for a place that is not free, and ``NotNowError``
    where it was decided meanwhile, or the registration no longer stands.
    """
    request = _locked(request)
    registration, what = request.registration, request.what
    _move(request, RequestDeed.GRANT, by=by.user, as_=By.SECRETARIAT, at=at)
    sessions = None
    if "sessions" in what:
        sessions = registration.event.sessions.filter(uid__in=what["sessions"])
    changed = change_registration(
        registration,
        version=registration.version,
        name=what.get("name", registration.name),
        organisation=registration.organisation,
        country=what.get("country", registration.country),
        category=registration.category,
        attending=what.get("attending", registration.attending),
        group=what.get("group"),
        sessions=sessions,
        answers=what.get("answers", {}),
        by=by,
        at=at,
        is_granted=True,
    )
    noted(Deed.CHANGE_GRANTED, registration, by=by, at=at)
    is_another_way = changed.sequence > registration.sequence
    holds = registration.state == RegistrationState.CONFIRMED
    emails.change_granted(changed, in_calendar=is_another_way and holds, at=at)
    return changed


@transaction.atomic
def refuse_change(request: ChangeRequest, *, reason: str, by: Standing, at: datetime) -> None:
    """Refuse a wish with a reason; the registration stays as it is."""
    request = _locked(request)
    _move(request, RequestDeed.REFUSE, by=by.user, as_=By.SECRETARIAT, at=at, reason=reason)
    noted(Deed.CHANGE_REFUSED, request.registration, by=by, at=at)
    emails.change_refused(request.registration, reason=reason, at=at)


def drop_requests(registration: Registration, *, at: datetime) -> None:
    """Drop the open wish of a registration that ends, under the event's lock."""
    for request in registration.change_requests.open():
        _move(request, RequestDeed.TAKE_BACK, by=None, as_=By.CLOCK, at=at)
