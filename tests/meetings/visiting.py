"""Somebody visits the pages of a meeting on its day, and types what it decides."""

from django.urls import reverse

from accounts.enums import Role
from tests.factories.held import somebody


def visiting(client, role=Role.SECRETARIAT, code=None):
    by = somebody(role, code=code)
    client.force_login(by.user)
    return by


def day_of(event):
    return reverse("meetings:day", args=[event.slug])


def item_page(item):
    return reverse("meetings:day_item", args=[item.agenda.event.slug, item.key])


def decided(**said):
    return {
        "decide": "1",
        "version": 0,
        "conclusion": "",
        "outcome": "adopted",
        "title": "The toolbox",
        "visibility": "body",
        "half": "2024-05-29-morning",
        "quorum_note": "",
    } | said
