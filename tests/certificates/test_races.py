"""Several at once over the same certificates, with real connections."""

import uuid

import pytest

from accounts.access import standing
from accounts.steps import NotNowError
from certificates import files, services
from certificates.enums import CorrectionState, Deed, State
from certificates.models import Certificate, Correction
from journal.models import Entry, Series
from mail.models import Letter
from tests.certificates.issued import LATER, begin, issue
from tests.certificates.training import AFTER, participant, training
from tests.events.at_once import all_at_once
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = standing(None, AFTER)
PEOPLE, BATCHES = 12, 4


def tried(deed):
    """Do it; say whether it was in time."""
    try:
        deed()
    except NotNowError:
        return False
    return True


def one():
    event = training()
    person = participant(event)
    issue(event, [person], by=NOBODY, mails=False)
    return Certificate.objects.get()


def test_several_batches_at_once_over_the_same_people_give_each_one_certificate():
    event = training()
    people = [participant(event, email=f"p{n}@x.eu") for n in range(PEOPLE)]
    batches = [begin(event, people, by=NOBODY) for _ in range(BATCHES)]

    all_at_once([lambda: services.issue_due(at=AFTER)] * BATCHES)
    services.issue_due(at=LATER)

    assert [services.job_of(batch).state for batch in batches] == ["done"] * BATCHES
    numbers = Certificate.objects.made().order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"EUCPN-2026-{n:06}" for n in range(1, PEOPLE + 1)]
    assert Series.objects.get(name="EUCPN").last == PEOPLE
    assert all(files.kept(row) is not None for row in Certificate.objects.all())
    assert sorted(Letter.objects.values_list("to", flat=True)) == sorted(
        person.email for person in people
    )
    assert Entry.objects.filter(deed=Deed.ISSUED).count() == PEOPLE


def test_a_form_sent_at_once_begins_one_batch():
    event, once = training(), uuid.uuid4()
    person, officer = participant(event), standing(UserFactory(), AFTER)

    found = all_at_once([lambda: tried(lambda: begin(event, [person], by=officer, once=once))] * 4)

    assert found == [True] * 4
    assert Entry.objects.filter(deed=Deed.BATCH_BEGUN).count() == 1


def test_made_anew_and_revoked_at_once_only_one_of_it_happens():
    row = one()

    found = all_at_once(
        [
            lambda: tried(lambda: services.replace(row, name="Zoë", by=NOBODY, at=LATER)),
            lambda: tried(lambda: services.replace(row, name="Zoé", by=NOBODY, at=LATER)),
            lambda: tried(lambda: services.revoke(row, reason="Why", by=NOBODY, at=LATER)),
        ]
    )

    assert sorted(found) == [False, False, True]
    row.refresh_from_db()
    assert Certificate.objects.live().count() == (row.state == State.REPLACED)


def test_a_wish_granted_twice_at_once_makes_one_version():
    row = one()
    wish = services.ask_correction(row, name="Zoë", note="", once=uuid.uuid4(), by=NOBODY, at=AFTER)

    found = all_at_once(
        [lambda: tried(lambda: services.decide_correction(wish, grant=True, by=NOBODY, at=LATER))]
        * 3
    )

    assert sorted(found) == [False, False, True]
    assert list(Certificate.objects.order_by("version").values_list("version", "state")) == [
        (1, State.REPLACED),
        (2, State.VALID),
    ]


def test_wishes_at_once_leave_one_open():
    row = one()
    names = ["Zoë", "Zoé", "Zoè"]

    all_at_once(
        [
            lambda name=name: services.ask_correction(
                row, name=name, note="", once=uuid.uuid4(), by=NOBODY, at=AFTER
            )
            for name in names
        ]
    )

    states = sorted(Correction.objects.values_list("state", flat=True))
    assert states == [CorrectionState.OPEN, *[CorrectionState.TAKEN_BACK] * 2]


def test_decisions_about_one_person_come_one_after_the_other():
    person, officer = participant(), standing(UserFactory(), AFTER)

    all_at_once(
        [
            lambda earns=earns: services.override(
                person, earns=earns, reason="Why", by=officer, at=AFTER
            )
            for earns in (True, False, True)
        ]
    )

    assert Entry.objects.filter(deed=Deed.DECIDED).count() == 3
