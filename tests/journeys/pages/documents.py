"""The addresses of documents of events."""

from tests.journeys.pages.page import RUN, events, page
from tests.journeys.roles import (
    BY_POST,
    NOT_THERE,
    OF_THE_NETWORK,
    OPEN,
    ORGANISERS,
    SECRETARIAT,
    only,
    open_to_all,
)

DOCUMENT = "events/<slug:slug>/documents/<uuid:key>/"
BY_LINK = "registrations/<str:token>/documents/<uuid:key>/"
OF_DOCUMENTS = [
    *events("events/<slug:slug>/documents/", **RUN),
    *events("events/<slug:slug>/documents.zip", public=OPEN, full=NOT_THERE, restricted=NOT_THERE),
    *(
        page(DOCUMENT, who, slug="event public", key=f"document {name}")
        for name, who in {
            "public": OPEN,
            "of session": OPEN,
            "network": OF_THE_NETWORK,
            "attendees": only("attendee", "presidency", "secretariat"),
            "restricted": SECRETARIAT,
            "removed": NOT_THERE,
        }.items()
    ),
    page(DOCUMENT, NOT_THERE, slug="event full", key="document public"),
    page(DOCUMENT, NOT_THERE, slug="event public", key="nobody"),
    page(f"{DOCUMENT}change/", ORGANISERS, slug="event public", key="document public"),
    page(f"{DOCUMENT}change/", SECRETARIAT, slug="event public", key="document restricted"),
    page(f"{DOCUMENT}change/", NOT_THERE, slug="event public", key="document removed"),
    page(
        f"{DOCUMENT}renew/",
        only("presidency", "secretariat", answer="/events/"),
        slug="event public",
        key="document public",
    ),
    *(
        page(DOCUMENT + deed, BY_POST, slug="event public", key="document public")
        for deed in ("move/", "remove/", "restore/")
    ),
    *(
        page(
            f"{DOCUMENT}versions/<int:number>/",
            who,
            slug="event public",
            key="document public",
            number=number,
        )
        for number, who in (("1", ORGANISERS), ("9", NOT_THERE))
    ),
    *(
        page(BY_LINK, open_to_all(answer), token=f"link {link}", key=f"document {name}")
        for link, name, answer in (
            ("confirmed", "public", 200),
            ("confirmed", "attendees", 200),
            ("confirmed", "network", 404),
            ("confirmed", "restricted", 404),
            ("withdrawn", "public", 200),
            ("withdrawn", "attendees", 404),
            ("waiting", "public", 404),
            ("unknown", "public", 404),
        )
    ),
    page("registrations/<str:token>/documents.zip", OPEN, token="link confirmed"),
    page("registrations/<str:token>/documents.zip", open_to_all(404), token="link waiting"),
    page("registrations/<str:token>/documents.zip", open_to_all(404), token="unknown"),
]
