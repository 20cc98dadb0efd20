"""Who has answered nothing, who said yes and named nobody, who named: apart, and by name."""

import pytest

from mail.models import Letter
from meetings import services
from meetings.delegations import parties
from meetings.rules.delegation import Person
from meetings.todos import delegations as todos
from tests.events.test_views_own import words_of
from tests.factories.events import RegistrationFactory
from tests.factories.meetings import AT, meeting, seat_of, secretariat, speaks_for
from tests.meetings.test_todos_delegations import convened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

PAGE = "/events/2026-05-27-board/delegations/"
SILENT, PROMISED = "We have no answer from you", "Somebody has said yes for you"


@pytest.fixture
def event():
    """A meeting for which Latvia has named somebody, and somebody of Portugal said yes."""
    found = meeting()
    convened(found)
    services.send_delegation(
        found, "LV", version=1, people=[Person("Anna", capacity="head")], to_us="",
        by=speaks_for("LV"), at=AT,
    )  # fmt: skip
    RegistrationFactory(event=found, seat=seat_of("PT"), name="Inês", state="waiting")
    Letter.objects.all().delete()
    return found


def noted(event):
    """What the overview of the Secretariat says of the places once it is late."""
    by = secretariat(at=event.registration_closes_at)
    return [(one.what, one.note) for one in todos.for_user(by) if one.button == "Remind"]


def test_the_table_tells_the_three_apart_by_name(event, office):
    said = words_of(office.get(PAGE))

    assert "no answer 2 yes, nobody named 1 to validate 1 validated 0" in said
    assert "No answer: France, European Commission" in said
    assert "Yes, nobody named yet: Portugal" in said
    rows = said.split("What to do")[1]
    assert "France No answer" in rows
    assert "Portugal Yes, nobody named yet Inês said yes, not named" in rows
    assert "Latvia Named Anna" in rows
    for show, there in (("silent", "France"), ("yes", "Portugal"), ("sent", "Latvia")):
        rows = words_of(office.get(f"{PAGE}?show={show}")).split("What to do")[1]
        assert [name for name in ("France", "Latvia", "Portugal") if name in rows] == [there]


def test_where_all_have_answered_nobody_is_listed(event, office):
    by = secretariat()
    for party in parties(event):
        services.stay_away(event, party.code, by=by, at=AT)

    said = words_of(office.get(PAGE))

    assert "No answer" not in said
    assert "nobody named yet" not in said
    assert "Remind who has named nobody" not in said
    assert noted(event) == []


def test_each_is_reminded_of_what_is_missing_and_who_has_named_is_left_in_peace(event, office):
    france, portugal = speaks_for("FR"), speaks_for("PT")

    asked = office.get(f"{PAGE}remind/")

    said = words_of(asked)
    assert "2 letters go out. No answer: France, European Commission Yes, nobody named yet" in said
    assert (SILENT in said, PROMISED in said) == (True, True)
    codes = asked.context["forms"][0].initial["codes"]
    office.post(f"{PAGE}remind/", {"codes": codes})
    letters = {one.to: one.body["paragraphs"][0] for one in Letter.objects.all()}
    assert set(letters) == {france.user.email, portugal.user.email}
    assert letters[france.user.email].startswith(SILENT)
    assert letters[portugal.user.email].startswith(PROMISED)


def test_the_overview_counts_both_and_leads_to_the_table(event):
    ((what, note),) = noted(event)

    assert (what, note) == (
        "Board, May 2026: 3 seats have not said who comes",
        "Wednesday 27 May 2026",
    )
