"""The door is shut again, whatever happens in the block."""

import pytest

from journal import door
from journal.models import Door, Entry
from tests.factories.journal import EntryFactory


def test_what_fails_behind_the_door_undoes_everything(transactional_db):
    EntryFactory()

    with pytest.raises(RuntimeError), door.opened():
        Entry.objects.all().delete()
        raise RuntimeError

    assert (Entry.objects.count(), Door.objects.count()) == (1, 0)
