"""What is done to procedures: one function, one deed, one transaction."""

from procedures.services.agendas import (
    OtherPresidencyError,
    convert,
    convert_as_agreed,
    convert_track,
    offer_missed,
)
from procedures.services.closing import close, close_due, notify
from procedures.services.drafts import change_draft, draft, lay_out_rules, save_rule, set_archived
from procedures.services.launching import LaunchError, calendar_of, deadline_of, electorate, launch
from procedures.services.minutes import convert_minutes
from procedures.services.papers import add_papers, remove_paper
from procedures.services.replies import (
    NotYourSeatError,
    TooLateError,
    cast,
    enter_mailed_reply,
    enter_reply,
    object_to_procedure,
    propose_amendment,
    save_draft,
)
from procedures.services.steering import (
    NothingToExtendError,
    extend,
    new_round,
    remind,
    remind_due,
    set_reminding,
    withdraw,
)

__all__ = [
    "LaunchError",
    "NotYourSeatError",
    "NothingToExtendError",
    "OtherPresidencyError",
    "TooLateError",
    "add_papers",
    "calendar_of",
    "cast",
    "change_draft",
    "close",
    "close_due",
    "convert",
    "convert_as_agreed",
    "convert_minutes",
    "convert_track",
    "deadline_of",
    "draft",
    "electorate",
    "enter_mailed_reply",
    "enter_reply",
    "extend",
    "launch",
    "lay_out_rules",
    "new_round",
    "notify",
    "object_to_procedure",
    "offer_missed",
    "propose_amendment",
    "remind",
    "remind_due",
    "remove_paper",
    "save_draft",
    "save_rule",
    "set_archived",
    "set_reminding",
    "withdraw",
]
