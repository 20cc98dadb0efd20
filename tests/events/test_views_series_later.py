"""What one event of a series says goes on to those that follow."""

import datetime as dt

import pytest
import time_machine

from events.enums import Recurrence, State
from events.models import Series
from tests.events.organisers import secretariat
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)
SLUG = "2026-12-10-webinar"
PAGE = f"/events/{SLUG}/series/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def event():
    return EventFactory(slug=SLUG, title="Webinar", first_date=DAY)


@pytest.fixture
def series(event):
    """Two events, the second published with one registrant."""
    made = Series.objects.create(
        title="Webinars", created_at=AT, recurrence=Recurrence.WEEKS, every=2, weekday=3
    )
    event.series = made
    event.save()
    later = EventFactory(title="Webinar", first_date=dt.date(2026, 12, 24), series=made)
    RegistrationFactory(event=later, country="LV")
    return made


# The later ones


def later(client):
    return client.get(f"{PAGE}later/").context["form"]


def test_what_one_says_goes_on_to_the_later_ones(event, series):
    event.title = "Talk"
    event.save()
    client = secretariat()
    form = later(client)
    choices = dict(form.fields["events"].choices)
    assert [str(line) for line in choices.values()] == [
        "Thursday 24 December 2026 · Webinar · registered people: 1"
    ]

    answer = client.post(
        f"{PAGE}later/",
        {"seen": form["seen"].value(), "what": ["title"], "events": list(choices)},
        follow=True,
    )

    assert "1 later event says the same now." in answer.text
    assert set(series.events.values_list("title", flat=True)) == {"Talk"}


def test_a_draft_is_told_as_one(event, series):
    EventFactory(
        series=series, state=State.DRAFT, published_at=None, first_date=dt.date(2027, 1, 7)
    )

    lines = [str(line) for _uid, line in later(secretariat()).fields["events"].choices]

    assert lines[1].endswith(" · draft")


def test_later_events_that_changed_meanwhile_are_not_overruled(event, series):
    client = secretariat()
    form = later(client)
    series.events.exclude(pk=event.pk).update(version=7)

    answer = client.post(
        f"{PAGE}later/",
        {
            "seen": form["seen"].value(),
            "what": ["title"],
            "events": [uid for uid, _line in form.fields["events"].choices],
        },
    )

    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({"what": []}, "what", "Choose at least one."),
        ({"events": []}, "events", "Tick one event at least."),
    ],
)
def test_nothing_chosen_is_refused(event, series, words, field, said):
    client = secretariat()
    form = later(client)
    sent = {
        "seen": form["seen"].value(),
        "what": ["title"],
        "events": [uid for uid, _line in form.fields["events"].choices],
    }

    answer = client.post(f"{PAGE}later/", sent | words)

    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [said]


def test_hours_that_a_later_day_lacks_are_refused(event, series):
    night = EventFactory(series=series, first_date=dt.date(2027, 3, 28), title="Spring")
    event.starts_time = dt.time(2, 30)
    event.save()
    client = secretariat()
    form = later(client)

    answer = client.post(
        f"{PAGE}later/",
        {"seen": form["seen"].value(), "what": ["hours"], "events": [str(night.uid)]},
    )

    assert answer.status_code == 422
    assert "an hour of “Spring”" in answer.context["form"].errors["events"][0]


def test_without_later_events_there_is_nothing_to_apply(event):
    assert secretariat().get(f"{PAGE}later/").status_code == 404
