"""A meeting of the Board to which it is convened, and the letters that then go out."""

import datetime as dt
import uuid

from mail.models import Letter
from meetings import services
from meetings.convening import Readers
from tests.factories.meetings import AT, meeting, observes, speaks_for, with_agenda

MINUTES = dt.timedelta(minutes=5)


def to_convene():
    """A meeting with an agenda, and somebody who speaks for each seat but Portugal's."""
    found = meeting()
    with_agenda(found)
    for code in ("FR", "LV"):
        speaks_for(code)
    observes(found.body.seats.get(votes=False).organisation)
    return found


def convene(event, by, *, at=AT, **changes):
    said = {
        "once": uuid.uuid4(),
        "reason": "",
        "words": "",
        "institutions": [],
        "answer_by": event.registration_closes_at,
        "seen": Readers(event, institutions=changes.get("institutions", []), at=at).mark,
        **changes,
    }
    return services.convene(event, by=by, at=at, **said)


def letters():
    return [(one.to, one.subject) for one in Letter.objects.order_by("pk")]
