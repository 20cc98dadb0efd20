"""Which calendars hold an entry that came by mail."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from mail.enums import Method, State
from mail.models import Letter

_NEVER_CAME = (State.STOPPED, State.FAILED, State.BOUNCED)
_TAKEN_OUT = Q(calendar_method=Method.CANCEL) | Q(calendar_text__contains="\nSTATUS:CANCELLED")


def holding(uid: UUID, addresses: Collection[str]) -> set[str]:
    """Return those of the addresses whose calendars hold an entry of this UID; one query at most.

    The last letter that brought it or took it out says so: several entries are taken out by one
    that tells them as cancelled. One that was stopped or never arrived says nothing; one that
    still waits is sent before a later one.
    """
    if not addresses:
        return set()
    told = (
        Letter.objects.filter(to__in=addresses, calendar_text__contains=str(uid))
        .exclude(state__in=_NEVER_CAME)
        .annotate(is_out=ExpressionWrapper(_TAKEN_OUT, BooleanField()))
    )
    last = dict(told.order_by("pk").values_list("to", "is_out"))
    return {address for address, is_out in last.items() if not is_out}
