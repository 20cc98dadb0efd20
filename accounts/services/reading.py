"""What a person has looked at, so that the new can be told from the known."""

from datetime import datetime, timedelta

from accounts.models import ReadMark, User

RENEWED_AFTER = timedelta(hours=1)


def mark_read(user: User, *, label: str, key: str = "", at: datetime) -> datetime | None:
    """Note that a person looks at something now; return when the last visit before began.

    What happens within an hour is one visit: nothing is written, and the answer is the
    visit before, so that what is new stays marked while one walks to and fro. Never called
    for HEAD.
    """
    mark = ReadMark.objects.filter(user=user, label=label, key=key).first()
    if mark is None:
        first = ReadMark(user=user, label=label, key=key, read_at=at)
        ReadMark.objects.bulk_create([first], ignore_conflicts=True)
        return None
    if at - mark.read_at < RENEWED_AFTER:
        return mark.before_at
    renew(mark, at=at)
    return mark.read_at


def renew(mark: ReadMark, *, at: datetime) -> None:
    """Let another visit begin, unless it began in another tab meanwhile."""
    unchanged = ReadMark.objects.filter(pk=mark.pk, read_at=mark.read_at)
    unchanged.update(before_at=mark.read_at, read_at=at)
