"""Answering by the mailed link, for the own seat, and the list of one's own invitations."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from events import services
from events.access import Standing
from events.enums import InvitationState, Mode, QuotaScope, State
from events.models import Invitation, Registration
from events.questions import Question
from mail.links import token
from mail.models import Letter
from tests.factories.accounts import (
    NoticeFactory,
)
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.questions import asks

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(title="Seminar", mode=Mode.HYBRID, visibility="attendees")


@pytest.fixture
def invitation(event):
    return InvitationFactory(event=event, name="Anna Kalniņa", email="anna@example.eu")


def page_of(invitation, query=""):
    return f"/invitations/{token('events:invitation', invitation.key, 1)}/{query}"


def answered(**words):
    """What a browser sends with a yes."""
    return {
        "once": str(uuid.uuid4()),
        "notice": "",
        "answer": "yes",
        "name": "Anna Kalniņa",
        "organisation": "Rīgas dome",
        "country": "LV",
        "category": "police",
        "mode": "in_person",
    } | words


def stored():
    return (
        Invitation.objects.order_by("pk").values_list("state", flat=True)[0],
        list(Registration.objects.values_list("state", flat=True)),
        Letter.objects.count(),
    )


# The page


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("query", ["", "?answer=no", "?answer=in_person", "?answer=substitute"])
def test_what_scanners_do_with_a_link_changes_nothing(invitation, method, query):
    before = stored()

    getattr(Client(), method)(page_of(invitation, query))

    assert stored() == before == ("silent", [], 0)


@pytest.mark.parametrize(
    ("query", "ticked", "mode"),
    [
        ("?answer=in_person", "yes", "in_person"),
        ("?answer=online", "yes", "online"),
        ("?answer=yes", "yes", None),
        ("?answer=no", "no", None),
        ("?answer=substitute", "substitute", None),
        ("?answer=nonsense", None, None),
        ("", None, None),
    ],
)
def test_a_link_preselects_its_answer(invitation, query, ticked, mode):
    form = Client().get(page_of(invitation, query)).context["form"]

    assert (form["answer"].value(), form["mode"].value()) == (ticked, mode)


def test_the_page_is_secret_and_says_whose_it_is(event, invitation):
    event.contact = "events@example.eu"
    event.save()

    response = Client().get(page_of(invitation))

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "This invitation is for Anna Kalniņa" in response.text
    assert "mailto:events@example.eu" in response.text
    assert event.get_absolute_url() not in response.text


@pytest.mark.parametrize(
    "link",
    [
        lambda one: token("events:invitation", one.key, 2),
        lambda one: token("events:own_registration", one.key, 1),
        lambda one: token("events:invitation", uuid.uuid4(), 1),
        lambda one: str(one.key),
        lambda _one: "x" * 3_000,
        lambda one: token("events:invitation", one.key, 1)[:-1],
    ],
    ids=["another generation", "another purpose", "nobody", "the key", "long", "cut"],
)
def test_other_links_open_nothing(invitation, link):
    address = f"/invitations/{link(invitation)}/"

    told = Client().get(address), Client().post(address, answered())

    assert [one.status_code for one in told] == [404, 404]
    assert stored() == ("silent", [], 0)
    own = f"/registrations/{token('events:invitation', invitation.key, 1)}/"
    assert Client().get(own).status_code == 404


def test_what_is_only_prepared_has_no_page(event):
    prepared = InvitationFactory(event=event, state=InvitationState.PREPARED)

    assert Client().get(page_of(prepared)).status_code == 404


def test_what_was_taken_back_says_so_and_takes_no_answer(event):
    revoked = InvitationFactory(event=event, state=InvitationState.REVOKED)

    shown = Client().get(page_of(revoked))
    posted = Client().post(page_of(revoked), answered())

    assert (shown.status_code, posted.status_code) == (200, 409)
    assert "This invitation was taken back" in shown.text
    assert "This can no longer be done" in posted.text
    assert "form" not in shown.context


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            {"state": State.CANCELLED, "cancelled_at": timezone.now(), "cancel_reason": "Snow."},
            "The event is cancelled",
        ),
        ({"first_date": dt.date(2024, 5, 30), "last_date": dt.date(2024, 5, 30)}, "has begun"),
    ],
)
def test_an_event_that_is_cancelled_or_over_takes_no_answer(event, invitation, words, said):
    for name, value in words.items():
        setattr(event, name, value)
    event.save()

    assert said in Client().get(page_of(invitation)).text
    assert Client().post(page_of(invitation), answered()).status_code == 409


# Answers


def test_a_yes_by_the_link_registers_and_leads_to_the_own_page(invitation):
    notice = NoticeFactory()
    client = Client()
    typed = answered(notice=notice.version, note="Gladly.")

    told = client.post(page_of(invitation), typed, follow=True)
    client.post(page_of(invitation), typed)

    registration = Registration.objects.get()
    assert told.redirect_chain == [(page_of(invitation), 302)]
    assert "Your answer is recorded. Thank you." in told.text
    assert "Your place is confirmed" in told.text
    assert f"/registrations/{token('events:own_registration', registration.key, 1)}/" in told.text
    assert (registration.email, registration.notice, registration.registered_by) == (
        "anna@example.eu",
        notice,
        None,
    )
    assert stored() == ("in_person", ["confirmed"], 1)


def test_a_full_event_says_the_position_in_the_queue(event, invitation):
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=0)

    told = Client().post(page_of(invitation), answered(), follow=True)

    assert "you are number 1 on the waiting list" in " ".join(told.text.split())


def test_a_no_asks_nothing_more(invitation):
    typed = {"once": str(uuid.uuid4()), "answer": "no", "note": "On leave.", "mode": "x"}

    told = Client().post(page_of(invitation), typed, follow=True)

    assert "You said that you do not come" in told.text
    assert stored() == ("no", [], 1)
    assert told.context["form"]["answer"].value() == "no"
    assert told.context["form"]["note"].value() == "On leave."


def test_somebody_else_is_named(invitation):
    told = Client().post(
        page_of(invitation),
        answered(answer="substitute", substitute_name="Berta", substitute_email="B@Example.eu"),
        follow=True,
    )

    assert "You named Berta instead" in told.text
    assert told.context["form"]["substitute_email"].value() == "b@example.eu"
    made = Invitation.objects.get(email="b@example.eu")
    page = Client().get(page_of(made))
    assert "Anna Kalniņa cannot come and named you" in page.text
    assert "substitute_name" not in page.context["form"].fields
    assert Client().post(page_of(made), answered(), follow=True).status_code == 200
    refused = Client().post(page_of(invitation), answered())
    assert "Berta comes in this place by now." in refused.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"answer": ""}, "answer"),
        ({"answer": "maybe"}, "answer"),
        ({"country": ""}, "country"),
        ({"mode": ""}, "mode"),
        ({"once": ""}, "once"),
        ({"answer": "substitute"}, "substitute_name"),
        ({"answer": "substitute", "substitute_name": "B"}, "substitute_email"),
        (
            {
                "answer": "substitute",
                "substitute_name": "A",
                "substitute_email": "anna@example.eu",
            },
            "substitute_email",
        ),
        (
            {"answer": "substitute", "substitute_name": "B", "substitute_email": "there@x.eu"},
            "substitute_email",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(event, invitation, typed, field):
    RegistrationFactory(event=event, email="there@x.eu")

    told = Client().post(page_of(invitation), answered(**typed))

    assert told.status_code == 422
    assert field in told.context["form"].errors
    assert stored()[0] == "silent"


def test_wrong_words_for_another_answer_are_not_judged(invitation):
    typed = answered(substitute_email="nonsense")

    assert Client().post(page_of(invitation), typed).status_code == 302


def test_a_changed_notice_is_asked_to_be_read(invitation):
    NoticeFactory()

    told = Client().post(page_of(invitation), answered(notice="2019-1"))

    assert told.status_code == 422
    assert "The privacy notice has changed." in told.text
    assert Notice.objects.count() == 1


def test_too_many_names_are_refused(invitation):
    for number in range(6):
        told = Client().post(
            page_of(invitation),
            answered(answer="substitute", substitute_name="X", substitute_email=f"x{number}@x.eu"),
        )

    assert told.status_code == 422
    assert "So many people were named already" in told.text


def test_once_registration_has_closed_a_yes_is_refused_and_a_no_is_not(event, invitation):
    event.registration_closes_at = timezone.now() - dt.timedelta(days=1)
    event.save()

    refused = Client().post(page_of(invitation), answered())

    assert (refused.status_code, "Registration has closed" in refused.text) == (422, True)
    assert Client().post(page_of(invitation), answered(answer="no")).status_code == 302


def test_a_way_of_coming_without_a_free_place_keeps_what_there_is(event, invitation):
    QuotaFactory(event=event, scope=QuotaScope.ATTENDING, attending="online", places=0)
    Client().post(page_of(invitation), answered())

    told = Client().post(page_of(invitation), answered(mode="online"))

    assert told.status_code == 422
    assert "answer" in told.context["form"].errors
    assert Registration.objects.get().attending == "in_person"


def test_what_the_organisers_cancelled_stays_cancelled(event, invitation):
    Client().post(page_of(invitation), answered())
    by = Standing(user=None, at=timezone.now())
    services.cancel_registration(
        Registration.objects.get(), reason="Why.", by=by, at=timezone.now()
    )

    shown = Client().get(page_of(invitation)).text
    told = Client().post(page_of(invitation), answered())

    assert "The organisers cancelled your registration" in shown
    assert "Comes no longer" in shown
    assert (told.status_code, "can no longer be answered so" in told.text) == (422, True)


def test_a_form_used_for_another_event_is_refused(invitation):
    once = uuid.uuid4()
    RegistrationFactory(once=once)

    told = Client().post(page_of(invitation), answered(once=str(once)))

    assert (told.status_code, "This form was used before." in told.text) == (422, True)


def test_the_events_own_questions_are_asked_and_changed(event, invitation):
    asks(event, Question("shirt", "text", "Shirt size", required=True))
    client = Client()

    missing = client.post(page_of(invitation), answered())
    client.post(page_of(invitation), answered(q_shirt="M"))
    shown = client.get(page_of(invitation)).context["form"]["q_shirt"].value()
    client.post(page_of(invitation), answered(q_shirt="L"))

    registration = Registration.objects.get()
    assert "q_shirt" in missing.context["form"].errors
    assert shown == "M"
    assert registration.answers.get().value == "L"
