"""What comes onto the next agenda of a body by itself."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role, Visibility
from accounts.steps import NotNowError
from agendas import services
from agendas.enums import AgendaState, Deed, ItemKind
from agendas.models import AgendaItem, Offer
from agendas.services.offers import OF_OFFERS
from events.enums import InvitationKind, State
from journal.models import Entry
from tests.factories.accounts import BodyFactory, MandateFactory, SeatFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 1, 12, 9, tzinfo=dt.UTC)


@pytest.fixture
def office():
    """Somebody of the Secretariat."""
    return standing(MandateFactory(role=Role.SECRETARIAT).user, NOW)


def board():
    return BodyFactory(code="BOARD", name="Board")


def offer(number=4, **changes):
    key = f"PROC-2026-{number:03d}"
    return services.offer_item(
        **{
            "body": board(),
            "kind": ItemKind.INFORMATION,
            "title": f"Procedure {number}",
            "text": f"{key}: Adopted.",
            "source": ("procedures.procedure", key, f"/procedures/{key}/"),
            "at": NOW,
            **changes,
        }
    )


def agenda(agenda_state=AgendaState.CIRCULATED, **event):
    return AgendaFactory(event=MeetingFactory(**event), state=agenda_state)


def rows(one):
    return [
        (item.title, item.kind, item.parent.title if item.parent else "", item.source_key)
        for item in one.items.order_by("order")
    ]


def test_an_offer_waits_until_there_is_an_agenda(office):
    offer(4)
    offer(5)
    made = agenda()

    taken = services.take_in_offers(made, by=office, at=NOW)

    gathered = "Written procedures since the last meeting"
    assert rows(made) == [
        (gathered, "INF", "", str(made.key)),
        ("Procedure 4", "INF", gathered, "PROC-2026-004"),
        ("Procedure 5", "INF", gathered, "PROC-2026-005"),
    ]
    assert [item.title for item in taken] == ["Procedure 4", "Procedure 5"]
    assert [one.item for one in Offer.objects.all()] == taken


def test_one_source_is_offered_once():
    offer(4)
    again = offer(4, title="Otherwise")

    assert str(again) == "Procedure 4"
    assert Offer.objects.count() == 1
    assert Entry.objects.filter(deed=Deed.OFFERED).count() == 1


def test_what_came_about_otherwise_waits_no_longer_and_what_is_taken_in_stays(office):
    offer(4)
    made = agenda()
    services.take_in_offers(made, by=office, at=NOW)
    offer(5)

    for number in (4, 5, 5):
        source = ("procedures.procedure", f"PROC-2026-{number:03d}")
        services.drop_offer(body=board(), source=source)

    assert [one.title for one in Offer.objects.all()] == ["Procedure 4"]


def test_taken_in_twice_is_once(office):
    offer(4)
    made = agenda()
    services.take_in_offers(made, by=office, at=NOW)
    made.refresh_from_db()
    version = made.version

    assert services.take_in_offers(made, by=office, at=NOW) == []
    made.refresh_from_db()
    assert (made.items.count(), made.version) == (2, version)


def test_what_comes_later_stands_below_the_same_item(office):
    made = agenda()
    offer(4)
    services.take_in_offers(made, by=office, at=NOW)
    offer(5)
    services.take_in_offers(made, by=office, at=NOW)

    assert made.items.filter(source_label=OF_OFFERS).count() == 1
    assert made.items.filter(parent__source_label=OF_OFFERS).count() == 2


def test_what_is_not_for_information_stands_for_itself(office):
    offer(4, kind=ItemKind.DISCUSSION, visibility=Visibility.NETWORK)
    made = agenda()

    (item,) = services.take_in_offers(made, by=office, at=NOW)

    assert (item.parent, item.kind, item.visibility) == (None, "B", "network")


def test_an_agenda_being_prepared_takes_it_in_at_once():
    later = agenda(
        AgendaState.PREPARING, first_date=dt.date(2099, 3, 1), last_date=dt.date(2099, 3, 1)
    )
    next_one = agenda(
        AgendaState.PREPARING, first_date=dt.date(2099, 2, 1), last_date=dt.date(2099, 2, 1)
    )

    offer(4)

    assert later.items.count() == 0
    assert [row[0] for row in rows(next_one)][1:] == ["Procedure 4"]


def test_neither_a_cancelled_meeting_nor_a_past_one_takes_anything_in_by_itself():
    agenda(
        AgendaState.PREPARING,
        state=State.CANCELLED,
        cancelled_at=NOW,
        cancel_reason="Storm",
        first_date=dt.date(2099, 2, 1),
        last_date=dt.date(2099, 2, 1),
    )
    agenda(AgendaState.PREPARING, first_date=dt.date(2020, 2, 1), last_date=dt.date(2020, 2, 1))

    assert offer(4).item is None


def test_what_is_sent_out_already_takes_nothing_in_by_itself():
    agenda(first_date=dt.date(2099, 2, 1), last_date=dt.date(2099, 2, 1))

    assert offer(4).item is None


def test_what_a_cancelled_meeting_had_is_offered_again(office):
    first = agenda()
    offer(4)
    services.take_in_offers(first, by=office, at=NOW)
    first.event.state, first.event.cancelled_at = State.CANCELLED, NOW
    first.event.cancel_reason = "Storm"
    first.event.save()
    second = agenda()

    (item,) = services.take_in_offers(second, by=office, at=NOW)

    assert (item.agenda, item.title) == (second, "Procedure 4")


def test_another_body_is_offered_nothing(office):
    offer(4, body=BodyFactory(code="EXCOM", name="ExCom"))

    assert services.take_in_offers(agenda(), by=office, at=NOW) == []


def test_a_long_title_is_cut():
    assert len(offer(4, title="x" * 300).title) == 200


def test_who_does_not_prepare_the_meeting_takes_nothing_in():
    offer(4)
    member = standing(MandateFactory().user, NOW)

    with pytest.raises(NotNowError):
        services.take_in_offers(agenda(), by=member, at=NOW)


def test_a_closed_meeting_takes_nothing_in(office):
    offer(4)

    with pytest.raises(NotNowError):
        services.take_in_offers(_closed(), by=office, at=NOW)


def _closed():
    made = agenda()
    made.event.state, made.event.published_at = State.CLOSED, NOW
    made.event.save()
    return made


@pytest.mark.parametrize("became", ["a part", "taken off"])
def test_where_what_gathers_them_has_no_parts_any_more_a_new_one_does(office, became):
    made = agenda()
    offer(4)
    services.take_in_offers(made, by=office, at=NOW)
    gathered = made.items.get(source_label=OF_OFFERS)
    part = made.items.get(title="Procedure 4")
    other = AgendaItemFactory(agenda=made, title="Reports")
    services.move_item(part, by=office, at=NOW)
    if became == "a part":
        services.move_item(gathered, parent=other, by=office, at=NOW)
    else:
        services.strike_item(gathered, reason="Twice", by=office, at=NOW)
    offer(5)

    (item,) = services.take_in_offers(made, by=office, at=NOW)

    assert item.parent not in (None, gathered)
    assert item.parent.parent is None


def test_what_was_by_invitation_is_open_at_the_next_meeting_to_the_seats_that_were_asked(office):
    first, following = agenda(AgendaState.ADOPTED), agenda(body=board())
    item = AgendaItemFactory(agenda=first, visibility=Visibility.ATTENDEES, title="Guests")
    codes = ("LV", "PT", "ES")
    seats = {code: SeatFactory(body=board(), member_state__code=code) for code in codes}
    people = {
        code: standing(MandateFactory(member_state=seat.member_state).user, NOW)
        for code, seat in seats.items()
    }
    asked = [(first, "LV", "silent"), (first, "LV", "no"), (first, "ES", "revoked")]
    for made, code, state in asked + [(following, code, "silent") for code in codes]:
        InvitationFactory(event=made.event, kind=InvitationKind.SEAT, seat=seats[code], state=state)

    services.put_off(item, is_put_off=True, at=NOW)
    (there,) = services.take_in_offers(following, by=office, at=NOW)

    known = {
        code: AgendaItem.objects.visible_to(by, following.event).filter(pk=there.pk).exists()
        for code, by in people.items()
    }
    assert known == {"LV": True, "PT": False, "ES": False}
    assert (there.visibility, list(there.readers.all())) == ("restricted", [seats["LV"]])
