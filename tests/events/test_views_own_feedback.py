"""What one says of an event oneself, behind the mailed link."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from events import respondents
from events.enums import Anonymity
from events.feedback import Item, written
from events.models import AttendanceTerms, FeedbackAnswer, FeedbackAsked
from journal.models import Entry
from mail.links import token
from tests.events.organisers import queries
from tests.events.test_views_feedback import text
from tests.factories.events import RegistrationFactory
from tests.factories.feedback import FeedbackAskedFactory, FeedbackFormFactory

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
TYPED = {"q_content": "4", "q_way": "2", "q_liked": ["1", "0"], "q_words": " Good.\r\nVery. "}


@pytest.fixture
def asked():
    now = timezone.now()
    form = FeedbackFormFactory(
        event__title="Seminar", opened_at=now - DAY, closes_at=now + DAY, intro="Thank\nyou."
    )
    return FeedbackAskedFactory(form=form)


def url(asked):
    return f"/feedback/{respondents.token_of(asked.registration)}/"


def own_page(registration):
    return f"/registrations/{token('events:own_registration', registration.key, 1)}/"


def shut(asked):
    form = asked.form
    form.closed_at = timezone.now()
    form.save()


def test_the_link_shows_what_is_asked_and_changes_nothing(asked):
    page = Client().get(url(asked))

    assert "What was it like? Seminar" in text(page)
    assert "Thank<br>you." in page.content.decode()
    assert "nobody, the organisers included, can see whose they are" in text(page)
    assert "may see my name" not in text(page)
    assert "Your certificate" not in text(page)
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    asked.refresh_from_db()
    assert asked.has_answered is False


def test_the_ends_of_a_scale_are_said_beside_it_and_to_who_cannot_see_it(asked):
    page = Client().get(url(asked)).content.decode()

    assert page.count("poor") == page.count("excellent") == 2


def test_who_need_not_answer_a_scale_can_leave_it_out_again(asked):
    asked.form.questions = written([Item("room", "scale", "The room", low="cold")])
    asked.form.save()

    page = text(Client().get(url(asked)))

    assert "The room (optional) cold 1 cold 2 3 4 5 No answer" in page


def test_an_answer_is_kept_without_a_name_and_thanked_for(asked):
    client = Client()

    page = client.post(url(asked), TYPED, follow=True)

    row = FeedbackAnswer.objects.get()
    assert row.answers == {"content": 4, "way": 2, "liked": [0, 1], "words": "Good.\nVery."}
    assert row.registration is None
    assert "Thank you You have answered." in text(page)
    for way in (own_page(asked.registration), "certificate/", asked.form.event.get_absolute_url()):
        assert f'{way}">' in page.text
    assert "Good." not in text(page)
    assert not Entry.objects.exists()


def test_what_need_not_be_answered_is_left_out(asked):
    Client().post(url(asked), {"q_content": "4", "q_way": "", "q_words": " "})

    assert FeedbackAnswer.objects.get().answers == {"content": 4}


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"q_content": "6"},
        {"q_content": "4", "q_way": "9"},
        {"q_content": "4", "q_liked": ["x"]},
        {"q_content": "4", "q_words": "x" * 4001},
    ],
)
def test_what_is_no_answer_is_refused_and_what_was_typed_stays(asked, typed):
    page = Client().post(url(asked), typed | {"q_words": typed.get("q_words", "Kept words.")})

    assert page.status_code == 422
    assert page.content.decode().count('role="alert"') == 1
    assert typed.get("q_words", "Kept words.") in page.content.decode()
    assert not FeedbackAnswer.objects.exists()


def test_a_second_answer_is_not_taken(asked):
    client = Client()
    client.post(url(asked), TYPED)

    page = client.post(url(asked), TYPED | {"q_content": "1"})

    assert page.status_code == 200
    assert "You have answered." in text(page)
    assert FeedbackAnswer.objects.get().answers["content"] == 4


def test_who_wants_to_be_named_is(asked):
    asked.form.anonymity = Anonymity.CHOICE
    asked.form.save()
    assert "The organisers may see my name" in text(Client().get(url(asked)))

    Client().post(url(asked), TYPED | {"named": "on"})

    assert FeedbackAnswer.objects.get().registration == asked.registration


def test_a_name_that_nobody_asked_for_is_not_kept(asked):
    Client().post(url(asked), TYPED | {"named": "on"})

    assert FeedbackAnswer.objects.get().registration is None


def test_what_has_closed_can_be_looked_at_and_takes_no_answer(asked):
    shut(asked)

    page, late = Client().get(url(asked)), Client().post(url(asked), TYPED)

    assert "This is over" in text(page)
    assert (page.status_code, late.status_code) == (200, 409)
    assert not FeedbackAnswer.objects.exists()


def test_a_certificate_that_waits_for_the_answer_is_named(asked):
    AttendanceTerms.objects.create(event=asked.form.event, feedback_first=True)

    assert "Your certificate can be downloaded once you have answered." in text(
        Client().get(url(asked))
    )


@pytest.mark.parametrize("wrong", ["x", "events:own_registration"])
def test_any_other_link_opens_nothing(asked, wrong):
    other = token("events:own_registration", asked.registration.key, 1)

    assert Client().get(f"/feedback/{other if ':' in wrong else wrong}/").status_code == 404


def test_the_form_takes_few_queries(asked):
    assert queries(lambda: Client().get(url(asked))) <= 4


# The own page


def test_the_own_page_leads_there(asked):
    page = Client().get(own_page(asked.registration))

    assert url(asked) in page.content.decode()


def test_the_own_page_thanks_who_has_answered(asked):
    FeedbackAsked.objects.update(has_answered=True)

    page = Client().get(own_page(asked.registration))

    assert "You have answered; thank you." in text(page)
    assert url(asked) not in page.content.decode()


def test_the_own_page_says_nothing_once_it_has_closed(asked):
    shut(asked)

    assert "What was it like?" not in text(Client().get(own_page(asked.registration)))


def test_the_own_page_says_nothing_to_who_was_not_asked(asked):
    other = RegistrationFactory(event=asked.form.event)

    assert "What was it like?" not in text(Client().get(own_page(other)))


def test_who_writes_is_told_that_words_can_show_who_one_is(asked):
    assert "Your own words can show who you are" in text(Client().get(url(asked)))


def test_where_none_are_given_the_thanks_lead_to_no_certificate(asked):
    AttendanceTerms.objects.create(event=asked.form.event, gives_certificates=False)
    shut(asked)

    page = Client().get(url(asked)).text

    assert (own_page(asked.registration) in page, "certificate/" in page) == (True, False)
