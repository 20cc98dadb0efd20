"""The letters of the small house: to many, to one, and one that came back."""

import datetime as dt
import uuid

from django.utils import timezone

from events import selections, services
from events.models import Event
from mail.enums import State as LetterState
from mail.letters import Text
from mail.models import Letter
from mail.services import send_due, write
from tests.factories.mail import LetterFactory
from tests.factories.mailings import AnnouncementFactory
from tests.journeys.world.people import World


def add_mailings(world: World) -> None:
    """Draft a letter to many, send another, and let everybody be told of a change."""
    by, at = world.standing("secretariat"), timezone.now()
    event = Event.objects.get(slug=world.words["event public"])
    words = {
        "subject": f"News of {{event}}{world.mark}",
        "text": f"Dear {{name}}{world.mark}\n\nSee {{link}}",
        "selection": {"audience": "registered"},
        "sender_name": f"Team{world.mark}",
    }
    draft, sent = (
        services.draft_mailing(event, once=uuid.uuid4(), by=by, at=at, **words) for _ in range(2)
    )
    seen = selections.mark(selections.people(event, selections.read(sent.selection)))
    services.send_mailing(sent, version=1, seen=seen, by=by, at=at)
    news = AnnouncementFactory(event=event)
    write(
        Text(subject=f"Changed{world.mark}", paragraphs=(f"New place: {world.mark}",)),
        to="somebody@example.eu",
        batch=news.key,
        not_before=news.starts_at,
        at=at,
    )
    world.words |= {
        "mailing draft": str(draft.key),
        "mailing sent": str(sent.key),
        "news": str(news.key),
    }


def add_letters(world: World) -> None:
    at = timezone.now()
    attendee = world.people["attendee"]
    LetterFactory(
        to=attendee.email,
        name=attendee.name,
        person=str(attendee.key),
        subject=f"Welcome{world.mark}",
    )
    send_due(at=at + dt.timedelta(minutes=10), limit=200)
    own = Letter.objects.filter(person=str(attendee.key)).first()
    bounced = LetterFactory(to="nobody@example.org", subject=f"Your place{world.mark}")
    Letter.objects.filter(pk=bounced.pk).update(state=LetterState.BOUNCED)
    world.words |= {"letter": str(bounced.uid), "own letter": str(own.uid)}
