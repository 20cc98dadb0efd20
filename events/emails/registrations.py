"""Letters about a registration: what it led to, what changed, what became of it."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import groups
from events.asking import asks_for_details
from events.emails.calendar import invitation, update, withdrawal
from events.enums import Mode, RegistrationState
from events.models import Announcement, Event, Registration
from interface.moments import day, days, span
from mail import links
from mail.letters import Button, CalendarPart, Text
from mail.names import harmless
from mail.services import overtake, write

OWN_PAGE = "events:own_registration"
LABEL = "events.registration"


def registered(registration: Registration, *, position: int | None, at: datetime) -> None:
    """Tell a person what a registration led to, in the words of its state."""
    if registration.state == RegistrationState.CONFIRMED:
        confirmed(registration, at=at)
    elif registration.state == RegistrationState.WAITING:
        waiting(registration, position=position or 1, at=at)
    else:
        send(
            registration,
            subject=_("We have your registration: %(title)s"),
            paragraphs=[
                _(
                    "Your registration is waiting for approval. It is not a place yet; you hear"
                    " as soon as it is decided."
                )
            ],
            at=at,
        )


def confirmed(registration: Registration, *, at: datetime) -> None:
    """Tell that the place is the person's, with the entry for the own calendar."""
    paragraphs = [_("Your place is confirmed.")]
    if registration.event.join_link and registration.takes_part_online:
        paragraphs.append(_where_the_link_is(registration.event))
    if registration.capacity:
        paragraphs.append(
            _(
                "The agenda and its papers are on the page of the meeting. Sign in with your"
                " e-mail address, %(email)s: %(url)s"
            )
            % {
                "email": registration.email,
                "url": settings.SITE_URL + registration.event.get_absolute_url(),
            }
        )
    paragraphs += more_is_asked(registration)
    send(
        registration,
        subject=_("Your place is confirmed: %(title)s"),
        paragraphs=paragraphs,
        calendar=invitation(registration, at=at),
        overtakes=True,
        at=at,
    )


def more_is_asked(registration: Registration) -> list[str]:
    """Return what is said of the questions that come once the place is confirmed, if any do."""
    if not asks_for_details(registration):
        return []
    until = registration.event.details_until
    if until is None:
        return [_("A few questions for you are on your page; please answer them soon.")]
    return [
        _("A few questions for you are on your page; please answer them until %(day)s.")
        % {"day": day(until)}
    ]


def _where_the_link_is(event: Event) -> str:
    if not event.join_from:
        return _("The link to take part online is on your page; the button leads there.")
    return ngettext(
        "The link to take part online appears on your page %(count)d hour before it begins.",
        "The link to take part online appears on your page %(count)d hours before it begins.",
        event.join_from,
    ) % {"count": event.join_from}


def waiting(registration: Registration, *, position: int, at: datetime) -> None:
    """Tell that the event is full, and the position in the queue."""
    send(
        registration,
        subject=_("You are on the waiting list: %(title)s"),
        paragraphs=[
            _("All places you could have are taken. You are number %(position)d in the queue.")
            % {"position": position},
            _("When a place is given back you hear by mail at once; you need do nothing."),
        ],
        overtakes=True,
        at=at,
    )


def promoted(registration: Registration, *, at: datetime) -> None:
    """Tell that a place came free and is the person's."""
    send(
        registration,
        subject=_("A place came free, and it is yours: %(title)s"),
        paragraphs=[
            _("You were next on the waiting list: your place is now confirmed."),
            *more_is_asked(registration),
            _("If you cannot come after all, please withdraw, so that the next person can."),
        ],
        calendar=invitation(registration, at=at),
        overtakes=True,
        at=at,
    )


def takes_part_otherwise(registration: Registration, *, at: datetime) -> None:
    """Put another way of taking part into the calendar of who hears of it by mail; else nothing."""
    part = update(registration, at=at)
    if part is not None:
        send(
            registration,
            subject=_("You take part otherwise: %(title)s"),
            paragraphs=[
                _("You take part in another way now: %(how)s.")
                % {"how": registration.get_attending_display()},
                _("This letter puts the entry in your calendar right."),
            ],
            calendar=part,
            at=at,
        )


def already_registered(registration: Registration, *, at: datetime) -> None:
    """Answer a second attempt, with the link to the registration there is."""
    send(
        registration,
        subject=_("You are already registered: %(title)s"),
        paragraphs=[
            _("Somebody, most likely you, registered this address once more. Nothing has changed."),
            _("Status: %(state)s.") % {"state": registration.get_state_display()},
        ],
        at=at,
    )


def links_again(registrations: Sequence[Registration], *, at: datetime) -> None:
    """Send a person the links to the pages of all registrations that stand, in one letter."""
    first = registrations[0]
    pages = [(registration.event.title, page(registration)) for registration in registrations[1:]]
    write(
        Text(
            subject=_("The links to your registrations"),
            paragraphs=(
                _("You asked for them: the button leads to %(title)s.")
                % {"title": first.event.title},
            ),
            facts=tuple(pages),
            button=Button(_("Open my registration"), page(first)),
        ),
        to=first.email,
        name=first.name,
        language=first.language,
        label="events.registration",
        key=str(first.key),
        person=str(first.user.key) if first.user else "",
        at=at,
    )


def page(registration: Registration) -> str:
    """Return the address of the own page, to be filled in when the letter leaves."""
    return links.placeholder(OWN_PAGE, registration.key, registration.link_generation)


def declined(registration: Registration, *, held_a_place: bool, at: datetime) -> None:
    """Tell that there is no place, and why."""
    send(
        registration,
        subject=_("No place for you this time: %(title)s"),
        paragraphs=[_("The organisers could not give you a place."), _reason(registration)],
        calendar=withdrawal(registration, at=at) if held_a_place else None,
        overtakes=True,
        at=at,
    )


def withdrawn(registration: Registration, *, held_a_place: bool, at: datetime) -> None:
    """Acknowledge a withdrawal, and take the entry out of this person's calendar only."""
    send(
        registration,
        subject=_("You have withdrawn: %(title)s"),
        paragraphs=[
            _("Your registration is withdrawn; thank you for telling us."),
            _("To take it back, open your page. By then the place may have gone to somebody else."),
        ],
        calendar=withdrawal(registration, at=at) if held_a_place else None,
        overtakes=True,
        at=at,
    )


def registration_cancelled(registration: Registration, *, held_a_place: bool, at: datetime) -> None:
    """Tell that the organisers took the registration off the list, and why."""
    send(
        registration,
        subject=_("Your registration was cancelled: %(title)s"),
        paragraphs=[_("The organisers cancelled your registration."), _reason(registration)],
        calendar=withdrawal(registration, at=at) if held_a_place else None,
        overtakes=True,
        at=at,
    )


def _reason(registration: Registration) -> str:
    return _("Reason: %(reason)s") % {"reason": registration.reason}


def when(event: Event) -> str:
    """Return when the event is, in the words of a letter."""
    if event.all_day:
        return days(event.first_date, event.last_date)
    return span(event.starts_at, event.ends_at, event.zone)


def where(event: Event) -> str:
    """Return where the event is, in the words of a letter."""
    if event.mode == Mode.ONLINE:
        return str(Mode.ONLINE.label)
    place = ", ".join(part for part in (event.venue, event.address, event.city) if part)
    return place or _("to be announced")


def taking(registration: Registration) -> list[tuple[str, str]]:
    """Return how and as what the person takes part, where the event lets people choose."""
    event = registration.event
    facts = []
    if event.mode == Mode.HYBRID:
        facts.append((_("Takes part"), registration.get_attending_display()))
    prefetch_related_objects([event], "groups")
    if event.groups.all():
        facts.append((_("As"), groups.names(event)[registration.group]))
    return facts


def send(
    registration: Registration,
    *,
    subject: str,
    paragraphs: list[str],
    at: datetime,
    calendar: CalendarPart | None = None,
    news: Announcement | None = None,
    more: Sequence[tuple[str, str]] = (),
    overtakes: bool = False,
) -> None:
    """Write the letter to the registrant; a delegate without an own address gets none.

    One of many about the same ``news`` waits as long as those can be stopped; one that
    ``overtakes`` makes what such news had still to say to this person untrue.
    """
    if not registration.email:
        return
    event = registration.event
    if overtakes:
        overtake(LABEL, key=str(registration.key))
    facts = [
        (_("Event"), event.title),
        (_("When"), when(event)),
        (_("Where"), where(event)),
        (_("Registered as"), harmless(registration.name)),
        *taking(registration),
    ]
    if event.access_notes and event.mode != Mode.ONLINE:
        facts.append((_("Access"), event.access_notes))
    if event.contact:
        facts.append((_("Contact"), event.contact))
    write(
        Text(
            subject=subject % {"title": event.title},
            paragraphs=tuple(paragraphs),
            facts=(*facts, *more),
            button=Button(_("Open my registration"), page(registration)),
        ),
        to=registration.email,
        name=registration.name,
        language=registration.language,
        label=LABEL,
        key=str(registration.key),
        person=str(registration.user.key) if registration.user else "",
        calendar=calendar,
        sender_name=event.sender_name,
        reply_to=event.reply_to,
        batch=news.key if news else None,
        not_before=news.starts_at if news else None,
        at=at,
    )
