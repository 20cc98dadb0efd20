"""What providers report is acted on once, whatever order it comes in."""

import datetime as dt

import pytest

from mail import reports
from mail.enums import State
from mail.models import Delivery, Letter, Report, Suppression
from tests.factories.mail import MORNING, SentLetterFactory

pytestmark = pytest.mark.django_db
LATER = MORNING + dt.timedelta(minutes=5)


def reported(event, *, about, **values):
    return Report.objects.create(
        **{
            "provider": "postmark",
            "event": event,
            "provider_id": about,
            "happened_at": MORNING,
            "received_at": LATER,
        }
        | values
    )


def sent(**values):
    letter = SentLetterFactory(to="maria@example.org", **values)
    Delivery.objects.create(
        letter=letter, attempt=1, at=MORNING, outcome="accepted", provider_id=f"p-{letter.pk}"
    )
    return letter, f"p-{letter.pk}"


CASES = {
    "delivered": ("delivered", "", "sent", "delivered", False),
    "deferred": ("deferred", "", "sent", "deferred", False),
    "hard bounce": ("bounced", "bounced", "bounced", "bounced", True),
    "address that is none": ("bounced", "invalid", "bounced", "bounced", True),
    "soft bounce": ("bounced", "timed_out", "bounced", "bounced", False),
    "refused by the provider": ("rejected", "blocked", "bounced", "refused", False),
    "known to the provider as dead": ("rejected", "bounced", "bounced", "refused", True),
    "failed at the provider": ("failed", "", "failed", "refused", False),
    "complaint": ("complained", "spam", "sent", "complained", False),
}


@pytest.mark.parametrize(
    ("event", "reason", "state", "outcome", "suppressed"), CASES.values(), ids=CASES.keys()
)
def test_settle(event, reason, state, outcome, suppressed):
    letter, provider_id = sent()
    report = reported(
        event, about=provider_id, reason=reason, recipient="Maria@example.org", detail="550 no"
    )

    assert reports.settle(at=LATER) == 1

    letter.refresh_from_db()
    report.refresh_from_db()
    assert (letter.state, report.settled_at) == (state, LATER)
    assert list(Delivery.objects.values_list("attempt", "at", "outcome", "detail"))[1:] == [
        (1, MORNING, outcome, "550 no")
    ]
    assert list(Suppression.objects.values_list("address", "since", "reason")) == (
        [("maria@example.org", MORNING, "550 no")] if suppressed else []
    )


@pytest.mark.parametrize("brackets", ["<{}>", "{}"], ids=["as it is", "without brackets"])
def test_a_report_may_name_a_letter_by_its_message_id(brackets):
    letter = SentLetterFactory(message_id="<1@events.example>")
    reported("bounced", about=brackets.format("1@events.example"))

    assert reports.settle(at=LATER) == 1
    assert list(Letter.objects.bounced()) == [letter]


def test_a_report_about_a_copy_is_noted_and_leaves_the_letter_sent():
    letter, provider_id = sent(copies="copy@example.org")
    reported("bounced", about=provider_id, reason="bounced", recipient="copy@example.org")

    reports.settle(at=LATER)

    letter.refresh_from_db()
    assert letter.state == State.SENT
    assert list(Suppression.objects.values_list("address", flat=True)) == ["copy@example.org"]


def test_an_address_that_a_report_makes_up_is_not_suppressed():
    _letter, provider_id = sent()
    reported("bounced", about=provider_id, reason="bounced", recipient="boss@example.org")

    reports.settle(at=LATER)

    assert not Suppression.objects.exists()


def test_a_report_without_a_recipient_is_about_the_recipient():
    letter, provider_id = sent()
    reported("bounced", about=provider_id, reason="bounced", happened_at=None)

    reports.settle(at=LATER)

    letter.refresh_from_db()
    assert letter.state == State.BOUNCED
    assert list(Suppression.objects.values_list("address", "since")) == [
        ("maria@example.org", LATER)
    ]


def test_a_late_word_of_delivery_does_not_undo_a_bounce():
    letter, provider_id = sent()
    reported("bounced", about=provider_id)
    reported("delivered", about=provider_id)

    assert reports.settle(at=LATER) == 2

    letter.refresh_from_db()
    assert letter.state == State.BOUNCED


def test_settling_twice_is_settling_once():
    _letter, provider_id = sent()
    reported("delivered", about=provider_id)

    assert [reports.settle(at=LATER), reports.settle(at=LATER)] == [1, 0]
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize("about", ["p-unknown", ""], ids=["another's letter", "no letter"])
def test_a_report_that_fits_no_letter_waits_an_hour(about):
    report = reported("bounced", about=about)
    letter, provider_id = sent()
    reported("delivered", about=provider_id)

    assert reports.settle(at=LATER) == 1
    assert reports.settle(at=LATER + dt.timedelta(hours=1)) == 1

    report.refresh_from_db()
    letter.refresh_from_db()
    assert report.settled_at == LATER + dt.timedelta(hours=1)
    assert letter.state == State.SENT


def test_a_report_that_another_settles_meanwhile_is_left_to_it():
    _letter, provider_id = sent()
    report = reported("delivered", about=provider_id, settled_at=LATER)

    assert reports._settle_one(report.pk, at=LATER) is False
