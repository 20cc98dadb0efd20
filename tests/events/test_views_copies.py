"""Making an event from another one."""

import datetime as dt
import uuid

import pytest

from events.enums import CopyPart
from events.forms.copy import CopyForm
from events.models import Event
from tests.events.organisers import day_boxes, presidency, queries, secretariat, signed_in
from tests.factories.accounts import MemberStateFactory, UserFactory
from tests.factories.events import EventFactory, QuotaFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar-2027"
PAGE = f"/events/{SLUG}/copy/"
DAY = dt.date(2027, 5, 28)


@pytest.fixture
def event():
    return EventFactory(slug=SLUG, title="Seminar 2027", first_date=DAY)


def typed(day=dt.date(2028, 5, 26), **words):
    plain = {"once": str(uuid.uuid4()), "title": "Seminar 2028", "parts": ["venue"]}
    return plain | day_boxes("first_date", day) | words


def test_next_years_seminar_is_proposed_with_what_there_is(event):
    SpeakerFactory(session=SessionFactory(event=event))
    QuotaFactory(event=event)

    form = secretariat().get(PAGE).context["form"]

    assert (form["title"].value(), form["first_date"].value()) == (
        "Seminar 2028",
        dt.date(2028, 5, 26),
    )
    assert form.fields["parts"].choices == [
        ("venue", "Venue, address and access (2)"),
        ("programme", "Programme: sessions and speakers (1)"),
        ("consent", "Speakers' consent to be published (1)"),
        ("places", "Places, groups, approval and times of registration (1)"),
    ]
    assert form["parts"].value() == ["venue", "programme", "places"]


def test_the_copy_is_drafted_once_and_says_what_needs_a_look(event):
    client = secretariat()
    sent = typed(dt.date(2028, 5, 27), parts=[])

    answer = client.post(PAGE, sent, follow=True)
    client.post(PAGE, sent)

    copy = Event.objects.get(copied_from=event)
    assert answer.redirect_chain == [(f"/events/{copy.slug}/edit/", 302)]
    assert [look.words for look in answer.context["looks"]] == [
        "Saturday 27 May 2028 is at a weekend.",
        "It has no place yet.",
    ]
    assert "What still needs a look" in answer.text
    assert "It has no place yet." in answer.text
    for look in answer.context["looks"]:
        assert f'id="{look.url.partition("#")[2]}"' in answer.text
    assert client.get(f"/events/{SLUG}/edit/").context["looks"] == []


@pytest.mark.parametrize(
    ("title", "made"),
    [("Seminar 2028", "Seminar 2029"), ("My seminar 2028", "My seminar 2028")],
    ids=["as proposed", "written"],
)
def test_a_title_nobody_wrote_follows_the_day(event, title, made):
    form = CopyForm(
        typed(dt.date(2029, 5, 25), title=title), event=event, offered={CopyPart.VENUE: 1}
    )

    assert form.is_valid()
    assert form.cleaned_data["title"] == made


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({"first_date_day": ""}, "first_date", "Write day, month and year, such as 31 5 2024."),
        ({"title": ""}, "title", "Fill this in."),
        ({"parts": ["tasks"]}, "parts", None),
        (
            {"parts": ["consent"]},
            "parts",
            "Consent to be published comes with the programme alone.",
        ),
        (
            {"first_date_day": 26, "first_date_month": 3, "parts": ["programme"]},
            "first_date",
            ("The clocks change that day: an hour of “Night” does not exist then, or comes twice."),
        ),
    ],
    ids=["half a day", "no title", "a part that is not there", "consent alone", "clocks"],
)
def test_bad_input_is_refused_beside_the_field(event, words, field, said):
    session = SessionFactory(event=event, title="Night", starts_time=dt.time(2, 30))
    SpeakerFactory(session=session)

    answer = secretariat().post(PAGE, typed(**words))

    assert answer.status_code == 422
    assert said in (None, answer.context["form"].errors[field][0])
    assert Event.objects.count() == 1


def test_the_secretariat_alone_copies(event):
    event.host = MemberStateFactory(code="IE")
    event.save()

    assert [who.get(PAGE).status_code for who in (presidency(), signed_in(UserFactory()))] == [
        404,
        404,
    ]
    assert secretariat().get("/events/2027-01-01-nothing/copy/").status_code == 404


def test_copying_is_offered_where_an_event_is_run(event):
    client = secretariat()

    for page in ("control", "edit"):
        assert PAGE in client.get(f"/events/{SLUG}/{page}/").text


def test_queries_do_not_grow_with_what_there_is(event):
    client = secretariat()
    client.get(PAGE)
    few = queries(lambda: client.get(PAGE))
    for _ in range(3):
        SpeakerFactory(session=SessionFactory(event=event))

    assert queries(lambda: client.get(PAGE)) == few
