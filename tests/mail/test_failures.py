"""What a failed attempt means."""

import smtplib

import pytest
from anymail.exceptions import AnymailRecipientsRefused, AnymailRequestsAPIError

from mail.enums import Outcome
from mail.failures import Verdict, verdict

AWAY = {"server_is_away": True}


def refused(code, answer):
    return smtplib.SMTPRecipientsRefused({"maria@example.org": (code, answer)})


def call(status):
    return AnymailRequestsAPIError("no", status_code=status) if status is None else _with(status)


def _with(status):
    error = AnymailRequestsAPIError("no")
    error.status_code = status
    error.describe_response = lambda: None
    return error


CASES = {
    "no such mailbox": (
        refused(550, b"5.1.1 unknown"),
        Verdict(Outcome.NO_MAILBOX, "550 5.1.1 unknown"),
    ),
    "policy": (refused(550, b"5.7.1 no"), Verdict(Outcome.REFUSED, "550 5.7.1 no")),
    "greylisted": (refused(451, b"4.7.1 later"), Verdict(Outcome.DEFERRED, "451 4.7.1 later")),
    "content refused": (smtplib.SMTPDataError(554, b"spam"), Verdict(Outcome.REFUSED, "554 spam")),
    "content put off": (smtplib.SMTPDataError(452, b"full"), Verdict(Outcome.DEFERRED, "452 full")),
    "our credentials": (
        smtplib.SMTPAuthenticationError(535, b"no"),
        Verdict(Outcome.DEFERRED, "535 no", **AWAY),
    ),
    "our sender": (
        smtplib.SMTPSenderRefused(550, "no\x00 way", "us@example.org"),
        Verdict(Outcome.DEFERRED, "550 no way", **AWAY),
    ),
    "line cut": (
        smtplib.SMTPServerDisconnected("gone"),
        Verdict(Outcome.DEFERRED, "SMTPServerDisconnected: gone", **AWAY),
    ),
    "no server": (
        ConnectionRefusedError("nobody"),
        Verdict(Outcome.DEFERRED, "ConnectionRefusedError: nobody", **AWAY),
    ),
    "provider refuses the recipient": (
        AnymailRecipientsRefused("dead"),
        Verdict(Outcome.REFUSED, "dead"),
    ),
    "provider not reached": (call(None), Verdict(Outcome.DEFERRED, "no", **AWAY)),
    "provider out of order": (call(503), Verdict(Outcome.DEFERRED, "no", **AWAY)),
    "provider asks for patience": (call(429), Verdict(Outcome.DEFERRED, "no", **AWAY)),
    "provider refuses the letter": (call(422), Verdict(Outcome.REFUSED, "no")),
    "the letter itself": (
        ValueError("Invalid address"),
        Verdict(Outcome.UNBUILDABLE, "ValueError: Invalid address"),
    ),
}


@pytest.mark.parametrize(("error", "expected"), CASES.values(), ids=CASES.keys())
def test_verdict(error, expected):
    assert verdict(error) == expected


def test_the_detail_has_its_bounds():
    assert len(verdict(ValueError("x" * 10_000)).detail) == 500
