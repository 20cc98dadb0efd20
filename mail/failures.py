"""What went wrong when a letter was sent, put into the outbox's own words."""

import smtplib
from dataclasses import dataclass

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused

from mail.enums import Outcome
from mail.rules import is_dead_mailbox

DETAIL_LENGTH = 500
_PASSING_STATUS = {401, 402, 403, 407, 408, 409, 423, 425, 429}


@dataclass(frozen=True)
class Verdict:
    """What came of one attempt; ``server_is_away`` means that no letter would fare better."""

    outcome: Outcome
    detail: str = ""
    server_is_away: bool = False


def verdict(error: Exception) -> Verdict:
    """Judge what an attempt raised.

    Trouble with the server, its address, its patience or our credentials passes; a
    refused recipient or content does not; whatever else is raised lies in the letter.
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            found = _refused_recipient(error)
        case smtplib.SMTPResponseException():
            found = _refused_command(error)
        case AnymailRecipientsRefused():
            found = Verdict(Outcome.REFUSED, _short(str(error)))
        case AnymailAPIError():
            found = _refused_call(error)
        case OSError():  # smtplib's other exceptions among them
            found = Verdict(Outcome.DEFERRED, _named(error), server_is_away=True)
        case _:
            found = Verdict(Outcome.UNBUILDABLE, _named(error))
    return found


def _refused_recipient(error: smtplib.SMTPRecipientsRefused) -> Verdict:
    """Judge by the first recipient, the one the letter is to."""
    code, answer = next(iter(error.recipients.values()))
    detail = _answer(code, answer)
    if is_dead_mailbox(code, answer=detail):
        return Verdict(Outcome.NO_MAILBOX, detail)
    return Verdict(Outcome.REFUSED if code >= 500 else Outcome.DEFERRED, detail)


def _refused_command(error: smtplib.SMTPResponseException) -> Verdict:
    """Judge by the command: refused content is the letter's fault, all else the server's."""
    detail = _answer(error.smtp_code, error.smtp_error)
    if not isinstance(error, smtplib.SMTPDataError):
        return Verdict(Outcome.DEFERRED, detail, server_is_away=True)
    return Verdict(Outcome.REFUSED if error.smtp_code >= 500 else Outcome.DEFERRED, detail)


def _refused_call(error: AnymailAPIError) -> Verdict:
    status, detail = error.status_code, _short(str(error))
    if status is None or status >= 500 or status in _PASSING_STATUS:
        return Verdict(Outcome.DEFERRED, detail, server_is_away=True)
    return Verdict(Outcome.REFUSED, detail)


def _answer(code: int, answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return _short(f"{code} {text}")


def _named(error: Exception) -> str:
    return _short(f"{type(error).__name__}: {error}")


def _short(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:DETAIL_LENGTH]
