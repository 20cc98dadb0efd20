"""Minutes before the body or adopted: their titles stand, and nothing is left to decide of them."""

import io

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from agendas.enums import TrackState
from agendas.models import AgendaItem, Track
from meetings import services
from meetings.day import table_of
from meetings.enums import AdoptedBy, ItemOutcome
from meetings.models import ItemRecord, Minutes
from meetings.shown import Reading
from tests.factories.held import AFTER, somebody
from tests.meetings.laid import (
    OVER,
    WRITING,
    WRITTEN,
    adopting,
    changed_to,
    decided,
    final,
    finished,
    held,
    sent,
)
from tests.meetings.minuted import UNTIL
from tests.meetings.reading import LATER, of, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False):
        yield


def adopted_by_hand():
    """An item about minutes that somebody notes as adopted, and who does."""
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)
    item = adopting(found)
    services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=LATER)
    return item, by


@pytest.mark.parametrize("outcome", [ItemOutcome.ADOPTED, ItemOutcome.POSTPONED])
def test_the_item_of_minutes_that_are_adopted_already_decides_nothing(outcome):
    item, by = adopted_by_hand()

    with pytest.raises(services.MinutesAdoptedError):
        decided(item, by, at=LATER, outcome=outcome)

    assert not ItemRecord.objects.exists()
    assert Minutes.objects.get().adopted_at_event is None


def test_its_page_says_so(client):
    item, by = adopted_by_hand()
    client.force_login(by.user)

    page = client.get(reverse("meetings:day_item", args=[item.agenda.event.slug, item.key]))

    assert "These minutes are adopted already" in words(page)
    assert page.context["decision"] is None


def test_the_item_that_adopted_them_says_what_it_decided(client):
    event, _items = held()
    by = somebody(at=LATER)
    item = adopting(final(event, by))
    decided(item, by, at=LATER)
    client.force_login(by.user)

    page = client.get(reverse("meetings:day_item", args=[item.agenda.event.slug, item.key]))

    assert "These minutes are adopted already" not in words(page)
    assert Minutes.objects.get().adopted_at_event == item.agenda.event


def test_what_is_before_the_body_has_the_titles_that_it_had_then():
    event, (item,) = held()
    by = somebody(at=LATER)
    final(event, by)
    AgendaItem.objects.filter(pk=item.pk).update(title="Renamed")
    found = Minutes.objects.get()

    before = [one.title for one in Reading(found, by).sections()]
    services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)
    back = [one.title for one in Reading(Minutes.objects.get(), by).sections()]

    assert ("Toolbox" in before, "Renamed" in before) == (True, False)
    assert ("Toolbox" in back, "Renamed" in back) == (False, True)


# What was sent to a written procedure


def postponed(item, by):
    """The body says otherwise."""
    half = table_of(item.agenda.event).half_days[0]
    services.decide(
        item, outcome=ItemOutcome.POSTPONED, half_day=half, version=1, by=by, at=LATER
    )  # fmt: skip


def decided_by_another_body(item, _by):
    """What was recommended to another body is decided in writing there."""
    body = item.agenda.event.body
    Track.objects.create(
        item=item, body=body, state=TrackState.IN_WRITING, opened_at=AFTER, **WRITING
    )


@pytest.mark.parametrize(
    "way_out",
    [changed_to(state="in_writing", **WRITING), postponed, decided_by_another_body],
    ids=["drafted", "postponed", "decided by another body"],
)
def test_what_was_sent_to_a_written_procedure_is_named_before_nobody_can_draft_it(client, way_out):
    event, (item,) = held()
    by = somebody(at=LATER)
    decided(item, by, outcome=ItemOutcome.IN_WRITING)
    found = sent(event, by)
    client.force_login(by.user)

    with pytest.raises(services.NotInWritingYetError, match="Toolbox"):
        finished(found, by)
    answer = client.post(of("finish_minutes", event), {"version": found.version}, follow=True)
    way_out(item, by)

    assert "that is not drafted yet: Toolbox." in words(answer)
    assert finished(found, by).state == "final"


@pytest.mark.parametrize("way", ["adopted", "asked about in writing"])
def test_minutes_that_go_their_way_elsewhere_keep_no_others_from_the_body(way):
    event, _items = held()
    by = somebody(at=OVER)
    about = final(event, by)
    item = adopting(about)
    decided(item, by, at=LATER, outcome=ItemOutcome.IN_WRITING)
    found = services.draft_minutes(item.agenda.event, by=by, at=OVER)
    found = services.send_for_comments(
        found, until=OVER.date(), version=found.version, by=by, at=OVER
    )

    with pytest.raises(services.NotInWritingYetError):
        services.finish_minutes(found, version=found.version, by=by, at=OVER)
    if way == "adopted":
        services.adopt_minutes(about, how=AdoptedBy.MEETING, by=by, at=OVER)
    else:
        services.ask_in_writing(about, written=WRITTEN, by=by, at=OVER)

    found = services.finish_minutes(found, version=found.version, by=by, at=OVER, is_early=True)
    assert found.state == "final"


def test_an_empty_section_says_the_same_on_the_page_and_on_paper(client):
    event, (item,) = held()
    by = somebody(at=LATER)
    found = sent(event, by)
    text = found.sections.get(item=item).text
    client.force_login(by.user)
    services.adopt_minutes(finished(found, by), how=AdoptedBy.MEETING, by=by, at=LATER)

    page = words(client.get(of("minutes", event)))
    paper = client.get(of("minutes_pdf", event)).content
    read = "".join(one.extract_text() for one in PdfReader(io.BytesIO(paper)).pages)

    assert text == ""
    assert page.count("Nothing is written here.") == read.count("Nothing is written here.") == 2
