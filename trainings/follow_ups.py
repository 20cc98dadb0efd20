"""Where a follow-up is, who is asked, and the secret of the page on which they answer."""

from datetime import datetime

from events import feedback, respondents
from events.feedback import Items, Phase
from events.models import Registration
from events.models.registration import RegistrationQuerySet
from mail import links
from trainings.models import FollowUp

PAGE = "trainings:follow_up"


def items_of(follow_up: FollowUp) -> Items:
    """Return what a follow-up asks."""
    return feedback.read(follow_up.questions)


def phase_of(follow_up: FollowUp, *, at: datetime) -> Phase:
    """Return where a follow-up is."""
    return feedback.phase(
        opened_at=follow_up.opened_at, closes_at=follow_up.closes_at, closed_at=None, at=at
    )


def meant(follow_up: FollowUp) -> RegistrationQuerySet:
    """Return who is to be asked: who was there; all who had a place where nobody took attendance.

    Whoever has no address cannot be asked.
    """
    rows = respondents.there([follow_up.delivery.event_id]).filter(erased_at=None)
    return rows.exclude(email="").order_by("sort_name", "pk")


def token_of(registration: Registration) -> str:
    """Return the secret of the page on which a person answers."""
    return links.token(PAGE, registration.key, registration.link_generation)
