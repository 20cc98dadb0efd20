"""An edition of an agenda as it was sent out, and what changed once it was adopted."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.days import network_day
from accounts.enums import Visibility
from agendas import services
from agendas.enums import ItemState
from agendas.models import AgendaItem, Edition
from tests.agendas.preparing import HOUR, five_items, host, lines, member, office, signed_in
from tests.factories.agendas import AgendaItemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    return five_items()


def test_once_adopted_only_what_changes_later_says_so(client, agenda):
    by, early, late = office(), timezone.now(), timezone.now() + HOUR
    opening, projects = (AgendaItem.objects.get(title=one) for one in ("Opening", "Projects"))
    services.change_item(opening, version=1, by=by, at=early, title="Welcome")
    agenda.event.first_date = agenda.event.last_date = network_day(early)
    agenda.event.save()
    services.adopt(agenda, by=by, at=early + HOUR / 2)
    services.change_item(projects, version=1, by=by, at=late, title="All projects")

    now = signed_in(client, member()).get(agenda.get_absolute_url())
    then = client.get(f"{agenda.get_absolute_url()}editions/2/")

    marked = {line.item.title for line in now.context["shown"].discussed if line.mark}
    assert marked == {"All projects", "Gone"}
    assert [title for _number, title, _facts in lines(then.context["shown"].discussed)] == [
        "Welcome", "Projects", "In Latvia", "Gone",
    ]  # fmt: skip
    assert "Adopted on" in then.text
    assert "As adopted" in now.text


def test_an_edition_shows_what_the_reader_may_know_now_and_might_then(client, agenda):
    services.circulate(agenda, by=office(), at=timezone.now())
    AgendaItem.objects.filter(title="Secret").update(visibility=Visibility.BODY)
    AgendaItem.objects.filter(title="Opening").update(visibility=Visibility.RESTRICTED)
    whole = AgendaItem.objects.get(title="Projects")
    address = f"{agenda.get_absolute_url()}editions/2/"

    def titles(standing):
        answer = signed_in(client, standing).get(address)
        return [title for _no, title, _facts in lines(answer.context["shown"].discussed)]

    assert titles(member()) == ["Projects", "In Latvia", "Gone"]
    assert titles(host()) == ["Opening", "Secret", "Projects", "In Latvia", "Gone"]
    AgendaItem.objects.filter(pk=whole.pk).update(visibility=Visibility.RESTRICTED)
    assert titles(member()) == ["Gone"]
    assert "Edition 2, sent out on" in client.get(address).text


def test_a_named_seat_reads_its_item_in_an_edition(client, agenda):
    secret = AgendaItem.objects.get(title="Secret")
    secret.readers.set([agenda.event.body.seats.get(member_state="LV")])
    item = AgendaItem.objects.get(title="Opening")
    item.starts_time = dt.time(9)
    item.save()
    services.circulate(agenda, by=office(), at=timezone.now())

    answer = signed_in(client, member()).get(f"{agenda.get_absolute_url()}editions/2/")

    assert [line.number for line in answer.context["shown"].discussed] == ["1", "R1", "2", "4"]


@pytest.mark.parametrize("who", [host, member])
def test_what_is_decided_in_writing_but_for_a_part_says_so_then_and_now(client, agenda, who):
    in_writing = {
        "agenda": agenda, "state": ItemState.IN_WRITING, "written_label": "procedures.procedure",
        "written_url": "/decisions/",
    }  # fmt: skip
    AgendaItem.objects.all().delete()
    whole = AgendaItemFactory(**in_writing, title="Staff", written_key="WP-1", order=1)
    AgendaItemFactory(agenda=agenda, title="Salaries", parent=whole, visibility="restricted")
    AgendaItemFactory(**in_writing, title="Posts", written_key="WP-2", parent=whole)
    services.circulate(agenda, by=office(), at=timezone.now())
    browser, base = signed_in(client, who()), agenda.get_absolute_url()

    for page in (browser.get(base), browser.get(f"{base}editions/2/")):
        talked_about, _heading, written = page.text.partition('id="in-writing"')
        assert ("Decided in writing</span>" in talked_about) is (who is host)
        assert ("Staff" in written, "Posts" in written) == (who is member, True)
        assert "Salaries" not in written
        assert "Decided in writing</span>" not in written


def marks(client, agenda, standing):
    """What each item is marked with, for somebody."""
    shown = signed_in(client, standing).get(agenda.get_absolute_url()).context["shown"]
    return {
        line.item.title: line.mark and str(line.mark.label).partition(" on ")[0]
        for line in shown.every
        if line.item.title != "Gone"
    }


@pytest.fixture
def again_sent_out(agenda):
    """The agenda with a part of what is restricted, and its first edition an hour ago."""
    secret = AgendaItem.objects.get(title="Secret")
    early = timezone.now() - HOUR
    AgendaItemFactory(
        agenda=agenda, parent=secret, title="Part", order=9, added_at=early, changed_at=early
    )
    agenda.circulated_at = early
    agenda.save()
    services.circulate(agenda, by=office(), at=early)
    return secret


def test_what_is_opened_was_added_for_who_had_it_not_and_changed_for_who_had(
    client, agenda, again_sent_out
):
    others = dict.fromkeys(("Opening", "Projects", "In Latvia", "By letter"))
    assert marks(client, agenda, member()) == others
    was_seen = timezone.now()
    said = {"version": 1, "by": office(), "at": was_seen, "visibility": Visibility.BODY}
    services.change_item(again_sent_out, **said)

    assert marks(client, agenda, member()) == others | {"Secret": "Added", "Part": "Added"}
    assert marks(client, agenda, host()) == others | {"Secret": "Changed", "Part": None}
    part = AgendaItem.objects.get(title="Part")
    assert part.last_changed_at(is_had=False) == was_seen
    assert part.last_changed_at(is_had=True) == part.changed_at < was_seen


def test_to_a_seat_that_is_named_later_an_item_is_added_with_its_parts(
    client, agenda, again_sent_out
):
    seat = agenda.event.body.seats.get(member_state="LV")
    said = {"visibility": Visibility.RESTRICTED, "readers": [seat]}
    services.change_item(again_sent_out, version=1, by=office(), at=timezone.now(), **said)

    assert {marks(client, agenda, member())[one] for one in ("Secret", "Part")} == {"Added"}
    assert {marks(client, agenda, host())[one] for one in ("Secret", "Part")} == {None}
    before = AgendaItem.objects.get(title="Part").added_at
    services.change_item(again_sent_out, version=2, by=office(), at=timezone.now(), **said)
    assert AgendaItem.objects.get(title="Part").added_at == before


@pytest.mark.parametrize(
    ("before", "now", "is_added"),
    [
        ("restricted", "body", True),
        ("body", "network", True),
        ("body", "attendees", True),
        ("attendees", "attendees", False),
        ("body", "restricted", False),
        ("public", "body", False),
    ],
)
def test_what_is_opened_to_others_is_added_then(agenda, again_sent_out, before, now, is_added):
    AgendaItem.objects.filter(title="Opening").update(visibility=before)
    item = AgendaItem.objects.get(title="Opening")
    services.change_item(item, version=1, visibility=now, by=office(), at=timezone.now())

    assert (AgendaItem.objects.get(title="Opening").added_at > item.added_at) == is_added


def test_what_is_really_new_is_added_for_all(client, agenda, again_sent_out):
    services.add_item(agenda, once=uuid4(), by=office(), at=timezone.now(), title="New")

    assert {marks(client, agenda, who)["New"] for who in (member(), host())} == {"Added"}


def test_no_edition_that_is_not_there(client, agenda):
    answer = signed_in(client, member()).get(f"{agenda.get_absolute_url()}editions/7/")

    assert (answer.status_code, Edition.objects.count()) == (404, 0)
