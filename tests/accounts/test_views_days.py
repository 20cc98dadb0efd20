"""The pages on the terms of the Presidency and on holidays."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import Role
from accounts.models import Holiday, PresidencyTerm
from tests.accounts.answered import day, errors, said
from tests.factories.accounts import (
    HolidayFactory,
    MandateFactory,
    MemberStateFactory,
    PresidencyTermFactory,
)
from tests.factories.reference import load_reference

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 5, 29, 10, tzinfo=UTC)
JANUARY, JUNE, JULY = date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1)


@pytest.fixture(autouse=True)
def _may_29(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def secretariat(client):
    user = MandateFactory(role=Role.SECRETARIAT, user__name="Eilís Ní Bhriain").user
    client.force_login(user)
    return user


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
