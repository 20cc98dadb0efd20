"""What the page of an event shows by its kind, and who pays for it."""

import datetime as dt
import re

import pytest
import time_machine

from accounts.enums import Role
from events.enums import State
from events.models import Series
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.factories.events import (
    EventFactory,
    FundingSourceFactory,
    ParticipationFactory,
    RegistrationFactory,
)
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **fields})


def words_of(response):
    """What can be read on the page, on one line."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def page(client, event):
    response = client.get(event.get_absolute_url())
    assert response.status_code == 200
    return words_of(response)


def test_a_focus_day_lists_the_countries_that_confirmed_with_their_number(client):
    event = made(kind="focus_day", takes_registrations=False)
    answered = {"answered_by": UserFactory()}
    ParticipationFactory(
        event=event,
        country="GE",
        state="confirmed",
        activity="Leaflets",
        contact_name="CANARY",
        **answered,
    )
    ParticipationFactory(event=event, country="AL", state="confirmed", **answered)
    ParticipationFactory(event=event, country="IS", state="declined", activity="CANARY", **answered)
    ParticipationFactory(event=event, country="LV")

    said = page(client, event)

    assert "2 countries take part Albania Georgia Leaflets" in said
    assert [word in said for word in ("Your place", "In person")] == [False, False]
    assert "CANARY" not in said
    assert "Answer for" not in said
    client.force_login(MandateFactory(member_state=MemberStateFactory(code="LV")).user)
    response = client.get(event.get_absolute_url())
    assert response.context["beside"].answers_for == [
        ("Latvia", f"{event.get_absolute_url()}countries/LV/")
    ]
    assert "Answer for Latvia" in words_of(response)


def test_co_promoters_the_series_and_who_pays_are_named(client):
    source = FundingSourceFactory(
        name="ISF",
        statement="Funded by <the> Union.",
        keep_until=dt.date(2032, 12, 31),
        emblem_at=AT,
    )
    event = made(
        kind="conference",
        funding=source,
        co_promoters="The city",
        series=Series.objects.create(title="Talks", created_at=AT),
    )
    event.promoters.add(OrganisationFactory(name="Ministry"), OrganisationFactory(name="Europol"))

    response = client.get(event.get_absolute_url())

    assert ("With", "Europol, Ministry, The city") in response.context["facts"]
    assert ("Series", "Talks") in response.context["facts"]
    assert "Funded by &lt;the&gt; Union." in words_of(response)
    assert f"/events/funding/{source.key}/emblem/" in response.content.decode()
    assert "evidence is kept" not in words_of(response)
    client.force_login(MandateFactory(role=Role.SECRETARIAT).user)
    assert "ISF: evidence is kept until Friday 31 December 2032." in page(client, event)


def test_a_stakeholders_meeting_lists_organisations_and_nobody(client):
    event = made(kind="stakeholders")
    europol = OrganisationFactory(name="Europol")
    for name in ("Anna", "Berta"):
        InvitationFactory(
            event=event,
            name=name,
            organisation=europol,
            kind="organisation",
            state="in_person",
            registration=RegistrationFactory(event=event, name=name),
        )
    InvitationFactory(
        event=event, organisation=OrganisationFactory(name="Silent"), kind="organisation"
    )

    said = page(client, event)

    assert "Organisations that take part Europol" in said
    assert [name in said for name in ("Anna", "Berta", "Silent")] == [False] * 3


def test_output_is_public_and_the_report_is_for_the_network(client):
    expert = made(kind="expert_meeting", output="A *toolbox*.")
    external = made(
        kind="external",
        slug="2026-11-20-europol",
        first_date=dt.date(2026, 11, 20),
        state=State.HELD,
        report="They **met**.",
        takes_registrations=False,
    )
    envoy = MandateFactory(user=UserFactory(name="Anna Kalniņa")).user
    external.representatives.add(envoy)

    visitor = page(client, external)

    assert "Output A toolbox ." in page(client, expert)
    assert "They met" not in visitor
    assert "For the Network Anna Kalniņa" in visitor
    client.force_login(MandateFactory().user)
    assert "Short report They met ." in page(client, external)
    assert "Change the report" not in page(client, external)
    client.force_login(envoy)
    assert "Change the report" in page(client, external)
