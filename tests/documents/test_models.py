"""Tables of documents: what the database refuses, and what is read from them."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.access import standing
from documents import services
from documents.models import UNDO, Document, Version
from tests.documents.files import PDF, checked
from tests.factories.documents import AT, document

pytestmark = pytest.mark.django_db

NOBODY = standing(None, AT)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"owner_key": ""}, "document_belongs_to_something"),
        ({"label": ""}, "document_belongs_to_something"),
        ({"title": ""}, "document_has_a_title_until_it_is_erased"),
        ({"erased_at": AT, "title": ""}, "document_has_a_title_until_it_is_erased"),
        ({"erased_at": AT, "removed_at": AT}, "document_has_a_title_until_it_is_erased"),
    ],
)
def test_a_document_that_must_not_be_is_refused(fields, constraint):
    row = document()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Document.objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"size": 0}, "version_has_bytes_and_a_number"),
        ({"number": 0}, "version_has_bytes_and_a_number"),
        ({"number": 2}, "version_number_once_in_a_document|UNIQUE"),
    ],
)
def test_a_version_that_must_not_be_is_refused(fields, constraint):
    row = document()
    services.add_version(row, upload=checked(content=PDF), by=NOBODY, at=AT)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Version.objects.filter(document=row, number=1).update(**fields)


def test_documents_of_one_thing_stand_in_their_order():
    rows = [document(key="one", title=title) for title in ("First", "Second", "Third")]
    document(key="two")
    document("events.session", key="one")
    services.remove(rows[1], by=NOBODY, at=AT)

    assert list(Document.objects.of("events.event", "one")) == [rows[0], rows[2]]


def test_documents_of_several_things():
    mine = [document(key="a"), document("events.session", key="b")]
    document(key="b")

    found = Document.objects.of_any(("events.event", ["a"]), ("events.session", ["b", "c"]))

    assert sorted(found, key=lambda one: one.pk) == mine
    assert list(Document.objects.of_any()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("προγραμμα", True), ("Programma 2027", True), ("agenda", False), ("2027 programma", True)],
)
def test_a_title_is_found_however_it_is_typed(text, found):
    row = document(title="Πρόγραμμα 2027")

    assert (row in Document.objects.matching(text)) is found


def test_the_newest_version_is_the_last_of_what_stands():
    row, other = document(key="a"), document(key="a")
    services.add_version(row, upload=checked(content=PDF), by=NOBODY, at=AT)
    services.remove(other, by=NOBODY, at=AT)

    found = list(Version.objects.newest())

    assert [(version.document, version.number) for version in found] == [(row, 2)]


@pytest.mark.parametrize(
    ("later", "held"), [(dt.timedelta(days=6), True), (dt.timedelta(days=7), False)]
)
def test_what_was_removed_is_held_for_a_week(later, held):
    row = services.remove(document(), by=NOBODY, at=AT)

    assert Version.objects.held(AT + later).exists() is held
    assert row.can_be_restored(AT + later) is held
    assert UNDO.days == 7


def test_what_stands_has_nothing_to_restore():
    row = document()

    assert not row.can_be_restored(AT)
    assert (str(row), str(row.versions.get())) == ("Draft agenda", "agenda.pdf")
