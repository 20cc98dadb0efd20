"""What an event asks afterwards, as the Secretariat sets it up: questions, words, names."""

import pytest

from events import respondents
from events.enums import Anonymity
from events.feedback import Item, written
from events.models import FeedbackForm
from tests.events.feedback_form import STALE, form_of, keys, over, running, seminar, url
from tests.events.organisers import presidency, secretariat
from tests.events.test_views_feedback import text
from tests.factories.feedback import (
    ITEMS,
    FeedbackAnswerFactory,
    FeedbackAskedFactory,
    FeedbackFormFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return seminar()


@pytest.fixture
def client():
    return secretariat()


# Beginning


def test_the_usual_form_is_one_press(client, event):
    response = client.post(url(event, "begin/"))

    assert response.url == url(event)
    assert keys(event) == ["content", "speakers", "organisation", "use", "words"]


def test_a_form_begins_with_the_questions_of_another_event(client, event):
    other = FeedbackFormFactory()

    client.post(url(event, "begin/"), {"event": str(other.key)})

    assert keys(event) == [item.key for item in ITEMS]


def test_a_form_that_there_is_not_is_not_begun_with(client, event):
    assert client.post(url(event, "begin/"), {"event": "x"}).status_code == 404
    assert not FeedbackForm.objects.exists()


def test_questions_are_taken_over_in_the_place_of_those_there_are(client, event):
    FeedbackFormFactory(event=event, questions=[])
    other = FeedbackFormFactory()

    response = client.post(url(event, "others/"), {"version": 1, "event": str(other.key)})

    assert response.url == url(event)
    assert keys(event) == [item.key for item in ITEMS]


def test_to_take_questions_over_an_event_is_chosen(client, event):
    FeedbackFormFactory(event=event)

    response = client.post(url(event, "others/"), {"version": 1})

    assert response.status_code == 422
    assert "Ask the same as at" in text(response)


# Questions


def test_a_scale_is_added_with_the_words_of_its_ends(client, event):
    FeedbackFormFactory(event=event, questions=[])
    assert "1 means" in text(client.get(url(event, "new/scale/")))

    response = client.post(
        url(event, "new/scale/"),
        {"version": 1, "text": "The room", "low": "cold", "high": "warm", "required": "on"},
    )

    assert response.url == url(event)
    assert respondents.items_of(form_of(event)) == (
        Item("the_room", "scale", "The room", required=True, low="cold", high="warm"),
    )


def test_a_choice_is_added_with_its_options_one_a_line(client, event):
    FeedbackFormFactory(event=event, questions=[])

    client.post(
        url(event, "new/choice/"), {"version": 1, "text": "Lunch?", "options": " Warm \n\nCold\n"}
    )

    assert respondents.items_of(form_of(event)) == (
        Item("lunch", "choice", "Lunch?", options=("Warm", "Cold")),
    )


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ("Warm", "Write from two to 20 options, one a line."),
        ("\n".join(map(str, range(21))), "Write from two to 20 options, one a line."),
        ("Warm\nWARM", "Two options are the same."),
        ("Warm\n" + "x" * 201, "An option is too long: 200 letters at most."),
        ("", "Options"),
    ],
)
def test_options_that_make_no_choice_are_refused(client, event, options, problem):
    FeedbackFormFactory(event=event, questions=[])

    response = client.post(
        url(event, "new/several/"), {"version": 1, "text": "Lunch?", "options": options}
    )

    assert response.status_code == 422
    assert problem in text(response)
    assert keys(event) == []


def test_there_is_no_question_of_another_type(client, event):
    FeedbackFormFactory(event=event)

    assert client.get(url(event, "new/poem/")).status_code == 404


def test_a_question_is_changed(client, event):
    FeedbackFormFactory(event=event)
    page = client.get(url(event, "questions/way/"))
    assert "Yes\nNo\nNever" in page.content.decode().replace("\r", "")

    client.post(
        url(event, "questions/way/"),
        {"version": 1, "text": "On line?", "options": "Yes\nNo"},
    )

    assert respondents.items_of(form_of(event))[1] == Item(
        "way", "choice", "On line?", options=("Yes", "No")
    )


def test_a_question_that_there_is_not_is_not_found(client, event):
    FeedbackFormFactory(event=event)

    assert client.get(url(event, "questions/shoe/")).status_code == 404
    assert client.post(url(event, "questions/shoe/move/")).status_code == 404


def test_two_who_change_a_question_at_once_see_both_texts(client, event):
    FeedbackFormFactory(event=event, version=2)

    response = client.post(url(event, "questions/words/"), {"version": 1, "text": "What else?"})

    assert response.status_code == 409
    assert "Anything else?" in text(response)
    assert "What else?" in text(response)


def test_who_changes_a_question_that_was_taken_off_or_adds_one_is_told(client, event):
    form = FeedbackFormFactory(event=event, version=2)
    added = client.post(url(event, "new/text/"), {"version": 1, "text": "More?"})

    assert added.status_code == 409
    form.questions = written(ITEMS)
    assert keys(event) == [item.key for item in ITEMS]


def test_a_question_that_was_answered_stays_as_it_is(client, event):
    FeedbackAnswerFactory(form=running(event))

    response = client.post(url(event, "questions/words/"), {"version": 1, "text": "Else?"})
    moved = client.post(
        url(event, "questions/words/move/"), {"version": 1, "places": -1}, follow=True
    )

    assert response.status_code == 422
    assert "Somebody has answered: what was asked stays as it is" in text(response)
    assert "Somebody has answered: what was asked stays as it is" in text(moved)


def test_a_full_form_takes_no_question_more(client, event):
    FeedbackFormFactory(
        event=event, questions=written(Item(f"q{n}", "text", f"Q{n}") for n in range(30))
    )

    response = client.post(url(event, "new/text/"), {"version": 1, "text": "More?"})

    assert response.status_code == 422
    assert "These are all the questions a form can ask." in text(response)


def test_a_closed_form_takes_no_question_more(client, event):
    over(event)

    response = client.post(url(event, "new/text/"), {"version": 1, "text": "More?"})

    assert response.status_code == 422
    assert "The form is closed: it stays as it is." in text(response)


def test_a_question_moves_by_a_press(client, event):
    FeedbackFormFactory(event=event)

    response = client.post(url(event, "questions/words/move/"), {"version": 1, "places": -1})

    assert response.url == f"{url(event)}#q-words"
    assert keys(event) == ["content", "way", "words", "liked"]


@pytest.mark.parametrize("typed", [{"version": 1}, {"version": 1, "places": "far"}, {"places": 1}])
def test_a_press_that_makes_no_sense_moves_nothing(client, event, typed):
    FeedbackFormFactory(event=event)

    assert client.post(url(event, "questions/words/move/"), typed).status_code == 422
    assert keys(event) == [item.key for item in ITEMS]


def test_a_press_on_an_older_page_moves_nothing_and_says_so(client, event):
    FeedbackFormFactory(event=event, version=2)

    response = client.post(url(event, "questions/words/move/"), {"version": 1, "places": -1})

    assert response.status_code == 409
    assert STALE in text(response)


def test_a_question_is_taken_off(client, event):
    FeedbackFormFactory(event=event)

    page = client.post(url(event, "questions/way/remove/"), {"version": 1}, follow=True)

    assert "No longer asked: Better online?" in text(page)
    assert keys(event) == ["content", "liked", "words"]


# Introduction and names


def test_the_words_and_the_promise_are_set(client, event):
    FeedbackFormFactory(event=event)
    assert "What people read first" in text(client.get(url(event, "words/")))

    client.post(url(event, "words/"), {"version": 1, "intro": "Hi.", "anonymity": "choice"})

    assert (form_of(event).intro, form_of(event).anonymity) == ("Hi.", "choice")


def test_two_who_set_the_words_at_once_see_both(client, event):
    FeedbackFormFactory(event=event, version=2, intro="Theirs.")

    response = client.post(
        url(event, "words/"), {"version": 1, "intro": "Mine.", "anonymity": "always"}
    )

    assert response.status_code == 409
    assert "Theirs." in text(response)


def test_a_promise_stays_once_people_were_asked(client, event):
    FeedbackAskedFactory(form=running(event, anonymity=Anonymity.ALWAYS))

    response = client.post(url(event, "words/"), {"version": 1, "anonymity": "choice"})

    assert response.status_code == 422
    assert "People were asked under these words: they stay." in text(response)


def test_the_words_of_a_closed_form_stay(client, event):
    over(event)

    response = client.post(url(event, "words/"), {"version": 1, "anonymity": "always"})

    assert response.status_code == 422
    assert "The form is closed" in text(response)


@pytest.mark.parametrize("rest", ["words/", "open/", "longer/", "close/", "new/text/"])
def test_without_a_form_there_is_nothing_to_set_up(client, event, rest):
    assert client.get(url(event, rest)).status_code == 404


@pytest.mark.parametrize("rest", ["words/", "open/", "longer/", "close/", "new/text/"])
def test_the_presidency_sets_nothing_up(event, rest):
    FeedbackFormFactory(event=event)

    assert presidency("IE").get(url(event, rest)).status_code == 404
