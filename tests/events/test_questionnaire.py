import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.questionnaire import (
    KEY,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Fault,
    alone,
    faults,
    first_stage,
    following,
    free_key,
    may_move,
    moved,
    placed,
    without,
)
from events.questions import Condition, Option, Question

A = Question("a", "yes_no", "A?")
B = Question("b", "text", "B?", shown_if=Condition("a", "yes"))
C = Question("c", "text", "C?")
AGREED = Question("agreed", "consent", "I agree", retention="sensitive")


def one(kind="text", key="x", label="X?", **more):
    return Question(key, kind, label, **more)


@pytest.mark.parametrize(
    ("schema", "used", "found"),
    [
        ((), {}, []),
        ((A, B, C), {}, []),
        ((A, B, C), {"a": "yes_no", "gone": "text"}, []),
        ((C,), {"c": "choice"}, [("c", Fault.TYPE)]),
        ((C, C), {}, [("c", Fault.TWICE)]),
        ((one(key="X"),), {}, [("X", Fault.KEY)]),
        ((one(key=""),), {}, [("", Fault.KEY)]),
        ((one(key="mode"),), {}, [("mode", Fault.KEY)]),
        ((one(label=" "),), {}, [("x", Fault.LABEL)]),
        ((one("choice"),), {}, [("x", Fault.OPTIONS)]),
        ((one("text", options=(Option("a", "A"),)),), {}, [("x", Fault.OPTIONS)]),
        (
            (
                one(
                    "choice",
                    options=tuple(Option(f"o{n}", "O") for n in range(MOST_OPTIONS + 1)),
                ),
            ),
            {},
            [("x", Fault.OPTIONS)],
        ),
        ((one("choice", options=(Option("a", "A"), Option("a", "B"))),), {}, [("x", Fault.OPTION)]),
        ((one("choice", options=(Option("a", ""),)),), {}, [("x", Fault.OPTION)]),
        ((one("choice", options=(Option("a", "A", -1),)),), {}, [("x", Fault.OPTION)]),
        ((one("choice", options=(Option("ä", "A"),)),), {}, [("x", Fault.OPTION)]),
        ((B, A), {}, [("b", Fault.CONDITION)]),
        ((B,), {}, [("b", Fault.CONDITION)]),
        ((one(shown_if=Condition("x", "yes")),), {}, [("x", Fault.CONDITION)]),
        ((C, one(shown_if=Condition("c", "yes"))), {}, [("x", Fault.CONDITION)]),
        ((A, one(shown_if=Condition("a", "perhaps"))), {}, [("x", Fault.VALUE)]),
        ((AGREED, one(shown_if=Condition("agreed", "no"))), {}, [("x", Fault.VALUE)]),
        ((one(shown_if=Condition("mode", "online")),), {}, []),
        ((one(shown_if=Condition("mode", "hybrid")),), {}, [("x", Fault.VALUE)]),
        ((one(shown_if=Condition("group", "speaker")),), {}, []),
        ((one(shown_if=Condition("group", "king")),), {}, [("x", Fault.VALUE)]),
        (
            (one("yes_no", key="a", stage="confirmed"), B),
            {},
            [("b", Fault.STAGE)],
        ),
        ((A, one(stage="confirmed", shown_if=Condition("a", "yes"))), {}, []),
        ((one(retention="sensitive"),), {}, [("x", Fault.CONSENT)]),
        ((A, one(retention="sensitive", shown_if=Condition("a", "yes"))), {}, [("x", "consent")]),
        ((AGREED, one(retention="sensitive", shown_if=Condition("agreed", "yes"))), {}, []),
        ((one(retention="identity"),), {}, []),
    ],
)
def test_what_is_wrong_with_a_schema(schema, used, found):
    assert faults(schema, used=used) == found


def test_an_event_does_not_ask_without_end():
    many = tuple(one(key=f"x{number}") for number in range(MOST_QUESTIONS + 1))

    assert faults(many[:-1]) == []
    assert faults(many) == [(f"x{MOST_QUESTIONS}", Fault.MANY)]


@pytest.mark.parametrize(
    ("key", "by", "keys", "may"),
    [
        ("a", -1, "abc", False),
        ("a", 1, "bac", False),
        ("b", -1, "bac", False),
        ("b", 1, "acb", True),
        ("c", -1, "acb", True),
        ("c", 1, "abc", False),
        ("c", -9, "cab", True),
    ],
)
def test_a_question_stays_behind_what_it_follows_from(key, by, keys, may):
    assert "".join(question.key for question in moved((A, B, C), key, by=by)) == keys
    assert may_move((A, B, C), key, by=by) == may


def test_changing_one_leaves_the_others():
    other = Question("b", "text", "B, in other words?")

    assert placed((A, B, C), other) == (A, other, C)
    assert without((A, B, C), "b") == (A, C)
    assert following((A, B, C), "a") == (B,)
    assert following((A, B, C), "c") == ()
    assert alone(B, key="new") == Question("new", "text", "B?")
    assert first_stage((A, Question("d", "text", "D?", stage="confirmed"))) == 1


@pytest.mark.parametrize(
    ("words", "taken", "key"),
    [
        ("Which workshop?", (), "which_workshop"),
        ("Which workshop?", {"which_workshop", "which_workshop_2"}, "which_workshop_3"),
        ("mode", (), "mode_2"),
        ("2nd", (), "q_2nd"),
        ("???", (), "q"),
        ("x" * 300, (), "x" * 36),
    ],
)
def test_a_key_made_of_words(words, taken, key):
    assert free_key(words, taken=taken) == key


@given(
    words=st.text("aZ9 _?ž-", max_size=60), taken=st.sets(st.sampled_from(["q", "q_2", "a", "a_2"]))
)
def test_whatever_the_words_the_key_is_good_and_new(words, taken):
    key = free_key(words, taken=taken)

    assert KEY.fullmatch(key)
    assert key not in taken
