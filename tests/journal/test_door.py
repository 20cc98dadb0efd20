"""The door is shut again, whatever happens in the block."""

import pytest

from journal import door
from journal.models import Door, Entry
from tests.factories.journal import EntryFactory


def test_what_fails_behind_the_door_undoes_everything(transactional_db):
    EntryFactory()

    def empty_and_fail():
        with door.opened():
            Entry.objects.all().delete()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        empty_and_fail()

    assert (Entry.objects.count(), Door.objects.count()) == (1, 0)
