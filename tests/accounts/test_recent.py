"""A fresh proof that it is the person: when it is asked for, and by what it is given."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from accounts.enums import Role
from accounts.recent import ask_again, authenticated_recently
from journal.models import Entry
from mail.models import Letter
from tests.accounts.signing import latest_code, sign_in
from tests.accounts.test_second_factor import add_app, code_of
from tests.factories.accounts import MandateFactory, UserFactory

pytestmark = pytest.mark.django_db
AGAIN, ADD = "/accounts/again/", "/accounts/2fa/totp/activate/"
START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
LATER = START + dt.timedelta(minutes=16)


@pytest.fixture
def user():
    return UserFactory(email="ada@example.eu", name="Ada")


@pytest.fixture
def stale(user):
    """Return a browser signed in by code sixteen minutes ago; the clock stands at now."""
    client = Client()
    with time_machine.travel(START, tick=False):
        sign_in(client, user)
    with time_machine.travel(LATER, tick=False):
        yield client


def seen(client, at, rf, user):
    request = rf.get("/")
    with time_machine.travel(START, tick=False):
        request.session, request.user = client.session, user
        request.session.get("read while it lives")
    return authenticated_recently(request, at)


@pytest.mark.parametrize(("seconds", "recent"), [(0, True), (899, True), (900, False), (-1, False)])
def test_a_sign_in_is_recent_for_a_quarter_of_an_hour(client, user, rf, seconds, recent):
    with time_machine.travel(START, tick=False):
        sign_in(client, user)

    assert seen(client, START + dt.timedelta(seconds=seconds), rf, user) is recent


def test_the_sign_in_of_somebody_else_is_none(client, user, rf):
    with time_machine.travel(START, tick=False):
        sign_in(client, user)

    assert not seen(client, START, rf, UserFactory())


def test_a_session_without_a_record_is_not_recent(client, user, rf):
    client.force_login(user)

    assert not seen(client, START, rf, user)


def test_ask_again_leads_back_to_where_one_was(rf):
    response = ask_again(rf.get("/procedures/PROC-2026-004/?x=1"))

    assert response["Location"] == f"{AGAIN}?next=%2Fprocedures%2FPROC-2026-004%2F%3Fx%3D1"


def test_just_signed_in_one_is_not_asked(client, user):
    sign_in(client, user)

    assert client.get(ADD).status_code == 200
    assert client.get(f"{AGAIN}?next={ADD}")["Location"] == ADD
    assert client.get(AGAIN)["Location"] == "/accounts/security/"


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/recovery-codes/generate/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_later_the_ways_to_sign_in_ask_for_a_fresh_proof(stale, path, method):
    response = getattr(stale, method)(path)

    assert response["Location"] == f"{AGAIN}?next={path.replace('/', '%2F')}"


def test_a_code_by_mail_is_the_proof(stale, user):
    address = stale.get(ADD)["Location"]
    before = stale.get(address).content.decode()
    sent = stale.post(address)
    shown = stale.get(sent["Location"]).content.decode()

    wrong = stale.post(sent["Location"], {"code": "x"})
    done = stale.post(sent["Location"], {"code": latest_code()})

    letter = Letter.objects.latest("id")
    assert ('name="code"' in before, 'name="code"' in shown) == (False, True)
    assert "on its way to ada@example.eu" in shown
    assert (letter.subject, letter.to, letter.blank_after) == (
        "Your code to go on",
        user.email,
        True,
    )
    assert (wrong.status_code, "This is not the code" in wrong.content.decode()) == (422, True)
    assert Entry.objects.latest("id").facts == {"by": "code"}
    assert done["Location"] == ADD
    assert stale.get(ADD).status_code == 200


def test_an_empty_code_is_no_code(stale):
    stale.post(AGAIN)

    assert stale.post(AGAIN, {"code": ""}).status_code == 422


def test_the_proof_leads_to_no_other_site(stale):
    stale.post(AGAIN)

    response = stale.post(f"{AGAIN}?next=https://evil.example/", {"code": latest_code()})

    assert response["Location"] == "/accounts/security/"


def test_codes_and_tries_are_limited(stale):
    asked = [stale.post(AGAIN).status_code for _ in range(5)]
    tried = [stale.post(AGAIN, {"code": "x"}).status_code for _ in range(11)]

    assert asked == [302, 302, 302, 429, 429]
    assert tried == [422] * 10 + [429]


def test_a_password_is_a_proof_too(stale, user):
    user.set_password("Correct horse battery")
    user.save()
    stale.force_login(user)
    link = f"/accounts/reauthenticate/?next={ADD}"

    page = stale.get(f"{AGAIN}?next={ADD}").content.decode()
    wrong = stale.post(link, {"password": "wrong"})
    done = stale.post(link, {"password": "Correct horse battery"})

    assert "/accounts/reauthenticate/?next=%2Faccounts%2F2fa%2Ftotp%2Factivate%2F" in page
    assert (wrong.status_code, "This is not the password" in wrong.content.decode()) == (422, True)
    assert "Have a code sent by mail" in wrong.content.decode()
    assert done["Location"] == ADD


def test_who_has_a_second_factor_proves_by_that_and_no_less(client, user):
    user.set_password("Correct horse battery")
    user.save()
    with time_machine.travel(START, tick=False):
        sign_in(client, user)
        secret, _codes = add_app(client)
    with time_machine.travel(LATER, tick=False):
        asked = client.get("/accounts/2fa/totp/deactivate/", follow=True)
        by_password = client.get("/accounts/reauthenticate/")
        by_mail = client.post(AGAIN)
        wrong = client.post(asked.redirect_chain[-1][0], {"code": "x"})
        done = client.post(asked.redirect_chain[-1][0], {"code": code_of(secret)})

    assert asked.redirect_chain[-1][0].startswith("/accounts/2fa/reauthenticate/")
    assert by_password["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert by_mail["Location"] == "/accounts/2fa/reauthenticate/"
    assert wrong.status_code == 422
    assert done["Location"] == "/accounts/2fa/totp/deactivate/"


def test_a_passkey_proves_it_again(client, user):
    from tests.accounts.authenticator import Authenticator
    from tests.accounts.test_passkeys import add_passkey

    passkey = Authenticator()
    with time_machine.travel(START, tick=False):
        sign_in(client, user)
        add_passkey(client, passkey)
    with time_machine.travel(LATER, tick=False):
        asked = client.get(ADD, follow=True)
        address = "/accounts/2fa/webauthn/reauthenticate/?next=" + ADD
        page = client.get(address)
        refused = client.post(address, {"credential": '{"response": {}}'})
        page = client.get(address)
        done = client.post(address, {"credential": passkey.get(page.context["js_data"])})

    assert "Is it you?" in asked.content.decode()
    assert (refused.status_code, refused["Location"]) == (302, "/accounts/login/")
    assert done["Location"] == ADD


def test_the_secretariat_proves_it_too(client):
    user = MandateFactory(role=Role.SECRETARIAT).user
    client.force_login(user)

    assert client.get(ADD)["Location"].startswith(AGAIN)
