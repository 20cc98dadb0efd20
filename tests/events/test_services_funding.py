"""Funding sources and their emblems."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError

from accounts.access import standing
from accounts.enums import Role
from accounts.versions import StaleError
from documents.models import Document
from events import services
from events.models import FundingSource
from journal.models import Entry
from tests.documents.files import checked, png
from tests.factories.accounts import MandateFactory
from tests.factories.events import FundingSourceFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)
SAID = {
    "name": "ISF 2027", "starts": dt.date(2027, 1, 1), "ends": dt.date(2027, 12, 31),
    "statement": "Funded by the European Union.", "keep_until": dt.date(2032, 12, 31),
}  # fmt: skip


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def emblem(side=2):
    return checked("eu.png", png(side))


def test_a_source_is_added_once_with_its_emblem(office):
    once = uuid.uuid4()

    made = [
        services.add_funding(once=once, emblem=emblem(), by=office, at=AT, **SAID)
        for _twice in "12"
    ]

    assert made[0] == made[1] == FundingSource.objects.get()
    assert (made[0].emblem_at, Document.objects.get().owner_key) == (AT, str(once))
    assert Entry.objects.filter(deed="events.funding_added").count() == 1


def test_a_source_may_have_no_emblem(office):
    source = services.add_funding(once=uuid.uuid4(), emblem=None, by=office, at=AT, **SAID)

    assert (source.emblem_at, Document.objects.count()) == (None, 0)


def test_a_source_is_changed_and_its_emblem_replaced_or_taken_away(office):
    source = services.add_funding(once=uuid.uuid4(), emblem=emblem(), by=office, at=AT, **SAID)

    source = services.change_funding(
        source, version=1, emblem=emblem(9), by=office, at=LATER, statement="Co-funded."
    )
    replaced = (source.statement, source.version, source.emblem_at)
    left = Document.objects.standing().count()
    source = services.change_funding(
        source, version=2, emblem=None, without_emblem=True, by=office, at=LATER
    )

    assert (replaced, left) == (("Co-funded.", 2, LATER), 1)
    assert (source.emblem_at, Document.objects.standing().count()) == (None, 0)


def test_a_name_stands_once_and_a_stale_change_is_refused(office):
    FundingSourceFactory(name="ISF 2027")
    other = FundingSourceFactory(name="Other")

    with pytest.raises(services.FundingNameTakenError):
        services.add_funding(once=uuid.uuid4(), emblem=None, by=office, at=AT, **SAID)
    with pytest.raises(services.FundingNameTakenError):
        services.change_funding(other, version=1, emblem=None, by=office, at=AT, name="ISF 2027")
    with pytest.raises(StaleError):
        services.change_funding(other, version=7, emblem=None, by=office, at=AT, name="New")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"ends": dt.date(2025, 12, 31)}, "funding_ends_after_it_starts"),
        ({"keep_until": dt.date(2026, 12, 30)}, "funding_evidence_outlives_it"),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(fields, name):
    with pytest.raises(IntegrityError, match=name):
        FundingSourceFactory(**fields)
