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
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
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


def day(name: str, on: date | None) -> dict[str, object]:
    parts = (on.day, on.month, on.year) if on else ("", "", "")
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    return {
        name: [str(error) for error in found]
        for form in response.context["forms"]
        for name, found in form.errors.items()
    }


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


class TestOnePerson:
    """Details, mandates, account."""

    def test_mandates_say_their_state_and_what_can_be_done(self, client, secretariat):
        user = UserFactory()
        at = datetime(2024, 5, 29, 9, tzinfo=UTC)
        for state in (
            {"role": Role.NR, "copies": "aide@example.eu"},
            {"role": Role.SUBSTITUTE, "starts": date(2024, 6, 1)},
            {"role": Role.PRESIDENCY, "ends": date(2024, 1, 1)},
            {"role": Role.CONTACT_POINT, "ends": TODAY, "ended_at": at},
            {"role": Role.ADMINISTRATOR},
        ):
            MandateFactory(user=user, **state)

        response = client.get(f"/people/{user.key}/")

        assert {
            shown.mandate.role: (str(shown.pill.label), shown.may_change, shown.may_end)
            for shown in response.context["mandates"]
        } == {
            "nr": ("Valid", True, True),
            "substitute": ("To come", True, True),
            "presidency": ("Over", True, False),
            "contact_point": ("Over", False, False),
            "administrator": ("Valid", False, False),
        }
        assert not response.context["may_manage"]
        assert "aide@example.eu" in response.text

    def test_the_secretariat_sees_where_letters_and_journal_are(self, client, secretariat):
        user = UserFactory(telephone="+32 2", invited_at=datetime(2024, 1, 1, tzinfo=UTC))

        page = client.get(f"/people/{user.key}/").text

        assert f"?person={user.key}" in page
        assert f"?label=accounts.user&amp;key={user.key}" in page

    def test_details_are_changed(self, client, secretariat):
        user = UserFactory(email="old@example.eu")

        response = client.post(
            f"/people/{user.key}/change/",
            {
                "version": 1,
                "name": "Þóra",
                "email": "NEW@example.eu",
                "telephone": "1",
                "time_zone": "Europe/Athens",
            },
            follow=True,
        )

        user.refresh_from_db()
        assert (user.name, user.email, user.telephone, user.time_zone, user.language) == (
            "Þóra",
            "new@example.eu",
            "1",
            "Europe/Athens",
            "en",
        )
        assert said(response) == ["The details are saved."]

    def test_with_several_languages_the_persons_is_asked(self, client, secretariat, settings):
        settings.LANGUAGES = [("en-gb", "English"), ("fr", "French")]
        user = UserFactory()
        details = {"version": 1, "name": "A", "email": "a@example.eu", "time_zone": "Europe/Paris"}

        client.post(f"/people/{user.key}/change/", {**details, "language": "fr"})

        user.refresh_from_db()
        assert user.language == "fr"

    def test_a_stale_change_shows_both_texts(self, client, secretariat):
        user = UserFactory(name="Theirs", version=2)

        response = client.post(
            f"/people/{user.key}/change/",
            {"version": 1, "name": "Mine", "email": user.email, "time_zone": "Europe/Brussels"},
        )

        assert response.status_code == 409
        assert response.context["differences"] == [("Full name", "Theirs", "Mine")]

    def test_anothers_address_is_refused(self, client, secretariat):
        user, other = UserFactory(), UserFactory(name="Other")

        response = client.post(
            f"/people/{user.key}/change/",
            {"version": 1, "name": "A", "email": other.email, "time_zone": "Europe/Brussels"},
        )

        assert errors(response) == {"email": ["This is the address of Other already."]}

    def test_a_colleagues_address_is_not_the_secretariats_to_set(self, client, secretariat):
        colleague = MandateFactory(role=Role.ADMINISTRATOR).user

        response = client.post(
            f"/people/{colleague.key}/change/",
            {
                "version": 1,
                "name": "A",
                "email": "mine@example.eu",
                "time_zone": "Europe/Brussels",
            },
        )

        assert errors(response) == {
            "__all__": ["Only administrators change the accounts of: Secretariat, Administrator."]
        }

    def test_closing_is_confirmed_first(self, client, secretariat):
        mandate = MandateFactory(member_state__name="Latvia")
        address = f"/people/{mandate.user.key}/close/"

        page = client.get(address)

        assert "Mandates that end: National Representative, Latvia." in page.text
        assert User.objects.get(pk=mandate.user.pk).is_active
        assert said(client.post(address, follow=True)) == ["The account is closed."]
        assert not User.objects.get(pk=mandate.user.pk).is_active

    def test_closing_what_one_may_not_says_why(self, client, secretariat):
        colleague = MandateFactory(role=Role.SECRETARIAT).user

        response = client.post(f"/people/{colleague.key}/close/", follow=True)

        assert said(response) == [
            "Only administrators change the accounts of: Secretariat, Administrator."
        ]

    def test_the_last_administrators_account_stays_open(self, client, administrator):
        response = client.post(f"/people/{administrator.key}/close/", follow=True)

        assert said(response) == ["Nobody would be left who can administer the installation."]

    def test_a_closed_account_is_reopened(self, client, secretariat):
        user = UserFactory(is_active=False, closed_at=datetime(2024, 1, 1, tzinfo=UTC))
        page = client.get(f"/people/{user.key}/").text

        response = client.post(f"/people/{user.key}/reopen/", follow=True)

        assert "Reopen the account" in page
        assert said(response) == ["The account is open again. It has no mandate."]
        assert User.objects.get(pk=user.pk).is_active

    def test_a_session_ends_with_the_account(self, client, secretariat, django_user_model):
        mandate = MandateFactory()
        theirs = type(client)()
        theirs.force_login(mandate.user)
        assert theirs.get("/network/").status_code == 200

        client.post(f"/people/{mandate.user.key}/close/")

        assert theirs.get("/network/").status_code == 302


class TestMandates:
    """Give, change, end now."""

    def test_a_mandate_is_given(self, client, secretariat):
        user, organisation = UserFactory(), OrganisationFactory(name="Efus")

        response = client.post(
            f"/people/{user.key}/mandates/give/",
            {
                "role": "observer",
                "organisation": organisation.pk,
                "member_state": "",
                "is_lead": "on",
                **day("starts", TODAY),
                **day("ends", date(2024, 12, 31)),
            },
            follow=True,
        )

        mandate = user.mandates.get()
        assert (mandate.in_words, mandate.ends, mandate.is_lead) == (
            "Observer, Efus",
            date(2024, 12, 31),
            False,
        )
        assert said(response) == ["The mandate is given: Observer, Efus."]

    def test_for_whom_is_left_out_where_the_role_does_not_ask(self, client, secretariat):
        user, state = UserFactory(), MemberStateFactory()

        client.post(
            f"/people/{user.key}/mandates/give/",
            {
                "role": "substitute",
                "organisation": OrganisationFactory().pk,
                "member_state": state.pk,
                **day("starts", TODAY),
            },
        )

        mandate = user.mandates.get()
        assert (mandate.member_state, mandate.organisation) == (state, None)

    @pytest.mark.parametrize(
        ("held", "asked", "expected"),
        [
            (
                {"role": Role.CONTACT_POINT},
                {"role": "contact_point"},
                {"starts": ["The person holds this mandate on some of these days already."]},
            ),
            (
                {"user__is_active": False, "user__closed_at": datetime(2024, 1, 1, tzinfo=UTC)},
                {"role": "substitute"},
                {"__all__": ["The account is closed. Reopen it first."]},
            ),
        ],
    )
    def test_what_cannot_be_is_said(self, held, asked, expected, client, secretariat):
        mandate = MandateFactory(**held)

        response = client.post(
            f"/people/{mandate.user.key}/mandates/give/",
            {"member_state": mandate.member_state.pk, **asked, **day("starts", TODAY)},
        )

        assert errors(response) == expected

    def test_one_leads(self, client, secretariat):
        held = MandateFactory(is_lead=True, ends=TODAY)
        later = MandateFactory(
            member_state=held.member_state, starts=date(2024, 6, 1), ends=date(2024, 12, 31)
        )
        held.ends = date(2024, 5, 31)
        held.save()

        response = client.post(
            f"/people/{later.user.key}/mandates/{later.pk}/",
            {"version": 1, "is_lead": "on", **day("starts", date(2024, 6, 1)), **day("ends", None)},
            follow=True,
        )

        later.refresh_from_db()
        assert said(response) == ["The mandate is saved."]
        assert (later.is_lead, later.ends) == (True, None)

    def test_two_do_not_lead_at_once(self, client, secretariat, monkeypatch):
        monkeypatch.setitem(_limits(), Role.NR, 2)
        held = MandateFactory(is_lead=True)
        second = MandateFactory(member_state=held.member_state)

        response = client.post(
            f"/people/{second.user.key}/mandates/{second.pk}/",
            {"version": 1, "is_lead": "on", **day("starts", TODAY)},
        )

        assert errors(response) == {
            "is_lead": ["Another representative leads on some of these days."]
        }

    def test_a_longer_one_must_find_room(self, client, secretariat):
        first = MandateFactory(ends=TODAY)
        MandateFactory(member_state=first.member_state, starts=date(2024, 7, 1))

        response = client.post(
            f"/people/{first.user.key}/mandates/{first.pk}/",
            {"version": 1, **day("starts", date(2024, 1, 1)), **day("ends", date(2024, 7, 1))},
        )

        assert list(errors(response)) == ["starts"]

    def test_only_a_representative_is_asked_to_lead(self, client, secretariat):
        mandate = MandateFactory(role=Role.SUBSTITUTE)
        address = f"/people/{mandate.user.key}/mandates/{mandate.pk}/"

        client.post(address, {"version": 1, "is_lead": "on", **day("starts", TODAY)})

        mandate.refresh_from_db()
        assert (mandate.is_lead, mandate.starts) == (False, TODAY)

    def test_the_last_administrator_keeps_the_mandate(self, client, administrator):
        mandate = administrator.mandates.get()
        address = f"/people/{administrator.key}/mandates/{mandate.pk}/"

        changed = client.post(
            address, {"version": 1, **day("starts", date(2024, 1, 1)), **day("ends", TODAY)}
        )
        ended = client.post(f"{address}end/", follow=True)

        assert errors(changed) == {
            "ends": ["Nobody would be left who can administer the installation."]
        }
        assert said(ended) == ["Nobody would be left who can administer the installation."]

    def test_a_stale_change_shows_both_texts(self, client, secretariat):
        mandate = MandateFactory(version=2, copies="a@example.eu\nb@example.eu")
        Entry.objects.create(
            at=datetime(2024, 5, 1, tzinfo=UTC),
            deed="accounts.mandate_changed",
            label="accounts.user",
            key=str(mandate.user.key),
            actor=str(secretariat.key),
        )

        response = client.post(
            f"/people/{mandate.user.key}/mandates/{mandate.pk}/",
            {"version": 1, "copies": "a@example.eu", **day("starts", TODAY)},
        )

        assert response.status_code == 409
        assert response.context["differences"] == [
            ("From", "Fri 1 Jan 2010", "Wed 29 May 2024"),
            ("Copy addresses", "a@example.eu, b@example.eu", "a@example.eu"),
        ]
        assert response.context["changed_by"] == "Eilís Ní Bhriain"

    def test_a_link_never_ends_it_a_button_does(self, client, secretariat):
        mandate = MandateFactory()
        address = f"/people/{mandate.user.key}/mandates/{mandate.pk}/end/"

        page = client.get(address)

        mandate.refresh_from_db()
        assert (page.status_code, mandate.ended_at) == (200, None)
        assert said(client.post(address, follow=True)) == [
            "The mandate has ended, and its rights with it."
        ]
        mandate.refresh_from_db()
        assert mandate.ended_at == datetime(2024, 5, 29, 10, tzinfo=UTC)

    def test_rights_end_that_minute(self, client, secretariat):
        mandate = MandateFactory()
        theirs = type(client)()
        theirs.force_login(mandate.user)
        assert theirs.get("/network/").status_code == 200

        client.post(f"/people/{mandate.user.key}/mandates/{mandate.pk}/end/")

        assert theirs.get("/network/").status_code == 404


def _limits():
    from accounts.rules import MANDATES_PER_STATE

    return MANDATES_PER_STATE
