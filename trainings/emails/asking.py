"""The letters about a request: sent, asked back, answered, decided; and its dates."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.access import Standing
from interface.moments import day
from mail.names import harmless
from trainings import words
from trainings.emails.letter import name_of, to_host, to_secretariat, to_trainer
from trainings.emails.teaching import invited
from trainings.models import DateOption, TrainingRequest


def submitted(request: TrainingRequest, *, by: Standing, at: datetime) -> None:
    """Tell the Secretariat of a new request, and the state's other representatives."""
    said = _("%(state)s asks for a training.") % {"state": request.member_state}
    to_secretariat(request, _("New request: %(title)s"), [said], at=at)
    to_host(request, _("Sent: %(title)s"), [_sent(by)], at=at, but=by.user)


def _sent(by: Standing) -> str:
    return _("%(name)s has sent the request to the Secretariat.") % {"name": name_of(by)}


def withdrawn(request: TrainingRequest, *, by: Standing, at: datetime) -> None:
    """Tell the Secretariat that a request was taken back, and the other representatives."""
    said = _("%(name)s has withdrawn the request.") % {"name": name_of(by)}
    to_secretariat(request, _("Withdrawn: %(title)s"), [said], at=at)
    to_host(request, _("Withdrawn: %(title)s"), [said], at=at, but=by.user)


def asked(request: TrainingRequest, *, question: str, at: datetime) -> None:
    """Put the Secretariat's question to the host."""
    said = [_("The Secretariat has a question about the request:"), harmless(question)]
    to_host(request, _("A question about: %(title)s"), said, at=at, button=_("Answer"))


def answered(request: TrainingRequest, *, text: str, by: Standing, at: datetime) -> None:
    """Bring the host's answer to the Secretariat."""
    said = [_("%(name)s has answered:") % {"name": name_of(by)}, harmless(text)]
    to_secretariat(request, _("Answered: %(title)s"), said, at=at)


def accepted(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the host that the request is accepted, and what comes next."""
    said = [
        _("The Secretariat has accepted the request and looks for trainers."),
        _("Please look at the checklist and confirm it; dates are proposed to you next."),
    ]
    to_host(request, _("Accepted: %(title)s"), said, at=at, button=_("See the checklist"))


def declined(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the host that the request is declined, and why."""
    said = [_("The Secretariat cannot take the request up."), harmless(request.reason)]
    to_host(request, _("Declined: %(title)s"), said, at=at)


def message(
    request: TrainingRequest, *, text: str, by: Standing, from_host: bool, at: datetime
) -> None:
    """Bring a message of one side to the other."""
    said = [_("%(name)s writes:") % {"name": name_of(by)}, harmless(text)]
    tell = to_secretariat if from_host else to_host
    tell(request, _("A message about: %(title)s"), said, at=at)


def dates_proposed(
    request: TrainingRequest, options: Iterable[DateOption], *, at: datetime
) -> None:
    """Ask the host for an answer to each date, and the trainers who were invited."""
    said = [
        _("Please say to each date whether it suits: yes, if need be, or no."),
        *(words.dated(one, but_for=request.member_state) for one in options),
    ]
    if request.dates_close_on:
        said.append(_("Please answer until %(day)s.") % {"day": day(request.dates_close_on)})
    to_host(request, _("Which date suits? %(title)s"), said, at=at, button=_("Answer"))
    for assignment in invited(request):
        to_trainer(assignment, _("Which date suits? %(title)s"), said, at=at, button=_("Answer"))


def dates_answered(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the Secretariat that the host has answered the dates."""
    said = _("%(state)s has answered the dates.") % {"state": request.member_state}
    to_secretariat(request, _("Dates answered: %(title)s"), [said], at=at)
