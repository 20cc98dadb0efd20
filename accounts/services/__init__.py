"""What is done to people, seats and days: one function, one deed, one transaction."""

from accounts.services.days import (
    HolidayThereError,
    add_holiday,
    add_term,
    change_holiday,
    change_term,
    remove_holiday,
)
from accounts.services.founding import AdministeredError, found
from accounts.services.mandates import (
    AccountClosedError,
    LastAdministratorError,
    LeadTakenError,
    NotYoursToGiveError,
    TooManyError,
    Wish,
    change_mandate,
    end_mandate,
    give_mandate,
)
from accounts.services.notices import VersionTakenError, default_notice, publish_notice
from accounts.services.people import (
    AddressTakenError,
    NotYoursToManageError,
    change_person,
    close_account,
    invite,
    note_people_taken,
    reopen_account,
)
from accounts.services.profile import change_profile
from accounts.services.reading import mark_read
from accounts.services.reference import load_reference_data
from accounts.services.rights import set_rights
from accounts.services.seats import (
    NameTakenError,
    add_organisation,
    change_body,
    change_seat,
    give_seat,
    remember_address,
)
from accounts.services.sign_in import (
    account_at,
    end_sessions,
    look_for_nobody,
    note_change,
    note_failure,
    note_sign_in,
    person_at,
)

__all__ = [
    "AccountClosedError",
    "AddressTakenError",
    "AdministeredError",
    "HolidayThereError",
    "LastAdministratorError",
    "LeadTakenError",
    "NameTakenError",
    "NotYoursToGiveError",
    "NotYoursToManageError",
    "TooManyError",
    "VersionTakenError",
    "Wish",
    "account_at",
    "add_holiday",
    "add_organisation",
    "add_term",
    "change_body",
    "change_holiday",
    "change_mandate",
    "change_person",
    "change_profile",
    "change_seat",
    "change_term",
    "close_account",
    "default_notice",
    "end_mandate",
    "end_sessions",
    "found",
    "give_mandate",
    "give_seat",
    "invite",
    "load_reference_data",
    "look_for_nobody",
    "mark_read",
    "note_change",
    "note_failure",
    "note_people_taken",
    "note_sign_in",
    "person_at",
    "publish_notice",
    "remember_address",
    "remove_holiday",
    "reopen_account",
    "set_rights",
]
