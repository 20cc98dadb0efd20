"""The dates of one person or one body: what a feed's entries depend on, as parts of one query."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.days import end_of_day
from calendars.enums import Stands, Thing
from calendars.feeds import kept_on
from calendars.models import Feed
from calendars.reading import Reader
from courses.enums import Side
from events.enums import LIVE, Attending, InvitationState, Mode, RegistrationState
from events.enums import State as EventState
from events.models import Event
from events.models.event import EventQuerySet
from procedures.enums import State
from procedures.models import Ballot, Procedure
from procedures.models.procedure import ENDED
from trainings.enums import AssignmentState, Party, RequestState
from trainings.enums.assignment import TEACHES
from trainings.models import (
    Assignment,
    DateAnswer,
    DateOption,
    Delivery,
    HostTask,
    TrainingRequest,
)
from trainings.models.request import HAS_A_DELIVERY
from trainings.services.dates import NEGOTIATED

DONE_FOR = dt.timedelta(days=7)
WITHDRAWN_FOR = dt.timedelta(days=30)
ONE_DAY = dt.timedelta(days=1)
_ONLINE = Value(Mode.ONLINE.value)


@dataclass(frozen=True)
class Days:
    """Until when what is over stays, seen on one day."""

    today: dt.date

    @property
    def done_after(self) -> dt.datetime:
        """Return the moment before which what was answered or closed is gone."""
        return end_of_day(self.today - DONE_FOR - ONE_DAY)

    @property
    def withdrawn_after(self) -> dt.datetime:
        """Return the moment before which the deadline of a withdrawn procedure is gone."""
        return end_of_day(self.today - WITHDRAWN_FOR - ONE_DAY)


def mine(feed: Feed, reader: Reader, days: Days) -> list[QuerySet[Any, Any]]:
    """Return a person's own events and deadlines."""
    events = _events(feed, reader, days)
    email = reader.user.email if reader.user else ""
    live = LIVE - {RegistrationState.CONFIRMED} if feed.leaves_out_invited else LIVE
    registered = _columns(
        events.filter(registrations__email=email, registrations__state__in=live),
        Thing.EVENT,
        counter=F("registrations__sequence"),
        own_changed_at=F("registrations__changed_at"),
        stands=F("registrations__state"),
        mode=Case(
            When(mode=Mode.HYBRID, registrations__attending=Attending.ONLINE, then=_ONLINE),
            default="mode",
        ),
    )
    found = [registered, _works(events, reader, without=email if feed.leaves_out_invited else "")]
    if not feed.leaves_out_invited:
        asked = events.filter(invitations__email=email, invitations__state=InvitationState.SILENT)
        found.append(
            _columns(
                asked,
                Thing.EVENT,
                counter=F("invitations__sequence"),
                own_changed_at=F("invitations__sent_at"),
                stands=Value(Stands.ASKED.value),
            )
        )
    found.append(_replies(feed, reader, days))
    found += [_dates_of_hosts(reader, days), _dates_of_trainers(reader, days), _tasks(reader, days)]
    return found


def of_a_body(feed: Feed, reader: Reader, days: Days) -> list[QuerySet[Any, Any]]:
    """Return the meetings and the deadlines of a body, while the reader sits in it or serves it."""
    events = _events(feed, reader, days).filter(body=feed.body_id)
    procedures = Procedure.objects.visible_to(reader).filter(body=feed.body_id)
    if not reader.is_secretariat:
        events = events.filter(body__in=reader.bodies)
        procedures = procedures.filter(body__in=reader.bodies)
    running = Q(state=State.RUNNING)
    over = Q(state__in=ENDED, closed_at__gt=days.done_after)
    due = procedures.filter(running | over | _withdrawn(feed, days))
    return [
        _columns(
            events,
            Thing.EVENT,
            counter=Value(0),
            own_changed_at=F("changed_at"),
            stands=Value(Stands.SITS.value),
        ),
        _columns(
            due,
            Thing.PROCEDURE,
            counter=Value(0),
            own_changed_at=F("changed_at"),
            stands=Value(Stands.OPEN.value),
            mode=Value(""),
        ),
    ]


def _columns(
    found: QuerySet[Any],
    thing: Thing,
    *,
    counter: Any,
    own_changed_at: Any,
    stands: Any,
    at: str = "",
    uid: str = "uid",
    sequence: str = "sequence",
    mode: Any = None,
) -> QuerySet[Any, Any]:
    """Return rows as ``rows.Row`` names them; ``at`` leads from a row to what has the date."""
    return found.order_by().values_list(
        Value(thing.value, CharField()),
        uid,
        F(sequence),
        counter,
        F(f"{at}changed_at"),
        own_changed_at,
        F(f"{at}state"),
        stands,
        F("mode") if mode is None else mode,
    )


def _events(feed: Feed, reader: Reader, days: Days) -> EventQuerySet:
    """Return the events that the reader may see now and the feed would hold."""
    visible = Event.objects.visible_to(reader).filter(published_at__isnull=False)
    found = kept_on(visible, days.today)
    return found.exclude(state=EventState.CANCELLED) if feed.leaves_out_cancelled else found


def _works(events: EventQuerySet, reader: Reader, *, without: str) -> QuerySet[Any, Any]:
    """Return the trainings that the reader's state hosts, or that the reader teaches.

    One that is cancelled is both still; ``without`` is an address whose confirmed places are
    told elsewhere.
    """
    states = reader.member_states
    gone = Q(requests__state=RequestState.CANCELLED, event__state=EventState.CANCELLED)
    hosted = Delivery.objects.filter(
        Q(requests__state__in=HAS_A_DELIVERY) | gone, requests__member_state__in=states
    )
    teaches = Assignment.objects.own(reader).filter(
        Q(state__in=TEACHES)
        | Q(state=AssignmentState.DROPPED, request__state=RequestState.CANCELLED)
        & Q(confirmed_at__isnull=False)
    )
    taught = teaches.exclude(request__delivery=None).values("request__delivery__event")
    works = events.filter(Q(pk__in=hosted.values("event")) | Q(pk__in=taught))
    if without:
        told = Event.objects.filter(
            registrations__email=without, registrations__state=RegistrationState.CONFIRMED
        )
        works = works.exclude(pk__in=told.values("pk"))
    return _columns(
        works,
        Thing.EVENT,
        counter=Value(0),
        own_changed_at=F("changed_at"),
        stands=Value(Stands.WORKS.value),
    )


def _withdrawn(feed: Feed, days: Days) -> Q:
    if feed.leaves_out_cancelled:
        return Q(pk__in=[])
    return Q(state=State.WITHDRAWN, deadline_at__gt=days.withdrawn_after)


def _replies(feed: Feed, reader: Reader, days: Days) -> QuerySet[Any, Any]:
    """Return the procedures that wait for the reader's seats, or did until lately."""
    visible = Procedure.objects.visible_to(reader)
    recent = Q(state=State.RUNNING) | Q(state__in=ENDED, closed_at__gt=days.done_after)
    due = visible.filter(recent | _withdrawn(feed, days))
    ballots = (
        Ballot.objects.held_by(reader)
        .filter(Q(choice="") | Q(cast_at__gt=days.done_after), procedure__in=due)
        .exclude(procedure__launched_at=None)
    )
    answered = Q(choice="")
    return _columns(
        ballots,
        Thing.PROCEDURE,
        at="procedure__",
        uid="procedure__uid",
        sequence="procedure__sequence",
        counter=Case(When(answered, then=Value(0)), default=Value(1)),
        own_changed_at=Coalesce("cast_at", "procedure__changed_at"),
        stands=_open_or_done(answered),
        mode=Value(""),
    )


def _open_or_done(is_open: Any) -> Case:
    return Case(
        When(is_open, then=Value(Stands.OPEN.value)),
        default=Value(Stands.DONE.value),
        output_field=CharField(),
    )


def _unanswered(answers: QuerySet[Any], *, of: str, days: Days) -> Exists:
    """Return whether a date that stands and is ahead lacks one of these answers."""
    return Exists(
        DateOption.objects.filter(
            ~Exists(answers), request=OuterRef(of), dropped_at=None, first_date__gt=days.today
        )
    )


def _dates_of_hosts(reader: Reader, days: Days) -> QuerySet[Any, Any]:
    """Return the requests whose host is asked for dates by a day, or answered lately."""
    said = DateAnswer.objects.filter(party=Party.HOST)
    unanswered = _unanswered(said.filter(option=OuterRef("pk")), of="pk", days=days)
    lately = said.filter(option__request=OuterRef("pk"), answered_at__gt=days.done_after)
    asked = TrainingRequest.objects.filter(
        Q(unanswered) | Q(Exists(lately)),
        member_state__in=reader.member_states,
        state__in=NEGOTIATED,
        dates_close_on__gte=days.today - DONE_FOR,
    )
    return _columns(
        asked,
        Thing.REQUEST,
        uid="key",
        sequence="version",
        counter=Value(0),
        own_changed_at=F("changed_at"),
        stands=_open_or_done(unanswered),
        mode=Value(""),
    )


def _dates_of_trainers(reader: Reader, days: Days) -> QuerySet[Any, Any]:
    """Return the assignments whose trainer is asked for dates by a day, or answered lately."""
    said = DateAnswer.objects.filter(party=Party.TRAINER)
    open_ = _unanswered(
        said.filter(option=OuterRef("pk"), trainer=OuterRef(OuterRef("trainer"))),
        of="request",
        days=days,
    )
    lately = said.filter(
        option__request=OuterRef("request"),
        trainer=OuterRef("trainer"),
        answered_at__gt=days.done_after,
    )
    asked = Assignment.objects.own(reader).filter(
        Q(open_) | Q(Exists(lately)),
        state__in=[AssignmentState.INVITED, AssignmentState.ACCEPTED, AssignmentState.CONFIRMED],
        request__state__in=NEGOTIATED,
        request__dates_close_on__gte=days.today - DONE_FOR,
    )
    return _columns(
        asked,
        Thing.ASSIGNMENT,
        at="request__",
        uid="key",
        sequence="request__version",
        counter=F("version"),
        own_changed_at=F("request__changed_at"),
        stands=_open_or_done(open_),
        mode=Value(""),
    )


def _tasks(reader: Reader, days: Days) -> QuerySet[Any, Any]:
    """Return the tasks of the reader's state that are to be done, or were done lately."""
    tasks = HostTask.objects.filter(
        Q(done_at=None) | Q(done_at__gt=days.done_after),
        owner=Side.HOST,
        due_date__isnull=False,
        request__member_state__in=reader.member_states,
        request__state__in=[RequestState.ACCEPTED, RequestState.SCHEDULED],
    )
    return _columns(
        tasks,
        Thing.TASK,
        at="request__",
        uid="key",
        sequence="request__version",
        counter=F("version"),
        own_changed_at=F("request__changed_at"),
        stands=_open_or_done(Q(done_at=None)),
        mode=Value(""),
    )
