"""The letters by which a body is convened; what is on the agenda stands on its page alone."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.days import network_day
from events.emails import guests_see
from events.emails.registrations import when, where
from events.invitations import Wording
from events.models import Event
from interface.moments import moment
from mail.letters import Button, Text
from mail.names import harmless
from mail.services import write
from meetings.convening import Readers, Told, notice_said
from meetings.models import Convening

LABEL = "meetings.convening"


def wording(convening: Convening, readers: Readers) -> Wording:
    """Return what the letters of invitation say of the convening; to seats a little more."""
    return Wording(
        paragraphs=tuple(_paragraphs(convening, is_first=True)),
        facts=tuple(facts(convening)),
        to_some=(delegation(convening.event),),
        addresses=readers.speakers,
    )


def facts(convening: Convening) -> list[tuple[str, str]]:
    """Return where the agenda is, and how the notice was kept."""
    path = reverse("agendas:agenda", args=[convening.event.slug])
    return [
        (_("Agenda and papers"), f"{settings.SITE_URL}{path}"),
        (_("Notice"), said(convening)),
    ]


def delegation(event: Event) -> tuple[str, str]:
    """Return where who speaks for a seat names its delegation."""
    path = reverse("meetings:own_delegation", args=[event.slug])
    return _("Name the delegation"), f"{settings.SITE_URL}{path}"


def said(convening: Convening) -> str:
    """Return how the notice of a convening was kept."""
    return notice_said(
        days=convening.notice_days,
        last_day=convening.dispatch_by,
        on=network_day(convening.starts_at),
        reason=convening.reason,
    )


def _paragraphs(convening: Convening, *, is_first: bool) -> list[str]:
    """Return what is said of an agenda to who gets it first, or got another before."""
    told = {"body": harmless(str(convening.event.body))}
    opening = (
        _("The %(body)s is convened. Draft agenda and papers are on the meeting's page.")
        if is_first
        else _("The agenda of the %(body)s is another than was sent out before.")
    )
    own = [part for part in convening.words.split("\n\n") if part]
    return [opening % told, *own]


def told(convening: Convening, reader: Told, *, at: datetime) -> None:
    """Tell somebody who was asked before, or is registered, that the body is convened."""
    write(
        letter(convening, reader),
        to=reader.email,
        name=reader.name,
        language=reader.language,
        label=LABEL,
        key=str(convening.key),
        person=reader.person,
        sender_name=convening.event.sender_name,
        reply_to=convening.event.reply_to,
        batch=convening.key,
        at=at,
    )


def did_not_leave(convening: Convening, *, at: datetime) -> None:
    """Tell whoever pressed that nothing has left, and why."""
    by, event = convening.made_by, convening.event
    if by is None or not by.is_active:
        return
    page = reverse("meetings:convening", args=[event.slug])
    write(
        Text(
            subject=_("Not sent: %(title)s") % {"title": event.title},
            paragraphs=(
                _("Nothing of what you had sent out has left, for %(why)s.")
                % {"why": convening.get_ended_for_display()},
                _("Look at the page of the convening, and press again where it is still to leave."),
            ),
            button=Button(_("Open the convening"), f"{settings.SITE_URL}{page}"),
        ),
        to=by.email,
        name=by.name,
        language=by.language,
        label=LABEL,
        key=str(convening.key),
        person=str(by.key),
        at=at,
    )


def letter(convening: Convening, reader: Told) -> Text:
    """Return the letter to one reader; the link leads to that person's own page."""
    event = convening.event
    subject = _("Convened: %(title)s") if convening.is_first else _("Revised agenda: %(title)s")
    return Text(
        subject=subject % {"title": event.title},
        paragraphs=(
            *_paragraphs(convening, is_first=convening.is_first),
            *([guests_see()] if reader.is_guest else []),
        ),
        facts=(
            (_("Event"), event.title),
            (_("When"), when(event)),
            (_("Where"), where(event)),
            *_answer_by(event),
            *facts(convening),
            *([delegation(event)] if reader.speaks else []),
        ),
        button=Button(_("Open your own page"), reader.page),
    )


def _answer_by(event: Event) -> list[tuple[str, str]]:
    closes = event.registration_closes_at
    return [(_("Please answer by"), moment(closes, event.zone))] if closes else []
