"""What the harness does with the product's own code, in a process of its own.

python -m tests.endurance.inside DEED …   on the database of DATABASE_URL; answers in JSON
"""

import datetime as dt
import io
import json
import re
import sys
import uuid

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django has to be set up first
from django.core.management import call_command  # noqa: E402
from django.core.management.base import SystemCheckError  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

import certificates.services  # noqa: E402
from accounts.access import standing  # noqa: E402
from accounts.days import network_day  # noqa: E402
from accounts.enums import Category, Role, Visibility  # noqa: E402
from accounts.models import Notice, User  # noqa: E402
from events import selections, services  # noqa: E402
from events.emails import OWN_PAGE  # noqa: E402
from events.enums import Attending, Group, Kind, Mode  # noqa: E402
from events.models import Event, EventGroup, Mailing  # noqa: E402
from mail import links  # noqa: E402
from mail.enums import State  # noqa: E402
from mail.letters import Text  # noqa: E402
from mail.models import Letter, Report  # noqa: E402
from mail.services import write  # noqa: E402
from tests.endurance.board import (  # noqa: E402
    board,
    devices,
    due_of_procedures,
    ended,
    procedure,
    proved,
    working_morning,
)
from tests.endurance.teaching import wanted  # noqa: E402
from tests.factories.accounts import MandateFactory, UserFactory  # noqa: E402
from tests.factories.events import (  # noqa: E402
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)


def event(places, days="21"):
    """Publish a public seminar with so many places; 0 is without a number."""
    at = timezone.now()
    nobody = standing(None, at)
    day = network_day(at) + dt.timedelta(days=int(days))
    drafted = services.draft_event(
        once=uuid.uuid4(),
        by=nobody,
        at=at,
        kind=Kind.SEMINAR,
        title="Seminar of the storm",
        visibility=Visibility.PUBLIC,
        mode=Mode.IN_PERSON,
        city="Brussels",
        venue="Residence Palace",
        first_date=day,
        last_date=day,
        starts_time=dt.time(9, 30),
        ends_time=dt.time(16, 30),
    )
    published = services.publish_event(drafted, by=nobody, at=at)
    if int(places):
        services.set_places(
            published, total=int(places), each_state=None, by_state={}, by=nobody, at=at
        )
    return {"slug": published.slug}


def mixed_event(number):
    """Publish a hybrid seminar with numbers of every scope, in proportion to who comes."""
    at = timezone.now()
    nobody = standing(None, at)
    published = Event.objects.get(slug=event(0)["slug"])
    Event.objects.filter(pk=published.pk).update(mode=Mode.HYBRID)
    sessions = {
        title: services.save_session(
            published,
            session=None,
            speakers=[],
            by=nobody,
            at=at,
            title=title,
            date=published.first_date,
            starts_time=dt.time(10),
            ends_time=dt.time(12),
        )
        for title in ("Schools", "Streets")
    }
    size = int(number)
    numbers = {
        "total": size * 4 // 10,
        "each state": size // 20,
        "each state member": size // 50,
        "group participant": size * 3 // 10,
        "way in_person": size * 3 // 10,
        "session Schools": size // 10,
        "session Streets": size // 8,
    }
    services.set_places(
        published,
        total=numbers["total"],
        each_state=numbers["each state"],
        by_state={},
        each_state_in={Group.MEMBER: numbers["each state member"]},
        by_group={Group.PARTICIPANT: numbers["group participant"]},
        by_attending={Attending.IN_PERSON: numbers["way in_person"]},
        by_session={one.pk: numbers[f"session {title}"] for title, one in sessions.items()},
        groups=[EventGroup(group=group, offered=True) for group in ("participant", "member")],
        by=nobody,
        at=at,
    )
    uids = [str(one.uid) for one in sessions.values()]
    return {"slug": published.slug, "sessions": uids, "numbers": numbers}


def links_of(slug, state):
    """Return the tokens of the own pages of everybody in a state, in order of arrival."""
    found = Event.objects.get(slug=slug).registrations.filter(state=state).order_by("arrival")
    return [links.token(OWN_PAGE, one.key, one.link_generation) for one in found]


def people(slug, number):
    """Register so many people one after the other; return their addresses and tokens."""
    at = timezone.now()
    notice = Notice.objects.in_force(at)
    found = []
    for one in range(1, int(number) + 1):
        registration = services.register(
            Event.objects.get(slug=slug),
            once=uuid.uuid4(),
            name=f"Person {one}",
            email=f"person.{one}@storm.example",
            organisation="",
            country="LV",
            category=Category.PRACTITIONER,
            attending=Attending.IN_PERSON,
            notice=notice,
            by=standing(None, at),
            at=at,
        )
        token = links.token(OWN_PAGE, registration.key, registration.link_generation)
        found.append({"email": registration.email, "token": token})
    return found


def letters(number, *poison):
    """Write so many plain letters; a poisoned one among them has an address no header can hold."""
    at = timezone.now()
    for one in range(int(number)):
        text = Text(subject=f"Letter {one}", paragraphs=["One of many."])
        write(text, to=f"reader.{one}@storm.example", at=at)
    if poison:
        Letter.objects.filter(to="reader.7@storm.example").update(to="reader.7@sto\u2028rm.example")
    return {"letters": Letter.objects.count()}


def mailing(number):
    """Let a letter to so many people leave in five minutes."""
    at = timezone.now()
    nobody = standing(None, at)
    about = Event.objects.get(slug=event(0)["slug"])
    for one in range(int(number)):
        RegistrationFactory(event=about, name=f"Person {one}", email=f"person.{one}@storm.example")
    drafted = services.draft_mailing(
        about,
        once=uuid.uuid4(),
        by=nobody,
        at=at,
        subject="News of {event}",
        text="Dear {name},\n\nyou are {state}: {link}",
        selection={"audience": "registered"},
    )
    seen = selections.mark(selections.people(about, selections.read(drafted.selection)))
    sent = services.send_mailing(drafted, version=1, seen=seen, by=nobody, at=at)
    return {"key": str(sent.key), "people": sent.job.total}


def batches(people, number, *, mails=True):
    """Begin so many batches over the same people, who sat through a training of yesterday."""
    at = timezone.now()
    yesterday = network_day(at) - dt.timedelta(days=1)
    training = EventFactory(kind=Kind.TRAINING, first_date=yesterday)
    sessions = [
        SessionFactory(event=training, starts_time=dt.time(hour), ends_time=dt.time(hour + 3))
        for hour in (9, 14)
    ]
    rows = [
        RegistrationFactory(event=training, name=f"Person {n}", email=f"person.{n}@storm.example")
        for n in range(int(people))
    ]
    for row in rows:
        for session in sessions:
            AttendanceFactory(registration=row, session=session)
    for _ in range(int(number)):
        certificates.services.begin_batch(
            training, rows, mails=mails, once=uuid.uuid4(), by=standing(None, at), at=at
        )
    return {"slug": training.slug}


def told(statements):
    """Tell the database what the product never would."""
    with connection.cursor() as cursor:
        for statement in json.loads(statements):
            cursor.execute(statement)


def stop_mailing(key):
    """Stop a letter to many a second before its five minutes are over."""
    found = Mailing.objects.get(key=key)
    at = found.starts_at - dt.timedelta(seconds=1)
    services.stop_mailing(found, by=standing(None, at), at=at)
    return {"stopped": key}


def due(number):
    """Leave something to do for everything that falls due on a working day at ten."""
    morning = working_morning()
    due_of_procedures(morning)
    letters(number)
    write(
        Text(subject="Nobody there", paragraphs=["It comes back."]),
        to="nobody@storm.example",
        at=timezone.now(),
    )
    for _ in range(3):
        held = Event.objects.get(slug=event(0)["slug"])
        held.first_date = held.last_date = network_day(timezone.now()) - dt.timedelta(days=3)
        held.save()
    batches(20, 2, mails=False)
    for one in range(5):
        at = timezone.now()
        back = write(
            Text(subject=f"Returned {one}", paragraphs=["It came back."]),
            to=f"returned.{one}@storm.example",
            at=at,
        )
        Letter.objects.filter(pk=back.pk).update(state=State.SENT, sent_at=at, attempts=1)
        Report.objects.create(
            provider="postmark",
            event_id=f"report-{one}",
            event="bounced",
            reason="bounced",
            recipient=back.to,
            provider_id=back.message_id,
            received_at=at,
        )
    return {"at": morning.isoformat()}


def weak():
    """Weaken the database in each way that loses acknowledged deeds; return what ``check`` says."""
    said, options = {}, connection.settings_dict["OPTIONS"]
    strong = dict(options)
    for what, name, weaker in (
        ("as it is", "timeout", strong["timeout"]),
        ("synchronous=NORMAL", "init_command", strong["init_command"].replace("FULL", "NORMAL")),
        ("journal_mode=DELETE", "init_command", strong["init_command"].replace("WAL", "DELETE")),
        ("foreign_keys=OFF", "init_command", strong["init_command"].replace("keys=ON", "keys=OFF")),
        ("deferred transactions", "transaction_mode", "DEFERRED"),
        ("no patience", "timeout", 0.1),
    ):
        connection.close()
        options.update(strong | {name: weaker})
        try:
            call_command("check", stdout=io.StringIO())
            said[what] = "in order"
        except SystemCheckError as error:
            said[what] = re.findall(r"config\.E\d+", str(error))
    return said


def officer():
    """Make somebody of the Secretariat, and sign in; who it is is proved this minute."""
    user = UserFactory(email="officer@storm.example")
    MandateFactory(user=user, role=Role.SECRETARIAT)
    return proved(user.email)


def cookies(*addresses):
    """Sign people in; return the session cookie of each."""
    found = {}
    for address in addresses:
        client = Client()
        client.force_login(User.objects.get(email=address), settings.AUTHENTICATION_BACKENDS[0])
        found[address] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


DEEDS = {
    deed.__name__: deed
    for deed in (
        event,
        mixed_event,
        links_of,
        people,
        letters,
        mailing,
        batches,
        told,
        stop_mailing,
        due,
        weak,
        officer,
        cookies,
        board,
        procedure,
        devices,
        ended,
        wanted,
    )
}

if __name__ == "__main__":
    print(json.dumps(DEEDS[sys.argv[1]](*sys.argv[2:])))  # noqa: T201  # its one answer
