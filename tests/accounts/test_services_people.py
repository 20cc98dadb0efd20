"""Inviting people, changing their details, closing and reopening accounts."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Mandate, User
from accounts.services import (
    AddressTakenError,
    LastAdministratorError,
    NotYoursToGiveError,
    NotYoursToManageError,
    Wish,
    change_person,
    close_account,
    invite,
    reopen_account,
    set_rights,
)
from accounts.services.rights import held_by, named
from accounts.versions import StaleError
from journal.models import Entry
from mail.models import Letter
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 5, 29, 10, tzinfo=UTC)
TODAY = date(2024, 5, 29)


@pytest.fixture
def secretariat():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


@pytest.fixture
def administrator():
    return standing(MandateFactory(role=Role.ADMINISTRATOR).user, AT)


def deeds() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("deed", flat=True))


class TestInviting:
    """An account, a mandate, a letter."""

    def test_a_person_gets_account_mandate_and_one_letter(self, secretariat):
        once, latvia = uuid4(), MemberStateFactory(code="LV", name="Latvia")
        wish = Wish(Role.NR, starts=TODAY, member_state=latvia)

        user = invite(
            once=once,
            email="marite@example.lv",
            name="Mārīte Kalniņa",
            telephone="+371 6",
            wish=wish,
            by=secretariat,
            at=AT,
        )

        user.refresh_from_db()
        assert (
            user.key,
            user.email,
            user.name,
            user.telephone,
            user.invited_at,
            user.created_at,
        ) == (
            once,
            "marite@example.lv",
            "Mārīte Kalniņa",
            "+371 6",
            AT,
            AT,
        )
        assert not user.has_usable_password()
        assert [mandate.in_words for mandate in user.mandates.all()] == [
            "National Representative, Latvia"
        ]
        assert deeds() == ["accounts.user_invited", "accounts.mandate_given"]
        letter = Letter.objects.get()
        assert (letter.to, letter.subject, letter.body["button"]) == (
            "marite@example.lv",
            "Your account with EUCPN",
            ["Sign in", "http://localhost:8000/accounts/login/"],
        )
        assert letter.body["facts"] == [
            ["Address to sign in with", "marite@example.lv"],
            ["Role", "National Representative, Latvia"],
            ["From", "Wednesday 29 May 2024"],
        ]

    def test_without_a_mandate_too(self, secretariat):
        user = invite(
            once=uuid4(), email="a@example.eu", name="A", wish=None, by=secretariat, at=AT
        )

        assert not user.mandates.exists()
        assert Letter.objects.get().body["facts"] == [["Address to sign in with", "a@example.eu"]]

    def test_a_replay_has_one_effect(self, secretariat):
        once = uuid4()
        asked = {"once": once, "email": "a@example.eu", "name": "A", "wish": None}
        first = invite(**asked, by=secretariat, at=AT)

        again = invite(**asked, by=secretariat, at=AT)

        assert again == first
        assert (Letter.objects.count(), len(deeds())) == (1, 1)

    def test_an_account_made_by_signing_in_takes_the_invitation(self, secretariat):
        there = UserFactory(email="a@example.eu", name="a")

        user = invite(
            once=uuid4(), email="a@example.eu", name="Anna", wish=None, by=secretariat, at=AT
        )

        there.refresh_from_db()
        assert (user, there.name, there.invited_at) == (there, "Anna", AT)

    @pytest.mark.parametrize(
        "state",
        [{"invited_at": AT}, {"is_active": False, "closed_at": AT}],
        ids=["invited", "closed"],
    )
    def test_an_address_has_one_account(self, state, secretariat):
        there = UserFactory(email="a@example.eu", **state)

        with pytest.raises(AddressTakenError) as caught:
            invite(once=uuid4(), email="a@example.eu", name="A", wish=None, by=secretariat, at=AT)

        assert caught.value.holder == there

    def test_a_mandate_that_cannot_be_undoes_the_account(self, secretariat):
        wish = Wish(Role.ADMINISTRATOR, starts=TODAY)

        with pytest.raises(NotYoursToGiveError):
            invite(once=uuid4(), email="a@example.eu", name="A", wish=wish, by=secretariat, at=AT)

        assert not User.objects.filter(email="a@example.eu").exists()
        assert not Letter.objects.exists()


class TestDetails:
    """What the Secretariat keeps about a person."""

    def change(self, user, by, **changes):
        kept = {
            name: getattr(user, name)
            for name in ("version", "name", "email", "telephone", "time_zone", "language")
        }
        return change_person(user, by=by, at=AT, **kept | changes)

    def test_they_are_stored_and_journalled_without_their_words(self, secretariat):
        user = UserFactory()

        self.change(user, secretariat, name="Ἑλένη", telephone="1", time_zone="Europe/Athens")

        user.refresh_from_db()
        assert (user.name, user.sort_name, user.telephone, user.time_zone, user.version) == (
            "Ἑλένη",
            "eleni",
            "1",
            "Europe/Athens",
            2,
        )
        assert [(entry.deed, entry.facts) for entry in Entry.objects.all()] == [
            ("accounts.user_changed", {"address": False})
        ]
        assert not Letter.objects.exists()

    def test_a_new_address_is_told_to_both(self, secretariat):
        user = UserFactory(email="old@example.eu")

        self.change(user, secretariat, email="new@example.eu")

        assert [letter.to for letter in Letter.objects.order_by("id")] == [
            "new@example.eu",
            "old@example.eu",
        ]
        assert Entry.objects.get().facts == {"address": True}

    def test_an_address_of_another_is_refused(self, secretariat):
        other = UserFactory(email="other@example.eu")

        with pytest.raises(AddressTakenError) as caught:
            self.change(UserFactory(), secretariat, email="other@example.eu")

        assert caught.value.holder == other

    def test_a_stale_change_is_refused(self, secretariat):
        user = UserFactory()
        self.change(user, secretariat, name="First")

        with pytest.raises(StaleError):
            self.change(user, secretariat, name="Second")

    @pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR])
    def test_only_administrators_change_colleagues(self, role, secretariat, administrator):
        user = MandateFactory(role=role).user

        with pytest.raises(NotYoursToManageError):
            self.change(user, secretariat, email="mine@example.eu")
        self.change(user, administrator, name="Changed")

        user.refresh_from_db()
        assert user.name == "Changed"


class TestClosing:
    """Nobody signs in, no mandate is left."""

    def test_the_account_and_its_mandates_end_this_minute(self, secretariat):
        mandate = MandateFactory()
        MandateFactory(user=mandate.user, role=Role.SUBSTITUTE, starts=date(2025, 1, 1))

        close_account(mandate.user, by=secretariat, at=AT)

        user = User.objects.get(pk=mandate.user.pk)
        assert (user.is_active, user.closed_at, user.version) == (False, AT, 2)
        assert {one.ended_at for one in user.mandates.all()} == {AT}
        assert deeds() == ["accounts.mandate_ended"] * 2 + ["accounts.user_closed"]
        assert [letter.subject for letter in Letter.objects.all()] == ["Your account is closed"]

    def test_closing_a_closed_one_changes_nothing(self, secretariat):
        user = UserFactory(is_active=False, closed_at=AT - timedelta(days=1))

        close_account(user, by=secretariat, at=AT)

        user.refresh_from_db()
        assert user.closed_at == AT - timedelta(days=1)
        assert deeds() == []

    def test_the_secretariat_does_not_close_a_colleagues(self, secretariat):
        with pytest.raises(NotYoursToManageError):
            close_account(MandateFactory(role=Role.SECRETARIAT).user, by=secretariat, at=AT)

    def test_the_last_administrators_stays_open(self, administrator):
        with pytest.raises(LastAdministratorError):
            close_account(administrator.user, by=administrator, at=AT)

        assert User.objects.get(pk=administrator.user.pk).is_active
        assert Mandate.objects.get().ended_at is None

    def test_it_is_reopened_without_mandates(self, secretariat):
        mandate = MandateFactory()
        close_account(mandate.user, by=secretariat, at=AT)

        reopen_account(mandate.user, by=secretariat, at=AT)

        user = User.objects.get(pk=mandate.user.pk)
        assert (user.is_active, user.closed_at) == (True, None)
        assert not standing(user, AT).is_network
        assert deeds()[-1] == "accounts.user_reopened"
        assert Letter.objects.latest("id").subject == "Your account is open again"

    def test_reopening_an_open_one_changes_nothing(self, secretariat):
        user = reopen_account(UserFactory(), by=secretariat, at=AT)

        assert user.version == 1
        assert deeds() == []


class TestRights:
    """Rights by name."""

    def test_they_are_given_and_taken_one_entry_each(self, administrator):
        user = UserFactory()
        set_rights(
            user,
            rights=["view_sensitive_answers", "read_restricted_papers"],
            by=administrator,
            at=AT,
        )

        set_rights(
            user, rights=["view_sensitive_answers", "read_contact_points"], by=administrator, at=AT
        )

        assert sorted(held_by(user)) == ["read_contact_points", "view_sensitive_answers"]
        entries = [(entry.deed, entry.facts["right"]) for entry in Entry.objects.order_by("id")]
        assert sorted(entries[:2]) == [
            ("accounts.right_given", "read_restricted_papers"),
            ("accounts.right_given", "view_sensitive_answers"),
        ]
        assert sorted(entries[2:]) == [
            ("accounts.right_given", "read_contact_points"),
            ("accounts.right_taken", "read_restricted_papers"),
        ]

    def test_they_are_what_the_tables_of_all_apps_declare(self):
        assert set(named()) == {
            "read_contact_points",
            "read_restricted_papers",
            "take_security_lists",
            "view_sensitive_answers",
        }

    def test_they_are_not_the_secretariats_to_give(self, secretariat):
        with pytest.raises(NotYoursToGiveError):
            set_rights(secretariat.user, rights=["view_sensitive_answers"], by=secretariat, at=AT)
