"""Where mail leaves, from the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import mailers as django_mailers

from mail.configuration import MAILBOX, PROVIDERS, SMTP, mailers, provider, reports

MAILBOXES = {"default": {"BACKEND": MAILBOX}, "calendar": {"BACKEND": MAILBOX}}


def smtp(**options):
    return {"BACKEND": SMTP, "OPTIONS": {"host": "mail.example", "timeout": 15} | options}


def test_in_the_demonstration_nothing_leaves_whatever_is_set():
    assert mailers({"MAIL_URL": "smtp://mail.example"}, demo=True) == MAILBOXES


def test_with_nothing_set_there_is_no_mailer():
    assert mailers({}, demo=False) == {}


URLS = {
    "starttls": (
        "smtp+tls://user:pa%40ss@mail.example",
        smtp(port=587, use_tls=True, username="user", password="pa@ss"),
    ),
    "tls": ("smtps://mail.example", smtp(port=465, use_ssl=True)),
    "plain, other port": ("smtp://mail.example:2525/", smtp(port=2525)),
    "time-out": ("smtp://mail.example?timeout=5", smtp(port=25, timeout=5)),
    "password to this machine": (
        "smtp://user:word@127.0.0.1",
        smtp(host="127.0.0.1", port=25, username="user", password="word"),
    ),
}


@pytest.mark.parametrize(("url", "expected"), URLS.values(), ids=URLS.keys())
def test_mail_url_carries_all_letters_by_smtp(url, expected):
    assert mailers({"MAIL_URL": url}, demo=False) == {"default": expected, "calendar": expected}


BAD_URLS = {
    "no scheme": "mail.example",
    "other scheme": "https://mail.example",
    "no host": "smtp://",
    "port that is none": "smtp://mail.example:port",
    "port too high": "smtp://mail.example:70000",
    "path": "smtp://mail.example/inbox",
    "fragment": "smtp://mail.example#x",
    "open password": "smtp://user:word@mail.example",
    "user without password": "smtps://user@mail.example",
    "unknown option": "smtps://mail.example?retries=3",
    "time-out that is none": "smtps://mail.example?timeout=soon",
    "time-out too long": "smtps://mail.example?timeout=600",
}


@pytest.mark.parametrize("url", BAD_URLS.values(), ids=BAD_URLS.keys())
def test_a_bad_mail_url_stops_the_start_with_a_sentence_and_without_the_password(url):
    with pytest.raises(ImproperlyConfigured, match="MAIL_URL") as raised:
        mailers({"MAIL_URL": url}, demo=False)

    assert "word@" not in str(raised.value).replace("user:password@", "")


def test_a_provider_carries_the_letters_and_is_told_not_to_track():
    environ = {"POSTMARK_SERVER_TOKEN": "t", "POSTMARK_MESSAGE_STREAM": "outbound"}

    assert mailers(environ, demo=False) == {
        "default": {
            "BACKEND": "anymail.backends.postmark.EmailBackend",
            "OPTIONS": {
                "server_token": "t",
                "message_stream": "outbound",
                "send_defaults": {"track_clicks": False, "track_opens": False},
            },
        }
    }


def test_beside_a_provider_invitations_go_by_smtp():
    environ = {"BREVO_API_KEY": "k", "MAIL_URL": "smtps://mail.example"}

    assert mailers(environ, demo=False) == {
        "default": {"BACKEND": "anymail.backends.brevo.EmailBackend", "OPTIONS": {"api_key": "k"}},
        "calendar": smtp(port=465, use_ssl=True),
    }


def test_half_a_provider_is_refused():
    with pytest.raises(ImproperlyConfigured, match="Mail by mailjet also needs MAILJET_SECRET_KEY"):
        mailers({"MAILJET_API_KEY": "k"}, demo=False)


def test_two_providers_are_refused():
    with pytest.raises(
        ImproperlyConfigured, match=r"several mail providers are set \(brevo, mandrill\)"
    ):
        provider({"BREVO_API_KEY": "k", "MANDRILL_API_KEY": "k"})


@pytest.mark.parametrize("name", PROVIDERS)
def test_anymail_takes_every_option_that_is_set_for_it(name, settings):
    needed, more = PROVIDERS[name]
    environ = dict.fromkeys({**needed, **more}.values(), "https://api.example/")

    settings.MAILERS = mailers(environ, demo=False)

    assert django_mailers["default"].esp_name.lower().replace(" ", "_") == name


def test_reports_need_the_secret_and_take_the_providers_keys_along():
    environ = {"WEBHOOK_SECRET": "name:0123456789abcdef", "MAILGUN_WEBHOOK_SIGNING_KEY": "k"}

    assert reports(environ) == environ
    assert reports({"MAILGUN_WEBHOOK_SIGNING_KEY": "k"}) == {}


@pytest.mark.parametrize("secret", ["word", ":0123456789abcdef", "name:short"])
def test_a_weak_secret_stops_the_start(secret):
    with pytest.raises(ImproperlyConfigured, match="WEBHOOK_SECRET must look like name:password"):
        reports({"WEBHOOK_SECRET": secret})
