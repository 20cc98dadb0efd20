"""The site with its guards against races taken off: the negative control, for no other use.

No row is locked and nothing is one transaction. A storm that this survives proves nothing.
"""

import contextlib
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.db import transaction  # the environment comes first
from django.db.models import QuerySet


class Nothing(contextlib.ContextDecorator):
    """Stands where a transaction stood."""

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        return False


def unguarded(using=None, savepoint=True, durable=False):  # noqa: FBT002  # Django's own shape
    """Stand in for ``transaction.atomic``."""
    return Nothing()(using) if callable(using) else Nothing()


transaction.atomic = unguarded
QuerySet.select_for_update = lambda self, **_options: self

from config.wsgi import application  # noqa: E402  # after the guards are off

__all__ = ["application"]
