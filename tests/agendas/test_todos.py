import datetime as dt

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.days import network_day
from accounts.models import ReadMark
from agendas import todos
from agendas.enums import AgendaState, ItemState
from agendas.models import Wish
from tests.agendas.preparing import acting, host, member, office, the_agenda
from tests.factories.accounts import HolidayFactory, MemberStateFactory, UserFactory
from tests.factories.agendas import AgendaItemFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

MAY = dt.datetime(2024, 5, 2, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def told(by):
    """What is to do, and until which day."""
    return [(one.what, one.by.date().isoformat(), one.url) for one in todos.for_user(by)]


def test_who_has_nothing_to_wish_for_is_asked_nothing():
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
