"""The Secretariat changes a course; the catalogue and its page say so."""

import datetime as dt

import pytest

from accounts.enums import Visibility
from courses import words
from courses.models import Course, Prerequisite
from courses.services import lay_out_courses
from journal.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.trainings import NOW, CourseFactory, secretariat, speaks_for
from trainings.models import Delivery

pytestmark = pytest.mark.django_db

AT = dt.datetime.now(dt.UTC)


@pytest.fixture
def officer(client):
    by = secretariat(AT)
    client.force_login(by.user)
    return by


def typed(course, **changes):
    """The form as it stands, with some of it changed."""
    found = {
        "version": course.version, "title": course.title, "summary": "", "about": "",
        "audience": "", "how_to_get": "", "is_on_request": "on", "is_offered": "on",
        "least": "6", "most": "30", "trainers": "2",
    }  # fmt: skip
    for number, part in enumerate(course.parts.all(), start=1):
        found |= {
            f"part_{number}": part.title, f"day_{number}": part.day,
            f"starts_{number}": f"{part.starts_time:%H:%M}", f"minutes_{number}": part.minutes,
            f"modules_{number}": "\n".join(one.title for one in part.modules.all()),
        }  # fmt: skip
    return {**found, **changes}


def test_a_course_is_changed_with_its_parts_modules_and_what_comes_before(client, officer):
    course, first, second = CourseFactory(slug="evaluating"), CourseFactory(), CourseFactory()
    Prerequisite.objects.create(course=course, before=second)
    page = "/trainings/evaluating/edit/"
    assert "Half-day 3" in client.get(page).text

    answer = client.post(
        page,
        typed(
            course, title="Evaluating", part_2="", part_4="Evening", day_4="2", starts_4="18",
            minutes_4="90", modules_4="Questions\n\n Answers ",
            **{f"before_{first.pk}": "required"},
        ),
    )  # fmt: skip

    assert answer.url == "/trainings/evaluating/"
    course.refresh_from_db()
    assert (course.title, course.version, course.least) == ("Evaluating", 2, 6)
    assert [(one.order, one.title) for one in course.parts.all()] == [
        (1, "Half-day 1"), (2, "Half-day 3"), (3, "Evening"),
    ]  # fmt: skip
    assert [one.title for one in course.parts.get(order=3).modules.all()] == [
        "Questions", "Answers",
    ]  # fmt: skip
    (before,) = course.prerequisites.all()
    assert (before.before, before.is_required) == (first, True)
    assert [one.deed for one in Entry.objects.on("courses.course", str(course.key))] == [
        "courses.changed"
    ]
    assert 'value="required" selected' in client.get(page).text


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(client, officer):
    course = CourseFactory(slug="evaluating")
    changes = {"least": "40", "title": "Our title", "day_1": "", "minutes_2": "many"}

    answer = client.post("/trainings/evaluating/edit/", typed(course, **changes))

    assert answer.status_code == 422
    form = answer.context["form"]
    assert sorted(form.errors) == ["day_1", "minutes_2", "most"]
    assert "Our title" in answer.text
    course.refresh_from_db()
    assert (course.title != "Our title", course.parts.count()) == (True, 3)


def test_two_who_change_it_at_once_are_shown_both_texts(client, officer):
    course = CourseFactory(slug="evaluating")
    before = typed(course)
    client.post("/trainings/evaluating/edit/", {**before, "title": "The first"})

    late = client.post("/trainings/evaluating/edit/", {**before, "title": "The second"})

    assert late.status_code == 409
    assert ("The first" in late.text, "The second" in late.text) == (True, True)
    assert Course.objects.get().title == "The first"


def test_a_course_is_taken_off_the_catalogue_and_put_back(client, officer):
    course = CourseFactory(slug="evaluating", title="Evaluating")
    said = typed(course)
    del said["is_offered"]

    assert client.post("/trainings/evaluating/edit/", said).url == "/trainings/"
    client.post("/trainings/evaluating/edit/", {**said, "version": 2})
    assert client.get("/trainings/evaluating/").status_code == 404
    assert "/trainings/evaluating/edit/" in client.get("/trainings/").text
    assert client.get("/trainings/evaluating/edit/").status_code == 200
    client.post("/trainings/evaluating/edit/", {**said, "version": 3, "is_offered": "on"})

    assert client.get("/trainings/evaluating/").status_code == 200


def test_nobody_else_changes_a_course(client):
    CourseFactory(slug="evaluating")
    client.force_login(speaks_for("PT", AT).user)

    assert client.get("/trainings/evaluating/edit/").status_code == 404


def test_a_courses_length_is_said_in_words():
    lay_out_courses(at=NOW)
    courses = Course.objects.whole()

    assert [words.length(one) for one in courses] == [
        "3 h 30 min", "10 h 30 min over 2 days", "13 h over 2 days", "1 h 30 min",
    ]  # fmt: skip
    assert words.length(CourseFactory(its_parts=0)) == ""


def test_the_page_says_how_to_get_it_and_when_it_is_next(client):
    course = CourseFactory(slug="evaluating", how_to_get="Ask your Representative.")
    other = CourseFactory(archived_at=NOW, title="Taught no longer")
    Prerequisite.objects.create(course=course, before=other)
    Prerequisite.objects.create(course=course, before=CourseFactory(), is_required=True)
    for title, more in {
        "Next one": {},
        "Hidden one": {"visibility": Visibility.RESTRICTED},
    }.items():
        Delivery.objects.create(
            event=EventFactory(title=title, **more), course=course, language="en"
        )

    text = client.get("/trainings/evaluating/").text

    assert "Ask your Representative." in text
    assert ("Next one" in text, "Hidden one" in text) == (True, False)
    assert ("Taught no longer" in text, "Required before" in text) == (True, True)
    assert "Request a training" not in text
    client.force_login(speaks_for("PT", AT).user)
    assert "Request a training" in client.get("/trainings/evaluating/").text
    assert "Request a training" in client.get("/trainings/").text
    client.force_login(UserFactory())
    assert "Request a training" not in client.get("/trainings/").text


def test_a_bare_course_and_an_empty_catalogue_say_little(client):
    assert "No trainings yet" in client.get("/trainings/").text
    CourseFactory(slug="bare", its_parts=0, is_on_request=False)

    client.force_login(speaks_for("PT", AT).user)

    text = client.get("/trainings/bare/").text
    assert ("What is taught" in text, "Length" in text, "Request a" in text) == (False,) * 3
