"""The mailbox of the demonstration."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

import mail.services
from demo.backend import kept
from mail import links
from mail.configuration import mailers
from mail.letters import Button, CalendarPart, Text
from mail.models import Letter
from tests.events.organisers import queries
from tests.factories.events import RegistrationFactory
from tests.factories.mail import MORNING, LetterFactory, letter

pytestmark = pytest.mark.django_db

CODE = Text(subject="Your code", paragraphs=("The code is 123456.",))


@pytest.fixture(autouse=True)
def _mail_lands_in_the_mailbox(settings):
    settings.MAILERS = mailers({}, demo=True)
    cache.clear()


def sent(text, **words):
    written = (
        letter(**{"at": timezone.now()} | words)
        if text is None
        else mail.services.write(text, **{"to": "maria@example.org", "at": timezone.now()} | words)
    )
    mail.services.send_due(at=timezone.now())
    written.refresh_from_db()
    return written


def test_anybody_reads_all_letters_the_newest_first():
    early, late = LetterFactory(), LetterFactory(created_at=MORNING + dt.timedelta(days=1))

    response = Client().get("/demo/mailbox/")

    assert response.context["letters"].rows == [late, early]


def test_letters_to_one_address():
    mine = LetterFactory(to="maria@example.org")
    LetterFactory(to="other@example.org", name="")

    response = Client().get("/demo/mailbox/?to=MARIA")

    assert response.context["letters"].rows == [mine]


def test_no_letter_says_what_makes_one():
    assert "Letters appear here" in Client().get("/demo/mailbox/").content.decode()


def test_a_letter_with_its_link_filled_in():
    registration = RegistrationFactory()
    place = links.placeholder("events:own_registration", registration.key, 1)
    found = sent(Text(subject="Place", paragraphs=("Yes.",), button=Button("Open", place)))
    address = links.address("events:own_registration", registration.key, 1)

    page = Client().get(f"/demo/mailbox/{found.uid}/")

    assert f'<a href="{address}"' in page.content.decode()
    assert (page["Referrer-Policy"], "no-store" in page["Cache-Control"]) == ("no-referrer", True)


def test_a_letter_with_its_calendar_part():
    text = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    found = sent(None, calendar=CalendarPart("REQUEST", text))

    assert "METHOD:REQUEST" in Client().get(f"/demo/mailbox/{found.uid}/").content.decode()


def test_a_letter_as_html_in_which_nothing_acts():
    found = sent(None)

    page = Client().get(f"/demo/mailbox/{found.uid}/html/")

    assert page["Content-Security-Policy"] == (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
        " frame-ancestors 'none'"
    )
    assert "style=" in page.content.decode()


def test_a_code_is_read_as_long_as_it_works():
    found = sent(CODE, blank_after=True)

    page = Client().get(f"/demo/mailbox/{found.uid}/").content.decode()

    assert (found.body, found.subject) == ({}, "")
    assert ("123456" in page, "Your code" in page) == (True, True)
    assert Client().get(f"/demo/mailbox/{found.uid}/html/").status_code == 302  # as any 404


def test_a_code_that_is_over_is_gone():
    found = sent(CODE, blank_after=True)
    cache.clear()

    page = Client().get(f"/demo/mailbox/{found.uid}/").content.decode()

    assert ("123456" in page, kept(found)) == (False, None)


def test_only_letters_with_codes_are_remembered():
    assert kept(sent(None)) is None


def test_a_letter_that_waits_is_shown_too():
    waiting = letter()

    assert "We look forward" in Client().get(f"/demo/mailbox/{waiting.uid}/").content.decode()


def test_the_list_asks_as_much_for_many_as_for_one():
    def made(number):
        LetterFactory.create_batch(number)
        return queries(lambda: Client().get("/demo/mailbox/"))

    assert made(1) == made(3)
    assert Letter.objects.count() == 4
