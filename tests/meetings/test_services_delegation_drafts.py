"""The draft of a delegation: shared while it is typed, and what stands in it beforehand."""

import datetime as dt

import pytest

from accounts.versions import StaleError
from events.models import Registration
from meetings import services
from meetings.delegations import last_time, party_at, shown
from meetings.models import Delegate
from meetings.rules.delegation import Person
from tests.factories.events import RegistrationFactory
from tests.factories.meetings import AT, meeting, seat_of, speaks_for
from tests.meetings.named import ANNA, BO, BO_AS_HEAD, HOUR, send, version

pytestmark = pytest.mark.django_db


def test_a_draft_is_one_for_all_who_speak_for_the_seat(event):
    anna, zane = speaks_for("LV", name="Anna"), speaks_for("LV", name="Zane", role="substitute")
    first = services.save_draft(
        event, "LV", version=1, typed={"name_1": "Bo"}, base={}, by=anna, at=AT
    )
    both = services.save_draft(
        event,
        "LV",
        version=1,
        typed={"name_1": "", "note": "Hello"},
        base={"name_1": "", "note": ""},
        by=zane,
        at=AT + HOUR,
    )

    assert (first.version, both.version, both.changed_by) == (2, 3, zane.user)
    assert both.typed == {"name_1": "Bo", "note": "Hello", "rows": "1"}
    same = services.save_draft(
        event, "LV", version=3, typed=both.typed, base=None, by=anna, at=AT + HOUR
    )
    assert (same.version, same.changed_by) == (3, zane.user)


def test_the_same_box_typed_by_two_is_asked_about_and_nothing_is_lost(event):
    anna, zane = speaks_for("LV"), speaks_for("LV", role="substitute")
    services.save_draft(event, "LV", version=1, typed={"name_1": "Bo"}, base={}, by=anna, at=AT)
    words = {"typed": {"name_1": "Cy"}, "base": {"name_1": ""}, "by": zane, "at": AT}

    with pytest.raises(StaleError):
        services.save_draft(event, "LV", version=1, **words)
    with pytest.raises(StaleError):
        services.save_draft(event, "LV", version=1, theirs=["name_1"], **words)
    theirs = services.save_draft(event, "LV", version=2, theirs=["name_1"], **words)
    assert theirs.typed["name_1"] == "Bo"
    own = services.save_draft(event, "LV", version=2, theirs=[], **words)
    assert own.typed["name_1"] == "Cy"


def test_what_was_sent_meanwhile_is_not_undone_by_an_older_page(event):
    anna, zane = speaks_for("LV"), speaks_for("LV", role="substitute")
    old = version(event, "LV")
    send(event, anna, [ANNA])

    with pytest.raises(StaleError):
        send(event, zane, [BO_AS_HEAD], version=old)
    with pytest.raises(StaleError):
        services.save_draft(
            event, "LV", version=old, typed={"name_1": "Bo"}, base={"name_1": ""}, by=zane, at=AT
        )


def test_as_last_time_is_who_came_to_the_bodys_meeting_before(event):
    by = speaks_for("LV")
    first = meeting(event.body, first_date=dt.date(2026, 3, 12), title="March", slug="march")
    party = party_at(event, "LV")
    assert last_time(event, party) is None
    send(first, by, [ANNA, BO])
    bo = Delegate.objects.get(registration__name="Bo")
    send(first, by, [ANNA, Person("Cy", key=str(bo.key))])
    Registration.objects.filter(name="Cy").update(
        name="", email="", organisation="", reason="", user=None, erased_at=AT
    )

    last = last_time(event, party)
    (anna,) = last.people
    assert last.meeting.startswith(first.title)

    assert (anna.name, anna.email, anna.function, anna.capacity, anna.is_reimbursed, anna.key) == (
        "Anna", "anna@example.eu", "Director", "head", True, "",
    )  # fmt: skip
    assert last_time(first, party) is None


def test_who_said_yes_by_the_invitation_stands_in_the_form_beforehand(event):
    seat = seat_of("LV")
    RegistrationFactory(event=event, seat=seat, name="Anna", email="anna@example.eu")
    RegistrationFactory(event=event, seat=seat, name="Bo", email="bo@example.eu", capacity="expert")
    RegistrationFactory(event=event, name="Guest of nobody's seat")

    typed = shown(party_at(event, "LV"), rows=2)

    assert [typed[f"{name}_{row}"] for row in (1, 2) for name in ("name", "capacity")] == [
        "Anna", "head", "Bo", "expert",
    ]  # fmt: skip
