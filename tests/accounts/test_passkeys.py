"""Passkeys: made, used alone, used as the second factor, renamed, removed."""

import json

import pytest
from allauth.mfa.models import Authenticator as Enrolled
from django.test import Client

from journal.models import Entry
from mail.models import Letter
from tests.accounts.authenticator import PRESENT, Authenticator
from tests.accounts.signing import CONFIRM, latest_code, sign_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ADD, USE, SECOND = (
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/webauthn/login/",
    "/accounts/2fa/authenticate/",
)


def add_passkey(client: Client, passkey: Authenticator, *, name: str = "Laptop"):
    options = client.get(ADD).context["js_data"]
    fields = {"name": name, "passwordless": "True", "credential": passkey.create(options)}
    return client.post(ADD, fields)


def ask(client: Client) -> dict:
    return client.get(USE, headers={"accept": "application/json"}).json()


@pytest.fixture
def user():
    return UserFactory(name="Mārīte Kalniņa")


@pytest.fixture
def passkey(user):
    client, made = Client(), Authenticator()
    sign_in(client, user)
    add_passkey(client, made)
    Letter.objects.all().delete()
    return made


def test_a_passkey_is_added_and_recovery_codes_with_it(client, user):
    sign_in(client, user)

    response = add_passkey(client, Authenticator(), name="Office laptop")
    codes = client.get(response["Location"])

    kinds = Enrolled.objects.filter(user=user).values_list("type", flat=True)
    assert sorted(kinds) == ["recovery_codes", "webauthn"]
    assert "Office laptop" in client.get("/accounts/security/").content.decode()
    assert len(codes.context["unused_codes"]) == 10
    assert [(e.deed, e.facts) for e in Entry.objects.order_by("id")[1:]] == [
        ("accounts.sign_in_changed", {"what": "webauthn_added"})
    ]
    letter = Letter.objects.latest("id")
    assert (letter.to, letter.subject) == (user.email, "How you sign in has changed")
    assert letter.body["paragraphs"][0] == "A passkey was added."


def test_recovery_codes_are_shown_once(client, user):
    sign_in(client, user)
    page = add_passkey(client, Authenticator())["Location"]

    first = client.get(page)
    second = client.get(page)

    codes = first.context["unused_codes"]
    assert all(code in first.content.decode() for code in codes)
    assert not any(code in second.content.decode() for code in codes)
    assert "10 of your codes are unused" in second.content.decode()


def test_a_passkey_without_a_name_gets_one(client, user):
    sign_in(client, user)

    add_passkey(client, Authenticator(), name="")

    assert str(Enrolled.objects.get(user=user, type="webauthn")) == "Passkey 1"


def test_a_passkey_signs_in_alone_and_leads_on(client, user, passkey):
    response = client.post(USE, {"credential": passkey.get(ask(client)), "next": "/network/"})

    assert (response.status_code, response["Location"]) == (302, "/network/")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Entry.objects.latest("id").facts == {"by": ["webauthn"]}
    assert Letter.objects.count() == 0


def test_a_passkey_is_asked_for_after_the_code(client, user, passkey):
    client.post("/accounts/login/?next=/network/", {"login": user.email, "by": "code"})

    half = client.post(f"{CONFIRM}?next=/network/", {"code": latest_code()})
    assert (half["Location"], "_auth_user_id" in client.session) == (SECOND, False)
    page = client.get(SECOND)
    assert "Use a passkey" in page.content.decode()
    options = page.context["js_data"]
    done = client.post(SECOND, {"credential": passkey.get(options)})

    assert done["Location"] == "/network/"
    assert Entry.objects.latest("id").facts == {"by": ["code", "webauthn"]}


def test_a_passkey_is_asked_for_after_the_password(client, passkey, user):
    user.set_password("Correct horse battery")
    user.save()

    response = client.post(
        "/accounts/login/", {"login": user.email, "password": "Correct horse battery"}
    )

    assert response["Location"] == SECOND


@pytest.mark.parametrize(
    "wrong",
    [
        Authenticator(origin="http://testserver", site="evil.example"),
        Authenticator(flags=PRESENT),
        Authenticator(),
    ],
    ids=["another site", "nobody verified", "another key"],
)
def test_a_passkey_that_does_not_fit_opens_nothing(client, user, passkey, wrong):
    wrong.handle, wrong.credential_id = passkey.handle, passkey.credential_id
    if not wrong.flags & 0x04 or wrong.site != "testserver":
        wrong.key = passkey.key

    response = client.post(USE, {"credential": wrong.get(ask(client))}, follow=True)

    assert "_auth_user_id" not in client.session
    assert "This passkey does not open an account here" in response.content.decode()
    assert Entry.objects.latest("id").facts == {"by": "passkey"}


def test_an_answer_counts_once(client, user, passkey):
    answer = passkey.get(ask(client))
    client.post(USE, {"credential": answer})
    client.logout()

    client.post(USE, {"credential": answer})

    assert "_auth_user_id" not in client.session


NONSENSE = [
    "",
    "x",
    "null",
    "[]",
    "{}",
    '"text"',
    "1",
    '{"response": null}',
    '{"response": {}}',
    '{"response": {"userHandle": null}}',
    '{"response": {"userHandle": 7}}',
    '{"response": {"userHandle": "%%%"}}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA", "attestationObject": "AA"}}',
    '{"id": [], "rawId": {}, "type": 1, "response": {"clientDataJSON": [], "userHandle": "MQ"}}',
    "[" * 5000 + "]" * 5000,
]


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_in_place_of_a_passkey_is_refused(client, user, passkey, answer):
    ask(client)
    alone = client.post(USE, {"credential": answer})

    client.post("/accounts/login/", {"login": user.email, "by": "code"})
    client.post(CONFIRM, {"code": latest_code()})
    client.get(SECOND)
    second = client.post(SECOND, {"credential": answer})

    assert (alone.status_code, second.status_code) == (302, 422)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_in_place_of_a_new_passkey_is_refused(client, user, answer):
    sign_in(client, user)
    client.get(ADD)

    response = client.post(ADD, {"name": "x", "passwordless": "True", "credential": answer})

    assert response.status_code == 422
    assert Enrolled.objects.count() == 0


def test_a_new_passkey_must_verify_its_holder(client, user):
    sign_in(client, user)

    response = add_passkey(client, Authenticator(flags=PRESENT))

    assert response.status_code == 422
    assert Enrolled.objects.count() == 0


def test_a_passkey_is_renamed_and_removed(client, user):
    sign_in(client, user)
    add_passkey(client, Authenticator())
    number = Enrolled.objects.get(type="webauthn").pk

    shown = client.get(f"/accounts/2fa/webauthn/keys/{number}/edit/")
    client.post(f"/accounts/2fa/webauthn/keys/{number}/edit/", {"name": "Phone\u202e"})
    named = str(Enrolled.objects.get(pk=number))
    asked = client.get(f"/accounts/2fa/webauthn/keys/{number}/remove/")
    gone = client.post(f"/accounts/2fa/webauthn/keys/{number}/remove/", follow=True)

    assert (shown.status_code, named, asked.status_code) == (200, "Phone", 200)
    assert gone.redirect_chain[-1][0] == "/accounts/security/"
    assert Enrolled.objects.count() == 0
    assert Entry.objects.latest("id").facts == {"what": "webauthn_removed"}


def test_a_passkey_of_somebody_else_does_not_exist(client, passkey):
    number = Enrolled.objects.get(type="webauthn").pk
    sign_in(client, UserFactory())

    answers = [
        client.post(f"/accounts/2fa/webauthn/keys/{number}/{deed}/", {"name": "x"}).status_code
        for deed in ("edit", "remove")
    ]

    assert answers == [404, 404]
    assert Enrolled.objects.filter(pk=number).exists()


def test_the_options_stand_in_the_page_as_data_not_as_script(client, user):
    sign_in(client, user)

    page = client.get(ADD)

    assert json.loads(json.dumps(page.context["js_data"]))["creation_options"]["publicKey"][
        "rp"
    ] == {
        "name": "European Crime Prevention Network",
        "id": "testserver",
    }
    assert 'type="application/json">' in page.content.decode()
    assert "onclick" not in page.content.decode()
