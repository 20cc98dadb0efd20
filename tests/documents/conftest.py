"""What the tests of documents share: a store of their own, empty each time."""

import pytest


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "documents.storage.DurableStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        },
    }
