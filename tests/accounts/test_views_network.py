"""The Network as its members see it, and the pages on bodies, days and rights."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import Body, Holiday, Organisation, PresidencyTerm, Seat
from accounts.services.rights import held_by
from tests.factories.accounts import (
    BodyFactory,
    HolidayFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.reference import load_reference

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 5, 29, 10, tzinfo=UTC)
TODAY = date(2024, 5, 29)
JANUARY, JUNE, JULY = date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1)


@pytest.fixture(autouse=True)
def _may_29(time_machine):
    time_machine.move_to(NOW, tick=False)


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


@pytest.fixture
def representative(client):
    user = MandateFactory(
        user__name="Ελένη Παπαδοπούλου", member_state=MemberStateFactory(code="EL", name="Greece")
    ).user
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
        for name, found in response.context["form"].errors.items()
    }


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


class TestBodies:
    """Who sits where."""

    def test_a_body_shows_who_sits_there_and_who_speaks(self, client, representative):
        PresidencyTermFactory(member_state=MemberStateFactory(code="BE", name="Belgium", order=1))
        seat = SeatFactory(member_state_id="EL", member_state=None)
        observer = MandateFactory(role=Role.OBSERVER, organisation__name="DG HOME")
        SeatFactory(
            body=seat.body, member_state=None, organisation=observer.organisation, votes=False
        )

        response = client.get(f"/bodies/{seat.body.code}/")

        assert [
            (place.holder, place.chairs, place.votes, [one.user for one in speaking])
            for place, speaking in response.context["places"]
        ] == [
            ("Belgium", True, True, []),
            ("Greece", False, True, [representative]),
            ("DG HOME", False, False, [observer.user]),
        ]
        assert not response.context["seats"]

    def test_those_who_keep_it_see_all_its_seats(self, client, secretariat):
        seat = SeatFactory(ends=JANUARY)

        response = client.get(f"/bodies/{seat.body.code}/")

        assert list(response.context["seats"]) == [seat]
        assert "Nobody sits here yet" in response.text

    def test_an_unknown_body_is_not_found(self, client, secretariat):
        assert client.get("/bodies/NONE/").status_code == 404

    def test_bodies_are_listed(self, client, secretariat):
        assert "No bodies yet" in client.get("/bodies/").text
        BodyFactory(name="Board", notice_days=1)
        BodyFactory(name="Advisory board", chaired_by_presidency=False)

        response = client.get("/bodies/")

        assert [body.name for body in response.context["bodies"]] == ["Advisory board", "Board"]
        assert "1 clear working day before a meeting" in response.text

    def test_a_body_is_changed(self, client, secretariat):
        body = BodyFactory()

        response = client.post(
            f"/bodies/{body.code}/change/",
            {"version": 1, "name": "Board", "notice_days": "15"},
            follow=True,
        )

        assert said(response) == ["The body is saved."]
        body.refresh_from_db()
        assert (body.name, body.notice_days, body.chaired_by_presidency) == ("Board", 15, False)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"notice_days": "251"}, "notice_days"),
            ({"notice_days": "-1"}, "notice_days"),
            ({"name": ""}, "name"),
            ({"name": "Taken"}, "name"),
            ({"version": "x"}, "version"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(self, changes, field, client, secretariat):
        body = BodyFactory()
        BodyFactory(name="Taken")

        response = client.post(
            f"/bodies/{body.code}/change/",
            {"version": 1, "name": "Board", "notice_days": "15"} | changes,
        )

        assert list(errors(response)) == [field]

    def test_a_stale_change_shows_both_texts(self, client, secretariat):
        body = BodyFactory(name="Theirs", version=2)

        response = client.post(
            f"/bodies/{body.code}/change/", {"version": 1, "name": "Mine", "notice_days": "10"}
        )

        assert response.status_code == 409
        assert response.context["differences"] == [
            ("Name", "Theirs", "Mine"),
            ("Chaired by the Presidency in office", "Yes", "No"),
        ]


class TestSeats:
    """Seats from–to."""

    def test_a_seat_is_given(self, client, secretariat):
        body, state = BodyFactory(), MemberStateFactory(name="Latvia")

        response = client.post(
            f"/bodies/{body.code}/seats/give/",
            {"member_state": state.pk, "votes": "on", **day("starts", TODAY)},
            follow=True,
        )

        assert said(response) == ["Latvia has a seat."]
        assert Seat.objects.values("member_state", "votes", "starts", "ends").get() == {
            "member_state": state.pk,
            "votes": True,
            "starts": TODAY,
            "ends": None,
        }

    @pytest.mark.parametrize("both", [True, False])
    def test_it_has_one_holder(self, both, client, secretariat):
        body = BodyFactory()
        holders = {
            "member_state": MemberStateFactory().pk,
            "organisation": OrganisationFactory().pk,
        }

        response = client.post(
            f"/bodies/{body.code}/seats/give/", (holders if both else {}) | day("starts", TODAY)
        )

        assert errors(response) == {
            "member_state": ["Choose a Member State or an organisation, one of the two."]
        }

    def test_a_holder_that_does_not_exist_is_said_once(self, client, secretariat):
        response = client.post(
            f"/bodies/{BodyFactory().code}/seats/give/",
            {"member_state": "XX"} | day("starts", TODAY),
        )

        assert list(errors(response)) == ["member_state"]

    def test_two_at_once_are_refused_beside_the_day(self, client, secretariat):
        seat = SeatFactory(ends=TODAY)

        response = client.post(
            f"/bodies/{seat.body.code}/seats/give/",
            {"member_state": seat.member_state.pk, **day("starts", TODAY)},
        )

        assert errors(response) == {"starts": ["It has a seat here on some of these days already."]}

    def test_a_seat_is_changed(self, client, secretariat):
        seat = SeatFactory()

        response = client.post(
            f"/bodies/{seat.body.code}/seats/{seat.pk}/",
            {"version": 1, **day("starts", JANUARY), **day("ends", JUNE)},
            follow=True,
        )

        seat.refresh_from_db()
        assert said(response) == ["The seat is saved."]
        assert (seat.votes, seat.starts, seat.ends) == (False, JANUARY, JUNE)

    def test_a_change_into_another_is_refused_beside_the_day(self, client, secretariat):
        first = SeatFactory(ends=TODAY)
        second = SeatFactory(body=first.body, member_state=first.member_state, starts=JULY)

        response = client.post(
            f"/bodies/{second.body.code}/seats/{second.pk}/",
            {"version": 1, "votes": "on", **day("starts", TODAY)},
        )

        assert list(errors(response)) == ["starts"]

    def test_the_last_day_does_not_lie_before_the_first(self, client, secretariat):
        seat = SeatFactory()

        response = client.post(
            f"/bodies/{seat.body.code}/seats/{seat.pk}/",
            {"version": 1, **day("starts", JUNE), **day("ends", JANUARY)},
        )

        assert errors(response) == {"ends": ["The last day lies before the first."]}

    def test_a_stale_change_shows_both_texts(self, client, secretariat):
        seat = SeatFactory(version=2)

        response = client.post(
            f"/bodies/{seat.body.code}/seats/{seat.pk}/",
            {"version": 1, "votes": "on", **day("starts", JUNE)},
        )

        assert response.status_code == 409
        assert response.context["differences"] == [("From", "Fri 1 Jan 2010", "Sun 30 Jun 2024")]


class TestOrganisations:
    """Those that hold seats and send observers."""

    def test_one_is_added_and_listed(self, client, secretariat):
        response = client.post(
            "/organisations/",
            {"name": "Efus", "abbreviation": "Efus", "kind": "ngo", "email": "Office@efus.eu"},
            follow=True,
        )

        assert said(response) == ["The organisation is added."]
        assert [(row.name, row.email) for row in response.context["organisations"]] == [
            ("Efus", "office@efus.eu")
        ]

    def test_a_name_is_taken_once(self, client, secretariat):
        OrganisationFactory(name="Efus")

        response = client.post("/organisations/", {"name": "Efus", "kind": "ngo"})

        assert errors(response) == {"name": ["There is an organisation of this name already."]}
        assert Organisation.objects.count() == 1


class TestTerms:
    """The half-years of the Presidency."""

    def post(self, client, address, **changes):
        asked = {
            "member_state": "BE",
            "trio": "ES-BE-HU",
            "certainty": "verified",
            **day("starts", JANUARY),
            **day("ends", JUNE),
        }
        return client.post(address, asked | changes, follow=True)

    @pytest.fixture(autouse=True)
    def belgium(self):
        return MemberStateFactory(code="BE", name="Belgium")

    def test_they_are_listed_the_latest_first_and_running_out_is_said(
        self, client, secretariat, belgium
    ):
        assert "No term yet" in client.get("/terms/").text
        first = PresidencyTermFactory(member_state=belgium)
        second = PresidencyTermFactory(member_state=belgium, starts=JULY)

        response = client.get("/terms/")

        assert list(response.context["terms"]) == [second, first]
        assert "The last known term ends on <time" in " ".join(response.text.split())
        PresidencyTermFactory(starts=date(2025, 1, 1), ends=date(2025, 6, 30))
        assert not client.get("/terms/").context["runs_out"]

    def test_a_new_one_begins_where_the_last_ends(self, client, secretariat, belgium):
        PresidencyTermFactory(member_state=belgium)

        form = client.get("/terms/add/").context["forms"][0]

        assert form.initial == {"starts": JULY}

    def test_one_is_added(self, client, secretariat):
        response = self.post(client, "/terms/add/")

        assert said(response) == ["The term is added."]
        term = PresidencyTerm.objects.get()
        assert (term.member_state_id, term.starts, term.ends, term.trio, term.certainty) == (
            "BE",
            JANUARY,
            JUNE,
            "ES-BE-HU",
            "verified",
        )

    def test_two_that_share_a_day_are_refused_beside_it(self, client, secretariat):
        PresidencyTermFactory()
        later = PresidencyTermFactory(starts=JULY)
        said_there = {"starts": ["Another term shares some of these days."]}

        assert errors(self.post(client, "/terms/add/")) == said_there
        assert errors(self.post(client, f"/terms/{later.pk}/", version=1)) == said_there

    @pytest.mark.parametrize("ends", [JANUARY, date(2023, 12, 31)])
    def test_a_term_is_longer_than_a_day(self, ends, client, secretariat):
        response = self.post(client, "/terms/add/", **day("ends", ends))

        assert errors(response) == {"ends": ["The last day lies before the first."]}

    def test_one_is_changed(self, client, secretariat):
        term = PresidencyTermFactory(trio="")

        response = self.post(client, f"/terms/{term.pk}/", version=1)

        term.refresh_from_db()
        assert said(response) == ["The term is saved."]
        assert (term.member_state_id, term.trio, term.version) == ("BE", "ES-BE-HU", 2)

    def test_a_stale_change_shows_both_texts(self, client, secretariat):
        term = PresidencyTermFactory(version=2, member_state__name="Hungary", certainty="verified")

        response = self.post(client, f"/terms/{term.pk}/", version=1, trio="")

        assert response.status_code == 409
        assert response.context["differences"] == [("Member State", "Hungary", "Belgium")]


class TestHolidays:
    """Days that are no working days."""

    def test_those_of_a_calendar_and_year_are_listed(self, client, secretariat):
        load_reference()

        belgian = client.get("/holidays/").context
        european = client.get("/holidays/?calendar=EUI&year=2024").context

        assert (belgian["year"], len(belgian["holidays"])) == (2024, 10)
        assert (str(european["calendar"].label), len(european["holidays"])) == (
            "Institutions of the European Union",
            19,
        )

    @pytest.mark.parametrize("query", ["?year=2031", "?year=nonsense", "?year=1&calendar=X"])
    def test_nothing_entered_and_nonsense_fail_nothing(self, query, client, secretariat):
        response = client.get(f"/holidays/{query}")

        assert (response.status_code, "No holidays are entered" in response.text) == (200, True)

    def test_one_is_added(self, client, secretariat):
        asked = {
            "calendar": "EUI",
            "name": "Schuman",
            "certainty": "verified",
            **day("on", date(2024, 5, 9)),
        }

        response = client.post("/holidays/add/", asked, follow=True)
        again = client.post("/holidays/add/", asked)

        assert said(response) == ["The holiday is added."]
        assert response.redirect_chain == [("/holidays/?calendar=EUI&year=2024", 302)]
        assert errors(again) == {"on": ["This day is a holiday of the calendar already."]}
        assert Holiday.objects.values_list("calendar", "date", "name", "certainty").get() == (
            "EUI",
            date(2024, 5, 9),
            "Schuman",
            "verified",
        )

    def test_the_calendar_looked_at_is_offered(self, client, secretariat):
        form = client.get("/holidays/add/?calendar=EUI").context["forms"][0]

        assert form.initial == {"calendar": "EUI"}

    def test_one_is_changed(self, client, secretariat):
        holiday, other = HolidayFactory(date=JANUARY), HolidayFactory(date=JULY)
        asked = {"version": 1, "name": "New", "certainty": "unverified"}

        response = client.post(f"/holidays/{holiday.pk}/", asked | day("on", JUNE), follow=True)
        taken = client.post(f"/holidays/{other.pk}/", asked | day("on", JUNE))

        holiday.refresh_from_db()
        assert said(response) == ["The holiday is saved."]
        assert (holiday.date, holiday.name, holiday.certainty) == (JUNE, "New", "unverified")
        assert list(errors(taken)) == ["on"]

    def test_a_stale_change_shows_both_texts(self, client, secretariat):
        holiday = HolidayFactory(date=JANUARY, name="Theirs", version=2)

        response = client.post(
            f"/holidays/{holiday.pk}/",
            {"version": 1, "name": "Mine", "certainty": "unverified"} | day("on", JANUARY),
        )

        assert response.status_code == 409
        assert response.context["differences"] == [("Name", "Theirs", "Mine")]

    def test_one_is_removed_after_confirming(self, client, secretariat):
        holiday = HolidayFactory(date=JANUARY)
        page = client.get(f"/holidays/{holiday.pk}/remove/")

        response = client.post(
            f"/holidays/{holiday.pk}/remove/", {"version": holiday.version}, follow=True
        )

        assert "It is a working day from now on." in page.text
        assert said(response) == ["The holiday is removed: the day is a working day."]
        assert not Holiday.objects.exists()

    def test_a_changed_one_is_not_removed(self, client, secretariat):
        holiday = HolidayFactory(version=2)

        response = client.post(f"/holidays/{holiday.pk}/remove/", {"version": 1})

        assert response.status_code == 409
        assert Holiday.objects.exists()


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


def test_bodies_know_who_kept_them_last(client, secretariat):
    body = BodyFactory(name="Board")
    client.post(f"/bodies/{body.code}/change/", {"version": 1, "name": "A", "notice_days": "1"})

    response = client.post(
        f"/bodies/{body.code}/change/", {"version": 1, "name": "B", "notice_days": "1"}
    )

    assert response.context["changed_by"] == "Eilís Ní Bhriain"
    assert Body.objects.get().name == "A"
