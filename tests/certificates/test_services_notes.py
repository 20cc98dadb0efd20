"""What leaves the house is written down, without a name."""

import pytest

from accounts.access import standing
from certificates import services
from certificates.enums import Deed
from journal.models import Entry
from tests.certificates.training import AFTER, participant, training
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certificate

pytestmark = pytest.mark.django_db


def test_certificates_taken_out_are_written_down_by_number():
    event, officer = training(), standing(UserFactory(), AFTER)
    rows = [certificate(participant(event)) for _ in range(2)]

    services.take_out(event, rows, as_="zip", by=officer, at=AFTER)

    entry = Entry.objects.get(deed=Deed.TAKEN_OUT)
    assert (entry.actor, entry.label, entry.key) == (
        str(officer.user.key),
        "events.event",
        str(event.uid),
    )
    assert entry.facts == {
        "event": event.slug,
        "file": "zip",
        "certificates": ["EUCPN-2026-000001", "EUCPN-2026-000002"],
    }


def test_a_certificate_taken_out_is_written_down_as_one():
    one, officer = certificate(participant(training())), standing(UserFactory(), AFTER)

    services.take_file(one, by=officer, at=AFTER)

    entry = Entry.objects.get(deed=Deed.FILE_TAKEN)
    assert (entry.label, entry.key, entry.facts["number"]) == (
        "certificates.certificate",
        str(one.key),
        "EUCPN-2026-000001",
    )
