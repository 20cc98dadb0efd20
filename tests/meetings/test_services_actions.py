"""Action points: given, changed, done, taken up again, and reminded of on the day."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Role, Visibility
from accounts.models import MemberState, Organisation, Seat
from accounts.steps import NotNowError
from accounts.versions import StaleError
from agendas.services.agendas import NotYoursError
from events.enums import State
from mail.models import Letter
from meetings import services
from meetings.models import ActionPoint
from tests.factories.accounts import SeatFactory
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import AFTER, DURING, adopted_agenda, meeting, somebody

pytestmark = pytest.mark.django_db

DUE = dt.date(2024, 6, 14)
MORNING = dt.datetime(2024, 6, 14, 7, tzinfo=dt.UTC)  # 09:00 in Brussels


def given(event, by=None, code="LV", once=None, **fields):
    state = MemberState.objects.get(pk=code) if code else None
    return services.add_action(
        event,
        once=once or uuid.uuid4(),
        text="Send the figures",
        due_date=DUE,
        member_state=state,
        by=by or somebody(),
        at=DURING,
        **fields,
    )


def test_an_action_point_is_given_once_to_a_seat_of_the_body_or_the_secretariat():
    event, by, once = meeting(), somebody(), uuid.uuid4()
    commission = SeatFactory(
        body=event.body,
        member_state=None,
        organisation=Organisation.objects.create(name="Commission services"),
    ).organisation

    made = given(event, by, once=once)

    assert given(event, by, once=once) == made
    assert (made.owner, str(made)) == ("Latvia", "Send the figures")
    assert given(event, by, code=None).owner == "Secretariat"
    assert given(event, by, code=None, organisation=commission).owner == "Commission services"
    Seat.objects.filter(member_state="SE").delete()
    with pytest.raises(services.OwnerError):
        given(event, by, code="SE")
    with pytest.raises(IntegrityError, match="one_owner"), transaction.atomic():
        ActionPoint.objects.filter(pk=made.pk).update(organisation=commission)


def test_only_who_prepares_gives_and_changes_them():
    event = meeting()
    made = given(event)

    for by in (somebody(Role.NR, code="LV"), somebody(Role.PRESIDENCY, code="HU")):
        with pytest.raises(NotYoursError):
            given(event, by)
        with pytest.raises(NotYoursError):
            services.change_action(made, version=1, text="Other", by=by, at=DURING)
    changed = services.change_action(
        made, version=1, text="Other", by=somebody(Role.PRESIDENCY, code="BE"), at=DURING
    )
    assert (changed.text, changed.search_text, changed.version) == ("Other", "other", 2)
    with pytest.raises(StaleError):
        services.change_action(made, version=1, text="?", by=somebody(), at=DURING)


def test_what_is_restricted_is_given_to_its_readers_the_chair_or_the_secretariat():
    event = meeting()
    agenda = adopted_agenda(event)
    item = AgendaItemFactory(agenda=agenda, visibility=Visibility.RESTRICTED)
    item.readers.set(Seat.objects.filter(body=event.body, member_state="LV"))
    part = AgendaItemFactory(agenda=agenda, parent=item)
    chair = somebody(Role.PRESIDENCY, code="BE")

    owners = {place.code for place in services.owners(event, part)}
    made = given(event, chair, item=part)

    assert owners == {"BE", "LV"}
    assert made.is_restricted
    for by, code in ((chair, "SE"),):
        with pytest.raises(services.OwnerError):
            given(event, by, code=code, item=item)
    with pytest.raises(NotYoursError):
        given(event, somebody(), item=item)
    seen = {
        code: ActionPoint.objects.visible_to(somebody(Role.NR, code=code)).exists()
        for code in ("BE", "LV", "SE")
    }
    assert seen == {"BE": True, "LV": True, "SE": False}


def test_who_has_to_do_it_or_prepares_says_it_is_done_and_takes_it_up_again():
    event = meeting()
    made = given(event)
    own, other = somebody(Role.NR, code="LV"), somebody(Role.NR, code="SE")

    with pytest.raises(NotYoursError):
        services.finish_action(made, version=1, by=other, at=AFTER)
    done = services.finish_action(made, version=1, note="Sent.", by=own, at=AFTER)

    assert (done.done_at, done.done_by, done.done_note) == (AFTER, own.user, "Sent.")
    with pytest.raises(NotNowError):
        services.finish_action(made, version=2, by=own, at=AFTER)
    with pytest.raises(NotNowError):
        services.change_action(made, version=2, text="?", by=somebody(), at=AFTER)
    again = services.reopen_action(made, version=2, by=somebody(), at=AFTER)
    assert (again.done_at, again.done_by, again.done_note) == (None, None, "")
    with pytest.raises(NotNowError):
        services.reopen_action(made, version=3, by=own, at=AFTER)


def test_owners_are_reminded_once_on_the_day_from_nine():
    event = meeting()
    own = somebody(Role.NR, code="LV")
    given(event)
    done = given(event)
    services.finish_action(done, version=1, by=own, at=AFTER)

    assert services.remind_actions_due(at=MORNING - dt.timedelta(minutes=1)) == 0
    assert services.remind_actions_due(at=MORNING) == 1
    assert services.remind_actions_due(at=MORNING) == 0
    assert services.remind_actions_due(at=MORNING + dt.timedelta(days=1)) == 0

    (letter,) = Letter.objects.all()
    assert letter.to == own.user.email
    assert "Send the figures" in letter.body["paragraphs"][1]


def test_who_was_quicker_leaves_nothing_to_remind_of():
    made = given(meeting())
    services.finish_action(made, version=1, by=somebody(), at=AFTER)

    assert services.actions._remind(made.pk, on=DUE, at=MORNING) is False
    assert not Letter.objects.exists()


def test_another_due_day_is_reminded_of_again():
    event, by = meeting(), somebody()
    made = given(event, by, code=None)
    services.remind_actions_due(at=MORNING)

    services.change_action(made, version=1, due_date=dt.date(2024, 6, 17), by=by, at=MORNING)

    assert services.remind_actions_due(at=MORNING + dt.timedelta(days=3)) == 1
    assert [letter.to for letter in Letter.objects.all()] == [by.user.email] * 2


def test_letters_do_not_say_what_is_restricted_and_go_to_who_may_know():
    event = meeting()
    item = AgendaItemFactory(agenda=adopted_agenda(event), visibility=Visibility.RESTRICTED)
    item.readers.set(Seat.objects.filter(body=event.body, member_state="LV"))
    chair, reader = somebody(Role.PRESIDENCY, code="BE"), somebody(Role.NR, code="LV")
    somebody()
    given(event, chair, item=item)
    given(event, chair, code=None, item=item)

    services.remind_actions_due(at=MORNING)

    (letter,) = Letter.objects.all()
    assert letter.to == reader.user.email
    assert "Send the figures" not in str(letter.body)


def test_what_is_late_is_open_and_over():
    event = meeting()
    made = given(event)

    assert [made.is_late(DUE), made.is_late(DUE + dt.timedelta(days=1))] == [False, True]
    assert list(ActionPoint.objects.late(DUE + dt.timedelta(days=1))) == [made]
    assert list(ActionPoint.objects.matching("FIGURES send")) == [made]
    assert not ActionPoint.objects.matching("else").exists()


@pytest.mark.parametrize(
    "hidden",
    [{"visibility": Visibility.RESTRICTED}, {"state": State.DRAFT, "published_at": None}],
    ids=["restricted", "draft"],
)
def test_those_of_a_meeting_of_which_one_may_not_know_are_the_owners_alone(hidden):
    event = meeting(**hidden)
    unknown, own = given(event, code=None), given(event, code="LV")
    latvia, france = somebody(Role.NR, code="LV"), somebody(Role.NR, code="FR")

    assert list(ActionPoint.objects.visible_to(latvia)) == [own]
    assert not ActionPoint.objects.visible_to(france).exists()
    assert set(ActionPoint.objects.visible_to(somebody())) == {unknown, own}
