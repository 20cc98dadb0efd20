"""The Secretariat's page on one person, as it is used."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import Role
from accounts.models import User
from tests.accounts.answered import errors, said
from tests.factories.accounts import (
    MandateFactory,
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
