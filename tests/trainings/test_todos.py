"""What needs the Secretariat now, about requests."""

import datetime as dt
import uuid

import pytest

from accounts.access import standing
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    CourseFactory,
    QualificationFactory,
    accepted,
    delivered,
    fresh,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from tests.queries import counted
from trainings import services, todos

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def said(by, at=NOW):
    return [(one.what, one.button) for one in todos.for_user(standing(by.user, at))]


def test_nothing_to_do_is_one_query():
    by = secretariat()

    assert counted(lambda: todos.for_user(by)) == 1
    assert todos.for_user(by) == []


def test_a_request_that_was_sent_waits_for_everybody_of_the_secretariat():
    made = submitted(course=CourseFactory(title="Evaluation"))
    by = secretariat()

    (one,) = todos.for_user(by)

    assert (one.what, one.button, one.url) == (
        "Decide: Evaluation, Lisbon", "Decide", made.get_absolute_url(),
    )  # fmt: skip
    assert (one.note, one.by, one.urgent) == (f"{made.reference} · Portugal", NOW + 14 * DAY, False)
    (late,) = todos.for_user(standing(by.user, NOW + 14 * DAY))
    assert late.urgent
    services.ask(made, question="How many?", by=by, at=NOW)
    assert said(by) == []


def test_who_looks_after_a_request_hears_of_silence_and_of_wishes_to_cancel():
    by, other, host = secretariat(), secretariat(), speaks_for()
    made = accepted(by, host, course=CourseFactory(title="Evaluation"))

    assert said(by) == []
    assert said(by, NOW + 14 * DAY) == [
        ("Nothing has happened for two weeks: Evaluation, Lisbon", "Open")
    ]
    services.ask_to_cancel(made, reason="Elections.", by=host, at=NOW)
    assert said(by) == [("The host asks to cancel: Evaluation, Lisbon", "Answer")]
    assert said(other, NOW + 30 * DAY) == []


def test_tasks_of_the_secretariat_are_said_a_week_before_they_are_due():
    made, by, _host, _option = scheduled(course=CourseFactory(title="Evaluation"))
    for title, owner in (("Print", "secretariat"), ("Send", "secretariat"), ("Book", "host")):
        services.add_task(
            made, once=uuid.uuid4(),
            title=title, owner=owner, due_date=FIRST_DAY - 3 * DAY, note_="", by=by, at=NOW,
        )  # fmt: skip

    at = NOW.replace(year=2027, month=1, day=9)
    assert said(by, at - DAY) == []
    (one,) = todos.for_user(standing(by.user, at))
    assert one.what == "2 tasks of the checklist are due: Evaluation, Lisbon"
    assert one.url == f"{made.get_absolute_url()}#checklist"
    assert one.by.date() == FIRST_DAY - 3 * DAY
    services.set_done(made.tasks.get(title="Print"), done=True, by=by, at=NOW)
    assert said(by, at) == [("1 task of the checklist is due: Evaluation, Lisbon", "See them")]


def test_a_held_training_is_to_be_closed():
    made, by, _host, after = delivered(course=CourseFactory(title="Evaluation"))

    assert said(by, after) == [("Report and close: Evaluation, Lisbon", "See what is open")]
    assert said(secretariat(), after) == []
    assert fresh(made).state == "delivered"


def test_who_looks_after_a_request_hears_of_trainers_who_said_yes_and_that_it_can_be_scheduled():
    by, host = secretariat(), speaks_for()
    made = accepted(by, host, course=CourseFactory(title="Evaluation"))
    trainer = QualificationFactory(course=made.course).trainer
    (option,) = services.propose_dates(made, first_dates=[FIRST_DAY], close_on=None, by=by, at=NOW)
    said_by = {"by": by, "at": NOW}
    asked = services.invite_trainer(
        services.propose_trainer(made, trainer=trainer, **said_by), message="", **said_by
    )
    assert said(by) == []

    asked = services.accept_assignment(asked, answers={option.key: "yes"}, **said_by)
    assert said(by) == [
        ("A trainer has said yes and is to be confirmed: Evaluation, Lisbon", "Confirm")
    ]
    services.confirm_trainer(asked, **said_by)
    services.confirm_checklist(made, by=host, at=NOW)
    assert said(by) == []
    services.answer_dates(made, answers={option.key: "if_need_be"}, by=host, at=NOW)
    (one,) = todos.for_user(by)
    assert (one.what, one.button, one.url) == (
        "The host agrees and a trainer is confirmed: Evaluation, Lisbon",
        "Schedule",
        f"{made.get_absolute_url()}#dates",
    )
    services.schedule(made, option=option, alone_reason="A small group.", **said_by)
    assert said(by) == []
    assert said(secretariat()) == []


def test_others_have_nothing_to_do_here():
    submitted()

    assert said(speaks_for("LV")) == []
