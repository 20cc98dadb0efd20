"""The search and its page."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.access import Standing, standing
from accounts.enums import Visibility
from desk import finding
from desk.finding import search
from tests.events.organisers import queries, signed_in
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import TaskFactory

pytestmark = pytest.mark.django_db


def found(text, user):
    return [
        (shelf.key, [one.title for one in shelf.found])
        for shelf in search(text, standing(user, timezone.now()))
    ]


def test_each_app_finds_what_the_person_may_see():
    member = MandateFactory(user__name="Burgl Àrnason").user
    EventFactory(title="Seminar on burglary")
    EventFactory(title="Burglary, inside", visibility=Visibility.NETWORK)
    TaskFactory(text="Prevent burglary")

    assert [found("burgl", member), found("burgl", UserFactory())] == [
        [
            ("events", ["Burglary, inside", "Seminar on burglary"]),
            ("agendas", []),
            ("meetings", []),
            ("procedures", []),
            ("suggestions", []),
            ("trainings", []),
            ("trainers", []),
            ("decisions", []),
            ("certificates", []),
            ("people", ["Burgl Àrnason"]),
            ("programme", ["Prevent burglary"]),
        ],
        [
            ("events", ["Seminar on burglary"]),
            ("agendas", []),
            ("meetings", []),
            ("procedures", []),
            ("suggestions", []),
            ("trainings", []),
            ("trainers", []),
            ("decisions", []),
            ("certificates", []),
            ("people", []),
            ("programme", ["Prevent burglary"]),
        ],
    ]


def test_the_first_of_many_are_shown_with_the_way_to_the_rest(monkeypatch):
    monkeypatch.setattr(finding, "LIMIT", 3)
    monkeypatch.setattr(finding, "FIRST", 2)
    for _ in range(4):
        EventFactory(title="Burglary")

    shelf = search("burglary", Standing(user=None, at=timezone.now()))[0]

    assert (len(shelf.found), len(shelf.first), shelf.is_cut, shelf.more) == (3, 2, True, True)


def test_the_page_asks_a_visitor_to_sign_in():
    response = Client().get("/search/?q=burglary")

    assert (response.status_code, response["Location"]) == (
        302,
        "/accounts/login/?next=/search/%3Fq%3Dburglary",
    )


def test_the_page_marks_what_was_looked_for():
    EventFactory(title="Seminar on burglary")

    page = signed_in(UserFactory()).get("/search/?q=BURGL").content.decode()

    assert "Seminar on <mark>burglary</mark>" in page


def test_one_kind_alone():
    EventFactory(title="Seminar on burglary")
    TaskFactory(text="Prevent burglary")
    client = signed_in(UserFactory())

    pages = [
        client.get(f"/search/?q=burglary&kind={kind}").content.decode()
        for kind in ("events", "programme", "nonsense")
    ]

    assert [("Seminar on <mark>" in page, "Prevent <mark>" in page) for page in pages] == [
        (True, False),
        (False, True),
        (True, True),
    ]


@pytest.mark.parametrize("text", ["", "%20", "%F0%9F%8E%89", "---", "x" * 201, "%00"])
def test_nothing_to_look_for_finds_nothing(text):
    EventFactory(title="Seminar on burglary")

    response = signed_in(UserFactory()).get(f"/search/?q={text}")

    assert (response.status_code, "burglary" in response.content.decode()) == (200, False)


@pytest.mark.parametrize(("text", "waits"), [("", True), ("burglary", False)])
def test_the_empty_search_waits_for_typing(text, waits):
    page = signed_in(UserFactory()).get(f"/search/?q={text}").content.decode()

    assert (" autofocus" in page) == waits


def test_nothing_found_says_so():
    page = signed_in(UserFactory()).get("/search/?q=zzz").content.decode()

    assert "Nothing found" in page


def test_the_page_asks_as_much_for_many_as_for_one():
    client = signed_in(MandateFactory().user)

    def made(number):
        for _ in range(number):
            EventFactory(title="Burglary")
            TaskFactory(text="Burglary")
            MandateFactory(user__name="Burglary")
        return queries(lambda: client.get("/search/?q=burglary"))

    assert made(1) == made(3)
