"""The hash of minutes: what it stands for, and that it tells nobody what one may not know."""

import io
import json
from hashlib import sha256

import pytest
import time_machine
from pypdf import PdfReader

from accounts.enums import Role, Visibility
from agendas.models import AgendaItem
from journal.models import Entry
from meetings import frozen, services, sheet
from meetings.enums import AdoptedBy
from meetings.models import Minutes
from meetings.shown import Reading
from tests.factories.held import somebody
from tests.factories.procedures import board
from tests.meetings.laid import final, finished, held, sent
from tests.meetings.reading import LATER, of, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.mark.parametrize(
    ("role", "code"), [(Role.NR, "LV"), (Role.SECRETARIAT, None)], ids=["member", "officer"]
)
def test_the_hash_does_not_tell_that_something_is_hidden(role, code):
    by, told, body = somebody(at=LATER), [], board()
    reader = somebody(role, code=code, at=LATER)
    for slug, title in (("plain", "Award"), ("hidden", "Secret")):
        event, items = held("Toolbox", title, slug=slug, body=body)
        if slug == "hidden":
            AgendaItem.objects.filter(pk=items[1].pk).update(visibility=Visibility.RESTRICTED)
        found = services.adopt_minutes(final(event, by), how=AdoptedBy.MEETING, by=by, at=LATER)
        reading = Reading(found, reader)
        told.append((reading.checks_all, reading.sha256 == found.open_sha256))
        assert b"%PDF" in sheet.paper(reading)

    assert told == [(False, True), (False, True)]


def test_who_knows_the_hash_of_the_whole_cannot_try_what_is_hidden():
    event, _items = held()
    by = somebody(at=LATER)

    found = final(event, by)
    chair = Reading(found, somebody(Role.NR, code="BE", at=LATER))

    assert chair.sha256 == found.sha256
    without = {part: value for part, value in found.frozen.items() if part != "salt"}
    assert found.sha256 not in {frozen.digest(without), found.open_sha256}
    assert len(found.frozen["salt"]) == 32
    assert found.sha256 in str(Entry.objects.values())


@pytest.mark.parametrize(
    ("role", "code", "whole"),
    [(Role.NR, "BE", True), (Role.NR, "LV", False)],
    ids=["chair", "member"],
)
def test_the_data_are_those_for_which_the_hash_stands(client, role, code, whole):
    event, items = held("Toolbox", "Secret")
    AgendaItem.objects.filter(pk=items[1].pk).update(visibility=Visibility.RESTRICTED)
    by = somebody(at=LATER)
    client.force_login(somebody(role, code=code, at=LATER).user)
    sent(event, by)
    early = client.get(of("minutes_data", event))
    found = finished(Minutes.objects.get(), by)

    page, given = client.get(of("minutes", event)), client.get(of("minutes_data", event))

    content = given.getvalue() if given.streaming else given.content
    assert early.status_code == 404
    assert sha256(content).hexdigest() == (found.sha256 if whole else found.open_sha256)
    assert sha256(content).hexdigest() in words(page)
    assert ("Secret" in str(json.loads(content))) == whole


@pytest.mark.parametrize(
    ("code", "visibility"),
    [("LV", Visibility.RESTRICTED), ("BE", Visibility.ATTENDEES)],
    ids=["member", "chair who was not asked"],
)
def test_data_with_what_one_may_not_know_by_now_are_not_given(client, code, visibility):
    event, (item,) = held()
    by = somebody(at=LATER)
    found = final(event, by)
    AgendaItem.objects.filter(pk=item.pk).update(visibility=visibility)
    client.force_login(somebody(Role.NR, code=code, at=LATER).user)

    assert client.get(of("minutes_data", event)).status_code == 404
    page = words(client.get(of("minutes", event)))
    assert of("minutes_data", event) not in page
    assert "SHA-256" not in page
    assert found.sha256 not in page
    assert found.open_sha256 not in page
    services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=LATER)
    paper = client.get(of("minutes_pdf", event)).content
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(paper)).pages]
    assert "Check it yourself" not in "".join(pages)
