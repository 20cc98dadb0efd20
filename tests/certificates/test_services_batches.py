"""A press of "issue": laid out once for those who are entitled, stopped, taken up again."""

import uuid

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import NotNowError
from certificates import services
from certificates.enums import Deed, ItemState
from certificates.models import Batch, Certificate
from certificates.services import RefusedError
from events.enums import RegistrationState
from events.enums import State as EventState
from events.models import AttendanceTerms, Event
from jobs.enums import State as JobState
from jobs.models import Job
from jobs.rules import NoSuchStepError
from journal.models import Entry
from mail.enums import State as LetterState
from mail.models import Letter
from tests.certificates.issued import LATER, begin, issue, seen
from tests.certificates.training import AFTER, attend, participant, training
from tests.factories.accounts import MandateFactory
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, timezone.now())


def test_a_batch_waits_for_the_schedule_and_is_written_down(officer):
    event = training()
    people = [participant(event, name=name) for name in ("Bea", "Ana")]

    batch = begin(event, people, by=officer)

    job = services.job_of(batch)
    assert (job.state, job.total, job.not_before) == (JobState.WAITING, 2, AFTER)
    assert list(batch.items.values_list("registration__name", "state")) == [
        ("Ana", ItemState.WAITING),
        ("Bea", ItemState.WAITING),
    ]
    assert (batch.begun_by, batch.begun_at, batch.mails) == (officer.user, AFTER, True)
    entry = Entry.objects.get()
    assert (entry.deed, entry.label, entry.key) == (
        Deed.BATCH_BEGUN,
        "events.event",
        str(event.uid),
    )
    assert entry.facts == {
        "event": event.slug,
        "batch": str(batch.key),
        "people": 2,
        "mails": True,
    }


def test_a_form_sent_twice_begins_one_batch(officer):
    event = training()
    person, once = participant(event), uuid.uuid4()

    first, second = (begin(event, [person], by=officer, once=once) for _ in range(2))

    assert first == second
    assert (Batch.objects.count(), Job.objects.count(), Entry.objects.count()) == (1, 1, 1)


def test_nobody_in_particular_can_begin_one_as_well():
    event = training()

    batch = begin(event, [participant(event)], by=standing(None, AFTER))

    assert batch.begun_by is None


def test_people_of_another_event_are_not_among_them(officer):
    event, other = training(), training()

    batch = begin(event, [participant(event), participant(other)], by=officer)

    assert [item.registration.event for item in batch.items.all()] == [event]


def test_who_is_not_entitled_is_named(officer):
    event = training()
    people = [
        participant(event, name="Ana"),
        participant(event, name="Bea", presences=("present", "absent", "absent")),
        participant(event, name="Cleo", presences=()),
        participant(event, name="Dora", state=RegistrationState.WAITING),
    ]

    with pytest.raises(RefusedError) as refused:
        begin(event, people, by=officer)

    assert refused.value.message == ("3 people are not entitled to a certificate: Bea, Cleo, Dora")
    assert (Batch.objects.count(), Job.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_of_many_who_are_not_entitled_some_are_named(officer):
    event = training()
    people = [participant(event, name=f"P{n}", presences=()) for n in range(6)]

    with pytest.raises(RefusedError, match=r": P0, P1, P2, P3, P4 …$"):
        begin(event, people, by=officer)


def test_who_was_erased_has_no_name_to_be_told_by(officer):
    event = training()
    gone = attend(
        RegistrationFactory(
            event=event, name="", email="", organisation="", user=None, erased_at=AFTER
        ),
        *["present"] * 3,
    )

    with pytest.raises(RefusedError, match=r"^1 person is not entitled to a certificate: –$"):
        begin(event, [gone], by=officer)


def test_a_decision_stands_above_the_rule(officer):
    event = training()
    late = participant(event, name="Late", presences=("absent", "absent", "present"))
    cheat = participant(event, name="Cheat")
    services.override(late, earns=True, reason="Taught herself", by=officer, at=AFTER)
    services.override(cheat, earns=False, reason="Signed for another", by=officer, at=AFTER)

    with pytest.raises(RefusedError, match="Cheat"):
        begin(event, [late, cheat], by=officer)

    assert begin(event, [late], by=officer).items.count() == 1


def test_an_event_that_gives_none_gives_none(officer):
    event = training()
    person = participant(event)
    terms = AttendanceTerms.objects.create(event=event, gives_certificates=False)

    with pytest.raises(RefusedError, match=r"^This event gives no certificates\.$"):
        begin(event, [person], by=officer)
    terms.gives_certificates = True
    terms.save()

    assert begin(event, [person], by=officer).items.count() == 1


def test_a_batch_for_nobody_is_none(officer):
    with pytest.raises(RefusedError, match=r"^Nobody is chosen\.$"):
        begin(training(), [], by=officer)


def test_before_the_event_is_over_and_without_it_nothing_is_issued(officer):
    event = training()
    person = participant(event)

    with pytest.raises(NotNowError):
        begin(event, [person], by=officer, at=event.starts_at)
    for state in (EventState.DRAFT, EventState.CANCELLED):
        ended = (
            {"cancelled_at": AFTER, "cancel_reason": "No trainer"}
            if state == EventState.CANCELLED
            else {}
        )
        Event.objects.filter(pk=event.pk).update(state=state, **ended)
        with pytest.raises(NotNowError):
            begin(event, [person], by=officer)


def test_a_stopped_batch_makes_nothing_until_it_is_taken_up_again(officer):
    event = training()
    batch = begin(event, [participant(event)], by=officer)

    services.stop_batch(batch, by=officer, at=AFTER)

    assert services.issue_due(at=LATER) == 0
    services.resume_batch(batch, by=officer, at=LATER)
    services.issue_due(at=LATER)
    assert seen(batch)[0] == ("done", 1, 0)
    assert list(Entry.objects.order_by("pk").values_list("deed", flat=True)) == [
        Deed.BATCH_BEGUN,
        Deed.BATCH_STOPPED,
        Deed.BATCH_RESUMED,
        Deed.ISSUED,
    ]


def test_letters_that_wait_can_be_stopped_after_all_is_made(officer):
    event = training()
    batch = issue(event, [participant(event)], by=officer)
    assert Letter.objects.get().state == LetterState.QUEUED

    services.stop_batch(batch, by=officer, at=LATER)
    assert Letter.objects.get().state == LetterState.STOPPED
    with pytest.raises(NoSuchStepError):
        services.stop_batch(batch, by=officer, at=LATER)

    services.resume_batch(batch, by=officer, at=LATER)
    assert (Letter.objects.get().state, Certificate.objects.count()) == (LetterState.QUEUED, 1)
    with pytest.raises(NoSuchStepError):
        services.resume_batch(batch, by=officer, at=LATER)
