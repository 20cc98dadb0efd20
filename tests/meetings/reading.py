"""Minutes at each stage, as somebody reads their pages and their paper."""

import datetime as dt
from io import BytesIO

import pypdf
from django.urls import reverse

from accounts.enums import Role
from meetings import services
from meetings.enums import AdoptedBy
from tests.factories.held import AFTER, somebody
from tests.meetings.minuted import UNTIL

LATER = dt.datetime(2024, 6, 24, 9, tzinfo=dt.UTC)


def visiting(client, role=Role.SECRETARIAT, code=None, at=AFTER):
    by = somebody(role, code=code, at=at)
    client.force_login(by.user)
    return by


def of(name, event, *more):
    return reverse(f"meetings:{name}", args=[event.slug, *more])


def drafted(event):
    return services.draft_minutes(event, by=somebody(at=AFTER), at=AFTER)


def sent(event):
    found = drafted(event)
    return services.send_for_comments(
        found, until=UNTIL, version=found.version, by=somebody(at=AFTER), at=AFTER
    )


def final(event):
    found = sent(event)
    by = somebody(at=LATER)
    return services.finish_minutes(found, version=found.version, by=by, at=LATER)


def adopted(event, **fields):
    found = final(event)
    how = {"how": AdoptedBy.MEETING, "by": somebody(at=LATER)} | fields
    return services.adopt_minutes(found, at=LATER, **how)


def words(answer):
    return " ".join(answer.content.decode().split())


def pdf_text(answer):
    pages = pypdf.PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
