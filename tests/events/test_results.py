"""What was answered, added up so that nobody is given away."""

from fractions import Fraction

from events import results
from events.feedback import Item
from events.results import Count

SCALE = Item("content", "scale", "Content")
CHOICE = Item("way", "choice", "Online?", options=("Yes", "No"))
SEVERAL = Item("liked", "several", "Liked?", options=("Talks", "Food"))
TEXT = Item("words", "text", "Else?")
ITEMS = (SCALE, CHOICE, SEVERAL, TEXT)
FULL = {"content": 4, "way": 0, "liked": [0, 1], "words": "Good."}


def added_up(anonymous, named=(), items=ITEMS):
    return results.results(items, anonymous=anonymous, named=named, shuffle=list.reverse)


def test_five_answers_are_counted_with_their_mean():
    scale, choice, several, text = added_up([FULL] * 4 + [{"content": 1, "way": 1} | {
        "liked": [1], "words": "Bad."}])  # fmt: skip

    assert (scale.number, scale.mean) == (5, Fraction(17, 5))
    assert [one.number for one in scale.counts] == [1, 0, 0, 4, 0]
    assert choice.counts == (Count("Yes", 4), Count("No", 1))
    assert several.counts == (Count("Talks", 4), Count("Food", 5))
    assert text.texts == ("Bad.", "Good.", "Good.", "Good.", "Good.")
    assert not any(one.hidden for one in (scale, choice, several, text))


def test_of_four_nothing_is_shown_not_even_that_there_are_four():
    assert added_up([FULL] * 4) == added_up([FULL]) == added_up([])
    scale, choice, several, text = added_up([FULL] * 4)
    assert [one.number for one in (scale, choice, several, text)] == [0, 0, 0, 0]
    assert (scale.mean, text.texts) == (None, ())
    assert all(count.number == 0 for one in (scale, choice, several) for count in one.counts)


def test_a_question_that_four_of_many_answered_shows_nothing_and_the_others_do():
    rows = [FULL] * 4 + [{"content": 2}] * 10

    scale, _choice, _several, text = added_up(rows)

    assert (scale.number, scale.hidden) == (14, False)
    assert (text.number, text.texts, text.hidden) == (0, (), True)


def test_named_answers_are_shown_alone_where_the_others_are_too_few():
    scale, _choice, _several, text = added_up([FULL] * 4, named=[{"content": 1, "words": "Mine."}])

    assert (scale.number, scale.mean, scale.hidden) == (1, 1, True)
    assert text.texts == ("Mine.",)


def test_named_answers_stand_among_five_others():
    scale, *_rest, text = added_up([FULL] * 5, named=[{"content": 1, "words": "Mine."}])

    assert (scale.number, scale.mean, scale.hidden) == (6, Fraction(21, 6), False)
    assert sorted(text.texts) == ["Good."] * 5 + ["Mine."]


def test_an_answer_is_said_in_words():
    assert results.in_words(SCALE, 3) == "3"
    assert results.in_words(CHOICE, 1) == "No"
    assert results.in_words(SEVERAL, [0, 1]) == "Talks, Food"
    assert results.in_words(TEXT, "Good.") == "Good."
