"""The papers of an agenda as a person may read them: numbered by item, never wider than it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse

from accounts.access import Standing
from accounts.enums import Visibility
from agendas.models import Agenda, AgendaItem
from agendas.models.item import LABEL, classes_known_to_be_open, is_asked
from agendas.rules import OPEN_TO_BODY, no_wider
from documents.models import Document, Version
from events.documents import TOGETHER_AT_MOST, facts
from events.models import Event

SEVERAL = 2


@dataclass(frozen=True)
class Paper:
    """One paper as a page lists it, by its number: "5/2", "5/R1", "R1/R1"."""

    number: str
    item: AgendaItem
    version: Version
    is_new: bool = False

    @property
    def document(self) -> Document:
        """Return the document itself."""
        return self.version.document

    @property
    def title(self) -> str:
        """Return its title."""
        return self.document.title

    @property
    def number_in_names(self) -> str:
        """Return its number as names of files can hold it: "5-2"."""
        return self.number.replace("/", "-")

    @property
    def facts(self) -> str:
        """Return what the file is, in a few words."""
        return facts(self.version)

    @property
    def note(self) -> str:
        """Return what is new in its last version."""
        return self.version.note

    @property
    def is_restricted(self) -> bool:
        """Return whether each reading is noted."""
        return self.document.visibility == Visibility.RESTRICTED


@dataclass(frozen=True)
class Reader:
    """One person before the papers of one meeting, with the classes that are open to the person."""

    standing: Standing
    event: Event
    asked: bool | None = None

    @cached_property
    def classes(self) -> Collection[str]:
        """Return the classes that are open, as far as that is known without a further query."""
        return classes_known_to_be_open(self.standing, self.event)

    @cached_property
    def is_asked(self) -> bool:
        """Return whether the person is asked to the meeting; one query where that is not known."""
        return is_asked(self.standing, self.event) if self.asked is None else self.asked

    def reads(self, document: Document, item: AgendaItem) -> bool:
        """Return whether a paper is open to the person, who knows of its item.

        Whoever knows of a restricted item, named or by right, reads its papers too.
        """
        if document.visibility in self.classes or item.is_closed:
            return True
        return document.visibility == Visibility.ATTENDEES and self.is_asked


def know_wholes(items: Sequence[AgendaItem]) -> None:
    """Let the parts among the items know what they are a part of, without asking for each."""
    by_pk = {item.pk: item for item in items}
    for item in items:
        if item.parent_id in by_pk:
            item.parent = by_pk[item.parent_id]


def reader(standing: Standing, event: Event) -> Reader:
    """Return a person as the reader of a meeting's papers."""
    return Reader(standing, event)


def listed(
    items: Sequence[AgendaItem],
    numbers: Mapping[int, str],
    reader: Reader,
    *,
    since: datetime | None = None,
) -> dict[int, list[Paper]]:
    """Return the papers by their item, of items that the person may know of; one query.

    ``since`` is when the person last looked. What one may not read is not counted: restricted
    papers of an open item are numbered apart.
    """
    know_wholes(items)
    known = {str(item.key): item for item in items}
    rows = Version.objects.newest().filter(document__label=LABEL, document__owner_key__in=known)
    found: dict[int, list[Paper]] = {}
    seen: dict[tuple[int, bool], int] = {}
    for version in rows:
        item = known[version.document.owner_key]
        if not reader.reads(version.document, item):
            continue
        _narrow(version, item)
        apart = version.document.visibility == Visibility.RESTRICTED and not item.is_closed
        seen[item.pk, apart] = seen.get((item.pk, apart), 0) + 1
        number = f"{numbers[item.pk]}/{'R' if apart else ''}{seen[item.pk, apart]}"
        is_new = since is not None and version.added_at > since
        found.setdefault(item.pk, []).append(Paper(number, item, version, is_new))
    return found


def _narrow(version: Version, item: AgendaItem) -> None:
    """Take a paper as open to nobody to whom its item is not, whatever was said of the paper."""
    document = version.document
    document.visibility = no_wider(document.visibility, than=item.readers_class)


def found(standing: Standing, agenda: Agenda, key: Any) -> Version | None:
    """Return the newest version of one paper that the person may read, or nothing."""
    version = Version.objects.newest().filter(document__key=key, document__label=LABEL).first()
    if version is None:
        return None
    rows = AgendaItem.objects.visible_to(standing, agenda.event).select_related("parent")
    item = rows.filter(key=version.document.owner_key).first()
    if item is None or not reader(standing, agenda.event).reads(version.document, item):
        return None
    _narrow(version, item)
    return version


def open_papers(item: AgendaItem) -> list[Document]:
    """Return the papers of an item that all of a body may read."""
    if not item.is_open_to_body:
        return []
    return list(Document.objects.of(LABEL, str(item.key)).filter(visibility__in=OPEN_TO_BODY))


def may_take_together(papers: Iterable[Paper]) -> bool:
    """Return whether these are few and small enough to be given out as one file."""
    return sum(paper.version.size for paper in papers) <= TOGETHER_AT_MOST


def zip_url(papers: Collection[Paper], event: Event) -> str:
    """Return where to take all papers as one file, where there are several and not too much."""
    if len(papers) < SEVERAL or not may_take_together(papers):
        return ""
    return reverse("agendas:papers_zip", args=[event.slug])


def folder_of(paper: Paper) -> str:
    """Return the folder in which a paper goes down with the others: that of its item's number."""
    number, _slash, _own = paper.number.partition("/")
    return f"{number} {paper.item.title}"
