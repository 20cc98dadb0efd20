import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role, Visibility
from agendas.enums import AgendaState, ItemState, Presenter
from agendas.models import Agenda, AgendaItem
from agendas.models.item import classes_open_to, reads_restricted
from events.enums import InvitationKind, RegistrationState, State
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.agendas import (
    AgendaFactory,
    AgendaItemFactory,
    MeetingFactory,
    StandingItemFactory,
)
from tests.factories.events import RegistrationFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db

CLASSES = list(Visibility)


def person(role=Role.NR, *, right=False, **of):
    """Somebody with a mandate, and the right to read restricted papers where told."""
    user = MandateFactory(role=role, **of).user
    if right:
        user.user_permissions.add(Permission.objects.get(codename="read_restricted_papers"))
    return standing(user, timezone.now())


@pytest.fixture
def agenda():
    """An agenda hosted by IE with an item of each class; LV and an agency sit in the body."""
    found = AgendaFactory(
        event__host=MemberStateFactory(code="IE"), event__visibility=Visibility.PUBLIC
    )
    SeatFactory(body=found.event.body, member_state__code="LV")
    SeatFactory(body=found.event.body, member_state__code="IE")
    for seen_by in CLASSES:
        AgendaItemFactory(agenda=found, visibility=seen_by, title=str(seen_by))
    return found


def seen(who, agenda):
    """The classes of which somebody sees the items, by either way of asking."""
    rows = AgendaItem.objects.visible_to(who, agenda.event)
    found = {Visibility(one.visibility) for one in rows}
    everywhere = {Visibility(one.visibility) for one in AgendaItem.objects.visible_to(who)}
    assert found == everywhere == classes_open_to(who, agenda.event)
    assert (Visibility.RESTRICTED in found) == reads_restricted(who, agenda.event)
    return found


OPEN = {Visibility.PUBLIC}
NETWORK = OPEN | {Visibility.NETWORK}
BODY = NETWORK | {Visibility.BODY}
ORDINARY = BODY | {Visibility.ATTENDEES}


def test_a_visitor_sees_what_is_public(agenda):
    assert seen(standing(AnonymousUser(), timezone.now()), agenda) == OPEN


def test_who_has_an_account_alone_sees_what_is_public(agenda):
    assert seen(standing(UserFactory(), timezone.now()), agenda) == OPEN


def test_the_network_sees_what_is_its_own(agenda):
    assert seen(person(member_state__code="PT"), agenda) == NETWORK


def test_members_of_the_body_see_what_is_the_bodys(agenda):
    assert seen(person(member_state__code="LV"), agenda) == BODY
    assert seen(person(Role.SUBSTITUTE, member_state__code="LV"), agenda) == BODY


def test_observers_of_the_body_see_what_is_the_bodys(agenda):
    agency = OrganisationFactory()
    SeatFactory(body=agenda.event.body, member_state=None, organisation=agency, votes=False)

    assert seen(person(Role.OBSERVER, organisation=agency), agenda) == BODY


@pytest.mark.parametrize("right", [False, True], ids=["without", "with"])
def test_the_secretariat_sees_restricted_items_with_the_right_only(agenda, right):
    expected = set(CLASSES) if right else ORDINARY

    assert seen(person(Role.SECRETARIAT, right=right), agenda) == expected


def test_the_right_opens_restricted_items_to_the_network_only(agenda):
    member = person(member_state__code="PT", right=True)
    stranger = UserFactory()
    stranger.user_permissions.add(Permission.objects.get(codename="read_restricted_papers"))

    assert seen(member, agenda) == NETWORK | {Visibility.RESTRICTED}
    assert seen(standing(stranger, timezone.now()), agenda) == OPEN


def test_the_chair_sees_each_item(agenda):
    assert seen(person(Role.PRESIDENCY, member_state__code="IE"), agenda) == set(CLASSES)
    assert seen(person(member_state__code="IE"), agenda) == BODY | {Visibility.RESTRICTED}


def test_who_takes_part_or_is_asked_sees_what_is_for_those_who_come(agenda):
    guest, asked = UserFactory(), UserFactory()
    RegistrationFactory(event=agenda.event, email=guest.email, state=RegistrationState.CONFIRMED)
    InvitationFactory(event=agenda.event, email=asked.email)

    expected = OPEN | {Visibility.ATTENDEES}
    assert seen(standing(guest, timezone.now()), agenda) == expected
    assert seen(standing(asked, timezone.now()), agenda) == expected


def test_a_seat_that_is_asked_sees_what_is_for_those_who_come(agenda):
    seat = agenda.event.body.seats.get(member_state="LV")
    InvitationFactory(event=agenda.event, kind=InvitationKind.SEAT, email="", seat=seat)

    assert seen(person(member_state__code="LV"), agenda) == ORDINARY


def test_a_named_seat_sees_its_restricted_item_as_long_as_it_exists(agenda):
    seat = agenda.event.body.seats.get(member_state="LV")
    own = AgendaItem.objects.get(visibility=Visibility.RESTRICTED)
    other = AgendaItemFactory(agenda=agenda, visibility=Visibility.RESTRICTED)
    own.readers.set([seat])

    def found(code):
        rows = AgendaItem.objects.visible_to(person(member_state__code=code), agenda.event)
        return set(rows.filter(visibility=Visibility.RESTRICTED))

    assert (found("LV"), found("PT"), found("IE")) == ({own}, set(), {own, other})
    seat.ends = timezone.now().date() - dt.timedelta(days=2)
    seat.save()
    assert found("LV") == set()


def test_a_part_is_seen_by_who_sees_what_it_is_a_part_of(agenda):
    hidden = AgendaItem.objects.get(visibility=Visibility.RESTRICTED)
    public = AgendaItem.objects.get(visibility=Visibility.PUBLIC)
    part = AgendaItemFactory(agenda=agenda, parent=hidden, visibility=Visibility.PUBLIC)
    below = AgendaItemFactory(agenda=agenda, parent=public, visibility=Visibility.RESTRICTED)
    member, chair = person(member_state__code="LV"), person(member_state__code="IE")

    assert not AgendaItem.objects.visible_to(member).filter(pk__in=[part.pk, below.pk]).exists()
    assert AgendaItem.objects.visible_to(chair).filter(pk__in=[part.pk, below.pk]).count() == 2


@pytest.mark.parametrize(
    ("who", "items", "agendas"),
    [
        ({"role": Role.SECRETARIAT}, 4, 1),
        ({"role": Role.PRESIDENCY, "member_state__code": "IE"}, 5, 1),
        ({"role": Role.NR, "member_state__code": "IE"}, 0, 0),
        ({"role": Role.NR, "member_state__code": "LV", "right": True}, 0, 0),
    ],
    ids=["secretariat", "host", "chair's NR", "member with the right"],
)
def test_until_it_was_sent_out_those_who_prepare_an_agenda_see_it_alone(
    agenda, who, items, agendas
):
    Agenda.objects.update(state=AgendaState.PREPARING, edition=0, circulated_at=None)
    by = person(**who)

    assert AgendaItem.objects.visible_to(by).count() == items
    assert Agenda.objects.visible_to(by).count() == agendas


def test_what_was_taken_off_before_it_was_sent_out_stays_with_those_who_prepare(agenda):
    before = AgendaItemFactory(
        agenda=agenda, state=ItemState.STRUCK, struck_at=agenda.circulated_at
    )
    after = AgendaItemFactory(agenda=agenda, state=ItemState.STRUCK)
    member, office = person(member_state__code="LV"), person(Role.SECRETARIAT)

    assert set(AgendaItem.objects.visible_to(member).filter(state=ItemState.STRUCK)) == {after}
    assert set(AgendaItem.objects.visible_to(office).filter(state=ItemState.STRUCK)) == {
        before,
        after,
    }


def test_of_a_meeting_that_one_may_not_know_of_nothing_is_seen(agenda):
    agenda.event.visibility = Visibility.BODY
    agenda.event.save()
    visitor, member = person(member_state__code="PT"), person(member_state__code="LV")

    assert not AgendaItem.objects.visible_to(visitor).exists()
    assert AgendaItem.objects.visible_to(member).count() == 3
    assert list(Agenda.objects.visible_to(visitor)) == []
    assert list(Agenda.objects.visible_to(member)) == [agenda]


def test_who_runs_the_meeting_prepares_its_agenda(agenda):
    host = person(Role.PRESIDENCY, member_state__code="IE")

    assert list(Agenda.objects.prepared_by(host)) == [agenda]
    agenda.event.state = State.CLOSED
    agenda.event.save()
    assert list(Agenda.objects.prepared_by(host)) == []


def test_items_are_found_by_their_words():
    item = AgendaItemFactory(title="Ανάλυση", text="Budget of the Network")

    assert list(AgendaItem.objects.matching("analysi NETWORK")) == [item]
    assert list(AgendaItem.objects.matching("analysi nothing")) == []
    item.title = "Other"
    item.save(update_fields=["title"])
    assert list(AgendaItem.objects.matching("other")) == [item]


def test_things_are_called_by_their_titles():
    agenda = AgendaFactory(event__title="Board", event__body=BodyFactory(code="BOARD"))
    item = AgendaItemFactory(agenda=agenda, title="Budget")

    assert (str(agenda), str(item)) == ("Board", "Budget")
    assert agenda.get_absolute_url() == f"/events/{agenda.event.slug}/agenda/"


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        (lambda: AgendaFactory(edition=0), "agenda_sent_out_at_a_moment"),
        (lambda: AgendaFactory(adopted_at=timezone.now()), "agenda_adopted_at_a_moment"),
        (lambda: AgendaItemFactory(struck_reason="x"), "agenda_item_taken_off_at_a_moment"),
        (lambda: AgendaItemFactory(written_key="x"), "agenda_item_names_its_procedure_whole"),
        (
            lambda: AgendaItemFactory(state=ItemState.IN_WRITING),
            "agenda_item_in_writing_names_its_procedure",
        ),
        (
            lambda: AgendaItemFactory(presenter=Presenter.STATE),
            "agendaitem_presented_by_a_state_that_is_named",
        ),
        (
            lambda: StandingItemFactory(presenter=Presenter.OTHER),
            "standingitem_presented_by_somebody_who_is_named",
        ),
    ],
    ids=["sent out", "adopted", "struck", "procedure", "in writing", "state", "somebody"],
)
def test_the_database_refuses(broken, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        broken()


def test_the_database_refuses_an_item_below_itself():
    item = AgendaItemFactory()

    with pytest.raises(IntegrityError, match="agenda_item_is_no_part_of_itself"):
        AgendaItem.objects.filter(pk=item.pk).update(parent=item.pk)


def test_the_database_refuses_two_items_of_one_procedure():
    said = {
        "written_label": "procedures.procedure",
        "written_key": "WP-2026-01",
        "written_url": "/decisions/WP-2026-01/",
    }
    AgendaItemFactory(**said)

    with pytest.raises(IntegrityError):
        AgendaItemFactory(**said)


def test_an_agenda_of_an_event_stands_once():
    meeting = MeetingFactory()
    AgendaFactory(event=meeting)

    with pytest.raises(IntegrityError):
        AgendaFactory(event=meeting)
