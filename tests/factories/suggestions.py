"""Calls for suggestions, made through the services: Belgium asks the Board in February 2024."""

import datetime as dt
import uuid

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Body, MemberState
from suggestions import services
from suggestions.models import Call, Suggestion
from tests.factories.accounts import MandateFactory
from tests.factories.reference import load_reference

NOW = dt.datetime(2024, 2, 5, 9, tzinfo=dt.UTC)  # Monday 10:00 in Brussels
FIRST, LAST = dt.date(2024, 2, 5), dt.date(2024, 2, 29)
AFTER = dt.datetime(2024, 2, 29, 23, tzinfo=dt.UTC)  # Friday 1 March, 00:00 in Brussels
LONG_AGO = dt.date(2020, 1, 1)
SAID = {
    "category": "practice",
    "title": "Burglary alarms for all",
    "text": "Every new house gets one.",
    "links": "https://example.eu/alarms",
    "contact_name": "Zoë Ångström",
    "contact_email": "zoe@police.example",
}


def network():
    """The states, their seats in the Board, and the terms."""
    load_reference()


def at_work(role=Role.SECRETARIAT, at=NOW, state=None):
    """The standing of somebody in a role."""
    told = {} if state is None else {"member_state": MemberState.objects.get(pk=state)}
    return standing(MandateFactory(role=role, starts=LONG_AGO, **told).user, at)


def speaks_for(code, at=NOW, role=Role.NR):
    """The standing of somebody who speaks for a Member State."""
    return at_work(role, at, code)


def team(code="BE", at=NOW):
    """The standing of somebody of a Presidency's team."""
    return at_work(Role.PRESIDENCY, at, code)


def again(by, at):
    """The same person's standing at another moment."""
    return standing(by.user, at)


def state(code):
    """A Member State."""
    return MemberState.objects.get(pk=code)


def drafted(by=None, at=NOW, **fields):
    """A draft of the Belgian Presidency for the Board."""
    return services.draft_call(
        by=by or team(at=at),
        at=at,
        **{
            "once": uuid.uuid4(),
            "body": Body.objects.get(pk="BOARD"),
            "presidency": state("BE"),
            "title": "What should we do about burglaries?",
            "text": "Tell us what works.",
            "categories": ["policy", "practice", "research"],
            "opens_on": FIRST,
            "closes_on": LAST,
            **fields,
        },
    )


def opened(by=None, at=NOW, **fields):
    """A call that is open."""
    by = by or team(at=at)
    return services.open_call(drafted(by, at, **fields), by=by, at=at)


def begun(call: Call, by, at=NOW, code="LV"):
    """A draft of a suggestion in which nothing is typed."""
    return services.begin(call, once=uuid.uuid4(), member_state=state(code), by=by, at=at)


def suggested(call: Call, by=None, at=NOW, code="LV", **fields) -> Suggestion:
    """A suggestion that was sent."""
    by = by or speaks_for(code, at)
    said = {**SAID, **fields}
    made = begun(call, by, at, code)
    return services.give(made, said=said, version=made.version, typed=said, by=by, at=at)
