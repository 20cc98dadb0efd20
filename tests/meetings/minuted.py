"""Minutes of a meeting that was held, at each stage, and comments on them."""

import datetime as dt
import uuid

from meetings import replies, services
from meetings.enums import MinutesPart
from tests.factories.held import AFTER, adopted_agenda, meeting, quorate, somebody

UNTIL = dt.date(2024, 6, 21)
A_WEEK_ON = dt.datetime(2024, 6, 24, 9, tzinfo=dt.UTC)


def held(*titles, **fields):
    event = meeting(**fields)
    quorate(event)
    adopted_agenda(event, *(titles or ("Toolbox", "Award")))
    return event


def drafted(event, by=None, at=AFTER):
    return services.draft_minutes(event, by=by or somebody(), at=at)


def sent(event, by=None):
    by = by or somebody()
    found = drafted(event, by)
    return services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)


def final(event, by=None):
    by = by or somebody()
    found = sent(event, by)
    return services.finish_minutes(found, version=found.version, by=by, at=A_WEEK_ON)


def text(found, part):
    return found.sections.get(part=part).text


def place(found, code):
    return next(one for one in replies.seats(found) if one.code == code)


def comment(found, by, code="LV", once=None, at=AFTER, section=None, **said):
    return services.comment(
        section or found.sections.get(part=MinutesPart.OPENING),
        once=once or uuid.uuid4(),
        place=place(found, code),
        text="It was raining.",
        by=by,
        at=at,
        **said,
    )
