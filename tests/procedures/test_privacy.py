"""What procedures hold about one person, and what of it is erased."""

import pytest

from procedures import privacy, records, services
from procedures.models import Procedure, Statement
from tests.factories.procedures import ballot, holder, running, secretariat
from tests.procedures.conftest import CLOSING, LATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


@pytest.mark.parametrize("at", [LATER, CLOSING], ids=["in time", "late"])
def test_words_that_came_by_mail_are_whose_mail_it_was_and_not_who_typed_them(at):
    made, voter, typist = running(), holder("LV", LATER), secretariat(at)
    services.enter_reply(
        ballot(made, "LV"), choice="for", statement="ROSEBUD", reason="Mail.", voter=voter.user,
        evidence="0" * 64, by=typist, at=at,
    )  # fmt: skip

    assert [one["text"] for one in privacy.export(voter.actor)] == ["ROSEBUD"]
    assert privacy.export(typist.actor) == []
    assert privacy.erase(typist.actor, at=CLOSING) == 0
    assert privacy.erase(voter.actor, at=CLOSING) == 1
    assert Statement.objects.get().text == ""
    services.close_due(at=CLOSING)
    assert records.check_stored(Procedure.objects.get()).in_order


def test_who_agreed_for_a_presidency_is_told_and_erased_by_name():
    made, person, other = running(), holder("BE", LATER), secretariat(LATER)
    agreed = {"agreed_on": LATER.date(), "agreed_how": "mail"}
    Procedure.objects.update(agreed_by=f"{person.user.name}, Brussels", **agreed)
    told = {
        "procedure": made.reference,
        "kind": "agreed",
        "at": str(LATER.date()),
        "how": "mail",
        "text": f"{person.user.name}, Brussels",
    }

    assert privacy.export(person.actor) == [told]
    assert privacy.export(other.actor) == []
    privacy.erase(other.actor, at=CLOSING)
    assert privacy.export(person.actor) == [told]
    privacy.erase(person.actor, at=CLOSING)
    assert privacy.export(person.actor) == []
    assert Procedure.objects.get().agreed_on == LATER.date()
    person.user.name = ""
    person.user.save()
    assert privacy.export(person.actor) == []


@pytest.mark.parametrize(
    ("noted", "is_told"),
    [
        ("Ann Peeters", True),
        ("Brussels: ann peeters (by telephone)", True),
        ("Joke Maes & Ann Peeters", True),
        ("Ann Peeters-Maes", False),
        ("Joann Peeters", False),
        ("Mary Ann Peeters", False),
    ],
)
def test_who_agreed_is_no_other_whose_name_holds_theirs(noted, is_told):
    running()
    person = holder("BE", LATER)
    person.user.name = "Ann Peeters"
    person.user.save()
    agreed = {"agreed_on": LATER.date(), "agreed_how": "mail"}
    Procedure.objects.update(agreed_by=noted, **agreed)

    assert [one["text"] for one in privacy.export(person.actor)] == [noted] * is_told
    privacy.erase(person.actor, at=CLOSING)
    assert (Procedure.objects.get().agreed_by == noted) is not is_told
