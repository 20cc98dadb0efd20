"""Taking a work programme in."""

import dataclasses
from datetime import UTC, date, datetime

import pytest

from journal.models import Entry
from programme.models import Goal, Task, Theme, WorkProgramme
from programme.reading import UnreadableError
from programme.services import Imported, import_programme
from tests.factories.programme import TaskFactory, WorkProgrammeFactory

AT = datetime(2024, 1, 2, 9, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("belgium")


def test_a_programme_is_stored_with_its_goals_and_tasks(shipped):
    imported = import_programme(shipped, at=AT, actor="somebody")

    programme = WorkProgramme.objects.get()
    assert imported == Imported(programme, tasks=77, added=77, changed=True)
    assert (programme.slug, programme.starts, programme.ends, programme.presidency_id) == (
        "work-programme-2024",
        date(2024, 1, 1),
        date(2024, 6, 30),
        "BE",
    )
    assert [theme.title for theme in programme.themes.all()] == [
        "Information exchange",
        "Citizen participation in safety/security",
    ]
    task = Task.objects.get(code="WP24-1.4-15")
    assert (task.goal.code, task.goal.parent.code, task.responsible, task.order) == (
        "1.4",
        "1",
        ["SEC", "NR", "EMPACT"],
        62,
    )
    entry = Entry.objects.get()
    assert (entry.deed, entry.actor, entry.label, entry.key, entry.facts) == (
        "programme.imported",
        "somebody",
        "programme.workprogramme",
        "work-programme-2024",
        {"tasks": 77, "added": 77},
    )


def test_the_same_programme_again_changes_nothing(shipped):
    first = import_programme(shipped, at=AT)
    rows = list(Task.objects.values_list("pk", "text"))

    again = import_programme(shipped, at=AT)

    assert again == Imported(first.programme, tasks=77, added=0, changed=False)
    assert list(Task.objects.values_list("pk", "text")) == rows
    assert (Goal.objects.count(), Theme.objects.count(), Entry.objects.count()) == (10, 2, 1)


def test_a_changed_programme_is_brought_up_to_date_in_place(shipped):
    import_programme(shipped, at=AT)
    row = Task.objects.get(code=shipped.tasks[0].code)
    first, *others = shipped.tasks
    changed = dataclasses.replace(
        shipped,
        tasks=(dataclasses.replace(first, text="New words"), *others),
        themes=shipped.themes[:1],
    )

    imported = import_programme(changed, at=AT)

    assert (imported.added, imported.changed) == (0, True)
    assert Task.objects.get(pk=row.pk).text == "New words"
    assert [theme.title for theme in Theme.objects.all()] == ["Information exchange"]


def test_what_is_stored_is_not_taken_away(shipped):
    import_programme(shipped, at=AT)
    less = dataclasses.replace(shipped, tasks=shipped.tasks[:-1], goals=shipped.goals[:-1])

    with pytest.raises(UnreadableError) as caught:
        import_programme(less, at=AT)

    assert caught.value.faults == [
        "the task WP24-2.4-01 is missing; a stored task is not taken away.",
        "the goal 2.4 is missing; a stored goal is not taken away.",
    ]
    assert Task.objects.count() == 77


def test_a_code_of_another_programme_is_refused(shipped):
    TaskFactory(code="WP24-1.1-01", goal__parent__programme__title="An older one")

    with pytest.raises(UnreadableError) as caught:
        import_programme(shipped, at=AT)

    assert caught.value.faults == [
        "the code WP24-1.1-01 belongs to the programme 'An older one' already."
    ]
    assert WorkProgramme.objects.count() == 1


def test_two_titles_with_one_address_are_refused(shipped):
    WorkProgrammeFactory(title="Work programme (2024)", slug="work-programme-2024")

    with pytest.raises(UnreadableError, match="another programme has nearly the title"):
        import_programme(shipped, at=AT)


def test_a_title_without_latin_letters_has_an_address_too(shipped):
    imported = import_programme(dataclasses.replace(shipped, title="Πρόγραμμα"), at=AT)

    assert imported.programme.slug == "programme"
