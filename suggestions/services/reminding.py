"""Reminding those who have not answered: by hand, and by itself before the end."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from accounts.access import Standing
from accounts.days import BRUSSELS, network_day, working_day_before
from accounts.enums import HolidayCalendar
from accounts.models import Holiday
from accounts.steps import NotNowError
from journal.models import Entry
from mail.enums import State
from mail.models import Letter
from suggestions import emails
from suggestions.enums import Deed
from suggestions.models import Call, StateAnswer
from suggestions.models.call import LABEL
from suggestions.services.letters import held_back, waiting
from suggestions.services.locks import acting, locked, note

DAYS_BEFORE = 3
"""Working days before the last day on which the silent are reminded by themselves."""
REMINDED_AT = time(9)


def reminder_day(call: Call) -> date:
    """Return the day on which the silent are reminded by themselves."""
    holidays = Holiday.objects.days(HolidayCalendar.BE)
    return working_day_before(call.closes_on, working_days=DAYS_BEFORE, holidays=holidays)


class StillWaitingError(NotNowError):
    """Letters of the call have not left yet: nobody is reminded of what is not there."""


@transaction.atomic
def remind(call: Call, *, once: UUID, subject: str, text: str, by: Standing, at: datetime) -> int:
    """Remind the silent alone; return how many states. A form that is sent twice reminds once.

    Raises ``NotYoursError``, ``NotNowError`` where nobody can answer, and ``StillWaitingError``.
    """
    acting(by, call)
    call = locked(call)
    if not call.takes_answers(network_day(at)):
        raise NotNowError
    silent = _silent(call)
    if silent and not _was_done(call, once):
        if waiting(call, at=at):
            raise StillWaitingError
        note(Deed.CALL_REMINDED, call, by=by, at=at, states=len(silent), once=str(once))
        emails.reminder(
            call,
            silent,
            subject=subject,
            text=text,
            batch=once,
            leave_at=held_back(call, at=at),
            at=at,
        )
    return len(silent)


def _was_done(call: Call, once: UUID) -> bool:
    """Return whether a form reminded already; whose letters were all stopped did not."""
    done = Entry.objects.on(LABEL, str(call.key)).filter(facts__once=str(once)).exists()
    states = set(Letter.objects.filter(batch=once).values_list("state", flat=True))
    return done and states != {State.STOPPED}


@transaction.atomic
def set_reminding(call: Call, *, on: bool, by: Standing, at: datetime) -> Call:
    """Let the silent be reminded by themselves, or no more; twice is once."""
    acting(by, call)
    call = locked(call)
    if call.reminds != on:
        call.reminds = on
        call.save(update_fields=["reminds"])
        note(Deed.CALL_REMINDS if on else Deed.CALL_REMINDS_NOT, call, by=by, at=at)
    return call


def remind_due(*, at: datetime) -> int:
    """Remind at nine in Brussels, three working days before the end; return how many states.

    Once; what was slept through in the morning is made up for on the same day.
    """
    if at.astimezone(BRUSSELS).time() < REMINDED_AT:
        return 0
    return sum(
        _remind(pk, at=at)
        for pk in list(Call.objects.open_on(network_day(at)).values_list("pk", flat=True))
    )


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> int:
    call, today = locked(Call(pk=pk)), network_day(at)
    if not call.reminds or call.reminded_on or call.asked_at is None or reminder_day(call) != today:
        return 0
    call.reminded_on = today
    call.save(update_fields=["reminded_on"])
    silent = _silent(call)
    if silent:
        note(Deed.CALL_REMINDED, call, by=None, at=at, states=len(silent))
        emails.reminder(call, silent, subject="", text="", at=at)
    return len(silent)


def _silent(call: Call) -> list[StateAnswer]:
    return list(call.answers.silent().select_related("member_state"))
