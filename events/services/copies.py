"""An event made from another one, with the parts of it that are wanted.

Each part is one function; ``PARTS`` says which are there, and ``offered`` which of them an
event has anything of.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from uuid import UUID, uuid5

from django.db import transaction

import documents.services
from accounts.access import Standing
from accounts.models import Body, User
from documents.models import Document
from events import guests, hosting
from events.attendance import TERMS
from events.copying import moved
from events.enums import CopyPart, Deed, QuotaScope
from events.invitations import Guest
from events.models import (
    AttendanceTerms,
    CountryParticipation,
    Event,
    EventGroup,
    FundingSource,
    Invitation,
    Quota,
    Reminder,
    Session,
    Speaker,
)
from events.services.events import HourMissingError, note, save_under_a_free_address, sync_days
from events.services.invitations import invite, takes_invitations
from events.services.questions import set_questions
from events.services.speakers import PHOTO, photo_of
from ical import wall

BASICS = (
    "kind", "summary", "body", "visibility", "mode", "zone", "all_day", "starts_time",
    "ends_time", "date_settled", "hours_are_illustrative", "join_from", "languages",
    "interpretation", "contact", "sender_name", "reply_to", "takes_registrations",
)  # fmt: skip
VENUE = ("venue", "address", "city", "access_notes")
PLACES = ("needs_approval", "approver", "offer_hours", "shows_participants")
SESSION = ("title", "description", "modules", "starts_time", "ends_time", "room", "counts")
SPEAKER = (
    "role", "order", "name", "function", "organisation", "biography", "language", "email",
)  # fmt: skip
OF_EVENT, OF_SESSION = "events.event", "events.session"
QUOTA = ("scope", "member_state_id", "group", "attending", "places")
GROUP = ("group", "label", "offered", "priority")
REMINDER = ("kind", "active", "hours", "subject", "text")


@dataclass
class Copy:
    """A copy being made: from what, to what, so many days later, with which parts.

    ``sessions`` leads from the sessions of the one to those of the other.
    """

    source: Event
    event: Event
    days: int
    parts: frozenset[str]
    by: Standing
    at: datetime
    sessions: dict[int, Session] = field(default_factory=dict)

    def day(self, day: date | None) -> date | None:
        """Return a day of the source as many days later as the event is."""
        return day + timedelta(days=self.days) if day else None

    def moment(self, moment: datetime | None) -> datetime | None:
        """Return a moment of the source so many days later, at the same time on its clock."""
        return moved(moment, days=self.days, zone=self.source.zone) if moment else None


@transaction.atomic
def copy_event(
    source: Event,
    *,
    once: UUID,
    title: str,
    first_date: date,
    parts: Collection[str],
    by: Standing,
    at: datetime,
) -> Event:
    """Draft an event from another one; a replay of the same form has one effect.

    Days move by as many as the first day does, and hours stay what clocks show. Nothing of
    what became of the source comes along: no registration, no output, no report. Raises
    ``HourMissingError`` where the clocks leave an hour out on its new day, or show it twice.
    """
    # What one person drafts comes one after the other, so that a replay finds the first.
    User.objects.select_for_update(no_key=True).filter(pk=by.user.pk if by.user else None).first()
    if made := Event.objects.filter(once=once).first():
        return made
    days = (first_date - source.first_date).days
    event = Event(
        once=once,
        copied_from=source,
        title=title,
        first_date=first_date,
        last_date=source.last_date + timedelta(days=days),
        created_by=by.user,
        created_at=at,
        changed_at=at,
        **{name: getattr(source, name) for name in BASICS},
    )
    event.host_id = hosting.then(source.host_id, before=source.first_date, after=first_date)
    event.funding = _funding(source, event)
    _require_hours(event)
    save_under_a_free_address(event)
    sync_days(event)
    copy = Copy(source, event, days=days, parts=frozenset(parts), by=by, at=at)
    for part, bring in PARTS.items():
        if part in copy.parts:
            bring(copy)
    _terms(copy)
    event.save()
    taken = sorted(map(str, copy.parts))
    note(Deed.COPIED, event, by=by, at=at, source=source.slug, parts=taken)
    return event


def offered(source: Event) -> dict[CopyPart, int]:
    """Return the parts that the event has anything of, with how much; what is bare is left out."""
    counted = {part: count(source) for part, count in COUNTS.items()}
    return {part: number for part, number in counted.items() if number}


def _funding(source: Event, event: Event) -> FundingSource | None:
    """Return who pays for the source, if the money lasts until then."""
    found = source.funding
    return found if found and found.starts <= event.first_date <= found.ends else None


def _require_hours(event: Event) -> None:
    """Refuse hours that the clocks leave out, or show twice, on one of the event's days."""
    day = event.first_date
    while day <= event.last_date:
        for clock in (event.starts_time, event.ends_time):
            if clock and len(wall.instants(datetime.combine(day, clock), event.zone)) != 1:
                raise HourMissingError(event.title)
        day += timedelta(days=1)


def _terms(copy: Copy) -> None:
    """Bring what earns a certificate, where somebody has said so."""
    for terms in AttendanceTerms.objects.filter(event=copy.source):
        fields = {name: getattr(terms, name) for name in TERMS}
        AttendanceTerms.objects.create(event=copy.event, **fields)


def _venue(copy: Copy) -> None:
    for name in VENUE:
        setattr(copy.event, name, getattr(copy.source, name))


def _join_link(copy: Copy) -> None:
    for name in ("join_link", "join_link_in_calendars"):
        setattr(copy.event, name, getattr(copy.source, name))


def _programme(copy: Copy) -> None:
    """Bring the sessions and who speaks in them; nobody has agreed to be published again."""
    agreed = CopyPart.CONSENT in copy.parts
    for found in copy.source.sessions.with_speakers():
        session = Session(event=copy.event, **{name: getattr(found, name) for name in SESSION})
        session.date = found.date + timedelta(days=copy.days)
        for clock in (session.starts_time, session.ends_time):
            if len(wall.instants(datetime.combine(session.date, clock), copy.event.zone)) != 1:
                raise HourMissingError(session.title)
        session.save()
        copy.sessions[found.pk] = session
        for speaker in found.speakers.all():
            _speaker(copy, session, speaker, agreed=agreed and speaker.may_publish)


def _speaker(copy: Copy, session: Session, found: Speaker, *, agreed: bool) -> None:
    """Bring a speaker; the photograph comes with the consent to show it."""
    speaker = Speaker(session=session, **{name: getattr(found, name) for name in SPEAKER})
    if agreed:
        speaker.may_publish = True
        speaker.consent_at, speaker.consent_by = copy.at, copy.by.user
        if photo := photo_of(found):
            documents.services.repeat(
                photo, label=PHOTO, key=str(speaker.key), by=copy.by, at=copy.at
            )
            speaker.photo_at = copy.at
    speaker.save()


def _documents(copy: Copy) -> None:
    """Bring the documents of the event, and of the sessions that come along."""
    owners = {(OF_EVENT, str(copy.source.uid)): str(copy.event.uid)}
    for session in copy.source.sessions.filter(pk__in=copy.sessions):
        owners[OF_SESSION, str(session.uid)] = str(copy.sessions[session.pk].uid)
    for (label, old), new in owners.items():
        for document in Document.objects.of(label, old):
            documents.services.repeat(document, label=label, key=new, by=copy.by, at=copy.at)


def _invitations(copy: Copy) -> None:
    """Prepare the same list: who speaks for the same seats today, institutions and people.

    Who stood in for somebody is left out, and so are personal words: they were for then.
    """
    if not takes_invitations(copy.event, at=copy.at):
        return
    people: dict[str, list[Guest]] = {}
    asked = copy.source.invitations.standing().filter(stands_in_for=None)
    for found in asked.filter(seat=None).order_by("pk"):
        people.setdefault(found.group, []).append(_guest(found))
    seats = dict(asked.exclude(seat=None).values_list("seat", "group"))
    for body in Body.objects.filter(seats__in=seats).distinct():
        for bench in guests.benches(body, at=copy.at):
            seat = bench.place.seat
            if seat and seat.pk in seats:
                chosen = {mandate.pk for mandate in bench.people}
                found_there = guests.for_seats([bench], chosen=chosen)
                people.setdefault(seats[seat.pk], []).extend(found_there)
    for group, invited in people.items():
        invite(
            copy.event,
            once=uuid5(copy.event.uid, f"invitations {group}"),
            people=invited,
            group=group,
            note_to_them="",
            prepare=True,
            by=copy.by,
            at=copy.at,
        )


def _guest(found: Invitation) -> Guest:
    return Guest(
        email=found.email,
        name=found.name,
        kind=found.kind,
        organisation=found.organisation_id,
        user=found.user_id,
        language=found.language,
    )


def _questions(copy: Copy) -> None:
    """Bring what is asked now, with the places of its options, as the copy's first set."""
    asked = set_questions(copy.event, schema=copy.source.schema, by=copy.by, at=copy.at)
    copy.event.asks = asked.number if asked else 0
    copy.event.details_until = copy.day(copy.source.details_until)


def _places(copy: Copy) -> None:
    """Bring the numbers, as far as what they are counted over comes along, and the rules."""
    for name in PLACES:
        setattr(copy.event, name, getattr(copy.source, name))
    copy.event.registration_opens_at = copy.moment(copy.source.registration_opens_at)
    copy.event.registration_closes_at = copy.moment(copy.source.registration_closes_at)
    copy.event.participants_until = copy.day(copy.source.participants_until)
    gone = {QuotaScope.CHOICE}  # they come with the questions
    if CopyPart.PROGRAMME not in copy.parts:
        gone.add(QuotaScope.SESSION)
    Quota.objects.bulk_create(
        Quota(
            event=copy.event,
            session=copy.sessions[quota.session_id] if quota.session_id else None,
            **{name: getattr(quota, name) for name in QUOTA},
        )
        for quota in copy.source.quotas.all()
        if quota.scope not in gone
    )
    EventGroup.objects.bulk_create(
        EventGroup(event=copy.event, **{name: getattr(group, name) for name in GROUP})
        for group in copy.source.groups.all()
    )


def _promoters(copy: Copy) -> None:
    copy.event.co_promoters = copy.source.co_promoters
    copy.event.promoters.set(copy.source.promoters.all())


def _forward(copy: Copy) -> None:
    copy.event.forward_text = copy.source.forward_text


def _tasks(copy: Copy) -> None:
    copy.event.tasks.set(copy.source.tasks.all())


def _countries(copy: Copy) -> None:
    """Bring the countries of a focus day; each is asked anew."""
    CountryParticipation.objects.bulk_create(
        CountryParticipation(
            event=copy.event,
            country=found.country,
            contact_name=found.contact_name,
            contact_email=found.contact_email,
            asked_at=copy.at,
        )
        for found in copy.source.countries.all()
    )


def _reminders(copy: Copy) -> None:
    """Bring the letters that the event sends by itself; none of them has been sent."""
    Reminder.objects.bulk_create(
        Reminder(event=copy.event, **{name: getattr(found, name) for name in REMINDER})
        for found in copy.source.reminders.all()
    )


def _series(copy: Copy) -> None:
    copy.event.series = copy.source.series


PARTS: Mapping[CopyPart, Callable[[Copy], None]] = MappingProxyType(
    {
        CopyPart.VENUE: _venue,
        CopyPart.JOIN_LINK: _join_link,
        CopyPart.PROGRAMME: _programme,
        CopyPart.QUESTIONS: _questions,
        CopyPart.PLACES: _places,
        CopyPart.COUNTRIES: _countries,
        CopyPart.REMINDERS: _reminders,
        CopyPart.INVITATIONS: _invitations,
        CopyPart.DOCUMENTS: _documents,
        CopyPart.PROMOTERS: _promoters,
        CopyPart.FORWARD: _forward,
        CopyPart.TASKS: _tasks,
        CopyPart.SERIES: _series,
    }
)
"""In this order: numbers of places follow the sessions they are counted over.

The consent of speakers comes with the programme.
"""


def _places_set(event: Event) -> int:
    """Return how many numbers, groups and rules of registration somebody has set."""
    rules = ("needs_approval", "offer_hours", "shows_participants", "registration_closes_at")
    said = sum(1 for name in rules if getattr(event, name))
    return event.quotas.exclude(places=None).count() + event.groups.count() + said


COUNTS: Mapping[CopyPart, Callable[[Event], int]] = MappingProxyType(
    {
        CopyPart.VENUE: lambda event: sum(1 for name in VENUE if getattr(event, name)),
        CopyPart.JOIN_LINK: lambda event: 1 if event.join_link else 0,
        CopyPart.PROGRAMME: lambda event: event.sessions.count(),
        CopyPart.CONSENT: lambda event: Speaker.objects.filter(
            session__event=event, may_publish=True
        ).count(),
        CopyPart.QUESTIONS: lambda event: len(event.schema),
        CopyPart.PLACES: _places_set,
        CopyPart.COUNTRIES: lambda event: event.countries.count(),
        CopyPart.REMINDERS: lambda event: event.reminders.count(),
        CopyPart.INVITATIONS: lambda event: (
            event.invitations.standing().filter(stands_in_for=None).count()
        ),
        CopyPart.DOCUMENTS: lambda event: Document.objects.of_any(
            (OF_EVENT, [str(event.uid)]),
            (OF_SESSION, [str(uid) for uid in event.sessions.values_list("uid", flat=True)]),
        ).count(),
        CopyPart.PROMOTERS: lambda event: (
            event.promoters.count() + (1 if event.co_promoters else 0)
        ),
        CopyPart.FORWARD: lambda event: 1 if event.forward_text else 0,
        CopyPart.TASKS: lambda event: event.tasks.count(),
        CopyPart.SERIES: lambda event: 1 if event.series_id else 0,
    }
)
