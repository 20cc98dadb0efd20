"""What a person has looked at, so that the new can be told from the known."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import ReadMark, User

RENEWED_AFTER = timedelta(hours=1)


def mark_read(user: User, *, label: str, key: str = "", at: datetime) -> datetime | None:
    """Note that a person looks at something now; return when the last visit before began.

    What happens within an hour is one visit: nothing is written, and the answer is the
    visit before, so that what is new stays marked while one walks to and fro. Never called
    for HEAD.
    """
    mark = ReadMark.objects.filter(user=user, label=label, key=key).first()
    if mark and at - mark.read_at < RENEWED_AFTER:
        return mark.before_at
    return _renewed(user, label=label, key=key, at=at)


@transaction.atomic
def _renewed(user: User, *, label: str, key: str, at: datetime) -> datetime | None:
    mark, made = ReadMark.objects.select_for_update().get_or_create(
        user=user, label=label, key=key, defaults={"read_at": at}
    )
    if not made and at - mark.read_at >= RENEWED_AFTER:
        mark.before_at, mark.read_at = mark.read_at, at
        mark.save(update_fields=["before_at", "read_at"])
    return mark.before_at
