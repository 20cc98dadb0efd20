"""Signing in in a real browser, under the Content-Security-Policy that pages have."""

import pytest

from tests.accounts.signing import latest_code
from tests.factories.accounts import NoticeFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def console(page):
    """Everything the browser complains about, but for the answers that tests provoke."""
    said = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    return said


@pytest.fixture
def authenticator(page):
    """A built-in authenticator whose holder always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_and_signs_in(page, console, authenticator, live_server):
    user = UserFactory(name="Mārīte Kalniņa", password="Correct horse battery")
    site = live_server.url
    page.goto(f"{site}/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.fill("#id_login", user.email)
    page.get_by_role("button", name="Send me a code").click()
    page.fill("#id_code", latest_code())
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/accounts/2fa/webauthn/add/")

    page.fill("#id_name", "Office laptop")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url(f"{site}/accounts/2fa/recovery-codes/")
    page.goto(f"{site}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site}/")

    page.goto(f"{site}/accounts/login/?next=/accounts/profile/")
    page.get_by_role("button", name="Passkey").click()
    page.wait_for_url(f"{site}/accounts/profile/")
    assert page.get_by_label("Full name").input_value() == "Mārīte Kalniņa"

    page.goto(f"{site}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/accounts/login/?next=/accounts/profile/")
    page.fill("#id_login", user.email)
    page.get_by_text("Use a password instead").click()
    page.fill("#id_password", "Correct horse battery")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/accounts/2fa/authenticate/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{site}/accounts/profile/")

    assert console == []


def test_enter_after_the_address_asks_for_a_code(page, console, live_server):
    NoticeFactory()
    user = UserFactory()
    page.goto(f"{live_server.url}/accounts/login/")

    page.fill("#id_login", user.email)
    page.keyboard.press("Enter")

    page.wait_for_url(f"{live_server.url}/accounts/login/code/confirm/")
    assert console == []


def test_a_passkey_that_is_refused_is_said(page, live_server):
    page.goto(f"{live_server.url}/accounts/login/")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                **options,
                "hasUserVerification": True,
                "isUserVerified": False,
                "automaticPresenceSimulation": True,
            }
        },
    )

    page.get_by_role("button", name="Passkey").click()

    page.get_by_text("The browser gave no passkey").wait_for(timeout=90_000)
