"""Minutes that somebody notes as adopted: by a meeting of the body that took place."""

import datetime as dt

import pytest
import time_machine

from events.enums import Kind, State
from events.models import Event
from meetings import services, sheet
from meetings.models import Minutes
from meetings.shown import Reading
from tests.factories.accounts import BodyFactory
from tests.factories.held import meeting, somebody
from tests.meetings.laid import final, held
from tests.meetings.reading import of, words

pytestmark = pytest.mark.django_db

LAID = dt.date(2024, 6, 24)
AUTUMN = dt.datetime(2024, 9, 20, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AUTUMN, tick=False):
        yield


def after(event, **fields):
    """Another meeting of the same body, on a day in September."""
    day = fields.pop("first_date", dt.date(2024, 9, 18))
    values = {"body": event.body, "slug": f"other-{day}", "title": "Board in autumn"}
    return meeting(first_date=day, **values | fields)


def test_the_meeting_that_adopted_minutes_is_chosen_and_named(client):
    event, _items = held()
    found = final(event)
    other = after(event)
    by = somebody(at=AUTUMN)
    client.force_login(by.user)
    page = of("adopt_minutes", event)

    offered = of("adopt_minutes", event) in words(client.get(found.get_absolute_url()))
    asked = words(client.get(page))
    unsaid = client.post(page, {"version": found.version})
    done = words(client.post(page, {"version": found.version, "meeting": other.pk}, follow=True))

    assert offered
    assert "Board in autumn, Wed 18 Sep 2024" in asked
    assert unsaid.status_code == 422
    assert "Say which meeting adopted them." in words(unsaid)
    kept = Minutes.objects.get()
    assert (kept.is_adopted, kept.adopted_at_event) == (True, other)
    assert "At the meeting: Board in autumn, Wed 18 Sep 2024" in done
    assert (
        sheet.adopted_where(Reading(kept, by)) == "At the meeting: Board in autumn, Wed 18 Sep 2024"
    )


def test_where_no_meeting_has_begun_none_has_adopted_them_and_that_is_said(client):
    event, _items = held()
    found = final(event)
    client.force_login(somebody(at=AUTUMN).user)
    page = of("adopt_minutes", event)

    shown = words(client.get(found.get_absolute_url()))
    asked = words(client.get(page))
    refused = client.post(page, {"version": found.version})

    said = "No meeting of the Board has begun since they were laid before it"
    assert said in shown
    assert page not in shown
    assert said in asked
    assert refused.status_code == 422
    assert said in words(refused)
    assert not Minutes.objects.get().is_adopted


@pytest.mark.parametrize(
    ("fields", "is_offered"),
    [
        ({"first_date": LAID}, True),
        ({"first_date": LAID - dt.timedelta(days=1)}, False),
        ({"first_date": dt.date(2024, 9, 20)}, True),
        ({"first_date": dt.date(2024, 9, 21)}, False),
        ({"state": State.PUBLISHED}, True),
        ({"state": State.CLOSED}, True),
        ({"state": State.CANCELLED, "cancelled_at": AUTUMN, "cancel_reason": "A strike."}, False),
        ({"state": State.DRAFT}, False),
        ({"kind": Kind.SEMINAR}, False),
        ({"body": "other"}, False),
    ],
    ids=[
        "on the day", "before", "today", "tomorrow", "published", "closed", "cancelled", "draft",
        "a seminar", "of another body",
    ],
)  # fmt: skip
def test_a_meeting_of_the_body_that_began_since_may_have_adopted_them(fields, is_offered):
    event, _items = held()
    found = final(event)
    if fields.get("body"):
        fields = {"body": BodyFactory()}
    other = after(event, **fields)
    by = somebody(at=AUTUMN)

    found.refresh_from_db()
    offered = services.could_adopt(found, by=by, at=AUTUMN)

    assert list(offered) == ([other] if is_offered else [])


def test_neither_the_meeting_itself_nor_any_other_adopts_them_by_hand():
    event, _items = held()
    found = final(event)
    Event.objects.filter(pk=event.pk).update(last_date=LAID)
    by = somebody(at=AUTUMN)

    for one in (event.pk, None):
        with pytest.raises(services.NoSuchMeetingError):
            services.adopt_at_meeting(found, meeting=one, version=found.version, by=by, at=AUTUMN)

    assert not Minutes.objects.get().is_adopted


def test_minutes_that_were_not_laid_before_the_body_are_adopted_by_no_meeting(client):
    event, _items = held()
    by = somebody(at=AUTUMN)
    found = services.draft_minutes(event, by=by, at=AUTUMN)
    after(event)
    client.force_login(by.user)

    said = client.post(of("adopt_minutes", event), {"version": found.version}, follow=True)

    assert not services.could_adopt(found, by=by, at=AUTUMN).exists()
    assert "Not now: the minutes are “Being drafted”." in words(said)


def test_the_day_of_adoption_is_that_of_the_meeting_however_late_it_is_noted():
    event, _items = held()
    found = final(event)
    other = after(event)
    by = somebody(at=AUTUMN)

    kept = services.adopt_at_meeting(
        found, meeting=other.pk, version=found.version, by=by, at=AUTUMN
    )

    assert kept.adopted_at == AUTUMN
    assert Reading(kept, by).adopted_on == dt.date(2024, 9, 18)
