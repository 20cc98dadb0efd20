"""The addresses of attendance, of the door, and of feedback."""

from tests.journeys.pages.page import RUN, events, page
from tests.journeys.roles import (
    BY_POST,
    NOT_THERE,
    OPEN,
    ORGANISERS,
    SECRETARIAT,
    only,
    open_to_all,
)

ATTENDANCE = "events/<slug:slug>/attendance/"
OF_ATTENDANCE = [
    *events(ATTENDANCE, **RUN),
    *events(f"{ATTENDANCE}rules/", public=SECRETARIAT, closed=SECRETARIAT, unknown=NOT_THERE),
    page(f"{ATTENDANCE}days/", BY_POST, slug="event hybrid"),
    *(
        page(f"{ATTENDANCE}sessions/<uuid:uid>/", who, slug=f"event {event}", uid="session")
        for event, who in (("public", ORGANISERS), ("full", NOT_THERE))
    ),
    page(f"{ATTENDANCE}sessions/<uuid:uid>/undo/", BY_POST, slug="event public", uid="session"),
    *(
        page(f"{ATTENDANCE}<uuid:key>/", who, slug=f"event {event}", key="registration confirmed")
        for event, who in (("public", ORGANISERS), ("full", NOT_THERE))
    ),
    *events(f"{ATTENDANCE}lists/", public=ORGANISERS, closed=SECRETARIAT, unknown=NOT_THERE),
    *(
        page(f"{ATTENDANCE}lists/<uuid:key>/{deed}", who, slug=f"event {event}", key="list")
        for event, deed, who in (
            ("public", "", ORGANISERS),
            ("full", "", NOT_THERE),
            ("public", "rest/", BY_POST),
            ("public", "apply/", BY_POST),
            ("public", "remove/", BY_POST),
        )
    ),
    *(
        page(
            f"{ATTENDANCE}lists/<uuid:key>/<int:number>/",
            who,
            slug="event public",
            key="list",
            number=number,
        )
        for number, who in (("0", ORGANISERS), ("1", ORGANISERS), ("99", NOT_THERE))
    ),
    *(
        page(f"events/<slug:slug>/attendance.{form}", ORGANISERS, slug="event public")
        for form in ("xlsx", "csv")
    ),
    *events("events/<slug:slug>/check-in/", public=ORGANISERS, board=SECRETARIAT, full=ORGANISERS),
    page("events/<slug:slug>/check-in/", ORGANISERS, slug="event public", query="text=berta"),
    page("events/<slug:slug>/check-in/undo/", BY_POST, slug="event public"),
    page("events/<slug:slug>/check-in/link/", BY_POST, slug="event public"),
    page("events/<slug:slug>/check-in/link/end/", BY_POST, slug="event public"),
    page("door/<str:token>/", OPEN, token="door link"),
    page("door/<str:token>/", OPEN, token="door link", query="text=berta"),
    page("door/<str:token>/", open_to_all(404), token="door link over"),
    page("door/<str:token>/", open_to_all(404), token="link confirmed"),
    page("door/<str:token>/", open_to_all(404), token="unknown"),
    page("door/<str:token>/undo/", open_to_all(405), token="door link"),
    *events("events/<slug:slug>/kiosk/", public=ORGANISERS, board=SECRETARIAT, unknown=NOT_THERE),
    page("events/<slug:slug>/kiosk/", ORGANISERS, slug="event public", query="screen=1"),
    page("events/<slug:slug>/kiosk/allow/", BY_POST, slug="event public"),
    *events("events/<slug:slug>/here/", public=only("attendee"), full=NOT_THERE, unknown=NOT_THERE),
    page("registrations/<str:token>/check-in/", open_to_all(405), token="link confirmed"),
]

FEEDBACK = "events/<slug:slug>/feedback/"
OF_FEEDBACK = [
    *events(FEEDBACK, **RUN, held=SECRETARIAT),
    *events(f"{FEEDBACK}means/", held=only("trainer"), public=only("trainer"), unknown=NOT_THERE),
    *events(f"{FEEDBACK}preview/", public=ORGANISERS, draft=NOT_THERE),
    *(
        page(f"{FEEDBACK}results.{form}", who, slug=f"event {event}")
        for form in ("xlsx", "csv")
        for event, who in (("held", SECRETARIAT), ("public", NOT_THERE))
    ),
    *(
        page(f"{FEEDBACK}{deed}", who, slug=f"event {event}")
        for deed in ("words/", "open/", "longer/", "close/")
        for event, who in (("public", SECRETARIAT), ("draft", NOT_THERE))
    ),
    *(
        page(f"{FEEDBACK}{deed}", BY_POST, slug="event public")
        for deed in ("begin/", "others/", "take-back/", "reopen/")
    ),
    *(
        page(f"{FEEDBACK}new/<slug:type_>/", who, slug="event public", type_=kind)
        for kind, who in (("scale", SECRETARIAT), ("several", SECRETARIAT), ("poem", NOT_THERE))
    ),
    *(
        page(f"{FEEDBACK}questions/<slug:key>/", who, slug="event public", key=key)
        for key, who in (("way", SECRETARIAT), ("unknown", NOT_THERE))
    ),
    *(
        page(f"{FEEDBACK}questions/<slug:key>/{deed}", BY_POST, slug="event public", key="way")
        for deed in ("move/", "remove/")
    ),
    page("feedback/<str:token>/", OPEN, token="feedback link"),
    page("feedback/<str:token>/", OPEN, token="feedback link over"),
    page("feedback/<str:token>/", open_to_all(404), token="link confirmed"),
    page("feedback/<str:token>/", open_to_all(404), token="unknown"),
]
