"""Signing in the way a person does."""

from django.test import Client

from accounts.models import User
from mail.models import Letter

CONFIRM = "/accounts/login/code/confirm/"


def latest_code() -> str:
    """Return the code of the newest letter."""
    return dict(Letter.objects.latest("id").body["facts"])["Code"]


def sign_in(client: Client, user: User) -> None:
    """Sign in by a code by mail."""
    client.post("/accounts/login/", {"login": user.email, "by": "code"})
    response = client.post(CONFIRM, {"code": latest_code()})
    assert (response.status_code, response["Location"]) == (302, "/")
