"""Written procedures in bulk: launched over three years, decided by their rules.

Few seats or most reply. The ledgers are chained as services chain them, so that each record
can be checked.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password

from accounts.days import BRUSSELS, end_of_day, network_day
from accounts.enums import Role
from accounts.models import Body, Mandate, User
from accounts.seats import Place, places
from procedures import chain, counting, services
from procedures.enums import Choice, Happening, State
from procedures.life import closes_from
from procedures.models import Ballot, BallotEvent, Procedure, Statement, VotingRule
from procedures.rules import Ballots
from procedures.services.closing import decided
from procedures.services.drafts import reference
from procedures.services.launching import frozen

DOMAIN = "populate.example"
BODY = "BOARD"
FRIDAY = 4
YEARS = timedelta(days=3 * 365)
NEWEST = timedelta(days=3)
OPEN_FOR = timedelta(days=21)
LAUNCHED_AT = time(10)
NOTIFIED_AFTER = timedelta(days=7)
FEWEST, MOST = 0.35, 0.95
CHANGES, EXPLAINS = 0.05, 0.2
CHOICES = (*(12 * [Choice.FOR]), *(2 * [Choice.AGAINST]), Choice.ABSTAIN)
TOPICS = ("Guidelines", "Toolbox", "Work programme", "Newsletter", "Budget line", "Calendar")
MATTERS = ("citizen participation", "domestic burglary", "youth crime", "online fraud")
SAID = ("We agree.", "Αναμένουμε τη μετάφραση.", "Подкрепяме предложението.", "Vēlams agrāk.")


def voting_states(at: datetime) -> list[Place]:
    """Return the states that vote in the Board that day; none where no Board is laid out."""
    board = Body.objects.filter(pk=BODY).first()
    found = places(board, on=network_day(at)) if board else []
    return [place for place in found if place.votes and place.member_state]


@dataclass
class Written:
    """One procedure with its ledger, not yet stored."""

    procedure: Procedure
    ballots: dict[str, Ballot]
    ledger: list[BallotEvent] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def enter(
        self, kind: Happening, *, at: datetime, by: str = "", seat: str = "", **data: Any
    ) -> BallotEvent:
        """Add an entry to the chain."""
        last = self.ledger[-1] if self.ledger else None
        event = BallotEvent.after(last, self.procedure, kind, at=at, by=by, seat=seat, data=data)
        self.ledger.append(event)
        return event

    def store(self) -> None:
        """Store it with its ledger and its ballots."""
        self.procedure.save(force_insert=True)
        BallotEvent.objects.bulk_create(self.ledger)
        Statement.objects.bulk_create(self.statements)
        Ballot.objects.bulk_create(self.ballots.values())


@dataclass(frozen=True)
class Procedures:
    """What is made: how many, until which moment, among which seats, by which dice."""

    number: int
    at: datetime
    seats: list[Place]
    dice: Random

    def make(self) -> None:
        """Make them, the oldest first, so that their references rise with time."""
        services.lay_out_rules(at=self.at)
        board, rules = Body.objects.get(pk=BODY), list(VotingRule.objects.order_by("pk"))
        voices, today = self._voices(), network_day(self.at)
        for turn in range(self.number):
            away = NEWEST + YEARS * (self.number - 1 - turn) // self.number
            self._one(board, self.dice.choice(rules), voices, on=_workday(today - away)).store()

    def _voices(self) -> dict[str, User]:
        """Return who speaks for each seat; a state for which nobody does gets somebody."""
        now = Mandate.objects.valid_at(self.at).for_seats().select_related("user").order_by("-pk")
        voices = {mandate.member_state_id or "": mandate.user for mandate in now}
        for place in self.seats:
            if place.code not in voices:
                voices[place.code] = self._representative(place)
        return voices

    def _representative(self, place: Place) -> User:
        user = User(
            key=self._uuid(),
            email=f"nr.{place.code.lower()}@{DOMAIN}",
            name=f"Representative of {place.holder}",
            created_at=self.at,
            password=make_password(None),
        )
        user.save(force_insert=True)
        Mandate.objects.create(
            user=user,
            role=Role.NR,
            member_state=place.member_state,
            starts=network_day(self.at) - YEARS - OPEN_FOR,
            given_at=self.at,
        )
        return user

    def _one(self, board: Body, rule: VotingRule, voices: dict[str, User], *, on: date) -> Written:
        launched_at = datetime.combine(on, LAUNCHED_AT, BRUSSELS).astimezone(UTC)
        deadline_at = end_of_day(on + OPEN_FOR).astimezone(UTC)
        written = self._launched(board, rule, at=launched_at, deadline_at=deadline_at)
        for moment, code in self._moments(launched_at, min(deadline_at, self.at)):
            self._reply(written, written.ballots[code], by=voices[code], at=moment)
        if closes_from(deadline_at) <= self.at:
            _close(written, at=closes_from(deadline_at), now=self.at)
        return written

    def _launched(
        self, board: Body, rule: VotingRule, *, at: datetime, deadline_at: datetime
    ) -> Written:
        title = f"{self.dice.choice(TOPICS)} on {self.dice.choice(MATTERS)}"
        procedure = Procedure(
            key=self._uuid(),
            uid=self._uuid(),
            reference=reference(at),
            title=title,
            question=f"Does the Board adopt this text? {title}, as sent with this procedure.",
            body=board,
            rule=rule,
            rule_data=rule.data,
            state=State.RUNNING,
            created_at=at,
            changed_at=at,
            launched_at=at,
            deadline_at=deadline_at,
        )
        ballots = [
            Ballot(procedure=procedure, seat=place.seat, member_state=place.member_state)
            for place in self.seats
        ]
        written = Written(procedure, {ballot.code: ballot for ballot in ballots})
        first = frozen(procedure, deadline_at=deadline_at, papers=[], ballots=ballots)
        written.enter(Happening.LAUNCHED, at=at, **first)
        return written

    def _moments(self, begin: datetime, end: datetime) -> list[tuple[datetime, str]]:
        """Return which seat replies when, in order; some keep silent, and few reply twice."""
        share = self.dice.uniform(FEWEST, MOST)
        codes = [place.code for place in self.seats if self.dice.random() < share]
        again = [code for code in codes if self.dice.random() < CHANGES]
        return sorted((begin + (end - begin) * self.dice.random(), code) for code in codes + again)

    def _reply(self, written: Written, ballot: Ballot, *, by: User, at: datetime) -> None:
        said = self.dice.choice(SAID) if self.dice.random() < EXPLAINS else ""
        salt, nonce = (f"{self.dice.getrandbits(128):032x}" for _ in range(2))
        ballot.choice, ballot.cast_by, ballot.cast_at = self.dice.choice(CHOICES), by, at
        ballot.event = written.enter(
            Happening.REPLIED,
            at=at,
            by=str(by.key),
            seat=ballot.code,
            choice=ballot.choice,
            reservation=False,
            casting="",
            statement=chain.commitment(said, salt=salt) if said else None,
            nonce=nonce,
        )
        if said:
            written.statements.append(Statement(event=ballot.event, salt=salt, text=said))

    def _uuid(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)


def _workday(day: date) -> date:
    """Return the day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def _close(written: Written, *, at: datetime, now: datetime) -> None:
    """Close as the schedule would have done, and publish the outcome a week later."""
    procedure = written.procedure
    given = [ballot.choice for ballot in written.ballots.values()]
    ballots = Ballots(
        n=len(given),
        f=given.count(Choice.FOR),
        a=given.count(Choice.AGAINST),
        x=given.count(Choice.ABSTAIN),
    )
    found, presiding = counting.result(procedure, ballots), counting.chair_of(procedure, at=at)
    procedure.outcome, procedure.counted = found.outcome, counting.figures(ballots, found)
    chair_seat = presiding.pk if presiding else ""
    written.enter(Happening.CLOSED, at=at, chair_seat=chair_seat, **procedure.counted)
    procedure.decision = decided(procedure, at=at)
    procedure.state, procedure.closed_at, procedure.changed_at = State.CLOSED, at, at
    procedure.sequence = 1
    if at + NOTIFIED_AFTER <= now:
        procedure.state, procedure.notified_at = State.NOTIFIED, at + NOTIFIED_AFTER
