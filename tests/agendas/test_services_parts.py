"""A part of something that only some may know of, when it leaves that."""

import uuid

import pytest
from django.utils import timezone

from accounts.enums import Visibility
from agendas import services
from agendas.enums import AgendaState
from agendas.models import AgendaItem, Offer
from tests.agendas.preparing import acting, host, member, office, the_agenda
from tests.factories.accounts import BodyFactory, SeatFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def agenda():
    """An agenda that was sent out; LV sits in the body, two more seats beside it."""
    return the_agenda()


@pytest.fixture
def seats(agenda):
    """Three seats of the body, of which Latvia's is the first."""
    body = agenda.event.body
    return [*body.seats.filter(member_state="LV"), SeatFactory(body=body), SeatFactory(body=body)]


@pytest.fixture
def parts(agenda, seats):
    """A restricted item that two seats read, with an open part and one that two others read."""
    whole = AgendaItemFactory(
        agenda=agenda, title="Whole", visibility=Visibility.RESTRICTED, order=1
    )
    whole.readers.set(seats[:2])
    open_ = AgendaItemFactory(agenda=agenda, title="Open", parent=whole, order=2)
    shut = AgendaItemFactory(
        agenda=agenda, title="Shut", parent=whole, visibility=Visibility.RESTRICTED, order=3
    )
    shut.readers.set(seats[1:])
    return whole, open_, shut


def of(item):
    """Of what class an item is, and which seats are its readers."""
    found = AgendaItem.objects.get(pk=item.pk)
    return found.visibility, set(found.readers.all())


def test_a_part_that_leaves_its_item_is_open_to_nobody_who_did_not_see_that(agenda, seats, parts):
    _whole, open_, shut = parts

    for part in (open_, shut):
        services.move_item(part, by=host(), at=NOW)

    assert of(open_) == ("restricted", set(seats[:2]))
    assert of(shut) == ("restricted", {seats[1]})
    known = AgendaItem.objects.visible_to(member(), agenda.event)
    assert set(known.values_list("title", flat=True)) == {"Whole", "Open"}


def test_a_part_that_stays_below_its_item_stays_as_open_as_it_is(parts):
    _whole, open_, shut = parts

    services.move_item(shut, parent=open_.parent, before=open_, by=host(), at=NOW)
    services.move_item(open_, parent=open_.parent, before=shut, by=host(), at=NOW)

    assert of(open_) == ("body", set())


def test_a_part_of_an_open_item_that_leaves_it_is_as_open_as_before(agenda):
    whole = AgendaItemFactory(agenda=agenda, visibility=Visibility.NETWORK)
    wide = AgendaItemFactory(agenda=agenda, parent=whole, visibility=Visibility.PUBLIC)
    narrow = AgendaItemFactory(agenda=agenda, parent=whole, visibility=Visibility.BODY)

    for part in (wide, narrow):
        services.move_item(part, by=host(), at=NOW)

    assert (of(wide), of(narrow)) == (("network", set()), ("body", set()))


def test_a_part_that_is_taken_over_without_its_item_is_open_to_no_others(agenda, seats, parts):
    following = AgendaFactory(event__host_id="IE", state=AgendaState.PREPARING)

    made = services.copy_items(following, parts[1:], once=uuid.uuid4(), by=office(), at=NOW)

    assert {one.title: of(one) for one in made} == {
        "Open": ("restricted", set(seats[:2])),
        "Shut": ("restricted", {seats[1]}),
    }


def test_a_part_that_is_taken_over_with_its_item_is_as_open_as_it_was(agenda, seats, parts):
    following = AgendaFactory(event__host_id="IE", state=AgendaState.PREPARING)

    made = services.copy_items(following, parts, once=uuid.uuid4(), by=office(), at=NOW)

    assert {one.title: of(one) for one in made} == {
        "Whole": ("restricted", set(seats[:2])),
        "Open": ("body", set()),
        "Shut": ("restricted", set(seats[1:])),
    }


def test_a_part_of_something_restricted_is_taken_over_by_who_may_know_of_it(agenda, parts):
    following = AgendaFactory(event__host_id="IE", state=AgendaState.PREPARING)

    with pytest.raises(services.NotYoursError):
        services.copy_items(
            following, parts[1:2], once=uuid.uuid4(), by=office(right=False), at=NOW
        )
    assert not following.items.exists()


def test_what_another_body_decides_is_open_to_nobody_who_did_not_see_it(agenda, seats, parts):
    _whole, open_, shut = parts
    board = AgendaFactory(event=MeetingFactory(body=BodyFactory(code="EXCOM"), host_id="IE"))
    by = office()

    placed = []
    for part in (open_, shut):
        track = services.begin_track(part, body=board.event.body, by=by, at=NOW)
        services.recommend(
            track, version=1, recommendation="positive", text="", by=by, at=agenda.event.starts_at
        )
        placed.append(services.place_on(track, agenda=board, by=by, at=NOW))

    assert [of(one) for one in placed] == [
        (Visibility.RESTRICTED, set(seats[:2])),
        (Visibility.RESTRICTED, {seats[1]}),
    ]


def test_what_came_back_once_the_meeting_was_over_waits_for_those_alone_who_saw_it(agenda):
    by, name = office(), "Agreed in writing, then shut"
    item = AgendaItemFactory(agenda=agenda, title=name)
    written = ("procedures.procedure", "PROC-1", "/p/")
    services.mark_in_writing(item, written=written, by=by, at=NOW)
    AgendaItem.objects.filter(pk=item.pk).update(visibility=Visibility.RESTRICTED)
    services.bring_back(item, by=None, at=agenda.event.ends_at)
    seat = SeatFactory(body=agenda.event.body, member_state__code="EE")
    named = Offer.objects.get()
    named.readers.add(seat)
    body, event = agenda.event.body, agenda.event

    def known(standing):
        return Offer.objects.waiting_for(body).known_to(standing, event).count()

    assert named.visibility == Visibility.RESTRICTED
    people = [by, host(), acting(member_state__code="EE"), member(), office(right=False)]
    assert [known(who) for who in people] == [1, 1, 1, 0, 0]
