"""Trainings on request that are over: four done with, one that asks its people, one overdue."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from demo import deliveries, feedback
from demo.deliveries import DAY
from demo.people import crowd
from demo.requests import CITIES, MIXED, WIDE, Asked, Tale
from demo.stage import THURSDAY, TUESDAY, WEDNESDAY, Stage
from demo.story import clock
from demo.teachers import AUSTRIA, BELGIUM, HUNGARY, KEY_CONCEPTS, LATVIA, PORTUGAL, SWEDEN
from trainings.enums import PlaceKind

FOUNDED = date(2024, 2, 5)
"""Before that day there are neither trainers nor material."""


def stage_all(on: Stage) -> None:
    """Note all of them."""
    _closed(on)
    _delivered(on)


def _closed(on: Stage) -> None:
    """Note trainings of the last two years that are over and done with."""
    _past(
        on,
        Asked(
            "tallinn", "EE", _then(on, TUESDAY, 424), WIDE,
            "Schools, police and youth workers in Ida-Virumaa start to work together this autumn.",
            course=KEY_CONCEPTS,
        ),
        (LATVIA, BELGIUM), came=9, answers=5,
    )  # fmt: skip
    _past(
        on,
        Asked(
            "budapest", "HU", _then(on, WEDNESDAY, 330), MIXED,
            "Az értékelés kötelező lesz a bűnmegelőzési pályázatoknál: evaluation becomes a duty for"
            " whoever asks for our grants.", language="hu",
        ),
        (HUNGARY,), came=9, answers=5,
        alone_reason="Győri Márton has taught the course twice; a colleague helps with the groups.",
        waiver="The handbook is there in Hungarian; he explains the exercises himself.",
    )  # fmt: skip
    _past(
        on,
        Asked(
            "zagreb", "HR", _then(on, TUESDAY, 247), MIXED,
            "Twelve towns on the coast have prevention councils, and no way to tell what they achieve.",
            city="Split", venue="Hrvatski dom",
        ),
        (PORTUGAL, AUSTRIA), came=9, answers=5,
    )  # fmt: skip
    _past(
        on,
        Asked(
            "online", "NL", _then(on, THURSDAY, 188), CITIES,
            "Safety houses of four regions; travelling two days is more than they can spare.",
            place=PlaceKind.ONLINE, provides=["invitations"],
        ),
        (SWEDEN, AUSTRIA), came=8, answers=3,
        certificates_waiver="The safety houses hand out certificates of their own.",
    )  # fmt: skip


def _then(on: Stage, weekday: int, days: int) -> list[date]:
    """Return a day so many days ago, and one that was proposed too, four weeks later."""
    first = on.past_day(weekday, before=days, length=2)
    return [first, first + 28 * DAY]


def _past(
    on: Stage,
    asked: Asked,
    trainers: Sequence[str],
    *,
    came: int,
    answers: int,
    alone_reason: str = "",
    waiver: str = "",
    certificates_waiver: str = "",
) -> None:
    """Note a training of the past from its request to its end, if it was asked for late enough."""
    first, other = asked.days
    sent = clock(first - timedelta(days=120), 10)
    if sent.date() < FOUNDED:
        return
    tale = Tale(on.story, asked)
    last = _given(tale, sent, first, other, trainers, came, alone_reason, waiver)
    feedback.ask(on.story, asked.key, opens=clock(last + DAY, 12), days=14, answers=came // 2)
    deliveries.hear_trainers(on.story, asked.key, clock(last + 2 * DAY, 19))
    if not certificates_waiver:
        deliveries.certify(on.story, asked.key, clock(last + 3 * DAY, 10))
    tale.report(clock(last + 20 * DAY, 11))
    tale.close(clock(last + 22 * DAY, 15), waiver=certificates_waiver)
    deliveries.follow_up(on.story, asked.key, last, answers=answers)


def _given(
    tale: Tale,
    sent: datetime,
    first: date,
    other: date,
    trainers: Sequence[str],
    came: int,
    alone_reason: str = "",
    waiver: str = "",
) -> date:
    """Note a training up to its last day, and return that."""
    asked = tale.asked
    tale.agree(sent, first, trainers, other=other)
    tale.schedule(sent + 14 * DAY, first, alone_reason=alone_reason, material_waiver=waiver)
    guests = crowd(asked.country, came)
    deliveries.register(
        tale, guests, since=sent + 15 * DAY, until=clock(first - 6 * DAY, 12),
        is_online=asked.place == PlaceKind.ONLINE,
    )  # fmt: skip
    tale.tick(clock(first - 40 * DAY, 9), 2)
    tale.tick(clock(first - 9 * DAY, 9))
    last = first if asked.course == KEY_CONCEPTS else first + DAY
    deliveries.hold(tale.story, asked.key, last)
    return last


def _delivered(on: Stage) -> None:
    """Note two that are over: one still asks people and trainers, of one the report is overdue."""
    first, other = _then(on, TUESDAY, 22)
    helsinki = Tale(
        on.story,
        Asked(
            "helsinki", "FI", [first, other], MIXED,
            "Cities of the north share one evaluator; now each wants to plan an evaluation itself.",
        ),
    )  # fmt: skip
    last = _given(helsinki, clock(first - 110 * DAY, 10), first, other, (LATVIA, AUSTRIA), came=10)
    feedback.ask(on.story, "helsinki", opens=clock(last + DAY, 12), days=40, answers=5)
    first, other = _then(on, WEDNESDAY, 50)
    bucharest = Tale(
        on.story,
        Asked(
            "bucharest", "RO", [first, other], WIDE,
            "A first training for the new county centres for prevention.", course=KEY_CONCEPTS,
        ),
    )  # fmt: skip
    last = _given(bucharest, clock(first - 90 * DAY, 10), first, other, (PORTUGAL, BELGIUM), came=9)
    feedback.ask(on.story, "bucharest", opens=clock(last + DAY, 12), days=14, answers=5)
    deliveries.hear_trainers(on.story, "bucharest", clock(last + 2 * DAY, 19))
    deliveries.certify(on.story, "bucharest", clock(last + 4 * DAY, 10))
