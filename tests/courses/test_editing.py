"""The Secretariat changes a course; the catalogue and its page say so."""

import datetime as dt
import uuid

import pytest

from accounts.enums import Visibility
from courses import asked, words
from courses.enums import Asked
from courses.forms import rows
from courses.forms.questions import QuestionsForm
from courses.models import Course, Prerequisite
from courses.services import lay_out_courses
from events.feedback import Item
from journal.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.trainings import NOW, CourseFactory, accepted, secretariat, speaks_for
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
        "least": "6", "most": "30", "trainers": "2", "kind": "on_request",
        "rows": course.parts.count(),
    }  # fmt: skip
    for number, part in enumerate(course.parts.all(), start=1):
        found |= {
            f"part_{number}": part.title, f"day_{number}": part.day,
            f"starts_{number}": f"{part.starts_time:%H:%M}", f"minutes_{number}": part.minutes,
            f"modules_{number}": "\n".join(one.title for one in part.modules.all()),
        }  # fmt: skip
    return {**found, **changes}


def shown(page):
    """What the form of a page would send, as it is shown."""
    form = page.context["form"]
    found = {"rows": form.rows}
    for field in form:
        value = field.value()
        if value not in {None, False, ""}:
            found[field.html_name] = f"{value:%H:%M}" if isinstance(value, dt.time) else value
    return found


def test_a_course_is_changed_with_its_parts_modules_and_what_comes_before(client, officer):
    course, first, second = CourseFactory(slug="evaluating"), CourseFactory(), CourseFactory()
    Prerequisite.objects.create(course=course, before=second)
    page = "/trainings/evaluating/edit/"
    assert "Half-day 3" in client.get(page).text

    said = typed(course, title="Evaluating", kind="open", row="out-2")
    taken_out = client.post(page, {**said, f"before_{first.pk}": "required"})
    assert (taken_out.status_code, "Half-day 2" in taken_out.text) == (200, False)
    assert course.parts.count() == 3
    more = client.post(page, {**shown(taken_out), "row": "add"})
    answer = client.post(
        page,
        shown(more)
        | {
            "part_3": "Evening", "day_3": "2", "starts_3": "18", "minutes_3": "90",
            "modules_3": "Questions\n\n Answers ",
        },
    )  # fmt: skip

    assert answer.url == "/trainings/evaluating/"
    course.refresh_from_db()
    assert (course.title, course.kind, course.version) == ("Evaluating", "open", 2)
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
    changes = {
        "least": "40", "title": "Our title", "day_1": "", "minutes_2": "many", "starts_3": "23",
        "modules_3": "m" * 201,
    }  # fmt: skip

    answer = client.post("/trainings/evaluating/edit/", typed(course, **changes))

    assert answer.status_code == 422
    form = answer.context["form"]
    assert sorted(form.errors) == [
        "day_1", "minutes_2", "minutes_3", "modules_3", "most",
    ]  # fmt: skip
    assert "Our title" in answer.text
    course.refresh_from_db()
    assert (course.title != "Our title", course.parts.count()) == (True, 3)


def test_a_part_begins_once_the_one_before_is_over(client, officer):
    course = CourseFactory(slug="evaluating")

    answer = client.post("/trainings/evaluating/edit/", typed(course, starts_2="12:59"))

    assert list(answer.context["form"].errors) == ["starts_2"]


def test_parts_are_moved_without_storing_anything(client, officer):
    course = CourseFactory(slug="evaluating")
    page = "/trainings/evaluating/edit/"

    moved = client.post(page, typed(course, title="", row="down-1", day_2="many"))

    form = moved.context["form"]
    assert [line.first.value() for line in form.lines] == [
        "Half-day 2", "Half-day 1", "Half-day 3",
    ]  # fmt: skip
    assert ([line.up for line in form.lines], [line.down for line in form.lines]) == (
        [False, True, True], [True, True, False],
    )  # fmt: skip
    assert (form["day_1"].value(), form["title"].value()) == ("many", "")
    assert form["is_offered"].value() == "on"
    course.refresh_from_db()
    assert (course.version, course.parts.first().title) == (1, "Half-day 1")


@pytest.mark.parametrize(
    ("press", "letters"),
    [
        ("add", "ABC-"), ("up-1", "ABC"), ("up-3", "ACB"), ("down-3", "ABC"), ("down-1", "BAC"),
        ("out-2", "AC"), ("out-9", "ABC"), ("up-many", "ABC"), ("sideways-2", "ABC"),
        ("up-99999999", "ABC"),
    ],
)  # fmt: skip
def test_a_button_of_a_row_rearranges_what_was_typed(press, letters):
    said = {"name_1": "A", "name_2": "B", "name_3": "C", "rows": "3", "row": press, "title": "T"}

    found = rows.arranged(said, names=["name"], most=4)

    there = [found[f"name_{number}"] or "-" for number in range(1, int(found["rows"]) + 1)]
    assert ("".join(there), found["title"]) == (letters, "T")


def test_there_are_no_more_rows_than_a_form_holds():
    assert rows.number({"rows": "900"}, stored=2, most=10) == 10
    assert rows.number({"rows": "²"}, stored=2, most=10) == 2
    assert rows.arranged({"rows": "2", "row": "add"}, names=[], most=2)["rows"] == "2"


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


@pytest.mark.parametrize(
    "page",
    [
        "courses/new", "evaluating/edit", "evaluating/edit/checklist",
        "evaluating/edit/questions/trainers",
    ],
)  # fmt: skip
def test_nobody_else_changes_a_course(client, page):
    CourseFactory(slug="evaluating")
    client.force_login(speaks_for("PT", AT).user)

    assert client.get(f"/trainings/{page}/").status_code == 404


def test_a_course_is_added_outside_the_catalogue_and_once(client, officer):
    page = "/trainings/courses/new/"
    assert client.post(page, {"title": "Requests"}).status_code == 422
    once = str(client.get(page).context["form"]["once"].value())
    said = {"once": once, "title": "Requests", "kind": "open"}

    answer = client.post(page, said)
    client.post(page, said)
    client.post(page, {**said, "once": str(uuid.uuid4()), "title": "Μάθημα"})

    assert answer.url == "/trainings/requests-2/edit/"
    first, second = Course.objects.all()
    assert (first.slug, first.archived_at is None, first.order) == ("requests-2", False, 1)
    assert (second.slug, second.order) == ("mathima", 2)
    assert client.get("/trainings/requests-2/").status_code == 404
    assert client.get(answer.url).status_code == 200
    assert [one.deed for one in Entry.objects.filter(label="courses.course")] == [
        "courses.added"
    ] * 2


# What is done before each training, and what is asked after it


def test_the_checklist_is_written_moved_and_begins_the_next_request(client, officer):
    course = CourseFactory(slug="evaluating")
    page = "/trainings/evaluating/edit/checklist/"
    said = shown(client.get(page)) | {"row": "add"}
    form = client.post(page, said)
    wrong = client.post(page, shown(form) | {"title_2": "Invite", "days_2": "soon"})
    assert sorted(wrong.context["form"].errors) == ["days_2", "owner_2"]

    answer = client.post(
        page,
        shown(form)
        | {"title_2": "Invite", "days_2": "0", "owner_2": "host", "provision_2": "invitations"},
    )

    assert answer.url == page
    rows_ = course.task_templates.values_list("title", "owner", "days_before", "provision")
    assert list(rows_) == [
        ("Book a room", "host", 42, ""), ("Invite", "host", 0, "invitations"),
    ]  # fmt: skip
    made = accepted()
    assert [one.title for one in made.tasks.all()] == ["Book a room"]
    late = client.post(page, shown(form) | {"title_1": "Mine", "title_2": "x", "days_2": "1",
                                            "owner_2": "host"})  # fmt: skip
    assert (late.status_code, "Mine" in late.text) == (409, True)


def test_a_course_asks_its_own_questions_once_they_are_saved(client, officer):
    course = CourseFactory(slug="evaluating")
    page = "/trainings/evaluating/edit/questions/trainers/"
    usual = client.get(page)
    assert "These are the usual questions." in usual.text
    taken_out = client.post(page, shown(usual) | {"row": "out-1"})
    more = client.post(page, shown(taken_out) | {"row": "add"})
    number = more.context["form"].rows
    mine = {f"text_{number}": "What next?", f"type_{number}": "choice"}

    wrong = client.post(page, shown(more) | mine)
    done = client.post(page, shown(more) | mine | {f"options_{number}": "Go on\nStop"})
    late = client.post(page, shown(more) | mine | {f"options_{number}": "Go on\nStop"})

    assert list(wrong.context["form"].errors) == [f"options_{number}"]
    assert (done.url, late.status_code) == (page, 409)
    course.refresh_from_db()
    before = asked.of_trainers(CourseFactory())
    found = asked.of_trainers(course)
    assert found[:-1] == before[1:]
    assert found[-1] == Item("what_next", "choice", "What next?", options=("Go on", "Stop"))
    assert "Take all of them out" in client.get(page).text
    client.post(page, {"version": course.version, "rows": "0"})
    course.refresh_from_db()
    assert asked.of_trainers(course) == before
    assert client.get("/trainings/evaluating/edit/questions/nobody/").status_code == 404


@pytest.mark.parametrize(
    "options", ["One", "Same\nsame", "Fine\n" + "x" * 201], ids=["one", "twice", "long"]
)
def test_options_are_two_different_short_ones_at_least(options):
    said = {
        "version": "1", "rows": "1", "text_1": "Which?", "type_1": "several", "options_1": options,
    }  # fmt: skip

    form = QuestionsForm(said, course=CourseFactory(), which=Asked.PARTICIPANTS)

    assert list(form.errors) == ["options_1"]


def test_two_questions_never_have_one_key_and_only_a_scale_has_ends():
    said = {
        "version": "1", "rows": "2", "text_1": "Content", "type_1": "scale", "key_1": "content",
        "low_1": "poor", "text_2": "Content", "type_2": "text", "key_2": "content", "low_2": "poor",
    }  # fmt: skip
    form = QuestionsForm(said, course=CourseFactory(), which=Asked.MONTHS_AFTER)
    assert form.is_valid()

    first, second = form.items()

    assert (first.key, first.low, second.key, second.low) == ("content", "poor", "content_2", "")


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
    assert ("Taught no longer" in text, "its certificate is required" in text) == (True, True)
    assert "Request this training" not in text
    client.force_login(speaks_for("PT", AT).user)
    assert "new/?course=evaluating" in client.get("/trainings/evaluating/").text
    assert "Request a training" in client.get("/trainings/").text
    client.force_login(UserFactory())
    assert "Request a training" not in client.get("/trainings/").text


def test_a_bare_course_and_an_empty_catalogue_say_little(client):
    assert "No trainings yet" in client.get("/trainings/").text
    CourseFactory(slug="bare", its_parts=0, is_on_request=False)

    client.force_login(speaks_for("PT", AT).user)

    text = client.get("/trainings/bare/").text
    assert ("What is taught" in text, "Length" in text, "Request this" in text) == (False,) * 3
