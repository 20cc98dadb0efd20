"""Certificates as they stand once issued, each with its file."""

import datetime as dt
import uuid

from certificates import facts, files, links, making
from certificates.enums import State
from certificates.models import Certificate

ISSUED_AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def certificate(registration, *, state=State.VALID, made=True, at=ISSUED_AT, **fields):
    """Issue the next version of somebody's certificate, drawn, sealed and kept.

    What stood before is replaced; ``made=False`` leaves the row claimed, without its file.
    """
    before = registration.certificates.order_by("-version").first()
    registration.certificates.filter(state=State.VALID).update(state=State.REPLACED, ended_at=at)
    number = before.number if before else f"EUCPN-{at.year}-{Certificate.objects.count() + 1:06}"
    version = before.version + 1 if before else 1
    key = uuid.uuid4()
    ended = {"ended_at": at, "reason": "A reason"} if state != State.VALID else {}
    said = facts.of(registration, number=number, version=version, issued_at=at)
    row = Certificate(
        key=key,
        number=number,
        version=version,
        registration=registration,
        state=state,
        language=said["language"],
        facts=said,
        link_hash=links.hash_of(key),
        issued_at=at,
        **{**ended, **fields},
    )
    if made:
        pdf = making.made(row.facts, url=links.address(row), at=at)
        row.made_at, row.sha256, row.size = at, files.keep(pdf), len(pdf)
    row.save()
    return row
