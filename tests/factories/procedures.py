"""Written procedures, made through their services."""

import datetime as dt
import uuid

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Body, MemberState, Seat
from procedures import presets, services
from procedures.models import Procedure, VotingRule
from tests.factories.accounts import MandateFactory
from tests.factories.reference import load_reference

LAUNCHED = dt.datetime(2024, 4, 22, 8, tzinfo=dt.UTC)  # Monday 10:00 in Brussels
LAST_SECOND = dt.datetime(2024, 5, 7, 21, 59, 59, tzinfo=dt.UTC)
LONG_AGO = dt.date(2020, 1, 1)


def rule(name=presets.DEFAULT, **changes):
    """A voting rule that ships with the product, with some parameters otherwise."""
    data = {**presets.all_rules()[name], **changes}
    return VotingRule.objects.create(name=f"{name} {uuid.uuid4().hex[:6]}", data=data)


def secretariat(at=LAUNCHED):
    """The standing of somebody of the Secretariat."""
    user = MandateFactory(role=Role.SECRETARIAT, starts=LONG_AGO).user
    return standing(user, at)


def holder(code, at=LAUNCHED, role=Role.NR):
    """The standing of somebody who speaks for a state."""
    mandate = MandateFactory(
        role=role, member_state=MemberState.objects.get(pk=code), starts=LONG_AGO
    )
    return standing(mandate.user, at)


def board():
    """The Board with its 27 seats, as of long ago."""
    load_reference()
    body = Body.objects.get(pk="BOARD")
    Seat.objects.filter(body=body).update(starts=LONG_AGO)
    return body


def draft(by=None, at=LAUNCHED, rule_=None, **fields):
    """A draft for the Board."""
    return services.draft(
        once=uuid.uuid4(),
        by=by or secretariat(),
        at=at,
        **{
            "title": "Guidelines on citizen participation",
            "question": "Does the Board adopt the guidelines?",
            "body": Body.objects.get(pk="BOARD"),
            "rule": rule_ or rule(),
            **fields,
        },
    )


def running(at=LAUNCHED, rule_=None, **fields):
    """A procedure launched on Monday 22 April 2024, to be answered by Tuesday 7 May."""
    by = secretariat(at)
    made = draft(by=by, at=at, rule_=rule_, **fields)
    return services.launch(made, version=made.version, by=by, at=at)


def ballot(procedure: Procedure, code: str):
    """The ballot of a state."""
    return procedure.ballots.get(member_state=code)
