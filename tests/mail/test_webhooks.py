"""Reports are taken from those who have the secret, and only stored."""

import base64
import datetime as dt
import json

import pytest
from django.test import Client

from mail.configuration import SIGNING_KEYS
from mail.models import Delivery, Letter, Report
from mail.webhooks import RECEIVERS, _receiver
from tests.factories.mail import SentLetterFactory

pytestmark = pytest.mark.django_db
BOUNCE = {
    "RecordType": "Bounce",
    "ID": 901542550,
    "Type": "HardBounce",
    "TypeCode": 1,
    "MessageID": "2706ee8a-737c-4285-b032-ccd317af53ed",
    "Details": "550 5.1.1 <maria@example.org>: unknown",
    "Email": "maria@example.org",
    "BouncedAt": "2026-03-02T09:31:35.00000-00:00",
    "Subject": "Your place",
}


@pytest.fixture(autouse=True)
def open_for_reports(settings):
    settings.WEBHOOK_SECRET = "name:word"
    settings.ANYMAIL = {
        "WEBHOOK_SECRET": "name:word",
        **dict.fromkeys(SIGNING_KEYS.values(), "key"),
    }
    settings.ROOT_URLCONF = "tests.mail.addresses"
    settings.MIDDLEWARE = []


def post(body, *, secret="name:word", provider="postmark", raw=False):
    headers = (
        {"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"} if secret else {}
    )
    return Client(enforce_csrf_checks=True).post(
        f"/mail/reports/{provider}/",
        data=body if raw else json.dumps(body),
        content_type="application/json",
        headers=headers,
    )


def test_a_report_is_stored_and_nothing_else_happens():
    SentLetterFactory(to="maria@example.org")

    response = post(BOUNCE)

    assert (response.status_code, response.content) == (200, b"")
    assert list(
        Report.objects.values_list(
            "provider",
            "event_id",
            "event",
            "reason",
            "recipient",
            "provider_id",
            "detail",
            "happened_at",
        )
    ) == [
        (
            "postmark",
            "901542550",
            "bounced",
            "bounced",
            "maria@example.org",
            "2706ee8a-737c-4285-b032-ccd317af53ed",
            "550 5.1.1 <maria@example.org>: unknown",
            dt.datetime(2026, 3, 2, 9, 31, 35, tzinfo=dt.UTC),
        )
    ]
    assert not Report.objects.exclude(settled_at=None).exists()
    assert not Delivery.objects.exists()
    assert Letter.objects.get().state == "sent"


def test_a_report_that_comes_twice_is_stored_once():
    assert [post(BOUNCE).status_code, post(BOUNCE).status_code] == [200, 200]
    assert Report.objects.count() == 1


def test_who_opened_what_and_who_clicked_where_is_not_kept():
    opened = {"RecordType": "Open", "MessageID": "1", "Recipient": "maria@example.org"}

    assert post(opened).status_code == 200
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "secret", ["", "name:wrong", "name", "náme:wörd"], ids=["none", "wrong", "half", "not ASCII"]
)
def test_without_the_secret_nothing_is_taken(secret):
    response = post(BOUNCE, secret=secret)

    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Basic realm="reports"')
    assert not Report.objects.exists()


def test_an_authorization_that_is_no_base64_is_refused():
    response = Client().post(
        "/mail/reports/postmark/",
        data="{}",
        content_type="application/json",
        headers={"Authorization": "Basic \xff\xfe!"},
    )

    assert response.status_code == 401


def test_where_no_secret_is_set_there_is_no_such_page(settings):
    settings.WEBHOOK_SECRET = ""

    assert post(BOUNCE, secret=":").status_code == 404
    assert not Report.objects.exists()


def test_an_unknown_provider_has_no_page():
    assert post(BOUNCE, provider="nobody").status_code == 404


NONSENSE = {
    "no JSON": "{",
    "a list": "[1]",
    "a number": "1",
    "nothing": "",
    "a batch of nonsense": '[{"x": {}}]',
    "no known fields": '{"RecordType": "Bounce"}',
    "a moment that is none": '{"RecordType": "Bounce", "BouncedAt": "yesterday"}',
    "broken bytes": b"\xff\xfe",
}


@pytest.mark.parametrize("body", NONSENSE.values(), ids=NONSENSE.keys())
@pytest.mark.parametrize("provider", RECEIVERS)
def test_nonsense_is_no_fault_of_ours(body, provider):
    assert post(body, provider=provider, raw=True).status_code in {200, 400}


def test_long_and_unprintable_values_are_cut_to_what_a_row_holds():
    long = BOUNCE | {"Details": "x\x00" * 1000, "Email": "m" * 1000, "MessageID": "i" * 1000}

    assert post(long).status_code == 200
    [row] = Report.objects.all()
    assert [len(row.detail), len(row.recipient), len(row.provider_id)] == [500, 320, 200]
    assert "\x00" not in row.detail


def test_a_provider_may_ask_whether_anybody_is_there_and_only_that():
    client = Client()

    answers = [client.head("/mail/reports/postmark/"), client.get("/mail/reports/postmark/")]

    assert [answer.status_code for answer in answers] == [200, 405]


@pytest.mark.parametrize("provider", SIGNING_KEYS)
def test_a_provider_that_signs_has_no_page_without_its_key(provider, settings):
    del settings.ANYMAIL[SIGNING_KEYS[provider]]

    assert post(BOUNCE, provider=provider).status_code == 404


def test_a_report_with_the_secret_and_without_the_signature_is_refused():
    assert post(BOUNCE, provider="mailgun").status_code == 400
    assert not Report.objects.exists()


@pytest.mark.parametrize("provider", RECEIVERS)
def test_every_receiver_knows_the_secret(provider):
    assert _receiver(RECEIVERS[provider]).basic_auth == ["name:word"]
