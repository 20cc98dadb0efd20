"""The addresses of delegations, of the day of a meeting, and of its minutes."""

from tests.journeys.pages.page import events, page
from tests.journeys.roles import (
    BY_POST,
    NOT_THERE,
    OF_A_BODY,
    OF_THE_NETWORK,
    ORGANISERS,
    SECRETARIAT,
    only,
)

OF_PLACE = "events/<slug:slug>/delegation/<slug:code>/"
OF_SEATS = only("nr", "substitute", "secretariat")
OF_DELEGATIONS = [
    *events(
        "events/<slug:slug>/convening/", board=SECRETARIAT, meeting=ORGANISERS, public=NOT_THERE
    ),
    page(
        "events/<slug:slug>/convening/<uuid:key>/stop/", BY_POST, slug="event board", key="nobody"
    ),
    page(
        "events/<slug:slug>/delegation/",
        only("nr", "substitute", "secretariat", "commission", answer="/events/"),
        slug="event board",
    ),
    *events("events/<slug:slug>/delegation/", public=NOT_THERE, unknown=NOT_THERE),
    page(OF_PLACE, OF_SEATS, slug="event board", code="state"),
    page(OF_PLACE, only("secretariat", "commission"), slug="event board", code="observer place"),
    page(OF_PLACE, NOT_THERE, slug="event board", code="unknown"),
    page(OF_PLACE, NOT_THERE, slug="event public", code="state"),
    page(f"{OF_PLACE}nobody/", OF_SEATS, slug="event board", code="state"),
    page(f"{OF_PLACE}nobody/", NOT_THERE, slug="event public", code="state"),
    page(f"{OF_PLACE}back/", BY_POST, slug="event board", code="state"),
    *events(
        "events/<slug:slug>/delegations/", board=SECRETARIAT, meeting=ORGANISERS, public=NOT_THERE
    ),
    *events("events/<slug:slug>/delegations.xlsx", board=SECRETARIAT, meeting=ORGANISERS),
    *events("events/<slug:slug>/delegations/remind/", board=SECRETARIAT, meeting=ORGANISERS),
    *events("events/<slug:slug>/delegations/places/", board=SECRETARIAT, public=NOT_THERE),
    page(
        "events/<slug:slug>/delegations/<slug:code>/validate/",
        BY_POST,
        slug="event board",
        code="state",
    ),
]

HELD = {"slug": "event minuted"}
OF_DAY = "events/<slug:slug>/day/"
OF_MINUTES = "events/<slug:slug>/minutes/"
OF_SPEAKERS = only("nr", "substitute", "commission")
OF_MEETINGS = [
    *events(OF_DAY, minuted=ORGANISERS, public=NOT_THERE, unknown=NOT_THERE),
    page(f"{OF_DAY}mark/", BY_POST, **HELD),
    page(f"{OF_DAY}rest/", BY_POST, **HELD),
    page(f"{OF_DAY}delegates/<uuid:key>/", NOT_THERE, key="nobody", **HELD),
    page(f"{OF_DAY}items/<uuid:key>/", ORGANISERS, key="minuted item", **HELD),
    page(f"{OF_DAY}items/<uuid:key>/", NOT_THERE, key="nobody", **HELD),
    page(f"{OF_DAY}items/<uuid:key>/conclusion/", BY_POST, key="minuted item", **HELD),
    page(f"{OF_DAY}items/<uuid:key>/correct/", ORGANISERS, key="minuted item", **HELD),
    *events("events/<slug:slug>/actions/add/", minuted=ORGANISERS, public=NOT_THERE),
    page("actions/", OF_THE_NETWORK),
    page("actions/actions.xlsx", OF_THE_NETWORK),
    page("actions/<uuid:key>/", only(*OF_A_BODY), key="action point"),
    page("actions/<uuid:key>/", NOT_THERE, key="nobody"),
    page("actions/<uuid:key>/change/", ORGANISERS, key="action point"),
    page("actions/<uuid:key>/reopen/", BY_POST, key="action point"),
    *events(OF_MINUTES, minuted=only(*OF_A_BODY), public=NOT_THERE, unknown=NOT_THERE),
    page(f"{OF_MINUTES}minutes.pdf", only(*OF_A_BODY), **HELD),
    page(f"{OF_MINUTES}minutes.json", NOT_THERE, **HELD),
    page(f"{OF_MINUTES}draft/", BY_POST, **HELD),
    page(f"{OF_MINUTES}nothing/", BY_POST, **HELD),
    page(f"{OF_MINUTES}nothing/back/", BY_POST, **HELD),
    page(f"{OF_MINUTES}send/", ORGANISERS, **HELD),
    page(f"{OF_MINUTES}finish/", ORGANISERS, **HELD),
    page(f"{OF_MINUTES}adopt/", ORGANISERS, **HELD),
    page(f"{OF_MINUTES}add/", only("presidency", "secretariat", answer="/events/"), **HELD),
    page(f"{OF_MINUTES}sections/<uuid:key>/", ORGANISERS, key="section", **HELD),
    page(f"{OF_MINUTES}sections/<uuid:key>/comment/", OF_SPEAKERS, key="section", **HELD),
    page(f"{OF_MINUTES}comments/<uuid:key>/answer/", ORGANISERS, key="comment", **HELD),
    page(f"{OF_MINUTES}comments/<uuid:key>/withdraw/", BY_POST, key="comment", **HELD),
    page("procedures/of-minutes/<uuid:key>/", SECRETARIAT, key="minutes"),
]
