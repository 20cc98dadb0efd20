"""The seminar of the year before, of which this year's form and numbers come; who is approved."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from accounts.models import MemberState
from accounts.steps import By
from demo import questions
from demo.people import address
from demo.plots import Plot, attend, event_of, secretariat, stage, standing_of
from demo.programmes import seminar_parts
from demo.stage import JOIN, THURSDAY, Stage, at_home
from demo.story import clock
from events import services
from events.enums import Approver, Attending, Group, Kind, Mode, RegistrationState
from events.models import EventGroup, Registration
from events.models.registration import RegistrationQuerySet

DELEGATES, PRACTITIONERS, ONLINE = 10, 40, 300
OFFERED_FOR = 48
EARLIEST = date(2024, 1, 25)
CO_PROMOTERS = ("Europol", "European Forum for Urban Security")


def stage_all(on: Stage, day: date) -> None:
    """Note the seminar of the year before, of which this year's form and numbers come."""
    first = max(day.replace(day=min(day.day, 28), year=day.year - 1), EARLIEST)
    while first.weekday() != THURSDAY:
        first += timedelta(days=1)
    host = on.host(first)
    drafted = max(clock(first - timedelta(days=80), 9), clock(date(2024, 1, 8), 15))
    published = drafted + timedelta(days=1)
    last = Plot(
        "last-seminar", Kind.SEMINAR, "Seminar: how young people are drawn into organised crime",
        first, published=published, host=host, parts=seminar_parts(), funded=True,
        promoters=CO_PROMOTERS, tasks=["WP24-1.1-10"],
        fields={**at_home(host), "mode": Mode.HYBRID, "join_link": f"{JOIN}/seminar",
                "languages": "en, fr", "interpretation": "English, French",
                "needs_approval": True, "approver": Approver.STATE, "offer_hours": OFFERED_FOR,
                "shows_participants": True,
                "forward_text": "How do criminal groups recruit teenagers, and what keeps them from it?"
                                " One day with practitioners from all over Europe, free of charge.",
                "summary": "What brings teenagers to criminal groups, told by those who meet them."},
    )  # fmt: skip
    stage(on.story, last, drafted=drafted)
    on.story.tell(drafted + timedelta(hours=4), partial(_set_places, last))
    on.story.tell(drafted + timedelta(hours=5), partial(questions.ask, last.key))
    guests = on.audience.public[14:32]
    attend(
        on.story, last, guests, since=published + timedelta(hours=3),
        until=clock(first - timedelta(days=9), 12),
        more=lambda number: {
            "group": Group.MEMBER if number % 3 else Group.PARTICIPANT,
            "answers": questions.first_answers(number, anew=False),
        },
    )  # fmt: skip
    on.story.tell(clock(first - timedelta(days=8), 15), partial(approve_all, last.key))


def _set_places(plot: Plot, at: datetime) -> None:
    """Set ten places for delegates of each state, forty for practitioners, and the hall's doors."""
    services.set_places(
        event_of(plot.key),
        total=None,
        each_state=None,
        by_state={},
        each_state_in={Group.MEMBER: DELEGATES},
        by_group={Group.PARTICIPANT: PRACTITIONERS},
        by_attending={Attending.ONLINE: ONLINE},
        groups=[
            EventGroup(
                group=Group.MEMBER, label="Delegate of a Member State", offered=True, priority=10
            ),
            EventGroup(group=Group.PARTICIPANT, label="Practitioner", offered=True),
        ],
        by=secretariat(at),
        at=at,
    )


def pending(key: str) -> RegistrationQuerySet:
    """Return who awaits approval, in the order of arrival."""
    return (
        RegistrationQuerySet(Registration)
        .filter(event=event_of(key), state=RegistrationState.PENDING)
        .select_related("event", "user")
        .order_by("arrival")
    )


def approve_all(key: str, at: datetime) -> None:
    """Let each state approve its people, and the Secretariat those from elsewhere.

    Where the host approves, it approves them all. The substitute approves the representative.
    """
    states = set(MemberState.objects.values_list("code", flat=True))
    standings: dict[str, Any] = {}
    for registration in list(pending(key)):
        event = registration.event
        country = event.host_id or "" if event.approver == Approver.HOST else registration.country
        local = f"nr.{country.lower()}"
        if registration.email == address(local):
            local = f"sub.{country.lower()}"
        if country not in states:
            services.approve(registration, by=secretariat(at), at=at)
            continue
        if local not in standings:
            standings[local] = standing_of(address(local), at)
        services.approve(registration, by=standings[local], as_=By.STATE, at=at)
