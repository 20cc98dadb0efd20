"""Who may see which document of an event, and the list of them that a page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import RESTRICTED_PAPERS, Standing
from accounts.enums import Visibility
from accounts.services.reading import mark_read
from documents import names
from documents.models import Document, Version
from events.access import may_edit
from events.enums import LIVE, Kind, RegistrationState
from events.models import Event, Registration, Session
from interface import moments

OF_EVENT, OF_SESSION = "events.event", "events.session"
MARK = "events.documents"
TOGETHER_AT_MOST = 200 << 20
TO_VISITORS_AT_MOST = 40 << 20


@dataclass(frozen=True)
class Reader:
    """One person before the documents of one event that the person knows of.

    ``registration`` is the person's own for it where the page knows; else it is looked up once
    a document asks for it. Whoever holds the link of a registration, and nothing more, reads by
    ``by_link``: what everybody may see, and what goes to those who take part. ``attending`` says
    whether the person has a confirmed place, where that is known already.
    """

    standing: Standing
    event: Event
    registration: Registration | None = None
    by_link: bool = False
    attending: bool | None = None

    def readable(self, levels: Iterable[str]) -> frozenset[str]:
        """Return which of these circles the person belongs to; asks only what they need."""
        return frozenset(level for level in set(levels) if self.reads(level))

    def reads(self, level: str) -> bool:
        """Return whether the person belongs to a circle of readers."""
        standing, event = self.standing, self.event
        if level == Visibility.PUBLIC:
            return True
        if level == Visibility.ATTENDEES:
            return self.attends() or self._runs()
        if self.by_link:
            return False
        if level == Visibility.RESTRICTED:
            return reads_restricted(standing, event)
        if level == Visibility.NETWORK:
            return standing.is_network
        return event.body_id in standing.bodies or self._runs()

    def _runs(self) -> bool:
        return not self.by_link and may_edit(self.standing, self.event)

    def attends(self) -> bool:
        """Return whether the person has a confirmed place."""
        if self.attending is not None:
            return self.attending
        own = self.registration
        if own is not None and own.event_id == self.event.pk:
            return own.state == RegistrationState.CONFIRMED
        user = self.standing.user
        return user is not None and not self.by_link and attended(user.email, [self.event]) != set()

    def may_take_together(self, versions: Iterable[Version]) -> bool:
        """Return whether these are few and small enough to be given out as one file.

        It is packed anew for each who asks, so a visitor whom nobody knows gets less.
        """
        is_known = self.by_link or self.standing.is_signed_in
        at_most = TOGETHER_AT_MOST if is_known else TO_VISITORS_AT_MOST
        return sum(version.size for version in versions) <= at_most


def knows_the_event(registration: Registration) -> bool:
    """Return whether the link of a registration lets its holder know of the event's documents."""
    event = registration.event
    if event.published_at is None or event.visibility == Visibility.RESTRICTED:
        return False
    return event.visibility == Visibility.PUBLIC or registration.state in LIVE


def attended(email: str, events: Iterable[Event]) -> set[int]:
    """Return at which of these events somebody has a confirmed place."""
    confirmed = Registration.objects.filter(
        email=email, event__in=list(events), state=RegistrationState.CONFIRMED
    )
    return set(confirmed.order_by().values_list("event_id", flat=True))


def reads_restricted(standing: Standing, event: Event) -> bool:
    """Return whether the person may read an event's restricted papers.

    Those who were given the right by name may, within the Network, and the Presidency that
    chairs a meeting.
    """
    chairs = event.kind == Kind.MEETING and event.host_id in standing.presidency
    return standing.is_network and (chairs or standing.may(RESTRICTED_PAPERS))


def versions_of(
    reader: Reader, sessions: Iterable[Session] | None = None
) -> list[tuple[Session | None, Version]]:
    """Return the newest version of all that the person may see: the event's, then by session.

    Two queries, and what the circles of readers ask; one less where the page knows the sessions.
    """
    known = reader.event.sessions.order_by("starts_at", "pk") if sessions is None else sessions
    by_key = {str(one.uid): one for one in known}
    owned = Q(document__label=OF_EVENT, document__owner_key=str(reader.event.uid)) | Q(
        document__label=OF_SESSION, document__owner_key__in=by_key
    )
    found = list(Version.objects.newest().filter(owned))
    readable = reader.readable(version.document.visibility for version in found)
    place = {key: number for number, key in enumerate(by_key)}
    seen = [
        (by_key.get(version.document.owner_key), version)
        for version in found
        if version.document.visibility in readable
    ]
    return sorted(seen, key=lambda pair: place.get(pair[1].document.owner_key, -1))


def found(reader: Reader, key: Any) -> Version | None:
    """Return the newest version of one document that the person may see, or nothing."""
    version = next((one for one in Version.objects.newest().filter(document__key=key)), None)
    if version is None or not belongs(version.document, reader.event):
        return None
    return version if reader.reads(version.document.visibility) else None


def belongs(document: Document, event: Event) -> bool:
    """Return whether a document stands with an event or with one of its sessions."""
    if document.label == OF_EVENT:
        return document.owner_key == str(event.uid)
    return document.label == OF_SESSION and any(
        str(uid) == document.owner_key for uid in event.sessions.values_list("uid", flat=True)
    )


def seen_by(standing: Standing, rows: Iterable[Document]) -> list[tuple[Document, Event]]:
    """Return those documents of any events that the person may see, each with its event."""
    rows = list(rows)
    keys = {
        label: [r.owner_key for r in rows if r.label == label] for label in (OF_EVENT, OF_SESSION)
    }
    sessions = {
        str(uid): event
        for uid, event in Session.objects.filter(uid__in=keys[OF_SESSION]).values_list(
            "uid", "event_id"
        )
    }
    known = Event.objects.visible_to(standing).filter(
        Q(uid__in=keys[OF_EVENT]) | Q(pk__in=sessions.values())
    )
    by_number = {event.pk: event for event in known}
    by_key = {str(event.uid): event for event in by_number.values()}
    by_key |= {uid: by_number[pk] for uid, pk in sessions.items() if pk in by_number}
    attends = attended(standing.user.email, by_number.values()) if standing.user else set()
    readers = {
        pk: Reader(standing, event, attending=pk in attends) for pk, event in by_number.items()
    }
    return [
        (row, by_key[row.owner_key])
        for row in rows
        if row.owner_key in by_key and readers[by_key[row.owner_key].pk].reads(row.visibility)
    ]


@dataclass(frozen=True)
class Line:
    """One document as a page lists it."""

    title: str
    facts: str
    url: str
    note: str
    is_new: bool
    is_restricted: bool


@dataclass(frozen=True)
class Shelf:
    """The documents of the event, or of one of its sessions, which then names the shelf."""

    title: str
    lines: list[Line]
    key: str = ""


def shown(
    event: Event,
    standing: Standing,
    registration: Registration | None = None,
    *,
    token: str = "",
    sessions: Iterable[Session] | None = None,
    looks_at: datetime | None = None,
) -> dict[str, Any]:
    """Return what ``events/documents_list.html`` shows; two queries, and one for what is new.

    With ``token`` the reader is whoever holds the link of the registration, and addresses lead
    there. ``looks_at`` is given where somebody signed in looks at the page, not for HEAD: then
    the visit is noted, and what came since the one before is marked as new.
    """
    if token and (registration is None or not knows_the_event(registration)):
        return {"shelves": [], "documents_zip": "", "too_much": False}
    reader = Reader(standing, event, registration, by_link=bool(token))
    seen = versions_of(reader, sessions)
    since = None
    if seen and looks_at and standing.user and not token:
        since = mark_read(standing.user, label=MARK, key=str(event.uid), at=looks_at)
    shelves: dict[str, Shelf] = {}
    for session, version in seen:
        key = str(session.uid) if session else ""
        shelf = shelves.setdefault(key, Shelf(session.title if session else "", [], key))
        shelf.lines.append(_line(version, event, token=token, since=since))
    together = ""
    too_much = not reader.may_take_together(version for _, version in seen)
    if len(seen) > 1 and not too_much:
        together = (
            reverse("events:own_documents_zip", args=[token])
            if token
            else reverse("events:documents_zip", args=[event.slug])
        )
    return {
        "shelves": list(shelves.values()),
        "documents_zip": together,
        "too_much": too_much,
    }


def _line(version: Version, event: Event, *, token: str, since: datetime | None) -> Line:
    document = version.document
    url = (
        reverse("events:own_document", args=[token, document.key])
        if token
        else reverse("events:document", args=[event.slug, document.key])
    )
    return Line(
        title=document.title,
        facts=facts(version),
        url=url,
        note=version.note,
        is_new=since is not None and version.added_at > since,
        is_restricted=document.visibility == Visibility.RESTRICTED,
    )


def facts(version: Version, *, dated: bool = True) -> str:
    """Return what a file is in a few words: "version 2, PDF, 120 KB, Tue 3 Mar 2026"."""
    said = [
        _("version %(number)d") % {"number": version.number} if version.number > 1 else "",
        names.extension(version.name).upper(),
        filesizeformat(version.size),
        moments.short_day(moments.local(version.added_at).date()) if dated else "",
    ]
    return ", ".join(part for part in said if part)


def folder_of(session: Session | None) -> str:
    """Return the folder in which a session's documents go down with the others."""
    return session.title if session else ""
