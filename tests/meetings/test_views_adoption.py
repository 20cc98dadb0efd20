"""The pages of minutes that are adopted: where and when, locked, on paper, in the register."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine

import decisions.services
import decisions.sources
from accounts.enums import Role, Visibility
from agendas.models import AgendaItem
from agendas.sources import source
from decisions.models import Decision
from events.enums import State
from meetings import services
from meetings.day import table_of
from meetings.enums import AdoptedBy
from meetings.models import ActionPoint, Minutes
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import AFTER, meeting, somebody
from tests.meetings.minuted import UNTIL, held
from tests.meetings.reading import LATER, adopted, final, of, pdf_text, sent, visiting, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False) as travelled:
        yield travelled


def test_minutes_adopted_in_writing_are_of_the_last_day_of_the_procedure(client):
    event = held()
    found = final(event)
    source = ("procedures.procedure", "PROC-2024-077")
    at = dt.datetime(2024, 7, 15, 22, tzinfo=dt.UTC)
    decisions.services.enter(
        body=event.body,
        on=dt.date(2024, 7, 15),
        title="Minutes",
        outcome="adopted",
        source=(*source, "/procedures/PROC-2024-077/"),
        visibility=Visibility.BODY,
        at=at,
    )
    services.ask_in_writing(
        found, written=(*source, "/procedures/PROC-2024-077/"), by=somebody(at=LATER), at=LATER
    )
    services.adopt_in_writing(source=source, at=at)
    visiting(client)

    page = words(client.get(of("minutes", event)))

    assert "Monday 15 July 2024" in page
    assert "In writing: PROC-2024-077" in page
    assert "Adopted on Monday 15 July 2024" in pdf_text(client.get(of("minutes_pdf", event)))


def test_minutes_are_adopted_locked_and_added_to(client):
    event = held()
    final(event)
    visiting(client)
    version = Minutes.objects.get().version
    add = of("add_to_minutes", event)
    other = meeting(body=event.body, slug="next", first_date=AFTER.date(), title="Next Board")
    Minutes.objects.update(finished_at=AFTER)

    assert client.get(add).url == of("minutes", event)
    asked = words(client.get(of("adopt_minutes", event)))
    said = {"version": version, "meeting": other.pk}
    page = words(client.post(of("adopt_minutes", event), said, follow=True))
    item = AgendaItem.objects.filter(agenda__event=event).first()
    client.post(add, {"once": uuid4(), "item": item.key, "text": "Twelve, not ten."})
    whole = client.post(add, {"once": uuid4(), "item": "", "text": "On a Monday."}, follow=True)
    wrong = client.post(add, {"once": uuid4(), "text": ""})

    assert "This cannot be undone" in asked
    assert "The minutes are adopted and locked" in page
    assert Minutes.objects.get().open_sha256 in page
    event.refresh_from_db()
    assert event.state == State.CLOSED
    assert "Twelve, not ten." in words(whole)
    assert "On a Monday." in words(whole)
    assert "At the meeting: Next Board" in words(whole)
    assert wrong.status_code == 422
    text = pdf_text(client.get(of("minutes_pdf", event)))
    assert "Twelve, not ten." in text
    assert "On a Monday." in text


def test_the_paper_says_what_its_reader_may_know_and_where_it_was_adopted(client):
    event = held("Toolbox", "Hidden")
    hidden = AgendaItem.objects.get(title="Hidden")
    hidden.visibility = Visibility.RESTRICTED
    hidden.save()
    part = AgendaItemFactory(agenda=hidden.agenda, title="A part", order=3)
    part.parent = AgendaItem.objects.get(title="Toolbox")
    part.save()
    for item, text in ((part, "Print it"), (hidden, "Hush")):
        ActionPoint.objects.create(
            event=event, item=item, text=text, due_date=UNTIL, created_at=AFTER
        )
    found = adopted(event)
    visiting(client)

    page, text = (
        words(client.get(of("minutes", event))),
        pdf_text(client.get(of("minutes_pdf", event))),
    )
    visiting(client, Role.NR, "BE")
    chairs_page, chairs = (
        words(client.get(of("minutes", event))),
        pdf_text(client.get(of("minutes_pdf", event))),
    )

    for said in (page, text):
        assert "Hidden" not in said
        assert "Hush" not in said
        assert "Print it" in said
        assert "1.1 A part" in said
    assert "Hush" in chairs
    assert "R1 Hidden" in chairs
    assert "R1 Hidden" in chairs_page
    assert found.open_sha256 in page
    assert found.sha256 in chairs_page
    assert found.sha256 not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"how": AdoptedBy.WRITING, "source": ("p", "PROC-2024-005")}, "PROC-2024-005"),
        ({"at_event": "next"}, "At the meeting: Next Board"),
    ],
)
def test_the_page_says_where_minutes_were_adopted(client, fields, said):
    event = held()
    if fields.get("at_event"):
        fields = {"at_event": meeting(body=event.body, slug="next", title="Next Board")}
    adopted(event, **fields)
    visiting(client)

    assert said in words(client.get(of("minutes", event)))


def test_the_register_leads_to_the_minutes_of_who_may_read_them(client):
    event = held()
    item = AgendaItem.objects.filter(agenda__event=event).first()
    by, member = somebody(at=AFTER), somebody(Role.NR, code="LV", at=AFTER)
    services.decide(
        item,
        outcome="adopted",
        half_day=table_of(event).half_days[0],
        version=0,
        by=by,
        at=AFTER,
    )
    rows = list(Decision.objects.all())
    address = f"/events/{event.slug}/minutes/#item-{item.key}"

    before = decisions.sources.open_to(member, rows)
    found = sent(event)

    assert before == {}
    assert decisions.sources.open_to(member, rows) == {"D-2024-01": address}
    item.source_label, item.source_key = "meetings.minutes", str(found.key)
    assert decisions.sources.open_ones(member, [source(item)]) == {
        ("meetings.minutes", str(found.key))
    }


def test_minutes_of_a_meeting_that_lasts_are_not_laid_before_the_body_and_that_is_said(client):
    event = held()
    found = sent(event)
    type(event).objects.filter(pk=event.pk).update(ends_at=LATER + dt.timedelta(hours=1))
    visiting(client)

    said = client.post(of("finish_minutes", event), {"version": found.version}, follow=True)

    assert "The meeting is not over" in said.content.decode()
    found.refresh_from_db()
    assert found.finished_at is None
