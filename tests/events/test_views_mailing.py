"""The page of one letter to many: sent as it was shown, stopped, and what became of each."""

import re

import pytest
from django.utils import timezone

from events.enums import Deed
from events.models import Mailing
from events.services.mailings import run_mailings
from jobs.enums import State
from jobs.models import Job
from journal.models import Entry
from mail.enums import State as LetterState
from mail.models import Letter, Suppression
from tests.events.mailed import CONFIRMED, address, confirmed, html, registered_three
from tests.events.organisers import secretariat
from tests.factories.events import RegistrationFactory
from tests.factories.mailings import MailingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return registered_three()


@pytest.fixture
def officer():
    return secretariat()


def test_other_people_or_words_than_were_shown_are_answered_with_how_it_is_now(event, officer):
    mailing = MailingFactory(event=event, selection=CONFIRMED)
    seen = confirmed(officer, mailing)
    RegistrationFactory(event=event, name="Carla", email="carla@x.eu")

    people = html(officer.post(address(mailing, "send/"), seen), 409)
    words = html(
        officer.post(address(mailing, "send/"), confirmed(officer, mailing, version=9)), 409
    )
    broken = html(officer.post(address(mailing, "send/"), {}), 422)

    assert "Other people are meant now than a moment ago." in people
    assert "carla@x.eu" in people
    assert "The words were changed meanwhile." in words
    assert "This form lacks its mark." in broken
    assert not Job.objects.exists()


def test_stopped_and_let_go_again(event, officer):
    mailing = MailingFactory(event=event, selection=CONFIRMED)
    officer.post(address(mailing, "send/"), confirmed(officer, mailing))

    stopped = html(officer.post(address(mailing, "stop/"), follow=True))
    twice = html(officer.post(address(mailing, "stop/"), follow=True))
    again = html(officer.post(address(mailing, "restart/"), follow=True))
    not_twice = html(officer.post(address(mailing, "restart/"), follow=True))

    assert "Stopped. 0 letters had left." in stopped
    assert "hx-get" not in re.search(r'<section class="card stack-l".*', stopped)[0]
    assert "There is nothing to stop" in twice
    assert "It goes on in five minutes." in again
    assert "There is nothing that waits to go on." in not_twice
    assert Job.objects.get().state == State.WAITING


def test_how_far_it_is_is_answered_alone_for_the_page_that_asks(event, officer):
    mailing = MailingFactory(event=event, selection=CONFIRMED)
    officer.post(address(mailing, "send/"), confirmed(officer, mailing))

    part = html(officer.get(address(mailing), headers={"hx-request": "true"}))

    assert "0 of 2" in part
    assert "<h1>" not in part


def test_what_failed_says_why_and_can_go_on(event, officer):
    mailing = MailingFactory(event=event, selection=CONFIRMED)
    officer.post(address(mailing, "send/"), confirmed(officer, mailing))
    Job.objects.update(
        state=State.FAILED, ended_at=timezone.now(), last_error="ValueError: out of ink"
    )

    page = html(officer.get(address(mailing)))

    assert "ValueError: out of ink" in page
    assert "Let it go on, in five minutes" in page
    assert ">Stop</button>" not in page.replace(" </button>", "</button>")


def test_what_became_of_each_letter(event, officer):
    mailing = MailingFactory(event=event, selection={})
    Suppression.objects.create(address="wanda@x.eu", since=timezone.now())
    officer.post(address(mailing, "send/"), confirmed(officer, mailing))
    Job.objects.update(not_before=timezone.now())
    run_mailings(at=timezone.now())
    Letter.objects.filter(to="berta@x.eu").update(state=LetterState.BOUNCED)

    everybody = html(officer.get(address(mailing)))
    left_out = html(officer.get(f"{address(mailing)}?show=left_out"))
    returned = html(officer.get(f"{address(mailing)}?show=returned"))
    none = html(officer.get(f"{address(MailingFactory(event=event))}"))

    letter = Letter.objects.get(to="berta@x.eu")
    assert f'href="/letters/{letter.uid}/"' in everybody
    assert "Came back" in everybody
    assert ("wanda@x.eu" in left_out, "anna@x.eu" in left_out) == (True, False)
    assert ("berta@x.eu" in returned, "anna@x.eu" in returned) == (True, False)
    assert "Draft" in none
    mailing.recipients.exclude(skipped="").delete()
    assert "Nobody." in html(officer.get(f"{address(mailing)}?show=left_out"))


def test_a_letter_that_was_erased_is_said_to_be(event, officer):
    mailing = MailingFactory(event=event, selection=CONFIRMED)
    officer.post(address(mailing, "send/"), confirmed(officer, mailing))
    Job.objects.update(not_before=timezone.now())
    run_mailings(at=timezone.now())
    Letter.objects.filter(to="anna@x.eu").delete()

    assert "Erased" in html(officer.get(address(mailing)))


def test_a_draft_is_thrown_away(event, officer):
    mailing = MailingFactory(event=event)

    answer = officer.post(address(mailing, "remove/"))

    assert (answer.url, Mailing.objects.count()) == (f"/events/{event.slug}/mailings/", 0)


def test_each_deed_is_in_the_journal_of_the_event(event, officer):
    mailing = MailingFactory(event=event, selection=CONFIRMED)
    officer.post(address(mailing, "send/"), confirmed(officer, mailing))
    officer.post(address(mailing, "stop/"))

    entries = Entry.objects.filter(label="events.event", key=str(event.uid)).order_by("pk")
    assert list(entries.values_list("deed", flat=True)) == [Deed.MAILED, Deed.MAILING_STOPPED]
