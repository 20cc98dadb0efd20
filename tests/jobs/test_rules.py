"""The steps of a job: its table total, what it does not hold refused."""

import pytest

from accounts.steps import By, Step
from jobs import rules
from jobs.enums import Deed, State
from tests.test_tables import prove

ANYBODY = frozenset({By.CLOCK})


def test_the_table_is_total():
    table = {
        state: {deed: Step(to, ANYBODY) for deed, to in row.items()}
        for state, row in rules.JOB.items()
    }

    assert prove(table, states=State, deeds=Deed, first={State.WAITING}) == []


@pytest.mark.parametrize(
    ("state", "deed", "to"),
    [(state, deed, rules.JOB[state].get(deed)) for state in State for deed in Deed],
)
def test_a_step_leads_where_the_table_says_or_is_refused(state, deed, to):
    if to is None:
        with pytest.raises(rules.NoSuchStepError):
            rules.after(state, deed=deed)
    else:
        assert rules.after(state.value, deed=deed) == to


@pytest.mark.parametrize(
    ("total", "done", "failed", "over"),
    [(0, 0, 0, True), (5, 4, 0, False), (5, 4, 1, True), (5, 5, 0, True)],
    ids=["nothing to do", "one left", "one of them failed", "all done"],
)
def test_a_job_is_over_when_every_part_was_tried(total, done, failed, over):
    assert rules.is_over(total=total, done=done, failed=failed) is over
