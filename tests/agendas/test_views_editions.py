"""An edition of an agenda as it was sent out, and what changed once it was adopted."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.days import network_day
from accounts.enums import Visibility
from agendas import services
from agendas.models import AgendaItem, Edition
from tests.agendas.preparing import HOUR, five_items, host, lines, member, office, signed_in

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


def test_no_edition_that_is_not_there(client, agenda):
    answer = signed_in(client, member()).get(f"{agenda.get_absolute_url()}editions/7/")

    assert (answer.status_code, Edition.objects.count()) == (404, 0)
