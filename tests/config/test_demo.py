"""``manage.py demo`` and ``populate`` where they must not run."""

import pytest

from tests.config.test_production import manage


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["demo"], "This is no demonstration"),
        (["populate", "--events", "1"], "This is production"),
    ],
    ids=["demo", "populate"],
)
def test_production_is_left_alone(tmp_path, arguments, words):
    done = manage(tmp_path, *arguments)

    assert (done.returncode, done.stdout, words in done.stderr) == (2, "", True)
