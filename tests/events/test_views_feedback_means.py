"""What a trainer reads of how the event was rated."""

import datetime as dt

import pytest
from django.utils import timezone

from events.enums import SpeakerRole
from tests.events.organisers import presidency, secretariat, signed_in
from tests.events.test_views_feedback import text
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory, SpeakerFactory
from tests.factories.feedback import FeedbackAnswerFactory, FeedbackFormFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SAID = {"content": 4, "way": 1, "words": "Too long."}


@pytest.fixture
def event():
    return EventFactory(first_date=dt.date(2026, 3, 3), state="held", title="Training")


@pytest.fixture
def trainer(event):
    """A trainer with an account, signed in."""
    return signed_in(speaking(event, "trainer@x.eu"))


def speaking(event, email, *, role=SpeakerRole.TRAINER):
    SpeakerFactory(session=SessionFactory(event=event), role=role, email=email)
    return UserFactory(email=email)


def closed(event, *, answers=5):
    now = timezone.now()
    form = FeedbackFormFactory(event=event, opened_at=now - 9 * DAY, closes_at=now - DAY)
    FeedbackAnswerFactory.create_batch(answers, form=form, answers=SAID)
    return form


def url(event):
    return f"/events/{event.slug}/feedback/means/"


def test_a_trainer_reads_the_means_alone(event, trainer):
    closed(event)

    page = trainer.get(url(event))

    assert page.context["rows"] == [("The content", "4.0", 5)]
    assert "4.0 of 5, 5 answers" in text(page)
    assert "Too long." not in text(page)
    assert f'href="{url(event)}"' in trainer.get(f"/events/{event.slug}/").text
    assert f'href="/events/{event.slug}/"' in page.text


def test_of_four_answers_no_mean_is_told(event, trainer):
    form = closed(event, answers=4)
    person = RegistrationFactory(event=event)
    FeedbackAnswerFactory(form=form, answers={"content": 1}, registration=person)

    page = trainer.get(url(event))

    assert "The content Too few answers to show." in text(page)
    assert "1.0" not in text(page)


def test_while_people_answer_nothing_is_shown(event, trainer):
    now = timezone.now()
    form = FeedbackFormFactory(event=event, opened_at=now - DAY, closes_at=now + DAY)
    FeedbackAnswerFactory.create_batch(5, form=form, answers=SAID)

    page = trainer.get(url(event))

    assert page.context["rows"] == []
    assert "People can still answer" in text(page)


def test_a_form_without_a_scale_has_no_mean(event, trainer):
    form = closed(event)
    form.questions = []
    form.save()

    assert "Nothing was asked that has a mean" in text(trainer.get(url(event)))


def test_of_an_event_that_one_may_not_see_the_page_leads_nowhere(event, trainer):
    closed(event)
    event.visibility = "restricted"
    event.save()

    page = trainer.get(url(event))

    assert "4.0 of 5" in text(page)
    assert f'href="/events/{event.slug}/"' not in page.text


def test_nobody_else_reads_it(event, trainer, client):
    closed(event)
    SpeakerFactory(session=SessionFactory(event=event), role=SpeakerRole.TRAINER, email="")
    others = [
        signed_in(speaking(event, "speaker@x.eu", role=SpeakerRole.SPEAKER)),
        signed_in(speaking(EventFactory(), "elsewhere@x.eu")),
        secretariat(),
        presidency(),
    ]

    assert [one.get(url(event)).status_code for one in others] == [404] * 4
    assert all(url(event) not in one.get(f"/events/{event.slug}/").text for one in others)
    assert client.get(url(event))["Location"] == f"/accounts/login/?next={url(event)}"
    assert url(event) not in client.get(f"/events/{event.slug}/").text


def test_without_a_form_there_is_nothing(event, trainer):
    assert trainer.get(url(event)).status_code == 404
    assert url(event) not in trainer.get(f"/events/{event.slug}/").text
