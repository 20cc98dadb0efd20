"""The report to the host, as page and as paper."""

import datetime as dt
import io

import pytest
from pypdf import PdfReader
from time_machine import travel

from accounts.steps import NotNowError
from journal.models import Entry
from mail.models import Letter
from tests.factories.certificates import certificate
from tests.factories.events import AttendanceFactory, RegistrationFactory
from tests.factories.feedback import FeedbackAnswerFactory
from tests.factories.trainings import NOW, delivered, fresh, scheduled, secretariat, speaks_for
from tests.trainings.afterwards import asked_at_the_end, followed_up, reported, signed_in
from trainings import report, services

pytestmark = pytest.mark.django_db


def test_the_report_says_who_came_and_what_they_and_the_trainers_said():
    made, _by, _host, after = reported()

    found = report.of(fresh(made), at=after)

    assert [number for _label, number in found.figures] == [24, 3, 3, 0]
    assert [(one.label, one.expected, one.came) for one in found.groups] == [
        ("Policymaker", 6, 1), ("Police", 10, 2), ("Local authority", 8, 0),
    ]  # fmt: skip
    assert [text for _name, text in found.trainers_words] == ["A bigger room."]
    assert dict(found.facts)["Language"] == "English"
    assert found.later is None


def test_the_report_is_drawn_as_paper_with_all_that_is_known_and_without():
    made, _by, _host, after = reported()
    later = followed_up(made.held, answers=2, at=after)

    text = "".join(
        page.extract_text()
        for page in PdfReader(
            io.BytesIO(report.drawn(report.of(fresh(made), at=after), at=after))
        ).pages
    )
    assert "4.0 of 5" in text
    assert "Very useful." in text
    assert "A bigger room." in text
    assert "People can still answer." in text
    closed = report.drawn(report.of(fresh(made), at=later.closes_at), at=later.closes_at)
    assert "Too few answers" in "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(closed)).pages
    )


def test_a_report_without_answers_and_groups_is_drawn_too():
    made, _by, _host, after = delivered()
    made.groups.all().delete()

    text = PdfReader(io.BytesIO(report.drawn(report.of(made, at=after), at=after))).pages[0]

    assert "Participants have not been asked yet." in text.extract_text()
    assert "Expected" not in text.extract_text()


def test_a_choice_is_drawn_with_its_numbers_and_no_mean():
    made, _by, _host, after = delivered()
    form = asked_at_the_end(made.held.event, answers=0, at=after)
    FeedbackAnswerFactory.create_batch(5, form=form, answers={"way": 0})

    pages = PdfReader(io.BytesIO(report.drawn(report.of(made, at=after), at=after))).pages
    text = "".join(page.extract_text() for page in pages)

    assert ("Online?" in text, "of 5" in text, "Too few answers to show." in text) == (
        True,
        False,
        True,
    )
    assert "Yes" in text


def test_the_host_reads_the_report_once_it_was_sent(client):
    now = dt.datetime.now(dt.UTC)
    made, _by, _host, _after = reported()
    officer, host = secretariat(now), speaks_for("PT", now)
    page = f"/trainings/requests/{made.reference}/report/"
    assert signed_in(client, host).get(page).status_code == 404
    assert client.post(f"{page}send/").status_code == 404

    shown = signed_in(client, officer).get(page).text
    assert "Send it to the host" in shown
    assert "Very useful." in shown
    assert "Participants are asked six months after." in shown
    assert "can read the report now" in client.post(f"{page}send/", follow=True).text

    letter = Letter.objects.get(subject__startswith="Report", to=host.user.email)
    assert page in str(letter.body)
    assert "A bigger room." in signed_in(client, host).get(page).text
    file = client.get(page.rstrip("/") + ".pdf")
    assert file.content.startswith(b"%PDF")
    assert signed_in(client, speaks_for("EL", now)).get(page).status_code == 404


def test_the_secretariat_says_a_few_words_to_the_host(client):
    now = dt.datetime.now(dt.UTC)
    made, _by, _host, _after = reported()
    made.refresh_from_db()
    officer, host = secretariat(now), speaks_for("PT", now)
    page = f"/trainings/requests/{made.reference}/report/"
    typed = {"version": made.version, "words": "Thank you.\n\nCome again."}
    signed_in(client, officer)

    assert client.post(page, {"words": "Hello"}).status_code == 422
    assert "Saved." in client.post(page, typed, follow=True).text
    assert "Saved." in client.post(page, typed, follow=True).text
    stale = client.post(page, typed | {"words": "Goodbye."})

    assert (stale.status_code, "Come again." in stale.text) == (409, True)
    client.post(f"{page}send/")
    assert "Thank you.<br><br>Come again." in signed_in(client, host).get(page).text
    assert client.post(page, typed).status_code == 404
    paper = PdfReader(io.BytesIO(client.get(page.rstrip("/") + ".pdf").content)).pages[0]
    assert "From the Secretariat Thank you. Come again." in " ".join(paper.extract_text().split())
    written = Entry.objects.filter(deed="trainings.report_written")
    assert [one.actor for one in written] == [officer.actor]


def test_nobody_writes_into_the_report_of_a_training_that_is_ahead():
    made, by, host, _option = scheduled()

    with pytest.raises(services.NotYoursError):
        services.write_to_host(made, version=made.version, words="Hello", by=host, at=NOW)
    with pytest.raises(NotNowError):
        services.write_to_host(made, version=made.version, words="Hello", by=by, at=NOW)


def test_the_report_explains_why_fewer_have_a_certificate_than_came():
    made, _by, _host, after = delivered()
    event = made.held.event
    sessions = list(event.sessions.all())
    people = RegistrationFactory.create_batch(4, event=event)
    for place, person in enumerate(people):
        for number, session in enumerate(sessions):
            presence = "absent" if number and place in {1, 2} else "present"
            AttendanceFactory(registration=person, session=session, presence=presence)

    none_yet = report.of(fresh(made), at=after)
    certificate(people[0])
    said = report.of(fresh(made), at=after)
    certificate(people[3])
    fewer = report.of(fresh(made), at=after)

    assert none_yet.notes == []
    assert said.notes == [
        "2 who came were not there long enough for a certificate.",
        "1 who came has not been given a certificate.",
    ]
    assert fewer.notes == ["2 who came were not there long enough for a certificate."]
    for person in people[1:3]:
        certificate(person)
    assert report.of(fresh(made), at=after).notes == []


def test_without_attendance_all_who_had_a_place_are_said_to_have_come(client):
    made, _by, _host, after = delivered()
    RegistrationFactory.create_batch(3, event=made.held.event)
    RegistrationFactory(event=made.held.event, state="waiting")

    said = report.of(fresh(made), at=after)

    assert dict(said.figures)["came"] == 3
    assert said.notes == [
        "Attendance was not recorded: all who had a place are counted as having come."
    ]
    with travel(after + dt.timedelta(days=1)):
        client.force_login(secretariat(after).user)
        page = f"/trainings/{made.held.course.slug}/results/"
        assert client.get(page).context["came"] == 3
        for year in ("²027", "02027", "9" * 5000):
            assert client.get(page, {"year": year}).context["years"][0].here


def test_a_report_sent_after_the_request_was_closed_comes_too_late(client):
    made, _by, _host, _after = reported()
    made = fresh(made)
    made.state, made.ended_at = "closed", NOW
    made.save()

    page = f"/trainings/requests/{made.reference}/report/send/"
    late = signed_in(client, secretariat(dt.datetime.now(dt.UTC))).post(page, follow=True)

    assert "Somebody was quicker" in late.text


# What trainers say
