"""In which languages a course is taught now, as who asks for it reads."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from tests.factories.trainings import (
    NOW,
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
    speaks_for,
)
from tests.queries import counted
from trainers.enums import TrainerState
from trainings import teachers

pytestmark = pytest.mark.django_db
NEW = reverse("trainings:new")
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_course_is_taught_in_what_accepted_trainers_are_approved_for_today():
    course, other = CourseFactory(), CourseFactory()
    for language in ("pt", "en", "en"):
        QualificationFactory(course=course, language=language)
    QualificationFactory(course=course, language="fr", ends=TODAY - dt.timedelta(days=1))
    QualificationFactory(course=course, language="de", starts=TODAY + dt.timedelta(days=1))
    gone = TrainerFactory(state=TrainerState.LEFT)
    QualificationFactory(course=course, language="el", trainer=gone)

    found = teachers.taught_in([course, other], on=TODAY)

    assert found == {course.pk: ["English", "Portuguese"], other.pk: []}


def test_the_form_says_of_each_course_in_which_languages_it_is_taught_in_one_query(client):
    client.force_login(speaks_for().user)
    taught, other = CourseFactory(), CourseFactory()
    before = counted(lambda: client.get(NEW))
    for language in ("pt", "en"):
        QualificationFactory(course=taught, language=language)

    page = client.get(NEW)

    told = " ".join(page.text.split())
    assert f"{taught.title}: approved trainers teach it now in English, Portuguese." in told
    assert f"{other.title}: nobody is approved to teach it now." in told
    assert f'data-taught="{other.pk}"' in told
    assert counted(lambda: client.get(NEW)) == before
