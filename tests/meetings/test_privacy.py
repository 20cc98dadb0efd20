"""What meetings hold of a person, given out and erased."""

import datetime as dt

import pytest

from events.services import erase_registrations
from journal.models import Entry
from meetings import privacy, services
from meetings.models import Delegate, Delegation
from meetings.rules.delegation import Person
from tests.factories.meetings import AT, meeting, secretariat, speaks_for

pytestmark = pytest.mark.django_db

ANNA = Person("Anna", "anna@example.eu", "Director", "head", is_reimbursed=True)


@pytest.fixture
def event():
    """A meeting for which Latvia has named Anna, and France is about to."""
    found = meeting()
    services.send_delegation(
        found, "LV", version=1, people=[ANNA], to_us="", by=speaks_for("LV"), at=AT
    )
    typed = {
        "name_1": "Anna", "email_1": "Anna@example.eu ", "function_1": "Director",
        "name_2": "Bo", "email_2": "bo@example.eu", "note": "",
    }  # fmt: skip
    by = speaks_for("FR")
    services.save_draft(found, "FR", version=1, typed=typed, base=None, by=by, at=AT)
    return found


def test_a_person_gets_a_copy_of_where_the_address_was_named(event):
    (named, drafted) = privacy.export("anna@example.eu")

    assert named == {
        "meeting": "Board, May 2026",
        "delegation": "LV",
        "function": "Director",
        "capacity": "head",
        "reimbursed": True,
        "named": AT.isoformat(),
        "left": None,
    }
    assert drafted == {
        "meeting": "Board, May 2026",
        "delegation": "FR",
        "draft": {"name": "Anna", "email": "Anna@example.eu ", "function": "Director"},
    }
    services.stay_away(event, "LV", by=speaks_for("LV"), at=AT)
    assert privacy.export("anna@example.eu")[0]["left"] == AT.isoformat()


def test_a_person_is_erased_from_delegations_and_drafts_and_nobody_else_is(event):
    before = privacy.erase("anna@example.eu", by=secretariat(), at=AT)

    assert (before.delegates, before.drafts) == (1, 1)
    assert Delegate.objects.get().function == ""
    typed = Delegation.objects.get(member_state="FR").typed
    assert [typed[f"{name}_{row}"] for row in "12" for name in ("name", "email")] == [
        "", "", "Bo", "bo@example.eu",
    ]  # fmt: skip
    assert Entry.objects.get(deed="meetings.draft_erased").facts["party"] == "FR"
    assert privacy.held("anna@example.eu") == privacy.Held(delegates=1, drafts=0)


def test_what_is_said_of_delegates_goes_with_their_names_and_drafts_go_with_the_meeting(event):
    assert services.forget_delegates(at=AT) == 0
    later = event.ends_at + dt.timedelta(days=2000)
    erase_registrations(at=later)

    assert services.forget_delegates(at=later) == 2

    assert Delegate.objects.get().function == ""
    assert [one.typed for one in Delegation.objects.all()] == [{}, {}]
