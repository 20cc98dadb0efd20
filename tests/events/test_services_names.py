"""A misspelt name is corrected long after the event; who had it is sorted by the new one."""

import pytest

from accounts.access import standing
from accounts.enums import Role
from events import services
from events.enums import Deed
from journal.models import Entry
from tests.certificates.training import AFTER, participant
from tests.factories.accounts import MandateFactory

pytestmark = pytest.mark.django_db


def test_a_name_is_corrected_once_and_written_down():
    officer = standing(MandateFactory(role=Role.SECRETARIAT).user, AFTER)
    person = participant(name="Zoe Nguyen")
    before = person.version

    for _ in range(2):
        services.correct_name(person, name="Anaïs Nguyễn", by=officer, at=AFTER)

    person.refresh_from_db()
    assert (person.name, person.sort_name, person.version) == (
        "Anaïs Nguyễn", "anais nguyen", before + 1
    )  # fmt: skip
    [entry] = Entry.objects.filter(deed=Deed.REGISTRATION_CHANGED)
    assert (entry.key, entry.actor, "Nguy" in str(entry.facts)) == (
        str(person.key), officer.actor, False
    )  # fmt: skip
