"""The same meeting once it was held: concluded, decided, minuted, commented, with things to do."""

import datetime as dt
import uuid

import meetings.services
from accounts.models import MemberState
from agendas import services
from events.models import Event
from meetings import replies
from meetings.day import table_of
from meetings.enums import CommentAnswer, ItemOutcome
from meetings.models import Minutes
from tests.agendas.house import (
    INTERESTS,
    ITEMS,
    KNOW,
    NETWORK,
    OF_BODY,
    OFFICE,
    PAPERS,
    ROLES,
    SPEAKERS,
    WISHES,
    House,
    Table,
    build,
    called,
)

DURING = dt.datetime(2024, 5, 29, 8, 30, tzinfo=dt.UTC)
AFTER = dt.datetime(2024, 6, 3, 9, tzinfo=dt.UTC)  # the Monday after
TODAY = AFTER.date()

DISCUSSED = (
    "public", "network", "body", "attendees", "restricted", "named", "partopen", "partshut",
    "partbelow",
)  # fmt: skip
OWNERS = {"body": "EE", "named": "LV", "partopen": "LV", "partshut": "BE"}
"""Whose an action point is; the others are the Secretariat's."""

COMMENTED = {"body": "member", "named": "named", "partopen": "substitute", "restricted": "chair"}
"""Who comments on which section."""

KNOWN_AFTER = {name: KNOW[name] & OF_BODY for name in DISCUSSED}
"""Who knows what the meeting made of which item: of the body, or of the Secretariat."""

CONCLUDED = called("concluded", KNOWN_AFTER)
DECIDED = called("decided", KNOWN_AFTER)
COMMENTS = called("comment", {name: KNOWN_AFTER[name] for name in COMMENTED})
ACTIONS = called("action", KNOWN_AFTER)
IN_REGISTER: Table = {
    "decidedpublic": frozenset(ROLES),
    "decidednetwork": NETWORK,
    "decidedbody": OF_BODY,
}
"""Which decisions stand in the register, and who finds them there."""

TO_DO = {
    f"action{name}": ACTIONS[f"action{name}"]
    & (SPEAKERS[OWNERS[name]] if name in OWNERS else OFFICE)
    for name in DISCUSSED
}
"""Whose things to do they are."""

ADDED = called("added", {name: KNOWN_AFTER[name] for name in ("body", "restricted")})
MADE = CONCLUDED | COMMENTS | ACTIONS | ADDED
RECOMMENDED = called("track", {name: KNOWN_AFTER[name] for name in ("body", "restricted")})
"""Minutes tell the body what it recommended."""

ALL: Table = (
    ITEMS
    | PAPERS
    | WISHES
    | RECOMMENDED
    | INTERESTS
    | MADE
    | {word: DECIDED[word] | IN_REGISTER.get(word, frozenset()) for word in DECIDED}
)


def hold(stage: str) -> House:
    """The meeting held; its minutes are drafted, sent for comments or adopted (``stage``)."""
    house = build()
    trusted = house.by("trusted", DURING)
    agenda = house.items["public"].agenda
    agenda.refresh_from_db()
    services.adopt(agenda, by=trusted, at=DURING)
    for name in DISCUSSED:
        _decide(house, name)
    Event.objects.filter(pk=house.event.pk).update(state="held")
    house.event.refresh_from_db()
    minutes = meetings.services.draft_minutes(house.event, by=trusted, at=AFTER)
    if stage != "drafted":
        minutes = _comment(house, minutes)
    if stage == "adopted":
        _adopt(house, minutes)
    return house


def _decide(house: House, name: str) -> None:
    by, item = house.by("trusted", DURING), house.items[name]
    meetings.services.conclude(item, conclusion=f"concluded{name}", version=0, by=by, at=DURING)
    meetings.services.decide(
        item,
        outcome=ItemOutcome.ADOPTED,
        half_day=table_of(house.event).half_days[0],
        version=1,
        title=f"decided{name}",
        visibility=name if name in {"public", "network"} else "body",
        quorum_note="Nobody asked.",
        by=by,
        at=DURING,
    )
    owner = OWNERS.get(name)
    meetings.services.add_action(
        house.event,
        once=uuid.uuid4(),
        text=f"action{name}",
        due_date=TODAY,
        item=item,
        member_state=MemberState.objects.get(pk=owner) if owner else None,
        by=by,
        at=DURING,
    )


def _comment(house: House, minutes: Minutes) -> Minutes:
    minutes = meetings.services.send_for_comments(
        minutes,
        until=TODAY + dt.timedelta(days=9),
        version=minutes.version,
        by=house.by("trusted", AFTER),
        at=AFTER,
    )
    for name, role in COMMENTED.items():
        by = house.by(role, AFTER)
        (place,) = replies.own_places(minutes, by)
        meetings.services.comment(
            minutes.sections.get(item=house.items[name]),
            once=uuid.uuid4(),
            place=place,
            text=f"comment{name}",
            by=by,
            at=AFTER,
        )
    return minutes


def _adopt(house: House, minutes: Minutes) -> None:
    by = house.by("trusted", AFTER)
    for section in minutes.sections.exclude(comments=None):
        for comment in section.comments.all():
            meetings.services.answer_comment(
                comment, answer=CommentAnswer.TAKEN, reason="", version=1, by=by, at=AFTER
            )
    minutes.refresh_from_db()
    minutes = meetings.services.finish_minutes(
        minutes, version=minutes.version, by=by, at=AFTER, is_early=True
    )
    meetings.services.adopt_minutes(minutes, how="meeting", by=by, at=AFTER)
    for name in ("body", "restricted"):
        meetings.services.add_addendum(
            minutes, once=uuid.uuid4(), text=f"added{name}", item=house.items[name], by=by, at=AFTER
        )
