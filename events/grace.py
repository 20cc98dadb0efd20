"""How long what goes to many can still be stopped; pure."""

from datetime import datetime, timedelta

TIME_TO_STOP = timedelta(minutes=5)
TOO_NEAR = timedelta(hours=1)


def held_until(*, at: datetime, of_use_until: datetime) -> datetime:
    """Return when letters leave that are of no use after a moment: at once where it is that near.

    >>> noon, late = datetime(2024, 5, 31, 12), datetime(2024, 5, 31, 23, 58)
    >>> [f"{held_until(at=at, of_use_until=datetime(2024, 6, 1)):%H:%M}" for at in (noon, late)]
    ['12:05', '23:58']
    """
    return at + TIME_TO_STOP if at + TIME_TO_STOP < of_use_until else at


def leaves_at(*, at: datetime, starts: datetime) -> datetime:
    """Return when the letters about a change leave: at once where the event is an hour away.

    People on their way must hear; for all others five minutes change nothing.
    """
    return at if at >= starts - TOO_NEAR else at + TIME_TO_STOP
