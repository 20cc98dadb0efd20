"""Events that deliver a course: what comes before it, its material, its page in the room."""

import datetime as dt
import uuid

import pytest

import courses.services
from accounts.access import standing
from certificates import facts
from courses.enums import Given
from courses.models import Course, Prerequisite, Translation
from events import feedback
from events.enums import Kind, RegistrationState
from events.feedback import Item, written
from events.models import Event, FeedbackForm, Speaker
from mail import links
from tests.documents.files import PDF, checked
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certificate
from tests.factories.events import AttendanceFactory, EventFactory, RegistrationFactory
from tests.factories.feedback import FeedbackFormFactory
from tests.factories.trainings import (
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
    delivered,
    published_material,
    scheduled,
    secretariat,
)
from trainings import handing_out, services
from trainings.models import Delivery, FollowUp

pytestmark = pytest.mark.django_db

AT = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)
IN_PORTUGUESE = PDF + b"%pt\n%%EOF"


@pytest.fixture
def officer(client):
    by = secretariat(AT)
    client.force_login(by.user)
    return by


def training(slug="2027-05-03-training", **more):
    return EventFactory(slug=slug, kind=Kind.TRAINING, **more)


def delivers(event, course=None, by=None, language="en"):
    return services.say_course(
        event, course=course or CourseFactory(), language=language, by=by or secretariat(AT), at=AT
    )


def material(course, title, given, by):
    return courses.services.add_material(
        course, once=uuid.uuid4(), title=title, given=given, upload=checked("file.pdf"),
        by=by, at=AT,
    )  # fmt: skip


def with_link(event, **more):
    """A registration and the secret of its page."""
    made = RegistrationFactory(event=event, **more)
    token = links.token("events:own_registration", made.key, made.link_generation)
    made.link_hash = links.digest(token)
    made.save()
    return made, token


# The course of an event


def test_the_secretariat_says_once_which_course_an_event_delivers(client, officer):
    event, course = training(), CourseFactory(title="Key concepts")
    page = f"/events/{event.slug}/training/"
    assert "No course yet" in client.get(page).text
    assert client.post(page, {}).status_code == 422

    client.post(page, {"course": course.pk, "language": "pt"})
    again = services.say_course(event, course=CourseFactory(), language="en", by=officer, at=AT)

    delivery = Delivery.objects.get()
    assert (again, delivery.course, delivery.language) == (delivery, course, "pt")
    assert FollowUp.objects.get().due_date == event.last_date + dt.timedelta(days=182)
    text = client.get(page).text
    assert "Key concepts" in text
    assert "those who were there are asked from:" in text
    assert "<dd>Portuguese</dd>" in text


def test_at_the_end_the_courses_own_questions_are_asked_and_a_form_that_stands_stays(officer):
    own = Item("plan", "text", "What will you evaluate first?")
    course = CourseFactory(participants_asked=written([own]))
    event, prepared = training(), training("prepared")
    kept = FeedbackFormFactory(event=prepared)

    delivers(event, course)
    delivers(prepared, course)
    delivers(usual := training("usual"))

    assert event.feedback.questions == written([own])
    assert FeedbackForm.objects.get(event=prepared).questions == kept.questions
    assert usual.feedback.questions == written(feedback.usual())


def test_others_say_no_course_and_other_kinds_have_none(client, officer):
    with pytest.raises(services.NotYoursError):
        delivers(training(), by=standing(UserFactory(), AT))

    seminar = EventFactory(kind=Kind.SEMINAR)
    assert client.get(f"/events/{seminar.slug}/training/").status_code == 404
    assert "Course</a>" not in client.get(f"/events/{seminar.slug}/control/").text


def test_the_room_shows_who_lacks_what_comes_before_and_what_was_said(client, officer):
    event, course = training(), CourseFactory()
    held, first = EventFactory(), CourseFactory(title="Key concepts")
    delivers(held, first)
    Prerequisite.objects.create(course=course, before=first, is_required=False)
    delivers(event, course)
    page = f"/events/{event.slug}/training/"
    certificate(RegistrationFactory(event=held, email="ada@example.eu"))
    RegistrationFactory(event=event, email="ada@example.eu", name="Ada")
    assert "All who are registered have it." in client.get(page).text
    RegistrationFactory(event=event, email="eva@example.eu", name="Eva Nova")

    text = client.get(page).text

    assert "Eva Nova" in text
    assert ">Ada<" not in text


def test_the_room_shows_what_trainers_said_and_the_follow_up(client, officer):
    made, _by, _host, after = delivered()
    own = made.assignments.order_by("pk").first()
    trainer = standing(UserFactory(email=own.trainer.email), after)
    services.report_as_trainer(own, {"group": 5}, by=trainer, at=after)
    FollowUp.objects.update(opened_at=AT - DAY, closes_at=AT + DAY)

    text = client.get(f"/events/{made.held.event.slug}/training/").text

    assert own.trainer.name in text
    assert "5 / 5" in text
    assert made.reference in text
    assert "People can still answer." in text


# What comes before, said to who registers


@pytest.mark.parametrize("required", [True, False])
def test_the_form_says_what_comes_before(client, required):
    event, course = training(), CourseFactory()
    held, first = EventFactory(), CourseFactory(title="Key concepts")
    delivers(held, first)
    Prerequisite.objects.create(course=course, before=first, is_required=required)
    delivers(event, course)
    page = f"/events/{Event.objects.get(pk=event.pk).slug}/register/"
    certificate(RegistrationFactory(event=held, email="ada@example.eu"))

    text = client.get(page).text
    assert ("its certificate is required." in text) is required
    assert ("recommended; you can register without it." in text) is not required
    client.force_login(UserFactory(email="ada@example.eu"))
    assert "you have its certificate." in client.get(page).text
    client.force_login(UserFactory(email="eva@example.eu"))
    assert "you have its certificate." not in client.get(page).text


def test_an_event_without_course_says_nothing_of_it(client):
    seminar, bare = EventFactory(kind=Kind.SEMINAR), training()
    alone = training("2027-05-04-training")
    delivers(alone)

    for event in (seminar, bare, alone):
        assert "Before this training" not in client.get(f"/events/{event.slug}/register/").text


# Material


def test_participants_are_given_material_once_they_have_a_place_and_the_rest_after(client):
    by, event, course = secretariat(AT), training(), CourseFactory()
    early = material(course, "Handbook", Given.REGISTERED, by)
    material(course, "Slides", Given.AFTER, by)
    material(course, "Notes for trainers", Given.TRAINERS, by)
    delivers(event, course, by)
    made, token = with_link(event)
    page = f"/registrations/{token}/material/"

    assert "To the material" in client.get(f"/registrations/{token}/").text
    text = client.get(page).text
    assert ("Handbook" in text, "Slides" in text) == (True, False)
    file = client.get(f"{page}{early.key}/")
    assert b"".join(file.streaming_content) == PDF
    assert client.get(f"{page}{uuid.uuid4()}/").status_code == 404
    after = handing_out.to_participant(made, at=event.ends_at)
    assert [one.material.title for one in after] == ["Handbook", "Slides"]
    made.state = RegistrationState.PENDING
    made.save()
    assert client.get(page).status_code == 404


def test_without_a_course_and_at_other_events_there_is_none(client):
    for event in (training(), EventFactory(kind=Kind.SEMINAR)):
        made, token = with_link(event)
        assert handing_out.to_participant(made, at=AT) == []
        assert "To the material" not in client.get(f"/registrations/{token}/").text


def test_it_is_given_in_the_language_of_the_training_where_that_is_published():
    by, event, course = secretariat(AT), training(), CourseFactory()
    one = material(course, "Handbook", Given.REGISTERED, by)
    material(course, "Slides", Given.REGISTERED, by)
    translation = courses.services.begin_translation(one, language="pt", checker=None, by=by, at=AT)
    courses.services.hand_in(translation, upload=checked("pt.pdf", IN_PORTUGUESE), by=by, at=AT)
    made, _token = with_link(event)
    delivers(event, course, by, "pt")
    assert [one.language for one in handing_out.to_participant(made, at=AT)] == [
        "English", "English",
    ]  # fmt: skip

    courses.services.publish(translation, by=by, at=AT)
    courses.services.renew_material(
        one, upload=checked("file.pdf", PDF + b"%2\n%%EOF"), words="", by=by, at=AT
    )

    found = handing_out.to_participant(made, at=AT)
    assert [(one.language, one.kind, one.is_behind) for one in found] == [
        ("Portuguese", "PDF", True), ("English", "PDF", False),
    ]  # fmt: skip


def test_a_translation_whose_file_is_gone_is_not_given():
    by, event, course = secretariat(AT), training(), CourseFactory()
    published_material(course, "pt")
    delivers(event, course, by, "pt")

    assert handing_out.to_participant(with_link(event)[0], at=AT) == []
    assert Translation.objects.exists()


def test_trainers_are_given_all_of_it(client):
    by = secretariat(AT)
    made, _by, _host, _option = scheduled()
    own = made.assignments.order_by("pk").first()
    client.force_login(UserFactory(email=own.trainer.email))
    page = f"{own.get_absolute_url()}material/"
    assert "No material yet" in client.get(page).text
    notes = material(made.course, "Notes for trainers", Given.TRAINERS, by)

    assert "Notes for trainers" in client.get(page).text
    assert b"".join(client.get(f"{page}{notes.key}/").streaming_content) == PDF
    assert "material/" in client.get(own.get_absolute_url()).text
    client.force_login(UserFactory())
    assert client.get(page).status_code == 404


def test_a_trainer_reads_the_material_of_the_courses_approved_for_at_all_times(client):
    by = secretariat(AT)
    course, other = CourseFactory(title="Evaluating"), CourseFactory()
    own = TrainerFactory()
    for language in ("en", "pt"):
        QualificationFactory(trainer=own, course=course, language=language)
    lapsed = dt.date(2020, 5, 1)
    QualificationFactory(trainer=own, course=other, ends=lapsed)
    guide = material(course, "Guide", Given.TRAINERS, by)
    material(other, "Of another course", Given.TRAINERS, by)
    courses.services.set_archived(
        material(course, "Old guide", Given.TRAINERS, by), archived=True, by=by, at=AT
    )
    published_material(course, "pt")  # its files are gone
    for language in ("pt", "el"):
        made = courses.services.begin_translation(
            guide, language=language, checker=None, by=by, at=AT
        )
        courses.services.hand_in(made, upload=checked("pt.pdf", IN_PORTUGUESE), by=by, at=AT)
        courses.services.publish(made, by=by, at=AT)
    client.force_login(UserFactory(email=own.email))
    page = "/trainers/me/material/"

    shown = client.get(page)

    papers = shown.context["papers"]
    assert [(one.material.title, one.language) for one in papers] == [
        ("Guide", "English"), ("Guide", "Portuguese"),
    ]  # fmt: skip
    assert "Evaluating" in shown.text
    file = client.get(f"{page}{papers[1].key}/")
    assert b"".join(file.streaming_content) == IN_PORTUGUESE
    assert client.get(f"{page}{uuid.uuid4()}/").status_code == 404
    assert page in client.get("/trainers/me/").text
    client.force_login(UserFactory(email=TrainerFactory().email))
    assert "Once you are approved for a course" in client.get(page).text
    client.force_login(UserFactory())
    assert client.get(page).status_code == 404


# Certificates


def test_certificates_of_a_training_say_its_hours_modules_trainers_and_language():
    courses.services.lay_out_courses(at=AT)
    made, _by, _host, after = delivered(course=Course.objects.get(slug="evaluating"))
    event = made.held.event
    Speaker.objects.update(may_publish=True)
    event.languages = "pt"
    event.save()
    person = RegistrationFactory(event=event, name="Ana Conceição", email="ana@example.eu")
    for session in event.sessions.all():
        AttendanceFactory(registration=person, session=session)

    said = facts.of(person, number="EUCPN-2027-000001", version=1, issued_at=after)

    assert said["event"]["title"] == "Evaluating crime prevention initiatives, Lisbon"
    assert (said["language"], said["minutes"]) == ("pt", {"attended": 630, "held": 630})
    assert said["modules"] == [
        "Why evaluate", "The theory behind an initiative", "Questions of an evaluation",
        "Evaluating the process", "Evaluating the outcome", "Designs and comparison",
        "Collecting and reading data", "Reporting and using results",
    ]  # fmt: skip
    assert sorted(said["trainers"]) == sorted(one.trainer.name for one in made.assignments.all())
