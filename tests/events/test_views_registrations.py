"""One registration under the Secretariat's hands."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from events import services
from events.enums import QuotaScope
from events.models import EventGroup, Registration
from mail.models import Letter
from tests.events.organisers import presidency, queries, representative, secretariat, states
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
NEW = f"/events/{SLUG}/registrations/new/"
ONCE = "00000000-0000-0000-0000-000000000001"
PERSON = {
    "once": ONCE,
    "name": "Mārīte Kalniņa",
    "email": "Marite@Example.EU",
    "organisation": "Iekšlietu ministrija",
    "country": "LV",
    "category": "policymaker",
}


@pytest.fixture
def event():
    """A published Irish seminar with one place."""
    _france, ireland, _latvia = states()
    event = EventFactory(slug=SLUG, host=ireland)
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    return event


def page(registration, deed=""):
    name = f"{deed}_registration" if deed else "registration"
    return reverse(f"events:{name}", args=[SLUG, registration.key])


def buttons(client, registration):
    """Return the deeds that the page offers."""
    text = client.get(page(registration)).text
    deeds = ("approve", "change", "restore", "decline", "withdraw", "cancel")
    return [deed for deed in deeds if page(registration, deed) in text]


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("named", ["change", "decline", "withdraw", "cancel"]),
        ("pending", ["approve", "change", "decline", "withdraw", "cancel"]),
        ("waiting", ["change", "decline", "withdraw", "cancel"]),
        ("confirmed", ["change", "withdraw", "cancel"]),
        ("declined", ["restore"]),
        ("withdrawn", ["restore"]),
        ("cancelled", ["restore"]),
    ],
)
def test_each_state_offers_what_can_be_done(event, state, offered):
    registration = RegistrationFactory(event=event, state=state)

    assert buttons(secretariat(), registration) == offered


def test_what_is_over_offers_nothing_that_would_fail(event):
    registration = RegistrationFactory(event=event, state="withdrawn")
    event.first_date = event.last_date = dt.date(2024, 5, 1)
    event.save()

    assert buttons(secretariat(), registration) == []


def test_approve_decline_and_cancel_tell_the_person(event):
    client = secretariat()
    first, second, third = RegistrationFactory.create_batch(3, event=event, state="pending")

    client.post(page(first, "approve"))
    client.post(page(second, "decline"), {"reason": "Too far away."})
    client.post(page(first, "cancel"), {"reason": "Twice."})
    answer = client.post(page(third, "approve"), follow=True)

    rows = [Registration.objects.get(pk=one.pk) for one in (first, second, third)]
    assert [(row.state, row.reason) for row in rows] == [
        ("cancelled", "Twice."),
        ("declined", "Too far away."),
        ("confirmed", ""),
    ]
    assert f"{third.name}: Confirmed." in answer.text
    assert Letter.objects.count() == 4


def test_withdrawn_and_taken_back_on_somebodys_word(event):
    client = secretariat("Eilís Ní Bhriain")
    registration = RegistrationFactory(event=event)

    client.post(page(registration, "withdraw"))
    answer = client.post(page(registration, "restore"), follow=True)

    registration.refresh_from_db()
    history = [(line.who, line.deed) for line in answer.context["history"]]
    assert registration.state == "confirmed"
    assert history == [
        ("Eilís Ní Bhriain", "took a withdrawal back"),
        ("Eilís Ní Bhriain", "withdrew a registration"),
    ]


def test_history_names_the_queue_and_who_did_not_sign_in(event):
    office = secretariat()
    first, second = (
        services.register(
            event,
            by=services_nobody(),
            at=timezone.now(),
            notice=None,
            attending="in_person",
            once=f"00000000-0000-0000-0000-00000000000{number}",
            **{name: value for name, value in PERSON.items() if name not in {"once", "email"}},
            email=f"{number}@example.eu",
        )
        for number in (1, 2)
    )
    office.post(page(first, "withdraw"))

    history = office.get(page(second)).context["history"]

    assert [(line.who, line.deed) for line in history] == [
        ("by the waiting list", "was promoted from the waiting list"),
        ("without signing in", "registered"),
    ]


def services_nobody():
    from accounts.access import Standing

    return Standing(user=None, at=timezone.now())


@pytest.mark.parametrize("deed", ["decline", "cancel"])
def test_reason_is_asked_for(event, deed):
    registration = RegistrationFactory(event=event, state="waiting")
    client = secretariat()

    asked, answer = client.get(page(registration, deed)), client.post(page(registration, deed))

    registration.refresh_from_db()
    assert (asked.status_code, answer.status_code, registration.state) == (200, 422, "waiting")
    assert 'id="id_reason_error"' in answer.text


@pytest.mark.parametrize("deed", ["approve", "decline", "cancel", "withdraw", "restore"])
def test_deed_that_comes_too_late_says_so(event, deed):
    state = "confirmed" if deed in {"approve", "restore"} else "withdrawn"
    registration = RegistrationFactory(event=event, state=state)

    answer = secretariat().post(page(registration, deed), {"reason": "So."}, follow=True)

    registration.refresh_from_db()
    assert registration.state == state
    assert "That cannot be done now. State: " in answer.text


def test_person_who_registered_anew_is_not_restored(event):
    old = RegistrationFactory(event=event, state="withdrawn", email="a@example.eu")
    RegistrationFactory(event=event, email="a@example.eu")

    answer = secretariat().post(page(old, "restore"), follow=True)

    assert "The person has registered anew meanwhile." in answer.text


def test_data_are_changed(event):
    registration = RegistrationFactory(event=event)
    client = secretariat()

    shown = client.get(page(registration, "change")).context["form"]
    answer = client.post(
        page(registration, "change"), PERSON | {"version": shown["version"].value()}, follow=True
    )

    registration.refresh_from_db()
    assert (registration.name, registration.category, registration.version) == (
        "Mārīte Kalniņa",
        "policymaker",
        2,
    )
    assert "Saved." in answer.text


def test_stale_change_is_answered_with_both_texts(event):
    registration = RegistrationFactory(event=event)
    client = secretariat()
    client.post(page(registration, "change"), PERSON | {"version": 1, "name": "The first"})

    answer = client.post(page(registration, "change"), PERSON | {"version": 1, "name": "Other"})

    assert (answer.status_code, answer.context["differences"]) == (
        409,
        [("Full name", "The first", "Other")],
    )


def test_change_to_a_country_without_places_says_why(event):
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=0)
    registration = RegistrationFactory(event=event, country="EU")

    answer = secretariat().post(page(registration, "change"), PERSON | {"version": 1})

    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {"country": ["LV has 0 of 0 places"]},
    )


def test_registration_that_no_longer_stands_is_not_changed(event):
    registration = RegistrationFactory(event=event, state="withdrawn")

    answer = secretariat().post(page(registration, "change"), PERSON | {"version": 1})

    assert answer.status_code == 422
    assert "This registration no longer stands, or the event is over." in answer.text


def test_presidency_reads_and_does_nothing(event):
    registration = RegistrationFactory(event=event, state="pending")
    client = presidency("IE")

    read = client.get(page(registration))
    codes = [client.get(NEW).status_code] + [
        client.post(page(registration, deed), {"reason": "So."}).status_code
        for deed in ("approve", "decline", "cancel", "withdraw", "restore", "change")
    ]

    registration.refresh_from_db()
    assert (read.status_code, codes, registration.state) == (200, [404] * 7, "pending")
    assert buttons(client, registration) == []


def test_registration_is_found_under_its_own_event_only_and_by_organisers_only(event):
    own, other = RegistrationFactory(event=event), RegistrationFactory()

    codes = [
        representative().get(page(own)).status_code,
        presidency("FR").get(page(own)).status_code,
        secretariat().get(page(other)).status_code,
    ]

    assert codes == [404, 404, 404]


@pytest.mark.parametrize("deed", ["approve", "withdraw", "restore"])
def test_reading_an_address_that_acts_changes_nothing(event, deed):
    registration = RegistrationFactory(event=event)
    client = secretariat()

    codes = [
        client.get(page(registration, deed)).status_code,
        client.head(page(registration, deed)).status_code,
    ]

    registration.refresh_from_db()
    assert (codes, registration.state) == ([405, 405], "confirmed")


def test_queries_do_not_grow_with_the_queue(event):
    client = secretariat()
    registration = RegistrationFactory(event=event, state="waiting")
    one = queries(lambda: client.get(page(registration)))
    RegistrationFactory.create_batch(4, event=event, state="waiting")

    assert queries(lambda: client.get(page(registration))) == one
    assert one <= 20


@pytest.fixture
def grouped(event):
    """The workshop of two places of an event that is now hybrid and has groups."""
    type(event).objects.filter(pk=event.pk).update(mode="hybrid")
    workshop = SessionFactory(event=event, title="Workshop")
    QuotaFactory(event=event, scope="session", session=workshop, places=2)
    EventGroup.objects.create(event=event, group="member", label="Delegates", priority=3)
    return workshop


def test_somebody_is_registered_with_group_and_sessions(event, grouped):
    client = secretariat()
    new = f"/events/{SLUG}/registrations/new/"
    shown = client.get(new)
    assert "Delegates" in shown.text
    assert "Workshop" in shown.text

    answer = client.post(
        new,
        {
            "once": shown.context["form"]["once"].value(),
            "name": "Anna Kalniņa",
            "email": "anna@example.eu",
            "country": "LV",
            "category": "police",
            "mode": "in_person",
            "group": "member",
            "sessions": [str(grouped.uid)],
        },
        follow=True,
    )

    made = Registration.objects.get(email="anna@example.eu")
    assert (made.group, made.priority, list(made.sessions.all())) == ("member", 3, [grouped])
    assert "Delegates" in answer.text
    assert "Workshop (" in answer.text


def test_group_and_sessions_are_corrected_and_a_stale_correction_is_shown(event, grouped):
    registration = RegistrationFactory(event=event, attending="in_person")
    client = secretariat()
    form = client.get(page(registration, "change")).context["form"]
    assert (form["group"].value(), form["sessions"].value()) == ("participant", [])
    typed = {
        "version": registration.version,
        "name": registration.name,
        "country": "LV",
        "category": "police",
        "mode": "in_person",
        "group": "member",
        "sessions": [str(grouped.uid)],
    }

    client.post(page(registration, "change"), typed)
    stale = client.post(page(registration, "change"), typed | {"group": "staff", "sessions": []})

    registration.refresh_from_db()
    assert (registration.group, list(registration.sessions.all())) == ("member", [grouped])
    assert stale.status_code == 409
    assert {label: (theirs, yours) for label, theirs, yours in stale.context["differences"]}[
        "As"
    ] == ("Delegates", "Staff")
