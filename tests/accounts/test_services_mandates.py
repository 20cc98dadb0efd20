"""Giving, changing and ending mandates."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Mandate
from accounts.overlaps import OverlapError
from accounts.services import (
    AccountClosedError,
    LastAdministratorError,
    LeadTakenError,
    NotYoursToGiveError,
    TooManyError,
    Wish,
    change_mandate,
    end_mandate,
    give_mandate,
)
from accounts.versions import StaleError
from journal.models import Entry
from mail.models import Letter
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2024, 5, 29, 10, tzinfo=UTC)
TODAY = date(2024, 5, 29)
JULY = date(2024, 7, 1)


@pytest.fixture
def secretariat():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


@pytest.fixture
def administrator():
    return standing(MandateFactory(role=Role.ADMINISTRATOR).user, AT)


def change(mandate, by, **changes):
    kept = {
        "version": mandate.version,
        "starts": mandate.starts,
        "ends": mandate.ends,
        "is_lead": mandate.is_lead,
        "copies": (),
    }
    return change_mandate(mandate, by=by, at=AT, **kept | changes)


class TestGiving:
    """What a person is given."""

    def test_a_mandate_is_stored_journalled_and_told(self, secretariat):
        user, latvia = (
            UserFactory(name="Mārīte Kalniņa"),
            MemberStateFactory(code="LV", name="Latvia"),
        )
        wish = Wish(
            Role.NR,
            starts=TODAY,
            ends=JULY,
            member_state=latvia,
            is_lead=True,
            copies=("office@example.lv", "aide@example.lv"),
        )

        mandate = give_mandate(user, wish=wish, by=secretariat, at=AT)

        assert Mandate.objects.filter(user=user).values().get() == {
            "id": mandate.pk,
            "user_id": user.pk,
            "role": "nr",
            "member_state_id": "LV",
            "organisation_id": None,
            "is_lead": True,
            "copies": "office@example.lv\naide@example.lv",
            "starts": TODAY,
            "ends": JULY,
            "ended_at": None,
            "given_by_id": secretariat.user.pk,
            "given_at": AT,
            "version": 1,
        }
        entry = Entry.objects.get()
        assert (entry.deed, entry.actor, entry.acting_for, entry.label, entry.key) == (
            "accounts.mandate_given",
            secretariat.actor,
            "Secretariat",
            "accounts.user",
            str(user.key),
        )
        assert entry.facts == {
            "role": "nr",
            "for": "LV",
            "starts": "2024-05-29",
            "ends": "2024-07-01",
        }
        letter = Letter.objects.get()
        assert (letter.to, letter.subject, letter.copy_addresses) == (
            user.email,
            "You have a mandate: National Representative, Latvia",
            ["office@example.lv", "aide@example.lv"],
        )
        assert letter.body["facts"] == [
            ["Role", "National Representative, Latvia"],
            ["From", "Wednesday 29 May 2024"],
            ["Until", "Monday 1 July 2024"],
        ]

    def test_an_observer_is_journalled_with_the_organisation(self, secretariat):
        wish = Wish(Role.OBSERVER, starts=TODAY, organisation=OrganisationFactory(name="Efus"))

        give_mandate(UserFactory(), wish=wish, by=secretariat, at=AT)

        assert Entry.objects.get().facts["for"] == "Efus"

    @pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR])
    def test_the_networks_own_roles_are_the_administrators_to_give(
        self, role, secretariat, administrator
    ):
        user, wish = UserFactory(), Wish(role, starts=TODAY)

        with pytest.raises(NotYoursToGiveError):
            give_mandate(user, wish=wish, by=secretariat, at=AT)
        give_mandate(user, wish=wish, by=administrator, at=AT)

        assert [mandate.role for mandate in user.mandates.all()] == [role]

    def test_a_closed_account_gets_none(self, secretariat):
        user = UserFactory(is_active=False, closed_at=AT)

        with pytest.raises(AccountClosedError):
            give_mandate(user, wish=Wish(Role.NR, TODAY), by=secretariat, at=AT)

    def test_the_same_mandate_twice_is_refused_by_the_database(self, secretariat):
        held = MandateFactory()
        wish = Wish(Role.NR, starts=TODAY, member_state=held.member_state)

        with pytest.raises(OverlapError):
            give_mandate(held.user, wish=wish, by=secretariat, at=AT)

    @pytest.mark.parametrize(
        ("role", "limits", "refused"),
        [
            (Role.NR, {}, False),
            (Role.NR, {Role.NR: 1}, True),
            (Role.NR, {Role.NR: 2}, False),
            (Role.SUBSTITUTE, {Role.NR: 1}, False),
        ],
    )
    def test_a_state_has_as_many_as_it_may(self, role, limits, refused, secretariat):
        held = MandateFactory(role=role, ends=JULY)
        wish = Wish(role, starts=TODAY, member_state=held.member_state)

        if refused:
            with pytest.raises(TooManyError) as caught:
                give_mandate(UserFactory(), wish=wish, by=secretariat, at=AT, limits=limits)
            assert caught.value.limit == 1
        else:
            give_mandate(UserFactory(), wish=wish, by=secretariat, at=AT, limits=limits)

    def test_by_default_one_representative_follows_the_other(self, secretariat):
        held = MandateFactory(ends=JULY)
        early = Wish(Role.NR, starts=JULY, member_state=held.member_state)
        after = Wish(Role.NR, starts=JULY + timedelta(days=1), member_state=held.member_state)

        with pytest.raises(TooManyError):
            give_mandate(UserFactory(), wish=early, by=secretariat, at=AT)
        give_mandate(UserFactory(), wish=after, by=secretariat, at=AT)

        assert held.member_state.mandates.count() == 2

    def test_one_leads(self, secretariat):
        held = MandateFactory(is_lead=True)
        wish = Wish(Role.NR, starts=TODAY, member_state=held.member_state, is_lead=True)

        with pytest.raises(LeadTakenError):
            give_mandate(UserFactory(), wish=wish, by=secretariat, at=AT, limits={})


class TestChanging:
    """What becomes of a mandate that is given."""

    def test_the_days_the_lead_and_the_copies_change(self, secretariat):
        mandate = MandateFactory()

        change(mandate, secretariat, ends=JULY, is_lead=True, copies=("a@example.eu",))

        mandate.refresh_from_db()
        assert (mandate.ends, mandate.is_lead, mandate.copies, mandate.version) == (
            JULY,
            True,
            "a@example.eu",
            2,
        )
        assert [entry.deed for entry in Entry.objects.all()] == ["accounts.mandate_changed"]

    def test_a_stale_change_is_refused(self, secretariat):
        mandate = MandateFactory()
        change(mandate, secretariat, ends=JULY)

        with pytest.raises(StaleError):
            change(mandate, secretariat, ends=TODAY)

    def test_a_longer_one_must_find_room(self, secretariat):
        first = MandateFactory(ends=TODAY)
        MandateFactory(member_state=first.member_state, starts=JULY)

        with pytest.raises(TooManyError):
            change(first, secretariat, ends=JULY)

    def test_those_of_the_network_are_not_the_secretariats_to_change(self, secretariat):
        with pytest.raises(NotYoursToGiveError):
            change(secretariat.mandates[0], secretariat, ends=JULY)


class TestEnding:
    """Rights end that minute."""

    def test_a_mandate_ends_this_minute_and_the_person_is_told(self, secretariat):
        mandate = MandateFactory(copies="aide@example.eu")

        end_mandate(mandate, by=secretariat, at=AT)

        mandate.refresh_from_db()
        assert (mandate.ended_at, mandate.ends, mandate.version) == (AT, TODAY, 2)
        assert not standing(mandate.user, AT).mandates
        assert standing(mandate.user, AT - timedelta(seconds=1)).mandates
        assert [entry.deed for entry in Entry.objects.all()] == ["accounts.mandate_ended"]
        assert [(letter.to, letter.copy_addresses) for letter in Letter.objects.all()] == [
            (mandate.user.email, ["aide@example.eu"])
        ]

    def test_one_that_has_not_begun_never_does(self, secretariat):
        mandate = end_mandate(MandateFactory(starts=JULY), by=secretariat, at=AT)

        assert (mandate.ended_at, mandate.ends) == (AT, JULY)
        assert not standing(mandate.user, datetime(2024, 7, 1, 12, tzinfo=UTC)).mandates

    @pytest.mark.parametrize(
        "over", [{"ends": date(2024, 5, 28)}, {"ends": TODAY, "ended_at": AT - timedelta(hours=1)}]
    )
    def test_ending_one_that_is_over_changes_nothing(self, over, secretariat):
        mandate = MandateFactory(**over)

        end_mandate(mandate, by=secretariat, at=AT)

        mandate.refresh_from_db()
        assert mandate.version == 1
        assert not Entry.objects.exists()

    def test_the_successor_may_begin_the_same_day(self, secretariat):
        mandate = end_mandate(MandateFactory(), by=secretariat, at=AT)
        wish = Wish(Role.NR, starts=TODAY, member_state=mandate.member_state)

        give_mandate(UserFactory(), wish=wish, by=secretariat, at=AT)
        give_mandate(
            mandate.user,
            wish=Wish(Role.SUBSTITUTE, starts=TODAY, member_state=mandate.member_state),
            by=secretariat,
            at=AT,
        )

        assert mandate.member_state.mandates.valid_at(AT).count() == 2

    def test_those_of_the_network_are_not_the_secretariats_to_end(self, secretariat, administrator):
        with pytest.raises(NotYoursToGiveError):
            end_mandate(administrator.mandates[0], by=secretariat, at=AT)


class TestTheLastAdministrator:
    """Nobody is ever locked out."""

    def test_cannot_end_the_own_mandate(self, administrator):
        (mandate,) = administrator.mandates

        with pytest.raises(LastAdministratorError):
            end_mandate(mandate, by=administrator, at=AT)

        mandate.refresh_from_db()
        assert mandate.ended_at is None

    @pytest.mark.parametrize(
        ("ends", "starts"), [(JULY, None), (None, JULY)], ids=["later", "gap before"]
    )
    def test_cannot_let_it_run_out_or_begin_later(self, ends, starts, administrator):
        (mandate,) = administrator.mandates

        with pytest.raises(LastAdministratorError):
            change(mandate, administrator, ends=ends, starts=starts or mandate.starts)

    def test_hands_over_to_a_successor(self, administrator):
        (mandate,) = administrator.mandates
        MandateFactory(role=Role.ADMINISTRATOR, starts=JULY + timedelta(days=1))

        change(mandate, administrator, ends=JULY)

        mandate.refresh_from_db()
        assert mandate.ends == JULY

    def test_leaves_when_another_stays(self, administrator):
        MandateFactory(role=Role.ADMINISTRATOR)

        end_mandate(administrator.mandates[0], by=administrator, at=AT)

        assert Mandate.objects.valid_at(AT).count() == 1

    def test_is_not_replaced_by_one_whose_account_is_closed(self, administrator):
        MandateFactory(role=Role.ADMINISTRATOR, user__is_active=False, user__closed_at=AT)

        with pytest.raises(LastAdministratorError):
            end_mandate(administrator.mandates[0], by=administrator, at=AT)
