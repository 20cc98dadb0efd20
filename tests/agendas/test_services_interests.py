"""Interests declared in an item."""

import uuid

import pytest
from django.db import IntegrityError

from accounts.enums import Visibility
from accounts.models import Organisation
from accounts.steps import NotNowError
from agendas import services
from agendas.enums import Deed
from agendas.models import Interest
from events.enums import State
from journal.models import Entry
from tests.agendas.conftest import AT, chair, observer, office, speaker
from tests.factories.agendas import AgendaItemFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def place(item, code="LV"):
    every = services.declaring_places(office(), item.agenda.event)
    return next(one for one in every if one.code == code)


def declare(item, code="LV", by=None, once=None, person="Maija Kalniņa"):
    return services.declare_interest(
        item,
        once=once or uuid.uuid4(),
        place=place(item, code),
        person=person,
        text="My agency wrote the study.",
        by=by or speaker(code),
        at=AT,
    )


def test_a_seat_declares_for_itself_or_a_person_of_it(item):
    who = speaker("LV")

    made = declare(item, by=who)
    whole = declare(item, by=who, person="")

    assert (str(made), str(whole)) == ("Maija Kalniņa, Latvia", "Latvia")
    assert (made.text, made.declared_at, made.declared_by) == (
        "My agency wrote the study.",
        AT,
        who.user,
    )
    assert Entry.objects.filter(deed=Deed.INTEREST, key=str(item.key)).count() == 2


def test_a_replay_declares_once(item):
    once, who = uuid.uuid4(), speaker("LV")

    assert declare(item, by=who, once=once) == declare(item, by=who, once=once)
    assert Interest.objects.count() == 1


def test_with_a_mark_that_was_used_another_item_or_seat_is_declared_all_the_same(item):
    once, officer = uuid.uuid4(), office()
    other = AgendaItemFactory(agenda=item.agenda)

    made = [
        declare(on, code, by=officer, once=once)
        for on, code in ((item, "LV"), (item, "SE"), (other, "LV"), (item, ""))
    ]

    assert list(Interest.objects.order_by("pk")) == made
    assert [(one.item, one.holder) for one in made[:3]] == [
        (item, "Latvia"), (item, "Sweden"), (other, "Latvia"),
    ]  # fmt: skip
    assert made[3].organisation is not None


def test_an_observer_declares_for_its_organisation(item):
    who = observer()
    (own,) = services.declaring_places(who, item.agenda.event)

    made = services.declare_interest(
        item, once=uuid.uuid4(), place=own, text="Ours.", by=who, at=AT
    )

    assert made.holder == "European Commission, DG HOME"
    assert Interest.objects.of_seats(who).get() == made
    assert not Interest.objects.of_seats(speaker("LV")).exists()


@pytest.mark.parametrize("who", [office, chair], ids=["the Secretariat", "the Presidency's team"])
def test_who_prepares_the_meeting_notes_what_a_seat_says_there(item, who):
    assert declare(item, "EE", by=who()).member_state_id == "EE"


def test_nobody_declares_for_another_seat(item):
    with pytest.raises(services.NotYoursError):
        declare(item, "EE", by=speaker("LV"))


def test_of_a_restricted_item_interests_are_declared_alike(sent_out):
    item = AgendaItemFactory(agenda=sent_out, visibility=Visibility.RESTRICTED)

    assert declare(item, "BE").item == item


def test_withdrawn_it_is_known_that_it_was(item):
    who = speaker("LV")
    made = declare(item, by=who)

    services.withdraw_interest(made, by=who, at=AT)
    services.withdraw_interest(made, by=office(), at=AT)

    made.refresh_from_db()
    assert (made.withdrawn_at, made.withdrawn_by) == (AT, who.user)
    assert list(Interest.objects.standing()) == []
    assert Entry.objects.filter(deed=Deed.INTEREST_ENDED).count() == 1


def test_nobody_withdraws_for_another_seat(item):
    made = declare(item)

    with pytest.raises(services.NotYoursError):
        services.withdraw_interest(made, by=speaker("EE"), at=AT)


def test_after_a_closed_meeting_nothing_is_declared_or_withdrawn(item):
    made = declare(item)
    event = item.agenda.event
    event.state = State.CLOSED
    event.save()

    with pytest.raises(NotNowError):
        declare(item)
    with pytest.raises(NotNowError):
        services.withdraw_interest(made, by=speaker("LV"), at=AT)


def test_what_is_no_meeting_of_a_body_has_no_seats(network):
    assert services.declaring_places(office(), EventFactory()) == []


def test_an_interest_is_of_one_seat(item):
    with pytest.raises(IntegrityError, match="interest_of_a_state_or_an_organisation"):
        Interest.objects.create(item=item, text="x", declared_at=AT)


def test_an_interest_is_withdrawn_at_a_moment(item):
    with pytest.raises(IntegrityError, match="interest_withdrawn_at_a_moment"):
        Interest.objects.create(
            item=item,
            organisation=Organisation.objects.first(),
            text="x",
            declared_at=AT,
            withdrawn_by=office().user,
        )
