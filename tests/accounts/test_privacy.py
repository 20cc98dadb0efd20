"""The privacy notice: read by anybody, published by the Secretariat, never edited."""

import datetime as dt

import pytest
from django.test import override_settings

from accounts.enums import Role
from accounts.models import Notice
from accounts.services import VersionTakenError, default_notice, publish_notice
from journal.models import Entry
from tests.factories.accounts import MandateFactory, NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 5, 31, 12, tzinfo=dt.UTC)
PUBLISH = "/privacy/publish/"


@pytest.fixture
def secretariat(client):
    user = MandateFactory(role=Role.SECRETARIAT).user
    client.force_login(user)
    client.user = user
    return client


def test_anybody_reads_the_notice_in_force(client):
    NoticeFactory(version="2019", text="old", published_at=AT - dt.timedelta(days=9))
    NoticeFactory(version="2024", text="## Who\n\n**We** are <b>responsible</b>", published_at=AT)
    NoticeFactory(version="2199", text="later", published_at=dt.datetime(2199, 1, 1, tzinfo=dt.UTC))

    page = client.get("/privacy/").content.decode()

    assert "Version 2024, published" in page
    assert "Friday 31 May 2024" in page
    assert "<h2>Who</h2>\n<p><strong>We</strong> are &lt;b&gt;responsible&lt;/b&gt;</p>" in page
    assert ("2019" in page, "2199" in page, "Write a new version" in page) == (True, False, False)


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("2026-11-24", "version of Tuesday 24 November 2026"),
        ("2026-11-31", "version 2026-11-31"),
        ("2", "version 2"),
    ],
)
def test_a_version_that_is_a_day_is_said_as_one(client, version, said):
    NoticeFactory(version=version, published_at=AT)

    page = client.get("/privacy/").content.decode()

    assert f"{said.capitalize()[:7]}{said[7:]}, published" in page


def test_earlier_versions_can_be_read_and_say_so(client):
    NoticeFactory(version="2019", text="old text", published_at=AT - dt.timedelta(days=9))
    NoticeFactory(version="2024", published_at=AT)

    page = client.get("/privacy/2019/").content.decode()

    assert ("old text" in page, "no longer in force" in page) == (True, True)
    assert "no longer in force" not in client.get("/privacy/2024/").content.decode()


def test_a_version_to_come_does_not_exist_yet(client):
    NoticeFactory(version="2199", published_at=dt.datetime(2199, 1, 1, tzinfo=dt.UTC))

    assert client.get("/privacy/2199/")["Location"] == "/accounts/login/?next=/privacy/2199/"
    client.force_login(UserFactory())
    assert client.get("/privacy/2199/").status_code == 404


def test_without_a_notice_the_page_says_what_will_be_here(client):
    assert "No notice is published yet" in client.get("/privacy/").content.decode()


@override_settings(
    CONTROLLER="Controller & Sons",
    DPO_EMAIL="dpo@example.eu",
    AUTHORITY="The Authority",
    LEGAL_BASIS="The Basis",
)
def test_the_default_notice_names_what_the_settings_say():
    text = default_notice()

    assert [
        word in text
        for word in ("Controller & Sons", "dpo@example.eu", "The Authority", "The Basis", "{")
    ] == [True, True, True, True, False]


@override_settings(DPO_EMAIL="", MAIL_REPLY_TO="office@example.eu")
def test_without_an_officer_the_office_is_named():
    assert "officer: [office@example.eu]" in default_notice()


def test_publishing_is_noted_and_a_version_is_taken_once():
    user = UserFactory()

    notice = publish_notice(version="2024-05-31", text="x", at=AT, by=user)
    publish_notice(version="2024-06-01", text="x", at=AT)
    with pytest.raises(VersionTakenError):
        publish_notice(version="2024-05-31", text="other", at=AT, by=user)

    assert Notice.objects.get(version="2024-05-31") == notice
    assert [(e.deed, e.actor, e.key) for e in Entry.objects.order_by("id")] == [
        ("accounts.notice_published", str(user.key), "2024-05-31"),
        ("accounts.notice_published", "", "2024-06-01"),
    ]


def test_the_secretariat_previews_and_publishes(secretariat):
    form = secretariat.get(PUBLISH).context["form"]
    fields = {"version": "v2", "text": "## News\n\n<script>alert(1)</script>"}

    preview = secretariat.post(PUBLISH, fields)
    unpublished = Notice.objects.count()
    done = secretariat.post(PUBLISH, {**fields, "publish": "1"}, follow=True)

    assert "## Who is responsible" in form["text"].value()
    assert "<h2>News</h2>\n<p>&lt;script&gt;" in preview.content.decode()
    assert (unpublished, Notice.objects.get().version) == (0, "v2")
    assert "The notice is published and in force." in done.content.decode()
    assert "Write a new version" in done.content.decode()
    assert Entry.objects.get().actor == str(secretariat.user.key)


def test_a_new_version_begins_from_the_text_in_force(secretariat):
    NoticeFactory(text="The present text", published_at=AT)

    assert secretariat.get(PUBLISH).context["form"]["text"].value() == "The present text"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"version": "", "text": "x"}, "version"),
        ({"version": "a/b", "text": "x"}, "version"),
        ({"version": "publish", "text": "x"}, "version"),
        ({"version": "2020", "text": "x"}, "version"),
        ({"version": "2021", "text": ""}, "text"),
        ({"version": "2021", "text": "x" * 40_001}, "text"),
    ],
)
def test_what_cannot_be_published_is_refused(secretariat, fields, problem):
    NoticeFactory(version="2020", published_at=AT)

    response = secretariat.post(PUBLISH, {**fields, "publish": "1"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [problem])
    assert Notice.objects.count() == 1


def test_others_do_not_find_the_page(client):
    client.force_login(MandateFactory(role=Role.NR).user)

    assert (client.get(PUBLISH).status_code, client.post(PUBLISH, {}).status_code) == (404, 404)
