"""Decisions in the register, entered through its service."""

import datetime as dt
import uuid

from accounts.models import Body
from decisions import services
from decisions.enums import Outcome

AT = dt.datetime(2024, 5, 7, 22, 0, 10, tzinfo=dt.UTC)


def decision(**fields):
    """A decision of the Board on 7 May 2024, adopted and public."""
    key = uuid.uuid4().hex[:12]
    return services.enter(
        **{
            "body": Body.objects.get(pk="BOARD"),
            "on": dt.date(2024, 5, 7),
            "title": "Guidelines",
            "outcome": Outcome.ADOPTED,
            "source": ("somewhere", key, f"/somewhere/{key}/"),
            "at": AT,
            **fields,
        }
    )
