"""Meetings as they were held: who sat there, what was decided, and how it was written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import agendas.services
import events.services
from accounts.enums import Visibility
from accounts.models import MemberState
from demo.agendas import agenda_of, item_of, items_of
from demo.people import address
from demo.plots import event_of, secretariat, standing_of
from demo.procedures import Question
from demo.story import Story, once
from events import attendance
from events.attendance import Said
from events.enums import Presence, Source
from meetings import replies, services
from meetings.day import table_of
from meetings.enums import ItemOutcome
from meetings.models import ActionPoint, Comment, Minutes, Section
from procedures import services as written
from procedures.models import VotingRule

OPENED, BETWEEN = timedelta(minutes=2), timedelta(minutes=4)
WORD = "Sent word the evening before."


@dataclass(frozen=True)
class Taken:
    """What a meeting made of an item in one of its half-days, counted from none."""

    item: str
    conclusion: str
    outcome: str = ItemOutcome.NOTED
    half: int = 0
    title: str = ""
    visibility: str = Visibility.BODY


@dataclass(frozen=True)
class Given:
    """Something a state is to do, or without a code the Secretariat; done by it, if it is."""

    key: str
    item: str
    text: str
    due: date
    code: str = ""
    done: datetime | None = None
    came_of_it: str = ""


@dataclass(frozen=True)
class Remark:
    """What a state says of a section of minutes, and what it is answered.

    Where it is taken up, the proposal comes in the place of the sentence ``instead``.
    """

    code: str
    item: str
    text: str
    proposal: str = ""
    instead: str = ""
    answer: str = ""
    reason: str = ""


def hold(
    story: Story,
    key: str,
    *,
    begins: Sequence[datetime],
    taken: Sequence[Taken],
    given: Sequence[Given] = (),
    excused: Sequence[str] = (),
    leave_early: Sequence[str] = (),
) -> None:
    """Note who is there in each half-day, that the agenda is adopted, and what is decided."""
    for half, at in enumerate(begins):
        away = [*excused, *leave_early] if half else excused
        story.tell(at + OPENED, partial(_count, key, half, away))
        of_half = [one for one in taken if one.half == half]
        for number, one in enumerate(of_half, start=2):
            story.tell(at + number * BETWEEN, partial(_decide, key, one))
    story.tell(begins[0] + BETWEEN, partial(_adopt, key))
    for number, todo in enumerate(given, start=1):
        story.tell(begins[-1] + timedelta(minutes=30 + number), partial(_give, key, todo))
        if todo.done:
            story.tell(todo.done, partial(_finish, todo))


def _count(key: str, half: int, away: Sequence[str], at: datetime) -> None:
    event = event_of(key)
    session = event.sessions.order_by("starts_at")[half]
    said = []
    for person in attendance.people(event):
        if person.country in away:
            said.append(Said(person, session, Presence.EXCUSED, note=WORD))
        else:
            there = Presence.ONLINE if person.takes_part_online else Presence.PRESENT
            said.append(Said(person, session, there))
    events.services.record_many(event, said, source=Source.HAND, by=secretariat(at), at=at)


def _adopt(key: str, at: datetime) -> None:
    agendas.services.adopt(agenda_of(key), by=secretariat(at), at=at)


def _decide(key: str, taken: Taken, at: datetime) -> None:
    """Let a meeting decide on an item; what came onto another agenda is decided there."""
    item, by = items_of(key, taken.item).first(), secretariat(at)
    if item is None:
        return
    kept = services.conclude(item, conclusion=taken.conclusion, version=0, by=by, at=at)
    table = table_of(item.agenda.event)
    services.decide(
        item,
        outcome=taken.outcome,
        half_day=table.half_days[taken.half],
        version=kept.version,
        title=taken.title,
        visibility=taken.visibility,
        by=by,
        at=at,
    )


def _give(key: str, todo: Given, at: datetime) -> None:
    services.add_action(
        event_of(key),
        once=once("action", todo.key),
        text=todo.text,
        due_date=todo.due,
        item=item_of(key, todo.item),
        member_state=MemberState.objects.filter(code=todo.code).first(),
        by=secretariat(at),
        at=at,
    )


def _finish(todo: Given, at: datetime) -> None:
    action = ActionPoint.objects.get(once=once("action", todo.key))
    by = standing_of(address(f"nr.{todo.code.lower()}"), at) if todo.code else secretariat(at)
    services.finish_action(action, version=action.version, note=todo.came_of_it, by=by, at=at)


# Minutes


def write_down(
    story: Story, key: str, *, drafted: datetime, sent: datetime, until: date, closing: str
) -> None:
    """Note that minutes are drafted, get a word at the end, and go out for comments."""
    story.tell(drafted, partial(_draft, key, closing))
    story.tell(sent, partial(_send, key, until))


def comment(
    story: Story, key: str, said: Remark, *, at: datetime, answered: datetime | None
) -> None:
    """Note what a state says of minutes, and what it is answered."""
    story.tell(at, partial(_comment, key, said))
    if answered:
        story.tell(answered, partial(_answer, key, said))


def say_nothing(story: Story, key: str, code: str, *, at: datetime) -> None:
    """Note that a state has no comment."""
    story.tell(at, partial(_say_nothing, key, code))


def finish(story: Story, key: str, *, at: datetime) -> None:
    """Note that minutes are laid before the body."""
    story.tell(at, partial(_lay_before, key))


def minutes_of(key: str) -> Minutes:
    """Return the minutes of a meeting."""
    return Minutes.objects.select_related("event__body").get(event=event_of(key))


def _draft(key: str, closing: str, at: datetime) -> None:
    by = secretariat(at)
    minutes = services.draft_minutes(event_of(key), by=by, at=at)
    last = minutes.sections.order_by("-order")[0]
    text = "\n\n".join(part for part in (closing, last.text) if part)
    services.change_section(last, text=text, version=last.version, by=by, at=at)


def _send(key: str, until: date, at: datetime) -> None:
    minutes = minutes_of(key)
    services.send_for_comments(
        minutes, until=until, version=minutes.version, by=secretariat(at), at=at
    )


def _section(key: str, said: Remark) -> Section:
    rows = Section.objects.select_related("minutes__event")
    return rows.get(minutes=minutes_of(key), item=item_of(key, said.item))


def _place(key: str, code: str) -> Any:
    return next(one for one in replies.seats(minutes_of(key)) if one.code == code)


def _comment(key: str, said: Remark, at: datetime) -> None:
    services.comment(
        _section(key, said),
        once=once("comment", key, said.code, said.item),
        place=_place(key, said.code),
        text=said.text,
        proposal=said.proposal,
        by=standing_of(address(f"nr.{said.code.lower()}"), at),
        at=at,
    )


def _answer(key: str, said: Remark, at: datetime) -> None:
    found = Comment.objects.select_related("section__minutes__event").get(
        section=_section(key, said), member_state=said.code
    )
    by = secretariat(at)
    services.answer_comment(
        found, answer=said.answer, reason=said.reason, version=found.version, by=by, at=at
    )
    if said.answer == "taken" and said.proposal:
        section = Section.objects.select_related("minutes__event").get(pk=found.section_id)
        services.change_section(
            section,
            text=section.text.replace(said.instead, said.proposal),
            version=section.version,
            by=by,
            at=at,
        )


def _say_nothing(key: str, code: str, at: datetime) -> None:
    services.say_no_comment(
        minutes_of(key),
        place=_place(key, code),
        by=standing_of(address(f"nr.{code.lower()}"), at),
        at=at,
    )


def _lay_before(key: str, at: datetime) -> None:
    minutes = minutes_of(key)
    services.finish_minutes(minutes, version=minutes.version, by=secretariat(at), at=at)


# What leaves a meeting for a written procedure


def agreed(on: date, how: str) -> Mapping[str, Any]:
    """Return who of the Presidency agreed to a decision in writing, when and how."""
    return {"agreed_by": "Sofie Wouters", "agreed_on": on, "agreed_how": how}


def _drafted(question: Question) -> dict[str, Any]:
    return {
        "once": once("procedure", question.key),
        "title": question.title,
        "question": question.asked,
        "rule": VotingRule.objects.get(preset=question.rule),
    }


def convert(key: str, item: str, question: Question, told: Mapping[str, Any], at: datetime) -> None:
    """Let an item of an agenda be decided by a written procedure."""
    written.convert(item_of(key, item), **_drafted(question), **told, by=secretariat(at), at=at)


def adopt_in_writing(key: str, question: Question, told: Mapping[str, Any], at: datetime) -> None:
    """Let a written procedure adopt minutes."""
    written.convert_minutes(
        minutes_of(key), **_drafted(question), **told, by=secretariat(at), at=at
    )
