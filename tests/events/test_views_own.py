import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from accounts.access import standing
from events.enums import JoinFrom, Mode, RegistrationState, State
from events.models import Event, Registration
from events.services import set_places
from events.views.registration import own_page
from journal.models import Entry
from mail.links import token
from mail.models import Letter
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **fields})


def registered(event=None, **fields):
    registration = RegistrationFactory(event=event or made(), **fields)
    Event.objects.filter(pk=registration.event_id).update(arrivals=registration.arrival)
    return registration


def words_of(response):
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def post(client, registration, deed, data=None):
    return client.post(f"{own_page(registration)}{deed}/", data or {})


def fingerprint():
    """All that a read must not change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Event, Registration, Letter, Entry)
    ]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({}, "Your place is confirmed"),
        ({"state": RegistrationState.WAITING}, "You are on the waiting list"),
        ({"state": RegistrationState.PENDING}, "Your registration awaits approval"),
        (
            {"state": RegistrationState.DECLINED, "reason": "Too many"},
            "There is no place for you this time",
        ),
        ({"state": RegistrationState.WITHDRAWN}, "You have withdrawn"),
        (
            {"state": RegistrationState.CANCELLED, "reason": "A double"},
            "The organisers cancelled your registration",
        ),
    ],
)
def test_the_page_speaks_in_the_words_of_the_state(client, fields, title):
    registration = registered(**fields)

    page = client.get(own_page(registration))

    said = words_of(page)
    assert f"<h1>{title}</h1>" in page.content.decode()
    assert ("confirmed" in said.lower()) == (title == "Your place is confirmed")
    assert fields.get("reason", "") in said
    assert ("Withdraw my registration" in said) == (
        registration.state in {"confirmed", "waiting", "pending"}
    )
    assert ("Take the withdrawal back" in said) == (registration.state == "withdrawn")


def test_the_page_is_kept_nowhere_and_tells_nobody_its_address(client):
    page = client.get(own_page(registered()))

    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_position_and_why(client):
    event, nobody = made(), standing(None, AT)
    MemberStateFactory(code="LV")
    set_places(event, total=9, each_state=2, by_state={}, by=nobody, at=AT)
    RegistrationFactory.create_batch(2, event=event, country="LV")
    RegistrationFactory(event=event, state=RegistrationState.WAITING)
    mine = registered(event, state=RegistrationState.WAITING)

    said = words_of(client.get(own_page(mine)))

    assert "Position 2 of 2 Latvia has all its 2 places." in said
    assert "Who is passed over keeps the position." in said


def test_all_places_taken(client):
    event = made()
    QuotaFactory(event=event, places=1)
    RegistrationFactory(event=event)

    said = words_of(client.get(own_page(registered(event, state=RegistrationState.WAITING))))

    assert "Position 1 of 1 The only place is taken." in said
    assert "passed over" not in said


def test_reading_changes_nothing_whoever_follows_the_link(client):
    """Mail scanners follow every link of a letter, with GET and with HEAD."""
    registration = registered()
    before = fingerprint()

    for deed in ("", "change/", "withdraw/", "restore/"):
        for method in (client.get, client.head, client.options):
            answer = method(f"{own_page(registration)}{deed}")
            assert answer.status_code in {200, 405}

    assert fingerprint() == before


@pytest.mark.parametrize(
    "wrong",
    ["nonsense", "é" * 50, "x" * 5000, "lost2"],
)
def test_what_was_never_a_link_is_one_and_the_same_404(client, wrong):
    registration = registered()
    old, foreign = (
        token("events:own_registration", registration.key, 7),
        token("events:invitation", registration.key, 1),
    )

    answers = [
        method(f"/registrations/{one}/{deed}")
        for one in (wrong, old, foreign)
        for deed, method in (
            ("", client.get),
            ("change/", client.get),
            ("withdraw/", client.post),
            ("restore/", client.post),
        )
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize(
    ("event", "fields", "at", "seen"),
    [
        ({}, {}, AT, True),
        ({}, {"attending": "in_person"}, AT, False),
        ({"join_from": JoinFrom.DAY}, {"attending": "in_person"}, AT, False),
        ({"mode": Mode.ONLINE}, {"attending": "in_person"}, AT, True),
        ({}, {"state": RegistrationState.WAITING}, AT, False),
        ({}, {"state": RegistrationState.PENDING}, AT, False),
        ({}, {"state": RegistrationState.WITHDRAWN}, AT, False),
        ({"join_from": JoinFrom.DAY}, {}, AT, False),
        ({"join_from": JoinFrom.DAY}, {}, dt.datetime(2026, 12, 9, 9, tzinfo=dt.UTC), True),
        ({"state": State.CANCELLED, "cancelled_at": AT, "cancel_reason": "Snow"}, {}, AT, False),
        ({}, {}, dt.datetime(2026, 12, 11, tzinfo=dt.UTC), False),
    ],
    ids=[
        "confirmed",
        "in person",
        "in person, too early",
        "all are online",
        "waiting",
        "pending",
        "withdrawn",
        "too early",
        "a day before",
        "cancelled",
        "over",
    ],
)
def test_who_sees_the_join_link(client, event, fields, at, seen):
    link = "https://meet.example.eu/CANARY"
    event = made(**{"mode": Mode.HYBRID, "join_link": link, **event})
    registration = registered(event, **{"attending": "online", **fields})

    with time_machine.travel(at, tick=False):
        html = client.get(own_page(registration)).content.decode()

    assert ("CANARY" in html) == seen
    later = registration.attending == "online" and event.join_from == 24 and not seen
    assert ("appears here 24 hours before" in html) == later
    assert ("Take part online" in html) == (seen or later)


def test_a_cancelled_event_says_why(client):
    event = made(state=State.CANCELLED, cancelled_at=AT, cancel_reason="Snow.")
    registration = registered(event)

    said = words_of(client.get(own_page(registration)))

    assert "The event is cancelled Snow." in said


def test_an_event_that_is_over(client):
    registration = registered(made(first_date=dt.date(2026, 1, 1)))

    said = words_of(client.get(own_page(registration)))

    assert "The event is over." in said
    answer = client.get(f"{own_page(registration)}change/")
    assert (answer.status_code, "This can no longer be done" in words_of(answer)) == (200, True)
    assert "Withdraw my registration" not in said


def test_withdrawing_promotes_the_next_and_can_be_undone(client):
    event = made()
    QuotaFactory(event=event, places=1)
    mine = registered(event)
    second = registered(event, state=RegistrationState.WAITING)

    answer = post(client, mine, "withdraw")

    second.refresh_from_db()
    assert (answer["Location"], second.state) == (own_page(mine), "confirmed")
    assert "Take the withdrawal back" in words_of(client.get(answer["Location"]))

    answer = post(client, mine, "restore")

    mine.refresh_from_db()
    assert (answer["Location"], mine.state) == (own_page(mine), "waiting")
    assert "Position 1 of 1" in words_of(client.get(answer["Location"]))


def changed(registration, **fields):
    return {
        "version": registration.version,
        "name": registration.name,
        "organisation": "",
        "country": registration.country,
        "category": registration.category,
        **fields,
    }


def test_changing_what_one_told(client):
    registration = registered()

    answer = post(client, registration, "change", changed(registration, name="Ελένη", country="GR"))

    registration.refresh_from_db()
    assert answer["Location"] == own_page(registration)
    assert (registration.name, registration.country, registration.version) == ("Ελένη", "EL", 2)
    said = [words_of(client.get(answer["Location"])) for _ in range(2)]
    assert ["Your changes are saved." in one for one in said] == [True, False]


def test_changing_how_one_takes_part(client):
    registration = registered(made(mode=Mode.HYBRID))

    post(client, registration, "change", changed(registration, mode="online"))

    registration.refresh_from_db()
    assert registration.attending == "online"


def test_the_form_of_change_holds_what_is_stored(client):
    registration = registered(organisation="Δήμος")

    form = client.get(f"{own_page(registration)}change/").context["form"]

    assert {name: form[name].value() for name in form.fields} == changed(
        registration, organisation="Δήμος"
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "N" * 10_000}, "name"),
        ({"name": "\x00"}, "name"),
        ({"country": "ZZ"}, "country"),
        ({"category": ""}, "category"),
        ({"version": "x"}, "version"),
    ],
)
def test_a_change_that_cannot_be_is_422_and_nothing_is_lost(client, fields, field):
    registration = registered()

    answer = post(
        client, registration, "change", changed(registration, organisation="New", **fields)
    )

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, [field])
    assert form["organisation"].value() == "New"


def test_a_stale_change_shows_both_texts(client):
    registration = registered(name="Old")
    post(client, registration, "change", changed(registration, name="Theirs"))

    answer = post(client, registration, "change", changed(registration, name="Mine"))

    assert answer.status_code == 409
    assert answer.context["differences"] == [("Full name", "Theirs", "Mine")]


def test_a_place_is_not_taken_along_to_a_state_that_is_full(client):
    event, nobody = made(), standing(None, AT)
    for code in ("LV", "EE"):
        MemberStateFactory(code=code)
    set_places(event, total=None, each_state=1, by_state={}, by=nobody, at=AT)
    RegistrationFactory(event=event, country="EE")
    registration = registered(event)

    answer = post(client, registration, "change", changed(registration, country="EE"))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "country": ["Estonia has its one place. Your registration stays as it was."]
    }


@pytest.mark.parametrize("state", [RegistrationState.WITHDRAWN, RegistrationState.DECLINED])
def test_what_does_not_stand_cannot_be_changed(client, state):
    registration = registered(state=state)

    answer = post(client, registration, "change", changed(registration, name="New"))

    registration.refresh_from_db()
    assert (answer.status_code, registration.name != "New") == (409, True)


def test_deeds_need_the_token_of_the_form():
    registration, strict = registered(), Client(enforce_csrf_checks=True)

    for deed in ("withdraw", "restore", "change"):
        assert post(strict, registration, deed).status_code == 403


def test_statements_of_the_own_page_do_not_grow(client):
    event = made()
    QuotaFactory(event=event, places=1)
    registered(event)
    mine = registered(event, state=RegistrationState.WAITING)

    one = counted(lambda: client.get(own_page(mine)))
    RegistrationFactory.create_batch(3, event=event, state=RegistrationState.WAITING)

    assert counted(lambda: client.get(own_page(mine))) == one <= 12
