"""What a certificate says and is worth, as pages tell it to whoever asks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.days import network_day
from certificates import texts, words
from certificates.enums import State
from certificates.marks import STATES
from certificates.models import Certificate
from events.enums import Kind
from interface import moments

type Lines = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Worth:
    """What a certificate is worth today: its colour and icon, in a word, and in a sentence."""

    tone: str
    icon: str
    title: str
    said: str


@dataclass(frozen=True)
class Original:
    """The words that stand on a certificate in another language than the page's."""

    tag: str
    language: str
    lines: list[str]


def worth(certificate: Certificate) -> Worth:
    """Return what a certificate is worth; why one was revoked is not for everybody."""
    state, facts = State(certificate.state), certificate.facts
    tone, icon = STATES[state]
    if certificate.ended_at is None:
        issued = moments.day(date.fromisoformat(facts["issued_on"]))
        return Worth(
            tone,
            icon or "check",
            _("This certificate is valid"),
            _("%(issuer)s issued it on %(date)s. It was neither replaced nor revoked.")
            % {"issuer": facts["issuer"], "date": issued},
        )
    on = {"date": moments.day(network_day(certificate.ended_at))}
    if state == State.REPLACED:
        return Worth(
            tone,
            icon,
            _("This certificate was replaced on %(date)s") % on,
            _("A newer version with the same number was issued. Ask the holder for that one."),
        )
    return Worth(
        tone,
        icon,
        _("This certificate was revoked on %(date)s") % on,
        _("%(issuer)s has withdrawn it: it no longer proves anything.")
        % {"issuer": facts["issuer"]},
    )


def printed(facts: dict[str, Any]) -> Lines:
    """Return all that is printed on a certificate, but the name: labels, each with its lines."""
    event, english = facts["event"], texts.text_in(texts.ENGLISH)
    first, last = (date.fromisoformat(event[key]) for key in ("first_date", "last_date"))
    found: Lines = [
        (_("Took part in"), [event["title"]]),
        (_("Kind"), [str(Kind(event["kind"]).label)]),
        (_("When"), [moments.days(first, last)]),
        (_("Where"), [_("Online") if event["online"] else event["place"]]),
        (_("Held in"), [english.languages(event["languages"])]),
        (_("Attendance"), [_attendance(facts)]),
        (_("Modules"), facts["modules"]),
        (_("Trainers"), facts["trainers"]),
        (_("Funding"), [facts["funding"]["statement"]] if facts["funding"] else []),
        (_("Issued by"), [facts["issuer"]]),
        (_("Issued on"), [moments.day(date.fromisoformat(facts["issued_on"]))]),
        (_("Number"), [facts["number"]]),
        (_("Version"), [str(facts["version"])]),
        (_("Electronic seal"), [seal(facts)]),
    ]
    told = ((label, [line for line in lines if line]) for label, lines in found)
    return [(label, lines) for label, lines in told if lines]


def _attendance(facts: dict[str, Any]) -> str:
    minutes = facts["minutes"]
    if not minutes["held"]:
        return ""
    return _("%(spent)s; nothing was assessed") % {
        "spent": words.spent(minutes["attended"], minutes["held"])
    }


def seal(facts: dict[str, Any]) -> str:
    """Return whose electronic seal the file was given, and what that is worth."""
    found = facts["seal"]
    if found is None:
        return _("None: the file was issued without a seal. Number, address and hash prove it.")
    if found["demonstration"]:
        return _("Made with the demonstration's own key: it proves nothing.")
    said = (
        _("Qualified electronic seal of %(signer)s")
        if found["qualified"]
        else _("Electronic seal of %(signer)s, not qualified")
    )
    return said % {"signer": found["signer"]}


def original(facts: dict[str, Any]) -> Original | None:
    """Return how a certificate in another language than English words what it says."""
    if facts["language"] == texts.ENGLISH:
        return None
    text, event = texts.text_in(facts["language"]), facts["event"]
    first, last = (date.fromisoformat(event[key]) for key in ("first_date", "last_date"))
    return Original(
        tag=text.tag,
        language=texts.text_in(texts.ENGLISH).languages([facts["language"]]),
        lines=[
            text["title"],
            " ".join(
                part for part in (text["certifies"], facts["name"], text.took_part[event["kind"]])
                if part
            ),
            f"{event['title']}, {text.days(first, last)}",
        ],
    )  # fmt: skip
