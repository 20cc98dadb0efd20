"""The Secretariat's pages on people and mandates, as they are used."""

import io
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.enums import Role
from accounts.models import Mandate, User
from journal.models import Entry
from mail.models import Letter
from tests.accounts.answered import day, errors, said
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2024, 5, 29)


@pytest.fixture(autouse=True)
def _may_29(time_machine):
    time_machine.move_to(datetime(2024, 5, 29, 10, tzinfo=UTC), tick=False)


@pytest.fixture
def secretariat(client):
    user = MandateFactory(role=Role.SECRETARIAT, user__name="Eilís Ní Bhriain").user
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client):
    user = MandateFactory(role=Role.ADMINISTRATOR, user__name="Ada Admin").user
    client.force_login(user)
    return user


class TestAccess:
    """Who may open them."""

    PAGES = (
        "/people/",
        "/people/people.xlsx",
        "/people/people.csv",
        "/people/invite/",
        "/people/{key}/",
        "/people/{key}/change/",
        "/people/{key}/close/",
        "/people/{key}/mandates/give/",
        "/people/{key}/mandates/{pk}/",
        "/people/{key}/mandates/{pk}/end/",
    )

    @pytest.fixture
    def addresses(self):
        mandate = MandateFactory()
        return [page.format(key=mandate.user.key, pk=mandate.pk) for page in self.PAGES]

    def test_they_are_the_secretariats_and_the_administrators(self, client, addresses):
        for role in (Role.SECRETARIAT, Role.ADMINISTRATOR):
            client.force_login(MandateFactory(role=role).user)
            assert {client.get(address).status_code for address in addresses} == {200}

    @pytest.mark.parametrize("role", [Role.NR, Role.PRESIDENCY, Role.OBSERVER])
    def test_to_the_rest_of_the_network_they_do_not_exist(self, role, client, addresses):
        client.force_login(MandateFactory(role=role).user)

        assert {client.get(address).status_code for address in addresses} == {404}

    def test_a_visitor_is_asked_to_sign_in(self, client, addresses):
        assert {client.get(address).status_code for address in addresses} == {302}

    def test_a_mandate_is_found_at_its_own_person_only(self, client, secretariat):
        mandate, other = MandateFactory(), UserFactory()

        assert client.get(f"/people/{other.key}/mandates/{mandate.pk}/").status_code == 404
        assert client.get(f"/people/{uuid4()}/").status_code == 404
        assert client.get(f"/people/{other.key}/mandates/{10**30}/").status_code == 404

    def test_colleagues_mandates_are_not_the_secretariats_to_end(self, client, secretariat):
        mandate = secretariat.mandates.get()

        response = client.post(f"/people/{secretariat.key}/mandates/{mandate.pk}/end/")

        assert response.status_code == 404
        assert Mandate.objects.get().ended_at is None


class TestTheList:
    """Search, filter, sort, take away."""

    @pytest.fixture
    def eleni(self, secretariat):
        greece = MemberStateFactory(code="EL", name="Greece", order=8)
        return MandateFactory(
            user__name="Ελένη", user__email="eleni@example.gr", member_state=greece
        ).user

    @pytest.fixture
    def closed(self, secretariat):
        at = datetime(2024, 1, 1, tzinfo=UTC)
        return UserFactory(name="Zoe", email="zoe@example.eu", is_active=False, closed_at=at)

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("", ["Eilís Ní Bhriain", "Ελένη"]),
            ("?q=eleni", ["Ελένη"]),
            ("?q=EXAMPLE.GR", ["Ελένη"]),
            ("?role=nr", ["Ελένη"]),
            ("?role=substitute", []),
            ("?state=EL&role=nr", ["Ελένη"]),
            ("?state=EL&role=secretariat", []),
            ("?account=closed", ["Zoe"]),
            ("?account=all&sort=-name", ["Zoe", "Ελένη", "Eilís Ní Bhriain"]),
            ("?role=nonsense&sort=nonsense&page=x&state=%00", ["Eilís Ní Bhriain", "Ελένη"]),
        ],
    )
    def test_the_address_says_who_is_listed(self, query, names, client, eleni, closed):
        response = client.get(f"/people/{query}")

        assert [user.name for user in response.context["listing"].rows] == names

    def test_nobody_found_says_how_somebody_gets_there(self, client, secretariat):
        assert "Whom you invite is listed here." in client.get("/people/?q=zzz").text

    def test_the_number_of_people_costs_no_query(self, client, secretariat):
        counts = []
        for _ in range(2):
            MandateFactory()
            with CaptureQueriesContext(connection) as queries:
                client.get("/people/")
            counts.append(len(queries))

        assert counts[0] == counts[1] <= 8

    def test_the_csv_keeps_the_filter(self, client, eleni):
        response = client.get("/people/people.csv?q=eleni")

        assert response["Content-Disposition"] == 'attachment; filename="people.csv"'
        head, line = response.content.decode("utf-8-sig").splitlines()
        assert head == (
            "Name,E-mail address,Telephone,Mandates,Account,Since,Invited,Last signed in"
        )
        assert line == (
            'Ελένη,eleni@example.gr,,"National Representative, Greece",Open,2024-05-29 12:00,,'
        )

    def test_the_workbook_holds_no_formula(self, client, closed):
        UserFactory(name='=HYPERLINK("x")', telephone="+32")

        response = client.get("/people/people.xlsx?account=all")

        sheet = load_workbook(io.BytesIO(response.content)).active
        assert [(row[0].value, row[0].data_type) for row in sheet.iter_rows(min_row=2)] == [
            ('=HYPERLINK("x")', "s"),
            ("Eilís Ní Bhriain", "s"),
            ("Zoe", "s"),
        ]
        assert sheet["E4"].value == "Closed"

    def test_a_list_taken_out_is_written_down(self, client, eleni, closed):
        client.get("/people/people.csv?q=eleni")
        client.get("/people/people.xlsx?account=all")
        client.head("/people/people.csv")
        client.get("/people/")

        entries = Entry.objects.filter(deed="accounts.list_taken").order_by("id")
        assert [(entry.acting_for, entry.facts) for entry in entries] == [
            ("Secretariat", {"form": "csv", "rows": 1}),
            ("Secretariat", {"form": "xlsx", "rows": 3}),
        ]


class TestInviting:
    """An account with a mandate, in one form."""

    def post(self, client, **changes):
        asked = {
            "once": uuid4(),
            "name": "Mārīte Kalniņa",
            "email": "Marite@Example.LV",
            "telephone": "",
            "role": "",
            **day("starts", TODAY),
        }
        return client.post("/people/invite/", asked | changes, follow=True)

    def test_a_representative_is_invited(self, client, secretariat):
        MemberStateFactory(code="LV", name="Latvia")

        response = self.post(
            client,
            role="nr",
            member_state="LV",
            is_lead="on",
            copies="Aide@example.lv\n aide@example.lv",
        )

        user = User.objects.get(email="marite@example.lv")
        mandate = user.mandates.get()
        assert (mandate.in_words, mandate.starts, mandate.is_lead, mandate.copies) == (
            "National Representative, Latvia",
            TODAY,
            True,
            "aide@example.lv",
        )
        assert response.redirect_chain == [(f"/people/{user.key}/", 302)]
        assert said(response) == ["The invitation is on its way to marite@example.lv."]

    def test_without_a_role_there_is_no_mandate(self, client, secretariat):
        self.post(client, **day("starts", None))

        assert not User.objects.get(email="marite@example.lv").mandates.exists()

    def test_the_secretariat_is_not_offered_the_networks_own_roles(self, client, secretariat):
        assert errors(self.post(client, role="administrator")) == {
            "role": ["Select a valid choice. administrator is not one of the available choices."]
        }

    def test_an_administrator_invites_a_colleague(self, client, administrator):
        self.post(client, role="secretariat")

        assert User.objects.get(email="marite@example.lv").mandates.get().role == "secretariat"

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"name": " \x00 "}, {"name": ["Fill this in."]}),
            (
                {"email": "nonsense"},
                {"email": ["Write the address in full, such as name@example.eu"]},
            ),
            (
                {"once": "x"},
                {"once": ["This form lacks its mark. Reload the page and send it again."]},
            ),
            ({"role": "nr"}, {"member_state": ["Say for whom; this role needs it."]}),
            ({"role": "observer"}, {"organisation": ["Say for whom; this role needs it."]}),
            (
                {"role": "nr", "member_state": "XX"},
                {
                    "member_state": [
                        "Select a valid choice. That choice is not one of the available choices."
                    ]
                },
            ),
            (
                {"role": "nr", "member_state": "LV", **day("starts", None)},
                {"starts": ["Write the day, such as 31 5 2024."]},
            ),
            (
                {"role": "nr", "member_state": "LV", "starts_month": "13"},
                {
                    "starts": [
                        "There is no such day; that month has fewer days, the year twelve months."
                    ]
                },
            ),
            (
                {"role": "nr", "member_state": "LV", **day("ends", date(2024, 5, 28))},
                {"ends": ["The last day lies before the first."]},
            ),
            (
                {"copies": "nonsense"},
                {"copies": ["Write the address in full, such as name@example.eu"]},
            ),
            (
                {"copies": " ".join(f"a{n}@example.eu" for n in range(11))},
                {"copies": ["Write 10 addresses at most."]},
            ),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(self, changes, expected, client, secretariat):
        MemberStateFactory(code="LV")

        response = self.post(client, **changes)

        assert errors(response) == expected
        typed = changes.get("email", "Marite@Example.LV")
        assert f'name="email" value="{typed}"' in response.text
        assert User.objects.count() == 1
        assert not Letter.objects.exists()

    def test_a_known_address_says_whose_it_is(self, client, secretariat):
        UserFactory(
            email="marite@example.lv", name="Mārīte", invited_at=datetime(2024, 1, 1, tzinfo=UTC)
        )

        assert errors(self.post(client)) == {"email": ["This is the address of Mārīte already."]}

    def test_a_taken_role_is_said_beside_the_state(self, client, secretariat):
        MandateFactory(member_state__code="LV")

        assert errors(self.post(client, role="nr", member_state="LV")) == {
            "member_state": [
                (
                    "1 person may hold this role for the Member State, and one does on some of these"
                    " days. Let that mandate end before this one begins."
                )
            ]
        }
        assert not User.objects.filter(email="marite@example.lv").exists()

    def test_a_replayed_form_has_one_effect(self, client, secretariat):
        once = uuid4()
        for _ in range(3):
            response = self.post(client, once=once)

        assert response.redirect_chain == [(f"/people/{once}/", 302)]
        assert (User.objects.count(), Letter.objects.count()) == (2, 1)
