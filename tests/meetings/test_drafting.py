"""What is drafted into minutes says its words, and is no markup of theirs."""

import uuid

import pytest

from accounts.models import Organisation
from decisions.services import enter
from meetings import services
from meetings.enums import ItemOutcome, MinutesPart
from meetings.shown import Reading
from tests.factories.held import AFTER, DURING, somebody
from tests.meetings.test_services_day import decided, held
from tests.meetings.test_services_minutes import UNTIL

pytestmark = pytest.mark.django_db

LINK = "[Pay *here*](https://evil.example)"


def shown(event, by):
    """The sections of the drafted minutes, as they are shown."""
    found = services.draft_minutes(event, by=by, at=AFTER)
    return {one.part: str(one.html) for one in Reading(found, by).sections()}


def test_a_title_a_task_and_a_correction_make_no_link_of_the_minutes():
    event, (item,) = held(LINK)
    by = somebody()
    kept = decided(item, by, ItemOutcome.ADOPTED)
    services.correct(kept, once=uuid.uuid4(), text=LINK, reason="?", by=by, at=DURING)
    services.add_action(
        event, once=uuid.uuid4(), text=LINK, due_date=UNTIL, item=item, by=by, at=DURING
    )

    html = shown(event, by)[MinutesPart.ITEM]

    assert "<a" not in html
    assert html.count(LINK) == 3


def test_what_was_decided_in_writing_makes_no_link_of_the_minutes():
    event, _items = held()
    by = somebody()
    enter(
        body=event.body,
        on=event.first_date,
        title=LINK,
        outcome="adopted",
        source=("procedures.procedure", "P-1", "/p/"),
        visibility="body",
        at=DURING,
    )

    html = shown(event, by)[MinutesPart.WRITTEN]

    assert ("<a" in html, html.count(LINK)) == (False, 1)


def test_where_and_with_whom_a_body_met_make_no_marks_in_the_minutes():
    event, (item,) = held("Toolbox")
    event.venue = "Room *Europa*"
    event.save()
    owner = Organisation.objects.create(name="Council _of_ Europe")
    item.interests.create(organisation=owner, person="Ann", text="?", declared_at=DURING)

    html = shown(event, somebody())

    assert "Room *Europa*" in html[MinutesPart.OPENING]
    assert "Council _of_ Europe" in html[MinutesPart.ITEM]
