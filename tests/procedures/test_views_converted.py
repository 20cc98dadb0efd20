"""What becomes of an item of an agenda that is decided in writing, on pages and in letters."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from agendas.enums import AgendaState
from agendas.models import AgendaItem
from events.models import Event
from mail.models import Letter
from procedures import services
from procedures.models import Procedure
from tests.events.organisers import signed_in
from tests.factories.agendas import AgendaFactory, MeetingFactory
from tests.factories.procedures import LAUNCHED, ballot, holder, secretariat
from tests.procedures.conftest import CLOSING, LATER
from tests.procedures.converted import close, convert, item, launch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


@pytest.fixture
def one():
    """An item of the Board's agenda of May; the next meeting's agenda is being prepared."""
    found = item()
    day = dt.date(2024, 9, 25)
    following = MeetingFactory(
        body=found.agenda.event.body, title="Board of September", first_date=day, last_date=day
    )
    AgendaFactory(event=following, state=AgendaState.PREPARING, created_at=LAUNCHED)
    return found


def agenda(event, at, who=None):
    """The agenda of a meeting, as the Secretariat or somebody else reads it at a moment."""
    with time_machine.travel(at, tick=False):
        client = signed_in((who or secretariat(at)).user)
        return client.get(reverse("agendas:agenda", args=[event.slug]))


def told(at=CLOSING):
    """What the next agenda informs of by itself: title and outcome, below what heads it."""
    page = agenda(Event.objects.get(title="Board of September"), at)
    (head,) = page.context["shown"].discussed
    assert head.item.title == "Written procedures since the last meeting"
    return [(part.kind.label[:3], part.item.title, part.item.text) for part in head.below]


def discussed(one, at):
    """What the body talks about and what it decides in writing, as a member reads it."""
    shown = agenda(one.agenda.event, at, holder("LV", at)).context["shown"]
    return [line.item for line in shown.discussed], [line.item for line in shown.in_writing]


def letters(subject):
    """The texts of the letters of that subject, each once."""
    rows = Letter.objects.filter(subject=subject).order_by("pk")
    return {" ".join(letter.body["paragraphs"]) for letter in rows}


def test_adopted_it_stays_in_writing_and_the_next_agenda_informs_of_the_decision(one):
    made = close(launch(convert(one)))

    assert discussed(one, CLOSING) == ([], [one])
    assert made.get_absolute_url() in agenda(one.agenda.event, CLOSING, holder("LV", CLOSING)).text
    said = f"{made.reference}, Tue 7 May 2024: Adopted, decision {made.decision.number}."
    assert told() == [("INF", "Rules of Procedure", said)]


def test_without_a_quorum_it_is_discussed_and_the_note_says_so(one):
    made = close(launch(convert(one)), votes=2)
    services.notify(made, by=secretariat(CLOSING), at=CLOSING)

    assert discussed(one, CLOSING) == ([one], [])
    page = agenda(one.agenda.event, CLOSING, holder("LV", CLOSING)).text
    assert "Came back from the written procedure" in page
    assert told() == [
        ("INF", "Rules of Procedure", f"{made.reference}, Tue 7 May 2024: No quorum.")
    ]
    assert letters("Outcome: Rules of Procedure") == {
        "The procedure has ended. The outcome note is on its page."
    }
    facts = Letter.objects.filter(subject="Outcome: Rules of Procedure").first().body["facts"]
    assert ["Outcome", "No quorum"] in [list(fact) for fact in facts]


def test_terminated_by_objections_it_is_discussed_and_all_hear_it(one):
    made = launch(convert(one))
    for code in ("LV", "EE", "MT"):
        services.object_to_procedure(
            ballot(made, code), reason="Let us meet.", by=holder(code, LATER), at=LATER
        )

    assert discussed(one, LATER) == ([one], [])
    assert letters("Ended, to be discussed: Rules of Procedure") == {
        "Enough objections to deciding in writing were made: the matter goes to a meeting."
    }
    ((_kind, _title, said),) = told(LATER)
    assert said.startswith(f"{made.reference}, Tue 23 Apr 2024: Terminated")


def test_a_new_round_keeps_it_in_writing_and_all_hear_why(one):
    made = launch(convert(one))
    holder("LV")
    with time_machine.travel(LATER, tick=False):
        client = signed_in(secretariat(LATER).user)
        client.post(
            reverse("procedures:new_round", args=[made.reference]),
            {"once": uuid.uuid4(), "reason": "A paper changed."},
        )
    second = Procedure.objects.get(previous=made)

    assert discussed(one, LATER) == ([], [one])
    assert AgendaItem.objects.get(pk=one.pk).written_key == second.reference
    assert second.get_absolute_url() in agenda(one.agenda.event, LATER).text
    (said,) = letters("Withdrawn: Rules of Procedure")
    assert said == (
        "The Secretariat has withdrawn this procedure. Nothing is decided by it."
        " Reason: A paper changed."
    )
    assert "Anna Peeters" in page_of(second, LATER)


def page_of(made, at):
    """The page of a draft, as the Secretariat reads it."""
    with time_machine.travel(at, tick=False):
        client = signed_in(secretariat(at).user)
        return client.get(reverse("procedures:edit", args=[made.reference])).text
