"""One small house with people of every role in it, events of every kind and what came of them."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.contrib.auth.models import Permission
from django.utils import timezone

import calendars.services
import jobs.work
import procedures.services
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
from calendars.enums import Scope
from calendars.links import PURPOSE
from certificates import links
from certificates.enums import ItemState
from certificates.enums import State as CertificateState
from certificates.models import Batch, Correction, Override
from certificates.services.batches import LABEL as LABEL_OF_BATCHES
from documents.services import remove
from events import attendance, blocks, door, selections, services
from events.attendance_lists import Person
from events.enums import (
    Approver,
    Attending,
    Kind,
    Mode,
    Presence,
    QuotaScope,
    RegistrationState,
    SpeakerRole,
    State,
)
from events.feedback import Item, written
from events.invitations import Guest
from events.models import Event, Registration, Series, Session, Speaker
from events.questions import Condition, Option, Question
from events.respondents import token_of
from events.services.answers import keep
from events.services.questions import set_questions
from jobs.services import beat
from mail.enums import State as LetterState
from mail.letters import Text
from mail.links import token
from mail.models import Letter
from mail.services import send_due, write
from procedures.models import VotingRule
from procedures.models.procedure import LABEL
from procedures.presets import DEFAULT
from tests.documents.files import checked, png
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.certificates import certificate
from tests.factories.decisions import decision
from tests.factories.documents import document
from tests.factories.events import (
    AttendanceFactory,
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
from tests.factories.mail import LetterFactory
from tests.factories.mailings import AnnouncementFactory
from tests.factories.programme import TaskFactory
from tests.factories.reference import load_reference
from tests.journeys import minuted, prepared, suggested, taught

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
    _kinds(world)
    _questions(world)
    _registrations(world)
    _attendance_lists(world)
    _door(world)
    _places(world)
    _answers(world)
    _documents(world)
    _invitations(world)
    _mailings(world)
    _letters(world)
    _feedback(world)
    _decisions(world)
    _procedures(world)
    taught.add_to(world)
    suggested.add_to(world)
    prepared.add_to(world)
    minuted.add_to(world)
    _certificates(world)
    _feeds(world)
    beat("a worker", at=timezone.now())
    return world


def _feeds(world: World) -> None:
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


def _feedback(world: World) -> None:
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


def _decisions(world: World) -> None:
    """Enter a decision that everybody may know, and one for the Network alone."""
    at = timezone.now()
    public, _inside = (
        decision(title=f"What was decided{world.mark}", visibility=visibility, at=at)
        for visibility in (Visibility.PUBLIC, Visibility.NETWORK)
    )
    world.words["decision"] = public.number


def _certificates(world: World) -> None:
    """Give somebody a certificate in its second version, a wish about it, and work under way."""
    at = timezone.now()
    person = Registration.objects.get(key=world.words["registration confirmed"])
    replaced = certificate(person, at=at)
    stands = certificate(person, at=at)
    revoked = certificate(
        Registration.objects.get(key=world.words["registration withdrawn"]),
        state=CertificateState.REVOKED,
        at=at,
        reason=f"The place was given up.{world.mark}",
    )
    wish = Correction.objects.create(
        certificate=stands, name=f"Berta{world.mark}", note=world.mark, asked_at=at
    )
    batch = Batch.objects.create(
        event=person.event, begun_at=at, begun_by=world.people["secretariat"]
    )
    batch.items.create(registration=person, state=ItemState.DONE, certificate=stands)
    jobs.work.create(LABEL_OF_BATCHES, about=str(batch.key), total=1, not_before=at, at=at)
    Override.objects.create(
        registration=person,
        earns=True,
        reason=f"Taught.{world.mark}",
        decided_at=at,
        decided_by=world.people["secretariat"],
    )
    world.words |= {
        "code": links.token_of(stands),
        "code replaced": links.token_of(replaced),
        "code revoked": links.token_of(revoked),
        "year of certificate": str(person.event.first_date.year),
        "certificate": str(stands.key),
        "certificate replaced": str(replaced.key),
        "certificate revoked": str(revoked.key),
        "correction": str(wish.key),
        "batch": str(batch.key),
    }


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
        "observer place": f"o{Seat.objects.get(body='BOARD', votes=False).organisation_id}",
        "term": str(PresidencyTerm.objects.on(today).pk),
        "first day of term": PresidencyTerm.objects.on(today).starts.isoformat(),
        "first day of own term": PresidencyTerm.objects.filter(member_state=state, ends__gte=today)
        .earliest("starts")
        .starts.isoformat(),
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
    series = Series.objects.create(title=f"Evenings{world.mark}", created_at=timezone.now())
    world.words["series"] = str(series.key)
    _event(world, "first", series=series)
    _event(world, "second", series=series, first_date=public.first_date + dt.timedelta(days=7))
    lead = _event(world, "lead")
    _event(world, "led", registers_with=lead, mode=Mode.HYBRID)
    _event(world, "held", state=State.HELD, first_date=ago)
    _event(world, "closed", state=State.CLOSED, first_date=ago, host=host)


def _kinds(world: World) -> None:
    """Events of kinds with pages of their own, a speaker who was asked, and who pays."""
    at, office = timezone.now(), world.standing("secretariat")
    host = MemberState.objects.get(pk=world.words["presides"])
    source = FundingSourceFactory(name=f"Grant{world.mark}", statement=f"Paid.{world.mark}")
    focus = _event(
        world, "focus", kind=Kind.FOCUS_DAY, host=host, takes_registrations=False, funding=source
    )
    for code in (world.words["state"], "GE"):
        ParticipationFactory(event=focus, country=code, activity=world.mark)
    external = _event(
        world,
        "external",
        kind=Kind.EXTERNAL,
        state=State.HELD,
        visibility=Visibility.NETWORK,
        first_date=network_day(at) - dt.timedelta(days=20),
        takes_registrations=False,
    )
    external.representatives.add(world.people["nr"])
    _event(world, "introduction", kind=Kind.INTRODUCTION, visibility=Visibility.NETWORK)
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


def _attendance_lists(world: World) -> None:
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


def _door(world: World) -> None:
    """Let helpers to the door with a link, made anew since somebody passed it on."""
    event = Event.objects.get(slug=world.words["event public"])
    for word in ("door link over", "door link"):
        services.make_door_link(event, by=world.standing("secretariat"), at=timezone.now())
        world.words[word] = door.token_of(attendance.terms_of(event))


def _places(world: World) -> None:
    """One whom a state approves, an offered place, one that is passed on, a wish for a change."""
    by, at = world.standing("secretariat"), timezone.now()
    _event(world, "by states", needs_approval=True, approver=Approver.STATE)
    offers = _event(world, "offers", offer_hours=48)
    QuotaFactory(event=offers, places=1)
    late = _event(world, "late", mode=Mode.HYBRID)
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


def _mailings(world: World) -> None:
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


def _questions(world: World) -> None:
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


def _answers(world: World) -> None:
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


def _documents(world: World) -> None:
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


def _procedures(world: World) -> None:
    """A draft, one that runs with a reply in it, one that has ended, and their rule."""
    now = timezone.now()
    by = world.standing("secretariat")
    procedures.services.lay_out_rules(at=now)
    rule = VotingRule.objects.get(preset=DEFAULT)
    world.words["rule"] = str(rule.key)
    for name, launched in (
        ("draft", None),
        ("running", now - dt.timedelta(days=2)),
        ("ended", now - dt.timedelta(days=40)),
    ):
        made = procedures.services.draft(
            once=uuid.uuid4(),
            by=by,
            at=launched or now,
            title=f"Procedure {name}{world.mark}",
            question=f"Does the Board agree?{world.mark}",
            body=Body.objects.get(pk="BOARD"),
            rule=rule,
        )
        world.words[f"procedure {name}"] = made.reference
        paper = document(LABEL, str(made.key), title=f"Paper {name}{world.mark}", by=by)
        world.words[f"paper {name}"] = str(paper.key)
        if launched:
            procedures.services.launch(made, version=made.version, by=by, at=launched)
            at = launched + dt.timedelta(days=1)
            procedures.services.cast(
                made.ballots.get(member_state=world.words["state"]),
                choice="for",
                statement=f"A statement{world.mark}",
                by=access.standing(world.people["nr"], at),
                at=at,
            )
    procedures.services.close_due(at=now)


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
