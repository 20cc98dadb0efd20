"""Results of trainings, one and several, and the report to the host, as page and as paper."""

import datetime as dt
import io
from fractions import Fraction

import pytest
from pypdf import PdfReader
from time_machine import travel

from accounts.access import standing
from accounts.steps import NotNowError
from events import results
from events.feedback import Item, Phase, written
from events.models import FeedbackForm
from mail.models import Letter
from tests.factories.accounts import UserFactory
from tests.factories.events import AttendanceFactory, RegistrationFactory
from tests.factories.feedback import FeedbackAnswerFactory, FeedbackAskedFactory
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    delivered,
    fresh,
    scheduled,
    secretariat,
    speaks_for,
)
from trainings import evaluation, report, services
from trainings.models import FollowUp, FollowUpAnswer, TrainerReport
from trainings.rules.evaluation import summed

pytestmark = pytest.mark.django_db

SCALE = Item("content", "scale", "The content", required=True)
WAY = Item("way", "choice", "Online?", options=("Yes", "No"))
WORDS = Item("words", "text", "Anything else?")
ASKS = (SCALE, WAY, WORDS)


def judged(*answers):
    return results.results(ASKS, anonymous=answers, named=(), shuffle=lambda _texts: None)


def test_forms_are_added_up_question_by_question_and_hidden_ones_count_nowhere():
    five = [{"content": 5, "way": 0, "words": "Good."}] * 5
    others = [{"content": 2, "way": 1}] * 10
    hidden = [{"content": 1, "words": "I alone."}] * 4

    scale, way, words = summed([judged(*five), judged(*others), judged(*hidden)])

    assert (scale.number, scale.mean, scale.hidden) == (15, Fraction(3), True)
    assert [count.number for count in scale.counts] == [0, 10, 0, 0, 5]
    assert [count.number for count in way.counts] == [5, 10]
    assert (words.number, words.texts) == (5, ("Good.",) * 5)
    (nothing, *_rest) = summed([judged(*hidden)])
    assert (nothing.number, nothing.mean) == (0, None)


def asked_at_the_end(event, *, answers, at, people=0):
    """A form of feedback that is closed, with so many answers without a name."""
    form, _made = FeedbackForm.objects.update_or_create(
        event=event,
        defaults={
            "questions": written(ASKS),
            "opened_at": at,
            "closes_at": at + dt.timedelta(days=7),
            "closed_at": at,
        },
    )
    FeedbackAnswerFactory.create_batch(
        answers, form=form, answers={"content": 4, "words": "Very useful."}
    )
    for _number in range(people):
        FeedbackAskedFactory(
            form=form, registration=RegistrationFactory(event=event), has_answered=True
        )
    return form


def followed_up(delivery, *, answers, at):
    """A follow-up that is over, with so many answers."""
    found = FollowUp.objects.get(delivery=delivery)
    found.questions, found.opened_at = written(ASKS), at
    found.closes_at = at + dt.timedelta(days=21)
    found.save()
    FollowUpAnswer.objects.bulk_create(
        FollowUpAnswer(follow_up=found, answers={"content": 2}) for _number in range(answers)
    )
    return found


def test_below_five_nothing_is_shown_and_while_it_is_open_nothing_either():
    made, _by, _host, after = delivered()
    delivery = made.held
    assert evaluation.level_one(delivery, at=after) is None
    assert evaluation.level_three(delivery, at=after) is None
    form = asked_at_the_end(delivery.event, answers=4, at=after, people=2)
    later = followed_up(delivery, answers=5, at=after)

    few = evaluation.level_one(delivery, at=after)
    open_ = evaluation.level_three(delivery, at=after)
    over = evaluation.level_three(delivery, at=later.closes_at)

    assert (few.asked, few.answered, few.share, few.hides) == (2, 2, 100, True)
    assert [result.number for result in few.results] == [0, 0, 0]
    assert (open_.phase, open_.results, open_.share) == (Phase.OPEN, (), 0)
    assert over.lines[0][1] == "2.0"
    FeedbackAnswerFactory(form=form, answers={"content": 4})
    end, months_after = evaluation.together([delivery], at=later.closes_at)
    assert (end.results[0].number, months_after.results[0].number) == (5, 5)
    assert end.is_over


def test_while_people_answer_at_the_end_nothing_is_shown_of_it():
    made, _by, _host, after = delivered()
    form = asked_at_the_end(made.held.event, answers=6, at=after)
    FeedbackForm.objects.filter(pk=form.pk).update(closed_at=None)

    level = evaluation.level_one(made.held, at=after)

    assert (level.phase, level.results) == (Phase.OPEN, ())


def signed_in(client, by):
    client.force_login(by.user)
    return client


def reported(**more):
    """A held training with its people, answers and a trainer's words; who is who."""
    made, by, host, after = delivered(**more)
    event = made.held.event
    for number in range(3):
        one = RegistrationFactory(event=event, category="police" if number else "policymaker")
        AttendanceFactory(registration=one, session=event.sessions.first())
    asked_at_the_end(event, answers=5, at=after)
    own = made.assignments.order_by("pk").first()
    trainer = standing(UserFactory(email=own.trainer.email), after)
    said = {"group": 5, "material": 4, "host": 5, "level": 1, "host_words": "A bigger room."}
    services.report_as_trainer(own, said, by=trainer, at=after)
    return made, by, host, after


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


def test_a_report_sent_after_the_request_was_closed_comes_too_late(client):
    made, _by, _host, _after = reported()
    made = fresh(made)
    made.state, made.ended_at = "closed", NOW
    made.save()

    page = f"/trainings/requests/{made.reference}/report/send/"
    late = signed_in(client, secretariat(dt.datetime.now(dt.UTC))).post(page, follow=True)

    assert "Somebody was quicker" in late.text


# What trainers say


def test_a_trainer_says_once_how_it_went():
    made, by, _host, after = delivered()
    own, other = made.assignments.order_by("pk")
    trainer = standing(UserFactory(email=own.trainer.email), after)

    services.report_as_trainer(own, {"group": 5, "level": 0, "course": "More time."},
                               by=trainer, at=after)  # fmt: skip
    with pytest.raises(services.AnsweredAlreadyError):
        services.report_as_trainer(own, {}, by=trainer, at=after)
    with pytest.raises(services.NotYoursError):
        services.report_as_trainer(other, {}, by=trainer, at=after)
    with pytest.raises(services.NotYoursError):
        services.report_as_trainer(other, {}, by=by, at=after)

    (said,) = evaluation.of_trainers(made.held)
    assert said.lines == (
        ("How the group took part", "5 / 5"),
        ("What the group knew before", "Less than the course expects"),
        ("What should be changed in the course or its material?", "More time."),
    )
    assert said.to_the_host == ""


def test_nobody_says_how_it_went_before_it_was():
    made, _by, _host, _option = scheduled()
    own = made.assignments.order_by("pk").first()

    with pytest.raises(NotNowError):
        services.report_as_trainer(
            own, {}, by=standing(UserFactory(email=own.trainer.email), NOW), at=NOW
        )


def test_the_trainers_page_asks_and_thanks(client):
    made, _by, _host, _after = delivered()
    own = made.assignments.order_by("pk").first()
    page = f"{own.get_absolute_url()}report/"
    client.force_login(UserFactory(email=own.trainer.email))

    assert "How the group took part" in client.get(page).text
    assert client.post(page, {}).status_code == 422
    sent = {"q_group": "5", "q_material": "4", "q_host": "5", "q_level": "1"}
    assert "Thank you" in client.post(page, sent, follow=True).text
    assert "You have answered already." in client.post(page, sent, follow=True).text
    assert TrainerReport.objects.get().answers["group"] == 5
    client.force_login(UserFactory())
    assert client.get(page).status_code == 404


# Of a course, over the years


def test_the_results_of_a_course_are_added_up_and_parted_by_year(client):
    made, _by, _host, after = reported()
    delivery = made.held
    followed_up(delivery, answers=5, at=after)
    FollowUp.objects.update(closes_at=after + dt.timedelta(seconds=1))
    page = f"/trainings/{delivery.course.slug}/results/"

    with travel(after + dt.timedelta(days=1)):
        client.force_login(secretariat(after).user)
        text = client.get(page).text
        year = client.get(f"{page}?year={delivery.event.first_date.year}").context
        none = client.get(f"{page}?year=1999").context

    assert ("Very useful." in text, "4.0 of" in " ".join(text.split())) == (True, True)
    assert (len(year["deliveries"]), year["came"], len(none["deliveries"])) == (1, 3, 1)
    assert [tab.here for tab in year["years"]] == [False, True]


def test_a_course_that_was_never_taught_and_one_taught_no_longer_have_a_page(client):
    now = dt.datetime.now(dt.UTC)
    course = CourseFactory(archived_at=now)
    page = f"/trainings/{course.slug}/results/"
    client.force_login(secretariat(now).user)

    text = client.get(page).text
    assert "It has not been taught yet." in text
    assert text.count("Nobody has been asked yet.") == 2
    client.force_login(speaks_for("PT", now).user)
    assert client.get(page).status_code == 404
