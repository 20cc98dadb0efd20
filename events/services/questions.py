"""What an event asks: each change makes a new set, and none touches an answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.folding import folded
from events import blocks, questionnaire, rules
from events.enums import Deed, QuotaScope, State
from events.models import Event, QuestionSet, Quota
from events.questionnaire import Fault
from events.questions import Question, Schema, with_places, written
from events.services.answers import count_all, follow, kept_strictly
from events.services.events import note
from events.services.moves import locked
from events.services.places import BelowHeldError, held, places_of
from events.services.queue import promote

type Change = Callable[[Schema, Mapping[str, str]], Schema]


class FaultyQuestionsError(Exception):
    """The questions would not hold together; ``faults`` says which and why."""

    def __init__(self, faults: list[tuple[str, Fault]]) -> None:
        """Keep what is wrong."""
        super().__init__(str(faults))
        self.faults = faults


@transaction.atomic
def add_question(
    event: Event, *, question: Question, number: int, once: UUID, by: Standing, at: datetime
) -> QuestionSet:
    """Ask one question more, at the end; a replay of the same form has one effect.

    The question gets a key of its own, made of its words and never used before.
    """

    def added(schema: Schema, used: Mapping[str, str]) -> Schema:
        key = questionnaire.free_key(folded(question.label), taken=used)
        return (*schema, replace(question, key=key))

    return _follow(event, added, number=number, once=once, by=by, at=at)


@transaction.atomic
def add_block(
    event: Event, *, block: str, stage: str, number: int, once: UUID, by: Standing, at: datetime
) -> QuestionSet:
    """Ask what a ready-made block asks, at the end, leaving out what is asked already."""

    def added(schema: Schema, _used: Mapping[str, str]) -> Schema:
        there = {question.key for question in schema}
        more = blocks.questions(block, stage=stage)
        return (*schema, *(question for question in more if question.key not in there))

    return _follow(event, added, number=number, once=once, by=by, at=at)


@transaction.atomic
def change_question(
    event: Event, *, question: Question, number: int, by: Standing, at: datetime
) -> QuestionSet:
    """Ask a question in other words or of others; what was answered stays as it was.

    How long answers are kept, and who sees them, can only become stricter once there are
    any; then those there are follow.
    """
    return _follow(
        event,
        lambda schema, _used: questionnaire.placed(schema, question),
        number=number,
        by=by,
        at=at,
    )


@transaction.atomic
def remove_question(
    event: Event, *, key: str, number: int, by: Standing, at: datetime
) -> QuestionSet:
    """Ask a question no longer; its answers stay, readable as they were given."""
    return _follow(
        event, lambda schema, _used: questionnaire.without(schema, key), number=number, by=by, at=at
    )


@transaction.atomic
def move_question(
    event: Event, *, key: str, places: int, number: int, by: Standing, at: datetime
) -> QuestionSet:
    """Ask a question so many places later, or earlier below zero."""
    return _follow(
        event,
        lambda schema, _used: questionnaire.moved(schema, key, by=places),
        number=number,
        by=by,
        at=at,
    )


@transaction.atomic
def set_questions(
    event: Event, *, schema: Schema, by: Standing, at: datetime
) -> QuestionSet | None:
    """Have an event ask these questions from now on, as a copy of another event does."""
    if not schema and not event.asks:
        return None
    return _follow(event, lambda _old, _used: schema, number=event.asks, by=by, at=at)


def _follow(
    event: Event,
    change: Change,
    *,
    number: int,
    by: Standing,
    at: datetime,
    once: UUID | None = None,
) -> QuestionSet:
    """Let a new set follow the one in force, where something is different at all.

    Raises ``StaleError`` where somebody else changed the questions meanwhile,
    ``FaultyQuestionsError`` where they would not hold together, ``BelowHeldError`` where an
    option would have fewer places than are held of it, and ``NotNowError`` for an event that
    is closed or cancelled.
    """
    event = locked(event)
    if once and (made := event.question_sets.filter(once=once).first()):
        return made
    if event.state in {State.CLOSED, State.CANCELLED}:
        raise rules.NotNowError
    current = event.question_set or QuestionSet(event=event, number=0)
    if current.number != number:
        raise versions.StaleError(current)
    used = used_keys(event)
    schema = change(current.schema, used)
    faults = questionnaire.faults(schema, used=used)
    faults += questionnaire.loosened(schema, before=current.schema, kept=kept_strictly(event))
    if faults:
        raise FaultyQuestionsError(faults)
    if schema == current.schema:
        return current
    made = QuestionSet.objects.create(
        event=event,
        number=number + 1,
        once=once or uuid4(),
        questions=written(schema),
        asks_first=questionnaire.first_stage(schema),
        created_at=at,
        created_by=by.user,
    )
    Event.objects.filter(pk=event.pk).update(asks=made.number)
    event.asks, event.question_set = made.number, made
    note(Deed.QUESTIONS_CHANGED, event, by=by, at=at, number=made.number)
    follow(event, schema)
    count_all(event)
    if with_places(schema) != with_places(current.schema):
        _set_places(event, schema, at=at)
    return made


def used_keys(event: Event) -> dict[str, str]:
    """Return every key that the event ever gave a question, with the type it had."""
    return {
        question.key: question.type
        for one in QuestionSet.objects.of(event)
        for question in one.schema
    }


def _set_places(event: Event, schema: Schema, *, at: datetime) -> None:
    """Set the numbers of options that have places, and promote who now can have one."""
    before = places_of(event)
    event.quotas.filter(scope=QuotaScope.CHOICE).delete()
    Quota.objects.bulk_create(
        Quota(event=event, scope=QuotaScope.CHOICE, question=question, option=option, places=places)
        for (question, option), places in with_places(schema).items()
    )
    after = places_of(event)
    if too_low := rules.too_low(after, before=before, taken=held(event, places=after)):
        raise BelowHeldError(too_low)
    promote(event, at=at)
