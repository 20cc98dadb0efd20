"""The papers of an item: never open to more people than it."""

import datetime as dt
import uuid

import pytest

from accounts import versions
from accounts.enums import Visibility
from accounts.steps import NotNowError
from agendas import services
from agendas.models.item import LABEL
from documents.models import Document
from documents.services import GoneError
from events.enums import State
from tests.agendas.conftest import AT, chair, office, speaker, trusted
from tests.documents.files import PDF, checked
from tests.factories.agendas import AgendaItemFactory

pytestmark = pytest.mark.django_db


def upload(name="paper.pdf"):
    return checked(name, PDF + f"%{uuid.uuid4()}\n%%EOF".encode())


def add(item, *, title="Paper", visibility=Visibility.BODY, by=None, at=AT, once=None):
    return services.add_papers(
        item,
        once=once or uuid.uuid4(),
        uploads=[upload()],
        title=title,
        visibility=visibility,
        by=by or trusted(at),
        at=at,
    )[0]


def titles(item):
    return [row.title for row in Document.objects.of(LABEL, str(item.key))]


@pytest.mark.parametrize("who", [office, chair], ids=["the Secretariat", "the Presidency's team"])
def test_who_prepares_the_meeting_adds_papers(item, who):
    before = item.agenda.version

    made = add(item, by=who())

    assert (titles(item), made.visibility) == (["Paper"], Visibility.BODY)
    item.agenda.refresh_from_db()
    assert item.agenda.version == before + 1


def test_a_replay_adds_once(item):
    once, one = uuid.uuid4(), upload()
    for _time in range(2):
        services.add_papers(
            item, once=once, uploads=[one], title="A", visibility="body", by=office(), at=AT
        )

    assert titles(item) == ["A"]


def test_nobody_else_adds_papers(item):
    with pytest.raises(services.NotYoursError):
        add(item, by=speaker("LV"))
    assert titles(item) == []


def test_nothing_is_added_once_the_meeting_is_closed(item):
    event = item.agenda.event
    event.state = State.CLOSED
    event.save()

    with pytest.raises(NotNowError):
        add(item)


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.NETWORK])
def test_a_paper_is_never_wider_than_its_item(item, visibility):
    paper = add(item)

    with pytest.raises(services.WiderError):
        add(item, visibility=visibility)
    with pytest.raises(services.WiderError):
        services.change_paper(
            item, paper, version=paper.version, title="A", visibility=visibility, by=office(), at=AT
        )
    assert titles(item) == ["Paper"]


def test_nor_than_what_its_item_is_a_part_of(item):
    part = AgendaItemFactory(agenda=item.agenda, parent=item, visibility=Visibility.PUBLIC)

    with pytest.raises(services.WiderError):
        add(part, visibility=Visibility.PUBLIC)


def test_the_papers_of_a_restricted_item_are_kept_by_who_may_read_it(sent_out):
    item = AgendaItemFactory(agenda=sent_out, visibility=Visibility.RESTRICTED)

    with pytest.raises(services.NotYoursError):
        add(item, visibility=Visibility.RESTRICTED, by=office())
    assert add(item, visibility=Visibility.RESTRICTED, by=chair()).title == "Paper"


def test_title_and_readers_change_and_two_at_once_are_told(item):
    paper = add(item)

    services.change_paper(
        item, paper, version=paper.version, title="B", visibility="attendees", by=office(), at=AT
    )
    with pytest.raises(versions.StaleError):
        services.change_paper(
            item, paper, version=paper.version, title="C", visibility="body", by=office(), at=AT
        )

    paper.refresh_from_db()
    assert (paper.title, paper.visibility) == ("B", "attendees")


def test_a_newer_version_lies_on_top(item):
    paper = add(item)

    services.renew_paper(item, paper, upload=upload(), note="New table", by=office(), at=AT)

    paper.refresh_from_db()
    assert (paper.number, paper.versions.first().note) == (2, "New table")


def test_papers_move_past_what_one_does_not_see(item):
    for title in ("One", "Two", "Three"):
        add(item, title=title, visibility="restricted" if title == "Two" else "body")
    one, _two, three = Document.objects.of(LABEL, str(item.key))

    services.move_paper(item, three, up=True, by=office(), at=AT)
    assert titles(item) == ["Three", "Two", "One"]
    services.move_paper(item, one, up=True, by=trusted(), at=AT)
    assert titles(item) == ["Three", "One", "Two"]
    services.move_paper(item, three, up=True, by=office(), at=AT)
    services.move_paper(item, three, up=False, by=office(), at=AT)
    assert titles(item) == ["One", "Three", "Two"]


def test_a_removed_paper_does_not_move(item):
    paper = add(item)
    services.remove_paper(item, paper, by=office(), at=AT)

    services.move_paper(item, paper, up=True, by=office(), at=AT)

    assert titles(item) == []


def test_removed_it_can_be_brought_back_for_a_week_as_narrow_as_its_item_by_then(item):
    paper = add(item)
    services.remove_paper(item, paper, by=office(), at=AT)
    item.visibility = Visibility.ATTENDEES
    item.save()

    services.restore_paper(item, paper, by=office(), at=AT)

    paper.refresh_from_db()
    assert (paper.removed_at, paper.visibility) == (None, Visibility.ATTENDEES)
    services.remove_paper(item, paper, by=office(), at=AT)
    with pytest.raises(GoneError):
        services.restore_paper(item, paper, by=office(), at=AT + dt.timedelta(days=8))


def test_an_item_that_becomes_restricted_takes_its_papers_and_those_of_its_parts_along(item):
    part = AgendaItemFactory(agenda=item.agenda, parent=item)
    own, below = add(item), add(part)

    services.change_item(
        item,
        version=item.version,
        title=item.title,
        visibility=Visibility.RESTRICTED,
        by=trusted(),
        at=AT,
    )

    for paper in (own, below):
        paper.refresh_from_db()
        assert paper.visibility == Visibility.RESTRICTED


def test_a_part_that_moves_below_a_restricted_item_takes_its_papers_along(item):
    secret = AgendaItemFactory(agenda=item.agenda, visibility=Visibility.RESTRICTED)
    paper = add(item)

    services.move_item(item, parent=secret, by=trusted(), at=AT)

    paper.refresh_from_db()
    assert paper.visibility == Visibility.RESTRICTED
