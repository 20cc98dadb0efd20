"""The page of a person's feeds: made, changed, given a new address, ended, by the owner alone."""

import datetime as dt
import re
import uuid

import pytest
import time_machine

import desk.privacy
from accounts.access import standing
from accounts.enums import Role
from accounts.models import Body, ReadMark, User
from calendars import links, privacy, services
from calendars.models import Feed
from journal.models import Entry
from tests.clients.lines import named
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.calendars import FeedFactory, feed_address
from tests.factories.events import EventFactory
from tests.factories.procedures import LAUNCHED, board, holder
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
PAGE = "/calendar/feeds/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def form(**fields):
    return {"once": str(uuid.uuid4()), "holds": "mine", "label": "", **fields}


def deeds():
    return list(Entry.objects.filter(deed__startswith="calendars.").values_list("deed", flat=True))


def test_a_feed_is_made_once_with_a_form_and_its_address_is_shown_again(client, person):
    fields = form(has_alarm="on", leaves_out_invited="on", leaves_out_cancelled="on")

    client.post(PAGE, fields)
    answer = client.post(PAGE, fields)

    feed = Feed.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert (feed.owner, feed.scope, feed.body, feed.label, feed.language) == (
        person, "mine", None, "My own dates", "en",
    )  # fmt: skip
    assert (feed.has_alarm, feed.leaves_out_invited, feed.leaves_out_cancelled) == (
        True, True, True,
    )  # fmt: skip
    page = client.get(PAGE)
    address = links.address(feed)
    assert f"<code>{address}</code>" in page.text
    assert f'href="{address.replace("http:", "webcal:")}"' in page.text
    assert client.get(feed_address(feed)).status_code == 200
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert deeds() == ["calendars.feed_made"]
    assert feed.link_hash not in page.text


def test_a_feed_of_a_body_for_who_sits_there(client):
    board()
    user = holder("PT", AT).user
    client.force_login(user)

    client.post(PAGE, form(holds="BOARD", leaves_out_invited="on"))
    refused = client.post(PAGE, form(holds="NONSENSE"))

    feed = Feed.objects.get()
    assert (feed.scope, feed.body_id, feed.label) == ("body", "BOARD", feed.body.name)
    assert feed.leaves_out_invited is False
    assert refused.status_code == 422


def test_who_sits_nowhere_is_offered_no_body_and_the_secretariat_all_of_them(client, person):
    board()
    own = client.get(PAGE).context["form"].fields["holds"].choices

    client.force_login(MandateFactory(role=Role.SECRETARIAT).user)
    every = client.get(PAGE).context["form"].fields["holds"].choices

    assert [code for code, _name in own] == ["mine"]
    assert {code for code, _name in every} == {"mine", *Body.objects.values_list("pk", flat=True)}


def test_there_are_as_many_feeds_as_anybody_needs(client, person):
    FeedFactory.create_batch(services.MOST, owner=person)

    answer = client.post(PAGE, form())

    assert (answer.status_code, Feed.objects.count()) == (422, services.MOST)
    assert "end one first" in answer.text


def test_a_new_address_ends_the_old_one_at_once(client, person):
    feed = FeedFactory(owner=person)
    old = feed_address(feed)

    client.post(f"{PAGE}{feed.key}/address/")

    feed.refresh_from_db()
    assert (client.get(old).status_code, client.get(feed_address(feed)).status_code) == (404, 200)
    assert (feed.link_generation, deeds()) == (2, ["calendars.feed_renewed"])


def test_an_ended_feed_opens_nothing_and_leaves_no_mark(client, person):
    feed = FeedFactory(owner=person)
    client.get(feed_address(feed))
    assert ReadMark.objects.exists()

    client.post(f"{PAGE}{feed.key}/end/")

    assert client.get(feed_address(feed)).status_code == 404
    assert (Feed.objects.count(), ReadMark.objects.count(), deeds()) == (
        0, 0, ["calendars.feed_ended"],
    )  # fmt: skip


def test_settings_change_what_is_held_and_the_tag_and_keep_the_address(client, person):
    feed = FeedFactory(owner=person)
    before = client.get(feed_address(feed))
    url = f"{PAGE}{feed.key}/"
    page = client.get(url)

    answer = client.post(url, {"version": "1", "label": "Renamed", "leaves_out_invited": "on"})

    feed.refresh_from_db()
    after = client.get(feed_address(feed), headers={"if-none-match": before["ETag"]})
    assert page.context["form"].initial["label"] == "My own dates"
    assert (answer["Location"], feed.label, feed.leaves_out_invited, feed.version) == (
        PAGE, "Renamed", True, 2,
    )  # fmt: skip
    assert (after.status_code, named(after.content, "NAME")) == (200, ["NAME:EUCPN: Renamed"])
    assert client.post(url, {"version": "2", "label": ""}).status_code == 422


def test_two_at_once_are_shown_both_texts(client, person):
    feed = FeedFactory(owner=person)
    Feed.objects.filter(pk=feed.pk).update(version=2, label="Theirs")

    answer = client.post(f"{PAGE}{feed.key}/", {"version": "1", "label": "Mine"})

    assert (answer.status_code, "Theirs" in answer.text, "Mine" in answer.text) == (409, True, True)


def test_the_settings_of_a_body_feed_know_no_invitations(client):
    body = board()
    user = holder("PT", AT).user
    client.force_login(user)
    feed = FeedFactory(owner=user, scope="body", body=body)

    fields = client.get(f"{PAGE}{feed.key}/").context["form"].fields
    client.post(f"{PAGE}{feed.key}/", {"version": "1", "label": "x", "leaves_out_invited": "on"})

    feed.refresh_from_db()
    assert ("leaves_out_invited" in fields, feed.leaves_out_invited) == (False, False)


def test_the_language_is_asked_where_there_is_a_choice(client, person, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("fr", "Français")]
    feed = FeedFactory(owner=person)

    client.post(f"{PAGE}{feed.key}/", {"version": "1", "label": "x", "language": "fr"})

    feed.refresh_from_db()
    assert feed.language == "fr"


def test_nobody_reaches_the_feeds_of_another(client, person):
    feed = FeedFactory()

    for url in ("", "address/", "end/"):
        assert client.post(f"{PAGE}{feed.key}/{url}", {"version": "1"}).status_code == 404
    assert client.get(PAGE).context["feeds"] == []
    client.logout()
    assert client.get(PAGE)["Location"].startswith("/accounts/login/")


def test_the_page_says_when_a_calendar_read_it_last(client, person):
    feed = FeedFactory(owner=person)
    before = client.get(PAGE).text
    client.get(feed_address(feed))

    after = client.get(PAGE).text

    assert ("Not read by any calendar yet" in before, "Last read" in before) == (True, False)
    assert ("Not read by any calendar yet" in after, "Last read" in after) == (False, True)


def test_the_first_feed_is_one_press(client, person):
    page = client.get(PAGE)
    offered = dict(
        re.findall(r'<input type="hidden" name="(once|holds)" value="([\w-]+)">', page.text)
    )

    answer = client.post(PAGE, offered)
    again = client.get(PAGE)

    assert offered.keys() == {"once", "holds"}
    assert (answer["Location"], Feed.objects.get().scope) == (PAGE, "mine")
    assert ("Make my feed" in page.text, "Make my feed" in again.text) == (True, False)
    assert "Make another feed" in again.text


def test_whoever_has_a_feed_of_a_body_alone_is_offered_one_of_the_own(client, person):
    FeedFactory(owner=person, scope="body", body=board())

    assert "Make my feed" in client.get(PAGE).text


@pytest.mark.parametrize(
    ("way", "fields", "is_said"),
    [
        ("both", {}, True),
        ("mail", {}, True),
        ("feed", {}, False),
        ("both", {"leaves_out_invited": True}, False),
        ("both", {"scope": "body"}, False),
    ],
)
def test_what_comes_by_mail_too_is_said_to_stand_there_twice(client, person, way, fields, is_said):
    User.objects.filter(pk=person.pk).update(calendar_by=way)
    body = board() if fields.get("scope") else None
    FeedFactory(owner=person, body=body, **fields)

    assert ("may stand in your calendar twice" in client.get(PAGE).text) == is_said


def test_statements_of_the_page_do_not_grow(client, person):
    FeedFactory(owner=person)
    client.get(PAGE)
    one = counted(lambda: client.get(PAGE))
    FeedFactory.create_batch(3, owner=person)

    assert counted(lambda: client.get(PAGE)) == one


@pytest.mark.parametrize("page", ["/", "/calendar/", "/accounts/profile/"])
def test_the_way_there(client, person, page):
    assert f'href="{PAGE}"' in client.get(page).text


def test_beside_the_copy_of_one_event_stands_the_way_to_what_updates_itself(client, person):
    page = EventFactory().get_absolute_url()

    assert f'href="{PAGE}"' in client.get(page).text
    client.logout()
    assert f'href="{PAGE}"' not in client.get(page).text


def test_the_profile_says_what_comes_by_mail_in_any_case(client, person):
    assert "What moves within 72 hours is mailed" in client.get("/accounts/profile/").text


def test_a_copy_of_ones_data_names_feeds_and_not_their_addresses_and_erasure_ends_them(person):
    feed = FeedFactory(owner=person, label="Moje")

    copy = desk.privacy.export(person.email)["feeds"]
    privacy.erase(person)

    assert [one["name"] for one in copy] == [str(feed)] == ["Moje"]
    assert feed.link_hash not in str(copy)
    assert Feed.objects.count() == 0


def test_the_database_refuses_a_feed_of_no_body():
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="feed_of_a_body_names_it"), transaction.atomic():
        FeedFactory(scope="body")
    with pytest.raises(IntegrityError, match="feed_of_a_body_knows_no_invitations"):
        FeedFactory(scope="body", body=board(), leaves_out_invited=True)


def test_a_replay_by_another_makes_a_feed_of_their_own_or_none():
    once, by = uuid.uuid4(), standing(UserFactory(), LAUNCHED)
    fields = {
        "once": once, "scope": "mine", "body": None, "label": "x", "leaves_out_invited": False,
        "leaves_out_cancelled": False, "has_alarm": False, "by": by, "at": LAUNCHED,
    }  # fmt: skip

    first = services.make_feed(by.user, **fields)
    again = services.make_feed(by.user, **fields)

    assert first == again
