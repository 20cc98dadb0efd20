"""The table of an event's attendance: filtered, taken out, for whom, and the rules that count."""

import datetime as dt
import io

import pytest
import time_machine
from openpyxl import load_workbook

from events.enums import QuotaScope, RegistrationState
from events.models import AttendanceTerms, Event, Quota, Session
from journal.models import Entry
from tests.events.attending import DAY, NEXT, SLUG, TABLE, ana, names, training, words
from tests.events.organisers import presidency, queries, representative, secretariat
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_half_past_ten():
    with time_machine.travel(dt.datetime(2026, 3, 2, 10, 30, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def event():
    return training()


@pytest.fixture
def opening(event):
    return SessionFactory(event=event, title="Opening", starts_time=dt.time(10))


def test_table_shows_each_person_at_each_session_of_today(event, opening):
    SessionFactory(event=event, title="Tomorrow", date=NEXT)
    present = RegistrationFactory(event=event, name="Ana")
    part = RegistrationFactory(event=event, name="Bo")
    RegistrationFactory(event=event, name="Cy")
    RegistrationFactory(event=event, name="Dee", state=RegistrationState.WITHDRAWN)
    AttendanceFactory(registration=present, session=opening)
    AttendanceFactory(registration=part, session=opening, presence="partial", minutes=1)

    response = secretariat().get(TABLE)

    assert names(response) == ["Ana", "Bo", "Cy"]
    assert words(response) == [["Present"], ["Present for a part, 1 minute"], ["Unknown"]]
    assert "Monday 2 March 2026" in response.text
    assert "2 there" in response.text
    assert "1 unknown" in response.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("text=ana", ["Ana"]),
        ("country=FR", ["Bo"]),
        ("presence=present", ["Ana"]),
        ("presence=unknown", ["Bo", "Cy"]),
        ("presence=unknown&country=FR", ["Bo"]),
        ("presence=absent", []),
        ("day=2026-03-03&presence=absent", ["Cy"]),
        ("day=nonsense&presence=nonsense&country=nonsense&sort=nonsense", ["Ana", "Bo", "Cy"]),
        ("text=" + "x" * 200, ["Ana", "Bo", "Cy"]),
        ("sort=-name", ["Cy", "Bo", "Ana"]),
        ("sort=country", ["Bo", "Ana", "Cy"]),
    ],
)
def test_filters_stand_in_the_address(event, opening, query, shown):
    tomorrow = SessionFactory(event=event, title="Tomorrow", date=NEXT)
    ana, _bo, cy = (
        RegistrationFactory(event=event, name=name, country=country)
        for name, country in (("Ana", "LV"), ("Bo", "FR"), ("Cy", "LV"))
    )
    AttendanceFactory(registration=ana, session=opening)
    AttendanceFactory(registration=cy, session=tomorrow, presence="absent")

    response = secretariat().get(f"{TABLE}?{query}")

    assert names(response) == shown


def test_who_chose_another_workshop_is_not_missed_here(event, opening):
    Quota.objects.create(event=event, scope=QuotaScope.SESSION, session=opening, places=9)
    RegistrationFactory(event=event, name="Ana").sessions.add(opening)
    RegistrationFactory(event=event, name="Bo")

    response = secretariat().get(TABLE)

    assert words(response) == [["Unknown"], ["Not chosen"]]
    assert "1 unknown" in response.text


@pytest.mark.parametrize(
    ("now", "day"), [((2026, 3, 1), DAY), ((2026, 3, 3), NEXT), ((2026, 4, 1), DAY)]
)
def test_the_day_shown_first_is_today_or_the_first_ahead(event, opening, now, day):
    SessionFactory(event=event, date=NEXT)

    with time_machine.travel(dt.datetime(*now, 8, tzinfo=dt.UTC), tick=False):
        response = secretariat().get(TABLE)

    assert response.context["day"] == day
    assert f'<option value="{day.isoformat()}" selected>' in response.text


def test_empty_table_says_what_will_be_here(event, opening):
    text = secretariat().get(TABLE).text
    filtered = secretariat().get(f"{TABLE}?text=nobody").text

    assert "Nobody has a place yet" in text
    assert "Nobody is like that" in filtered


def test_without_sessions_one_a_day_is_laid_out_by_a_button(event):
    client = secretariat()
    before = client.get(TABLE).text

    answers = [client.post(f"{TABLE}days/", follow=True) for _twice in range(2)]

    assert "Lay out one session a day" in before
    assert [str(one) for one in answers[0].context["messages"]] == ["2 sessions laid out."]
    assert [str(one) for one in answers[1].context["messages"]] == ["0 sessions laid out."]
    assert Session.objects.count() == 2


def test_an_event_that_lasts_all_day_is_laid_out_in_the_programme(event):
    Event.objects.filter(pk=event.pk).update(all_day=True, starts_time=None, ends_time=None)
    client = secretariat()

    page = client.get(TABLE).text
    answer = client.post(f"{TABLE}days/", follow=True)

    assert "Lay out one session a day" not in page
    assert "can no longer be changed" in answer.text


def test_table_asks_the_database_no_more_for_many(event, opening):
    SessionFactory(event=event, title="Talk", starts_time=dt.time(12), ends_time=dt.time(13))
    AttendanceFactory(registration=RegistrationFactory(event=event), session=opening)
    client = secretariat()
    few = queries(lambda: client.get(TABLE))
    for person in RegistrationFactory.create_batch(60, event=event):
        AttendanceFactory(registration=person, session=opening)

    many = queries(lambda: client.get(TABLE))

    assert many == few
    assert many <= 20


def test_attendance_goes_out_as_a_file_and_is_written_down(event, opening):
    SessionFactory(event=event, title="Tomorrow", date=NEXT)
    person = RegistrationFactory(event=event, name="=Ana", organisation="Ministry")
    AttendanceFactory(registration=person, session=opening, presence="online", minutes=45, note="+")
    RegistrationFactory(event=event, name="Bo", country="FR")
    client = secretariat()

    lines = client.get(f"/events/{SLUG}/attendance.csv?country=LV").content.decode("utf-8-sig")
    book = client.get(f"/events/{SLUG}/attendance.xlsx")
    client.head(f"/events/{SLUG}/attendance.csv")

    assert lines.splitlines() == [
        (
            "Name,Organisation,Country or body,Code,Takes part,2026-03-02 10:00–12:00 Opening,"
            "2026-03-03 10:00–12:00 Tomorrow,Notes"
        ),
        "'=Ana,Ministry,Latvia,LV,In person,\"Online, 45 minutes\",Unknown,'+",
    ]
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert [row[0].value for row in sheet.iter_rows()] == ["Name", "=Ana", "Bo"]
    assert [
        entry.facts for entry in Entry.objects.filter(deed="events.list_taken").order_by("id")
    ] == [
        {"event": SLUG, "form": "csv", "rows": 1, "what": "attendance"},
        {"event": SLUG, "form": "xlsx", "rows": 2, "what": "attendance"},
    ]


@pytest.fixture
def person(event, opening):
    return ana(event)


TERMS = {
    "version": "0", "share": "90", "excused": "left_out", "opens_minutes": "30",
    "self_check_in": "on", "gives_certificates": "on",
}  # fmt: skip


def test_rules_are_changed_and_what_they_count_is_shown(event, opening):
    SessionFactory(event=event, title="Dinner", date=NEXT, counts=False)
    SessionFactory(event=event, title="Talk", date=NEXT, ends_time=dt.time(10, 30))
    client = secretariat()

    page = client.get(f"{TABLE}rules/").text
    answer = client.post(f"{TABLE}rules/", TERMS)

    terms = AttendanceTerms.objects.get()
    assert "2 h 30 min in all" in page
    assert answer["Location"] == TABLE
    assert (terms.share, terms.excused, terms.opens_minutes, terms.self_check_in) == (
        90, "left_out", 30, True,
    )  # fmt: skip
    assert (terms.gives_certificates, terms.feedback_first, terms.version) == (True, False, 1)


def test_without_anything_that_counts_nobody_can_earn_a_certificate(event):
    client = secretariat()
    before = client.get(f"{TABLE}rules/").text
    SessionFactory(event=event, title="Dinner", counts=False)

    after = client.get(f"{TABLE}rules/").text

    assert "There is no session yet" in before
    assert "Nothing counts, so nobody can earn a certificate." in after


def test_stale_rules_are_answered_with_both_texts(event):
    client = secretariat()
    client.post(f"{TABLE}rules/", TERMS)

    answer = client.post(f"{TABLE}rules/", TERMS | {"share": "70"})

    assert answer.status_code == 409
    assert answer.context["differences"] == [("Share of the hours, in per cent", "90", "70")]


@pytest.mark.parametrize(
    "wrong",
    [{"share": "0"}, {"share": "101"}, {"opens_minutes": "721"}, {"excused": "x"}, {"version": ""}],
)
def test_rules_that_make_no_sense_are_refused(event, wrong):
    answer = secretariat().post(f"{TABLE}rules/", TERMS | wrong)

    assert (answer.status_code, AttendanceTerms.objects.count()) == (422, 0)


def test_the_host_records_and_others_see_nothing(event, opening, person):
    pages = ["", "rules/", f"sessions/{opening.uid}/", f"{person.key}/"]
    posts = ["days/", f"sessions/{opening.uid}/", f"sessions/{opening.uid}/undo/"]

    codes = {
        name: (
            [client.get(TABLE + page).status_code for page in pages],
            [client.post(TABLE + page).status_code for page in posts],
        )
        for name, client in (
            ("host", presidency()),
            ("another", presidency("FR")),
            ("nr", representative()),
        )
    }

    assert codes == {
        "host": ([200, 404, 200, 200], [302, 422, 302]),
        "another": ([404] * 4, [404] * 3),
        "nr": ([404] * 4, [404] * 3),
    }


def test_what_belongs_to_another_event_is_not_found(opening, person):
    other = EventFactory(slug="2026-03-02-other")
    client = secretariat()

    pages = [f"attendance/{person.key}/", f"attendance/sessions/{opening.uid}/"]

    assert [client.get(f"/events/{other.slug}/{page}").status_code for page in pages] == [404, 404]
