"""The whole way: a page, a registration, a letter, a queue, a promotion, the Secretariat's list."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from events.enums import QuotaScope
from mail.models import Letter
from mail.services import rendered, send_due
from tests.factories.accounts import MandateFactory, NoticeFactory
from tests.factories.events import EventFactory, QuotaFactory

pytestmark = pytest.mark.django_db

OWN_PAGE = re.compile(r"http://localhost:8000(/registrations/[\w-]+/)")


def fields_of(page):
    """Return the values of the form's hidden fields, as a browser would send them."""
    html = page.content.decode()
    hidden = re.findall(r'<input[^>]*type="hidden"[^>]*>', html)
    pairs = [
        (re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in hidden
    ]
    return {name[1]: value[1] if value else "" for name, value in pairs if name}


def register(event, name, *, country="LV"):
    """Fill in the five fields as a visitor with a browser of the own."""
    browser = Client()
    address = f"/events/{event.slug}/register/"
    page = browser.get(address)
    assert page.status_code == 200
    answer = browser.post(
        address,
        fields_of(page)
        | {
            "name": name,
            "email": f"{name.split()[0].casefold()}@example.eu",
            "organisation": "Iekšlietu ministrija",
            "country": country,
            "category": "policymaker",
            "mode": "in_person",
            "notice": fields_of(page).get("notice") or "on",
        },
        follow=True,
    )
    assert answer.status_code == 200, answer.content.decode()
    return answer


def own_page(name):
    """Return the address of the own page from the newest letter."""
    letter = Letter.objects.filter(name=name).latest("pk")
    return OWN_PAGE.search(rendered(letter).body)[1]


def test_from_a_page_to_a_confirmed_place_and_on_to_the_next_in_the_queue():
    NoticeFactory()
    event = EventFactory(title="Seminar: keeping young people out of organised crime")
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    officer = MandateFactory(role=Role.SECRETARIAT, member_state=None).user

    first = register(event, "Anna Kalniņa")
    second = register(event, "Berta Ó Súilleabháin", country="IE")

    assert "Your place is confirmed" in first.content.decode()
    assert "waiting list" in second.content.decode()
    assert send_due(at=timezone.now()) == 2
    queued = Client().get(own_page("Berta Ó Súilleabháin")).content.decode()
    assert "Position 1 of 1" in queued

    page = own_page("Anna Kalniņa")
    browser = Client()
    assert "confirmed" in browser.get(page).content.decode()
    browser.get(f"{page}withdraw/")
    assert event.registrations.get(name="Anna Kalniņa").state == "confirmed"
    browser.post(f"{page}withdraw/")

    assert dict(event.registrations.values_list("name", "state")) == {
        "Anna Kalniņa": "withdrawn",
        "Berta Ó Súilleabháin": "confirmed",
    }
    promoted = Letter.objects.filter(name="Berta Ó Súilleabháin").latest("pk")
    assert (promoted.subject, promoted.calendar_method) == (
        f"A place came free, and it is yours: {event.title}",
        "REQUEST",
    )
    secretariat = Client()
    secretariat.force_login(officer)
    control = secretariat.get(f"/events/{event.slug}/registrations/?sort=name")
    assert [
        (row.name, pill.label, country) for row, pill, country, _as in control.context["rows"]
    ] == [
        ("Anna Kalniņa", "Withdrawn", "Latvia"),
        ("Berta Ó Súilleabháin", "Confirmed", "Ireland"),
    ]
