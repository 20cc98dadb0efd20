"""The addresses of certificates: issued, held, checked."""

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
