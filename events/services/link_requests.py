"""The links to one's registrations, mailed again.

Asking writes one row, whoever asks for whomever; the schedule answers. So neither the
answer nor its time tells whether an address is registered.
"""

from datetime import datetime, timedelta

from django.db import transaction

from events import emails
from events.enums import Deed
from events.models import LinkRequest, Registration
from journal.services import record

ANSWERED_ONCE_IN = timedelta(minutes=10)
KEPT_FOR = timedelta(days=1)


@transaction.atomic
def ask_for_links(email: str, *, at: datetime) -> None:
    """Note the wish for the links to an address's registrations."""
    LinkRequest.objects.create(email=email, asked_at=at)


@transaction.atomic
def answer_link_requests(*, at: datetime) -> int:
    """Mail one letter to each address that asked and is registered; return how many.

    At most one letter in ten minutes to an address, however often it was asked for; twice
    is once. Answered wishes are kept for a day.
    """
    LinkRequest.objects.filter(answered_at__lte=at - KEPT_FOR).delete()
    asked = LinkRequest.objects.select_for_update().filter(answered_at=None)
    addresses = sorted(set(asked.values_list("email", flat=True)))
    if not addresses:
        return 0
    lately = set(
        LinkRequest.objects.filter(
            email__in=addresses, answered_at__gt=at - ANSWERED_ONCE_IN
        ).values_list("email", flat=True)
    )
    asked.update(answered_at=at)
    return sum(_answer(email, at=at) for email in addresses if email not in lately)


def _answer(email: str, *, at: datetime) -> bool:
    standing = Registration.objects.live().filter(email=email, event__ends_at__gt=at)
    rows = list(standing.select_related("event", "user").order_by("event__starts_at", "pk"))
    if not rows:
        return False
    for registration in rows:
        record(
            Deed.LINK_SENT,
            at=at,
            label="events.registration",
            key=str(registration.key),
            facts={"event": registration.event.slug},
        )
    emails.links_again(rows, at=at)
    return True
