"""One person's data across all floors: what is held, a copy of it, and its erasure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import accounts.privacy
import agendas.privacy
import calendars.privacy
import certificates.privacy
import events.privacy
import journal.privacy
import mail.privacy
import meetings.privacy
import procedures.privacy
import suggestions.privacy
import trainers.privacy
import trainings.privacy
from accounts.access import Standing
from accounts.models import Mandate, User
from desk.enums import Deed
from journal.models import Entry
from journal.services import record
from mail.models import Letter

STAYS: tuple[str | Promise, ...] = (
    *events.privacy.STAYS,
    *agendas.privacy.STAYS,
    *meetings.privacy.STAYS,
    *certificates.privacy.STAYS,
    *procedures.privacy.STAYS,
    *trainings.privacy.STAYS,
    *trainers.privacy.STAYS,
    *suggestions.privacy.STAYS,
    _(
        "From when to when a mandate was held, by an opaque key: who decided for a state must"
        " stay provable."
    ),
)


@dataclass(frozen=True)
class Held:
    """How much is held about one person, floor by floor."""

    address: str
    user: User | None
    mandates: int
    speaks_now: bool
    letters: int
    entries: int
    certificates: int
    events: events.privacy.Held
    agendas: agendas.privacy.Held
    meetings: meetings.privacy.Held
    trainers: trainers.privacy.Held
    trainings: trainings.privacy.Held
    suggestions: int

    @property
    def is_anything(self) -> bool:
        """Return whether there is anything at all."""
        counted = self.events
        return bool(
            self.user
            or self.letters
            or counted.registrations
            or counted.invitations
            or counted.speeches
            or counted.contacts
            or self.trainers.trainers
            or self.trainers.candidacies
            or self.suggestions
            or self.meetings.drafts
        )


def held(address: str, *, at: datetime) -> Held:
    """Count what is held under an address."""
    user = User.objects.filter(email=address).first()
    person = str(user.key) if user else ""
    letters = Letter.objects.filter(to=address)
    if person:
        letters = letters | Letter.objects.filter(person=person)
    return Held(
        address=address,
        user=user,
        mandates=Mandate.objects.filter(user=user).count() if user else 0,
        speaks_now=bool(user) and accounts.privacy.holds_a_mandate(user, at=at),
        letters=letters.count(),
        entries=Entry.objects.by(person).count(),
        certificates=certificates.privacy.held(address, user=user),
        events=events.privacy.held(address, user=user),
        agendas=agendas.privacy.held(user),
        meetings=meetings.privacy.held(address),
        trainers=trainers.privacy.held(address),
        trainings=trainings.privacy.held(address, user=user),
        suggestions=suggestions.privacy.held(address),
    )


def export(
    address: str, *, reader: Standing | None = None, own: Standing | None = None
) -> dict[str, Any]:
    """Return all that is held under an address, in plain values.

    To a ``reader`` who is not the person it holds what that reader may see. A person takes the
    ``own`` words, and the titles of what the person may know of now.
    """
    user = User.objects.filter(email=address).first()
    person = str(user.key) if user else ""
    return {
        "address": address,
        "account": accounts.privacy.export(user) if user else None,
        "events": events.privacy.export(address, user=user, reader=reader),
        "agendas": agendas.privacy.export(user, reader=reader, own=own),
        "delegations": meetings.privacy.export(address, reader=reader, own=own),
        "certificates": certificates.privacy.export(address, user=user),
        "trainer": trainers.privacy.export(address),
        "trainings": trainings.privacy.export(address, user=user, reader=reader),
        "suggestions": suggestions.privacy.export(address, user=user, reader=reader, own=own),
        "procedures": procedures.privacy.export(person, own=reader is None) if person else [],
        "feeds": calendars.privacy.export(user) if user else [],
        "letters": mail.privacy.export(address, person=person),
        "calendar_answers": mail.privacy.answers(address),
        "journal": journal.privacy.export(person) if person else [],
    }


@transaction.atomic
def note_taken(address: str, *, by: Standing, at: datetime) -> None:
    """Write down that the data of one person were taken out; the address is not said."""
    _note(Deed.PERSON_TAKEN, address, by=by, at=at)
    user = User.objects.filter(email=address).first()
    events.privacy.note_read(address, user=user, by=by, at=at)


@transaction.atomic
def erase(address: str, *, by: Standing, at: datetime) -> Held:
    """Erase a person from all floors, from the top down; return how much was held.

    Raises ``MandateHeldError`` for who speaks for somebody now, or will.
    """
    before = held(address, at=at)
    if before.speaks_now:
        raise accounts.privacy.MandateHeldError
    user = before.user
    person = str(user.key) if user else ""
    _note(
        Deed.PERSON_ERASED,
        address,
        by=by,
        at=at,
        registrations=before.events.registrations,
        letters=before.letters,
    )
    if user:
        calendars.privacy.erase(user)
    trainings.privacy.erase(address, user=user, by=by, at=at)
    trainers.privacy.erase(address, by=by, at=at)
    suggestions.privacy.erase(address, by=by, at=at)
    meetings.privacy.erase(address, by=by, at=at)
    agendas.privacy.erase(user, by=by, at=at)
    certificates.privacy.erase(address, user=user, by=by, at=at)
    events.privacy.erase(address, user=user, by=by, at=at)
    mail.privacy.erase(address, person=person)
    if user:
        procedures.privacy.erase(person, by=by, at=at)
        journal.privacy.erase(person)
        accounts.privacy.erase(user, by=by, at=at)
    return before


def _note(deed: Deed, address: str, *, by: Standing, at: datetime, **facts: int) -> None:
    user = User.objects.filter(email=address).first()
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="accounts.user" if user else "",
        key=str(user.key) if user else "",
        facts=facts,
    )
