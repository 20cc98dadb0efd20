"""Somebody is erased while another deed about the same certificate is under way."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from accounts.access import standing
from certificates import files, services
from certificates.models import Certificate
from certificates.services import issuing
from desk import privacy
from jobs import work
from mail.models import Letter
from tests.certificates.issued import LATER, begin, issue
from tests.certificates.training import participant, training
from tests.events.at_once import begin as beside
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "kanarek@example.eu"
A_WHILE = 0.6


def holder(by):
    event = training()
    person = participant(event, name="Kanarek", email=ADDRESS)
    return event, person, lambda: privacy.erase(ADDRESS, by=by, at=LATER)


def names():
    return set(Certificate.objects.values_list("facts__name", flat=True))


def test_a_version_that_comes_while_erasing_waits_is_erased_too():
    by = standing(UserFactory(), LATER)
    event, person, erase = holder(by)
    issue(event, [person], by=by, mails=False)
    [former] = Certificate.objects.all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.replace(former, name="Kanarek Bird", by=by, at=LATER)
            erased = beside(pool, erase)
            time.sleep(A_WHILE)
        erased.result(timeout=60)

    assert names() == {""}
    assert Certificate.objects.filter(erased_at=None).count() == 0
    assert [files.kept(one) for one in Certificate.objects.all()] == [None, None]


def test_a_row_that_is_claimed_while_erasing_waits_is_never_made():
    by = standing(UserFactory(), LATER)
    event, person, erase = holder(by)
    batch = begin(event, [person], by=by)
    claim = work.take_up(issuing.LABEL, at=LATER)

    with ThreadPoolExecutor(1) as pool:
        with work.held(claim, at=LATER):
            claimed = issuing._claimed(batch, at=LATER)
            erased = beside(pool, erase)
            time.sleep(A_WHILE)
        erased.result(timeout=60)
    made = issuing._made(claimed, at=LATER)
    with work.held(claim, at=LATER):
        issuing._kept(batch, made, at=LATER)

    assert names() == {""}
    assert Certificate.objects.made().count() == 0
    assert not Letter.objects.filter(to=ADDRESS).exists()
