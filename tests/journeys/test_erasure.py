"""Canaries: what somebody said on diet, access and identity is gone 31 days after the event.

It is looked for in every row of every table and in every stored file, after a registration,
a change, a wish for a change and a reading by the Secretariat, all through the pages.
"""

import datetime as dt
import uuid

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.enums import Role
from config.schedule import DUE
from documents import storage
from events.models import Answer, Registration
from events.questions import Option, Question
from events.views.registration import own_page
from tests.documents.files import PDF
from tests.events.asking import SCHEMA, asks
from tests.events.organisers import signed_in
from tests.factories.accounts import MandateFactory, NoticeFactory
from tests.factories.events import EventFactory
from tests.test_dump import dump

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
AT = dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)
END = dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)
CANARIES = ("kanarek", "canarino", "kanarienvogel")
ACCESS = Question("access", "long_text", "Access", retention="sensitive")
AIDS = Question(
    "aids", "several", "Aids", options=(Option("kanarek", "A lift"),), retention="sensitive"
)


@pytest.fixture
def _store(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "documents.storage.DurableStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        },
    }


def seen():
    """Every place that holds a canary: rows of tables, and stored files."""
    rows = [row for row in dump() if any(word in row.casefold() for word in CANARIES)]
    # The questions themselves name their options; they are nobody's answers.
    told = [row for row in rows if not row.startswith("events_questionset")]
    files = [
        name
        for name in storage.all_names()
        if any(word.encode() in storage.opened(storage.hash_of(name)).read() for word in CANARIES)
    ]
    return told, files


def typed(version=None, **words):
    """What a browser posts for the registration."""
    fixed = {
        "name": "Mārīte Kalniņa",
        "email": "marite@example.lv",
        "organisation": "Iekšlietu ministrija",
        "country": "LV",
        "category": "policymaker",
        "notice": "2026-01",
        "q_diet": "No nuts, kanarek",
        "q_access": "A ramp, canarino",
        "q_aids": ["kanarek"],
        "q_passport": "P kanarek",
        "q_tour": "museum",
        "q_hotel": "Hotel Sole",
        "q_scan": SimpleUploadedFile("kanarek.pdf", PDF + b"%kanarienvogel\n%%EOF"),
    }
    return (
        fixed | ({"once": str(uuid.uuid4())} if version is None else {"version": version}) | words
    )


@pytest.mark.usefixtures("_store")
def test_sensitive_answers_leave_no_trace_31_days_after_the_event(client):
    event = EventFactory(
        first_date=dt.date(2026, 3, 2),
        slug="2026-03-02-a",
        registration_closes_at=AT + 10 * DAY,
    )
    asks(event, *SCHEMA, ACCESS, AIDS)
    NoticeFactory(version="2026-01")
    officer = MandateFactory(role=Role.SECRETARIAT).user
    officer.user_permissions.set(
        Permission.objects.filter(codename__in=["view_sensitive_answers", "take_security_lists"])
    )
    with time_machine.travel(AT, tick=False):
        answer = client.post(f"/events/{event.slug}/register/", typed())
        assert answer.status_code == 302, answer.context["form"].errors
        registration = Registration.objects.get()
        own = own_page(registration)
        changed = client.post(
            f"{own}change/",
            typed(registration.version, q_diet="No fish, kanarek", email="marite@example.lv"),
        )
        assert changed.status_code == 302, changed.context["form"].errors
    with time_machine.travel(AT + 11 * DAY, tick=False):
        registration.refresh_from_db()
        client.post(f"{own}change/", typed(registration.version, q_diet="No eggs, canarino"))
        client.get(own)
        secretariat = signed_in(officer)
        for page in ("", "needs/"):
            secretariat.get(f"/events/{event.slug}/registrations/{registration.key}/{page}")
        secretariat.get(f"/events/{event.slug}/lists/security.xlsx")
        _run(AT + 11 * DAY)
    told, files = seen()
    tables = {row.partition(":")[0] for row in told}
    assert "events_answer" in tables
    assert len(files) == 1

    _run(END + 31 * DAY)

    assert seen() == ([], [])
    assert sorted(Answer.objects.values_list("key", flat=True)) == ["hotel", "tour"]


def _run(at):
    """Let everything that falls due run once, as the worker does."""
    for due in DUE:
        due.function(at=at)
