"""Certificates among what a search finds: for the Secretariat, by number or name."""

import pytest

from accounts import access
from accounts.enums import Role
from certificates import search
from certificates.enums import State
from certificates.models import Certificate
from desk import finding
from events.models import Registration
from events.services.erasure import forget
from tests.certificates.training import AFTER, participant
from tests.events.organisers import signed_in
from tests.factories.accounts import MandateFactory
from tests.factories.certificates import certificate

pytestmark = pytest.mark.django_db


def office():
    return access.standing(MandateFactory(role=Role.SECRETARIAT).user, AFTER)


def titles(text, limit=10):
    return [one.title for one in search.find(text, office(), limit)]


@pytest.fixture
def issued():
    return certificate(participant(name="Ελένη Παπαδοπούλου"))


@pytest.mark.parametrize(
    "text", ["EUCPN-2026-000001", "eucpn-2026-000001", "000001", "papadopoulou", "Ελένη 0001"]
)
def test_a_number_or_a_name_finds_it_however_typed(issued, text):
    [found] = search.find(text, office(), 10)

    slug = issued.registration.event.slug
    assert (found.title, found.url, found.icon) == (
        "EUCPN-2026-000001", f"/events/{slug}/certificates/{issued.key}/", "seal"
    )  # fmt: skip
    assert found.note == "Ελένη Παπαδοπούλου · Evaluating crime prevention initiatives · Valid"


@pytest.mark.parametrize("text", ["", "  ", "EUCPN-2026-000002", "eleni nobody"])
def test_nothing_else_does(issued, text):
    assert titles(text) == []


def test_of_each_the_newest_version_is_found_and_no_claimed_one(issued):
    certificate(issued.registration)
    certificate(participant(name="Not Made"), made=False)
    certificate(participant(name="Revoked One"), state=State.REVOKED)

    assert titles("eucpn") == ["EUCPN-2026-000004", "EUCPN-2026-000001 v2"]
    assert titles("eucpn", limit=1) == ["EUCPN-2026-000004"]


def test_an_erased_one_is_found_by_its_number(issued):
    Certificate.objects.update(facts={**issued.facts, "name": ""}, erased_at=AFTER)

    [found] = search.find("000001", office(), 10)

    assert found.note == "Evaluating crime prevention initiatives · Valid"


def test_the_printed_name_finds_it_when_the_registration_is_erased(issued):
    forget(Registration.objects.all(), by=None, at=AFTER)

    assert titles("papadopoulou eleni") == ["EUCPN-2026-000001"]


@pytest.mark.parametrize("role", [None, Role.NR, Role.ADMINISTRATOR, Role.PRESIDENCY])
def test_nobody_else_finds_any(issued, role, django_assert_num_queries):
    user = MandateFactory(role=role).user if role else issued.registration.user
    standing = access.standing(user, AFTER)
    _ = standing.is_secretariat

    with django_assert_num_queries(0):
        assert search.find("000001", standing, 10) == []


def test_the_search_of_the_house_shows_them(issued):
    [shelf] = [one for one in finding.search("000001", office()) if one.key == "certificates"]
    page = signed_in(MandateFactory(role=Role.SECRETARIAT).user).get("/search/?q=000001")

    assert [one.title for one in shelf.found] == ["EUCPN-2026-000001"]
    assert f"/certificates/{issued.key}/" in page.text
