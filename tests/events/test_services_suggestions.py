"""Institutions suggested for an event, and what the host decides."""

import datetime as dt
import uuid

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Organisation
from accounts.steps import By, NotNowError
from events import services
from events.enums import Kind, State, SuggestionState
from events.models import InstitutionSuggestion, Invitation
from journal.models import Entry
from mail.models import Letter
from tests.factories.accounts import MandateFactory, MemberStateFactory, OrganisationFactory
from tests.factories.events import EventFactory
from tests.factories.invitations import InvitationFactory, SuggestionFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
AHEAD = AT.date() + dt.timedelta(days=21)


@pytest.fixture
def host():
    ireland = MemberStateFactory(code="IE", name="Ireland")
    return standing(MandateFactory(role=Role.PRESIDENCY, member_state=ireland).user, AT)


@pytest.fixture
def event(host):
    return EventFactory(first_date=AHEAD, title="Seminar", host_id="IE")


@pytest.fixture
def state():
    return standing(MandateFactory(member_state=MemberStateFactory(code="LV")).user, AT)


def suggest(event, by, **words):
    words = {
        "once": uuid.uuid4(),
        "name": "Europol",
        "email": "liaison@example.org",
        "why": "They know the field.",
        "at": AT,
    } | words
    return services.suggest_institution(event, by=by, **words)


def test_a_state_suggests_an_institution_once(event, state):
    once = uuid.uuid4()

    made = suggest(event, state, once=once)
    again = suggest(event, state, once=once)

    assert (again, made.member_state_id, made.state) == (made, "LV", "proposed")
    assert [entry.deed for entry in Entry.objects.filter(label="events.event")] == [
        "events.institution_suggested"
    ]


def test_an_institution_is_suggested_once_in_whatever_letters(event, state, host):
    made = suggest(event, state)
    with pytest.raises(services.SuggestedAlreadyError):
        suggest(event, host, name="EUROPÓL")

    services.withdraw_suggestion(made, by=state, as_=By.STATE, at=AT)

    assert suggest(event, host).member_state is None


@pytest.mark.parametrize(
    "words",
    [
        {"kind": Kind.WEBINAR},
        {"state": State.HELD},
        {"first_date": AT.date() - dt.timedelta(days=1)},
    ],
    ids=["a webinar", "held", "over"],
)
def test_nothing_is_suggested_where_it_makes_no_sense(state, words):
    with pytest.raises(NotNowError):
        suggest(EventFactory(**{"first_date": AHEAD} | words), state)


def test_nobody_suggests_without_signing_in(event):
    with pytest.raises(NotNowError):
        suggest(event, standing(None, AT))


def test_what_is_accepted_stands_on_the_list_and_is_prepared(event, state, host):
    made = suggest(event, state)

    services.accept_suggestion(made, reason="Gladly.", by=host, as_=By.PRESIDENCY, at=AT)

    made.refresh_from_db()
    invitation = Invitation.objects.get()
    assert (made.state, made.decided_by, made.decided_at, made.invitation) == (
        "accepted",
        host.user,
        AT,
        invitation,
    )
    assert (invitation.state, invitation.kind, invitation.email) == (
        "prepared",
        "organisation",
        "liaison@example.org",
    )
    assert (invitation.organisation.name, invitation.organisation.email) == (
        "Europol",
        "liaison@example.org",
    )
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (
        state.user.email,
        "Accepted: your suggestion for Seminar",
    )
    assert "Reason: Gladly." in letter.body["paragraphs"]


def test_an_institution_that_is_known_is_not_made_anew(event, state, host):
    known = OrganisationFactory(
        name="European Union Agency for Law Enforcement", abbreviation="Europol"
    )
    made = suggest(event, state)

    services.accept_suggestion(made, reason="", by=host, as_=By.PRESIDENCY, at=AT)

    assert (Organisation.objects.get(), Invitation.objects.get().organisation) == (known, known)


def test_an_address_that_is_invited_keeps_that_invitation(event, state, host):
    there = InvitationFactory(event=event, email="liaison@example.org")
    made = suggest(event, state)

    services.accept_suggestion(made, reason="", by=host, as_=By.PRESIDENCY, at=AT)

    made.refresh_from_db()
    assert made.invitation == there


def test_what_is_declined_says_why_and_may_be_accepted_later(event, state, host):
    made = suggest(event, state)

    services.decline_suggestion(made, reason="No room.", by=host, as_=By.PRESIDENCY, at=AT)

    letter = Letter.objects.get()
    assert (letter.subject, letter.body["paragraphs"]) == (
        "Declined: your suggestion for Seminar",
        ["The institution you suggested will not be invited.", "Reason: No room."],
    )
    with pytest.raises(NotNowError):
        services.withdraw_suggestion(made, by=state, as_=By.STATE, at=AT)
    services.accept_suggestion(made, reason="", by=host, as_=By.PRESIDENCY, at=AT)
    assert InstitutionSuggestion.objects.get().state == "accepted"


def test_nothing_is_accepted_once_it_has_begun(host):
    made = SuggestionFactory(event=EventFactory(first_date=AT.date() - dt.timedelta(days=1)))

    with pytest.raises(NotNowError):
        services.accept_suggestion(made, reason="", by=host, as_=By.PRESIDENCY, at=AT)


def test_who_decides_on_suggestions(event, host, state):
    office = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)

    assert [services.decides_on(event, by=one) for one in (office, host, state)] == [
        By.SECRETARIAT,
        By.PRESIDENCY,
        None,
    ]


def test_what_is_to_be_decided(event):
    SuggestionFactory(event=event, state=SuggestionState.WITHDRAWN)
    open_one = SuggestionFactory(event=event)

    assert list(event.suggestions.to_decide()) == [open_one]
    assert open_one.get_absolute_url() == f"/events/{event.slug}/suggestions/"
    assert str(open_one) == open_one.name


@pytest.mark.parametrize(
    ("words", "as_"),
    [
        ({}, By.PRESIDENCY),
        ({"first_date": dt.date(2027, 3, 2)}, By.PRESIDENCY),
        ({"first_date": dt.date(2027, 3, 3)}, None),
        ({"state": State.CLOSED}, None),
        ({"host_id": "LV"}, None),
    ],
    ids=["hosted", "in twelve months", "a day later", "closed", "another's"],
)
def test_a_presidency_decides_while_it_may_work_on_the_event(host, state, words, as_):
    hosted = EventFactory(**{"first_date": AHEAD, "host_id": "IE"} | words)

    assert services.decides_on(hosted, by=host) == as_
    assert services.decides_on(hosted, by=state) is None
