"""What was put off to a later meeting is decided there, or here after all, and never twice."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from agendas import services
from agendas.enums import AgendaState, ItemState, TrackState
from agendas.models import Offer, Track
from agendas.views.wishes import why_not
from agendas.wishing import bar_of, may_be_written
from events.enums import State
from tests.agendas.preparing import office, the_agenda
from tests.factories.accounts import BodyFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()
PROC = ("procedures.procedure", "PROC-2026-004", "/procedures/PROC-2026-004/")
MINUTES = ("meetings.minutes", "9a4c", "/m/")


@pytest.fixture
def agenda():
    """An agenda that was sent out."""
    return the_agenda()


@pytest.fixture
def by():
    """Somebody of the Secretariat who may read restricted papers."""
    return office()


@pytest.fixture(params=["its own", "offered here"])
def item(request, agenda, by):
    """An item of that agenda, which the meeting puts off."""
    if request.param == "its own":
        return AgendaItemFactory(agenda=agenda)
    body = agenda.event.body
    services.offer_item(body=body, kind="A", title="Minutes", source=MINUTES, at=NOW)
    (taken,) = services.take_in_offers(agenda, by=by, at=NOW)
    return taken


def put_off(item, *, is_put_off=True):
    services.put_off(item, is_put_off=is_put_off, at=NOW)


def taken_in(agenda, by, day=dt.date(2099, 3, 1)):
    """What the agenda of a later meeting, being prepared, takes in."""
    event = MeetingFactory(body=agenda.event.body, first_date=day, last_date=day)
    later = AgendaFactory(event=event, state=AgendaState.PREPARING)
    (taken,) = services.take_in_offers(later, by=by, at=NOW)
    return taken


@pytest.mark.parametrize("is_taken", [False, True], ids=["waiting", "taken in"])
def test_what_was_put_off_is_not_decided_in_writing_from_here(agenda, by, item, is_taken):
    assert may_be_written(item)
    for _twice in range(2):
        put_off(item)
    if is_taken:
        assert may_be_written(taken_in(agenda, by))

    assert Offer.objects.waiting_for(agenda.event.body).count() == int(not is_taken)
    assert not may_be_written(item)
    assert "put this item off" in why_not(bar_of(item))
    with pytest.raises(services.PutOffError):
        services.mark_in_writing(item, written=PROC, by=by, at=NOW)


def test_decided_after_all_it_leaves_the_agenda_that_is_being_prepared(agenda, by, item):
    put_off(item)
    there = taken_in(agenda, by)

    for _twice in range(2):
        put_off(item, is_put_off=False)

    there.refresh_from_db()
    assert (there.state, there.struck_at) == (ItemState.STRUCK, NOW)
    assert may_be_written(item)
    assert list(agenda.event.body.offers.exclude(item=item)) == []


@pytest.mark.parametrize("how", ["in the meeting", "in writing"])
def test_what_was_decided_after_all_is_not_put_back_there(client, agenda, by, item, how):
    put_off(item)
    there = taken_in(agenda, by)
    put_off(item, is_put_off=False)
    if how == "in writing":
        services.mark_in_writing(item, written=PROC, by=by, at=NOW)
    else:
        item.refresh_from_db()
        services.keep_decided(item, at=NOW)

    with pytest.raises(services.DecidedError):
        services.restore_item(there, by=by, at=NOW)
    client.force_login(by.user)
    address = reverse("agendas:restore_item", args=[there.agenda.event.slug, there.key])
    answer = client.post(address, follow=True)

    assert "It is decided already" in answer.text
    there.refresh_from_db()
    assert there.state == ItemState.STRUCK


def test_what_is_not_decided_after_all_is_put_back_there(agenda, by, item):
    put_off(item)
    there = taken_in(agenda, by)
    services.strike_item(there, reason="", by=by, at=NOW)

    services.restore_item(there, by=by, at=NOW)

    there.refresh_from_db()
    assert there.state == ItemState.OPEN


@pytest.mark.parametrize("how", ["sent out", "in writing", "a part in writing", "here"])
def test_what_a_later_agenda_goes_on_with_is_not_decided_here(agenda, by, item, how):
    put_off(item)
    if how == "here":
        (there,) = services.take_in_offers(agenda, by=by, at=NOW)
    else:
        there = taken_in(agenda, by)
    if how == "sent out":
        services.circulate(there.agenda, by=by, at=NOW)
    if how == "in writing":
        services.mark_in_writing(there, written=PROC, by=by, at=NOW)
    if how == "a part in writing":
        part = AgendaItemFactory(agenda=there.agenda, parent=there)
        services.mark_in_writing(part, written=PROC, by=by, at=NOW)

    with pytest.raises(services.TakenUpError):
        put_off(item, is_put_off=False)

    there.refresh_from_db()
    assert there.state != ItemState.STRUCK


def test_what_a_cancelled_meeting_had_taken_in_waits_no_longer_once_it_is_decided(agenda, by, item):
    put_off(item)
    event = taken_in(agenda, by).agenda.event
    event.state, event.cancelled_at, event.cancel_reason = State.CANCELLED, NOW, "Storm"
    event.save()

    put_off(item, is_put_off=False)

    assert not Offer.objects.waiting_for(agenda.event.body).exists()
    assert may_be_written(item)


def placed(item):
    """What another body prepared, and this item decides."""
    body = BodyFactory(code="EXCOM")
    prepared = AgendaItemFactory(agenda__event__body=body)
    return Track.objects.create(
        item=prepared,
        body=item.agenda.event.body,
        state=TrackState.ON_AGENDA,
        recommendation="positive",
        recommended_at=NOW,
        decides=item,
        opened_at=NOW,
    )


def decides(track):
    track.refresh_from_db()
    return track.decides


def test_what_was_prepared_waits_for_the_item_that_takes_its_place(agenda, by):
    item = AgendaItemFactory(agenda=agenda)
    track = placed(item)
    other = placed(AgendaItemFactory(agenda=agenda))

    put_off(item)
    there = taken_in(agenda, by)
    assert decides(track) == there
    services.circulate(there.agenda, by=by, at=NOW)
    put_off(there)
    third = taken_in(agenda, by, day=dt.date(2099, 6, 1))
    assert decides(track) == third
    services.end_tracks(item=third, at=NOW)

    track.refresh_from_db()
    other.refresh_from_db()
    assert (track.state, other.state) == (TrackState.DECIDED, TrackState.ON_AGENDA)


def test_what_was_prepared_comes_back_to_the_item_that_is_decided_after_all(agenda, by):
    item = AgendaItemFactory(agenda=agenda)
    track = placed(item)
    put_off(item)
    taken_in(agenda, by)

    put_off(item, is_put_off=False)

    assert decides(track) == item


def test_what_was_taken_back_from_an_agenda_does_not_follow_its_item(agenda, by):
    item = AgendaItemFactory(agenda=agenda)
    track = services.return_track(placed(item), by=by, at=NOW)
    put_off(item)
    taken_in(agenda, by)

    assert decides(track) is None


@pytest.mark.parametrize("back", ["offered again", "put off"])
def test_what_came_about_otherwise_waits_nowhere_whatever_it_was_offered_as(agenda, by, back):
    body = agenda.event.body
    services.offer_item(body=body, kind="A", title="Minutes", source=MINUTES, at=NOW)
    (item,) = services.take_in_offers(agenda, by=by, at=NOW)
    if back == "offered again":
        services.mark_in_writing(item, written=PROC, by=by, at=NOW)
        over = agenda.event.ends_at
        services.bring_back(item, by=None, at=over)
    else:
        put_off(item)
    assert Offer.objects.waiting_for(body).count() == 1

    services.drop_offer(body=body, source=MINUTES[:2])

    assert not Offer.objects.waiting_for(body).exists()
