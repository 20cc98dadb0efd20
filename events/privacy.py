"""What events hold about one person, and its erasure.

A person is an address; an account under it brings what the person did by name.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

import accounts.privacy
import documents.services
from accounts.access import Standing
from accounts.models import User
from accounts.steps import By, NotNowError
from documents.models import Document
from events import respondents, results, services
from events.enums import ListState
from events.models import (
    AttendanceList,
    CountryParticipation,
    Event,
    FeedbackAnswer,
    FeedbackAsked,
    InstitutionSuggestion,
    Invitation,
    LinkRequest,
    MailingRecipient,
    Registration,
    Speaker,
)
from events.models.invitation import InvitationQuerySet
from events.models.registration import RegistrationQuerySet
from events.services import answers, erasure
from events.services.lists import sensitive_read

STAYS: tuple[str | Promise, ...] = (
    _(
        "Registrations and invitations without a name, address or answer: state, country, group"
        " and category, for the figures by Member State that the Network reports."
    ),
    _("Institutions suggested to a host: what was suggested and decided, not by whom."),
    _("Entries in the journal by an opaque key: what was decided must stay provable."),
)
PHOTO = "events.speaker"


@dataclass(frozen=True)
class Held:
    """How much events hold about one person."""

    registrations: int
    answers: int
    invitations: int
    speeches: int
    contacts: int


def held(email: str, *, user: User | None = None) -> Held:
    """Count what is held under an address, or of a known person.

    Who was never registered is asked about in two queries.
    """
    rows = list(_registrations(email, user))
    invitations = _invitations(email, user).order_by().values_list(Value("invitation"))
    named = (
        (Speaker.objects.filter(email=email), "speech"),
        (CountryParticipation.objects.filter(contact_email=email), "contact"),
        (InstitutionSuggestion.objects.filter(email=email), "contact"),
    )
    others = [found.order_by().values_list(Value(what)) for found, what in named]
    counted = Counter(what for (what,) in invitations.union(*others, all=True).order_by())
    return Held(
        registrations=len(rows),
        answers=sum(1 for row in rows for _answer in row.answers.all()),
        invitations=counted["invitation"],
        speeches=counted["speech"],
        contacts=counted["contact"],
    )


def export(
    email: str, *, user: User | None = None, reader: Standing | None = None
) -> dict[str, Any]:
    """Return all that is held under an address, or of a known person, in plain values.

    Without a ``reader`` it goes to the person, whose own the answers are whatever their
    kind. To a reader without the right to them those on diet, access and identity are
    counted alone.
    """
    return {
        "registrations": [_registration(row, reader=reader) for row in _registrations(email, user)],
        "invitations": [_invitation(row) for row in _invitations(email, user)],
        "attendance_lists": _lists(email, user),
        "letters_to_many": list(
            MailingRecipient.objects.filter(address=email)
            .order_by("pk")
            .values_list("mailing__subject", flat=True)
        ),
        "speaker": [
            {
                "event": row.session.event.title,
                "session": row.session.title,
                "name": row.name,
                "function": row.function,
                "organisation": row.organisation,
                "biography": row.biography,
                "may_publish": row.may_publish,
            }
            for row in Speaker.objects.filter(email=email).select_related("session__event")
        ],
        "contact_for": [
            {"event": row.event.title, "country": row.country, "name": row.contact_name}
            for row in CountryParticipation.objects.filter(contact_email=email).select_related(
                "event"
            )
        ],
        "suggested": [_suggestion(row) for row in _suggestions(Q(email=email))],
        "suggestions_made": [
            _suggestion(row) for row in _suggestions(Q(suggested_by=user) if user else Q(pk=None))
        ],
    }


def note_read(email: str, *, user: User | None = None, by: Standing, at: datetime) -> None:
    """Write down for each registration that a copy holds its sensitive answers, if it does."""
    if not answers.may_read_sensitive(by):
        return
    for row in filter(answers.guarded, _registrations(email, user)):
        sensitive_read(row.event, key=str(row.key), by=by, at=at)


@transaction.atomic
def erase(email: str, *, user: User | None = None, by: Standing, at: datetime) -> Held:
    """Erase a person from events; return how much was held.

    Registrations that stand for events ahead are withdrawn first, so that the next in the
    queue get the places. What stays says nobody's name; ``STAYS`` gives the reasons.
    """
    before = held(email, user=user)
    rows = _registrations(email, user)
    # Every event is locked first, in one order, so that two erasures never wait for each other.
    list(
        Event.objects.select_for_update()
        .filter(pk__in=list(rows.order_by().values_list("event", flat=True)))
        .order_by("pk")
    )
    pks = list(rows.order_by().values_list("pk", flat=True))
    names = _names(email, user)
    for registration in rows.live():
        _leave(registration, by=by, at=at)
    erasure.forget(rows, by=by, at=at)
    erasure.forget_invitations(_invitations(email, user))
    erasure.forget_recipients(MailingRecipient.objects.filter(address=email))
    LinkRequest.objects.filter(email=email).delete()
    services.forget_in_lists(email=email, registrations=pks, names=names)
    erasure.forget_contacts(CountryParticipation.objects.filter(contact_email=email))
    erasure.forget_suggestions(InstitutionSuggestion.objects.filter(email=email))
    accounts.privacy.forget_contact(email)
    for speaker in Speaker.objects.filter(email=email):
        _silence(speaker, by=by, at=at)
    return before


def _names(email: str, user: User | None) -> set[tuple[int, str]]:
    """Return how a person is called at which event, as far as there is a name."""
    return {
        (event, name)
        for rows in (_registrations(email, user), _invitations(email, user))
        for event, name in rows.order_by().values_list("event", "name")
        if name
    }


def _leave(registration: Registration, *, by: Standing, at: datetime) -> None:
    try:
        services.withdraw(registration, by=by, as_=By.SECRETARIAT, at=at)
    except NotNowError:
        return  # the event is over, or takes nobody off its list any more


def _silence(speaker: Speaker, *, by: Standing, at: datetime) -> None:
    """Take from a programme who spoke; that somebody did, and on what, stays."""
    for document in Document.objects.filter(label=PHOTO, owner_key=str(speaker.key)):
        documents.services.erase(document, by=by, at=at)
    speaker.name = speaker.function = speaker.organisation = speaker.biography = speaker.email = ""
    speaker.may_publish = False
    speaker.photo_at = speaker.consent_at = speaker.consent_by = None
    speaker.asked_at = speaker.link_hash = None
    speaker.version += 1
    speaker.save()


def _registrations(email: str, user: User | None) -> RegistrationQuerySet:
    rows = RegistrationQuerySet(Registration).filter(_is(email, user), erased_at=None)
    return (
        rows.select_related("event", "feedback", "feedback_asked__form")
        .prefetch_related("answers__question_set", "attendances__session", "sessions")
        .order_by("registered_at", "pk")
    )


def _invitations(email: str, user: User | None) -> InvitationQuerySet:
    rows = InvitationQuerySet(Invitation).filter(_is(email, user))
    return rows.select_related("event").order_by("made_at", "pk")


def _suggestions(whose: Q) -> Iterable[InstitutionSuggestion]:
    rows = InstitutionSuggestion.objects.filter(whose)
    return rows.select_related("event").order_by("suggested_at", "pk")


def _is(email: str, user: User | None) -> Q:
    return Q(email=email) | Q(user=user) if user else Q(email=email)


def _registration(row: Registration, *, reader: Standing | None) -> dict[str, Any]:
    said = answers.own(row) if reader is None else answers.said(row, standing=reader)
    left_out = len(row.answers.all()) - len(said)
    return {
        "event": row.event.title,
        "on": row.event.first_date.isoformat(),
        "state": row.state,
        "name": row.name,
        "email": row.email,
        "organisation": row.organisation,
        "country": row.country,
        "category": row.category,
        "attending": row.attending,
        "group": row.group,
        "registered": row.registered_at.isoformat(),
        "decided": row.decided_at.isoformat() if row.decided_at else None,
        "reason": row.reason,
        "on_the_list_of_participants": row.list_consent,
        "in_photographs": row.photo_consent,
        "sessions": [session.title for session in row.sessions.all()],
        "answers": [{"question": question, "answer": answer} for question, answer in said],
        **({"answers_left_out": _left_out(left_out)} if left_out else {}),
        "wishes_for_a_change": [
            {"what": wish.what, "note": wish.note, "state": wish.state, "reason": wish.reason}
            for wish in row.change_requests.all()
        ],
        "attendance": [
            {
                "session": one.session.title,
                "presence": one.presence,
                "minutes": one.minutes,
                "note": one.note,
                "learned": one.source,
                "checked_in": one.scanned_at.isoformat() if one.scanned_at else None,
                "recorded": one.recorded_at.isoformat() if one.recorded_at else None,
            }
            for one in row.attendances.all()
        ],
        "feedback": _feedback(row),
    }


def _feedback(row: Registration) -> dict[str, Any] | None:
    """Return whether the person was asked and has answered, and what was said under the name.

    What was said without a name nobody can find.
    """
    asked: FeedbackAsked | None = getattr(row, "feedback_asked", None)
    if asked is None:
        return None
    named: FeedbackAnswer | None = getattr(row, "feedback", None)
    return {
        "asked": asked.asked_at.isoformat(),
        "answered": asked.has_answered,
        "with_a_name": [
            {"question": item.text, "answer": results.in_words(item, named.answers[item.key])}
            for item in respondents.items_of(asked.form)
            if named and item.key in named.answers
        ],
    }


def _lists(email: str, user: User | None) -> list[dict[str, Any]]:
    """Return what attendance lists of other tools say of a person, before they are applied."""
    pks = set(_registrations(email, user).values_list("pk", flat=True))
    drafts = AttendanceList.objects.filter(state=ListState.DRAFT).select_related("event")
    return [
        {
            "event": found.event.title,
            "file": found.file_name,
            "name": entry["name"],
            "email": entry["email"],
            "role": entry["role"],
            "hours": entry["spans"],
            "minutes": entry["minutes"],
        }
        for found in drafts.order_by("pk")
        for entry in found.people
        if entry["email"] == email or entry["registration"] in pks
    ]


def _left_out(number: int) -> str:
    return ngettext(
        "%(count)d answer on diet, access or identity: only who holds the right may read it.",
        "%(count)d answers on diet, access or identity: only who holds the right may read them.",
        number,
    ) % {"count": number}


def _invitation(row: Invitation) -> dict[str, Any]:
    return {
        "event": row.event.title,
        "name": row.name,
        "email": row.email,
        "state": row.state,
        "note": row.note,
        "sent": row.sent_at.isoformat() if row.sent_at else None,
        "answered": row.answered_at.isoformat() if row.answered_at else None,
        "answer_note": row.answer_note,
        "taken_back": row.revoked_at.isoformat() if row.revoked_at else None,
        "reason": row.revoke_reason,
    }


def _suggestion(row: InstitutionSuggestion) -> dict[str, Any]:
    return {
        "event": row.event.title,
        "name": row.name,
        "email": row.email,
        "why": row.why,
        "suggested": row.suggested_at.isoformat(),
        "state": row.state,
        "reason": row.reason,
    }
