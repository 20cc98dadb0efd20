"""Courses: what comes with the product, what the pages show, what the database refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from courses import languages, materials, rules
from courses.enums import CourseKind, TranslationState
from courses.models import Course, Material, Module, Part, Prerequisite, TaskTemplate, Translation
from courses.rules import Before
from courses.services import lay_out_courses
from journal.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.trainings import NOW, CourseFactory, published_material
from tests.queries import counted

pytestmark = pytest.mark.django_db


def test_four_courses_come_with_the_product_once():
    assert lay_out_courses(at=NOW) == 4
    assert lay_out_courses(at=NOW) == 0

    assert [(one.slug, one.minutes, one.days) for one in Course.objects.all()] == [
        ("key-concepts", 210, 1),
        ("evaluating", 630, 2),
        ("trainers-training", 780, 2),
        ("qualiprev-webinar", 90, 1),
    ]
    evaluating = Course.objects.get(slug="evaluating")
    assert Module.objects.filter(part__course=evaluating).count() == 8
    (before,) = evaluating.prerequisites.all()
    assert (before.before.slug, before.is_required) == ("key-concepts", False)
    assert [one.slug for one in Course.objects.on_request()] == ["key-concepts", "evaluating"]
    assert [one.deed for one in Entry.objects.all()] == ["courses.laid_out"]


def test_what_was_changed_or_archived_stays_so():
    lay_out_courses(at=NOW)
    Course.objects.filter(slug="evaluating").update(title="Our own title", archived_at=NOW)
    Course.objects.get(slug="qualiprev-webinar").delete()

    assert lay_out_courses(at=NOW) == 1

    assert Course.objects.get(slug="evaluating").title == "Our own title"


def test_anybody_reads_the_catalogue_and_a_course(client):
    lay_out_courses(at=NOW)
    Course.objects.filter(slug="trainers-training").update(archived_at=NOW)

    page = client.get("/trainings/").text
    one = client.get("/trainings/evaluating/").text

    assert "Evaluating crime prevention initiatives" in page
    assert "Trainer&#x27;s training" not in page
    assert "Why evaluate" in one
    client.force_login(UserFactory())
    assert client.get("/trainings/trainers-training/").status_code == 404


def test_a_catalogue_takes_as_many_queries_for_eight_as_for_four(client):
    lay_out_courses(at=NOW)
    client.get("/trainings/")
    four = counted(lambda: client.get("/trainings/"))
    for _number in range(4):
        CourseFactory()

    assert counted(lambda: client.get("/trainings/")) == four


def test_a_course_without_parts_lasts_a_day_and_no_minutes():
    made = CourseFactory(its_parts=0, title="Empty")

    assert (str(made), made.days, made.minutes) == ("Empty", 1, 0)


@pytest.mark.parametrize(
    ("held", "found"),
    [(set(), ([1], [2])), ({1}, ([], [2])), ({1, 2}, ([], []))],
    ids=["nothing", "the required one", "both"],
)
def test_what_comes_before_is_required_or_recommended(held, found):
    before = [Before(1, is_required=True), Before(2, is_required=False)]

    assert rules.missing(before, held=held) == found


@pytest.mark.parametrize(
    ("translates", "source", "behind"), [(0, 3, False), (2, 3, True), (3, 3, False)]
)
def test_a_translation_is_behind_once_its_source_moves_on(translates, source, behind):
    material = Material.objects.create(course=CourseFactory(), title="Handbook", number=source)

    assert Translation(material=material, translates=translates).is_behind is behind
    assert str(material) == "Handbook"


def test_a_course_is_there_in_a_language_once_all_its_material_is_published():
    course, other = CourseFactory(), CourseFactory()
    published_material(course, "pt")
    second = Material.objects.create(course=course, title="Slides", number=1)
    assert not materials.is_published_in(course, "pt")
    Translation.objects.create(
        material=second, language="pt", state=TranslationState.TO_CHECK, translates=1
    )
    assert not materials.is_published_in(course, "pt")

    second.archived_at = NOW
    second.save()

    assert materials.languages_of([course, other]) == {course.pk: {"en", "pt"}, other.pk: {"en"}}


def test_languages_are_called_as_the_reader_calls_them():
    assert languages.name("el") == "Greek"
    with override("pt"):
        assert languages.name("el") == "grego"
    with override("xx-unknown"):
        assert languages.name("el") == "Greek"
    assert len(languages.choices()) == 24
    assert languages.choices()[0] == ("bg", "Bulgarian")


def test_the_database_refuses_what_no_course_is():
    course = CourseFactory()
    part = course.parts.first()
    material = Material.objects.create(course=course, title="Handbook", number=1)
    own = {"material": material, "translates": 1, "state": TranslationState.UNDER_WAY}

    for name, write in {
        "course_from_least_to_most": lambda: CourseFactory(least=5, most=4),
        "course_taught_by_somebody": lambda: CourseFactory(trainers=0),
        "part_has_a_day_and_minutes": lambda: Part.objects.create(
            course=course, order=9, title="P", minutes=0
        ),
        "part.*order|part_order_once": lambda: Part.objects.create(
            course=course, order=1, title="P", minutes=1
        ),
        "module.*order|module_order_once": lambda: Module.objects.create(
            part=part, order=1, title="M"
        ),
        "tasktemplate.*order|task_template": lambda: TaskTemplate.objects.create(
            course=course, order=1, title="T", owner="host", days_before=1
        ),
        "course_slug_is_no_other_address": lambda: CourseFactory(slug="requests"),
        "prerequisite_is_another_course": lambda: Prerequisite.objects.create(
            course=course, before=course
        ),
        "translation_not_into": lambda: Translation.objects.create(language="en", **own),
        "translation_begun_of_a_version": lambda: Translation.objects.create(
            language="fr", **{**own, "translates": 0}
        ),
        "translation_published_after_its_check": lambda: Translation.objects.create(
            language="fr", **{**own, "state": TranslationState.PUBLISHED}
        ),
        "translation_checked_at_a_moment": lambda: Translation.objects.create(
            language="fr", checked_by=UserFactory(), **own
        ),
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            write()
    Prerequisite.objects.create(course=course, before=CourseFactory())
    assert (str(part), str(part.modules.first())) == ("Half-day 1", "Module 1a")
    assert CourseKind.WEBINAR.label == "Webinar"
    assert dt.time(9, 30) == part.starts_time
