"""The timeline says who did what, about whom, on which dates and for what reason."""

import pytest

from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    accepted,
    confirmed_trainer,
    delivered,
    fresh,
    secretariat,
    speaks_for,
)
from trainings import services, timeline

pytestmark = pytest.mark.django_db

DATES = ("Tuesday 19 – Wednesday 20 January 2027", "Tuesday 9 – Wednesday 10 February 2027")


def read(made, by):
    return [(one.who, one.side, one.what, one.facts) for one in timeline.of(made, standing=by)]


def test_dates_and_what_was_said_to_them_stand_in_words():
    by, host = secretariat(), speaks_for()
    made = accepted(by=by, host=host)
    first, other = services.propose_dates(
        made, first_dates=[FIRST_DAY, OTHER_DAY], close_on=None, by=by, at=NOW
    )
    services.answer_dates(made, answers={first.key: "no", other.key: "if_need_be"}, by=host, at=NOW)
    services.drop_date(first, by=by, at=NOW)

    found = read(made, host)

    officer, state = (by.user.name, "Secretariat"), (host.user.name, "Portugal")
    assert found == [
        (*officer, "took a date back", DATES[:1]),
        (*state, "answered the dates", (f"{DATES[0]}: No", f"{DATES[1]}: If need be")),
        (*officer, "proposed dates", DATES),
        (*officer, "accepted the request", (f"looked after by {by.user.name}",)),
        (*state, "sent the request", ()),
        (*state, "began the request", ()),
    ]


def test_trainers_and_tasks_are_named_and_the_clock_is_nobody():
    by, host = secretariat(), speaks_for()
    made, *_rest = delivered(by=by, host=host)
    other = accepted(by=by, host=host)
    one = confirmed_trainer(other, by=by)
    services.drop_trainer(one, reason="Two are enough.", by=by, at=NOW)
    services.set_done(other.tasks.get(), done=True, by=host, at=NOW)

    assert read(made, host)[0] == ("", "", "The training took place", ())
    assert (by.user.name, "Secretariat", "scheduled the training", DATES[:1]) in read(made, host)
    assert read(fresh(other), host)[:3] == [
        (host.user.name, "Portugal", "ticked off a task", ("Book a room",)),
        (by.user.name, "Secretariat", "released a trainer", (one.trainer.name,)),
        (by.user.name, "Secretariat", "confirmed a trainer", (one.trainer.name,)),
    ]


def test_notes_stand_among_the_rest_for_the_secretariat(django_assert_num_queries):
    by, host = secretariat(), speaks_for()
    made = accepted(by=by, host=host)
    services.add_note(
        made, text="Ask Tallinn.", once="00000000-0000-4000-8000-000000000001", by=by, at=NOW
    )

    with django_assert_num_queries(2):
        noted = timeline.of(made, standing=by)
    with django_assert_num_queries(2):
        theirs = timeline.of(made, standing=host)

    assert (noted[0].side, noted[0].what, noted[0].text) == ("Secretariat", "noted", "Ask Tallinn.")
    assert [one.text for one in theirs] == ["", "", ""]
