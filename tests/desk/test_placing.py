"""What a Presidency took up comes on the agenda of a meeting of the body it asked."""

import datetime as dt
import uuid

import pytest

from accounts.models import Body
from accounts.versions import StaleError
from agendas.enums import AgendaState, ItemKind
from agendas.models import AgendaItem
from desk import placing
from events.enums import State
from suggestions import services
from suggestions.enums import SuggestionDeed
from tests.factories.agendas import AgendaFactory, MeetingFactory
from tests.factories.suggestions import (
    AFTER,
    again,
    at_work,
    network,
    opened,
    speaks_for,
    state,
    suggested,
    team,
)

pytestmark = pytest.mark.django_db

MAY = dt.date(2024, 5, 29)


@pytest.fixture(autouse=True)
def _network(time_machine):
    network()
    time_machine.move_to(AFTER, tick=False)


def agenda(state_=AgendaState.PREPARING, body="BOARD", **fields):
    facts = {"body": Body.objects.get(pk=body), "host": state("BE"), "first_date": MAY}
    return AgendaFactory(event=MeetingFactory(**facts | fields), state=state_)


def taken_up(by):
    one = suggested(opened(by))
    return services.decide(
        one, version=one.version, deed=SuggestionDeed.TAKE_UP, reason="Good.", by=by, at=AFTER
    )


def address(one):
    return f"/suggestions/one/{one.key}/agenda/"


def said(on, **more):
    told = {"once": uuid.uuid4(), "agenda": on.key, "title": "Alarms", "kind": ItemKind.INFORMATION}
    return told | more


def test_agendas_of_the_body_that_one_prepares_and_can_still_change_are_offered():
    by = team(at=AFTER)
    one = taken_up(by)
    drafted, sent = agenda(), agenda(AgendaState.CIRCULATED, first_date=dt.date(2024, 6, 1))
    agenda(AgendaState.ADOPTED)
    agenda(body="EXCOM")
    agenda(state=State.CANCELLED, cancelled_at=AFTER, cancel_reason="Snow.")
    agenda(first_date=dt.date(2024, 2, 1))
    other = agenda(host=state("HU"), first_date=dt.date(2024, 7, 3))

    assert list(placing.agendas_for(one, again(by, AFTER))) == [drafted, sent]
    assert list(placing.agendas_for(one, at_work(at=AFTER))) == [drafted, sent, other]


def test_it_comes_on_the_agenda_with_its_text_and_leads_back(client):
    by, latvia = team(at=AFTER), speaks_for("LV", at=AFTER)
    one, on = taken_up(by), agenda()
    client.force_login(by.user)
    assert address(one) in client.get(one.get_absolute_url()).text
    assert 'value="Burglary alarms for all"' in client.get(address(one)).text

    answer = client.post(address(one), said(on))

    item = AgendaItem.objects.get(agenda=on)
    one.refresh_from_db()
    assert answer["Location"] == f"/events/{on.event.slug}/agenda/edit/#item-{item.key}"
    assert (item.title, item.kind, item.text) == ("Alarms", "INF", "Every new house gets one.")
    assert (item.presenter_state_id, item.visibility) == ("LV", "body")
    assert (one.event, one.item_key) == (on.event, str(item.key))
    assert one.get_absolute_url() in client.get(on.get_absolute_url()).text
    client.force_login(latvia.user)
    assert address(one) not in client.get(one.get_absolute_url()).text


def test_that_it_is_an_item_is_said_to_who_may_know_of_that(client):
    by, latvia = team(at=AFTER), speaks_for("LV", at=AFTER)
    one, on = taken_up(by), agenda(AgendaState.CIRCULATED)
    client.force_login(by.user)
    client.post(address(one), said(on))

    def told(who):
        client.force_login(who.user)
        page = client.get(one.get_absolute_url()).text
        return on.event.get_absolute_url() in page, "An item on its agenda" in page

    assert (told(by), told(latvia)) == ((True, True), (True, True))
    AgendaItem.objects.update(visibility="restricted")
    assert (told(by), told(latvia)) == ((True, True), (True, False))


def test_twice_is_once(client):
    by = team(at=AFTER)
    one, on = taken_up(by), agenda()
    client.force_login(by.user)
    typed = said(on)

    client.post(address(one), typed)
    again_ = client.post(address(one), typed, follow=True)

    assert AgendaItem.objects.count() == 1
    assert "This cannot be done now" in again_.text


def test_what_is_not_taken_up_comes_on_none(client):
    by = team(at=AFTER)
    one, on = suggested(opened(by)), agenda()
    client.force_login(by.user)

    for answer in (client.get(address(one)), client.post(address(one), said(on))):
        assert answer["Location"] == one.get_absolute_url()

    assert not AgendaItem.objects.exists()


def test_what_somebody_else_changed_meanwhile_stays_as_it_is(client):
    by = team(at=AFTER)
    one, on = taken_up(by), agenda()
    stale = type(one).objects.with_call().get(pk=one.pk)
    services.link(one, version=one.version, task=None, event=None, by=by, at=AFTER)

    with pytest.raises(StaleError):
        placing.place(stale, agenda=on, title="A", kind="B", once=uuid.uuid4(), by=by, at=AFTER)

    assert not AgendaItem.objects.exists()


def test_where_no_agenda_is_open_it_says_so_and_asks_for_one(client):
    by = team(at=AFTER)
    one = taken_up(by)
    client.force_login(by.user)

    assert "begin one at its meeting first" in client.get(address(one)).text
    assert client.post(address(one), {"title": "A", "kind": "B"}).status_code == 422


def test_another_presidency_does_not(client):
    one = taken_up(team(at=AFTER))
    for who in (team("HU", at=AFTER), speaks_for("LV", at=AFTER)):
        client.force_login(who.user)
        assert client.get(address(one)).status_code == 404
