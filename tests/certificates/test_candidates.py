"""How far each person at an event is on the way to a certificate."""

import pytest

from accounts.access import standing
from accounts.enums import Role
from certificates import candidates, services
from certificates.enums import ItemState, Stage
from certificates.models import BatchItem, Certificate
from events.enums import Excused, Presence, RegistrationState
from events.models import Attendance, AttendanceTerms, Registration
from tests.certificates.issued import LATER, begin, issue, issued
from tests.certificates.training import AFTER, FIRST, participant, training
from tests.factories.accounts import MandateFactory
from tests.factories.events import RegistrationFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db
ABSENT = ("present", "absent", "absent")
DURING = AFTER.replace(day=FIRST.day, hour=13)


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AFTER)


def stages(event, at=AFTER):
    return {one.registration.name: one.stage for one in candidates.of_event(event, at=at)}


def test_each_person_is_as_far_as_rule_decision_and_certificate_say(officer):
    event = training()
    said = {
        "Ready": participant(event, name="Ready"),
        "Absent": participant(event, name="Absent", presences=ABSENT),
        "Unknown": participant(event, name="Unknown", presences=("present",)),
        "Decided for": participant(event, name="Decided for", presences=ABSENT),
        "Decided against": participant(event, name="Decided against"),
        "Unknown, against": participant(event, name="Unknown, against", presences=()),
        "Issued": participant(event, name="Issued"),
        "Revoked": participant(event, name="Revoked"),
        "Changed": participant(event, name="Changed"),
        "Lost": participant(event, name="Lost"),
    }
    RegistrationFactory(event=event, name="Waiting", state=RegistrationState.WAITING)
    for name, earns in (
        ("Decided for", True),
        ("Decided against", False),
        ("Unknown, against", False),
    ):
        services.override(said[name], earns=earns, reason="It is so.", by=officer, at=AFTER)
    issue(event, [said[name] for name in ("Issued", "Revoked", "Changed", "Lost")], by=officer)
    revoked = Certificate.objects.get(registration=said["Revoked"])
    services.revoke(revoked, reason="Not so.", by=officer, at=LATER)
    Attendance.objects.filter(registration=said["Changed"], presence="partial").update(
        presence=Presence.PRESENT, minutes=None
    )
    Attendance.objects.filter(registration=said["Lost"]).update(
        presence=Presence.ABSENT, minutes=None
    )

    assert stages(event) == {
        "Ready": Stage.READY,
        "Absent": Stage.NONE,
        "Unknown": Stage.UNDECIDED,
        "Decided for": Stage.READY,
        "Decided against": Stage.NONE,
        "Unknown, against": Stage.NONE,
        "Issued": Stage.ISSUED,
        "Revoked": Stage.REVOKED,
        "Changed": Stage.CHANGED,
        "Lost": Stage.CHANGED,
    }


def test_before_the_end_nothing_is_decided(officer):
    event = training()
    participant(event, name="Present")
    against = participant(event, name="Against")
    services.override(against, earns=False, reason="Left.", by=officer, at=DURING)

    assert stages(event, at=DURING) == {"Present": Stage.UNDECIDED, "Against": Stage.UNDECIDED}


def test_what_is_only_claimed_is_under_way_and_may_be_taken_up(officer):
    one = issued(by=officer)
    Certificate.objects.update(made_at=None, sha256="")

    [found] = candidates.of_event(one.registration.event, at=AFTER)

    assert (found.stage, found.may_be_issued, candidates.live([found])) == (
        Stage.UNDER_WAY, True, [],
    )  # fmt: skip


def test_who_withdrew_with_a_certificate_stands_in_the_list_and_is_entitled_to_none(officer):
    one = issued(by=officer)
    one.registration.state = RegistrationState.WITHDRAWN
    one.registration.save()

    [found] = candidates.of_event(one.registration.event, at=AFTER)

    assert (found.stage, found.is_entitled, found.certificate) == (Stage.CHANGED, False, one)


def test_who_was_erased_is_not_among_those_to_issue_and_what_was_issued_stays_as_it_is(officer):
    event = training()
    people = [participant(event, name=name) for name in ("Had one", "Had none", "Stays")]
    issue(event, people[:1], by=officer)
    gone = Registration.objects.filter(pk__in=[one.pk for one in people[:2]])
    gone.update(name="", email="", organisation="", user=None, erased_at=LATER)
    Attendance.objects.filter(registration=people[0]).update(presence=Presence.ABSENT, minutes=None)

    found = {one.registration.pk: one for one in candidates.of_event(event, at=LATER)}

    assert [found[one.pk].stage for one in people] == [Stage.ISSUED, Stage.NONE, Stage.READY]
    assert candidates.to_issue(found.values()) == [found[people[2].pk]]


def test_a_replaced_certificate_is_shown_by_its_newest_version(officer):
    one = issued(by=officer)
    new = services.replace(one, name="Zoë Nguyễn", by=officer, at=LATER)

    found = candidates.of_person(one.registration, at=LATER)

    assert (found.certificate, found.stage, candidates.live([found])) == (
        new, Stage.ISSUED, [new],
    )  # fmt: skip


def test_who_had_one_revoked_may_be_given_another_but_is_not_among_those_to_issue(officer):
    one = issued(by=officer)
    services.revoke(one, reason="Not so.", by=officer, at=LATER)

    found = candidates.of_person(one.registration, at=LATER)

    assert (found.may_be_issued, candidates.to_issue([found])) == (True, [])


def test_the_last_failure_is_told_until_there_is_a_certificate(officer):
    event = training()
    person = participant(event)
    batch = begin(event, [person], by=officer)
    BatchItem.objects.filter(batch=batch).update(state=ItemState.FAILED, why="No ink.")

    before = candidates.of_person(person, at=AFTER).problem
    issue(event, [person], by=officer, at=LATER)

    assert (before, candidates.of_person(person, at=LATER).problem) == ("No ink.", "")


def test_an_open_wish_is_told(officer):
    one = issued(by=officer)
    wish = services.ask_correction(one, name="Zoë", note="", once=one.key, by=officer, at=LATER)

    found = candidates.of_person(one.registration, at=LATER)

    assert found.correction == wish


def test_terms_of_the_event_decide():
    event = training()
    AttendanceTerms.objects.create(event=event, share=50, excused=Excused.PRESENT)
    participant(event, name="Excused", presences=("present", "excused", "absent"))

    assert stages(event) == {"Excused": Stage.READY}


def test_two_hundred_take_as_many_queries_as_one(officer):
    event = training()
    issue(event, [participant(event, email="p0@x.eu")], by=officer)
    one = counted(lambda: candidates.of_event(event, at=AFTER))
    for number in range(1, 4):
        participant(event, email=f"p{number}@x.eu")

    assert counted(lambda: candidates.of_event(event, at=AFTER)) == one
