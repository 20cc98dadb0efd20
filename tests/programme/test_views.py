"""The pages of the work programme."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.services import import_programme
from tests.factories.accounts import MandateFactory
from tests.factories.programme import TaskFactory, WorkProgrammeFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 1, 2, 9, tzinfo=UTC)


@pytest.fixture
def programme(shipped, belgium):
    return import_programme(shipped, at=AT).programme


def test_everybody_sees_the_77_tasks_under_their_goals(client, programme):
    response = client.get("/programme/")

    context = response.context
    assert (context["programme"], context["total"], context["shown"]) == (programme, 77, 77)
    assert [(goal.goal.code, goal.count) for goal in context["goals"]] == [("1", 63), ("2", 14)]
    assert [(goal.goal.code, goal.count) for goal in context["goals"][0].below] == [
        ("1.1", 14),
        ("1.2", 13),
        ("1.3", 20),
        ("1.4", 16),
    ]
    assert 'id="WP24-1.1-01"' in response.text
    assert "line 116-117 of the source" in response.text
    assert response.text.count("Responsible party inferred") == 3


def test_parties_are_spelled_out_and_counted(client, programme):
    response = client.get("/programme/")

    assert [(party.value, number) for party, number in response.context["parties"]] == [
        ("SEC", 44),
        ("NR", 34),
        ("PRES", 7),
        ("EXCOM", 1),
        ("COM", 3),
        ("EMPACT", 1),
    ]
    assert "Secretariat, National Representatives, EMPACT" in " ".join(response.text.split())
    assert "Presidency (Belgium)" in " ".join(response.text.split())


def test_the_address_chooses_one_party(client, programme):
    response = client.get("/programme/?party=PRES")

    assert response.context["shown"] == 7
    assert "7 tasks for which is responsible: Presidency" in " ".join(response.text.split())


@pytest.mark.parametrize(
    ("query", "unfolded", "offers"),
    [
        ("", 0, "Unfold all goals"),
        ("?tasks=all", 8, "Fold all goals"),
        ("?tasks=some", 0, "Unfold all goals"),
        ("?party=PRES", 3, None),
    ],
)
def test_goals_are_folded_until_all_or_a_party_is_asked_for(
    query, unfolded, offers, client, programme
):
    text = client.get(f"/programme/{query}").text

    assert text.count('<details class="card" open>') == unfolded
    said = [words for words in ("Unfold all goals", "Fold all goals") if f">{words}<" in text]
    assert said == ([offers] if offers else [])


def test_a_party_without_a_task_says_so(client):
    TaskFactory(parties="SEC")

    assert "Nobody has given this party a task" in client.get("/programme/?party=EMPACT").text


def test_a_party_that_does_not_exist_shows_all(client, programme):
    assert client.get("/programme/?party=nonsense").context["shown"] == 77


def test_without_a_programme_the_page_says_who_brings_it(client):
    assert "The Secretariat brings it in." in client.get("/programme/").text


def test_other_programmes_are_listed_and_shown_by_their_name(client, programme):
    older = WorkProgrammeFactory(
        title="Work programme 2023", slug="old", starts=date(2023, 1, 1), ends=date(2023, 12, 31)
    )

    now, before = client.get("/programme/"), client.get("/programme/old/")

    assert (list(now.context["others"]), before.context["programme"]) == ([older], older)
    assert client.get("/programme/none/").status_code == 302
    client.force_login(MandateFactory().user)
    assert client.get("/programme/none/").status_code == 404


def test_the_number_of_tasks_costs_no_query(client):
    task = TaskFactory()
    counts = []
    for _ in range(2):
        TaskFactory(goal=task.goal)
        with CaptureQueriesContext(connection) as queries:
            client.get("/programme/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6
