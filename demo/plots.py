"""What the demonstration's events are, and how each is drafted, published and attended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import Q

from accounts.access import Standing, standing
from accounts.enums import Visibility
from accounts.models import Body, MemberState, Notice, Organisation, User
from accounts.steps import By
from demo import attendance
from demo.network import SECRETARIAT
from demo.people import Guest
from demo.story import Story, clock, once
from events import services
from events.enums import Attending, Kind, Mode
from events.models import Event, FundingSource, Registration
from programme.models import Task

CLOSED_AFTER = timedelta(days=14)
TAKEN_AFTER = timedelta(hours=10)
FUNDING = once("funding")


@dataclass(frozen=True)
class Part:
    """A session: from, to, what, who."""

    begins: time
    ends: time
    title: str
    speakers: Sequence[Mapping[str, Any]] = ()
    day: int = 0
    counts: bool = True
    modules: Sequence[str] = ()


@dataclass(frozen=True)
class Plot:
    """An event from its draft on; ``places`` are total, each state's, and exceptions."""

    key: str
    kind: Kind
    title: str
    first: date
    begins: time | None = time(9, 30)
    ends: time | None = time(16, 30)
    days: int = 1
    published: datetime | None = None
    host: MemberState | None = None
    body: str = ""
    tasks: Sequence[str] = ()
    places: tuple[int | None, int | None, Mapping[str, int | None]] | None = None
    parts: Sequence[Part] = ()
    held_with: Sequence[str] = ()
    closes: bool = True
    promoters: Sequence[str] = ()
    represented_by: Sequence[str] = ()
    funded: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def online(self) -> bool:
        """Return whether nobody travels."""
        return self.fields.get("mode") == Mode.ONLINE

    @property
    def ends_on(self) -> date:
        """Return the last day."""
        return self.first + timedelta(days=self.days - 1)


def stage(story: Story, plot: Plot, *, drafted: datetime) -> None:
    """Note an event's way from draft to publication, and to its end where that is past."""
    story.tell(drafted, partial(_draft, plot))
    for number, part in enumerate(plot.parts, 1):
        story.tell(drafted + timedelta(minutes=7 * number), partial(_add_part, plot, part))
    if plot.places is not None:
        story.tell(drafted + timedelta(hours=3), partial(_set_places, plot))
    if plot.published is None:
        return
    story.tell(plot.published, partial(_publish, plot))
    over = clock(plot.ends_on, 23, 55)
    story.tell(over, lambda at: services.hold_due(at=at))
    story.tell(over + TAKEN_AFTER, partial(_take, plot))
    if plot.closes:
        story.tell(over + CLOSED_AFTER, partial(_close, plot))


def attend(
    story: Story,
    plot: Plot,
    guests: Sequence[Guest],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    more: Callable[[int], Mapping[str, Any]] = lambda _number: {},
) -> None:
    """Note that guests register, one after the other, between two moments.

    ``more`` gives what else the so-manieth of them tells.
    """
    begin = since or (plot.published or story.now) + timedelta(hours=2)
    moments = story.moments(len(guests), since=begin, until=until or clock(plot.first, 6))
    for number, (at, guest) in enumerate(zip(moments, guests, strict=True)):
        story.tell(at, partial(_come, plot, guest, more(number)))


def withdraw(story: Story, plot: Plot, guest: Guest, *, at: datetime) -> None:
    """Note that a guest gives the place back."""
    story.tell(at, partial(_withdraw, plot, guest))


def decide(story: Story, plot: Plot, guest: Guest, *, at: datetime, reason: str = "") -> None:
    """Note that the Secretariat approves a guest, or declines with a reason."""
    story.tell(at, partial(_decide, plot, guest, reason))


def cancel(story: Story, plot: Plot, *, at: datetime, reason: str) -> None:
    """Note that an event is cancelled."""
    story.tell(
        at,
        lambda at: services.cancel_event(
            event_of(plot.key), reason=reason, by=secretariat(at), at=at
        ),
    )


def event_of(key: str) -> Event:
    """Return the event of a plot, or that of the request for a training of that name."""
    requested = Q(delivery__requests__once=once("request", key))
    return Event.objects.get(Q(once=once("event", key)) | requested)


def secretariat(at: datetime) -> Standing:
    """Return the standing of the demonstration's Secretariat."""
    return standing(User.objects.get(email=SECRETARIAT), at)


def registration_of(plot: Plot, guest: Guest) -> Registration:
    """Return a guest's registration."""
    return Registration.objects.select_related("event").get(
        once=once("registration", plot.key, guest.email)
    )


def _draft(plot: Plot, at: datetime) -> None:
    fields: dict[str, Any] = {
        "kind": plot.kind,
        "title": plot.title,
        "first_date": plot.first,
        "last_date": plot.ends_on,
        "starts_time": plot.begins,
        "ends_time": plot.ends,
        "all_day": plot.begins is None,
        "host": plot.host,
        "body": Body.objects.get(code=plot.body) if plot.body else None,
        "visibility": Visibility.PUBLIC,
        "languages": "en",
        "contact": SECRETARIAT,
        "tasks": list(Task.objects.filter(code__in=plot.tasks)),
        "held_with": [event_of(key) for key in plot.held_with],
        "promoters": list(Organisation.objects.filter(name__in=plot.promoters)),
        "representatives": list(User.objects.filter(email__in=plot.represented_by)),
        "funding": FundingSource.objects.get(key=FUNDING) if plot.funded else None,
    }
    services.draft_event(
        once=once("event", plot.key), by=secretariat(at), at=at, **fields | dict(plot.fields)
    )


def _add_part(plot: Plot, part: Part, at: datetime) -> None:
    services.save_session(
        event_of(plot.key),
        session=None,
        speakers=part.speakers,
        by=secretariat(at),
        at=at,
        title=part.title,
        date=plot.first + timedelta(days=part.day),
        starts_time=part.begins,
        ends_time=part.ends,
        counts=part.counts,
        modules="\n".join(part.modules),
    )


def _set_places(plot: Plot, at: datetime) -> None:
    total, each_state, by_state = plot.places or (None, None, {})
    services.set_places(
        event_of(plot.key),
        total=total,
        each_state=each_state,
        by_state=by_state,
        by=secretariat(at),
        at=at,
    )


def _publish(plot: Plot, at: datetime) -> None:
    services.publish_event(event_of(plot.key), by=secretariat(at), at=at)


def _close(plot: Plot, at: datetime) -> None:
    services.close_event(event_of(plot.key), by=secretariat(at), at=at)


def _take(plot: Plot, at: datetime) -> None:
    attendance.take(event_of(plot.key), at, by=secretariat(at))


def _come(plot: Plot, guest: Guest, more: Mapping[str, Any], at: datetime) -> None:
    register(plot, guest, at, **more)


def register(
    plot: Plot, guest: Guest, at: datetime, *, event: Event | None = None, **more: Any
) -> Registration:
    """Register a guest at that moment; ``more`` is what else the form is told."""
    told: dict[str, Any] = {
        "attending": Attending.ONLINE if plot.online else Attending.IN_PERSON,
        **more,
    }
    return services.register(
        event or event_of(plot.key),
        once=once("registration", plot.key, guest.email),
        name=guest.name,
        email=guest.email,
        organisation=guest.organisation,
        country=guest.country,
        category=guest.category,
        notice=notice(at),
        by=standing_of(guest.email, at),
        at=at,
        **told,
    )


def notice(at: datetime) -> Notice | None:
    """Return the privacy notice that somebody has read at that moment."""
    return Notice.objects.in_force(at) or Notice.objects.last()


def standing_of(email: str, at: datetime) -> Standing:
    """Return the standing of whoever has that address: nobody's, where there is no account."""
    return standing(User.objects.filter(email=email).first(), at)


def _withdraw(plot: Plot, guest: Guest, at: datetime) -> None:
    services.withdraw(
        registration_of(plot, guest), by=standing_of(guest.email, at), as_=By.PERSON, at=at
    )


def _decide(plot: Plot, guest: Guest, reason: str, at: datetime) -> None:
    registration, by = registration_of(plot, guest), secretariat(at)
    if reason:
        services.decline(registration, reason=reason, by=by, at=at)
    else:
        services.approve(registration, by=by, at=at)
