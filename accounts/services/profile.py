"""What people change about themselves."""

from datetime import datetime

from django.db import transaction

import journal.services
from accounts import versions
from accounts.enums import Deed
from accounts.models import User

LABEL = "accounts.user"


@transaction.atomic
def change_profile(  # the fields of one form
    user: User,
    *,
    version: int,
    name: str,
    telephone: str,
    time_zone: str,
    calendar_by: str,
    language: str,
    at: datetime,
) -> User:
    """Save a person's own details.

    Raises ``StaleError`` where they have changed since the form was filled.
    """
    user = versions.locked(User.objects.all(), version=version, pk=user.pk)
    user.name, user.telephone, user.time_zone = name, telephone, time_zone
    user.calendar_by, user.language = calendar_by, language
    user.save(
        update_fields=[
            "name",
            "sort_name",
            "search_text",
            "telephone",
            "time_zone",
            "calendar_by",
            "language",
            "version",
        ]
    )
    journal.services.record(
        Deed.PROFILE_CHANGED, at=at, actor=str(user.key), label=LABEL, key=str(user.key)
    )
    return user
