"""One letter about several registrations that were made with one form."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from events.emails import parts
from events.emails.calendar import bringing, comes_by_mail, person_entries
from events.emails.registrations import LABEL, page, taking, when, where
from events.enums import Mode, RegistrationState
from events.models import Registration
from events.words import listed
from mail.letters import Button, CalendarPart, Text
from mail.names import harmless
from mail.services import overtake, write


def registered_together(
    registrations: Sequence[Registration], *, positions: Mapping[int, int], at: datetime
) -> None:
    """Tell a person how each of several registrations stands, with one link for all of them.

    ``positions`` gives the place in the queue of each that waits, by its primary key. The
    calendar part holds the entries of what is confirmed.
    """
    first = registrations[0]
    event = first.event
    for registration in registrations:
        overtake(LABEL, key=str(registration.key))
    states = {registration.state for registration in registrations}
    subject = (
        _("Your places are confirmed: %(titles)s")
        if states == {RegistrationState.CONFIRMED}
        else _("Your registrations: %(titles)s")
    )
    titles = listed(registration.event.title for registration in registrations)
    write(
        Text(
            subject=subject % {"titles": titles},
            paragraphs=tuple(_paragraphs(registrations, positions)),
            facts=tuple(_facts(registrations)),
            button=Button(_("Open my registrations"), page(first)),
        ),
        to=first.email,
        name=first.name,
        language=first.language,
        label=LABEL,
        key=str(first.key),
        person=str(first.user.key) if first.user else "",
        calendar=_calendar(registrations, at=at),
        sender_name=event.sender_name,
        reply_to=event.reply_to,
        at=at,
    )


def _paragraphs(registrations: Sequence[Registration], positions: Mapping[int, int]) -> list[str]:
    said = [_how_it_stands(one, positions.get(one.pk)) for one in registrations]
    if positions:
        said.append(_("When a place is given back you hear by mail at once; you need do nothing."))
    confirmed = [one for one in registrations if one.state == RegistrationState.CONFIRMED]
    if any(one.event.join_link and one.takes_part_online for one in confirmed):
        said.append(_("Links to take part online are on your page, or appear there in time."))
    said.append(_("On your page you change or withdraw each of them by itself."))
    return said


def _how_it_stands(registration: Registration, position: int | None) -> str:
    """Return the state of one registration in a sentence, in the words of that state."""
    title = registration.event.title
    if registration.state == RegistrationState.CONFIRMED:
        return _("%(title)s: your place is confirmed.") % {"title": title}
    if position:
        return _(
            "%(title)s: all places you could have are taken. You are number %(position)d in the"
            " queue."
        ) % {"title": title, "position": position}
    if registration.state == RegistrationState.PENDING:
        return _(
            "%(title)s: your registration is waiting for approval. It is not a place yet; you"
            " hear as soon as it is decided."
        ) % {"title": title}
    return _("%(title)s: %(state)s.") % {
        "title": title,
        "state": registration.get_state_display(),
    }


def _facts(registrations: Sequence[Registration]) -> list[tuple[str, str]]:
    facts = []
    for one in registrations:
        event = one.event
        facts.append((event.title, f"{when(event)}, {where(event)}"))
        if event.access_notes and event.mode != Mode.ONLINE:
            facts.append((_("Access"), event.access_notes))
        facts += taking(one)
    facts.append((_("Registered as"), harmless(registrations[0].name)))
    contacts = {one.event.contact: None for one in registrations if one.event.contact}
    return [*facts, *((_("Contact"), contact) for contact in contacts)]


def _calendar(registrations: Sequence[Registration], *, at: datetime) -> CalendarPart | None:
    """Return the part for what is confirmed and comes by mail: one invitation, or all told."""
    confirmed = [
        one
        for one in registrations
        if one.state == RegistrationState.CONFIRMED and comes_by_mail(one)
    ]
    if not confirmed:
        return None
    if len(confirmed) == 1:
        return bringing(confirmed[0], at=at)
    told = [entry for one in confirmed for entry in person_entries(one)]
    return parts.published(told, at=at)
