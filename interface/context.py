"""What every page may say of its house: name, logo, colour, demonstration or not."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse


@dataclass(frozen=True)
class Organisation:
    """Whose house it is, as the settings say."""

    name: str
    short_name: str
    logo: str
    icon: str
    stylesheet: str


@cache
def organisation() -> Organisation:
    """Read the settings once a process."""
    logo = settings.ORGANISATION_LOGO
    colour = settings.ORGANISATION_COLOUR
    return Organisation(
        name=settings.ORGANISATION_NAME,
        short_name=settings.ORGANISATION_SHORT_NAME,
        logo=logo,
        icon=logo or static("favicon.svg"),
        stylesheet=f"{reverse('interface:brand')}?{colour.removeprefix('#')}" if colour else "",
    )


def page(_request: HttpRequest) -> dict[str, Any]:
    """Give every template the organisation and whether this is the demonstration."""
    return {"organisation": organisation(), "demonstration": settings.DEMO}
