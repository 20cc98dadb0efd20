"""Numbers of places, as they are typed."""

import pytest

from events.enums import Group, Mode, QuotaScope
from events.forms.places import PlacesForm
from events.models import EventGroup
from events.rules import ALL, Claim, Obstacle, Places
from tests.events.organisers import states
from tests.factories.events import EventFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    states()
    return EventFactory(mode=Mode.HYBRID)


def filled(event, places, **typed):
    seen = PlacesForm(event=event, places=places).initial["seen"]
    return PlacesForm({"seen": seen} | typed, event=event, places=places)


def numbers(form):
    assert form.errors == {}
    found = form.numbers()
    found["groups"] = [(one.group, one.label, one.offered, one.priority) for one in found["groups"]]
    return {name: value for name, value in found.items() if value not in (None, {}, [])}


def test_numbers_and_exceptions(event):
    form = filled(event, Places(), total="50", each_state="2", state_FR="4", state_LV="0")

    assert numbers(form) == {"total": 50, "each_state": 2, "by_state": {"FR": 4, "LV": 0}}


def test_ten_delegates_for_each_state_and_forty_practitioners(event):
    form = filled(
        event,
        Places(),
        member_label="Delegates",
        member_each="10",
        member_priority="1",
        member_offered="on",
        participant_label="Practitioners",
        participant_places="40",
        participant_offered="on",
    )

    assert numbers(form) == {
        "each_state_in": {Group.MEMBER: 10},
        "by_group": {Group.PARTICIPANT: 40},
        "groups": [
            (Group.PARTICIPANT, "Practitioners", True, 0),
            (Group.MEMBER, "Delegates", True, 1),
        ],
    }


def test_a_group_with_a_number_for_each_state_has_exceptions_too(event):
    places = Places(each_state_in={Group.MEMBER: 10}, by_state_in={("LV", Group.MEMBER): None})

    form = filled(event, places, member_each="10", member_state_FR="12")

    assert numbers(form) == {
        "each_state_in": {Group.MEMBER: 10},
        "by_state_in": {("LV", Group.MEMBER): None, ("FR", Group.MEMBER): 12},
    }
    (_, _, own, is_set), (_, boxes, exceptions, _) = form.groups()[0], form.groups()[1]
    assert (own, is_set) == ([], False)
    assert [box.label for box in exceptions] == ["France", "Ireland", "Latvia"]
    assert [box.name for box in boxes][:2] == ["member_label", "member_places"]


def test_ways_of_taking_part_and_sessions(event):
    session = SessionFactory(event=event, title="Workshop")

    form = filled(event, Places(), way_online="300", **{f"session_{session.pk}": "20"})

    assert numbers(form) == {"by_attending": {"online": 300}, "by_session": {session.pk: 20}}
    assert [box.label for box in form.by_way()] == ["In person", "Online"]
    assert form.of_sessions()[0].label.startswith("Workshop (")


def test_the_way_of_taking_part_is_asked_where_there_are_two_or_it_has_a_number():
    event = EventFactory(mode=Mode.IN_PERSON)
    numbered = Places(numbers={Claim(QuotaScope.ATTENDING, "online"): 3})

    assert PlacesForm(event=event, places=Places()).by_way() == []
    assert [box.name for box in PlacesForm(event=event, places=numbered).by_way()] == ["way_online"]


def test_what_is_stored_stands_in_the_boxes(event):
    EventGroup.objects.create(event=event, group=Group.STAFF, label="Hosts", priority=7)

    form = PlacesForm(
        event=event, places=Places(numbers={Claim(QuotaScope.GROUP, group="staff"): 3})
    )

    shown = {name: form[name].value() for name in ("staff_label", "staff_priority", "staff_places")}
    assert shown == {"staff_label": "Hosts", "staff_priority": 7, "staff_places": 3}
    assert form.theirs()["staff_label"] == "Hosts"


def test_state_without_limit_keeps_that_until_a_number_is_typed(event):
    lifted = Places(each_state=2, by_state={"FR": None, "LV": 3})

    forms = [filled(event, lifted, state_LV="3"), filled(event, lifted, state_FR="9")]

    assert [numbers(form)["by_state"] for form in forms] == [{"FR": None, "LV": 3}, {"FR": 9}]


def test_exceptions_are_in_protocol_order_and_open_where_there_are_some(event):
    plain, own, wrong = (
        PlacesForm(event=event, places=Places()),
        PlacesForm(event=event, places=Places(by_state={"IE": 3})),
        filled(event, Places(), state_IE="-1"),
    )

    assert [box.label for box in plain.exceptions()] == ["France", "Ireland", "Latvia"]
    assert (plain.has_exceptions, own.has_exceptions, wrong.has_exceptions) == (False, True, True)
    assert wrong.errors == {"state_IE": ["A number from 0."]}


def of_state(code, group=""):
    return Claim(QuotaScope.STATE, code, group)


@pytest.mark.parametrize(
    ("obstacle", "field", "said"),
    [
        (Obstacle(ALL, 36, 9), "total", "36 places are held; 36 is the least."),
        (Obstacle(ALL, 1, 0), "total", "1 place is held; 1 is the least."),
        (
            Obstacle(of_state("FR"), 4, 2),
            "each_state",
            "4 places are held (France); 4 is the least.",
        ),
        (
            Obstacle(of_state("LV"), 4, 2),
            "state_LV",
            "4 places are held (Latvia); 4 is the least.",
        ),
        (
            Obstacle(of_state("FR", Group.MEMBER), 4, 2, "Delegates"),
            "member_each",
            "4 places are held (France, Delegates); 4 is the least.",
        ),
        (
            Obstacle(of_state("LV", Group.MEMBER), 4, 2),
            "member_state_LV",
            "4 places are held (Latvia, Member); 4 is the least.",
        ),
        (
            Obstacle(Claim(QuotaScope.GROUP, group=Group.STAFF), 4, 2),
            "staff_places",
            "4 places are held; 4 is the least.",
        ),
        (
            Obstacle(Claim(QuotaScope.ATTENDING, "online"), 4, 2),
            "way_online",
            "4 places are held; 4 is the least.",
        ),
    ],
)
def test_what_is_below_the_places_held_is_said_beside_its_box(event, obstacle, field, said):
    before = Places(
        each_state=9,
        by_state={"LV": 9},
        each_state_in={Group.MEMBER: 9},
        by_state_in={("LV", Group.MEMBER): 9},
    )
    form = filled(event, before, total="1")
    assert form.is_valid()

    form.refuse([obstacle])

    assert form.errors == {field: [said]}


def test_of_several_states_below_what_they_hold_the_greatest_is_named_once(event):
    session = SessionFactory(event=event)
    form = filled(event, Places(), each_state="1")
    assert form.is_valid()

    form.refuse(
        [
            Obstacle(of_state("FR"), 4, 1),
            Obstacle(of_state("IE"), 6, 1),
            Obstacle(Claim(QuotaScope.SESSION, session.pk), 2, 1),
        ]
    )

    assert form.errors == {
        "each_state": ["6 places are held (Ireland); 6 is the least."],
        f"session_{session.pk}": ["2 places are held; 2 is the least."],
    }
