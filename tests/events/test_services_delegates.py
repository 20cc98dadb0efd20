"""Delegates: named for a seat, asked by mail, confirmed by themselves, taken off again."""

import datetime as dt
from dataclasses import replace

import pytest

from accounts.access import Standing
from accounts.enums import Role
from accounts.steps import By
from events import services
from events.enums import InvitationState, QuotaScope, RegistrationState
from events.invitations import Reply
from events.models import Invitation, Registration
from events.rules import NotNowError
from events.services import Naming
from mail.models import Letter
from tests.events.registrants import AT, come, nobody
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
)
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def board():
    """A hybrid meeting of the Board in three weeks, and Latvia's seat in it."""
    body = BodyFactory(code="BOARD", name="Board")
    seat = SeatFactory(body=body, member_state=MemberStateFactory(code="LV"))
    event = EventFactory(
        kind="meeting", body=body, mode="hybrid", first_date=AT.date() + 21 * DAY, title="Board"
    )
    return event, seat


def speaks_for(seat, **fields):
    mandate = MandateFactory(member_state=seat.member_state, **fields)
    return Standing(user=mandate.user, at=AT, mandates=(mandate,))


def naming(seat, name="Anna", email="anna@example.eu", **changes):
    plain = Naming(
        party="Latvia",
        seat=seat,
        country="LV",
        category="policymaker",
        name=name,
        email=email,
        organisation="Ministry",
        attending="in_person",
        capacity="head",
    )
    return replace(plain, **changes)


def letters():
    return [(one.to, one.subject) for one in Letter.objects.order_by("pk")]


def named(board, **changes):
    event, seat = board
    return services.name_delegate(event, naming(seat, **changes), by=speaks_for(seat), at=AT)


def test_who_is_named_is_asked_by_mail_and_holds_no_place(board):
    event, seat = board
    by = speaks_for(seat)

    made = services.name_delegate(event, naming(seat), by=by, at=AT)

    assert (made.state, made.seat, made.capacity, made.registered_by, made.group) == (
        "named", seat, "head", by.user, "member",
    )  # fmt: skip
    (letter,) = Letter.objects.all()
    assert (letter.to, letter.subject) == (
        "anna@example.eu", "You are named for a delegation: Board",
    )  # fmt: skip
    answers = dict(letter.body["facts"])
    page = f"[[link:events:own_registration:{made.key}"
    assert [answers[one].split("?")[1] for one in ("Yes, in person", "Yes, online", "No")] == [
        "answer=in_person", "answer=online", "answer=no",
    ]  # fmt: skip
    assert answers["No"].startswith(page)


def test_who_names_himself_or_somebody_without_an_address_has_confirmed_with_that(board):
    event, seat = board
    by = speaks_for(seat)

    own = services.name_delegate(event, naming(seat, email=by.user.email), by=by, at=AT)
    nameless = services.name_delegate(event, naming(seat, "Berta", email=""), by=by, at=AT)

    assert (own.state, nameless.state) == ("confirmed", "confirmed")
    assert letters() == [(by.user.email, "Your place is confirmed: Board")]


def test_who_is_registered_already_is_taken_up_and_asked_nothing(board):
    event, seat = board
    there = come(event, "Anna")
    Letter.objects.all().delete()

    made = named(board)

    assert (made.pk, made.state, made.seat, made.capacity) == (
        there.pk, "confirmed", seat, "head",
    )  # fmt: skip
    assert letters() == []


def test_whom_one_seat_has_named_another_cannot_name(board):
    event, _seat = board
    first = named(board)
    other = SeatFactory(body=event.body, member_state=MemberStateFactory(code="FR"))

    with pytest.raises(services.AlreadyRegisteredError):
        services.name_delegate(event, naming(other, country="FR"), by=speaks_for(other), at=AT)
    first.refresh_from_db()
    assert first.seat == board[1]


def test_named_once_more_by_the_own_seat_the_letter_is_not_sent_twice(board):
    named(board)
    again = named(board, capacity="member")

    assert (again.capacity, Letter.objects.count()) == ("member", 1)


def test_nobody_is_named_once_the_meeting_is_over(board):
    event, seat = board

    with pytest.raises(NotNowError):
        services.name_delegate(event, naming(seat), by=speaks_for(seat), at=event.ends_at)


def test_a_delegate_confirms_and_the_invitation_is_answered_with_it(board):
    event, seat = board
    invitation = InvitationFactory(event=event, kind="seat", seat=seat, email="anna@example.eu")
    made = named(board)

    services.confirm_delegate(made, attending="online", by=nobody(), as_=By.PERSON, at=AT)

    made.refresh_from_db()
    invitation.refresh_from_db()
    assert (made.state, made.attending) == ("confirmed", "online")
    assert (invitation.state, invitation.registration) == ("online", made)
    assert letters()[-1] == ("anna@example.eu", "Your place is confirmed: Board")
    with pytest.raises(NotNowError):
        services.confirm_delegate(made, attending="online", by=nobody(), as_=By.PERSON, at=AT)


def test_where_no_place_is_left_a_delegate_waits(board):
    event, _seat = board
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=0)
    made = named(board)

    services.confirm_delegate(made, attending="online", by=nobody(), as_=By.PERSON, at=AT)

    assert Registration.objects.get(pk=made.pk).state == "waiting"


def test_a_way_of_taking_part_that_the_meeting_does_not_have_is_refused(board):
    event, _seat = board
    event.mode = "in_person"
    event.save()
    made = named(board)

    with pytest.raises(NotNowError):
        services.confirm_delegate(made, attending="online", by=nobody(), as_=By.PERSON, at=AT)
    assert Registration.objects.get(pk=made.pk).state == "named"


def test_answering_the_invitation_confirms_the_naming_too(board):
    event, seat = board
    invitation = InvitationFactory(event=event, kind="seat", seat=seat, email="anna@example.eu")
    made = named(board)
    reply = a_reply("online")

    services.answer_invitation(
        invitation, reply=reply, once=made.key, notice=None, by=nobody(), as_=By.PERSON, at=AT
    )

    made.refresh_from_db()
    assert (made.state, made.attending) == ("confirmed", "online")
    assert Invitation.objects.get().registration == made


def a_reply(answer):
    return Reply(
        answer,
        name="Anna",
        email="anna@example.eu",
        organisation="Ministry",
        country="LV",
        category="policymaker",
    )


@pytest.mark.parametrize(
    ("country", "group", "seated"),
    [
        ("FR", "participant", False),
        ("FR", "member", False),
        ("LV", "member", True),
        ("LV", "speaker", False),
        ("LV", "staff", False),
    ],
    ids=["one from elsewhere", "another state's", "another seat's", "a speaker", "who works there"],
)
def test_no_seat_takes_up_whom_it_did_not_bring(board, country, group, seated):
    event, _seat = board
    other = SeatFactory(body=event.body, member_state=MemberStateFactory(code="FR"))
    there = RegistrationFactory(
        event=event, email="anna@example.eu", country=country, group=group,
        seat=other if seated else None,
    )  # fmt: skip

    with pytest.raises(services.AlreadyRegisteredError):
        named(board)

    there.refresh_from_db()
    assert (there.state, there.capacity) == ("confirmed", "")


def test_a_colleague_who_registered_without_the_seat_is_taken_up(board):
    event, seat = board
    RegistrationFactory(event=event, email="anna@example.eu", country="LV")

    made = named(board)

    assert (made.seat, made.capacity, made.state) == (seat, "head", "confirmed")


def test_no_seat_takes_up_the_guest_of_an_institution(board):
    event, _seat = board
    there = RegistrationFactory(event=event, email="anna@example.eu", country="LV")
    InvitationFactory(
        event=event, kind="organisation", organisation=OrganisationFactory(), state="in_person",
        email="anna@example.eu", registration=there, answered_at=AT,
    )  # fmt: skip

    with pytest.raises(services.AlreadyRegisteredError):
        named(board)


def test_whom_an_organisation_may_take_up_the_secretariat_says(board):
    event, seat = board
    held = SeatFactory(
        body=event.body, member_state=None, organisation=OrganisationFactory(), votes=False
    )
    there = RegistrationFactory(event=event, email="anna@example.eu", country="EU")
    theirs = replace(naming(seat), seat=held, country="EU")
    office = Standing(user=None, at=AT, mandates=(MandateFactory(role=Role.SECRETARIAT),))

    with pytest.raises(services.AlreadyRegisteredError):
        services.name_delegate(event, theirs, by=speaks_for(seat), at=AT)
    assert services.name_delegate(event, theirs, by=office, at=AT) == there


def test_a_chair_without_a_seat_takes_up_its_own_people(board):
    event, seat = board
    RegistrationFactory(event=event, email="anna@example.eu", country="LV")
    chairs = replace(naming(seat), seat=None)

    made = services.name_delegate(event, chairs, by=speaks_for(seat), at=AT)

    assert (made.seat, made.party) == (None, ("LV", None))


def test_a_delegate_who_says_no_is_told_to_all_who_speak_for_the_seat_and_nobody_else(board):
    event, seat = board
    by, substitute = speaks_for(seat), speaks_for(seat, role=Role.SUBSTITUTE)
    speaks_for(SeatFactory(body=event.body, member_state=MemberStateFactory(code="FR")))
    made = services.name_delegate(event, naming(seat), by=by, at=AT)
    own = services.name_delegate(event, naming(seat, email=by.user.email), by=by, at=AT)
    Letter.objects.all().delete()

    services.withdraw(made, by=nobody(), as_=By.PERSON, at=AT)
    services.withdraw(own, by=nobody(), as_=By.PERSON, at=AT)

    assert letters() == [
        ("anna@example.eu", "You have withdrawn: Board"),
        (by.user.email, "Anna does not come: Board"),
        (substitute.user.email, "Anna does not come: Board"),
        (by.user.email, "You have withdrawn: Board"),
        (substitute.user.email, "Anna does not come: Board"),
    ]
    told = Letter.objects.filter(to=substitute.user.email, person=str(substitute.user.key)).first()
    assert told.body["button"][1].endswith(f"/events/{event.slug}/delegation/LV/")


def test_what_is_said_of_a_delegate_changes_but_not_the_own_word(board):
    _event, seat = board
    made = named(board)
    by = speaks_for(seat)

    changed = services.change_delegate(
        made, naming(seat, "Anna Kalniņa", attending="online"), by=by, at=AT
    )
    assert (changed.name, changed.attending) == ("Anna Kalniņa", "online")
    same = services.change_delegate(
        changed, naming(seat, "Anna Kalniņa", attending="online"), by=by, at=AT
    )
    assert same.version == changed.version

    services.confirm_delegate(made, attending="online", by=nobody(), as_=By.PERSON, at=AT)
    changed = services.change_delegate(
        made, naming(seat, "Anna Kalniņa", capacity="expert"), by=by, at=AT
    )
    assert (changed.capacity, changed.attending) == ("expert", "online")


def test_who_is_taken_off_hears_why_and_cannot_come_back(board):
    _event, seat = board
    made = named(board)
    by = speaks_for(seat)

    services.release_delegate(made, reason="Another comes.", by=by, as_=By.STATE, at=AT)

    made.refresh_from_db()
    assert (made.state, made.reason) == ("declined", "Another comes.")
    assert letters()[-1] == ("anna@example.eu", "You are no longer in the delegation: Board")
    with pytest.raises(NotNowError):
        services.restore(made, by=nobody(), as_=By.PERSON, at=AT)
    again = services.release_delegate(made, reason="Again.", by=by, as_=By.STATE, at=AT)
    assert again.reason == "Another comes."


def test_who_has_withdrawn_and_was_replaced_cannot_take_it_back_and_gets_no_letter(board):
    _event, seat = board
    made = named(board)
    services.withdraw(made, by=nobody(), as_=By.PERSON, at=AT)
    number = Letter.objects.count()

    services.release_delegate(
        made, reason="Another comes.", by=speaks_for(seat), as_=By.STATE, at=AT
    )

    made.refresh_from_db()
    assert (made.state, Letter.objects.count()) == (RegistrationState.DECLINED, number)


def test_an_invitation_that_said_yes_is_not_answered_twice(board):
    event, seat = board
    invitation = InvitationFactory(
        event=event, kind="seat", seat=seat, email="anna@example.eu", state=InvitationState.NO
    )
    made = named(board)

    services.confirm_delegate(made, attending="in_person", by=nobody(), as_=By.PERSON, at=AT)

    invitation.refresh_from_db()
    assert invitation.state == "in_person"
