"""The privacy notice: built from the settings once, then version after version."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

import journal.services
from accounts.enums import Deed
from accounts.models import Notice, User

LABEL = "accounts.notice"
DEFAULT = Path(__file__).resolve().parent.parent / "data" / "privacy_notice.md"


class VersionTakenError(Exception):
    """There is a notice of that version already; a published one is never edited."""


def default_notice() -> str:
    """Return the notice that comes with the product, with what the settings say filled in."""
    return DEFAULT.read_text(encoding="utf-8").format(
        organisation=settings.ORGANISATION_NAME,
        controller=settings.CONTROLLER,
        dpo=settings.DPO_EMAIL or settings.MAIL_REPLY_TO,
        authority=settings.AUTHORITY,
        legal_basis=settings.LEGAL_BASIS,
        contact=settings.MAIL_REPLY_TO,
    )


@transaction.atomic
def publish_notice(*, version: str, text: str, at: datetime, by: User | None = None) -> Notice:
    """Publish a privacy notice, in force from that moment.

    Raises ``VersionTakenError`` where the version exists.
    """
    try:
        with transaction.atomic():
            notice = Notice.objects.create(version=version, text=text, published_at=at)
    except IntegrityError as error:
        raise VersionTakenError(version) from error
    journal.services.record(
        Deed.NOTICE_PUBLISHED,
        at=at,
        actor=str(by.key) if by else "",
        label=LABEL,
        key=version,
    )
    return notice
