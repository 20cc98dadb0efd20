"""Letters about places: offered, passed on, changed on request, and to be approved."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events import countries
from events.emails.calendar import invitation, update, withdrawal
from events.emails.registrations import more_is_asked, send, when
from events.models import Event, Registration
from interface.moments import moment
from mail.letters import Button, Text
from mail.names import harmless
from mail.services import write

NAMED = 10


def offered(registration: Registration, *, until: datetime, at: datetime) -> None:
    """Offer a place that came free, and say until when it is held."""
    send(
        registration,
        subject=_("A place is offered to you: %(title)s"),
        paragraphs=[
            _("A place came free, and you are next on the waiting list."),
            _("It is held for you until %(moment)s. Open your page and accept it, or give it back.")
            % {"moment": moment(until, registration.event.zone)},
            _("If you do nothing, it goes to the next person after that."),
        ],
        overtakes=True,
        at=at,
    )


def offer_lapsed(registration: Registration, *, at: datetime) -> None:
    """Tell that the time to accept is over and the place has moved on."""
    send(
        registration,
        subject=_("The offer of a place is over: %(title)s"),
        paragraphs=[
            _("You did not accept the place in time, so it has gone to the next person."),
            _("If you still want to come, register again while registration is open."),
        ],
        at=at,
    )


def passed_on(registration: Registration, *, to: Registration, at: datetime) -> None:
    """Acknowledge that a place is passed on, and take the entry out of this calendar."""
    send(
        registration,
        subject=_("You have passed your place on: %(title)s"),
        paragraphs=[
            _("Your place is now that of %(name)s, who gets a letter with a link of their own.")
            % {"name": harmless(to.name)},
            _("Your own registration has ended; thank you for telling us."),
        ],
        calendar=withdrawal(registration, at=at),
        at=at,
    )


def named_to_come(registration: Registration, *, instead_of: Registration, at: datetime) -> None:
    """Tell that somebody named this person to come instead, which awaits approval."""
    send(
        registration,
        subject=_("You are named to take over a place: %(title)s"),
        paragraphs=[
            _("%(name)s cannot come and named you to come instead.")
            % {"name": harmless(instead_of.name)},
            _(
                "That is waiting for approval. It is not a place yet; you hear as soon as it is"
                " decided."
            ),
            *more_is_asked(registration),
            _("If you cannot come, withdraw on your page."),
        ],
        at=at,
    )


def taken_over(registration: Registration, *, of: Registration, at: datetime) -> None:
    """Tell that somebody passed a place on, with the entry for the own calendar."""
    send(
        registration,
        subject=_("You take over a place: %(title)s"),
        paragraphs=[
            _("%(name)s cannot come and named you to come instead: the place is yours.")
            % {"name": harmless(of.name)},
            _("Please open your page and look through what we know of you."),
            *more_is_asked(registration),
            _("If you cannot come after all, please withdraw, so that the next person can."),
        ],
        calendar=invitation(registration, at=at),
        at=at,
    )


def handed_back(registration: Registration, *, to: Registration, at: datetime) -> None:
    """Tell that who passed the place on comes after all, and take this entry back."""
    send(
        registration,
        subject=_("The place is not yours any more: %(title)s"),
        paragraphs=[
            _("%(name)s, whose place you took over, comes after all and has it back.")
            % {"name": harmless(to.name)},
            _("Reason: %(reason)s") % {"reason": registration.reason},
        ],
        calendar=withdrawal(registration, at=at),
        overtakes=True,
        at=at,
    )


def place_is_back(registration: Registration, *, of: Registration, at: datetime) -> None:
    """Tell that the place that was passed on is the person's again, with the entry."""
    send(
        registration,
        subject=_("The place is yours again: %(title)s"),
        paragraphs=[
            _("Passing your place on to %(name)s is taken back: your place is confirmed.")
            % {"name": harmless(of.name)},
            *more_is_asked(registration),
            _("If you cannot come after all, please withdraw, so that the next person can."),
        ],
        calendar=invitation(registration, at=at),
        overtakes=True,
        at=at,
    )


def not_passed_on(registration: Registration, *, to: Registration, at: datetime) -> None:
    """Tell that the person who was to take over a place was not approved."""
    send(
        registration,
        subject=_("Your place is still yours: %(title)s"),
        paragraphs=[
            _("%(name)s was not approved to take over your place.") % {"name": harmless(to.name)},
            _("Reason: %(reason)s") % {"reason": to.reason},
            _("You can name somebody else on your page, or withdraw."),
        ],
        at=at,
    )


def change_granted(registration: Registration, *, in_calendar: bool, at: datetime) -> None:
    """Tell that a change that was asked for is made; ``in_calendar`` its entry changes too."""
    send(
        registration,
        subject=_("Your change is made: %(title)s"),
        paragraphs=[
            _("The Secretariat granted the change you asked for; your page shows it."),
            _("Status: %(state)s.") % {"state": registration.get_state_display()},
        ],
        calendar=update(registration, at=at) if in_calendar else None,
        at=at,
    )


def change_refused(registration: Registration, *, reason: str, at: datetime) -> None:
    """Tell that a change cannot be made, and why."""
    send(
        registration,
        subject=_("Your registration stays as it was: %(title)s"),
        paragraphs=[
            _("The Secretariat could not grant the change you asked for."),
            _("Reason: %(reason)s") % {"reason": reason},
        ],
        at=at,
    )


def to_approve(
    event: Event, code: str, *, person: User, names: Sequence[str], total: int, at: datetime
) -> None:
    """Tell who speaks for a Member State that people ask for places; one letter for many."""
    said = ", ".join(harmless(name) for name in names[:NAMED])
    if len(names) > NAMED:
        said = f"{said} …"
    write(
        Text(
            subject=_asking(event, code, total),
            paragraphs=(
                _("Newly asked: %(names)s.") % {"names": said},
                _(
                    "Approve or decline each on the page of your Member State. Who asks"
                    " meanwhile comes in one letter an hour at the most."
                ),
            ),
            facts=((_("Event"), event.title), (_("When"), when(event))),
            button=Button(_("Look through"), _own_state(event, code)),
        ),
        to=person.email,
        name=person.name,
        language=person.language,
        label="events.event",
        key=str(event.uid),
        person=str(person.key),
        at=at,
    )


def _asking(event: Event, code: str, total: int) -> str:
    """Return how many ask a Member State, for its own people or as the host."""
    if event.is_approved_by_host(code):
        return ngettext(
            "%(count)d person awaits your approval as the host: %(title)s",
            "%(count)d people await your approval as the host: %(title)s",
            total,
        ) % {"count": total, "title": event.title}
    return ngettext(
        "%(count)d person from %(state)s awaits your approval: %(title)s",
        "%(count)d people from %(state)s await your approval: %(title)s",
        total,
    ) % {"count": total, "state": countries.name(code), "title": event.title}


def _own_state(event: Event, code: str) -> str:
    return settings.SITE_URL + reverse("events:own_state", args=[event.slug, code])
