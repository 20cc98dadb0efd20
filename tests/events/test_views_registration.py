import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.access import standing
from accounts.enums import Role
from events.enums import Mode, RegistrationState, State
from events.forms.registration import RegistrationForm
from events.models import Event, Registration
from events.views.registration import _register, known_of, own_page
from journal.models import Entry
from mail.models import Letter
from tests.factories.accounts import MandateFactory, MemberStateFactory, NoticeFactory, UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def notice():
    return NoticeFactory(version="2026-09")


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **fields})


def typed(**fields):
    return {
        "once": str(uuid.uuid4()),
        "name": "Mārīte Kalniņa",
        "email": "marite@example.lv",
        "organisation": "Iekšlietu ministrija",
        "country": "LV",
        "category": "policymaker",
        "notice": "2026-09",
        **fields,
    }


def address(event):
    return reverse("events:register", args=[event.slug])


def send(client, event, **fields):
    return client.post(address(event), typed(**fields))


def body(response):
    """The page without what differs from one rendering to the next by design."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_a_registration_without_an_account(client, notice):
    event = made()

    response = send(client, event, country="gr", email="Marite@Example.LV")

    [registration] = Registration.objects.all()
    assert {
        "event": registration.event_id,
        "state": registration.state,
        "name": registration.name,
        "email": registration.email,
        "organisation": registration.organisation,
        "country": registration.country,
        "category": registration.category,
        "attending": registration.attending,
        "notice": registration.notice,
        "registered_at": registration.registered_at,
        "user": registration.user,
        "registered_by": registration.registered_by,
    } == {
        "event": event.pk,
        "state": "confirmed",
        "name": "Mārīte Kalniņa",
        "email": "marite@example.lv",
        "organisation": "Iekšlietu ministrija",
        "country": "EL",
        "category": "policymaker",
        "attending": "in_person",
        "notice": notice,
        "registered_at": AT,
        "user": None,
        "registered_by": None,
    }
    assert [letter.to for letter in Letter.objects.all()] == ["marite@example.lv"]
    page = client.get(response["Location"])
    assert (page.status_code, page.context["title"]) == (200, "Your place is confirmed")


def test_neither_the_answer_nor_the_next_page_carries_the_link(client, notice):
    event = made()

    response = send(client, event)

    [registration] = Registration.objects.all()
    token = own_page(registration).split("/")[2]
    assert token not in response["Location"]
    assert token not in client.get(response["Location"]).content.decode()
    assert "session" not in response.cookies


@pytest.mark.parametrize(
    ("places", "approval", "outcome"),
    [
        (None, False, "Your place is confirmed"),
        (0, False, "You are on the waiting list"),
        (None, True, "Your registration awaits approval"),
        (0, True, "Your registration awaits approval"),
    ],
)
@pytest.mark.parametrize(
    "there",
    [RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.PENDING],
)
def test_a_registered_address_gets_the_answer_of_a_new_one(
    client, notice, places, approval, outcome, there
):
    event = made(needs_approval=approval)
    if places is not None:
        QuotaFactory(event=event, places=places)
    RegistrationFactory(event=event, email="known@example.eu", state=there)
    event.arrivals = Registration.objects.latest("arrival").arrival
    event.save()

    new = send(client, event, email="new@example.eu")
    known = send(client, event, email="known@example.eu")

    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    assert new.headers.items() == known.headers.items()
    page = client.get(known["Location"])
    assert page.context["title"] == outcome
    assert event.registrations.filter(email="known@example.eu").count() == 1
    assert sorted(letter.to for letter in Letter.objects.all()) == [
        "known@example.eu",
        "new@example.eu",
    ]


def test_nothing_tells_a_registered_address_once_registration_has_closed(client, notice):
    event = made(registration_closes_at=AT)
    RegistrationFactory(event=event, email="known@example.eu")
    once = str(uuid.uuid4())

    new = send(client, event, email="other@example.eu", once=once)
    known = send(client, event, email="known@example.eu", once=once)

    assert (new.status_code, known.status_code) == (422, 422)
    assert body(new).replace("other@example.eu", "known@example.eu") == body(known)
    assert Letter.objects.count() == 0


def test_registration_that_closes_while_the_form_is_read_is_said_in_the_form(rf, notice):
    event = made()
    form = RegistrationForm(typed(), event=event, notice=notice)
    assert form.is_valid()
    Event.objects.update(registration_closes_at=AT)
    request = rf.post(address(event))
    request.at, request.standing = AT, standing(None, AT)

    assert _register(request, event, form) is None

    assert form.errors == {"__all__": ["Registration has closed; nothing was sent."]}


def test_a_form_sent_twice_has_one_effect_and_one_answer(client, notice):
    event, data = made(), typed()
    QuotaFactory(event=event, places=1)

    first, second = (client.post(address(event), data) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert [Registration.objects.count(), Letter.objects.count()] == [1, 1]
    assert Entry.objects.filter(deed="events.registered").count() == 1


def test_a_form_of_another_event_is_refused_and_nothing_lost(client, notice):
    one, other, data = made(), made(slug="2026-12-11-other"), typed()
    client.post(address(one), data)

    response = client.post(address(other), data)

    form = response.context["form"]
    assert (response.status_code, form.errors) == (
        422,
        {"__all__": ["This form was used before. Look through it and send it again."]},
    )
    assert (form["name"].value(), form["once"].value() != data["once"]) == (data["name"], True)
    assert other.registrations.count() == 0
    client.post(address(other), {**data, "once": form["once"].value()})
    assert other.registrations.count() == 1


def test_one_address_is_not_registered_without_end(client, notice):
    for number in range(20):
        RegistrationFactory(
            event=made(slug=f"2026-12-10-{number}"), email="a@example.eu", registered_at=AT
        )
    event = made()

    response = send(client, event, email="a@example.eu")

    assert (response.status_code, response["Retry-After"]) == (429, "86400")
    assert event.registrations.count() == 0
    assert send(client, event, email="b@example.eu").status_code == 302


def test_a_replay_after_the_withdrawal_tells_what_a_newcomer_would_get(client, notice):
    event, data = made(), typed()
    client.post(address(event), data)
    Registration.objects.update(state=RegistrationState.WITHDRAWN)

    response = client.post(address(event), data)

    assert client.get(response["Location"]).context["title"] == "Your place is confirmed"
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\x00\u202e\u200b"}, "name"),
        ({"name": "N" * 10_000}, "name"),
        ({"organisation": "ο" * 10_000}, "organisation"),
        ({"email": "not an address"}, "email"),
        ({"email": "a@b\u2028c.eu"}, "email"),
        ({"email": f"{'x' * 10_000}@example.eu"}, "email"),
        ({"country": "<b>"}, "country"),
        ({"category": "\x00"}, "category"),
        ({"once": "'; drop table"}, "once"),
        ({"notice": "2019"}, "notice"),
    ],
)
def test_hostile_input_is_422_beside_the_field_and_nothing_is_lost(client, notice, fields, field):
    event = made()

    response = send(client, event, **fields)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    for name, value in typed(**fields).items():
        if name not in {"once", field}:
            assert form[name].value() == value
    assert Registration.objects.count() == 0


def test_a_hybrid_event_takes_the_way(client, notice):
    event = made(mode=Mode.HYBRID)

    assert send(client, event).status_code == 422
    send(client, event, mode="online")
    assert Registration.objects.get().attending == "online"


def test_names_with_marks_of_direction_are_cleaned(client, notice):
    send(client, made(), name="Мария\u202e Иванова\x07")

    assert Registration.objects.get().name == "Мария Иванова"


@pytest.mark.parametrize(
    ("fields", "pill"),
    [
        ({"registration_closes_at": AT}, "Registration closed"),
        ({"state": State.CANCELLED, "cancelled_at": AT, "cancel_reason": "Snow"}, "Cancelled"),
        ({"first_date": dt.date(2026, 1, 1)}, "Over"),
        ({"takes_registrations": False}, ""),
    ],
)
def test_the_form_is_not_shown_where_nobody_can_register(client, notice, fields, pill):
    event = made(**fields)

    page = client.get(address(event)).content.decode()

    assert "Registration is not open" in page
    assert pill in page
    assert '<form method="post"' not in page


@pytest.mark.parametrize(
    "fields", [{"visibility": "network"}, {"state": State.DRAFT, "published_at": None}]
)
def test_what_one_may_not_see_one_cannot_register_for(client, notice, fields):
    event = made(**fields)

    for response in (client.get(address(event)), send(client, event)):
        assert response["Location"].startswith("/accounts/login/?next=/events/2026-12-10-seminar")
    client.force_login(MandateFactory(role=Role.SECRETARIAT).user)
    assert client.get(address(event)).status_code == (404 if event.state == State.DRAFT else 200)


def test_who_is_signed_in_is_led_to_the_own_page(client, notice):
    user, event = UserFactory(language="en"), made()
    client.force_login(user)

    response = send(client, event, email=user.email)

    registration = event.registrations.get()
    assert registration.user == user
    assert response["Location"] == own_page(registration)
    assert client.get(address(event))["Location"] == own_page(registration)


def test_who_registers_somebody_else_is_told_no_more_than_a_visitor(client, notice):
    event = made()
    client.force_login(UserFactory())

    response = send(client, event, email="other@example.eu")

    assert response["Location"].startswith(
        "/events/2026-12-10-seminar/registered/?as=confirmed&seal="
    )


def test_who_withdrew_may_register_anew(client, notice):
    user, event = UserFactory(), made()
    RegistrationFactory(event=event, email=user.email, state=RegistrationState.WITHDRAWN)
    client.force_login(user)

    page = client.get(address(event))

    assert page.status_code == 200
    assert page.context["form"]["category"].value() == "practitioner"


def test_two_states_or_none_are_no_country():
    user = UserFactory()
    for code in ("LV", "EE"):
        MandateFactory(user=user, member_state=MemberStateFactory(code=code))
    client = Client()
    client.force_login(user)

    form = client.get(address(made())).context["form"]

    assert form["country"].value() is None
    assert form["email"].value() == user.email


def test_nothing_is_known_of_a_visitor():
    assert known_of(standing(None, AT), latest=None) == {}


def test_a_registration_needs_the_token_of_the_form(notice):
    event, strict = made(), Client(enforce_csrf_checks=True)

    assert strict.post(address(event), typed()).status_code == 403
    assert Registration.objects.count() == 0


def test_reading_the_form_changes_nothing(client, notice):
    event = made()

    client.get(address(event))
    client.head(address(event))

    assert [Registration.objects.count(), Entry.objects.count()] == [0, 0]


def test_statements_stay_within_the_budget_whatever_the_rows(client, notice):
    event = made()
    MemberStateFactory(code="LV")
    QuotaFactory(event=event, places=3)
    QuotaFactory(event=event, scope="each_state", places=1)
    RegistrationFactory(event=event, country="LV")
    event.arrivals = Registration.objects.latest("arrival").arrival
    event.save()

    one = counted(lambda: send(client, event, email="1@example.eu"))
    for number in range(2, 5):
        send(client, event, email=f"{number}@example.eu")

    assert counted(lambda: send(client, event, email="9@example.eu")) == one <= 20
    assert counted(lambda: client.get(address(event))) <= 6
