"""``manage.py populate``: rows in bulk for benchmarks and load tests; never in production."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.days import network_day
from accounts.enums import Category, Visibility
from accounts.models import MemberState, Notice, User
from config.procedures_in_bulk import DOMAIN, Procedures, voting_states
from events import entries
from events.emails import OWN_PAGE
from events.enums import Attending, Kind, Mode, QuotaScope, RegistrationState, State
from events.models import Event, EventDay, Quota, Registration, Session, Speaker
from mail import links
from procedures.models import Procedure

CALLED_WRONGLY = 2
BATCH = 1_000
AROUND = 365
FEWEST_PLACES = 10
GIVEN = ("Mārīte", "Λευτέρης", "Мария", "Aoife", "Małgorzata", "Jürgen", "Åsa", "Ștefania", "Zoë")
FAMILY = (
    "Kalniņa",
    "Παπαδόπουλος",
    "Иванова",
    "Ó Súilleabháin",
    "Żółkiewska",
    "Weißmüller",
    "Öberg",
)
TITLES = ("burglary", "organised crime", "online fraud", "young people", "evaluation", "QUALIPREV")
KINDS = (Kind.SEMINAR, Kind.WEBINAR, Kind.CONFERENCE, Kind.TRAINING, Kind.PLATFORM)
CITIES = ("Brussels", "Dublin", "Rīga", "Αθήνα", "София", "Wien", "Lisboa")
VISIBILITIES = (*(8 * [Visibility.PUBLIC]), Visibility.NETWORK, Visibility.NETWORK)


@dataclass(frozen=True)
class Population:
    """What is made: how much, around which moment, by which dice."""

    events: int
    people: int
    registrations: int
    at: datetime
    dice: Random

    def make(self) -> None:
        """Make people, events with their programme and places, and registrations, in bulk."""
        people = _stored(self._people())
        events = _stored(self._events()) or list(self._there())
        for rows in (self._days(events), self._sessions(events)):
            _stored(rows)
        _stored(self._speakers(events))
        if events:
            self._register(events, people)

    def _people(self) -> Iterator[User]:
        begin, password = User.objects.count(), make_password(None)
        for number in range(begin, begin + self.people):
            user = User(
                key=self._uuid(),
                email=f"person.{number}@{DOMAIN}",
                name=self._name(),
                created_at=self.at,
                password=password,
            )
            user.derive()
            yield user

    def _events(self) -> Iterator[Event]:
        begin, today = Event.objects.count(), network_day(self.at)
        for number in range(begin, begin + self.events):
            # Half lies ahead, half is over, the nearest first.
            away = timedelta(days=1 + number * AROUND // max(1, begin + self.events))
            first = today + away if number % 2 == 0 else today - away
            event = self._event(number, first=first)
            event.state = State.PUBLISHED if event.ends_at > self.at else State.HELD
            yield event

    def _event(self, number: int, *, first: date) -> Event:
        kind = self.dice.choice(KINDS)
        online = kind == Kind.WEBINAR
        made_at = datetime.combine(first, time(9), self.at.tzinfo) - timedelta(days=AROUND)
        event = Event(
            uid=self._uuid(),
            slug=f"{first:%Y-%m-%d}-populated-{number}",
            kind=kind,
            title=f"{kind.label} {number}: {self.dice.choice(TITLES)}",
            summary="What works, how we know, and what to do on Monday. " * 8,
            visibility=self.dice.choice(VISIBILITIES),
            mode=Mode.ONLINE if online else Mode.IN_PERSON,
            city="" if online else self.dice.choice(CITIES),
            venue="" if online else "Conference centre",
            first_date=first,
            last_date=first + timedelta(days=number % 10 == 0),
            starts_time=time(9, 30),
            ends_time=time(16, 30),
            languages="en",
            created_at=made_at,
            changed_at=made_at,
            published_at=made_at,
        )
        event.derive()
        return event

    def _there(self) -> Iterator[Event]:
        """Yield the next open event, where registrations are wanted and no events."""
        yield from (
            Event.objects.open_for_registration(self.at)
            .filter(arrivals=0)
            .order_by("starts_at")[:1]
        )

    def _days(self, events: list[Event]) -> Iterator[EventDay]:
        for event in events[: self.events]:
            if entries.has_several_entries(event):
                for day in (event.first_date, event.last_date):
                    yield EventDay(event=event, date=day, uid=self._uuid())

    def _sessions(self, events: list[Event]) -> Iterator[Session]:
        for event in events[: self.events]:
            for title, begins, ends in (
                ("What we know", time(9, 30), time(12, 30)),
                ("What we do", time(13, 30), time(16, 30)),
            ):
                session = Session(
                    event=event,
                    uid=self._uuid(),
                    title=title,
                    date=event.first_date,
                    starts_time=begins,
                    ends_time=ends,
                )
                session.derive()
                yield session

    def _speakers(self, events: list[Event]) -> Iterator[Speaker]:
        new = [event.pk for event in events[: self.events]]
        for first in range(0, len(new), BATCH):
            for session in Session.objects.filter(event__in=new[first : first + BATCH]):
                yield Speaker(session=session, name=self._name(), may_publish=True)

    def _register(self, events: list[Event], people: list[User]) -> None:
        """Spread the registrations evenly; four in five have a place, who came later waits."""
        each = -(-self.registrations // len(events))
        places = max(FEWEST_PLACES, each * 4 // 5)
        Quota.objects.bulk_create(
            (Quota(event=event, scope=QuotaScope.TOTAL, places=places) for event in events),
            batch_size=BATCH,
        )
        _stored(self._registrations(events, people, places=places))
        for number, event in enumerate(events):
            event.arrivals = len(range(number, self.registrations, len(events)))
        Event.objects.bulk_update(events, ["arrivals"], batch_size=BATCH)

    def _registrations(
        self, events: list[Event], people: list[User], *, places: int
    ) -> Iterator[Registration]:
        states = list(MemberState.objects.values_list("pk", flat=True)) or ["BE"]
        notice, begin = Notice.objects.in_force(self.at), Registration.objects.count()
        for number in range(self.registrations):
            turn, place = divmod(number, len(events))
            event, user = events[place], people[turn] if turn < len(people) else None
            confirmed, key = turn < places, self._uuid()
            registered_at = event.created_at + timedelta(minutes=turn)
            registration = Registration(
                key=key,
                once=self._uuid(),
                event=event,
                state=RegistrationState.CONFIRMED if confirmed else RegistrationState.WAITING,
                name=user.name if user else self._name(),
                email=user.email if user else f"guest.{begin + number}@{DOMAIN}",
                organisation=self.dice.choice(CITIES),
                country=self.dice.choice(states),
                category=self.dice.choice(Category.values),
                attending=Attending.ONLINE if event.mode == Mode.ONLINE else Attending.IN_PERSON,
                user=user,
                notice=notice,
                arrival=turn + 1,
                registered_at=registered_at,
                decided_at=registered_at if confirmed else None,
                changed_at=registered_at,
                link_hash=links.digest(links.token(OWN_PAGE, key, 1)),
            )
            registration.derive()
            yield registration

    def _name(self) -> str:
        return f"{self.dice.choice(GIVEN)} {self.dice.choice(FAMILY)}"

    def _uuid(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)


class Command(BaseCommand):
    """Makes rows in bulk; the same seed on an empty database makes the same rows."""

    help = "Make rows in bulk for benchmarks and load tests. Refuses in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how much, and the seed."""
        for name in ("events", "people", "registrations", "procedures"):
            parser.add_argument(f"--{name}", type=_number, default=0, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")

    def handle(
        self,
        *args: Any,
        events: int,
        people: int,
        registrations: int,
        procedures: int,
        seed: int,
        **options: Any,
    ) -> None:
        """Make them in one transaction."""
        if not settings.DEMO:
            raise CommandError(
                "This is production: it is not populated.", returncode=CALLED_WRONGLY
            )
        at = timezone.now()
        seats = voting_states(at)
        if procedures and not seats:
            raise CommandError(
                "No state votes in the Board: load the reference data first.",
                returncode=CALLED_WRONGLY,
            )
        there = ":".join(str(model.objects.count()) for model in (Event, User, Procedure))
        dice = Random(f"{seed}:{there}")  # noqa: S311
        with transaction.atomic():
            Population(events, people, registrations, at=at, dice=dice).make()
            if procedures:
                Procedures(procedures, at=at, seats=seats, dice=dice).make()
        self.stdout.write(
            f"{people} people, {events} events, {registrations} registrations,"
            f" {procedures} procedures."
        )


def _number(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is no number from 0 up.")
    return int(text)


def _stored[Row: Any](rows: Iterator[Row]) -> list[Row]:
    """Store rows a thousand at a time; return them."""
    kept: list[Row] = []
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            kept += type(row).objects.bulk_create(batch)
            batch = []
    if batch:
        kept += type(batch[0]).objects.bulk_create(batch)
    return kept
