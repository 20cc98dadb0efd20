"""What the form of an event asks beside who somebody is: its questions, groups and sessions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from events import questions, rules
from events.enums import (
    LIVE,
    Group,
    QuestionType,
    RegistrationState,
    Retention,
    Stage,
    State,
)
from events.models import Answer, Event, EventGroup, Registration, Session
from events.models.event import EventQuerySet
from events.questions import ALL_STAGES, Question, Schema, Taking
from events.rules import Claim, Places, Taken, Wish

FIRST: Collection[str] = frozenset({Stage.REGISTRATION})


@dataclass(frozen=True)
class Before:
    """What somebody answered before, and the question as it was then."""

    value: Any
    question: Question


@dataclass(frozen=True)
class Asking:
    """What one form asks; without anything it asks nothing more than who somebody is.

    ``schema`` is all that the event asks, ``keys`` what of it this form does. ``groups`` are
    those that can be chosen, ``sessions`` those with places of their own, ``left`` says how
    many places of what is counted are free.
    """

    schema: Schema = ()
    keys: frozenset[str] = frozenset()
    groups: tuple[EventGroup, ...] = ()
    group: str = Group.PARTICIPANT
    sessions: tuple[Session, ...] = ()
    left: Mapping[Claim, int] = field(default_factory=dict)
    list_consent: bool = False
    agreed_to_the_list: bool = False
    before: Mapping[str, Before] = field(default_factory=dict)
    chosen_sessions: frozenset[int] = frozenset()

    @property
    def group_names(self) -> dict[str, str]:
        """What the event calls its groups."""
        return {one.group: one.label or str(one.get_group_display()) for one in self.groups}

    @property
    def is_more(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.keys or len(self.groups) > 1 or self.sessions or self.list_consent)

    def given(self) -> dict[str, Any]:
        """Return the answers that were given before."""
        return {key: one.value for key, one in self.before.items()}

    def put(self, *, attending: str, on_form: Collection[str]) -> Schema:
        """Return the questions as the form puts them to somebody."""
        return questions.put(
            self.schema,
            on_form=frozenset(on_form) | self.keys,
            given=self.given(),
            taking=Taking(attending, self.group),
        )


NOTHING_MORE = Asking()


def with_choices(rows: EventQuerySet) -> EventQuerySet:
    """Return events that know whether they offer groups, and sessions with places."""
    groups = EventGroup.objects.filter(event=OuterRef("pk"), offered=True)
    sessions = Session.objects.filter(event=OuterRef("pk"), quotas__places__isnull=False)
    return rows.annotate(offers_groups=Exists(groups), offers_sessions=Exists(sessions))


def of_event(event: Event, *, left: Mapping[Claim, int], stages: Collection[str] = FIRST) -> Asking:
    """Return what somebody is asked who registers for an event.

    Of one that came by ``with_choices`` only what there is is read: a query each for its
    questions, groups and sessions.
    """
    offers = getattr(event, "offers_groups", True)
    groups = tuple(event.groups.filter(offered=True)) if offers else ()
    return Asking(
        schema=event.schema,
        keys=_keys(event.schema, stages),
        groups=groups,
        group=groups[0].group if len(groups) == 1 else Group.PARTICIPANT,
        sessions=_sessions(event),
        left=left,
        list_consent=_asks_for_the_list(event),
    )


def of_registration(registration: Registration, *, left: Mapping[Claim, int]) -> Asking:
    """Return what a registrant is asked who changes what was said; four queries."""
    event = registration.event
    return Asking(
        schema=event.schema,
        keys=_keys(event.schema, FIRST),
        group=registration.group,
        sessions=_sessions(event),
        left=left,
        list_consent=_asks_for_the_list(event),
        agreed_to_the_list=registration.list_consent,
        before=before(registration),
        chosen_sessions=frozenset(registration.sessions.order_by().values_list("pk", flat=True)),
    )


def of_details(registration: Registration, *, left: Mapping[Claim, int]) -> Asking:
    """Return what is still asked of who is registered.

    That is the second stage, once the place is confirmed, and what must be answered of the
    first and is not, since it was added later, with all that follows from it.
    """
    schema = registration.event.schema
    earlier = before(registration)
    keys: set[str] = set()
    if registration.state == RegistrationState.CONFIRMED:
        keys |= _keys(schema, {Stage.CONFIRMED})
    lacking = questions.missing(
        schema,
        given={key: one.value for key, one in earlier.items()},
        taking=Taking(registration.attending, registration.group),
        stages=FIRST,
    )
    keys |= {question.key for question in lacking}
    for question in schema:
        if question.shown_if and question.shown_if.of in keys and question.key not in earlier:
            keys.add(question.key)
    return Asking(
        schema=schema, keys=frozenset(keys), group=registration.group, left=left, before=earlier
    )


def of_the_secretariat(
    event: Event, *, left: Mapping[Claim, int], registration: Registration | None = None
) -> Asking:
    """Return what the Secretariat says of somebody: any group, the sessions, plain answers.

    Consents, files and what is sensitive are the person's own to give; nothing must be
    answered, as the person's own page still asks. What is kept as sensitive is not even read
    here, whatever its question is asked as now.
    """
    schema = tuple(replace(question, required=False) for question in event.schema)
    stages = ALL_STAGES if registration else FIRST
    kept = {one.group: one for one in event.groups.all()}
    chosen: Collection[int] = ()
    known: dict[str, Before] = {}
    guarded = {one.key for one in schema if one.retention != Retention.ORDINARY}
    if registration:
        chosen = registration.sessions.order_by().values_list("pk", flat=True)
        rows = list(registration.answers.prefetch_related("question_set"))
        guarded |= {row.key for row in rows if row.retention != Retention.ORDINARY}
        known = {row.key: _as_then(row) for row in rows if row.key not in guarded}
    return Asking(
        schema=schema,
        keys=_keys(tuple(filter(_is_plain, schema)), stages) - guarded,
        before=known,
        groups=tuple(kept.get(group) or EventGroup(event=event, group=group) for group in Group),
        group=registration.group if registration else Group.PARTICIPANT,
        sessions=_sessions(event),
        left=left,
        chosen_sessions=frozenset(chosen),
    )


def _is_plain(question: Question) -> bool:
    """Return whether somebody else can answer for a person."""
    return question.retention == Retention.ORDINARY and question.type not in {
        QuestionType.CONSENT,
        QuestionType.FILE,
    }


def details_are_open(registration: Registration, *, at: datetime) -> bool:
    """Return whether a registrant can still answer what is asked once the place is confirmed."""
    event = registration.event
    if registration.state not in LIVE or event.state != State.PUBLISHED:
        return False
    until = event.details_until
    return at < event.starts_at and (
        until is None or at.astimezone(ZoneInfo(event.zone)).date() <= until
    )


def asks_for_details(registration: Registration) -> bool:
    """Return whether there is something to say there: a second stage, or one question more."""
    if registration.unanswered:
        return True
    return registration.state == RegistrationState.CONFIRMED and questions.asks_later(
        registration.event.schema, taking=Taking(registration.attending, registration.group)
    )


def before(registration: Registration) -> dict[str, Before]:
    """Return what a registrant answered, each with its question as it was then; two queries."""
    return {row.key: _as_then(row) for row in registration.answers.prefetch_related("question_set")}


def _as_then(row: Answer) -> Before:
    return Before(row.value, row.question)


def places_left(places: Places, taken: Taken, *, own: Wish | None = None) -> dict[Claim, int]:
    """Return how many places are free of what can be chosen; one's own are free to one.

    Who holds no place yet finds no more of anything than there are places in all.
    """
    mine = own.claims if own else ()
    in_all = None if own else rules.places_left(places=places, taken=taken)
    free = {
        claim: max(0, number - taken.get(claim, 0) + (claim in mine))
        for claim, number in places.numbers.items()
        if number is not None
    }
    return free if in_all is None else {claim: min(left, in_all) for claim, left in free.items()}


def _keys(schema: Schema, stages: Collection[str]) -> frozenset[str]:
    return frozenset(question.key for question in schema if question.stage in stages)


def _sessions(event: Event) -> tuple[Session, ...]:
    if not getattr(event, "offers_sessions", True):
        return ()
    rows = event.sessions.filter(quotas__places__isnull=False)
    return tuple(rows.order_by("date", "starts_time", "pk"))


def _asks_for_the_list(event: Event) -> bool:
    """Return whether the consent is asked in our words, as the event has none of its own."""
    own = {question.key for question in event.schema}
    return event.shows_participants and questions.LIST_CONSENT not in own
