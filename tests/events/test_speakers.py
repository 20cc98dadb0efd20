"""Who is the same person, and what is said of a consent."""

import datetime as dt

import pytest

from events.speakers import consent_pill, is_same_person

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Eva Novak", "Eva Novak", True),
        ("Eva Nowak", "Dr. Eva Nováková", True),
        ("Мария Иванова", "Mariya Ivanova", True),
        ("Eva Novak", "Ulla Berg", False),
        ("Dr. Eva Novak", "Dr. Ulla Berg", False),
        ("Li Wu", "Li Na", False),
        ("Li Wu", "Li Wu", True),
    ],
)
def test_a_row_means_the_same_person_while_one_word_stays(before, after, same):
    assert is_same_person(before, after) is same


@pytest.mark.parametrize(
    ("may_publish", "consent_at", "asked_at", "said", "tone"),
    [
        (True, AT, AT, "Agreed to be published", "ok"),
        (True, None, None, "Agreed to be published", "ok"),
        (False, AT, AT, "Not to be published", "bad"),
        (False, None, AT, "Asked, no answer yet", "warn"),
        (False, None, None, "Not asked: not on the public page", ""),
    ],
)
def test_consent_is_said_in_words(may_publish, consent_at, asked_at, said, tone):
    pill = consent_pill(may_publish=may_publish, consent_at=consent_at, asked_at=asked_at)

    assert (pill.label, pill.tone) == (said, tone)
