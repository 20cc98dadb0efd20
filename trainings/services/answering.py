"""What both sides say to each other about a request, and what the Secretariat decides."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.access import Standing
from accounts.enums import Role
from accounts.models import Mandate, User
from accounts.steps import By, NotNowError
from trainings import emails
from trainings.enums import Deed, Fault, Happening, Need, RequestDeed, RequestState
from trainings.models import InternalNote, TimelineEntry, TrainingRequest
from trainings.models.request import ENDED
from trainings.rules import Finding, UnmetError, Wish
from trainings.rules.needs import text as needed
from trainings.services.checklist import lay_out
from trainings.services.drafts import write_wish
from trainings.services.locks import SIDES, advance, happened, locked, note, require, touch


def require_text(need: Need, words: str) -> str:
    """Return the words. Raises ``UnmetError`` where there are none."""
    if missing := needed(need, words):
        raise UnmetError(missing)
    return words.strip()


@transaction.atomic
def ask(request: TrainingRequest, *, question: str, by: Standing, at: datetime) -> TrainingRequest:
    """Ask the host back; the request waits for the answer. Raises ``UnmetError`` and so on."""
    request = locked(request)
    advance(request, RequestDeed.ASK, by=by, at=at)
    question = require_text(Need.QUESTION, question)
    request.save()
    note(Deed.ASKED, request, by=by, at=at)
    happened(request, Happening.ASKED, by=by, at=at, text=question)
    emails.asked(request, question=question, at=at)
    return request


@transaction.atomic
def answer(
    request: TrainingRequest,
    *,
    text: str,
    by: Standing,
    at: datetime,
    version: int | None = None,
    wish: Wish | None = None,
) -> TrainingRequest:
    """Answer the Secretariat, which brings the request back; with ``wish`` it is changed too.

    A changed wish comes with the ``version`` from which its form was filled.
    """
    request = locked(request)
    advance(request, RequestDeed.ANSWER, by=by, at=at, version=version)
    text = require_text(Need.ANSWER, text)
    if wish is not None:
        write_wish(request, wish, at=at)
    request.save()
    note(Deed.ANSWERED, request, by=by, at=at, changed=wish is not None)
    happened(request, Happening.ANSWERED, by=by, at=at, party=By.STATE, text=text)
    emails.answered(request, text=text, by=by, at=at)
    return request


@transaction.atomic
def accept(
    request: TrainingRequest, *, assignee: User | None, by: Standing, at: datetime
) -> TrainingRequest:
    """Accept a request: somebody of the Secretariat looks after it, the checklist is laid out."""
    request = locked(request)
    advance(request, RequestDeed.ACCEPT, by=by, at=at)
    request.assignee = require_assignee(assignee, at=at)
    request.accepted_at = at
    request.save()
    lay_out(request)
    note(Deed.ACCEPTED, request, by=by, at=at)
    happened(request, Happening.ACCEPTED, by=by, at=at, assignee=request.assignee.name)
    emails.accepted(request, at=at)
    return request


def require_assignee(person: User | None, *, at: datetime) -> User:
    """Return somebody of the Secretariat. Raises ``UnmetError`` for anybody else."""
    if person is None:
        raise UnmetError([Finding(Need.ASSIGNEE, Fault.MISSING)])
    works_here = Mandate.objects.valid_at(at).filter(user=person, role=Role.SECRETARIAT)
    if not works_here.exists():
        raise UnmetError([Finding(Need.ASSIGNEE, Fault.UNKNOWN)])
    return person


@transaction.atomic
def reassign(
    request: TrainingRequest, *, assignee: User | None, by: Standing, at: datetime
) -> TrainingRequest:
    """Let somebody else of the Secretariat look after it; the same person again changes nothing."""
    request = locked(request)
    require(by, request, By.SECRETARIAT)
    if request.assignee is None or request.state in ENDED:
        raise NotNowError
    person = require_assignee(assignee, at=at)
    if person == request.assignee:
        return request
    request.assignee = person
    touch(request, by=by, at=at)
    request.save()
    note(Deed.REASSIGNED, request, by=by, at=at)
    happened(request, Happening.REASSIGNED, by=by, at=at, assignee=person.name)
    return request


@transaction.atomic
def decline(
    request: TrainingRequest, *, reason: str, by: Standing, at: datetime
) -> TrainingRequest:
    """Decline a request with a reason, which the host reads."""
    request = locked(request)
    advance(request, RequestDeed.DECLINE, by=by, at=at)
    request.reason, request.ended_at = require_text(Need.REASON, reason), at
    request.save()
    note(Deed.DECLINED, request, by=by, at=at)
    happened(request, Happening.DECLINED, by=by, at=at, text=request.reason)
    emails.declined(request, at=at)
    return request


@transaction.atomic
def write_message(
    request: TrainingRequest, *, text: str, once: UUID, by: Standing, at: datetime
) -> TimelineEntry:
    """Write to the other side on the timeline; a replay of the form has one effect.

    The text of the request stays as it is, and so does its version: a form that is open on it
    need not be filled in again.
    """
    request = locked(request)
    party = require(by, request, By.SECRETARIAT, By.STATE)
    if made := TimelineEntry.objects.filter(once=once).first():
        return made
    if request.state == RequestState.DRAFT or request.state in ENDED:
        raise NotNowError
    entry = TimelineEntry.objects.create(
        once=once,
        request=request,
        at=at,
        side=SIDES[party],
        by=by.user,
        happening=Happening.MESSAGE,
        text=require_text(Need.ANSWER, text),
    )
    request.deed_at = at
    request.save(update_fields=["deed_at"])
    note(Deed.WROTE, request, by=by, at=at)
    emails.message(request, text=entry.text, by=by, from_host=party == By.STATE, at=at)
    return entry


@transaction.atomic
def add_note(
    request: TrainingRequest, *, text: str, once: UUID, by: Standing, at: datetime
) -> InternalNote:
    """Note something for the Secretariat alone; a replay of the form has one effect."""
    request = locked(request)
    require(by, request, By.SECRETARIAT)
    if made := InternalNote.objects.filter(once=once).first():
        return made
    made = InternalNote.objects.create(
        once=once, request=request, at=at, by=by.user, text=require_text(Need.ANSWER, text)
    )
    note(Deed.NOTED, request, by=by, at=at)
    return made
