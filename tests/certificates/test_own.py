"""What a holder is told of the own certificate, and of having none."""

import datetime as dt

import pytest
import time_machine

from accounts.enums import Role
from certificates import own, words
from certificates.enums import State, Verdict
from certificates.models import Override
from certificates.rules import Earned, Terms
from events import respondents
from events.models import AttendanceTerms, FeedbackAsked, FeedbackForm
from events.views.registration import own_page
from mail.links import digest
from tests.certificates.public import words as seen
from tests.certificates.training import AFTER, participant, training
from tests.factories.accounts import MandateFactory
from tests.factories.certificates import certificate

pytestmark = pytest.mark.django_db
LATER = AFTER + dt.timedelta(days=1)
TOO_LITTLE = "You were there for 7.0 of 10.5 h, 67 %; 80 % is needed, so no certificate is issued."
TO_COME = "Once the organisers have issued it you get a letter, and it stands here."


@pytest.fixture(autouse=True)
def _later():
    with time_machine.travel(LATER, tick=False):
        yield


def missed(event=None, **fields):
    """Make somebody who was there for two of three half-days."""
    return participant(event, presences=("present", "absent", "present"), **fields)


@pytest.mark.parametrize("contact", ["trainings@example.eu", ""], ids=["known", "unknown"])
def test_who_missed_too_much_is_told_the_hours_the_rule_and_whom_to_write_to(client, contact):
    person = missed(training(contact=contact))

    page, home = client.get(f"{own_page(person)}certificate/"), client.get(own_page(person))

    assert TOO_LITTLE in seen(page)
    assert TOO_LITTLE in seen(home)
    assert "Open my certificate" not in seen(home)
    assert "There is no certificate yet" not in seen(page)
    assert ("Write to the organisers." in seen(page)) == (not contact)
    for one in (page, home):
        assert (f'href="mailto:{contact}"' in one.text) == bool(contact)


def test_answers_of_the_event_go_where_its_letters_are_answered():
    assert own.write_to(training(reply_to="answers@example.eu")) == "answers@example.eu"


@pytest.mark.parametrize(
    ("earns", "title", "said"),
    [
        (True, "There is no certificate yet", TO_COME),
        (
            False,
            "There is no certificate",
            "The organisers have decided that no certificate is issued to you.",
        ),
    ],
)
def test_a_decision_counts_for_more_than_the_rule_and_its_reason_is_not_told(earns, title, said):
    person = missed()
    Override.objects.create(
        registration=person, earns=earns, reason="Seen elsewhere.", decided_at=AFTER,
        decided_by=MandateFactory(role=Role.SECRETARIAT).user,
    )  # fmt: skip

    found = own.without(person, at=LATER)

    assert (found.title, found.said, found.is_final) == (title, said, not earns)


def test_of_an_attendance_that_is_not_written_down_it_says_so():
    found = own.without(participant(presences=("present", "present")), at=LATER)

    assert found == own.Without(
        "There is no certificate yet",
        "It is not decided yet: whether you were at one of the sessions is not written down.",
    )


def test_who_had_no_place_is_promised_nothing():
    found = own.without(missed(state="withdrawn"), at=LATER)

    assert found == own.Without(
        "There is no certificate", "Certificates are for those who had a place."
    )


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.NOT_OVER, "It is not decided yet: a session that counts is not over."),
        (
            Verdict.NOTHING_COUNTS,
            "No session of this event counts, so no certificate is issued.",
        ),
    ],
)
def test_every_verdict_has_words_for_the_holder(verdict, said):
    terms = Terms(share=80, excused="absent")

    assert words.for_holder(verdict, Earned(verdict, 0, 0), terms) == said


def test_the_own_page_gives_the_file_at_once(client):
    person = participant()
    certificate(person)

    page = client.get(own_page(person))

    assert "Issued: EUCPN-2026-000001 Download Open my certificate" in seen(page)
    assert f'href="{own_page(person)}certificate.pdf"' in page.text


def test_the_own_page_gives_no_file_that_waits_for_feedback():
    person = participant()
    certificate(person)
    AttendanceTerms.objects.create(event=person.event, feedback_first=True)
    form = FeedbackForm.objects.create(
        event=person.event, opened_at=AFTER, closes_at=LATER + dt.timedelta(days=3)
    )
    FeedbackAsked.objects.create(
        form=form, registration=person, asked_at=AFTER,
        link_hash=digest(respondents.token_of(person)),
    )  # fmt: skip

    assert own.card(person, cells=(), token="x", at=LATER).file == ""


def test_the_own_page_says_when_one_was_revoked_and_gives_no_file(client):
    person = participant(training(contact="trainings@example.eu"))
    certificate(person, state=State.REVOKED)

    page = client.get(own_page(person))

    assert "EUCPN-2026-000001 was revoked on Friday 20 November 2026." in seen(page)
    assert "certificate.pdf" not in page.text
    assert 'href="mailto:trainings@example.eu"' in page.text


def test_one_issued_after_a_later_version_was_revoked_is_the_one_that_counts(client):
    person = participant()
    certificate(person)
    second = certificate(person)
    second.state, second.ended_at, second.reason = State.REVOKED, LATER, "A mistake"
    second.save()
    fresh = certificate(person)
    fresh.number, fresh.version = "EUCPN-2026-000009", 1
    fresh.save()

    assert own.newest(person) == fresh


@pytest.mark.parametrize(
    ("presences", "title"),
    [(("present", "absent", "absent"), "You were there"), (("absent",) * 3, "You had a place")],
)
def test_after_the_event_no_place_is_confirmed_any_more(client, presences, title):
    person = participant(presences=presences)

    page = client.get(own_page(person))

    assert f"<h1>{title}</h1>" in page.text
    assert "Your place is confirmed" not in page.text


def test_of_a_cancelled_event_nobody_is_told_to_have_been_there(client):
    person = participant(training(state="cancelled", cancel_reason="Rain", cancelled_at=AFTER))

    assert "You were there" not in seen(client.get(own_page(person)))
