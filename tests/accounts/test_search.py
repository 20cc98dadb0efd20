"""What a search finds among people and bodies."""

from datetime import UTC, datetime

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.search import Found, find
from tests.factories.accounts import BodyFactory, MandateFactory, MemberStateFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 5, 29, 10, tzinfo=UTC)


@pytest.fixture
def eleni():
    greece = MemberStateFactory(code="EL", name="Greece")
    return MandateFactory(
        user__name="Ελένη Παπαδοπούλου", user__email="eleni@example.gr", member_state=greece
    ).user


@pytest.fixture
def member():
    return standing(MandateFactory().user, AT)


def test_the_network_finds_people_in_whatever_alphabet(eleni, member):
    assert find("papadopoulou", member, 10) == [
        Found(
            kind="Person",
            title="Ελένη Παπαδοπούλου",
            note="National Representative, Greece",
            url=f"/network/#{eleni.key}",
            icon="person",
        )
    ]


def test_the_secretariat_finds_every_account_by_address_too(eleni):
    secretariat = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)
    attendee = UserFactory(name="Attendee", email="somebody@example.gr")

    found = find("example.gr", secretariat, 10)

    assert {(one.title, one.url) for one in found} == {
        ("Ελένη Παπαδοπούλου", f"/people/{eleni.key}/"),
        ("Attendee", f"/people/{attendee.key}/"),
    }


def test_members_find_neither_addresses_nor_those_without_a_mandate(eleni, member):
    UserFactory(name="Eleni without a mandate")
    MandateFactory(user__name="Eleni closed", user__is_active=False, user__closed_at=AT)

    assert find("example.gr", member, 10) == []
    assert [one.title for one in find("eleni", member, 10)] == ["Ελένη Παπαδοπούλου"]


def test_bodies_are_found_by_name_and_code(member):
    BodyFactory(code="WG-EBA", name="Working group Evidence-based approach")

    assert find("evidence wg-eba", member, 10) == [
        Found(
            kind="Body",
            title="Working group Evidence-based approach",
            note="WG-EBA",
            url="/bodies/WG-EBA/",
            icon="people",
        )
    ]


def test_no_more_than_asked_for(eleni, member):
    MandateFactory(user__name="Eleni Second")

    assert len(find("eleni", member, 1)) == 1


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_is_found_by_no_word(text, member):
    assert find(text, member, 10) == []


def test_others_find_nobody(eleni):
    assert find("eleni", standing(UserFactory(), AT), 10) == []
    assert find("eleni", standing(None, AT), 10) == []
