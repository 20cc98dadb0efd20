"""Minutes that go before the body while seats may still comment: only where that is said."""

import datetime as dt
import uuid

import pytest
import time_machine

from accounts.enums import Role
from meetings import replies, services
from meetings.enums import CommentAnswer, MinutesPart
from meetings.models import Minutes, NoComment
from tests.factories.held import AFTER, somebody
from tests.meetings.laid import finished, held, sent
from tests.meetings.minuted import UNTIL
from tests.meetings.reading import LATER, of, words

pytestmark = pytest.mark.django_db

NAMED = "Seats may comment until Friday 21 June 2024, and these are silent: "


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False) as travelled:
        yield travelled


def all_but(found, code):
    """Have all seats but one say that they have no comment."""
    for place in replies.seats(found):
        if place.code != code:
            NoComment.objects.create(
                minutes=found,
                member_state=place.member_state,
                organisation=place.organisation,
                said_at=AFTER,
            )


def test_silent_seats_are_named_and_not_passed_over_without_a_tick(client):
    event, _items = held()
    by = somebody(at=AFTER)
    found = sent(event, by)
    all_but(found, "LV")
    client.force_login(by.user)
    page, said = of("finish_minutes", event), {"version": found.version}

    asked = words(client.get(page))
    refused = client.post(page, said)
    before = Minutes.objects.get().state
    done = words(client.post(page, said | {"is_early": "on"}, follow=True))

    assert f"{NAMED}Latvia." in asked
    assert "Lay it before the body all the same" in asked
    assert (refused.status_code, before) == (422, "commented")
    assert set(refused.context["form"].errors) == {"is_early"}
    assert "wait for them, or tick that you do not" in words(refused)
    assert "The minutes are before the body." in done


def test_once_all_have_said_something_nothing_is_asked(client):
    event, _items = held()
    by = somebody(at=AFTER)
    found = sent(event, by)
    all_but(found, "LV")
    latvia = next(one for one in replies.seats(found) if one.code == "LV")
    made = services.comment(
        found.sections.get(part=MinutesPart.OPENING),
        once=uuid.uuid4(),
        place=latvia,
        text="It rained.",
        by=somebody(Role.NR, code="LV", at=AFTER),
        at=AFTER,
    )
    services.answer_comment(made, answer=CommentAnswer.TAKEN, version=1, by=by, at=AFTER)
    client.force_login(by.user)
    page = of("finish_minutes", event)

    asked = words(client.get(page))
    version = Minutes.objects.get().version
    done = words(client.post(page, {"version": version}, follow=True))

    assert NAMED not in asked
    assert "all the same" not in asked
    assert "The minutes are before the body." in done


def test_once_the_window_is_over_the_silent_are_not_waited_for(client, clock):
    event, _items = held()
    by = somebody(at=LATER)
    found = sent(event, by)

    with pytest.raises(services.WindowOpenError):
        services.finish_minutes(
            found,
            version=found.version,
            by=by,
            at=dt.datetime.combine(UNTIL, dt.time(21, 59), tzinfo=dt.UTC),
        )
    clock.move_to(LATER, tick=False)
    client.force_login(by.user)
    asked = words(client.get(of("finish_minutes", event)))

    assert "all the same" not in asked
    assert finished(found, by).state == "final"
