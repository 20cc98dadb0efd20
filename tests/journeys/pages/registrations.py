"""The addresses of registrations, by event, by state and by link, and of places."""

from tests.journeys.pages.page import ONE, events, page
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

OF_STATES = [
    page(f"events/<slug:slug>/states/<slug:code>/{form}", who, slug=f"event {event}", code=code)
    for form in ("", "registrations.xlsx")
    for event, code, who in (
        ("public", "state", only("nr", "substitute", "secretariat")),
        ("public", "presides", SECRETARIAT),
        ("public", "unknown", NOT_THERE),
        ("restricted", "state", SECRETARIAT),
        ("draft", "state", SECRETARIAT),
        ("board", "state", only("nr", "substitute", "secretariat")),
    )
]

ASKS_FIRST = {"decline/", "cancel/", "change/"}
OF_REGISTRATIONS = [
    page(ONE, ORGANISERS, slug="event public", key="registration confirmed"),
    page(ONE, ORGANISERS, slug="event public", key="registration withdrawn"),
    page(ONE, ORGANISERS, slug="event public", key="registration cancelled"),
    page(ONE, ORGANISERS, slug="event full", key="registration waiting"),
    page(ONE, SECRETARIAT, slug="event hybrid", key="registration pending"),
    page(ONE, NOT_THERE, slug="event full", key="registration confirmed"),
    page(ONE + "needs/", NOT_THERE, slug="event public", key="registration confirmed"),
    page(ONE, NOT_THERE, slug="event public", key="nobody"),
    *(
        page(f"{ONE}answers/<slug:question>/", who, slug="event public", key=key, question="cv")
        for key, who in (
            ("registration confirmed", ORGANISERS),
            ("registration own", NOT_THERE),
        )
    ),
    *(
        page(
            ONE + deed,
            SECRETARIAT if deed in ASKS_FIRST else BY_POST,
            slug="event public",
            key="registration confirmed",
        )
        for deed in ("approve/", "decline/", "cancel/", "withdraw/", "restore/", "change/")
    ),
    page("registrations/", SIGNED_IN),
    page("registrations/", SIGNED_IN, query="period=past"),
    page("registrations/lost/", OPEN),
    *(
        page("registrations/<str:token>/", OPEN, token=f"link {name}")
        for name in ("confirmed", "own", "waiting", "withdrawn", "cancelled", "invited")
    ),
    page("registrations/<str:token>/", open_to_all(404), token="unknown"),
    page("registrations/<str:token>/participants/", OPEN, token="link confirmed"),
    page("registrations/<str:token>/participants/", open_to_all(404), token="link withdrawn"),
    page("registrations/<str:token>/participants/", open_to_all(404), token="unknown"),
    page("registrations/<str:token>/change/", OPEN, token="link confirmed"),
    page("registrations/<str:token>/change/", OPEN, token="link withdrawn"),
    page("registrations/<str:token>/change/", open_to_all(404), token="unknown"),
    page("registrations/<str:token>/details/", OPEN, token="link confirmed"),
    page("registrations/<str:token>/details/", OPEN, token="link withdrawn"),
    page("registrations/<str:token>/details/", open_to_all(404), token="unknown"),
    page(
        "registrations/<str:token>/answers/<slug:question>/",
        OPEN,
        token="link confirmed",
        question="cv",
    ),
    page(
        "registrations/<str:token>/answers/<slug:question>/",
        open_to_all(404),
        token="link own",
        question="cv",
    ),
    page("registrations/<str:token>/withdraw/", open_to_all(405), token="link confirmed"),
    page("registrations/<str:token>/restore/", open_to_all(405), token="link withdrawn"),
]
BY_THE_STATE = only("nr", "substitute", "secretariat")
OF_PLACES = [
    *events("events/<slug:slug>/requests/", public=SECRETARIAT, late=SECRETARIAT),
    page("events/<slug:slug>/requests/<uuid:key>/grant/", BY_POST, slug="event late", key="wish"),
    *(
        page(f"events/<slug:slug>/requests/<uuid:key>/{deed}", who, slug=event, key="wish")
        for deed, event, who in (
            ("refuse/", "event late", SECRETARIAT),
            ("refuse/", "event public", NOT_THERE),
        )
    ),
    page(ONE, SECRETARIAT, slug="event late", key="registration wishes"),
    page(ONE, SECRETARIAT, slug="event offers", key="registration offered"),
    page(ONE, SECRETARIAT, slug="event by states", key="registration passing on"),
    *(
        page(ONE + deed, who, slug="event by states", key=f"registration {name}")
        for name, deed, who in (
            ("to approve", "decline/", BY_THE_STATE),
            ("passing on", "decline/", SECRETARIAT),
            ("to approve", "approve/", BY_POST),
            ("to approve", "withdraw/", BY_POST),
            ("passing on", "pass-on/", SECRETARIAT),
            ("passing on", "take-back/", SECRETARIAT),
        )
    ),
    page(ONE + "accept/", BY_POST, slug="event offers", key="registration offered"),
    *(
        page("registrations/<str:token>/", OPEN, token=f"link {name}")
        for name in ("to approve", "passing on", "offered", "wishes")
    ),
    page("registrations/<str:token>/change/", OPEN, token="link wishes"),
    page("registrations/<str:token>/pass-on/", OPEN, token="link passing on"),
    page("registrations/<str:token>/pass-on/", OPEN, token="link confirmed"),
    page("registrations/<str:token>/pass-on/", open_to_all(404), token="unknown"),
    page("registrations/<str:token>/accept/", open_to_all(405), token="link offered"),
    page("registrations/<str:token>/confirm/", open_to_all(405), token="link confirmed"),
    page("registrations/<str:token>/take-back/", open_to_all(405), token="link wishes"),
]
