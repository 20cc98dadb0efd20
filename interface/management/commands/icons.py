"""Write ``static/icons.svg`` anew after a name was added to ``interface.icons``."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from interface import icons


class Command(BaseCommand):
    """Draw the sprite from the installed Lucide."""

    help = "Write static/icons.svg and its licence from interface.icons.NAMES"

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and name it."""
        folder = Path(settings.BASE_DIR) / "static"
        target = folder / "icons.svg"
        target.write_text(icons.sprite(), encoding="utf-8")
        (folder / "icons-licence.txt").write_text(icons.LICENCE, encoding="utf-8")
        self.stdout.write(f"{target.name}: {len(icons.NAMES)} icons")
