"""Files that no certificate names: left by a killed process, or of somebody who was erased."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import batched

from certificates.files import FOLDER
from certificates.models import Certificate
from documents import storage

STRAY_AFTER = timedelta(days=1)
AT_ONCE = 500


def sweep(*, at: datetime) -> int:
    """Take files off the disk that have lain unnamed for a day; return how many. Twice is once."""
    old = (
        name for name in storage.all_names(FOLDER) if storage.written_at(name) < at - STRAY_AFTER
    )
    return sum(_swept(some) for some in batched(old, AT_ONCE, strict=False))


def _swept(names: Sequence[str]) -> int:
    """Take those of some files off the disk that no certificate names; return how many."""
    hashes = [storage.hash_of(name) for name in names]
    rows = Certificate.objects.made().filter(sha256__in=hashes, erased_at=None)
    named = set(rows.values_list("sha256", flat=True))
    strays = [name for name, sha256 in zip(names, hashes, strict=True) if sha256 not in named]
    for name in strays:
        storage.forget(name)
    return len(strays)
