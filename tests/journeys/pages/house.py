"""The addresses of the house itself: its door, its programme, its decisions."""

from tests.journeys.pages.page import page
from tests.journeys.roles import NOT_THERE, OPEN, SECRETARIAT, SIGNED_IN, open_to_all, signed_in

LED = "/accounts/login/"
TO_SECURITY = signed_in("/accounts/security/")
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
