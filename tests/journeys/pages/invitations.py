"""The addresses of invitations and of letters to many."""

from tests.journeys.pages.page import RUN, events, page
from tests.journeys.roles import (
    BY_POST,
    NOT_THERE,
    OPEN,
    ORGANISERS,
    SECRETARIAT,
    SIGNED_IN,
    only,
    open_to_all,
)

ONE_INVITATION = "events/<slug:slug>/invitations/<uuid:key>/"
ONE_SUGGESTION = "events/<slug:slug>/suggestions/<uuid:key>/"
SUGGEST = only("nr", "substitute", "presidency", "secretariat")
OF_INVITATIONS = [
    *events("events/<slug:slug>/invitations/", **RUN, asked=SECRETARIAT),
    *events("events/<slug:slug>/invitations.xlsx", public=ORGANISERS, asked=SECRETARIAT),
    *events("events/<slug:slug>/invitations.csv", public=ORGANISERS, asked=SECRETARIAT),
    *(
        page("events/<slug:slug>/invitations/new/", SECRETARIAT, slug="event asked", query=query)
        for query in ("to=seats", "to=institutions", "to=addresses")
    ),
    page("events/<slug:slug>/invitations/new/", SECRETARIAT, slug="event draft"),
    page(
        "events/<slug:slug>/invitations/new/",
        only("secretariat", answer="/events/2027-01-01-held/invitations/"),
        slug="event held",
    ),
    *events("events/<slug:slug>/invitations/send/", public=SECRETARIAT, unknown=NOT_THERE),
    *events("events/<slug:slug>/invitations/again/", asked=SECRETARIAT, unknown=NOT_THERE),
    page(ONE_INVITATION, SECRETARIAT, slug="event asked", key="invitation of seat"),
    page(ONE_INVITATION, SECRETARIAT, slug="event asked", key="invitation revoked"),
    page(ONE_INVITATION, ORGANISERS, slug="event public", key="invitation prepared"),
    page(ONE_INVITATION, NOT_THERE, slug="event public", key="invitation guest"),
    *(
        page(ONE_INVITATION + deed, SECRETARIAT, slug="event asked", key="invitation guest")
        for deed in ("answer/", "link/", "revoke/")
    ),
    page("invitations/", SIGNED_IN),
    page("invitations/", SIGNED_IN, query="period=past"),
    page(
        "invitations/seats/<uuid:key>/",
        only("substitute") | {"nr": "/invitations/"},
        key="invitation of seat",
    ),
    page("invitations/seats/<uuid:key>/", NOT_THERE, key="invitation guest"),
    page("invitations/seats/<uuid:key>/", NOT_THERE, key="nobody"),
    *(
        page("invitations/<str:token>/", OPEN, token=f"invitation link {name}")
        for name in ("of seat", "guest", "revoked")
    ),
    page("invitations/<str:token>/", OPEN, token="invitation link guest", query="answer=no"),
    page("invitations/<str:token>/", open_to_all(404), token="invitation link prepared"),
    page("invitations/<str:token>/", open_to_all(404), token="link confirmed"),
    page("invitations/<str:token>/", open_to_all(404), token="unknown"),
    *events("events/<slug:slug>/suggestions/", public=SUGGEST, draft=SECRETARIAT, board=NOT_THERE),
    *(
        page(ONE_SUGGESTION + deed, ORGANISERS, slug="event public", key="suggestion")
        for deed in ("accept/", "decline/")
    ),
    page(f"{ONE_SUGGESTION}withdraw/", BY_POST, slug="event public", key="suggestion"),
    page(f"{ONE_SUGGESTION}accept/", NOT_THERE, slug="event public", key="nobody"),
]

ONE_MAILING = "events/<slug:slug>/mailings/<uuid:key>/"
NEWS = "events/<slug:slug>/news/<uuid:key>/"
OF_MAILINGS = [
    *events("events/<slug:slug>/mailings/", **RUN),
    *events("events/<slug:slug>/mailings/new/", public=SECRETARIAT, unknown=NOT_THERE),
    *(
        page(ONE_MAILING, ORGANISERS, slug="event public", key=f"mailing {name}")
        for name in ("draft", "sent")
    ),
    page(ONE_MAILING, ORGANISERS, slug="event public", key="mailing sent", query="show=left_out"),
    page(ONE_MAILING, NOT_THERE, slug="event full", key="mailing draft"),
    page(ONE_MAILING, NOT_THERE, slug="event public", key="nobody"),
    page(f"{ONE_MAILING}edit/", SECRETARIAT, slug="event public", key="mailing draft"),
    *(
        page(f"{ONE_MAILING}{deed}/", BY_POST, slug="event public", key="mailing sent")
        for deed in ("send", "remove", "stop", "restart")
    ),
    *events("events/<slug:slug>/reminders/", **RUN),
    *(
        page("events/<slug:slug>/reminders/<slug:kind>/", who, slug="event public", kind=kind)
        for kind, who in (
            ("day_before", SECRETARIAT),
            ("before_closing", SECRETARIAT),
            ("never", NOT_THERE),
        )
    ),
    *events("events/<slug:slug>/sender/", public=SECRETARIAT, unknown=NOT_THERE),
    page(NEWS, SECRETARIAT, slug="event public", key="news"),
    page(NEWS, NOT_THERE, slug="event full", key="news"),
    page(f"{NEWS}stop/", BY_POST, slug="event public", key="news"),
]
