"""Letters to many: sent, stopped in time, about to leave, drafted; and reminders with own words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from demo.network import SECRETARIAT
from demo.plots import Plot, event_of, secretariat
from demo.stage import Stage
from demo.story import once
from events import selections, services
from events.enums import Attending, Audience, InvitationState, RegistrationState, ReminderKind
from events.grace import TIME_TO_STOP
from events.models import Mailing
from events.selections import Selection

CONFIRMED = Selection(states=(RegistrationState.CONFIRMED,))
LAST_WORDS = {
    "subject": "Practical information: {event}",
    "text": "Dear {name},\n\nyour place is confirmed. We begin at 09:30; the doors open at 08:45."
    " Please bring an identity card.\n\n{when}\n{where}\n\nOn your own page you find the programme"
    " and what we still need to know from you: {link}",
}
TOO_EARLY = {
    "subject": "The room has changed: {event}",
    "text": "Dear {name},\n\nthe seminar takes place in another room of the same house.",
}
TO_THE_SILENT = {
    "subject": "Will you come? {event}",
    "text": "Dear {name},\n\nwe have kept a place for you and would be glad to hear whether you"
    " come.\n\n{when}\n{where}",
}
NEXT_WEEK = {
    "subject": "What we shall do in the webinar",
    "text": "Dear {name},\n\nplease have one project of your own at hand; we shall score it"
    " together.\n\n{when}",
}
DAY_BEFORE = (
    "Tomorrow at ten: {event}",
    (
        "Dear {name},\n\ntomorrow we look at QUALIPREV together. The link works from now on:"
        " {link}\n\nPlease join five minutes early to try your microphone.\n\n{when}"
    ),
)
THANKS = (
    "Thank you, and what you asked for",
    "Dear {name},\n\nthank you for taking part. The slides are on the page of the event.",
)


def write(on: Stage, plot: Plot) -> None:
    """Note the letters about the seminar."""
    story = on.story
    story.tell(on.ago(40, 9), partial(_sender, plot))
    _send(on, plot, "practical", CONFIRMED, LAST_WORDS, at=on.ago(1, 10))
    silent = Selection(audience=Audience.INVITED, answers=(InvitationState.SILENT,))
    stopped = on.ago(1, 15)
    in_the_hall = Selection(states=(RegistrationState.CONFIRMED,), attending=(Attending.IN_PERSON,))
    story.tell(stopped, partial(_draft_and_send, plot, "room", in_the_hall, TOO_EARLY))
    story.tell(stopped + timedelta(minutes=3), partial(_stop, plot, "room"))
    story.tell(on.ago(1, 17), partial(_draft, plot, "silent", silent, TO_THE_SILENT))


def write_about_webinar(on: Stage, plot: Plot) -> None:
    """Note a letter that can still be stopped, and the webinar's reminders in own words."""
    story = on.story
    story.tell(story.now, partial(_draft_and_send, plot, "next-week", CONFIRMED, NEXT_WEEK))
    for kind, hours, words in (
        (ReminderKind.DAY_BEFORE, 24, DAY_BEFORE),
        (ReminderKind.AFTER_PRESENT, 2, THANKS),
    ):
        story.tell(on.ago(30, 15), partial(_remind, plot, kind, hours, words))


def _send(
    on: Stage, plot: Plot, key: str, selection: Selection, words: Mapping[str, str], *, at: datetime
) -> None:
    """Note a letter, and that it has left when the time to stop it was over."""
    on.story.tell(at, partial(_draft_and_send, plot, key, selection, words))
    on.story.tell(at + TIME_TO_STOP, lambda at: services.run_mailings(at=at))


def _sender(plot: Plot, at: datetime) -> None:
    services.set_sender(
        event_of(plot.key),
        sender_name="Seminar team of the EUCPN",
        reply_to=SECRETARIAT,
        by=secretariat(at),
        at=at,
    )


def _draft(
    plot: Plot, key: str, selection: Selection, words: Mapping[str, str], at: datetime
) -> Mailing:
    told: dict[str, Any] = {"selection": selection.as_json(), **words}
    return services.draft_mailing(
        event_of(plot.key),
        once=once("mailing", plot.key, key),
        sender_name="Seminar team of the EUCPN",
        reply_to=SECRETARIAT,
        by=secretariat(at),
        at=at,
        **told,
    )


def _draft_and_send(
    plot: Plot, key: str, selection: Selection, words: Mapping[str, str], at: datetime
) -> None:
    mailing = _draft(plot, key, selection, words, at)
    services.send_mailing(
        mailing,
        version=mailing.version,
        seen=selections.mark(selections.people(mailing.event, selection)),
        by=secretariat(at),
        at=at,
    )


def _stop(plot: Plot, key: str, at: datetime) -> None:
    mailing = Mailing.objects.get(once=once("mailing", plot.key, key))
    services.stop_mailing(mailing, by=secretariat(at), at=at)


def _remind(
    plot: Plot, kind: ReminderKind, hours: int, words: tuple[str, str], at: datetime
) -> None:
    services.set_reminder(
        event_of(plot.key),
        kind,
        version=0,
        active=True,
        hours=hours,
        subject=words[0],
        text=words[1],
        by=secretariat(at),
        at=at,
    )
