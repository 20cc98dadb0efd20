"""Files among the answers: sent, given back, and to whom."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from documents.models import Document
from events.questions import Condition, Question
from events.services import answers
from events.views.registration import own_page
from journal.models import Entry
from tests.documents.files import PDF, checked, sent
from tests.events.organisers import secretariat, signed_in
from tests.factories.accounts import MandateFactory
from tests.factories.documents import document
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.questions import asks

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
TRAIN = Question("train", "yes_no", "By train?", required=True)
CV = Question("cv", "file", "Your CV", stage="confirmed")
DIET = (
    Question("agreed", "consent", "I agree", retention="sensitive"),
    Question(
        "diet",
        "file",
        "Diet sheet",
        shown_if=Condition("agreed", "yes"),
        retention="sensitive",
    ),
)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def made(*questions, **fields):
    event = EventFactory(first_date=dt.date(2026, 12, 10), slug="2026-12-10-seminar", **fields)
    if questions:
        asks(event, *questions)
    return event


def registered(*questions, event=None, **fields):
    registration = RegistrationFactory(event=event or made(*questions), **fields)
    answers.keep(registration, answers={}, at=AT)
    return registration


def details(registration):
    return f"{own_page(registration)}details/"


# Files


def test_a_file_is_sent_and_given_back_to_who_sent_it_and_to_the_organisers():
    registration = registered(CV)
    client = Client()

    client.post(details(registration), {"version": 1, "q_cv": sent("my cv.pdf", PDF)})
    own = client.get(f"{own_page(registration)}answers/cv/")
    key = Document.objects.get().key
    theirs = secretariat().get(
        reverse("events:answer_file", args=[registration.event.slug, registration.key, "cv"])
    )

    for answer in (own, theirs):
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
    secretariat().head(
        reverse("events:answer_file", args=[registration.event.slug, registration.key, "cv"])
    )
    read = Entry.objects.get(deed="documents.read")
    assert read.key == str(key)


def test_a_sensitive_file_is_for_who_holds_the_right():
    registration = registered(*DIET)
    answers.keep(registration, answers={"agreed": True, "diet": checked("x.pdf")}, at=AT)
    address = reverse(
        "events:answer_file", args=[registration.event.slug, registration.key, "diet"]
    )
    reader = MandateFactory(role=Role.SECRETARIAT).user
    reader.user_permissions.add(Permission.objects.get(codename="view_sensitive_answers"))

    assert secretariat().get(address).status_code == 404
    assert signed_in(reader).get(address).status_code == 200


def test_what_is_no_file_or_gone_is_404():
    registration = registered(TRAIN, CV)
    answers.keep(registration, answers={"train": True}, at=AT)
    assert Client().get(f"{own_page(registration)}answers/train/").status_code == 404

    answers.keep(registration, answers={"cv": checked("cv.pdf")}, at=AT)
    Document.objects.update(removed_at=AT)
    assert Client().get(f"{own_page(registration)}answers/cv/").status_code == 404


def test_an_answer_gives_no_document_but_its_own():
    registration = registered(CV)
    other = document("events.event", str(registration.event.uid))
    answers.keep(registration, answers={"cv": checked("cv.pdf")}, at=AT)
    registration.answers.update(value={"document": str(other.key), "name": "cv.pdf"})
    address = reverse("events:answer_file", args=[registration.event.slug, registration.key, "cv"])

    assert Client().get(f"{own_page(registration)}answers/cv/").status_code == 404
    assert secretariat().get(address).status_code == 404
