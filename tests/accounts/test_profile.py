"""The own profile and the own password."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.forms.profile import ProfileForm, languages, zones
from accounts.models import Mandate, User
from accounts.services import change_profile
from journal.models import Entry
from mail.models import Letter
from tests.accounts.signing import latest_code, sign_in
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory

pytestmark = pytest.mark.django_db
PROFILE = "/accounts/profile/"
READS = ("SELECT", "DECLARE")
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def user():
    return UserFactory(name="Ada Example")


@pytest.fixture
def signed_in(client, user):
    client.force_login(user)
    return client


def fields(**changed):
    return {
        "version": "1",
        "name": "Αλεξάνδρα Παπαδοπούλου",
        "telephone": "+30 210 000",
        "time_zone": "Europe/Athens",
        "calendar_by": "mail",
        **changed,
    }


def test_the_own_details_are_saved_and_noted(signed_in, user):
    response = signed_in.post(PROFILE, fields())

    user.refresh_from_db()
    assert response["Location"] == PROFILE
    assert (user.name, user.telephone, user.time_zone, user.calendar_by, user.language, user.version) == (
        "Αλεξάνδρα Παπαδοπούλου", "+30 210 000", "Europe/Athens", "mail", "en", 2,
    )  # fmt: skip
    assert user.sort_name == "alexandra papadopoulou"
    assert [(e.deed, e.actor, e.key, e.facts) for e in Entry.objects.all()] == [
        ("accounts.profile_changed", str(user.key), str(user.key), {})
    ]
    assert "Your details are saved." in signed_in.get(PROFILE).content.decode()


def test_a_stale_save_shows_both_texts_and_saves_nothing(signed_in, user):
    change_profile(
        user, version=1, name="Theirs", telephone="", time_zone="Europe/Vienna",
        calendar_by="feed", language="en", at=AT,
    )  # fmt: skip

    response = signed_in.post(PROFILE, fields(name="Mine", telephone=""))

    page = response.content.decode()
    assert response.status_code == 409
    assert ["Theirs" in page, "Mine" in page, "Vienna" in page, "Athens" in page] == [True] * 4
    assert ["As invitations by mail" in page, "In my calendar feed" in page] == [True, True]
    assert "Telephone" not in page
    user.refresh_from_db()
    assert (user.name, user.version) == ("Theirs", 2)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"name": ""}, "id_name_error"),
        ({"name": "x" * 10_000}, "id_name_error"),
        ({"name": "\u202e\x00"}, "id_name_error"),
        ({"telephone": "1" * 61}, "id_telephone_error"),
        ({"time_zone": "Mars/Olympus"}, "id_time_zone_error"),
        ({"calendar_by": "pigeon"}, "id_calendar_by_error"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(signed_in, user, changed, problem):
    response = signed_in.post(PROFILE, fields(**changed))

    assert response.status_code == 422
    assert f'id="{problem}"' in response.content.decode()
    user.refresh_from_db()
    assert user.version == 1


def test_a_form_without_its_version_is_refused(signed_in, user):
    assert signed_in.post(PROFILE, fields(version="")).status_code == 422


def test_invisible_characters_are_left_out(signed_in, user):
    signed_in.post(PROFILE, fields(name="  Anne\u202e  Søndergaard "))

    user.refresh_from_db()
    assert user.name == "Anne Søndergaard"


def test_a_name_is_shown_as_text(signed_in, user):
    signed_in.post(PROFILE, fields(name="<b>O'Neill</b>"))

    assert "&lt;b&gt;O&#x27;Neill&lt;/b&gt;" in signed_in.get(PROFILE).content.decode()


def test_mandates_are_listed_from_when_to_when(signed_in, user):
    state = MemberStateFactory(code="LV", name="Latvia")
    MandateFactory(user=user, member_state=state, starts=dt.date(2020, 1, 1))
    MandateFactory(
        user=user,
        member_state=state,
        role=Role.SUBSTITUTE,
        starts=dt.date(2018, 1, 1),
        ends=dt.date(2019, 12, 31),
    )
    MandateFactory(user=user, role=Role.PRESIDENCY, member_state=state, starts=dt.date(2199, 1, 1))
    MandateFactory(user=user, role=Role.SECRETARIAT, ended_at=AT)

    page = signed_in.get(PROFILE).content.decode()

    assert (
        page.index("Presidency team")
        < page.index("National Representative")
        < page.index("Substitute")
    )
    assert [
        "Wed 1 Jan 2020" in page,
        "Tue 31 Dec 2019" in page,
        "Mon 2 Mar 2026, 10:00" in page,
    ] == [True] * 3
    assert [
        page.count(f"</svg> {word}</span>") + page.count(f">{word}</span>")
        for word in ("Valid", "To come", "Over")
    ] == [1, 1, 2]


def test_no_mandate_says_who_gives_them(signed_in):
    assert "You hold no mandate" in signed_in.get(PROFILE).content.decode()


def test_the_number_of_mandates_costs_no_query(client):
    counts = []
    for mandates in (1, 3):
        user = UserFactory()
        for _ in range(mandates):
            MandateFactory(user=user)
        client.force_login(user)
        with CaptureQueriesContext(connection) as queries:
            client.get(PROFILE)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert Mandate.objects.count() == 4


def test_the_zones_are_those_of_europe_and_the_own():
    offered = dict(zones("Pacific/Auckland"))

    assert offered["Europe/Brussels"] == "Brussels"
    assert {"Pacific/Auckland", "Atlantic/Azores", "Indian/Reunion", "Europe/Riga"} <= set(offered)
    assert "America/New_York" not in offered


@pytest.mark.parametrize(
    ("own", "kyiv"),
    [
        ("Europe/Brussels", "Europe/Kyiv"),
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("Europe/Kiev", "Europe/Kiev"),
    ],
)
def test_each_zone_is_offered_once_and_an_old_name_stays_where_it_is_stored(own, kyiv):
    offered = zones(own)

    cities = [city for _zone, city in offered]
    assert sorted(set(cities)) == cities
    assert [zone for zone, city in offered if city == "Kyiv"] == [kyiv]
    assert "Nicosia" in cities


def test_the_language_is_asked_for_only_where_there_is_a_choice(user):
    assert languages() == [("en", "English")]
    assert "language" not in ProfileForm(user=user).fields
    with override_settings(LANGUAGES=[("en-gb", "English"), ("fr", "Français")]):
        form = ProfileForm(fields(language="fr"), user=user)
        assert form.is_valid()
        assert form.cleaned_data["language"] == "fr"


def test_a_password_is_set_and_told_by_letter(client, user):
    sign_in(client, user)
    other = Client()
    sign_in(other, user)

    weak = client.post(
        "/accounts/password/set/", {"password1": "12345678", "password2": "12345678"}
    )
    uneven = client.post(
        "/accounts/password/set/", {"password1": "Correct horse battery", "password2": "x"}
    )
    done = client.post(
        "/accounts/password/set/",
        {"password1": "Correct horse battery", "password2": "Correct horse battery"},
    )

    user.refresh_from_db()
    assert UserSession.objects.filter(user=user).count() == 1
    assert [weak.status_code, uneven.status_code, done.status_code] == [422, 422, 302]
    assert done["Location"] == "/accounts/security/"
    assert user.check_password("Correct horse battery")
    assert client.get(PROFILE).status_code == 200
    assert other.get(PROFILE)["Location"].startswith("/accounts/login/")
    assert Letter.objects.latest("id").body["paragraphs"][0] == "A password was set."
    assert Entry.objects.latest("id").facts == {"what": "password_set"}


def test_a_password_is_changed_with_the_present_one(client):
    user = UserFactory(password="Correct horse battery")
    client.force_login(user)
    new = {"password1": "Another horse battery", "password2": "Another horse battery"}

    wrong = client.post("/accounts/password/change/", {"oldpassword": "x", **new})
    weak = client.post(
        "/accounts/password/change/",
        {"oldpassword": "Correct horse battery", "password1": "short", "password2": "short"},
    )
    done = client.post(
        "/accounts/password/change/", {"oldpassword": "Correct horse battery", **new}
    )

    user.refresh_from_db()
    assert [wrong.status_code, weak.status_code, done["Location"]] == [
        422,
        422,
        "/accounts/security/",
    ]
    assert "This is not your present password" in wrong.content.decode()
    assert user.check_password("Another horse battery")


def test_a_forgotten_password_is_set_anew_by_a_code(client):
    user = UserFactory(password="Correct horse battery")
    client.post("/accounts/password/reset/", {"email": user.email.upper()})
    page = client.get("/accounts/password/reset/confirm/").content.decode()
    confirmed = client.post("/accounts/password/reset/confirm/", {"code": latest_code()})
    weak = client.post(confirmed["Location"], {"password1": "short", "password2": "short"})
    new = {"password1": "Another horse battery", "password2": "Another horse battery"}
    done = client.post(confirmed["Location"], new, follow=True)

    user.refresh_from_db()
    assert f"If {user.email} is known to us" in page
    assert weak.status_code == 422
    assert "Your password is set" in done.content.decode()
    assert user.check_password("Another horse battery")
    assert "_auth_user_id" not in client.session
    assert Entry.objects.latest("id").facts == {"what": "password_reset"}


def test_no_letter_holds_an_address_made_from_the_host_header(settings):
    settings.ALLOWED_HOSTS = ["*"]
    user = UserFactory(password="Correct horse battery")
    headers = {"host": "evil.example"}
    client = Client(headers=headers)

    client.post("/accounts/password/reset/", {"email": user.email})
    Client(headers=headers).post("/accounts/login/", {"login": "x@example.eu", "by": "code"})
    sign_in(client, user)
    new = {"password1": "Another horse battery", "password2": "Another horse battery"}
    client.post("/accounts/password/change/", {"oldpassword": "Correct horse battery", **new})

    letters = Letter.objects.all()
    assert [letter.subject for letter in letters] == [
        "How you sign in has changed",
        "Your code to sign in",
        "No account for this address",
        "Your code for a new password",
    ]
    assert letters[0].body["button"][1] == "http://localhost:8000/accounts/security/"
    assert not any("evil" in str((letter.subject, letter.body)) for letter in letters)


def test_sessions_elsewhere_are_ended(client, user):
    other = Client(headers={"user-agent": "Old telephone"})
    sign_in(other, user)
    sign_in(client, user)

    page = client.get("/accounts/sessions/").content.decode()
    client.post("/accounts/sessions/")

    assert ("Old telephone" in page, "This one" in page) == (True, True)
    assert "In 1 browser." in client.get("/accounts/security/").content.decode()
    assert "You are signed in nowhere else" in client.get("/accounts/sessions/").content.decode()
    assert other.get(PROFILE)["Location"].startswith("/accounts/login/")
    assert client.get(PROFILE).status_code == 200


def test_a_session_that_has_died_is_not_listed_and_not_deleted_by_reading(client, user):
    other = Client()
    sign_in(other, user)
    sign_in(client, user)
    other.session.delete()

    page = client.get("/accounts/sessions/").content.decode()

    assert "You are signed in nowhere else" in page
    assert UserSession.objects.filter(user=user).count() == 2


def test_reading_pages_writes_nothing(client, user):
    sign_in(client, user)
    client.get("/accounts/security/")

    with CaptureQueriesContext(connection) as queries:
        for path in (PROFILE, "/accounts/security/", "/accounts/sessions/", "/privacy/"):
            client.get(path)

    writes = [q["sql"] for q in queries.captured_queries if not q["sql"].startswith(READS)]
    assert writes == []


@pytest.mark.parametrize("password", [True, False])
def test_the_security_page_offers_what_fits(client, password):
    user = UserFactory(password="Correct horse battery" if password else None)
    client.force_login(user)

    page = client.get("/accounts/security/").content.decode()

    assert ("Change the password" in page, "Set a password" in page) == (password, not password)
    assert client.get("/accounts/password/change/").status_code == (200 if password else 302)
    assert client.get("/accounts/password/set/").status_code == (302 if password else 200)


def test_nobody_else_is_changed(signed_in, user):
    other = UserFactory(name="Somebody else")

    signed_in.post(
        PROFILE,
        fields(user=str(other.pk), pk=str(other.pk), key=str(other.key), email="x@example.eu"),
    )

    assert User.objects.get(pk=other.pk).name == "Somebody else"
    assert User.objects.get(pk=user.pk).email == user.email
