"""An event that asks for diet, identity and a tour, and what somebody answered."""

import datetime as dt

from accounts import access
from events.enums import Retention
from events.models import QuestionSet
from events.questions import Option, Question, written
from events.services import answers
from tests.documents.files import PDF, checked
from tests.factories.events import RegistrationFactory

AT = dt.datetime(2024, 1, 2, 9, tzinfo=dt.UTC)
NOBODY = access.standing(None, AT)
DIET = Question("diet", "long_text", "Diet", retention=Retention.SENSITIVE)
PASSPORT = Question("passport", "text", "Number of the passport", retention=Retention.IDENTITY)
SCAN = Question("scan", "file", "The passport", retention=Retention.IDENTITY)
TOUR = Question(
    "tour", "choice", "Tour", options=(Option("museum", "Museum"), Option("harbour", "Harbour"))
)
HOTEL = Question("hotel", "text", "Hotel")
SCHEMA = (DIET, PASSPORT, SCAN, TOUR, HOTEL)


def asks(event, *questions):
    """Let an event ask these questions, or all of them."""
    event.asks += 1
    event.save()
    vars(event).pop("question_set", None)
    return QuestionSet.objects.create(
        event=event,
        number=event.asks,
        questions=written(questions or SCHEMA),
        asks_first=len(questions or SCHEMA),
        created_at=AT,
    )


def answered(registration, **given):
    """Keep what a registrant answered, as the services do."""
    answers.keep(registration, answers=given, at=AT, by=NOBODY)
    return registration


def somebody(event, *, scan=None, **fields):
    """Return a registrant who answered everything, each with words of their own."""
    mark = fields.pop("mark", "")
    registration = RegistrationFactory(event=event, **fields)
    return answered(
        registration,
        diet=f"No nuts {mark}".strip(),
        passport=f"P12345 {mark}".strip(),
        scan=checked(
            f"passport{mark}.pdf", PDF + (scan or registration.email).encode() + b"\n%%EOF"
        ),
        tour="museum",
        hotel=f"Hotel {mark}".strip(),
    )
