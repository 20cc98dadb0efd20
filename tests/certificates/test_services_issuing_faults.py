"""What goes wrong while certificates are made: tried again, or one person's failure."""

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from certificates import candidates, sealing, services
from certificates.enums import ItemState, Stage
from certificates.models import Certificate
from certificates.services import issuing
from events.models import Event
from jobs import rules, work
from journal.models import Series
from tests.certificates.issued import LATER, begin, issue, seen
from tests.certificates.seals import time_stamps
from tests.certificates.training import AFTER, participant, training
from tests.factories.accounts import MandateFactory

pytestmark = pytest.mark.django_db
NOBODY_ANSWERS = "http://127.0.0.1:9/"
NO_PAGE = "The page cannot be drawn. Please tell whoever runs this service: KeyError: 'pilgrimage'"


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, timezone.now())


def test_a_page_that_cannot_be_drawn_is_one_persons_failure(officer):
    event = training()
    people = [participant(event, name=name) for name in ("Ana", "Bea", "Cem")]
    batch = begin(event, people, by=officer)
    claim = work.take_up(issuing.LABEL, at=AFTER)
    with work.held(claim, at=AFTER):
        claimed = issuing._claimed(batch, at=AFTER)
    said = claimed[1].said
    claimed[1].said = said | {"event": said["event"] | {"kind": "pilgrimage"}}

    made = issuing._made(claimed, at=AFTER)
    with work.held(claim, at=AFTER):
        piece = issuing._kept(batch, made, at=AFTER)

    assert piece == work.Piece(done=2, failed=1)
    assert list(batch.items.values_list("registration__name", "state", "why")) == [
        ("Ana", ItemState.DONE, ""),
        ("Bea", ItemState.FAILED, NO_PAGE),
        ("Cem", ItemState.DONE, ""),
    ]
    assert Certificate.objects.made().count() == 2


def test_where_no_page_can_be_drawn_the_batch_ends_and_the_next_one_takes_up_what_was_claimed(
    officer,
):
    event = training()
    person = participant(event)
    Event.objects.filter(pk=event.pk).update(kind="pilgrimage")

    failed = issue(event, [person], by=officer)

    told = candidates.of_person(person, at=AFTER)
    assert seen(failed) == (("done", 0, 1), [(ItemState.FAILED, NO_PAGE)])
    assert (told.stage, told.problem) == (Stage.READY, NO_PAGE)
    Event.objects.filter(pk=event.pk).update(kind="training")
    again = issue(event, [person], by=officer, at=LATER)
    assert seen(again) == (("done", 1, 0), [(ItemState.DONE, "")])
    assert Certificate.objects.made().get().number == "EUCPN-2026-000001"


def test_a_seal_that_cannot_be_had_is_tried_again(officer, settings):
    event = training()
    batch = begin(event, [participant(event) for _ in range(2)], by=officer)
    settings.TSA_URL = NOBODY_ANSWERS

    with pytest.raises(sealing.SealError):
        services.issue_due(at=AFTER)

    job = services.job_of(batch)
    assert (job.state, job.done) == ("running", 0)
    assert job.last_error.startswith("SealError: The seal could not be made")
    settings.TSA_URL = ""
    assert services.issue_due(at=AFTER) == 0
    services.issue_due(at=AFTER + rules.LEASE)
    assert seen(batch)[0] == ("done", 2, 0)
    assert Certificate.objects.made().count() == Certificate.objects.count() == 2


def test_a_key_that_cannot_be_opened_is_tried_again(officer, settings):
    event = training()
    batch = begin(event, [participant(event)], by=officer)
    settings.SIGNING_KEY = "/nowhere.p12"

    with pytest.raises(sealing.SealError):
        services.issue_due(at=AFTER)

    assert (Certificate.objects.count(), Series.objects.count()) == (0, 0)
    settings.SIGNING_KEY = ""
    services.issue_due(at=AFTER + rules.LEASE)
    assert seen(batch)[0] == ("done", 1, 0)


def test_what_is_made_before_the_seal_fails_is_kept(officer, settings):
    event = training()
    people = [participant(event, name=name) for name in ("Ana", "Bea")]
    batch = begin(event, people, by=officer)

    with time_stamps(answers=2) as settings.TSA_URL, pytest.raises(sealing.SealError):
        services.issue_due(at=AFTER)

    assert [one.registration.name for one in Certificate.objects.made()] == ["Ana"]
    assert seen(batch) == (
        ("running", 1, 0),
        [(ItemState.DONE, ""), (ItemState.WAITING, "")],
    )
