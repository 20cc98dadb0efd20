"""Where mail leaves, from the environment: pure, with a sentence for each bad value."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

type Mailers = dict[str, dict[str, Any]]

TIMEOUT_SECONDS = 15
SECRET_LENGTH = 16
MAILBOX = "demo.backend.Mailbox"
SMTP = "django.core.mail.backends.smtp.EmailBackend"

# Per provider, named as Anymail's module: the options it needs and those it may have, each
# with its environment variable. Resend is not among them: it drops, without a word, letters
# with a file of type application/ics.
PROVIDERS: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "brevo": ({"api_key": "BREVO_API_KEY"}, {"api_url": "BREVO_API_URL"}),
    "mailersend": (
        {"api_token": "MAILERSEND_API_TOKEN"},
        {"api_url": "MAILERSEND_API_URL"},
    ),
    "mailgun": (
        {"api_key": "MAILGUN_API_KEY"},
        {"sender_domain": "MAILGUN_SENDER_DOMAIN", "api_url": "MAILGUN_API_URL"},
    ),
    "mailjet": (
        {"api_key": "MAILJET_API_KEY", "secret_key": "MAILJET_SECRET_KEY"},
        {"api_url": "MAILJET_API_URL"},
    ),
    "mailtrap": ({"api_token": "MAILTRAP_API_TOKEN"}, {}),
    "mandrill": ({"api_key": "MANDRILL_API_KEY"}, {"api_url": "MANDRILL_API_URL"}),
    "postal": ({"api_key": "POSTAL_API_KEY", "api_url": "POSTAL_API_URL"}, {}),
    "postmark": (
        {"server_token": "POSTMARK_SERVER_TOKEN"},
        {"message_stream": "POSTMARK_MESSAGE_STREAM"},
    ),
    "scaleway": (
        {"secret_key": "SCALEWAY_SECRET_KEY", "project_id": "SCALEWAY_PROJECT_ID"},
        {"region": "SCALEWAY_REGION"},
    ),
    "sparkpost": ({"api_key": "SPARKPOST_API_KEY"}, {"api_url": "SPARKPOST_API_URL"}),
    "unisender_go": (
        {"api_key": "UNISENDER_GO_API_KEY", "api_url": "UNISENDER_GO_API_URL"},
        {},
    ),
}

# What a provider signs its reports with, besides the common secret. The names are Anymail's.
SIGNING_KEYS: Mapping[str, str] = {
    "mailersend": "MAILERSEND_SIGNING_SECRET",
    "mailgun": "MAILGUN_WEBHOOK_SIGNING_KEY",
    "mandrill": "MANDRILL_WEBHOOK_KEY",
    "postal": "POSTAL_WEBHOOK_KEY",
    "unisender_go": "UNISENDER_GO_API_KEY",
}

# These can be told not to rewrite links and not to count who opened what: a secret link
# must not pass through a third party's redirect.
_TRACKERS = frozenset(
    {"mailersend", "mailgun", "mailjet", "mandrill", "postmark", "sparkpost", "unisender_go"}
)
_NO_TRACKING = {"track_clicks": False, "track_opens": False}

_SCHEMES: Mapping[str, tuple[int, dict[str, bool]]] = {
    "smtp": (25, {}),
    "smtp+tls": (587, {"use_tls": True}),
    "smtps": (465, {"use_ssl": True}),
}
_LOCAL = re.compile(r"localhost|127\.\d+\.\d+\.\d+|::1")


def mailers(environ: Mapping[str, str], *, demo: bool) -> Mailers:
    """Return Django's ``MAILERS``: ``default`` for all letters, ``calendar`` for invitations.

    A provider's variables carry the letters by its web API, ``MAIL_URL`` by SMTP; with
    both, letters with a calendar part go by SMTP, since web APIs drop or spoil that part.
    With neither there is no mailer. In the demonstration nothing ever leaves.
    """
    if demo:
        return {"default": {"BACKEND": MAILBOX}, "calendar": {"BACKEND": MAILBOX}}
    found: Mailers = {}
    if url := environ.get("MAIL_URL", "").strip():
        found["calendar"] = found["default"] = smtp(url)
    if name := provider(environ):
        found["default"] = _anymail(name, environ)
    return found


def reports(environ: Mapping[str, str]) -> dict[str, str]:
    """Return Anymail's settings for what providers report: the secret, and signing keys.

    ``WEBHOOK_SECRET`` is ``name:password``, as providers put it into the address they call.
    Without it no report is taken.
    """
    secret = environ.get("WEBHOOK_SECRET", "").strip()
    if not secret:
        return {}
    name, _colon, password = secret.partition(":")
    if not name or len(password) < SECRET_LENGTH:
        raise ImproperlyConfigured(
            f"WEBHOOK_SECRET must look like name:password, with {SECRET_LENGTH} random characters"
            " or more for the password."
        )
    keys = {key: environ[key] for key in SIGNING_KEYS.values() if environ.get(key)}
    return {"WEBHOOK_SECRET": secret, **keys}


def provider(environ: Mapping[str, str]) -> str:
    """Return the name of the one Anymail provider whose variables are set, or nothing."""
    named = [
        name
        for name, (needed, _more) in PROVIDERS.items()
        if any(environ.get(variable) for variable in needed.values())
    ]
    if len(named) > 1:
        raise ImproperlyConfigured(
            f"Variables of several mail providers are set ({', '.join(named)}): keep one."
        )
    return named[0] if named else ""


def _anymail(name: str, environ: Mapping[str, str]) -> dict[str, Any]:
    needed, more = PROVIDERS[name]
    missing = [variable for variable in needed.values() if not environ.get(variable)]
    if missing:
        raise ImproperlyConfigured(f"Mail by {name} also needs {', '.join(missing)}.")
    options: dict[str, Any] = {
        option: environ[variable]
        for option, variable in {**needed, **more}.items()
        if environ.get(variable)
    }
    if name in _TRACKERS:
        options["send_defaults"] = dict(_NO_TRACKING)
    return {"BACKEND": f"anymail.backends.{name}.EmailBackend", "OPTIONS": options}


def smtp(url: str) -> dict[str, Any]:
    """Return the mailer that a ``MAIL_URL`` describes.

    ``smtp+tls://user:password@host:587`` (STARTTLS), ``smtps://…`` (TLS from the start)
    or ``smtp://host`` (neither, for a relay on the same machine or network; a password
    is refused there unless the host is this machine).

    >>> smtp("smtp+tls://user:pa%40ss@mail.example")["OPTIONS"]["password"]
    'pa@ss'
    """
    parts = urlsplit(url)
    example = "smtp+tls://user:password@mail.example.eu:587"
    if parts.scheme not in _SCHEMES:
        raise ImproperlyConfigured(f"MAIL_URL must look like {example}: smtp, smtp+tls or smtps.")
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured("MAIL_URL names a port that is no port number.") from error
    host = parts.hostname or ""
    if not host or parts.path.strip("/") or parts.fragment:
        raise ImproperlyConfigured(f"MAIL_URL must look like {example}.")
    usual_port, security = _SCHEMES[parts.scheme]
    if parts.password and not security and not _LOCAL.fullmatch(host):
        raise ImproperlyConfigured(
            "MAIL_URL would send a password unencrypted: use smtp+tls:// or smtps://."
        )
    if bool(parts.username) != bool(parts.password):
        raise ImproperlyConfigured("MAIL_URL needs a user and a password, or neither.")
    options: dict[str, Any] = {
        "host": host,
        "port": port or usual_port,
        "timeout": _timeout(parts.query),
        **security,
    }
    if parts.username and parts.password:
        options |= {"username": unquote(parts.username), "password": unquote(parts.password)}
    return {"BACKEND": SMTP, "OPTIONS": options}


def _timeout(query: str) -> int:
    """Return the seconds to wait for the mail server, the one thing a query may say."""
    said = parse_qs(query, keep_blank_values=True)
    value = said.pop("timeout", [str(TIMEOUT_SECONDS)])[-1]
    if said or not value.isdecimal() or not 1 <= int(value) <= 60:
        raise ImproperlyConfigured("MAIL_URL takes ?timeout=1 to 60 (seconds) and nothing else.")
    return int(value)
