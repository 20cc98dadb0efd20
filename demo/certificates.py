"""Certificates of what is over: issued in one go, one made anew for its name, one revoked."""

from datetime import date, datetime
from functools import partial

from certificates import services
from certificates.models import Certificate
from demo import evaluation
from demo.deliveries import issue
from demo.plots import event_of, secretariat, standing_of
from demo.story import Story, clock, once

SEMINAR = "2024:2024-05-30:seminar"
MISSPELT, RIGHT = "Joao Goncalves", "João Gonçalves"
LENT = "Zulmira Antão"
WISH = "My name lost its accents when I registered."
REASON = "A colleague had signed for you, as you told us yourself."


def stage_all(story: Story) -> None:
    """Note the certificates of the seminar of 30 May 2024 and of the training in October."""
    story.tell(clock(date(2024, 6, 3), 14), partial(issue, SEMINAR))
    story.tell(clock(date(2024, 10, 21), 10), partial(issue, evaluation.KEY))
    story.tell(clock(date(2024, 10, 22), 9, 12), _ask)
    story.tell(clock(date(2024, 10, 22), 11, 40), _grant)
    story.tell(clock(date(2024, 10, 24), 16, 5), _revoke)


def _of(name: str) -> Certificate:
    return Certificate.objects.live().get(
        registration__event=event_of(evaluation.KEY), registration__name=name
    )


def _ask(at: datetime) -> None:
    certificate = _of(MISSPELT)
    services.ask_correction(
        certificate,
        name=RIGHT,
        note=WISH,
        once=once("correction", evaluation.KEY),
        by=standing_of(certificate.registration.email, at),
        at=at,
    )


def _grant(at: datetime) -> None:
    wish = _of(MISSPELT).corrections.get()
    services.decide_correction(wish, grant=True, registration=True, by=secretariat(at), at=at)


def _revoke(at: datetime) -> None:
    services.revoke(_of(LENT), reason=REASON, by=secretariat(at), at=at)
