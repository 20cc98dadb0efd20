"""The Presidency is asked whether an item is decided in writing, and says so."""

from datetime import datetime
from typing import cast

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.steps import By, NotNowError
from agendas import emails
from agendas.access import SETTLED, answers_for_presidency
from agendas.enums import Deed, ItemState, PresidencyAnswer
from agendas.models import AgendaItem, Agreement
from agendas.services.agendas import NotYoursError, require
from agendas.services.items import note
from agendas.services.locks import locked
from agendas.services.writing import require_decidable

DEEDS = {
    PresidencyAnswer.AGREES: Deed.PRESIDENCY_AGREED,
    PresidencyAnswer.DISCUSS: Deed.PRESIDENCY_DISCUSSES,
}


class NoPresidencyError(NotNowError):
    """Nobody presides over the meeting, or nobody who can be written to."""


class AnsweredError(NotNowError):
    """The Presidency has answered already."""


class ConvertedError(NotNowError):
    """The written procedure is drafted already."""


class NotAgreedError(NotNowError):
    """The Presidency does not agree, or no longer."""


@transaction.atomic
def ask_presidency(item: AgendaItem, *, by: Standing, at: datetime) -> Agreement:
    """Ask the Presidency whether an item is decided in writing; twice is once.

    What another Presidency said, or what was said of another text, is asked about anew.
    Raises ``NotYoursError``, ``ConvertedError``, ``NotNowError``, why it cannot be decided in
    writing, and ``NoPresidencyError`` where there is nobody to ask.
    """
    item = _locked(item)
    if require(by, item.agenda.event) != By.SECRETARIAT:
        raise NotYoursError
    _require_open(item)
    if found := Agreement.objects.fitting().filter(item=item).first():
        return found
    state = item.agenda.event.host
    if state is None or not emails.presidency_asked(item, at=at):
        raise NoPresidencyError
    Agreement.objects.filter(item=item).delete()
    note(Deed.PRESIDENCY_ASKED, item, by=by, at=at)
    return Agreement.objects.create(item=item, state=state, asked_at=at, asked_by=by.user)


@transaction.atomic
def stop_asking(item: AgendaItem, *, by: Standing, at: datetime) -> None:
    """Ask the Presidency no longer; twice is once.

    Raises ``NotYoursError``, ``NotNowError``, and ``AnsweredError`` once it has answered.
    """
    item = _locked(item)
    if require(by, item.agenda.event) != By.SECRETARIAT:
        raise NotYoursError
    found = Agreement.objects.filter(item=item).first()
    if found is None:
        return
    if found.answer:
        raise AnsweredError
    found.delete()
    note(Deed.PRESIDENCY_ASKED_NOT, item, by=by, at=at)


@transaction.atomic
def answer_for_presidency(
    item: AgendaItem, *, version: int, answer: str, text: str = "", by: Standing, at: datetime
) -> Agreement:
    """Say for the Presidency whether an item is decided in writing, asked or not.

    Until it is converted the answer can be changed; twice is once. ``version`` is that of the
    item as it was read. Raises ``StaleError``, ``NotYoursError``, ``ConvertedError``,
    ``NotNowError``, and why it cannot be decided in writing.
    """
    item = _locked(item)
    if not answers_for_presidency(by, item.agenda.event):
        raise NotYoursError
    if item.agenda.event.state in SETTLED:
        raise NotNowError
    _require_open(item)
    if item.version != version:
        raise versions.StaleError(item)
    given = Agreement.objects.fitting().filter(item=item, answer=answer, text=text).first()
    if given:
        return given
    found = Agreement.objects.filter(item=item).first() or Agreement(item=item)
    found.state_id = cast("str", item.agenda.event.host_id)  # who answers presides
    found.answer, found.text = answer, text
    found.of_title, found.of_text = item.title, item.text
    found.answered_at, found.answered_by = at, by.user
    found.save()
    note(DEEDS[PresidencyAnswer(answer)], item, by=by, at=at)
    emails.presidency_answered(found, at=at)
    return found


@transaction.atomic
def agreement_of(item: AgendaItem) -> Agreement:
    """Return what the Presidency agreed to, which stays so until this transaction ends.

    Raises ``NotAgreedError`` where it did not agree, or no longer does: another presides, or the
    item says something else.
    """
    rows = Agreement.objects.given().select_related("answered_by")
    found = rows.filter(item=_locked(item)).first()
    if found is None:
        raise NotAgreedError
    return found


def _require_open(item: AgendaItem) -> None:
    if item.state == ItemState.IN_WRITING:
        raise ConvertedError
    if item.state != ItemState.OPEN:
        raise NotNowError
    require_decidable(item)


def _locked(item: AgendaItem) -> AgendaItem:
    agenda = locked(item.agenda)
    found = AgendaItem.objects.select_related("parent").get(pk=item.pk)
    found.agenda = agenda
    return found
