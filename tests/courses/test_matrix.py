"""All material in all languages at a glance, for those who check translations."""

import datetime as dt
import uuid

import pytest

from courses import services
from courses.enums import Given
from courses.models import Translation
from tests.documents.files import PDF, checked
from tests.factories.accounts import MemberStateFactory, UserFactory
from tests.factories.trainings import CourseFactory, secretariat, speaks_for
from tests.queries import counted

pytestmark = pytest.mark.django_db

AT = dt.datetime.now(dt.UTC)
NEWER = PDF + b"%newer\n%%EOF"
PAGE = "/trainings/material/"


def material(course, title, by):
    return services.add_material(
        course, once=uuid.uuid4(), title=title, given=Given.REGISTERED, by=by, at=AT,
        upload=checked("file.pdf"),
    )  # fmt: skip


def begun(material, language, by, checker=None):
    return services.begin_translation(material, language=language, checker=checker, by=by, at=AT)


def test_each_course_shows_its_material_by_language_with_the_states(client):
    by = secretariat(AT)
    first, second = CourseFactory(title="First"), CourseFactory(title="Second")
    slides, reader = material(first, "Slides", by), material(first, "Reader", by)
    other = material(second, "Workbook", by)
    for one, language in ((slides, "pt"), (slides, "el"), (reader, "el"), (other, "pt")):
        begun(one, language, by)
    handed_in = Translation.objects.get(material=slides, language="pt")
    services.hand_in(handed_in, upload=checked("file.pdf"), by=by, at=AT)
    services.renew_material(reader, upload=checked("file.pdf", NEWER), words="", by=by, at=AT)
    services.set_archived(material(second, "Gone", by), archived=True, by=by, at=AT)
    material(CourseFactory(archived_at=AT), "Of no course", by)
    client.force_login(speaks_for("PT", AT).user)

    page = client.get(PAGE)

    found = [
        (
            grid.course.title,
            [one.title for one in grid.materials],
            [
                (name, [cell.pill and str(cell.pill.label) for cell in row])
                for name, row in grid.rows
            ],
        )
        for grid in page.context["grids"]
    ]
    assert found == [
        ("First", ["Slides", "Reader"], [
            ("Greek", ["In translation", "In translation"]),
            ("Portuguese", ["To be checked", None]),
        ]),
        ("Second", ["Workbook"], [("Portuguese", ["In translation"])]),
    ]  # fmt: skip
    assert page.text.count("Behind the source") == 1
    assert "Not begun" in page.text


def test_the_matrix_takes_as_many_queries_for_three_materials_as_for_one(client):
    by = secretariat(AT)
    course = CourseFactory()
    client.force_login(by.user)
    begun(material(course, "One", by), "pt", by)
    client.get(PAGE)
    one = counted(lambda: client.get(PAGE))
    for title in ("Two", "Three"):
        begun(material(CourseFactory(), title, by), "el", by)

    assert counted(lambda: client.get(PAGE)) == one


def test_others_see_no_matrix_and_an_empty_one_says_so(client):
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 404

    client.force_login(speaks_for("PT", AT).user)

    assert "No material yet" in client.get(PAGE).text


def test_translations_wait_for_the_state_that_checks_them():
    by, portugal = secretariat(AT), speaks_for("PT", AT)
    slides = material(CourseFactory(), "Slides", by)
    begun(slides, "el", by, checker=MemberStateFactory(code="EL"))
    own = begun(slides, "pt", by, checker=MemberStateFactory(code="PT"))
    assert not Translation.objects.for_check(portugal).exists()
    for one in Translation.objects.all():
        services.hand_in(one, upload=checked("file.pdf"), by=by, at=AT)

    assert list(Translation.objects.for_check(portugal)) == [own]
    assert not Translation.objects.for_check(by).exists()
    services.set_archived(slides, archived=True, by=by, at=AT)
    assert not Translation.objects.for_check(portugal).exists()
