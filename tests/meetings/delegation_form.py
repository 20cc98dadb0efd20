"""The form of a delegation: what a browser sends of it, and the marks that it sends back."""

import re
from html import unescape

from meetings.models import Delegation

OWN = "/events/2026-05-27-board/delegation/"
PAGE = f"{OWN}LV/"
JSON = {"headers": {"accept": "application/json"}}
BASE = re.compile(r'name="base" value="([^"]*)"')
VERSION = re.compile(r'name="version" value="(\d+)"')


def marks(page):
    """The marks that a page sends back with its form."""
    return {
        "base": unescape(BASE.search(page.text)[1]),
        "version": VERSION.search(page.text)[1],
    }


def boxes(**changes):
    """What a browser sends of a form with one person in it."""
    row = {
        "name": "Anna Kalniņa",
        "email": "anna@example.eu",
        "function": "Director",
        "capacity": "head",
        "attending": "online",
        "key": "",
    }
    empty = dict.fromkeys(row, "") | {"capacity": "member", "attending": "in_person"}
    return {
        "rows": "2",
        "note": "",
        **{f"{name}_1": value for name, value in row.items()},
        **{f"{name}_2": value for name, value in empty.items()},
        "version": "1",
        "base": "",
        **changes,
    }


def draft():
    return Delegation.objects.get(member_state="LV")
