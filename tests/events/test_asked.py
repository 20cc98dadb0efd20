import pytest

from events.asked import answer, asked_of, said_value
from events.questions import Condition, Option, Question

SHOP = Question(
    "shop", "choice", "Workshop?", options=(Option("a", "Schools"), Option("b", "Clubs"))
)
TRAIN = Question("train", "yes_no", "By train?")
AGREED = Question("agreed", "consent", "I agree")


@pytest.mark.parametrize(
    ("type_", "value", "words"),
    [
        ("text", "LX 1", "LX 1"),
        ("long_text", "One.\n\nTwo.", "One.\n\nTwo."),
        ("number", "12.5", "12.5"),
        ("choice", "a", "Schools"),
        ("choice", "gone", "gone"),
        ("several", ["b", "a"], "Clubs, Schools"),
        ("yes_no", True, "Yes"),
        ("yes_no", False, "No"),
        ("consent", True, "Yes"),
        ("date", "2026-12-09", "Wed 9 Dec 2026"),
        ("file", {"document": "x", "name": "cv.pdf"}, "cv.pdf"),
    ],
)
def test_an_answer_in_words(type_, value, words):
    question = Question("x", type_, "X?", options=SHOP.options)

    assert answer(question, value) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition("mode", "online"), "Only if you take part online"),
        (Condition("mode", "in_person"), "Only if you come in person"),
        (Condition("group", "staff"), "Only if you take part as: Staff"),
        (Condition("group", "participant"), "Only if you take part as: Practitioner"),
        (Condition("shop", "a"), "Only if you answered “Schools” to “Workshop?”"),
        (Condition("train", "no"), "Only if you answered “No” to “By train?”"),
        (Condition("agreed", "yes"), "Only if you agreed: I agree"),
    ],
)
def test_of_whom_it_is_asked(condition, words):
    names = {"participant": "Practitioner"}

    assert asked_of(condition, (SHOP, TRAIN, AGREED), called=names) == words


def test_what_a_condition_names():
    assert [said_value(TRAIN, "yes"), said_value(AGREED, "yes"), said_value(SHOP, "b")] == [
        "Yes",
        "Yes",
        "Clubs",
    ]
