"""Events that come again: a monthly talk online, and the conference with its workshops."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import uuid5

from demo import talk_lists
from demo.people import Guest
from demo.plots import TAKEN_AFTER, Part, Plot, event_of, register, secretariat, stage
from demo.programmes import speaker
from demo.stage import ILLUSTRATIVE, JOIN, THURSDAY, WEDNESDAY, Stage, at_home
from demo.story import clock, once
from events import services
from events.enums import Attending, CopyPart, Group, JoinFrom, Kind, Mode, Recurrence
from events.models import Event, EventGroup
from events.recurrence import Rule, dates

SERIES = once("series", "talks")
TITLE = "Lunch talks on prevention"
IN_ALL, WAITS = 8, 28
PUBLISHED_BEFORE, FIRST_PUBLISHED_BEFORE, BEGUN_BEFORE = timedelta(days=40), timedelta(days=20), 150
TOPICS = (
    "What a good lock changes", "Talking with parents", "Night-time economies", "Measuring fear",
    "Schools as partners", "Fraud by telephone", "Light and hedges", "Young drivers",
)  # fmt: skip


def stage_series(on: Stage) -> None:
    """Note a talk, the series it begins, and what became of each that followed."""
    begun = on.day(THURSDAY, after=-BEGUN_BEFORE)
    first = Plot(
        "talks", Kind.WEBINAR, "Lunch talk", begun, begins=time(12, 30), ends=time(13, 15),
        tasks=["WP24-1.1-11"],
        fields={"mode": Mode.ONLINE, "join_link": f"{JOIN}/talks", "join_from": JoinFrom.HOUR,
                "languages": "en", "source_note": ILLUSTRATIVE,
                "summary": "Thirty minutes about one piece of work, and fifteen for questions."},
    )  # fmt: skip
    stage(on.story, first, drafted=clock(begun - timedelta(days=21), 10))
    rule = Rule(Recurrence.MONTHS, 1, THURSDAY, begun_week(begun))
    found = dates(rule, after=begun, number=IN_ALL)
    begins = clock(begun - timedelta(days=21), 15)
    on.story.tell(begins, partial(_begin, first, rule, tuple(found)))
    public = on.audience.public
    for number, day in enumerate([begun, *found]):
        before = PUBLISHED_BEFORE if number else FIRST_PUBLISHED_BEFORE
        published = clock(day, 10) - before
        on.story.tell(published, partial(_publish, day, TOPICS[number % len(TOPICS)]))
        guests = public[5 * number : 5 * number + 6]
        moments = on.story.moments(
            len(guests), since=published + timedelta(hours=3), until=clock(day, 6)
        )
        for at, guest in zip(moments, guests, strict=True):
            on.story.tell(at, partial(_come, day, guest))
        over = clock(day, 23, 55)
        on.story.tell(over, lambda at: services.hold_due(at=at))
        recorded = over + TAKEN_AFTER
        is_latest = recorded <= on.story.now < recorded + timedelta(days=WAITS)
        act = talk_lists.take_in if is_latest else talk_lists.apply
        on.story.tell(recorded, partial(_record, day, act))


def begun_week(day: date) -> int:
    """Return which of its month's weekdays a day is; the fifth is the last."""
    return (day.day - 1) // 7 + 1


def _begin(plot: Plot, rule: Rule, found: tuple[date, ...], at: datetime) -> None:
    services.begin_series(
        event_of(plot.key),
        once=SERIES,
        title=TITLE,
        rule=rule,
        dates=found,
        parts=[CopyPart.JOIN_LINK, CopyPart.TASKS],
        by=secretariat(at),
        at=at,
    )


def talk_on(day: date) -> Event:
    """Return the talk of a day: the first, or one that the series brought."""
    marks = (once("event", "talks"), uuid5(SERIES, day.isoformat()))
    return Event.objects.get(once__in=marks, first_date=day)


def _publish(day: date, topic: str, at: datetime) -> None:
    event = talk_on(day)
    by = secretariat(at)
    services.change_event(
        event, version=event.version, title=f"Lunch talk: {topic.lower()}", by=by, at=at
    )
    services.publish_event(event, by=by, at=at)


def _come(day: date, guest: Guest, at: datetime) -> None:
    plot = Plot(f"talk {day}", Kind.WEBINAR, "", day)
    register(plot, guest, at, event=talk_on(day), attending=Attending.ONLINE)


def _record(day: date, act: Callable[[Event, datetime], object], at: datetime) -> None:
    act(talk_on(day), at)


# The conference


def stage_conference(on: Stage) -> None:
    """Note the conference: workshops with places of their own, of which one is full."""
    day = on.day(WEDNESDAY, after=98, length=2)
    plot = Plot(
        "conference", Kind.CONFERENCE, "European Crime Prevention Conference", day, days=2,
        begins=time(9), ends=time(17), published=on.ago(10), host=on.host(day),
        tasks=["WP24-1.3-10", "WP24-1.3-12"], funded=True,
        promoters=("Europol", "European Forum for Urban Security"),
        parts=[
            Part(time(9), time(12, 30), "Opening, and the projects of all Member States", [
                speaker("Prof. Ελένη Σταματοπούλου", "Criminologist", "Εθνικό και Καποδιστριακό Πανεπιστήμιο Αθηνών"),
            ]),
            Part(time(14), time(16), "Workshop: QUALIPREV in practice"),
            Part(time(14), time(16), "Workshop: a campaign that reaches young people"),
            Part(time(9), time(16), "The award, and what the winners did", day=1),
        ],
        fields={**at_home(on.host(day)), "mode": Mode.HYBRID, "join_link": f"{JOIN}/conference",
                "languages": "en, fr, de", "interpretation": "English, French, German",
                "shows_participants": True,
                "summary": "Two days, in the hall and online: the projects of all Member States, and the award."},
    )  # fmt: skip
    stage(on.story, plot, drafted=on.ago(11))
    on.story.tell(on.ago(11, 15), partial(_set_places, plot))
    guests = [*on.audience.public[20:42], *on.audience.afar[2:5]]
    moments = on.story.moments(len(guests), since=on.ago(10, 13), until=on.ago(1))
    for number, (at, guest) in enumerate(zip(moments, guests, strict=True)):
        on.story.tell(at, partial(_choose, plot, guest, number))


def _set_places(plot: Plot, at: datetime) -> None:
    event = event_of(plot.key)
    small, large = event.sessions.filter(title__startswith="Workshop").order_by("pk")
    services.set_places(
        event,
        total=400,
        each_state=None,
        by_state={},
        by_group={Group.SPEAKER: 20},
        by_attending={Attending.IN_PERSON: 250, Attending.ONLINE: 150},
        by_session={small.pk: 10, large.pk: 40},
        groups=[
            EventGroup(group=Group.SPEAKER, label="Speaker", priority=20),
            EventGroup(group=Group.PARTICIPANT, label="Guest", offered=True),
        ],
        by=secretariat(at),
        at=at,
    )


def _choose(plot: Plot, guest: Guest, number: int, at: datetime) -> None:
    """Register a guest, two of three for a workshop; the smaller fills first."""
    workshops = event_of(plot.key).sessions.filter(title__startswith="Workshop").order_by("pk")
    small, large = workshops
    chosen = {0: [small], 1: [large if number > 15 else small]}.get(number % 3, [])
    register(
        plot,
        guest,
        at,
        sessions=[] if number % 8 == 7 else chosen,
        attending=Attending.ONLINE if number % 8 == 7 else Attending.IN_PERSON,
        list_consent=number % 2 == 0,
    )
