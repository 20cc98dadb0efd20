"""What is done to documents: one function, one deed, one transaction.

The bytes are on the disk before the transaction begins that names them; inside it nothing is
read, hashed or scanned.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import Max

from accounts import versions
from accounts.access import Standing
from accounts.enums import Visibility
from documents import names, storage
from documents.checking import Checked
from documents.enums import Deed
from documents.models import Content, Document, Version
from journal.services import record

LABEL = "documents.document"
STRAY_AFTER = timedelta(days=1)


class GoneError(Exception):
    """The document was removed meanwhile, or its bytes are gone already."""


def add(  # each is a part of what a document is
    *,
    label: str,
    key: str,
    title: str,
    upload: Checked,
    visibility: str,
    by: Standing,
    at: datetime,
    note: str = "",
    once: UUID | None = None,
) -> Document:
    """Add a document to a thing of another app; a replay of the same form has one effect."""
    keep(upload)
    with transaction.atomic():
        _hold(upload, at=at)
        others = Document.objects.filter(label=label, owner_key=key)
        last = others.aggregate(last=Max("order"))["last"]
        document, made = Document.objects.get_or_create(
            once=once or uuid4(),
            defaults={
                "label": label,
                "owner_key": key,
                "title": title,
                "visibility": visibility,
                "order": 0 if last is None else last + 1,
                "created_at": at,
                "created_by": by.user,
                "renewed_at": at,
            },
        )
        if made:
            version = _append(document, upload, note=note, by=by, at=at)
            _note(Deed.ADDED, document, by=by, at=at, visibility=visibility, sha256=version.sha256)
    return document


def add_all(
    uploads: Sequence[Checked],
    *,
    label: str,
    key: str,
    title: str,
    visibility: str,
    by: Standing,
    at: datetime,
    once: UUID,
) -> list[Document]:
    """Add the files of one form, kept on the disk before; a replay of it has one effect.

    The title is that of a single file; several, and one without, are called by their names.
    """
    return [
        add(
            label=label,
            key=key,
            title=title if title and len(uploads) == 1 else names.without_extension(upload.name),
            upload=upload,
            visibility=visibility,
            by=by,
            at=at,
            once=uuid5(once, str(number)),
        )
        for number, upload in enumerate(uploads)
    ]


def add_version(
    document: Document, *, upload: Checked, by: Standing, at: datetime, note: str = ""
) -> Version:
    """Put a newer version of the file on top; the same bytes again add nothing.

    Raises ``GoneError`` for a document that was removed.
    """
    keep(upload)
    with transaction.atomic():
        _hold(upload, at=at)
        document = _standing(document)
        newest = document.versions.get(number=document.number)
        if newest.sha256 == upload.sha256 and newest.name == upload.name:
            return newest
        version = _append(document, upload, note=note, by=by, at=at)
        _note(
            Deed.VERSION_ADDED, document, by=by, at=at, number=version.number, sha256=version.sha256
        )
    return version


def keep(upload: Checked) -> None:
    """Put checked bytes on the disk ahead of the transaction that will name them."""
    storage.keep(upload.sha256, upload.file)


def _hold(upload: Checked, *, at: datetime) -> None:
    """Hold the bytes in the store until the transaction ends, so that no sweep takes them.

    A sweep that came between is waited for, and what it took is written again.
    """
    while True:
        Content.objects.get_or_create(
            sha256=upload.sha256, defaults={"size": upload.size, "kept_at": at}
        )
        if Content.objects.select_for_update().filter(sha256=upload.sha256).first():
            break
    keep(upload)


def _append(
    document: Document, upload: Checked, *, note: str, by: Standing, at: datetime
) -> Version:
    document.number += 1
    document.renewed_at = at
    document.version += 1
    document.save(update_fields=["number", "renewed_at", "version"])
    return Version.objects.create(
        document=document,
        number=document.number,
        name=upload.name,
        content_type=upload.content_type,
        size=upload.size,
        sha256=upload.sha256,
        note=note,
        added_at=at,
        added_by=by.user,
    )


def _standing(document: Document) -> Document:
    """Return the document as it is now, under its lock."""
    row = Document.objects.select_for_update().get(pk=document.pk)
    if row.removed_at:
        raise GoneError
    return row


@transaction.atomic
def repeat(document: Document, *, label: str, key: str, by: Standing, at: datetime) -> Document:
    """Give another thing the same document as it is now: its newest version, the same bytes.

    From then on each goes its own way. Raises ``GoneError`` for one that was removed.
    """
    document = _standing(document)
    newest = document.versions.get(number=document.number)
    again = Document.objects.create(
        label=label,
        owner_key=key,
        title=document.title,
        visibility=document.visibility,
        order=document.order,
        number=1,
        created_at=at,
        created_by=by.user,
        renewed_at=at,
    )
    Version.objects.create(
        document=again,
        number=1,
        name=newest.name,
        content_type=newest.content_type,
        size=newest.size,
        sha256=newest.sha256,
        note=newest.note,
        added_at=at,
        added_by=by.user,
    )
    _note(Deed.ADDED, again, by=by, at=at, visibility=again.visibility, sha256=newest.sha256)
    return again


@transaction.atomic
def change(
    document: Document,
    *,
    version: int,
    title: str,
    visibility: str,
    by: Standing,
    at: datetime,
) -> Document:
    """Give a document another title, or another circle of readers.

    Raises ``StaleError`` where somebody else changed it meanwhile, ``GoneError`` where it was
    removed.
    """
    _standing(document)
    document = versions.locked(Document.objects.all(), version=version, pk=document.pk)
    document.title, document.visibility = title, visibility
    document.save(update_fields=["title", "visibility", "version"])
    _note(Deed.CHANGED, document, by=by, at=at, visibility=visibility)
    return document


@transaction.atomic
def set_order(
    documents: Sequence[Document], *, label: str, key: str, by: Standing, at: datetime
) -> None:
    """Put the documents of one thing in this order; any not named come behind."""
    rows = {row.pk: row for row in Document.objects.of(label, key).select_for_update()}
    first = [rows.pop(document.pk) for document in documents if document.pk in rows]
    ordered = [*first, *rows.values()]
    for place, row in enumerate(ordered):
        row.order = place
    Document.objects.bulk_update(ordered, ["order"])
    record(
        Deed.MOVED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=label,
        key=key,
        facts={"order": [str(row.key) for row in ordered]},
    )


@transaction.atomic
def remove(document: Document, *, by: Standing, at: datetime) -> Document:
    """Remove a document; it can be brought back for a week. Removed twice is removed once."""
    row = Document.objects.select_for_update().get(pk=document.pk)
    if row.removed_at is None:
        row.removed_at, row.removed_by = at, by.user
        row.version += 1
        row.save(update_fields=["removed_at", "removed_by", "version"])
        _note(Deed.REMOVED, row, by=by, at=at)
    return row


@transaction.atomic
def restore(document: Document, *, by: Standing, at: datetime) -> Document:
    """Bring a removed document back; raises ``GoneError`` once its bytes may be gone."""
    row = Document.objects.select_for_update().get(pk=document.pk)
    if row.removed_at is None:
        return row
    if not row.can_be_restored(at):
        raise GoneError
    row.removed_at = row.removed_by = None
    row.version += 1
    row.save(update_fields=["removed_at", "removed_by", "version"])
    _note(Deed.RESTORED, row, by=by, at=at)
    return row


@transaction.atomic
def erase(document: Document, *, by: Standing | None, at: datetime) -> None:
    """Erase a document for good: its words now, its bytes with the next sweep.

    That there was one stays, with its hashes. For what people sent in and must not be kept.
    """
    row = Document.objects.select_for_update().get(pk=document.pk)
    if row.erased_at:
        return
    row.removed_at = row.removed_at or at
    row.erased_at, row.title = at, ""
    row.version += 1
    row.save(update_fields=["removed_at", "erased_at", "title", "version"])
    row.versions.update(name="", note="")
    _note(Deed.ERASED, row, by=by, at=at)


@transaction.atomic
def note_reading(read: Sequence[Version], *, by: Standing, at: datetime) -> None:
    """Write into the journal who read which versions of restricted documents."""
    for version in read:
        if version.document.visibility == Visibility.RESTRICTED:
            _note(
                Deed.READ,
                version.document,
                by=by,
                at=at,
                number=version.number,
                sha256=version.sha256,
            )


def sweep(*, at: datetime, dry_run: bool = False) -> list[str]:
    """Take bytes off the disk that no document holds any more; return which. Twice is once.

    What lies there without ever having been named, left by a killed process, goes after a day.
    """
    held = Version.objects.held(at)
    unheld = Content.objects.exclude(sha256__in=held.values("sha256"))
    names = [storage.path_of(one) for one in unheld.values_list("sha256", flat=True)]
    known = set(Content.objects.values_list("sha256", flat=True))
    names += [
        name
        for name in storage.all_names()
        if storage.hash_of(name) not in known and storage.written_at(name) < at - STRAY_AFTER
    ]
    return [name for name in names if dry_run or _swept(name, at=at)]


@transaction.atomic
def _swept(name: str, *, at: datetime) -> bool:
    """Take one file away, unless somebody names it again at this moment."""
    sha256 = storage.hash_of(name)
    if not sha256:
        storage.forget(name)
        return True
    Content.objects.get_or_create(sha256=sha256, defaults={"size": 0, "kept_at": at})
    row = Content.objects.select_for_update().filter(sha256=sha256).first()
    if row is None or Version.objects.held(at).filter(sha256=row.sha256).exists():
        return False
    storage.forget(name)
    row.delete()
    return True


def _note(
    deed: Deed, document: Document, *, by: Standing | None, at: datetime, **facts: Any
) -> None:
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=LABEL,
        key=str(document.key),
        facts={"of": document.label, "owner": document.owner_key, **facts},
    )
