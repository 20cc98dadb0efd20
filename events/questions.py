"""What an event asks of who registers: of whom, in which order, and what an answer may be; pure.

A schema is a sequence of questions. Answers are plain values by the keys of the questions: a
string, a list of strings, true or false; a number is kept as its digits, a day as ISO writes
it, a file as the key and the name of its document.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from events.enums import Group, QuestionType, Retention, Stage

MODE, GROUP = "mode", "group"
LIST_CONSENT, PHOTO_CONSENT = "list_consent", "photo_consent"
NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,2})?")
LINE, PARAGRAPHS = 200, 4000

WITH_OPTIONS = frozenset({QuestionType.CHOICE, QuestionType.SEVERAL})
YES, NO = "yes", "no"
ALL_STAGES = frozenset(Stage)


@dataclass(frozen=True)
class Option:
    """One thing to choose; with ``places`` only so many may."""

    key: str
    label: str
    places: int | None = None


@dataclass(frozen=True)
class Condition:
    """When a question is asked: where ``of`` was answered with ``value``.

    ``of`` is the key of an earlier question, or ``mode`` or ``group``: how and as what
    somebody takes part.
    """

    of: str
    value: str


@dataclass(frozen=True)
class Question:
    """One thing that is asked; ``key`` names it for ever, whatever its words become."""

    key: str
    type: str
    label: str
    help: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    shown_if: Condition | None = None
    stage: str = Stage.REGISTRATION
    retention: str = Retention.ORDINARY

    @property
    def values(self) -> tuple[str, ...]:
        """What a condition can name of its answer."""
        if self.type == QuestionType.YES_NO:
            return (YES, NO)
        if self.type == QuestionType.CONSENT:
            return (YES,)
        return tuple(option.key for option in self.options)

    def option(self, key: str) -> Option | None:
        """Return the option of that key."""
        return next((option for option in self.options if option.key == key), None)


type Schema = tuple[Question, ...]


@dataclass(frozen=True)
class Taking:
    """How and as what somebody takes part."""

    attending: str
    group: str = Group.PARTICIPANT

    def is_as(self, condition: Condition) -> bool:
        """Return whether a condition on the way of taking part holds."""
        return condition.value == (self.attending if condition.of == MODE else self.group)


def read(rows: Iterable[Mapping[str, Any]]) -> Schema:
    """Return the questions that rows of plain values describe."""
    return tuple(
        Question(
            **{
                **row,
                "options": tuple(Option(**option) for option in row["options"]),
                "shown_if": Condition(**row["shown_if"]) if row["shown_if"] else None,
            }
        )
        for row in rows
    )


def written(schema: Iterable[Question]) -> list[dict[str, Any]]:
    """Return the questions as rows of plain values.

    >>> asked = (Question("diet", "choice", "Diet", options=(Option("any", "Anything"),)),)
    >>> read(written(asked)) == asked
    True
    """
    rows = [asdict(question) for question in schema]
    return [{**row, "options": list(row["options"])} for row in rows]


# Of whom what is asked


def tokens(value: Any) -> frozenset[str]:
    """Return what of an answer a condition can name.

    >>> sorted(tokens(["a", "b"])), sorted(tokens(True)), sorted(tokens(None))
    (['a', 'b'], ['yes'], [])
    """
    match value:
        case bool():
            return frozenset({YES if value else NO})
        case str():
            return frozenset({value})
        case list() | tuple():
            return frozenset(str(one) for one in value)
    return frozenset()


def asked(schema: Schema, *, given: Mapping[str, Any], taking: Taking) -> Schema:
    """Return the questions that are put to somebody, given the answers so far.

    What is not asked was not answered, whatever was sent: a question that follows from it is
    not asked either.
    """
    shown: dict[str, Question] = {}
    for question in schema:
        condition = question.shown_if
        if condition is None:
            holds = True
        elif condition.of in {MODE, GROUP}:
            holds = taking.is_as(condition)
        else:
            holds = condition.of in shown and condition.value in tokens(given.get(condition.of))
        if holds:
            shown[question.key] = question
    return tuple(shown.values())


def put(
    schema: Schema,
    *,
    on_form: Collection[str],
    given: Mapping[str, Any],
    taking: Taking,
) -> Schema:
    """Return the questions as one form puts them.

    ``on_form`` names what the form itself asks: keys of questions, and ``mode`` or ``group``.
    A condition on one of these stays; any other is decided by what is known already, so that
    nobody is asked what cannot apply.
    """
    found: dict[str, Question] = {}
    for question in schema:
        condition = question.shown_if
        if condition is None:
            found[question.key] = question
        elif condition.of in on_form:
            if condition.of in {MODE, GROUP} or condition.of in found:
                found[question.key] = question
        elif (
            taking.is_as(condition)
            if condition.of in {MODE, GROUP}
            else condition.of in found and condition.value in tokens(given.get(condition.of))
        ):
            found[question.key] = replace(question, shown_if=None)
    return tuple(question for question in found.values() if question.key in on_form)


def asks_later(schema: Schema, *, taking: Taking) -> bool:
    """Return whether something can be asked of a person once the place is confirmed."""
    keys = frozenset(question.key for question in schema)
    put_to_the_person = put(schema, on_form=keys, given={}, taking=taking)
    return any(question.stage == Stage.CONFIRMED for question in put_to_the_person)


def missing(
    schema: Schema,
    *,
    given: Mapping[str, Any],
    taking: Taking,
    stages: Collection[str] = ALL_STAGES,
) -> Schema:
    """Return the required questions of some stages that are put to somebody and lack an answer."""
    return tuple(
        question
        for question in asked(schema, given=given, taking=taking)
        if question.required
        and question.stage in stages
        and not is_answered(question, given.get(question.key))
    )


def stricter(kept: str, asked: str) -> str:
    """Return how an answer is kept that is given anew: never as less than it was before.

    >>> stricter(Retention.ORDINARY, Retention.IDENTITY) == Retention.IDENTITY
    True
    >>> stricter(Retention.SENSITIVE, Retention.ORDINARY) == Retention.SENSITIVE
    True
    """
    return asked if kept == Retention.ORDINARY else kept


def is_answered(question: Question, value: Any) -> bool:
    """Return whether somebody has answered; a box that must be ticked is answered by a tick."""
    return value is True if question.type == QuestionType.CONSENT else said(value)


def said(value: Any) -> bool:
    """Return whether that is an answer at all; "no" is one, an unticked box is none."""
    return value is not None and value not in ("", [], ())


def is_answer(question: Question, value: Any) -> bool:
    """Return whether a value can be kept as the answer to a question.

    >>> is_answer(Question("n", "number", "How many?"), "12.50")
    True
    >>> is_answer(Question("c", "consent", "I agree"), False)
    False
    """
    if question.type == QuestionType.YES_NO:
        return isinstance(value, bool)
    if question.type == QuestionType.CONSENT:
        return value is True
    if question.type == QuestionType.SEVERAL:
        return (
            isinstance(value, list)
            and all(isinstance(one, str) and question.option(one) for one in value)
            and 0 < len(value) == len(set(value))
        )
    if question.type == QuestionType.FILE:
        return isinstance(value, dict) and value.keys() == {"document", "name"}
    return isinstance(value, str) and _is_text_for(question, value)


def _is_text_for(question: Question, value: str) -> bool:
    match question.type:
        case QuestionType.TEXT:
            return 0 < len(value) <= LINE
        case QuestionType.LONG_TEXT:
            return 0 < len(value) <= PARAGRAPHS
        case QuestionType.NUMBER:
            return NUMBER.fullmatch(value) is not None
        case QuestionType.CHOICE:
            return question.option(value) is not None
    return _is_day(value)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def kept(
    schema: Schema, *, given: Mapping[str, Any], before: Mapping[str, Any], taking: Taking
) -> dict[str, Any]:
    """Return the answers to keep, by key, of all that was given now or before.

    ``given`` may hold a part of them, ``None`` takes one back; what it does not name stays as
    it was. An answer that was kept before stays good though the question no longer offers
    it. What is not asked of this person is not among them.
    """
    together = {
        question.key: value
        for question in schema
        if said(value := given.get(question.key, before.get(question.key)))
        and (value == before.get(question.key) or is_answer(question, value))
    }
    still = asked(schema, given=together, taking=taking)
    return {question.key: together[question.key] for question in still if question.key in together}


def chosen(schema: Schema, answers: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Return the chosen options that have places of their own, as question and option."""
    return frozenset(
        (question.key, option.key)
        for question in schema
        for option in question.options
        if option.places is not None and option.key in tokens(answers.get(question.key))
    )


def with_places(schema: Schema) -> dict[tuple[str, str], int]:
    """Return how many places the options have that have a number."""
    return {
        (question.key, option.key): option.places
        for question in schema
        for option in question.options
        if option.places is not None
    }
