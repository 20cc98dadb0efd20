"""Rows in bulk."""

import json
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Count, F

from accounts.days import BRUSSELS
from accounts.enums import Role
from accounts.models import Body, Mandate, User
from config.management.commands import populate
from events import rules
from events.enums import RegistrationState, State
from events.models import Event, EventDay, Registration, Session, Speaker
from events.services import held, places_of, position
from mail.links import digest, token
from procedures import counting, services
from procedures.enums import Outcome
from procedures.models import Ballot, BallotEvent, Procedure
from procedures.records import Finding, check_stored, record_of
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory
from tests.factories.procedures import LAST_SECOND, LAUNCHED, ballot, board, holder, running
from tests.factories.reference import load_reference
from tests.procedures import checker

pytestmark = pytest.mark.django_db


def rows():
    return {
        model.__name__: model.objects.count()
        for model in (Event, User, Registration, Session, Speaker)
    }


def test_as_many_as_asked(capsys):
    call_command("populate", events=20, people=5, registrations=300)

    assert rows() == {
        "Event": 20,
        "User": 5,
        "Registration": 300,
        "Session": 40,
        "Speaker": 40,
    }
    assert capsys.readouterr().out == "5 people, 20 events, 300 registrations, 0 procedures.\n"


def test_what_is_made_obeys_the_rules(monkeypatch):
    monkeypatch.setattr(populate, "BATCH", 7)

    call_command("populate", events=10, people=3, registrations=200)

    for event in Event.objects.all():
        again = Event.objects.get(pk=event.pk)
        again.derive()
        places = places_of(event)
        taken = held(event, places=places)
        assert (event.starts_at, event.ends_at, event.search_text) == (
            again.starts_at,
            again.ends_at,
            again.search_text,
        )
        assert rules.places_left(places=places, taken=taken) == 0
        assert event.arrivals == event.registrations.count()
        assert [position(one) for one in event.registrations.queue()] == [1, 2, 3, 4]
    assert set(Event.objects.values_list("state", flat=True)) == {State.PUBLISHED, State.HELD}
    assert (
        EventDay.objects.count() == 2 * Event.objects.filter(last_date__gt=F("first_date")).count()
    )
    one = Registration.objects.filter(user__isnull=False).first()
    assert one.email == one.user.email
    assert one.link_hash == digest(token("events:own_registration", one.key, 1))


def test_the_same_seed_makes_the_same_rows():
    made = []
    for _ in range(2):
        call_command("populate", events=3, people=2, registrations=5)
        made.append(list(Registration.objects.order_by("pk").values_list("name", "country")))
        Registration.objects.all().delete()
        Event.objects.all().delete()
        User.objects.all().delete()

    assert made[0] == made[1]


def test_a_second_run_adds_to_the_first():
    asked = ["--events", "3", "--people", "2", "--registrations", "5"]
    call_command("populate", *asked)
    call_command("populate", *asked)

    assert (Event.objects.count(), User.objects.count(), Registration.objects.count()) == (6, 4, 10)


def test_registrations_alone_go_to_the_next_open_event():
    event = EventFactory()

    call_command("populate", registrations=12)

    assert list(
        Registration.objects.values_list("event", "state").annotate(Count("pk")).order_by("state")
    ) == [
        (event.pk, RegistrationState.CONFIRMED, 10),
        (event.pk, RegistrationState.WAITING, 2),
    ]


def test_registrations_alone_go_nowhere_where_nothing_is_open():
    call_command("populate", registrations=12)

    assert Registration.objects.count() == 0


def test_production_is_not_populated(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="production") as refused:
        call_command("populate", events=1)

    assert (refused.value.returncode, Event.objects.count()) == (2, 0)


def test_procedures_are_chained_and_decided_by_their_rules(capsys):
    load_reference()

    call_command("populate", procedures=12)

    assert capsys.readouterr().out == "0 people, 0 events, 0 registrations, 12 procedures.\n"
    ended = Procedure.objects.exclude(outcome="")
    assert (ended.count(), Procedure.objects.running().count()) == (11, 1)
    assert [check_stored(procedure) for procedure in ended] == [Finding(in_order=True)] * 11
    assert [checker.problem(record_of(procedure)) for procedure in ended] == [""] * 11
    for procedure in ended:
        ballots = counting.counted(procedure, at=procedure.closed_at)
        found = counting.result(procedure, ballots)
        assert counting.figures(ballots, found) == procedure.counted
        assert (procedure.decision is not None) == (
            procedure.outcome in {Outcome.ADOPTED, Outcome.NOT_ADOPTED}
        )
        assert procedure in Procedure.objects.matching(procedure.title)
    assert {procedure.ballots.count() for procedure in Procedure.objects.all()} == {27}
    assert set(Ballot.objects.values_list("choice", flat=True)) == {
        "", "for", "against", "abstain",
    }  # fmt: skip
    assert list(Procedure.objects.order_by("reference")) == list(
        Procedure.objects.order_by("launched_at")
    )


def test_entries_in_bulk_have_the_form_of_those_that_services_write():
    board()
    made = running()
    services.cast(ballot(made, "LV"), choice="for", by=holder("LV"), at=LAUNCHED)
    services.close_due(at=LAST_SECOND + timedelta(days=1))
    call_command("populate", procedures=2)

    def forms(procedures):
        entries = BallotEvent.objects.filter(procedure__in=procedures)
        return {event.kind: set(json.loads(event.text)["data"]) for event in entries}

    assert forms(Procedure.objects.exclude(pk=made.pk)) == forms([made])


def test_the_outcome_of_what_ended_last_week_is_not_yet_published():
    load_reference()
    with time_machine.travel(datetime(2026, 3, 24, 12, tzinfo=BRUSSELS), tick=False):
        call_command("populate", procedures=50)

    assert list(Procedure.objects.values_list("state").annotate(Count("pk")).order_by("state")) == [
        ("closed", 1),
        ("notified", 48),
        ("running", 1),
    ]


def test_procedures_are_added_to_those_that_are_there():
    load_reference()

    for _ in range(3):
        call_command("populate", procedures=1)

    assert Procedure.objects.count() == 3
    assert User.objects.count() == 27


def test_procedures_take_who_speaks_for_a_seat_already():
    load_reference()
    holder = MandateFactory(role=Role.NR, member_state_id="LV").user

    call_command("populate", procedures=2)

    assert Mandate.objects.for_seats().count() == 27
    assert set(
        Ballot.objects.exclude(choice="")
        .filter(member_state="LV")
        .values_list("cast_by", flat=True)
    ) <= {holder.pk}
    assert User.objects.filter(email="nr.ee@populate.example").count() == 1


@pytest.mark.parametrize("with_board", [False, True], ids=["no Board", "an empty Board"])
def test_where_nobody_votes_there_are_no_procedures(with_board):
    if with_board:
        Body.objects.create(code="BOARD", name="Board", chaired_by_presidency=False)

    with pytest.raises(CommandError, match="load the reference data first") as refused:
        call_command("populate", procedures=1, events=1)

    assert (refused.value.returncode, Event.objects.count()) == (2, 0)


def test_nonsense_is_no_number():
    with pytest.raises(CommandError, match="is no number from 0 up"):
        call_command("populate", "--events", "-1")
