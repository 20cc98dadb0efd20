"""``manage.py tally``: rules and ballots in, outcomes out, a line of JSON each."""

import json
import sys
from functools import lru_cache
from typing import Any

from django.core.management.base import BaseCommand

from procedures import presets
from procedures.rules import (
    MalformedBallotsError,
    MalformedRuleError,
    Rule,
    outcome,
    read_ballots,
    read_rule,
)

BAD_LINES = 2
LONGEST_LINE = 100_000


class Command(BaseCommand):
    """Decides each line by itself; a bad one is answered with its error, and the rest go on."""

    help = 'Decide {"rule": …, "ballots": …} for each line of standard input.'
    requires_system_checks: list[str] = []  # Django's own type

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer every line; exit 2 at the end if any was bad."""
        bad = False
        for line in sys.stdin.buffer:
            if not line.strip():
                continue
            answer = answered(line)
            bad = bad or "error" in answer
            self.stdout.write(json.dumps(answer))
        if bad:
            sys.exit(BAD_LINES)


def answered(line: bytes | str) -> dict[str, Any]:
    """Return what one line comes to, or its error."""
    try:
        asked = _read(line)
        rule = _rule(asked["rule"])
        ballots = read_ballots(asked["ballots"])
    except MalformedRuleError as error:
        return {"error": f"rule: {error}"}
    except MalformedBallotsError as error:
        return {"error": f"ballots: {error}"}
    except ValueError as error:
        return {"error": str(error)}
    found = outcome(rule, ballots)
    return {
        "outcome": found.outcome.value,
        "approvals": found.approvals,
        "rejections": found.rejections,
        "abstentions": found.abstentions,
        "needed": found.needed,
        "quorum": found.quorum,
        "casting_vote": found.casting_vote,
    }


def _read(line: bytes | str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise ValueError("the line is too long")
    try:
        asked = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ValueError("the line is no JSON") from error
    if not isinstance(asked, dict) or not asked.keys() == {"rule", "ballots"}:
        raise ValueError("a line has rule and ballots, nothing else")
    return asked


def _no_number(word: str) -> None:
    raise ValueError(word)


def _rule(asked: Any) -> Rule:
    if isinstance(asked, str):
        if asked not in presets.all_rules():
            raise MalformedRuleError("", f"no preset is called {asked[:80]}")
        return _known(json.dumps(presets.all_rules()[asked]))
    return _known(json.dumps(asked))


@lru_cache(maxsize=256)
def _known(text: str) -> Rule:
    """Return a rule; many lines name the same."""
    return read_rule(json.loads(text))
