"""What is counted of trainings, over several years, hosts and groups; page and workbook agree."""

import datetime as dt
import io

import openpyxl
import pytest
import time_machine

from events.enums import Presence
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import AttendanceFactory, RegistrationFactory
from tests.factories.trainings import (
    NOW,
    delivered,
    ready,
    scheduled,
    speaks_for,
    submitted,
)
from trainings import figures, services

pytestmark = pytest.mark.django_db

IN_2028 = dt.date(2028, 2, 8)
LONG_AFTER = dt.datetime(2028, 6, 1, 8, tzinfo=dt.UTC)
PAGE, BOOK = "/trainings/requests/figures/", "/trainings/requests/figures.xlsx"


def came(event, *people):
    """Let people be there: country and target group of each."""
    session = event.sessions.first()
    for country, category in people:
        person = RegistrationFactory(event=event, country=country, category=category)
        AttendanceFactory(registration=person, session=session, presence=Presence.PRESENT)


def two_years():
    """Portugal's training in 2027, Latvia's in 2028, and a request that is not decided."""
    for code in ("LV", "EL"):
        MemberStateFactory(code=code)
    first, by, _host, _after = delivered()
    second, *_rest = delivered(
        by=by, host=speaks_for("LV"), day=IN_2028, course=first.course,
        groups={"police": 4, "researcher": 20},
    )  # fmt: skip
    submitted(speaks_for("EL"), course=first.course)
    came(first.held.event, ("PT", "police"), ("PT", "police"), ("LV", "researcher"))
    came(second.held.event, ("LV", "policymaker"), ("EL", "police"), ("NO", "other"))
    return by


def lines(found, year):
    return [
        (one.label, one.requests, one.trainings, one.participants)
        for one in figures.by_member_state(found, year)
    ]


def test_each_year_has_its_own_requests_trainings_and_participants():
    two_years()

    found = figures.read(at=LONG_AFTER)

    assert found.years == [2028, 2027, 2026]
    assert [line[1:] for line in lines(found, 2026)] == [(1, 0, 0)] * 3
    assert sorted(line[1:] for line in lines(found, 2027)) == [(0, 0, 1), (0, 1, 2)]
    assert lines(found, 2028)[-1] == ("Elsewhere", 0, 0, 1)
    assert sorted(line[1:] for line in lines(found, 2028)) == [(0, 0, 1), (0, 0, 1), (0, 1, 1)]
    groups = {
        year: {
            one.label: (one.expected, one.participants)
            for one in figures.by_group(found, year)
            if one.expected or one.participants
        }
        for year in found.years
    }
    assert groups == {
        2026: {
            "Policymaker": (12, 0), "Police": (24, 0),
            "Local authority": (16, 0), "Researcher": (20, 0),
        },
        2027: {"Police": (0, 2), "Researcher": (0, 1)},
        2028: {"Policymaker": (0, 1), "Police": (0, 1), "Other": (0, 1)},
    }  # fmt: skip


def test_page_and_workbook_say_the_same_of_each_year(client):
    by = two_years()
    with time_machine.travel(LONG_AFTER, tick=False):
        client.force_login(by.user)
        book = openpyxl.load_workbook(io.BytesIO(client.get(BOOK).content))
        pages = {year: client.get(f"{PAGE}?year={year}").context for year in (2028, 2027, 2026)}

    assert book.sheetnames == ["By Member State", "By target group", "By course", "Trainings held"]
    states, groups, courses, held = (
        [list(row) for row in sheet.values][1:] for sheet in book.worksheets
    )
    for year, page in pages.items():
        totals = [page[name] for name in ("requests", "trainings", "participants")]
        by_state, by_course = (
            [[year, one.label, one.requests, one.trainings, one.participants] for one in some]
            for _label, some in page["tables"]
        )
        assert [row for row in states if row[0] == year] == by_state
        assert [row for row in courses if row[0] == year] == by_course
        for some in (by_state, by_course):
            assert [sum(row[column] for row in some) for column in (2, 3, 4)] == totals
        of_groups = [[year, one.label, one.expected, one.participants] for one in page["groups"]]
        assert [row for row in groups if row[0] == year] == of_groups
        assert sum(row[3] for row in of_groups) == totals[2]
        assert sum(row[0].year == year for row in held) == totals[1]
    assert [row[-1] for row in held] == [3, 3]


def test_a_training_that_answers_two_requests_is_held_once_and_a_cancelled_one_never():
    first, by, _host, _option = scheduled()
    other, _by, _host, option = ready(by=by, host=speaks_for("LV"), trainers=0, course=first.course)
    services.schedule(other, option=option, onto=first.held, by=by, at=NOW)
    gone, *_rest = scheduled(by=by, host=speaks_for("EL"), course=first.course)
    services.cancel(gone, reason="Flood.", by=by, at=NOW)

    found = figures.read(at=LONG_AFTER)

    assert [one.delivery for one in found.held] == [first.held]
    assert len(found.sent) == 3
    assert not figures.read(at=NOW).held
