"""How dates reach a person's calendar: by the own feed, as invitations by mail, or both."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from accounts.enums import CalendarBy
from accounts.models import User
from mail.calendars import holding

SOON = timedelta(hours=72)
"""What was to begin or begins within this is put into everybody's calendar by mail.

A feed may take a day.
"""


def by_mail(people: Iterable[tuple[str, User | None]], uid: UUID) -> set[str]:
    """Return at which of their addresses people hear of one date by mail; one query at most.

    Who has chosen the feed alone gets no invitations; but an entry that came by mail before is
    also kept right by mail, or it would stay as it was.
    """
    known = dict(people)
    fed = {email for email, user in known.items() if user and user.calendar_by == CalendarBy.FEED}
    return (known.keys() - fed) | holding(uid, fed)
