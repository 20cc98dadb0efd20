"""The Secretariat's pages on mandates, as they are used."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import Role
from journal.models import Entry
from tests.accounts.answered import day, errors, said
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
