import datetime as dt

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.days import network_day
from accounts.models import ReadMark
from agendas import todos
from agendas.enums import AgendaState, ItemState
from agendas.models import Wish
from events.enums import State
from tests.agendas.preparing import acting, host, member, office, the_agenda
from tests.factories.accounts import HolidayFactory, MemberStateFactory, UserFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.events import EventFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

MAY = dt.datetime(2024, 5, 2, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def told(by):
    """What is to do, and until which day."""
    return [(one.what, one.by.date().isoformat(), one.url) for one in todos.for_user(by)]


@pytest.fixture
def meeting(time_machine):
    """The Board's meeting of 29 May 2024, as seen on 2 May."""
    time_machine.move_to(MAY, tick=False)
    MemberStateFactory(code="IE")
    HolidayFactory(date=dt.date(2024, 5, 20))
    return MeetingFactory(title="Board", host_id="IE", first_date=dt.date(2024, 5, 29))


@pytest.mark.parametrize("who", [office, host], ids=["the Secretariat", "the Presidency"])
def test_an_agenda_is_to_be_begun_and_sent_out_by_the_last_day_of_dispatch(who, meeting):
    by, edit = who(), f"/events/{meeting.slug}/agenda/edit/"

    assert told(by) == [("Begin the agenda: Board", "2024-05-13", edit)]
    agenda = AgendaFactory(event=meeting, state=AgendaState.PREPARING)
    assert told(by) == [("Send the agenda out: Board", "2024-05-13", edit)]
    type(agenda).objects.update(state="circulated", edition=1, circulated_at=MAY)
    assert told(by) == []


def test_however_many_agendas_are_to_be_sent_out_it_is_one_query(meeting):
    by = host()
    MeetingFactory(host_id="IE", first_date=dt.date(2024, 5, 30))

    assert len(told(by)) == 2
    assert counted(lambda: told(by)) == 1


def test_of_other_meetings_no_agenda_is_asked_for(meeting):
    day = dt.date(2024, 5, 30)
    MeetingFactory(first_date=dt.date(2024, 5, 1))
    MeetingFactory(first_date=dt.date(2024, 8, 1))
    MeetingFactory(first_date=day, state=State.CLOSED)
    MeetingFactory(first_date=day, state=State.CANCELLED, cancelled_at=MAY, cancel_reason="Snow.")
    EventFactory(first_date=day)

    assert [what for what, *_rest in told(office())] == ["Begin the agenda: Board"]


def test_who_prepares_nothing_is_asked_nothing(meeting):
    the_agenda(state=AgendaState.PREPARING)
    by = standing(UserFactory(), MAY)

    assert counted(lambda: told(by)) == 0
    assert told(by) == told(member()) == []


def test_the_wishes_of_a_meeting_are_told_to_the_secretariat_once():
    agenda = the_agenda()
    day = network_day(agenda.event.starts_at).isoformat()
    for state in (ItemState.OPEN, ItemState.OPEN, ItemState.STRUCK):
        item = AgendaItemFactory(agenda=agenda, state=state)
        for code in ("LV", "PT"):
            Wish.objects.create(
                item=item, member_state=MemberStateFactory(code=code), wished_at=timezone.now()
            )
    address = f"{agenda.get_absolute_url()}wishes/"

    assert told(office()) == [
        (f"2 items are wanted in writing: {agenda.event.title}", day, address)
    ]
    assert told(host()) == []


def test_a_state_is_asked_once_what_it_wants_in_writing(time_machine):
    time_machine.move_to(MAY, tick=False)
    agenda = the_agenda(event__first_date=dt.date(2024, 5, 29), event__title="Board")
    HolidayFactory(date=dt.date(2024, 5, 20))
    item, by = AgendaItemFactory(agenda=agenda), member()
    asked = [("Say what you want in writing: Board", "2024-05-22", agenda.get_absolute_url())]

    assert told(by) == asked
    assert counted(lambda: told(by)) == 1
    assert told(acting(member_state__code="PT")) == []
    wish = Wish.objects.create(item=item, member_state_id="LV", wished_at=MAY)
    assert told(by) == []
    wish.delete()
    ReadMark.objects.create(
        user=by.user, label="agendas.agenda", key=str(agenda.key), read_at=MAY - 2 * DAY
    )
    assert told(by) == asked
    ReadMark.objects.update(read_at=MAY)
    assert told(by) == []
    ReadMark.objects.all().delete()
    assert told(standing(by.user, dt.datetime(2024, 5, 22, 22, 5, tzinfo=dt.UTC))) == []
