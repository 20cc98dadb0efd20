"""In which languages a course can be had, when it is next, and how a country gets it."""

import datetime as dt

import pytest

from accounts.enums import Visibility
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory
from tests.factories.trainings import (
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
    published_material,
    secretariat,
    speaks_for,
)
from tests.queries import counted
from trainers.enums import TrainerState
from trainings import offer
from trainings.models import Delivery

pytestmark = pytest.mark.django_db

AT = dt.datetime.now(dt.UTC)
TODAY = AT.date()
PAGE = "/trainings/evaluating/"


def words(found):
    return [(one.name, one.trainers, str(one.pill.label)) for one in found]


def test_a_language_has_trainers_material_or_both():
    course, other = CourseFactory(), CourseFactory()
    published_material(course, "pt")
    trainer = TrainerFactory()
    for language in ("en", "de"):
        QualificationFactory(course=course, language=language, trainer=trainer)
    QualificationFactory(course=course, language="de")
    QualificationFactory(course=course, language="fr", ends=TODAY - dt.timedelta(days=2))
    left = TrainerFactory(state=TrainerState.LEFT)
    QualificationFactory(course=course, language="it", trainer=left)
    QualificationFactory(course=other, language="el")

    found = offer.spoken([course, other], on=TODAY)

    assert words(found[course.pk]) == [
        ("English", 1, "Trainers and material"),
        ("German", 2, "Trainers; material in English"),
        ("Portuguese", 0, "No trainer yet"),
    ]
    assert [one.can_be_had for one in found[course.pk]] == [True, True, False]
    assert words(found[other.pk])[1][0] == "Greek"


def test_a_country_sees_its_own_languages_also_those_in_which_nothing_is_there():
    course = CourseFactory()
    QualificationFactory(course=course, language="fr")
    luxembourg = MemberStateFactory(code="LU", languages="fr;de;lb")

    found = offer.in_country(offer.spoken([course], on=TODAY)[course.pk], luxembourg)

    assert words(found) == [
        ("French", 1, "Trainers; material in English"), ("German", 0, "No trainer yet"),
    ]  # fmt: skip


def test_the_catalogue_shows_languages_and_the_next_date_in_as_many_queries_for_three(client):
    first = CourseFactory(title="First")
    QualificationFactory(course=first, language="pt")
    for slug, first_date in (
        ("2031-01-01-later", dt.date(2031, 1, 1)),
        ("2030-01-01-sooner", None),
    ):
        event = EventFactory(slug=slug, **({"first_date": first_date} if first_date else {}))
        Delivery.objects.create(event=event, course=first, language="en")
    hidden = EventFactory(slug="hidden", visibility=Visibility.RESTRICTED)
    Delivery.objects.create(event=hidden, course=CourseFactory(), language="en")
    client.get("/trainings/")
    few = counted(lambda: client.get("/trainings/"))
    for _number in range(2):
        CourseFactory()

    text = client.get("/trainings/").text

    assert "Portuguese" in text
    assert ("/events/2030-01-01-sooner/" in text, "2031-01-01-later" in text) == (True, False)
    assert "/events/hidden/" not in text
    assert counted(lambda: client.get("/trainings/")) == few


def test_anybody_chooses_a_country_and_is_told_whom_to_write_to(client, settings):
    course = CourseFactory(slug="evaluating")
    QualificationFactory(course=course, language="pt")
    MemberStateFactory(code="PT", name="Portugal", languages="pt")
    before = client.get(PAGE).text
    assert ("Portugal</h3>" in before, "mailto:" in before) == (False, False)

    shown = client.get(f"{PAGE}?country=PT").text
    wrong = client.get(f"{PAGE}?country=XX").text

    assert ("Portugal</h3>" in shown, f"mailto:{settings.MAIL_REPLY_TO}" in shown) == (True, True)
    assert "Trainers; material in English" in shown
    assert ("Portugal</h3>" in wrong, "Select a valid choice" in wrong) == (False, True)
    client.force_login(speaks_for("LV", AT).user)
    network = client.get(f"{PAGE}?country=PT").text
    assert ("/network/" in network, "mailto:" in network) == (True, False)


def test_who_speaks_for_a_state_sees_it_first_and_asks_with_the_course_filled_in(client):
    course = CourseFactory(slug="evaluating", title="Evaluating", least=7, most=19)
    client.force_login(speaks_for("PT", AT).user)

    page = client.get(PAGE).text
    form = client.get("/trainings/requests/new/?course=evaluating").context["form"]

    assert ("Portugal</h3>" in page, "You ask for it" in page) == (True, True)
    assert "/trainings/requests/new/?course=evaluating" in page
    assert [form[name].value() for name in ("course", "least", "most")] == [
        str(course.pk), "7", "19",
    ]  # fmt: skip
    assert client.get("/trainings/requests/new/?course=nothing").status_code == 404
    other = client.get(f"{PAGE}?country={MemberStateFactory(code='LV', name='Latvia').pk}").text
    assert ("Latvia</h3>" in other, "You ask for it" in other) == (True, False)


def test_a_trainers_training_is_asked_for_by_telling_of_the_interest(client):
    CourseFactory(slug="evaluating", kind="trainers", is_on_request=False)
    assert "Tell of your interest" not in client.get(PAGE).text
    client.force_login(speaks_for("PT", AT).user)

    text = client.get(PAGE).text

    assert ("/trainers/training/new/" in text, "Request this training" in text) == (True, False)


def test_the_page_leads_to_open_registration_alone(client):
    course = CourseFactory(slug="evaluating")
    for slug, more in {"open": {}, "closed": {"takes_registrations": False}}.items():
        Delivery.objects.create(
            event=EventFactory(slug=slug, languages="pt", **more), course=course, language="pt"
        )
    client.force_login(secretariat(AT).user)

    text = client.get(PAGE).text

    assert ("/events/open/register/" in text, "/events/closed/register/" in text) == (True, False)
    assert text.count("Portuguese") == 2
