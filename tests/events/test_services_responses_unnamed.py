"""An answer without a name is nobody's: no dump of the database leads to a person."""

import datetime as dt
import json
import re

import pytest
from django.db import connection

from events.enums import Anonymity
from events.models import FeedbackAnswer, FeedbackAsked
from events.services.responses import answer_feedback
from journal.models import Entry
from mail.models import Letter
from tests.events.answering import AT
from tests.factories.feedback import OPENED, FeedbackAskedFactory, FeedbackFormFactory
from tests.test_dump import dump

pytestmark = pytest.mark.django_db

MARK = re.compile(
    r"[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}|datetime\([\d, ]+|\d{4}-\d\d-\d\d \d[\d:.]+"
)


def answered_in_turn(*, named):
    """Let twelve people answer one after the other, an hour apart; return who said what."""
    form = FeedbackFormFactory(is_open=True, anonymity=Anonymity.CHOICE)
    people = FeedbackAskedFactory.create_batch(12, form=form)
    said = {}
    for hour, who in enumerate(people):
        said[who.registration.pk] = f"Word {hour}."
        answer_feedback(
            who, {"content": 3, "words": f"Word {hour}."}, is_named=named,
            at=AT + hour * dt.timedelta(hours=1),
        )  # fmt: skip
    return form, said


def in_order_of_storage():
    """Return the words as they lie in the table, in the order in which they were written."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT answers FROM events_feedbackanswer ORDER BY {place}")
        rows = cursor.fetchall()
    return [json.loads(row[0])["words"] if isinstance(row[0], str) else row[0]["words"]
            for row in rows]  # fmt: skip


def led_from(word):
    """Return what in a dump of the whole database says a word, or leads on from what says it.

    Each row that holds the word gives its own marks, keys and moments; each row that holds one
    of those marks is led to.
    """
    rows = dump()
    saying = [row for row in rows if word in row]
    marks = {mark for row in saying for mark in MARK.findall(row)}
    return {row.partition(":")[0] for row in rows if any(mark in row for mark in marks)}


def people_said_by(word):
    """Return whose answer it is, as far as the registration beside it says so."""
    rows = FeedbackAnswer.objects.filter(answers__words=word)
    return [row.registration_id for row in rows if row.registration_id]


def test_a_dump_of_the_database_joins_no_anonymous_answer_to_a_person():
    _form, said = answered_in_turn(named=False)

    for word in said.values():
        assert people_said_by(word) == []
        assert led_from(word) == {"events_feedbackanswer"}
    assert not Entry.objects.exists()
    assert not Letter.objects.exists()


def test_no_moment_of_an_answer_is_kept():
    answered_in_turn(named=False)
    hours = [AT + hour * dt.timedelta(hours=1) for hour in range(12)]

    kept = [row for row in dump() for at in hours if stamp(at) in row]

    assert kept == []
    assert any(stamp(OPENED) in row for row in dump())


def stamp(at):
    """Return a moment as a row of the dump shows it."""
    return f"datetime({at.year}, {at.month}, {at.day}, {at.hour}, {at.minute}"


def test_the_order_of_storage_is_drawn_anew_with_each_answer():
    _form, said = answered_in_turn(named=False)
    came, lies = list(said.values()), in_order_of_storage()

    assert sorted(lies) == sorted(came)
    assert lies != came
    keys = set(FeedbackAnswer.objects.values_list("key", flat=True))
    late = FeedbackAskedFactory(form=_form)
    answer_feedback(late, {"content": 1, "words": "Last."}, is_named=False, at=AT)
    assert keys.isdisjoint(FeedbackAnswer.objects.values_list("key", flat=True))


def test_the_same_dump_gives_away_who_wanted_to_be_named():
    _form, said = answered_in_turn(named=True)

    assert {pk: people_said_by(word) for pk, word in said.items()} == {pk: [pk] for pk in said}
    assert in_order_of_storage() == list(said.values())


def test_who_has_answered_has_no_moment():
    _form, _said = answered_in_turn(named=False)

    rows = FeedbackAsked.objects.values_list("asked_at", "again_at", "has_answered")
    assert set(rows) == {(OPENED, None, True)}
