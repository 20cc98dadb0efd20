"""Signing in by code and by password, by the pages."""

import datetime as dt

import pytest
import time_machine
from django.test import Client, override_settings

from accounts.models import User
from accounts.services.sign_in import _make_account, person_at
from journal.models import Entry
from mail.models import Letter
from tests.accounts.signing import CONFIRM, latest_code, sign_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
KNOWN = {"tests.accounts.test_sign_in.known_from_an_event"}


def known_from_an_event(*, email: str) -> str:
    """Stand in for an app that knows people by their registrations."""
    return "Ada Example" if email.startswith("ada@") else ""


def entries() -> list[tuple[str, str, str, dict]]:
    return [(e.deed, e.actor, e.key, e.facts) for e in Entry.objects.order_by("id")]


def test_a_code_by_mail_signs_in_and_leads_on(client):
    user = UserFactory(email="marite@example.lv", name="Mārīte Kalniņa")

    asked = client.post(
        f"{LOGIN}?next=/network/%3Fq=1", {"login": " Marite@Example.LV", "by": "code"}
    )
    page = client.get(asked["Location"]).content.decode()
    done = client.post(asked["Location"], {"code": latest_code()})

    letter = Letter.objects.get()
    assert asked["Location"] == f"{CONFIRM}?next=%2Fnetwork%2F%3Fq%3D1"
    assert "If marite@example.lv is known to us" in page
    assert "Afterwards you go on to: <code>/network/</code>" in page
    assert (letter.to, letter.person, letter.blank_after) == (user.email, str(user.key), True)
    assert len(latest_code()) == 6
    assert (done.status_code, done["Location"]) == (302, "/network/?q=1")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert entries() == [
        ("accounts.signed_in", str(user.key), str(user.key), {"by": ["code"]}),
    ]


def test_the_code_may_be_typed_with_spaces(client):
    user = UserFactory()
    client.post(LOGIN, {"login": user.email, "by": "code"})
    code = latest_code()

    response = client.post(CONFIRM, {"code": f" {code[:3]} {code[3:]} "})

    assert response["Location"] == "/"


def test_a_wrong_code_is_refused_beside_the_field_and_noted(client):
    user = UserFactory()
    client.post(LOGIN, {"login": user.email, "by": "code"})

    response = client.post(CONFIRM, {"code": "x"})

    assert response.status_code == 422
    assert "This is not the code" in response.content.decode()
    assert entries() == [("accounts.sign_in_failed", "", str(user.key), {"by": "code"})]


def test_three_wrong_codes_void_the_right_one(client):
    user = UserFactory()
    client.post(LOGIN, {"login": user.email, "by": "code"})
    code = latest_code()

    for _ in range(3):
        client.post(CONFIRM, {"code": "x"})
    response = client.post(CONFIRM, {"code": code})

    assert response.status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_code_is_void_after_ten_minutes(client):
    user = UserFactory()
    with time_machine.travel(AT, tick=False):
        client.post(LOGIN, {"login": user.email, "by": "code"})
        code = latest_code()

    with time_machine.travel(AT + dt.timedelta(seconds=601), tick=False):
        client.post(CONFIRM, {"code": code})

    assert "_auth_user_id" not in client.session


def test_a_code_signs_in_once_only():
    user, first, second = UserFactory(), Client(), Client()
    first.post(LOGIN, {"login": user.email, "by": "code"})
    code = latest_code()
    first.post(CONFIRM, {"code": code})
    first.logout()

    first.post(CONFIRM, {"code": code})
    second.post(CONFIRM, {"code": code})

    assert ["_auth_user_id" in one.session for one in (first, second)] == [False, False]


def test_the_code_of_one_browser_is_worth_nothing_in_another():
    user, mine, other = UserFactory(), Client(), Client()
    other.post(LOGIN, {"login": user.email, "by": "code"})
    mine.post(LOGIN, {"login": user.email, "by": "code"})
    newest = latest_code()

    other.post(CONFIRM, {"code": newest})

    assert "_auth_user_id" not in other.session


def test_another_code_can_be_sent_and_the_first_is_void(client):
    user = UserFactory()
    client.post(f"{LOGIN}?next=/network/", {"login": user.email, "by": "code"})
    first = latest_code()

    again = client.post("/accounts/login/restart/", {"again": "1", "next": "/network/"})
    refused = client.post(again["Location"], {"code": first})
    done = client.post(again["Location"], {"code": latest_code()})

    assert again["Location"] == f"{CONFIRM}?next=%2Fnetwork%2F"
    assert (refused.status_code, done["Location"]) == (422, "/network/")


def test_another_address_can_be_typed(client):
    user = UserFactory()
    client.post(LOGIN, {"login": "wrong@example.eu", "by": "code"})

    back = client.post("/accounts/login/restart/", {"next": "/network/"})
    page = client.get(back["Location"])

    assert back["Location"] == f"{LOGIN}?next=%2Fnetwork%2F"
    assert page.status_code == 200
    assert client.post(back["Location"], {"login": user.email, "by": "code"}).status_code == 302


def test_restart_without_a_pending_sign_in_leads_to_the_page(client):
    assert client.post("/accounts/login/restart/", {"again": "1"})["Location"] == LOGIN
    assert client.get("/accounts/login/restart/").status_code == 405


def test_the_old_address_of_the_code_page_leads_to_the_one_page(client):
    assert (
        client.get("/accounts/login/code/?next=/network/")["Location"]
        == f"{LOGIN}?next=%2Fnetwork%2F"
    )


def test_a_password_signs_in(client):
    user = UserFactory(password="Correct horse battery")

    response = client.post(
        f"{LOGIN}?next=/network/",
        {"login": user.email, "password": "Correct horse battery", "by": "password"},
    )

    assert (response.status_code, response["Location"]) == (302, "/network/")
    assert entries()[0][3] == {"by": ["password"]}


def test_a_wrong_password_is_refused_and_noted(client):
    user = UserFactory(password="Correct horse battery")

    response = client.post(LOGIN, {"login": user.email, "password": "wrong", "by": "password"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Address and password do not belong together" in page
    assert f'value="{user.email}"' in page
    assert "<details open>" in page
    assert entries() == [("accounts.sign_in_failed", "", str(user.key), {"by": "password"})]


def test_the_password_button_asks_for_a_password(client):
    response = client.post(LOGIN, {"login": "x@example.eu", "password": "", "by": "password"})

    assert response.status_code == 422
    assert "Write your password" in response.content.decode()
    assert Letter.objects.count() == 0


def test_a_password_filled_in_by_the_browser_does_not_count_when_a_code_is_asked_for(client):
    user = UserFactory(password="Correct horse battery")

    response = client.post(LOGIN, {"login": user.email, "password": "stale", "by": "code"})

    assert response["Location"] == CONFIRM


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "nobody",
        "a@b",
        "x@exa\u2028mple.eu",
        "x\u202e@example.eu",
        "a\x00@example.eu",
        "x" * 10_000 + "@example.eu",
    ],
    ids=["nothing", "no at", "no dot", "separator", "direction", "nul", "long"],
)
def test_what_is_no_address_is_refused_beside_the_field(client, typed):
    response = client.post(LOGIN, {"login": typed, "by": "code"})

    assert response.status_code == 422
    assert 'id="id_login_error"' in response.content.decode()
    assert Letter.objects.count() == 0


def test_a_closed_account_is_as_unknown_as_any(client):
    user = UserFactory(is_active=False, closed_at=AT, password="Correct horse battery")

    client.post(LOGIN, {"login": user.email, "by": "code"})
    by_password = client.post(LOGIN, {"login": user.email, "password": "Correct horse battery"})

    assert Letter.objects.get().subject == "No account for this address"
    assert "_auth_user_id" not in client.session
    assert by_password.status_code in {302, 422}


def test_a_closed_account_is_signed_out_at_once(client):
    user = UserFactory()
    sign_in(client, user)

    User.objects.filter(pk=user.pk).update(is_active=False, closed_at=AT)

    assert client.get("/accounts/profile/")["Location"].startswith(LOGIN)


def test_an_address_known_from_a_registration_gets_an_account_without_rights(client):
    with override_settings(ADDRESSES_KNOWN_TO=KNOWN):
        client.post(LOGIN, {"login": "ADA@example.eu", "by": "code"})
        client.post(CONFIRM, {"code": latest_code()})

    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == (
        "ada@example.eu",
        "Ada Example",
        False,
    )
    assert (user.mandates.count(), user.user_permissions.count(), user.is_superuser) == (
        0,
        0,
        False,
    )
    assert client.session["_auth_user_id"] == str(user.pk)
    assert [deed for deed, *_ in entries()] == ["accounts.account_made", "accounts.signed_in"]


@override_settings(ADDRESSES_KNOWN_TO=KNOWN)
def test_an_account_is_made_once():
    first = person_at("ada@example.eu", at=AT)

    assert person_at("ada@example.eu", at=AT) == first
    assert person_at("eve@example.eu", at=AT) is None
    assert [deed for deed, *_ in entries()] == ["accounts.account_made"]


def test_two_at_once_make_one_account():
    first = _make_account("ada@example.eu", name="Ada Example", at=AT)

    assert _make_account("ada@example.eu", name="Ada Example", at=AT) == first
    assert [deed for deed, *_ in entries()] == ["accounts.account_made"]


@override_settings(ADDRESSES_KNOWN_TO=KNOWN)
def test_a_closed_account_is_not_made_anew():
    UserFactory(email="ada@example.eu", is_active=False, closed_at=AT)

    assert person_at("ada@example.eu", at=AT) is None


def test_nobody_signs_up(client):
    page = client.get("/accounts/signup/").content.decode()
    client.post(
        "/accounts/signup/", {"email": "eve@example.eu", "password1": "Correct horse battery"}
    )

    assert "Accounts come from the Secretariat by invitation" in page
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "path",
    [
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "3rdparty/",
        "3rdparty/signup/",
        "social/signup/",
        "social/connections/",
    ],
)
def test_pages_of_allauth_that_are_no_part_of_this_house_are_closed(client, path):
    client.force_login(UserFactory())

    assert client.get(f"/accounts/{path}").status_code == 404
    assert client.post(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "http://localhost/",
        "\thttps://evil.example",
        "/%09/evil.example",
    ],
)
@pytest.mark.parametrize("way", ["code", "password", "restart", "logout"])
def test_signing_in_leads_to_no_other_site(client, address, way):
    user = UserFactory(password="Correct horse battery")
    if way == "password":
        fields = {"login": user.email, "password": "Correct horse battery", "next": address}
        response = client.post(LOGIN, fields)
    elif way == "logout":
        client.force_login(user)
        response = client.post("/accounts/logout/", {"next": address})
    else:
        client.post(LOGIN, {"login": user.email, "by": "code"}, query_params={"next": address})
        if way == "restart":
            client.post("/accounts/login/restart/", {"again": "1", "next": address})
        response = client.post(CONFIRM, {"code": latest_code()}, query_params={"next": address})

    assert response.status_code == 302
    assert response["Location"] in {"/", "/%09/evil.example"}


@pytest.mark.parametrize("address", ["https://evil.example/x/", "/", "", "//evil.example/x"])
def test_the_page_names_no_other_site_as_what_follows(client, address):
    page = client.get(LOGIN, {"next": address}).content.decode()

    assert "Afterwards you go on to" not in page


def test_a_visitor_is_led_to_the_sign_in_page_and_back(client):
    response = client.get("/accounts/profile/?x=1")

    assert response["Location"] == f"{LOGIN}?next=/accounts/profile/%3Fx%3D1"


def test_who_is_signed_in_is_led_on_from_the_sign_in_page(client):
    client.force_login(UserFactory())

    assert client.get(LOGIN)["Location"] == "/"
    assert client.get(f"{LOGIN}?next=/network/")["Location"] == "/network/"


def test_signing_out_is_a_deed_of_a_form(client):
    client.force_login(UserFactory())

    shown = client.get("/accounts/logout/")
    assert shown.status_code == 200
    assert "_auth_user_id" in client.session

    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_the_session_gets_another_key_at_sign_in(client):
    user = UserFactory()
    client.post(LOGIN, {"login": user.email, "by": "code"})
    before = client.session.session_key

    client.post(CONFIRM, {"code": latest_code()})

    assert client.session.session_key != before
