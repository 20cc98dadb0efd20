"""One person's data: counted, taken away, erased from all floors, and what may stay."""

import datetime as dt
import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session

import accounts.privacy
from accounts import access
from accounts.enums import Role
from accounts.models import Organisation, User
from accounts.steps import By
from desk import privacy
from events import services
from events.enums import InvitationState, State, SuggestionState
from events.models import CountryParticipation, LinkRequest, Registration, Speaker
from journal.models import Entry, Origin
from mail.models import Letter
from tests.events.asking import asks, somebody
from tests.events.organisers import representative, secretariat, signed_in
from tests.events.registrants import AT, come, seminar
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.documents import document
from tests.factories.events import (
    EventFactory,
    ParticipationFactory,
    RegistrationFactory,
    SpeakerFactory,
)
from tests.factories.invitations import InvitationFactory, SuggestionFactory
from tests.factories.mail import LetterFactory
from tests.test_dump import dump

pytestmark = pytest.mark.django_db

PAGE = "/privacy/person/"
ADDRESS = "kanarek@example.eu"
LATER = AT + dt.timedelta(days=1)


@pytest.fixture
def officer():
    return access.standing(MandateFactory(role=Role.SECRETARIAT).user, LATER)


def canaries():
    return [row for row in dump() if "kanarek" in row.casefold()]


@pytest.fixture
def person():
    """Somebody with an account, a past mandate, registrations and all that comes with them."""
    user = UserFactory(name="Kanarek Bird", email=ADDRESS, telephone="+32 kanarek")
    MandateFactory(
        user=user,
        starts=dt.date(2020, 1, 1),
        ends=dt.date(2020, 12, 31),
        copies="office.kanarek@example.eu",
    )
    key = signed_in(user).session.session_key
    UserSession.objects.create(user=user, ip="192.0.2.7", session_key=key, user_agent="kanarek")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "kanarek"})
    past = EventFactory(first_date=dt.date(2026, 1, 5), state=State.HELD, title="Past")
    asks(past)
    somebody(past, name="Kanarek", email=ADDRESS, mark="kanarek", user=user, state="confirmed")
    InvitationFactory(event=past, name="Kanarek", email=ADDRESS, note="kanarek")
    speaker = SpeakerFactory(
        session__event=past, name="Kanarek", email=ADDRESS, biography="kanarek", may_publish=True
    )
    document("events.speaker", str(speaker.key), title="Kanarek", name="kanarek.pdf")
    ParticipationFactory(event=past, contact_name="Kanarek", contact_email=ADDRESS)
    SuggestionFactory(event=past, email=ADDRESS)
    LinkRequest.objects.create(email=ADDRESS, asked_at=AT)
    LetterFactory(to=ADDRESS, name="Kanarek")
    entry = Entry.objects.create(at=AT, actor=str(user.key), deed="events.registered")
    Origin.objects.create(entry=entry, address="192.0.2.7")
    return user


def test_all_floors_are_counted(person):
    held = privacy.held(ADDRESS, at=LATER)

    assert (held.user, held.mandates, held.speaks_now) == (person, 1, False)
    assert (held.letters, held.entries) == (1, 1)
    counted = held.events
    assert (
        counted.registrations,
        counted.answers,
        counted.invitations,
        counted.speeches,
        counted.contacts,
    ) == (1, 5, 1, 1, 2)


def test_an_unknown_address_holds_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert not privacy.held("nobody@example.eu", at=LATER).is_anything


def test_the_copy_holds_what_the_person_said_and_did(person):
    found = json.loads(json.dumps(privacy.export(ADDRESS)))

    assert found["account"]["mandates"][0]["copies_to"] == ["office.kanarek@example.eu"]
    assert found["account"]["signs_in_with"] == ["totp"]
    assert [one["browser"] for one in found["account"]["sessions"]] == ["kanarek"]
    [registration] = found["events"]["registrations"]
    assert {"question": "Diet", "answer": "No nuts kanarek"} in registration["answers"]
    assert [len(found["events"][name]) for name in ("invitations", "speaker", "suggested")] == [
        1, 1, 1
    ]  # fmt: skip
    assert found["events"]["suggested"][0]["email"] == ADDRESS
    assert found["events"]["suggestions_made"] == []
    assert found["letters"][0]["to"] == ADDRESS
    assert found["journal"][0]["address"] == "192.0.2.7"


def test_who_suggested_institutions_gets_a_copy_of_that_and_is_named_no_more(person, officer):
    made = SuggestionFactory(
        name="Efus", email="efus@example.eu", suggested_by=person, state=SuggestionState.PROPOSED
    )
    SuggestionFactory()

    [told] = privacy.export(ADDRESS)["events"]["suggestions_made"]
    privacy.erase(ADDRESS, by=officer, at=LATER)

    made.refresh_from_db()
    assert (told["event"], told["name"], told["email"], told["why"], told["state"]) == (
        made.event.title, "Efus", "efus@example.eu", "They know the field.", "proposed"
    )  # fmt: skip
    assert (made.suggested_by.name, made.email) == ("–", "efus@example.eu")


def test_the_reasons_somebody_was_given_are_in_the_copy_and_are_erased(officer):
    invitation = InvitationFactory(
        email=ADDRESS,
        state=InvitationState.REVOKED,
        revoked_at=AT,
        revoke_reason="Kanarek retired.",
    )
    declined = SuggestionFactory(
        email=ADDRESS,
        state=SuggestionState.DECLINED,
        decided_at=AT,
        decided_by=UserFactory(),
        reason="Kanarek retired.",
    )

    copy = privacy.export(ADDRESS)["events"]
    privacy.erase(ADDRESS, by=officer, at=LATER)

    assert [copy[name][0]["reason"] for name in ("invitations", "suggested")] == [
        "Kanarek retired."
    ] * 2
    invitation.refresh_from_db()
    declined.refresh_from_db()
    assert (invitation.revoke_reason, declined.reason) == ("–", "–")
    assert canaries() == []


@pytest.mark.parametrize("may_read", [False, True])
def test_a_copy_holds_sensitive_answers_for_who_may_read_them_and_says_so(person, may_read):
    reader = MandateFactory(role=Role.SECRETARIAT).user
    if may_read:
        reader.user_permissions.add(Permission.objects.get(codename="view_sensitive_answers"))

    taken = signed_in(reader).post(f"{PAGE}data/", {"address": ADDRESS})

    said = [text in taken.content.decode() for text in ("No nuts", "P12345", "kanarek.pdf")]
    assert said == [may_read] * 3
    [registration] = json.loads(taken.content)["events"]["registrations"]
    assert {"question": "Hotel", "answer": "Hotel kanarek"} in registration["answers"]
    assert ("answers_left_out" in registration) != may_read
    assert may_read or registration["answers_left_out"].startswith("3 answers on diet")
    read = Entry.objects.filter(deed="events.sensitive_read").values_list("key", flat=True)
    assert list(read) == ([str(Registration.objects.get().key)] if may_read else [])


def test_ones_own_copy_is_whole(person):
    User.objects.filter(pk=person.pk).update(is_active=True)

    taken = signed_in(person).get("/my/data.json")

    assert b"No nuts kanarek" in taken.content
    assert not Entry.objects.filter(deed="events.sensitive_read").exists()


def test_a_copy_of_somebody_without_an_account():
    RegistrationFactory(email=ADDRESS, name="Kanarek")

    found = privacy.export(ADDRESS)

    assert (found["account"], found["journal"]) == (None, [])
    assert [row["name"] for row in found["events"]["registrations"]] == ["Kanarek"]


def test_no_canary_is_left_in_the_database(person, officer):
    assert len({row.partition(":")[0] for row in canaries()}) > 8

    held = privacy.erase(ADDRESS, by=officer, at=LATER)

    assert canaries() == []
    assert held.events.registrations == 1
    person.refresh_from_db()
    assert (person.is_active, person.name, person.has_usable_password()) == (False, "–", False)
    assert (Session.objects.count(), Letter.objects.count(), Origin.objects.count()) == (0, 0, 0)
    assert Speaker.objects.get().may_publish is False
    assert CountryParticipation.objects.get().contact_email == ""
    deeds = list(Entry.objects.order_by("id").values_list("deed", flat=True))
    first = deeds.index("desk.person_erased")
    assert deeds[first - 1] == "events.registered"
    assert deeds[-1] == "accounts.user_erased"


def test_an_institution_keeps_no_address_that_was_erased(officer):
    event = EventFactory(first_date=LATER.date() + dt.timedelta(days=30))
    asked = SuggestionFactory(event=event, name="Efus", email=ADDRESS, why="Kanarek knows it.")
    services.accept_suggestion(asked, reason="", by=officer, as_=By.SECRETARIAT, at=LATER)
    institution = Organisation.objects.get(email=ADDRESS)

    privacy.erase(ADDRESS, by=officer, at=LATER)

    institution.refresh_from_db()
    assert institution.email == ""
    assert canaries() == []


def test_erasing_twice_is_erasing_once(person, officer):
    privacy.erase(ADDRESS, by=officer, at=LATER)

    again = privacy.erase(ADDRESS, by=officer, at=LATER)

    assert not again.is_anything


def test_a_place_ahead_goes_to_the_next_in_the_queue(officer):
    event = seminar(places=1)
    come(event, "Kanarek", email=ADDRESS)
    come(event, "Next")

    privacy.erase(ADDRESS, by=officer, at=LATER)

    assert dict(event.registrations.values_list("name", "state")) == {
        "": "withdrawn",
        "Next": "confirmed",
    }
    assert Letter.objects.filter(to=ADDRESS).count() == 0


def test_who_speaks_for_a_state_is_not_erased(person, officer):
    MandateFactory(user=person, starts=dt.date(2026, 1, 1))

    with pytest.raises(accounts.privacy.MandateHeldError):
        privacy.erase(ADDRESS, by=officer, at=LATER)
    with pytest.raises(accounts.privacy.MandateHeldError):
        accounts.privacy.erase(person, by=officer, at=LATER)

    assert canaries() != []


class TestPages:
    """The Secretariat's page, and one's own copy."""

    def test_asks_shows_and_gives_a_copy(self, person):
        client = secretariat()

        asked = client.get(PAGE)
        shown = client.post(PAGE, {"address": "Kanarek@Example.EU"})
        copy = client.post(f"{PAGE}data/", {"address": ADDRESS})

        assert asked.context["held"] is None
        assert shown.context["held"].user == person
        assert f'value="{ADDRESS}"' in shown.text
        assert json.loads(copy.content)["address"] == ADDRESS
        assert (copy["Content-Disposition"], copy["Cache-Control"]) == (
            'attachment; filename="personal-data.json"',
            "private, no-store",
        )
        [entry] = Entry.objects.filter(deed="desk.person_taken")
        assert (entry.key, entry.facts) == (str(person.key), {})

    def test_erases_only_when_sure(self, person):
        client = secretariat()

        first = client.post(f"{PAGE}erase/", {"address": ADDRESS})
        assert "It cannot be undone." in first.text
        assert User.objects.filter(email=ADDRESS).exists()
        done = client.post(f"{PAGE}erase/", {"address": ADDRESS, "sure": "on"}, follow=True)

        assert "Erased. What stays names nobody" in done.text
        assert not User.objects.filter(email=ADDRESS).exists()

    def test_says_that_a_mandate_ends_first(self, person):
        MandateFactory(user=person, starts=dt.date(2026, 1, 1))
        client = secretariat()

        shown = client.post(PAGE, {"address": ADDRESS})
        tried = client.post(f"{PAGE}erase/", {"address": ADDRESS, "sure": "on"}, follow=True)

        assert "Who holds a mandate is not erased" in shown.text
        assert "Erase …" not in shown.text
        assert "This person holds a mandate." in tried.text

    @pytest.mark.parametrize("path", ["", "data/", "erase/"])
    def test_a_wrong_address_is_said_beside_it(self, path):
        response = secretariat().post(f"{PAGE}{path}", {"address": "nonsense"})

        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["address"]

    def test_nothing_held_is_said(self):
        response = secretariat().post(PAGE, {"address": "nobody@example.eu"})

        assert "Nothing is held under this address." in response.text

    @pytest.mark.parametrize("path", ["", "data/", "erase/"])
    def test_exists_for_the_secretariat_alone(self, path):
        assert representative().post(f"{PAGE}{path}", {"address": ADDRESS}).status_code == 404

    def test_ones_own_copy_is_ones_own(self, person):
        RegistrationFactory(name="Somebody else")

        response = signed_in(person).get("/my/data.json")

        found = json.loads(response.content)
        assert found["address"] == ADDRESS
        assert "Somebody else" not in response.text
        assert response["Cache-Control"] == "private, no-store"
