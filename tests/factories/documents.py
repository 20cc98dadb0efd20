"""Documents with real bytes in the store."""

import datetime as dt
import uuid

from accounts import access
from accounts.enums import Visibility
from documents import services
from documents.models import Document
from tests.documents.files import PDF, checked

AT = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


def document(
    label: str = "events.event",
    key: str = "",
    *,
    title: str = "Draft agenda",
    name: str = "agenda.pdf",
    content: bytes | None = None,
    visibility: str = Visibility.PUBLIC,
    by: access.Standing | None = None,
    at: dt.datetime = AT,
    note: str = "",
) -> Document:
    """A document made through the service; each has bytes of its own unless they are given."""
    own = PDF + f"%{uuid.uuid4()}\n%%EOF".encode()
    return services.add(
        label=label,
        key=key or str(uuid.uuid4()),
        title=title,
        upload=checked(name, own if content is None else content),
        visibility=visibility,
        by=by or access.standing(None, at),
        at=at,
        note=note,
    )
