"""The letters of trainings on request: to the host, to the Secretariat, to trainers."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.enums import Role
from accounts.models import Mandate, User
from courses.enums import Side
from interface.moments import day
from mail.letters import Button, CalendarPart, Text
from mail.names import harmless
from mail.services import write
from trainings import entries
from trainings.enums import AssignmentState
from trainings.models import Assignment, DateOption, HostTask, TrainingRequest
from trainings.models.request import LABEL


def submitted(request: TrainingRequest, *, by: Standing, at: datetime) -> None:
    """Tell the Secretariat of a new request, and the state's other representatives."""
    said = _("%(state)s asks for a training.") % {"state": request.member_state}
    _to_secretariat(request, _("New request: %(title)s"), [said], at=at)
    _to_host(request, _("Sent: %(title)s"), [_sent(by)], at=at, but=by.user)


def _sent(by: Standing) -> str:
    return _("%(name)s has sent the request to the Secretariat.") % {"name": _name(by)}


def withdrawn(request: TrainingRequest, *, by: Standing, at: datetime) -> None:
    """Tell the Secretariat that a request was taken back, and the other representatives."""
    said = _("%(name)s has withdrawn the request.") % {"name": _name(by)}
    _to_secretariat(request, _("Withdrawn: %(title)s"), [said], at=at)
    _to_host(request, _("Withdrawn: %(title)s"), [said], at=at, but=by.user)


def asked(request: TrainingRequest, *, question: str, at: datetime) -> None:
    """Put the Secretariat's question to the host."""
    said = [_("The Secretariat has a question about the request:"), harmless(question)]
    _to_host(request, _("A question about: %(title)s"), said, at=at, button=_("Answer"))


def answered(request: TrainingRequest, *, text: str, by: Standing, at: datetime) -> None:
    """Bring the host's answer to the Secretariat."""
    said = [_("%(name)s has answered:") % {"name": _name(by)}, harmless(text)]
    _to_secretariat(request, _("Answered: %(title)s"), said, at=at)


def accepted(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the host that the request is accepted, and what comes next."""
    said = [
        _("The Secretariat has accepted the request and looks for trainers."),
        _("Please look at the checklist and confirm it; dates are proposed to you next."),
    ]
    _to_host(request, _("Accepted: %(title)s"), said, at=at, button=_("See the checklist"))


def declined(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the host that the request is declined, and why."""
    said = [_("The Secretariat cannot take the request up."), harmless(request.reason)]
    _to_host(request, _("Declined: %(title)s"), said, at=at)


def message(
    request: TrainingRequest, *, text: str, by: Standing, from_host: bool, at: datetime
) -> None:
    """Bring a message of one side to the other."""
    said = [_("%(name)s writes:") % {"name": _name(by)}, harmless(text)]
    tell = _to_secretariat if from_host else _to_host
    tell(request, _("A message about: %(title)s"), said, at=at)


def dates_proposed(
    request: TrainingRequest, options: Iterable[DateOption], *, at: datetime
) -> None:
    """Ask the host for an answer to each date, and the trainers who were invited."""
    said = [
        _("Please say to each date whether it suits: yes, if need be, or no."),
        *(_days(one.first_date, one.last_date) for one in options),
    ]
    if request.dates_close_on:
        said.append(_("Please answer until %(day)s.") % {"day": day(request.dates_close_on)})
    _to_host(request, _("Which date suits? %(title)s"), said, at=at, button=_("Answer"))
    for assignment in _asked(request):
        _to_trainer(assignment, _("Which date suits? %(title)s"), said, at=at, button=_("Answer"))


def dates_answered(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the Secretariat that the host has answered the dates."""
    said = _("%(state)s has answered the dates.") % {"state": request.member_state}
    _to_secretariat(request, _("Dates answered: %(title)s"), [said], at=at)


def trainer_invited(assignment: Assignment, *, at: datetime) -> None:
    """Ask a trainer whether, and when."""
    said = [
        _("Would you teach this training? Please answer on your page, with the dates that suit."),
        *([harmless(assignment.message)] if assignment.message else []),
    ]
    _to_trainer(assignment, _("Will you teach? %(title)s"), said, at=at, button=_("Answer"))


def trainer_answered(assignment: Assignment, *, at: datetime) -> None:
    """Tell the Secretariat what a trainer answered."""
    name = {"name": harmless(assignment.trainer.name)}
    if assignment.state == AssignmentState.ACCEPTED:
        said = [_("%(name)s would teach.") % name]
    else:
        said = [_("%(name)s cannot teach this training.") % name, harmless(assignment.reason)]
    _to_secretariat(assignment.request, _("A trainer has answered: %(title)s"), said, at=at)


def trainer_confirmed(assignment: Assignment, *, at: datetime) -> None:
    """Tell a trainer that it is settled; with the entry for the calendar once there is a date."""
    said = [_("You are confirmed as a trainer. Thank you."), _on_the_page()]
    _to_trainer(assignment, _("Confirmed: %(title)s"), said, at=at, teaches=True)


def trainer_dropped(assignment: Assignment, *, had_days: bool, at: datetime) -> None:
    """Tell a trainer that he or she is not needed for this training, and why."""
    said = [_("You are released from this training."), harmless(assignment.reason)]
    teaches = False if had_days else None
    _to_trainer(assignment, _("Released: %(title)s"), said, at=at, teaches=teaches)


def scheduled(request: TrainingRequest, *, at: datetime) -> None:
    """Tell host and trainers that the training has its date."""
    said = [_("The training has its date. Registration is open; you approve who comes.")]
    _to_host(request, _("Scheduled: %(title)s"), said, at=at, hosts=True)
    for assignment in _teaching(request):
        told = [_("The training that you teach has its date."), _on_the_page()]
        _to_trainer(assignment, _("Scheduled: %(title)s"), told, at=at, teaches=True)


def rescheduled(request: TrainingRequest, *, at: datetime) -> None:
    """Tell host and trainers of the new date; those who registered hear of it from the event."""
    said = [_("The training is moved to another date. Registrations stay.")]
    _to_host(request, _("Another date: %(title)s"), said, at=at, hosts=True)
    for assignment in _teaching(request):
        _to_trainer(assignment, _("Another date: %(title)s"), said, at=at, teaches=True)


def tasks_due(
    request: TrainingRequest, tasks: Iterable[HostTask], *, side: Side, at: datetime
) -> None:
    """Remind one of the two sides of its tasks."""
    said = [
        _("Before the training this is still to be done by you. Tick off what is done."),
        *(
            _("%(task)s: by %(day)s") % {"task": harmless(one.title), "day": day(one.due_date)}
            for one in tasks
            if one.due_date
        ),
    ]
    tell = _to_host if side == Side.HOST else _to_secretariat
    tell(request, _("To do: %(title)s"), said, at=at)


def cancel_asked(request: TrainingRequest, *, by: Standing, at: datetime) -> None:
    """Tell the Secretariat that the host asks to cancel."""
    said = [
        _("%(name)s asks to cancel the training:") % {"name": _name(by)},
        harmless(request.cancel_asked_reason),
    ]
    _to_secretariat(request, _("Asked to cancel: %(title)s"), said, at=at)


def goes_on(request: TrainingRequest, *, text: str, at: datetime) -> None:
    """Tell the host that the training goes on, and why."""
    said = [_("The training is not cancelled."), harmless(text)]
    _to_host(request, _("It goes on: %(title)s"), said, at=at)


def cancelled(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the host that the training is cancelled, and why; trainers hear that they are free."""
    said = [_("The Secretariat has cancelled the training."), harmless(request.reason)]
    _to_host(request, _("Cancelled: %(title)s"), said, at=at, hosts=False)


def delivered(request: TrainingRequest, *, at: datetime) -> None:
    """Thank the host, and say what follows; ask the trainers how it went."""
    said = [
        _("The training has taken place. Thank you for hosting it."),
        _("Attendance, certificates and feedback follow; then a report for you."),
    ]
    _to_host(request, _("Delivered: %(title)s"), said, at=at)
    for assignment in _teaching(request):
        _to_trainer(
            assignment,
            _("How did it go? %(title)s"),
            [
                _("The training that you taught is over. Thank you."),
                _("Please say in a few minutes how it went, and what should be changed."),
            ],
            at=at,
            button=_("Say how it went"),
            address=reverse("trainings:trainer_report", args=[assignment.key]),
        )


def reported(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the host that the report is there."""
    said = [_("The report on the training is ready for you.")]
    _to_host(
        request,
        _("Report: %(title)s"),
        said,
        at=at,
        button=_("Read the report"),
        address=reverse("trainings:report", args=[request.reference]),
    )


def closed(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the host that all is done."""
    said = [_("Nothing about this training is open any more.")]
    _to_host(request, _("Closed: %(title)s"), said, at=at)


def _on_the_page() -> str:
    return _("Who hosts it, who teaches with you and the material are on your page.")


def _name(by: Standing) -> str:
    return harmless(by.user.name) if by.user else ""


def _asked(request: TrainingRequest) -> "QuerySet[Assignment]":
    rows = request.assignments.standing().exclude(invited_at=None)
    return rows.select_related("trainer", "request")


def _teaching(request: TrainingRequest) -> "QuerySet[Assignment]":
    return request.assignments.teaching().select_related("trainer")


def _days(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def _title(request: TrainingRequest) -> str:
    return f"{request.sought.title}, {request.host_city()}"


def _facts(request: TrainingRequest) -> tuple[tuple[str, str], ...]:
    facts = [(_("Request"), request.reference), (_("For"), str(request.member_state))]
    if request.chosen:
        facts.append((_("Date"), _days(request.chosen.first_date, request.chosen.last_date)))
    if request.venue:
        facts.append((_("Where"), harmless(f"{request.venue}, {request.host_city()}")))
    if request.assignee:
        facts.append((_("Looked after by"), request.assignee.name))
    return tuple(facts)


def _letter(
    request: TrainingRequest, subject: str, said: list[str], button: str, address: str = ""
) -> Text:
    return Text(
        subject=subject.replace("%(title)s", harmless(_title(request))),
        paragraphs=tuple(part for part in said if part),
        facts=_facts(request),
        button=Button(
            button or _("Open the request"),
            settings.SITE_URL + (address or request.get_absolute_url()),
        ),
    )


def _to_host(
    request: TrainingRequest,
    subject: str,
    said: list[str],
    *,
    at: datetime,
    button: str = "",
    address: str = "",
    but: User | None = None,
    hosts: bool | None = None,
) -> None:
    """Write to who speaks for the state, and to their copy addresses.

    ``hosts`` brings the training's entries for the calendar; ``False`` takes them out again.
    """
    mandates = Mandate.objects.valid_at(at).for_seats().filter(member_state=request.member_state)
    for mandate in mandates.select_related("user").order_by("pk"):
        person = mandate.user
        if person != but:
            _send(
                request,
                _letter(request, subject, said, button, address),
                to=person,
                copies=tuple(mandate.copy_addresses),
                calendar=None
                if hosts is None
                else entries.for_host(
                    request, attendee=(person.name, person.email), hosts=hosts, at=at
                ),
                at=at,
            )


def _to_secretariat(
    request: TrainingRequest, subject: str, said: list[str], *, at: datetime
) -> None:
    """Write to who looks after the request; to all of the Secretariat while nobody does."""
    people = User.objects.holding(Mandate.objects.valid_at(at).filter(role=Role.SECRETARIAT))
    if request.assignee:
        people = User.objects.filter(pk=request.assignee.pk)
    for person in people:
        _send(request, _letter(request, subject, said, ""), to=person, at=at)


def _send(
    request: TrainingRequest,
    text: Text,
    *,
    to: User,
    at: datetime,
    copies: tuple[str, ...] = (),
    calendar: CalendarPart | None = None,
) -> None:
    write(
        text,
        to=to.email,
        name=to.name,
        language=to.language,
        label=LABEL,
        key=request.reference,
        person=str(to.key),
        copies=copies,
        calendar=calendar,
        at=at,
    )


def _to_trainer(
    assignment: Assignment,
    subject: str,
    said: list[str],
    *,
    at: datetime,
    button: str = "",
    address: str = "",
    teaches: bool | None = None,
) -> None:
    """Write to a trainer; ``teaches`` brings the entries for the calendar, or takes them out."""
    request, trainer = assignment.request, assignment.trainer
    own = address or assignment.get_absolute_url()
    write(
        _letter(request, subject, said, button or _("Open"), own),
        to=trainer.email,
        name=trainer.name,
        label=LABEL,
        key=request.reference,
        calendar=None
        if teaches is None
        else entries.for_trainer(assignment, teaches=teaches, at=at),
        at=at,
    )
