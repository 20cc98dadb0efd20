"""The attendance of an event, as its organisers see and record it."""

import datetime as dt
import io
import re

import pytest
import time_machine
from openpyxl import load_workbook

from events.enums import Attending, Mode, QuotaScope, RegistrationState, State
from events.models import Attendance, AttendanceTerms, Event, Quota, Session
from journal.models import Entry
from tests.events.organisers import (
    presidency,
    queries,
    representative,
    secretariat,
    states,
)
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
NEXT = dt.date(2026, 3, 3)
SLUG = "2026-03-02-training"
TABLE = f"/events/{SLUG}/attendance/"


@pytest.fixture(autouse=True)
def at_half_past_ten():
    with time_machine.travel(dt.datetime(2026, 3, 2, 10, 30, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def event():
    """A training of two days in UTC, hosted by Ireland, without sessions yet."""
    _france, ireland, _latvia = states()
    return EventFactory(
        slug=SLUG, title="Training", first_date=DAY, last_date=NEXT, zone="UTC", host=ireland
    )


@pytest.fixture
def opening(event):
    return SessionFactory(event=event, title="Opening", starts_time=dt.time(10))


def names(response):
    return [person.name for person, _country, _cells in response.context["rows"]]


def words(response):
    return [
        [str(pill.label) for _session, pill in cells]
        for _person, _country, cells in response.context["rows"]
    ]


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
    SessionFactory(event=event, title="Tomorrow", date=NEXT)
    return RegistrationFactory(event=event, name="Ana")


def of(person):
    return f"{TABLE}{person.key}/"


def typed(client, person, **changes):
    """What a browser sends of the person's form, with changes by session and box."""
    form = client.get(of(person)).context["form"]
    said = {bound.html_name: bound.value() or "" for bound in form}
    pks = {session.title: session.pk for session in Session.objects.all()}
    for name, value in changes.items():
        title, box = name.split("_")
        said[f"{box}_{pks[title]}"] = value
    return said


def test_one_person_is_recorded_at_each_session(event, person):
    client = secretariat("Eilís")

    answer = client.post(
        of(person),
        typed(
            client, person, Opening_presence="partial", Opening_minutes="45",
            Opening_note="The train.",
        ),
    )  # fmt: skip
    page = client.get(of(person))

    row = Attendance.objects.get()
    assert answer["Location"] == TABLE
    assert (row.session.title, row.presence, row.minutes, row.note, row.source) == (
        "Opening", "partial", 45, "The train.", "hand",
    )  # fmt: skip
    assert "By hand: Eilís, Mon 2 Mar 2026, 10:30" in page.text
    assert "First scan" not in page.text


def test_a_note_alone_says_nothing_of_who_was_there(person):
    client = secretariat("Eilís")

    client.post(of(person), typed(client, person, Opening_note="Asked by mail."))
    text = client.get(of(person)).text

    assert Attendance.objects.get().presence == "unknown"
    assert "Asked by mail." in text
    assert "By hand" not in text


def test_nothing_is_written_where_nothing_was_changed(person):
    client = secretariat()

    client.post(of(person), typed(client, person))

    assert not Attendance.objects.exists()
    assert not Entry.objects.filter(deed="events.attendance_recorded").exists()


def test_who_came_and_when_is_seen(person, opening):
    AttendanceFactory(
        registration=person, session=opening, source="self",
        scanned_at=dt.datetime(2026, 3, 2, 9, 12, tzinfo=dt.UTC),
    )  # fmt: skip

    text = secretariat().get(of(person)).text

    assert "First scan at 09:12" in re.sub(r"\s+", " ", text)
    assert "By oneself, with the code of the session, Mon 2 Mar 2026, 10:00" in text


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"presence": "partial"}, "Say for how many minutes."),
        ({"presence": "partial", "minutes": "121"}, "A number up to 120."),
        ({"presence": "partial", "minutes": "-1"}, "A number from 0."),
        ({"presence": "partial", "minutes": "9" * 400}, "A number up to 120."),
        ({"presence": "nonsense"}, "Select a valid choice."),
        ({"note": "x" * 201}, "Use 200 characters at most"),
    ],
)
def test_bad_input_is_refused_and_kept(person, said, problem):
    client = secretariat()
    changes = {f"Opening_{box}": value for box, value in said.items()}

    answer = client.post(of(person), typed(client, person, Tomorrow_note="Kept.", **changes))

    assert answer.status_code == 422
    assert problem in answer.text
    assert "Kept." in answer.text
    assert not Attendance.objects.exists()


def test_minutes_stay_with_those_who_were_there_for_a_part_or_online(person):
    client = secretariat()

    client.post(
        of(person),
        typed(
            client, person, Opening_presence="present", Opening_minutes="45",
            Tomorrow_presence="online", Tomorrow_minutes="30",
        ),
    )  # fmt: skip

    rows = Attendance.objects.order_by("session").values_list("presence", "minutes")
    assert list(rows) == [("present", None), ("online", 30)]


def test_who_saves_what_has_changed_meanwhile_is_shown_both(person, opening):
    client = secretariat()
    said = typed(client, person, Opening_presence="absent")
    AttendanceFactory(registration=person, session=opening)

    answer = client.post(of(person), said)

    assert answer.status_code == 409
    assert answer.context["differences"] == [("Opening: whether there", "Present", "Absent")]
    assert Attendance.objects.get().presence == "present"


def test_what_is_closed_is_shown_and_no_longer_recorded(event, person):
    client = secretariat()
    said = typed(client, person, Opening_presence="present")
    event.state = State.CLOSED
    event.save()

    page = client.get(of(person)).text
    answer = client.post(of(person), said, follow=True)

    assert ">Save<" not in page
    assert "Attendance can no longer be recorded here." in answer.text
    assert not Attendance.objects.exists()


def test_who_has_withdrawn_meanwhile_has_no_page(person):
    client = secretariat()
    person.state = RegistrationState.WITHDRAWN
    person.save()

    assert client.get(of(person)).status_code == 404


@pytest.fixture
def page_of(opening):
    return f"{TABLE}sessions/{opening.uid}/"


def test_all_of_whom_nothing_is_known_are_put_down_and_that_is_undone(event, opening, page_of):
    event.mode = Mode.HYBRID
    event.save()
    known, here, online = (RegistrationFactory(event=event, name=name) for name in "ABC")
    online.attending = Attending.ONLINE
    online.save()
    AttendanceFactory(registration=known, session=opening, presence="excused")
    client = secretariat("Eilís")

    first = client.get(page_of)
    answer = client.post(page_of, {"presence": "present"}, follow=True)
    there = dict(Attendance.objects.values_list("registration__name", "presence"))
    (at_once,) = answer.context["at_once"]
    sent = {"recorded_at": at_once["recorded_at"].isoformat()}
    undone = [client.post(f"{page_of}undo/", sent, follow=True) for _twice in range(2)]

    assert "2 people of whom nothing is known" in re.sub(r"\s+", " ", first.text)
    assert there == {"A": "excused", "B": "present", "C": "online"}
    assert "2 people were put down." in answer.text
    assert "2 people, Eilís," in re.sub(r"\s+", " ", answer.text)
    assert [
        "2 entries taken back." in undone[0].text,
        "nothing to take back" in undone[1].text,
    ] == [
        True,
        True,
    ]
    assert [row.registration for row in Attendance.objects.all()] == [known]
    assert here.attendances.count() == 0


def test_a_group_of_another_moment_stays(event, opening, page_of):
    for person in RegistrationFactory.create_batch(2, event=event):
        AttendanceFactory(registration=person, session=opening)

    answer = secretariat().post(f"{page_of}undo/", {"recorded_at": "nonsense"}, follow=True)

    assert "There was nothing to take back." in answer.text
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize("sent", ["", "nonsense", "0001-01-01T00:00:00+23:59", "9" * 400])
def test_there_is_nothing_to_take_back_for_a_moment_made_up(event, page_of, sent):
    answer = secretariat().post(f"{page_of}undo/", {"recorded_at": sent}, follow=True)

    assert "There was nothing to take back." in answer.text


def test_nothing_is_said_of_people_until_somebody_chooses_what(event, opening, page_of):
    RegistrationFactory(event=event)
    page = secretariat().get(page_of)
    answer = secretariat().post(page_of)

    assert page.text.count('name="presence"') == 4
    assert " checked" not in page.text
    assert (answer.status_code, answer.text.count('href="#id_presence')) == (422, 1)
    assert not Attendance.objects.filter(session=opening).exists()


def test_nobody_is_put_down_before_it_begins_or_once_all_is_closed(event, opening, page_of):
    RegistrationFactory.create_batch(2, event=event)
    client = secretariat()
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, 59, tzinfo=dt.UTC), tick=False):
        page = client.get(page_of).text
        before = client.post(page_of, {"presence": "present"}, follow=True)
    client.post(page_of, {"presence": "present"})
    (at_once,) = client.get(page_of).context["at_once"]
    event.state = State.CLOSED
    event.save()
    after = client.post(f"{page_of}undo/", {"recorded_at": at_once["recorded_at"].isoformat()})
    closed = client.get(page_of)

    assert "Put them down" not in page
    assert "Nobody can be put down for this session now." in before.text
    assert (after["Location"], Attendance.objects.count()) == (page_of, 2)
    assert closed.context["at_once"] == []


def test_a_choice_that_is_none_is_refused(event, page_of):
    RegistrationFactory(event=event)

    answer = secretariat().post(page_of, {"presence": "partial"})

    assert (answer.status_code, Attendance.objects.count()) == (422, 0)


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
