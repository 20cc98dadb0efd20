"""Who saves second is told who changed the same thing, and not who did another about its item."""

from uuid import uuid4

import pytest
import time_machine

from accounts.enums import Role
from meetings import services
from meetings.day import table_of
from meetings.enums import ItemOutcome, MinutesPart
from tests.factories.held import AFTER, somebody
from tests.meetings.minuted import comment, held, sent
from tests.meetings.reading import of, visiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False) as travelled:
        yield travelled


@pytest.fixture
def event():
    return held()


@pytest.fixture
def found(event):
    return sent(event)


def changed(section):
    """Somebody who changed a section."""
    by = somebody(at=AFTER)
    services.change_section(section, text="Theirs.", version=1, by=by, at=AFTER)
    return by.user.name


def latvia():
    return somebody(Role.NR, code="LV", at=AFTER)


def test_of_a_section_about_an_item_who_commented_is_not_named(client, event, found):
    section = found.sections.filter(part=MinutesPart.ITEM).first()
    name = changed(section)
    comment(found, latvia(), section=section)
    visiting(client)

    answer = client.post(of("section", event, section.key), {"version": 1, "text": "Mine."})

    assert (answer.status_code, answer.context["changed_by"]) == (409, name)


def test_of_a_section_about_no_item_who_changed_another_is_not_named(client, event, found):
    opening = found.sections.get(part=MinutesPart.OPENING)
    name = changed(opening)
    changed(found.sections.get(part=MinutesPart.CLOSING))
    visiting(client)

    answer = client.post(of("section", event, opening.key), {"version": 1, "text": "Mine."})

    assert (answer.status_code, answer.context["changed_by"]) == (409, name)


def test_of_a_comment_who_answered_another_is_not_named(client, event, found):
    section = found.sections.filter(part=MinutesPart.ITEM).first()
    by = latvia()
    rows = [comment(found, by, section=section) for _each in range(2)]
    names = []
    for row in rows:
        officer = somebody(at=AFTER)
        services.answer_comment(row, answer="taken", version=1, by=officer, at=AFTER)
        names.append(officer.user.name)
    comment(found, by, section=section)
    visiting(client)

    answer = client.post(
        of("answer_comment", event, rows[0].key),
        {"version": 1, "answer": "not_taken", "reason": "No."},
    )

    assert (answer.status_code, answer.context["changed_by"]) == (409, names[0])


def test_of_what_a_meeting_concluded_who_corrected_the_decision_is_not_named(client, event):
    item = event.agenda.items.first()
    by = somebody(at=AFTER)
    kept = services.decide(
        item, outcome=ItemOutcome.ADOPTED, half_day=table_of(event).half_days[0], version=0,
        by=by, at=AFTER,
    )  # fmt: skip
    services.correct(
        kept, once=uuid4(), text="2025", reason="A slip.", by=somebody(at=AFTER), at=AFTER
    )
    visiting(client)

    answer = client.post(of("day_item", event, item.key), {"version": 0, "conclusion": "Mine."})

    assert (answer.status_code, answer.context["changed_by"]) == (409, by.user.name)
