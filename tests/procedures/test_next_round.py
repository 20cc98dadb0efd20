"""The next round of a procedure, and what its earlier one does not tell until it has ended."""

import io
import json
import uuid

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from procedures import privacy, records, rounds, services
from procedures.life import NotNowError
from procedures.models import Procedure
from tests.events.organisers import signed_in
from tests.factories.procedures import ballot, holder, running, secretariat
from tests.procedures.conftest import LATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


@pytest.fixture
def clock():
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


def next_round(made, at=LATER):
    return services.new_round(
        made, once=uuid.uuid4(), reason="A paper changed.", by=secretariat(at), at=at
    )


def launched(made, at=LATER):
    return services.launch(made, version=made.version, by=secretariat(at), at=at)


def ended(made):
    services.close_due(at=made.deadline_at.replace(year=2025))
    return Procedure.objects.get(pk=made.pk)


def withdrawn(made):
    return services.withdraw(made, reason="No.", by=secretariat(LATER), at=LATER)


def address(made, name="procedure"):
    return reverse(f"procedures:{name}", args=[made.reference])


@pytest.mark.parametrize("after", [launched, lambda second: second], ids=["running", "drafted"])
def test_replies_to_an_earlier_round_are_told_to_nobody_until_the_next_has_ended(clock, after):
    made = running()
    voter = holder("LV", LATER)
    services.cast(ballot(made, "LV"), choice="against", statement="ROSEBUD", by=voter, at=LATER)
    after(next_round(made))

    for who in (voter.user, secretariat(LATER).user):
        client = signed_in(who)
        page = client.get(address(made)).content.decode()
        assert "follow once its next round has ended" in page
        assert "ROSEBUD" not in page
        assert address(made, "record") not in page
        assert address(made, "note") not in page
        assert client.get(address(made, "record")).status_code == 404
        assert client.get(address(made, "note")).status_code == 404
    ledger = client.get(address(made, "ledger")).content.decode()
    assert "Replied" in ledger
    assert "against" not in ledger
    assert address(made, "record") not in ledger
    assert privacy.export(voter.actor, own=False) == []
    assert [one["text"] for one in privacy.export(voter.actor)] == ["ROSEBUD"]


@pytest.mark.parametrize(
    "end", [lambda second: ended(launched(second)), withdrawn], ids=["decided", "thrown away"]
)
def test_they_are_told_once_it_has(clock, end):
    made = running()
    voter = holder("LV", LATER)
    services.cast(ballot(made, "LV"), choice="against", statement="ROSEBUD", by=voter, at=LATER)
    end(next_round(made))

    client = signed_in(secretariat(LATER).user)
    page = client.get(address(made)).content.decode()

    assert "follow once its next round has ended" not in page
    assert address(made, "record") in page
    assert b"ROSEBUD" in client.get(address(made, "record")).content
    assert client.get(address(made, "note"))["Content-Type"] == "application/pdf"
    assert "against" in client.get(address(made, "ledger")).content.decode()
    assert [one["text"] for one in privacy.export(voter.actor, own=False)] == ["ROSEBUD"]


def test_the_first_of_three_rounds_waits_for_the_third(clock):
    first = running()
    second = launched(next_round(first))
    third = launched(next_round(second))

    assert [rounds.held_back(Procedure.objects.get(pk=one.pk)) for one in (first, second)] == [
        True,
        True,
    ]
    ended(third)
    assert [rounds.held_back(Procedure.objects.get(pk=one.pk)) for one in (first, second)] == [
        False,
        False,
    ]


def test_who_operates_the_installation_takes_the_record_out_all_the_same():
    made = running()
    launched(next_round(made))
    written = io.StringIO()

    call_command("export_procedure", made.reference, stdout=written)

    assert json.loads(written.getvalue())["reference"] == made.reference
    assert records.check_stored(Procedure.objects.get(pk=made.pk)).in_order


def test_another_round_takes_the_place_of_a_draft_that_was_thrown_away():
    made = running()
    thrown = withdrawn(next_round(made))

    another = next_round(made)

    thrown.refresh_from_db()
    assert (another.round, another.previous, another.state) == (2, made, "draft")
    assert (thrown.previous, thrown.state) == (None, "withdrawn")
    with pytest.raises(NotNowError):
        next_round(made)


def test_a_round_that_was_launched_and_withdrawn_keeps_its_place():
    made = running()
    withdrawn(launched(next_round(made)))

    with pytest.raises(NotNowError):
        next_round(made)


def test_of_what_was_withdrawn_a_round_is_drafted_without_a_reason(clock):
    made = withdrawn(running())
    office = signed_in(secretariat(LATER).user)

    control = office.get(address(made, "control")).content.decode()
    asked = office.get(address(made, "new_round")).content.decode()
    answer = office.post(address(made, "new_round"), {"once": uuid.uuid4()})

    assert address(made, "new_round") in control
    assert 'name="reason"' not in asked
    assert "This procedure ends now" not in asked
    second = Procedure.objects.get(previous=made)
    assert answer["Location"] == address(second, "edit")
    assert address(made, "new_round") not in office.get(address(made, "control")).content.decode()


def test_the_page_leads_to_no_round_that_was_thrown_away(clock):
    made = running()
    thrown = withdrawn(next_round(made))
    office = signed_in(secretariat(LATER).user)

    assert thrown.reference not in office.get(address(made)).content.decode()
    second = launched(next_round(made))
    assert second.get_absolute_url() in office.get(address(made)).content.decode()


def test_the_page_of_a_withdrawn_one_offers_no_late_reply(clock):
    made = running()
    office = signed_in(secretariat(LATER).user)
    before = office.get(address(made, "control")).text

    withdrawn(made)

    offered = address(made, "enter_reply")
    assert offered in before
    assert offered not in office.get(address(made, "control")).text
