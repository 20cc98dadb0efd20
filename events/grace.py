"""How long what goes to many can still be stopped; pure."""

from datetime import datetime, timedelta

TIME_TO_STOP = timedelta(minutes=5)
TOO_NEAR = timedelta(hours=1)


def leaves_at(*, at: datetime, starts: datetime) -> datetime:
    """Return when the letters about a change leave: at once where the event is an hour away.

    People on their way must hear; for all others five minutes change nothing.
    """
    return at if at >= starts - TOO_NEAR else at + TIME_TO_STOP
