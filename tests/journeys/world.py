"""One small house with people of every role in it, events of every kind and what came of them."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.utils import timezone

from accounts import access
from accounts.days import network_day
from accounts.enums import Category, Role, Visibility
from accounts.models import (
    Body,
    Holiday,
    MemberState,
    Notice,
    Organisation,
    PresidencyTerm,
    Seat,
    User,
)
from accounts.services.reference import COMMISSION
from accounts.steps import By
from events import services
from events.enums import Attending, Kind, Mode, QuotaScope, RegistrationState, SpeakerRole, State
from events.invitations import Guest
from events.models import Event, Registration
from jobs.services import beat
from mail.enums import State as LetterState
from mail.links import token
from mail.models import Letter
from mail.services import send_due
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory, QuotaFactory, SessionFactory, SpeakerFactory
from tests.factories.mail import LetterFactory
from tests.factories.programme import TaskFactory
from tests.factories.reference import load_reference

NAMES = {
    "attendee": "Ānna Kalniņa",
    "nr": "Mārtiņš Ozols",
    "substitute": "Ελένη Παπαδοπούλου",
    "presidency": "Siobhán Ní Bhriain",
    "secretariat": "Петя Димитрова",
    "commission": "Giulia Rossi",
    "trainer": "Jürgen Müller-Lüdenscheidt",
    "administrator": "Zoë Ångström",
}


@dataclass
class World:
    """The people by role, and what the words in addresses stand for."""

    people: dict[str, User | None] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    mark: str = ""

    def word(self, name: str) -> str:
        """What a word of an address stands for here; a word unknown stands for itself."""
        return self.words.get(name, name)

    def standing(self, role: str) -> access.Standing:
        """The standing of a role's person now."""
        return access.standing(self.people[role], timezone.now())


def build(mark: str = "") -> World:
    """Make it all; ``mark`` is added to every text that a person might have typed."""
    load_reference()
    world = World(mark=mark)
    _people(world)
    _events(world)
    _registrations(world)
    _invitations(world)
    _letters(world)
    beat("a worker", at=timezone.now())
    return world


def _people(world: World) -> None:
    today = network_day(timezone.now())
    presides = PresidencyTerm.objects.on(today).member_state
    state = MemberState.objects.exclude(pk=presides.pk).get(
        pk="LV" if presides.pk != "LV" else "EE"
    )
    mandates = {
        "nr": {"role": Role.NR, "member_state": state},
        "substitute": {"role": Role.SUBSTITUTE, "member_state": state},
        "presidency": {"role": Role.PRESIDENCY, "member_state": presides},
        "secretariat": {"role": Role.SECRETARIAT},
        "commission": {
            "role": Role.OBSERVER,
            "organisation": Organisation.objects.get(name=COMMISSION),
        },
        "administrator": {"role": Role.ADMINISTRATOR},
    }
    world.people["visitor"] = None
    for role, name in NAMES.items():
        user = UserFactory(
            name=name + world.mark, email=f"{role}@example.eu", password="Correct horse battery"
        )
        world.people[role] = user
        if role in mandates:
            mandate = MandateFactory(user=user, **mandates[role])
            world.words[f"mandate of {role}"] = str(mandate.pk)
        world.words[f"person {role}"] = str(user.key)
    gone = UserFactory(name=f"Left Long-Ago{world.mark}", email="gone@example.eu")
    User.objects.filter(pk=gone.pk).update(is_active=False, closed_at=timezone.now())
    holiday = Holiday.objects.filter(date__gt=today).first() or Holiday.objects.last()
    world.words |= {
        "person gone": str(gone.key),
        "state": state.pk,
        "presides": presides.pk,
        "seat": str(Seat.objects.filter(body="BOARD").first().pk),
        "term": str(PresidencyTerm.objects.on(today).pk),
        "holiday": str(holiday.pk),
        "notice": Notice.objects.in_force(timezone.now()).version,
        "nobody": "00000000-0000-4000-8000-000000000000",
        "provider": "none",
    }


def _event(world: World, name: str, **fields) -> Event:
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


def _events(world: World) -> None:
    ago = network_day(timezone.now()) - dt.timedelta(days=20)
    host = MemberState.objects.get(pk=world.words["presides"])
    board = Body.objects.get(pk="BOARD")
    public = _event(
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
    full = _event(world, "full", host=host)
    QuotaFactory(event=full, places=1)
    QuotaFactory(event=full, scope=QuotaScope.EACH_STATE, places=1)
    _event(world, "hybrid", mode=Mode.HYBRID, needs_approval=True, kind=Kind.CONFERENCE)
    _event(world, "network", visibility=Visibility.NETWORK, mode=Mode.ONLINE, city="", venue="")
    _event(world, "board", visibility=Visibility.BODY, body=board, kind=Kind.MEETING)
    _event(world, "invited", visibility=Visibility.ATTENDEES)
    _event(world, "asked", visibility=Visibility.ATTENDEES, mode=Mode.HYBRID)
    _event(world, "restricted", visibility=Visibility.RESTRICTED, host=host)
    _event(world, "draft", state=State.DRAFT, published_at=None)
    _event(world, "hosted draft", state=State.DRAFT, published_at=None, host=host)
    _event(
        world,
        "cancelled",
        state=State.CANCELLED,
        cancelled_at=timezone.now(),
        cancel_reason=f"Nobody could come.{world.mark}",
    )
    _event(world, "held", state=State.HELD, first_date=ago)
    _event(world, "closed", state=State.CLOSED, first_date=ago, host=host)


def register(
    world: World, event: str, name: str, *, email: str = "", country: str = "LV"
) -> Registration:
    """Register somebody for one of the events, on their behalf."""
    return services.register(
        Event.objects.get(slug=world.words[f"event {event}"]),
        once=uuid.uuid4(),
        name=name + world.mark,
        email=email or f"guest.{Registration.objects.count()}@example.eu",
        organisation=f"Iekšlietu ministrija{world.mark}",
        country=country,
        category=Category.POLICYMAKER,
        attending=Attending.IN_PERSON,
        notice=Notice.objects.in_force(timezone.now()),
        by=world.standing("secretariat"),
        at=timezone.now(),
        on_behalf=True,
    )


def _registrations(world: World) -> None:
    for name, made in {
        "confirmed": register(world, "public", "Berta Bērziņa"),
        "own": register(world, "public", NAMES["attendee"], email="attendee@example.eu"),
        "nr's": register(world, "board", NAMES["nr"], email="nr@example.eu"),
        "invited": register(world, "invited", NAMES["attendee"], email="attendee@example.eu"),
        "holds": register(world, "full", "Cees van 't Hoff", country="NL"),
        "waiting": register(world, "full", "Dáithí Ó Sé", country="IE"),
        "withdrawn": register(world, "public", "Éva Szűcs", country="HU"),
        "cancelled": register(world, "public", "Fatima Żak", country="PL"),
    }.items():
        world.words |= {
            f"registration {name}": str(made.key),
            f"link {name}": token("events:own_registration", made.key, made.link_generation),
        }
    by, at = world.standing("secretariat"), timezone.now()
    withdrawn = Registration.objects.get(key=world.words["registration withdrawn"])
    services.withdraw(withdrawn, by=by, as_=By.SECRETARIAT, at=at)
    cancelled = Registration.objects.get(key=world.words["registration cancelled"])
    services.cancel_registration(cancelled, reason=f"A double.{world.mark}", by=by, at=at)
    waiting = register(world, "hybrid", "Gudrun Šimková", country="CZ")
    Registration.objects.filter(pk=waiting.pk).update(state=RegistrationState.PENDING)
    world.words["registration pending"] = str(waiting.key)


def _invitations(world: World) -> None:
    """Invite the representative for the seat, somebody by address, an institution; and suggest."""
    by, at = world.standing("secretariat"), timezone.now()
    event = Event.objects.get(slug=world.words["event asked"])
    seat = Seat.objects.filter(body="BOARD", member_state=world.words["state"]).first()
    nr = world.people["nr"]
    people = [
        Guest(nr.email, nr.name, kind="seat", seat=seat.pk, user=nr.pk),
        Guest("guest@example.eu", f"Hanna Gast{world.mark}"),
        Guest("gone.guest@example.eu", f"Ivo Gone{world.mark}"),
    ]
    words = {"group": "participant", "note_to_them": f"Do come.{world.mark}", "by": by, "at": at}
    made = services.invite(event, once=uuid.uuid4(), people=people, **words)
    (prepared,) = services.invite(
        Event.objects.get(slug=world.words["event public"]),
        once=uuid.uuid4(),
        people=[Guest("prepared@example.eu", f"Jana Prep{world.mark}")],
        prepare=True,
        **words,
    )
    services.revoke_invitation(made[2], reason=f"A mistake.{world.mark}", by=by, at=at)
    for name, one in zip(
        ("of seat", "guest", "revoked", "prepared"), [*made, prepared], strict=True
    ):
        world.words |= {
            f"invitation {name}": str(one.key),
            f"invitation link {name}": token("events:invitation", one.key, 1),
        }
    suggestion = services.suggest_institution(
        Event.objects.get(slug=world.words["event public"]),
        once=uuid.uuid4(),
        name=f"Institute{world.mark}",
        email="institute@example.org",
        why=f"They know.{world.mark}",
        by=world.standing("nr"),
        at=at,
    )
    world.words["suggestion"] = str(suggestion.key)


def _letters(world: World) -> None:
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
