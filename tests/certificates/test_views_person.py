"""One person's way to a certificate, and decisions against the rule."""

import pytest
import time_machine

from accounts.access import standing
from accounts.enums import Role
from certificates import services
from certificates.models import Override
from events.enums import RegistrationState
from events.models import Registration
from tests.certificates.issued import LATER, begin, issued
from tests.certificates.training import AFTER, participant, training
from tests.events.organisers import presidency, secretariat, states
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
ABSENT = ("present", "absent", "absent")


@pytest.fixture(autouse=True)
def after_the_training():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AFTER)


@pytest.fixture
def event():
    _france, ireland, _latvia = states()
    return training(host=ireland)


def page_of(person, rest=""):
    return f"/events/{person.event.slug}/certificates/people/{person.key}/{rest}"


def test_it_says_why_session_by_session(event):
    person = participant(event, name="Ana")
    person.event.sessions.filter(starts_time__hour=14).update(counts=False)

    response = secretariat().get(page_of(person))

    assert response.context["why"] == "7.0 of 7.0 h, 100 %, eligible"
    assert [str(pill.label) for _session, _hours, pill in response.context["cells"]] == [
        "Present", "Present for a part, 120 minutes", "Present",
    ]  # fmt: skip
    assert "does not count" in response.text
    assert "Issue a certificate" in response.text


@pytest.mark.parametrize(
    ("presences", "other"), [(ABSENT, "yes"), (("present", "present", "present"), "no")]
)
def test_the_other_than_the_rule_is_proposed(event, presences, other):
    person = participant(event, presences=presences)

    form = secretariat().get(page_of(person)).context["form"]

    assert form.initial["earns"] == other


def test_a_decision_needs_a_reason_and_is_undone(event):
    person = participant(event, presences=ABSENT)
    client = secretariat()

    without = client.post(page_of(person), {"earns": "yes", "reason": ""})
    decided = client.post(page_of(person), {"earns": "yes", "reason": "Taught."}, follow=True)
    stands = Override.objects.get()
    undone = client.post(page_of(person, "undo/"), follow=True)

    assert without.status_code == 422
    assert (stands.earns, stands.reason) == (True, "Taught.")
    assert "Leave it to the rule" in decided.text
    assert decided.context["form"].initial == {"earns": "yes", "reason": "Taught."}
    assert "The rule decides again." in undone.text
    assert Override.objects.count() == 0


def test_a_decision_against_is_said_as_such(event, officer):
    person = participant(event)
    services.override(person, earns=False, reason="Left.", by=officer, at=AFTER)

    response = secretariat().get(page_of(person))

    assert response.context["form"].initial["earns"] == "no"
    assert "Gets no certificate" in response.text.split('id="decided"')[1].split("</h2>")[0]


def test_the_host_reads_and_decides_nothing(event, officer):
    person = participant(event, presences=ABSENT)
    services.override(person, earns=True, reason="Taught.", by=officer, at=AFTER)
    host = presidency("IE")

    text = host.get(page_of(person)).text

    assert "Gets a certificate all the same" in text
    assert "Taught." not in text
    assert "<textarea" not in text
    assert host.post(page_of(person), {"earns": "no", "reason": "No."}).status_code == 404
    assert host.post(page_of(person, "undo/")).status_code == 404
    assert Override.objects.get().earns


def test_all_versions_stand_there(event, officer):
    one = issued(by=officer, event=event)
    services.replace(one, name="Zoé", by=officer, at=LATER)

    response = secretariat().get(page_of(one.registration))

    assert [(str(version), str(pill.label)) for version, pill in response.context["versions"]] == [
        ("EUCPN-2026-000001 v2", "Valid"),
        ("EUCPN-2026-000001", "Replaced"),
    ]


def test_another_after_a_revoked_one_is_a_decision_with_the_reason_in_sight(event, officer):
    one = issued(by=officer, event=event)
    services.revoke(one, reason="Was elsewhere.", by=officer, at=LATER)

    page = secretariat().get(page_of(one.registration)).text

    assert "Was elsewhere." in page
    assert "Issue another all the same" in page
    assert f"?key={one.registration.key}" in page


def test_one_that_is_only_claimed_is_not_the_hosts(event, officer):
    one = issued(by=officer, event=event)
    type(one).objects.update(made_at=None, sha256="")

    assert one.number in secretariat().get(page_of(one.registration)).text
    assert one.number not in presidency("IE").get(page_of(one.registration)).text


def test_why_the_last_attempt_failed_stands_there(event, officer):
    person = participant(event)
    batch = begin(event, [person], by=officer)
    batch.items.update(state="failed", why="The seal did not answer.")

    assert "The seal did not answer." in secretariat().get(page_of(person)).text


def test_who_withdrew_has_a_page_while_there_is_a_certificate(event, officer):
    one = issued(by=officer, event=event)
    Registration.objects.update(state=RegistrationState.WITHDRAWN)

    text = secretariat().get(page_of(one.registration)).text

    assert "(Withdrawn)" in text
    assert f"/attendance/{one.registration.key}/" not in text


def test_without_sessions_nobody_can_earn_one():
    person = RegistrationFactory(event=EventFactory())

    assert "There is no session yet" in secretariat().get(page_of(person)).text


def test_who_waits_has_no_page(event):
    person = RegistrationFactory(event=event, state=RegistrationState.WAITING)

    assert secretariat().get(page_of(person)).status_code == 404
