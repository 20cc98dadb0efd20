"""The pages on bodies, their seats and institutions."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import Role
from accounts.models import Body, Organisation, Seat
from tests.accounts.answered import day, errors, said
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 5, 29, 10, tzinfo=UTC)
TODAY = date(2024, 5, 29)
JANUARY, JUNE, JULY = date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1)
SAVED = {
    "version": "1", "name": "Board", "notice_days": "15", "quorum_share": "2/3",
    "places_per_seat": "3", "reimbursed_per_seat": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _may_29(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def secretariat(client):
    user = MandateFactory(role=Role.SECRETARIAT, user__name="Eilís Ní Bhriain").user
    client.force_login(user)
    return user


@pytest.fixture
def representative(client):
    user = MandateFactory(
        user__name="Ελένη Παπαδοπούλου", member_state=MemberStateFactory(code="EL", name="Greece")
    ).user
    client.force_login(user)
    return user


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
            SAVED,
            follow=True,
        )

        assert said(response) == ["The body is saved."]
        body.refresh_from_db()
        assert (body.name, body.notice_days, body.chaired_by_presidency) == ("Board", 15, False)
        assert (body.quorum_share, body.quorum_is_more, body.places_per_seat) == ("2/3", False, 3)

    @pytest.mark.parametrize(
        ("settings", "words"),
        [
            ({}, "more than half of the voting seats: 2 of 3"),
            ({"quorum_is_more": False}, "at least half of the voting seats: 2 of 3"),
            (
                {"quorum_share": "2/3", "online_is_present": False},
                "more than 2/3 of the voting seats: 3 of 3",
            ),
        ],
    )
    def test_a_body_says_its_quorum_in_words(self, settings, words, client, representative):
        body = BodyFactory(chaired_by_presidency=False, **settings)
        SeatFactory.create_batch(3, body=body)
        SeatFactory(body=body, votes=False)

        page = client.get(f"/bodies/{body.code}/").text

        assert words in page
        assert "Check against your Rules of Procedure." in page
        counts = settings.get("online_is_present", True)
        assert ("Who takes part online is present." in page) is counts

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"notice_days": "251"}, "notice_days"),
            ({"notice_days": "-1"}, "notice_days"),
            ({"name": ""}, "name"),
            ({"name": "Taken"}, "name"),
            ({"version": "x"}, "version"),
            ({"quorum_share": "0.5"}, "quorum_share"),
            ({"quorum_share": "0/3"}, "quorum_share"),
            ({"quorum_share": "3/2"}, "quorum_share"),
            ({"quorum_share": ""}, "quorum_share"),
            ({"quorum_share": "7/7", "quorum_is_more": "on"}, "quorum_share"),
            ({"places_per_seat": "0"}, "places_per_seat"),
            ({"places_per_seat": "21"}, "places_per_seat"),
            ({"reimbursed_per_seat": "4"}, "reimbursed_per_seat"),
            ({"reimbursed_per_seat": "-1"}, "reimbursed_per_seat"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(self, changes, field, client, secretariat):
        body = BodyFactory()
        BodyFactory(name="Taken")

        response = client.post(
            f"/bodies/{body.code}/change/",
            SAVED | changes,
        )

        assert list(errors(response)) == [field]

    def test_a_stale_change_shows_both_texts(self, client, secretariat):
        body = BodyFactory(name="Theirs", version=2)

        response = client.post(
            f"/bodies/{body.code}/change/", SAVED | {"name": "Mine", "notice_days": "10"}
        )

        assert response.status_code == 409
        assert response.context["differences"] == [
            ("Name", "Theirs", "Mine"),
            ("Chaired by the Presidency in office", "Yes", "No"),
            ("Seats without a holder count in written procedures", "Yes", "No"),
            ("Observers read its written procedures", "Yes", "No"),
            ("Quorum, as a share of the voting seats", "1/2", "2/3"),
            ("More than that share, not just as much", "Yes", "No"),
            ("Who takes part online is present", "Yes", "No"),
            ("Places of a delegation", "2", "3"),
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


def test_bodies_know_who_kept_them_last(client, secretariat):
    body = BodyFactory(name="Board")
    client.post(f"/bodies/{body.code}/change/", SAVED | {"name": "A"})

    response = client.post(f"/bodies/{body.code}/change/", SAVED | {"name": "B"})

    assert response.context["changed_by"] == "Eilís Ní Bhriain"
    assert Body.objects.get().name == "A"


def test_how_a_body_decides_in_writing_is_set_and_said(client, secretariat):
    body = BodyFactory(name="Board")
    address = f"/bodies/{body.code}/"
    form = client.get(f"{address}change/").text
    before = client.get(address).text

    client.post(f"{address}change/", SAVED | {"notice_days": "10"})
    after = client.get(address).text

    assert form.count(" checked") == 5
    said = ("leaves out the seats that nobody speaks for", "does not read the written procedures")
    assert [words in before for words in said] == [False, False]
    assert [words in after for words in said] == [True, True]
    body.refresh_from_db()
    assert (body.vacant_seats_count, body.observers_read_procedures) == (False, False)

    client.post(
        f"{address}change/",
        SAVED
        | {
            "version": "2",
            "vacant_seats_count": "on",
            "observers_read_procedures": "on",
        },
    )

    body.refresh_from_db()
    assert (body.vacant_seats_count, body.observers_read_procedures) == (True, True)
