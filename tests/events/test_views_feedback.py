"""The feedback of an event as its organisers see it: how far it is, and what came of it."""

import csv
import datetime as dt
import io
import re

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from events.enums import Anonymity, State
from events.feedback import usual, written
from events.models import FeedbackForm
from journal.models import Entry
from tests.events.organisers import presidency, queries, representative, secretariat
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import AttendanceFactory, EventFactory, RegistrationFactory
from tests.factories.feedback import (
    FeedbackAnswerFactory,
    FeedbackAskedFactory,
    FeedbackFormFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def event():
    return EventFactory(
        slug="2026-01-01-a", title="Seminar", host=MemberStateFactory(code="IE"), state=State.HELD
    )


def url(event, rest=""):
    return f"/events/{event.slug}/feedback/{rest}"


def text(response):
    plain = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", response.content.decode())
    return " ".join(plain.split())


def running(event, now, **facts):
    return FeedbackFormFactory(
        event=event, opened_at=now - 2 * DAY, closes_at=now + 5 * DAY, **facts
    )


@pytest.fixture
def now():
    return timezone.now()


def closed(event, now, answers=(), named=(), **facts):
    """Return a closed form with these answers, and these under the names of people."""
    form = FeedbackFormFactory(
        event=event, opened_at=now - 9 * DAY, closes_at=now + DAY, closed_at=now - DAY, **facts
    )
    for said in answers:
        FeedbackAnswerFactory(form=form, answers=said)
    for name, said in named:
        person = RegistrationFactory(event=event, name=name)
        FeedbackAnswerFactory(form=form, answers=said, registration=person)
    return form


FULL = {"content": 4, "way": 0, "liked": [0, 1], "words": "Good <b>talks</b>."}


def test_results_say_how_many_of_those_asked_have_answered(event, now):
    form = closed(event, now)
    FeedbackAskedFactory.create_batch(17, form=form, has_answered=True)
    FeedbackAskedFactory.create_batch(7, form=form)

    page = secretariat().get(url(event))

    assert "17 of 24 answered: 71 %." in text(page)
    assert "data-print" in page.text


def test_where_nobody_was_asked_no_share_is_said(event, now):
    closed(event, now)

    assert "of 0 answered" not in text(secretariat().get(url(event)))


def test_who_adds_a_question_is_told_who_will_not_see_it(event, now):
    form = running(event, now)
    said = "have answered already and will not see what you add."
    client = secretariat()

    before = text(client.get(url(event)))
    FeedbackAskedFactory.create_batch(2, form=form, has_answered=True)
    FeedbackAskedFactory(form=form)

    assert said not in before
    assert f"2 people {said}" in text(client.get(url(event)))


def test_an_event_without_a_form_offers_to_begin_one(event):
    other = FeedbackFormFactory(event=EventFactory(title="Congress", slug="2026-01-02-c"))
    FeedbackFormFactory(questions=[])
    client = secretariat()

    page = client.get(url(event))

    assert "Begin with the usual questions" in text(page)
    assert "Congress (2026-01-02-c)" in text(page)
    assert page.content.decode().count(str(other.key)) == 1


def test_without_another_form_none_is_offered(event):
    assert "Ask the same as at" not in text(secretariat().get(url(event)))


def test_the_presidency_sees_that_there_is_nothing_yet_and_begins_nothing(event):
    client = presidency("IE")

    page = text(client.get(url(event)))

    assert "The Secretariat has not prepared anything yet." in page
    assert "Begin with" not in page
    assert client.post(url(event, "begin/")).status_code == 404
    assert not FeedbackForm.objects.exists()


def test_who_runs_no_event_finds_nothing(event):
    assert representative().get(url(event)).status_code == 404


def test_a_draft_shows_what_it_asks_and_can_be_changed(event):
    FeedbackFormFactory(event=event)

    page = text(secretariat().get(url(event)))

    assert "Draft" in page
    assert "The content From 1 to 5 · 1: poor, 5: excellent" in page
    assert "Better online? One of several · Yes, No, Never" in page
    assert "Change : The content" in page
    assert "Ask people" in page


def test_a_draft_that_asks_nothing_says_so(event):
    FeedbackFormFactory(event=event, questions=[])

    assert "Nothing is asked" in text(secretariat().get(url(event)))


def test_a_draft_offers_the_questions_of_another_event(event):
    FeedbackFormFactory(event=event)
    FeedbackFormFactory(event__title="Congress")

    assert "The questions of another event" in text(secretariat().get(url(event)))


def test_the_presidency_sees_a_draft_and_changes_nothing(event):
    FeedbackFormFactory(event=event)

    page = text(presidency("IE").get(url(event)))

    assert "The content" in page
    assert "Change : The content" not in page
    assert "Ask people" not in page


def test_a_form_that_waits_says_until_when(event):
    FeedbackFormFactory(event=event, opens_at_end=True, days=1)

    page = text(secretariat().get(url(event)))

    assert "Opens by itself" in page
    assert "People are asked once the event is over:" in page
    assert "They can answer for 1 day." in page
    assert "Take it back" in page


def test_within_five_minutes_it_can_be_taken_back(event, now):
    FeedbackFormFactory(event=event, opened_at=now, closes_at=now + DAY)

    page = text(secretariat().get(url(event)))

    assert "The letters leave:" in page
    assert "Take it back" in page


def test_an_open_form_says_how_many_have_answered_and_shows_nothing_of_it(event, now):
    form = running(event, now)
    AttendanceFactory(registration__event=event)
    FeedbackAskedFactory.create_batch(6, form=form, has_answered=True)
    FeedbackAskedFactory(form=form)
    for _number in range(6):
        FeedbackAnswerFactory(form=form, answers=FULL | {"words": "Secret."})

    page = text(secretariat().get(url(event)))

    assert "Asked 7 Answered 6" in page
    assert "All who were asked are reminded once:" in page
    assert "What people say is shown once it is closed" in page
    assert "Secret." not in page
    assert "Attendance was not taken" not in page
    assert "Somebody has answered: questions can be added at the end" in page


def test_an_open_form_says_that_attendance_was_not_taken(event, now):
    running(event, now)
    RegistrationFactory(event=event)

    office, team = text(secretariat().get(url(event))), text(presidency("IE").get(url(event)))

    assert "Attendance was not taken" in office
    assert "ask all who had a place" in office
    assert "Attendance was not taken" in team
    assert "ask all who had a place" not in team


def test_a_form_that_asks_all_does_not_need_attendance(event, now):
    running(event, now, whom="confirmed")

    assert "Attendance was not taken" not in text(secretariat().get(url(event)))


def test_a_reminder_that_has_left_is_not_announced(event, now):
    FeedbackFormFactory(event=event, opened_at=now - 9 * DAY, closes_at=now + DAY)

    assert "are reminded once" not in text(secretariat().get(url(event)))


def test_what_people_said_is_shown_added_up_once_it_is_over(event, now):
    closed(event, now, [FULL] * 4 + [FULL | {"content": 1, "way": 1}])

    page = secretariat().get(url(event))

    said = text(page)
    assert "The content 3.4 of 5 5 answers 1 (poor) 1 2 0 3 0 4 4 5 (excellent) 0" in said
    assert "Better online? 5 answers Yes 4 No 1 Never 0" in said
    assert "What did you like? 5 answers Talks 5 Food 5" in said
    assert page.content.decode().count("Good &lt;b&gt;talks&lt;/b&gt;.") == 5
    assert 'aria-label="4: 4 of 5"' in page.content.decode()
    assert "fewer would give somebody away" not in said
    assert "Open it again" not in said


def test_the_presidency_that_hosts_sees_what_people_said(event, now):
    closed(event, now, [FULL] * 5)

    assert "The content 4.0 of 5" in text(presidency("IE").get(url(event)))


def test_of_four_answers_nothing_is_shown(event, now):
    form = closed(event, now, [FULL] * 4)
    client = secretariat()

    page = text(client.get(url(event)))

    assert page.count("Too few answers to show.") == 4
    assert "talks" not in page
    assert "of 5" not in page
    assert "fewer would give somebody away" in page
    assert "Open it again" in page
    assert "Open it again" not in text(presidency("IE").get(url(event)))
    assert form.answers.count() == 4


def test_a_form_that_ran_out_is_over_without_anybody_closing_it(event, now):
    FeedbackFormFactory(event=event, opened_at=now - 2 * DAY, closes_at=now - DAY)

    assert "Too few answers to show." in text(secretariat().get(url(event)))


def test_answers_with_names_are_shown_with_them(event, now):
    form = closed(
        event, now, [FULL] * 2, [("Berta", {"content": 2, "liked": [1]})],
        anonymity=Anonymity.CHOICE,
    )  # fmt: skip

    FeedbackAskedFactory.create_batch(3, form=form, has_answered=True)
    FeedbackAskedFactory(form=form)

    page = text(secretariat().get(url(event)))

    assert "Asked 4 Answered 3" in page
    assert "How many have answered is shown above; what they said without a name is not." in page
    assert "With their names Berta The content 2 What did you like? Food" in page
    assert "The content 2.0 of 5 1 answer · with names alone" in page
    assert "talks" not in page


@pytest.mark.parametrize("phase", ["draft", "open", "over"])
def test_the_page_asks_the_database_the_same_number_of_times_for_more(event, now, phase):
    def page_with(answers):
        FeedbackForm.objects.all().delete()
        if phase == "draft":
            FeedbackFormFactory(event=event, questions=written(usual()[:answers]))
        elif phase == "open":
            FeedbackAskedFactory.create_batch(answers, form=running(event, now))
        else:
            closed(event, now, [FULL] * answers, [(f"P{n}", FULL) for n in range(answers)])
        return queries(lambda: client.get(url(event)))

    client = secretariat()
    client.get(url(event))

    assert page_with(1) == page_with(3)


def test_the_form_is_shown_as_people_see_it(event):
    FeedbackFormFactory(event=event, intro="Hello\nthere", anonymity=Anonymity.CHOICE)

    page = presidency("IE").get(url(event, "preview/"))

    assert "Hello<br>there" in page.content.decode()
    assert "The organisers may see my name with these answers" in text(page)
    assert "inert" in page.content.decode()


def test_without_a_form_there_is_no_preview(event):
    assert secretariat().get(url(event, "preview/")).status_code == 404


# Files


def test_the_workbook_holds_figures_texts_and_named_answers_on_sheets_of_their_own(event, now):
    closed(
        event, now, [FULL | {"words": f"=Word {n}"} for n in range(5)],
        [("Berta", {"content": 2, "way": 2})],
    )  # fmt: skip

    response = secretariat().get(url(event, "results.xlsx"))

    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Figures", "Texts", "With names"]
    figures = list(book["Figures"].values)
    assert figures[:3] == [
        ("Question", "Answer", "Number", "Mean"),
        ("The content", "1 (poor)", 0, 3.7),
        ("The content", "2", 1, 3.7),
    ]
    assert ("Better online?", "Yes", 5, None) in figures
    assert sorted(book["Texts"].values)[:2] == [
        ("Anything else?", "=Word 0"), ("Anything else?", "=Word 1"),
    ]  # fmt: skip
    assert list(book["With names"].values)[1:] == [
        ("Berta", "The content", "2"), ("Berta", "Better online?", "Never"),
    ]  # fmt: skip
    entry = Entry.objects.get()
    assert (entry.deed, entry.facts["what"]) == ("events.list_taken", "feedback")


def test_the_lines_of_text_hold_figures_and_texts_and_no_line_of_a_person(event, now):
    closed(event, now, [FULL | {"words": f"Word {n}"} for n in range(5)])

    response = secretariat().get(url(event, "results.csv"))

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["Question", "Answer", "Number", "Mean"]
    assert ["Better online?", "Yes", "5", ""] in rows
    assert sorted(row[1] for row in rows if row[0] == "Anything else?") == [
        f"Word {n}" for n in range(5)
    ]
    assert all(len(row) == 4 for row in rows)


def test_a_file_of_four_answers_holds_nothing(event, now):
    closed(event, now, [FULL] * 4)

    response = secretariat().get(url(event, "results.csv"))

    assert response.content.decode("utf-8-sig").splitlines() == ["Question,Answer,Number,Mean"]


def test_looking_whether_there_is_a_file_is_not_taking_it(event, now):
    closed(event, now)

    assert secretariat().head(url(event, "results.csv")).status_code == 200
    assert not Entry.objects.exists()


def test_there_is_no_file_while_answers_come_in(event, now):
    running(event, now)

    assert secretariat().get(url(event, "results.xlsx")).status_code == 404
