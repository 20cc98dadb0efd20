"""What a meeting's convening adds to the letters of invitation, and for which day it counts seats."""

import datetime as dt
import uuid

import pytest

from accounts.access import Standing
from events import guests, services
from events.invitations import Guest, Wording
from mail.models import Letter
from tests.factories.accounts import BodyFactory, MandateFactory, PresidencyTermFactory
from tests.factories.events import EventFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2024, 6, 3, 9, tzinfo=dt.UTC)
WORDING = Wording(("The Board is convened.",), (("Agenda", "https://example.eu/agenda/"),))


def test_a_letter_of_invitation_holds_what_it_is_worded_with():
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=30))
    prepared = InvitationFactory(event=event, state="prepared", email="b@example.eu")
    by = Standing(user=None, at=AT)

    services.invite(
        event,
        once=uuid.uuid4(),
        people=[Guest("a@example.eu")],
        group="member",
        note_to_them="",
        wording=WORDING,
        by=by,
        at=AT,
    )
    services.send_prepared(event, wording=WORDING, by=by, at=AT)

    first, second = Letter.objects.order_by("to")
    assert (first.to, second.to) == ("a@example.eu", prepared.email)
    for letter in (first, second):
        assert letter.body["paragraphs"][1] == "The Board is convened."
        assert ["Agenda", "https://example.eu/agenda/"] in letter.body["facts"]


def test_the_places_of_a_body_are_those_of_the_day_of_the_meeting():
    body = BodyFactory(code="EXCOM")
    spring = PresidencyTermFactory(starts=dt.date(2024, 1, 1))
    autumn = PresidencyTermFactory(starts=dt.date(2024, 7, 1))
    MandateFactory(member_state=autumn.member_state)

    (now,) = guests.benches(body, at=AT)
    (later,) = guests.benches(body, at=AT, on=dt.date(2024, 7, 1))

    assert (now.place.code, later.place.code) == (
        spring.member_state.code, autumn.member_state.code,
    )  # fmt: skip
    assert (len(now.people), len(later.people)) == (0, 1)
