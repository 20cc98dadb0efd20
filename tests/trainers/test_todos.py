"""What waits for the Secretariat, about trainers."""

import pytest

from tests.factories.trainings import TrainerFactory, secretariat, speaks_for
from trainers import todos
from trainers.enums import TrainerState

pytestmark = pytest.mark.django_db


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
