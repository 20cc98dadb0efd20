"""The events of the small house: of every kind, with what they ask and what belongs to them."""

import datetime as dt
import uuid

from django.contrib.auth.models import Permission
from django.utils import timezone

import calendars.services
from accounts.days import network_day
from accounts.enums import Visibility
from accounts.models import Body, MemberState
from calendars.enums import Scope
from calendars.links import PURPOSE
from documents.services import remove
from events import blocks, services
from events.enums import Kind, Mode, QuotaScope, SpeakerRole, State
from events.feedback import Item, written
from events.models import Event, Registration, Series, Speaker
from events.questions import Condition, Option, Question
from events.respondents import token_of
from events.services.questions import set_questions
from mail.links import token
from tests.documents.files import checked, png
from tests.factories.documents import document
from tests.factories.events import (
    EventFactory,
    FundingSourceFactory,
    ParticipationFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.factories.feedback import (
    FeedbackAnswerFactory,
    FeedbackAskedFactory,
    FeedbackFormFactory,
)
from tests.factories.programme import TaskFactory
from tests.journeys.world.people import World


def add_feeds(world: World) -> None:
    """Give the National Representative a feed of the own dates, and one of the Board's."""
    by, at = world.standing("nr"), timezone.now()
    common = {
        "once": uuid.uuid4(), "scope": Scope.MINE, "body": None, "label": f"Mine{world.mark}",
        "leaves_out_invited": False, "leaves_out_cancelled": False, "has_alarm": True,
        "by": by, "at": at,
    }  # fmt: skip
    own = calendars.services.make_feed(world.people["nr"], **common)
    of_board = {"once": uuid.uuid4(), "scope": Scope.BODY, "body": Body.objects.get(pk="BOARD")}
    calendars.services.make_feed(world.people["nr"], **common | of_board)
    world.words |= {"feed": str(own.key), "feed token": token(PURPOSE, own.key, 1)}


def add_feedback(world: World) -> None:
    """Ask somebody what the public event is like, and tell what was said of one that is over."""
    at = timezone.now()
    person = Registration.objects.get(key=world.words["registration confirmed"])
    days = dt.timedelta(days=9)
    asks = [
        Item("content", "scale", f"The content{world.mark}", low=world.mark, high=world.mark),
        Item("way", "choice", f"Online?{world.mark}", options=(f"Yes{world.mark}", "No")),
        Item("words", "text", f"Anything else?{world.mark}"),
    ]
    facts = {"questions": written(asks), "anonymity": "choice", "intro": f"Thank you.{world.mark}"}
    open_form = FeedbackFormFactory(
        event=person.event, opened_at=at - days, closes_at=at + days, **facts
    )
    FeedbackAskedFactory(form=open_form, registration=person, asked_at=at - days)
    over = FeedbackFormFactory(
        event=Event.objects.get(slug=world.words["event held"]),
        opened_at=at - 2 * days, closes_at=at - days, **facts,
    )  # fmt: skip
    SpeakerFactory(
        session=SessionFactory(event=over.event, title=f"Practice{world.mark}"),
        name=f"Trainer{world.mark}",
        role=SpeakerRole.TRAINER,
        email=world.people["trainer"].email,
    )
    said = {"content": 4, "way": 0, "words": f"Good.{world.mark}"}
    FeedbackAnswerFactory.create_batch(5, form=over, answers=said)
    named = RegistrationFactory(event=over.event, name=f"Named{world.mark}")
    FeedbackAnswerFactory(form=over, answers=said, registration=named)
    FeedbackAskedFactory(form=over, registration=named, has_answered=True)
    world.words |= {
        "feedback link": token_of(person),
        "feedback link over": token_of(named),
    }


def make_event(world: World, name: str, **fields) -> Event:
    fields = {
        "title": f"Keeping the young out of crime: {name}{world.mark}",
        "slug": f"2027-01-01-{name.replace(' ', '-')}",
        "summary": f"What works, and **what does not**.{world.mark}",
        "contact": "events@example.eu",
        "languages": "en, fr",
    } | fields
    event = EventFactory(**fields)
    world.words[f"event {name}"] = event.slug
    return event


def add_events(world: World) -> None:
    ago = network_day(timezone.now()) - dt.timedelta(days=20)
    host = MemberState.objects.get(pk=world.words["presides"])
    board = Body.objects.get(pk="BOARD")
    public = make_event(
        world,
        "public",
        host=host,
        join_link="https://video.example/room",
        mode=Mode.IN_PERSON,
        shows_participants=True,
    )
    QuotaFactory(event=public, places=50)
    task = TaskFactory(code="WP-1", text=f"Hold a seminar{world.mark}")
    public.tasks.add(task)
    session = SessionFactory(event=public, title=f"Opening{world.mark}")
    SpeakerFactory(session=session, name=f"Eva Nováková{world.mark}", biography=world.mark)
    SpeakerFactory(
        session=session,
        name=world.people["trainer"].name,
        role=SpeakerRole.TRAINER,
        may_publish=True,
    )
    world.words |= {
        "session": str(session.uid),
        "task": task.code,
        "programme": task.goal.programme.slug,
    }
    full = make_event(world, "full", host=host)
    QuotaFactory(event=full, places=1)
    QuotaFactory(event=full, scope=QuotaScope.EACH_STATE, places=1)
    make_event(world, "hybrid", mode=Mode.HYBRID, needs_approval=True, kind=Kind.CONFERENCE)
    make_event(world, "network", visibility=Visibility.NETWORK, mode=Mode.ONLINE, city="", venue="")
    make_event(world, "board", visibility=Visibility.BODY, body=board, kind=Kind.MEETING)
    make_event(world, "invited", visibility=Visibility.ATTENDEES)
    make_event(world, "asked", visibility=Visibility.ATTENDEES, mode=Mode.HYBRID)
    make_event(world, "restricted", visibility=Visibility.RESTRICTED, host=host)
    make_event(world, "draft", state=State.DRAFT, published_at=None)
    make_event(world, "hosted draft", state=State.DRAFT, published_at=None, host=host)
    make_event(
        world,
        "cancelled",
        state=State.CANCELLED,
        cancelled_at=timezone.now(),
        cancel_reason=f"Nobody could come.{world.mark}",
    )
    series = Series.objects.create(title=f"Evenings{world.mark}", created_at=timezone.now())
    world.words["series"] = str(series.key)
    make_event(world, "first", series=series)
    make_event(world, "second", series=series, first_date=public.first_date + dt.timedelta(days=7))
    lead = make_event(world, "lead")
    make_event(world, "led", registers_with=lead, mode=Mode.HYBRID)
    make_event(world, "held", state=State.HELD, first_date=ago)
    make_event(world, "closed", state=State.CLOSED, first_date=ago, host=host)


def add_kinds(world: World) -> None:
    """Events of kinds with pages of their own, a speaker who was asked, and who pays."""
    at, office = timezone.now(), world.standing("secretariat")
    host = MemberState.objects.get(pk=world.words["presides"])
    source = FundingSourceFactory(name=f"Grant{world.mark}", statement=f"Paid.{world.mark}")
    focus = make_event(
        world, "focus", kind=Kind.FOCUS_DAY, host=host, takes_registrations=False, funding=source
    )
    for code in (world.words["state"], "GE"):
        ParticipationFactory(event=focus, country=code, activity=world.mark)
    external = make_event(
        world,
        "external",
        kind=Kind.EXTERNAL,
        state=State.HELD,
        visibility=Visibility.NETWORK,
        first_date=network_day(at) - dt.timedelta(days=20),
        takes_registrations=False,
    )
    external.representatives.add(world.people["nr"])
    make_event(world, "introduction", kind=Kind.INTRODUCTION, visibility=Visibility.NETWORK)
    seen = Speaker.objects.get(name=world.people["trainer"].name)
    seen.email = "trainer@example.eu"
    seen.save()
    services.change_speaker(
        seen,
        version=seen.version,
        photo=checked("me.png", png()),
        by=office,
        at=at,
    )
    seen = services.ask_for_consent(seen, by=office, at=at)
    world.words |= {
        "speaker": str(seen.key),
        "silent speaker": str(Speaker.objects.exclude(pk=seen.pk).first().key),
        "speaker link": token("events:own_speaker", seen.key, seen.link_generation),
        "funding": str(source.key),
    }


def add_questions(world: World) -> None:
    """Have the public event ask a bit of everything; nothing of it must be answered."""
    event = Event.objects.get(slug=world.words["event public"])
    asked = (
        Question(
            "workshop",
            "choice",
            f"Which workshop?{world.mark}",
            options=(
                Option("schools", f"Schools{world.mark}", 30),
                Option("clubs", "Sports clubs"),
            ),
        ),
        Question("cv", "file", "Your biography", help=world.mark),
        Question("train", "yes_no", "Do you come by train?", stage="confirmed"),
        Question("hours", "number", "How long is your way?", shown_if=Condition("train", "yes"),
                 stage="confirmed"),
        *blocks.questions("diet", stage="confirmed"),
    )  # fmt: skip
    by, at = world.standing("secretariat"), timezone.now()
    set_questions(event, schema=asked, by=by, at=at)


def add_documents(world: World) -> None:
    """Give the public event a document of each circle, and one that was removed again."""
    by, at = world.standing("secretariat"), timezone.now()
    right = Permission.objects.get(codename="read_restricted_papers")
    world.people["secretariat"].user_permissions.add(right)
    event = Event.objects.get(slug=world.words["event public"])
    owners = {"of session": ("events.session", world.words["session"])}
    circles = {
        "public": Visibility.PUBLIC,
        "network": Visibility.NETWORK,
        "attendees": Visibility.ATTENDEES,
        "restricted": Visibility.RESTRICTED,
        "removed": Visibility.PUBLIC,
        "of session": Visibility.PUBLIC,
    }
    for name, level in circles.items():
        label, key = owners.get(name, ("events.event", str(event.uid)))
        made = document(
            label,
            key,
            title=f"Paper {name}{world.mark}",
            note=f"What is new{world.mark}",
            visibility=level,
            by=by,
            at=at,
        )
        world.words[f"document {name}"] = str(made.key)
        if name == "removed":
            remove(made, by=by, at=at)
