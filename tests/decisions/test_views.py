"""The register: its public part, what members see besides, its files, and who may see what."""

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.access import standing
from accounts.enums import Visibility
from decisions import search
from decisions.enums import Deed, Outcome
from decisions.models import Decision
from journal.models import Entry
from procedures import services
from tests.events.organisers import queries, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.decisions import decision
from tests.factories.procedures import LAUNCHED, ballot, holder, running, secretariat
from tests.procedures.test_services import CLOSING, LATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

REGISTER = "/procedures/register/"
STATEMENT = "We agree, on the understanding that nobody reads this."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOSING, tick=False) as traveller:
        yield traveller


def decided():
    """A procedure of the Board that was adopted, with a statement."""
    made = running(title="Guidelines on citizen participation")
    for code in (
        "LV",
        "MT",
        "BE",
        "FR",
        "DE",
        "IE",
        "IT",
        "ES",
        "PT",
        "EL",
        "AT",
        "FI",
        "SE",
        "PL",
    ):
        services.cast(
            ballot(made, code),
            choice="for",
            statement=STATEMENT,
            by=holder(code, LATER),
            at=LATER,
        )
    services.close(made, at=CLOSING)
    made.refresh_from_db()
    return made


def shown(client, query=""):
    return " ".join(client.get(REGISTER + query).content.decode().split())


def test_a_visitor_sees_number_title_date_and_outcome_and_nothing_else():
    made = decided()

    page = shown(Client())

    for said in ("D-2024-01", made.title, "7 May 2024", "Adopted", made.body.name):
        assert said in page
    for hidden in (STATEMENT, made.reference, made.get_absolute_url(), "Latvia", "Change"):
        assert hidden not in page


def test_a_row_leads_to_its_source_only_for_who_may_open_it():
    made = decided()
    other = decision(title="From elsewhere")

    assert made.get_absolute_url() in shown(signed_in(holder("LV", CLOSING).user))
    assert made.get_absolute_url() not in shown(signed_in(UserFactory()))
    assert other.source_url not in shown(signed_in(secretariat(CLOSING).user))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?text=citizen", True),
        ("?text=D-2024-01", True),
        ("?text=nothing", False),
        ("?body=BOARD", True),
        ("?body=EXCOM", False),
        ("?year=2024", True),
        ("?year=2023", False),
        ("?year=x&body=x", True),
    ],
)
def test_the_register_is_filtered_by_its_address_and_so_are_its_files(query, found):
    decision(title="On citizen participation")
    client = Client()

    page = shown(client, query)
    lines = client.get(reverse("decisions:register_csv") + query).content.decode("utf-8-sig")

    assert ("On citizen participation" in page) == found
    assert ("On citizen participation" in lines) == found
    assert ("Nothing matches" in page) != found


def test_an_empty_register_says_what_will_stand_there():
    assert "No decisions yet" in shown(Client())


def test_the_register_costs_no_more_with_more_rows():
    decided()
    client = signed_in(holder("LV", CLOSING).user)
    one = queries(lambda: client.get(REGISTER))
    for number in range(3):
        decision(title=f"Another {number}")

    assert queries(lambda: client.get(REGISTER)) == one <= 8


def numbers(text):
    """The numbers in a text, each once, in their order."""
    return list(dict.fromkeys(re.findall(r"D-2024-\d+", text)))


@pytest.mark.parametrize("moments", [True, False], ids=["one after the other", "at one moment"])
def test_within_a_day_the_latest_number_stands_first_on_the_page_in_files_and_in_searches(moments):
    for minute in range(101):
        decision(
            title=f"On grant {minute}",
            at=CLOSING + dt.timedelta(minutes=minute if moments else 0),
        )
    client = signed_in(secretariat(CLOSING).user)
    expected = ["D-2024-101", "D-2024-100", "D-2024-99"]

    assert numbers(shown(client))[:3] == expected
    assert numbers(shown(client, "?sort=body"))[:3] == expected
    assert numbers(shown(client, "?sort=outcome"))[:3] == expected
    assert numbers(shown(client, "?sort=date"))[:2] == ["D-2024-01", "D-2024-02"]
    csv = client.get(reverse("decisions:register_csv")).content.decode("utf-8-sig")
    assert numbers(csv)[:3] == expected
    found = search.find("grant", standing(secretariat(CLOSING).user, CLOSING), 3)
    assert [one.note.split(" ")[0] for one in found] == expected


def test_fifty_stand_on_a_page():
    for number in range(51):
        decision(title=f"Decision number {number}")

    assert "1–50 of 51" in shown(Client())
    assert "51–51 of 51" in shown(Client(), "?page=2")


def test_the_files_hold_what_the_reader_may_see_and_harmless_cells():
    decision(title="=1+1")
    decision(title="Inside", visibility=Visibility.NETWORK, outcome=Outcome.NOT_ADOPTED)
    address = reverse("decisions:register_xlsx")

    public = load_workbook(io.BytesIO(Client().get(address).content)).active
    member = signed_in(holder("LV", CLOSING).user)
    lines = member.get(reverse("decisions:register_csv")).content.decode("utf-8-sig")

    assert [[cell.value for cell in row] for row in public.iter_rows(max_col=1)] == [
        ["Number"],
        ["D-2024-01"],
    ]
    assert public.max_column == 5
    assert public["D2"].data_type == "s"
    told = list(csv.DictReader(io.StringIO(lines)))
    assert [row["Number"] for row in told] == ["D-2024-02", "D-2024-01"]
    assert told[0]["Who may see it"] == "Members of the Network"
    assert told[0]["Outcome"] == "Not adopted"
    assert told[1]["Title"] == "'=1+1"


def test_the_secretariat_says_who_may_see_a_decision():
    made = decision()
    client = signed_in(secretariat(CLOSING).user)
    address = reverse("decisions:visibility", args=[made.number])
    assert address in shown(client)
    assert "Votes, statements and papers" in client.get(address).content.decode()

    answer = client.post(address, {"version": made.version, "visibility": "body"})

    assert answer.url == REGISTER
    assert Decision.objects.get().visibility == Visibility.BODY
    assert "D-2024-01" not in shown(Client())
    assert Entry.objects.filter(deed=Deed.VISIBILITY_CHANGED, key=made.number).exists()
    stale = client.post(address, {"version": made.version, "visibility": "network"})
    assert stale.status_code == 409
    wrong = client.post(address, {"version": 2, "visibility": "restricted"})
    assert wrong.status_code == 422
    assert Decision.objects.get().visibility == Visibility.BODY


def test_only_the_secretariat_says_who_may_see_a_decision():
    address = reverse("decisions:visibility", args=[decision().number])

    assert signed_in(holder("LV", CLOSING).user).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    nothing = reverse("decisions:visibility", args=["D-1999-01"])
    assert signed_in(secretariat(CLOSING).user).get(nothing).status_code == 404


def test_a_search_finds_decisions_and_leads_where_the_reader_may_go():
    made = decided()
    member, attendee = holder("LV", CLOSING), UserFactory()

    [found] = search.find("citizen guidelines", member, 5)
    [known] = search.find("D-2024-01", secretariat(LAUNCHED), 5)

    assert (found.title, found.url) == (made.title, made.get_absolute_url())
    assert found.note.startswith("D-2024-01 · ")
    assert known.url == made.get_absolute_url()
    page = signed_in(attendee).get(reverse("desk:search"), {"q": "citizen"}).content.decode()
    assert f"{REGISTER}?text=D-2024-01" in page
    assert search.find("  ", member, 5) == []


def test_a_decision_beside_which_a_correction_stands_is_marked():
    decided()
    Decision.objects.update(corrected_at=LATER)

    assert "Corrected" in shown(Client())
    assert "(corrected)" in Client().get(reverse("decisions:register_csv")).text
