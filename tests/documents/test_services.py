"""Documents added, renewed, changed, ordered, removed, brought back, erased and swept."""

import datetime as dt
import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.access import standing
from accounts.enums import Role, Visibility
from accounts.versions import StaleError
from documents import services, storage
from documents.models import Content, Document, Version
from documents.services import GoneError
from journal.models import Entry
from tests.documents.files import PDF, checked, png
from tests.factories.accounts import MandateFactory
from tests.factories.documents import AT, document

pytestmark = pytest.mark.django_db

WEEK = dt.timedelta(days=7)


@pytest.fixture
def secretariat():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def add(by, **more):
    fields = {"title": "Draft agenda", "visibility": Visibility.NETWORK, "upload": checked()}
    return services.add(
        **{"label": "events.event", "key": "one", "by": by, "at": AT, **fields, **more}
    )


def journal():
    return [(entry.deed, entry.facts) for entry in Entry.objects.order_by("pk")]


def test_a_document_is_added_with_its_first_version(secretariat):
    row = add(secretariat, note="For comment")

    version = row.versions.get()
    assert (row.title, row.order, row.number, row.created_by) == (
        "Draft agenda",
        0,
        1,
        secretariat.user,
    )
    assert (version.number, version.name, version.content_type, version.size, version.note) == (
        1,
        "agenda.pdf",
        "application/pdf",
        len(PDF),
        "For comment",
    )
    with storage.opened(version.sha256) as kept:
        assert kept.read() == PDF
    facts = {"of": "events.event", "owner": "one", "visibility": "network"}
    assert journal() == [("documents.added", {**facts, "sha256": version.sha256})]


def test_the_next_document_stands_behind(secretariat):
    assert [add(secretariat).order for _number in range(3)] == [0, 1, 2]


def test_a_form_sent_twice_adds_once(secretariat):
    once = uuid.uuid4()

    rows = [add(secretariat, once=once) for _twice in range(2)]

    assert rows[0] == rows[1]
    assert (Document.objects.count(), Version.objects.count(), Entry.objects.count()) == (1, 1, 1)


def test_the_same_bytes_stand_once_for_two_documents(secretariat):
    rows = [add(secretariat), add(secretariat, title="Again")]

    assert len({row.versions.get().sha256 for row in rows}) == 1
    assert Content.objects.count() == 1


def test_a_newer_version_stands_on_top(secretariat):
    row = add(secretariat)
    later = AT + dt.timedelta(hours=3)

    version = services.add_version(
        row, upload=checked("v2.png", png()), by=secretariat, at=later, note="A picture"
    )

    row.refresh_from_db()
    assert (row.number, row.renewed_at, version.name, version.number) == (2, later, "v2.png", 2)
    assert [one.name for one in row.versions.all()] == ["v2.png", "agenda.pdf"]
    assert journal()[-1][1]["number"] == 2


def test_the_same_file_again_is_no_new_version(secretariat):
    row = add(secretariat)

    version = services.add_version(row, upload=checked(), by=secretariat, at=AT)

    assert (version.number, row.versions.count()) == (1, 1)


def test_the_same_bytes_under_another_name_are_a_new_version(secretariat):
    row = add(secretariat)

    version = services.add_version(row, upload=checked("final.pdf"), by=secretariat, at=AT)

    assert (version.number, version.name) == (2, "final.pdf")


def test_title_and_visibility_are_changed_once(secretariat):
    row = add(secretariat)
    said = {"title": "Agenda", "visibility": Visibility.PUBLIC, "by": secretariat, "at": AT}

    services.change(row, version=row.version, **said)

    row.refresh_from_db()
    assert (row.title, row.visibility) == ("Agenda", "public")
    with pytest.raises(StaleError):
        services.change(row, version=row.version - 1, **said)


def test_what_was_removed_takes_nothing_more(secretariat):
    row = services.remove(add(secretariat), by=secretariat, at=AT)

    with pytest.raises(GoneError):
        services.add_version(row, upload=checked("b.png", png()), by=secretariat, at=AT)
    with pytest.raises(GoneError):
        services.change(
            row, version=row.version, title="x", visibility="public", by=secretariat, at=AT
        )


def test_documents_are_put_in_order(secretariat):
    first, second, third = (add(secretariat, title=title) for title in ("1", "2", "3"))
    elsewhere = document(key="two")

    services.set_order(
        [third, elsewhere, first], label="events.event", key="one", by=secretariat, at=AT
    )

    assert list(Document.objects.of("events.event", "one")) == [third, first, second]
    elsewhere.refresh_from_db()
    assert elsewhere.order == 0
    order = [str(row.key) for row in (third, first, second)]
    assert journal()[-1] == ("documents.moved", {"order": order})


def test_removed_and_brought_back(secretariat):
    row = add(secretariat)

    for _twice in range(2):
        services.remove(row, by=secretariat, at=AT)
    gone = list(Document.objects.of("events.event", "one"))
    for _twice in range(2):
        services.restore(row, by=secretariat, at=AT + dt.timedelta(days=6))

    assert (gone, list(Document.objects.of("events.event", "one"))) == ([], [row])
    deeds = [deed for deed, _facts in journal()]
    assert deeds == ["documents.added", "documents.removed", "documents.restored"]


def test_after_a_week_it_does_not_come_back(secretariat):
    row = services.remove(add(secretariat), by=secretariat, at=AT)

    with pytest.raises(GoneError):
        services.restore(row, by=secretariat, at=AT + WEEK)


def test_erased_is_gone_but_that_it_was_there(secretariat):
    row = add(secretariat, title="Canary of a diet", note="canary")
    sha256 = row.versions.get().sha256

    for _twice in range(2):
        services.erase(row, by=None, at=AT)
    swept = services.sweep(at=AT)

    row.refresh_from_db()
    version = row.versions.get()
    assert (row.title, row.search_text, version.name, version.note) == ("", "", "", "")
    assert (version.sha256, version.size) == (sha256, len(PDF))
    assert swept == [storage.path_of(sha256)]
    assert not storage.is_there(sha256)
    assert [deed for deed, _facts in journal()] == ["documents.added", "documents.erased"]
    with pytest.raises(GoneError):
        services.restore(row, by=secretariat, at=AT)


def test_what_was_removed_is_erased_too(secretariat):
    row = services.remove(add(secretariat), by=secretariat, at=AT)

    services.erase(row, by=secretariat, at=AT + WEEK)

    row.refresh_from_db()
    assert (row.removed_at, row.erased_at) == (AT, AT + WEEK)


def test_reading_is_noted_of_restricted_documents_alone(secretariat):
    rows = [add(secretariat, visibility=level) for level in ("restricted", "network")]
    before = Entry.objects.count()

    services.note_reading([row.versions.get() for row in rows], by=secretariat, at=AT)

    entries = Entry.objects.order_by("pk")[before:]
    assert [(one.deed, one.actor, one.key) for one in entries] == [
        ("documents.read", secretariat.actor, str(rows[0].key))
    ]
    assert entries[0].facts["number"] == 1


def test_the_sweep_takes_what_no_document_holds_any_more(secretariat):
    kept, gone = add(secretariat), add(secretariat, upload=checked("b.png", png()))
    services.remove(gone, by=secretariat, at=AT)

    early = services.sweep(at=AT + dt.timedelta(days=6))
    would = services.sweep(at=AT + WEEK, dry_run=True)
    swept = services.sweep(at=AT + WEEK)
    again = services.sweep(at=AT + WEEK)

    path = storage.path_of(gone.versions.get().sha256)
    assert (early, would, swept, again) == ([], [path], [path], [])
    assert storage.is_there(kept.versions.get().sha256)
    assert Content.objects.count() == 1


def test_older_versions_of_what_stands_are_kept(secretariat):
    row = add(secretariat)
    services.add_version(row, upload=checked("b.png", png()), by=secretariat, at=AT)

    assert services.sweep(at=AT + 52 * WEEK) == []


def test_bytes_that_another_document_holds_stay(secretariat):
    services.remove(add(secretariat), by=secretariat, at=AT)
    add(secretariat)

    assert services.sweep(at=AT + WEEK) == []


def test_what_a_killed_process_left_goes_after_a_day(secretariat):
    stray = checked("s.png", png(3, 3))
    services.keep(stray)
    default_storage.save("documents/aa/.0123.part", ContentFile(b"half"))
    names = {storage.path_of(stray.sha256), "documents/aa/.0123.part"}
    now = storage.written_at(storage.path_of(stray.sha256))

    early = services.sweep(at=now + dt.timedelta(hours=23))
    swept = services.sweep(at=now + dt.timedelta(hours=25))

    assert (set(early) & names, set(swept) & names) == (set(), names)
    assert not storage.is_there(stray.sha256)


def test_bytes_named_again_at_the_last_moment_are_left(secretariat):
    row = add(secretariat)
    path = storage.path_of(row.versions.get().sha256)

    assert services._swept(path, at=AT) is False
    assert storage.is_there(row.versions.get().sha256)


def test_bytes_that_a_sweep_took_in_between_are_written_again(secretariat, monkeypatch):
    upload = checked()
    real = services.keep

    def swept_after_it_was_kept(what):
        real(what)
        monkeypatch.setattr(services, "keep", real)
        storage.forget(storage.path_of(what.sha256))

    monkeypatch.setattr(services, "keep", swept_after_it_was_kept)

    row = add(secretariat, upload=upload)

    with storage.opened(row.versions.get().sha256) as kept:
        assert kept.read() == PDF


def test_the_file_is_on_the_disk_before_the_transaction_begins(secretariat, monkeypatch):
    order = []
    monkeypatch.setattr(services, "keep", lambda _what: order.append("kept"))
    monkeypatch.setattr(services, "_hold", lambda what, *, at: order.append("in the transaction"))

    add(secretariat)

    assert order == ["kept", "in the transaction"]


def test_a_sweep_that_ends_at_that_moment_is_waited_for(secretariat, monkeypatch):
    real = Content.objects.get_or_create
    rounds = []

    def taken_away_at_once(**how):
        found = real(**how)
        rounds.append(found)
        if len(rounds) == 1:
            Content.objects.all().delete()
        return found

    monkeypatch.setattr(Content.objects, "get_or_create", taken_away_at_once)

    row = add(secretariat)

    assert (len(rounds), Content.objects.count(), row.number) == (2, 1, 1)


def test_another_thing_gets_the_same_document_and_each_goes_its_own_way(secretariat):
    row = add(secretariat, note="Old")
    services.add_version(row, upload=checked("b.png", png()), by=secretariat, at=AT, note="New")

    again = services.repeat(row, label="events.event", key="two", by=secretariat, at=AT)
    services.remove(row, by=secretariat, at=AT)

    version = again.versions.get()
    assert (again.title, again.visibility, again.number) == ("Draft agenda", "network", 1)
    assert (version.number, version.name, version.note) == (1, "b.png", "New")
    assert services.sweep(at=AT + WEEK) == [storage.path_of(checked().sha256)]
    assert storage.is_there(version.sha256)
    with pytest.raises(GoneError):
        services.repeat(row, label="events.event", key="three", by=secretariat, at=AT)
