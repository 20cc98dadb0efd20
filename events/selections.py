"""Who gets a letter to many: what is chosen, and the people whom the choice finds."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from events.enums import ASKED, LIVE, THERE, Audience, Skipped
from events.models import Event, Invitation, MailingRecipient, Registration, Speaker
from events.models.invitation import InvitationQuerySet
from events.models.registration import RegistrationQuerySet
from events.retention import NOBODY
from mail.models import Suppression


@dataclass(frozen=True)
class Selection:
    """What people must be like to get a letter; an empty part asks for nothing.

    ``states`` of registrations and ``answers`` to invitations left empty mean those that
    stand. ``owes_answers`` is who has not answered a required question, ``was_there`` whose
    presence was recorded.
    """

    audience: str = Audience.REGISTERED
    states: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    attending: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sessions: tuple[int, ...] = ()
    owes_answers: bool = False
    was_there: bool = False
    answers: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as a mailing keeps it: without what asks for nothing."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if value
        }

    @property
    def allowed(self) -> Collection[str]:
        """Return the states in which somebody is meant."""
        if self.audience == Audience.INVITED:
            return self.answers or ASKED
        return self.states or LIVE


def read(stored: Mapping[str, Any]) -> Selection:
    """Return a selection as it was kept; what no selection knows is left out."""
    known = {field.name for field in fields(Selection)}
    parts: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in stored.items()
        if name in known
    }
    return Selection(**parts)


def people(event: Event, selection: Selection) -> list[MailingRecipient]:
    """Return whom a selection finds, in order of names and not yet stored.

    Who cannot be written to is among them, with the reason. An address gets one letter,
    for the first who has it.
    """
    found = list(_found(event, selection))
    addresses = {one.address for one in found if one.address}
    suppressed = _suppressed(addresses)
    seen: set[str] = set()
    for position, one in enumerate(found, start=1):
        one.position = position
        if not one.address:
            one.skipped = Skipped.NO_ADDRESS
        elif one.address in suppressed:
            one.skipped = Skipped.SUPPRESSED
        elif one.address in seen:
            one.skipped = Skipped.TWICE
        seen.add(one.address)
    return found


def _suppressed(addresses: Collection[str]) -> set[str]:
    """Return which of the addresses take no mail; there are few such in all."""
    return set(Suppression.objects.values_list("address", flat=True)) & set(addresses)


def _found(event: Event, selection: Selection) -> Iterator[MailingRecipient]:
    match selection.audience:
        case Audience.INVITED:
            for invitation in invitations(event, selection):
                yield MailingRecipient(
                    invitation=invitation,
                    name=str(invitation),
                    address=invitation.email,
                    language=invitation.language,
                )
        case Audience.SPEAKERS:
            speakers = Speaker.objects.filter(session__event=event)
            for speaker in speakers.order_by("name", "pk"):
                yield MailingRecipient(
                    name=speaker.name,
                    address=speaker.email,
                    language=speaker.language or "en",
                )
        case _:
            for registration in registrations(event, selection):
                yield MailingRecipient(
                    registration=registration,
                    name=registration.name,
                    address=registration.email,
                    language=registration.language,
                )


def registrations(event: Event, selection: Selection) -> RegistrationQuerySet:
    """Return the registrations that a selection finds."""
    rows = RegistrationQuerySet(Registration).filter(event=event, state__in=list(selection.allowed))
    if selection.owes_answers:
        rows = rows.missing_answers()
    wanted = {
        "group__in": selection.groups,
        "attending__in": selection.attending,
        "country__in": selection.countries,
        "category__in": selection.categories,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if selection.sessions:
        chose = Registration.sessions.through.objects.filter(session__in=selection.sessions)
        rows = rows.filter(pk__in=chose.values("registration"))
    if selection.was_there:
        there = RegistrationQuerySet(Registration).filter(
            event=event, attendances__presence__in=THERE
        )
        rows = rows.filter(pk__in=there.values("pk"))
    return rows.select_related("user").order_by("sort_name", "pk")


def invitations(event: Event, selection: Selection) -> InvitationQuerySet:
    """Return the invitations that a selection finds; those not sent are never among them."""
    rows = InvitationQuerySet(Invitation).known().filter(event=event)
    rows = rows.filter(state__in=list(selection.allowed))
    if selection.groups:
        rows = rows.filter(group__in=selection.groups)
    return rows.select_related("user").order_by("sort_name", "pk")


def is_still_meant(selection: Selection, recipient: MailingRecipient) -> bool:
    """Return whether somebody chosen a while ago is still in a state that was meant.

    Who was erased meanwhile is not.
    """
    if recipient.address.endswith(f"@{NOBODY}"):
        return False
    about = recipient.registration or recipient.invitation
    return about is None or about.state in selection.allowed


def mark(found: list[MailingRecipient]) -> str:
    """Return a short mark of a list of people; another list has another."""
    text = json.dumps([[one.name, one.address, one.skipped] for one in found])
    return hashlib.sha256(text.encode()).hexdigest()[:20]
