"""An event that another one is made from, with what it asks and whom it invited."""

import datetime as dt
import uuid

from documents.models import Document
from events import services
from events.enums import Group, QuestionType
from events.questions import Option, Question

AT = dt.datetime(2027, 1, 11, 9, tzinfo=dt.UTC)
DAY = dt.date(2027, 5, 28)
NEXT = dt.date(2028, 5, 26)
DIET = Question("diet", QuestionType.TEXT, "Diet")
TOUR = Question(
    "tour",
    QuestionType.CHOICE,
    "Tour",
    options=(Option("museum", "Museum", 10), Option("no", "No")),
)


def copied(source, officer, *parts, day=NEXT, once=None, title="Seminar 2028"):
    return services.copy_event(
        source,
        once=once or uuid.uuid4(),
        title=title,
        first_date=day,
        parts=parts,
        by=officer,
        at=AT,
    )


def document(label, key, title):
    made = Document.objects.create(
        label=label, owner_key=str(key), title=title, number=2, created_at=AT, renewed_at=AT
    )
    for number in (1, 2):
        made.versions.create(
            number=number,
            name=f"{title} {number}.pdf",
            content_type="application/pdf",
            size=number,
            sha256=str(number) * 64,
            added_at=AT,
        )
    return made


def guest(event, officer, email, **facts):
    found = services.invitations.invite(
        event,
        once=uuid.uuid4(),
        people=[services.invitations.Guest(email=email, **facts)],
        group=facts.pop("group", Group.PARTICIPANT),
        note_to_them="Dear friend",
        by=officer,
        at=AT,
    )
    return found[0]
