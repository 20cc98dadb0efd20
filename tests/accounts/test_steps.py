"""The form of every state machine."""

import pytest

from accounts.steps import By, NotNowError, Step, step

TABLE = {"open": {"close": Step("closed", frozenset({By.SECRETARIAT}))}, "closed": {}}


def test_a_step_leads_on_for_who_may_take_it():
    assert step(TABLE, state="open", deed="close", by=By.SECRETARIAT).to == "closed"


@pytest.mark.parametrize(
    ("state", "by"),
    [("closed", By.SECRETARIAT), ("open", By.PERSON)],
    ids=["no step", "not theirs"],
)
def test_any_other_step_is_refused(state, by):
    with pytest.raises(NotNowError, match="close"):
        step(TABLE, state=state, deed="close", by=by)
