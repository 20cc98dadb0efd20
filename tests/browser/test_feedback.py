"""What is asked of an event afterwards: put in order by hand, and answered."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from events import respondents
from events.models import FeedbackForm
from tests.factories.feedback import FeedbackAskedFactory, FeedbackFormFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_engine,
    pytest.mark.django_db(transaction=True),
]


def test_a_question_is_dragged_to_another_place(house, as_role, live_server, page):
    event = house.words["event public"]
    as_role("secretariat")
    page.goto(f"{live_server.url}/events/{event}/feedback/")

    page.locator("#q-words strong").drag_to(page.locator("#q-content strong"))

    page.wait_for_url("**/feedback/#q-words")
    form = FeedbackForm.objects.get(event__slug=event)
    assert [item.key for item in respondents.items_of(form)] == ["words", "content", "way"]


def lightness(colour):
    """How light a colour is, as contrast is reckoned from it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_circles_of_a_scale_stand_out_on_their_card(
    transactional_db, live_server, page, scheme
):
    now, day = timezone.now(), dt.timedelta(days=1)
    form = FeedbackFormFactory(opened_at=now - day, closes_at=now + day)
    token = respondents.token_of(FeedbackAskedFactory(form=form).registration)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/feedback/{token}/")
    circles = page.locator(".scale-step [type=radio]")
    circles.nth(3).check()

    drawn = circles.evaluate_all(
        """all => all.slice(2, 4).map(one => [
            getComputedStyle(one).appearance,
            getComputedStyle(one).borderTopColor,
            getComputedStyle(one.closest(".card")).backgroundColor,
        ])"""
    )

    for appearance, line, card in drawn:
        light = sorted([lightness(line) + 0.05, lightness(card) + 0.05])
        assert appearance == "none"
        assert light[1] / light[0] >= 3
