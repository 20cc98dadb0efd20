"""A course that another one comes before: who is let in by certificate."""

import pytest

from accounts.steps import By
from courses.models import Prerequisite
from events.enums import Approver, QuotaScope, RegistrationState
from events.models import Event
from events.services import approve, restore
from mail.models import Letter
from tests.factories.accounts import MemberStateFactory
from tests.factories.certificates import certificate
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.factories.trainings import NOW, CourseFactory, secretariat
from trainings import prerequisites, services
from trainings.services import admitting

pytestmark = pytest.mark.django_db


def world(*, required=True, **more):
    """A delivery of a course that another comes before, and a held delivery of that other."""
    by = secretariat()
    first, second = CourseFactory(title="Key concepts"), CourseFactory()
    Prerequisite.objects.create(course=second, before=first, is_required=required)
    held, coming = EventFactory(), EventFactory(**more)
    said = {"language": "en", "by": by, "at": NOW}
    services.deliver_course(held, course=first, **said)
    services.deliver_course(coming, course=second, **said)
    return held, Event.objects.get(pk=coming.pk), second


def certified(held, email):
    return certificate(RegistrationFactory(event=held, email=email))


def pending(event, email):
    return RegistrationFactory(event=event, email=email, state=RegistrationState.PENDING)


def states(event):
    return {one.email: one.state for one in event.registrations.all()}


def test_who_has_the_certificate_comes_and_who_has_not_is_told_which():
    held, coming, course = world()
    certified(held, "ada@example.eu")
    pending(coming, "ada@example.eu")
    pending(coming, "eva@example.eu")

    assert coming.needs_approval
    assert services.admit_due(at=NOW) == 2
    assert services.admit_due(at=NOW) == 0

    assert states(coming) == {"ada@example.eu": "confirmed", "eva@example.eu": "declined"}
    assert coming.registrations.get(email="eva@example.eu").reason == (
        "A certificate is needed first: Key concepts."
    )
    assert Letter.objects.filter(to="eva@example.eu").count() == 1
    found = prerequisites.lacking(course.prerequisites.all(), ["ada@example.eu", "eva@example.eu"])
    assert [len(one.required) for one in found.values()] == [0, 1]


def test_what_is_recommended_keeps_nobody_out():
    held, coming, course = world(required=False)
    pending(coming, "eva@example.eu")

    assert not coming.needs_approval
    assert services.admit_due(at=NOW) == 0
    (found,) = prerequisites.lacking(course.prerequisites.all(), ["eva@example.eu"]).values()
    assert [one.title for one in found.recommended] == ["Key concepts"]
    assert prerequisites.lacking([], ["eva@example.eu"]) == {
        "eva@example.eu": prerequisites.Lacking((), ())
    }
    assert held.delivery.course != course


def test_where_the_state_says_who_comes_only_who_lacks_it_is_declined():
    held, coming, _course = world(approver=Approver.STATE)
    certified(held, "ada@example.eu")
    pending(coming, "ada@example.eu")
    pending(coming, "eva@example.eu")

    assert services.admit_due(at=NOW) == 1

    assert states(coming) == {"ada@example.eu": "pending", "eva@example.eu": "declined"}


def test_where_registrations_needed_approval_before_a_certificate_alone_lets_nobody_in():
    held, coming, _course = world(needs_approval=True)
    certified(held, "ada@example.eu")
    pending(coming, "ada@example.eu")
    pending(coming, "eva@example.eu")

    assert services.admit_due(at=NOW) == 1

    assert states(coming) == {"ada@example.eu": "pending", "eva@example.eu": "declined"}


def test_a_revoked_certificate_and_one_of_another_course_open_nothing():
    held, coming, _course = world()
    other = certified(held, "ada@example.eu")
    other.state, other.reason, other.ended_at = "revoked", "A mistake.", NOW
    other.save()
    certified(EventFactory(), "eva@example.eu")

    assert prerequisites.held_by(["ada@example.eu", "eva@example.eu"]) == {}
    assert coming.delivery.course != held.delivery.course


def test_the_secretariat_may_let_somebody_in_all_the_same():
    _held, coming, _course = world()
    one = pending(coming, "eva@example.eu")
    services.admit_due(at=NOW)

    restore(one, by=secretariat(), as_=By.SECRETARIAT, at=NOW)
    services.admit_due(at=NOW)

    assert states(coming) == {"eva@example.eu": "confirmed"}


def test_what_somebody_decided_meanwhile_stays():
    _held, coming, _course = world()
    one = pending(coming, "eva@example.eu")
    approve(one, by=secretariat(), at=NOW)

    waited = admitting.Waiting(one, prerequisites.Lacking((), ()), admits=True)
    assert not admitting._settle(waited, at=NOW)
    assert states(coming) == {"eva@example.eu": "confirmed"}


def test_who_asks_for_more_than_the_place_that_is_handed_over_keeps_nobody_waiting():
    held, coming, _course = world()
    MemberStateFactory(code="LV")
    QuotaFactory(event=coming, scope=QuotaScope.STATE, member_state_id="LV", places=0)
    giver = RegistrationFactory(event=coming, email="ida@example.eu", country="EE")
    for email in ("ada@example.eu", "eva@example.eu"):
        certified(held, email)
    RegistrationFactory(
        event=coming, email="ada@example.eu", state=RegistrationState.PENDING, replaces=giver,
        country="LV",
    )  # fmt: skip
    RegistrationFactory(
        event=coming, email="eva@example.eu", state=RegistrationState.PENDING, country="EE"
    )

    assert services.admit_due(at=NOW) == 1

    assert states(coming) == {
        "ida@example.eu": "confirmed", "ada@example.eu": "pending", "eva@example.eu": "confirmed",
    }  # fmt: skip
