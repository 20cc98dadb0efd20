"""Files that no certificate names go after a day; all others stay."""

import datetime as dt

import pytest
from django.utils import timezone

from certificates import files, services
from certificates.services import sweeping
from documents import storage
from tests.certificates.training import AFTER, participant, training
from tests.factories.certificates import certificate

pytestmark = pytest.mark.django_db
SECOND, DAY = dt.timedelta(seconds=1), dt.timedelta(days=1)


def test_what_nobody_names_goes_after_a_day_and_twice_is_once():
    services.sweep(at=timezone.now() + 2 * DAY)
    event = training()
    stays = certificate(participant(event))
    erased = certificate(participant(event), erased_at=AFTER)
    certificate(participant(event), made=False)
    stray = files.keep(b"%PDF left by a killed process")
    beside = storage.path_of(stray, files.FOLDER).replace(stray, ".x.part")
    storage.write(beside, storage.opened(stray, files.FOLDER))
    now = timezone.now()

    assert services.sweep(at=now + DAY - 5 * SECOND) == 0
    assert [services.sweep(at=now + DAY + SECOND) for _ in range(2)] == [3, 0]

    assert files.kept(stays) is not None
    assert not storage.is_there(erased.sha256, files.FOLDER)
    assert [storage.hash_of(name) for name in storage.all_names(files.FOLDER)] == [stays.sha256]


def test_many_are_asked_for_in_parts(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    services.sweep(at=timezone.now() + 2 * DAY)
    stay = [certificate(participant(training())) for _ in range(3)]
    for number in range(2):
        files.keep(b"%%PDF left by a killed process, %d" % number)

    with django_assert_num_queries(3):
        found = services.sweep(at=timezone.now() + 2 * DAY)

    assert found == 2
    assert all(files.kept(one) for one in stay)
