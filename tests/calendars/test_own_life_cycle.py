"""Every deed on a deadline or a training, and what it does to the entry in a person's own feed.

The UID stays; SEQUENCE rises, by exactly one where the thing has a counter for calendars and at
least by one where its version counts; LAST-MODIFIED is the moment of the deed. What does not show
leaves the entry as it was.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from procedures.services import cast, close_due, extend, object_to_procedure, remind, withdraw
from tests.calendars.reads import entry_of, read
from tests.factories.accounts import MandateFactory
from tests.factories.calendars import FeedFactory
from tests.factories.procedures import LAST_SECOND, LAUNCHED, ballot, board, holder, running
from tests.factories.procedures import secretariat as office
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    TrainerFactory,
    accepted,
    at_the,
    fresh,
    scheduled,
    secretariat,
    speaks_for,
)
from trainings import services

pytestmark = pytest.mark.django_db
HOUR, ONE_DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
AT = LAUNCHED + 2 * HOUR
CLOSE_ON = dt.date(2026, 9, 20)


def stamp(at):
    return f"{at:%Y%m%dT%H%M%SZ}"


@dataclass(frozen=True)
class Deed:
    """One deed on a procedure in which Portugal is asked, and what Portugal's entry says then."""

    name: str
    do: Any
    title: str = "Reply due by 23:59 Brussels time"
    by: int = 1
    at: dt.datetime = AT
    status: str = "CONFIRMED"
    changed_at: dt.datetime | None = None
    answered: bool = False


def reply(code, choice="against"):
    def do(procedure, by, at):
        who = by if code == "PT" else holder(code)
        cast(procedure.ballots.get(member_state=code), choice=choice, by=who, at=at)

    return do


def longer(procedure, _by, at):
    extend(procedure, deadline_at=LAST_SECOND + 7 * ONE_DAY, reason="Easter.", by=office(), at=at)


def one_more_seat(procedure, by, _at):
    MandateFactory(
        user=by.user, role="substitute", starts=dt.date(2020, 1, 1),
        member_state=ballot(procedure, "LV").member_state,
    )  # fmt: skip


def stopped(procedure, _by, at):
    object_to_procedure(ballot(procedure, "BE"), reason="", by=holder("BE"), at=at, as_chair=True)


DEEDS = [
    Deed("extended", longer),
    Deed("answered", reply("PT"), "Answered"),
    Deed("answered by another state", reply("LV"), by=0),
    Deed("answered otherwise", reply("PT", "for"), "Answered", by=0, answered=True, changed_at=AT),
    Deed("extended once answered", longer, "Answered", answered=True),
    Deed("one more seat", one_more_seat, changed_at=LAUNCHED),
    Deed("one more seat once answered", one_more_seat, answered=True, changed_at=LAUNCHED + HOUR),
    Deed(
        "reminded",
        lambda procedure, _by, at: remind(procedure, subject="", text="", by=office(), at=at),
        by=0,
    ),
    Deed(
        "withdrawn",
        lambda procedure, _by, at: withdraw(procedure, reason="No.", by=office(), at=at),
        "CANCELLED: Reply due by 23:59 Brussels time",
        status="CANCELLED",
    ),
    Deed("ended by the chair", stopped, "Closed"),
    Deed(
        "closed by the clock",
        lambda _procedure, _by, at: close_due(at=at),
        "Closed",
        at=LAST_SECOND + HOUR,
    ),
]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_what_the_deadline_of_a_procedure_says(deed):
    board()
    by, procedure = holder("PT"), running()
    feed = FeedFactory(owner=by.user)
    if deed.answered:
        reply("PT")(procedure, by, LAUNCHED + HOUR)
    before = entry_of(read(feed, LAUNCHED + HOUR), procedure.uid)

    deed.do(procedure, by, deed.at)

    after = entry_of(read(feed, deed.at), procedure.uid)
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + deed.by
    assert after["SUMMARY"] == f"{deed.title}: {procedure.reference}"
    assert after["STATUS"] == deed.status
    if deed.by or deed.changed_at:
        assert after["LAST-MODIFIED"] == stamp(deed.changed_at or deed.at)
        assert after["DTSTAMP"] == after["LAST-MODIFIED"]
    else:
        assert after == before


def asked(made, by, host):
    """A request with a date to answer, its trainer invited."""
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=CLOSE_ON, by=by, at=NOW
    )
    trainer = TrainerFactory()
    QualificationFactory(trainer=trainer, course=made.course)
    proposed = services.propose_trainer(made, trainer=trainer, by=by, at=NOW)
    services.invite_trainer(proposed, message="", by=by, at=NOW)
    return option, at_the(trainer)


def propose(days, close_on=CLOSE_ON):
    def do(made, by, _host, _trainer, _option, at):
        services.propose_dates(made, first_dates=days, close_on=close_on, by=by, at=at)

    return do


def host_says(made, _by, host, _trainer, option, at):
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=at)


def trainer_says(made, _by, _host, trainer, option, at):
    assignment = made.assignments.get()
    services.accept_assignment(assignment, answers={option.key: "yes"}, by=trainer, at=at)


def trainer_says_later(made, _by, _host, trainer, option, at):
    one = made.assignments.get().trainer
    services.answer_as_trainer(
        made, trainer=one, answers={option.key: "if_need_be"}, by=trainer, at=at
    )


def drop(_made, by, _host, _trainer, option, at):
    services.drop_date(option, by=by, at=at)


DUE = "Reply due by 23:59 Brussels time"
DATES = [
    ("one more date", propose([FIRST_DAY, OTHER_DAY]), (DUE, DUE)),
    ("another closing day", propose([FIRST_DAY], dt.date(2026, 9, 25)), (DUE, DUE)),
    ("answered by the host", host_says, ("Answered", DUE)),
    ("answered by the trainer who accepts", trainer_says, (None, "Answered")),
    ("answered by the trainer alone", trainer_says_later, (DUE, "Answered")),
    ("taken back", drop, ("", "")),
]


@pytest.mark.parametrize(
    ("do", "titles"), [deed[1:] for deed in DATES], ids=[deed[0] for deed in DATES]
)
def test_what_the_question_for_dates_says_to_host_and_trainer(do, titles):
    by, host = secretariat(), speaks_for()
    made = accepted(by, host)
    option, trainer = asked(made, by, host)
    feeds = [FeedFactory(owner=host.user), FeedFactory(owner=trainer.user)]
    uids = [made.key, made.assignments.get().key]
    before = [entry_of(read(feed, NOW), uid) for feed, uid in zip(feeds, uids, strict=True)]

    do(fresh(made), by, host, trainer, option, NOW + HOUR)

    after = [entry_of(read(feed, NOW + HOUR), uid) for feed, uid in zip(feeds, uids, strict=True)]
    for old, new, title in zip(before, after, titles, strict=True):
        if title == "":
            assert new == {}
        elif title is None:
            assert new["SUMMARY"] == old["SUMMARY"]
            assert int(new["SEQUENCE"]) >= int(old["SEQUENCE"])
        else:
            assert new["SUMMARY"] == f"{title}: {made.reference}"
            assert int(new["SEQUENCE"]) > int(old["SEQUENCE"])
            assert new["LAST-MODIFIED"] == new["DTSTAMP"] == stamp(NOW + HOUR)


def tick(done):
    def do(task, _by, host, at):
        services.set_done(task, done=done, by=host, at=at)

    return do


def rename(task, by, _host, at):
    services.change_task(
        task, version=task.version, title="Book two rooms", owner="host",
        due_date=dt.date(2026, 11, 2), note_="", by=by, at=at,
    )  # fmt: skip


TASKS = [
    ("done", tick(True), False, "Done: Book a room"),
    ("open again", tick(False), True, "Due: Book a room"),
    ("another one", rename, False, "Due: Book two rooms"),
]


@pytest.mark.parametrize(
    ("do", "is_done", "title"), [deed[1:] for deed in TASKS], ids=[deed[0] for deed in TASKS]
)
def test_what_a_task_of_the_host_says(do, is_done, title):
    made, by, host, _option = scheduled()
    feed, task = FeedFactory(owner=host.user), made.tasks.get(owner="host")
    if is_done:
        tick(True)(task, by, host, NOW)
    before = entry_of(read(feed, NOW), task.key)

    task.refresh_from_db()
    do(task, by, host, NOW + HOUR)

    after = entry_of(read(feed, NOW + HOUR), task.key)
    assert after["SUMMARY"] == f"{title}\\, {made.reference}"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["LAST-MODIFIED"] == after["DTSTAMP"] == stamp(NOW + HOUR)


def test_what_a_training_says_to_host_and_trainer_that_moves_and_is_cancelled():
    made, by, host, _option = scheduled()
    people = {one.trainer.pk: at_the(one.trainer) for one in made.assignments.all()}
    feeds = [FeedFactory(owner=one.user) for one in (host, *people.values())]
    days = list(made.delivery.event.days.order_by("date").values_list("uid", flat=True))

    def told(at):
        return [[entry_of(read(feed, at), uid) for uid in days] for feed in feeds]

    first = told(NOW)
    (option,) = services.propose_dates(made, first_dates=[OTHER_DAY], close_on=None, by=by, at=NOW)
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=NOW)
    for one in made.assignments.all():
        own = people[one.trainer.pk]
        services.answer_as_trainer(
            made, trainer=one.trainer, answers={option.key: "yes"}, by=own, at=NOW
        )
    services.reschedule(made, option=option, by=by, at=NOW + HOUR)
    moved = told(NOW + HOUR)
    services.cancel(made, reason="Elections.", by=by, at=NOW + 2 * HOUR)
    gone = told(NOW + 2 * HOUR)

    for old, new, off in zip(first, moved, gone, strict=True):
        for number, (was, there, cancelled) in enumerate(zip(old, new, off, strict=True)):
            assert int(was["SEQUENCE"]) < int(there["SEQUENCE"]) < int(cancelled["SEQUENCE"])
            assert there["LAST-MODIFIED"] == stamp(NOW + HOUR)
            assert cancelled["LAST-MODIFIED"] == stamp(NOW + 2 * HOUR)
            day = f"{OTHER_DAY + number * ONE_DAY:%Y%m%d}T"
            starts = [value for name, value in there.items() if name.startswith("DTSTART;")]
            assert starts[0].startswith(day)
            assert (there["STATUS"], cancelled["STATUS"]) == ("CONFIRMED", "CANCELLED")
