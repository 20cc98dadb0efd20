"""The documents of an event, as its organisers keep them."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role, Visibility
from accounts.versions import StaleError
from documents.models import Document
from documents.services import GoneError
from events import services
from events.documents import OF_EVENT, OF_SESSION
from events.enums import State
from events.rules import NotNowError
from journal.models import Entry
from tests.documents.files import checked, png
from tests.factories.accounts import MandateFactory
from tests.factories.documents import document
from tests.factories.events import EventFactory, SessionFactory

pytestmark = pytest.mark.django_db

AT = timezone.now()
LEVELS = [level.value for level in Visibility]


@pytest.fixture
def by():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def added(event, by, *names, once=None, title="", session=None):
    return services.add_documents(
        event,
        once=once or uuid.uuid4(),
        uploads=[checked(name) for name in names or ("Draft agenda.pdf",)],
        title=title,
        visibility=Visibility.NETWORK,
        session=session,
        by=by,
        at=AT,
    )


def titles(event):
    return [row.title for row in Document.objects.of(OF_EVENT, str(event.uid))]


def test_several_files_are_called_by_their_names(by):
    event = EventFactory()

    added(event, by, "Draft agenda.pdf", "Directions.pdf", title="Not used")

    assert titles(event) == ["Draft agenda", "Directions"]


def test_a_single_file_has_the_title_it_is_given(by):
    event = EventFactory()

    added(event, by, title="Agenda")
    added(event, by)

    assert titles(event) == ["Agenda", "Draft agenda"]


def test_a_form_sent_twice_adds_once(by):
    event, once = EventFactory(), uuid.uuid4()

    for _twice in range(2):
        added(event, by, "a.pdf", "b.pdf", once=once)

    assert titles(event) == ["a", "b"]
    assert Entry.objects.filter(deed="documents.added").count() == 2


def test_files_of_a_session_stand_with_it(by):
    session = SessionFactory()

    row, *_none = added(session.event, by, session=session)

    assert (row.label, row.owner_key) == (OF_SESSION, str(session.uid))


def test_a_document_gets_a_newer_version_and_another_title(by):
    event = EventFactory()
    row, *_none = added(event, by)

    services.renew_document(event, row, upload=checked("b.png", png()), note="Item 4", by=by, at=AT)
    row.refresh_from_db()
    said = {"title": "Agenda", "visibility": Visibility.PUBLIC, "by": by, "at": AT}
    services.change_document(event, row, version=row.version, **said)

    row.refresh_from_db()
    assert (row.title, row.visibility, row.number, row.versions.first().note) == (
        "Agenda",
        "public",
        2,
        "Item 4",
    )
    with pytest.raises(StaleError):
        services.change_document(event, row, version=row.version - 1, **said)


@pytest.mark.parametrize(
    ("number", "up", "order"),
    [
        (1, True, ["b", "a", "c"]),
        (1, False, ["a", "c", "b"]),
        (0, True, ["a", "b", "c"]),
        (2, False, ["a", "b", "c"]),
    ],
)
def test_a_document_moves_one_place(number, up, order, by):
    event = EventFactory()
    rows = added(event, by, "a.pdf", "b.pdf", "c.pdf")

    services.move_document(event, rows[number], up=up, levels=LEVELS, by=by, at=AT)

    assert titles(event) == order


def test_what_one_does_not_see_is_passed_over(by):
    event = EventFactory()
    first, hidden, last = added(event, by, "a.pdf", "b.pdf", "c.pdf")
    Document.objects.filter(pk=hidden.pk).update(visibility=Visibility.RESTRICTED)

    services.move_document(event, last, up=True, levels=["network"], by=by, at=AT)
    services.move_document(event, hidden, up=True, levels=["network"], by=by, at=AT)

    assert titles(event) == ["c", "b", "a"]
    assert first.order == 0


def test_a_document_is_removed_and_brought_back(by):
    event = EventFactory()
    row, *_none = added(event, by)

    services.remove_document(event, row, by=by, at=AT)
    gone = titles(event)
    services.restore_document(event, row, by=by, at=AT)

    assert (gone, titles(event)) == ([], ["Draft agenda"])
    services.remove_document(event, row, by=by, at=AT)
    with pytest.raises(GoneError):
        services.restore_document(event, row, by=by, at=AT + dt.timedelta(days=8))


def test_a_session_taken_off_takes_its_documents_along(by):
    session = SessionFactory()
    row, *_none = added(session.event, by, session=session)
    kept, *_none = added(session.event, by)

    services.remove_session(session, by=by, at=AT)

    row.refresh_from_db()
    kept.refresh_from_db()
    assert (row.removed_at, kept.removed_at) == (AT, None)


def test_after_closing_nothing_changes(by):
    event = EventFactory(state=State.CLOSED)
    row = document(OF_EVENT, str(event.uid))
    said = {"by": by, "at": AT}

    for deed in (
        lambda: added(event, by),
        lambda: services.renew_document(event, row, upload=checked(), note="", **said),
        lambda: services.change_document(
            event, row, version=row.version, title="x", visibility="public", **said
        ),
        lambda: services.move_document(event, row, up=True, levels=LEVELS, **said),
        lambda: services.remove_document(event, row, **said),
        lambda: services.restore_document(event, row, **said),
    ):
        with pytest.raises(NotNowError):
            deed()

    assert titles(event) == ["Draft agenda"]


def test_the_slides_come_after_the_event(by):
    event = EventFactory(state=State.HELD)

    added(event, by, "slides.pdf")

    assert titles(event) == ["slides"]
