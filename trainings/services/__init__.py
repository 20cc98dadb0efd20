"""What is done to requests and assignments: one function, one deed, one transaction."""

from trainings.services.admitting import admit_due
from trainings.services.answering import (
    accept,
    add_note,
    answer,
    ask,
    decline,
    reassign,
    write_message,
)
from trainings.services.assignments import (
    accept_assignment,
    confirm_trainer,
    decline_assignment,
    drop_trainer,
    invite_trainer,
    propose_trainer,
)
from trainings.services.attachments import attach, detach
from trainings.services.checklist import add_task, change_task, confirm_checklist, set_done
from trainings.services.dates import answer_as_trainer, answer_dates, drop_date, propose_dates
from trainings.services.drafts import begin, save_draft, submit, wish_of, withdraw
from trainings.services.ending import ask_to_cancel, cancel, close, go_on, send_report
from trainings.services.follow_ups import AnsweredAlreadyError, answer_follow_up, run_follow_ups
from trainings.services.locks import NotYoursError
from trainings.services.opening import say_course
from trainings.services.reminding import remind_tasks_due
from trainings.services.reporting import report_as_trainer
from trainings.services.scheduling import deliver_course, deliver_due, reschedule, schedule

__all__ = [
    "AnsweredAlreadyError",
    "NotYoursError",
    "accept",
    "accept_assignment",
    "add_note",
    "add_task",
    "admit_due",
    "answer",
    "answer_as_trainer",
    "answer_dates",
    "answer_follow_up",
    "ask",
    "ask_to_cancel",
    "attach",
    "begin",
    "cancel",
    "change_task",
    "close",
    "confirm_checklist",
    "confirm_trainer",
    "decline",
    "decline_assignment",
    "deliver_course",
    "deliver_due",
    "detach",
    "drop_date",
    "drop_trainer",
    "go_on",
    "invite_trainer",
    "propose_dates",
    "propose_trainer",
    "reassign",
    "remind_tasks_due",
    "report_as_trainer",
    "reschedule",
    "run_follow_ups",
    "save_draft",
    "say_course",
    "schedule",
    "send_report",
    "set_done",
    "submit",
    "wish_of",
    "withdraw",
    "write_message",
]
