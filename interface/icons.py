"""The sprite of icons: drawings of Lucide (ISC licence) under the names we use."""

import re
from collections.abc import Mapping
from importlib import resources
from zipfile import ZipFile

NAMES: Mapping[str, str] = {
    "alert": "triangle-alert",
    "bell": "bell",
    "calendar": "calendar",
    "case": "briefcase",
    "chart": "chart-column",
    "check": "check",
    "clock": "clock",
    "copy": "copy",
    "cross": "x",
    "dash": "minus",
    "doc": "file-text",
    "down": "arrow-down",
    "download": "download",
    "flag": "flag",
    "globe": "globe",
    "handshake": "handshake",
    "help": "circle-question-mark",
    "hourglass": "hourglass",
    "idea": "lightbulb",
    "inbox": "inbox",
    "info": "info",
    "key": "key-round",
    "landmark": "landmark",
    "leave": "log-out",
    "link": "link",
    "list": "list",
    "lock": "lock",
    "mail": "mail",
    "megaphone": "megaphone",
    "next": "chevron-right",
    "pen": "pencil",
    "people": "users",
    "person": "user",
    "phone": "smartphone",
    "place": "map-pin",
    "plus": "plus",
    "previous": "chevron-left",
    "print": "printer",
    "seal": "award",
    "search": "search",
    "seminar": "presentation",
    "stop": "octagon-minus",
    "talk": "messages-square",
    "training": "graduation-cap",
    "trash": "trash-2",
    "undo": "undo-2",
    "up": "arrow-up",
    "video": "video",
    "welcome": "user-plus",
}

LICENCE = (
    "The icons of icons.svg are those of Lucide, https://lucide.dev, under the ISC licence:\n\n"
    "Copyright (c) for portions of Lucide "
    "are held by Cole Bemis 2013-2022 as part of Feather (MIT). All other copyright (c) for "
    "Lucide are held by Lucide Contributors 2022. Permission to use, copy, modify, and/or "
    "distribute this software for any purpose with or without fee is hereby granted, provided "
    "that the above copyright notice and this permission notice appear in all copies. THE "
    'SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS '
    "SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT "
    "SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES "
    "OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN "
    "ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION "
    "WITH THE USE OR PERFORMANCE OF THIS SOFTWARE."
    "\n"
)
"""What stands beside the sprite as ``icons-licence.txt``: each page weighs less without it."""

SOURCE = "Icons of Lucide, https://lucide.dev, ISC licence: see icons-licence.txt beside this file."


def sprite() -> str:
    """Return ``static/icons.svg``: one symbol a name; ``manage.py icons`` writes it."""
    archive = resources.files("lucide") / "lucide.zip"
    with archive.open("rb") as opened, ZipFile(opened) as drawings:
        symbols = [
            f'<symbol id="{name}" viewBox="0 0 24 24">{_shapes(drawings, drawn)}</symbol>\n'
            for name, drawn in NAMES.items()
        ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg">\n<!-- {SOURCE} -->\n'
    return f"{head}{''.join(symbols)}</svg>\n"


def _shapes(drawings: ZipFile, name: str) -> str:
    """Return what stands inside the root of a drawing, without the space between."""
    inside = drawings.read(f"{name}.svg").decode().partition("\n>")[2].removesuffix("</svg>\n")
    return re.sub(r"\s*\n\s*", "", inside).replace(" />", "/>")
