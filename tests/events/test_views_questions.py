import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse

from events.enums import Mode, QuestionType
from events.models import QuestionSet
from events.questions import Condition, Option, Question
from events.services import answers
from tests.events.organisers import presidency, queries, representative, secretariat
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.questions import REMARK, WORKSHOP, asks

pytestmark = pytest.mark.django_db
TRAIN = Question("train", "yes_no", "Do you come by train?", required=True)


@pytest.fixture
def event():
    return EventFactory(slug="2026-12-10-seminar")


def address(event, name="questions", *words):
    return reverse(f"events:{name}", args=[event.slug, *words])


def typed(number=0, **words):
    said = {
        "number": number,
        "once": str(uuid.uuid4()),
        "label": "Which workshop?",
        "help": "",
        "asked_of": "",
        "stage": "registration",
        "retention": "ordinary",
    }
    return {name: value for name, value in (said | words).items() if value is not None}


def words_of(response):
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def schema(event):
    event = type(event).objects.get(pk=event.pk)
    return event.schema


def test_an_event_that_asks_nothing_says_so_and_offers_every_type(event):
    page = secretariat().get(address(event))

    said = words_of(page)
    assert "Nothing more is asked" in said
    for _type, label in QuestionType.choices:
        assert str(label) in said


@pytest.mark.parametrize(
    ("type_", "words", "made"),
    [
        (
            "choice",
            {"option_1": "Schools", "places_1": "12", "option_3": "Sports clubs", "rows": 4},
            Question(
                "which_workshop",
                "choice",
                "Which workshop?",
                options=(Option("schools", "Schools", 12), Option("sports_clubs", "Sports clubs")),
            ),
        ),
        (
            "long_text",
            {
                "help": "A line or two.",
                "required": "on",
                "asked_of": "mode:online",
                "stage": "confirmed",
                "retention": "identity",
            },
            Question(
                "which_workshop",
                "long_text",
                "Which workshop?",
                help="A line or two.",
                required=True,
                shown_if=Condition("mode", "online"),
                stage="confirmed",
                retention="identity",
            ),
        ),
        ("consent", {}, Question("which_workshop", "consent", "Which workshop?")),
    ],
)
def test_a_question_is_added(event, type_, words, made):
    client = secretariat()
    assert client.get(address(event, "add_question", type_)).status_code == 200

    answer = client.post(address(event, "add_question", type_), typed(**words))

    assert answer["Location"] == address(event)
    assert schema(event) == (made,)
    assert "Saved: Which workshop?" in words_of(client.get(address(event)))


def test_the_hosts_presidency_builds_it_too_and_strangers_find_nothing():
    event = EventFactory(host=MemberStateFactory(code="IE"))
    pages = [
        address(event),
        address(event, "questions_preview"),
        address(event, "add_question", "text"),
    ]
    host, stranger = presidency("IE"), representative()

    assert [host.get(page).status_code for page in pages] == [200, 200, 200]
    assert [stranger.get(page).status_code for page in pages] == [404, 404, 404]
    assert secretariat().get(address(event, "add_question", "poem")).status_code == 404
    assert secretariat().get(address(event, "question", "unknown")).status_code == 404


@pytest.mark.parametrize(
    ("type_", "words", "field", "problem"),
    [
        ("text", {"label": ""}, "label", "Fill this in."),
        ("text", {"label": "x" * 400}, "label", "Use 300 characters at most; these are 400."),
        ("choice", {}, "option_1", "Write at least one option."),
        (
            "several",
            {"option_1": "A", "option_2": "a"},
            "option_2",
            "This option stands there already.",
        ),
        ("choice", {"option_1": "A", "places_1": "-1"}, "places_1", "A number from 0."),
        (
            "text",
            {"asked_of": "train:perhaps"},
            "asked_of",
            "Select a valid choice. train:perhaps is not one of the available choices.",
        ),
        (
            "text",
            {"retention": "sensitive"},
            "retention",
            (
                "What somebody eats or needs is written down with consent alone: ask it only of"
                " those who ticked a consent before it."
            ),
        ),
        (
            "text",
            {"number": "x"},
            "number",
            "This form lacks its version. Reload the page and fill it in again.",
        ),
    ],
)
def test_what_is_refused_is_said_beside_the_field_and_nothing_is_lost(
    event, type_, words, field, problem
):
    answer = secretariat().post(address(event, "add_question", type_), typed(**words))

    form = answer.context["form"]
    assert (answer.status_code, form.errors) == (422, {field: [problem]})
    assert form["label"].value() == typed(**words)["label"]
    assert QuestionSet.objects.count() == 0


def test_what_follows_from_a_later_stage_can_only_be_asked_then(event):
    asks(event, Question("train", "yes_no", "By train?", stage="confirmed"))

    answer = secretariat().post(
        address(event, "add_question", "text"), typed(1, asked_of="train:yes")
    )

    assert list(answer.context["form"].errors) == ["stage"]


def test_other_words_leave_answers_and_names_alone(event):
    asks(event, WORKSHOP, REMARK)
    registration = RegistrationFactory(event=event)
    answers.keep(registration, answers={"workshop": "clubs"}, at=dt.datetime.now(dt.UTC))
    client = secretariat()
    page = words_of(client.get(address(event, "question", "workshop")))
    assert "1 person has answered it, and the answer stays" in page

    client.post(
        address(event, "question", "workshop"),
        typed(
            1,
            label="In which group?",
            option_1="Schools and youth",
            key_1="schools",
            option_2="",
            key_2="clubs",
            option_3="Families",
            key_3="schools",
            option_4="Sports clubs",
            rows=4,
        ),
    )

    [workshop, _remark] = schema(event)
    assert [(option.key, option.label) for option in workshop.options] == [
        ("schools", "Schools and youth"),
        ("families", "Families"),
        ("sports_clubs", "Sports clubs"),
    ]
    assert answers.own(registration) == [("Which workshop?", "Sports clubs")]


def test_what_was_answered_as_identity_is_not_made_ordinary(event):
    passport = Question("passport", "text", "Passport", retention="identity")
    asks(event, passport)
    answers.keep(
        RegistrationFactory(event=event),
        answers={"passport": "P1"},
        at=dt.datetime.now(dt.UTC),
    )

    told = secretariat().post(
        address(event, "question", "passport"),
        typed(1, label="Passport", retention="ordinary"),
    )

    assert told.status_code == 422
    assert "was promised that" in str(told.context["form"].errors["retention"])
    assert schema(event) == (passport,)


def test_an_option_that_others_follow_from_is_not_taken_off(event):
    asks(
        event, WORKSHOP, Question("club", "text", "Club?", shown_if=Condition("workshop", "clubs"))
    )

    answer = secretariat().post(
        address(event, "question", "workshop"),
        typed(1, option_1="Schools", key_1="schools"),
    )

    assert answer.context["form"].non_field_errors() == [
        "“Club?” follows from this question: change that one first."
    ]


def test_fewer_places_than_are_held_are_refused_beside_the_number(event):
    asks(event, WORKSHOP)
    registrations = RegistrationFactory.create_batch(2, event=event)
    for one in registrations:
        answers.keep(one, answers={"workshop": "schools"}, at=dt.datetime.now(dt.UTC))

    answer = secretariat().post(
        address(event, "question", "workshop"),
        typed(1, option_1="Schools", places_1="1", key_1="schools"),
    )

    assert answer.context["form"].errors == {
        "places_1": ["2 people hold a place here: no fewer than that."]
    }


def test_of_two_editors_the_second_sees_both_texts(event):
    asks(event, WORKSHOP)
    first, second = secretariat(), secretariat()
    said = {"option_1": "Schools", "key_1": "schools"}
    first.post(address(event, "question", "workshop"), typed(1, label="Group?", **said))

    answer = second.post(address(event, "question", "workshop"), typed(1, label="Team?", **said))

    assert answer.status_code == 409
    shown = words_of(answer)
    assert "Group?" in shown
    assert "Team?" in shown
    assert schema(event)[0].label == "Group?"


def test_a_question_that_somebody_else_took_off_is_a_conflict(event):
    asks(event, WORKSHOP, REMARK)
    asks(event, WORKSHOP, Question("other", "text", "Other?"), number=2)
    client = secretariat()

    assert client.post(address(event, "question", "remark"), typed(1)).status_code == 404
    added = client.post(address(event, "add_question", "text"), typed(1))

    assert added.status_code == 409


def test_looking_and_more_rows_save_nothing(event):
    client = secretariat()

    look = client.post(
        address(event, "add_question", "choice"),
        typed(option_1="Schools", preview="1", asked_of="group:speaker"),
    )
    rows = client.post(
        address(event, "add_question", "choice"), typed(option_1="A", rows="4", another="1")
    )
    part = client.post(
        address(event, "add_question", "choice"),
        typed(option_1="Schools", preview="1"),
        headers={"HX-Request": "true"},
    )
    nothing = client.post(
        address(event, "add_question", "choice"),
        typed(label="", preview="1"),
        headers={"HX-Request": "true"},
    )

    assert look.status_code == rows.status_code == part.status_code == 200
    assert "Only if you take part as: Speaker" in words_of(look)
    assert look.context["form"]["label"].value() == "Which workshop?"
    assert len(rows.context["form"].boxes) == 8
    assert part.content.decode().count("<html") == 0
    assert 'value="schools"' in part.content.decode()
    assert "Write the question" in nothing.content.decode()
    assert QuestionSet.objects.count() == 0


@pytest.mark.parametrize("rows", ["9" * 50, "-3", "x", "٣"])
def test_rows_are_no_more_than_a_wish(event, rows):
    form = (
        secretariat()
        .post(address(event, "add_question", "choice"), typed(rows=rows, option_1="A"))
        .context
    )

    assert form is None or len(form["form"].boxes) <= 40


def test_the_builder_says_who_lacks_an_answer_and_how_many_gave_one(event):
    asks(event, TRAIN)
    lacks, said = RegistrationFactory.create_batch(2, event=event)
    answers.keep(lacks, answers={}, at=dt.datetime.now(dt.UTC))
    answers.keep(said, answers={"train": True}, at=dt.datetime.now(dt.UTC))

    page = words_of(secretariat().get(address(event)))

    assert "1 registered person has not answered all that must be answered." in page
    assert "Yes or no · 1 answer" in page


@pytest.mark.parametrize("mode", Mode)
def test_the_form_as_people_see_it(event, mode):
    type(event).objects.filter(pk=event.pk).update(mode=mode, shows_participants=True)
    ticket = Question("ticket", "text", "Ticket?", shown_if=Condition("mode", "in_person"))
    later = Question("flight", "text", "Flight?", stage="confirmed")
    asks(event, WORKSHOP, ticket, later)

    page = secretariat().get(address(event, "questions_preview"))

    said = words_of(page)
    assert "Which workshop?" in said
    assert "Once the place is confirmed Flight?" in said
    assert ("Ticket?" in said) == (mode != Mode.ONLINE)
    assert ("Only if you come in person" in said) == (mode == Mode.HYBRID)
    assert ("How do you take part?" in said) == (mode == Mode.HYBRID)
    assert "My name may stand on the list that participants see" in said


def test_nothing_to_preview(event):
    assert "Nothing more is asked." in words_of(
        secretariat().get(address(event, "questions_preview"))
    )


def test_statements_do_not_grow_with_questions_and_answers(event):
    client = secretariat()
    asks(event, TRAIN)
    answers.keep(
        RegistrationFactory(event=event), answers={"train": True}, at=dt.datetime.now(dt.UTC)
    )
    one = queries(lambda: client.get(address(event)))

    asks(event, *(Question(f"q{n}", "text", f"Q{n}?") for n in range(10)), number=2)
    for registration in RegistrationFactory.create_batch(3, event=event):
        answers.keep(registration, answers={"q1": "x"}, at=dt.datetime.now(dt.UTC))

    assert queries(lambda: client.get(address(event))) == one <= 14
