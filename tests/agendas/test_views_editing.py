import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.days import network_day
from accounts.enums import Visibility
from agendas import services
from agendas.enums import AgendaState, ItemKind, ItemState, Presenter
from agendas.models import Agenda, AgendaItem
from agendas.models.item import LABEL
from agendas.views import editing
from events.enums import State
from tests.accounts.answered import errors
from tests.agendas.preparing import host, member, office, the_agenda
from tests.factories.accounts import MemberStateFactory, SeatFactory
from tests.factories.agendas import AgendaItemFactory, MeetingFactory, StandingItemFactory
from tests.factories.documents import document
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db

TYPED = {"title": "Budget", "kind": "B", "presenter": "", "visibility": "body", "text": "",
         "presenter_name": "", "minutes": "", "presenter_state": ""}  # fmt: skip


@pytest.fixture
def agenda():
    """An agenda that is being prepared."""
    return the_agenda(state=AgendaState.PREPARING)


@pytest.fixture
def base(agenda):
    """Where its pages stand."""
    return agenda.get_absolute_url()


@pytest.fixture
def visit(client):
    """Sign somebody in and hand the client back."""

    def signed_in(standing):
        client.force_login(standing.user)
        return client

    return signed_in


def titles():
    """The items in their order, parts after a dot."""
    return [
        f"{one.parent.title}.{one.title}" if one.parent else one.title
        for one in AgendaItem.objects.all()
    ]


def three(agenda):
    """Three items, and a part of the second."""
    first, second = (
        AgendaItemFactory(agenda=agenda, title=title, order=order)
        for order, title in enumerate(("A", "B"), start=1)
    )
    part = AgendaItemFactory(agenda=agenda, title="B1", parent=second, order=3)
    return first, second, part, AgendaItemFactory(agenda=agenda, title="C", order=4)


def test_an_agenda_is_begun_from_its_own_page(visit):
    MemberStateFactory(code="IE")
    meeting = MeetingFactory(host_id="IE")
    StandingItemFactory(title="Progress of the strategy")
    base = f"/events/{meeting.slug}/agenda/"

    there = visit(host()).get(f"{base}edit/")
    answer = visit(host()).post(f"{base}begin/")

    assert (there.url, answer.url) == (base, f"{base}edit/")
    assert titles() == ["Progress of the strategy"]
    assert "Progress of the strategy" in visit(host()).get(f"{base}edit/").text


def test_of_a_closed_meeting_no_agenda_is_begun(visit):
    meeting = MeetingFactory(state=State.CLOSED)

    answer = visit(office()).post(f"/events/{meeting.slug}/agenda/begin/", follow=True)

    assert "This can no longer be done" in answer.text
    assert not Agenda.objects.exists()


def test_the_list_shows_everything_to_work_on(visit, agenda, base):
    three(agenda)
    AgendaItemFactory(agenda=agenda, title="Off", state=ItemState.STRUCK, order=5)

    page = visit(host()).get(f"{base}edit/")

    rows = page.context["rows"]
    assert [(row.line.number, row.up, row.down) for row in rows] == [
        ("1", False, True), ("2", True, True), ("3", True, False),
    ]  # fmt: skip
    assert [(row.line.number, row.up, row.down) for row in rows[1].below] == [("2.1", False, False)]
    assert [item.title for item in page.context["off"]] == ["Off"]
    assert "order.js" in page.text


@pytest.mark.parametrize(
    ("ends", "last", "said"),
    [
        (dt.time(10, 30), None, "The plan ends at 10:35, the meeting at 10:30."),
        (dt.time(10, 35), None, ""),
        (dt.time(10, 30), dt.timedelta(days=1), ""),
    ],
    ids=["past the end", "just in time", "on the next day"],
)
def test_a_plan_that_runs_past_the_end_of_the_meeting_says_so(
    visit, agenda, base, ends, last, said
):
    event = agenda.event
    event.starts_time, event.ends_time = dt.time(9, 30), ends
    event.last_date = event.first_date + (last or dt.timedelta())
    event.save()
    whole = AgendaItemFactory(agenda=agenda, minutes=None, order=1)
    for state, minutes in ((ItemState.OPEN, 45), (ItemState.STRUCK, 90)):
        AgendaItemFactory(agenda=agenda, parent=whole, minutes=minutes, state=state, order=2)
    AgendaItemFactory(agenda=agenda, minutes=20, order=3)

    page = " ".join(visit(host()).get(f"{base}edit/").text.split())

    assert "Planned in all: 65 min." in page
    assert ("The plan ends" in page, said in page) == (bool(said), True)


def test_one_item_is_typed_after_the_other(visit, agenda, base):
    browser = visit(host())

    answer = browser.post(f"{base}items/add/", TYPED | {"once": str(uuid.uuid4()), "more": "on"})
    shown = browser.get(answer.url)

    assert answer.url == f"{base}items/add/"
    assert [(one.number, one.item.title) for one in shown.context["every"]] == [("1", "Budget")]
    assert "On the agenda: Budget." in shown.text


def test_beside_an_item_stand_the_others_to_go_on_to(visit, agenda, base):
    _first, second, part, _last = three(agenda)
    gone = AgendaItemFactory(agenda=agenda, title="Off", state=ItemState.STRUCK, order=5)
    Agenda.objects.update(state=AgendaState.CIRCULATED, edition=1, circulated_at=timezone.now())
    AgendaItem.objects.filter(pk=gone.pk).update(struck_at=timezone.now())

    page = visit(host()).get(f"{base}items/{second.key}/")

    assert [one.number for one in page.context["every"]] == ["1", "2", "2.1", "3", "4"]
    assert page.text.count('aria-current="true"') == 1
    assert f"{base}items/{part.key}/" in page.text
    assert f"{base}items/{gone.key}/" not in page.text


def test_the_list_counts_the_papers_that_one_may_read(visit, agenda, base):
    first, second, part, _last = three(agenda)
    for item, visibility in ((second, "body"), (part, "body"), (part, "restricted")):
        document(LABEL, str(item.key), visibility=visibility)

    by_right, without = (
        [row.papers for row in (*rows, *rows[1].below)]
        for rows in (
            visit(who).get(f"{base}edit/").context["rows"]
            for who in (office(), office(right=False))
        )
    )

    assert by_right == [0, 1, 0, 2]
    assert without == [0, 1, 0, 1]
    assert f'href="../items/{first.key}/papers/"' in visit(host()).get(f"{base}edit/").text


def test_of_a_closed_meeting_the_list_is_only_read(visit):
    agenda = the_agenda(event__state=State.CLOSED)
    AgendaItemFactory(agenda=agenda)

    page = visit(office()).get(f"{agenda.get_absolute_url()}edit/")

    assert "order.js" not in page.text
    assert "/agenda/items/add/" not in page.text


@pytest.mark.parametrize(
    "path", ["edit/", "items/add/", "items/{key}/", "items/{key}/strike/", "adopt/"]
)
def test_for_who_does_not_prepare_it_these_pages_do_not_exist(visit, agenda, base, path):
    item = AgendaItemFactory(agenda=agenda)
    Agenda.objects.update(state=AgendaState.CIRCULATED, edition=1, circulated_at=timezone.now())

    address = f"{base}{path.format(key=item.key)}"
    assert visit(member()).get(address).status_code == 404
    assert visit(host()).get(address).status_code == 200


def test_what_is_no_meeting_has_no_agenda_to_work_on(visit):
    seminar = EventFactory()

    assert visit(office()).get(f"/events/{seminar.slug}/agenda/edit/").status_code == 404


def test_without_an_agenda_there_is_nothing_to_add_to(visit):
    meeting = MeetingFactory()

    assert visit(office()).get(f"/events/{meeting.slug}/agenda/items/add/").status_code == 404


def test_an_item_is_added_with_all_that_is_said_of_it(visit, agenda, base):
    latvia = MemberStateFactory(code="LV")
    Agenda.objects.update(has_hours=True)
    by = host()
    assert visit(by).get(f"{base}items/add/").status_code == 200

    answer = visit(by).post(
        f"{base}items/add/",
        {
            **TYPED, "once": uuid.uuid4(), "kind": "INF", "text": "All of it.",
            "presenter": "state", "presenter_state": "LV", "presenter_name": "Anna",
            "minutes": "20", "starts_time": "10:30", "visibility": "network", "parent": "",
        },
    )  # fmt: skip

    made = AgendaItem.objects.get()
    assert answer.url == f"{base}edit/#item-{made.key}"
    assert (made.title, made.kind, made.text, made.presenter, made.presenter_state) == (
        "Budget", ItemKind.INFORMATION, "All of it.", Presenter.STATE, latvia,
    )  # fmt: skip
    assert (made.presenter_name, made.minutes, f"{made.starts_time:%H:%M}", made.visibility) == (
        "Anna", 20, "10:30", Visibility.NETWORK,
    )  # fmt: skip


def test_a_part_is_added_below_its_item(visit, agenda, base):
    whole = AgendaItemFactory(agenda=agenda, title="Projects")
    form = visit(host()).get(f"{base}items/add/?under={whole.key}").context["form"]
    assert form["parent"].value() == str(whole.key)

    visit(host()).post(
        f"{base}items/add/", {**TYPED, "once": uuid.uuid4(), "parent": str(whole.key)}
    )

    assert titles() == ["Projects", "Projects.Budget"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"kind": "Z"}, "kind"),
        ({"presenter": "state"}, "presenter_state"),
        ({"presenter": "other"}, "presenter_name"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "601"}, "minutes"),
        ({"parent": "00000000-0000-4000-8000-000000000000"}, "parent"),
        ({"visibility": "restricted"}, "visibility"),
        ({"once": ""}, "once"),
    ],
    ids=str,
)
def test_what_is_wrong_with_an_item_is_said_and_nothing_is_lost(visit, agenda, base, typed, wrong):
    answer = visit(office(right=False)).post(
        f"{base}items/add/", {**TYPED, "once": uuid.uuid4(), "text": "Kept.", **typed}
    )

    assert answer.status_code == 422
    assert set(errors(answer)) == {wrong}
    assert "Kept." in answer.text
    assert titles() == []


def test_a_state_named_beside_another_presenter_is_let_go(visit, agenda, base):
    MemberStateFactory(code="LV")

    visit(host()).post(
        f"{base}items/add/",
        {**TYPED, "once": uuid.uuid4(), "presenter": "commission", "presenter_state": "LV"},
    )

    assert AgendaItem.objects.get().presenter_state is None


def test_nothing_is_added_to_the_agenda_of_a_closed_meeting(visit, agenda, base):
    agenda.event.state = State.CLOSED
    agenda.event.save()

    answer = visit(office()).post(f"{base}items/add/", {**TYPED, "once": uuid.uuid4()})

    assert (answer.status_code, titles()) == (422, [])
    assert "This can no longer be done" in answer.text


def test_a_restricted_item_is_open_to_the_seats_that_are_named(visit, agenda, base):
    seat = SeatFactory(body=agenda.event.body)
    past = SeatFactory(body=agenda.event.body, ends=agenda.event.created_at.date())
    page = visit(host()).get(f"{base}items/add/")
    offered = set(page.context["form"].fields["readers"].queryset)
    assert seat in offered
    assert past not in offered

    visit(host()).post(
        f"{base}items/add/",
        {**TYPED, "once": uuid.uuid4(), "visibility": "restricted", "readers": [seat.pk]},
    )

    made = AgendaItem.objects.get()
    assert (made.visibility, list(made.readers.all())) == (Visibility.RESTRICTED, [seat])
    assert visit(office(right=False)).get(f"{base}items/{made.key}/").status_code == 404


def test_an_item_is_changed_beside_the_others(visit, agenda, base):
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    page = visit(host()).get(f"{base}items/{item.key}/")
    assert page.context["form"]["title"].value() == "Budget"

    answer = visit(host()).post(
        f"{base}items/{item.key}/", {**TYPED, "title": "Grant", "version": 1}
    )

    item.refresh_from_db()
    assert (answer.url, item.title) == (f"{base}edit/#item-{item.key}", "Grant")


def test_who_saves_second_is_shown_both_texts(visit, agenda, base):
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    services.change_item(item, version=1, by=office(), at=timezone.now(), title="Grant")

    answer = visit(host()).post(
        f"{base}items/{item.key}/", {**TYPED, "title": "Award", "version": 1}
    )

    assert answer.status_code == 409
    assert "Grant" in answer.text
    assert "Award" in answer.text
    assert "Open to these seats" not in answer.text
    assert AgendaItem.objects.get().title == "Grant"


def test_of_a_closed_meeting_no_item_is_changed(visit, agenda, base):
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    agenda.event.state = State.CLOSED
    agenda.event.save()

    answer = visit(office()).post(
        f"{base}items/{item.key}/", {**TYPED, "title": "Grant", "version": 1}
    )

    assert (answer.status_code, titles()) == (422, ["Budget"])


@pytest.mark.parametrize(
    ("which", "typed", "expected"),
    [
        (0, {"places": "1"}, ["B", "B.B1", "A", "C"]),
        (0, {"places": "2"}, ["B", "B.B1", "C", "A"]),
        (0, {"places": "50"}, ["B", "B.B1", "C", "A"]),
        (3, {"places": "-1"}, ["A", "C", "B", "B.B1"]),
        (3, {"places": "-50"}, ["C", "A", "B", "B.B1"]),
        (0, {"places": "-1"}, ["A", "B", "B.B1", "C"]),
        (2, {"parent": ""}, ["A", "B", "C", "B1"]),
        (2, {"places": "1"}, ["A", "B", "B.B1", "C"]),
        (0, {"places": "many"}, ["A", "B", "B.B1", "C"]),
        (0, {"parent": "00000000-0000-4000-8000-000000000000"}, ["A", "B", "B.B1", "C"]),
    ],
    ids=["down", "two down", "far down", "up", "far up", "first up", "out", "alone", "?", "??"],
)
def test_an_item_is_moved_by_buttons_and_by_hand(visit, agenda, base, which, typed, expected):
    item = three(agenda)[which]

    answer = visit(host()).post(f"{base}items/{item.key}/move/", typed)

    assert (answer.url, titles()) == (f"{base}edit/#item-{item.key}", expected)


def test_an_item_becomes_a_part_of_another(visit, agenda, base):
    first, second, _part, _last = three(agenda)

    visit(host()).post(f"{base}items/{first.key}/move/", {"parent": str(second.key)})

    assert titles() == ["B", "B.B1", "C", "B.A"]


@pytest.mark.parametrize(
    ("which", "below", "said"),
    [
        (1, 1, "An item cannot become a part of itself."),
        (1, 2, "An item cannot become a part of itself."),
        (1, 0, "A part has no parts of its own"),
        (0, 2, "A part has no parts of its own"),
    ],
    ids=["itself", "its part", "with parts", "below a part"],
)
def test_what_cannot_be_moved_there_stays_and_says_why(visit, agenda, base, which, below, said):
    rows = three(agenda)

    answer = visit(host()).post(
        f"{base}items/{rows[which].key}/move/", {"parent": str(rows[below].key)}, follow=True
    )

    assert said in answer.text
    assert titles() == ["A", "B", "B.B1", "C"]


@pytest.mark.parametrize(
    "typed", [{"places": "far"}, {"parent": "nothing"}, {"parent": uuid.uuid4()}]
)
def test_a_move_that_cannot_be_read_is_said(visit, agenda, base, typed):
    first, *_rest = three(agenda)

    answer = visit(host()).post(f"{base}items/{first.key}/move/", typed, follow=True)

    assert "the item stands where it stood" in answer.text
    assert titles() == ["A", "B", "B.B1", "C"]


def test_what_is_decided_stays_where_and_as_open_as_it_is_and_says_so(visit, agenda, base):
    first, *_rest = three(agenda)
    secret = AgendaItemFactory(agenda=agenda, order=9, visibility=Visibility.RESTRICTED)
    services.keep_decided(first, at=timezone.now())
    browser, page = visit(office()), f"{base}items/{first.key}/"
    typed = {**TYPED, "visibility": "restricted", "version": first.version}

    changed = browser.post(page, typed)
    moved = browser.post(f"{page}move/", {"parent": secret.key}, follow=True)
    struck = browser.post(f"{page}strike/", {"reason": "A slip"})

    assert errors(changed) == {"visibility": [editing.readers_stay()]}
    assert editing.readers_stay() in moved.text
    assert "it stays on the agenda" in struck.text
    assert (changed.status_code, struck.status_code) == (422, 422)
    first.refresh_from_db()
    assert (first.visibility, first.parent, first.struck_at) == ("body", None, None)


def test_a_whole_of_which_a_part_is_decided_in_writing_stays_and_says_so(visit, agenda, base):
    whole = AgendaItemFactory(agenda=agenda)
    part = AgendaItemFactory(agenda=agenda, parent=whole)
    written = ("procedures.procedure", "PROC-2026-004", "/procedures/PROC-2026-004/")
    services.mark_in_writing(part, written=written, by=office(), at=timezone.now())

    asked = visit(office()).get(f"{base}items/{whole.key}/strike/")
    answer = visit(office()).post(f"{base}items/{whole.key}/strike/", {"reason": "A slip"})

    whole.refresh_from_db()
    assert "A part of it is decided in writing" in asked.text
    assert 'name="reason"' not in asked.text
    assert (answer.status_code, whole.state) == (422, ItemState.OPEN)
    assert "A part of it is decided in writing" in answer.text
    assert "A slip</textarea>" in answer.text


@pytest.mark.parametrize(
    ("is_decided", "state", "said"),
    [
        (True, State.PUBLISHED, "The meeting has decided it"),
        (False, State.CLOSED, "This can no longer be done"),
    ],
    ids=["what is decided", "an item of a closed meeting"],
)
def test_before_a_reason_is_typed_it_is_said_what_stays(visit, is_decided, state, said):
    agenda = the_agenda(event__state=state)
    item = AgendaItemFactory(agenda=agenda, decided_at=timezone.now() if is_decided else None)

    page = visit(office()).get(f"{agenda.get_absolute_url()}items/{item.key}/strike/")

    assert said in page.text
    assert 'name="reason"' not in page.text
    assert "btn-danger" not in page.text


@pytest.mark.parametrize("state", [State.PUBLISHED, State.CLOSED])
def test_work_on_the_agenda_is_offered_until_the_meeting_is_closed(visit, state):
    agenda = the_agenda(event__state=state)

    page = visit(office()).get(agenda.get_absolute_url())

    assert ("Edit the agenda" in page.text) is (state == State.PUBLISHED)


def test_of_a_closed_meeting_nothing_is_moved(visit, agenda, base):
    first, *_others = three(agenda)
    agenda.event.state = State.CLOSED
    agenda.event.save()

    answer = visit(office()).post(f"{base}items/{first.key}/move/", {"places": 1}, follow=True)

    assert "This can no longer be done" in answer.text


def test_who_does_not_know_of_a_restricted_item_moves_others_past_it(visit, agenda, base):
    AgendaItemFactory(agenda=agenda, title="A", order=1)
    AgendaItemFactory(agenda=agenda, title="S", order=2, visibility=Visibility.RESTRICTED)
    last = AgendaItemFactory(agenda=agenda, title="B", order=3)

    visit(office(right=False)).post(f"{base}items/{last.key}/move/", {"places": "-1"})

    assert titles() == ["B", "A", "S"]


def test_an_item_nobody_has_seen_is_taken_off_without_a_reason(visit, agenda, base):
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    address = f"{base}items/{item.key}/"
    assert "Nobody has seen it yet" in visit(host()).get(f"{address}strike/").text

    visit(host()).post(f"{address}strike/", {"reason": ""})
    item.refresh_from_db()
    assert item.state == ItemState.STRUCK
    visit(host()).post(f"{address}restore/")
    item.refresh_from_db()
    assert item.state == ItemState.OPEN


def test_what_was_sent_out_is_taken_off_with_a_reason_and_put_back(visit):
    agenda = the_agenda()
    item = AgendaItemFactory(agenda=agenda)
    address = f"{agenda.get_absolute_url()}items/{item.key}/"
    assert "It stays in sight" in visit(host()).get(f"{address}strike/").text

    missing = visit(host()).post(f"{address}strike/", {"reason": ""})
    assert (missing.status_code, set(errors(missing))) == (422, {"reason"})
    visit(host()).post(f"{address}strike/", {"reason": "Not ready."})
    item.refresh_from_db()
    assert item.struck_reason == "Not ready."
    assert f"{address}restore/" in visit(host()).get(f"{agenda.get_absolute_url()}edit/").text
    twice = visit(host()).post(f"{address}strike/", {"reason": "Again."})
    assert twice.status_code == 422
    assert "This can no longer be done" in twice.text


def test_what_stands_is_not_put_back(visit, agenda, base):
    item = AgendaItemFactory(agenda=agenda)

    answer = visit(host()).post(f"{base}items/{item.key}/restore/", follow=True)

    assert "This can no longer be done" in answer.text


def test_clock_times_are_switched_on_and_off(visit, agenda, base):
    for said, expected in (({"with": "on"}, True), ({}, False)):
        visit(host()).post(f"{base}hours/", said)
        agenda.refresh_from_db()
        assert agenda.has_hours is expected
        assert visit(host()).get(f"{base}edit/").status_code == 200
    agenda.event.state = State.CLOSED
    agenda.event.save()
    answer = visit(office()).post(f"{base}hours/", {"with": "on"}, follow=True)
    assert "This can no longer be done" in answer.text


def test_the_agenda_is_adopted_after_asking(visit):
    agenda = the_agenda(event__first_date=network_day(timezone.now()))
    AgendaItemFactory(agenda=agenda)
    address = f"{agenda.get_absolute_url()}adopt/"
    assert address in visit(host()).get(f"{agenda.get_absolute_url()}edit/").text
    version = visit(host()).get(address).context["form"]["version"].value()

    answer = visit(host()).post(address, {"version": version})
    twice = visit(host()).post(address, {"version": version + 1})

    agenda.refresh_from_db()
    assert (answer.url, agenda.state) == (agenda.get_absolute_url(), AgendaState.ADOPTED)
    assert twice.status_code == 422
    assert "This can no longer be done" in twice.text


def test_before_the_meeting_its_adoption_is_neither_offered_nor_noted(visit):
    agenda = the_agenda(event__first_date=network_day(timezone.now()) + dt.timedelta(days=1))
    AgendaItemFactory(agenda=agenda)
    address = f"{agenda.get_absolute_url()}adopt/"
    day = f"/events/{agenda.event.slug}/day/"

    pages = [visit(host()).get(one) for one in (f"{agenda.get_absolute_url()}edit/", day)]
    asked = visit(host()).get(address)
    answer = visit(host()).post(address, {"version": 1})

    agenda.refresh_from_db()
    assert not any(address in page.text for page in pages)
    assert "Not yet: the meeting begins on" in asked.text
    assert "It is adopted" not in asked.text
    assert (answer.status_code, agenda.state) == (422, AgendaState.CIRCULATED)
    assert "its body adopts the agenda on the first day" in answer.text


def test_an_agenda_that_changed_meanwhile_is_not_adopted(visit):
    agenda = the_agenda()
    item = AgendaItemFactory(agenda=agenda)
    services.change_item(item, version=1, by=office(), at=timezone.now(), title="Other")

    answer = visit(host()).post(f"{agenda.get_absolute_url()}adopt/", {"version": 1})

    agenda.refresh_from_db()
    assert (answer.status_code, agenda.state) == (409, AgendaState.CIRCULATED)
    assert "The agenda changed while you had this open" in answer.text
    assert answer.context["form"]["version"].value() == 2
