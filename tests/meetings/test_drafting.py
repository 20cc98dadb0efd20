"""What minutes say by themselves: each thing once, where the agenda has it."""

import pytest

from accounts.enums import Visibility
from accounts.models import Body, Seat
from agendas.enums import ItemKind, Presenter, Recommendation
from agendas.models import AgendaItem, Track
from agendas.services.offers import OF_OFFERS
from meetings import drafting, services
from meetings.enums import MinutesPart
from tests.factories.agendas import AgendaItemFactory, StandingItemFactory
from tests.factories.held import AFTER, adopted_agenda, meeting, somebody

pytestmark = pytest.mark.django_db


def item(agenda, title="Item", **fields):
    return AgendaItemFactory(agenda=agenda, title=title, **fields)


def standing_item(agenda, **fields):
    """What stands on each agenda of the body."""
    standing = StandingItemFactory(body=agenda.event.body)
    return item(agenda, "Adoption of the agenda", standing=standing, **fields)


def drafted(agenda):
    return services.draft_minutes(agenda.event, by=somebody(at=AFTER), at=AFTER)


def text_of(found, one):
    return found.sections.get(item=one).text


def parts(found):
    rows = found.sections.exclude(part=MinutesPart.ITEM)
    return list(rows.values_list("part", flat=True))


def test_that_the_agenda_was_adopted_is_told_where_the_agenda_has_it():
    agenda = adopted_agenda(meeting())
    first = standing_item(agenda, kind=ItemKind.ADOPTION, order=1)
    item(agenda, order=2)

    found = drafted(agenda)

    assert parts(found) == ["opening", "presence", "written", "actions", "closing"]
    assert text_of(found, first) == "The agenda was adopted as sent out in edition 1."


@pytest.mark.parametrize(
    "first",
    [
        {"kind": ItemKind.INFORMATION},
        {"kind": ItemKind.ADOPTION, "visibility": Visibility.RESTRICTED},
        {"kind": ItemKind.ADOPTION, "state": "struck", "struck_at": AFTER},
        {"kind": ItemKind.ADOPTION, "order": 9},
    ],
    ids=["information", "hidden", "taken off", "not the first"],
)
def test_otherwise_it_has_a_section_of_its_own(first):
    agenda = adopted_agenda(meeting(), "Toolbox")
    adopting = standing_item(agenda, **({"order": 0} | first))

    found = drafted(agenda)

    assert found.sections.filter(part=MinutesPart.AGENDA).exists()
    assert not found.sections.filter(item=adopting, text__contains="was adopted").exists()


def test_what_was_decided_in_writing_is_told_where_the_agenda_has_it():
    agenda = adopted_agenda(meeting())
    source = {"source_label": OF_OFFERS, "source_key": "x", "source_url": "/a/"}
    whole = item(agenda, kind=ItemKind.INFORMATION, **source)
    source = {"source_label": "procedures.procedure", "source_url": "/p/"}
    told = item(
        agenda,
        kind=ItemKind.INFORMATION,
        parent=whole,
        text="PROC-2024-004: Adopted, *decision* D-2024-03.",
        source_key="PROC-2024-004",
        **source,
    )
    silent = item(
        agenda,
        kind=ItemKind.INFORMATION,
        parent=whole,
        text="",
        source_key="PROC-2024-005",
        **source,
    )

    found = drafted(agenda)

    assert "written" not in parts(found)
    assert text_of(found, whole) == text_of(found, silent) == ""
    assert text_of(found, told) == r"PROC-2024-004: Adopted, \*decision\* D-2024-03."


def test_what_is_told_where_some_may_not_know_of_it_is_told_to_all():
    agenda = adopted_agenda(meeting())
    item(
        agenda,
        visibility=Visibility.RESTRICTED,
        source_label=OF_OFFERS,
        source_key="x",
        source_url="/a/",
    )

    assert "written" in parts(drafted(agenda))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"kind": ItemKind.INFORMATION, "presenter": Presenter.COMMISSION},
            "Presented by: European Commission.",
        ),
        ({"kind": ItemKind.INFORMATION, "presenter": Presenter.NOBODY}, ""),
        ({"kind": ItemKind.DISCUSSION, "presenter": Presenter.COMMISSION}, ""),
    ],
    ids=["information", "by nobody", "a discussion"],
)
def test_of_information_it_is_said_who_presented_it(fields, said):
    agenda = adopted_agenda(meeting())
    one = item(agenda, **fields)

    assert text_of(drafted(agenda), one) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {
                "recommendation": Recommendation.POSITIVE,
                "text": "By *all* seats.",
                "recommended_at": AFTER,
            },
            r"Recommendation to the Board: positive. By \*all\* seats.",
        ),
        (
            {"recommendation": Recommendation.NEGATIVE, "recommended_at": AFTER},
            "Recommendation to the Board: negative.",
        ),
        ({}, ""),
    ],
    ids=["with words", "without", "not recommended yet"],
)
def test_what_one_body_recommends_to_another_stands_in_its_minutes(fields, said):
    agenda = adopted_agenda(meeting(), "Budget")
    one = AgendaItem.objects.get(title="Budget")
    Track.objects.create(item=one, body=agenda.event.body, opened_at=AFTER, **fields)

    assert text_of(drafted(agenda), one) == said


@pytest.mark.parametrize("chairs", [True, False])
def test_a_host_without_a_place_in_the_body_was_not_in_its_chair(chairs):
    event = meeting()
    Body.objects.filter(pk=event.body_id).update(chaired_by_presidency=chairs)
    Seat.objects.filter(body=event.body, member_state="BE").delete()
    event.refresh_from_db()

    told = drafting.text(event, MinutesPart.OPENING)

    assert ("Belgium was in the chair." in told) == chairs
