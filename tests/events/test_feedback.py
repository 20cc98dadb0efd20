"""What can be asked afterwards, when, and what an answer may be."""

import datetime as dt

import pytest

from events import feedback
from events.feedback import Item, Phase

AT = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SCALE = Item("content", "scale", "Content", required=True)
CHOICE = Item("way", "choice", "Online?", options=("Yes", "No"))
SEVERAL = Item("liked", "several", "Liked?", options=("Talks", "Food"))
TEXT = Item("words", "text", "Else?")
ITEMS = (SCALE, CHOICE, SEVERAL, TEXT)


@pytest.mark.parametrize(
    ("item", "value", "fits"),
    [
        (SCALE, 1, True),
        (SCALE, 5, True),
        (SCALE, 0, False),
        (SCALE, 6, False),
        (SCALE, True, False),
        (SCALE, "5", False),
        (CHOICE, 0, True),
        (CHOICE, 1, True),
        (CHOICE, 2, False),
        (CHOICE, -1, False),
        (CHOICE, False, False),
        (SEVERAL, [0, 1], True),
        (SEVERAL, [], False),
        (SEVERAL, [0, 0], False),
        (SEVERAL, [2], False),
        (SEVERAL, 1, False),
        (TEXT, "Good.", True),
        (TEXT, "  ", False),
        (TEXT, "x" * 4001, False),
        (TEXT, 3, False),
    ],
)
def test_an_answer_is_one_of_what_was_asked(item, value, fits):
    assert feedback.is_answer(item, value) is fits


def test_only_what_answers_what_is_asked_is_kept_in_the_order_of_the_questions():
    said = {"words": "Good.", "content": 4, "way": 7, "shoe": 45}

    assert list(feedback.answered(ITEMS, said).items()) == [("content", 4), ("words", "Good.")]


def test_the_usual_form_asks_of_content_speakers_organisation_use_and_words():
    items = feedback.usual()

    assert [(item.key, item.type, item.required) for item in items] == [
        ("content", "scale", True),
        ("speakers", "scale", True),
        ("organisation", "scale", True),
        ("use", "scale", True),
        ("words", "text", False),
    ]
    assert feedback.read(feedback.written(items)) == items


def test_a_question_is_found_placed_taken_off_and_moved():
    other = Item("way", "choice", "Elsewhere?", options=("Yes", "No"))

    assert feedback.found(ITEMS, "way") == CHOICE
    assert feedback.found(ITEMS, "shoe") is None
    assert feedback.placed(ITEMS, other) == (SCALE, other, SEVERAL, TEXT)
    assert feedback.without(ITEMS, "way") == (SCALE, SEVERAL, TEXT)
    assert feedback.moved(ITEMS, "words", by=-3) == (TEXT, SCALE, CHOICE, SEVERAL)
    assert feedback.moved(ITEMS, "words", by=1) == ITEMS


def test_a_form_keeps_its_answers_while_it_only_grows():
    assert feedback.keeps((SCALE,), (SCALE, TEXT))
    assert not feedback.keeps((SCALE, TEXT), (TEXT, SCALE))
    assert not feedback.keeps((SCALE, TEXT), (SCALE,))


@pytest.mark.parametrize(
    ("opened", "closes", "closed", "where"),
    [
        (None, None, None, Phase.DRAFT),
        (AT, None, None, Phase.DRAFT),
        (AT - DAY, AT + DAY, None, Phase.OPEN),
        (AT - DAY, AT, None, Phase.OVER),
        (AT - 3 * DAY, AT + DAY, AT - DAY, Phase.OVER),
    ],
)
def test_where_a_form_is_follows_from_its_moments(opened, closes, closed, where):
    assert feedback.phase(opened_at=opened, closes_at=closes, closed_at=closed, at=AT) is where


@pytest.mark.parametrize(
    ("days", "after"), [(14, 11), (6, 3), (4, 2), (1, 0.5)], ids=["14", "6", "4", "1"]
)
def test_people_are_reminded_three_days_before_the_end_or_half_way(days, after):
    assert feedback.again_at(AT, AT + days * DAY) == AT + after * DAY
