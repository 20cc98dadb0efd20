"""What a certificate says, frozen when it is issued; docs/certificate-format.md tells of it."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from accounts.days import network_day
from certificates import earning, sealing, texts
from certificates.rules import Earned
from documents.models import Version
from events.enums import SpeakerRole
from events.models import Event, Registration, Speaker
from events.services.funding import EMBLEM

FORMAT = "eucpn-certificate/1"


def of(
    registration: Registration,
    *,
    number: str,
    version: int,
    issued_at: datetime,
    name: str | None = None,
    earned: Earned | None = None,
    alike: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return what the certificate of a registration says.

    ``name`` is another than the registration's; ``earned`` and ``alike``, from ``of_event``,
    spare the reading of attendance and event where they were read already.
    """
    shared = alike or of_event(registration.event)
    found = earned or earning.of_person(registration, at=issued_at)
    return {
        "format": FORMAT,
        "number": number,
        "version": version,
        "name": composed(name or registration.name),
        **shared,
        "event": {**shared["event"], "online": registration.takes_part_online},
        "minutes": {"attended": found.attended, "held": found.total},
        **_issued(issued_at),
    }


def of_event(event: Event) -> dict[str, Any]:
    """Return what all certificates of an event say alike."""
    codes = _codes(event)
    return {
        "event": {
            "kind": event.kind,
            "title": event.title,
            "first_date": event.first_date.isoformat(),
            "last_date": event.last_date.isoformat(),
            "place": _place(event),
            "languages": codes,
        },
        "language": texts.language_for(codes),
        "modules": _modules(event),
        "trainers": _trainers(event),
        "issuer": settings.ORGANISATION_NAME,
        "funding": _funding(event),
    }


def corrected(
    facts: dict[str, Any], *, name: str, version: int, issued_at: datetime
) -> dict[str, Any]:
    """Return what the next version says: the same, but for the name and when it is issued."""
    return {**facts, "name": composed(name), "version": version, **_issued(issued_at)}


def _issued(at: datetime) -> dict[str, Any]:
    moment = at.astimezone(UTC).replace(microsecond=0)
    return {
        "issued_at": moment.isoformat().replace("+00:00", "Z"),
        "issued_on": network_day(at).isoformat(),
        "seal": sealing.announced(),
    }


def composed(name: str) -> str:
    """Return a name as it is printed: letters and their marks in one, one space between words."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _codes(event: Event) -> list[str]:
    return re.findall(r"\w+(?:-\w+)*", event.languages.lower())


def _place(event: Event) -> str:
    return ", ".join(part for part in (event.city, event.venue) if part)


def _modules(event: Event) -> list[str]:
    """Return what was taught in the sessions that count, each once."""
    there = (session for session in event.sessions.all() if session.counts)
    return list(dict.fromkeys(module for session in there for module in session.taught))


def _trainers(event: Event) -> list[str]:
    """Return who trained and agrees to be named, in the order of the programme."""
    named = Speaker.objects.filter(
        session__event=event, role=SpeakerRole.TRAINER, may_publish=True
    ).order_by("session__date", "session__starts_time", "session", "order", "pk")
    return list(dict.fromkeys(composed(speaker.name) for speaker in named))


def _funding(event: Event) -> dict[str, str] | None:
    if event.funding is None:
        return None
    emblem = (
        Version.objects.newest()
        .filter(document__label=EMBLEM, document__owner_key=str(event.funding.key))
        .first()
    )
    return {"statement": event.funding.statement, "emblem": emblem.sha256 if emblem else ""}
