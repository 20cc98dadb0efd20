"""What is decided, in the meeting or in writing, stays on the agenda and as open as it is."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import Visibility
from agendas import services
from agendas.enums import AgendaState, Bar, ItemState
from agendas.forms.item import stored
from agendas.models import AgendaItem
from agendas.wishing import barred
from tests.agendas.preparing import office, the_agenda
from tests.factories.accounts import SeatFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()
PROC = ("procedures.procedure", "PROC-2026-004", "/procedures/PROC-2026-004/")


@pytest.fixture
def agenda():
    """An agenda that was sent out."""
    return the_agenda()


@pytest.fixture
def by():
    """Somebody of the Secretariat who may read restricted papers."""
    return office()


def decided(agenda, **said):
    item = AgendaItemFactory(agenda=agenda, **said)
    services.keep_decided(item, at=NOW)
    return item


def in_writing(agenda, by, **said):
    item = AgendaItemFactory(agenda=agenda, **said)
    return services.mark_in_writing(item, written=PROC, by=by, at=NOW)


def change(item, by, **said):
    item = AgendaItem.objects.get(pk=item.pk)
    told = {**stored(item), **said}
    return services.change_item(item, version=item.version, by=by, at=NOW, **told)


def test_what_the_meeting_decided_is_neither_taken_off_nor_decided_in_writing(agenda, by):
    whole = AgendaItemFactory(agenda=agenda)
    part = decided(agenda, parent=whole)

    for item in (whole, part):
        with pytest.raises(services.DecidedError):
            services.strike_item(item, reason="A slip", by=by, at=NOW)
    with pytest.raises(services.DecidedError):
        services.mark_in_writing(part, written=PROC, by=by, at=NOW)

    assert barred(part, has_parts=False) == Bar.DECIDED
    assert not AgendaItem.objects.exclude(state=ItemState.OPEN).exists()
    with pytest.raises(IntegrityError, match="decided_stays_on_the_agenda"), transaction.atomic():
        AgendaItem.objects.filter(pk=part.pk).update(state=ItemState.STRUCK, struck_at=NOW)


def test_a_whole_stays_while_a_part_is_decided_in_writing(agenda, by):
    whole = AgendaItemFactory(agenda=agenda)
    in_writing(agenda, by, parent=whole)

    with pytest.raises(services.PartInWritingError):
        services.strike_item(whole, reason="A slip", by=by, at=NOW)

    whole.refresh_from_db()
    assert whole.state == ItemState.OPEN


def test_nothing_is_put_into_writing_or_below_what_was_taken_off(agenda, by):
    whole = AgendaItemFactory(agenda=agenda)
    part, other = AgendaItemFactory(agenda=agenda, parent=whole), AgendaItemFactory(agenda=agenda)
    as_it_was_read = AgendaItem.objects.get(pk=whole.pk)
    services.strike_item(whole, reason="A slip", by=by, at=NOW)
    part = AgendaItem.objects.get(pk=part.pk)

    assert barred(part, has_parts=False) == Bar.WHOLE_OFF
    with pytest.raises(services.WholeOffError):
        services.mark_in_writing(part, written=PROC, by=by, at=NOW)
    with pytest.raises(services.WholeOffError):
        services.move_item(other, parent=as_it_was_read, by=by, at=NOW)
    with pytest.raises(services.WholeOffError):
        services.add_item(
            agenda, once=uuid.uuid4(), parent=as_it_was_read, title="More", by=by, at=NOW
        )
    services.move_item(part, by=by, at=NOW)
    services.mark_in_writing(part, written=PROC, by=by, at=NOW)

    assert list(whole.parts.all()) == []


def test_what_became_a_part_meanwhile_has_no_parts(agenda, by):
    whole, one = AgendaItemFactory(agenda=agenda), AgendaItemFactory(agenda=agenda)
    as_it_was_read = AgendaItem.objects.get(pk=one.pk)
    services.move_item(one, parent=whole, by=by, at=NOW)

    with pytest.raises(services.TooDeepError):
        services.add_item(
            agenda, once=uuid.uuid4(), parent=as_it_was_read, title="More", by=by, at=NOW
        )


@pytest.mark.parametrize("make", ["decided", "in writing"])
def test_who_may_know_of_it_stays_as_it_is(agenda, by, make):
    item = decided(agenda) if make == "decided" else in_writing(agenda, by)

    for narrower in (Visibility.RESTRICTED, Visibility.ATTENDEES):
        with pytest.raises(services.ReadersStayError):
            change(item, by, visibility=narrower)

    assert change(item, by, title="Otherwise").visibility == Visibility.BODY


def test_nor_does_it_change_with_what_it_is_a_part_of(agenda, by):
    whole = AgendaItemFactory(agenda=agenda)
    secret = AgendaItemFactory(agenda=agenda, visibility=Visibility.RESTRICTED)
    part = decided(agenda, parent=whole)

    with pytest.raises(services.ReadersStayError):
        change(whole, by, visibility=Visibility.RESTRICTED)
    with pytest.raises(services.ReadersStayError):
        services.move_item(part, parent=secret, by=by, at=NOW)
    services.move_item(part, by=by, at=NOW)

    part.refresh_from_db()
    assert (part.parent, part.visibility) == (None, Visibility.BODY)


def test_what_was_restricted_when_it_was_decided_stays_so(agenda, by):
    item = decided(agenda, visibility=Visibility.RESTRICTED)

    with pytest.raises(services.ReadersStayError):
        change(item, by, visibility=Visibility.BODY)


def test_nor_do_other_seats_come_to_know_of_it(agenda, by):
    named, other = SeatFactory(), SeatFactory()
    whole = AgendaItemFactory(agenda=agenda, visibility=Visibility.RESTRICTED)
    item = decided(agenda, visibility=Visibility.RESTRICTED)
    part = decided(agenda, parent=whole)
    for one in (whole, item):
        one.readers.set([named])

    for one in (whole, item):
        for readers in ([named, other], []):
            with pytest.raises(services.ReadersStayError):
                change(one, by, readers=readers)
        change(one, by, title="Otherwise", readers=[named])
    with pytest.raises(services.ReadersStayError):
        services.move_item(item, parent=AgendaItemFactory(
            agenda=agenda, visibility=Visibility.RESTRICTED
        ), by=by, at=NOW)  # fmt: skip
    services.move_item(part, by=by, at=NOW)

    assert [list(one.readers.all()) for one in (whole, item, part)] == [[named]] * 3


def test_what_is_by_invitation_is_not_put_to_the_whole_body(agenda, by):
    item = AgendaItemFactory(agenda=agenda, visibility=Visibility.ATTENDEES)
    part = AgendaItemFactory(agenda=agenda, parent=item)

    for one in (part, item):
        with pytest.raises(services.RestrictedError):
            services.mark_in_writing(one, written=PROC, by=by, at=NOW)


def test_the_class_of_an_item_is_never_wider_than_that_of_its_whole(agenda):
    whole = AgendaItemFactory(agenda=agenda, visibility=Visibility.RESTRICTED)
    part = AgendaItemFactory(agenda=agenda, parent=whole, visibility=Visibility.PUBLIC)
    other = AgendaItemFactory(agenda=agenda, visibility=Visibility.NETWORK)

    found = [(one.readers_class, one.is_closed, one.is_open_to_body) for one in (part, other)]

    assert found == [
        (Visibility.RESTRICTED, True, False),
        (Visibility.NETWORK, False, True),
    ]
    assert not part.is_restricted


def test_what_was_postponed_is_offered_for_the_next_agenda_until_it_is_decided(agenda, by):
    item = AgendaItemFactory(agenda=agenda, visibility=Visibility.RESTRICTED)
    item.readers.set(agenda.event.body.seats.all())

    for _twice in range(2):
        services.put_off(item, is_put_off=True, at=NOW)

    offer = agenda.event.body.offers.get()
    assert (offer.title, offer.visibility) == (item.title, Visibility.RESTRICTED)
    assert list(offer.readers.all()) == list(item.readers.all())
    services.put_off(item, is_put_off=False, at=NOW)
    assert not agenda.event.body.offers.exists()


def test_a_postponed_item_that_was_offered_here_waits_again_as_what_it_was(agenda, by):
    source = ("meetings.minutes", str(uuid.uuid4()), "/m/")
    offer = services.offer_item(
        body=agenda.event.body, kind="A", title="Minutes", source=source, at=NOW
    )
    (item,) = services.take_in_offers(agenda, by=by, at=NOW)
    offers = agenda.event.body.offers

    services.put_off(item, is_put_off=True, at=NOW)
    assert offers.get().item is None
    services.put_off(item, is_put_off=False, at=NOW)
    assert offers.get().item == item
    services.put_off(item, is_put_off=False, at=NOW)
    next_one = the_next(agenda)
    services.put_off(item, is_put_off=True, at=NOW)

    taken = next_one.items.get()
    assert offers.get().item == taken
    assert (taken.source_label, taken.source_key, taken.parent) == (*source[:2], None)
    assert offers.get().pk == offer.pk


def the_next(agenda):
    """The agenda of a later meeting, being prepared."""
    day = dt.date(2099, 3, 1)
    event = MeetingFactory(body=agenda.event.body, first_date=day, last_date=day)
    return AgendaFactory(event=event, state=AgendaState.PREPARING)


def test_what_stands_on_each_agenda_comes_there_by_itself(agenda):
    standing = agenda.event.body.standing_items.create(title="Progress", kind="INF")
    item = AgendaItemFactory(agenda=agenda, kind="INF", standing=standing)

    services.put_off(item, is_put_off=True, at=NOW)

    assert not agenda.event.body.offers.exists()


def test_postponed_information_stands_for_itself_on_the_next_agenda(agenda, by):
    item = AgendaItemFactory(agenda=agenda, kind="INF", title="Figures")

    services.put_off(item, is_put_off=True, at=NOW)
    (taken,) = services.take_in_offers(the_next(agenda), by=by, at=NOW)

    assert (taken.title, taken.parent) == ("Figures", None)
