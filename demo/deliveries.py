"""What becomes of a training that was scheduled: who comes, what they earn, and what they say."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import certificates.services
import events.services
from certificates import candidates
from demo import attendance
from demo.last_year import approve_all
from demo.people import Guest
from demo.plots import TAKEN_AFTER, Plot, attend, event_of, secretariat
from demo.requests import Tale
from demo.story import Story, clock, once
from demo.teachers import voice_of
from events.enums import Kind, Mode
from trainings import services
from trainings.models import Assignment, FollowUpAsked
from trainings.services.scheduling import FOLLOW_UP_AFTER

DAY = timedelta(days=1)
ANSWERED_FOR = 14
USED = (0, 0, 1, 1, 1, 2, 3)
"""How many of seven use it regularly, have used it, shall, or do not."""
USES = ([0], [1], [0, 1], [1, 3], [2])
EXAMPLES = (
    "We stopped a campaign that nobody could say what it was for.",
    "Our grant form now asks how a project should work before it asks what it costs.",
    "I drew the logic of our youth club with the team; half of it was hope.",
)
HINDRANCES = ("Time.", "My chief wanted numbers by Friday.", "No data on what happened before.")
FROM_TRAINERS = (
    "A good group; the second afternoon needs a longer break.",
    "Projector and coffee were perfect.",
)


def register(
    tale: Tale,
    guests: Sequence[Guest],
    *,
    since: datetime,
    until: datetime,
    is_online: bool = False,
) -> None:
    """Note that people register, and that their state lets them in."""
    mode = Mode.ONLINE if is_online else Mode.IN_PERSON
    key = tale.asked.key
    plot = Plot(key, Kind.TRAINING, "", until.date(), fields={"mode": mode})
    attend(tale.story, plot, guests, since=since, until=until)
    tale.story.tell(until + timedelta(hours=3), partial(approve_all, key))


def hold(story: Story, key: str, last: date) -> None:
    """Note that a training is over, and who was there."""
    over = clock(last, 23, 55)
    story.tell(over, lambda at: events.services.hold_due(at=at))
    story.tell(over + timedelta(minutes=1), lambda at: services.deliver_due(at=at))
    story.tell(over + TAKEN_AFTER, partial(_take, key))


def certify(story: Story, key: str, at: datetime) -> None:
    """Note that certificates are issued."""
    story.tell(at, partial(issue, key))


def issue(key: str, at: datetime) -> None:
    """Issue a certificate to everybody who has earned one."""
    event = event_of(key)
    earned = [one.registration for one in candidates.of_event(event, at=at) if one.may_be_issued]
    certificates.services.begin_batch(
        event, earned, mails=True, once=once("certificates", key), by=secretariat(at), at=at
    )
    while certificates.services.issue_due(at=at):
        pass


def hear_trainers(story: Story, key: str, at: datetime) -> None:
    """Note that the trainers with accounts say what it was like."""
    story.tell(at, partial(_hear, key))


def follow_up(story: Story, key: str, last: date, *, answers: int) -> None:
    """Note that people are asked half a year later what they used, and that some answer."""
    opens = clock(last + FOLLOW_UP_AFTER, 8)
    story.tell(opens, lambda at: services.run_follow_ups(at=at))
    for number in range(answers):
        at = opens + DAY + timedelta(hours=29 * number)
        story.tell(at, partial(_answer, key, number))
    story.tell(opens + 18 * DAY + timedelta(hours=1), lambda at: services.run_follow_ups(at=at))


def _take(key: str, at: datetime) -> None:
    attendance.take(event_of(key), at, by=secretariat(at))


def _hear(key: str, at: datetime) -> None:
    dice, taught = Random(key), Assignment.objects.teaching()
    for one in taught.filter(request__delivery__event=event_of(key)).select_related("trainer"):
        by = voice_of(one.trainer.email, at)
        if by.is_secretariat:
            continue
        said = {
            "group": dice.choice((4, 5)), "material": dice.choice((3, 4)),
            "host": dice.choice((4, 5)), "level": dice.choice((0, 1, 1)),
            "course": FROM_TRAINERS[0], "host_words": FROM_TRAINERS[1],
        }  # fmt: skip
        services.report_as_trainer(one, said, by=by, at=at)


def _answer(key: str, number: int, at: datetime) -> None:
    """Let the so-manieth of those who were asked answer, a third of them with an example."""
    rows = FollowUpAsked.objects.filter(follow_up__delivery__event=event_of(key))
    dice = Random(f"{key}:later:{number}")
    said: dict[str, Any] = {"used": dice.choice(USED), "changed": dice.choice((2, 3, 3, 4, 4, 5))}
    if said["used"] < 2:
        said["for"] = dice.choice(USES)
    else:
        said["hindered"] = HINDRANCES[number % 3]
    if number % 3 == 0:
        said["example"] = EXAMPLES[number // 3 % 3]
    for own in rows.order_by("pk")[number : number + 1]:
        services.answer_follow_up(own, said, at=at)
