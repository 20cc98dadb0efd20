"""When a letter is tried again, and when an address is given up."""

import datetime as dt

import pytest

from mail import rules

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("urgent", "delays"),
    [
        (
            False,
            [
                1 * MINUTE,
                5 * MINUTE,
                30 * MINUTE,
                120 * MINUTE,
                360 * MINUTE,
                720 * MINUTE,
                1440 * MINUTE,
            ],
        ),
        (True, [10 * SECOND, 20 * SECOND, 30 * SECOND, 60 * SECOND, 120 * SECOND]),
    ],
    ids=["letters", "codes"],
)
def test_the_wait_grows_and_ends(urgent, delays):
    tried = [
        rules.next_attempt(attempts=n, urgent=urgent, at=NOW) for n in range(1, len(delays) + 2)
    ]

    assert tried == [*(NOW + delay for delay in delays), None]


@pytest.mark.parametrize(("attempts", "spent"), [(9, True), (8, False)])
def test_a_letter_is_spent_when_all_its_senders_died_over_it(attempts, spent):
    assert rules.is_spent(attempts=attempts, urgent=False) is spent


@pytest.mark.parametrize(
    ("age", "urgent", "of_use_until", "expected"),
    [
        (10 * MINUTE, True, None, True),
        (10 * MINUTE - SECOND, True, None, False),
        (10 * MINUTE, False, None, False),
        (MINUTE, False, NOW, True),
        (MINUTE, False, NOW + SECOND, False),
    ],
    ids=[
        "a code that ran out",
        "a code that holds",
        "a letter",
        "a letter of no more use",
        "a letter still of use",
    ],
)
def test_is_too_late(age, urgent, of_use_until, expected):
    found = rules.is_too_late(
        created_at=NOW - age, urgent=urgent, of_use_until=of_use_until, at=NOW
    )

    assert found is expected


ANSWERS = {
    "no such user": (550, "550 5.1.1 User unknown", True),
    "mailbox disabled": (550, "550 5.2.1 Mailbox disabled", True),
    "no enhanced code": (550, "550 No such user here", True),
    "policy": (550, "550 5.7.1 Message rejected for policy reasons", False),
    "mailbox full": (552, "552 5.2.2 Mailbox full", False),
    "later": (451, "451 4.7.1 Greylisted", False),
    "relay denied": (554, "554 Relay access denied", False),
}


@pytest.mark.parametrize(("code", "answer", "expected"), ANSWERS.values(), ids=ANSWERS.keys())
def test_is_dead_mailbox(code, answer, expected):
    assert rules.is_dead_mailbox(code, answer=answer) is expected
