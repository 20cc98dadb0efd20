"""What is asked of an event afterwards, put in order by hand."""

import pytest

from events import respondents
from events.models import FeedbackForm

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_question_is_dragged_to_another_place(house, as_role, live_server, page):
    event = house.words["event public"]
    as_role("secretariat")
    page.goto(f"{live_server.url}/events/{event}/feedback/")

    page.locator("#q-words strong").drag_to(page.locator("#q-content strong"))

    page.wait_for_url("**/feedback/#q-words")
    form = FeedbackForm.objects.get(event__slug=event)
    assert [item.key for item in respondents.items_of(form)] == ["words", "content", "way"]
