"""Signing in with another house's identity: whom it lets in, and whom not."""

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import override_settings

from accounts.enums import Role
from accounts.models import User
from journal.models import Entry
from tests.accounts.test_sign_in import KNOWN
from tests.factories.accounts import MandateFactory, UserFactory

pytestmark = pytest.mark.django_db
LOGIN, CALLBACK = "/accounts/oidc/ministry/login/", "/accounts/oidc/ministry/login/callback/"


class House(BaseHTTPRequestHandler):
    """A small OpenID Connect provider that says of everybody what a test has set."""

    said: ClassVar[dict] = {}

    def answer(self, data: dict) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        here = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("/openid-configuration"):
            self.answer(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/userinfo",
                    "jwks_uri": f"{here}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        else:
            self.answer(self.said)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "t", "token_type": "Bearer", "expires_in": 60})

    def log_message(self, *args) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def house():
    server = HTTPServer(("127.0.0.1", 0), House)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(autouse=True)
def _configured(house, settings):
    app = {
        "provider_id": "ministry",
        "name": "Ministry of the Interior",
        "client_id": "us",
        "secret": "word",
        "settings": {"server_url": house},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }


def come_back(client, *, onward: str = "", **said):
    """Go to the other house and come back with what it says."""
    House.said = {"sub": "4711", **said}
    there = client.post(LOGIN, {"next": onward} if onward else {})
    state = parse_qs(urlsplit(there["Location"]).query)["state"][0]
    return client.get(CALLBACK, {"code": "c", "state": state})


def test_the_button_stands_where_a_house_is_configured(client):
    assert "Ministry of the Interior" in client.get("/accounts/login/").content.decode()
    with override_settings(SOCIALACCOUNT_PROVIDERS={}):
        assert "/accounts/oidc/" not in client.get("/accounts/login/").content.decode()


def test_the_way_there_is_a_form(client, house):
    page = client.get(LOGIN)
    there = client.post(LOGIN)

    query = parse_qs(urlsplit(there["Location"]).query)
    assert "You go on to Ministry of the Interior" in page.content.decode()
    assert there["Location"].startswith(f"{house}/authorize?")
    assert query["redirect_uri"] == [f"http://testserver{CALLBACK}"]
    assert sorted(query["scope"][0].split()) == ["email", "openid", "profile"]
    assert query["code_challenge_method"] == ["S256"]


def test_a_verified_address_opens_its_account(client):
    user = UserFactory(email="ada@example.eu")

    response = come_back(client, onward="/network/", email="Ada@Example.EU", email_verified=True)

    assert response["Location"] == "/network/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Entry.objects.get().facts == {"by": ["socialaccount"]}
    assert SocialAccount.objects.count() == 0


@pytest.mark.parametrize(
    "said",
    [
        {"email": "ada@example.eu"},
        {"email": "ada@example.eu", "email_verified": False},
        {"email": "ada@example.eu", "email_verified": "false"},
        {"email": "eve@example.eu", "email_verified": True},
        {"email": "closed@example.eu", "email_verified": True},
        {"email": "no address", "email_verified": True},
        {"email": "", "email_verified": True},
        {"email": "ada@exa\u202emple.eu", "email_verified": True},
        {},
    ],
    ids=[
        "unsaid",
        "unverified",
        "a word",
        "unknown",
        "closed",
        "nonsense",
        "empty",
        "direction",
        "none",
    ],
)
def test_nothing_else_opens_one(client, said):
    UserFactory(email="ada@example.eu")
    UserFactory(
        email="closed@example.eu", is_active=False, closed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )

    response = come_back(client, **said)

    assert response["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session
    assert "No account is known" in client.get("/accounts/login/").content.decode()
    assert User.objects.count() == 2
    assert Entry.objects.get().facts == {"by": "socialaccount"}


@override_settings(ADDRESSES_KNOWN_TO=KNOWN)
def test_an_address_known_from_a_registration_gets_an_account_without_rights(client):
    come_back(client, email="ada@example.eu", email_verified=True, name="Chief", groups=["admin"])

    user = User.objects.get()
    assert (user.name, user.mandates.count(), user.is_superuser) == ("Ada Example", 0, False)


def test_an_identity_whose_address_has_changed_hands_opens_nothing(client):
    user = UserFactory(email="office@example.eu")
    come_back(client, email="office@example.eu", email_verified=True)
    client.logout()
    User.objects.filter(pk=user.pk).update(email="new@example.eu")

    come_back(client, email="office@example.eu", email_verified=True)

    assert "_auth_user_id" not in client.session


def test_the_second_factor_is_asked_for_all_the_same(client):
    from tests.accounts.signing import sign_in
    from tests.accounts.test_second_factor import add_app

    user = MandateFactory(user__email="ada@example.eu", role=Role.SECRETARIAT).user
    sign_in(client, user)
    add_app(client)
    client.logout()

    response = come_back(client, email="ada@example.eu", email_verified=True)

    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_it_leads_to_no_other_site(client):
    UserFactory(email="ada@example.eu")

    response = come_back(
        client, onward="https://evil.example/", email="ada@example.eu", email_verified=True
    )

    assert response["Location"] == "/"


def test_no_account_is_linked_to_an_identity_by_hand(client):
    client.force_login(UserFactory(email="eve@example.eu"))
    House.said = {"sub": "4711", "email": "other@example.eu", "email_verified": True}
    there = client.post(f"{LOGIN}?process=connect")
    state = parse_qs(urlsplit(there["Location"]).query)["state"][0]

    client.get(CALLBACK, {"code": "c", "state": state})

    assert SocialAccount.objects.count() == 0


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ({"code": "c", "state": "forged"}, "The other sign-in did not work"),
        ({"error": "access_denied"}, "The other sign-in did not work"),
        ({}, "The other sign-in did not work"),
    ],
)
def test_a_forged_or_broken_answer_signs_nobody_in(client, query, page):
    response = client.get(CALLBACK, query, follow=True)

    assert page in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_who_stops_half_way_is_told_so(client):
    there = client.post(LOGIN)
    state = parse_qs(urlsplit(there["Location"]).query)["state"][0]

    response = client.get(CALLBACK, {"error": "access_denied", "state": state}, follow=True)

    assert "You stopped before it was done" in response.content.decode()


@pytest.mark.parametrize("way", ["there", "back"])
def test_a_house_that_does_not_answer_is_said_so(client, settings, way):
    state = parse_qs(urlsplit(client.post(LOGIN)["Location"]).query)["state"][0]
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": "http://127.0.0.1:9"}

    if way == "there":
        response = client.post(LOGIN, follow=True)
    else:
        response = client.get(CALLBACK, {"code": "c", "state": state}, follow=True)

    assert "The other sign-in did not work" in response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "60")


def test_a_house_that_is_not_configured_does_not_exist(client):
    client.force_login(UserFactory())

    assert client.get("/accounts/oidc/other/login/").status_code == 404
