"""Settings of the tests: the demonstration's, on a file database, with nothing leaving."""

import os
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent / "var"
os.environ.setdefault("DEMO", "1")
os.environ.setdefault(
    "SECRET_KEY", "the-tests-own-key-which-is-long-enough-and-guards-nothing-0123456789"
)
os.environ.setdefault("DEMO_PASSWORD", "a password of the tests")
os.environ.setdefault("WEBHOOK_SECRET", "name:word-of-the-tests")
os.environ.setdefault("LOG_LEVEL", "WARNING")

from config.settings import *  # noqa: E402, F403  # the environment comes first
from config.settings import CACHES, DATABASES, STORAGES  # noqa: E402
from config.settings import VAR as _VAR  # noqa: E402

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file of this process's own: two runs never meet, and none meets the demonstration.
    DATABASES["default"]["NAME"] = str(_VAR / "never-opened.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": str(_VAR / f"test-{os.getpid()}.sqlite3")}
STORAGES["default"]["OPTIONS"]["location"] = str(_VAR / f"test-media-{os.getpid()}")
STATIC_ROOT = _VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
