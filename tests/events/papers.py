"""A meeting of the Board with one document of each circle of readers."""

from events.documents import OF_EVENT, OF_SESSION
from events.enums import Kind
from tests.factories.accounts import BodyFactory, MemberStateFactory
from tests.factories.documents import document
from tests.factories.events import EventFactory, SessionFactory

LEVELS = ["public", "network", "body", "attendees", "restricted"]
SLUG = "2027-05-28-board"


def board():
    """Return a public meeting of the Board, hosted by Ireland."""
    host = MemberStateFactory(code="IE")
    return EventFactory(
        slug=SLUG, kind=Kind.MEETING, body=BodyFactory(code="BOARD"), host=host, title="The Board"
    )


def papers_of(event):
    """Return one document of each circle with the event; as many stand with a session."""
    session = SessionFactory(event=event, title="Opening")
    made = {}
    for level in LEVELS:
        made[level] = document(
            OF_EVENT,
            str(event.uid),
            title=f"Paper {level}",
            name=f"{level}.pdf",
            visibility=level,
        )
        document(
            OF_SESSION,
            str(session.uid),
            title=f"Slides {level}",
            name=f"slides-{level}.pdf",
            visibility=level,
        )
    return made
