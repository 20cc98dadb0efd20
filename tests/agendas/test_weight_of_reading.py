"""The fullest agenda costs each of its readers few queries, at the first look as at the next."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.enums import Role, Visibility
from agendas.enums import AgendaState, ItemState, PresidencyAnswer
from agendas.models import Agenda, AgendaItem, Agreement, Interest, Track, Wish
from tests.agendas.preparing import acting, host, member, office, signed_in, the_agenda
from tests.factories.accounts import BodyFactory, SeatFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.documents import document
from tests.factories.events import FundingSourceFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

BROUGHT = ("agendas.item", "procedures.procedure", "meetings.minutes", "suggestions.suggestion")
"""Whatever brings an item onto an agenda, and leads there."""


def chair():
    """The National Representative of the state that presides."""
    return acting(Role.NR, member_state__code="IE")


def the_fullest(*, is_adopted: bool) -> Agenda:
    """Thirty items with four papers each, and everything that can stand beside them."""
    now = timezone.now()
    agenda = the_agenda(has_hours=True, edition=2, event__funding=FundingSourceFactory())
    SeatFactory(body=agenda.event.body, member_state_id="IE")
    items = [_item(agenda, number, now=now) for number in range(30)]
    _asked_for(items[4:8], now=now)
    _prepared(agenda, items, now=now)
    if is_adopted:
        agenda.state, agenda.adopted_at = AgendaState.ADOPTED, now - dt.timedelta(hours=1)
        agenda.save()
    return agenda


def _item(agenda: Agenda, number: int, *, now: dt.datetime) -> AgendaItem:
    said = {}
    if number < len(BROUGHT):
        key = f"PROC-2026-{number:03}" if "procedure" in BROUGHT[number] else str(uuid.uuid4())
        said = {"source_label": BROUGHT[number], "source_key": key, "source_url": "/there/"}
    if number == 28:
        said = {"state": ItemState.IN_WRITING, "written_key": "PROC-2026-028",
                "written_label": "procedures.procedure", "written_url": "/there/"}  # fmt: skip
    if number == 29:
        said = {"visibility": Visibility.RESTRICTED}
    item = AgendaItemFactory(agenda=agenda, minutes=10, text="Word " * 30, changed_at=now, **said)
    for level in (Visibility.BODY, Visibility.BODY, Visibility.ATTENDEES, Visibility.RESTRICTED):
        document(label="agendas.item", key=str(item.key), visibility=level)
    return item


def _asked_for(items: list[AgendaItem], *, now: dt.datetime) -> None:
    """Wishes, interests, and what the Presidency says of deciding items in writing."""
    for item in items:
        for code in ("IE", "LV"):
            Wish.objects.create(item=item, member_state_id=code, wished_at=now)
            Interest.objects.create(item=item, member_state_id=code, text="Ours.", declared_at=now)
        Agreement.objects.create(
            item=item, state_id="IE", of_title=item.title, of_text=item.text,
            answer=PresidencyAnswer.AGREES, answered_at=now,
        )  # fmt: skip


def _prepared(agenda: Agenda, items: list[AgendaItem], *, now: dt.datetime) -> None:
    """What the host's meeting before prepares for this one, and what this one does for another."""
    event = agenda.event
    before = MeetingFactory(
        host=event.host, first_date=event.first_date, body=BodyFactory(code="EXCOM"),
        starts_time=dt.time(8, 30), ends_time=dt.time(9, 15), visibility=Visibility.PUBLIC,
    )  # fmt: skip
    there = AgendaFactory(event=before)
    first, second = AgendaItemFactory(agenda=there), AgendaItemFactory(agenda=there)
    Track.objects.create(item=first, body=event.body, decides=items[9], opened_at=now)
    Track.objects.create(item=items[10], body=before.body, decides=second, opened_at=now)


@pytest.mark.parametrize("is_adopted", [False, True], ids=["sent out", "adopted"])
@pytest.mark.parametrize("who", [member, chair, host, office])
def test_the_fullest_agenda_costs_few_queries_at_the_first_look_and_the_next(
    client, time_machine, who, is_adopted
):
    agenda = the_fullest(is_adopted=is_adopted)
    reader = who()
    signed_in(client, reader)
    client.get("/")
    address = agenda.get_absolute_url()
    found = []

    def looks():
        found.append(client.get(address))

    first, second = counted(looks), counted(looks)
    time_machine.move_to(timezone.now() + dt.timedelta(hours=2))
    third = counted(looks)
    time_machine.move_to(agenda.event.ends_at + dt.timedelta(hours=1))
    client.force_login(reader.user)
    over = counted(looks)

    shown = found[0].context["shown"]
    assert _told(shown) >= {"papers", "wishes", "interests", "track", "recommended"}
    assert found[0].context["before"]
    assert max(first, second, third, over) <= 15


def _told(shown):
    """Of what something stands beside a line."""
    return {name for line in shown.every for name, value in vars(line.side).items() if value}
