"""What waits for a trainer: an invitation, dates."""

import pytest

from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    TrainerFactory,
    accepted,
    at_the,
    secretariat,
)
from trainings import services
from trainings.todos import for_user

pytestmark = pytest.mark.django_db


def test_an_invitation_and_then_each_new_date_wait_for_the_trainer():
    by, trainer = secretariat(), TrainerFactory()
    made, own = accepted(by), at_the(trainer)
    QualificationFactory(trainer=trainer, course=made.course)
    asked = services.propose_trainer(made, trainer=trainer, by=by, at=NOW)
    assert for_user(own) == []

    services.invite_trainer(asked, message="", by=by, at=NOW)
    (one,) = for_user(own)
    assert (one.what, one.url, one.by) == (
        f"Will you teach? {made.course}, Lisbon", asked.get_absolute_url(), None,
    )  # fmt: skip
    services.accept_assignment(asked, answers={}, by=own, at=NOW)
    assert for_user(own) == []
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=OTHER_DAY, by=by, at=NOW
    )
    (one,) = for_user(own)
    assert one.what == f"Which date suits? {made.course}, Lisbon"
    assert one.by.date() == OTHER_DAY
    services.answer_as_trainer(made, trainer=trainer, answers={option.key: "no"}, by=own, at=NOW)
    assert for_user(own) == []
    services.cancel(made, reason="Off.", by=by, at=NOW)
    assert for_user(own) == []


def test_nobody_else_is_asked(django_assert_num_queries):
    stranger = at_the(TrainerFactory(state="nominated"))

    with django_assert_num_queries(1):
        assert for_user(stranger) == []
