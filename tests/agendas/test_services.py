import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.enums import Visibility
from accounts.steps import NotNowError
from accounts.versions import StaleError
from agendas import services
from agendas.enums import AgendaState, ItemKind, ItemState, Presenter
from agendas.models import Agenda, AgendaItem, Edition
from agendas.services.items import ElsewhereError, TooDeepError, UnderItselfError
from events.enums import State
from journal.models import Entry
from tests.agendas.preparing import host, member, office, the_agenda
from tests.factories.accounts import BodyFactory, SeatFactory
from tests.factories.agendas import (
    AgendaFactory,
    AgendaItemFactory,
    MeetingFactory,
    StandingItemFactory,
)
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SAID = {"title": "Budget", "kind": ItemKind.DISCUSSION, "visibility": Visibility.BODY}


def titles(agenda):
    """The items as they stand, parts after a dot."""
    rows = AgendaItem.objects.filter(agenda=agenda)
    return [f"{one.parent.title}.{one.title}" if one.parent else one.title for one in rows]


def deeds():
    """What the journal says was done, the oldest first."""
    return list(Entry.objects.order_by("id").values_list("deed", flat=True))


@pytest.fixture
def agenda():
    """An agenda that only those who prepare it see."""
    return the_agenda(state=AgendaState.PREPARING)


@pytest.mark.parametrize("who", [office, host], ids=["the Secretariat", "the Presidency"])
def test_a_new_agenda_begins_with_what_stands_on_each_of_the_body(who):
    by, meeting = who(), MeetingFactory(host_id="IE" if who is host else None)
    StandingItemFactory(title="Second", order=2, presenter=Presenter.COMMISSION, minutes=20)
    StandingItemFactory(title="First", order=1)
    StandingItemFactory(title="No longer", archived_at=NOW)
    StandingItemFactory(title="Of another", body=BodyFactory(code="EXCOM"))

    made = services.open_agenda(meeting, by=by, at=NOW)

    rows = made.items.values_list("title", "presenter", "minutes", "visibility", "state")
    assert list(rows) == [
        ("First", "", None, "body", "open"),
        ("Second", "commission", 20, "body", "open"),
    ]
    assert (made.state, made.created_at) == (AgendaState.PREPARING, NOW)
    assert deeds() == ["agendas.opened"]
    again = services.open_agenda(meeting, by=by, at=NOW)
    assert (again, again.items.count(), len(deeds())) == (made, 2, 1)


@pytest.mark.parametrize(
    "event",
    [
        EventFactory,
        lambda: MeetingFactory(state=State.CLOSED),
        lambda: MeetingFactory(
            state=State.CANCELLED, cancelled_at=NOW, cancel_reason="Nobody can come."
        ),
    ],
    ids=["a seminar", "closed", "cancelled"],
)
def test_no_agenda_is_begun_where_none_belongs(event):
    with pytest.raises(NotNowError):
        services.open_agenda(event(), by=office(), at=NOW)
    assert not Agenda.objects.exists()


def test_an_agenda_is_prepared_by_who_runs_the_meeting_alone(agenda):
    item = AgendaItemFactory(agenda=agenda)

    for deed in (
        lambda by: services.open_agenda(agenda.event, by=by, at=NOW),
        lambda by: services.add_item(agenda, once=uuid.uuid4(), by=by, at=NOW, **SAID),
        lambda by: services.change_item(item, version=1, by=by, at=NOW, title="Mine"),
        lambda by: services.move_item(item, by=by, at=NOW),
        lambda by: services.strike_item(item, reason="", by=by, at=NOW),
        lambda by: services.restore_item(item, by=by, at=NOW),
        lambda by: services.set_hours(agenda, has_hours=True, by=by, at=NOW),
        lambda by: services.circulate(agenda, by=by, at=NOW),
        lambda by: services.adopt(agenda, by=by, at=NOW),
    ):
        with pytest.raises(services.NotYoursError):
            deed(member())
    assert not Entry.objects.exists()


def test_an_item_is_put_at_the_end_once(agenda):
    AgendaItemFactory(agenda=agenda, title="First", order=7)
    once = uuid.uuid4()

    made = services.add_item(agenda, once=once, by=host(), at=NOW, **SAID)
    again = services.add_item(agenda, once=once, by=host(), at=NOW, **SAID)

    assert (made, titles(agenda)) == (again, ["First", "Budget"])
    assert (made.added_at, made.changed_at) == (NOW, NOW)
    assert deeds() == ["agendas.item_added"]
    assert Agenda.objects.get().version == 2


def test_an_item_stands_before_all_other_business_that_ends_the_agenda(agenda):
    by, other = host(), {**SAID, "kind": ItemKind.OTHER}
    AgendaItemFactory(agenda=agenda, title="AOB", kind=ItemKind.OTHER, order=1)
    AgendaItemFactory(agenda=agenda, kind=ItemKind.OTHER, state=ItemState.STRUCK, order=9)
    whole = services.add_item(agenda, once=uuid.uuid4(), by=by, at=NOW, **SAID)
    services.add_item(
        agenda, once=uuid.uuid4(), parent=whole, by=by, at=NOW, **{**SAID, "title": "Part"}
    )
    services.add_item(agenda, once=uuid.uuid4(), by=by, at=NOW, **{**other, "title": "More"})
    services.add_item(agenda, once=uuid.uuid4(), by=by, at=NOW, **{**SAID, "title": "Award"})

    rows = agenda.items.listed().values_list("title", flat=True)
    assert list(rows) == ["Budget", "Award", "Part", "AOB", "More"]


def test_a_part_stands_below_its_item(agenda):
    first = AgendaItemFactory(agenda=agenda, title="First", order=1)

    services.add_item(agenda, once=uuid.uuid4(), parent=first, by=office(), at=NOW, **SAID)

    assert titles(agenda) == ["First", "First.Budget"]


def test_a_part_has_no_parts_and_is_of_the_same_agenda(agenda):
    part = AgendaItemFactory(agenda=agenda, parent=AgendaItemFactory(agenda=agenda))
    elsewhere = AgendaItemFactory()

    for parent, error in ((part, TooDeepError), (elsewhere, ElsewhereError)):
        with pytest.raises(error):
            services.add_item(agenda, once=uuid.uuid4(), parent=parent, by=office(), at=NOW, **SAID)


def test_where_something_comes_to_stand_tells_of_nothing_hidden(agenda):
    AgendaItemFactory(agenda=agenda, title="AOB", kind=ItemKind.OTHER, order=1)
    hidden = Visibility.RESTRICTED
    AgendaItemFactory(agenda=agenda, title="Secret", visibility=hidden, order=2)

    services.add_item(agenda, once=uuid.uuid4(), by=office(right=False), at=NOW, **SAID)

    rows = agenda.items.exclude(visibility=hidden).order_by("order").values_list("title", flat=True)
    assert list(rows) == [SAID["title"], "AOB"]


def test_a_restricted_item_is_kept_by_those_who_may_know_of_it(agenda):
    seat = SeatFactory(body=agenda.event.body)
    said = {**SAID, "visibility": Visibility.RESTRICTED}

    made = services.add_item(agenda, once=uuid.uuid4(), readers=[seat], by=host(), at=NOW, **said)

    assert list(made.readers.all()) == [seat]
    blind = office(right=False)
    for deed in (
        lambda: services.add_item(agenda, once=uuid.uuid4(), by=blind, at=NOW, **said),
        lambda: services.change_item(made, version=1, by=blind, at=NOW, title="x"),
        lambda: services.change_item(made, version=0, by=blind, at=NOW, title="x"),
        lambda: services.move_item(made, by=blind, at=NOW),
        lambda: services.strike_item(made, reason="", by=blind, at=NOW),
        lambda: services.change_item(
            AgendaItemFactory(agenda=agenda), version=1, by=blind, at=NOW,
            visibility=Visibility.RESTRICTED,
        ),
    ):  # fmt: skip
        with pytest.raises(services.NotYoursError):
            deed()


def test_what_is_restricted_no_longer_names_no_seats(agenda):
    item = AgendaItemFactory(agenda=agenda, visibility=Visibility.RESTRICTED)
    seat = SeatFactory(body=agenda.event.body)
    item.readers.set([seat])

    services.change_item(
        item, version=1, readers=[seat], by=office(), at=NOW, visibility=Visibility.BODY
    )

    assert not item.readers.exists()


def test_a_change_is_told_by_its_moment(agenda):
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    before = item.changed_at

    same = services.change_item(item, version=1, by=office(), at=NOW, title="Budget")
    assert (same.changed_at, same.version) == (before, 2)
    other = services.change_item(item, version=2, by=office(), at=NOW, title="Grant")
    assert (other.title, other.changed_at, other.version) == ("Grant", NOW, 3)
    assert deeds() == ["agendas.item_changed"] * 2


def test_who_changes_what_has_changed_is_told(agenda):
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    services.change_item(item, version=1, by=office(), at=NOW, title="Grant")

    with pytest.raises(StaleError) as stale:
        services.change_item(item, version=1, by=host(), at=NOW, title="Award")
    assert stale.value.theirs.title == "Grant"
    assert AgendaItem.objects.get().title == "Grant"


@pytest.mark.parametrize(
    ("moved", "below", "before", "expected"),
    [
        ("C", None, "A", ["C", "A", "B", "B.B1", "B.B2"]),
        ("A", None, None, ["B", "B.B1", "B.B2", "C", "A"]),
        ("A", None, "C", ["B", "B.B1", "B.B2", "A", "C"]),
        ("B2", "B", "B1", ["A", "B", "B.B2", "B.B1", "C"]),
        ("B2", None, "B", ["A", "B2", "B", "B.B1", "C"]),
        ("C", "B", None, ["A", "B", "B.B1", "B.B2", "B.C"]),
    ],
    ids=["first", "last", "one down", "within", "out", "in"],
)
def test_an_item_is_moved(agenda, moved, below, before, expected):
    rows = {None: None}
    for order, (title, parent) in enumerate(
        [("A", None), ("B", None), ("B1", "B"), ("B2", "B"), ("C", None)], start=1
    ):
        rows[title] = AgendaItemFactory(
            agenda=agenda, title=title, parent=rows[parent], order=order
        )

    found = services.move_item(
        rows[moved], parent=rows[below], before=rows[before], by=host(), at=NOW
    )

    assert titles(agenda) == expected
    assert (found.changed_at, deeds()) == (NOW, ["agendas.item_moved"])


def test_an_item_that_stands_there_already_is_not_moved(agenda):
    first = AgendaItemFactory(agenda=agenda, title="A", order=1)
    second = AgendaItemFactory(agenda=agenda, title="B", order=2)

    assert services.move_item(first, before=second, by=host(), at=NOW).version == 1
    assert services.move_item(second, by=host(), at=NOW).version == 1
    assert deeds() == []


def test_an_item_is_not_moved_under_itself_nor_where_it_cannot_be(agenda):
    whole = AgendaItemFactory(agenda=agenda, order=1)
    part = AgendaItemFactory(agenda=agenda, parent=whole, order=2)
    other = AgendaItemFactory(agenda=agenda, order=3)
    elsewhere = AgendaItemFactory()

    for parent, before, error in (
        (whole, None, UnderItselfError),
        (part, None, UnderItselfError),
        (None, whole, UnderItselfError),
        (other, None, TooDeepError),
        (elsewhere, None, ElsewhereError),
        (None, part, ElsewhereError),
        (None, elsewhere, ElsewhereError),
    ):
        with pytest.raises(error):
            services.move_item(whole, parent=parent, before=before, by=office(), at=NOW)
    assert deeds() == []


def test_an_item_is_taken_off_and_put_back(agenda):
    item = AgendaItemFactory(agenda=agenda)

    off = services.strike_item(item, reason="Not ready.", by=host(), at=NOW)
    assert (off.state, off.struck_at, off.struck_reason) == (ItemState.STRUCK, NOW, "Not ready.")
    with pytest.raises(NotNowError):
        services.strike_item(item, reason="Twice.", by=host(), at=NOW)
    back = services.restore_item(item, by=office(), at=NOW)
    assert (back.state, back.struck_at, back.struck_reason) == (ItemState.OPEN, None, "")
    assert back.added_at == item.added_at
    with pytest.raises(NotNowError):
        services.restore_item(item, by=office(), at=NOW)
    assert deeds() == ["agendas.item_struck", "agendas.item_restored"]


def test_what_comes_back_after_the_body_got_the_agenda_without_it_was_added():
    agenda = the_agenda()
    early = AgendaItemFactory(agenda=agenda, state=ItemState.STRUCK, struck_at=agenda.circulated_at)
    late = AgendaItemFactory(agenda=agenda, state=ItemState.STRUCK)

    assert services.restore_item(early, by=office(), at=NOW).added_at == NOW
    assert services.restore_item(late, by=office(), at=NOW).added_at == late.added_at


def test_items_get_clock_times_and_lose_them(agenda):
    by = host()

    assert services.set_hours(agenda, has_hours=True, by=by, at=NOW).has_hours
    services.set_hours(agenda, has_hours=True, by=by, at=NOW)
    assert not services.set_hours(agenda, has_hours=False, by=by, at=NOW).has_hours
    assert deeds() == ["agendas.changed"] * 2


def test_an_agenda_is_sent_out_once_more_and_adopted(agenda):
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    off = AgendaItemFactory(agenda=agenda, state=ItemState.STRUCK, struck_at=NOW)
    later = agenda.event.starts_at

    first = services.circulate(agenda, by=host(), at=NOW)
    services.change_item(item, version=1, by=host(), at=NOW, title="Grant")
    second = services.circulate(agenda, by=office(), at=later)
    adopted = services.adopt(agenda, by=host(), at=later)

    agenda.refresh_from_db()
    assert (agenda.state, agenda.edition) == (AgendaState.ADOPTED, 2)
    assert (agenda.circulated_at, agenda.adopted_at) == (NOW, later)
    assert [
        (one.number, one.is_adopted, [row["title"] for row in one.rows])
        for one in (first, second, adopted)
    ] == [(1, False, ["Budget"]), (2, False, ["Grant"]), (3, True, ["Grant"])]
    assert off.title not in str(adopted.rows)
    assert list(Edition.objects.all()) == [first, second, adopted]
    with pytest.raises(NotNowError):
        services.circulate(agenda, by=host(), at=later)
    with pytest.raises(NotNowError):
        services.adopt(agenda, by=host(), at=later)


def test_an_agenda_that_nobody_has_is_not_adopted(agenda):
    AgendaItemFactory(agenda=agenda)

    with pytest.raises(NotNowError):
        services.adopt(agenda, by=office(), at=NOW)


def test_an_empty_agenda_is_not_sent_out(agenda):
    AgendaItemFactory(agenda=agenda, state=ItemState.STRUCK)

    with pytest.raises(services.EmptyError):
        services.circulate(agenda, by=office(), at=NOW)


def test_what_changed_since_it_was_read_is_neither_sent_out_nor_adopted(agenda):
    AgendaItemFactory(agenda=agenda)
    services.add_item(agenda, once=uuid.uuid4(), by=office(), at=NOW, **SAID)

    with pytest.raises(StaleError):
        services.circulate(agenda, version=1, by=office(), at=NOW)
    services.circulate(agenda, version=2, by=office(), at=NOW)
    with pytest.raises(StaleError):
        services.adopt(agenda, version=2, by=office(), at=NOW)
    meets_at = agenda.event.starts_at
    assert services.adopt(agenda, version=3, by=office(), at=meets_at).is_adopted


@pytest.mark.parametrize(
    ("zone", "hour"), [("Europe/Brussels", 22), ("Europe/Riga", 21), ("Europe/Lisbon", 23)]
)
def test_before_the_first_day_of_the_meeting_where_it_is_nothing_is_adopted(zone, hour):
    agenda = the_agenda(event__first_date=dt.date(2024, 5, 29), event__zone=zone)
    by, at_last = office(), dt.datetime(2024, 5, 28, hour, tzinfo=dt.UTC)

    with pytest.raises(services.AheadError):
        services.adopt(agenda, by=by, at=at_last - dt.timedelta(minutes=1))
    agenda.refresh_from_db()
    assert (agenda.state, Edition.objects.count()) == (AgendaState.CIRCULATED, 0)
    assert services.adopt(agenda, by=by, at=at_last).is_adopted


def test_of_a_closed_meeting_nothing_changes_any_more():
    agenda = the_agenda(event__state=State.CLOSED)
    item = AgendaItemFactory(agenda=agenda)

    with pytest.raises(NotNowError):
        services.strike_item(item, reason="Late.", by=office(), at=NOW)


def test_an_agenda_and_its_editions_say_of_what_they_are():
    edition = Edition.objects.create(
        agenda=AgendaFactory(event__title="Board"), number=2, at=NOW, rows=[]
    )

    assert str(edition) == "Board 2"
