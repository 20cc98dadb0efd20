import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.enums import Visibility
from agendas import reading, services
from agendas.enums import AgendaState, ItemKind, ItemState
from agendas.models import AgendaItem
from events.enums import State
from journal.models import Entry
from tests.agendas.preparing import host, member, office, the_agenda
from tests.factories.accounts import BodyFactory, SeatFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, StandingItemFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def agenda():
    """An agenda that is being prepared."""
    return the_agenda(state=AgendaState.PREPARING)


@pytest.fixture
def last(agenda):
    """The agenda of the meeting before, with six items."""
    day = agenda.event.first_date - dt.timedelta(days=90)
    found = AgendaFactory(event__first_date=day, event__title="The one before")
    SeatFactory(body=found.event.body, member_state_id="IE")
    AgendaItemFactory(agenda=found, title="Opening", standing=StandingItemFactory(), order=1)
    whole = AgendaItemFactory(
        agenda=found, title="Projects", kind=ItemKind.INFORMATION, minutes=20, order=2
    )
    AgendaItemFactory(agenda=found, title="In Latvia", parent=whole, order=3)
    AgendaItemFactory(agenda=found, title="Off", state=ItemState.STRUCK, order=4)
    AgendaItemFactory(agenda=found, title="S", visibility=Visibility.RESTRICTED, order=5)
    AgendaItemFactory(
        agenda=found, title="W", state=ItemState.IN_WRITING, written_key="WP-2026-01",
        written_label="procedures.procedure", written_url="/decisions/WP-2026-01/", order=6,
    )  # fmt: skip
    return found


def titles(agenda):
    """The items as they stand, parts after a dot."""
    return [
        f"{one.parent.title}.{one.title}" if one.parent else one.title for one in agenda.items.all()
    ]


def test_the_last_agenda_is_that_of_the_bodys_last_meeting(agenda, last):
    earlier = last.event.first_date - dt.timedelta(days=90)
    AgendaFactory(event__first_date=earlier)
    AgendaFactory(event__first_date=agenda.event.first_date + dt.timedelta(days=90))
    AgendaFactory(event__body=BodyFactory(code="EXCOM"), event__first_date=last.event.first_date)
    AgendaFactory(
        event__first_date=agenda.event.first_date - dt.timedelta(days=1),
        event__state=State.CANCELLED, event__cancelled_at=NOW, event__cancel_reason="Snow.",
    )  # fmt: skip

    assert reading.last_agenda(agenda.event, office()) == last
    assert reading.last_agenda(agenda.event, host()) == last


def test_items_are_taken_over_at_the_end_and_once(agenda, last):
    AgendaItemFactory(agenda=agenda, title="First", order=9)
    items, once, by = list(last.items.exclude(state=ItemState.STRUCK)), uuid.uuid4(), host()
    seat = SeatFactory(body=agenda.event.body)
    AgendaItem.objects.get(title="S").readers.set([seat])

    made = services.copy_items(agenda, items, once=once, by=by, at=NOW)
    again = services.copy_items(agenda, items, once=once, by=by, at=NOW)

    assert titles(agenda) == ["First", "Opening", "Projects", "S", "W", "Projects.In Latvia"]
    assert set(made) == set(again)
    projects = agenda.items.get(title="Projects")
    assert (projects.kind, projects.minutes, projects.added_at) == ("INF", 20, NOW)
    assert [(one.state, one.written_key) for one in agenda.items.filter(title="W")] == [
        ("open", "")
    ]
    assert list(agenda.items.get(title="S").readers.all()) == [seat]
    assert list(Entry.objects.values_list("deed", flat=True)) == ["agendas.copied"]


def test_a_part_is_taken_over_by_itself(agenda, last):
    services.copy_items(
        agenda, [last.items.get(title="In Latvia")], once=uuid.uuid4(), by=office(), at=NOW
    )

    assert titles(agenda) == ["In Latvia"]


def test_nothing_is_taken_over_by_who_chose_nothing(agenda):
    assert services.copy_items(agenda, [], once=uuid.uuid4(), by=office(), at=NOW) == []
    assert not Entry.objects.exists()


def test_items_are_taken_over_by_those_who_may(agenda, last):
    secret = last.items.filter(title="S")

    for by in (member(), office(right=False)):
        with pytest.raises(services.NotYoursError):
            services.copy_items(agenda, list(secret), once=uuid.uuid4(), by=by, at=NOW)
    assert titles(agenda) == []


def test_what_is_taken_over_is_chosen_on_a_page(client, agenda, last):
    client.force_login(office().user)
    address = f"{agenda.get_absolute_url()}copy/"
    assert address in client.get(f"{agenda.get_absolute_url()}edit/").text
    form = client.get(address).context["form"]
    labels = [label for _key, label in form.fields["items"].choices]
    assert labels == ["1 Opening", "2 Projects", "2.1 In Latvia", "R1 S", "4 W"]
    chosen = AgendaItem.objects.filter(key__in=form.initial["items"])
    assert {item.title for item in chosen} == {"Projects", "In Latvia", "S"}

    answer = client.post(
        address,
        {"once": uuid.uuid4(), "items": [str(last.items.get(title="Projects").key)]},
        follow=True,
    )

    assert titles(agenda) == ["Projects"]
    assert "1 item taken over." in answer.text


def test_what_was_decided_or_came_by_itself_is_not_chosen_beforehand(client, agenda, last):
    told = AgendaItemFactory(
        agenda=last, title="Written", source_label="agendas.offers", source_key="x",
        source_url="/x/", order=7,
    )  # fmt: skip
    AgendaItemFactory(agenda=last, title="WP-2026-02", parent=told, order=8)
    AgendaItemFactory(agenda=last, title="Done", decided_at=NOW, order=9)
    client.force_login(office().user)

    form = client.get(f"{agenda.get_absolute_url()}copy/").context["form"]

    chosen = AgendaItem.objects.filter(key__in=form.initial["items"])
    assert {item.title for item in chosen} == {"Projects", "In Latvia", "S"}


def test_what_is_there_already_is_not_taken_over_again(client, agenda, last):
    standing = last.items.get(title="Opening").standing
    AgendaItemFactory(agenda=agenda, title="Welcome", standing=standing)
    for title, label, key in (
        ("Projects, put off", "agendas.item", str(last.items.get(title="Projects").key)),
        ("Told by now", "agendas.offers", "this one"),
        ("Of a call", "suggestions.suggestion", "s"),
    ):
        AgendaItemFactory(
            agenda=agenda, title=title, source_label=label, source_key=key, source_url="/x/"
        )
    for title, label, key in (
        ("Told", "agendas.offers", "that one"),
        ("Call", "suggestions.suggestion", "s"),
    ):
        AgendaItemFactory(
            agenda=last, title=title, source_label=label, source_key=key, source_url="/x/"
        )
    AgendaItemFactory(agenda=agenda, title="W")
    gone = AgendaItemFactory(agenda=agenda, title="S", state=ItemState.STRUCK)
    before = titles(agenda)
    by = office()
    client.force_login(by.user)

    form = client.get(f"{agenda.get_absolute_url()}copy/").context["form"]
    made = services.copy_items(agenda, list(last.items.all()), once=uuid.uuid4(), by=by, at=NOW)

    assert [label for _key, label in form.fields["items"].choices] == ["2.1 In Latvia", "R1 S"]
    assert {item.title for item in made} == {"Off", "S", "In Latvia"}
    assert len(titles(agenda)) == len(before) + 3
    assert gone.title in {item.title for item in made}


def test_what_somebody_may_not_know_of_keeps_nothing_from_being_taken_over(agenda, last):
    AgendaItemFactory(agenda=agenda, title="W", visibility=Visibility.RESTRICTED)
    item = last.items.get(title="W")

    made = [
        services.copy_items(agenda, [item], once=uuid.uuid4(), by=by, at=NOW)
        for by in (office(), office(right=False))
    ]

    assert [len(items) for items in made] == [0, 1]


def test_a_part_by_itself_stands_before_any_other_business(agenda, last):
    AgendaItemFactory(agenda=agenda, title="Any other business", kind=ItemKind.OTHER, order=4)
    part = last.items.get(title="In Latvia")
    part.kind = ItemKind.OTHER
    part.save()

    services.copy_items(agenda, [part], once=uuid.uuid4(), by=office(), at=NOW)

    assert titles(agenda) == ["In Latvia", "Any other business"]


def test_items_taken_over_stand_before_all_other_business_that_ends_the_agenda(agenda, last):
    for order, (title, kind) in enumerate(
        (("First other", "AOB"), ("Budget", "B"), ("Other", "AOB"), ("More", "AOB"))
    ):
        AgendaItemFactory(agenda=agenda, title=title, kind=kind, order=order)
    AgendaItemFactory(agenda=last, title="Old other", kind=ItemKind.OTHER, order=0)
    items = last.items.filter(title__in=["Old other", "Projects", "In Latvia", "W"])

    services.copy_items(agenda, list(items), once=uuid.uuid4(), by=office(), at=NOW)

    assert titles(agenda) == [
        "First other", "Budget", "Projects", "W", "Other", "More", "Old other",
        "Projects.In Latvia",
    ]  # fmt: skip


def test_what_the_reader_does_not_know_of_is_not_offered(client, agenda, last):
    client.force_login(office(right=False).user)
    address = f"{agenda.get_absolute_url()}copy/"

    offered = dict(client.get(address).context["form"].fields["items"].choices).values()
    secret = str(last.items.get(title="S").key)
    answer = client.post(address, {"once": uuid.uuid4(), "items": [secret]})

    assert "R1 S" not in offered
    assert (answer.status_code, titles(agenda)) == (422, [])


def test_of_a_closed_meeting_nothing_is_taken_over(client, agenda, last):
    agenda.event.state = State.CLOSED
    agenda.event.save()
    client.force_login(office().user)

    answer = client.post(
        f"{agenda.get_absolute_url()}copy/",
        {"once": uuid.uuid4(), "items": [str(last.items.get(title="W").key)]},
    )

    assert (answer.status_code, titles(agenda)) == (422, [])
    assert "This can no longer be done" in answer.text


def test_without_a_last_meeting_there_is_nothing_to_take_over(client, agenda):
    client.force_login(host().user)

    assert client.get(f"{agenda.get_absolute_url()}copy/").status_code == 404
    assert "From the last meeting" not in client.get(f"{agenda.get_absolute_url()}edit/").text


def test_an_empty_last_agenda_offers_nothing(client, agenda, last):
    last.items.all().delete()
    client.force_login(host().user)

    page = client.get(f"{agenda.get_absolute_url()}copy/")

    assert "Nothing of it can be taken over." in page.text


def test_the_page_of_the_meeting_leads_to_the_agenda_of_who_may_read_it(client, agenda, last):
    for who, event, expected in (
        (host, agenda.event, True),
        (member, agenda.event, False),
        (member, last.event, True),
    ):
        client.force_login(who().user)
        page = client.get(event.get_absolute_url())
        assert (f"{event.get_absolute_url()}agenda/" in page.text) is expected
