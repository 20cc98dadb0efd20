"""Building the demonstration: all in one transaction, all through the services."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

import mail.services
import programme.reading
from accounts.days import network_day
from accounts.models import MemberState, PresidencyTerm, User
from demo import (
    ahead,
    calendars,
    certificates,
    evaluation,
    feedback,
    interest,
    invitations,
    kinds,
    material,
    network,
    past,
    people,
    procedures,
    suggestions,
    teachers,
    trainings,
)
from demo.people import REPRESENTATIVE, SUBSTITUTE
from demo.stage import Audience, Stage
from demo.story import LETTERS_LEAVE_AFTER, MANY, Story, clock
from events.models import Event, Registration
from mail.models import Letter, Report
from programme.services import import_programme

BEGINNING = past.DRAFTED - timedelta(days=5)
PROGRAMME = Path(programme.reading.__file__).resolve().parent / "data"
HEAD, TASKS = "work_programme_2024.toml", "work_programme_2024.csv"
CAME_BACK = (
    ("550 5.1.1 The mailbox does not exist.", "invalid", timedelta(days=3)),
    ("552 5.2.2 The mailbox is full.", "other", timedelta(days=1)),
)


@dataclass(frozen=True)
class Built:
    """What there is afterwards, and whether it was made just now."""

    is_new: bool
    people: int
    events: int
    registrations: int
    letters: int


def build(*, at: datetime) -> Built:
    """Build the demonstration around a moment, or find it built: twice is once."""
    is_new = not User.objects.filter(email=network.SECRETARIAT).exists()
    if is_new:
        _build(at)
    return Built(
        is_new=is_new,
        people=User.objects.count(),
        events=Event.objects.count(),
        registrations=Registration.objects.count(),
        letters=Letter.objects.count(),
    )


@transaction.atomic
def _build(now: datetime) -> None:
    """Tell it all from the beginning of 2024 on, each deed at its moment."""
    begin = clock(BEGINNING, 9)
    network.lay_out(at=begin, now=now)
    network.set_passwords(settings.DEMO_PASSWORD)
    import_programme(_programme(), at=begin + timedelta(hours=1))
    mail.services.send_due(at=begin + timedelta(hours=2), limit=MANY)
    story = Story(now)
    invitations.found(story, at=begin + timedelta(hours=3))
    kinds.fund(story, at=begin + timedelta(hours=4), until=date(now.year + 1, 12, 31))
    board = people.members(REPRESENTATIVE, local="nr")
    substitutes = people.members(SUBSTITUTE, local="sub")
    public = people.practitioners()
    past.stage_all(story, public=public[5:60:4])
    material.stage_all(story)
    teachers.stage_all(story)
    evaluation.stage_all(story)
    certificates.stage_all(story)
    audience = Audience(
        board=board,
        substitutes=substitutes,
        public=public,
        afar=people.from_afar(),
        colleagues=people.colleagues(but=_presiding(now)),
    )
    ahead.stage_all(story, audience)
    procedures.stage_all(story)
    feedback.stage_all(story)
    suggestions.stage_all(Stage(story, audience))
    trainings.stage_all(Stage(story, audience))
    interest.stage_all(story)
    calendars.stage_all(story)
    for number, (detail, reason, ago) in enumerate(CAME_BACK):
        story.tell(now - ago, partial(_come_back, number, detail, reason))
    story.play()


def _presiding(now: datetime) -> str:
    term = PresidencyTerm.objects.on(network_day(now))
    return term.member_state_id if term else ""


def _programme() -> programme.reading.ProgrammeRead:
    return programme.reading.read(
        (PROGRAMME / HEAD).read_bytes(),
        tasks=(PROGRAMME / TASKS).read_bytes(),
        states=set(MemberState.objects.values_list("code", flat=True)),
        names=(HEAD, TASKS),
    )


def _come_back(number: int, detail: str, reason: str, at: datetime) -> None:
    """Let a provider report that one of the newest letters did not arrive."""
    recent = Letter.objects.filter(label="events.registration", sent_at__lt=at)
    letter = (
        recent.exclude(to__startswith="attendee.")
        .exclude(person__gt="")
        .order_by("-sent_at")[number]
    )
    Report.objects.create(
        provider="demonstration",
        event="bounced",
        reason=reason,
        recipient=letter.to,
        provider_id=letter.message_id,
        detail=detail,
        happened_at=at,
        received_at=at,
    )
    mail.services.settle_reports(at=at + LETTERS_LEAVE_AFTER)
