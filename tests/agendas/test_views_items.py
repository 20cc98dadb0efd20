"""The pages of an item that is worked on: added, changed, taken off and put back."""

import uuid

import pytest
from django.utils import timezone

from accounts.enums import Visibility
from agendas import services
from agendas.enums import AgendaState, ItemKind, ItemState, Presenter
from agendas.models import Agenda, AgendaItem
from agendas.views import editing
from events.enums import State
from tests.accounts.answered import errors
from tests.agendas.preparing import TYPED, host, member, office, the_agenda, three, titles
from tests.factories.accounts import MemberStateFactory, SeatFactory
from tests.factories.agendas import AgendaItemFactory

pytestmark = pytest.mark.django_db


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
    differing = {label for label, _theirs, _yours in answer.context["overtaken"]["differences"]}
    assert "Open to these seats" not in differing
    assert AgendaItem.objects.get().title == "Grant"
    form = answer.context["form"]
    assert (form["title"].value(), form["version"].value()) == ("Award", "2")
    sent = {**TYPED, "title": "Grant and award", "version": form["version"].value()}
    for _again in range(2):
        saved = visit(host()).post(f"{base}items/{item.key}/", sent)
        assert saved.url == f"{base}edit/#item-{item.key}"
    assert AgendaItem.objects.get().title == "Grant and award"
    assert AgendaItem.objects.get().version == 3


def test_who_changed_an_item_is_named_and_not_who_declared_an_interest_in_it(visit):
    agenda = the_agenda()
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    by, seat = office(), member()
    services.change_item(item, version=1, by=by, at=timezone.now(), title="Grant")
    (place,) = services.declaring_places(seat, agenda.event)
    services.declare_interest(
        item, once=uuid.uuid4(), place=place, text="Ours.", by=seat, at=timezone.now()
    )

    answer = visit(host()).post(
        f"{agenda.get_absolute_url()}items/{item.key}/",
        {**TYPED, "title": "Award", "version": 1},
    )

    assert (answer.status_code, answer.context["changed_by"]) == (409, by.user.name)


def test_of_a_closed_meeting_no_item_is_changed(visit, agenda, base):
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    agenda.event.state = State.CLOSED
    agenda.event.save()

    answer = visit(office()).post(
        f"{base}items/{item.key}/", {**TYPED, "title": "Grant", "version": 1}
    )

    assert (answer.status_code, titles()) == (422, ["Budget"])


def test_what_is_decided_stays_where_and_as_open_as_it_is_and_says_so(visit, agenda, base):
    first, *_rest = three(agenda)
    secret = AgendaItemFactory(agenda=agenda, order=9, visibility=Visibility.RESTRICTED)
    services.keep_decided(first, at=timezone.now())
    browser, page = visit(office()), f"{base}items/{first.key}/"
    typed = {**TYPED, "visibility": "restricted", "version": first.version}

    changed = browser.post(page, typed)
    moved = browser.post(f"{page}move/", {"parent": secret.key}, follow=True)
    struck = browser.post(f"{page}strike/", {"version": 1, "reason": "A slip"})

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
    answer = visit(office()).post(
        f"{base}items/{whole.key}/strike/", {"version": 1, "reason": "A slip"}
    )

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


def test_an_item_nobody_has_seen_is_taken_off_without_a_reason(visit, agenda, base):
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    address = f"{base}items/{item.key}/"
    assert "Nobody has seen it yet" in visit(host()).get(f"{address}strike/").text

    visit(host()).post(f"{address}strike/", {"version": 1, "reason": ""})
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

    missing = visit(host()).post(f"{address}strike/", {"version": 1, "reason": ""})
    assert (missing.status_code, set(errors(missing))) == (422, {"reason"})
    visit(host()).post(f"{address}strike/", {"version": 1, "reason": "Not ready."})
    item.refresh_from_db()
    assert item.struck_reason == "Not ready."
    assert f"{address}restore/" in visit(host()).get(f"{agenda.get_absolute_url()}edit/").text
    twice = visit(host()).post(f"{address}strike/", {"version": 1, "reason": "Again."})
    assert twice.status_code == 422
    assert "This can no longer be done" in twice.text


def test_an_item_that_says_something_else_by_now_is_taken_off_once_that_is_read(visit):
    agenda = the_agenda()
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    address = f"{agenda.get_absolute_url()}items/{item.key}/strike/"
    browser = visit(host())
    read = browser.get(address).context["form"]["version"].value()
    said = item.said() | {"title": "Budget and staff", "text": "Two more posts."}
    services.change_item(item, version=1, visibility="body", by=office(), at=timezone.now(), **said)

    stale = browser.post(address, {"version": read, "reason": "Not ready."})

    item.refresh_from_db()
    assert (stale.status_code, item.state) == (409, ItemState.OPEN)
    for words in (
        "Somebody has changed this item meanwhile",
        "Budget and staff",
        "Two more posts.",
    ):
        assert words in stale.text
    assert "Not ready.</textarea>" in stale.text
    now = stale.context["form"]["version"].value()
    browser.post(address, {"version": now, "reason": "Not ready."})
    item.refresh_from_db()
    assert item.state == ItemState.STRUCK


def test_what_stands_is_not_put_back(visit, agenda, base):
    item = AgendaItemFactory(agenda=agenda)

    answer = visit(host()).post(f"{base}items/{item.key}/restore/", follow=True)

    assert "This can no longer be done" in answer.text
