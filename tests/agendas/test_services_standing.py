import uuid

import pytest
from django.utils import timezone

from accounts.versions import StaleError
from agendas import services
from agendas.models import StandingItem
from journal.models import Entry
from tests.agendas.preparing import host, office, the_agenda
from tests.factories.accounts import BodyFactory
from tests.factories.agendas import StandingItemFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def titles(code="BOARD"):
    """What stands on each agenda of a body, in order."""
    rows = StandingItem.objects.filter(body=code, archived_at=None)
    return list(rows.values_list("title", flat=True))


def deeds():
    """What the journal says was done."""
    return list(Entry.objects.order_by("id").values_list("deed", flat=True))


def test_the_given_items_are_laid_out_where_a_body_has_none_at_all():
    BodyFactory(code="BOARD")
    StandingItemFactory(body=BodyFactory(code="EXCOM"), title="Own", archived_at=NOW)
    BodyFactory(code="ADVISORY")

    assert services.lay_out_standing_items(at=NOW) == 4
    assert services.lay_out_standing_items(at=NOW) == 0

    assert titles() == [
        "Adoption of the agenda",
        "Commission: progress of the Organised Crime Strategy",
        "Discussions on crime prevention at EU level",
        "Any other business",
    ]
    assert (titles("EXCOM"), titles("ADVISORY")) == ([], [])
    assert deeds() == ["agendas.standing_laid_out"]


def test_a_standing_item_is_added_once_after_the_others():
    StandingItemFactory(title="First", order=4)
    body, once = BodyFactory(code="BOARD"), uuid.uuid4()

    for _time in range(2):
        services.add_standing_item(body, once=once, by=office(), at=NOW, title="Second", kind="INF")

    assert titles() == ["First", "Second"]
    assert deeds() == ["agendas.standing_added"]


def test_a_standing_item_is_worded_otherwise_by_who_read_it_as_it_is():
    item = StandingItemFactory(title="First")

    services.change_standing_item(item, version=1, by=office(), at=NOW, title="Other")
    with pytest.raises(StaleError):
        services.change_standing_item(item, version=1, by=office(), at=NOW, title="Third")

    assert (titles(), deeds()) == (["Other"], ["agendas.standing_changed"])


def test_a_standing_item_is_archived_and_taken_up_again():
    item, by = StandingItemFactory(title="First"), office()

    for archived, expected in ((True, []), (True, []), (False, ["First"])):
        services.archive_standing_item(item, archived=archived, by=by, at=NOW)
        assert titles() == expected
    assert deeds() == ["agendas.standing_archived", "agendas.standing_restored"]


@pytest.mark.parametrize(
    ("which", "places", "expected"),
    [
        ("A", 1, ["B", "A", "C"]),
        ("A", 9, ["B", "C", "A"]),
        ("C", -2, ["C", "A", "B"]),
        ("A", -1, ["A", "B", "C"]),
        ("Gone", 1, ["A", "B", "C"]),
    ],
)
def test_a_standing_item_is_moved(which, places, expected):
    rows = {
        title: StandingItemFactory(title=title, order=order)
        for order, title in enumerate("ABC", start=1)
    }
    rows["Gone"] = StandingItemFactory(title="Gone", archived_at=NOW)

    services.move_standing_item(rows[which], places=places, by=office(), at=NOW)

    assert titles() == expected
    assert len(deeds()) == (expected != ["A", "B", "C"])


def test_standing_items_are_the_secretariats():
    item = StandingItemFactory(body=the_agenda().event.body)
    by = host()

    for deed in (
        lambda: services.add_standing_item(item.body, once=uuid.uuid4(), by=by, at=NOW),
        lambda: services.change_standing_item(item, version=1, by=by, at=NOW),
        lambda: services.archive_standing_item(item, archived=True, by=by, at=NOW),
        lambda: services.move_standing_item(item, places=1, by=by, at=NOW),
    ):
        with pytest.raises(services.NotYoursError):
            deed()
    assert deeds() == []
