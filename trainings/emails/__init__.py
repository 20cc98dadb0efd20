"""The letters of trainings on request: to the host, to the Secretariat, to trainers."""

from trainings.emails.asking import (
    accepted,
    answered,
    asked,
    dates_answered,
    dates_proposed,
    declined,
    message,
    submitted,
    withdrawn,
)
from trainings.emails.life import (
    cancel_asked,
    cancelled,
    changed,
    closed,
    delivered,
    goes_on,
    reported,
    rescheduled,
    scheduled,
    tasks_due,
)
from trainings.emails.teaching import (
    trainer_answered,
    trainer_confirmed,
    trainer_dropped,
    trainer_invited,
    trainer_refuses,
)

__all__ = [
    "accepted",
    "answered",
    "asked",
    "cancel_asked",
    "cancelled",
    "changed",
    "closed",
    "dates_answered",
    "dates_proposed",
    "declined",
    "delivered",
    "goes_on",
    "message",
    "reported",
    "rescheduled",
    "scheduled",
    "submitted",
    "tasks_due",
    "trainer_answered",
    "trainer_confirmed",
    "trainer_dropped",
    "trainer_invited",
    "trainer_refuses",
    "withdrawn",
]
