"""Letters are written with the deed, sent, sent again, set aside."""

import datetime as dt
import uuid

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy

from journal.models import Entry
from mail import services
from mail.enums import State
from mail.letters import CalendarPart, Text
from mail.models import Delivery, Letter, Report, Suppression
from mail.services import NothingToResendError
from tests.factories.mail import MORNING, LetterFactory, SentLetterFactory, letter

pytestmark = pytest.mark.django_db
LATER = MORNING + dt.timedelta(hours=1)
LATEST = MORNING + dt.timedelta(hours=2)
BATCH = uuid.UUID(int=7)


def columns(row, *left_out):
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in left_out]
    return {name: getattr(row, name) for name in names}


def test_write_queues_the_whole_letter(settings):
    settings.MAIL_FROM = "secretariat@events.example"

    written = letter(
        name="Maria https://evil.example",
        language="el",
        label="events.registration",
        key="r-1",
        person="p-1",
        calendar=CalendarPart("REQUEST", "BEGIN:VCALENDAR"),
        blank_after=True,
        copies=["a@example.org", "b@example.org"],
        sender_name="Seminar team www.evil.example",
        reply_to="seminar@events.example",
        batch=BATCH,
        not_before=LATER,
        of_use_until=LATEST,
    )

    written.refresh_from_db()
    assert columns(written, "id", "uid") == {
        "message_id": f"<{written.uid}@events.example>",
        "to": "maria@example.org",
        "name": "Maria https: evil. example",
        "copies": "a@example.org\nb@example.org",
        "sender_name": "Seminar team www. evil. example",
        "reply_to": "seminar@events.example",
        "subject": "Your place is confirmed",
        "body": {
            "paragraphs": ["We look forward to seeing you."],
            "facts": [["Event", "Seminar on burglary"]],
            "button": ["See your registration", "https://events.example/registrations/secret/"],
        },
        "language": "el",
        "label": "events.registration",
        "key": "r-1",
        "person": "p-1",
        "batch": BATCH,
        "calendar_method": "REQUEST",
        "calendar_text": "BEGIN:VCALENDAR",
        "state": "queued",
        "attempts": 0,
        "created_at": MORNING,
        "due_at": LATER,
        "of_use_until": LATEST,
        "sent_at": None,
        "claimed_by": None,
        "claimed_until": None,
        "blank_after": True,
        "blanked_at": None,
        "handled_at": None,
        "resent_from_id": None,
    }


def test_a_subject_is_one_line_of_bounded_length():
    written = services.write(
        Text(subject="Line\r\nBcc: all@example.org " + "x" * 400, paragraphs=()),
        to="a@example.org",
        at=MORNING,
    )

    assert written.subject.startswith("Line Bcc: all@example.org xxx")
    assert len(written.subject) == 300


def test_translations_become_words_in_the_readers_language():
    lazy = Text(subject=gettext_lazy("Yes"), paragraphs=(gettext_lazy("No"),))

    written = services.write(lazy, to="a@example.org", at=MORNING, language="fr")

    assert (written.subject, written.body["paragraphs"]) == ("Oui", ["Non"])


def test_a_letter_vanishes_with_the_deed_that_fails():
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


def test_rendered_is_the_letter_as_it_left():
    sent = SentLetterFactory(sent_at=LATER)

    assert services.rendered(sent).extra_headers["Date"] == "Mon, 02 Mar 2026 10:00:00 +0000"


def test_send_due_and_settle_reports_do_their_work(sink):
    written = letter()

    assert services.send_due(at=MORNING) == 1
    Report.objects.create(
        provider="brevo", event="delivered", provider_id=written.message_id, received_at=LATER
    )
    assert services.settle_reports(at=LATER) == 1
    assert list(Delivery.objects.values_list("outcome", flat=True)) == ["accepted", "delivered"]


def test_resend_writes_the_letter_anew_and_trusts_the_address_again():
    returned = LetterFactory(
        state=State.BOUNCED, attempts=1, to="maria@example.org", copies="a@example.org", language="el",
        label="events.event", key="a", person="p-1", calendar_method="REQUEST", calendar_text="BEGIN",
        sender_name="Seminar team", reply_to="seminar@events.example",
    )  # fmt: skip
    Suppression.objects.create(address="maria@example.org", since=MORNING)

    again = services.resend(returned, by="officer-1", at=LATER)

    returned.refresh_from_db()
    again.refresh_from_db()
    own = {
        "id",
        "uid",
        "message_id",
        "state",
        "attempts",
        "created_at",
        "due_at",
        "handled_at",
        "resent_from_id",
    }
    assert columns(again, *own) == columns(returned, *own)
    assert {name: columns(again)[name] for name in sorted(own - {"id", "uid"})} == {
        "attempts": 0,
        "created_at": LATER,
        "due_at": LATER,
        "handled_at": None,
        "message_id": again.message_id,
        "resent_from_id": returned.pk,
        "state": "queued",
    }
    assert again.message_id != returned.message_id
    assert returned.handled_at == LATER
    assert not Suppression.objects.exists()
    assert list(Entry.objects.values_list("deed", "actor", "label", "key", "at")) == [
        ("letter.resent", "officer-1", "mail.letter", str(returned.uid), LATER)
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.QUEUED},
        {"state": State.SENT, "sent_at": MORNING, "blanked_at": MORNING},
        {"state": State.STOPPED},
    ],
    ids=["on its way", "erased", "stopped"],
)
def test_resend_refuses(values):
    with pytest.raises(NothingToResendError):
        services.resend(LetterFactory(**values), by="officer-1", at=LATER)

    assert Letter.objects.count() == 1


def test_dismiss_takes_a_letter_off_the_list_once():
    returned = LetterFactory(state=State.BOUNCED)

    services.dismiss(returned, by="officer-1", at=MORNING)
    services.dismiss(returned, by="officer-2", at=LATER)

    returned.refresh_from_db()
    assert returned.handled_at == MORNING
    assert not Letter.objects.bounced().exists()
    assert list(Entry.objects.values_list("deed", "actor")) == [("letter.dismissed", "officer-1")]


def test_a_batch_is_stopped_as_long_as_nothing_of_it_was_tried_and_let_go_again():
    waiting = [letter(batch=BATCH, not_before=LATER) for _ in range(2)]
    tried = letter(batch=BATCH, not_before=LATER)
    Letter.objects.filter(pk=tried.pk).update(attempts=1)
    other = letter(batch=uuid.UUID(int=8), not_before=LATER)

    stopped = services.stop_batch(BATCH)

    assert stopped == 2
    states = dict(Letter.objects.values_list("pk", "state"))
    assert states == {
        waiting[0].pk: State.STOPPED,
        waiting[1].pk: State.STOPPED,
        tried.pk: State.QUEUED,
        other.pk: State.QUEUED,
    }
    assert list(Letter.objects.due(LATER)) == [tried, other]
    released = services.release_batch(BATCH, not_before=LATER + dt.timedelta(minutes=5))
    assert (released, services.stop_batch(BATCH)) == (2, 2)


def test_a_later_letter_overtakes_what_a_batch_had_still_to_say_about_the_thing():
    about = {"label": "events.registration", "key": "r-1"}
    news = letter(batch=BATCH, calendar=CalendarPart("REQUEST", "BEGIN:VCALENDAR"), **about)
    plain = letter(batch=BATCH, **about)
    takes_back = letter(batch=BATCH, calendar=CalendarPart("CANCEL", "BEGIN:VCALENDAR"), **about)
    alone = letter(**about)
    anothers = letter(batch=BATCH, label="events.registration", key="r-2")

    overtaken = services.overtake("events.registration", key="r-1")

    stopped = Letter.objects.filter(state=State.STOPPED).order_by("pk")
    assert (overtaken, list(stopped)) == (2, [news, plain])
    assert Letter.objects.filter(pk__in=[takes_back.pk, alone.pk, anothers.pk]).count() == 3
