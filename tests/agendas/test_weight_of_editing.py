"""The page on which an agenda is worked on stays light, however long the agenda is."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from accounts.enums import Visibility
from agendas.enums import ItemKind
from tests.agendas.preparing import office, the_agenda
from tests.factories.agendas import AgendaItemFactory
from tests.factories.documents import document

pytestmark = pytest.mark.django_db


def test_sixty_items_with_two_papers_each_weigh_no_more_than_a_page_may(client):
    agenda = the_agenda(has_hours=True)
    for number in range(60):
        kind = list(ItemKind)[number % 4]
        item = AgendaItemFactory(agenda=agenda, kind=kind, minutes=10, title="Word " * 8)
        for _paper in range(2):
            document(label="agendas.item", key=str(item.key), visibility=Visibility.BODY)
    client.force_login(office().user)

    page = client.get(f"{agenda.get_absolute_url()}edit/")

    assets = ("app.css", "app.js", "order.js", "icons.svg", "favicon.svg")
    weight = sum(Path(str(finders.find(name))).stat().st_size for name in assets)
    assert page.text.count("2 papers") == 60
    assert weight + len(page.content) <= 120_000
