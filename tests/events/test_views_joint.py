"""One form for several events, the page that follows, the own page, and where it is set."""

import datetime as dt
import uuid
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse

from accounts.access import Standing
from accounts.enums import Role, Visibility
from events import services
from events.asking import Asking
from events.enums import Group, Mode, QuestionType, State
from events.forms.joint import JointForm, Offer
from events.models import Answer, Event, EventGroup, Registration
from events.questions import Question
from events.views.joint import _register
from events.views.registration import own_page
from mail.models import Letter
from tests.events.organisers import queries, secretariat, signed_in
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)
SEMINAR = "2026-12-10-seminar"
BOARD = "2026-12-09-board-meeting"
FORM = f"/events/{SEMINAR}/register/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def seminar():
    return EventFactory(first_date=DAY, slug=SEMINAR, title="Seminar")


@pytest.fixture
def board(seminar):
    return EventFactory(
        first_date=DAY - dt.timedelta(days=1),
        slug=BOARD,
        title="Board meeting",
        registers_with=seminar,
    )


def typed(*slugs, **words):
    plain = {
        "once": str(uuid.uuid4()),
        "together": "1",
        "events": slugs,
        "name": "Mārīte Kalniņa",
        "email": "marite@example.lv",
        "country": "LV",
        "category": "policymaker",
        "notice": "",
    }
    return plain | words


def asks(event, key, *, required=True):
    question = Question(key, QuestionType.TEXT, key.title(), required=required)
    services.questions.set_questions(
        event, schema=(question,), by=Standing(user=None, at=AT), at=AT
    )


def test_the_form_has_a_tick_for_each_event_and_the_place_of_each(client, seminar, board):
    QuotaFactory(event=board, places=12)

    page = client.get(FORM)

    choices = dict(page.context["person"].fields["events"].choices)
    assert list(choices) == [BOARD, SEMINAR]
    assert choices[BOARD].startswith("Board meeting · Wednesday 9 December 2026, 09:30–16:30")
    assert choices[BOARD].endswith("12 of 12 places left")
    assert page.context["person"]["events"].value() == [SEMINAR]


def test_the_form_of_the_other_is_the_same_with_the_other_ticked(client, seminar, board):
    answer = client.get(f"/events/{BOARD}/register/")

    assert answer.headers["Location"] == f"{FORM}?events={BOARD}"
    assert client.get(answer.headers["Location"]).context["person"]["events"].value() == [BOARD]


def test_without_a_form_to_share_each_has_its_own(client, seminar, board):
    Event.objects.filter(pk=seminar.pk).update(registration_closes_at=AT)

    own = client.get(f"/events/{BOARD}/register/")
    closed = client.get(FORM)

    assert (own.status_code, own.templates[0].name) == (200, "events/register.html")
    assert closed.templates[0].name == "events/register.html"


def test_who_may_not_know_of_the_board_is_not_told_of_it(client, seminar, board):
    body = BodyFactory(code="BOARD")
    Event.objects.filter(pk=board.pk).update(visibility=Visibility.BODY, body=body)
    latvia = MemberStateFactory(code="LV")
    SeatFactory(body=body, member_state=latvia)
    member = signed_in(MandateFactory(member_state=latvia, role=Role.NR).user)

    page = client.get(FORM)
    sent = client.post(FORM, typed(SEMINAR, BOARD))

    assert page.templates[0].name == "events/register.html"
    assert "Board meeting" not in page.text + sent.text
    assert [one.event for one in Registration.objects.all()] in ([], [seminar])
    assert "Board meeting" in member.get(FORM).text


def test_ticked_events_are_registered_and_the_next_page_says_how_each_stands(
    client, seminar, board
):
    QuotaFactory(event=board, places=0)

    answer = client.post(FORM, typed(SEMINAR, BOARD))
    page = client.get(answer.headers["Location"])

    assert dict(Registration.objects.values_list("event__slug", "state")) == {
        SEMINAR: "confirmed",
        BOARD: "waiting",
    }
    assert Letter.objects.count() == 1
    assert [
        (event.slug, str(pill.label)) for event, pill, _when, _where in page.context["rows"]
    ] == [
        (BOARD, "You are on the waiting list"),
        (SEMINAR, "Your place is confirmed"),
    ]
    assert (page.context["waits"], page.context["pending"]) == (True, False)


def test_the_next_page_tells_no_tale(client, seminar, board):
    address = client.post(FORM, typed(SEMINAR, BOARD)).headers["Location"]
    query = parse_qs(urlsplit(address).query)
    forged = query["as"][0].replace("confirmed", "waiting")

    page = client.get(urlsplit(address).path, {"as": forged, "seal": query["seal"][0]})

    assert page.context["rows"] == []
    assert "We have your registrations" in page.text


def test_who_is_registered_already_is_answered_as_a_newcomer_is(client, seminar, board):
    QuotaFactory(event=board, places=1)
    Event.objects.filter(pk=seminar.pk).update(needs_approval=True)
    client.post(FORM, typed(SEMINAR, BOARD))

    again = client.get(client.post(FORM, typed(SEMINAR, BOARD)).headers["Location"])
    newcomer = client.get(
        client.post(FORM, typed(SEMINAR, BOARD, email="new@example.lv")).headers["Location"]
    )

    said = [
        [str(pill.label) for _event, pill, _when, _where in page.context["rows"]]
        for page in (again, newcomer)
    ]
    assert (
        said[0] == said[1] == ["You are on the waiting list", "Your registration awaits approval"]
    )


def test_signed_in_one_is_led_to_the_own_page_that_shows_both(seminar, board):
    user = UserFactory(name="Anna", email="anna@example.eu")
    client = signed_in(user)

    answer = client.post(FORM, typed(BOARD, SEMINAR, email=user.email))
    page = client.get(answer.headers["Location"])

    own = Registration.objects.get(event=board)
    other = Registration.objects.get(event=seminar)
    assert answer.headers["Location"] == own_page(own)
    [shown] = page.context["bundle"]
    assert (shown.title, shown.url) == ("Seminar", own_page(other))
    assert (shown.change, shown.withdraw) == (
        f"{own_page(other)}change/",
        f"{own_page(other)}withdraw/",
    )
    assert client.get(FORM).headers["Location"] == own_page(own)

    client.post(shown.withdraw)

    other.refresh_from_db()
    own.refresh_from_db()
    assert (other.state, own.state) == ("withdrawn", "confirmed")
    [shown] = client.get(own_page(own)).context["bundle"]
    assert (shown.change, shown.withdraw, str(shown.pill.label)) == ("", "", "You have withdrawn")


def test_signed_in_only_what_is_not_registered_yet_is_offered(seminar, board):
    user = UserFactory(email="anna@example.eu")
    RegistrationFactory(event=seminar, email=user.email)
    client = signed_in(user)

    page = client.get(f"{FORM}?events={BOARD}")

    assert [slug for slug, _said in page.context["person"].fields["events"].choices] == [BOARD]
    assert [title for title, _url in page.context["mine"]] == ["Seminar"]
    assert page.context["person"]["email"].value() == "anna@example.eu"


def test_what_is_not_ticked_is_not_asked(client, seminar, board):
    Event.objects.filter(pk=board.pk).update(mode=Mode.HYBRID)
    asks(seminar, "diet")
    asks(board, "hotel")

    lacks = client.post(FORM, typed(SEMINAR, BOARD))
    only = client.post(FORM, typed(BOARD, **{f"{BOARD}-mode": "online", f"{BOARD}-q_hotel": "Yes"}))

    assert lacks.status_code == 422
    assert [list(share.errors) for share in lacks.context["form"].shares] == [
        ["mode", "q_hotel"],
        ["q_diet"],
    ]
    assert only.status_code == 302
    [made] = Registration.objects.all()
    assert (made.event, made.attending) == (board, "online")
    assert list(Answer.objects.values_list("key", "value")) == [("hotel", "Yes")]


def test_the_lead_keeps_the_names_of_its_fields(client, seminar, board):
    Event.objects.update(mode=Mode.HYBRID)
    asks(seminar, "diet", required=False)
    EventGroup.objects.create(event=board, group=Group.MEMBER, offered=True)
    EventGroup.objects.create(event=board, group=Group.STAFF, offered=True)

    client.post(
        FORM,
        typed(
            SEMINAR,
            BOARD,
            mode="online",
            q_diet="None",
            **{f"{BOARD}-mode": "in_person", f"{BOARD}-group": "member"},
        ),
    )

    seen = "event__slug", "attending", "group"
    assert set(Registration.objects.values_list(*seen)) == {
        (SEMINAR, "online", "participant"),
        (BOARD, "in_person", "member"),
    }


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({"events": []}, "events", "Tick one event at least."),
        ({"events": ["2026-01-01-other"]}, "events", None),
        ({"name": ""}, "name", "Fill this in."),
    ],
    ids=["no tick", "not of the form", "no name"],
)
def test_bad_input_is_answered_beside_the_field(client, seminar, board, words, field, said):
    answer = client.post(FORM, typed(SEMINAR, **words))

    assert answer.status_code == 422
    assert said in (None, answer.context["person"].errors[field][0])
    assert Registration.objects.count() == 0


def test_who_sends_an_events_own_form_registers_for_that_alone(client, seminar, board):
    plain = typed() | {"once": str(uuid.uuid4())}
    del plain["together"], plain["events"]

    client.post(FORM, plain)
    client.post(f"/events/{BOARD}/register/", plain | {"once": str(uuid.uuid4())})

    assert list(Registration.objects.values_list("event__slug", "bundle")) == [
        (SEMINAR, None),
        (BOARD, None),
    ]


def test_a_form_that_served_somebody_else_gets_a_new_mark(client, seminar, board):
    sent = typed(SEMINAR, BOARD)
    client.post(FORM, sent)

    answer = client.post(FORM, sent | {"email": "other@example.eu"})

    assert answer.status_code == 422
    assert "This form was used before" in answer.text
    assert answer.context["person"]["once"].value() != sent["once"]


def test_too_many_of_one_address_are_answered_with_429(client, seminar, board):
    for _ in range(20):
        RegistrationFactory(email="marite@example.lv", registered_at=AT)

    assert client.post(FORM, typed(SEMINAR, BOARD)).status_code == 429


def test_what_closes_while_the_form_is_filled_in_is_said_in_it(seminar, board):
    offers = [Offer(event, Asking()) for event in (board, seminar)]
    form = JointForm(typed(SEMINAR, BOARD), lead=seminar, offers=offers, notice=None)
    asked = SimpleNamespace(standing=Standing(user=None, at=AT), at=AT)
    assert form.is_valid()
    Event.objects.filter(pk=board.pk).update(registration_closes_at=AT)

    assert _register(asked, seminar, form) == []
    assert form.person.errors["events"] == [
        "Registration for one of them has closed; nothing was sent."
    ]


def test_queries_of_the_form_do_not_grow_with_registrations(client, seminar, board):
    QuotaFactory(event=board, places=5)
    few = queries(lambda: client.get(FORM))
    for _ in range(3):
        RegistrationFactory(event=board)

    assert queries(lambda: client.get(FORM)) == few <= 20


# Where it is set


def page_of(event):
    return f"/events/{event.slug}/one-form/"


def test_the_secretariat_lets_two_events_have_one_form(seminar):
    board = EventFactory(first_date=DAY - dt.timedelta(days=1), slug=BOARD)
    EventFactory(first_date=DAY + dt.timedelta(days=90))
    client = secretariat()
    form = client.get(page_of(board)).context["form"]
    assert list(form.fields["lead"].queryset) == [seminar]

    answer = client.post(
        page_of(board), {"seen": form["seen"].value(), "lead": seminar.pk}, follow=True
    )

    board.refresh_from_db()
    assert board.registers_with == seminar
    assert "Saved." in answer.text
    assert client.get(page_of(seminar)).context["serves"] == [board]


def test_two_who_set_it_at_once_are_told(seminar, board):
    client = secretariat()
    seen = client.get(page_of(board)).context["form"]["seen"].value()
    Event.objects.filter(pk=board.pk).update(registers_with=None)

    answer = client.post(page_of(board), {"seen": seen, "lead": seminar.pk})

    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("a third", "One of the two shares its form with a third"),
        ("over", "One of the two is over or cancelled."),
    ],
)
def test_what_cannot_share_is_refused_in_the_form(seminar, case, said):
    event = EventFactory(first_date=DAY)
    client = secretariat()
    seen = client.get(page_of(event)).context["form"]["seen"].value()
    if case == "over":
        Event.objects.filter(pk=event.pk).update(state=State.HELD)
    else:
        EventFactory(first_date=DAY, registers_with=event)

    answer = client.post(page_of(event), {"seen": seen, "lead": seminar.pk})

    assert (answer.status_code, said in answer.text) == (422, True)


def test_others_do_not_set_it(seminar):
    assert signed_in(UserFactory()).get(page_of(seminar)).status_code == 404
    assert reverse("events:one_form", args=[SEMINAR]) == page_of(seminar)
