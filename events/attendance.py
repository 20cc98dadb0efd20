"""Who was at which session of an event, read for pages, lists and certificates."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from events.enums import Kind, Presence, RegistrationState, State
from events.models import Attendance, AttendanceTerms, Event, Quota, Registration, Session
from events.models.registration import RegistrationQuerySet
from events.rules.attendance import minutes_of

WITHOUT_CERTIFICATES = frozenset({Kind.MEETING, Kind.EXTERNAL})
TERMS = (
    "share", "excused", "opens_minutes", "self_check_in", "gives_certificates", "feedback_first",
)  # fmt: skip
HAS_MINUTES = frozenset({Presence.PARTIAL, Presence.ONLINE})
TAKEN_IN = frozenset({State.PUBLISHED, State.HELD})


@dataclass(frozen=True)
class Cell:
    """One person at one session; without a ``row`` nobody has said anything yet.

    ``expected`` is false where the session has places of its own and the person chose
    another: such a session weighs nothing for that person.
    """

    session: Session
    row: Attendance | None
    expected: bool

    @property
    def presence(self) -> Presence:
        """Return whether the person was there."""
        return Presence(self.row.presence) if self.row else Presence.UNKNOWN

    @property
    def minutes(self) -> int | None:
        """Return for how long, where that was said."""
        return self.row.minutes if self.row else None

    @property
    def scheduled(self) -> int:
        """Return for how many minutes the session is planned."""
        return minutes_of(self.session)

    def has_begun(self, at: datetime) -> bool:
        """Return whether the session has begun; before that no attendance counts."""
        return self.session.starts_at <= at

    def is_over(self, at: datetime) -> bool:
        """Return whether the session has ended."""
        return self.session.ends_at <= at


@dataclass(frozen=True)
class Row:
    """One person, and a cell a session in the order of the programme."""

    registration: Registration
    cells: tuple[Cell, ...]

    @property
    def expected(self) -> tuple[Cell, ...]:
        """Return the sessions at which the person is expected."""
        return tuple(cell for cell in self.cells if cell.expected)


@dataclass(frozen=True)
class Table:
    """The sessions of an event across, people down."""

    sessions: tuple[Session, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Said:
    """What is said of one person at one session."""

    registration: Registration
    session: Session
    presence: str
    minutes: int | None = None
    note: str = ""


def terms_of(event: Event) -> AttendanceTerms:
    """Return what an event asks of who wants a certificate; as is usual where nobody said.

    What is usual is not stored, and has version 0. A meeting of a body and one outside the
    Network give no certificates unless somebody says so.
    """
    kept = AttendanceTerms.objects.filter(event=event).first()
    return kept or AttendanceTerms(
        event=event, gives_certificates=event.kind not in WITHOUT_CERTIFICATES, version=0
    )


def is_taken(event: Event) -> bool:
    """Return whether attendance can be recorded: the event stands, and is not closed yet."""
    return event.state in TAKEN_IN


def people(event: Event) -> RegistrationQuerySet:
    """Return who has a place, and so an attendance."""
    rows = RegistrationQuerySet(Registration).filter(event=event, state=RegistrationState.CONFIRMED)
    return rows.order_by("sort_name", "pk")


def table(event: Event, registrations: Iterable[Registration] | None = None) -> Table:
    """Return the attendance of an event: of all who have a place, or of some; five queries."""
    sessions = tuple(event.sessions.all())
    chosen_among = _with_own_places(event)
    rows = list(people(event)) if registrations is None else list(registrations)
    found: dict[tuple[int, int], Attendance] = {
        (one.registration_id, one.session_id): one
        for one in Attendance.objects.filter(
            registration__in=[row.pk for row in rows]
        ).select_related("recorded_by")
    }
    chosen = _chosen(rows) if chosen_among else set()
    return Table(
        sessions,
        tuple(
            Row(
                row,
                tuple(
                    Cell(
                        session,
                        found.get((row.pk, session.pk)),
                        session.pk not in chosen_among or (row.pk, session.pk) in chosen,
                    )
                    for session in sessions
                ),
            )
            for row in rows
        ),
    )


def of_person(registration: Registration) -> tuple[Cell, ...]:
    """Return the attendance of one person, a cell a session."""
    return table(registration.event, [registration]).rows[0].cells


def _with_own_places(event: Event) -> set[int]:
    """Return the sessions that one chooses, for they have places of their own."""
    rows = event.sessions.filter(quotas__places__isnull=False)
    return set(rows.values_list("pk", flat=True))


def _chosen(rows: Sequence[Registration]) -> set[tuple[int, int]]:
    through = Registration.sessions.through.objects.filter(registration__in=[r.pk for r in rows])
    return set(through.values_list("registration_id", "session_id"))


def figures(event: Event) -> dict[int, Counter[str]]:
    """Return how many are present, absent and so on at each session; one query.

    Those of whom nobody has said anything are not among them.
    """
    counted = (
        Attendance.objects.filter(
            registration__event=event, registration__state=RegistrationState.CONFIRMED
        )
        .exclude(presence=Presence.UNKNOWN)
        .values_list("session", "presence")
        .annotate(Count("pk"))
        .order_by()
    )
    found: dict[int, Counter[str]] = {}
    for session, presence, number in counted:
        found.setdefault(session, Counter())[presence] = number
    return found


def lacking(event: Event, sessions: Iterable[Session]) -> RegistrationQuerySet:
    """Return who is expected at one of the sessions and is unknown there."""
    chosen_among = _with_own_places(event)
    unknown = [_is_unknown_at(session, chosen=session.pk in chosen_among) for session in sessions]
    return people(event).filter(reduce(or_, unknown, Q(pk__in=[])))


def unknown_at_all(event: Event) -> RegistrationQuerySet:
    """Return who is expected at a session that counts and is unknown there, read at once."""
    one = {"session": OuterRef("pk"), "registration": OuterRef(OuterRef("pk"))}
    places = Quota.objects.filter(session=OuterRef("pk"), places__isnull=False)
    chosen = Registration.sessions.through.objects.filter(**one)
    said = Attendance.objects.filter(**one).exclude(presence=Presence.UNKNOWN)
    lacking_at = Session.objects.filter(
        ~Exists(places) | Q(Exists(chosen)), ~Exists(said), event=event, counts=True
    )
    return people(event).filter(Exists(lacking_at))


def unknown(event: Event, sessions: Iterable[Session]) -> dict[int, int]:
    """Return for each session of how many of those expected nobody has said anything yet."""
    chosen_among = _with_own_places(event)
    counted = {
        f"at_{session.pk}": Count(
            "pk", filter=_is_unknown_at(session, chosen=session.pk in chosen_among)
        )
        for session in sessions
    }
    numbers = people(event).order_by().aggregate(**counted)
    return {int(name.removeprefix("at_")): number for name, number in numbers.items()}


def _is_unknown_at(session: Session, *, chosen: bool) -> Q:
    own = Attendance.objects.filter(registration=OuterRef("pk"), session=session)
    is_unknown = Q(~Exists(own.exclude(presence=Presence.UNKNOWN)))
    if not chosen:
        return is_unknown
    through = Registration.sessions.through.objects.filter(
        registration=OuterRef("pk"), session=session
    )
    return is_unknown & Q(Exists(through))


def secret_of(session: Session) -> bytes:
    """Return from what the codes of a session are made; only this installation knows it."""
    return salted_hmac("events.session_code", str(session.uid), algorithm="sha256").digest()
