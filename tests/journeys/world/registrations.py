"""Those who come to events of the small house: registered, invited, at the door."""

import uuid

from django.utils import timezone

from accounts import access
from accounts.enums import Category
from accounts.models import Notice, Seat
from accounts.steps import By
from events import attendance, door, services
from events.attendance_lists import Person
from events.enums import Approver, Attending, Mode, Presence, RegistrationState
from events.invitations import Guest
from events.models import Event, Registration, Session
from events.services.answers import keep
from mail.links import token
from tests.documents.files import checked
from tests.factories.events import AttendanceFactory, QuotaFactory
from tests.journeys.world.events import make_event
from tests.journeys.world.people import NAMES, World


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


def add_registrations(world: World) -> None:
    for name, made in {
        "confirmed": register(world, "public", "Berta Bērziņa", country=world.words["state"]),
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
    late = Registration.objects.get(key=world.words["registration confirmed"])
    AttendanceFactory(
        registration=late,
        session=Session.objects.get(uid=world.words["session"]),
        presence=Presence.PARTIAL,
        minutes=30,
        note=f"Came late.{world.mark}",
        recorded_by=by.user,
    )
    withdrawn = Registration.objects.get(key=world.words["registration withdrawn"])
    services.withdraw(withdrawn, by=by, as_=By.SECRETARIAT, at=at)
    cancelled = Registration.objects.get(key=world.words["registration cancelled"])
    services.cancel_registration(cancelled, reason=f"A double.{world.mark}", by=by, at=at)
    waiting = register(world, "hybrid", "Gudrun Šimková", country="CZ")
    Registration.objects.filter(pk=waiting.pk).update(state=RegistrationState.PENDING)
    world.words["registration pending"] = str(waiting.key)


def add_attendance_lists(world: World) -> None:
    """Take a list in that knows one who is registered and one who is not."""
    session = Session.objects.get(uid=world.words["session"])
    hours = ((session.starts_at, session.ends_at),)
    made = services.take_in(
        session.event,
        [
            Person(f"Berta Bērziņa{world.mark}", "", hours),
            Person(f"Nobody{world.mark}", "nobody@example.org", hours, role=world.mark),
        ],
        once=uuid.uuid4(),
        session=None,
        file_name=f"list{world.mark}.csv",
        by=world.standing("secretariat"),
        at=timezone.now(),
    )
    world.words["list"] = str(made.key)


def add_door(world: World) -> None:
    """Let helpers to the door with a link, made anew since somebody passed it on."""
    event = Event.objects.get(slug=world.words["event public"])
    for word in ("door link over", "door link"):
        services.make_door_link(event, by=world.standing("secretariat"), at=timezone.now())
        world.words[word] = door.token_of(attendance.terms_of(event))


def add_places(world: World) -> None:
    """One whom a state approves, an offered place, one that is passed on, a wish for a change."""
    by, at = world.standing("secretariat"), timezone.now()
    make_event(world, "by states", needs_approval=True, approver=Approver.STATE)
    offers = make_event(world, "offers", offer_hours=48)
    QuotaFactory(event=offers, places=1)
    late = make_event(world, "late", mode=Mode.HYBRID)
    made = {
        "to approve": register(world, "by states", "Ineta Kļava", country=world.words["state"]),
        "passing on": register(world, "by states", "Jean Noël", country="FR"),
        "gives back": register(world, "offers", "Kwame Ó Dálaigh"),
        "offered": register(world, "offers", "Ľubica Novotná"),
        "wishes": register(world, "late", "Miłosz Żuk", country="PL"),
    }
    for name, one in made.items():
        world.words |= {
            f"registration {name}": str(one.key),
            f"link {name}": token("events:own_registration", one.key, one.link_generation),
        }
    Registration.objects.filter(pk=made["to approve"].pk).update(state=RegistrationState.PENDING)
    services.pass_on(
        made["passing on"],
        once=uuid.uuid4(),
        name=f"Noël Jean{world.mark}",
        email="noel@example.eu",
        organisation=world.mark,
        by=access.Standing(user=None, at=at),
        as_=By.PERSON,
        at=at,
    )
    services.withdraw(made["gives back"], by=by, as_=By.SECRETARIAT, at=at)
    Event.objects.filter(pk=late.pk).update(registration_closes_at=at)
    wish = services.change_or_ask(
        made["wishes"],
        version=made["wishes"].version,
        name=made["wishes"].name,
        organisation=made["wishes"].organisation,
        country=made["wishes"].country,
        category=made["wishes"].category,
        attending=Attending.ONLINE,
        note=f"The train.{world.mark}",
        by=by,
        at=at,
    )
    world.words["wish"] = str(wish.key)


def add_invitations(world: World) -> None:
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


def add_answers(world: World) -> None:
    """Have one registrant answer it all."""
    registration = Registration.objects.get(key=world.words["registration confirmed"])
    said = {
        "workshop": "schools",
        "cv": checked("biography.pdf"),
        "train": True,
        "hours": "3.5",
        "diet_consent": True,
        "diet": ["halal"],
        "diet_other": f"No celery{world.mark}",
    }
    keep(registration, answers=said, at=timezone.now())
