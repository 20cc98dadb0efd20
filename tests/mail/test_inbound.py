"""Mail that comes in is taken from those who have the secret; only calendars' answers are kept."""

import base64
import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client

from ical.replies import LONGEST
from journal.models import Entry
from mail import privacy
from mail.configuration import SIGNING_KEYS
from mail.enums import Verdict
from mail.inbound import RECEIVERS
from mail.models import Reply
from mail.services import forget_replies, handle_replies_of, handle_reply, settle_reply
from mail.webhooks import _receiver
from tests.ical.test_replies import part

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def open_for_mail(settings):
    settings.WEBHOOK_SECRET = "name:word"
    settings.ANYMAIL = {
        "WEBHOOK_SECRET": "name:word",
        **dict.fromkeys(SIGNING_KEYS.values(), "key"),
    }
    settings.ROOT_URLCONF = "tests.mail.addresses"
    settings.MIDDLEWARE = []


def mail(*attachments, number="1", sender="Ada@Example.eu"):
    return {
        "FromFull": {"Email": sender, "Name": "Ada"},
        "ToFull": [{"Email": "events@example.eu", "Name": ""}],
        "Subject": "Declined: Seminar",
        "MessageID": f"provider-{number}",
        "TextBody": "I cannot come. CANARY",
        "Headers": [{"Name": "Message-ID", "Value": f"<{number}@example.eu>"}],
        "Attachments": [
            {
                "Name": "invite.ics",
                "ContentType": kind,
                "Content": base64.b64encode(data.encode()).decode(),
            }
            for kind, data in attachments
        ],
    }


def post(body, *, secret="name:word", provider="postmark", where="replies"):
    headers = (
        {"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"} if secret else {}
    )
    return Client(enforce_csrf_checks=True).post(
        f"/mail/{where}/{provider}/",
        data=json.dumps(body),
        content_type="application/json",
        headers=headers,
    )


CALENDAR = "text/calendar; method=REPLY; charset=utf-8"


def test_an_answer_is_stored_and_nothing_else_of_the_mail():
    answer = post(mail((CALENDAR, part())))

    assert answer.status_code == 200
    stored = Reply.objects.values().get()
    assert (stored["provider"], stored["message_id"], stored["sender"], stored["calendar"]) == (
        "postmark",
        "<1@example.eu>",
        "Ada@Example.eu",
        part(),
    )
    assert (stored["verdict"], stored["settled_at"]) == ("", None)
    assert "CANARY" not in str(stored)


@pytest.mark.parametrize(
    ("attachments", "kept"),
    [
        ([], 0),
        ([("text/plain", part())], 0),
        ([(CALENDAR, part(METHOD="METHOD:COUNTER"))], 0),
        ([("application/ics", part())], 1),
        ([(CALENDAR, "x"), ("application/ics", part()), ("application/ics", part())], 1),
    ],
    ids=["no file", "another file", "no answer", "as a file", "the first of several"],
)
def test_only_the_answers_of_calendars_are_kept(attachments, kept):
    assert post(mail(*attachments)).status_code == 200
    assert Reply.objects.count() == kept


def test_a_mail_that_comes_twice_is_kept_once():
    for number in ("1", "1", "2"):
        post(mail((CALENDAR, part()), number=number))

    assert Reply.objects.count() == 2


def test_the_number_of_another_mail_hinders_no_answer():
    for sender, answer in (
        ("ada@example.eu", "DECLINED"),
        ("eve@example.eu", "DECLINED"),
        ("ada@example.eu", "ACCEPTED"),
    ):
        said = part(ATTENDEE=f"ATTENDEE;PARTSTAT={answer}:mailto:ada@example.eu")
        post(mail((CALENDAR, said), sender=sender))

    assert Reply.objects.count() == 3


def raw(*, sender="ada@example.eu", depth=0):
    """An answer as the mail that it came in, which may stand in boxes in boxes."""
    lines = [f"From: {sender}", "Message-ID: <1@example.eu>", "MIME-Version: 1.0"]
    for number in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="{number}"', "", f"--{number}"]
    return "\r\n".join([*lines, f"Content-Type: {CALENDAR}", "", part()])


CRAFTED = {"no name to its end": raw(sender='"'), "boxes in boxes": raw(depth=1200)}


@pytest.mark.parametrize("crafted", CRAFTED.values(), ids=CRAFTED.keys())
def test_a_mail_that_nothing_can_be_made_of_is_taken_and_passed_over(crafted):
    assert post({"RawEmail": crafted}).status_code == 200
    assert not Reply.objects.exists()


@pytest.mark.parametrize("crafted", CRAFTED.values(), ids=CRAFTED.keys())
def test_of_several_mails_a_crafted_one_hinders_no_other(crafted):
    calls = [
        {
            "msys": {
                "relay_message": {
                    "protocol": "smtp",
                    "content": {"email_rfc822": one, "email_rfc822_is_base64": False},
                }
            }
        }
        for one in (crafted, raw(), raw(depth=2, sender="bo@example.eu"))
    ]

    answer = post(calls, provider="sparkpost")

    assert answer.status_code == 200
    assert list(Reply.objects.order_by("sender").values_list("sender", flat=True)) == [
        "ada@example.eu",
        "bo@example.eu",
    ]


def test_a_call_that_is_no_providers_is_refused():
    assert post({"RawEmail": raw()}, provider="sparkpost").status_code == 400


TOO_MUCH = {
    "bytes": ("DATA_UPLOAD_MAX_MEMORY_SIZE", 20),
    "fields": ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 2),
    "files": ("DATA_UPLOAD_MAX_NUMBER_FILES", 2),
}


@pytest.mark.parametrize(("limit", "most"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_a_mail_that_is_too_large_is_taken_and_passed_over(limit, most, settings):
    setattr(settings, limit, most)
    word = base64.b64encode(b"name:word").decode()
    fields = {f"field{number}": "x" * 20 for number in range(3)}
    files = {f"file{number}": SimpleUploadedFile("x", b"x") for number in range(3)}

    answer = Client().post(
        "/mail/replies/mailgun/", fields | files, headers={"Authorization": f"Basic {word}"}
    )

    assert (answer.status_code, Reply.objects.count()) == (200, 0)


def test_a_report_that_is_too_large_is_refused(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20

    assert post(mail(), where="reports").status_code == 400


def test_what_is_too_long_is_cut_and_a_zero_byte_is_dropped():
    post(mail((CALENDAR, "METHOD:REPLY\x00" + "x" * LONGEST * 2)))

    stored = Reply.objects.get().calendar
    assert (len(stored), "\x00" in stored) == (LONGEST + 1, False)


@pytest.mark.parametrize("secret", ["", "name:wrong"])
def test_without_the_secret_nothing_is_taken(secret):
    assert post(mail((CALENDAR, part())), secret=secret).status_code == 401
    assert not Reply.objects.exists()


@pytest.mark.parametrize("provider", ["mailtrap", "none"])
def test_of_other_providers_no_mail_is_taken(provider):
    assert post(mail(), provider=provider).status_code == 404


def test_a_report_is_no_mail():
    assert post({"RecordType": "Bounce"}).status_code == 400
    assert not Reply.objects.exists()


@pytest.mark.parametrize("provider", RECEIVERS)
def test_every_receiver_knows_the_secret(provider):
    assert _receiver(RECEIVERS[provider]).basic_auth == ["name:word"]


def reply(**fields):
    return Reply.objects.create(**{"provider": "x", "calendar": "x", "received_at": AT, **fields})


def test_an_answer_about_something_known_is_journalled_and_another_is_not():
    known, other = reply(label="events.registration", about="1", answer="DECLINED"), reply()

    settle_reply(known, Verdict.ASKED, at=AT)
    settle_reply(other, Verdict.IGNORED, at=AT)

    [line] = Entry.objects.filter(deed="letter.reply_taken")
    assert (line.label, line.key, line.facts) == (
        "events.registration",
        "1",
        {"answer": "DECLINED", "verdict": "asked"},
    )
    assert list(Reply.objects.unsettled()) == []


def test_a_doubtful_one_is_set_aside_once():
    one = reply(verdict=Verdict.STRANGER, settled_at=AT)
    assert list(Reply.objects.doubtful()) == [one]

    handle_reply(one, by="somebody", at=AT)
    handle_reply(one, by="somebody", at=AT + dt.timedelta(hours=1))

    one.refresh_from_db()
    assert (one.handled_at, list(Reply.objects.doubtful())) == (AT, [])
    assert Entry.objects.filter(deed="letter.reply_handled").count() == 1


def test_all_doubtful_ones_of_a_sender_are_set_aside_at_once():
    doubtful = {"verdict": Verdict.STRANGER, "settled_at": AT}
    for _number in range(2):
        reply(sender="eve@example.eu", **doubtful)
    reply(sender="eve@example.eu", handled_at=AT, **doubtful)
    noted = reply(sender="eve@example.eu", verdict=Verdict.NOTED, settled_at=AT)
    other = reply(sender="bo@example.eu", **doubtful)

    numbers = [handle_replies_of("eve@example.eu", by="somebody", at=AT) for _ in range(2)]

    assert numbers == [2, 0]
    assert list(Reply.objects.doubtful()) == [other]
    assert Entry.objects.filter(deed="letter.reply_handled", actor="somebody").count() == 2
    noted.refresh_from_db()
    assert noted.handled_at is None


def test_what_is_done_with_is_erased_and_what_waits_stays_for_longer():
    later = AT + dt.timedelta(days=1)
    reply(verdict=Verdict.NOTED, settled_at=AT)
    reply(verdict=Verdict.UNREADABLE, settled_at=AT)
    reply(verdict=Verdict.STRANGER, settled_at=AT, handled_at=AT)
    waiting = reply(verdict=Verdict.STRANGER, settled_at=AT)
    kept = [reply(verdict=Verdict.NOTED, settled_at=later), reply()]

    assert forget_replies(before=later, doubtful_before=AT) == 3
    assert list(Reply.objects.order_by("pk")) == [waiting, *kept]
    assert forget_replies(before=later, doubtful_before=later) == 1
    assert list(Reply.objects.order_by("pk")) == kept


def test_a_person_is_erased_from_what_calendars_answered():
    reply(sender="Ada@Example.eu")
    reply(attendee="ada@example.eu")
    other = reply(sender="bo@example.eu")
    assert [one["for"] for one in privacy.answers("ADA@example.eu")] == ["", "ada@example.eu"]

    privacy.erase("ada@example.eu")

    assert list(Reply.objects.all()) == [other]


@pytest.mark.parametrize("fields", [{"verdict": "noted"}, {"settled_at": AT}])
def test_half_a_verdict_is_refused_by_the_database(fields):
    with pytest.raises(IntegrityError, match="reply_settled_with_a_verdict"):
        reply(**fields)
