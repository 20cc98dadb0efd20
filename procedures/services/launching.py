"""Launching: rule, papers and electorate are frozen, and every seat hears of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import SPEAKS_FOR_THE_SEAT, Role
from accounts.models import Holiday, Mandate, User
from accounts.seats import Place, places
from accounts.steps import By
from documents.models import Version
from interface import moments
from procedures import chain, emails, words
from procedures.deadlines import Calendar, Period, deadline
from procedures.enums import Deed, Happening, ProcedureDeed
from procedures.models import Ballot, FrozenDocument, Procedure
from procedures.models.procedure import LABEL
from procedures.services.locks import advance, enter, locked, note


class LaunchError(Exception):
    """What keeps a draft from being launched; ``message`` says it, ``field`` where."""

    def __init__(self, message: str, *, field: str = "") -> None:
        """Keep what and where."""
        super().__init__(message)
        self.message, self.field = message, field


def calendar_of(procedure: Procedure) -> Calendar:
    """Return the holidays by which the procedure's days are counted."""
    return Calendar(procedure.calendar, Holiday.objects.days(procedure.calendar))


def deadline_of(procedure: Procedure, *, at: datetime) -> datetime:
    """Return when a draft would end if it were launched at that moment.

    A later deadline that the Secretariat wants is taken; one before the rule's minimum only
    for an urgent procedure. Raises ``LaunchError`` and ``CalendarUnknownError``.
    """
    calendar = calendar_of(procedure)
    usual = deadline(at, procedure.period, calendar=calendar)
    wanted = procedure.wanted_deadline_at
    if wanted is None:
        return usual
    rule = procedure.rule_in_force
    least = rule.minimum_days or rule.window_days
    earliest = deadline(at, Period(least, rule.window_unit), calendar=calendar)
    if wanted <= at:
        raise LaunchError(_("The deadline is in the past."), field="wanted_deadline_at")
    if wanted < min(usual, earliest) or (wanted < earliest and not procedure.is_urgent):
        raise LaunchError(
            _("The rule gives at least until %(moment)s.")
            % {"moment": moments.moment(min(usual, earliest), words.ZONE)},
            field="wanted_deadline_at",
        )
    return wanted


@transaction.atomic
def launch(procedure: Procedure, *, version: int, by: Standing, at: datetime) -> Procedure:
    """Launch a draft: from now on its seats reply, and nothing about it changes.

    Raises ``NotNowError``, ``LaunchError`` and ``CalendarUnknownError``.
    """
    procedure = locked(procedure)
    seen = procedure.version
    advance(procedure, ProcedureDeed.LAUNCH, by=By.SECRETARIAT)
    if seen != version:
        raise LaunchError(_("The draft has changed meanwhile; look at it again."), field="version")
    ends = deadline_of(procedure, at=at)
    procedure.rule_data = procedure.rule.data
    procedure.launched_at = procedure.changed_at = at
    procedure.deadline_at = ends
    procedure.save()
    papers = _freeze_papers(procedure)
    asked = electorate(procedure, at=at)
    ballots = Ballot.objects.bulk_create(_ballot(procedure, place) for place, _people in asked)
    if not ballots:
        raise LaunchError(_("The body has no voting seat today."), field="body")
    enter(
        procedure,
        Happening.LAUNCHED,
        at=at,
        by=by.actor,
        **frozen(procedure, deadline_at=ends, papers=papers, ballots=ballots),
    )
    note(Deed.LAUNCHED, procedure, by=by, at=at, deadline=chain.instant(ends))
    emails.launched(procedure, ballots, at=at)
    return procedure


def frozen(
    procedure: Procedure,
    *,
    deadline_at: datetime,
    papers: Sequence[FrozenDocument],
    ballots: Sequence[Ballot],
) -> dict[str, Any]:
    """Return what the record's first entry says, and nothing changes any more."""
    return {
        "title": procedure.title,
        "question": procedure.question,
        "body": procedure.body_id,
        "rule": procedure.rule_data,
        "deadline": chain.instant(deadline_at),
        "round": procedure.round,
        "previous_round": procedure.previous.reference if procedure.previous else None,
        "papers": [
            {"title": paper.title, "name": paper.name, "size": paper.size, "sha256": paper.sha256}
            for paper in papers
        ],
        "seats": [ballot.code for ballot in ballots],
    }


def _freeze_papers(procedure: Procedure) -> list[FrozenDocument]:
    """Keep name and hash of the newest version of each paper."""
    newest = Version.objects.newest().filter(
        document__label=LABEL, document__owner_key=str(procedure.key)
    )
    return FrozenDocument.objects.bulk_create(
        FrozenDocument(
            procedure=procedure,
            order=order,
            title=version.document.title,
            name=version.name,
            size=version.size,
            sha256=version.sha256,
            document=version.document.key,
            number=version.number,
        )
        for order, version in enumerate(newest, start=1)
    )


def electorate(procedure: Procedure, *, at: datetime) -> list[tuple[Place, list[User]]]:
    """Return the seats that a launch at that moment would ask, each with who speaks for it.

    They stand in protocol order; a seat that nobody holds is one of them unless the body leaves
    such seats out.
    """
    counts_vacant = procedure.body.vacant_seats_count
    speaking: dict[tuple[str | None, int | None], list[User]] = defaultdict(list)
    mandates = Mandate.objects.valid_at(at).filter(role__in=[*SPEAKS_FOR_THE_SEAT, Role.OBSERVER])
    for mandate in mandates.select_related("user").order_by("pk"):
        speaking[mandate.member_state_id, mandate.organisation_id].append(mandate.user)
    asked = [
        (place, speaking[_holder(place)])
        for place in places(procedure.body, on=network_day(at))
        if place.votes
    ]
    return [(place, people) for place, people in asked if people or counts_vacant]


def _holder(place: Place) -> tuple[str | None, int | None]:
    state, organisation = place.member_state, place.organisation
    return (state.pk if state else None, organisation.pk if organisation else None)


def _ballot(procedure: Procedure, place: Place) -> Ballot:
    return Ballot(
        procedure=procedure,
        seat=place.seat,
        member_state=place.member_state,
        organisation=place.organisation,
    )
