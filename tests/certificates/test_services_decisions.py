"""Decisions against the rule have a reason and can be undone."""

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from certificates import services
from certificates.enums import Deed
from certificates.models import Override
from certificates.services import RefusedError
from journal.models import Entry
from tests.certificates.issued import LATER
from tests.certificates.training import AFTER, participant
from tests.factories.accounts import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, timezone.now())


def test_the_last_decision_holds_and_none_of_its_words_are_in_the_journal(officer):
    person = participant()

    services.override(person, earns=True, reason=" Ill for an hour ", by=officer, at=AFTER)
    decided = services.override(person, earns=False, reason="Not ill", by=officer, at=LATER)

    assert Override.objects.get() == decided
    assert (decided.earns, decided.reason, decided.decided_at, decided.decided_by) == (
        False,
        "Not ill",
        LATER,
        officer.user,
    )
    entries = Entry.objects.order_by("pk")
    assert [(entry.deed, entry.label, entry.key, entry.facts) for entry in entries] == [
        (
            Deed.DECIDED,
            "events.registration",
            str(person.key),
            {"event": person.event.slug, "earns": earns},
        )
        for earns in (True, False)
    ]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_nothing_is_decided(officer, reason):
    person = participant()

    with pytest.raises(RefusedError, match=r"^Please say why\.$"):
        services.override(person, earns=True, reason=reason, by=officer, at=AFTER)

    assert Override.objects.count() == 0


def test_undone_the_rule_decides_again_and_twice_is_once(officer):
    person = participant()
    services.override(person, earns=True, reason="Ill", by=officer, at=AFTER)

    for _ in range(2):
        services.undo_override(person, by=officer, at=LATER)

    assert Override.objects.count() == 0
    assert list(Entry.objects.order_by("pk").values_list("deed", flat=True)) == [
        Deed.DECIDED,
        Deed.DECISION_UNDONE,
    ]
