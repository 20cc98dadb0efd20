"""The same form sent twice at once, with real connections."""

import datetime as dt
import uuid

import pytest

from accounts.models import MemberState
from mail.models import Letter
from tests.events.at_once import all_at_once
from tests.factories.trainings import NOW, CourseFactory, secretariat, speaks_for
from trainers import services
from trainers.models import InterestCall, Trainer, TrainerInterest

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_form_that_is_sent_twice_at_once_makes_one_thing():
    by, host, course, once = secretariat(), speaks_for("PT"), CourseFactory(), uuid.uuid4()
    portugal, said = MemberState.objects.get(pk="PT"), {"once": once, "at": NOW}
    deeds = (
        lambda: services.nominate(
            nominated_for=portugal, languages=["pt"], name="Ada Novak", email="ada@example.eu",
            by=host, **said,
        ),
        lambda: services.tell_interest(
            member_state=portugal, course=course, language="pt", people=2, by=host, **said
        ),
        lambda: services.ask_states(
            course=course, words="", closes_on=NOW.date() + dt.timedelta(days=30), by=by, **said
        ),
    )  # fmt: skip

    made = [all_at_once([deed, deed, deed]) for deed in deeds]

    assert [len({one.pk for one in same}) for same in made] == [1, 1, 1]
    assert [rows.objects.count() for rows in (Trainer, TrainerInterest, InterestCall)] == [1, 1, 1]
    assert Letter.objects.filter(label="trainers.call").count() == 1
