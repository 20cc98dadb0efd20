"""The lines that deeds about certificates leave in the journal."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from accounts.access import Standing
from certificates.enums import Deed
from certificates.models import Certificate
from events.models import Event, Registration
from journal.services import record

LABEL, BATCH = "certificates.certificate", "certificates.batch"
EVENT, REGISTRATION = "events.event", "events.registration"


def _write(
    deed: Deed, *, label: str, key: str, by: Standing | None, at: datetime, facts: dict[str, Any]
) -> None:
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=label,
        key=key,
        facts=facts,
    )


def note(
    deed: Deed, certificate: Certificate, *, by: Standing | None, at: datetime, **facts: Any
) -> None:
    """Write down what was done to a certificate; nobody's where the clock does it."""
    said = {
        "event": certificate.registration.event.slug,
        "number": certificate.number,
        "version": certificate.version,
    }
    _write(deed, label=LABEL, key=str(certificate.key), by=by, at=at, facts=said | facts)


def note_of_event(deed: Deed, event: Event, *, by: Standing, at: datetime, **facts: Any) -> None:
    """Write down what was done for an event as a whole."""
    said = {"event": event.slug, **facts}
    _write(deed, label=EVENT, key=str(event.uid), by=by, at=at, facts=said)


def note_of_person(
    deed: Deed, registration: Registration, *, by: Standing, at: datetime, **facts: Any
) -> None:
    """Write down what was decided about a person who may have no certificate yet."""
    said = {"event": registration.event.slug, **facts}
    _write(deed, label=REGISTRATION, key=str(registration.key), by=by, at=at, facts=said)


def take_file(certificate: Certificate, *, by: Standing, at: datetime) -> None:
    """Write down that somebody who is not its holder took the file of a certificate."""
    note(Deed.FILE_TAKEN, certificate, by=by, at=at)


def take_out(
    event: Event, certificates: Collection[Certificate], *, as_: str, by: Standing, at: datetime
) -> None:
    """Write down that certificates left the house as one file: a zip, a print file."""
    note_of_event(
        Deed.TAKEN_OUT,
        event,
        by=by,
        at=at,
        file=as_,
        certificates=[str(one) for one in certificates],
    )
