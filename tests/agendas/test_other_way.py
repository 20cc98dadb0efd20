"""What another body prepared and took back from an agenda stays off it: it is decided elsewhere."""

import datetime as dt

import pytest

from accounts.enums import Visibility
from accounts.models import Body
from agendas import services
from agendas.enums import ItemState
from agendas.models import AgendaItem, Track
from events import services as events
from events.enums import State
from events.models import Event
from tests.agendas.conftest import AT, browser, chair, office
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.procedures import draft, rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WRITTEN = ("procedures.procedure", "PROC-2024-007", "/procedures/PROC-2024-007/")
STAYS_OFF = "It goes another way, so that it stays off this agenda"


def meets(body, title, day, host):
    """The agenda of a meeting."""
    event = MeetingFactory(
        title=title, slug=title.lower().replace(" ", "-"), body=Body.objects.get(pk=body),
        host=host, first_date=day, last_date=day, state=State.PUBLISHED,
    )  # fmt: skip
    return AgendaFactory(event=event, circulated_at=AT)


@pytest.fixture
def item(sent_out):
    """What the ExCom prepared, as it stands on the agenda of the Board."""
    excom = meets("EXCOM", "ExCom of May", AT.date(), sent_out.event.host)
    prepared = AgendaItemFactory(agenda=excom, title="Budget of 2025")
    track = services.begin_track(prepared, body=sent_out.event.body, by=office(), at=AT)
    track = services.recommend(
        track, version=1, recommendation="positive", text="", by=office(), at=AT
    )
    return services.place_on(track, agenda=sent_out, by=office(), at=AT)


@pytest.fixture
def later(sent_out):
    """The agenda of the Board's next meeting."""
    day = sent_out.event.first_date + dt.timedelta(days=90)
    return meets("BOARD", "Board of August", day, sent_out.event.host)


def taken_back():
    return services.return_track(Track.objects.get(), by=office(), at=AT)


def restored(item):
    return services.restore_item(item, by=office(), at=AT)


def nowhere(track, item):
    """Leave it where no way is chosen yet."""


def into_writing(track, item):
    services.write_track(track, written=WRITTEN, by=office(), at=AT)


def decided_in_writing(track, item):
    into_writing(track, item)
    services.end_tracks(written=WRITTEN[:2], at=AT)


@pytest.mark.parametrize("goes", [nowhere, into_writing, decided_in_writing])
def test_what_was_taken_back_is_not_put_back(item, goes):
    goes(taken_back(), item)

    with pytest.raises(services.OtherWayError) as refused:
        restored(item)

    item.refresh_from_db()
    assert (item.state, refused.value.track) == (ItemState.STRUCK, Track.objects.get())


def test_what_was_off_when_it_was_taken_back_is_not_put_back_either(item):
    services.strike_item(item, reason="A slip.", by=office(), at=AT)
    taken_back()

    with pytest.raises(services.OtherWayError):
        restored(item)


def test_what_is_off_and_still_waited_for_is_put_back(item):
    services.strike_item(item, reason="A slip.", by=office(), at=AT)

    assert restored(item).state == ItemState.OPEN
    assert Track.objects.get().decides == item


def test_what_is_pursued_no_further_elsewhere_is_put_back(item):
    services.drop_track(taken_back(), reason="Nobody wants it.", by=office(), at=AT)

    assert restored(item).state == ItemState.OPEN


def pressed(item, who):
    """What the page says to somebody who wants to put it back."""
    address = f"{item.agenda.get_absolute_url()}items/{item.key}/restore/"
    return browser(who).post(address, follow=True).text


def test_where_it_is_decided_is_said_beside_why_it_stays_off(item, later):
    track = taken_back()
    before = pressed(item, chair())
    services.place_on(track, agenda=later, by=office(), at=AT)

    after = pressed(item, chair())

    assert f"{STAYS_OFF}." in before
    assert f"{STAYS_OFF}: Board of August, Tue 27 Aug 2024." in after
    assert not AgendaItem.objects.filter(pk=item.pk, state=ItemState.OPEN).exists()


def test_a_procedure_is_named_to_who_may_open_it(item):
    made = draft(rule_=rule(), title="Budget of 2025")
    written = ("procedures.procedure", made.reference, made.get_absolute_url())
    services.write_track(taken_back(), written=written, by=office(), at=AT)

    assert f"{STAYS_OFF}: {made.reference}." in pressed(item, office())
    told = pressed(item, chair())
    assert f"{STAYS_OFF}." in told
    assert made.reference not in told


def test_no_item_is_named_that_the_reader_may_not_know(item, later):
    there = services.place_on(taken_back(), agenda=later, by=office(), at=AT)
    AgendaItem.objects.filter(pk=there.pk).update(visibility=Visibility.RESTRICTED)

    told = pressed(item, office())

    assert f"{STAYS_OFF}." in told
    assert "Board of August" not in told


def test_a_meeting_that_takes_place_after_all_does_not_decide_it_beside_another(item, later):
    event = item.agenda.event
    events.cancel_event(event, reason="A strike.", by=office(), at=AT)
    track = taken_back()
    services.place_on(track, agenda=later, by=office(), at=AT)

    events.revive_event(Event.objects.get(pk=event.pk), reason="Over.", by=office(), at=AT)

    item.refresh_from_db()
    assert item.state == ItemState.STRUCK
    with pytest.raises(services.OtherWayError):
        restored(item)


def test_put_onto_the_same_agenda_again_it_stands_where_it_stood(item):
    track = taken_back()
    page = browser(office()).get(f"{item.agenda.get_absolute_url()}edit/").text
    assert f"{item.key}/restore/" not in page

    services.place_on(track, agenda=item.agenda, by=office(), at=AT)

    again = AgendaItem.objects.get(pk=item.pk)
    assert (again.state, again.order, again.went_with) == (ItemState.OPEN, item.order, None)
    assert Track.objects.get().decides == again
