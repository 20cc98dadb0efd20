"""Who has answered nothing, who said yes and named nobody, who named: apart, and by name."""

import pytest
import time_machine

from events.models import Event
from mail.models import Letter
from meetings import services
from meetings.delegations import parties
from meetings.models import Delegation
from meetings.rules.delegation import Person
from meetings.todos import delegations as todos
from tests.events.organisers import signed_in
from tests.events.test_views_own import words_of
from tests.factories.accounts import (
    MemberStateFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
)
from tests.factories.events import RegistrationFactory
from tests.factories.meetings import AT, meeting, observes, seat_of, secretariat, speaks_for
from tests.meetings.test_todos_delegations import convened

pytestmark = pytest.mark.django_db

PAGE = "/events/2026-05-27-board/delegations/"
SILENT, PROMISED = "We have no answer from you", "Somebody has said yes for you"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


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


@pytest.fixture
def office():
    return signed_in(secretariat().user)


def noted(event):
    """What the overview of the Secretariat says of the places once it is late."""
    by = secretariat(at=event.registration_closes_at)
    return [(one.what, one.note) for one in todos.for_user(by) if one.button == "Remind"]


def test_the_table_tells_the_three_apart_by_name(event, office):
    said = words_of(office.get(PAGE))

    assert "no answer 2 yes, nobody named 1 named 1 validated 0" in said
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


def test_the_overview_names_them_as_the_table_does(event):
    ((what, note),) = noted(event)

    assert what == "Board, May 2026: 3 seats have not said who comes"
    assert note == (
        "Wednesday 27 May 2026. No answer: France, European Commission."
        " Yes, nobody named yet: Portugal"
    )


def test_the_overview_and_the_table_agree_whoever_sits_and_however_somebody_said_yes(event):
    body = event.body
    greece, spain = (MemberStateFactory(code=code) for code in ("EL", "ES"))
    body.chaired_by_presidency = True
    body.save()
    term = PresidencyTermFactory(
        member_state=greece, starts=event.first_date.replace(month=1, day=1),
        ends=event.first_date.replace(month=6, day=30),
    )  # fmt: skip
    SeatFactory(body=body, member_state=spain, ends=event.first_date.replace(month=3))
    for name in ("Council", "Agency"):
        SeatFactory(
            body=body, member_state=None, organisation=OrganisationFactory(name=name), votes=False
        )

    def agree():
        found = parties(event)
        silent = {one.place.holder for one in found if one.is_silent}
        promised = {one.place.holder for one in found if one.is_promised}
        ((what, note),) = noted(event)
        groups = dict(part.split(": ") for part in note.split(". ")[1:])
        assert f"{len(silent) + len(promised)} seats" in what
        assert set(groups["No answer"].split(", ")) == silent
        assert set(groups.get("Yes, nobody named yet", "").split(", ")) - {""} == promised
        return promised

    names = {"Portugal"}
    assert agree() == names
    council = body.seats.get(organisation__name="Council")
    RegistrationFactory(event=event, seat=council)
    assert agree() == names | {"Council"}
    RegistrationFactory(event=event, country="EL", group="participant")
    RegistrationFactory(event=event, country="EL", group="member", state="declined")
    assert agree() == names | {"Council"}
    RegistrationFactory(event=event, country="EL", group="member")
    RegistrationFactory(event=event, country="FR", capacity="expert", group="participant")
    assert agree() == names | {"Council", "France", str(greece)}
    services.stay_away(event, "EL", by=secretariat(), at=AT)
    assert agree() == names | {"Council", "France"}
    Delegation.objects.filter(member_state="EL").delete()
    SeatFactory(body=body, member_state=greece)
    agree()
    term.delete()
    agree()


def test_the_presidency_reads_the_same(event):
    observes(event.body.seats.get(votes=False).organisation)
    Event.objects.update(host="FR")
    by = speaks_for("FR", role="presidency", at=event.registration_closes_at)

    (one,) = todos.for_user(by)

    assert one.note.endswith("Yes, nobody named yet: Portugal")
