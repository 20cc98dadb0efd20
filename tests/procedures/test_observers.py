"""Who observes in a body reads its written procedures where the body lets them, by every way."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Body, MemberState, Seat
from decisions import sources
from decisions.models import Decision
from procedures import search, services
from procedures.models import Procedure
from procedures.models.procedure import LABEL
from tests.events.organisers import signed_in
from tests.factories.accounts import MandateFactory, OrganisationFactory, SeatFactory
from tests.factories.documents import document
from tests.factories.procedures import (
    LAUNCHED,
    LONG_AGO,
    ballot,
    draft,
    holder,
    rule,
    running,
    secretariat,
)
from tests.procedures.conftest import CLOSING, LATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

RUNNING = {"page", "list", "search", "month", "paper"}
ENDED = {"page", "list", "search", "paper", "record", "note", "register"}


def observer(*, votes=False, sits=True):
    """Somebody who observes for an organisation, with a seat in the Board or none."""
    house = OrganisationFactory()
    if sits:
        SeatFactory(
            body_id="BOARD", body=None, member_state=None, organisation=house, votes=votes,
            starts=LONG_AGO,
        )  # fmt: skip
    return MandateFactory(
        role=Role.OBSERVER, member_state=None, organisation=house, starts=LONG_AGO
    ).user


def member(role, code="LV"):
    return MandateFactory(
        role=role, member_state=MemberState.objects.get(pk=code), starts=LONG_AGO
    ).user


PEOPLE = {
    "observer": observer,
    "observer whose seat votes": lambda: observer(votes=True),
    "observer without a seat": lambda: observer(sits=False),
    "representative": lambda: member(Role.NR),
    "contact point": lambda: member(Role.CONTACT_POINT),
    "secretariat": lambda: secretariat().user,
}
LET = {
    ("body", True): {"observer", "observer whose seat votes", "representative", "secretariat"},
    ("body", False): {"observer whose seat votes", "representative", "secretariat"},
    ("network", True): set(PEOPLE),
    ("network", False): set(PEOPLE) - {"observer", "observer without a seat"},
}


def launched(visibility):
    """A running procedure with a paper."""
    made = draft(visibility=visibility, rule_=rule("P1_SILENCE"))
    document(LABEL, str(made.key), title="On birds", visibility=visibility, by=secretariat())
    return services.launch(made, version=made.version, by=secretariat(), at=LAUNCHED)


def ways(user, made, at):
    """By which ways the person comes to a procedure."""
    client, mine = signed_in(user), standing(user, at)
    words = Procedure.objects.get(pk=made.pk).title

    def answers(name, *parts):
        address = reverse(f"procedures:{name}", args=[made.reference, *parts])
        return client.get(address).status_code == 200

    def tells(name, *parts):
        return words in client.get(reverse(name, args=parts)).content.decode()

    found = {
        "page": answers("procedure"),
        "list": tells("procedures:list"),
        "search": bool(search.find(words, mine, 10)),
        "month": tells("calendars:month_of", 2024, 5),
        "paper": answers("paper", 1),
        "record": answers("record"),
        "note": answers("note"),
        "register": bool(sources.open_to(mine, list(Decision.objects.all()))),
    }
    return {name for name, is_open in found.items() if is_open}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(("visibility", "lets"), LET)
def test_each_reads_by_every_way_or_by_none(person, visibility, lets):
    Body.objects.filter(pk="BOARD").update(observers_read_procedures=lets)
    user = PEOPLE[person]()
    made = launched(visibility)
    reads = person in LET[visibility, lets]

    with time_machine.travel(LATER, tick=False):
        while_it_runs = ways(user, made, LATER)
    services.close_due(at=CLOSING)
    with time_machine.travel(CLOSING, tick=False):
        afterwards = ways(user, made, CLOSING)

    assert while_it_runs == (RUNNING if reads else set())
    assert afterwards == (ENDED if reads else set())


def test_the_setting_of_one_body_says_nothing_of_another():
    user = observer()
    Body.objects.exclude(pk="BOARD").update(observers_read_procedures=False)
    made = launched("body")

    assert list(Procedure.objects.visible_to(standing(user, LATER))) == [made]


def test_who_also_speaks_for_a_state_is_no_mere_observer():
    user = observer()
    MandateFactory(
        user=user, role=Role.CONTACT_POINT, member_state_id="LV", member_state=None, starts=LONG_AGO
    )
    Body.objects.update(observers_read_procedures=False)
    made = launched("network")

    assert list(Procedure.objects.visible_to(standing(user, LATER))) == [made]


def test_who_was_asked_reads_it_though_the_seat_is_an_observers_by_now():
    user = observer(votes=True)
    made = launched("body")
    Body.objects.update(observers_read_procedures=False)
    Seat.objects.filter(organisation__isnull=False).update(votes=False)
    launched_since = draft()
    services.launch(launched_since, version=1, by=secretariat(LATER), at=LATER)

    assert list(Procedure.objects.visible_to(standing(user, LATER))) == [made]


def test_a_state_whose_seat_has_ended_reads_what_it_was_asked():
    made, by = running(), holder("LV", LATER)
    Seat.objects.filter(member_state="LV").update(ends=LAUNCHED.date())
    at = LATER + dt.timedelta(days=1)

    services.cast(ballot(made, "LV"), choice="for", by=by, at=LATER)

    assert list(Procedure.objects.visible_to(standing(by.user, at))) == [made]
