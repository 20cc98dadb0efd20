"""The list of procedures: what waits for its reader first, and filtered by its address."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from procedures import services
from tests.events.organisers import queries, signed_in
from tests.factories.accounts import MandateFactory
from tests.factories.procedures import ballot, holder, running
from tests.procedures.pages import member, text
from tests.procedures.test_services import LATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def test_the_list_begins_with_what_waits_for_the_reader(made):
    client = member()

    page = text(client.get(reverse("procedures:list")))

    assert page.index("Waiting for your reply") < page.index(made.title)
    assert "Tuesday 7 May 2024, 23:59 (Brussels)" in page
    services.cast(
        ballot(made, "LV"), choice="for", by=holder("LV", LATER, role=Role.SUBSTITUTE), at=LATER
    )
    assert "Nothing waits" in text(client.get(reverse("procedures:list")))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?text=citizen", True),
        ("?text=PROC-2024", True),
        ("?text=nothing", False),
        ("?state=open", True),
        ("?state=ended", False),
        ("?state=draft", True),
        ("?body=BOARD", True),
        ("?body=EXCOM", False),
        ("?year=2024", True),
        ("?year=2023", False),
        ("?year=x&body=x&state=x", True),
    ],
)
def test_the_list_is_filtered_by_its_address(made, query, found):
    observer = signed_in(
        MandateFactory(role=Role.CONTACT_POINT, member_state=ballot(made, "LV").member_state).user
    )
    client = member("MT", Role.SUBSTITUTE) if "draft" not in query else member()

    page = text(client.get(reverse("procedures:list") + query))
    table = page[page.index("Filter procedures") :]

    assert (made.title in table) == found
    assert observer.get(reverse("procedures:list")).status_code == 200


def test_the_secretariat_filters_drafts(made, clock):
    client = signed_in(MandateFactory(role=Role.SECRETARIAT).user)

    page = text(client.get(reverse("procedures:list") + "?state=draft"))

    assert "Nothing matches" in page


def test_the_list_costs_no_more_with_more_rows(made):
    client = member()
    one = queries(lambda: client.get(reverse("procedures:list")))
    for _ in range(2):
        running()

    assert queries(lambda: client.get(reverse("procedures:list"))) == one <= 8


def test_a_list_with_nothing_in_it_says_what_will_stand_there(clock):
    page = text(member().get(reverse("procedures:list")))

    assert "No written procedures yet" in page
