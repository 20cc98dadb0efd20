"""What a meeting made of items of every class, under every role, on every way out."""

import pytest
from django.urls import reverse

from agendas.models import AgendaItem
from mail.models import Letter
from meetings import services as meetings
from meetings.models import ActionPoint, Comment, Section
from tests.agendas.held import (
    ACTIONS,
    ADDED,
    AFTER,
    ALL,
    COMMENTS,
    CONCLUDED,
    DECIDED,
    DISCUSSED,
    IN_REGISTER,
    KNOWN_AFTER,
    MADE,
    TO_DO,
    hold,
)
from tests.agendas.house import (
    ITEMS,
    KNOW,
    NETWORK,
    OF_BODY,
    OFFICE,
    PREPARE,
    ROLES,
    SIGNED_IN,
    expected,
    once,
    words_in,
)

pytestmark = pytest.mark.django_db

STAGES = ("drafted", "sent", "adopted")
HIDDEN = {"restricted", "named", "partopen", "partshut", "partbelow"}
APART = HIDDEN | {"attendees"}
"""Of which not all of the body may know: their decisions are numbered apart."""

ELSEWHERE = (
    "/events/",
    "/events/board/",
    "/calendar/",
    "/calendar/2024/5/",
    "/calendar/2024/week/22/",
    "/calendar/2024/half/1/",
    "/calendar/public.ics",
    "/bodies/BOARD/",
    "/presidency/2024-01-01/",
    "/procedures/",
    "/tracks/",
    "/letters/",
    "/my/letters/",
    "/my/journal/",
    "/my/data.json",
)
OF_MEETING = (
    "agendas:agenda",
    "agendas:pdf",
    "agendas:edit",
    "agendas:wishes",
    "calendars:event_ics",
    "events:control",
    "events:event",
    "meetings:add_action",
    "meetings:add_to_minutes",
    "meetings:adopt_minutes",
    "meetings:convening",
    "meetings:delegations",
    "meetings:finish_minutes",
    "meetings:minutes_data",
    "meetings:send_minutes",
)


ONCE = pytest.mark.parametrize("stage", ["sent"], indirect=True)
"""For what is the same however far the minutes are."""


@pytest.fixture(scope="module", params=STAGES)
def stage(request):
    """How far the minutes are."""
    return request.param


@pytest.fixture(scope="module")
def house(stage, django_db_setup, django_db_blocker):
    """It all as it is at a stage, laid out once for each."""
    with once(django_db_blocker, lambda: hold(stage), at=AFTER) as found:
        yield found


def readers(stage):
    """Who reads the minutes at all."""
    return PREPARE if stage == "drafted" else OF_BODY


def preparers(stage):
    """Who prepares the meeting: with the adoption it is closed, and the Presidency's no more."""
    return OFFICE if stage == "adopted" else PREPARE


def known(role, table, stage):
    """The words that may come out for a role; what is of those alone who take part goes too."""
    words = expected(role, table)
    if role in preparers(stage) or role not in PREPARE:
        return words
    return {word for word in words if not word.endswith("attendees")}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["meetings:minutes", "meetings:minutes_pdf"])
def test_in_the_minutes(house, stage, role, page):
    text = house.opened(role, house.address(page))

    said = CONCLUDED | DECIDED | ACTIONS
    if stage == "sent" and page == "meetings:minutes":
        said |= COMMENTS
    if stage == "adopted":
        said |= ADDED
    reads = role in readers(stage)
    assert words_in(text, said) == (known(role, said, stage) if reads else set())
    assert words_in(text, ALL) <= known(role, ALL, stage)
    written = ("itemwritten" in text) + 2 * ("itemstruck" in text)
    assert written == reads


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
@pytest.mark.parametrize("page", ["section", "comment"])
def test_the_page_of_each_section(house, stage, role, page):
    opened = set()
    for section in Section.objects.exclude(item=None).select_related("item"):
        address = house.address(f"meetings:{page}", section.key)
        status, text = house.asked(role, address)
        assert words_in(text, ALL) <= known(role, ALL, stage)
        if status == 200:
            opened.add(section.item.title.removeprefix("item"))

    works = preparers(stage) if page == "section" else OF_BODY - PREPARE
    works = works if page == "section" or stage != "drafted" else frozenset()
    seen = {name for name, roles in KNOW.items() if role in roles & OF_BODY}
    assert opened == (seen - {"struck", "gone"} if role in works else set())


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_the_comments_to_answer(house, stage, role):
    opened = {
        comment.text
        for comment in Comment.objects.all()
        if house.status(role, house.address("meetings:answer_comment", comment.key)) == 200
    }

    told = role in preparers(stage) and stage != "drafted"
    assert opened == (known(role, COMMENTS, stage) if told else set())


@ONCE
@pytest.mark.parametrize("role", sorted(SIGNED_IN))
@pytest.mark.parametrize("page", ["meetings:actions", "meetings:actions_xlsx"])
def test_in_the_list_of_action_points(house, stage, role, page):
    text = house.opened(role, reverse(page))

    assert words_in(text, ACTIONS) == known(role, ACTIONS, stage)
    assert words_in(text, ALL) <= known(role, ALL, stage)


@ONCE
@pytest.mark.parametrize("role", sorted(SIGNED_IN))
@pytest.mark.parametrize("page", ["action", "change_action"])
def test_the_page_of_each_action_point(house, stage, role, page):
    opened = {
        action.text
        for action in ActionPoint.objects.all()
        if house.status(role, reverse(f"meetings:{page}", args=[action.key])) == 200
    }

    assert opened == (
        known(role, ACTIONS, stage) if page == "action" or role in preparers(stage) else set()
    )


@ONCE
@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_among_the_things_to_do(house, stage, role):
    text = house.opened(role, "/")

    assert words_in(text, ACTIONS) == known(role, TO_DO, stage)
    assert words_in(text, ALL) <= known(role, ALL, stage)


@ONCE
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("file", ["", "decisions.xlsx", "decisions.csv"])
def test_in_the_register(house, stage, role, file):
    text = house.opened(role, f"/procedures/register/{file}")

    assert words_in(text, ALL) == known(role, IN_REGISTER, stage)
    assert "DR-2024" not in text


@ONCE
def test_no_number_of_the_register_has_a_gap(house):
    text = house.opened("trusted", "/procedures/register/decisions.csv")

    assert [f"D-2024-0{number}" in text for number in (1, 2, 3, 4)] == [True, True, True, False]


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_in_a_search(house, stage, role):
    minutes, seen = readers(stage), known(role, KNOWN_AFTER, stage)
    for name in DISCUSSED:
        concluded = house.opened(role, f"/search/?q=concluded{name}").partition("<main")[2]
        action = house.opened(role, f"/search/?q=action{name}").partition("<main")[2]

        assert ("/minutes/#" in concluded) == (name in seen and role in minutes), name
        assert ("/actions/" in action) == (name in seen), name
        for word, text in (("concluded", concluded), ("action", action)):
            assert words_in(text, ALL) <= known(role, ALL, stage) | {f"{word}{name}"}
    decided = {
        name
        for name in DISCUSSED
        if "D-2024-" in house.opened(role, f"/search/?q=decided{name}").partition("<main")[2]
    }
    assert {f"decided{name}" for name in decided} >= known(role, IN_REGISTER, stage)
    assert {f"decided{name}" for name in decided} <= known(role, ALL, stage)


@pytest.mark.parametrize("role", sorted(PREPARE))
def test_on_the_day(house, stage, role):
    day = house.opened(role, house.address("meetings:day"))
    opened = set()
    for name in KNOW:
        for page in ("day_item", "correct"):
            status, text = house.asked(role, house.of_item(f"meetings:{page}", name))
            assert words_in(text, ALL) <= known(role, ALL, stage), name
            if status == 200:
                opened.add((page, name))

    seen = known(role, KNOW, stage) - {"struck", "gone"}
    seen = seen if role in preparers(stage) else set()
    assert words_in(day, ITEMS) == {f"item{name}" for name in seen}
    assert words_in(day, ALL) <= known(role, ALL, stage)
    assert ("DR-2024" in day) == bool(seen & APART)
    assert opened == {("day_item", name) for name in seen} | {
        ("correct", name) for name in seen if name in DISCUSSED
    }


@ONCE
@pytest.mark.parametrize("role", sorted(SIGNED_IN - PREPARE))
def test_on_the_day_others_see_nothing(house, stage, role):
    assert house.status(role, house.address("meetings:day")) == 404
    assert house.status(role, house.of_item("meetings:day_item", "public")) == 404


@pytest.mark.parametrize("role", ROLES)
def test_nowhere_else_does_more_come_out(house, stage, role):
    addresses = [*ELSEWHERE, *(house.address(page) for page in OF_MEETING)]

    more = {
        address: words_in(house.opened(role, address), ALL) - known(role, ALL, stage) - {"itemgone"}
        for address in addresses
    }

    assert {address: words for address, words in more.items() if words} == {}


@ONCE
@pytest.mark.parametrize("role", sorted(OFFICE))
@pytest.mark.parametrize("address", ["/journal/", "/journal/entries.xlsx", "/journal/entries.csv"])
def test_the_journal_names_nothing_restricted(house, stage, role, address):
    text = house.opened(role, address)

    shown = words_in(text, ALL)
    assert "itembody" in shown
    assert {word for word in shown if any(word.endswith(name) for name in HIDDEN)} == set()


@pytest.mark.parametrize("role", sorted(OFFICE))
@pytest.mark.parametrize("whose", ["member", "named", "substitute", "chair"])
def test_what_is_taken_out_of_somebody_is_what_the_taker_may_know(house, stage, role, whose):
    address = {"address": house.people[whose].email}

    text = house.clients[role].post(reverse("desk:person_data"), address).content.decode()

    assert words_in(text, ALL) <= known(role, ALL, stage)
    own = {comment.text for comment in Comment.objects.filter(made_by=house.people[whose])}
    assert words_in(text, COMMENTS) == own & known(role, COMMENTS, stage)


def test_no_letter_says_what_only_some_may_know(house, stage):
    meetings.remind_actions_due(at=AFTER)

    told: dict[str, set[str]] = {}
    for letter in Letter.objects.all():
        words = words_in(f"{letter.subject} {letter.body} {letter.calendar_text}", ALL)
        told[letter.to] = told.get(letter.to, set()) | words
    assert {word for words in told.values() for word in words} == {
        word for word in ACTIONS if not any(word.endswith(name) for name in HIDDEN)
    }
    for role, user in house.people.items():
        assert user is None or told.get(user.email, set()) <= known(role, ALL, stage)


@ONCE
def test_nothing_that_was_made_of_an_item_opens_with_it_closed(house):
    AgendaItem.objects.filter(key=house.items["body"].key).update(visibility="restricted")

    for address in (
        "meetings:minutes",
        "meetings:minutes_pdf",
        "meetings:minutes_data",
        "meetings:actions",
    ):
        below = house.address(address) if address != "meetings:actions" else reverse(address)
        text = house.opened("member", below)
        assert words_in(text, MADE) & {"concludedbody", "actionbody", "commentbody"} == set()


@ONCE
def test_who_is_of_the_network_alone_reads_no_minutes(house):
    for role in sorted(NETWORK - OF_BODY):
        assert house.status(role, house.address("meetings:minutes")) == 404
