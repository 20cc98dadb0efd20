"""Erasing what people told us, once its time has come or when they ask for it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

import journal.privacy
import mail.privacy
from accounts.access import Standing
from events import retention
from events.enums import Deed, Kept
from events.models import (
    Answer,
    Attendance,
    ChangeRequest,
    CountryParticipation,
    Event,
    InstitutionSuggestion,
    Invitation,
    MailingRecipient,
    Registration,
    Speaker,
)
from events.models.registration import RegistrationQuerySet
from events.services import answers
from events.services.events import note
from events.services.moves import locked
from events.services.responses import forget_feedback
from mail import links

LABEL, INVITATION = "events.registration", "events.invitation"


def erase_sensitive(*, at: datetime) -> int:
    """Erase answers on diet, access and identity thirty days after their event; say how many.

    With them go their files, and what was said in wishes for a change and in words to the
    organisers, where the same may stand. Each event is a transaction of its own; twice is once.
    """
    return sum(
        _erase_answers(pk, kept, at=at)
        for kept in retention.ANSWERS
        for pk in retention.due(kept, at=at)
        .filter(pk__in=retention.answers(kept).values("registration__event"))
        .values_list("pk", flat=True)
    ) + sum(
        _erase_wishes(pk, at=at)
        for pk in retention.due(Kept.SENSITIVE, at=at)
        .filter(
            Q(pk__in=retention.wishes().values("registration__event"))
            | Q(pk__in=retention.words().values("event"))
        )
        .values_list("pk", flat=True)
    )


@transaction.atomic
def _erase_answers(pk: int, kept: Kept, *, at: datetime) -> int:
    event = _still_due(pk, kept, at=at)
    if event is None:
        return 0
    rows = retention.answers(kept).filter(registration__event=event)
    number = answers.erase(rows, by=None, at=at)
    if number:
        note(Deed.ERASED, event, by=None, at=at, what=kept.value, rows=number)
    return number


@transaction.atomic
def _erase_wishes(pk: int, *, at: datetime) -> int:
    event = _still_due(pk, Kept.SENSITIVE, at=at)
    if event is None:
        return 0
    wishes = retention.wishes().filter(registration__event=event)
    words = retention.words().filter(event=event)
    return wishes.update(what={}, note="", reason="") + words.update(answer_note="")


def erase_registrations(*, at: datetime) -> int:
    """Erase whom registrations name, once their time has come; return how many.

    Who did not take part goes after a year, who did after five. The rows stay for the
    figures by state. Each event is a transaction of its own; twice is once.
    """
    return sum(
        _erase_registrations(pk, kept, at=at)
        for kept in (Kept.ABSENT, Kept.PARTICIPATION)
        for pk in retention.due(kept, at=at)
        .filter(
            Q(pk__in=retention.registrations(kept).values("event"))
            | Q(pk__in=retention.invitations().values("event") if kept == Kept.ABSENT else [])
        )
        .values_list("pk", flat=True)
    )


@transaction.atomic
def _erase_registrations(pk: int, kept: Kept, *, at: datetime) -> int:
    event = _still_due(pk, kept, at=at)
    if event is None:
        return 0
    number = forget(retention.registrations(kept).filter(event=event), by=None, at=at)
    if kept == Kept.ABSENT:
        number += forget_invitations(retention.invitations().filter(event=event))
    if number:
        note(Deed.ERASED, event, by=None, at=at, what=kept.value, rows=number)
    return number


def erase_contacts(*, at: datetime) -> int:
    """Erase addresses whose time has come: of contacts, institutions, speakers; return how many.

    Each event is a transaction of its own; twice is once.
    """
    return sum(
        _erase_contacts(pk, kept, at=at)
        for kept in (Kept.CONTACT, Kept.SPEAKER)
        for pk in retention.due(kept, at=at)
        .filter(
            Q(pk__in=retention.speakers(kept).values("session__event"))
            | Q(pk__in=retention.contacts().values("event") if kept == Kept.CONTACT else [])
            | Q(pk__in=retention.suggestions().values("event") if kept == Kept.CONTACT else [])
        )
        .values_list("pk", flat=True)
    )


@transaction.atomic
def _erase_contacts(pk: int, kept: Kept, *, at: datetime) -> int:
    event = _still_due(pk, kept, at=at)
    if event is None:
        return 0
    number = _forget_speakers(event, retention.speakers(kept).filter(session__event=event))
    if kept == Kept.CONTACT:
        number += forget_contacts(retention.contacts().filter(event=event))
        number += forget_suggestions(retention.suggestions().filter(event=event))
    if number:
        note(Deed.ERASED, event, by=None, at=at, what=kept.value, rows=number)
    return number


def _forget_speakers(event: Event, rows: Iterable[Speaker]) -> int:
    """Erase speakers' addresses; the link sent there ends, what the programme says stays."""
    found = list(rows)
    for speaker in found:
        _forget_letters(event, speaker.email)
        speaker.email = ""
        speaker.asked_at = speaker.link_hash = None
        speaker.version += 1
        speaker.save()
    return len(found)


def forget_contacts(rows: QuerySet[CountryParticipation]) -> int:
    """Erase who is the contact in a country; that the country takes part, and how, stays."""
    return rows.update(contact_name="", contact_email="", version=F("version") + 1)


def forget_suggestions(rows: Iterable[InstitutionSuggestion]) -> int:
    """Erase the addresses of suggested institutions, and the words about them."""
    found = list(rows)
    for suggestion in found:
        suggestion.email, suggestion.why = f"{suggestion.key}@{retention.NOBODY}", ""
        suggestion.reason = _wordless(suggestion.reason)
        suggestion.version += 1
        suggestion.save()
    return len(found)


def _wordless(reason: str) -> str:
    """Return what stands for a reason that was given, and nothing for none."""
    return mail.privacy.NAMELESS if reason else ""


def _still_due(pk: int, kept: Kept, *, at: datetime) -> Event | None:
    """Return the event under its lock, unless it was put off or revived meanwhile."""
    event = locked(Event(pk=pk))
    return event if retention.erased_on(kept, event) <= at else None


def forget(rows: RegistrationQuerySet, *, by: Standing | None, at: datetime) -> int:
    """Erase whom registrations name, all they said and all that was written to them.

    What stays says nobody's name: the state, the country, as what and how somebody took
    part, so that figures by state remain true. Runs in the caller's transaction.
    """
    found = list(rows.select_related("event"))
    pks = [registration.pk for registration in found]
    answers.erase(Answer.objects.filter(registration__in=pks), by=by, at=at)
    ChangeRequest.objects.filter(registration__in=pks).delete()
    forget_recipients(MailingRecipient.objects.filter(registration__in=pks))
    forget_invitations(Invitation.objects.filter(registration__in=pks))
    Attendance.objects.filter(registration__in=pks).update(note="")
    forget_feedback(found)
    _forget_names(found)
    for registration in found:
        key = str(registration.key)
        mail.privacy.erase_about(LABEL, key=key)
        _forget_letters(registration.event, registration.email)
        journal.privacy.erase_on(LABEL, key=key)
        registration.name = registration.email = registration.organisation = ""
        registration.reason = ""
        registration.user = None
        registration.list_consent = registration.photo_consent = False
        registration.link_hash = links.digest(uuid4().hex)
        registration.erased_at = at
        registration.version += 1
        registration.save()
    return len(found)


def forget_invitations(rows: Iterable[Invitation]) -> int:
    """Erase whom invitations name; that somebody was invited, for whom, and said what, stays."""
    found = list(rows)
    others = Invitation.objects.filter(Q(stands_in_for__in=found) | Q(stand_ins__in=found))
    mail.privacy.forget_names(
        _told_of(found), label=INVITATION, keys=[str(one.key) for one in others.distinct()]
    )
    for invitation in found:
        _forget_letters(invitation.event, invitation.email)
        invitation.name = invitation.note = invitation.answer_note = ""
        invitation.revoke_reason = _wordless(invitation.revoke_reason)
        invitation.email = f"{invitation.key}@{retention.NOBODY}"
        invitation.user = invitation.answered_by = None
        invitation.link_hash = links.digest(uuid4().hex)
        invitation.version += 1
        invitation.save()
        forget_recipients(MailingRecipient.objects.filter(invitation=invitation))
        mail.privacy.erase_about(INVITATION, key=str(invitation.key))
        journal.privacy.erase_on(INVITATION, key=str(invitation.key))
    return len(found)


def _forget_names(found: list[Registration]) -> None:
    """Take names out of what others were told: who passed a place on, who is to be approved."""
    partners = Registration.objects.filter(Q(replaces__in=found) | Q(replaced_by__in=found))
    keys = [str(key) for key in partners.order_by().values_list("key", flat=True)]
    mail.privacy.forget_names(_told_of(found), label=LABEL, keys=keys)
    for event in {registration.event for registration in found}:
        here = [registration for registration in found if registration.event == event]
        mail.privacy.forget_names(_told_of(here), label="events.event", keys=[str(event.uid)])


def _told_of(found: Iterable[Registration | Invitation]) -> set[str]:
    """Return by what letters call people: the name, or the address where none is known."""
    return {told for one in found for told in (one.name, one.email) if told}


def _forget_letters(event: Event, address: str) -> None:
    """Erase what was written to an address about an event as a whole."""
    if address:
        mail.privacy.erase_about("events.event", key=str(event.uid), to=address)


def forget_recipients(rows: QuerySet[MailingRecipient]) -> None:
    """Erase who got a mailing; how many did, stays."""
    nobody = Concat(
        Cast("pk", CharField()), Value(f"@{retention.NOBODY}"), output_field=CharField()
    )
    rows.update(name="", address=Case(When(address="", then=Value("")), default=nobody))
