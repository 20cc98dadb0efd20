"""The pages of series: begun, made longer, joined, left, applied, and who took part."""

import datetime as dt
import io
import uuid
from types import SimpleNamespace

import openpyxl
import pytest
import time_machine

from accounts.access import Standing
from events.enums import CopyPart, Recurrence, State
from events.forms.series import DaysForm, SeriesForm
from events.models import Event, Series
from events.repeats import Proposal
from events.views.series import _begin
from tests.events.organisers import day_boxes, presidency, queries, secretariat, states
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory, SpeakerFactory

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


def typed(**words):
    plain = {
        "once": str(uuid.uuid4()),
        "title": "Webinars",
        "recurrence": "weeks",
        "every": "2",
        "weekday": "3",
        "week_of_month": "",
        "number": "3",
        "parts": ["venue"],
    }
    return plain | words


# Begun


def test_the_rule_is_proposed_from_the_event(event):
    form = secretariat().get(PAGE).context["form"]

    proposed = {name: form[name].value() for name in ("title", "recurrence", "every", "weekday")}
    assert proposed == {"title": "Webinar", "recurrence": "weeks", "every": 1, "weekday": 3}
    assert [part for part, _label in form.fields["parts"].choices] == ["venue"]


def test_the_dates_are_shown_before_anything_is_made(event):
    page = secretariat().post(PAGE, typed())

    assert page.status_code == 200
    assert page.context["days"].fields["days"].choices == [
        ("2026-12-24", "Thursday 24 December 2026"),
        ("2027-01-07", "Thursday 7 January 2027"),
        ("2027-01-21", "Thursday 21 January 2027"),
    ]
    assert page.context["days"]["days"].value() == ["2026-12-24", "2027-01-07", "2027-01-21"]
    assert (Series.objects.count(), Event.objects.count()) == (0, 1)


def test_ticked_dates_become_drafts(event):
    client = secretariat()
    sent = typed(make="1", days=["2026-12-24", "2027-01-21"])

    answer = client.post(PAGE, sent, follow=True)
    again = client.post(PAGE, sent, follow=True)

    made = Series.objects.get()
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert "2 drafts are made." in answer.text
    assert [(one.first_date.isoformat(), one.state) for one in made.events.all()] == [
        ("2026-12-10", "published"),
        ("2026-12-24", "draft"),
        ("2027-01-21", "draft"),
    ]
    assert again.templates[0].name == "events/series_of_event.html"
    assert Event.objects.count() == 3


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({"every": "0"}, "every", "A number from 1."),
        ({"number": "61"}, "number", "A number up to 60."),
        ({"number": ""}, "number", "Say how many events there are to be, or until when."),
        ({"recurrence": "months"}, "week_of_month", "Say which of the month."),
        (
            {"number": "", **day_boxes("until", DAY)},
            "until",
            "By this rule there is no event until then.",
        ),
        (
            {"parts": ["consent"]},
            "parts",
            "Consent to be published comes with the programme alone.",
        ),
        ({"title": ""}, "title", "Fill this in."),
    ],
)
def test_half_a_rule_is_refused(event, words, field, said):
    SpeakerFactory(session=SessionFactory(event=event))

    answer = secretariat().post(PAGE, typed(**words))

    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [said]
    assert answer.context["days"] is None


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], "Tick one date at least."),
        (["2030-01-01"], "The rule has changed since: look at the dates again."),
    ],
)
def test_dates_must_be_those_of_the_rule(event, days, said):
    answer = secretariat().post(PAGE, typed(make="1", days=days))

    assert answer.status_code == 422
    assert answer.context["days"].errors["days"] == [said]
    assert Event.objects.count() == 1


def test_a_monthly_rule_and_an_end(event):
    page = secretariat().post(
        PAGE,
        typed(
            recurrence="months",
            every="1",
            week_of_month="5",
            number="",
            **day_boxes("until", dt.date(2027, 3, 1)),
        ),
    )

    assert [day for day, _said in page.context["days"].fields["days"].choices] == [
        "2027-01-28",
        "2027-02-25",
    ]


def test_what_the_clocks_leave_out_is_left_out_and_said():
    event = EventFactory(slug=SLUG, first_date=dt.date(2027, 3, 21), starts_time=dt.time(2, 30))

    page = secretariat().post(PAGE, typed(every="1", weekday="6", number="2"))

    assert event.first_date.weekday() == 6
    assert [day for day, _said in page.context["days"].fields["days"].choices] == ["2027-04-04"]
    assert [words.split(" · ")[0] for words in page.context["days"].left_out] == [
        "Sunday 28 March 2027"
    ]


def test_a_sessions_hour_that_is_missing_makes_nothing():
    event = EventFactory(slug=SLUG, first_date=dt.date(2027, 3, 21))
    SessionFactory(event=event, title="Night", starts_time=dt.time(2, 30))

    answer = secretariat().post(
        PAGE,
        typed(
            every="1", weekday="6", number="1", parts=["programme"], make="1", days=["2027-03-28"]
        ),
    )

    assert (answer.status_code, "an hour of “Night”" in answer.text) == (422, True)
    assert Series.objects.count() == 0


def test_an_event_that_joined_a_series_meanwhile_begins_none(event, series):
    form = SeriesForm(typed(), event=event, offered={CopyPart.VENUE: 2})
    days = DaysForm({"days": ["2026-12-24"]}, proposals=[Proposal(dt.date(2026, 12, 24))])
    asked = SimpleNamespace(standing=Standing(user=None, at=AT), at=AT)
    assert form.is_valid()
    assert days.is_valid()

    assert _begin(asked, event, form, days) is None
    assert form.non_field_errors() == ["It belongs to another series already."]


# Joined and left


def test_an_event_is_put_into_a_series_and_taken_out(event):
    made = Series.objects.create(title="Webinars", created_at=AT)
    client = secretariat()

    page = client.post(f"{PAGE}join/", {"series": made.pk}, follow=True)
    assert made.events.get() == event
    assert (page.context["rule"], page.context["later"]) == ("Put together by hand", 0)

    client.post(f"{PAGE}join/", {"series": Series.objects.create(title="X", created_at=AT).pk})
    assert made.events.get() == event

    client.post(f"{PAGE}leave/", follow=True)
    assert made.events.count() == 0


def test_without_a_choice_the_form_says_so(event):
    Series.objects.create(title="Webinars", created_at=AT)

    answer = secretariat().post(f"{PAGE}join/", {"series": ""})

    assert answer.status_code == 422
    assert answer.context["join"].errors["series"] == ["Choose one."]


# The pages of a series


def test_the_list_says_how_many_and_when_the_next_is(series):
    Series.objects.create(title="Alone", created_at=AT)
    client = secretariat()

    rows = client.get("/events/series/").context["rows"]

    assert [(str(row), row.number, row.next, words) for row, words in rows] == [
        ("Alone", 0, None, "Put together by hand"),
        ("Webinars", 2, DAY, "Every 2 weeks on Thursday"),
    ]
    Series.objects.all().delete()
    assert "No series yet" in client.get("/events/series/").text


def test_queries_of_the_list_do_not_grow(series):
    client = secretariat()
    client.get("/events/series/")
    few = queries(lambda: client.get("/events/series/"))
    for number in range(3):
        EventFactory(series=Series.objects.create(title=str(number), created_at=AT))

    assert queries(lambda: client.get("/events/series/")) == few <= 8


def test_the_page_shows_events_and_who_took_part(series):
    states()
    EventFactory(
        series=series,
        state=State.CANCELLED,
        cancelled_at=AT,
        cancel_reason="Snow",
        first_date=dt.date(2027, 1, 7),
    )

    page = secretariat().get(series.get_absolute_url())

    assert [event.state for event, _pill in page.context["events"]] == [
        "published",
        "published",
        "cancelled",
    ]
    assert [
        (row.code, [cell.number for cell in row.cells]) for row in page.context["turnout"].rows
    ] == [("FR", [0, 0]), ("IE", [0, 0]), ("LV", [0, 1])]
    assert "heat-4" in page.text


def test_the_page_of_a_series_without_events_says_so():
    made = Series.objects.create(title="Empty", created_at=AT)
    client = secretariat()

    assert "No event is left in this series" in client.get(made.get_absolute_url()).text
    assert client.get(f"{made.get_absolute_url()}more/").status_code == 404


def test_queries_of_the_page_do_not_grow(series):
    client = secretariat()
    address = series.get_absolute_url()
    client.get(address)
    few = queries(lambda: client.get(address))
    for number in range(3):
        event = EventFactory(series=series, first_date=DAY + dt.timedelta(days=60 + number))
        RegistrationFactory(event=event)

    assert queries(lambda: client.get(address)) == few <= 12


def test_the_table_is_taken_away_as_a_workbook(series):
    states()

    answer = secretariat().get(f"{series.get_absolute_url()}states.xlsx")

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows == [
        (
            "Code",
            "Member State",
            "2026-12-10 Webinar (confirmed)",
            "2026-12-24 Webinar (confirmed)",
            "Events with somebody from there",
        ),
        ("FR", "France", 0, 0, 0),
        ("IE", "Ireland", 0, 0, 0),
        ("LV", "Latvia", 0, 1, 1),
        (None, "From elsewhere", 0, 0, None),
    ]


def test_a_series_is_renamed_by_who_saw_the_last_title(series):
    client = secretariat()
    address = f"{series.get_absolute_url()}change/"
    assert client.get(address).context["form"]["title"].value() == "Webinars"

    answer = client.post(address, {"version": 1, "title": "Talks"}, follow=True)
    stale = client.post(address, {"version": 1, "title": "Chats"})
    empty = client.post(address, {"version": 2, "title": ""})

    assert "<h1>Talks</h1>" in answer.text
    assert (stale.status_code, empty.status_code) == (409, 422)
    assert "Chats" in stale.text


def test_more_dates_follow_the_last_one(series):
    client = secretariat()
    address = f"{series.get_absolute_url()}more/"
    form = client.get(address).context["form"]
    assert (form["every"].value(), "title" in form.fields) == (2, False)

    shown = client.post(address, typed(number="1"))
    answer = client.post(address, typed(number="1", make="1", days=["2027-01-07"]), follow=True)

    assert [day for day, _said in shown.context["days"].fields["days"].choices] == ["2027-01-07"]
    assert "1 draft is made." in answer.text
    assert series.events.count() == 3


def test_more_dates_with_a_missing_hour_are_refused(series):
    event = EventFactory(series=series, first_date=dt.date(2027, 3, 21))
    SessionFactory(event=event, starts_time=dt.time(2, 30))

    answer = secretariat().post(
        f"{series.get_absolute_url()}more/",
        typed(
            every="1", weekday="6", number="1", parts=["programme"], make="1", days=["2027-03-28"]
        ),
    )

    assert answer.status_code == 422
    assert series.events.count() == 3


# The later ones


def later(client):
    return client.get(f"{PAGE}later/").context["form"]


def test_the_secretariat_alone_has_series(event, series):
    event.host = MemberStateFactory(code="IE")
    event.save()
    client = presidency()

    for address in ("/events/series/", series.get_absolute_url(), PAGE, f"{PAGE}later/"):
        assert client.get(address).status_code == 404, address
