"""The countries of a focus day."""

import datetime as dt

import pytest
from django.db import IntegrityError

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import By
from accounts.versions import StaleError
from events import services
from events.enums import State
from events.models import CountryParticipation
from events.rules import NotNowError
from journal.models import Entry
from mail.models import Letter
from tests.factories.accounts import MandateFactory, MemberStateFactory
from tests.factories.events import EventFactory, ParticipationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
WORDS = {"contact_name": "Eva", "contact_email": "eva@example.eu", "activity": "Leaflets"}


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


@pytest.fixture
def event():
    return EventFactory(kind="focus_day", title="Burglary", first_date=dt.date(2026, 12, 10))


def states(event):
    return dict(event.countries.values_list("country", "state"))


def answer(row, by, deed="confirm", *, as_=By.SECRETARIAT, version=1, **words):
    return services.answer_for_country(
        row, version=version, deed=deed, by=by, as_=as_, at=AT, **WORDS | words
    )


def test_countries_are_put_on_the_list_once(event, office):
    ParticipationFactory(event=event, country="LV", state="confirmed", answered_by=office.user)

    asked = services.ask_countries(event, countries={"LV", "GE", "AL"}, by=office, at=AT)
    again = services.ask_countries(event, countries={"GE"}, by=office, at=AT)

    assert ([one.country for one in asked], again) == (["AL", "GE"], [])
    assert states(event) == {"LV": "confirmed", "AL": "asked", "GE": "asked"}
    (entry,) = Entry.objects.filter(deed="events.countries_asked")
    assert entry.facts["countries"] == ["AL", "GE"]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "seminar"},
        {"state": State.CLOSED},
        {"state": State.CANCELLED, "cancelled_at": AT, "cancel_reason": "Snow"},
    ],
)
def test_only_a_focus_day_that_is_not_over_asks(office, fields):
    event = EventFactory(**{"kind": "focus_day"} | fields)
    row = ParticipationFactory(event=event)

    for deed in (
        lambda: services.ask_countries(event, countries={"GE"}, by=office, at=AT),
        lambda: services.take_country_off(row, by=office, at=AT),
        lambda: services.ask_by_mail(event, at=AT),
        lambda: answer(row, office),
    ):
        with pytest.raises(NotNowError):
            deed()


def test_who_has_not_answered_can_be_taken_off_and_who_has_stays(event, office):
    silent = ParticipationFactory(event=event, country="GE")
    said = ParticipationFactory(
        event=event, country="LV", state="declined", answered_by=office.user
    )

    services.take_country_off(silent, by=office, at=AT)
    with pytest.raises(NotNowError):
        services.take_country_off(said, by=office, at=AT)

    assert states(event) == {"LV": "declined"}
    assert Entry.objects.get(deed="events.country_taken_off").facts["country"] == "GE"


def test_those_who_speak_for_silent_states_are_asked_by_mail_once_an_hour(event, office):
    latvia = MemberStateFactory(code="LV", name="Latvia")
    nr = MandateFactory(member_state=latvia, copies="office@example.lv").user
    substitute = MandateFactory(member_state=latvia, role=Role.SUBSTITUTE).user
    MandateFactory(member_state=MemberStateFactory(code="FR"))
    for country in ("LV", "GE"):
        ParticipationFactory(event=event, country=country)
    ParticipationFactory(event=event, country="FR", state="confirmed", answered_by=office.user)

    numbers = [
        services.ask_by_mail(event, at=AT + dt.timedelta(minutes=minutes))
        for minutes in (0, 59, 60)
    ]

    assert numbers == [2, 0, 2]
    letters = Letter.objects.order_by("pk")
    assert {letter.to for letter in letters} == {nr.email, substitute.email}
    first = letters.get(to=nr.email, created_at=AT)
    assert (first.subject, first.copies) == (
        "Does Latvia take part? Burglary", "office@example.lv",
    )  # fmt: skip
    assert first.body["button"][1].endswith(f"/events/{event.slug}/countries/LV/")
    assert event.countries.get(country="GE").mailed_at is None


def test_the_letter_says_whom_to_ask(event):
    event.contact = "office@example.eu"
    event.save()
    MandateFactory(member_state=MemberStateFactory(code="LV"))
    ParticipationFactory(event=event, country="LV")

    services.ask_by_mail(event, at=AT)

    assert ["Contact", "office@example.eu"] in Letter.objects.get().body["facts"]


def test_a_draft_asks_nobody_by_mail(event):
    event.state, event.published_at = State.DRAFT, None
    event.save()

    with pytest.raises(NotNowError):
        services.ask_by_mail(event, at=AT)


def test_a_state_confirms_and_thinks_better_of_it(event):
    nr = standing(MandateFactory(member_state=MemberStateFactory(code="LV")).user, AT)
    row = ParticipationFactory(event=event, country="LV")

    confirmed = answer(row, nr, as_=By.STATE)
    declined = answer(row, nr, "decline", as_=By.STATE, version=2)

    assert (confirmed.state, confirmed.activity, confirmed.answered_by, confirmed.answered_at) == (
        "confirmed", "Leaflets", nr.user, AT,
    )  # fmt: skip
    assert (declined.state, declined.activity, declined.contact_name) == ("declined", "", "Eva")
    assert list(CountryParticipation.objects.confirmed()) == []
    entries = Entry.objects.filter(deed="events.country_answered").order_by("id")
    assert [entry.facts["answer"] for entry in entries] == ["confirm", "decline"]


def test_of_two_answers_at_once_the_second_is_told(event, office):
    row = ParticipationFactory(event=event)
    answer(row, office)

    with pytest.raises(StaleError):
        answer(row, office, "decline")


def test_for_whom_one_may_answer(event, office):
    latvia = ParticipationFactory(event=event, country="LV")
    georgia = ParticipationFactory(event=event, country="GE")
    nr = standing(MandateFactory(member_state=MemberStateFactory(code="LV")).user, AT)

    rows = CountryParticipation.objects.order_by("pk")
    assert list(rows.answered_by(office)) == [latvia, georgia]
    assert list(rows.answered_by(nr)) == [latvia]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"state": "confirmed"}, "participation_asked_or_answered_by_somebody"),
        ({"answered_at": AT}, "participation_asked_or_answered_by_somebody"),
    ],
)
def test_half_an_answer_is_refused_by_the_database(event, fields, name):
    with pytest.raises(IntegrityError, match=name):
        CountryParticipation.objects.create(event=event, country="LV", asked_at=AT, **fields)


def test_a_country_stands_once_on_the_list(event):
    ParticipationFactory(event=event, country="LV")

    with pytest.raises(IntegrityError):
        ParticipationFactory(event=event, country="LV")
