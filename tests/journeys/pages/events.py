"""The addresses of events: seen, run, in series, with sessions, of every kind."""

from tests.journeys.pages.page import RUN, events, page
from tests.journeys.roles import (
    BY_POST,
    KEEPERS,
    NOT_THERE,
    OF_THE_NETWORK,
    OPEN,
    ORGANISERS,
    SECRETARIAT,
    SIGNED_IN,
    only,
    open_to_all,
)

ATTENDS = only("attendee", "secretariat")
KNOWN = {
    "public": OPEN,
    "full": OPEN,
    "hybrid": OPEN,
    "network": OF_THE_NETWORK,
    "board": only("nr", "substitute", "presidency", "secretariat", "commission"),
    "invited": ATTENDS,
    "asked": only("nr", "substitute", "secretariat"),
    "restricted": SECRETARIAT,
    "draft": SECRETARIAT,
    "hosted_draft": ORGANISERS,
    "cancelled": OPEN,
    "held": OPEN,
    "closed": OPEN,
    "unknown": NOT_THERE,
}
EVENTS = [
    page("events/", OPEN),
    page("events/", OPEN, query="period=past"),
    page("events/", OPEN, query="text=nothing+of+the+kind"),
    page("calendar/", OPEN),
    page("calendar/<int:year>/<int:month>/", OPEN, year="2024", month="5"),
    page("calendar/<int:year>/<int:month>/", open_to_all(404), year="2024", month="13"),
    page("calendar/<int:year>/", OPEN, year="2024"),
    page("calendar/<int:year>/week/<int:week>/", OPEN, year="2024", week="22"),
    page("calendar/<int:year>/week/<int:week>/", open_to_all(404), year="2024", week="54"),
    page("calendar/half-year/", OPEN),
    page("calendar/<int:year>/half/<int:half>/", OPEN, year="2024", half="1"),
    page("calendar/<int:year>/half/<int:half>/", open_to_all(404), year="2024", half="3"),
    page("calendar/replies/", SECRETARIAT),
    page("calendar/replies/<uuid:key>/", BY_POST, key="nobody"),
    page("calendar/replies/<uuid:key>/sender/", BY_POST, key="nobody"),
    page("calendar/public.ics", OPEN),
    page("calendar/busy/<uuid:key>.ics", only("secretariat", "trainer"), key="own trainer"),
    page("calendar/busy/<uuid:key>.ics", SECRETARIAT, key="nominee"),
    page("calendar/<path:token>.ics", OPEN, token="feed token"),
    page("calendar/<path:token>.ics", open_to_all(404), token="unknown"),
    page(r"^calendar/(?P<_token>[\w-]{16,}[\s\S]*)$", open_to_all(404), _token="feed token"),
    page("calendar/feeds/", SIGNED_IN),
    page("calendar/feeds/<uuid:key>/", only("nr"), key="feed"),
    page("calendar/feeds/<uuid:key>/address/", BY_POST, key="feed"),
    page("calendar/feeds/<uuid:key>/end/", BY_POST, key="feed"),
    page("events/board/", ORGANISERS),
    page("events/new/", SECRETARIAT),
    *events("events/<slug:slug>/", **KNOWN),
    *events("events/<slug:slug>/event.ics", **KNOWN),
    *events("events/<slug:slug>/registered/", public=OPEN, network=OF_THE_NETWORK, draft=NOT_THERE),
    *events(
        "events/<slug:slug>/register/",
        public=open_to_all(attendee="/registrations/"),
        full=OPEN,
        hybrid=OPEN,
        network=OF_THE_NETWORK,
        board=dict(KNOWN["board"]) | {"nr": "/registrations/"},
        draft=NOT_THERE,
        held=OPEN,
        lead=OPEN,
        led=open_to_all("/events/2027-01-01-lead/register/?events="),
    ),
    *events("events/<slug:slug>/registered/together/", lead=OPEN, draft=NOT_THERE),
    *events("events/<slug:slug>/edit/", **RUN),
    *events("events/<slug:slug>/questions/", **RUN),
    *events("events/<slug:slug>/questions/preview/", public=ORGANISERS, draft=SECRETARIAT),
    page("events/<slug:slug>/questions/blocks/", BY_POST, slug="event public"),
    *(
        page(
            "events/<slug:slug>/questions/new/<slug:type_>/",
            ORGANISERS if kind != "poem" else NOT_THERE,
            slug="event public",
            type_=kind,
        )
        for kind in ("text", "choice", "consent", "file", "poem")
    ),
    *(
        page(f"events/<slug:slug>/questions/<slug:key>/{deed}", who, slug="event public", key=key)
        for deed in ("", "remove/")
        for key, who in (("workshop", ORGANISERS), ("unknown", NOT_THERE))
    ),
    page(
        "events/<slug:slug>/questions/<slug:key>/move/",
        BY_POST,
        slug="event public",
        key="workshop",
    ),
    *events("events/<slug:slug>/sessions/", **RUN),
    *events("events/<slug:slug>/sessions/new/", **RUN),
    *events("events/<slug:slug>/control/", **RUN),
    *events("events/<slug:slug>/registrations/", **RUN),
    *events(
        "events/<slug:slug>/participants/",
        public=only("attendee", "presidency", "secretariat"),
        full=NOT_THERE,
        unknown=NOT_THERE,
    ),
    *(
        page(
            "events/<slug:slug>/registrations/several/",
            SECRETARIAT,
            slug="event hybrid",
            query=f"deed={deed}&key={{registration pending}}",
        )
        for deed in ("approve", "decline", "withdraw")
    ),
    *events("events/<slug:slug>/registrations/several/", public=NOT_THERE),
    *events("events/<slug:slug>/lists/", **RUN),
    *(
        page(
            f"events/<slug:slug>/lists/participants.{form}",
            ORGANISERS,
            slug="event public",
            query="who=holding&columns=name",
        )
        for form in ("xlsx", "csv")
    ),
    *events("events/<slug:slug>/lists/signatures/", public=ORGANISERS, draft=SECRETARIAT),
    page(
        "events/<slug:slug>/lists/signatures.pdf", ORGANISERS, slug="event public", query="blank=2"
    ),
    *events("events/<slug:slug>/lists/badges/", public=ORGANISERS, draft=SECRETARIAT),
    page("events/<slug:slug>/lists/badges/", ORGANISERS, slug="event public", query="text=berta"),
    *events("events/<slug:slug>/lists/badges.pdf", public=ORGANISERS),
    *events("events/<slug:slug>/lists/states.xlsx", public=ORGANISERS, draft=SECRETARIAT),
    *events("events/<slug:slug>/lists/venue/", public=ORGANISERS, draft=SECRETARIAT),
    *events("events/<slug:slug>/lists/venue.xlsx", public=ORGANISERS, draft=SECRETARIAT),
    *events("events/<slug:slug>/lists/security.xlsx", public=NOT_THERE),
    page("events/retention/", KEEPERS),
    page("events/my-state/", only("nr", "substitute")),
    page("events/my-state/", only("nr", "substitute"), query="period=past"),
    *events("events/<slug:slug>/waiting/", **RUN, full=ORGANISERS),
    *events("events/<slug:slug>/registrations.xlsx", **RUN),
    *events("events/<slug:slug>/registrations.csv", **RUN),
    *events("events/<slug:slug>/places/", public=SECRETARIAT, full=SECRETARIAT, unknown=NOT_THERE),
    *events("events/<slug:slug>/publish/", draft=SECRETARIAT, hosted_draft=SECRETARIAT),
    *events("events/<slug:slug>/cancel/", public=SECRETARIAT, draft=SECRETARIAT),
    *events("events/<slug:slug>/revive/", cancelled=SECRETARIAT),
    *events("events/<slug:slug>/close/", held=SECRETARIAT),
    *events("events/<slug:slug>/registrations/new/", public=SECRETARIAT, full=SECRETARIAT),
]

OF_SERIES = [
    page("events/series/", SECRETARIAT),
    *(
        page(f"events/series/<uuid:key>/{deed}", who, key=key)
        for deed in ("", "states.xlsx", "change/", "more/")
        for key, who in (("series", SECRETARIAT), ("nobody", NOT_THERE))
    ),
    *events("events/<slug:slug>/series/", public=SECRETARIAT, first=SECRETARIAT, unknown=NOT_THERE),
    *events("events/<slug:slug>/series/later/", first=SECRETARIAT, public=NOT_THERE),
    *events("events/<slug:slug>/series/join/", public=BY_POST),
    *events("events/<slug:slug>/series/leave/", first=BY_POST),
    *events("events/<slug:slug>/copy/", public=SECRETARIAT, closed=SECRETARIAT, unknown=NOT_THERE),
    *events(
        "events/<slug:slug>/one-form/",
        public=SECRETARIAT,
        lead=SECRETARIAT,
        led=SECRETARIAT,
        unknown=NOT_THERE,
    ),
]

OF_SESSIONS = [
    page(
        f"events/<slug:slug>/sessions/<uuid:uid>/{deed}", who, slug=f"event {event}", uid="session"
    )
    for deed in ("", "remove/")
    for event, who in (("public", ORGANISERS), ("full", NOT_THERE))
]
OF_KINDS = [
    *(
        page("events/new/", SECRETARIAT, query=f"kind={kind}")
        for kind in ("seminar", "focus_day", "external")
    ),
    page("events/funding/", SECRETARIAT),
    page("events/funding/new/", SECRETARIAT),
    page("events/funding/<uuid:key>/", SECRETARIAT, key="funding"),
    page("events/funding/<uuid:key>/", NOT_THERE, key="nobody"),
    page("events/funding/<uuid:key>/emblem/", NOT_THERE, key="funding"),
    *events(
        "events/<slug:slug>/",
        focus=OPEN,
        external=OF_THE_NETWORK,
        introduction=OF_THE_NETWORK,
    ),
    *events("events/<slug:slug>/edit/", focus=ORGANISERS, external=SECRETARIAT),
    *events("events/<slug:slug>/countries/", focus=ORGANISERS, public=NOT_THERE),
    *events("events/<slug:slug>/countries.xlsx", focus=ORGANISERS, public=NOT_THERE),
    page("events/<slug:slug>/countries/ask/", BY_POST, slug="event focus"),
    page(
        "events/<slug:slug>/countries/<slug:code>/",
        only("nr", "substitute", "presidency", "secretariat"),
        slug="event focus",
        code="state",
    ),
    page("events/<slug:slug>/countries/<slug:code>/", ORGANISERS, slug="event focus", code="GE"),
    page("events/<slug:slug>/countries/<slug:code>/", NOT_THERE, slug="event focus", code="XX"),
    page(
        "events/<slug:slug>/countries/<slug:code>/remove/", BY_POST, slug="event focus", code="GE"
    ),
    *events("events/<slug:slug>/newcomers/", introduction=SECRETARIAT, public=NOT_THERE),
    *events("events/<slug:slug>/report/", external=only("nr", "secretariat"), public=NOT_THERE),
    *(
        page(
            "events/<slug:slug>/sessions/<uuid:uid>/speakers/<uuid:key>/",
            who,
            slug="event public",
            uid="session",
            key=key,
        )
        for key, who in (("speaker", ORGANISERS), ("nobody", NOT_THERE))
    ),
    page(
        "events/<slug:slug>/sessions/<uuid:uid>/speakers/<uuid:key>/ask/",
        BY_POST,
        slug="event public",
        uid="session",
        key="speaker",
    ),
    *(
        page("events/<slug:slug>/speakers/<uuid:key>/photo/", who, slug="event public", key=key)
        for key, who in (("speaker", OPEN), ("silent speaker", NOT_THERE))
    ),
    page("speakers/<str:token>/", OPEN, token="speaker link"),
    page("speakers/<str:token>/", open_to_all(404), token="unknown"),
    page("speakers/<str:token>/photo/", OPEN, token="speaker link"),
]
