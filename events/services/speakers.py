"""The people on a programme: what is kept of them, and whether they agree to be published."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

import documents.services
from accounts import versions
from accounts.access import Standing
from documents.checking import Checked
from documents.models import Document
from events import emails
from events.enums import Deed, State
from events.models import Speaker
from events.rules import NotNowError
from events.services import pictures
from events.services.events import note
from events.services.moves import locked
from mail import links

PHOTO = "events.speaker"
OWN_PAGE = "events:own_speaker"


class NoAddressError(Exception):
    """The speaker cannot be asked: no address is known."""


def write(speaker: Speaker, words: Mapping[str, Any], *, by: Standing, at: datetime) -> None:
    """Put what is said of a speaker onto the row, not yet stored.

    A changed tick is a consent, or its end, that somebody records for the speaker. Without
    an address, or with another one, the link that was sent opens nothing any more; its
    generation stays, so that no later link is the same again.
    """
    if words.get("may_publish", speaker.may_publish) != speaker.may_publish:
        speaker.consent_at, speaker.consent_by = at, by.user
    if words.get("email", speaker.email) != speaker.email:
        speaker.asked_at = speaker.link_hash = None
    for name, value in words.items():
        setattr(speaker, name, value)


def take_off(speakers: Iterable[Speaker], *, at: datetime) -> None:
    """Take speakers off the programme for good, and erase their photographs."""
    gone = list(speakers)
    for photo in Document.objects.of_any((PHOTO, [str(one.key) for one in gone])):
        documents.services.erase(photo, by=None, at=at)
    Speaker.objects.filter(pk__in=[one.pk for one in gone]).delete()


def photo_of(speaker: Speaker) -> Document | None:
    """Return the photograph of a speaker, if there is one."""
    return Document.objects.of(PHOTO, str(speaker.key)).first()


def change_speaker(
    speaker: Speaker,
    *,
    version: int,
    by: Standing,
    at: datetime,
    photo: Checked | None = None,
    without_photo: bool = False,
    **fields: Any,
) -> Speaker:
    """Change what is kept of a speaker, and the photograph.

    Raises ``StaleError`` where somebody else changed it meanwhile and ``NotNowError`` for an
    event that is closed or cancelled.
    """
    if photo:
        documents.services.keep(photo)
    with transaction.atomic():
        event = locked(speaker.session.event)
        if event.state in {State.CLOSED, State.CANCELLED}:
            raise NotNowError
        speaker = _locked(speaker, version=version)
        write(speaker, fields, by=by, at=at)
        if photo or without_photo:
            _keep_photo(speaker, photo, by=by, at=at)
        speaker.save()
        note(Deed.SPEAKER_CHANGED, event, by=by, at=at, speaker=str(speaker.key))
    return speaker


@transaction.atomic
def ask_for_consent(speaker: Speaker, *, by: Standing, at: datetime) -> Speaker:
    """Mail a speaker a personal link to see, correct and allow what would be published.

    Asked again, a new link replaces the old one. Raises ``NoAddressError`` where no address
    is known.
    """
    event = locked(speaker.session.event)
    speaker = Speaker.objects.select_for_update().get(pk=speaker.pk)
    if not speaker.email:
        raise NoAddressError
    speaker.link_generation += 1
    token = links.token(OWN_PAGE, speaker.key, speaker.link_generation)
    speaker.link_hash, speaker.asked_at = links.digest(token), at
    speaker.save(update_fields=["link_generation", "link_hash", "asked_at"])
    emails.consent_wanted(speaker, event=event, at=at)
    note(Deed.SPEAKER_ASKED, event, by=by, at=at, speaker=str(speaker.key))
    return speaker


def answer_as_speaker(
    speaker: Speaker,
    *,
    version: int,
    agrees: bool,
    by: Standing,
    at: datetime,
    photo: Checked | None = None,
    without_photo: bool = False,
    **words: Any,
) -> Speaker:
    """Take a speaker's own word: what is said of them, the photograph, and yes or no.

    Consent can be taken back at any time, also when the event is over. Who refuses leaves no
    photograph with us.
    """
    if photo and agrees:
        documents.services.keep(photo)
    with transaction.atomic():
        event = locked(speaker.session.event)
        speaker = _locked(speaker, version=version)
        for name, value in words.items():
            setattr(speaker, name, value)
        speaker.may_publish, speaker.consent_at, speaker.consent_by = agrees, at, None
        if photo or without_photo or not agrees:
            _keep_photo(speaker, photo if agrees else None, by=by, at=at)
        speaker.save()
        note(Deed.SPEAKER_ANSWERED, event, by=by, at=at, speaker=str(speaker.key), agrees=agrees)
    return speaker


def _locked(speaker: Speaker, *, version: int) -> Speaker:
    rows = Speaker.objects.select_related("session")
    return versions.locked(rows, version=version, pk=speaker.pk)


def _keep_photo(speaker: Speaker, photo: Checked | None, *, by: Standing, at: datetime) -> None:
    speaker.photo_at = pictures.exchange(
        photo, label=PHOTO, key=speaker.key, title=speaker.name, by=by, at=at
    )
