"""What a search finds among trainers, and who finds it."""

import pytest

from tests.factories.accounts import MemberStateFactory
from tests.factories.trainings import TrainerFactory, at_the, secretariat, speaks_for
from trainers.search import find

pytestmark = pytest.mark.django_db


def titles(text, standing):
    return [one.title for one in find(text, standing, 10)]


def test_names_and_organisations_are_found_however_typed_by_who_may_know_of_the_person():
    host = speaks_for("PT")
    state = host.mandates[0].member_state
    own = TrainerFactory(name="João Araújo", organisation="PSP", member_state=state)
    TrainerFactory(
        name="Ioanna Araújo-Παπαδοπούλου", member_state=MemberStateFactory(code="LV", name="Latvia")
    )

    (found,) = find("joao psp", host, 10)

    assert (found.title, found.note, found.url) == (
        "João Araújo", "PSP · Portugal · Accepted", own.get_absolute_url(),
    )  # fmt: skip
    assert len(titles("araujo", secretariat())) == 2
    assert titles("papadopoulou", host) == []
    assert titles("papadopoulou", secretariat()) == ["Ioanna Araújo-Παπαδοπούλου"]
    assert titles(" ", secretariat()) == []


def test_trainers_find_nobody_and_the_erased_are_not_found():
    one = TrainerFactory(name="Ada")
    gone = TrainerFactory()
    gone.name = gone.email = ""
    gone.organisation, gone.state, gone.erased_at = "PSP", "left", gone.decided_at
    gone.save()

    assert titles("Ada", at_the(one)) == []
    assert titles("psp", secretariat()) == []
