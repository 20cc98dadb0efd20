"""What people typed is shown as text on every page, in every letter, calendar and file."""

import re

import pytest

from mail.messages import parts
from mail.models import Letter
from tests.journeys.hostile import CANARY
from tests.journeys.pages import PAGES
from tests.journeys.reading import Page as Html
from tests.journeys.roles import ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

MARK = CANARY
AS_ENTERED = re.compile(r"<script>canary|<img src=x", re.IGNORECASE)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_what_was_typed_as_markup(role, world, clients):
    alive, shown = {}, 0
    for page in PAGES:
        if page.answers[role] != 200:
            continue
        answer = clients[role].get(page.address(world))
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        shown += html.count("&lt;script&gt;canary")
        inline = [] if "sandbox" in answer.headers["Content-Security-Policy"] else Html(html).inline
        if answer.status_code != 200 or AS_ENTERED.search(html) or inline:
            alive[page.name] = (answer.status_code, inline)

    assert alive == {}
    assert shown > 10


def test_no_letter_holds_what_was_typed_as_markup(world):
    letters = [parts(letter) for letter in Letter.objects.filter(blanked_at=None)]

    assert [letter.subject for letter in letters if AS_ENTERED.search(letter.html)] == []
    assert any("canary" in letter.html for letter in letters)


def test_searching_for_it_shows_it_as_text(world, clients):
    for role in ("visitor", "attendee", "secretariat"):
        for address in (
            "/search/",
            "/events/",
            "/people/",
            "/letters/",
            "/journal/",
            "/demo/mailbox/",
        ):
            asked = dict.fromkeys(("q", "text", "to", "kind", "period", "place"), CANARY)
            answer = clients[role].get(address, asked)

            assert answer.status_code in {200, 302, 404}
            assert not AS_ENTERED.search(answer.content.decode())
