"""The letters about trainers: to the person, to the state that put the person forward."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import end_of_day
from accounts.enums import Role
from accounts.models import Mandate, MemberState, User
from courses import languages
from interface.moments import day
from mail.letters import Button, Text
from mail.models import Letter
from mail.names import harmless
from mail.services import write
from trainers.models import InterestCall, Qualification, Trainer
from trainers.models.trainer import LABEL

CALL = "trainers.call"


def nominated(trainer: Trainer, *, by: Standing, at: datetime) -> None:
    """Tell a person of the nomination and of what is kept; the Secretariat, where a state did."""
    said = [
        _("%(state)s has put you forward as a trainer of the Network.") % _named(trainer)
        if trainer.nominated_for
        else _("The Secretariat has put you forward as a trainer of the Network."),
        _("The Secretariat decides on it and writes to you. You need not do anything."),
        _(
            "Your name, address, function, languages and what was written about you are kept for"
            " this. If you do not want that, answer this letter: it is erased."
        ),
    ]
    notice = Button(_("How data are protected"), settings.SITE_URL + reverse("accounts:privacy"))
    _to_trainer(trainer, _("You are put forward as a trainer"), said, button=notice, at=at)
    if not by.is_secretariat:
        told = [_("%(state)s puts %(name)s forward as a trainer.") % _named(trainer)]
        _to_secretariat(trainer, _("A trainer is put forward: %(name)s"), told, at=at)


def accepted(trainer: Trainer, *, at: datetime) -> None:
    """Welcome a trainer, and tell the state."""
    said = [
        _("The Secretariat has accepted you as a trainer of the Network. Welcome."),
        _("You sign in with this address. On your page you say when you are free."),
        _("When a training needs you, a letter asks whether and when."),
    ]
    own = Button(_("Open my page"), settings.SITE_URL + reverse("trainings:teaching"))
    _to_trainer(trainer, _("You are a trainer of the Network"), said, button=own, at=at)
    told = [_("%(name)s is accepted as a trainer.") % _named(trainer)]
    _to_state(trainer, _("Accepted as a trainer: %(name)s"), told, at=at)


def declined(trainer: Trainer, *, at: datetime) -> None:
    """Tell a person that it comes to nothing, and the state why."""
    said = [_("The Secretariat does not take the nomination up. Thank you for your readiness.")]
    _to_trainer(trainer, _("Your nomination as a trainer"), said, button=None, at=at)
    told = [
        _("The Secretariat does not take the nomination of %(name)s up.") % _named(trainer),
        harmless(trainer.reason),
    ]
    _to_state(trainer, _("Not accepted as a trainer: %(name)s"), told, at=at)


def left(trainer: Trainer, *, at: datetime) -> None:
    """Tell a trainer that he or she is not asked any more, and the state."""
    said = [_("You are no longer on the list of trainers."), harmless(trainer.reason)]
    _to_trainer(trainer, _("You are no longer a trainer"), said, button=None, at=at)
    told = [_("%(name)s is no longer on the list of trainers.") % _named(trainer)]
    _to_state(trainer, _("No longer a trainer: %(name)s"), told, at=at)


def approved(approval: Qualification, *, at: datetime) -> None:
    """Tell a trainer what he or she may teach now."""
    said = [
        _("You may teach %(course)s in %(language)s.") % _taught(approval),
        _("From %(day)s.") % {"day": day(approval.starts)}
        if approval.ends is None
        else _("From %(first)s to %(last)s.")
        % {"first": day(approval.starts), "last": day(approval.ends)},
    ]
    _to_trainer(
        approval.trainer, _("Approved: %(course)s") % _taught(approval), said, button=None, at=at
    )


def approval_ended(approval: Qualification, *, at: datetime) -> None:
    """Tell a trainer that an approval ended early, and why."""
    said = [
        _("You may no longer teach %(course)s in %(language)s.") % _taught(approval),
        harmless(approval.reason),
    ]
    subject = _("Approval ended: %(course)s") % _taught(approval)
    _to_trainer(approval.trainer, subject, said, button=None, at=at)


def have_asked(call: InterestCall, *, since: datetime) -> bool:
    """Return whether a letter of the question was written after a moment."""
    letters = Letter.objects.filter(label=CALL, key=str(call.key), created_at__gt=since)
    return letters.exists()


def interest_asked(call: InterestCall, *, states: "QuerySet[MemberState]", at: datetime) -> None:
    """Ask who speaks for each of the states whom it would have trained as trainers."""
    course, until = harmless(call.course.title), day(call.closes_on)
    text = Text(
        subject=_("Whom would you have trained as trainers? %(course)s") % {"course": course},
        paragraphs=tuple(
            part
            for part in (
                _("The Secretariat asks which Member States would send people to a trainer's"
                  " training, so that %(course)s can be taught in more languages.")
                % {"course": course},
                harmless(call.words),
                _("Please say until %(day)s for which language, how many people, and when; or"
                  " that you have nobody.") % {"day": until},
            )
            if part
        ),
        button=Button(_("Answer"), settings.SITE_URL + reverse("trainers:interests")),
    )  # fmt: skip
    mandates = Mandate.objects.valid_at(at).for_seats().filter(member_state__in=states)
    for mandate in mandates.select_related("user").order_by("pk"):
        write(
            text,
            to=mandate.user.email,
            name=mandate.user.name,
            language=mandate.user.language,
            label=CALL,
            key=str(call.key),
            person=str(mandate.user.key),
            copies=tuple(mandate.copy_addresses),
            of_use_until=end_of_day(call.closes_on),
            at=at,
        )


def _named(trainer: Trainer) -> dict[str, str]:
    return {"name": harmless(trainer.name), "state": str(trainer.nominated_for)}


def _taught(approval: Qualification) -> dict[str, str]:
    named = {"language": languages.name(approval.language)}
    return {"course": harmless(approval.course.title), **named}


def _to_trainer(
    trainer: Trainer, subject: str, said: list[str], *, button: Button | None, at: datetime
) -> None:
    write(
        Text(subject=subject, paragraphs=tuple(said), button=button),
        to=trainer.email,
        name=trainer.name,
        label=LABEL,
        key=str(trainer.key),
        at=at,
    )


def _to_secretariat(trainer: Trainer, subject: str, said: list[str], *, at: datetime) -> None:
    mandates = Mandate.objects.valid_at(at).filter(role=Role.SECRETARIAT)
    for person in User.objects.holding(mandates).order_by("pk"):
        _send(trainer, subject, said, to=person, at=at)


def _to_state(trainer: Trainer, subject: str, said: list[str], *, at: datetime) -> None:
    """Write to who speaks for the state that put the person forward, where one did."""
    mandates = (
        Mandate.objects.valid_at(at).for_seats().filter(member_state=trainer.nominated_for_id)
    )
    for mandate in mandates.select_related("user").order_by("pk"):
        copies = tuple(mandate.copy_addresses)
        _send(trainer, subject, said, to=mandate.user, at=at, copies=copies)


def _send(
    trainer: Trainer,
    subject: str,
    said: list[str],
    *,
    to: User,
    at: datetime,
    copies: tuple[str, ...] = (),
) -> None:
    url = settings.SITE_URL + trainer.get_absolute_url()
    write(
        Text(
            subject=subject % _named(trainer),
            paragraphs=tuple(said),
            button=Button(_("Open the page"), url),
        ),
        to=to.email,
        name=to.name,
        language=to.language,
        label=LABEL,
        key=str(trainer.key),
        person=str(to.key),
        copies=copies,
        at=at,
    )
