"""What is done to calls and suggestions: one function, one deed, one transaction."""

from suggestions.services.answers import (
    SuggestedError,
    begin,
    change_given,
    enter,
    give,
    save_draft,
    say_none,
    take_back,
    take_none_back,
)
from suggestions.services.calls import (
    NobodySitsError,
    NoLaterError,
    UndecidedError,
    asked_states,
    change_call,
    discard_call,
    draft_call,
    extend_call,
    note_taken,
    open_call,
    publish_call,
    settle_due,
)
from suggestions.services.deciding import decide, link, put_on_agenda
from suggestions.services.files import attach, detach
from suggestions.services.letters import Waiting, stop_letters, waiting
from suggestions.services.locks import NotYoursError, TooLateError
from suggestions.services.reminding import remind, remind_due, reminder_day, set_reminding

__all__ = [
    "NoLaterError",
    "NobodySitsError",
    "NotYoursError",
    "SuggestedError",
    "TooLateError",
    "UndecidedError",
    "Waiting",
    "asked_states",
    "attach",
    "begin",
    "change_call",
    "change_given",
    "decide",
    "detach",
    "discard_call",
    "draft_call",
    "enter",
    "extend_call",
    "give",
    "link",
    "note_taken",
    "open_call",
    "publish_call",
    "put_on_agenda",
    "remind",
    "remind_due",
    "reminder_day",
    "save_draft",
    "say_none",
    "set_reminding",
    "settle_due",
    "stop_letters",
    "take_back",
    "take_none_back",
    "waiting",
]
