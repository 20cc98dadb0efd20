"""Which state hosts on another day: where a Presidency hosts, the one in office then."""

from datetime import date

from accounts.models import PresidencyTerm


def then(host: str | None, *, before: date, after: date) -> str | None:
    """Return who hosts once an event has moved: the next Presidency after one, else the same.

    Beyond the last known term nobody does.
    """
    presided = PresidencyTerm.objects.on(before)
    if host and presided and presided.member_state_id == host:
        presides = PresidencyTerm.objects.on(after)
        return presides.member_state_id if presides else None
    return host
