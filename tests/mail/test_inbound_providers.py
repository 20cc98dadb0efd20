"""Every provider's way to hand on a mail: what is signed is taken, and what is forged is not."""

import base64
import hashlib
import hmac
import json
import time

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mail.configuration import SIGNING_KEYS
from mail.inbound import RECEIVERS
from mail.models import Reply
from tests.ical.test_replies import part
from tests.mail.test_inbound import CRAFTED, mail, raw

pytestmark = pytest.mark.django_db
POSTAL = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CALENDAR = "text/calendar; method=REPLY; charset=utf-8"


def public(key):
    """A key as it stands in the settings: without its first and last line."""
    lines = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return "".join(lines.decode().splitlines()[1:-1])


@pytest.fixture(autouse=True)
def open_for_mail(settings):
    settings.WEBHOOK_SECRET = "name:word"
    settings.ANYMAIL = {
        "WEBHOOK_SECRET": "name:word",
        **dict.fromkeys(SIGNING_KEYS.values(), "key"),
        "POSTAL_WEBHOOK_KEY": public(POSTAL),
    }
    settings.ROOT_URLCONF = "tests.mail.addresses"
    settings.MIDDLEWARE = []


def signed(text, digest):
    return hmac.new(b"key", text.encode(), digest)


def mailgun(said):
    stamp, token = "1796115600", "x" * 50
    return {
        "body-mime": said,
        "timestamp": stamp,
        "token": token,
        "signature": signed(stamp + token, hashlib.sha256).hexdigest(),
    }, {}


def mailjet(said):
    data = base64.b64encode(said.partition("\r\n\r\n")[2].encode()).decode()
    return json.dumps(
        {
            "Headers": {"From": "ada@example.eu", "Message-ID": "<1@example.eu>"},
            "Parts": [{"ContentRef": "Attachment1", "Headers": {"Content-Type": CALENDAR}}],
            "Attachment1": data,
        }
    ), {}


def mandrill(said):
    events = json.dumps([{"event": "inbound", "msg": {"raw_msg": said}}])
    address = "http://name:word@testserver/mail/replies/mandrill/"
    sign = signed(f"{address}mandrill_events{events}", hashlib.sha1).digest()
    return {"mandrill_events": events}, {"X-Mandrill-Signature": base64.b64encode(sign).decode()}


def postal(said):
    body = json.dumps({"id": 1, "message": said})
    sign = POSTAL.sign(body.encode(), padding.PKCS1v15(), hashes.SHA1())
    return body, {"X-Postal-Signature": base64.b64encode(sign).decode()}


def postmark(said):
    return json.dumps(mail() | {"RawEmail": said}), {}


def sparkpost(said):
    content = {"email_rfc822": said, "email_rfc822_is_base64": False}
    return json.dumps([{"msys": {"relay_message": {"protocol": "smtp", "content": content}}}]), {}


CALLS = {call.__name__: call for call in (mailgun, mailjet, mandrill, postal, postmark, sparkpost)}


def post(provider, body, headers):
    word = base64.b64encode(b"name:word").decode()
    kind = {"content_type": "application/json"} if isinstance(body, str) else {}
    return (
        Client(enforce_csrf_checks=True)
        .post(
            f"/mail/replies/{provider}/",
            body,
            **kind,
            headers={"Authorization": f"Basic {word}"} | headers,
        )
        .status_code
    )


def mailgun_in_pieces(said):
    body, headers = mailgun(said)
    del body["body-mime"]
    told = [["From", "Ada <ada@example.eu>"], ["Message-Id", "<1@example.eu>"]]
    file = SimpleUploadedFile("invite.ics", part().encode(), content_type=CALENDAR)
    return body | {"message-headers": json.dumps(told), "attachment-1": file}, headers


def mailjet_with_repeated_headers(said):
    body, headers = mailjet(said)
    more = {"From": "ada@example.eu", "Message-ID": "<1@example.eu>", "Received": ["a", "b"]}
    return json.dumps(json.loads(body) | {"Headers": more}), headers


def postal_in_base64(said):
    body = json.dumps({"message": base64.b64encode(said.encode()).decode(), "base64": True})
    sign = POSTAL.sign(body.encode(), padding.PKCS1v15(), hashes.SHA1())
    return body, {"X-Postal-Signature": base64.b64encode(sign).decode()}


def sparkpost_in_base64(said):
    content = {
        "email_rfc822": base64.b64encode(said.encode()).decode(),
        "email_rfc822_is_base64": True,
    }
    told = {"relay_message": {"protocol": "smtp", "content": content}}
    return json.dumps([{"msys": {}}, {"msys": told}]), {}


OTHER_WAYS = {
    call.__name__: call
    for call in (
        mailgun_in_pieces,
        mailjet_with_repeated_headers,
        postal_in_base64,
        sparkpost_in_base64,
    )
}


def test_there_is_a_call_of_every_provider():
    assert CALLS.keys() == RECEIVERS.keys()


@pytest.mark.parametrize("call", [*CALLS.values(), *OTHER_WAYS.values()])
def test_an_answer_is_taken_as_the_provider_hands_it_on(call):
    provider = call.__name__.partition("_")[0]

    assert post(provider, *call(raw())) == 200

    stored = Reply.objects.get()
    assert (stored.provider, stored.sender, stored.message_id) == (
        provider,
        "ada@example.eu",
        "<1@example.eu>",
    )
    assert stored.calendar.replace("\r\n", "\n").strip() == part().replace("\r\n", "\n").strip()


@pytest.mark.parametrize("crafted", CRAFTED.values(), ids=CRAFTED.keys())
@pytest.mark.parametrize(
    "provider", sorted(CALLS.keys() - {"mailjet"})
)  # it hands on no mail whole
def test_a_mail_that_no_parser_understands_is_taken_and_passed_over(provider, crafted):
    assert post(provider, *CALLS[provider](crafted)) == 200
    assert not Reply.objects.exists()


SLOW = {
    "brackets": "(a)" * 60_000,
    "quotation marks": '"' * 200_000,
    "marks": ";" * 200_000,
    "folds": "a\r\n " * 50_000,
}


@pytest.mark.parametrize("header", ["From", "Message-ID", "Content-Type"])
@pytest.mark.parametrize("crafted", SLOW.values(), ids=SLOW.keys())
def test_no_header_takes_long_to_read(crafted, header):
    said = raw().replace(f"{header}: ", f"{header}: {crafted}", 1)

    began = time.process_time()
    assert post("postmark", *postmark(said)) == 200

    assert time.process_time() - began < 5  # of minutes, as the newer way to read headers has it


@pytest.mark.parametrize(("depth", "kept"), [(19, 1), (20, 0)])
def test_a_mail_has_so_many_parts_and_no_more(depth, kept):
    assert post("postmark", *postmark(raw(depth=depth))) == 200
    assert Reply.objects.count() == kept


def test_a_mail_from_nobody_is_passed_over():
    assert post("postmark", *postmark(raw(sender=""))) == 200
    assert not Reply.objects.exists()


def forged_mailgun():
    body, headers = mailgun(raw())
    return body | {"signature": "0" * 64}, headers


def forged_mandrill():
    body, headers = mandrill(raw())
    return body | {"more": "x"}, headers


def forged_postal():
    body, headers = postal(raw())
    return body.replace("ada@", "eve@"), headers


@pytest.mark.parametrize("forged", [forged_mailgun, forged_mandrill, forged_postal])
def test_with_the_secret_and_a_forged_signature_nothing_is_taken(forged):
    provider = forged.__name__.removeprefix("forged_")
    body, headers = forged()

    assert post(provider, body, headers) == 400
    assert not Reply.objects.exists()


@pytest.mark.parametrize("provider", ["mandrill", "postal"])
def test_without_the_signature_nothing_is_taken(provider):
    body, _headers = CALLS[provider](raw())

    assert post(provider, body, {}) == 400
    assert not Reply.objects.exists()
