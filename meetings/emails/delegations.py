"""The letters to those who name delegations; the named themselves hear from events."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.addressees import Reader, who_speak_for
from accounts.seats import Holder
from events.emails.registrations import when
from events.models import Announcement, Event
from interface.moments import moment
from mail.letters import Button, Text
from mail.names import harmless
from mail.services import write
from meetings.enums import DelegationState
from meetings.models import Delegation

LABEL = "meetings.delegation"


def asked_again(
    event: Event,
    delegations: Mapping[Holder, Delegation],
    *,
    promised: Collection[Holder],
    news: Announcement,
    at: datetime,
) -> int:
    """Ask those who speak for places once more who comes; return how many letters it was.

    The letters wait with the ``news``, and an answer that is given meanwhile overtakes them.
    """
    readers = who_speak_for(delegations, at=at)
    for reader in readers:
        text = reminder(event, is_promised=reader.holder in promised, at=at)
        delegation = delegations[reader.holder]
        _write(event, reader, text, about=(LABEL, str(delegation.key)), news=news, at=at)
    return len(readers)


def reminder(event: Event, *, is_promised: bool, at: datetime) -> Text:
    """Return the letter that asks once more who comes, where somebody said yes or nobody did."""
    paragraphs = (
        _("Somebody has said yes for you, but your delegation has not been named yet.")
        if is_promised
        else _("We have no answer from you: your delegation has not been named yet."),
        _(
            "Please name your delegation, also “as last time”, or say that nobody comes: that is"
            " an answer too."
        ),
    )
    subject = _("Who comes for you? %(title)s") % {"title": event.title}
    return _text(event, subject=subject, paragraphs=paragraphs, at=at)


def answered_for_you(delegation: Delegation, *, at: datetime) -> None:
    """Tell those who speak for a place what the Secretariat has answered for them."""
    event = delegation.event
    nobody = delegation.state == DelegationState.NOBODY
    paragraphs = (
        _("The Secretariat has said for you that nobody comes.")
        if nobody
        else _("The Secretariat has named your delegation for you."),
        _("If that is wrong, open the page and change it."),
    )
    subject = _("Answered for you: %(title)s") % {"title": event.title}
    for reader in who_speak_for([(delegation.member_state_id, delegation.organisation_id)], at=at):
        _write(event, reader, _text(event, subject=subject, paragraphs=paragraphs, at=at), at=at)


def _text(event: Event, *, subject: str, paragraphs: tuple[str, ...], at: datetime) -> Text:
    closes = event.registration_closes_at
    by = [(_("Please answer by"), moment(closes, event.zone))] if closes and closes > at else []
    address = reverse("meetings:own_delegation", args=[event.slug])
    return Text(
        subject=subject,
        paragraphs=paragraphs,
        facts=((_("Event"), harmless(event.title)), (_("When"), when(event)), *by),
        button=Button(_("Name the delegation"), settings.SITE_URL + address),
    )


def _write(
    event: Event,
    reader: Reader,
    text: Text,
    *,
    at: datetime,
    about: tuple[str, str] | None = None,
    news: Announcement | None = None,
) -> None:
    label, key = about or ("events.event", str(event.uid))
    write(
        text,
        to=reader.user.email,
        name=reader.user.name,
        language=reader.user.language,
        label=label,
        key=key,
        person=str(reader.user.key),
        copies=reader.copies,
        batch=news.key if news else None,
        not_before=news.starts_at if news else None,
        of_use_until=event.ends_at,
        at=at,
    )
