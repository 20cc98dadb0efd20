"""Every address there is, and what each role is answered there.

An address nobody has entered here fails the matrix by its name. The words after an address say
what stands in it: ``slug="event draft"`` is the slug of the draft in ``world.py``.
"""

import re
from dataclasses import dataclass, field

from tests.journeys.roles import (
    ADMINISTRATOR,
    BY_POST,
    KEEPERS,
    NOT_THERE,
    OF_THE_NETWORK,
    OPEN,
    ORGANISERS,
    SECRETARIAT,
    SIGNED_IN,
    Answers,
    only,
    open_to_all,
    signed_in,
)
from tests.journeys.world import World

PART = re.compile(r"<(?:\w+:)?(\w+)>")
BRACES = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True)
class Page:
    """An address with something in its blanks, and the answers to it."""

    route: str
    answers: Answers
    words: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the page is called in reports."""
        said = " ".join(self.words.values())
        return f"{self.route} ({said})" if said else self.route or "home"

    def address(self, world: World) -> str:
        """Where it stands in that world."""
        query = BRACES.sub(lambda one: world.word(one[1]), self.words.get("query", ""))
        plain = self.route.replace("^", "").removesuffix("$")
        plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", plain)
        path = PART.sub(lambda part: world.word(self.words[part[1]]), plain)
        return f"/{path}{'?' + query if query else ''}"


def page(route: str, answers: Answers, **words: str) -> Page:
    """Enter an address into the table."""
    return Page(route, answers, words)


def events(route: str, **answers: Answers) -> list[Page]:
    """Enter one address for several events: ``hosted_draft=…`` is "event hosted draft"."""
    return [
        page(route, who, slug=f"event {name.replace('_', ' ')}" if name != "unknown" else name)
        for name, who in answers.items()
    ]


LED = "/accounts/login/"
TO_SECURITY = signed_in("/accounts/security/")
ATTENDS = only("attendee", "secretariat")
ONE = "events/<slug:slug>/registrations/<uuid:key>/"

HOUSE = [
    page("", OPEN),
    page("healthz", OPEN),
    page("readyz", OPEN),
    page("help/", OPEN),
    page("accessibility/", OPEN),
    page("brand.css", OPEN),
    page("favicon.ico", open_to_all("/static/favicon")),
    page("styleguide/", OPEN),
    page("styleguide/figures/", OPEN),
    page("styleguide/form/", OPEN),
    page("search/", SIGNED_IN),
    page("search/", SIGNED_IN, query="q=crime"),
    page("search/", SIGNED_IN, query="q=a&kind=events"),
    page("demo/mailbox/", OPEN),
    page("demo/mailbox/<uuid:uid>/", OPEN, uid="letter"),
    page("demo/mailbox/<uuid:uid>/", NOT_THERE, uid="nobody"),
    page("demo/mailbox/<uuid:uid>/html/", OPEN, uid="letter"),
    page("mail/reports/<slug:provider>/", open_to_all(405), provider="none"),
    page("mail/replies/<slug:provider>/", open_to_all(405), provider="none"),
]

SIGNING_IN = [
    page("accounts/login/", open_to_all("/", visitor=200)),
    page("accounts/login/code/", open_to_all(LED)),
    page("accounts/login/code/confirm/", open_to_all("/", visitor=LED)),
    page("accounts/login/restart/", open_to_all(405)),
    page("accounts/logout/", open_to_all(200, visitor="/")),
    page("accounts/inactive/", OPEN),
    page("accounts/signup/", open_to_all("/", visitor=200)),
    page("accounts/reauthenticate/", signed_in()),
    page("accounts/again/", TO_SECURITY),
    page("accounts/password/change/", signed_in()),
    page("accounts/password/set/", signed_in("/accounts/password/change/")),
    page("accounts/password/reset/", OPEN),
    page("accounts/password/reset/confirm/", open_to_all(LED)),
    page("accounts/password/reset/complete/", open_to_all("/accounts/password/reset/")),
    page("accounts/password/reset/done/", OPEN),
    page("accounts/email/", NOT_THERE),
    page("accounts/confirm-email/", NOT_THERE),
    page("accounts/confirm-email/<key>/", NOT_THERE, key="x"),
    page(r"accounts/^confirm-email/(?P<key>[-:\w]+)/$", NOT_THERE, key="x"),
    page("accounts/3rdparty/", NOT_THERE),
    page("accounts/3rdparty/signup/", NOT_THERE),
    page("accounts/3rdparty/login/cancelled/", OPEN),
    page("accounts/3rdparty/login/error/", NOT_THERE),
    page("accounts/social/signup/", NOT_THERE),
    page("accounts/social/connections/", NOT_THERE),
    page("accounts/social/login/cancelled/", NOT_THERE),
    page("accounts/social/login/error/", NOT_THERE),
    page("accounts/oidc/<provider_id>/login/", signed_in(404), provider_id="none"),
    page("accounts/oidc/<provider_id>/login/callback/", signed_in(404), provider_id="none"),
    page("accounts/oidc/^(?P<provider_id>[^/]+)/login/", signed_in(404), provider_id="none"),
    page(
        "accounts/oidc/^(?P<provider_id>[^/]+)/login/callback/", signed_in(404), provider_id="none"
    ),
    page("accounts/", TO_SECURITY),
    page("accounts/2fa/", TO_SECURITY),
    page("accounts/2fa/webauthn/", TO_SECURITY),
    page("accounts/2fa/authenticate/", open_to_all("/", visitor=LED)),
    page("accounts/2fa/reauthenticate/", signed_in("/accounts/again/")),
    page("accounts/2fa/totp/activate/", signed_in()),
    page("accounts/2fa/totp/deactivate/", signed_in(404)),
    page("accounts/2fa/recovery-codes/", signed_in(404)),
    page("accounts/2fa/recovery-codes/generate/", signed_in()),
    page("accounts/2fa/recovery-codes/download/", signed_in(404)),
    page("accounts/2fa/webauthn/add/", signed_in()),
    page("accounts/2fa/webauthn/reauthenticate/", signed_in("/accounts/again/")),
    page("accounts/2fa/webauthn/keys/<int:pk>/remove/", signed_in(404), pk="1"),
    page("accounts/2fa/webauthn/keys/<int:pk>/edit/", signed_in(404), pk="1"),
    page("accounts/2fa/webauthn/login/", open_to_all("/", visitor=LED)),
    page("accounts/profile/", SIGNED_IN),
    page("accounts/security/", SIGNED_IN),
    page("accounts/sessions/", SIGNED_IN),
]

PEOPLE = [
    page("privacy/", OPEN),
    page("privacy/publish/", SECRETARIAT),
    page("privacy/<str:version>/", OPEN, version="notice"),
    page("privacy/<str:version>/", NOT_THERE, version="unknown"),
    page("network/", OF_THE_NETWORK),
    page("people/", KEEPERS),
    page("people/people.xlsx", KEEPERS),
    page("people/people.csv", KEEPERS),
    page("people/invite/", KEEPERS),
    page("people/<uuid:key>/", KEEPERS, key="person nr"),
    page("people/<uuid:key>/", KEEPERS, key="person administrator"),
    page("people/<uuid:key>/", KEEPERS, key="person gone"),
    page("people/<uuid:key>/", NOT_THERE, key="nobody"),
    page("people/<uuid:key>/change/", KEEPERS, key="person nr"),
    page("people/<uuid:key>/change/", KEEPERS, key="person secretariat"),
    page("people/<uuid:key>/close/", KEEPERS, key="person nr"),
    page(
        "people/<uuid:key>/reopen/",
        only("secretariat", "administrator", answer=405),
        key="person gone",
    ),
    page("people/<uuid:key>/mandates/give/", KEEPERS, key="person attendee"),
    page("people/<uuid:key>/mandates/<int:pk>/", KEEPERS, key="person nr", pk="mandate of nr"),
    page(
        "people/<uuid:key>/mandates/<int:pk>/", NOT_THERE, key="person attendee", pk="mandate of nr"
    ),
    page("people/<uuid:key>/mandates/<int:pk>/end/", KEEPERS, key="person nr", pk="mandate of nr"),
    page("organisations/", KEEPERS),
    page("bodies/", OF_THE_NETWORK),
    page("bodies/<slug:code>/", OF_THE_NETWORK, code="BOARD"),
    page("bodies/<slug:code>/", NOT_THERE, code="unknown"),
    page("bodies/<slug:code>/change/", KEEPERS, code="BOARD"),
    page("bodies/<slug:code>/seats/give/", KEEPERS, code="BOARD"),
    page("bodies/<slug:code>/seats/<int:pk>/", KEEPERS, code="BOARD", pk="seat"),
    page("bodies/<slug:code>/seats/<int:pk>/", NOT_THERE, code="EXCOM", pk="seat"),
    page("terms/", KEEPERS),
    page("terms/add/", KEEPERS),
    page("terms/<int:pk>/", KEEPERS, pk="term"),
    page("holidays/", KEEPERS),
    page("holidays/add/", KEEPERS),
    page("holidays/<int:pk>/", KEEPERS, pk="holiday"),
    page("holidays/<int:pk>/remove/", KEEPERS, pk="holiday"),
    page("rights/", ADMINISTRATOR),
    page("rights/<uuid:key>/", ADMINISTRATOR, key="person secretariat"),
]

PROGRAMME = [
    page("programme/", OPEN),
    page("programme/<slug:slug>/", OPEN, slug="programme"),
    page("programme/<slug:slug>/", NOT_THERE, slug="unknown"),
    page("programme/tasks/<str:code>/", OPEN, code="task"),
    page("programme/tasks/<str:code>/", NOT_THERE, code="unknown"),
]

DECISIONS = [
    page("procedures/register/", OPEN),
    page("procedures/register/", OPEN, query="text=D-&body=BOARD&year=2026&sort=title"),
    page("procedures/register/decisions.xlsx", OPEN),
    page("procedures/register/decisions.csv", OPEN),
    page("procedures/register/<str:number>/visibility/", SECRETARIAT, number="decision"),
    page("procedures/register/<str:number>/visibility/", NOT_THERE, number="unknown"),
]

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
RUN = {
    "public": ORGANISERS,
    "network": SECRETARIAT,
    "board": SECRETARIAT,
    "restricted": SECRETARIAT,
    "draft": SECRETARIAT,
    "hosted_draft": ORGANISERS,
    "closed": SECRETARIAT,
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

CERTIFICATES = "events/<slug:slug>/certificates/"
OF_CERTIFICATES = [
    *events(CERTIFICATES, **RUN),
    page(CERTIFICATES, ORGANISERS, slug="event public", query="stage=changed&sort=-hours"),
    *events(f"{CERTIFICATES}issue/", public=SECRETARIAT, closed=SECRETARIAT, unknown=NOT_THERE),
    page(
        f"{CERTIFICATES}issue/",
        SECRETARIAT,
        slug="event public",
        query="key={registration confirmed}",
    ),
    *(
        page(f"{CERTIFICATES}batches/<uuid:key>/{deed}", who, slug=f"event {event}", key="batch")
        for event, deed, who in (
            ("public", "", SECRETARIAT),
            ("full", "", NOT_THERE),
            ("public", "stop/", BY_POST),
            ("public", "resume/", BY_POST),
        )
    ),
    *(
        page(f"{CERTIFICATES}people/<uuid:key>/{rest}", who, slug=f"event {event}", key=person)
        for event, rest, person, who in (
            ("public", "", "registration confirmed", ORGANISERS),
            ("public", "", "registration withdrawn", ORGANISERS),
            ("public", "", "registration cancelled", NOT_THERE),
            ("full", "", "registration confirmed", NOT_THERE),
            ("public", "undo/", "registration confirmed", BY_POST),
            ("public", "specimen.pdf", "registration confirmed", SECRETARIAT),
        )
    ),
    *(
        page(f"{CERTIFICATES}corrections/<uuid:key>/", who, slug=f"event {event}", key="correction")
        for event, who in (("public", SECRETARIAT), ("full", NOT_THERE))
    ),
    *(
        page(f"{CERTIFICATES}<uuid:key>/{rest}", who, slug=f"event {event}", key=one)
        for event, rest, one, who in (
            ("public", "", "certificate", ORGANISERS),
            ("public", "", "certificate replaced", ORGANISERS),
            ("public", "", "certificate revoked", ORGANISERS),
            ("full", "", "certificate", NOT_THERE),
            ("public", "certificate.pdf", "certificate", SECRETARIAT),
            ("public", "replace/", "certificate", SECRETARIAT),
            ("public", "revoke/", "certificate", SECRETARIAT),
            ("public", "mail/", "certificate", BY_POST),
            ("public", "erase/", "certificate", NOT_THERE),
        )
    ),
    *(
        page(f"events/<slug:slug>/certificates.{form}", who, slug="event public")
        for form, who in (
            ("xlsx", ORGANISERS),
            ("csv", ORGANISERS),
            ("zip", SECRETARIAT),
            ("pdf", SECRETARIAT),
        )
    ),
]
OWN_CERTIFICATE = "registrations/<str:token>/certificate"
THOSE_OF_A_STATE = "events/<slug:slug>/states/<slug:code>/certificates"
OF_CHECKING = [
    page("verify/", OPEN),
    *(page("verify/<str:token>/", OPEN, token=f"code{of}") for of in ("", " replaced", " revoked")),
    page("verify/<str:token>/", open_to_all(404), token="unknown"),
    page("verify/<str:token>/", open_to_all(404), token="link confirmed"),
    page("certificates/", SIGNED_IN),
    *(
        page(OWN_CERTIFICATE + rest, open_to_all(answer), token=f"link {link}")
        for rest, link, answer in (
            ("/", "confirmed", 200),
            ("/", "own", 200),
            ("/", "withdrawn", 200),
            (".pdf", "confirmed", 200),
            (".pdf", "own", 404),
            (".pdf", "withdrawn", 404),
            ("/name/", "confirmed", 200),
            ("/name/", "own", 404),
            ("/name/take-back/", "confirmed", 405),
        )
    ),
    *(
        page(OWN_CERTIFICATE + rest, open_to_all(404), token="unknown")
        for rest in ("/", ".pdf", "/name/")
    ),
    *(
        page(THOSE_OF_A_STATE + rest, who, slug=f"event {event}", code=code)
        for rest in ("/", ".zip")
        for event, code, who in (
            ("public", "state", only("nr", "substitute", "secretariat")),
            ("public", "unknown", NOT_THERE),
            (
                "restricted",
                "state",
                SECRETARIAT
                if rest == "/"
                else only("secretariat", answer="/events/2027-01-01-restricted/states/"),
            ),
        )
    ),
    *(
        page(f"{THOSE_OF_A_STATE}/<uuid:key>/", who, slug="event public", code=code, key=key)
        for code, key, who in (
            ("state", "certificate", only("nr", "substitute", "secretariat")),
            ("presides", "certificate", NOT_THERE),
            ("state", "certificate replaced", NOT_THERE),
            ("state", "nobody", NOT_THERE),
        )
    ),
    *(
        page("certificates/states/<slug:code>/", who, code=code)
        for code, who in (
            ("state", only("nr", "substitute", "secretariat")),
            ("presides", SECRETARIAT),
            ("unknown", NOT_THERE),
        )
    ),
    page(
        "certificates/states/<slug:code>/<int:year>.zip",
        only("nr", "substitute", "secretariat"),
        code="state",
        year="year of certificate",
    ),
]
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

OF_ONE_STATE = only("nr", "substitute", "secretariat")
HAS_A_TERM = ("nr", "substitute", "presidency", "secretariat")
DESK = [
    page("presidency/", only(*HAS_A_TERM, answer="/presidency/")),
    page("presidency/<str:starts>/", ORGANISERS, starts="first day of term"),
    page("presidency/<str:starts>/", OF_ONE_STATE, starts="first day of own term"),
    page("presidency/<str:starts>/", NOT_THERE, starts="unknown"),
    page("presidency/<str:starts>/team/", NOT_THERE, starts="first day of term"),
    page("presidency/<str:starts>/team/", only("nr", "substitute"), starts="first day of own term"),
    page("letters/", SECRETARIAT),
    page("letters/<uuid:uid>/", SECRETARIAT, uid="letter"),
    page("letters/<uuid:uid>/", NOT_THERE, uid="nobody"),
    page("letters/<uuid:uid>/resend/", only("secretariat", answer=405), uid="letter"),
    page("letters/<uuid:uid>/dismiss/", only("secretariat", answer=405), uid="letter"),
    page("my/letters/", SIGNED_IN),
    page("my/letters/<uuid:uid>/", only("attendee"), uid="own letter"),
    page("journal/", SECRETARIAT),
    page("journal/entries.xlsx", SECRETARIAT),
    page("journal/entries.csv", SECRETARIAT),
    page("my/journal/", SIGNED_IN),
    page("my/data.json", SIGNED_IN),
    page("privacy/person/", SECRETARIAT),
    page("privacy/person/data/", only("secretariat", answer=405)),
    page("privacy/person/erase/", only("secretariat", answer=405)),
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

VOTES = only("nr", "substitute")
READS = {**OF_THE_NETWORK, "administrator": 404}
STEERED = ("control/", "remind/", "extend/", "round/", "enter/", "ledger/", "withdraw/")
ITS = "procedures/<str:reference>/"
OF_PROCEDURES = [
    page("procedures/", OF_THE_NETWORK),
    page("procedures/", OF_THE_NETWORK, query="state=ended&year=2024"),
    page("procedures/new/", SECRETARIAT),
    page("procedures/rule-in-words/", only("secretariat", answer="/procedures/rules/")),
    page("procedures/rules/", SECRETARIAT),
    page("procedures/rules/new/", SECRETARIAT),
    page("procedures/rules/<uuid:key>/", SECRETARIAT, key="rule"),
    page("procedures/rules/<uuid:key>/", NOT_THERE, key="nobody"),
    page("procedures/rules/<uuid:key>/archive/", BY_POST, key="rule"),
    page(ITS, READS, reference="procedure running"),
    page(ITS, READS, reference="procedure ended"),
    page(ITS, only("secretariat", answer="/procedures/"), reference="procedure draft"),
    page(ITS, NOT_THERE, reference="unknown"),
    page(ITS + "papers/<int:order>/", READS, reference="procedure running", order="1"),
    page(ITS + "papers/<int:order>/", NOT_THERE, reference="procedure running", order="2"),
    page(ITS + "record.json", READS, reference="procedure ended"),
    page(ITS + "record.json", NOT_THERE, reference="procedure running"),
    page(ITS + "note.pdf", READS, reference="procedure ended"),
    page(ITS + "note.pdf", NOT_THERE, reference="procedure running"),
    *(
        page(
            f"{ITS}{deed}/<str:code>/",
            VOTES,
            reference="procedure running",
            code="state",
        )
        for deed in ("object", "amend")
    ),
    *(
        page(f"{ITS}{deed}/<str:code>/", VOTES, reference="procedure ended", code="state")
        for deed in ("object", "amend")
    ),
    *(
        page(f"{ITS}reply/<str:code>/{deed}", BY_POST, reference="procedure running", code="state")
        for deed in ("", "draft/")
    ),
    page(ITS + "edit/", SECRETARIAT, reference="procedure draft"),
    page(ITS + "edit/", NOT_THERE, reference="procedure running"),
    page(ITS + "edit/papers/", BY_POST, reference="procedure draft"),
    page(
        ITS + "edit/papers/<uuid:key>/remove/",
        BY_POST,
        reference="procedure draft",
        key="paper draft",
    ),
    page(ITS + "launch/", SECRETARIAT, reference="procedure draft"),
    page(ITS + "launch/", NOT_THERE, reference="procedure running"),
    *(page(ITS + deed, SECRETARIAT, reference="procedure running") for deed in STEERED),
    page(ITS + "control/", SECRETARIAT, reference="procedure ended"),
    page(ITS + "ledger/", SECRETARIAT, reference="procedure ended"),
    page(ITS + "withdraw/", SECRETARIAT, reference="procedure draft"),
    page(ITS + "evidence/<uuid:key>/", NOT_THERE, reference="procedure running", key="nobody"),
    page(ITS + "notify/", BY_POST, reference="procedure ended"),
    page(ITS + "reminding/", BY_POST, reference="procedure running"),
]

CHECKS = only("nr", "substitute", "secretariat")
STATES = only("nr", "substitute")
POSTED_BY_SECRETARIAT = only("secretariat", answer=405)
REQUEST = "trainings/requests/<str:reference>/"
HOSTS = only("nr", "substitute")
ELSEWHERE = only("nr", "substitute", answer="/trainings/requests/")
BOTH_SIDES = only("nr", "substitute", "secretariat")
MOVED_ON = only("secretariat", answer="/trainings/requests/")
LISTED = only("nr", "substitute", answer="/trainings/requests/mine/") | {
    "secretariat": "/trainings/requests/board/"
}
OF_TRAININGS = [
    page("trainings/", OPEN),
    page("trainings/<slug:slug>/", OPEN, slug="course"),
    page("trainings/<slug:slug>/", NOT_THERE, slug="unknown"),
    *(
        page(REQUEST + report, who, reference=f"training {name}")
        for report in ("report/", "report.pdf")
        for name, who in (
            ("accepted", NOT_THERE),
            ("delivered", SECRETARIAT),
            ("closed", BOTH_SIDES),
        )
    ),
    page(REQUEST + "report/send/", BY_POST, reference="training delivered"),
    page("trainings/assignments/<uuid:key>/report/", NOT_THERE, key="assignment"),
    page("trainings/assignments/<uuid:key>/report/", only("trainer"), key="assignment over"),
    *events("events/<slug:slug>/training/", taught=SECRETARIAT, over=SECRETARIAT, draft=NOT_THERE),
    page("events/<slug:slug>/training/", NOT_THERE, slug="unknown"),
    *events("events/<slug:slug>/", taught=OPEN, over=OPEN),
    *events("events/<slug:slug>/register/", taught=OPEN),
    *events("events/<slug:slug>/control/", taught=SECRETARIAT),
    *events("events/<slug:slug>/cancel/", taught=MOVED_ON),
    *events("events/<slug:slug>/edit/", taught=SECRETARIAT),
    page("registrations/<str:token>/", OPEN, token="link taught"),
    page("registrations/<str:token>/material/", OPEN, token="link taught"),
    page("registrations/<str:token>/material/", open_to_all(404), token="link confirmed"),
    page("registrations/<str:token>/material/", open_to_all(404), token="unknown"),
    page(
        "registrations/<str:token>/material/<uuid:key>/",
        OPEN,
        token="link taught",
        key="material",
    ),
    page(
        "registrations/<str:token>/material/<uuid:key>/",
        open_to_all(404),
        token="unknown",
        key="nobody",
    ),
    page("trainings/assignments/<uuid:key>/material/", NOT_THERE, key="assignment"),
    page("trainings/assignments/<uuid:key>/material/", only("trainer"), key="assignment ahead"),
    page(
        "trainings/assignments/<uuid:key>/material/<uuid:material>/",
        only("trainer"),
        key="assignment ahead",
        material="material",
    ),
    page(
        "trainings/assignments/<uuid:key>/material/<uuid:material>/",
        NOT_THERE,
        key="assignment",
        material="nobody",
    ),
    page("follow-up/<str:token>/", OPEN, token="follow-up link"),
    page("follow-up/<str:token>/", open_to_all(404), token="link taught"),
    page("follow-up/<str:token>/", open_to_all(404), token="unknown"),
    page("trainings/<slug:slug>/edit/", SECRETARIAT, slug="course"),
    page("trainings/<slug:slug>/edit/checklist/", SECRETARIAT, slug="course"),
    page(
        "trainings/<slug:slug>/edit/questions/<slug:which>/",
        SECRETARIAT,
        slug="course",
        which="participants",
    ),
    page("trainings/courses/new/", SECRETARIAT),
    page("trainings/material/", CHECKS),
    page("trainings/<slug:slug>/results/", SECRETARIAT, slug="course"),
    page("trainings/<slug:slug>/material/", CHECKS, slug="course"),
    page("trainings/material/<uuid:key>/", CHECKS, key="material"),
    page("trainings/material/<uuid:key>/file/", CHECKS, key="material"),
    page("trainings/material/<uuid:key>/renew/", BY_POST, key="material"),
    page("trainings/material/<uuid:key>/archive/", BY_POST, key="material"),
    page("trainings/material/<uuid:key>/translate/", BY_POST, key="material"),
    page("trainings/material/<uuid:key>/", NOT_THERE, key="nobody"),
    page("trainings/translations/<uuid:key>/", CHECKS, key="translation"),
    page("trainings/translations/<uuid:key>/", NOT_THERE, key="nobody"),
    page("trainings/translations/<uuid:key>/", CHECKS, key="translation to check"),
    page("trainings/translations/<uuid:key>/file/", NOT_THERE, key="translation"),
    page("trainings/translations/<uuid:key>/file/", CHECKS, key="translation to check"),
    page("trainers/<uuid:key>/", only("secretariat", "trainer"), key="own trainer"),
    page("trainers/<uuid:key>/", SECRETARIAT, key="nominee"),
    page("trainers/<uuid:key>/", NOT_THERE, key="nobody"),
    page("trainers/", CHECKS),
    page("trainers/me/", only("trainer")),
    page("trainers/me/material/", only("trainer")),
    page("trainers/me/material/<uuid:key>/", NOT_THERE, key="nobody"),
    page("trainers/new/", CHECKS),
    page("trainers/requirements/", SECRETARIAT),
    page("trainers/requirements/<int:number>/", SECRETARIAT, number="requirement"),
    page(
        "trainers/requirements/<int:number>/archive/", POSTED_BY_SECRETARIAT, number="requirement"
    ),
    page("trainers/requirements/<int:number>/move/", POSTED_BY_SECRETARIAT, number="requirement"),
    page("trainers/training/", CHECKS),
    page("trainers/training/new/", STATES),
    page("trainers/training/ask/", SECRETARIAT),
    page("trainers/training/overview.xlsx", SECRETARIAT),
    page("trainers/training/asked/<uuid:key>/remind/", POSTED_BY_SECRETARIAT, key="call"),
    page(
        "trainers/training/asked/<uuid:key>/nobody/",
        only("nr", "substitute", answer=405),
        key="call",
    ),
    page("trainers/training/<uuid:key>/", CHECKS, key="interest"),
    page("trainers/training/<uuid:key>/", NOT_THERE, key="nobody"),
    page("trainers/training/<uuid:key>/change/", STATES, key="interest"),
    page("trainers/training/<uuid:key>/end/", STATES, key="interest"),
    page(
        "trainers/training/<uuid:key>/candidates/<uuid:candidate>/remove/",
        BY_POST,
        key="interest",
        candidate="candidate",
    ),
    page("trainers/<uuid:key>/change/", only("secretariat", "trainer"), key="own trainer"),
    page("trainers/<uuid:key>/again/", SECRETARIAT, key="own trainer"),
    page("trainers/<uuid:key>/requirements/", SECRETARIAT, key="own trainer"),
    page("trainers/<uuid:key>/accept/", POSTED_BY_SECRETARIAT, key="own trainer"),
    page("trainers/<uuid:key>/decline/", SECRETARIAT, key="own trainer"),
    page("trainers/<uuid:key>/leave/", SECRETARIAT, key="own trainer"),
    page("trainers/<uuid:key>/back/", POSTED_BY_SECRETARIAT, key="own trainer"),
    page("trainers/<uuid:key>/approvals/new/", SECRETARIAT, key="own trainer"),
    page(
        "trainers/<uuid:key>/approvals/<uuid:approval>/end/",
        SECRETARIAT,
        key="own trainer",
        approval="approval",
    ),
    page("trainers/<uuid:key>/availability/", only("secretariat", "trainer"), key="own trainer"),
    page(
        "trainers/<uuid:key>/availability/<uuid:said>/remove/",
        BY_POST,
        key="own trainer",
        said="availability",
    ),
    *(
        page(REQUEST, BOTH_SIDES, reference=f"training {state}")
        for state in (
            "sent",
            "asked",
            "accepted",
            "scheduled",
            "delivered",
            "closed",
            "declined",
            "withdrawn",
            "cancelled",
        )
    ),
    page(
        "trainings/requests/<str:reference>/",
        ELSEWHERE,
        reference="training draft",
    ),
    page("trainings/requests/<str:reference>/", NOT_THERE, reference="unknown"),
    page("trainings/requests/", LISTED),
    page("trainings/requests/new/", HOSTS),
    page("trainings/requests/new/", HOSTS, query="like={training accepted}"),
    page("trainings/requests/new/", NOT_THERE, query="like={unknown}"),
    page("trainings/requests/mine/", HOSTS),
    page(REQUEST + "draft/", HOSTS, reference="training draft"),
    page(REQUEST + "draft/", ELSEWHERE, reference="training accepted"),
    page(REQUEST + "withdraw/", ELSEWHERE, reference="training accepted"),
    page(REQUEST + "answer/", HOSTS, reference="training asked"),
    page(REQUEST + "answer/", ELSEWHERE, reference="training accepted"),
    page(REQUEST + "write/", BOTH_SIDES, reference="training accepted"),
    page(REQUEST + "ask-to-cancel/", HOSTS, reference="training accepted"),
    page(REQUEST + "dates/answer/", BY_POST, reference="training accepted"),
    page(REQUEST + "checklist/confirm/", BY_POST, reference="training accepted"),
    page(REQUEST + "tasks/add/", BOTH_SIDES, reference="training accepted"),
    page(REQUEST + "tasks/<uuid:key>/", BOTH_SIDES, reference="training accepted", key="host task"),
    page(REQUEST + "tasks/<uuid:key>/", NOT_THERE, reference="training accepted", key="nobody"),
    page(
        REQUEST + "tasks/<uuid:key>/tick/", BY_POST, reference="training accepted", key="host task"
    ),
    page(REQUEST + "files/add/", BOTH_SIDES, reference="training accepted"),
    page(
        REQUEST + "files/<uuid:key>/",
        BOTH_SIDES,
        reference="training accepted",
        key="attached file",
    ),
    page(REQUEST + "files/<uuid:key>/", NOT_THERE, reference="training accepted", key="nobody"),
    page(
        REQUEST + "files/<uuid:key>/remove/",
        BY_POST,
        reference="training accepted",
        key="attached file",
    ),
    page("trainings/requests/board/", SECRETARIAT),
    page("trainings/requests/list/", SECRETARIAT),
    page("trainings/requests/list.xlsx", SECRETARIAT),
    page("trainings/requests/capacity/", SECRETARIAT),
    page("trainings/requests/figures/", SECRETARIAT),
    page("trainings/requests/figures.xlsx", SECRETARIAT),
    page(REQUEST + "withdraw/", HOSTS, reference="training sent"),
    page(REQUEST + "withdraw/", ELSEWHERE, reference="training scheduled"),
    page(REQUEST + "ask-to-cancel/", HOSTS, reference="training scheduled"),
    page(REQUEST + "ask/", SECRETARIAT, reference="training sent"),
    page(REQUEST + "decline/", SECRETARIAT, reference="training sent"),
    page(REQUEST + "go-on/", SECRETARIAT, reference="training scheduled"),
    page(REQUEST + "cancel/", SECRETARIAT, reference="training scheduled"),
    page(REQUEST + "schedule/", MOVED_ON, reference="training scheduled"),
    page(REQUEST + "reschedule/", SECRETARIAT, reference="training scheduled"),
    page(REQUEST + "dates/", SECRETARIAT, reference="training scheduled"),
    page(REQUEST + "close/", SECRETARIAT, reference="training delivered"),
    page(REQUEST + "close/", MOVED_ON, reference="training closed"),
    page(REQUEST + "accept/", BY_POST, reference="training accepted"),
    page(REQUEST + "ask/", MOVED_ON, reference="training accepted"),
    page(REQUEST + "decline/", MOVED_ON, reference="training accepted"),
    page(REQUEST + "go-on/", MOVED_ON, reference="training accepted"),
    page(REQUEST + "cancel/", SECRETARIAT, reference="training accepted"),
    page(REQUEST + "assignee/", SECRETARIAT, reference="training accepted"),
    page(REQUEST + "note/", BY_POST, reference="training accepted"),
    page(REQUEST + "dates/", SECRETARIAT, reference="training accepted"),
    page(REQUEST + "dates/<uuid:key>/drop/", BY_POST, reference="training accepted", key="date"),
    page(REQUEST + "dates/<uuid:key>/others/", BY_POST, reference="training accepted", key="date"),
    page(REQUEST + "schedule/", SECRETARIAT, reference="training accepted"),
    page(REQUEST + "reschedule/", MOVED_ON, reference="training accepted"),
    page(REQUEST + "close/", MOVED_ON, reference="training accepted"),
    page(REQUEST + "trainers/invite/", BY_POST, reference="training accepted"),
    page(
        REQUEST + "trainers/<uuid:key>/propose/",
        BY_POST,
        reference="training accepted",
        key="own trainer",
    ),
    page(
        REQUEST + "trainers/<uuid:key>/invite/",
        SECRETARIAT,
        reference="training accepted",
        key="own trainer",
    ),
    page(
        REQUEST + "assignments/<uuid:key>/confirm/",
        BY_POST,
        reference="training accepted",
        key="assignment",
    ),
    page(
        REQUEST + "assignments/<uuid:key>/release/",
        SECRETARIAT,
        reference="training accepted",
        key="assignment",
    ),
    page(
        REQUEST + "assignments/<uuid:key>/enter/",
        SECRETARIAT,
        reference="training accepted",
        key="assignment",
    ),
    page("trainings/assignments/<uuid:key>/", only("trainer"), key="assignment"),
    page("trainings/assignments/<uuid:key>/", only("trainer"), key="assignment ahead"),
    page("trainings/assignments/<uuid:key>/", only("trainer"), key="assignment over"),
    page("trainings/assignments/<uuid:key>/", NOT_THERE, key="nobody"),
    page("trainings/assignments/<uuid:key>/answer/", BY_POST, key="assignment"),
    page("trainings/assignments/<uuid:key>/name/", BY_POST, key="assignment"),
    page("trainings/assignments/<uuid:key>/decline/", only("trainer"), key="assignment"),
]

OF_A_BODY = ("nr", "substitute", "presidency", "secretariat", "commission")
ASKED = only("nr", "substitute")
CHANGES = only("nr", "substitute", "secretariat")
CALL, ONE_SUGGESTION = "suggestions/<uuid:key>/", "suggestions/one/<uuid:key>/"
OF_SUGGESTIONS = [
    page("suggestions/", only(*OF_A_BODY)),
    page("suggestions/new/", ORGANISERS),
    page(CALL, only(*OF_A_BODY), key="suggestions open"),
    page(CALL, only(*OF_A_BODY), key="suggestions over"),
    page(CALL, ORGANISERS, key="suggestions draft"),
    page(CALL, NOT_THERE, key="nobody"),
    page(CALL + "edit/", ORGANISERS, key="suggestions draft"),
    page(CALL + "send/", ORGANISERS, key="suggestions draft"),
    *(
        page(CALL + deed, only("presidency", "secretariat", answer=405), key="suggestions open")
        for deed in ("discard/", "reminding/", "publish/")
    ),
    page(CALL + "extend/", ORGANISERS, key="suggestions open"),
    page(CALL + "remind/", ORGANISERS, key="suggestions open"),
    page(CALL + "suggestions.xlsx", ORGANISERS, key="suggestions open"),
    page(CALL + "suggest/", ASKED, key="suggestions open"),
    page(CALL + "none/", only("nr", "substitute", answer=405), key="suggestions open"),
    page(CALL + "not-none/", only("nr", "substitute", answer=405), key="suggestions open"),
    page(CALL + "enter/", SECRETARIAT, key="suggestions open"),
    page(CALL + "enter/none/", SECRETARIAT, key="suggestions open"),
    page(
        ONE_SUGGESTION,
        only("nr", "substitute", answer="/suggestions/one/"),
        key="suggestion draft",
    ),
    page(
        ONE_SUGGESTION,
        only("nr", "substitute", "presidency", "secretariat"),
        key="suggestion given",
    ),
    page(ONE_SUGGESTION, only(*OF_A_BODY), key="suggestion over"),
    page(ONE_SUGGESTION, NOT_THERE, key="nobody"),
    page(ONE_SUGGESTION + "draft/", ASKED, key="suggestion draft"),
    page(ONE_SUGGESTION + "change/", CHANGES, key="suggestion given"),
    page(ONE_SUGGESTION + "take-back/", only(*OF_A_BODY, answer=405), key="suggestion given"),
    page(ONE_SUGGESTION + "files/add/", CHANGES, key="suggestion given"),
    page(
        ONE_SUGGESTION + "files/<uuid:document>/",
        only("nr", "substitute", "presidency", "secretariat"),
        key="suggestion given",
        document="suggestion file",
    ),
    page(
        ONE_SUGGESTION + "files/<uuid:document>/remove/",
        only(*OF_A_BODY, answer=405),
        key="suggestion given",
        document="suggestion file",
    ),
    page(ONE_SUGGESTION + "decide/", ORGANISERS, key="suggestion over"),
    page(ONE_SUGGESTION + "decide/", NOT_THERE, key="suggestion draft"),
    page(ONE_SUGGESTION + "became/", ORGANISERS, key="suggestion over"),
    page(ONE_SUGGESTION + "agenda/", ORGANISERS, key="suggestion over"),
]

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

MEETS = "events/<slug:slug>/agenda/"
READ = only("nr", "substitute", "presidency", "secretariat", "commission")
ITEM = f"{MEETS}items/<uuid:key>/"
PAPER = f"{MEETS}papers/<uuid:key>/"
AT_MEETING = {"slug": "event meeting", "key": "item"}
OF_PAPER = {"slug": "event meeting", "key": "agenda paper"}
STANDING = "bodies/<slug:code>/standing-items/"
OF_AGENDAS = [
    page(MEETS, READ, slug="event meeting"),
    page(MEETS, ORGANISERS, slug="event excom"),
    page(MEETS, NOT_THERE, slug="event public"),
    page(f"{MEETS}agenda.pdf", READ, slug="event meeting"),
    page(f"{MEETS}agenda.pdf", ORGANISERS, slug="event excom"),
    page(f"{MEETS}editions/<int:number>/", READ, slug="event meeting", number="1"),
    page(f"{MEETS}editions/<int:number>/", NOT_THERE, slug="event meeting", number="9"),
    page(f"{MEETS}editions/<int:number>/agenda.pdf", READ, slug="event meeting", number="1"),
    page(f"{MEETS}begin/", BY_POST, slug="event meeting"),
    page(f"{MEETS}edit/", ORGANISERS, slug="event meeting"),
    page(f"{MEETS}hours/", BY_POST, slug="event meeting"),
    page(f"{MEETS}adopt/", ORGANISERS, slug="event meeting"),
    page(f"{MEETS}copy/", ORGANISERS, slug="event meeting"),
    page(f"{MEETS}copy/", NOT_THERE, slug="event excom"),
    page(f"{MEETS}items/add/", ORGANISERS, slug="event meeting"),
    page(ITEM, ORGANISERS, **AT_MEETING),
    page(ITEM, ORGANISERS, slug="event meeting", key="item restricted"),
    page(ITEM, NOT_THERE, slug="event excom", key="item"),
    page(f"{ITEM}move/", BY_POST, **AT_MEETING),
    page(f"{ITEM}strike/", ORGANISERS, **AT_MEETING),
    page(f"{ITEM}restore/", BY_POST, **AT_MEETING),
    page(STANDING, SECRETARIAT, code="BOARD"),
    page(f"{STANDING}<uuid:key>/", SECRETARIAT, code="BOARD", key="standing item"),
    *(
        page(
            f"{STANDING}<uuid:key>/{deed}/",
            POSTED_BY_SECRETARIAT,
            code="BOARD",
            key="standing item",
        )
        for deed in ("archive", "move")
    ),
]
OF_AGENDA_PAPERS = [
    page(f"{MEETS}papers.zip", READ, slug="event meeting"),
    page(f"{MEETS}papers.zip", NOT_THERE, slug="event public"),
    page(PAPER, READ, **OF_PAPER),
    page(PAPER, ORGANISERS, slug="event meeting", key="agenda paper restricted"),
    page(PAPER, NOT_THERE, slug="event excom", key="agenda paper"),
    page(f"{PAPER}change/", ORGANISERS, **OF_PAPER),
    page(f"{PAPER}renew/", only("presidency", "secretariat", answer="/events/"), **OF_PAPER),
    page(f"{PAPER}versions/<int:number>/", ORGANISERS, number="1", **OF_PAPER),
    page(f"{PAPER}move/", BY_POST, **OF_PAPER),
    page(f"{PAPER}remove/", BY_POST, **OF_PAPER),
    page(f"{PAPER}restore/", BY_POST, **OF_PAPER),
    page(f"{ITEM}papers/", ORGANISERS, **AT_MEETING),
    page(f"{ITEM}papers/", ORGANISERS, slug="event meeting", key="item restricted"),
    page(f"{MEETS}wishes/", ORGANISERS, slug="event meeting"),
    page(f"{MEETS}take-in/", BY_POST, slug="event meeting"),
    page(f"{ITEM}wish/", only("nr", "substitute"), **AT_MEETING),
    page(f"{ITEM}wish/back/", BY_POST, **AT_MEETING),
    page(f"{ITEM}interests/", READ, **AT_MEETING),
    page(f"{ITEM}interests/", ORGANISERS, slug="event meeting", key="item restricted"),
    page(
        f"{ITEM}interests/<uuid:interest>/withdraw/",
        BY_POST,
        interest="declared interest",
        **AT_MEETING,
    ),
    page(f"{ITEM}track/", ORGANISERS, **AT_MEETING),
    page("tracks/", ORGANISERS),
    page("tracks/<uuid:key>/", ORGANISERS, key="track"),
    page("tracks/<uuid:key>/", NOT_THERE, key="nobody"),
    *(
        page(f"tracks/<uuid:key>/{deed}/", BY_POST, key="track")
        for deed in ("recommend", "place", "return")
    ),
    page("tracks/<uuid:key>/drop/", ORGANISERS, key="track"),
    page(f"{ITEM}presidency/", only("presidency"), **AT_MEETING),
    page(f"{ITEM}presidency/ask/", BY_POST, **AT_MEETING),
    page(f"{ITEM}presidency/ask-no-longer/", BY_POST, **AT_MEETING),
    page("procedures/of-item/<uuid:key>/agreed/", BY_POST, key="item"),
    page("procedures/of-item/<uuid:key>/", SECRETARIAT, key="item"),
    page("procedures/of-item/<uuid:key>/", NOT_THERE, key="nobody"),
    page("procedures/of-track/<uuid:key>/", SECRETARIAT, key="track"),
    page("procedures/of-track/<uuid:key>/", NOT_THERE, key="nobody"),
]

PAGES = [
    *HOUSE,
    *SIGNING_IN,
    *PEOPLE,
    *PROGRAMME,
    *DECISIONS,
    *OF_PROCEDURES,
    *OF_TRAININGS,
    *OF_SUGGESTIONS,
    *EVENTS,
    *OF_SERIES,
    *OF_SESSIONS,
    *OF_ATTENDANCE,
    *OF_FEEDBACK,
    *OF_CERTIFICATES,
    *OF_CHECKING,
    *OF_KINDS,
    *OF_STATES,
    *OF_REGISTRATIONS,
    *OF_PLACES,
    *OF_INVITATIONS,
    *OF_DELEGATIONS,
    *OF_MEETINGS,
    *OF_AGENDAS,
    *OF_AGENDA_PAPERS,
    *OF_MAILINGS,
    *OF_DOCUMENTS,
    *DESK,
]
