"""The letters of a follow-up; both go to all who were there, so that none tells who answered."""

from datetime import datetime
from typing import cast

from django.utils.translation import gettext as _

from events import words
from events.emails.registrations import LABEL
from events.models import Registration
from interface.moments import moment
from mail import links
from mail.letters import Button, Text
from mail.services import write
from trainings.follow_ups import PAGE
from trainings.models import FollowUp


def promise() -> str:
    """Return what is promised about names."""
    return _("Your answers carry no name: nobody, the organisers included, can see whose they are.")


def wanted(registration: Registration, *, follow_up: FollowUp, at: datetime) -> None:
    """Ask a person what of the training was of use, by a link of their own."""
    said = [
        _("Some months ago you took part in this training. What of it have you used since?"),
        _("It takes about two minutes, on a phone too, and you need not sign in."),
        promise(),
    ]
    _send(registration, _("What have you used of it? %(title)s"), said, follow_up, at=at)


def wanted_again(registration: Registration, *, follow_up: FollowUp, at: datetime) -> None:
    """Remind a person once, who may have answered already."""
    said = [
        _("Two minutes of yours tell us what it is good for. We do not ask a third time."),
        _("If you have answered already: thank you, there is nothing to do."),
        promise(),
    ]
    _send(registration, _("Still time to answer: %(title)s"), said, follow_up, at=at)


def _send(
    registration: Registration, subject: str, said: list[str], follow_up: FollowUp, *, at: datetime
) -> None:
    event = registration.event
    until = cast("datetime", follow_up.closes_at)  # who is asked is asked until a moment
    page = links.placeholder(PAGE, registration.key, registration.link_generation)
    write(
        Text(
            subject=subject % {"title": event.title},
            paragraphs=tuple(said),
            facts=(
                (_("Training"), event.title),
                (_("When"), words.when(event)),
                (_("Until"), moment(until, event.zone)),
            ),
            button=Button(_("Answer"), page),
        ),
        to=registration.email,
        name=registration.name,
        language=registration.language,
        label=LABEL,
        key=str(registration.key),
        person=str(registration.user.key) if registration.user else "",
        sender_name=event.sender_name,
        reply_to=event.reply_to,
        of_use_until=until,
        at=at,
    )
