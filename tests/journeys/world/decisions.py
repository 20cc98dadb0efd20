"""What the small house decided, and what it is asked in writing."""

import datetime as dt
import uuid

from django.utils import timezone

import procedures.services
from accounts import access
from accounts.enums import Visibility
from accounts.models import Body
from procedures.models import VotingRule
from procedures.models.procedure import LABEL
from procedures.presets import DEFAULT
from tests.factories.decisions import decision
from tests.factories.documents import document
from tests.journeys.world.people import World


def add_decisions(world: World) -> None:
    """Enter a decision that everybody may know, and one for the Network alone."""
    at = timezone.now()
    public, _inside = (
        decision(title=f"What was decided{world.mark}", visibility=visibility, at=at)
        for visibility in (Visibility.PUBLIC, Visibility.NETWORK)
    )
    world.words["decision"] = public.number


def add_procedures(world: World) -> None:
    """A draft, one that runs with a reply in it, one that has ended, and their rule."""
    now = timezone.now()
    by = world.standing("secretariat")
    procedures.services.lay_out_rules(at=now)
    rule = VotingRule.objects.get(preset=DEFAULT)
    world.words["rule"] = str(rule.key)
    for name, launched in (
        ("draft", None),
        ("running", now - dt.timedelta(days=2)),
        ("ended", now - dt.timedelta(days=40)),
    ):
        made = procedures.services.draft(
            once=uuid.uuid4(),
            by=by,
            at=launched or now,
            title=f"Procedure {name}{world.mark}",
            question=f"Does the Board agree?{world.mark}",
            body=Body.objects.get(pk="BOARD"),
            rule=rule,
        )
        world.words[f"procedure {name}"] = made.reference
        paper = document(LABEL, str(made.key), title=f"Paper {name}{world.mark}", by=by)
        world.words[f"paper {name}"] = str(paper.key)
        if launched:
            procedures.services.launch(made, version=made.version, by=by, at=launched)
            at = launched + dt.timedelta(days=1)
            procedures.services.cast(
                made.ballots.get(member_state=world.words["state"]),
                choice="for",
                statement=f"A statement{world.mark}",
                by=access.standing(world.people["nr"], at),
                at=at,
            )
    procedures.services.close_due(at=now)
