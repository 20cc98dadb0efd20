"""Procedures and the agenda: an item is converted, its outcome goes onto the next agenda."""

import datetime as dt

import pytest
from django.db import IntegrityError

from accounts.access import standing
from accounts.enums import Role, Visibility
from accounts.models import Body
from accounts.steps import NotNowError
from agendas import services as agendas
from agendas.enums import ItemState
from agendas.models import Offer
from documents.models import Document
from events.enums import State as EventState
from journal.models import Entry
from procedures import services
from procedures.enums import Deed, Outcome, State
from procedures.models import Procedure
from procedures.models.procedure import LABEL
from tests.factories.accounts import MandateFactory
from tests.factories.agendas import AgendaItemFactory, MeetingFactory
from tests.factories.documents import document
from tests.factories.procedures import LAUNCHED, draft, running, secretariat
from tests.procedures.conftest import CLOSING, LATER
from tests.procedures.converted import close, convert, item, launch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def test_an_item_becomes_a_procedure_and_leaves_the_discussion():
    one = item()

    made = convert(one)

    one.refresh_from_db()
    assert (made.title, made.question, made.body_id, made.item, made.state) == (
        "Rules of Procedure",
        "Does the Board adopt them?",
        "BOARD",
        one,
        State.DRAFT,
    )
    assert (made.agreed_by, made.agreed_on, made.agreed_how) == (
        "Anna Peeters",
        dt.date(2024, 4, 19),
        "mail",
    )
    assert one.state == ItemState.IN_WRITING
    assert (one.written_label, one.written_key, one.written_url) == (
        LABEL,
        made.reference,
        made.get_absolute_url(),
    )


def test_converted_twice_is_once():
    one = item()

    assert convert(one) == convert(one)
    assert Procedure.objects.count() == 1


def test_the_papers_that_all_may_read_go_with_it():
    one = item()
    for title, visibility in (
        ("Open", Visibility.BODY),
        ("Secret", Visibility.RESTRICTED),
        ("For those who come", Visibility.ATTENDEES),
    ):
        document("agendas.item", str(one.key), title=title, visibility=visibility)

    made = convert(one)

    assert [row.title for row in Document.objects.of(LABEL, str(made.key))] == ["Open"]


def test_a_refused_conversion_leaves_no_procedure():
    one = item()
    AgendaItemFactory(agenda=one.agenda, parent=one)

    with pytest.raises(agendas.HasPartsError):
        convert(one)
    assert Procedure.objects.count() == 0


def test_nobody_but_the_secretariat_converts():
    one = item()
    team = MandateFactory(role=Role.PRESIDENCY)
    one.agenda.event.host = team.member_state
    one.agenda.event.save()

    with pytest.raises(NotNowError):
        convert(one, by=standing(team.user, LAUNCHED))
    assert Procedure.objects.count() == 0


def test_a_withdrawn_draft_brings_the_item_back_and_it_can_be_converted_again():
    one = item()
    made = convert(one)

    services.withdraw(made, reason="Let us talk.", by=secretariat(), at=LAUNCHED)

    one.refresh_from_db()
    assert one.state == ItemState.OPEN
    again = convert(one)
    one.refresh_from_db()
    assert (again == made, one.state, one.written_key) == (
        False,
        ItemState.IN_WRITING,
        again.reference,
    )


def test_a_running_procedure_that_is_withdrawn_brings_the_item_back():
    one = item()
    made = launch(convert(one))

    services.withdraw(made, reason="Let us talk.", by=secretariat(LATER), at=LATER)

    one.refresh_from_db()
    assert (one.state, one.changed_at) == (ItemState.OPEN, LATER)


def test_what_decided_stays_in_writing_and_is_told_on_the_next_agenda():
    one = item()
    made = close(launch(convert(one)))

    one.refresh_from_db()
    offer = Offer.objects.get()
    assert (made.outcome, one.state) == (Outcome.ADOPTED, ItemState.IN_WRITING)
    assert (offer.body_id, offer.kind, offer.title) == ("BOARD", "INF", "Rules of Procedure")
    assert offer.text == (
        f"{made.reference}, Tue 7 May 2024: Adopted, decision {made.decision.number}."
    )
    assert (offer.source_key, offer.source_url) == (made.reference, made.get_absolute_url())


def test_what_decided_nothing_is_discussed_and_told():
    one = item()
    made = close(launch(convert(one)), votes=2)

    one.refresh_from_db()
    assert (made.outcome, one.state) == (Outcome.NO_QUORUM, ItemState.OPEN)
    assert Offer.objects.get().text == f"{made.reference}, Tue 7 May 2024: No quorum."
    again = convert(one, at=CLOSING)
    assert again != made


def test_every_closed_procedure_is_told_be_it_of_no_item():
    made = close(running())

    assert [offer.source_key for offer in Offer.objects.all()] == [made.reference]


def test_a_withdrawn_procedure_is_not_told():
    services.withdraw(running(), reason="No.", by=secretariat(LATER), at=LATER)

    assert Offer.objects.count() == 0


def test_after_the_meeting_what_was_not_decided_waits_for_the_next_one():
    one = item(day=dt.date(2024, 4, 24))
    made = launch(convert(one))
    one.agenda.event.state = EventState.HELD
    one.agenda.event.save()

    services.withdraw(
        made, reason="Let us talk.", by=secretariat(), at=CLOSING - dt.timedelta(days=2)
    )

    offer = Offer.objects.get()
    assert (offer.title, offer.kind, offer.source_key) == (one.title, one.kind, str(one.key))


def test_the_journal_says_that_the_presidency_agreed_and_names_nobody():
    convert(item())

    facts = Entry.objects.get(deed=Deed.CONVERTED).facts
    assert facts == {"agreed_on": "2024-04-19", "agreed_how": "mail"}


def test_two_live_procedures_never_decide_one_item():
    made = convert(item())

    with pytest.raises(IntegrityError, match=r"procedure_once_of_an_item|UNIQUE"):
        draft(item=made.item)


@pytest.mark.parametrize(
    "said",
    [{"agreed_by": "Anna"}, {"agreed_on": dt.date(2024, 4, 19)}, {"agreed_how": "mail"}],
    ids=["who", "when", "how"],
)
def test_an_agreement_is_recorded_whole(said):
    with pytest.raises(IntegrityError, match="procedure_agreed_by_somebody_on_a_day"):
        draft(**said)


def begun(body="BOARD", day=dt.date(2024, 9, 12), at=CLOSING):
    event = MeetingFactory(body=Body.objects.get(pk=body), first_date=day, last_date=day)
    return agendas.open_agenda(event, by=secretariat(at), at=at)


def told(agenda):
    return [(one.title, one.text) for one in agenda.items.filter(source_label=LABEL)]


def test_the_first_agenda_of_a_body_informs_of_what_ended_before_there_were_agendas():
    made = close(running(title="Guidelines"))
    Offer.objects.all().delete()

    first = begun()

    number = made.decision.number
    assert told(first) == [
        ("Guidelines", f"{made.reference}, Tue 7 May 2024: Adopted, decision {number}.")
    ]
    assert [one.parent.title for one in first.items.filter(source_label=LABEL)] == [
        "Written procedures since the last meeting"
    ]
    assert told(begun(day=dt.date(2024, 12, 3))) == []


@pytest.mark.parametrize(
    ("day", "expected"), [(dt.date(2024, 5, 2), 1), (dt.date(2024, 5, 10), 0)],
    ids=["held before", "held since"],
)  # fmt: skip
def test_what_ended_before_the_last_meeting_of_the_body_is_not_told_of_again(day, expected):
    close(running(title="Guidelines"))
    Offer.objects.all().delete()
    MeetingFactory(
        body=Body.objects.get(pk="BOARD"), first_date=day, last_date=day, state=EventState.HELD
    )

    assert len(told(begun(at=CLOSING + dt.timedelta(days=10)))) == expected


def test_what_another_body_decided_is_not_told_of():
    close(running(title="Guidelines"))
    Offer.objects.all().delete()

    assert told(begun("EXCOM")) == []
