import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from accounts.access import standing
from accounts.enums import Role
from accounts.versions import StaleError
from events import blocks, services
from events.enums import QuotaScope, RegistrationState, Stage, State
from events.models import Answer, QuestionSet, Quota
from events.questionnaire import Fault
from events.questions import Condition, Option, Question
from events.rules import NotNowError
from events.services import answers
from events.services import questions as asks
from journal.models import Entry
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)
TRAIN = Question("", "yes_no", "Do you come by train?")
SHOP = Question(
    "", "choice", "Workshop?", options=(Option("a", "Schools", 2), Option("b", "Clubs"))
)


@pytest.fixture
def event():
    return EventFactory(first_date=dt.date(2026, 12, 10))


@pytest.fixture
def by():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def add(event, question, by, *, once=None, number=None):
    event.refresh_from_db()
    return asks.add_question(
        event,
        question=question,
        number=event.asks if number is None else number,
        once=once or uuid.uuid4(),
        by=by,
        at=AT,
    )


def keys(made):
    return [question.key for question in made.schema]


def test_a_question_gets_a_key_of_its_words_and_each_change_a_set(event, by):
    first = add(event, TRAIN, by)
    second = add(event, TRAIN, by)

    event.refresh_from_db()
    assert (first.number, keys(first)) == (1, ["do_you_come_by_train"])
    assert (second.number, keys(second)) == (2, ["do_you_come_by_train", "do_you_come_by_train_2"])
    assert (event.asks, first.asks_first, second.asks_first) == (2, 1, 2)
    assert (second.created_by, second.created_at) == (by.user, AT)
    [entry, _before] = Entry.objects.filter(deed="events.questions_changed").order_by("-id")
    assert entry.facts == {"event": event.slug, "number": 2}


def test_a_replayed_form_has_one_effect(event, by):
    once = uuid.uuid4()

    made = add(event, TRAIN, by, once=once)
    again = add(event, TRAIN, by, once=once, number=0)

    assert (again.pk, QuestionSet.objects.count()) == (made.pk, 1)


def test_nothing_changed_makes_no_set(event, by):
    made = add(event, TRAIN, by)
    [question] = made.schema

    same = asks.change_question(event, question=question, number=1, by=by, at=AT)

    assert (same.pk, QuestionSet.objects.count()) == (made.pk, 1)


def test_of_two_editors_the_second_is_told(event, by):
    add(event, TRAIN, by)

    with pytest.raises(StaleError) as stale:
        add(event, SHOP, by, number=0)

    assert stale.value.theirs.number == 1
    with pytest.raises(StaleError):
        asks.remove_question(EventFactory(), key="x", number=3, by=by, at=AT)


@pytest.mark.parametrize("state", [State.CLOSED, State.CANCELLED])
def test_what_is_closed_or_cancelled_keeps_its_questions(event, by, state):
    type(event).objects.filter(pk=event.pk).update(
        state=state,
        cancelled_at=AT if state == State.CANCELLED else None,
        cancel_reason="Snow" if state == State.CANCELLED else "",
    )

    with pytest.raises(NotNowError):
        add(event, TRAIN, by)


def test_moving_changing_and_removing(event, by):
    add(event, TRAIN, by)
    add(event, SHOP, by)
    moved = asks.move_question(event, key="workshop", places=-1, number=2, by=by, at=AT)
    other = replace(moved.schema[0], label="Which workshop?")
    changed = asks.change_question(event, question=other, number=3, by=by, at=AT)
    removed = asks.remove_question(event, key="do_you_come_by_train", number=4, by=by, at=AT)

    assert keys(moved) == ["workshop", "do_you_come_by_train"]
    assert changed.schema[0].label == "Which workshop?"
    assert (removed.number, keys(removed)) == (5, ["workshop"])
    assert keys(add(event, TRAIN, by))[-1] == "do_you_come_by_train_2"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("identity", "ordinary"), ("identity", "sensitive"), ("sensitive", "identity")],
)
def test_how_an_answer_is_kept_is_never_loosened_once_there_is_one(event, by, was, becomes):
    consent = Question("agreed", "consent", "I agree")
    asked = Question(
        "diet", "text", "Diet?", retention=was, shown_if=Condition("agreed", "yes")
    )  # fmt: skip
    asks.set_questions(event, schema=(consent, asked), by=by, at=AT)
    event.refresh_from_db()
    changed = replace(asked, retention=becomes)
    registration = RegistrationFactory(event=event)
    answers.keep(registration, answers={"agreed": True, "diet": "No nuts"}, at=AT)

    with pytest.raises(asks.FaultyQuestionsError) as faulty:
        asks.change_question(event, question=changed, number=event.asks, by=by, at=AT)

    assert faulty.value.faults == [("diet", "retention")]
    reworded = replace(asked, label="What do you eat?")
    assert asks.change_question(event, question=reworded, number=1, by=by, at=AT).number == 2
    Answer.objects.all().delete()
    assert asks.change_question(event, question=changed, number=2, by=by, at=AT).number == 3


@pytest.mark.parametrize("becomes", ["sensitive", "identity"])
def test_a_question_made_sensitive_takes_its_answers_along(event, by, becomes):
    consent = Question("agreed", "consent", "I agree")
    asked = Question("diet", "text", "Diet?", shown_if=Condition("agreed", "yes"))
    asks.set_questions(event, schema=(consent, asked), by=by, at=AT)
    event.refresh_from_db()
    here, other = RegistrationFactory(event=event), RegistrationFactory()
    asks.set_questions(other.event, schema=(consent, asked), by=by, at=AT)
    other.event.refresh_from_db()
    for registration in (here, other):
        answers.keep(registration, answers={"agreed": True, "diet": "No nuts"}, at=AT)

    made = replace(asked, retention=becomes)
    asks.change_question(event, question=made, number=1, by=by, at=AT)

    kept = Answer.objects.filter(key="diet").values_list("registration", "retention")
    assert dict(kept) == {here.pk: becomes, other.pk: "ordinary"}
    assert Answer.objects.get(registration=here, key="agreed").retention == "ordinary"
    services.erase_sensitive(at=event.ends_at + dt.timedelta(days=31))
    assert list(here.answers.values_list("key", flat=True)) == ["agreed"]


def test_what_others_follow_from_stays(event, by):
    made = add(event, TRAIN, by)
    follows = Question("", "text", "When?", shown_if=Condition(made.schema[0].key, "yes"))
    add(event, follows, by)

    with pytest.raises(asks.FaultyQuestionsError) as faulty:
        asks.remove_question(event, key=made.schema[0].key, number=2, by=by, at=AT)

    assert faulty.value.faults == [("when", Fault.CONDITION)]
    event.refresh_from_db()
    assert event.asks == 2


def test_a_required_question_added_later_asks_the_registered_and_not_the_database(event, by):
    confirmed = RegistrationFactory(event=event)
    withdrawn = RegistrationFactory(event=event, state=RegistrationState.WITHDRAWN)

    add(event, replace(TRAIN, required=True), by)
    add(event, replace(SHOP, required=True, stage=Stage.CONFIRMED), by)

    for one in (confirmed, withdrawn):
        one.refresh_from_db()
    assert (confirmed.unanswered, confirmed.unanswered_later) == (1, 1)
    assert (withdrawn.unanswered, withdrawn.unanswered_later) == (0, 0)
    assert confirmed.answers.count() == 0

    asks.remove_question(event, key="do_you_come_by_train", number=2, by=by, at=AT)
    confirmed.refresh_from_db()
    assert (confirmed.unanswered, confirmed.unanswered_later) == (0, 1)


def test_options_with_places_become_numbers_and_more_of_them_promote(event, by):
    made = add(event, SHOP, by)
    [question] = made.schema
    event.refresh_from_db()
    people = [RegistrationFactory(event=event) for _ in range(3)]
    for one in people:
        answers.keep(one, answers={"workshop": "a"}, at=AT)
    type(people[2]).objects.filter(pk=people[2].pk).update(state=RegistrationState.WAITING)
    assert list(Quota.objects.values_list("scope", "question", "option", "places")) == [
        (QuotaScope.CHOICE, "workshop", "a", 2)
    ]

    more = replace(question, options=(Option("a", "Schools", 3), question.options[1]))
    asks.change_question(event, question=more, number=1, by=by, at=AT)

    people[2].refresh_from_db()
    assert (people[2].state, Quota.objects.get().places) == (RegistrationState.CONFIRMED, 3)


def test_fewer_places_than_are_held_are_refused_with_the_number(event, by):
    made = add(event, SHOP, by)
    [question] = made.schema
    event.refresh_from_db()
    for one in RegistrationFactory.create_batch(2, event=event):
        answers.keep(one, answers={"workshop": "a"}, at=AT)

    fewer = replace(question, options=(Option("a", "Schools", 1), question.options[1]))
    with pytest.raises(services.BelowHeldError) as below:
        asks.change_question(event, question=fewer, number=1, by=by, at=AT)

    assert [(one.taken, one.places) for one in below.value.obstacles] == [(2, 1)]
    assert (QuestionSet.objects.count(), Quota.objects.get().places) == (1, 2)


def test_a_full_option_leads_to_the_waiting_list(event, by):
    add(event, replace(SHOP, options=(Option("a", "A", 1), Option("b", "B"))), by)
    QuotaFactory(event=event, places=50)
    states = {}
    for name, choice in [("Anna", "a"), ("Berta", "a"), ("Cecil", "b")]:
        states[name] = services.register(
            event,
            once=uuid.uuid4(),
            name=name,
            email=f"{name}@example.eu",
            organisation="",
            country="LV",
            category="other",
            attending="in_person",
            notice=None,
            by=standing(None, AT),
            at=AT,
            answers={"workshop": choice},
        ).state

    assert states == {"Anna": "confirmed", "Berta": "waiting", "Cecil": "confirmed"}


@pytest.mark.parametrize("block", blocks.Block)
def test_every_block_holds_together_and_is_added_once(event, by, block):
    facts = {"block": block, "stage": blocks.default_stage(block), "by": by, "at": AT}
    made = asks.add_block(event, number=0, once=uuid.uuid4(), **facts)

    again = asks.add_block(event, number=1, once=uuid.uuid4(), **facts)

    assert made.number == again.number == 1
    assert {question.stage for question in made.schema} == {facts["stage"]}


def test_a_block_comes_back_under_the_same_keys(event, by):
    facts = {"block": "photo", "stage": "registration", "by": by, "at": AT}
    asks.add_block(event, number=0, once=uuid.uuid4(), **facts)
    asks.remove_question(event, key="photo_consent", number=1, by=by, at=AT)

    back = asks.add_block(event, number=2, once=uuid.uuid4(), **facts)

    assert keys(back) == ["photo_consent"]


def test_a_copy_asks_the_same(event, by):
    made = add(event, SHOP, by)
    other = EventFactory()

    copied = asks.set_questions(other, schema=made.schema, by=by, at=AT)

    assert copied.schema == made.schema
    assert Quota.objects.filter(event=other, scope=QuotaScope.CHOICE).count() == 1
    assert asks.set_questions(EventFactory(), schema=(), by=by, at=AT) is None


@pytest.mark.parametrize(
    "deed",
    [
        lambda made: QuestionSet.objects.filter(pk=made.pk).update(questions=[]),
        lambda made: made.delete(),
    ],
    ids=["changed", "removed"],
)
def test_a_set_is_never_changed_and_never_removed(event, by, deed):
    made = add(event, TRAIN, by)

    with (
        pytest.raises(DatabaseError, match="events_questionset is append-only"),
        transaction.atomic(),
    ):
        deed(made)

    assert QuestionSet.objects.get().questions == made.questions
