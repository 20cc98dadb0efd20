"""The letters about who teaches: invited, answered, confirmed, released."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interface.moments import day
from mail.names import harmless
from trainings.emails.letter import days, to_secretariat, to_trainer
from trainings.enums import AssignmentState
from trainings.models import Assignment, TrainingRequest


def trainer_invited(assignment: Assignment, *, at: datetime) -> None:
    """Ask a trainer whether, and when."""
    said = [
        _("Would you teach this training? Please answer on your page, with the dates that suit.")
        if assignment.request.dates
        else _("Would you teach this training? Please answer on your page; dates follow later."),
        *([harmless(assignment.message)] if assignment.message else []),
    ]
    to_trainer(assignment, _("Will you teach? %(title)s"), said, at=at, button=_("Answer"))


def trainer_answered(assignment: Assignment, *, at: datetime) -> None:
    """Tell the Secretariat what a trainer answered."""
    name = {"name": harmless(assignment.trainer.name)}
    if assignment.state == AssignmentState.ACCEPTED:
        said = [_("%(name)s would teach.") % name]
    else:
        said = [_("%(name)s cannot teach this training.") % name, harmless(assignment.reason)]
    to_secretariat(assignment.request, _("A trainer has answered: %(title)s"), said, at=at)


def trainer_refuses(assignment: Assignment, dates: Iterable[date], *, at: datetime) -> None:
    """Tell the Secretariat that somebody who is confirmed cannot on a date after all."""
    said = [
        _("%(name)s, who is confirmed, cannot teach on these first days:")
        % {"name": harmless(assignment.trainer.name)},
        *(day(one) for one in dates),
    ]
    subject = _("A confirmed trainer cannot: %(title)s")
    to_secretariat(assignment.request, subject, said, at=at)


def trainer_confirmed(assignment: Assignment, *, at: datetime) -> None:
    """Tell a trainer that it is settled; with the entry for the calendar once there is a date."""
    chosen = assignment.request.chosen
    said = [
        _("You are confirmed as a trainer. Thank you."),
        _("You teach on these days: %(days)s.")
        % {"days": days(chosen.first_date, chosen.last_date)}
        if chosen
        else _(
            "The date is not settled yet. Once host and Secretariat have settled it, a letter"
            " brings the entry for your calendar."
        ),
        on_the_page(),
    ]
    to_trainer(assignment, _("Confirmed: %(title)s"), said, at=at, teaches=True)


def trainer_dropped(assignment: Assignment, *, had_days: bool, at: datetime) -> None:
    """Tell a trainer that he or she is not needed for this training, and why."""
    said = [_("You are released from this training."), harmless(assignment.reason)]
    teaches = False if had_days else None
    to_trainer(assignment, _("Released: %(title)s"), said, at=at, teaches=teaches)


def on_the_page() -> str:
    """Say what a trainer finds on the own page."""
    return _("Who hosts it, who teaches with you and the material are on your page.")


def invited(request: TrainingRequest) -> "QuerySet[Assignment]":
    """Return who was asked to teach and has neither declined nor been released."""
    rows = request.assignments.standing().exclude(invited_at=None)
    return rows.select_related("trainer", "request")


def teaching(request: TrainingRequest) -> "QuerySet[Assignment]":
    """Return who is confirmed, or has taught."""
    return request.assignments.teaching().select_related("trainer")
