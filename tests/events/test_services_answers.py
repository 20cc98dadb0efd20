import datetime as dt
from dataclasses import replace

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction

from accounts.access import standing
from accounts.enums import Role
from events.models import Answer
from events.questions import Condition, Option, Question
from events.services import answers
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.questions import WORKSHOP, AnswerFactory, QuestionSetFactory, asks
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)

AGREED = Question("agreed", "consent", "I agree", retention="sensitive")
DIET = Question(
    "diet",
    "text",
    "Your diet?",
    shown_if=Condition("agreed", "yes"),
    retention="sensitive",
)
TRAIN = Question("train", "yes_no", "By train?", required=True)
HOTEL = Question("hotel", "text", "Hotel?", shown_if=Condition("mode", "in_person"))
FLIGHT = Question("flight", "text", "Flight?", stage="confirmed", required=True)


def registered(*questions, **fields):
    event = EventFactory()
    if questions:
        asks(event, *questions)
    return RegistrationFactory(event=event, **fields)


def keep(registration, at=AT, **said):
    answers.keep(registration, answers=said, at=at)


def kept(registration):
    return dict(registration.answers.values_list("key", "value"))


def test_what_is_not_asked_is_not_kept():
    registration = registered()

    keep(registration, diet="vegan")

    assert Answer.objects.count() == 0


def test_an_answer_is_kept_with_the_set_in_which_it_was_asked():
    registration = registered(AGREED, DIET, TRAIN)

    keep(registration, agreed=True, diet="vegan", train=False)

    [agreed, diet, train] = registration.answers.order_by("pk")
    assert [(row.key, row.value, row.retention) for row in (agreed, diet, train)] == [
        ("agreed", True, "sensitive"),
        ("diet", "vegan", "sensitive"),
        ("train", False, "ordinary"),
    ]
    assert (diet.question_set, diet.answered_at) == (registration.event.question_set, AT)
    assert diet.question == DIET
    assert (str(diet), str(diet.question_set)) == ("diet", "1")


def test_nothing_sensitive_is_kept_without_the_consent_and_all_goes_with_it():
    registration = registered(AGREED, DIET)

    keep(registration, diet="vegan")
    assert kept(registration) == {}

    keep(registration, agreed=True, diet="vegan")
    keep(registration, agreed=None)
    assert kept(registration) == {}


def test_a_part_of_the_answers_leaves_the_rest():
    registration = registered(TRAIN, HOTEL)
    keep(registration, train=True, hotel="Ibis")

    keep(registration, at=LATER, hotel="Astoria")

    assert kept(registration) == {"train": True, "hotel": "Astoria"}
    assert registration.answers.get(key="train").answered_at == AT
    assert registration.answers.get(key="hotel").answered_at == LATER


def test_an_answer_is_taken_back():
    registration = registered(HOTEL)
    keep(registration, hotel="Ibis")

    keep(registration, hotel=None)

    assert kept(registration) == {}


def test_who_takes_part_another_way_is_asked_no_more_and_the_answer_goes():
    registration = registered(HOTEL)
    keep(registration, hotel="Ibis")

    registration.attending = "online"
    keep(registration)

    assert kept(registration) == {}


def test_a_changed_question_never_changes_an_old_answer():
    registration = registered(WORKSHOP, HOTEL, TRAIN)
    keep(registration, workshop="clubs", hotel="Ibis", train=True)
    other_words = Question(
        "workshop", "choice", "In which group do you work?", options=(Option("schools", "Youth"),)
    )
    only_online = Question("hotel", "text", "Hotel?", shown_if=Condition("mode", "online"))
    asks(registration.event, other_words, only_online, number=2)

    keep(registration, at=LATER)

    assert answers.own(registration) == [
        ("Which workshop?", "Sports clubs"),
        ("Hotel?", "Ibis"),
        ("By train?", "Yes"),
    ]


def test_an_answer_given_anew_is_kept_no_less_strictly_than_before():
    registration = registered(AGREED, DIET)
    keep(registration, agreed=True, diet="vegan")
    asks(registration.event, AGREED, replace(DIET, retention="ordinary"), number=2)

    keep(registration, diet="halal")

    answer = registration.answers.get(key="diet")
    assert (answer.value, answer.retention) == ("halal", "sensitive")


def test_what_is_confirmed_in_new_words_is_read_in_these():
    registration = registered(TRAIN)
    keep(registration, train=True)
    asks(registration.event, Question("train", "yes_no", "Do you come by train?"), number=2)

    keep(registration, at=LATER, train=True)

    assert answers.own(registration) == [("Do you come by train?", "Yes")]
    assert registration.answers.get().answered_at == LATER


def test_what_is_no_longer_offered_stays_in_its_own_words_when_the_form_is_sent_again():
    registration = registered(WORKSHOP)
    keep(registration, workshop="clubs")
    fewer = Question("workshop", "choice", "Which?", options=(Option("schools", "Schools"),))
    asks(registration.event, fewer, number=2)

    keep(registration, at=LATER, workshop="clubs")

    assert answers.own(registration) == [("Which workshop?", "Sports clubs")]
    assert registration.answers.get().answered_at == AT


def test_a_consent_taken_back_takes_along_what_was_struck_since():
    registration = registered(AGREED, DIET)
    keep(registration, agreed=True, diet="vegan")
    asks(registration.event, AGREED, number=2)
    keep(registration)
    assert kept(registration) == {"agreed": True, "diet": "vegan"}

    keep(registration, agreed=None)

    assert kept(registration) == {}


def test_consents_for_list_and_photographs_stand_on_the_registration():
    registration = registered(
        Question("photo_consent", "consent", "Photographs"),
        Question("list_consent", "consent", "The list"),
    )

    keep(registration, photo_consent=True)
    registration.refresh_from_db()
    assert (registration.photo_consent, registration.list_consent) == (True, False)

    keep(registration, photo_consent=None, list_consent=True)
    registration.refresh_from_db()
    assert (registration.photo_consent, registration.list_consent) == (False, True)


def test_what_lacks_an_answer_is_counted_by_stage():
    registration = registered(TRAIN, FLIGHT)
    keep(registration)
    registration.refresh_from_db()
    assert (registration.unanswered, registration.unanswered_later) == (1, 1)
    lacking = type(registration).objects.missing_answers()
    assert list(lacking) == [registration]

    keep(registration, train=True)
    assert list(lacking.all()) == [registration]
    type(registration).objects.update(state="waiting")
    assert list(lacking.all()) == []

    keep(registration, flight="LX 1")
    registration.refresh_from_db()
    assert (registration.unanswered, registration.unanswered_later) == (0, 0)


def test_a_form_without_changes_writes_nothing():
    registration = registered(TRAIN, HOTEL)
    keep(registration, train=True)

    assert counted(lambda: keep(registration, train=True)) == 2


def test_ten_answers_take_as_many_statements_as_one():
    few = registered(TRAIN)
    many = registered(*(Question(f"q{n}", "text", f"Q{n}?") for n in range(10)))
    for registration in (few, many):
        assert registration.event.question_set

    one = counted(lambda: keep(few, train=True))
    ten = counted(lambda: keep(many, **{f"q{n}": "x" for n in range(10)}))

    assert one == ten


def test_places_of_options_are_counted():
    event = EventFactory()
    asks(event, WORKSHOP, TRAIN)
    held = [
        RegistrationFactory(
            event=event, state=state, offered_until=LATER if state == "offered" else None
        )
        for state in ("confirmed", "offered", "waiting", "withdrawn")
    ]
    for one in held:
        keep(one, workshop="clubs", train=True)
    plain = RegistrationFactory(event=event)
    keep(plain, workshop="schools")

    clubs = ("workshop", "clubs")
    assert answers.held_choices(event) == {clubs: 2}
    assert answers.waiting_choices(event) == {held[2].pk: {clubs}}
    assert answers.chosen(held[0]) == {clubs}
    assert answers.chosen(plain) == frozenset()
    assert answers.choices_of(event, {"workshop": "clubs"}) == {clubs}
    assert answers.choice_names(event) == {clubs: "Which workshop?: Sports clubs"}


def test_without_places_nothing_is_looked_up():
    registration = registered(TRAIN)
    event = registration.event
    assert event.question_set

    assert counted(lambda: answers.held_choices(event)) == 0
    assert counted(lambda: answers.waiting_choices(event)) == 0
    assert counted(lambda: answers.chosen(registration)) == 0


def officer(*, may_read):
    user = MandateFactory(role=Role.SECRETARIAT).user
    if may_read:
        user.user_permissions.add(Permission.objects.get(codename="view_sensitive_answers"))
    return standing(user, AT)


def test_sensitive_answers_are_for_who_holds_the_right():
    registration = registered(AGREED, DIET, TRAIN)
    keep(registration, agreed=True, diet="vegan", train=True)

    assert answers.said(registration, standing=officer(may_read=False)) == [("By train?", "Yes")]
    assert answers.said(registration, standing=standing(None, AT)) == [("By train?", "Yes")]
    assert answers.said(registration, standing=officer(may_read=True)) == [
        ("I agree", "Yes"),
        ("Your diet?", "vegan"),
        ("By train?", "Yes"),
    ]


@pytest.mark.parametrize(
    ("may_read", "sensitive", "columns"),
    [
        (False, False, ["workshop", "train", "old"]),
        (False, True, ["workshop", "train", "old"]),
        (True, False, ["workshop", "train", "old"]),
        (True, True, ["workshop", "agreed", "diet", "train", "old"]),
    ],
)
def test_the_table_of_an_export(may_read, sensitive, columns):
    event = EventFactory()
    asks(event, Question("old", "text", "Old?"), Question("unread", "text", "Nobody said?"))
    first, second = RegistrationFactory.create_batch(2, event=event)
    keep(first, old="yes")
    asks(event, WORKSHOP, AGREED, DIET, TRAIN, number=2)
    keep(first, workshop="clubs", agreed=True, diet="CANARY")
    by = officer(may_read=may_read)
    assert answers.may_read_sensitive(by) == may_read

    found = answers.table(event, standing=by, sensitive=sensitive)

    assert [key for key, _label in found.columns] == columns
    row = dict(zip(columns, found.row(first), strict=True))
    assert (row["workshop"], row["train"], row["old"]) == ("Sports clubs", "", "yes")
    assert row.get("diet", "") == ("CANARY" if "diet" in columns else "")
    assert found.row(second) == [""] * len(columns)
    assert counted(lambda: answers.table(event, standing=by)) <= 2


def test_how_many_answered_each_question():
    answer = AnswerFactory()
    AnswerFactory(
        registration=RegistrationFactory(event=answer.registration.event),
        question_set=answer.question_set,
    )

    assert answers.count_by_question(answer.registration.event) == {"workshop": 2}


def test_the_database_refuses_a_second_answer_and_a_second_set_of_a_number():
    answer = AnswerFactory()
    for again, name in [
        (
            lambda: AnswerFactory(
                registration=answer.registration, question_set=answer.question_set
            ),
            "answer_one_to_a_question|events_answer.registration_id",
        ),
        (
            lambda: AnswerFactory(
                registration=answer.registration,
                question_set=answer.question_set,
                key="other",
                retention="for ever",
            ),
            "answer_is_kept_by_a_known_rule",
        ),
        (
            lambda: QuestionSetFactory(event=answer.registration.event),
            "question_set_one_of_each_number|events_questionset.event_id",
        ),
        (
            lambda: QuestionSetFactory(event=answer.registration.event, number=0),
            "question_set_numbers_begin_at_1",
        ),
    ]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            again()
