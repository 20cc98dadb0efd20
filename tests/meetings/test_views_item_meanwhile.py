"""The page of an item of the day, where another has decided or written meanwhile."""

import pytest
import time_machine

from accounts.enums import Role, Visibility
from agendas.enums import ItemState
from agendas.models import AgendaItem
from events.enums import State
from meetings import services
from meetings.day import table_of
from meetings.enums import ItemOutcome
from meetings.models import ItemRecord
from tests.factories.held import DURING, adopted_agenda, meeting, quorate, somebody
from tests.factories.procedures import draft, rule
from tests.meetings.visiting import decided, item_page, visiting

pytestmark = pytest.mark.django_db

MADE = "What did the body make of it?"


@pytest.fixture(autouse=True)
def _during_the_meeting():
    with time_machine.travel(DURING, tick=False):
        yield


def held(**fields):
    event = meeting()
    (item,) = adopted_agenda(event, "Toolbox").items.all()
    AgendaItem.objects.filter(pk=item.pk).update(**fields)
    item.refresh_from_db()
    return item


def written(item, outcome, **said):
    return services.decide(
        item,
        outcome=outcome,
        half_day=table_of(item.agenda.event).half_days[0],
        version=0,
        by=somebody(),
        at=DURING,
        **said,
    )


def differences(answer):
    return [tuple(map(str, one)) for one in answer.context["differences"]]


def test_who_decides_over_anothers_outcome_sees_both_and_loses_nothing(client):
    item = held(visibility=Visibility.PUBLIC)
    written(item, ItemOutcome.NOTED)
    visiting(client, Role.PRESIDENCY, "BE")

    answer = client.post(
        item_page(item),
        decided(
            title="Toolbox 2024",
            quorum_note="Nobody\r\nasked.",
            conclusion="Heard.",
            visibility="public",
        ),
    )

    assert answer.status_code == 409
    assert differences(answer) == [
        ("Conclusions", "–", "Heard."),
        (MADE, "Noted", "Adopted"),
        ("What was decided", "Toolbox", "Toolbox 2024"),
        (
            "Who may see it in the register",
            str(Visibility.BODY.label),
            str(Visibility.PUBLIC.label),
        ),
        ("Why it is decided below the quorum", "–", "Nobody\nasked."),
    ]
    assert ItemRecord.objects.get().outcome == "noted"


def test_who_decides_otherwise_than_a_numbered_decision_sees_its_number(client):
    item = held()
    quorate(item.agenda.event)
    kept = written(item, ItemOutcome.ADOPTED, quorum_note="All agreed.")
    visiting(client)

    answer = client.post(item_page(item), decided(outcome="not_adopted"))

    assert answer.status_code == 409
    assert differences(answer) == [
        (MADE, f"{kept.number}: Adopted", "Not adopted"),
        ("What was decided", "Toolbox", "The toolbox"),
        ("Why it is decided below the quorum", "All agreed.", "–"),
    ]


def test_of_what_stands_in_no_register_no_readers_differ(client):
    item = held(visibility=Visibility.RESTRICTED)
    ItemRecord.objects.create(item=item, conclusion="Theirs.", changed_at=DURING)
    visiting(client, Role.PRESIDENCY, "BE")

    said = decided(title="Toolbox", outcome="", conclusion="Mine.")
    said.pop("decide")
    answer = client.post(item_page(item), said)

    assert answer.status_code == 409
    assert differences(answer) == [("Conclusions", "Theirs.", "Mine.")]


@pytest.mark.parametrize("way", ["sent into writing", "closed"])
def test_what_was_typed_is_shown_where_nothing_can_be_decided_any_more(client, way):
    item = held()
    if way == "closed":
        type(item.agenda.event).objects.update(state=State.CLOSED)
    else:
        AgendaItem.objects.update(
            state=ItemState.IN_WRITING, written_label="p", written_key="P-1", written_url="/p/"
        )
    visiting(client)

    answer = client.post(item_page(item), decided(quorum_note="Nobody asked."))

    assert answer.status_code == 409
    assert differences(answer)[-3:] == [
        (MADE, "–", "Adopted"),
        ("What was decided", "Toolbox", "The toolbox"),
        ("Why it is decided below the quorum", "–", "Nobody asked."),
    ]


def test_a_form_sent_back_for_a_mistake_overrules_nobody_the_second_time(client):
    item = held()
    visiting(client)
    ItemRecord.objects.create(item=item, conclusion="Theirs.", changed_at=DURING)
    said = decided(conclusion="Mine.", outcome="")

    wrong = client.post(item_page(item), said)
    kept = wrong.content.decode().partition('id="id_version"')[2].partition(">")[0]

    assert wrong.status_code == 422
    assert 'value="0"' in kept


def test_what_decides_an_item_in_writing_is_led_to_for_who_may_open_it(client):
    event = meeting()
    made = draft(rule_=rule(), body=event.body)
    (item,) = adopted_agenda(event, "Toolbox").items.all()
    AgendaItem.objects.update(
        state=ItemState.IN_WRITING,
        written_label="procedures.procedure",
        written_key=made.reference,
        written_url=made.get_absolute_url(),
    )

    for role, code, leads in ((Role.SECRETARIAT, None, True), (Role.PRESIDENCY, "BE", False)):
        visiting(client, role, code)
        page = client.get(item_page(item)).text
        assert "the meeting cannot decide it" in page
        assert (made.get_absolute_url() in page) == (made.reference in page) == leads
