"""``manage.py import_programme``."""

import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from programme.models import Task, WorkProgramme
from tests.programme.conftest import HEAD, TASKS

pytestmark = pytest.mark.usefixtures("belgium")


def test_the_shipped_programme_is_imported_once_however_often(capsys):
    call_command("import_programme", HEAD, TASKS)
    call_command("import_programme", HEAD, TASKS)

    assert capsys.readouterr().out.splitlines() == [
        "Work Programme 2024: 77 tasks, 77 of them new.",
        "Work Programme 2024: 77 tasks, nothing new.",
    ]
    assert Task.objects.count() == 77


def test_a_wrong_file_changes_nothing_and_ends_with_two(tmp_path):
    wrong = tmp_path / "tasks.csv"
    wrong.write_text(TASKS.read_text().replace("WP24-2.4-01,2,2.4", "WP24-2.4-01,2,9.9"))

    with pytest.raises(
        CommandError, match=r"line 78: there is no operational goal '9.9'"
    ) as caught:
        call_command("import_programme", HEAD, wrong)

    assert caught.value.returncode == 2
    assert not WorkProgramme.objects.exists()


def test_a_file_that_is_not_there_ends_with_two(tmp_path):
    with pytest.raises(CommandError, match="No such file or directory") as caught:
        call_command("import_programme", HEAD, tmp_path / "none.csv")

    assert caught.value.returncode == 2


def test_called_without_its_files_it_ends_with_two_and_says_why():
    done = subprocess.run(
        [sys.executable, "manage.py", "import_programme"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )

    assert done.returncode == 2
    assert "HEAD.toml" in done.stderr
