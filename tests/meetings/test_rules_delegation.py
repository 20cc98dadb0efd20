"""What is wrong with a delegation, and when a row holds somebody else."""

import pytest

from meetings.rules.delegation import Finding, Person, faults, is_another

HEAD = Person("Ada", "ada@example.eu", capacity="head")
MEMBER = Person("Bo")
PAID = Person("Cy", "cy@example.eu", is_reimbursed=True)


@pytest.mark.parametrize(
    ("people", "found"),
    [
        ([HEAD, MEMBER], []),
        ([HEAD, PAID], []),
        ([], [Finding("nobody")]),
        ([HEAD, MEMBER, PAID], [Finding("too_many")]),
        ([Person("Ada", capacity="head", is_reimbursed=True), PAID],
         [Finding("too_many_reimbursed")]),
        ([MEMBER], [Finding("no_head")]),
        ([HEAD, Person("Di", capacity="head")], [Finding("two_heads", 2)]),
        ([HEAD, Person("Another name", "ada@example.eu")], [Finding("twice", 2)]),
        ([Person("Bo", capacity="head"), Person("BÖ")], [Finding("twice", 2)]),
    ],
    ids=["sound", "one reimbursed", "nobody", "too many", "too many reimbursed", "no head",
         "two heads", "one address twice", "one name twice"],
)  # fmt: skip
def test_a_delegation_is_judged_as_a_whole(people, found):
    assert faults(people, places=2, reimbursed=1) == found


def test_without_a_seat_each_person_needs_an_address():
    people = [HEAD, MEMBER]

    assert faults(people, places=2, reimbursed=0, has_seat=False) == [Finding("no_address", 2)]


def test_a_fault_says_the_numbers_that_are_meant():
    assert (
        Finding("too_many").says(2, 1)
        == "More people are named than there are places; there are 2."
    )
    assert Finding("twice", 1).says(2, 1) == "This person is named twice."


@pytest.mark.parametrize(
    ("before", "after", "another"),
    [
        (HEAD, Person("Ada Lovelace", "ada@example.eu"), False),
        (HEAD, Person("Ada", "al@example.eu"), True),
        (HEAD, Person("Ada"), True),
        (MEMBER, Person("bo"), False),
        (MEMBER, Person("Bob"), True),
        (MEMBER, Person("Bo", "bo@example.eu"), True),
    ],
    ids=["name corrected", "other address", "address gone", "same name", "other name",
         "address new"],
)  # fmt: skip
def test_the_address_is_the_person_and_without_one_the_name_is(before, after, another):
    assert is_another(before, after) is another
