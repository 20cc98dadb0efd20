"""What falls due, by name; ``manage.py worker`` calls each under its lease.

Every function takes ``at``, may be called twice or late, and catches up after downtime.
"""

from collections.abc import Callable
from dataclasses import dataclass

import calendars.replies
import certificates.services
import documents.services
import events.services
import mail.services
import meetings.services
import procedures.services
import suggestions.services
import trainings.services


@dataclass(frozen=True)
class Due:
    """One piece of due work: its name is its lease."""

    name: str
    function: Callable[..., object]
    every_seconds: int


DUE = (
    Due("mail.send_due", mail.services.send_due, 1),
    Due("procedures.close_due", procedures.services.close_due, 1),
    Due("procedures.remind_due", procedures.services.remind_due, 60),
    Due("suggestions.settle_due", suggestions.services.settle_due, 60),
    Due("suggestions.remind_due", suggestions.services.remind_due, 60),
    Due("events.answer_link_requests", events.services.answer_link_requests, 2),
    Due("events.hold_due", events.services.hold_due, 60),
    Due("events.expire_offers", events.services.expire_offers, 60),
    Due("events.tell_states", events.services.tell_states, 60),
    Due("events.run_mailings", events.services.run_mailings, 2),
    Due("meetings.run_convenings", meetings.services.run_convenings, 2),
    Due("meetings.remind_actions_due", meetings.services.remind_actions_due, 60),
    Due("meetings.remind_comments_due", meetings.services.remind_comments_due, 60),
    Due("events.run_reminders", events.services.run_reminders, 60),
    Due("events.run_feedback", events.services.run_feedback, 10),
    Due("events.erase_sensitive", events.services.erase_sensitive, 3600),
    Due("events.erase_registrations", events.services.erase_registrations, 3600),
    Due("events.erase_contacts", events.services.erase_contacts, 3600),
    Due("certificates.issue_due", certificates.services.issue_due, 2),
    Due("certificates.settle_cancelled", certificates.services.settle_cancelled, 60),
    Due("certificates.erase_traces", certificates.services.erase_traces, 3600),
    Due("certificates.sweep", certificates.services.sweep, 3600),
    Due("trainings.admit_due", trainings.services.admit_due, 10),
    Due("trainings.deliver_due", trainings.services.deliver_due, 60),
    Due("trainings.tell_changes", trainings.services.tell_changes, 60),
    Due("trainings.run_follow_ups", trainings.services.run_follow_ups, 60),
    Due("trainings.remind_tasks_due", trainings.services.remind_tasks_due, 60),
    Due("meetings.forget_delegates", meetings.services.forget_delegates, 3600),
    Due("events.discard_lists", events.services.discard_lists, 3600),
    Due("documents.sweep", documents.services.sweep, 3600),
    Due("mail.settle_reports", mail.services.settle_reports, 10),
    Due("calendars.settle_replies", calendars.replies.settle_replies, 10),
)
