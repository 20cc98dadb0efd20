"""What the database refuses of invitations and suggestions, and who may know of what."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.access import standing
from accounts.enums import Role
from events.enums import COMES, InvitationState, SuggestionState
from events.models import Event, Invitation
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory, SuggestionFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("invitation_names_what_its_kind_says", {"kind": "seat"}),
        ("invitation_names_what_its_kind_says", {"kind": "organisation"}),
        ("invitation_sent_at_a_moment", {"sent_at": None}),
        ("invitation_sent_at_a_moment", {"state": InvitationState.PREPARED, "sent_at": AT}),
        ("invitation_answered_at_a_moment", {"answered_at": AT, "answered_as": "person"}),
        (
            "invitation_answered_at_a_moment",
            {"state": InvitationState.NO, "answered_at": None, "answered_as": ""},
        ),
        ("invitation_answered_by_somebody", {"state": InvitationState.NO, "answered_as": ""}),
        ("invitation_answered_by_somebody", {"state": InvitationState.NO, "answered_as": "clock"}),
        ("invitation_taken_back_with_reason_and_moment", {"revoke_reason": "Why."}),
        (
            "invitation_taken_back_with_reason_and_moment",
            {"state": InvitationState.REVOKED, "revoke_reason": ""},
        ),
        ("invitation_who_comes_is_registered", {"state": InvitationState.ONLINE}),
    ],
)
def test_what_must_never_be_is_refused(name, words):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        InvitationFactory(**words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("suggestion_decided_by_somebody_at_a_moment", {"state": SuggestionState.ACCEPTED}),
        ("suggestion_decided_by_somebody_at_a_moment", {"decided_at": AT}),
    ],
)
def test_half_a_decision_is_refused(name, words):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        SuggestionFactory(**words)


def test_a_no_without_a_reason_is_refused():
    with (
        pytest.raises(IntegrityError, match="suggestion_declined_with_a_reason"),
        transaction.atomic(),
    ):
        SuggestionFactory(state=SuggestionState.DECLINED, decided_at=AT, decided_by=UserFactory())


def test_an_institution_is_suggested_once_for_an_event():
    first = SuggestionFactory(name="Europol")
    SuggestionFactory(name="Europol")

    with pytest.raises(IntegrityError), transaction.atomic():
        SuggestionFactory(name="EUROPOL", event=first.event)


def test_one_invitation_stands_for_an_address_and_for_a_person():
    user = UserFactory()
    first = InvitationFactory(email="a@example.eu", user=user)
    for words in ({"email": "a@example.eu"}, {"email": "b@example.eu", "user": user}):
        with pytest.raises(IntegrityError), transaction.atomic():
            InvitationFactory(event=first.event, **words)
        InvitationFactory(event=first.event, state=InvitationState.REVOKED, **words)


def test_an_invitation_reads_as_its_name_or_address_and_names_for_whom_it_is():
    seat = SeatFactory(member_state=MemberStateFactory(code="LV", name="Latvia"))
    rows = [
        InvitationFactory(name="Anna"),
        InvitationFactory(name="", email="a@example.eu", kind="seat", seat=seat),
        InvitationFactory(
            kind="organisation", organisation=OrganisationFactory(name="Efus"), name="Carla"
        ),
    ]

    assert [(str(row), row.invited_for, row.registration_state) for row in rows] == [
        ("Anna", "", ""),
        ("a@example.eu", "Latvia", ""),
        ("Carla", "Efus", ""),
    ]
    found = Invitation.objects.matching("latvia") | Invitation.objects.matching("efus carla")
    assert set(found) == set(rows[1:])


def test_invitations_by_where_they_stand():
    person = UserFactory(email="a@example.eu")
    event = EventFactory()
    stands = RegistrationFactory(event=event)
    gone = RegistrationFactory(event=event, state="withdrawn")
    rows = {
        "prepared": InvitationFactory(state=InvitationState.PREPARED),
        "silent": InvitationFactory(email="a@example.eu"),
        "coming": InvitationFactory(state=InvitationState.ONLINE, registration=stands),
        "gone": InvitationFactory(state=InvitationState.ONLINE, registration=gone),
        "no": InvitationFactory(state=InvitationState.NO),
        "revoked": InvitationFactory(state=InvitationState.REVOKED),
    }

    def names(found):
        return {name for name, row in rows.items() if row in set(found)}

    found = Invitation.objects
    assert names(found.standing()) == rows.keys() - {"revoked"}
    assert names(found.known()) == rows.keys() - {"revoked", "prepared"}
    assert names(found.prepared()) == {"prepared"}
    assert names(found.silent()) == {"silent"}
    assert names(found.answered()) == {"coming", "gone", "no"}
    assert names(found.coming()) == {"coming"}
    assert names(found.gone()) == {"gone"}
    assert names(found.of(person)) == {"silent"}
    assert rows["gone"].comes_no_longer
    assert not rows["coming"].comes_no_longer


SEAT_OF = {
    "nr": {"role": Role.NR, "member_state__code": "LV"},
    "substitute": {"role": Role.SUBSTITUTE, "member_state__code": "LV"},
    "presidency": {"role": Role.PRESIDENCY, "member_state__code": "LV"},
    "another state's": {"role": Role.NR, "member_state__code": "EE"},
    "observer": {"role": Role.OBSERVER, "organisation__name": "DG HOME"},
    "nobody's": None,
}


@pytest.mark.parametrize("holder", SEAT_OF)
@pytest.mark.parametrize("visibility", ["attendees", "body", "network", "restricted"])
def test_who_is_invited_for_the_seat_knows_of_a_published_event(holder, visibility):
    words = SEAT_OF[holder]
    user = MandateFactory(**words).user if words else UserFactory()
    seat = SeatFactory(member_state=MemberStateFactory(code="LV"))
    for state in InvitationState:
        for published in ("published", "draft"):
            event = EventFactory(
                title=f"{state} {published}", visibility=visibility, state=published,
                published_at=AT if published == "published" else None,
            )  # fmt: skip
            came = RegistrationFactory(event=event) if state in COMES else None
            InvitationFactory(event=event, kind="seat", seat=seat, state=state, registration=came)

    seen = {event.title for event in Event.objects.visible_to(standing(user, AT))}

    asked = set(InvitationState) - {"prepared", "revoked"}
    known = asked if holder in {"nr", "substitute"} and visibility != "restricted" else set()
    if visibility == "network" and words:
        known = set(InvitationState)
    assert seen == {f"{state} published" for state in known}


def test_an_observers_seat_and_the_own_address_let_one_know_too():
    observer = MandateFactory(role=Role.OBSERVER)
    attendee = UserFactory(email="a@example.eu")
    of_the_seat, of_the_person, revoked = EventFactory.create_batch(3, visibility="attendees")
    seat = SeatFactory(member_state=None, organisation=observer.organisation)
    InvitationFactory(event=of_the_seat, kind="seat", seat=seat)
    InvitationFactory(event=of_the_person, email="a@example.eu")
    InvitationFactory(event=revoked, email="a@example.eu", state=InvitationState.REVOKED)

    def seen(user):
        return list(Event.objects.visible_to(standing(user, AT)))

    assert (seen(observer.user), seen(attendee)) == ([of_the_seat], [of_the_person])
    assert list(Event.objects.visible_to(standing(None, AT))) == []
    assert list(Invitation.objects.held_by(standing(None, AT))) == []
