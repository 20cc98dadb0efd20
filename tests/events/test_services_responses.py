"""Answers to what an event asked: kept once, while it is open, erased, owed, and at once."""

from contextlib import suppress

import pytest
from django.db import transaction

from accounts.steps import NotNowError
from events import respondents
from events.enums import Anonymity
from events.models import FeedbackAnswer, FeedbackAsked, Registration
from events.services.erasure import forget
from events.services.responses import AnsweredAlreadyError, answer_feedback
from mail.links import digest
from tests.events.answering import AT, DAY, SAID
from tests.events.at_once import all_at_once
from tests.factories.events import RegistrationFactory
from tests.factories.feedback import CLOSES, FeedbackAskedFactory, FeedbackFormFactory

pytestmark = pytest.mark.django_db


# Answering


def test_an_anonymous_answer_leads_nowhere_and_the_person_has_answered():
    form = FeedbackFormFactory(is_open=True)
    who = FeedbackAskedFactory(form=form)

    answer_feedback(who, SAID, is_named=False, at=AT)

    who.refresh_from_db()
    row = FeedbackAnswer.objects.get()
    assert (row.answers, row.registration, who.has_answered) == (SAID, None, True)


def test_a_name_is_kept_only_where_the_form_lets_it_be_given():
    always = FeedbackAskedFactory()
    choice = FeedbackAskedFactory(form__anonymity=Anonymity.CHOICE)
    silent = FeedbackAskedFactory(form=choice.form)

    answer_feedback(always, SAID, is_named=True, at=AT)
    answer_feedback(choice, SAID, is_named=True, at=AT)
    answer_feedback(silent, SAID, is_named=False, at=AT)

    assert FeedbackAnswer.objects.get(form=always.form).registration is None
    assert (
        list(
            choice.form.answers.order_by("registration").values_list("registration", flat=True)
        ).count(None)
        == 1
    )
    assert choice.form.answers.get(registration__isnull=False).registration == choice.registration


def test_one_person_answers_once():
    who = FeedbackAskedFactory()
    answer_feedback(who, SAID, is_named=False, at=AT)

    with pytest.raises(AnsweredAlreadyError):
        answer_feedback(who, {"content": 1}, is_named=False, at=AT)

    assert [row.answers for row in FeedbackAnswer.objects.all()] == [SAID]


@pytest.mark.parametrize("at", [CLOSES, CLOSES + DAY])
def test_nobody_answers_what_has_closed(at):
    who = FeedbackAskedFactory()

    with pytest.raises(NotNowError):
        answer_feedback(who, SAID, is_named=False, at=at)

    who.refresh_from_db()
    assert (who.has_answered, FeedbackAnswer.objects.count()) == (False, 0)


def test_what_answers_nothing_that_is_asked_is_not_kept():
    who = FeedbackAskedFactory()

    answer_feedback(who, SAID | {"way": 9, "shoe": "45"}, is_named=False, at=AT)

    assert FeedbackAnswer.objects.get().answers == {
        "content": 5, "liked": [0], "words": "Good.",
    }  # fmt: skip


# Erasing


def test_erasing_a_person_takes_named_answers_and_the_link_and_leaves_the_others():
    form = FeedbackFormFactory(is_open=True, anonymity=Anonymity.CHOICE)
    named, nameless, other = FeedbackAskedFactory.create_batch(3, form=form)
    answer_feedback(named, SAID, is_named=True, at=AT)
    answer_feedback(other, SAID, is_named=True, at=AT)
    answer_feedback(nameless, SAID, is_named=False, at=AT)
    rows = Registration.objects.filter(pk__in=[named.registration_id, nameless.registration_id])

    forget(rows, by=None, at=AT)

    assert set(FeedbackAnswer.objects.values_list("registration", flat=True)) == {
        None, other.registration_id,
    }  # fmt: skip
    token = digest(respondents.token_of(named.registration))
    assert not FeedbackAsked.objects.filter(link_hash=token).exists()
    assert FeedbackAsked.objects.filter(has_answered=True).count() == 3


def test_who_was_erased_since_the_page_was_opened_answers_no_more():
    form = FeedbackFormFactory(is_open=True, anonymity=Anonymity.CHOICE)
    opened = FeedbackAskedFactory(form=form)
    forget(Registration.objects.filter(pk=opened.registration_id), by=None, at=AT)

    with pytest.raises(NotNowError):
        answer_feedback(opened, SAID, is_named=True, at=AT)

    assert not FeedbackAnswer.objects.exists()


# What is owed


def test_an_answer_is_owed_by_who_was_asked_and_is_silent_while_it_is_open():
    who = FeedbackAskedFactory()
    stranger = RegistrationFactory(event=who.form.event)

    assert respondents.is_owed(who.registration, at=AT)
    assert not respondents.is_owed(stranger, at=AT)
    assert not respondents.is_owed(who.registration, at=CLOSES)
    answer_feedback(who, SAID, is_named=False, at=AT)
    assert not respondents.is_owed(who.registration, at=AT)


# At once


@pytest.mark.django_db(transaction=True)
def test_two_presses_of_one_person_at_once_are_one_answer():
    who = FeedbackAskedFactory()

    def press():
        try:
            answer_feedback(who, SAID, is_named=False, at=AT)
        except AnsweredAlreadyError:
            return "again"
        return "once"

    assert sorted(all_at_once([press] * 4)) == ["again", "again", "again", "once"]
    assert FeedbackAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_answers_of_several_people_at_once_are_all_kept():
    people = FeedbackAskedFactory.create_batch(6, form=FeedbackFormFactory(is_open=True))

    def press(who, number):
        answer_feedback(who, {"content": number}, is_named=False, at=AT)

    all_at_once(
        [lambda who=who, number=number: press(who, number % 5 + 1)
         for number, who in enumerate(people)]
    )  # fmt: skip

    said = sorted(row.answers["content"] for row in FeedbackAnswer.objects.all())
    assert said == [1, 1, 2, 3, 4, 5]
    assert FeedbackAsked.objects.filter(has_answered=True).count() == 6


@pytest.mark.django_db(transaction=True)
def test_who_is_erased_while_answering_leaves_no_named_answer():
    form = FeedbackFormFactory(is_open=True, anonymity=Anonymity.CHOICE)
    people = FeedbackAskedFactory.create_batch(4, form=form)

    def press(who):
        with suppress(NotNowError):
            answer_feedback(who, SAID, is_named=True, at=AT)

    @transaction.atomic
    def erase(who):
        forget(Registration.objects.filter(pk=who.registration_id), by=None, at=AT)

    all_at_once([lambda who=who, deed=deed: deed(who) for who in people for deed in (press, erase)])

    assert not FeedbackAnswer.objects.exists()
