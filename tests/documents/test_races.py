"""Keeping bytes and sweeping them away at the same moment, with real connections."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from accounts.access import standing
from documents import services, storage
from documents.models import Content, Version
from tests.documents.files import PDF
from tests.factories.documents import AT, document

ROUNDS = 12
NOBODY = standing(None, AT)
LATER = AT + dt.timedelta(days=8)


def at_once(*deeds):
    """Do them all in the same moment, each on a connection of its own."""
    ready = Barrier(len(deeds))

    def one(deed):
        try:
            ready.wait(10)
            return deed()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


@pytest.mark.django_db(transaction=True)
def test_no_document_is_without_its_bytes_however_a_sweep_falls():
    for number in range(ROUNDS):
        content = PDF + b"%%%d\n%%%%EOF" % number
        services.remove(document(content=content), by=NOBODY, at=AT)

        at_once(
            lambda: services.sweep(at=LATER),
            lambda content=content: document(content=content, at=LATER),
            lambda content=content: document(content=content, at=LATER),
        )

    named = set(Version.objects.held(LATER).values_list("sha256", flat=True))
    assert len(named) == ROUNDS
    assert {sha256 for sha256 in named if not storage.is_there(sha256)} == set()
    assert set(Content.objects.values_list("sha256", flat=True)) == named
    assert connection.in_atomic_block is False


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_sent_at_once_stand_once():
    made = at_once(*[lambda: document(content=PDF, key="one")] * 4)

    assert len(made) == 4
    assert Content.objects.count() == 1
    assert list(storage.all_names()) == [storage.path_of(made[0].versions.get().sha256)]
