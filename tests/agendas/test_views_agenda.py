"""The page of an agenda: what each reader may know of it, what is new, and what stands beside."""

import datetime as dt
import uuid
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from accounts.enums import Role, Visibility
from accounts.models import ReadMark
from agendas import services, sources
from agendas.enums import AgendaState, ItemKind
from agendas.models import Agenda, AgendaItem, Edition, Track
from events.enums import State
from tests.agendas.preparing import (
    HOUR,
    five_items,
    host,
    lines,
    member,
    office,
    person,
    signed_in,
    the_agenda,
)
from tests.factories.accounts import BodyFactory, MemberStateFactory
from tests.factories.agendas import (
    AgendaFactory,
    AgendaItemFactory,
    MeetingFactory,
    StandingItemFactory,
)
from tests.factories.documents import document
from tests.factories.events import EventFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    return five_items()


def test_a_member_reads_the_agenda(client, agenda):
    answer = signed_in(client, member()).get(agenda.get_absolute_url())

    shown = answer.context["shown"]
    assert lines(shown.discussed) == [
        ("1", "Opening", "Presidency · 10 min"),
        ("2", "Projects", "20 min"),
        ("2.1", "In Latvia", "Latvia, Anna"),
        ("4", "Gone", ""),
    ]
    assert lines(shown.in_writing) == [("3", "By letter", "")]
    assert "Secret" not in answer.text
    assert "Not ready." in answer.text
    assert "Funded by the European Union." in answer.text
    assert f"/events/{agenda.event.slug}/agenda/edit/" not in answer.text


def test_who_prepares_it_reads_it_whole_and_is_led_to_the_list(client, agenda):
    answer = signed_in(client, host()).get(agenda.get_absolute_url())

    titles = [title for _number, title, _facts in lines(answer.context["shown"].discussed)]
    assert titles == ["Opening", "Secret", "Projects", "In Latvia", "Gone"]
    assert f"/events/{agenda.event.slug}/agenda/edit/" in answer.text


def test_with_clock_times_the_agenda_says_when_each_item_begins(client, agenda):
    Agenda.objects.update(has_hours=True)

    for who in (member, host):
        answer = signed_in(client, who()).get(agenda.get_absolute_url())
        facts = {title: said for _no, title, said in lines(answer.context["shown"].discussed)}
        assert (facts["Opening"], facts["Projects"], facts["In Latvia"]) == (
            "09:30 · Presidency · 10 min",
            "09:40 · 20 min",
            "09:40 · Latvia, Anna",
        )


def test_what_is_new_since_one_looked_is_marked(client, agenda, time_machine):
    signed_in(client, member())
    start = timezone.now()

    def new():
        answer = client.get(agenda.get_absolute_url())
        return {line.item.title for line in answer.context["shown"].every if line.is_new}

    time_machine.move_to(start, tick=False)
    assert new() == set()
    time_machine.move_to(start + HOUR, tick=False)
    item = AgendaItem.objects.get(title="Opening")
    services.change_item(item, version=1, by=office(), at=start + HOUR, title="Welcome")
    time_machine.move_to(start + 2 * HOUR, tick=False)
    assert new() == {"Welcome"}
    assert client.head(agenda.get_absolute_url()).status_code == 200
    assert ReadMark.objects.get().read_at == start + 2 * HOUR


def test_what_changed_after_it_was_sent_out_says_so(client, agenda):
    now, by = timezone.now(), office()
    item = AgendaItem.objects.get(title="Opening")
    services.change_item(item, version=1, by=by, at=now, title="Welcome")
    services.add_item(agenda, once=uuid.uuid4(), by=by, at=now, title="Late", kind=ItemKind.OTHER)

    answer = signed_in(client, member()).get(agenda.get_absolute_url())

    marks = {
        line.item.title: line.mark and str(line.mark.label).split()[0]
        for line in answer.context["shown"].every
    }
    assert marks == {
        "Welcome": "Changed", "Projects": None, "In Latvia": None, "By letter": None,
        "Gone": "Taken", "Late": "Added",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["", "agenda.pdf", "editions/1/", "editions/1/agenda.pdf"], ids=str
)
def test_until_it_was_sent_out_an_agenda_does_not_exist_for_others(client, path):
    agenda = the_agenda(state=AgendaState.PREPARING)
    AgendaItemFactory(agenda=agenda)
    Edition.objects.create(agenda=agenda, number=1, at=timezone.now(), rows=[])
    address = f"{agenda.get_absolute_url()}{path}"

    assert signed_in(client, member()).get(address).status_code == 404
    assert signed_in(client, host()).get(address).status_code == 200


def test_a_visitor_is_led_to_the_sign_in_page_by_what_is_the_bodys(client, agenda):
    assert client.get(agenda.get_absolute_url()).status_code in {302, 404}


def test_a_visitor_reads_what_is_public(client, agenda):
    agenda.event.visibility = Visibility.PUBLIC
    agenda.event.save()
    AgendaItem.objects.filter(title="Projects").update(visibility=Visibility.PUBLIC)

    answer = client.get(agenda.get_absolute_url())

    assert lines(answer.context["shown"].every) == [("1", "Projects", "20 min")]


OPEN_PART = "for the members of the body alone are shown to them only"


def test_who_is_no_member_is_told_that_it_is_the_open_part_whatever_there_is(client, agenda):
    services.circulate(agenda, by=office(), at=timezone.now())
    agenda.event.visibility = Visibility.PUBLIC
    agenda.event.save()
    address = agenda.get_absolute_url()
    pages = [client.get(address).text, client.get(f"{address}editions/2/").text]
    AgendaItem.objects.update(visibility=Visibility.PUBLIC)
    pages.append(client.get(address).text)

    assert [OPEN_PART in page for page in pages] == [True] * 3
    for of_the_body in (member(), host(), office()):
        assert OPEN_PART not in signed_in(client, of_the_body).get(address).text


def test_interests_are_declared_in_what_is_decided_while_the_meeting_is_not_closed(client, agenda):
    AgendaItemFactory(agenda=agenda, title="Told", kind=ItemKind.INFORMATION)
    given = StandingItemFactory(body=agenda.event.body, kind=ItemKind.ADOPTION)
    AgendaItemFactory(agenda=agenda, title="Adoption of it", kind=ItemKind.ADOPTION, standing=given)

    def offered():
        shown = client.get(agenda.get_absolute_url()).context["shown"]
        return [line.item.title for line in shown.every if line.side.may_declare]

    signed_in(client, member())
    assert offered() == ["Opening", "Projects", "In Latvia", "By letter"]
    agenda.event.state = State.CLOSED
    agenda.event.save()
    assert offered() == []


def test_what_comes_before_on_the_same_day_stands_beside_with_what_it_prepares(client, agenda):
    item = AgendaItem.objects.get(title="Projects")
    same = {
        "host": agenda.event.host, "first_date": agenda.event.first_date,
        "body": agenda.event.body, "starts_time": dt.time(8, 30), "ends_time": dt.time(9, 15),
    }  # fmt: skip
    before = MeetingFactory(title="Executive Committee", **same)
    gone = {"state": State.CANCELLED, "cancelled_at": timezone.now(), "cancel_reason": "Snow."}
    MeetingFactory(title="Gone", **same | gone)
    MeetingFactory(title="Elsewhere", **same | {"host": MemberStateFactory(code="PT")})
    prepared = AgendaItemFactory(agenda=AgendaFactory(event=before))
    Agenda.objects.filter(event=before).update(state=AgendaState.CIRCULATED, edition=1)
    track = Track.objects.create(
        item=prepared, body=agenda.event.body, decides=item, opened_at=timezone.now()
    )
    signed_in(client, member())

    page = client.get(agenda.get_absolute_url())

    assert page.context["before"] == [(before, "08:30–09:15 (Brussels)", ["2"])]
    assert "It prepares item 2." in " ".join(page.text.split())
    track.delete()
    assert client.get(agenda.get_absolute_url()).context["before"][0][2] == []


def test_what_a_written_procedure_brought_is_called_by_its_number(client, agenda):
    for label, key in (("procedures.procedure", "PROC-2026-001"), ("suggestions.suggestion", "x")):
        AgendaItemFactory(agenda=agenda, source_label=label, source_key=key, source_url="/there/")

    said = [sources.known_as(item) for item in AgendaItem.objects.exclude(source_key="")]

    assert said == ["PROC-2026-001", ""]


def test_who_prepares_a_meeting_without_an_agenda_is_offered_to_begin_one(client):
    MemberStateFactory(code="IE")
    meeting = MeetingFactory(host_id="IE")
    address = f"/events/{meeting.slug}/agenda/"

    assert signed_in(client, member()).get(address).status_code == 404
    page = signed_in(client, host()).get(address)
    assert f"{address}begin/" in page.text
    meeting.state = State.CLOSED
    meeting.save()
    assert f"{address}begin/" not in signed_in(client, office()).get(address).text


@pytest.mark.parametrize("event", [EventFactory, None], ids=["a seminar", "nothing"])
def test_what_is_no_meeting_has_no_agenda(client, event):
    slug = event().slug if event else "nothing"

    assert signed_in(client, office()).get(f"/events/{slug}/agenda/").status_code == 404


@pytest.mark.parametrize("is_hidden", [True, False])
def test_no_hour_tells_of_a_part_that_one_may_not_know(client, is_hidden):
    agenda = the_agenda(has_hours=True)
    whole = AgendaItemFactory(agenda=agenda, title="Open", order=1)
    AgendaItemFactory(agenda=agenda, title="After", order=2)
    if is_hidden:
        AgendaItemFactory(
            agenda=agenda, parent=whole, visibility=Visibility.RESTRICTED, minutes=10, order=3
        )

    shown = signed_in(client, member()).get(agenda.get_absolute_url()).context["shown"]

    assert [(one.item.title, bool(one.hour)) for one in shown.every] == [
        ("Open", True),
        ("After", False),
    ]


@pytest.mark.parametrize("who", [member, host, office])
def test_thirty_items_and_a_hundred_and_twenty_papers_cost_few_queries_at_first_sight(client, who):
    agenda = the_agenda(has_hours=True)
    whole = None
    for number in range(30):
        item = AgendaItemFactory(
            agenda=agenda, parent=whole if number % 3 else None, minutes=10, text="Word " * 30
        )
        whole = item if not number % 3 else whole
        for _paper in range(4):
            document(label="agendas.item", key=str(item.key), visibility=Visibility.BODY)
    Track.objects.create(item=item, body=BodyFactory(code="EXCOM"), opened_at=timezone.now())
    signed_in(client, who())
    client.get("/")

    number = counted(lambda: client.get(agenda.get_absolute_url()))

    answer = client.get(agenda.get_absolute_url())
    assert sum(len(line.side.papers) for line in answer.context["shown"].every) == 120
    assert number <= 15
    assert len(answer.content) <= 56_000


@pytest.mark.parametrize("who", [member, office], ids=["a member", "the Secretariat"])
def test_an_agenda_of_sixty_items_with_two_papers_each_is_light(client, who):
    agenda = the_agenda(has_hours=True)
    for number in range(60):
        kind = list(ItemKind)[number % 4]
        item = AgendaItemFactory(agenda=agenda, kind=kind, minutes=10, text="Word " * 12)
        for _paper in range(2):
            document(label="agendas.item", key=str(item.key), visibility=Visibility.BODY)

    page = signed_in(client, who()).get(agenda.get_absolute_url())

    assets = ("app.css", "app.js", "icons.svg", "favicon.svg")
    weight = sum(Path(str(finders.find(name))).stat().st_size for name in assets)
    assert page.text.count('href="papers/') == 120
    assert weight + len(page.content) <= 120_000


def test_somebody_without_a_mandate_sees_no_agenda_of_the_body(client, agenda):
    client.force_login(person(Role.NR, member_state__code="PT"))

    assert client.get(agenda.get_absolute_url()).status_code == 404
