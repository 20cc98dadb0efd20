"""What is asked of trainers, as data and as the Secretariat words it."""

import pytest

from accounts.versions import StaleError
from journal.models import Entry
from tests.factories.trainings import NOW, secretariat, speaks_for
from trainers import services
from trainers.enums import Deed
from trainers.models import Requirement
from trainers.services import NotYoursError, SaidAlreadyError

pytestmark = pytest.mark.django_db


def test_the_requirements_are_laid_out_once_and_never_again():
    assert services.lay_out_requirements(at=NOW) == 6
    assert Requirement.objects.filter(is_required=True).count() == 5
    Requirement.objects.exclude(order=1).delete()

    assert services.lay_out_requirements(at=NOW) == 0
    assert Requirement.objects.count() == 1
    assert Entry.objects.filter(deed=Deed.REQUIREMENTS_LAID_OUT).count() == 1


def test_the_secretariat_adds_words_otherwise_and_archives():
    by = secretariat()

    first = services.add_requirement(text="Speaks English", is_required=True, by=by, at=NOW)
    second = services.add_requirement(text="Has taught", is_required=True, by=by, at=NOW)
    second = services.change_requirement(
        second, version=second.version, text="Has taught adults", is_required=False, by=by, at=NOW
    )
    archived = services.set_archived(first, archived=True, by=by, at=NOW)

    assert (first.order, second.order, second.text, second.is_required) == (
        1, 2, "Has taught adults", False,
    )  # fmt: skip
    assert services.set_archived(first, archived=True, by=by, at=NOW).version == archived.version
    assert services.set_archived(first, archived=False, by=by, at=NOW).archived_at is None
    assert Entry.objects.filter(deed=Deed.REQUIREMENT_CHANGED).count() == 5


def test_the_order_in_which_they_are_asked_is_the_secretariats():
    by = secretariat()
    first, second, archived, third = (
        services.add_requirement(text=text, is_required=True, by=by, at=NOW)
        for text in ("First", "Second", "Archived", "Third")
    )
    services.set_archived(archived, archived=True, by=by, at=NOW)
    before = Entry.objects.count()

    services.move_requirement(third, places=-1, by=by, at=NOW)
    services.move_requirement(first, places=-1, by=by, at=NOW)
    services.move_requirement(archived, places=-1, by=by, at=NOW)
    services.move_requirement(second, places=1, by=by, at=NOW)
    with pytest.raises(NotYoursError):
        services.move_requirement(third, places=-1, by=speaks_for("PT"), at=NOW)

    asked = Requirement.objects.filter(archived_at=None)
    assert [one.text for one in asked] == ["First", "Third", "Second"]
    assert Entry.objects.count() == before + 1


def test_the_same_words_twice_are_refused_and_a_stale_change_too():
    by = secretariat()
    first = services.add_requirement(text="Speaks English", is_required=True, by=by, at=NOW)
    second = services.add_requirement(text="Has taught", is_required=True, by=by, at=NOW)

    with pytest.raises(SaidAlreadyError):
        services.add_requirement(text="Speaks English", is_required=False, by=by, at=NOW)
    with pytest.raises(SaidAlreadyError):
        services.change_requirement(second, version=1, text=first.text, by=by, at=NOW)
    with pytest.raises(StaleError):
        services.change_requirement(second, version=0, text="Teaches", by=by, at=NOW)
    assert [one.text for one in Requirement.objects.all()] == ["Speaks English", "Has taught"]


def test_nobody_else_words_them():
    host = speaks_for("PT")
    one = services.add_requirement(
        text="Speaks English", is_required=True, by=secretariat(), at=NOW
    )

    with pytest.raises(NotYoursError):
        services.add_requirement(text="Is kind", is_required=True, by=host, at=NOW)
    with pytest.raises(NotYoursError):
        services.change_requirement(one, version=1, text="Is kind", by=host, at=NOW)
    with pytest.raises(NotYoursError):
        services.set_archived(one, archived=True, by=host, at=NOW)
