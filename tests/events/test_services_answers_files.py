"""Files among the answers: stored, replaced, erased, on the disk before the event is locked."""

import datetime as dt
import uuid

import pytest
from django.db import connection

import documents.services
from accounts.access import Standing
from accounts.steps import By
from documents.models import Document
from events import services
from events.invitations import Reply
from events.questions import Condition, Question
from events.services import answers
from tests.documents.files import checked
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.questions import asks

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)
TRAIN = Question("train", "yes_no", "By train?", required=True)
HOTEL = Question("hotel", "text", "Hotel?", shown_if=Condition("mode", "in_person"))
CV = Question("cv", "file", "Your CV")


def registered(*questions, **fields):
    event = EventFactory()
    if questions:
        asks(event, *questions)
    return RegistrationFactory(event=event, **fields)


def keep(registration, at=AT, **said):
    answers.keep(registration, answers=said, at=at)


def kept(registration):
    return dict(registration.answers.values_list("key", "value"))


def test_files_are_stored_replaced_and_erased():
    registration = registered(CV)

    keep(registration, cv=checked("cv.pdf"))
    [first] = Document.objects.all()
    assert (first.label, first.owner_key, first.visibility) == (
        "events.answer",
        f"{registration.key}:cv",
        "restricted",
    )
    assert kept(registration) == {"cv": {"document": str(first.key), "name": "cv.pdf"}}

    keep(registration, cv=checked("newer.pdf"))
    first.refresh_from_db()
    [second] = Document.objects.standing()
    assert first.erased_at
    assert answers.own(registration) == [("Your CV", "newer.pdf")]

    keep(registration, cv=None)
    second.refresh_from_db()
    assert second.erased_at
    assert kept(registration) == {}


def told(email="anna@example.eu"):
    words = {"name": "Anna", "organisation": "", "country": "LV", "category": "police"}
    return words | {"email": email, "notice": None, "once": uuid.uuid4()}


def registers(event, said, by):
    services.register(event, attending="in_person", answers=said, by=by, at=AT, **told())


def registers_together(event, said, by):
    ticked = [services.Ticked(event, "in_person", answers=said)]
    services.register_together(event, ticked=ticked, by=by, at=AT, **told())


def changes(event, said, by, service=services.change_registration):
    there = RegistrationFactory(event=event)
    words = {name: getattr(there, name) for name in ("name", "country", "category", "attending")}
    service(there, version=1, organisation="", answers=said, by=by, at=AT, **words)


def changes_alone(event, said, by):
    changes(event, said, by, service=services.change_or_ask)


def replies(event, said, by):
    words = told()
    once, notice = words.pop("once"), words.pop("notice")
    services.answer_invitation(
        InvitationFactory(event=event, email="anna@example.eu"),
        reply=Reply("in_person", **words),
        once=once,
        notice=notice,
        answers=said,
        by=by,
        as_=By.PERSON,
        at=AT,
    )


@pytest.mark.parametrize(
    "service", [registers, registers_together, changes, changes_alone, replies]
)
def test_files_are_on_the_disk_before_the_event_is_locked(service, monkeypatch):
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21), mode="in_person")
    asks(event, CV, HOTEL)
    real, depths = documents.services.keep, []

    def kept_at(upload):
        depths.append(len(connection.savepoint_ids))
        real(upload)

    monkeypatch.setattr(documents.services, "keep", kept_at)
    outside = len(connection.savepoint_ids)

    service(event, {"cv": checked("cv.pdf"), "hotel": "Ritz"}, Standing(user=None, at=AT))

    assert depths[0] == outside < depths[-1]
    assert Document.objects.count() == 1


def test_erasing_takes_the_files_along():
    registration = registered(CV, TRAIN)
    keep(registration, cv=checked("cv.pdf"), train=True)

    assert answers.erase(registration.answers.all(), by=None, at=LATER) == 2

    assert kept(registration) == {}
    assert Document.objects.get().erased_at == LATER
