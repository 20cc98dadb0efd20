"""What all letters of trainings on request are made of, and to whom they go."""

from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import Role
from accounts.models import Mandate, User
from courses import languages
from courses.words import length
from interface.moments import day
from mail.letters import Button, CalendarPart, Text
from mail.names import harmless
from mail.services import write
from trainings import entries, words
from trainings.models import Assignment, TrainingRequest
from trainings.models.request import LABEL


def name_of(by: Standing) -> str:
    """Return who did it, as a letter may say it."""
    return harmless(by.user.name) if by.user else ""


def days(first: date, last: date) -> str:
    """Return the days of a training."""
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def _title(request: TrainingRequest) -> str:
    return f"{request.sought.title}, {request.host_city()}"


def facts_of(request: TrainingRequest) -> tuple[tuple[str, str], ...]:
    """Return what every letter says of a request."""
    facts = [(_("Request"), request.reference), (_("For"), str(request.member_state))]
    if request.chosen:
        facts.append((_("Date"), days(request.chosen.first_date, request.chosen.last_date)))
    facts.append((_("Where"), harmless(request.where())))
    if where := words.held(request):
        facts.append((_("Held"), harmless(where)))
    if request.assignee:
        facts.append((_("Looked after by"), request.assignee.name))
    return tuple(facts)


def taught(request: TrainingRequest, *, at: datetime) -> tuple[tuple[str, str], ...]:
    """Return what a trainer has to know of a training; its dates while they are being sought."""
    course = request.sought
    facts = [
        (_("Course"), harmless(course.title)),
        (_("Language"), languages.name(request.language)),
        (_("Length"), length(course)),
    ]
    if request.chosen is None:
        asked = [words.dated(one, but_for=request.member_state) for one in request.dates]
        facts += [(_("Dates in question"), "; ".join(asked))] if asked else []
        closes = request.dates_close_on
        if closes and closes >= network_day(at):
            facts.append((_("Answer until"), day(closes)))
    return tuple(facts)


def text_of(
    request: TrainingRequest,
    subject: str,
    said: list[str],
    button: str,
    address: str = "",
    more: tuple[tuple[str, str], ...] = (),
) -> Text:
    """Return a letter about a request, with ``more`` facts than every letter says."""
    return Text(
        subject=subject.replace("%(title)s", harmless(_title(request))),
        paragraphs=tuple(part for part in said if part),
        facts=(*facts_of(request), *more),
        button=Button(
            button or _("Open the request"),
            settings.SITE_URL + (address or request.get_absolute_url()),
        ),
    )


def to_host(
    request: TrainingRequest,
    subject: str,
    said: list[str],
    *,
    at: datetime,
    button: str = "",
    address: str = "",
    but: User | None = None,
    hosts: bool | None = None,
    more: tuple[tuple[str, str], ...] = (),
) -> None:
    """Write to who speaks for the state, and to their copy addresses.

    ``hosts`` brings the training's entries for the calendar; ``False`` takes them out again.
    ``more`` are facts that only this letter says.
    """
    mandates = Mandate.objects.valid_at(at).for_seats().filter(member_state=request.member_state)
    for mandate in mandates.select_related("user").order_by("pk"):
        person = mandate.user
        if person != but:
            _send(
                request,
                text_of(request, subject, said, button, address, more),
                to=person,
                copies=tuple(mandate.copy_addresses),
                calendar=None
                if hosts is None
                else entries.for_host(
                    request, attendee=(person.name, person.email), hosts=hosts, at=at
                ),
                at=at,
            )


def to_secretariat(
    request: TrainingRequest, subject: str, said: list[str], *, at: datetime
) -> None:
    """Write to who looks after the request; to all of the Secretariat while nobody does.

    Who has left the Secretariat looks after nothing any more.
    """
    people = User.objects.holding(Mandate.objects.valid_at(at).filter(role=Role.SECRETARIAT))
    for person in people.filter(pk=request.assignee_id) or people:
        _send(request, text_of(request, subject, said, ""), to=person, at=at)


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


def to_trainer(
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
        text_of(request, subject, said, button or _("Open"), own, taught(request, at=at)),
        to=trainer.email,
        name=trainer.name,
        label=LABEL,
        key=request.reference,
        calendar=None
        if teaches is None
        else entries.for_trainer(assignment, teaches=teaches, at=at),
        at=at,
    )
