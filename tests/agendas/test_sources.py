"""An item leads to what decides it, or brought it, only where the person may open that."""

import pytest

from agendas import services
from tests.agendas.conftest import AT, browser, office, speaker
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.procedures import draft, rule, running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def named(procedure):
    return ("procedures.procedure", procedure.reference, procedure.get_absolute_url())


def page(who, item):
    return browser(who).get(item.agenda.get_absolute_url()).text


def test_to_a_procedure_that_is_launched(item):
    made = running(rule_=rule())
    services.mark_in_writing(item, written=named(made), by=office(), at=AT)

    text = page(speaker("LV"), item)

    assert f'<a href="{made.get_absolute_url()}">{made.reference}</a>' in text


def test_to_no_draft_but_for_the_secretariat(item):
    made = draft(rule_=rule())
    services.mark_in_writing(item, written=named(made), by=office(), at=AT)

    assert made.get_absolute_url() not in page(speaker("LV"), item)
    assert made.get_absolute_url() in page(office(), item)


def test_from_where_it_was_put_off(item):
    later = AgendaFactory(
        event=MeetingFactory(
            body=item.agenda.event.body, host=item.agenda.event.host, visibility="body"
        )
    )
    offered = AgendaItemFactory(
        agenda=later,
        source_label="agendas.item",
        source_key=str(item.key),
        source_url=f"/somewhere/#item-{item.key}",
    )

    assert f"/somewhere/#item-{item.key}" in page(speaker("LV"), offered)
    item.visibility = "restricted"
    item.save()
    assert "/somewhere/" not in page(speaker("LV"), offered)


def test_what_no_app_answers_for_leads_nowhere(item):
    item.source_label, item.source_key, item.source_url = "elsewhere.thing", "1", "/elsewhere/"
    item.save()

    assert "/elsewhere/" not in page(office(), item)


def test_the_number_of_a_procedure_is_said_once(item):
    made = running(rule_=rule())
    item.source_label, item.source_key, item.source_url = named(made)
    item.save()
    link = f">{made.reference}</a>"
    assert link in page(speaker("LV"), item)
    item.text = f"{made.reference}: Adopted."
    item.save()

    text = page(speaker("LV"), item)

    assert f'href="{made.get_absolute_url()}"' in text
    assert link not in text
