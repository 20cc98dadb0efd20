"""Results of trainings, one and several, and what trainers say of them."""

import datetime as dt
from fractions import Fraction

import pytest
from time_machine import travel

from accounts.access import standing
from accounts.steps import NotNowError
from events import results
from events.feedback import Item, Phase
from events.models import FeedbackForm
from tests.factories.accounts import UserFactory
from tests.factories.feedback import FeedbackAnswerFactory
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    delivered,
    scheduled,
    secretariat,
    speaks_for,
)
from tests.trainings.afterwards import ASKS, WAY, asked_at_the_end, followed_up, reported
from trainings import evaluation, services
from trainings.models import FollowUp, TrainerReport
from trainings.rules.evaluation import summed

pytestmark = pytest.mark.django_db


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


def test_what_a_course_asks_is_one_question_in_all_languages():
    asked = (
        Item("content", "scale", "The content", low="poor", high="excellent"),
        Item("way", "choice", "Which way?", options=("Here", "Online")),
    )
    in_portuguese = (
        Item("content", "scale", "O conteúdo", low="fraco", high="excelente"),
        Item("way", "choice", "Como?", options=("Aqui", "Em linha", "Misto")),
    )

    def said(items, way):
        answers = [{"content": way + 1, "way": way}] * 5
        return results.results(items, anonymous=answers, named=(), shuffle=lambda _texts: None)

    found = summed([said(in_portuguese, 2), said(asked, 1), judged(*[{"content": 4, "way": 0}] * 5)],
                   asked=asked)  # fmt: skip

    assert [(one.item.text, one.number) for one in found] == [
        ("The content", 15), ("Como?", 5), ("Which way?", 10), ("Anything else?", 0),
    ]  # fmt: skip
    assert found[0].mean == Fraction(3)


def test_the_ends_of_a_scale_have_their_words():
    worded = Item("content", "scale", "The content", low="poor", high="excellent")
    answers = [{"content": 5}] * 5
    found = results.results((worded, WAY), anonymous=answers, named=(), shuffle=lambda _t: None)

    scale, way = evaluation.Level(Phase.OVER, 5, 5, found).lines

    assert [one.label for one in scale.counts] == ["1 poor", "2", "3", "4", "5 excellent"]
    assert [one.label for one in way.counts] == ["Yes", "No"]


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
    assert over.lines[0].mean == "2.0"
    assert [(one.number, one.title) for one in few.left_out] == [(4, delivery.event.title)]
    assert (open_.left_out, over.left_out) == ((), ())
    FeedbackAnswerFactory(form=form, answers={"content": 4})
    end, months_after = evaluation.together(delivery.course, [delivery], at=later.closes_at)
    assert (end.results[0].number, months_after.results[0].number) == (5, 5)
    assert end.is_over


def test_while_people_answer_at_the_end_nothing_is_shown_of_it():
    made, _by, _host, after = delivered()
    form = asked_at_the_end(made.held.event, answers=6, at=after)
    FeedbackForm.objects.filter(pk=form.pk).update(closed_at=None)

    level = evaluation.level_one(made.held, at=after)

    assert (level.phase, level.results) == (Phase.OPEN, ())


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
    assert "Answers without a name are shown where at least 5 people" in " ".join(text.split())
    assert (len(year["deliveries"]), year["came"], len(none["deliveries"])) == (1, 3, 1)
    assert [tab.here for tab in year["years"]] == [False, True]


def test_the_results_say_how_many_answers_are_not_shown(client):
    made, _by, _host, after = delivered()
    asked_at_the_end(made.held.event, answers=4, at=after, people=4)

    with travel(after + dt.timedelta(days=1)):
        client.force_login(secretariat(after).user)
        text = client.get(f"/trainings/{made.held.course.slug}/results/").text

    assert (
        f"4 answers without a name to “{made.held.event.title}” are not shown:"
        " fewer than 5 people gave one."
    ) in " ".join(text.split())


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


def test_without_a_follow_up_nothing_is_said_of_later():
    made, *_rest = delivered()
    FollowUp.objects.all().delete()

    assert evaluation.level_three(made.held, at=NOW) is None
