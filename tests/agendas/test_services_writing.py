"""Items that are decided in writing: out of the discussion, and back."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role, Visibility
from accounts.steps import NotNowError
from agendas import services
from agendas.enums import AgendaState, Deed, ItemState
from agendas.models import Offer
from agendas.reading import Shown, laid_out
from events.enums import State
from journal.models import Entry
from tests.factories.accounts import MandateFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 1, 12, 9, tzinfo=dt.UTC)
PROC = ("procedures.procedure", "PROC-2026-004", "/procedures/PROC-2026-004/")
OTHER = ("procedures.procedure", "PROC-2026-005", "/procedures/PROC-2026-005/")


@pytest.fixture
def office():
    """Somebody of the Secretariat."""
    return standing(MandateFactory(role=Role.SECRETARIAT).user, NOW)


@pytest.fixture
def item():
    """An item of an agenda that is sent out, three weeks ahead."""
    event = MeetingFactory(state=State.PUBLISHED, published_at=NOW)
    return AgendaItemFactory(agenda=AgendaFactory(event=event), title="Rules of Procedure")


def deeds():
    return list(Entry.objects.order_by("pk").values_list("deed", flat=True))


def test_an_item_in_writing_leaves_the_discussion_and_names_what_decides(item, office):
    services.mark_in_writing(item, written=PROC, by=office, at=NOW)

    item.refresh_from_db()
    assert item.state == ItemState.IN_WRITING
    assert (item.written_label, item.written_key, item.written_url) == PROC
    assert (item.changed_at, item.version) == (NOW, 2)
    assert deeds() == [Deed.IN_WRITING]


def test_in_writing_twice_is_once(item, office):
    services.mark_in_writing(item, written=PROC, by=office, at=NOW)
    services.mark_in_writing(item, written=PROC, by=office, at=NOW)

    item.refresh_from_db()
    assert item.version == 2
    assert deeds() == [Deed.IN_WRITING]


def test_what_one_procedure_decides_no_other_does(item, office):
    services.mark_in_writing(item, written=PROC, by=office, at=NOW)

    with pytest.raises(NotNowError):
        services.mark_in_writing(item, written=OTHER, by=office, at=NOW)


def test_only_the_secretariat_has_an_item_decided_in_writing(item):
    team = MandateFactory(role=Role.PRESIDENCY)
    item.agenda.event.host = team.member_state
    item.agenda.event.save()

    with pytest.raises(NotNowError):
        services.mark_in_writing(item, written=PROC, by=standing(team.user, NOW), at=NOW)
    item.refresh_from_db()
    assert item.state == ItemState.OPEN


def test_what_only_some_may_know_is_not_decided_by_all_in_writing(item, office):
    item.visibility = Visibility.RESTRICTED
    item.save()
    office.user.user_permissions.add(_right())

    with pytest.raises(services.RestrictedError):
        services.mark_in_writing(item, written=PROC, by=_again(office), at=NOW)


def test_a_part_of_what_only_some_may_know_is_not_decided_in_writing(item, office):
    whole = AgendaItemFactory(agenda=item.agenda, visibility=Visibility.RESTRICTED)
    item.parent = whole
    item.save()

    with pytest.raises(services.RestrictedError):
        services.mark_in_writing(item, written=PROC, by=office, at=NOW)


def test_an_item_with_parts_is_decided_part_by_part(item, office):
    part = AgendaItemFactory(agenda=item.agenda, parent=item)

    with pytest.raises(services.HasPartsError):
        services.mark_in_writing(item, written=PROC, by=office, at=NOW)
    services.mark_in_writing(part, written=PROC, by=office, at=NOW)
    services.mark_in_writing(item, written=OTHER, by=office, at=NOW)

    item.refresh_from_db()
    assert item.state == ItemState.IN_WRITING


@pytest.mark.parametrize("has_right", [True, False])
def test_a_part_that_not_all_may_know_of_stays_to_be_discussed(item, office, has_right):
    part = AgendaItemFactory(
        agenda=item.agenda, parent=item, visibility=Visibility.RESTRICTED, order=2
    )
    if has_right:
        office.user.user_permissions.add(_right())
    by = _again(office)

    services.mark_in_writing(item, written=PROC, by=by, at=NOW)

    part.refresh_from_db()
    shown = Shown(laid_out(item.agenda, by))
    assert part.state == ItemState.OPEN
    assert [one.item for line in shown.discussed for one in (line, *line.below)] == (
        [item, part] if has_right else []
    )
    assert [line.item for line in shown.in_writing] == ([] if has_right else [item])


def test_nothing_is_converted_once_the_meeting_is_closed(item, office):
    item.agenda.event.state = State.CLOSED
    item.agenda.event.save()

    with pytest.raises(NotNowError):
        services.mark_in_writing(item, written=PROC, by=office, at=NOW)


def test_an_item_comes_back_marked_and_remembers_what_was_to_decide(item, office):
    services.mark_in_writing(item, written=PROC, by=office, at=NOW)

    later = NOW + dt.timedelta(hours=1)
    services.bring_back(item, by=None, at=later)
    services.bring_back(item, by=office, at=later)

    item.refresh_from_db()
    assert (item.state, item.changed_at, item.written_key) == (ItemState.OPEN, later, PROC[1])
    assert deeds() == [Deed.IN_WRITING, Deed.BROUGHT_BACK]


def test_what_comes_back_can_be_decided_by_another_procedure(item, office):
    services.mark_in_writing(item, written=PROC, by=office, at=NOW)
    services.bring_back(item, by=office, at=NOW)
    services.mark_in_writing(item, written=OTHER, by=office, at=NOW)

    item.refresh_from_db()
    assert (item.state, item.written_key) == (ItemState.IN_WRITING, OTHER[1])


def test_after_the_meeting_it_is_offered_for_the_next_agenda_instead(item, office):
    services.mark_in_writing(item, written=PROC, by=office, at=NOW)
    after = item.agenda.event.ends_at

    services.bring_back(item, by=None, at=after)
    services.bring_back(item, by=None, at=after)

    item.refresh_from_db()
    assert item.state == ItemState.IN_WRITING
    offer = Offer.objects.get()
    assert (offer.title, offer.kind, offer.body) == (item.title, item.kind, item.agenda.event.body)
    assert (offer.source_label, offer.source_key) == ("agendas.item", str(item.key))


def test_another_round_takes_over(item, office):
    services.mark_in_writing(item, written=PROC, by=office, at=NOW)

    services.pass_on(item, written=OTHER, by=office, at=NOW)

    item.refresh_from_db()
    assert (item.state, item.written_key, item.version) == (ItemState.IN_WRITING, OTHER[1], 3)


def test_what_is_discussed_is_passed_on_to_nobody(item, office):
    with pytest.raises(NotNowError):
        services.pass_on(item, written=OTHER, by=office, at=NOW)


def test_an_agenda_that_is_prepared_or_adopted_lets_items_go_too(item, office):
    for state in (AgendaState.PREPARING, AgendaState.ADOPTED):
        event = MeetingFactory(state=State.PUBLISHED, published_at=timezone.now())
        other = AgendaItemFactory(agenda=AgendaFactory(event=event, state=state))
        services.mark_in_writing(other, written=(PROC[0], state, PROC[2]), by=office, at=NOW)
        other.refresh_from_db()
        assert other.state == ItemState.IN_WRITING


def _right():
    return Permission.objects.get(codename="read_restricted_papers")


def _again(office):
    return standing(type(office.user).objects.get(pk=office.user.pk), NOW)
