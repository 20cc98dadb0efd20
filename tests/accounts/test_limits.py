"""Limits: strict for one address, generous for one network, and no header beats them."""

import pytest
from django.test import Client

from mail.models import Letter
from tests.accounts.signing import CONFIRM, latest_code
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LOGIN, RESTART = "/accounts/login/", "/accounts/login/restart/"


def test_an_address_gets_three_codes_a_minute():
    user = UserFactory()

    codes = [
        Client().post(LOGIN, {"login": user.email, "by": "code"}).status_code for _ in range(5)
    ]

    assert codes == [302, 302, 302, 422, 422]
    assert Letter.objects.count() == 3


def test_too_many_codes_leave_the_newest_one_valid(client):
    UserFactory(email="ada@example.eu")
    client.post(LOGIN, {"login": "ada@example.eu", "by": "code"})
    for _ in range(3):
        response = client.post(RESTART, {"again": "1", "next": "/network/"})
    page = client.get(response["Location"])

    assert response["Location"] == f"{CONFIRM}?next=%2Fnetwork%2F"
    assert "The newest one still counts." in page.text
    assert Letter.objects.count() == 3
    done = client.post(response["Location"], {"code": latest_code()})
    assert (done.status_code, done["Location"]) == (302, "/network/")


def test_nobody_shuts_another_out_by_asking_in_the_others_name():
    user = UserFactory()
    for _ in range(20):
        Client().post(LOGIN, {"login": user.email, "by": "code"}, REMOTE_ADDR="203.0.113.7")
    client = Client()

    asked = client.post(LOGIN, {"login": user.email, "by": "code"})
    done = client.post(CONFIRM, {"code": latest_code()})

    assert (asked.status_code, done.status_code, done["Location"]) == (302, 302, "/")


def test_an_address_gets_sixty_codes_an_hour_from_wherever_they_are_asked_for():
    answers = [
        Client()
        .post(LOGIN, {"login": "ada@example.eu", "by": "code"}, REMOTE_ADDR=f"203.0.113.{n}")
        .status_code
        for n in range(61)
    ]

    assert (answers, Letter.objects.count()) == ([302] * 60 + [422], 60)


def test_spellings_of_an_address_share_its_limit():
    spellings = ["ada@example.eu", "ADA@example.eu", " Ada@Example.EU ", "aDa@exAmple.eu"]

    codes = [Client().post(LOGIN, {"login": one, "by": "code"}).status_code for one in spellings]

    assert codes == [302, 302, 302, 422]


def test_an_office_behind_one_address_signs_in_all_at_once():
    people = [UserFactory() for _ in range(60)]

    for user in people:
        client = Client()
        client.post(LOGIN, {"login": user.email, "by": "code"})
        assert client.post(CONFIRM, {"code": latest_code()})["Location"] == "/"


@pytest.mark.parametrize("forged", [False, True], ids=["no header", "another header each time"])
def test_x_forwarded_for_does_not_beat_the_limit_of_an_account(forged):
    user = UserFactory(password="Correct horse battery")
    fields = {"login": user.email, "password": "wrong"}

    for n in range(5):
        headers = {"x-forwarded-for": f"203.0.113.{n}"} if forged else {}
        Client().post(LOGIN, fields, headers=headers)
    response = Client().post(
        LOGIN,
        {**fields, "password": "Correct horse battery"},
        headers={"x-forwarded-for": "203.0.113.99"} if forged else {},
    )

    assert response.status_code == 422
    assert "Too many attempts" in response.content.decode()


def storm(client: Client, *, headers: list[dict[str, str]]) -> list[int]:
    """Try a password of another unknown address each time."""
    return [
        client.post(
            LOGIN, {"login": f"x{n}@example.eu", "password": "wrong"}, headers=one
        ).status_code
        for n, one in enumerate(headers)
    ]


@pytest.fixture
def narrow(settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "3/m/ip"}
    return settings


def test_without_a_trusted_proxy_the_header_is_nothing(client, narrow):
    narrow.TRUSTED_PROXIES = 0

    answers = storm(client, headers=[{"x-forwarded-for": f"203.0.113.{n}"} for n in range(5)])

    assert answers == [422, 422, 422, 429, 429]


def test_behind_a_trusted_proxy_its_own_entry_counts_and_no_other(client, narrow):
    narrow.TRUSTED_PROXIES = 1

    forged = [{"x-forwarded-for": f"203.0.113.{n}, 198.51.100.7"} for n in range(5)]
    other = [{"x-forwarded-for": f"198.51.100.{n}"} for n in range(20, 25)]

    assert storm(client, headers=forged) == [422, 422, 422, 429, 429]
    assert storm(client, headers=other) == [422] * 5


def test_a_header_shorter_than_our_proxies_is_no_fault(client, narrow):
    narrow.TRUSTED_PROXIES = 2

    assert storm(client, headers=[{"x-forwarded-for": "203.0.113.1"}]) == [422]


def test_without_a_network_address_people_sign_in_all_the_same():
    user, client = UserFactory(), Client(REMOTE_ADDR="")
    client.post(LOGIN, {"login": user.email, "by": "code"})

    assert client.post(CONFIRM, {"code": latest_code()})["Location"] == "/"


def test_too_many_says_how_long_to_wait(client, narrow):
    storm(client, headers=[{}] * 3)

    response = client.post(LOGIN, {"login": "x@example.eu", "by": "code"})

    assert (response.status_code, response["Retry-After"]) == (429, "60")
