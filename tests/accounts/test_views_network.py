"""The Network as its members see it, and the pages on bodies, days and rights."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.services.rights import held_by
from tests.accounts.answered import errors, said
from tests.factories.accounts import (
    BodyFactory,
    HolidayFactory,
    MandateFactory,
    MemberStateFactory,
    PresidencyTermFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.reference import load_reference

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 5, 29, 10, tzinfo=UTC)
JANUARY, JUNE, JULY = date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1)


@pytest.fixture(autouse=True)
def _may_29(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def administrator(client):
    user = MandateFactory(role=Role.ADMINISTRATOR, user__name="Ada Admin").user
    client.force_login(user)
    return user


@pytest.fixture
def representative(client):
    user = MandateFactory(
        user__name="Ελένη Παπαδοπούλου", member_state=MemberStateFactory(code="EL", name="Greece")
    ).user
    client.force_login(user)
    return user


class TestAccess:
    """Who may open them."""

    def statuses(self, client, role, addresses):
        client.force_login(MandateFactory(role=role).user if role else UserFactory())
        return {client.get(address).status_code for address in addresses}

    @pytest.mark.parametrize("role", [*Role.values, ""])
    def test_the_network_and_its_bodies_are_the_networks(self, role, client):
        addresses = ["/network/", "/bodies/", f"/bodies/{BodyFactory().code}/"]

        assert self.statuses(client, role, addresses) == ({200} if role else {404})

    @pytest.mark.parametrize("role", [*Role.values, ""])
    def test_what_is_kept_is_the_secretariats_and_the_administrators(self, role, client):
        seat, term, holiday = SeatFactory(), PresidencyTermFactory(), HolidayFactory()
        addresses = [
            f"/bodies/{seat.body.code}/change/",
            f"/bodies/{seat.body.code}/seats/give/",
            f"/bodies/{seat.body.code}/seats/{seat.pk}/",
            "/organisations/",
            "/terms/",
            "/terms/add/",
            f"/terms/{term.pk}/",
            "/holidays/",
            "/holidays/add/",
            f"/holidays/{holiday.pk}/",
            f"/holidays/{holiday.pk}/remove/",
        ]

        keeps = role in {Role.SECRETARIAT, Role.ADMINISTRATOR}
        assert self.statuses(client, role, addresses) == ({200} if keeps else {404})

    @pytest.mark.parametrize("role", [*Role.values, ""])
    def test_rights_are_the_administrators(self, role, client):
        addresses = ["/rights/", f"/rights/{UserFactory().key}/"]

        assert self.statuses(client, role, addresses) == (
            {200} if role == Role.ADMINISTRATOR else {404}
        )

    @pytest.mark.parametrize(
        "address", ["/network/", "/bodies/", "/bodies/BOARD/", "/terms/", "/holidays/", "/rights/"]
    )
    def test_a_visitor_is_asked_to_sign_in(self, address, client):
        response = client.get(address)

        assert (response.status_code, response["Location"]) == (
            302,
            f"/accounts/login/?next={address}",
        )


class TestTheNetwork:
    """Who presides, who speaks for whom."""

    def test_all_27_states_stand_in_protocol_order_with_their_people(self, client, representative):
        load_reference()
        substitute = MandateFactory(
            role=Role.SUBSTITUTE, member_state_id="EL", member_state=None, user__name="Νίκος"
        )
        MandateFactory(role=Role.PRESIDENCY, member_state_id="BE", member_state=None)
        MandateFactory(
            user__is_active=False, user__closed_at=NOW, member_state_id="BE", member_state=None
        )

        response = client.get("/network/")

        states = response.context["states"]
        assert [shown.state.code for shown in states][:3] == ["BE", "BG", "CZ"]
        assert len(states) == 27
        greece = next(shown for shown in states if shown.state.code == "EL")
        assert [mandate.user for mandate in greece.people] == [representative, substitute.user]
        belgium = states[0]
        assert (belgium.representatives, len(belgium.others)) == ([], 1)
        assert (str(response.context["term"]), str(response.context["next"])) == (
            "Belgium",
            "Hungary",
        )
        assert {
            shown.body.code: (len(shown.places), shown.voting)
            for shown in response.context["bodies"]
        } == {"BOARD": (28, 27), "EXCOM": (2, 1), "ADVISORY": (0, 0), "WG-EBA": (0, 0)}

    @pytest.mark.parametrize(
        ("query", "codes"),
        [("greece", ["EL"]), ("papadopoulou EL", ["EL"]), ("Ελένη", ["EL"]), ("zzz", [])],
    )
    def test_words_choose_among_them(self, query, codes, client, representative):
        MandateFactory(role=Role.OBSERVER, user__name="Observer")
        MandateFactory(role=Role.SECRETARIAT, user__name="Secretary")

        response = client.get("/network/", {"q": query})

        assert [shown.state.code for shown in response.context["states"]] == codes
        assert (response.context["observers"], response.context["secretariat"]) == ([], [])

    def test_observers_and_secretariat_stand_beside(self, client, representative):
        observer = MandateFactory(role=Role.OBSERVER, organisation__name="DG HOME")
        officer = MandateFactory(role=Role.SECRETARIAT)

        response = client.get("/network/")

        assert (response.context["observers"], response.context["secretariat"]) == (
            [observer],
            [officer],
        )
        assert "Nobody: the term of today is not entered." in response.text

    def test_an_empty_house_says_who_fills_it(self, client, administrator):
        page = client.get("/network/").text

        assert "the administrator loads the reference data" in page
        assert "Nobody is entered yet." in page

    def test_the_number_of_people_costs_no_query(self, client, representative):
        load_reference()
        counts = []
        for _ in range(2):
            MandateFactory()
            with CaptureQueriesContext(connection) as queries:
                client.get("/network/")
            counts.append(len(queries))

        assert counts[0] == counts[1] <= 10


class TestRights:
    """Rights by name."""

    def test_all_who_hold_something_are_listed_once(self, client, administrator):
        officer = MandateFactory(
            role=Role.SECRETARIAT, user=UserFactory(name="Officer"), starts=JANUARY
        ).user
        reader = UserFactory(name="Reader")
        rights = Permission.objects.filter(
            codename__in=["view_sensitive_answers", "read_contact_points"]
        )
        reader.user_permissions.set(rights)
        officer.user_permissions.set(rights[:1])
        MandateFactory()

        response = client.get("/rights/")

        assert [
            (user.name, roles, sorted(map(str, named)))
            for user, roles, named in response.context["rows"]
        ] == [
            ("Ada Admin", ["Administrator"], []),
            ("Officer", ["Secretariat"], [rights[0].name]),
            (
                "Reader",
                [],
                [
                    "May read answers on diet, access needs and identity",
                    "May read contact points per priority",
                ],
            ),
        ]

    def test_they_are_given_and_all_taken_again(self, client, administrator):
        user = UserFactory(name="Reader")
        address = f"/rights/{user.key}/"

        response = client.post(address, {"rights": ["view_sensitive_answers"]}, follow=True)

        assert said(response) == ["The rights of Reader are saved."]
        assert held_by(user) == ["view_sensitive_answers"]
        assert client.get(address).context["forms"][0].initial == {
            "rights": ["view_sensitive_answers"]
        }
        client.post(address, {})
        assert held_by(user) == []

    def test_a_right_that_does_not_exist_is_refused(self, client, administrator):
        response = client.post(f"/rights/{UserFactory().key}/", {"rights": ["everything"]})

        assert list(errors(response)) == ["rights"]

    def test_the_page_of_a_person_shows_them(self, client, administrator):
        user = UserFactory()
        user.user_permissions.set(Permission.objects.filter(codename="view_sensitive_answers"))

        assert (
            "May read answers on diet, access needs and identity"
            in client.get(f"/people/{user.key}/").text
        )
