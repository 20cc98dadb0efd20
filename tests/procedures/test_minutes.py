"""A body adopts the minutes of its meeting in writing."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from accounts.models import MemberState
from accounts.steps import NotNowError
from agendas.models import AgendaItem, Offer
from events.enums import State as EventState
from events.models import Event
from meetings.models import ItemRecord, Minutes
from meetings.services import (
    AskedInWritingError,
    NotFinalError,
    draft_minutes,
    finish_minutes,
    send_for_comments,
)
from procedures import services
from procedures.enums import Outcome
from procedures.models import Procedure
from tests.factories.held import adopted_agenda, meeting
from tests.factories.procedures import LAUNCHED, ballot, holder, rule, secretariat
from tests.procedures.conftest import CLOSING, LATER, proved
from tests.procedures.test_views_converting import office, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

BEFORE = LAUNCHED - dt.timedelta(days=3)


def minutes(*, is_final=True):
    """The minutes of the Board's meeting in March, before the body in April."""
    event = meeting(first_date=dt.date(2024, 3, 12), slug="2024-03-12-board", host=None)
    by = secretariat(BEFORE)
    made = draft_minutes(event, by=by, at=BEFORE)
    if not is_final:
        return made
    until = dt.date(2024, 4, 19)
    made = send_for_comments(made, until=until, version=made.version, by=by, at=BEFORE)
    return finish_minutes(made, version=made.version, by=by, at=BEFORE, is_early=True)


def converted(found, once=None):
    return services.convert_minutes(
        found,
        once=once or uuid.uuid4(),
        title="Minutes of March",
        question="Does the Board adopt them?",
        rule=rule(),
        agreed_by="Anna Peeters",
        agreed_on=dt.date(2024, 4, 19),
        agreed_how="mail",
        by=secretariat(),
        at=LAUNCHED,
    )


def closed(made, choice="for"):
    made = services.launch(made, version=made.version, by=secretariat(), at=LAUNCHED)
    for code in MemberState.objects.values_list("pk", flat=True)[:20]:
        services.cast(ballot(made, code), choice=choice, by=holder(code, LATER), at=LATER)
    services.close_due(at=CLOSING)
    made.refresh_from_db()
    return made


def test_an_adopted_procedure_adopts_the_minutes_and_closes_the_meeting():
    found = minutes()
    made = converted(found)

    closed(made)

    found.refresh_from_db()
    assert converted(found) == made
    assert (found.adopted_how, found.adopted_key) == ("writing", made.reference)
    assert Event.objects.get(pk=found.event_id).state == EventState.CLOSED


def test_one_that_does_not_adopt_them_leaves_them_before_the_body():
    found = minutes()

    made = closed(converted(found), choice="against")

    found.refresh_from_db()
    assert (made.outcome, found.state) == (Outcome.NOT_ADOPTED, "final")


def item_about(found, **fields):
    """The item of the next agenda with which the Board would adopt minutes."""
    event = meeting(slug="next", body=found.event.body, **fields)
    item = adopted_agenda(event, "Minutes").items.get()
    item.source_label, item.source_key = "meetings.minutes", str(found.key)
    item.save()
    Offer.objects.filter(source_key=str(found.key)).update(item=item)
    return item


def convert(item):
    return services.convert(
        item,
        once=uuid.uuid4(),
        title="Minutes of March",
        question="Does the Board adopt them?",
        rule=rule(),
        agreed_by="Anna Peeters",
        agreed_on=dt.date(2024, 4, 19),
        agreed_how="mail",
        by=secretariat(),
        at=LAUNCHED,
    )


@pytest.mark.parametrize("of_item", [True, False], ids=["from the item", "from the minutes"])
def test_where_an_agenda_has_their_adoption_the_item_becomes_the_procedure(of_item):
    found = minutes()
    item = item_about(found)

    made = convert(item) if of_item else converted(found)
    found.refresh_from_db()
    asked = found.written_key
    closed(made)

    item.refresh_from_db()
    found.refresh_from_db()
    assert (made.item, made.minutes, asked) == (item, found, made.reference)
    assert (item.state, item.written_key) == ("in_writing", made.reference)
    assert (found.adopted_key, found.written_key) == (made.reference, "")


@pytest.mark.parametrize(
    "left_behind",
    [
        {"decided_at": LAUNCHED},
        {"state": "struck", "struck_at": LAUNCHED},
    ],
    ids=["decided", "taken off"],
)
def test_an_item_that_adopts_nothing_any_more_stays_as_it_is(left_behind):
    found = minutes()
    item = item_about(found)
    AgendaItem.objects.filter(pk=item.pk).update(**left_behind)

    made = converted(found)

    assert (made.item, made.minutes) == (None, found)


def test_what_a_running_meeting_put_off_is_not_converted_and_what_came_of_it_is():
    found = minutes()
    put_off = item_about(found, first_date=LAUNCHED.date(), last_date=LAUNCHED.date())
    ItemRecord.objects.create(
        item=put_off, outcome="postponed", decided_at=LAUNCHED, changed_at=LAUNCHED
    )
    event = meeting(slug="after", body=found.event.body)
    item = adopted_agenda(event, "Minutes").items.get()
    item.source_label, item.source_key = "agendas.item", str(put_off.key)
    item.save()

    made = converted(found)

    assert (made.item, made.minutes) == (item, found)


@pytest.mark.parametrize("ends", ["withdrawn", "not adopted"])
def test_minutes_that_were_not_adopted_in_writing_can_be_changed_and_asked_about_anew(ends):
    found = minutes()
    made = converted(found)
    by = secretariat(LATER)

    if ends == "withdrawn":
        services.withdraw(made, reason="A slip.", by=by, at=LATER)
    else:
        closed(made, choice="against")
    found.refresh_from_db()

    assert (found.state, found.written_key) == ("final", "")
    again = converted(found)
    assert again != made
    found.refresh_from_db()
    assert found.written_key == again.reference


def test_the_body_adopts_the_text_that_it_was_asked_about():
    found = minutes()
    made = converted(found)
    asked = Minutes.objects.get().frozen
    by = secretariat(LATER)
    found.refresh_from_db()

    with pytest.raises(AskedInWritingError):
        send_for_comments(found, until=dt.date(2024, 5, 30), version=found.version, by=by, at=LATER)
    closed(made)

    found.refresh_from_db()
    assert (found.is_adopted, found.frozen) == (True, asked)


def test_minutes_about_which_the_body_is_asked_are_not_asked_about_by_an_item():
    found = minutes()
    converted(found)
    item = item_about(found)

    with pytest.raises(AskedInWritingError):
        convert(item)


@time_machine.travel(LAUNCHED, tick=False)
def test_the_page_of_such_an_item_says_that_the_body_is_asked_already():
    found = minutes()
    converted(found)
    item = item_about(found)

    answer = office().post(reverse("procedures:convert", args=[item.key]), sent())

    assert answer.status_code == 422
    assert "The body is asked in writing already to adopt these minutes." in answer.text


def test_an_item_whose_minutes_went_back_to_the_seats_is_not_put_to_the_body():
    found = minutes()
    item = item_about(found)
    by = secretariat(BEFORE)
    send_for_comments(found, until=dt.date(2024, 4, 30), version=found.version, by=by, at=BEFORE)

    with pytest.raises(NotFinalError):
        convert(item)


def test_a_new_round_asks_about_the_minutes_only_where_they_are_still_before_the_body():
    found = minutes()
    made = closed(converted(found), choice="abstain")
    found.refresh_from_db()
    by = secretariat(CLOSING)
    send_for_comments(found, until=dt.date(2024, 6, 30), version=found.version, by=by, at=CLOSING)

    following = services.new_round(made, once=uuid.uuid4(), reason="?", by=by, at=CLOSING)

    assert following.minutes is None


def test_minutes_that_are_not_before_the_body_are_not_put_to_it():
    with pytest.raises(NotNowError):
        converted(minutes(is_final=False))


def test_another_round_is_about_the_same_minutes():
    found = minutes()
    made = converted(found)
    made = services.launch(made, version=made.version, by=secretariat(), at=LAUNCHED)

    following = services.new_round(
        made, once=uuid.uuid4(), reason="A slip.", by=secretariat(LATER), at=LATER
    )

    found.refresh_from_db()
    assert (following.minutes, found.written_key) == (found, following.reference)


def test_the_page_asks_whether_the_presidency_agreed_and_makes_the_draft(time_machine):
    found = minutes()
    time_machine.move_to(LAUNCHED, tick=False)
    client = proved(secretariat().user)
    address = reverse("procedures:convert_minutes", args=[found.key])
    kept = rule()
    sent = {
        "once": uuid.uuid4(),
        "title": "Minutes of March",
        "question": "Does the Board adopt them?",
        "rule": kept.pk,
        "agreed_by": "Anna Peeters",
        "agreed_on_day": "19",
        "agreed_on_month": "4",
        "agreed_on_year": "2024",
        "agreed_how": "mail",
    }

    asked = client.get(address).content.decode()
    wrong = client.post(address, sent | {"title": ""})
    done = client.post(address, sent)
    again = client.get(address)

    made = Procedure.objects.get()
    assert (
        "Does the Board adopt the minutes of Board meeting, Tue 12 Mar 2024 as they stand at"
        in asked
    )
    assert wrong.status_code == 422
    assert done.url == reverse("procedures:edit", args=[made.reference])
    assert again.url == made.get_absolute_url()


def test_the_page_sends_back_where_the_minutes_are_not_before_the_body(time_machine):
    found = minutes(is_final=False)
    time_machine.move_to(LAUNCHED, tick=False)
    client = proved(secretariat().user)
    kept = rule()

    answer = client.post(
        reverse("procedures:convert_minutes", args=[found.key]),
        {
            "once": uuid.uuid4(),
            "title": "Minutes",
            "question": "Yes?",
            "rule": kept.pk,
            "agreed_by": "Anna",
            "agreed_on_day": "19",
            "agreed_on_month": "4",
            "agreed_on_year": "2024",
            "agreed_how": "mail",
        },
    )

    assert answer.url == found.get_absolute_url()
    assert not Procedure.objects.exists()
    assert Minutes.objects.get().state == "draft"
