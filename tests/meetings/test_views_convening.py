"""The page on which a body is convened: what is ready, who is told, the press, the stop."""

import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.db.models import F

from accounts.enums import Role
from accounts.models import Holiday
from agendas import services as agendas
from agendas.models import Agenda
from events.models import Event, Invitation
from jobs.models import Job
from mail.models import Letter
from meetings import services
from meetings.models import Convening
from tests.events.organisers import signed_in
from tests.events.test_views_own import words_of
from tests.factories.accounts import HolidayFactory, MandateFactory, OrganisationFactory
from tests.factories.documents import document
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.meetings import AT, meeting, secretariat, speaks_for, with_agenda

pytestmark = pytest.mark.django_db

PAGE = "/events/2026-05-27-board/convening/"
SEEN = re.compile(r'name="seen" value="(\w+)"')
VERSION = re.compile(r'name="agenda_version" value="(\d+)"')
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def event():
    """A meeting with an agenda, and somebody who speaks for France and Latvia."""
    HolidayFactory(date=dt.date(2026, 5, 14))
    found = meeting()
    with_agenda(found)
    for code in ("FR", "LV"):
        speaks_for(code, name=f"Speaks for {code}")
    return found


def typed(**words):
    until = {"day": "13", "month": "5", "year": "2026", "time": "17:00"}
    return {
        "once": str(uuid.uuid4()),
        "words": "",
        **{f"answer_by_{part}": value for part, value in until.items()},
        **words,
    }


def shown(office, **words):
    """The preview, and what its button would send."""
    page = office.post(PAGE, typed(preview="1", **words))
    assert page.status_code == 200
    return page, dict(HIDDEN.findall(page.text)) | {
        "seen": SEEN.search(page.text)[1],
        "agenda_version": VERSION.search(page.text)[1],
        "send": "1",
    }


def test_the_page_says_by_when_and_what_is_ready(event, office):
    item = event.agenda.items.get()
    said = words_of(office.get(PAGE))

    assert "10 clear working days of notice" in said
    assert "Last day of sending: Monday 11 May 2026" in said
    assert "Later than the notice says" not in said
    assert "Nobody has entered the Belgian holidays" not in said
    assert "Items have papers. Better with it Add papers" in said
    document("agendas.item", str(item.key))
    assert "Items have papers. Ready" in words_of(office.get(PAGE))


def test_what_is_missing_is_said_with_a_way_to_mend_it_and_nothing_can_be_pressed(event, office):
    Holiday.objects.all().delete()
    Agenda.objects.all().delete()
    Event.objects.update(date_settled=False, venue="", city="", state="draft", published_at=None)

    page = office.get(PAGE)

    said = words_of(page)
    for part in (
        "The meeting is published and lies ahead. Missing Publish",
        "The date is settled. Missing Settle it",
        "Venue or link are known. Better with it Write them",
        "The agenda has items. Missing Prepare the agenda",
        "Nobody has entered the Belgian holidays of that year",
    ):
        assert part in said
    assert 'name="preview"' not in page.text


@pytest.mark.parametrize(
    ("mode", "fields", "is_known"),
    [
        ("online", {"join_link": ""}, False),
        ("online", {}, True),
        ("hybrid", {"city": "", "venue": ""}, False),
        ("in_person", {"join_link": ""}, True),
    ],
)
def test_a_place_is_known_where_people_can_go_and_click(event, office, mode, fields, is_known):
    Event.objects.update(mode=mode, **fields)

    said = words_of(office.get(PAGE))
    assert ("Venue or link are known. Ready" in said) is is_known


def test_the_preview_shows_who_gets_what_and_stores_nothing(event, office):
    RegistrationFactory(event=event, email="there@example.eu", name="There Before")

    page, _data = shown(office, words="Dear members.")

    said = words_of(page)
    assert "3 people get a letter" in said
    assert "Speaks for FR" in said
    assert "There Before there@example.eu · registered" in said
    assert "Nobody speaks for these seats Portugal European Commission" in said
    assert "You are invited: Board, May 2026" in said
    assert "Convened: Board, May 2026" in said
    assert "Dear members." in said
    assert (Convening.objects.count(), Invitation.objects.count()) == (0, 0)


def test_pressed_it_waits_five_minutes_and_can_be_stopped(event, office):
    _page, data = shown(office)

    assert office.post(PAGE, data).status_code == 302
    assert "Nothing has left yet. It leaves Monday 2 March 2026, 10:05" in words_of(
        office.get(PAGE)
    )
    (made,) = Convening.objects.all()
    office.post(f"{PAGE}{made.key}/stop/")
    again = office.post(f"{PAGE}{made.key}/stop/", follow=True)

    assert "There is nothing to stop" in words_of(again)
    assert "Stopped: Monday 2 March 2026, 10:00" in words_of(again)
    assert Letter.objects.count() == 0


def test_what_was_said_in_one_that_was_stopped_stands_there_again(event, office):
    council = OrganisationFactory(email="office@example.eu")
    _page, data = shown(office, words="Dear colleagues.", institutions=[council.pk])
    office.post(PAGE, data | {"words": "Dear colleagues.", "institutions": [council.pk]})
    office.post(f"{PAGE}{Convening.objects.get().key}/stop/")

    page = office.get(PAGE).text

    assert "Dear colleagues.</textarea>" in page
    assert re.search(rf'name="institutions" value="{council.pk}"[^>]* checked', page)


def test_what_was_given_up_says_so_and_is_convened_anew_or_stopped(event, office):
    _page, data = shown(office)
    office.post(PAGE, data)
    Job.objects.update(state="failed", ended_at=AT)

    page = office.get(PAGE)

    assert "The convening did not leave" in words_of(page)
    assert "Stop it" in words_of(page)
    assert 'name="preview"' in page.text
    office.post(f"{PAGE}{Convening.objects.get().key}/stop/")
    assert "The convening did not leave" not in words_of(office.get(PAGE))


def test_what_ended_by_itself_says_why(event, office):
    _page, data = shown(office)
    office.post(PAGE, data)
    Agenda.objects.update(version=F("version") + 1)
    services.run_convenings(at=AT + dt.timedelta(minutes=5))

    said = words_of(office.get(PAGE))
    assert re.search(r"Stopped: .*, for the agenda was changed meanwhile\.", said)


def test_sent_it_says_so_and_offers_to_send_another_agenda(event, office):
    _page, data = shown(office)
    office.post(PAGE, data)
    services.run_convenings(at=AT + dt.timedelta(minutes=5))

    said = words_of(office.get(PAGE))
    assert "The body was convened" in said
    assert "10 clear working days: sent on Monday 2 March 2026" in said
    assert "Send the agenda out again" in said
    _page, data = shown(office)
    office.post(PAGE, data)
    services.run_convenings(at=AT + dt.timedelta(minutes=10))
    assert "Edition 2 of the agenda" in words_of(office.get(PAGE))


def test_something_can_be_changed_after_the_preview(event, office):
    _page, data = shown(office, words="Dear members.")
    del data["send"]

    page = office.post(PAGE, data | {"edit": "1"})

    assert (page.status_code, "Dear members." in page.text) == (200, True)
    assert Convening.objects.count() == 0


def test_other_people_than_were_shown_are_asked_about_anew(event, office):
    _page, data = shown(office)
    speaks_for("PT")

    page = office.post(PAGE, data)

    assert page.status_code == 409
    assert "Other people are meant now than a moment ago" in words_of(page)
    without = office.post(PAGE, data | {"seen": ""})
    assert without.status_code == 422
    assert Convening.objects.count() == 0


def test_an_agenda_that_changed_since_the_preview_does_not_leave_unseen(event, office):
    _page, data = shown(office)
    item = event.agenda.items.get()
    said = item.said() | {"title": "Another budget", "visibility": item.visibility}
    agendas.change_item(item, version=item.version, by=secretariat(), at=AT, **said)

    page = office.post(PAGE, data)

    assert page.status_code == 409
    assert "The agenda has changed since you saw this page" in words_of(page)
    without = office.post(PAGE, data | {"agenda_version": ""})
    assert without.status_code == 422
    assert Convening.objects.count() == 0
    office.post(PAGE, data | {"agenda_version": VERSION.search(page.text)[1]})
    assert Convening.objects.get().agenda_version == 2


def test_without_an_agenda_the_preview_is_shown_and_nothing_is_sent(event, office):
    Agenda.objects.all().delete()

    _page, data = shown(office)
    page = office.post(PAGE, data, follow=True)

    assert "Something is lacking by now" in words_of(page)
    assert Convening.objects.count() == 0


def test_who_is_quicker_is_said(event, office):
    _page, data = shown(office)
    Event.objects.update(date_settled=False)

    page = office.post(PAGE, data, follow=True)

    assert "Something is lacking by now" in words_of(page)


def test_past_the_notice_it_takes_a_reason_and_nothing_typed_is_lost(event, office):
    late = dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC)
    by = {"answer_by_day": "22"}
    with time_machine.travel(late, tick=False):
        client = signed_in(secretariat(at=late).user)
        assert "Later than the notice says" in words_of(client.get(PAGE))
        page = client.post(PAGE, typed(preview="1", words="Dear members.", reason="", **by))
        assert page.status_code == 422
        assert "Say why the body is convened later" in words_of(page)
        assert "Dear members." in page.text
        page = client.post(PAGE, typed(preview="1", reason="The venue was lost.", **by))
        assert "because: The venue was lost." in words_of(page)


def test_late_it_opens_with_a_day_to_come_and_says_that_a_reason_is_needed(event, office):
    moments = {
        dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC): "2026-05-20T17:00:00+02:00",
        dt.datetime(2026, 5, 22, 9, tzinfo=dt.UTC): "2026-05-26T17:00:00+02:00",
        dt.datetime(2026, 5, 26, 19, tzinfo=dt.UTC): None,
    }
    for at, proposed in moments.items():
        with time_machine.travel(at, tick=False):
            form = signed_in(secretariat(at=at).user).get(PAGE).context["form"]
        found = form["answer_by"].value()
        assert (found and found.isoformat()) == proposed
        assert form.fields["reason"].required


def test_within_the_hour_before_the_meeting_nothing_is_said_to_be_stopped(event, office):
    assert "all of it can be stopped" in words_of(shown(office)[0])
    near = event.starts_at - dt.timedelta(minutes=30)
    with time_machine.travel(near, tick=False):
        client = signed_in(secretariat(at=near).user)
        until = {f"answer_by_{part}": "" for part in ("day", "month", "year", "time")}
        page = words_of(client.post(PAGE, typed(preview="1", reason="Snow.", **until)))

    assert "Convene at once" in page
    assert "can be stopped" not in page.replace("nothing can be stopped", "")
    assert "in five minutes" not in page


def test_a_further_edition_past_the_notice_is_not_late(event, office):
    by = secretariat()
    agenda = event.agenda
    job = Job.objects.create(label="x", about="x", total=1, not_before=AT, created_at=AT)
    Convening.objects.create(
        event=event, edition=1, agenda_version=agenda.version, notice_days=10,
        dispatch_by=dt.date(2026, 5, 11), made_by=by.user, made_at=AT, starts_at=AT, sent_at=AT,
        job=job,
    )  # fmt: skip
    with time_machine.travel(dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC), tick=False):
        said = words_of(signed_in(by.user).get(PAGE))

    assert "Send the agenda out again" in said
    assert "Later than the notice says" not in said
    assert "has not declined is told that the agenda has changed" in said


def test_where_the_day_of_the_notice_passes_meanwhile_a_reason_is_asked_for(event, office):
    _page, data = shown(office)

    with time_machine.travel(dt.datetime(2026, 5, 12, 21, 56, tzinfo=dt.UTC), tick=False):
        page = signed_in(secretariat().user).post(PAGE, data)

    assert page.status_code == 422
    assert "Say why the body is convened later" in words_of(page)
    assert Convening.objects.count() == 0


@pytest.mark.parametrize(
    "until",
    [{"answer_by_year": "2025"}, {"answer_by_month": "6"}],
    ids=["over", "after it has begun"],
)
def test_a_moment_to_answer_by_lies_between_now_and_the_meeting(event, office, until):
    page = office.post(PAGE, typed(preview="1", **until))

    assert page.status_code == 422
    assert "Choose a moment from now on, before the meeting begins." in words_of(page)


def test_without_one_before_a_moment_is_proposed_five_working_days_ahead(event, office):
    Event.objects.update(registration_closes_at=None)

    boxes = office.get(PAGE).context["form"]["answer_by"].value()

    assert boxes.isoformat() == "2026-05-20T17:00:00+02:00"


def test_institutions_with_an_address_and_without_a_seat_are_offered(event, office):
    council = OrganisationFactory(name="Council of Europe", email="coe@example.eu")
    OrganisationFactory(name="Mute", email="")
    seated = event.body.seats.get(votes=False).organisation
    seated.email = "com@example.eu"
    seated.save()

    page = office.get(PAGE)
    assert "Council of Europe" in page.text
    assert "Mute" not in page.text
    assert f'name="institutions" value="{seated.pk}"' not in page.text
    assert f'name="institutions" value="{council.pk}"' in page.text
    page, _data = shown(office, institutions=[council.pk])
    assert "coe@example.eu" in page.text


def test_only_meetings_of_a_body_are_convened_and_by_who_prepares_them(event, office):
    seminar = EventFactory()
    assert office.get(f"/events/{seminar.slug}/convening/").status_code == 404
    assert office.post(f"{PAGE}{uuid.uuid4()}/stop/").status_code == 404
    assert signed_in(speaks_for("LV").user).get(PAGE).status_code == 404
    Event.objects.update(host="LV")
    host = MandateFactory(role=Role.PRESIDENCY, member_state_id="LV").user
    assert signed_in(host).get(PAGE).status_code == 200
