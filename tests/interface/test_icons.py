"""The sprite and the templates that use it."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from interface import icons

ROOT = Path(settings.BASE_DIR)


def test_the_sprite_is_what_lucide_draws():
    assert (ROOT / "static" / "icons.svg").read_text() == icons.sprite()
    assert (ROOT / "static" / "icons-licence.txt").read_text() == icons.LICENCE


def test_every_icon_that_a_template_names_is_drawn():
    named = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "(\w+)"', path.read_text())
    }

    assert named - set(icons.NAMES) == set()


def test_the_command_writes_the_sprite(tmp_path, settings, capsys):
    (tmp_path / "static").mkdir()
    settings.BASE_DIR = tmp_path

    call_command("icons")

    assert (tmp_path / "static" / "icons.svg").read_text() == icons.sprite()
    assert (tmp_path / "static" / "icons-licence.txt").read_text() == icons.LICENCE
    assert capsys.readouterr().out == f"icons.svg: {len(icons.NAMES)} icons\n"
