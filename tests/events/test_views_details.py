import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from accounts.access import standing
from events import asking
from events.forms.details import DetailsForm
from events.models import EventGroup, Registration
from events.questions import Condition, Option, Question
from events.services import answers
from events.views.details import kept
from events.views.registration import own_page
from journal.models import Entry
from mail.models import Letter
from tests.events.organisers import secretariat, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.factories.questions import WORKSHOP, asks
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
TRAIN = Question("train", "yes_no", "By train?", required=True)
FLIGHT = Question("flight", "text", "Which flight?", stage="confirmed", required=True)
SHUTTLE = Question(
    "shuttle",
    "choice",
    "Which bus?",
    stage="confirmed",
    options=(Option("early", "Early", 1), Option("late", "Late")),
)
DIET = (
    Question("agreed", "consent", "I agree", retention="sensitive"),
    Question(
        "diet",
        "file",
        "Diet sheet",
        shown_if=Condition("agreed", "yes"),
        retention="sensitive",
    ),
)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def made(*questions, **fields):
    event = EventFactory(first_date=dt.date(2026, 12, 10), slug="2026-12-10-seminar", **fields)
    if questions:
        asks(event, *questions)
    return event


def registered(*questions, event=None, **fields):
    registration = RegistrationFactory(event=event or made(*questions), **fields)
    answers.keep(registration, answers={}, at=AT)
    return registration


def words_of(response):
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def details(registration):
    return f"{own_page(registration)}details/"


def typed(**fields):
    return {
        "once": str(uuid.uuid4()),
        "name": "Mārīte Kalniņa",
        "email": "marite@example.lv",
        "organisation": "",
        "country": "LV",
        "category": "policymaker",
        **fields,
    }


def send(event, **fields):
    return Client().post(reverse("events:register", args=[event.slug]), typed(**fields))


# Registering


def test_a_registration_keeps_what_was_answered_and_chosen():
    event = made(TRAIN, WORKSHOP, shows_participants=True)
    for group in ("participant", "speaker"):
        EventGroup.objects.create(event=event, group=group, offered=True)

    answer = send(event, group="speaker", q_train="yes", q_workshop="schools", list_consent="on")

    registration = event.registrations.get()
    assert answer.status_code == 302
    assert (registration.group, registration.list_consent) == ("speaker", True)
    assert answers.own(registration) == [("By train?", "Yes"), ("Which workshop?", "Schools")]


def test_what_is_wrong_in_an_answer_stands_beside_it_and_the_rest_is_kept():
    event = made(TRAIN, WORKSHOP)

    answer = send(event, q_workshop="schools")

    form = answer.context["form"]
    assert (answer.status_code, form.errors) == (422, {"q_train": ["Choose one."]})
    assert (form["q_workshop"].value(), form["name"].value()) == ("schools", "Mārīte Kalniņa")


def test_who_is_registered_already_is_told_what_a_newcomer_with_that_wish_would_get():
    event = made(WORKSHOP)
    QuotaFactory(event=event, scope="choice", question="workshop", option="clubs", places=1)
    send(event, q_workshop="clubs", email="first@example.eu")
    new = send(event, q_workshop="clubs", email="new@example.eu")
    known = send(event, q_workshop="clubs", email="first@example.eu")
    other = send(event, q_workshop="schools", email="other@example.eu")

    assert "as=waiting" in new["Location"]
    assert new["Location"] == known["Location"]
    assert "as=confirmed" in other["Location"]


def test_a_form_with_a_file_is_sent_in_parts_and_the_script_comes_only_where_it_is_needed():
    event = made(
        Question("cv", "file", "CV"),
        TRAIN,
        Question("hour", "text", "When?", shown_if=Condition("train", "yes")),
    )
    page = Client().get(reverse("events:register", args=[event.slug])).content.decode()
    plain = Client().get(reverse("events:register", args=[EventFactory().slug])).content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert 'data-if="q_train" data-is="yes"' in page
    assert "questions.js" in page
    assert "questions.js" not in plain
    assert "multipart" not in plain


def test_one_press_registers_only_where_nothing_more_is_asked():
    user = UserFactory(email="known@example.eu")
    client = signed_in(user)
    RegistrationFactory(email=user.email, user=user)
    plain, later = EventFactory(), EventFactory()
    asks(later, FLIGHT)
    groups = EventFactory()
    for group in ("participant", "speaker"):
        EventGroup.objects.create(event=groups, group=group, offered=True)
    first = EventFactory()
    asks(first, TRAIN)

    offered = {
        name: client.get(event.get_absolute_url()).context.get("one_click") is not None
        for name, event in [
            ("plain", plain),
            ("asks later", later),
            ("groups", groups),
            ("asks first", first),
        ]
    }

    assert offered == {"plain": True, "asks later": True, "groups": False, "asks first": False}


def test_statements_of_a_registration_with_ten_questions_stay_few():
    event = made(*(Question(f"q{n}", "text", f"Q{n}?") for n in range(10)))
    said = {f"q_q{n}": "x" for n in range(10)}

    assert counted(lambda: send(event, **said)) <= 24


# What is asked later


def test_the_letter_of_confirmation_says_that_more_is_asked():
    event = made(TRAIN, FLIGHT, details_until=dt.date(2026, 12, 1))

    send(event, q_train="yes")

    paragraphs = Letter.objects.get().body["paragraphs"]
    assert (
        "A few questions for you are on your page; please answer them until"
        " Tuesday 1 December 2026." in paragraphs
    )


def test_without_a_second_stage_the_letter_says_nothing_of_it():
    send(made(TRAIN), q_train="yes")

    assert "questions" not in str(Letter.objects.get().body)


def test_without_a_day_the_letter_asks_for_it_soon():
    send(made(FLIGHT))

    assert "please answer them soon" in str(Letter.objects.get().body)


def test_the_own_page_asks_what_was_added_later():
    registration = registered(TRAIN)

    page = words_of(Client().get(own_page(registration)))

    assert "One question to answer The organisers need your answer." in page
    answer = Client().post(details(registration), {"version": 1, "q_train": "no"})
    assert answer["Location"] == own_page(registration)
    page = words_of(Client().get(own_page(registration)))
    assert "By train? No" in page
    assert "One question to answer" not in page


def test_the_second_stage_is_for_who_is_confirmed():
    confirmed = registered(FLIGHT, SHUTTLE)
    waiting = registered(event=confirmed.event, state="waiting")
    client = Client()

    assert "Which flight?" in words_of(client.get(details(confirmed)))
    assert "Nothing is asked of you" in words_of(client.get(details(waiting)))
    assert "Questions for you" not in words_of(client.get(own_page(waiting)))

    client.post(details(confirmed), {"version": 1, "q_flight": "LX 1", "q_shuttle": "late"})
    page = words_of(client.get(own_page(confirmed)))
    assert "Questions for you" in page
    assert "Which flight? LX 1" in page
    assert "Look at your answers" in page


def test_details_lacking_something_are_422_and_nothing_is_lost():
    registration = registered(FLIGHT, SHUTTLE)

    answer = Client().post(details(registration), {"version": 1, "q_shuttle": "late"})

    form = answer.context["form"]
    assert (answer.status_code, form.errors) == (422, {"q_flight": ["Fill this in."]})
    assert form["q_shuttle"].value() == "late"
    assert registration.answers.count() == 0


def test_a_place_that_is_taken_is_said_beside_the_question():
    registration = registered(SHUTTLE)
    event = registration.event
    QuotaFactory(event=event, scope="choice", question="shuttle", option="early", places=1)
    first = registered(event=event)
    Client().post(details(first), {"version": 1, "q_shuttle": "early"})

    answer = Client().post(details(registration), {"version": 1, "q_shuttle": "early"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["q_shuttle"])
    assert "Early – full: waiting list" in words_of(answer)
    assert registration.answers.count() == 0


def test_of_two_devices_the_second_sees_both_texts():
    registration = registered(FLIGHT)
    client = Client()
    client.post(details(registration), {"version": 1, "q_flight": "LX 1"})

    answer = client.post(details(registration), {"version": 1, "q_flight": "BA 2"})

    said = words_of(answer)
    assert answer.status_code == 409
    assert "LX 1" in said
    assert "BA 2" in said


@pytest.mark.parametrize("method", ["get", "post"])
def test_past_its_day_nothing_more_is_taken(method):
    registration = registered(event=made(FLIGHT, details_until=dt.date(2026, 11, 25)))

    answer = getattr(Client(), method)(details(registration), {"version": 1, "q_flight": "x"})

    assert answer.status_code == (200 if method == "get" else 409)
    assert "This can no longer be done" in words_of(answer)
    assert registration.answers.count() == 0


def test_what_ends_between_the_reading_and_the_sending_is_said(rf):
    registration = registered(FLIGHT)
    form = DetailsForm(
        {"version": 1, "q_flight": "x"},
        registration=registration,
        asking=asking.of_details(registration, left={}),
    )
    assert form.is_valid()
    Registration.objects.filter(pk=registration.pk).update(state="withdrawn")
    request = rf.post(details(registration))
    request.at, request.standing = AT, standing(None, AT)
    request.user, request.session = AnonymousUser(), {}

    answer = kept(request, registration, form, own_page(registration).split("/")[2])

    assert answer.status_code == 409
    assert "This can no longer be done" in words_of(answer)
    assert registration.answers.count() == 0


def test_reading_changes_nothing_and_a_wrong_link_is_404():
    registration = registered(FLIGHT)
    before = Entry.objects.count()

    for method in ("get", "head"):
        assert getattr(Client(), method)(details(registration)).status_code == 200
    page = Client().get(details(registration))

    assert page["Referrer-Policy"] == "no-referrer"
    assert Entry.objects.count() == before
    assert Client().get("/registrations/nonsense/details/").status_code == 404
    assert Client().get("/registrations/nonsense/answers/cv/").status_code == 404


# The Secretariat


def test_the_secretariat_answers_for_somebody_what_is_plain():
    event = made(TRAIN, *DIET, WORKSHOP)
    client = secretariat()
    address = reverse("events:register_for", args=[event.slug])
    page = words_of(client.get(address))
    assert "By train?" in page
    assert "I agree" not in page

    client.post(address, typed(q_workshop="schools", group="participant"))

    registration = event.registrations.get()
    assert answers.own(registration) == [("Which workshop?", "Schools")]
    assert registration.unanswered == 1
    change = reverse("events:change_registration", args=[event.slug, registration.key])
    client.post(change, typed(version=1, q_train="yes", q_workshop="", group="participant"))
    assert answers.own(registration) == [("By train?", "Yes")]
