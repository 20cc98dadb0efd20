"""Certificates are claimed, made and kept; a piece, a kill and two workers at once."""

import uuid

import pytest

from accounts.access import standing
from certificates import files, services
from certificates.models import Certificate
from tests.certificates.training import AFTER, participant, training

pytestmark = pytest.mark.django_db


def test_a_batch_gives_each_person_one_certificate_and_a_letter():
    event = training()
    people = [participant(event) for _ in range(3)]
    nobody = standing(None, AFTER)

    batch = services.begin_batch(
        event, people, mails=True, once=uuid.uuid4(), by=nobody, at=AFTER
    )
    services.issue_due(at=AFTER)

    made = Certificate.objects.order_by("number")
    assert [one.number for one in made] == [f"EUCPN-2026-00000{n}" for n in (1, 2, 3)]
    assert services.job_of(batch).state == "done"
    assert all(files.kept(one).startswith(b"%PDF") for one in made)
