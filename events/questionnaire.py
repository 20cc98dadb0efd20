"""What a schema of questions must be, and how it is changed; pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from events.enums import Attending, Group, QuestionType, Retention, Stage
from events.questions import GROUP, MODE, WITH_OPTIONS, Option, Question, Schema

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
RESERVED = frozenset({MODE, GROUP, "new", "preview", "blocks", "sessions"})
MOST_QUESTIONS, MOST_OPTIONS = 60, 40
CAN_BE_A_CONDITION = WITH_OPTIONS | {QuestionType.YES_NO, QuestionType.CONSENT}
NOTHING: Mapping[str, str] = MappingProxyType({})


class Fault(StrEnum):
    """What is wrong with a question, or with its place among the others."""

    MANY = "many"
    KEY = "key"
    TWICE = "twice"
    TYPE = "type"
    LABEL = "label"
    OPTIONS = "options"
    OPTION = "option"
    CONDITION = "condition"
    VALUE = "value"
    STAGE = "stage"
    CONSENT = "consent"
    RETENTION = "retention"


def faults(schema: Schema, *, used: Mapping[str, str] = NOTHING) -> list[tuple[str, Fault]]:
    """Return what is wrong with a schema, as keys of questions and what is wrong there.

    ``used`` are the keys that earlier schemas of the event gave away, with their types: an
    answer of old must never be read as one to another kind of question.
    """
    found = [(schema[-1].key, Fault.MANY)] if len(schema) > MOST_QUESTIONS else []
    earlier: dict[str, Question] = {}
    for question in schema:
        found += [(question.key, fault) for fault in _alone(question)]
        if question.key in earlier:
            found.append((question.key, Fault.TWICE))
        if used.get(question.key, question.type) != question.type:
            found.append((question.key, Fault.TYPE))
        found += [(question.key, fault) for fault in _among(question, earlier)]
        earlier.setdefault(question.key, question)
    return found


def _alone(question: Question) -> Iterable[Fault]:
    """Yield what is wrong with a question by itself."""
    if not KEY.fullmatch(question.key) or question.key in RESERVED:
        yield Fault.KEY
    if not question.label.strip():
        yield Fault.LABEL
    options = question.options
    if bool(options) != (question.type in WITH_OPTIONS) or len(options) > MOST_OPTIONS:
        yield Fault.OPTIONS
    keys = {option.key for option in options}
    if len(keys) < len(options) or not all(map(_is_option, options)):
        yield Fault.OPTION


def _is_option(option: Option) -> bool:
    return (
        KEY.fullmatch(option.key) is not None
        and bool(option.label.strip())
        and (option.places is None or option.places >= 0)
    )


def _among(question: Question, earlier: Mapping[str, Question]) -> Iterable[Fault]:
    """Yield what is wrong with a question where it stands."""
    condition = question.shown_if
    on = earlier.get(condition.of) if condition else None
    if condition and condition.of == MODE:
        if condition.value not in Attending:
            yield Fault.VALUE
    elif condition and condition.of == GROUP:
        if condition.value not in Group:
            yield Fault.VALUE
    elif condition and (on is None or on.type not in CAN_BE_A_CONDITION):
        yield Fault.CONDITION
    elif condition and on:
        if condition.value not in on.values:
            yield Fault.VALUE
        if question.stage == Stage.REGISTRATION and on.stage == Stage.CONFIRMED:
            yield Fault.STAGE
    agreed = on is not None and on.type == QuestionType.CONSENT
    is_consent = question.type == QuestionType.CONSENT
    if question.retention == Retention.SENSITIVE and not (is_consent or agreed):
        yield Fault.CONSENT


def loosened(schema: Schema, *, before: Schema, kept: Mapping[str, str]) -> list[tuple[str, Fault]]:
    """Return which questions would no longer be kept as they were when they were answered.

    ``kept`` are the questions with answers that are not ordinary, by key, with how these are
    kept: whoever answered was promised that.
    """
    same = set(before)
    return [
        (question.key, Fault.RETENTION)
        for question in schema
        if question not in same and kept.get(question.key, question.retention) != question.retention
    ]


def first_stage(schema: Schema) -> int:
    """Return how many questions come with the registration."""
    return sum(question.stage == Stage.REGISTRATION for question in schema)


# Changing a schema


def following(schema: Schema, key: str) -> Schema:
    """Return the questions that are asked only by what was answered to this one."""
    return tuple(
        question for question in schema if question.shown_if and question.shown_if.of == key
    )


def placed(schema: Schema, question: Question) -> Schema:
    """Return the schema with the question in the place of the one of its key."""
    return tuple(question if one.key == question.key else one for one in schema)


def alone(question: Question, *, key: str) -> Question:
    """Return a question as it looks by itself, asked of everybody."""
    return replace(question, key=key, shown_if=None)


def without(schema: Schema, key: str) -> Schema:
    """Return the schema without a question."""
    return tuple(question for question in schema if question.key != key)


def moved(schema: Schema, key: str, *, by: int) -> Schema:
    """Return the schema with a question so many places further down; at an end it stays.

    >>> one, two = Question("a", "text", "A"), Question("b", "text", "B")
    >>> [question.key for question in moved((one, two), "b", by=-1)]
    ['b', 'a']
    """
    here = next(number for number, question in enumerate(schema) if question.key == key)
    rest = without(schema, key)
    there = min(max(here + by, 0), len(rest))
    return (*rest[:there], schema[here], *rest[there:])


def may_move(schema: Schema, key: str, *, by: int) -> bool:
    """Return whether a question can be moved, so that what follows from it stays behind it."""
    after = moved(schema, key, by=by)
    return after != schema and not faults(after)


def free_key(words: str, *, taken: Collection[str]) -> str:
    """Return a key made of words that no question of the event has or had.

    ``words`` are folded and in Latin letters.

    >>> free_key("Which workshop?", taken={"which_workshop"}), free_key("2nd", taken=())
    ('which_workshop_2', 'q_2nd')
    """
    stem = re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")[:36].rstrip("_")
    if not stem or not stem[0].isalpha():
        stem = f"q_{stem}".rstrip("_")
    key, number = stem, 1
    while key in taken or key in RESERVED:
        number += 1
        key = f"{stem}_{number}"
    return key
