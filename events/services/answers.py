"""What people answer to an event's own questions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

import documents.services
from accounts.access import Standing
from accounts.enums import Visibility
from documents.checking import Checked
from documents.models import Document
from events import asked, questions
from events.enums import HOLDS_A_PLACE, LIVE, RegistrationState, Retention, Stage
from events.models import Answer, Event, QuestionSet, Registration
from events.models.question import AnswerQuerySet
from events.questions import Question, Schema, Taking

LABEL = "events.answer"
SENSITIVE = "events.view_sensitive_answers"
MIRRORED = (questions.LIST_CONSENT, questions.PHOTO_CONSENT)
COUNTED = ("unanswered", "unanswered_later")
WORKED_OUT = (*MIRRORED, *COUNTED)


# Keeping what is said


def files_first[**P, T](service: Callable[P, T]) -> Callable[P, T]:
    """Let a service have the files among its answers on the disk before it begins.

    It holds the lock of an event, for which everybody else who registers would wait meanwhile.
    """

    @wraps(service)
    def prepared(*args: P.args, **kwargs: P.kwargs) -> T:
        said: list[Any] = [kwargs.get("answers")]
        ticked: Any = kwargs.get("ticked")
        said += [one.answers for one in ticked or ()]
        for answers in said:
            for value in (answers or {}).values():
                if isinstance(value, Checked):
                    documents.services.keep(value)
        return service(*args, **kwargs)

    return prepared


def keep(
    registration: Registration,
    *,
    answers: Mapping[str, Any],
    at: datetime,
    by: Standing | None = None,
) -> None:
    """Keep the answers of a registration, in the transaction that stores it.

    ``answers`` go by the keys of the questions and may hold a part of them; ``None`` takes an
    answer back, a file comes as ``documents`` has checked it. Only what the event asks of
    this person now is stored. What is no longer asked since the person takes part another
    way, or took a consent back, is erased; what is no longer asked since the questions were
    changed stays as it was answered.
    """
    current = registration.event.question_set
    if current is None:
        return
    who = by or Standing(user=registration.user, at=at)
    schema, taking = current.schema, taking_of(registration)
    rows = {row.key: row for row in registration.answers.prefetch_related("question_set")}
    before = {key: row.value for key, row in rows.items()}
    files = {key: value for key, value in answers.items() if isinstance(value, Checked)}
    given = dict(answers) | {key: _named(upload) for key, upload in files.items()}
    wanted = questions.kept(schema, given=given, before=before, taking=taking)
    put = questions.asked(schema, given=wanted, taking=taking)
    together = {
        key: value
        for key, value in (before | wanted).items()
        if key in wanted or key not in given or given[key] is not None
    }
    for row in rows.values():
        if row.key in wanted:
            continue
        taken_back = row.key in given and any(question.key == row.key for question in put)
        if taken_back or not _is_put_still(row, together, taking):
            _erase(row, by=who, at=at)
    new = []
    for question in put:
        if question.key not in wanted:
            continue
        there, value = rows.get(question.key), wanted[question.key]
        if question.key in files:
            value = _filed(registration, question, files[question.key], by=who, at=at)
        if there is None:
            new.append(_answer(registration, question, value, current, at=at))
        elif question.key in answers and _is_new(there, question, value):
            _renew(there, question, value, current, by=who, at=at)
    Answer.objects.bulk_create(new)
    before_that = [getattr(registration, name) for name in WORKED_OUT]
    _mirror(registration, schema, wanted)
    count(registration, schema=schema, given=wanted)
    if [getattr(registration, name) for name in WORKED_OUT] != before_that:
        registration.save(update_fields=WORKED_OUT)


def _is_put_still(row: Answer, given: Mapping[str, Any], taking: Taking) -> bool:
    """Return whether the question, as it was when it was answered, would be asked now."""
    then = questions.asked(row.question_set.schema, given=given, taking=taking)
    return any(question.key == row.key for question in then)


def taking_of(registration: Registration) -> Taking:
    """Return how and as what a registrant takes part."""
    return Taking(registration.attending, registration.group)


def _named(upload: Checked) -> dict[str, str]:
    return {"document": "", "name": upload.name}


def _filed(
    registration: Registration, question: Question, upload: Checked, *, by: Standing, at: datetime
) -> dict[str, str]:
    """Store a file that was sent; return what the answer says of it."""
    document = documents.services.add(
        label=LABEL,
        key=owner_key(registration, question.key),
        title=question.label[:200],
        upload=upload,
        visibility=Visibility.RESTRICTED,
        by=by,
        at=at,
    )
    return {"document": str(document.key), "name": upload.name}


def owner_key(registration: Registration, key: str) -> str:
    """Return under which key the file is stored that answers a question."""
    return f"{registration.key}:{key}"


def _answer(
    registration: Registration,
    question: Question,
    value: Any,
    current: QuestionSet,
    *,
    at: datetime,
) -> Answer:
    return Answer(
        registration=registration,
        key=question.key,
        value=value,
        question_set=current,
        retention=question.retention,
        answered_at=at,
    )


def _is_new(row: Answer, question: Question, value: Any) -> bool:
    """Return whether an answer differs, or is given anew to a question in other words.

    What the question no longer offers keeps the set in whose words it can be read.
    """
    if row.value != value:
        return True
    return questions.is_answer(question, value) and question not in row.question_set.schema


def _renew(
    row: Answer,
    question: Question,
    value: Any,
    current: QuestionSet,
    *,
    by: Standing,
    at: datetime,
) -> None:
    if row.value != value:
        _erase_file(row, by=by, at=at)
    row.value, row.question_set = value, current
    row.retention, row.answered_at = questions.stricter(row.retention, question.retention), at
    row.save()


def _erase(row: Answer, *, by: Standing | None, at: datetime) -> None:
    _erase_file(row, by=by, at=at)
    row.delete()


def _erase_file(row: Answer, *, by: Standing | None, at: datetime) -> None:
    """Erase the file that an answer names, if it is one."""
    if isinstance(row.value, dict):
        for document in Document.objects.filter(label=LABEL, key=row.value["document"]):
            documents.services.erase(document, by=by, at=at)


def erase(rows: AnswerQuerySet, *, by: Standing | None, at: datetime) -> int:
    """Erase answers with the files they name; return how many those were."""
    found = list(rows)
    for row in found:
        _erase_file(row, by=by, at=at)
    Answer.objects.filter(pk__in=[row.pk for row in found]).delete()
    return len(found)


def kept_strictly(event: Event) -> dict[str, str]:
    """Return the questions with answers that are not ordinary, by key, with how these are kept."""
    rows = Answer.objects.of(event).erased_after_the_event().order_by()
    return dict(rows.values_list("key", "retention").distinct())


def follow(event: Event, schema: Schema) -> None:
    """Keep the answers there are as strictly as their questions ask for now."""
    for retention in (Retention.SENSITIVE, Retention.IDENTITY):
        keys = [question.key for question in schema if question.retention == retention]
        if keys:
            rows = Answer.objects.of(event).ordinary().filter(key__in=keys)
            rows.update(retention=retention)


def _mirror(registration: Registration, schema: Schema, wanted: Mapping[str, Any]) -> None:
    """Set the consents that lists go by, where the event asks for them in its own words."""
    for key in MIRRORED:
        if any(question.key == key for question in schema):
            setattr(registration, key, wanted.get(key) is True)


def count(registration: Registration, *, schema: Schema, given: Mapping[str, Any]) -> None:
    """Count the required questions that lack an answer; not yet stored."""
    lacking = Counter(
        question.stage
        for question in questions.missing(schema, given=given, taking=taking_of(registration))
    )
    registration.unanswered = lacking[Stage.REGISTRATION]
    registration.unanswered_later = lacking[Stage.CONFIRMED]


def count_all(event: Event) -> None:
    """Count anew for everybody whose registration stands, after the questions were changed."""
    given: dict[int, dict[str, Any]] = defaultdict(dict)
    live = Answer.objects.of(event).filter(registration__state__in=LIVE)
    for pk, key, value in live.order_by().values_list("registration", "key", "value"):
        given[pk][key] = value
    changed = []
    for registration in event.registrations.live().order_by():
        before = (registration.unanswered, registration.unanswered_later)
        count(registration, schema=event.schema, given=given[registration.pk])
        if (registration.unanswered, registration.unanswered_later) != before:
            changed.append(registration)
    Registration.objects.bulk_update(changed, COUNTED, batch_size=500)


# What is counted as places


def choices_of(event: Event, answers: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Return the chosen options that have places of their own, as question and option."""
    return questions.chosen(event.schema, answers)


def held_choices(event: Event) -> dict[tuple[str, str], int]:
    """Return how many places are held of each option that has places of its own."""
    held: Counter[tuple[str, str]] = Counter()
    for _pk, key, value in _of_places(event, states=HOLDS_A_PLACE):
        held.update(questions.chosen(event.schema, {key: value}))
    return dict(held)


def waiting_choices(event: Event) -> dict[int, frozenset[tuple[str, str]]]:
    """Return, by registration, what those who wait chose of options with places of their own."""
    found: dict[int, frozenset[tuple[str, str]]] = defaultdict(frozenset)
    for pk, key, value in _of_places(event, states={RegistrationState.WAITING}):
        found[pk] |= questions.chosen(event.schema, {key: value})
    return dict(found)


def _of_places(event: Event, *, states: Collection[str]) -> Iterable[tuple[int, str, Any]]:
    """Return the answers, one query at the most, in which options with places can be chosen."""
    keys = {question for question, _option in questions.with_places(event.schema)}
    if not keys:
        return []
    rows = Answer.objects.of(event).filter(key__in=keys, registration__state__in=states)
    return rows.order_by().values_list("registration", "key", "value")


def chosen(registration: Registration) -> frozenset[tuple[str, str]]:
    """Return what a registration chose of options with places of their own."""
    if not questions.with_places(registration.event.schema):
        return frozenset()
    return questions.chosen(registration.event.schema, given(registration))


def given(registration: Registration) -> dict[str, Any]:
    """Return all answers of a registration by the keys of the questions; one query."""
    return dict(registration.answers.order_by().values_list("key", "value"))


def choice_names(event: Event) -> dict[tuple[str, str], str]:
    """Return what the options with places of their own are called, question and option."""
    return {
        (question.key, option.key): f"{question.label}: {option.label}"
        for question in event.schema
        for option in question.options
        if option.places is not None
    }


# Reading what was said


def may_read_sensitive(standing: Standing) -> bool:
    """Return whether somebody may read answers on diet, access needs and identity."""
    return standing.may(SENSITIVE)


def said(registration: Registration, *, standing: Standing) -> list[tuple[str, str]]:
    """Return what a registrant answered, question and answer, each in the words of its time.

    Sensitive answers stand there only for who holds the right to read them.
    """
    rows = registration.answers.all()
    return _worded(registration.event, rows if may_read_sensitive(standing) else rows.ordinary())


def own(registration: Registration) -> list[tuple[str, str]]:
    """Return to a registrant all that the person answered, in the words of its time."""
    return _worded(registration.event, registration.answers.all())


def guarded(registration: Registration) -> int:
    """Return how many answers on diet, access needs and identity a registrant gave."""
    return registration.answers.erased_after_the_event().count()


def _worded(event: Event, rows: AnswerQuerySet) -> list[tuple[str, str]]:
    found = [(row.question, row) for row in rows.prefetch_related("question_set")]
    order = {question.key: number for number, question in enumerate(event.schema)}
    found.sort(key=lambda pair: order.get(pair[0].key, len(order)))
    return [(question.label, asked.answer(question, row.value)) for question, row in found]


@dataclass(frozen=True)
class Table:
    """All answers of an event: a column for each question, texts by registration and key."""

    columns: tuple[tuple[str, str], ...]
    texts: Mapping[int, Mapping[str, str]]

    def row(self, registration: Registration) -> list[str]:
        """Return the texts of a registration in the order of the columns."""
        own = self.texts.get(registration.pk, {})
        return [own.get(key, "") for key, _label in self.columns]


def table(event: Event, *, standing: Standing, sensitive: bool = False) -> Table:
    """Return the answers of everybody who registered for an event, in two queries.

    Sensitive ones are among them only where they are asked for by who holds the right to
    read them. A column is headed by the newest words of its question; what was struck and
    has answers comes last.
    """
    with_all = sensitive and may_read_sensitive(standing)
    rows = Answer.objects.of(event)
    if not with_all:
        rows = rows.ordinary()
    sets = {one.pk: one for one in QuestionSet.objects.of(event)}
    newest: dict[str, Question] = {}
    for one in sets.values():
        for question in one.schema:
            newest.setdefault(question.key, question)
    now = {question.key for question in event.schema}
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    answered = set()
    for pk, key, value, asked_in in rows.order_by().values_list(
        "registration", "key", "value", "question_set"
    ):
        question = next(one for one in sets[asked_in].schema if one.key == key)
        texts[pk][key] = asked.answer(question, value)
        answered.add(key)
    columns = tuple(
        (key, question.label)
        for key, question in newest.items()
        if key in answered
        or (key in now and (with_all or question.retention == Retention.ORDINARY))
    )
    return Table(columns, texts)


def count_by_question(event: Event) -> Counter[str]:
    """Return how many people answered each question the event ever asked."""
    return Counter(Answer.objects.of(event).order_by().values_list("key", flat=True))
