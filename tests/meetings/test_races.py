"""Several people at once about one meeting: what is done is done once, and nobody is overruled."""

import datetime as dt
import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from accounts.enums import Role
from accounts.steps import NotNowError
from accounts.versions import StaleError
from agendas.enums import ItemState
from agendas.models import AgendaItem
from decisions.models import Decision
from events import services as events
from events.enums import State
from mail.models import Letter
from meetings import services
from meetings.day import table_of
from meetings.delegations import party_at
from meetings.enums import AdoptedBy, ItemOutcome, MinutesState
from meetings.models import ActionPoint, Delegate, ItemRecord, Minutes, Section
from meetings.rules.delegation import Person
from procedures import services as procedures
from procedures.models import Procedure
from tests.agendas.conftest import browser
from tests.events.at_once import all_at_once, begin
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import AFTER, DURING, adopted_agenda, meeting, quorate, somebody
from tests.factories.meetings import AT, speaks_for
from tests.factories.meetings import meeting as to_come
from tests.factories.procedures import rule

pytestmark = pytest.mark.django_db(transaction=True)

OFFICERS = 4
A_WHILE = 0.6
PAIR = ("Alpha", "Beta")
SOME = ("Alpha", "Beta", "Gamma", "Delta")


def held(*titles, **fields):
    """The Board meets with a quorum; its agenda is adopted."""
    event = meeting(**fields)
    quorate(event)
    adopted_agenda(event, *titles)
    return event


def tried(deed):
    """The deed, whose refusal is an answer too."""

    def one():
        try:
            return deed()
        except (NotNowError, StaleError) as refusal:
            return refusal

    return one


def done(answers):
    """What came of those that were not refused."""
    return [one for one in answers if not isinstance(one, Exception)]


def decide(title, by, *, version=0):
    """Adopt an item in the meeting."""
    item = AgendaItem.objects.select_related("agenda__event").get(title=title)
    return services.decide(
        item,
        outcome=ItemOutcome.ADOPTED,
        half_day=table_of(item.agenda.event).half_days[0],
        version=version,
        title=f"What {title} says",
        by=by,
        at=DURING,
    )


def convert(title, by, chosen):
    """Have an item decided in writing."""
    return procedures.convert(
        AgendaItem.objects.get(title=title), once=uuid.uuid4(), title=title, question="Agreed?",
        rule=chosen, agreed_by="Anna Peeters", agreed_on=DURING.date(), agreed_how="mail",
        by=by, at=DURING,
    )  # fmt: skip


@pytest.mark.parametrize("first", ["convert", "decide"])
def test_an_item_is_decided_in_the_meeting_or_in_writing_and_never_in_both(first):
    held(*PAIR)
    chosen, officers = rule(), [somebody() for _title in PAIR]
    deeds = []
    for title, by in zip(PAIR, officers, strict=True):
        both = [
            tried(lambda title=title, by=by: convert(title, by, chosen)),
            tried(lambda title=title, by=by: decide(title, by)),
        ]
        deeds += both if first == "convert" else both[::-1]

    all_at_once(deeds)

    written = set(Procedure.objects.values_list("item__title", flat=True))
    decided = set(ItemRecord.objects.exclude(decision=None).values_list("item__title", flat=True))
    assert (written | decided, written & decided) == (set(PAIR), set())
    state = AgendaItem.objects.filter(state=ItemState.IN_WRITING)
    assert set(state.values_list("title", flat=True)) == written
    assert Decision.objects.count() == len(decided)


def cancelled_beside(event, deed, *, is_meant):
    """What came of a deed that was begun while the meeting was being cancelled."""
    by = somebody()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            events.cancel_event(event, reason="A strike", by=by, at=DURING)
            late = begin(pool, tried(deed))
            time.sleep(A_WHILE)
            transaction.set_rollback(not is_meant)
        return late.result(timeout=60)


@pytest.mark.parametrize("is_meant", [True, False], ids=["cancelled", "left"])
def test_a_meeting_that_is_being_cancelled_decides_nothing_unless_that_is_left(is_meant):
    event, by = held("Toolbox", state=State.PUBLISHED), somebody()

    came = cancelled_beside(event, lambda: decide("Toolbox", by), is_meant=is_meant)

    event.refresh_from_db()
    assert isinstance(came, NotNowError) is is_meant
    assert Decision.objects.exists() is not is_meant
    assert (event.state == State.CANCELLED) is is_meant


def test_minutes_that_are_drafted_while_items_are_concluded_do_not_wait_for_each_other():
    event = held(*SOME)
    officers = [somebody() for _number in range(2 * len(SOME))]

    def conclude(title, by):
        item = AgendaItem.objects.select_related("agenda__event").get(title=title)
        return services.conclude(item, conclusion="Noted.", version=0, by=by, at=AFTER)

    answers = all_at_once(
        [lambda title=title, by=by: conclude(title, by)
         for title, by in zip(SOME, officers, strict=False)]
        + [lambda by=by: services.draft_minutes(event, by=by, at=AFTER)
           for by in officers[len(SOME):]]
    )  # fmt: skip

    assert len(answers) == len(officers)
    assert ItemRecord.objects.filter(conclusion="Noted.").count() == len(SOME)
    assert Minutes.objects.get().sections.filter(item__in=event.agenda.items.all()).exists()


def test_decisions_at_once_take_numbers_that_follow_each_other_over_all_meetings():
    first = held(*SOME[:2])
    held(*SOME[2:], body=first.body, slug="2024-05-29-another", title="Another meeting")
    officers = [somebody() for _title in SOME]

    made = all_at_once(
        [lambda title=title, by=by: decide(title, by)
         for title, by in zip(SOME, officers, strict=True)]
    )  # fmt: skip

    assert sorted(kept.number for kept in made) == [f"D-2024-0{one}" for one in (1, 2, 3, 4)]


def test_an_item_that_is_decided_at_once_is_decided_once():
    held("Toolbox")
    officers = [somebody() for _number in range(OFFICERS)]

    answers = all_at_once([tried(lambda by=by: decide("Toolbox", by)) for by in officers])

    assert len(done(answers)) == 1
    assert {type(one) for one in answers} == {ItemRecord, StaleError}
    assert Decision.objects.get().number == "D-2024-01"


def test_minutes_that_are_adopted_at_once_are_adopted_once():
    event, by = held("Toolbox"), somebody()
    minutes = services.draft_minutes(event, by=by, at=AFTER)
    until = AFTER.date() + dt.timedelta(days=9)
    minutes = services.send_for_comments(
        minutes, until=until, version=minutes.version, by=by, at=AFTER
    )
    services.finish_minutes(minutes, version=minutes.version, by=by, at=AFTER, is_early=True)
    officers = [somebody() for _number in range(OFFICERS)]
    somebody(Role.NR, code="LV")
    before = Letter.objects.count()

    def adopt(by):
        found = Minutes.objects.select_related("event").get()
        return services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=AFTER)

    answers = all_at_once([tried(lambda by=by: adopt(by)) for by in officers])

    minutes.refresh_from_db()
    event.refresh_from_db()
    assert len(done(answers)) == 1
    assert (minutes.state, minutes.adopted_by) == (
        MinutesState.ADOPTED, done(answers)[0].adopted_by,
    )  # fmt: skip
    assert (Letter.objects.count() - before, event.state) == (1, "closed")


def typed(client, address, **said):
    """The form of a page as it stands there, with what somebody typed."""
    form = client.get(address).context["form"]
    found = {form[name].html_name: form[name].value() for name in form.fields}
    return {name: value for name, value in (found | said).items() if value not in (None, [])}


def sent(client, address, said):
    """Send a form; the status, and the page where there is one."""
    answer = client.post(address, said)
    return answer.status_code, answer.content.decode()


def saved_by_two(address, field, texts):
    """What two officers are answered who opened a page at the same time, and save at once."""
    with time_machine.travel(AFTER, tick=False):
        clients = [browser(somebody(at=AFTER)) for _text in texts]
        forms = [
            typed(client, address, **{field: text})
            for client, text in zip(clients, texts, strict=True)
        ]
        return all_at_once(
            [lambda client=client, form=form: sent(client, address, form)
             for client, form in zip(clients, forms, strict=True)]
        )  # fmt: skip


def assert_one_is_asked(answers, texts, stored):
    """One was saved; to the other both texts are shown, and nothing is written over."""
    assert sorted(status for status, _page in answers) == [302, 409]
    assert stored in texts
    page = next(page for status, page in answers if status == 409)
    assert set(re.findall("|".join(texts), page)) == set(texts)


def test_two_who_save_one_item_of_an_agenda_at_once_see_both_texts():
    event = held()
    item = AgendaItemFactory(agenda=event.agenda, title="Budget")
    texts = ("Budget as I word it", "Budget as you word it")
    address = reverse("agendas:change_item", args=[event.slug, item.key])

    answers = saved_by_two(address, "title", texts)

    item.refresh_from_db()
    assert_one_is_asked(answers, texts, item.title)


def test_two_who_save_one_section_of_minutes_at_once_see_both_texts():
    event = held("Toolbox")
    minutes = services.draft_minutes(event, by=somebody(), at=AFTER)
    section = minutes.sections.get(item__title="Toolbox")
    texts = ("The Board welcomed it", "The Board noted it")
    address = reverse("meetings:section", args=[event.slug, section.key])

    answers = saved_by_two(address, "text", texts)

    assert_one_is_asked(answers, texts, Section.objects.get(pk=section.pk).text)


def test_an_action_point_that_is_sent_twice_at_once_is_one():
    event, once = held(), uuid.uuid4()
    officers = [somebody() for _number in range(OFFICERS)]

    made = all_at_once(
        [
            lambda by=by: services.add_action(
                event, once=once, text="Print it", due_date=AFTER.date(), by=by, at=DURING
            )
            for by in officers
        ]
    )

    assert {one.pk for one in made} == {ActionPoint.objects.get().pk}


def test_two_who_name_a_delegation_at_once_do_not_exceed_its_places():
    event = to_come()
    nr, substitute = speaks_for("LV"), speaks_for("LV", role=Role.SUBSTITUTE)

    def name(by, head, other):
        return services.send_delegation(
            event,
            "LV",
            version=1,
            people=[
                Person(head, f"{head.lower()}@example.eu", capacity="head"),
                Person(other, f"{other.lower()}@example.eu"),
            ],
            to_us="",
            by=by,
            at=AT,
        )

    answers = all_at_once(
        [
            tried(lambda: name(nr, "Anna", "Bo")),
            tried(lambda: name(substitute, "Cilla", "Dan")),
        ]
    )

    assert {type(one).__name__ for one in answers} == {"Delegation", "StaleError"}
    assert len(party_at(event, "LV").people) == Delegate.objects.filter(left_at=None).count() == 2
