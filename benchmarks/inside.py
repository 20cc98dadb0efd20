"""What is measured with the product's own code, in a process of its own; answers in JSON.

python -m benchmarks.inside statements SLUG
python -m benchmarks.inside mailing KEY
python -m benchmarks.inside certificates NUMBER
python -m benchmarks.inside checks
python -m benchmarks.inside launches NUMBER
python -m benchmarks.inside of_procedures REFERENCE
python -m benchmarks.inside matching TRAINERS REQUESTS
python -m benchmarks.inside board REQUESTS
python -m benchmarks.inside agenda ITEMS
python -m benchmarks.inside reads NUMBER
"""

import datetime as dt
import io
import json
import random
import statistics
import sys
import time
import uuid
import zipfile

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django has to be set up first
from django.core.cache import caches  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.access import standing  # noqa: E402
from accounts.enums import Role, Visibility  # noqa: E402
from accounts.models import Body, User  # noqa: E402
from certificates import files, links  # noqa: E402
from certificates.enums import Found  # noqa: E402
from certificates.making import made  # noqa: E402
from certificates.sealing import announced, examine  # noqa: E402
from events.models import Event, Mailing  # noqa: E402
from events.services import run_mailings  # noqa: E402
from mail.models import Letter  # noqa: E402
from procedures import services  # noqa: E402
from procedures.models import Ballot, Procedure, VotingRule  # noqa: E402
from procedures.presets import DEFAULT  # noqa: E402
from tests.certificates.facts import URL, facts  # noqa: E402
from tests.certificates.training import participant  # noqa: E402
from tests.factories.accounts import MandateFactory, SeatFactory  # noqa: E402
from tests.factories.agendas import AgendaFactory, AgendaItemFactory  # noqa: E402
from tests.factories.calendars import FeedFactory, feed_address  # noqa: E402
from tests.factories.certificates import certificate  # noqa: E402
from tests.factories.documents import document  # noqa: E402
from tests.factories.events import EventFactory, RegistrationFactory  # noqa: E402
from tests.factories.trainings import (  # noqa: E402
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
)
from tests.queries import counted  # noqa: E402
from tests.trainings.many import many  # noqa: E402
from trainers.models import Availability  # noqa: E402
from trainings import suggesting  # noqa: E402
from trainings.models import DateWindow, TrainingRequest  # noqa: E402

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def statements(slug):
    """Count the statements of a page of an event and of the list, for a visitor and a member."""
    connection.force_debug_cursor = True
    visitor, member = (Client(headers={"host": "localhost"}) for _ in range(2))
    member.force_login(User.objects.order_by("pk")[0], BACKEND)
    found = {}
    for who, client in (("visitor", visitor), ("member", member)):
        for what, path in (("event", f"/events/{slug}/"), ("list", "/events/")):
            client.get(path)  # what is kept between requests is kept now
            found[f"{what}, {who}"] = counted(lambda client=client, path=path: client.get(path))
    return found


def mailing(key):
    """Write a letter to many whose five minutes are over; return what it took."""
    at = Mailing.objects.get(key=key).starts_at
    began, cpu = time.perf_counter(), time.process_time()
    number = counted(lambda: run_mailings(at=at))
    return {
        "seconds": round(time.perf_counter() - began, 2),
        "cpu_ms": round((time.process_time() - cpu) * 1000 / Letter.objects.count(), 2),
        "letters": Letter.objects.count(),
        "statements": round(number / Letter.objects.count(), 2),
    }


def certificates(number):
    """Draw, seal and zip certificates; return what it took, the fonts and the key included."""
    at = timezone.now()
    began, cpu = time.perf_counter(), time.process_time()
    seal, together = announced(), io.BytesIO()
    with zipfile.ZipFile(together, "w") as archive:
        for one in range(int(number)):
            named = {"number": f"EUCPN-2026-{one:06}", "name": f"Zoë Vandenbroucke-Nguyễn {one}"}
            archive.writestr(f"{one}.pdf", made(facts(seal=seal, **named), url=URL, at=at))
    took = {
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "seconds": round(time.perf_counter() - began, 2),
    }
    with zipfile.ZipFile(together) as archive:
        intact = sum(examine(archive.read(name)).is_intact for name in archive.namelist())
    return {**took, "intact": intact, "kb": len(together.getvalue()) // int(number) // 1000}


def checks():
    """Count the statements of the page that checks a certificate, and of a file sent to it."""
    connection.force_debug_cursor = True
    issued = certificate(participant())
    page = f"/verify/{links.token_of(issued)}/"
    visitor, office = (Client(headers={"host": "localhost"}) for _ in range(2))
    office.force_login(MandateFactory(role=Role.SECRETARIAT).user, BACKEND)

    def send():
        return visitor.post(page, {"file": io.BytesIO(files.kept(issued))})

    asked = {
        "page, visitor": lambda: visitor.get(page),
        "page, signed in": lambda: office.get(page),
        "unknown, visitor": lambda: visitor.get(f"/verify/{'A' * 32}/"),
        "file": send,
    }
    for call in asked.values():
        call()  # what is kept between requests is kept now
    found = {what: counted(call) for what, call in asked.items()}
    return {**found, "as issued": str(Found.AS_ISSUED.label) in send().content.decode()}


def launches(number):
    """Launch so many procedures of the Board; return what one takes."""
    services.lay_out_rules(at=timezone.now())
    rule, took, statements_ = VotingRule.objects.get(preset=DEFAULT), [], set()
    for one in range(int(number)):
        at = timezone.now()
        by = standing(None, at)
        made = services.draft(
            once=uuid.uuid4(),
            by=by,
            at=at,
            title=f"Procedure {one}",
            question="Does the Board agree?",
            body=Body.objects.get(pk="BOARD"),
            rule=rule,
        )
        began = time.perf_counter()
        statements_.add(counted(lambda: services.launch(made, version=1, by=by, at=at)))  # noqa: B023
        took.append(time.perf_counter() - began)
    seats = Ballot.objects.filter(procedure=made).count()
    return {
        "p50_ms": round(statistics.median(took) * 1000, 1),
        "seats": seats,
        "letters": Letter.objects.count() // int(number),
        "statements": max(statements_),
    }


def of_procedures(reference):
    """Count the statements of the pages about procedures, for who votes and the Secretariat."""
    connection.force_debug_cursor = True
    office, voter = (Client(headers={"host": "localhost"}) for _ in range(2))
    voter.force_login(User.objects.get(email="nr.LV@storm.example"), BACKEND)
    office.force_login(MandateFactory(role=Role.SECRETARIAT).user, BACKEND)
    ended = Procedure.objects.exclude(outcome="").order_by("-pk")[0].reference
    asked = {
        "page to vote on": (voter, f"/procedures/{reference}/"),
        "page of a result": (voter, f"/procedures/{ended}/"),
        "list": (voter, "/procedures/"),
        "who has replied": (office, f"/procedures/{reference}/control/"),
        "ledger": (office, f"/procedures/{ended}/ledger/"),
        "register of decisions": (voter, "/procedures/register/"),
    }
    found = {}
    for what, (client, path) in asked.items():
        client.get(path)  # what is kept between requests is kept now
        found[what] = counted(lambda client=client, path=path: client.get(path))
    return found


def matching(trainers, requests):
    """Rank so many trainers for so many requests, read from tables; return what it took."""
    connection.force_debug_cursor = True
    chance, now = random.Random(6), timezone.now()
    course, first = CourseFactory(), now.date() + dt.timedelta(days=60)
    for number in range(int(trainers)):
        one = TrainerFactory()
        for language in ("en", chance.choice(("pt", "el", "lv"))):
            QualificationFactory(trainer=one, course=course, language=language)
        begins = first + dt.timedelta(days=chance.randrange(60))
        Availability.objects.create(
            trainer=one,
            period="away" if number % 2 else "free",
            starts=begins,
            ends=begins + dt.timedelta(days=9),
        )
    made = TrainingRequest.objects.bulk_create(
        TrainingRequest(
            reference=f"TR-2026-{number:04d}",
            member_state_id="PT",
            course=course,
            language=chance.choice(("en", "pt", "el")),
            created_at=now,
            changed_at=now,
            deed_at=now,
        )
        for number in range(int(requests))
    )
    DateWindow.objects.bulk_create(
        DateWindow(
            request=one,
            starts=first + dt.timedelta(days=days),
            ends=first + dt.timedelta(days=days + 13),
        )
        for one in made
        for days in (0, 30)
    )
    rows = TrainingRequest.objects.select_related("course").prefetch_related(
        "options", "windows", "course__parts"
    )
    found = {}
    began = time.perf_counter()
    number = counted(lambda: found.update(suggesting.for_requests(rows, at=now)))
    return {
        "seconds": round(time.perf_counter() - began, 3),
        "statements": number,
        "proposed": sum(map(len, found.values())),
    }


def board(number):
    """Leave so many requests under way; count the statements of their board, signed in."""
    connection.force_debug_cursor = True
    many(int(number))
    office = Client(headers={"host": "localhost"})
    office.force_login(MandateFactory(role=Role.SECRETARIAT).user, BACKEND)

    def look():
        return office.get("/trainings/requests/board/")

    size = len(look().content)  # what is kept between requests is kept now
    name = settings.SESSION_COOKIE_NAME
    return {
        "statements": counted(look),
        "kb": round(size / 1000, 1),
        "cookie": f"{name}={office.cookies[name].value}",
    }


def agenda(number):
    """Leave an agenda of so many items with two papers each; count what a member's look takes."""
    connection.force_debug_cursor = True
    written = AgendaFactory(has_hours=True)
    seat = SeatFactory(body=written.event.body)
    for _item in range(int(number)):
        item = AgendaItemFactory(agenda=written, minutes=10, text="What it is about.")
        for _paper in range(2):
            document("agendas.item", str(item.key), visibility=Visibility.BODY)
    member = Client(headers={"host": "localhost"})
    member.force_login(MandateFactory(member_state=seat.member_state).user, BACKEND)
    address = written.get_absolute_url()

    def look():
        return member.get(address)

    size = len(look().content)  # what is kept between requests is kept now
    name = settings.SESSION_COOKIE_NAME
    return {
        "statements": counted(look),
        "kb": round(size / 1000, 1),
        "address": address,
        "cookie": f"{name}={member.cookies[name].value}",
    }


def reads(number):
    """Read a person's feed of so many events, with one changed, and unchanged.

    Beside it, a plain string template gives the same text from values that are there already.
    """
    connection.force_debug_cursor = True
    at = timezone.now()
    feed = FeedFactory()
    for event in EventFactory.create_batch(int(number), created_at=at):
        RegistrationFactory(event=event, email=feed.owner.email, changed_at=at)
    client, url = Client(headers={"host": "localhost"}), feed_address(feed)

    def read(**headers):
        caches["limits"].clear()  # no calendar reads as often as this
        began = time.perf_counter()
        answer = client.get(url, headers=headers)
        return time.perf_counter() - began, answer

    first, answer = read()
    whole = []
    for event in Event.objects.order_by("pk")[:20]:
        Event.objects.filter(pk=event.pk).update(sequence=event.sequence + 1)
        took, answer = read()
        whole.append(took)
    tag = {"if-none-match": answer["ETag"]}
    began = time.process_time()
    same = [read(**tag) for _ in range(50)]
    cpu = (time.process_time() - began) / len(same)
    took = statistics.median(whole)
    unchanged = statistics.median(took for took, _ in same)
    return {
        "rate": round(1 / took, 1),
        "ms": round(took * 1000, 1),
        "first_ms": round(first * 1000, 1),
        "304_rate": round(1 / unchanged, 1),
        "304_ms": round(unchanged * 1000, 2),
        "304_cpu_ms": round(cpu * 1000, 2),
        "304": {one.status_code for _, one in same} == {304},
        "statements": counted(lambda: client.get(url, headers=tag)),
        "entries": answer.content.count(b"BEGIN:VEVENT"),
        "kb": round(len(answer.content) / 1000),
        "plain_ms": round(_plainly(answer.content) * 1000, 2),
    }


def _plainly(content):
    """Return how long a string template takes to give the same text, joined."""
    head, *entries = content.decode().removesuffix("END:VCALENDAR\r\n").split("BEGIN:VEVENT\r\n")
    rows = [
        [line.partition(":")[::2] for line in one.splitlines()][:-1]  # but for END:VEVENT
        for one in entries
    ]
    names = [[name for name, _ in row] for row in rows]
    template = "BEGIN:VEVENT\r\n" + "".join(f"{name}:{{}}\r\n" for name in names[0])
    values = [[value for _, value in row] for row in rows]
    times = []
    for _ in range(20):
        began = time.perf_counter()
        said = "".join(f"{template.format(*row)}END:VEVENT\r\n" for row in values)
        said = f"{head}{said}END:VCALENDAR\r\n"
        times.append(time.perf_counter() - began)
    if said != content.decode():
        raise RuntimeError("The template gives another text.")
    return statistics.median(times)


if __name__ == "__main__":
    deeds = {
        deed.__name__: deed
        for deed in (
            statements,
            mailing,
            certificates,
            checks,
            launches,
            of_procedures,
            matching,
            board,
            agenda,
            reads,
        )
    }
    print(json.dumps(deeds[sys.argv[1]](*sys.argv[2:])))
