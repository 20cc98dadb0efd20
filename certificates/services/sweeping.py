"""Files that no certificate names: left by a killed process, or of somebody who was erased."""

from datetime import datetime, timedelta

from certificates.files import FOLDER
from certificates.models import Certificate
from documents import storage

STRAY_AFTER = timedelta(days=1)


def sweep(*, at: datetime) -> int:
    """Take files off the disk that have lain unnamed for a day; return how many. Twice is once."""
    old = {
        name: storage.hash_of(name)
        for name in storage.all_names(FOLDER)
        if storage.written_at(name) < at - STRAY_AFTER
    }
    rows = Certificate.objects.filter(sha256__in=set(old.values()), erased_at=None)
    named = set(rows.values_list("sha256", flat=True))
    strays = [name for name, sha256 in old.items() if sha256 not in named]
    for name in strays:
        storage.forget(name)
    return len(strays)
