"""What all tests share."""

from tests import journal_door

journal_door.install()
