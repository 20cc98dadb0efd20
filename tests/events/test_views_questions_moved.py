"""Questions moved, taken off, and added by the block."""

import re
import uuid

import pytest
from django.urls import reverse

from events.enums import State
from events.questions import Condition, Question
from tests.events.organisers import secretariat
from tests.factories.events import EventFactory
from tests.factories.questions import REMARK, asks

pytestmark = pytest.mark.django_db
TRAIN = Question("train", "yes_no", "Do you come by train?", required=True)
WHEN = Question("arrival", "date", "When?", shown_if=Condition("train", "yes"))


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


def test_moving_and_removing(event):
    asks(event, TRAIN, WHEN, REMARK)
    client = secretariat()

    moved = client.post(address(event, "move_question", "remark"), {"number": 1, "places": "-1"})
    assert moved["Location"] == f"{address(event)}#q-remark"
    assert [question.key for question in schema(event)] == ["train", "remark", "arrival"]

    stays = client.post(
        address(event, "move_question", "arrival"), {"number": 2, "places": "-1"}, follow=True
    )
    client.post(address(event, "move_question", "arrival"), {"number": 3, "places": "-1"})
    assert [question.key for question in schema(event)] == ["train", "arrival", "remark"]
    assert stays.status_code == 200
    assert "Another question follows from this one" in words_of(client.get(address(event)))

    assert "It stays while these are asked" in words_of(
        client.get(address(event, "remove_question", "train"))
    )
    assert "Nobody has answered it yet." in words_of(
        client.get(address(event, "remove_question", "remark"))
    )
    client.post(address(event, "remove_question", "remark"), {"number": 3})
    assert [question.key for question in schema(event)] == ["train", "arrival"]


@pytest.mark.parametrize(
    ("name", "words", "sent"),
    [
        ("move_question", ("remark",), {"number": 7, "places": "-1"}),
        ("remove_question", ("remark",), {"number": 7}),
        ("add_questions", (), {"number": 7, "block": "diet", "once": str(uuid.uuid4())}),
    ],
)
def test_a_stale_press_does_nothing_and_shows_how_it_stands(event, name, words, sent):
    asks(event, TRAIN, REMARK)

    answer = secretariat().post(address(event, name, *words), sent)

    assert answer.status_code == 409
    assert "Somebody else has changed the questions meanwhile" in words_of(answer)
    assert schema(event) == (TRAIN, REMARK)


@pytest.mark.parametrize(
    ("name", "words", "sent"),
    [
        ("move_question", ("remark",), {"number": 1, "places": "7"}),
        ("remove_question", ("remark",), {"number": "x"}),
        ("add_questions", (), {"number": 1, "block": "poem", "once": str(uuid.uuid4())}),
    ],
)
def test_a_nonsense_press_is_422(event, name, words, sent):
    asks(event, TRAIN, REMARK)

    answer = secretariat().post(address(event, name, *words), sent)

    assert answer.status_code == 422
    assert schema(event) == (TRAIN, REMARK)


def test_what_is_closed_is_left_alone(event):
    asks(event, TRAIN)
    type(event).objects.filter(pk=event.pk).update(state=State.CLOSED)
    client = secretariat()

    page = words_of(client.get(address(event)))
    refused = client.post(address(event, "add_question", "text"), typed(1))
    moved = client.post(address(event, "remove_question", "train"), {"number": 1}, follow=True)

    assert "Add a question" not in page
    assert "its questions stay as they are" in words_of(refused)
    assert "its questions stay as they are" in words_of(moved)
    assert schema(event) == (TRAIN,)


def test_a_block_is_added_with_its_consent_and_at_the_stage_that_is_said(event):
    client = secretariat()
    for number, (block, stage) in enumerate([("diet", ""), ("hotel", "registration")]):
        client.post(
            address(event, "add_questions"),
            {"number": number, "once": str(uuid.uuid4()), "block": block, "stage": stage},
        )

    found = schema(event)
    assert [(question.key, question.stage) for question in found] == [
        ("diet_consent", "confirmed"),
        ("diet", "confirmed"),
        ("diet_other", "confirmed"),
        ("hotel", "registration"),
        ("hotel_from", "registration"),
        ("hotel_until", "registration"),
    ]
    assert "erased 30 days after the event" in found[0].help
    page = words_of(client.get(address(event)))
    assert "Only if you agreed" in page
    assert "Sensitive" in page
