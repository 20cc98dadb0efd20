"""The programme of an event, as its organisers write it."""

import datetime as dt

import pytest

from events.enums import State
from events.models import Session
from journal.models import Entry
from tests.events.organisers import day_boxes, presidency, queries, representative, secretariat
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2027, 5, 28)
SLUG = "2027-05-28-seminar"
PROGRAMME = f"/events/{SLUG}/sessions/"
ADD = f"{PROGRAMME}new/"
ONCE = "00000000-0000-0000-0000-000000000001"


@pytest.fixture
def event():
    return EventFactory(
        slug=SLUG, first_date=DAY, last_date=DAY + dt.timedelta(days=1), zone="Europe/Dublin"
    )


def typed(*names, initial=0, **words):
    said = {
        "title": "Opening",
        "starts_time": "10:00",
        "ends_time": "11:00",
        "counts": "on",
        "speakers-TOTAL_FORMS": len(names),
        "speakers-INITIAL_FORMS": initial,
    }
    for number, name in enumerate(names):
        said |= {f"speakers-{number}-name": name, f"speakers-{number}-role": "speaker"}
    return said | day_boxes("date", DAY) | words


def test_programme_shows_each_day_and_who_may_not_be_published(event):
    SpeakerFactory(
        session=SessionFactory(event=event, title="Morning"),
        name="Мария Иванова",
        may_publish=False,
    )
    SessionFactory(event=event, title="Next day", date=DAY + dt.timedelta(days=1), counts=False)

    text = secretariat().get(PROGRAMME).text.partition('<h2 id="day-1">')[2]

    order = [
        text.index(words)
        for words in (
            "Friday 28 May 2027", "Morning", "Мария Иванова", "not on the public page",
            "Saturday 29 May 2027", "Next day", "Does not count for attendance",
        )
    ]  # fmt: skip
    assert order == sorted(order)


def test_programme_lists_the_modules_of_a_session(event):
    SessionFactory(event=event, title="First half-day", modules="Theories of change\nIndicators")

    text = secretariat().get(PROGRAMME).text

    assert "<li>Theories of change</li><li>Indicators</li>" in text


def test_empty_programme_says_what_will_be_here(event):
    assert "The programme is empty" in secretariat().get(PROGRAMME).text


def test_session_is_added_once_with_its_speakers(event):
    client = secretariat()
    said = typed("Seán", "Zoë", "", once=ONCE)

    answers = [client.post(ADD, said) for _twice in range(2)]

    session = Session.objects.get()
    assert [answer["Location"] for answer in answers] == [PROGRAMME] * 2
    assert (session.title, session.starts_at) == (
        "Opening",
        dt.datetime(2027, 5, 28, 9, tzinfo=dt.UTC),
    )
    assert [(one.order, one.name) for one in session.speakers.all()] == [(0, "Seán"), (1, "Zoë")]
    assert Entry.objects.filter(deed="events.programme_changed").count() == 1


def test_session_is_changed_with_its_speakers(event):
    session = SessionFactory(event=event)
    SpeakerFactory(session=session, name="Old")
    client = secretariat()
    page = f"{PROGRAMME}{session.uid}/"
    seen = client.get(page).context["form"]["seen"].value()

    answer = client.post(page, typed("New", "", initial=1, seen=seen, title="Closing"))

    session.refresh_from_db()
    assert (answer["Location"], session.title) == (PROGRAMME, "Closing")
    assert [speaker.name for speaker in session.speakers.all()] == ["New"]


def test_stale_session_is_answered_with_both_texts(event):
    session = SessionFactory(event=event, title="As it was")
    client = secretariat()
    page = f"{PROGRAMME}{session.uid}/"
    seen = client.get(page).context["form"]["seen"].value()
    client.post(page, typed(seen=seen, title="The first"))

    answer = client.post(page, typed(seen=seen, title="The second"))

    session.refresh_from_db()
    assert (answer.status_code, session.title) == (409, "The first")
    assert answer.context["differences"] == [("Title", "The first", "The second")]


def test_bad_input_is_refused_and_nothing_is_lost(event):
    said = typed("", "Zoë", once=ONCE, ends_time="9", **{"speakers-0-function": "Minister"})

    answer = secretariat().post(ADD, said)

    assert (answer.status_code, Session.objects.count()) == (422, 0)
    assert 'id="id_ends_time_error"' in answer.text
    assert 'id="id_speakers-0-name_error"' in answer.text
    for kept in ("Opening", "Zoë", "Minister", ONCE):
        assert kept in answer.text


def test_rows_without_bookkeeping_are_refused(event):
    answer = secretariat().post(ADD, {"title": "Opening", "once": ONCE})

    assert answer.status_code == 422


def test_another_speaker_gets_a_row_and_nothing_is_saved_or_lost(event):
    answer = secretariat().post(ADD, typed("Zoë", once=ONCE, title="", another="1"))

    names = [row["name"].value() for row in answer.context["speakers"]]
    assert (answer.status_code, names, Session.objects.count()) == (200, ["Zoë", None], 0)
    assert "problem" not in answer.text
    assert ONCE in answer.text


@pytest.mark.parametrize("key", ["128", "٣١", "9" * 40, ONCE, "a session of another"])
def test_another_speaker_leads_to_no_speaker_whose_key_was_made_up(event, key):
    session, other = SessionFactory.create_batch(2, event=event)
    eva, strange = SpeakerFactory(session=session), SpeakerFactory(session=other)
    made_up = str(strange.key) if key == "a session of another" else key
    keys = {"speakers-0-key": str(eva.key), "speakers-1-key": made_up}

    answer = secretariat().post(
        f"{PROGRAMME}{session.uid}/", typed("Eva", "Zoë", initial=2, another="1", **keys)
    )

    kept = [row["key"].value() for row in answer.context["speakers"]]
    assert (answer.status_code, kept) == (200, [str(eva.key), "", None])
    assert answer.text.count(f"/{session.uid}/speakers/") == 1


def test_session_is_taken_off_after_asking(event):
    session = SessionFactory(event=event, title="Morning")
    client = secretariat()
    page = f"{PROGRAMME}{session.uid}/remove/"

    asked, answer = client.get(page), client.post(page, follow=True)

    assert "this cannot be taken back" in asked.text
    assert "Taken off the programme: Morning." in answer.text
    assert Session.objects.count() == 0


def test_programme_of_a_closed_event_stays(event):
    session = SessionFactory(event=event, title="Morning")
    event.state = State.CLOSED
    event.save()
    client = secretariat()

    page = client.get(PROGRAMME)
    added = client.post(ADD, typed(once=ONCE))
    removed = client.post(f"{PROGRAMME}{session.uid}/remove/", follow=True)

    assert (added.status_code, Session.objects.count()) == (422, 1)
    assert ADD not in page.text
    assert "The programme can no longer be changed." in added.text
    assert "The programme can no longer be changed." in removed.text


def test_presidency_writes_the_programme_of_what_it_hosts(event):
    event.host = MemberStateFactory(code="IE")
    event.save()

    answer = presidency("IE").post(ADD, typed(once=ONCE))

    assert (answer.status_code, Session.objects.count()) == (302, 1)


def test_programme_does_not_exist_for_others_nor_under_another_event(event):
    session = SessionFactory()
    pages = [PROGRAMME, ADD, f"{PROGRAMME}{session.uid}/", f"{PROGRAMME}{session.uid}/remove/"]

    codes = [
        [client.get(page).status_code for page in pages]
        for client in (representative(), presidency("FR"), secretariat())
    ]

    assert codes == [[404] * 4, [404] * 4, [200, 200, 404, 404]]


def test_queries_do_not_grow_with_sessions(event):
    client = secretariat()
    SpeakerFactory(session=SessionFactory(event=event))
    one = queries(lambda: client.get(PROGRAMME))
    for _number in range(3):
        SpeakerFactory.create_batch(2, session=SessionFactory(event=event))

    assert queries(lambda: client.get(PROGRAMME)) == one


def test_what_is_recorded_of_who_was_there_is_counted_before_it_goes(event):
    session = SessionFactory(event=event)
    page = f"{PROGRAMME}{session.uid}/remove/"
    client = secretariat()
    before = client.get(page).text
    for presence in ("present", "absent", "unknown"):
        AttendanceFactory(
            registration=RegistrationFactory(event=event), session=session, presence=presence
        )

    after = client.get(page).text

    assert ["that goes too" in text for text in (before, after)] == [False, True]
    assert "Of 2 people it is recorded" in after
