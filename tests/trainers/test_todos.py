"""What waits for the Secretariat and for Member States, about trainers."""

import datetime as dt

import pytest

from accounts.models import MemberState
from tests.factories.trainings import (
    NOW,
    QualificationFactory,
    TrainerFactory,
    at_the,
    secretariat,
    speaks_for,
)
from tests.trainers.interest import asked, told
from trainers import services, todos
from trainers.enums import TrainerState

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def test_nominations_wait_for_the_secretariat(django_assert_num_queries):
    by, host = secretariat(), speaks_for("PT")
    TrainerFactory()
    assert todos.for_user(by) == todos.for_user(host) == []
    TrainerFactory(name="Ada", state=TrainerState.NOMINATED)

    with django_assert_num_queries(1):
        (one,) = todos.for_user(by)
    assert (one.what, one.url) == ("Decide on a trainer: Ada", "/trainers/?state=nominated")
    TrainerFactory(state=TrainerState.NOMINATED)
    (two,) = todos.for_user(by)
    assert two.what == "Decide on 2 trainers who were put forward"
    assert todos.for_user(host) == []


def test_approvals_that_end_within_sixty_days_wait_unless_renewed(django_assert_num_queries):
    by, today = secretariat(), NOW.date()
    soon, later = today + 60 * DAY, today + 61 * DAY
    ending = QualificationFactory(trainer=TrainerFactory(name="Ada"), ends=soon)
    QualificationFactory(ends=later)
    QualificationFactory(ends=today - DAY)
    QualificationFactory(trainer=TrainerFactory(state=TrainerState.LEFT), ends=soon)
    QualificationFactory(ends=today, ended_at=NOW, reason="Ill.")

    with django_assert_num_queries(1):
        (one,) = todos.for_user(by)

    assert (one.what, one.url, one.by.date()) == (
        "Renew an approval, or let it end: Ada", "/trainers/?approval=ending", soon,
    )  # fmt: skip
    same = {"course": ending.course, "language": "en"}
    other = QualificationFactory(**same, ends=today + DAY)
    (two,) = todos.for_user(by)
    assert (two.what, two.by.date()) == (
        "Renew the approvals of 2 trainers, or let them end", today + DAY,
    )  # fmt: skip
    QualificationFactory(trainer=ending.trainer, **same, starts=soon + DAY)
    QualificationFactory(trainer=other.trainer, **same, starts=today, ends=later)
    assert todos.for_user(by) == []


def test_a_question_waits_for_each_state_until_it_answers_or_the_day_is_over(
    django_assert_num_queries,
):
    by, host, other = secretariat(), speaks_for("PT"), speaks_for("LV")
    call = asked(by)
    asked(by, closes_on=NOW.date() - DAY)

    with django_assert_num_queries(1):
        (one,) = todos.for_user(host)

    assert (one.what, one.url, one.by.date()) == (
        f"Whom would you have trained as trainers? {call.course}", "/trainers/training/",
        call.closes_on,
    )  # fmt: skip
    portugal, latvia = (MemberState.objects.get(pk=code) for code in ("PT", "LV"))
    services.say_nobody(call, member_state=portugal, by=host, at=NOW)
    told(other, latvia, call.course)
    assert todos.for_user(host) == todos.for_user(other) == []
    assert [one.button for one in todos.for_user(speaks_for("EL"))] == ["Answer"]


def test_nothing_waits_for_anybody_else(django_assert_num_queries):
    stranger = at_the(TrainerFactory())

    with django_assert_num_queries(0):
        assert todos.for_user(stranger) == []
