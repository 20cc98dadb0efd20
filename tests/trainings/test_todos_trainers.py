"""What waits for a trainer: an invitation, dates, how it went."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.access import standing
from accounts.models import User
from mail.models import Letter
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    TrainerFactory,
    accepted,
    at_the,
    delivered,
    secretariat,
)
from trainings import services
from trainings.todos import for_trainer

pytestmark = pytest.mark.django_db


def test_an_invitation_and_then_each_new_date_wait_for_the_trainer():
    by, trainer = secretariat(), TrainerFactory()
    made, own = accepted(by), at_the(trainer)
    QualificationFactory(trainer=trainer, course=made.course)
    asked = services.propose_trainer(made, trainer=trainer, by=by, at=NOW)
    assert for_trainer(own) == []

    services.invite_trainer(asked, message="", by=by, at=NOW)
    (one,) = for_trainer(own)
    assert (one.what, one.url, one.by) == (
        f"Will you teach? {made.course}, Lisbon", asked.get_absolute_url(), None,
    )  # fmt: skip
    services.accept_assignment(asked, answers={}, by=own, at=NOW)
    assert for_trainer(own) == []
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=OTHER_DAY, by=by, at=NOW
    )
    (one,) = for_trainer(own)
    assert one.what == f"Which date suits? {made.course}, Lisbon"
    assert one.by.date() == OTHER_DAY
    services.answer_as_trainer(made, trainer=trainer, answers={option.key: "no"}, by=own, at=NOW)
    assert for_trainer(own) == []
    services.cancel(made, reason="Off.", by=by, at=NOW)
    assert for_trainer(own) == []


def test_how_it_went_is_asked_by_letter_and_waits_for_two_months(django_assert_num_queries):
    made, _by, _host, after = delivered()
    one = made.assignments.select_related("trainer").first()
    address = reverse("trainings:trainer_report", args=[one.key])
    months_later = after + dt.timedelta(days=61)

    (letter,) = Letter.objects.filter(to=one.trainer.email, subject__startswith="How did it go?")
    own = at_the(one.trainer, after)
    with django_assert_num_queries(1):
        (todo,) = for_trainer(own)

    assert address in str(letter.body)
    assert (todo.what, todo.url, todo.by) == (
        f"How did it go? {made.course}, Lisbon", address, None,
    )  # fmt: skip
    own = standing(User.objects.get(email=one.trainer.email), months_later)
    assert for_trainer(own) == []
    own = standing(own.user, after)
    services.report_as_trainer(one, {}, by=own, at=after)
    assert for_trainer(own) == []


def test_nobody_else_is_asked(django_assert_num_queries):
    stranger = at_the(TrainerFactory(state="nominated"))

    with django_assert_num_queries(1):
        assert for_trainer(stranger) == []
