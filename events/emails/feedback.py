"""Letters that ask what an event was like; both go to all, so that none tells who answered."""

from datetime import datetime
from typing import cast

from django.utils.translation import gettext as _

from events import respondents
from events.emails.registrations import LABEL, when
from events.models import FeedbackForm, Registration
from interface.moments import moment
from mail import links
from mail.letters import Button, Text
from mail.services import write


def feedback_wanted(
    registration: Registration, *, form: FeedbackForm, comes_first: bool, at: datetime
) -> None:
    """Ask a person what it was like, by a link of their own."""
    _send(registration, wanted(registration, form=form, comes_first=comes_first), form, at=at)


def wanted(registration: Registration, *, form: FeedbackForm, comes_first: bool) -> Text:
    """Return the letter that asks a person.

    ``comes_first`` says that the certificate is given once this is answered.
    """
    first = _(
        "Please tell us what it was like. It takes about a minute, on a phone too, and you"
        " need not sign in."
    )
    paragraphs = [first, promise(form), *_certificate(comes_first)]
    return _text(registration, _("What was it like? %(title)s"), paragraphs, form)


def feedback_wanted_again(
    registration: Registration, *, form: FeedbackForm, comes_first: bool, at: datetime
) -> None:
    """Remind a person once, who may have answered already."""
    subject = _("Still time to tell us what it was like: %(title)s")
    first = _("A minute of yours helps us to do better. We do not ask a third time.")
    done = _("If you have answered already: thank you, there is nothing to do.")
    paragraphs = [first, done, promise(form), *_certificate(comes_first)]
    _send(registration, _text(registration, subject, paragraphs, form), form, at=at)


def _send(registration: Registration, text: Text, form: FeedbackForm, *, at: datetime) -> None:
    if registration.email:
        event = registration.event
        write(
            text,
            to=registration.email,
            name=registration.name,
            language=registration.language,
            label=LABEL,
            key=str(registration.key),
            person=str(registration.user.key) if registration.user else "",
            sender_name=event.sender_name,
            reply_to=event.reply_to,
            of_use_until=form.closes_at,
            at=at,
        )


def _text(
    registration: Registration, subject: str, paragraphs: list[str], form: FeedbackForm
) -> Text:
    event = registration.event
    until = cast("datetime", form.closes_at)  # who is asked is asked until a moment
    page = links.placeholder(respondents.PAGE, registration.key, registration.link_generation)
    return Text(
        subject=subject % {"title": event.title},
        paragraphs=tuple(paragraphs),
        facts=(
            (_("Event"), event.title),
            (_("When"), when(event)),
            (_("Until"), moment(until, event.zone)),
        ),
        button=Button(_("Say what it was like"), page),
    )


def _certificate(comes_first: bool) -> list[str]:  # noqa: FBT001  # it is all there is
    return [_("Your certificate can be downloaded once you have answered.")] if comes_first else []


def promise(form: FeedbackForm) -> str:
    """Return what is promised about names."""
    if respondents.may_be_named(form):
        return _(
            "Your answers carry no name unless you want them to. Without one nobody, the"
            " organisers included, can see whose they are."
        )
    return _("Your answers carry no name: nobody, the organisers included, can see whose they are.")
