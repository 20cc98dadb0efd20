import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.enums import QuestionType, Stage
from events.questions import (
    Condition,
    Option,
    Question,
    Taking,
    asked,
    asks_later,
    chosen,
    is_answer,
    is_answered,
    kept,
    missing,
    put,
    read,
    said,
    tokens,
    with_places,
    written,
)

HERE, AWAY = Taking("in_person"), Taking("online")
ROOM = Question("room", "yes_no", "A room?", required=True, shown_if=Condition("mode", "in_person"))
NIGHT = Question("night", "date", "First night?", required=True, shown_if=Condition("room", "yes"))
TALK = Question("talk", "text", "Title of your talk?", shown_if=Condition("group", "speaker"))
AGREED = Question("agreed", "consent", "I agree", required=True)
DIET = Question(
    "diet",
    "several",
    "Diet?",
    options=(Option("vegan", "Vegan"), Option("halal", "Halal")),
    shown_if=Condition("agreed", "yes"),
    retention="sensitive",
)
SHOP = Question(
    "shop", "choice", "Workshop?", options=(Option("a", "A", 3), Option("b", "B")), required=True
)
LATER = Question("later", "text", "Flight?", stage="confirmed", required=True)
ALL = (ROOM, NIGHT, TALK, AGREED, DIET, SHOP, LATER)


def keys(schema):
    return [question.key for question in schema]


def test_a_schema_is_read_as_it_was_written():
    assert read(written(ALL)) == ALL


@pytest.mark.parametrize(
    ("given_so_far", "taking", "shown"),
    [
        ({}, HERE, ["room", "agreed", "shop", "later"]),
        ({}, AWAY, ["agreed", "shop", "later"]),
        ({"room": True}, HERE, ["room", "night", "agreed", "shop", "later"]),
        ({"room": False}, HERE, ["room", "agreed", "shop", "later"]),
        ({"room": True}, AWAY, ["agreed", "shop", "later"]),
        ({"agreed": True}, AWAY, ["agreed", "diet", "shop", "later"]),
        ({"agreed": False}, AWAY, ["agreed", "shop", "later"]),
        ({}, Taking("online", "speaker"), ["talk", "agreed", "shop", "later"]),
    ],
)
def test_what_is_asked_of_whom(given_so_far, taking, shown):
    assert keys(asked(ALL, given=given_so_far, taking=taking)) == shown


@pytest.mark.parametrize(
    ("on_form", "given_so_far", "taking", "shown", "conditional"),
    [
        ({"room", "night", "mode"}, {}, AWAY, ["room", "night"], ["room", "night"]),
        ({"room", "night"}, {}, HERE, ["room", "night"], ["night"]),
        ({"room", "night"}, {}, AWAY, [], []),
        ({"night"}, {"room": True}, HERE, ["night"], []),
        ({"night"}, {"room": False}, HERE, [], []),
        ({"night", "mode"}, {}, HERE, [], []),
        ({"talk", "group"}, {}, AWAY, ["talk"], ["talk"]),
        ({"talk"}, {}, AWAY, [], []),
        ({"shop"}, {}, AWAY, ["shop"], []),
    ],
)
def test_how_a_form_puts_it(on_form, given_so_far, taking, shown, conditional):
    found = put(ALL, on_form=on_form, given=given_so_far, taking=taking)

    assert keys(found) == shown
    assert [question.key for question in found if question.shown_if] == conditional


@pytest.mark.parametrize(
    ("given_so_far", "taking", "stages", "lacking"),
    [
        ({}, HERE, None, ["room", "agreed", "shop", "later"]),
        ({}, HERE, {Stage.REGISTRATION}, ["room", "agreed", "shop"]),
        ({"room": True, "shop": "a"}, HERE, {Stage.REGISTRATION}, ["night", "agreed"]),
        ({"room": False, "agreed": False, "shop": ""}, HERE, {"registration"}, ["agreed", "shop"]),
        ({"agreed": True, "shop": "gone", "later": "x"}, AWAY, None, []),
    ],
)
def test_what_is_missing(given_so_far, taking, stages, lacking):
    more = {"stages": stages} if stages else {}

    assert keys(missing(ALL, given=given_so_far, taking=taking, **more)) == lacking


def one(kind, **more):
    return Question("x", kind, "X?", **more)


TWO = (Option("a", "A"), Option("b", "B"))


@pytest.mark.parametrize(
    ("question", "good", "bad"),
    [
        (one("text"), ["x", "ž" * 200], ["", "x" * 201, 1, None, ["x"]]),
        (one("long_text"), ["x\ny", "x" * 4000], ["", "x" * 4001, True]),
        (one("number"), ["0", "-3", "12.5", "123456789.99"], ["", "1e4", "1,5", "٣", "1.234", 5]),
        (one("choice", options=TWO), ["a"], ["c", "", ["a"], True]),
        (one("several", options=TWO), [["a"], ["b", "a"]], [[], ["a", "a"], ["c"], "a", [1]]),
        (one("yes_no"), [True, False], ["yes", None, 1]),
        (one("consent"), [True], [False, "on", None]),
        (one("date"), ["2026-12-09"], ["2026-02-30", "9.12.2026", "20261209", "", None]),
        (
            one("file"),
            [{"document": "key", "name": "cv.pdf"}],
            ["cv.pdf", {}, {"document": "x"}, {"document": "x", "name": "y", "path": "z"}],
        ),
    ],
    ids=lambda value: value.type if isinstance(value, Question) else "",
)
def test_what_is_an_answer(question, good, bad):
    assert [value for value in good if not is_answer(question, value)] == []
    assert [value for value in bad if is_answer(question, value)] == []


@pytest.mark.parametrize(
    ("value", "is_one"), [(None, False), ("", False), ([], False), (False, True), ("x", True)]
)
def test_no_is_an_answer_and_nothing_is_none(value, is_one):
    assert said(value) == is_one
    assert is_answered(one("text"), value) == is_one
    assert is_answered(one("consent"), value) is False


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (True, {"yes"}),
        (False, {"no"}),
        ("a", {"a"}),
        (["a", "b"], {"a", "b"}),
        (None, set()),
        ({"document": "x", "name": "y"}, set()),
    ],
)
def test_what_a_condition_can_name(value, found):
    assert tokens(value) == found


@pytest.mark.parametrize(
    ("now", "before", "taking", "found"),
    [
        ({"shop": "a"}, {}, AWAY, {"shop": "a"}),
        ({"shop": "gone"}, {}, AWAY, {}),
        ({}, {"shop": "gone"}, AWAY, {"shop": "gone"}),
        ({"shop": "gone"}, {"shop": "gone"}, AWAY, {"shop": "gone"}),
        ({"shop": None}, {"shop": "a"}, AWAY, {}),
        ({"nonsense": "x"}, {}, AWAY, {}),
        ({"diet": ["vegan"]}, {}, AWAY, {}),
        (
            {"diet": ["vegan"], "agreed": True},
            {},
            AWAY,
            {"agreed": True, "diet": ["vegan"]},
        ),
        ({"agreed": None}, {"agreed": True, "diet": ["vegan"]}, AWAY, {}),
        ({"room": True, "night": "2026-12-09"}, {}, AWAY, {}),
        ({"room": False}, {"room": True, "night": "2026-12-09"}, HERE, {"room": False}),
    ],
)
def test_what_is_kept(now, before, taking, found):
    assert kept(ALL, given=now, before=before, taking=taking) == found


def test_options_with_places():
    assert with_places(ALL) == {("shop", "a"): 3}
    assert chosen(ALL, {"shop": "a", "diet": ["vegan"]}) == {("shop", "a")}
    assert chosen(ALL, {"shop": "b"}) == frozenset()


@pytest.mark.parametrize(
    ("schema", "taking", "later"),
    [
        ((SHOP,), HERE, False),
        ((SHOP, LATER), HERE, True),
        ((one("text", stage="confirmed", shown_if=Condition("mode", "in_person")),), AWAY, False),
        ((one("text", stage="confirmed", shown_if=Condition("mode", "in_person")),), HERE, True),
    ],
)
def test_whether_something_is_asked_later(schema, taking, later):
    assert asks_later(schema, taking=taking) == later


PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(["", "a", "b", "c", "yes", "no", "vegan", "2026-12-09", "2026-13-09"]),
    st.lists(st.sampled_from(["vegan", "halal", "x"]), max_size=3),
    st.integers(),
)
ANSWERS = st.dictionaries(st.sampled_from(keys(ALL)), PLAIN)
TAKINGS = st.builds(
    Taking, st.sampled_from(["in_person", "online"]), st.sampled_from(["participant", "speaker"])
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(now=ANSWERS, before=ANSWERS, taking=TAKINGS)
def test_whatever_is_sent_only_answers_to_what_is_asked_are_kept(now, before, taking):
    stored = {one.key: before[one.key] for one in ALL if is_answer(one, before.get(one.key))}

    found = kept(ALL, given=now, before=stored, taking=taking)

    shown = {question.key: question for question in asked(ALL, given=found, taking=taking)}
    assert found.keys() <= shown.keys()
    for key, value in found.items():
        assert is_answer(shown[key], value)
    if "diet" in found:
        assert found["agreed"] is True


def test_every_type_has_a_case():
    assert {question.type for question in ALL} | {"number", "long_text", "file"} == set(
        QuestionType.values
    )
