"""Taking a lease, and showing that one lives."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from jobs.models import Heartbeat, Lease

FORGOTTEN_AFTER = timedelta(days=1)


def hold(name: str, *, holder: str, at: datetime, seconds: float) -> bool:
    """Take a lease, or keep the one held; false while somebody else holds it.

    A lease that has more than half of its time left is not written again, so asking
    every second costs a read and not a write.
    """
    until = at + timedelta(seconds=seconds)
    if Lease.objects.filter(
        name=name, holder=holder, until__gt=at + timedelta(seconds=seconds / 2)
    ).exists():
        return True
    with transaction.atomic():
        lease, is_new = Lease.objects.get_or_create(
            name=name, defaults={"holder": holder, "until": until}
        )
        if is_new:
            return True
        lease = Lease.objects.select_for_update().get(pk=lease.pk)
        if lease.holder != holder and lease.until > at:
            return False
        lease.holder, lease.until = holder, until
        lease.save(update_fields=["holder", "until"])
        return True


def release(holder: str) -> None:
    """Give back every lease of a worker that stops, so that another need not wait."""
    Lease.objects.filter(holder=holder).delete()


def beat(holder: str, *, at: datetime) -> None:
    """Note that a worker is alive, and forget those that were not seen for a day."""
    Heartbeat.objects.update_or_create(holder=holder, defaults={"at": at})
    Heartbeat.objects.filter(at__lt=at - FORGOTTEN_AFTER).delete()


def last_beat() -> datetime | None:
    """Return when any worker was last seen, or nothing."""
    last: datetime | None = Heartbeat.objects.aggregate(last=Max("at"))["last"]
    return last
