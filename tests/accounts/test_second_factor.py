"""The authenticator app, recovery codes, and who must have a second factor."""

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import Mandate
from journal.models import Entry
from tests.accounts.signing import CONFIRM, latest_code, sign_in
from tests.factories.accounts import MandateFactory, UserFactory

pytestmark = pytest.mark.django_db
ADD, SECOND = "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/"
SECURITY = "/accounts/security/"


def code_of(secret: str) -> str:
    """Return what the app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def add_app(client: Client) -> tuple[str, list[str]]:
    """Enrol an app; return its secret and the recovery codes."""
    secret = client.get(ADD).context["form"].secret
    response = client.post(ADD, {"code": code_of(secret)})
    return secret, client.get(response["Location"]).context["unused_codes"]


def half_signed_in(user) -> Client:
    """Return a browser that has typed the code by mail and is asked for the second factor."""
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "by": "code"})
    client.post(CONFIRM, {"code": latest_code()})
    return client


def test_an_app_is_added_by_its_qr_code_or_key(client):
    sign_in(client, UserFactory(email="ada@example.eu"))

    page = client.get(ADD)
    secret = page.context["form"].secret

    text = page.content.decode()
    assert (f"<code>{secret}</code>" in text, "<svg " in text, "data:image" in text) == (
        True,
        True,
        False,
    )
    assert 'style="' not in text
    assert page.context["totp_url"] == (
        f"otpauth://totp/ada%40example.eu?secret={secret}&issuer=European%20Crime%20Prevention%20Network"
    )


def test_the_seed_lies_encrypted(client):
    sign_in(client, UserFactory())

    secret, codes = add_app(client)

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert (secret in stored, any(code in stored for code in codes)) == (False, False)


def test_a_wrong_code_adds_no_app(client):
    sign_in(client, UserFactory())
    secret = client.get(ADD).context["form"].secret

    response = client.post(ADD, {"code": "000000" if code_of(secret) != "000000" else "111111"})

    assert response.status_code == 422
    assert response.context["form"].secret == secret
    assert Authenticator.objects.count() == 0


def test_the_app_is_asked_for_after_the_code(client):
    user = UserFactory()
    sign_in(client, user)
    secret, _codes = add_app(client)
    other = half_signed_in(user)

    wrong = other.post(SECOND, {"code": "x"})
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60)):
        done = other.post(SECOND, {"code": code_of(secret)})

    assert (wrong.status_code, done["Location"]) == (422, "/")
    assert "Use a passkey" not in wrong.content.decode()
    assert [(e.deed, e.facts) for e in Entry.objects.order_by("id")][-2:] == [
        ("accounts.sign_in_failed", {"by": "second factor"}),
        ("accounts.signed_in", {"by": ["code", "totp"]}),
    ]


def test_a_recovery_code_opens_once(client):
    user = UserFactory()
    sign_in(client, user)
    _secret, codes = add_app(client)

    first = half_signed_in(user).post(SECOND, {"code": codes[0]})
    second = half_signed_in(user).post(SECOND, {"code": codes[0]})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "9 codes are left" in client.get(SECURITY).content.decode()


def test_new_recovery_codes_void_the_old_ones(client):
    user = UserFactory()
    sign_in(client, user)
    _secret, old = add_app(client)

    asked = client.get("/accounts/2fa/recovery-codes/generate/").content.decode()
    page = client.post("/accounts/2fa/recovery-codes/generate/", follow=True)

    assert "10 codes that are left will be void" in asked
    assert len(set(page.context["unused_codes"]) - set(old)) == 10


def test_recovery_codes_are_not_for_download(client):
    sign_in(client, UserFactory())
    add_app(client)

    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 403


def test_the_app_is_removed(client):
    user = UserFactory()
    sign_in(client, user)
    add_app(client)

    shown = client.get("/accounts/2fa/totp/deactivate/")
    client.post("/accounts/2fa/totp/deactivate/")

    assert (shown.status_code, Authenticator.objects.count()) == (200, 0)
    assert Entry.objects.latest("id").facts == {"what": "totp_deactivated"}


def test_who_gives_up_half_way_begins_again(client):
    user = UserFactory()
    sign_in(client, user)
    add_app(client)
    other = half_signed_in(user)

    page = other.post("/accounts/login/restart/", follow=True)

    assert page.redirect_chain == [("/accounts/login/", 302)]
    assert other.get(SECOND)["Location"] == "/accounts/login/"


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR])
@override_settings(DEMO=False)
def test_the_secretariat_enrols_before_anything_else(client, role):
    user = MandateFactory(role=role).user
    sign_in(client, user)

    led = [
        client.get("/accounts/profile/"),
        client.post("/accounts/profile/", {}),
        client.get("/", headers={"hx-request": "true"}),
        client.get("/accounts/password/set/"),
        client.get("/accounts/sessions/"),
    ]
    page = client.get(SECURITY).content.decode()

    assert [response.headers.get("Location") for response in led] == [SECURITY] * 5
    assert "First add a second factor" in page
    assert [
        client.get(path).status_code for path in ("/privacy/", "/help/", "/accessibility/", ADD)
    ] == [200] * 4

    add_app(client)

    assert client.get("/accounts/profile/").status_code == 200
    assert "First add a second factor" not in client.get(SECURITY).content.decode()


@override_settings(DEMO=False)
def test_who_must_enrol_can_sign_out_and_prove_themselves(client):
    client.force_login(MandateFactory(role=Role.SECRETARIAT).user)

    asked = client.get(ADD)
    shown = client.get(asked["Location"])
    client.post("/accounts/logout/")

    assert (asked["Location"], shown.status_code) == (
        f"/accounts/again/?next={ADD.replace('/', '%2F')}",
        200,
    )
    assert "_auth_user_id" not in client.session


@override_settings(DEMO=True)
def test_the_demonstration_waives_it_and_says_so(client):
    client.force_login(MandateFactory(role=Role.SECRETARIAT).user)

    assert client.get("/accounts/profile/").status_code == 200
    assert "Waived in the demonstration" in client.get(SECURITY).content.decode()


@pytest.mark.parametrize(
    "role", [Role.NR, Role.SUBSTITUTE, Role.CONTACT_POINT, Role.PRESIDENCY, Role.OBSERVER]
)
@override_settings(DEMO=False)
def test_others_need_none(client, role):
    client.force_login(MandateFactory(role=role).user)

    assert client.get("/accounts/profile/").status_code == 200
    assert "second factor" not in client.get(SECURITY).content.decode().casefold()


@override_settings(DEMO=False)
def test_a_mandate_that_is_over_asks_for_nothing(client):
    mandate = MandateFactory(role=Role.SECRETARIAT)
    Mandate.objects.filter(pk=mandate.pk).update(ended_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    client.force_login(mandate.user)

    assert client.get("/accounts/profile/").status_code == 200


@override_settings(DEMO=False)
def test_recovery_codes_alone_are_no_second_factor(client):
    user = MandateFactory(role=Role.SECRETARIAT).user
    Authenticator.objects.create(
        user=user, type="recovery_codes", data={"seed": "", "used_mask": 1023}
    )
    client.force_login(user)

    assert client.get("/accounts/profile/")["Location"] == SECURITY


@override_settings(DEMO=False)
def test_asking_costs_one_query_and_for_others_none(client):
    plain, secretariat = UserFactory(), MandateFactory(role=Role.SECRETARIAT).user
    Authenticator.objects.create(user=secretariat, type="totp", data={"secret": ""})
    counts = []
    for user in (plain, secretariat):
        client.force_login(user)
        client.get("/privacy/nothing/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/privacy/nothing/")
        counts.append(len([q for q in queries.captured_queries if "mfa_authenticator" in q["sql"]]))

    assert counts == [0, 1]
