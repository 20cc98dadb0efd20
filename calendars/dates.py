"""The dates of one person or one body: what a feed's entries depend on, as parts of one query."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest

from accounts.days import end_of_day
from calendars import meeting_dates
from calendars.columns import columns, shown_to
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
from suggestions.enums import CallState
from suggestions.models import Call, StateAnswer
from suggestions.models.call import CallQuerySet
from trainings.entries import last_deed_at, last_work_at, share, work
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
OVER = (EventState.HELD, EventState.CLOSED)
WAS_ONLINE = "was_online"
"""How who takes part online stands to what is over, where the join link was in calendars."""
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
    online = Q(mode=Mode.ONLINE) | Q(mode=Mode.HYBRID, registrations__attending=Attending.ONLINE)
    over = Q(state__in=OVER) | Q(last_date__lt=days.today)
    linked = over & Q(join_link_in_calendars=True, registrations__state=RegistrationState.CONFIRMED)
    registered = columns(
        events.filter(registrations__email=email, registrations__state__in=live),
        Thing.EVENT,
        counter=F("registrations__sequence") + work(email),
        own_changed_at=Greatest("registrations__changed_at", last_work_at(email)),
        stands=F("registrations__state"),
        more=Case(
            When(online & linked & ~Q(join_link=""), then=Value(WAS_ONLINE)),
            When(online, then=_ONLINE),
            default="mode",
        ),
    )
    found = [registered, _works(feed, events, reader, email=email)]
    if not feed.leaves_out_invited:
        asked = events.filter(invitations__email=email, invitations__state=InvitationState.SILENT)
        found.append(
            columns(
                asked,
                Thing.EVENT,
                counter=F("invitations__sequence") + work(email),
                own_changed_at=Greatest("invitations__sent_at", last_work_at(email)),
                stands=Value(Stands.ASKED.value),
            )
        )
    found.append(_replies(feed, reader, days, email=email))
    found += [_dates_of_hosts(reader, days), _dates_of_trainers(reader, days), _tasks(reader, days)]
    found += [_calls(reader, days), meeting_dates.to_convene(reader, days.today)]
    return [*found, *meeting_dates.of_seats(reader, days.today)]


def of_a_body(feed: Feed, reader: Reader, days: Days) -> list[QuerySet[Any, Any]]:
    """Return the meetings and the deadlines of a body, while the reader sits in it or serves it."""
    events = _events(feed, reader, days).filter(body=feed.body_id)
    procedures = Procedure.objects.visible_to(reader).filter(body=feed.body_id)
    calls = Call.objects.visible_to(reader).filter(body=feed.body_id)
    if not reader.is_secretariat:
        events = events.filter(body__in=reader.bodies)
        procedures = procedures.filter(body__in=reader.bodies)
        calls = calls.filter(body__in=reader.bodies)
    running = Q(state=State.RUNNING)
    over = Q(state__in=ENDED, closed_at__gt=days.done_after)
    due = procedures.filter(running | over | _withdrawn(feed, days))
    return [
        columns(
            events,
            Thing.EVENT,
            counter=Value(0),
            own_changed_at=F("changed_at"),
            stands=Value(Stands.SITS.value),
        ),
        columns(
            due,
            Thing.PROCEDURE,
            counter=Value(0),
            own_changed_at=F("changed_at"),
            stands=Value(Stands.OPEN.value),
            more=Value(""),
        ),
        _calls_of_a_body(calls, days),
        meeting_dates.to_convene(reader, days.today, body=feed.body_id),
        *meeting_dates.of_a_body(reader, events, days.today),
    ]


def _events(feed: Feed, reader: Reader, days: Days) -> EventQuerySet:
    """Return the events that the feed holds for its reader."""
    found = kept_on(shown_to(reader), days.today)
    return found.exclude(state=EventState.CANCELLED) if feed.leaves_out_cancelled else found


def _works(feed: Feed, events: EventQuerySet, reader: Reader, *, email: str) -> QuerySet[Any, Any]:
    """Return the trainings that the reader's state hosts, or that the reader teaches.

    One that is cancelled is both still. Where invitations are left out, confirmed places are
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
    if feed.leaves_out_invited:
        told = Event.objects.filter(
            registrations__email=email, registrations__state=RegistrationState.CONFIRMED
        )
        works = works.exclude(pk__in=told.values("pk"))
    return columns(
        works,
        Thing.EVENT,
        counter=share(email),
        own_changed_at=last_deed_at(email),
        stands=Value(Stands.WORKS.value),
    )


def _withdrawn(feed: Feed, days: Days) -> Q:
    if feed.leaves_out_cancelled:
        return Q(pk__in=[])
    return Q(state=State.WITHDRAWN, deadline_at__gt=days.withdrawn_after)


def _replies(feed: Feed, reader: Reader, days: Days, *, email: str) -> QuerySet[Any, Any]:
    """Return the procedures that wait for the reader's seats, or did until lately.

    Each seat is a row, and all of a procedure's rows have the same share: ``entries.share_of``
    of all the seats in it that are or ever were the reader's.
    """
    visible = Procedure.objects.visible_to(reader)
    recent = Q(state=State.RUNNING) | Q(state__in=ENDED, closed_at__gt=days.done_after)
    due = visible.filter(recent | _withdrawn(feed, days))
    held = Ballot.objects.held_by(reader)
    ballots = held.filter(Q(choice="") | Q(cast_at__gt=days.done_after), procedure__in=due)
    ever = Ballot.objects.ever_held_by(email).filter(procedure=OuterRef("procedure"))
    together = ever.order_by().values("procedure")
    deeds = together.annotate(deeds=Count("pk") + Count("cast_at") - 1).values("deeds")
    last_at = together.annotate(last_at=Max("cast_at")).values("last_at")
    return columns(
        ballots.exclude(procedure__launched_at=None),
        Thing.PROCEDURE,
        at="procedure__",
        uid="procedure__uid",
        sequence="procedure__sequence",
        counter=Subquery(deeds),
        own_changed_at=Coalesce(Subquery(last_at), "procedure__changed_at"),
        stands=_open_or_done(Q(choice="")),
        more=Value(""),
    )


def _calls(reader: Reader, days: Days) -> QuerySet[Any, Any]:
    """Return the calls for suggestions that wait for the reader's states, or did until lately.

    Each state is a row, and all of a call's rows have the same share: what all of them said.
    """
    own = StateAnswer.objects.of(reader.member_states)
    together = own.filter(call=OuterRef("call")).order_by().values("call")
    deeds = together.annotate(deeds=Sum("version")).values("deeds")
    last_at = together.annotate(last_at=Max("changed_at")).values("last_at")
    open_ = Q(call__state=CallState.OPEN, call__closes_on__gte=days.today)
    asked = own.filter(
        Q(kind="", call__closes_on__gte=days.today - DONE_FOR) | Q(answered_at__gt=days.done_after),
        call__opens_on__lte=days.today,
    )
    return columns(
        asked,
        Thing.CALL,
        at="call__",
        uid="call__key",
        sequence="call__version",
        counter=Subquery(deeds),
        own_changed_at=Subquery(last_at),
        stands=Case(
            When(~Q(kind=""), then=Value(Stands.DONE.value)),
            When(open_, then=Value(Stands.OPEN.value)),
            default=Value(Stands.CLOSED.value),
            output_field=CharField(),
        ),
        more=Value(""),
    )


def _calls_of_a_body(calls: CallQuerySet, days: Days) -> QuerySet[Any, Any]:
    """Return until when a body is asked for suggestions, or was until lately."""
    asked = calls.exclude(state=CallState.DRAFT).filter(
        opens_on__lte=days.today, closes_on__gte=days.today - DONE_FOR
    )
    return columns(
        asked,
        Thing.CALL,
        uid="key",
        sequence="version",
        counter=Value(0),
        own_changed_at=F("changed_at"),
        stands=Case(
            When(Q(state=CallState.OPEN, closes_on__gte=days.today), then=Value(Stands.OPEN.value)),
            default=Value(Stands.CLOSED.value),
            output_field=CharField(),
        ),
        more=Value(""),
    )


def _open_or_done(is_open: Q) -> Case:
    return Case(
        When(is_open, then=Value(Stands.OPEN.value)),
        default=Value(Stands.DONE.value),
        output_field=CharField(),
    )


def _answered(lacking: QuerySet[DateOption], *, closes_on: str, days: Days) -> Case:
    """Return how somebody stands who is asked for dates: what nobody answered in time is closed.

    ``lacking`` are the dates that stand and have no answer. One is open until the closing day,
    or until the date itself has come.
    """
    ahead = Exists(lacking.filter(first_date__gt=days.today))
    return Case(
        When(Q(ahead) & Q(**{f"{closes_on}__gte": days.today}), then=Value(Stands.OPEN.value)),
        When(Exists(lacking), then=Value(Stands.CLOSED.value)),
        default=Value(Stands.DONE.value),
        output_field=CharField(),
    )


def _last_of(lacking: QuerySet[DateOption]) -> Coalesce:
    """Return the last of these dates as a text; an empty one where there is none."""
    last = lacking.order_by().values("request").annotate(last=Max("first_date")).values("last")
    return Coalesce(Cast(Subquery(last), CharField()), Value(""))


def _dates_of_hosts(reader: Reader, days: Days) -> QuerySet[Any, Any]:
    """Return the requests whose host is asked for dates by a day, or answered lately."""
    said = DateAnswer.objects.filter(party=Party.HOST)
    lacking = DateOption.objects.filter(
        ~Exists(said.filter(option=OuterRef("pk"))), request=OuterRef("pk"), dropped_at=None
    )
    lately = said.filter(option__request=OuterRef("pk"), answered_at__gt=days.done_after)
    asked = TrainingRequest.objects.filter(
        Q(Exists(lacking)) | Q(Exists(lately)),
        member_state__in=reader.member_states,
        state__in=NEGOTIATED,
        dates_close_on__gte=days.today - DONE_FOR,
    )
    return columns(
        asked,
        Thing.REQUEST,
        uid="key",
        sequence="version",
        counter=Value(0),
        own_changed_at=F("changed_at"),
        stands=_answered(lacking, closes_on="dates_close_on", days=days),
        more=_last_of(lacking),
    )


def _dates_of_trainers(reader: Reader, days: Days) -> QuerySet[Any, Any]:
    """Return the assignments whose trainer is asked for dates by a day, or answered lately."""
    said = DateAnswer.objects.filter(party=Party.TRAINER)
    own = said.filter(option=OuterRef("pk"), trainer=OuterRef(OuterRef("trainer")))
    lacking = DateOption.objects.filter(~Exists(own), request=OuterRef("request"), dropped_at=None)
    theirs = said.filter(option__request=OuterRef("request"), trainer=OuterRef("trainer"))
    last = theirs.order_by().values("trainer").annotate(at=Max("answered_at")).values("at")
    asked = Assignment.objects.own(reader).filter(
        Q(Exists(lacking)) | Q(Exists(theirs.filter(answered_at__gt=days.done_after))),
        state__in=[AssignmentState.INVITED, AssignmentState.ACCEPTED, AssignmentState.CONFIRMED],
        request__state__in=NEGOTIATED,
        request__dates_close_on__gte=days.today - DONE_FOR,
    )
    return columns(
        asked,
        Thing.ASSIGNMENT,
        at="request__",
        uid="key",
        sequence="request__version",
        counter=F("version"),
        own_changed_at=Coalesce(Subquery(last), "request__changed_at"),
        stands=_answered(lacking, closes_on="request__dates_close_on", days=days),
        more=_last_of(lacking),
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
    return columns(
        tasks,
        Thing.TASK,
        at="request__",
        uid="key",
        sequence="request__version",
        counter=F("version"),
        own_changed_at=F("request__changed_at"),
        stands=_open_or_done(Q(done_at=None)),
        more=Value(""),
    )
