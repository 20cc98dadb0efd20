"""The list to sign: who stands on it, in which order, for which half-days, and who pays."""

import datetime as dt
import uuid

import pytest

from accounts.access import standing
from accounts.enums import Role
from documents import storage
from documents.models import Version
from events import services, signature_list
from events.enums import Attending, Mode, QuotaScope, RegistrationState
from events.models import Quota
from tests.documents.files import checked, png
from tests.events.organisers import states
from tests.factories.accounts import MandateFactory
from tests.factories.events import (
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.paper.printed import elements, failures, text

pytestmark = pytest.mark.django_db

DAY, NEXT = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
AT = dt.datetime(2026, 2, 27, 9, tzinfo=dt.UTC)


@pytest.fixture
def event():
    states()
    return EventFactory(first_date=DAY, last_date=NEXT, mode=Mode.HYBRID, title="Training")


def session(event, begins, ends, day=DAY, **fields):
    return SessionFactory(
        event=event, date=day, starts_time=dt.time(begins), ends_time=dt.time(ends), **fields
    )


def drawn(event, *, on=(DAY, NEXT), blank=0):
    return signature_list.drawn(event, on=on, blank=blank, at=AT)


def told(content):
    return " ".join(text(content).split())


def positions(said, *names):
    return [said.index(name) for name in names]


def test_the_member_states_come_first_in_protocol_order_then_others_by_country(event):
    for name, country in (
        ("Zoé", "FR"), ("Ilze", "LV"), ("Aoife", "IE"), ("Nino", "GE"), ("Agim", "AL"),
        ("Anna", "FR"),
    ):  # fmt: skip
        RegistrationFactory(event=event, name=name, country=country)

    said = told(drawn(event, on=[DAY]))

    found = positions(said, "Anna", "Zoé", "Aoife", "Ilze", "Agim", "Nino")
    assert found == sorted(found)
    assert "6 Nino Georgia" in said


def test_who_has_a_place_and_comes_in_person_stands_there(event):
    RegistrationFactory(event=event, name="Anna", organisation="Valsts policija")
    RegistrationFactory(event=event, name="Berta", attending=Attending.ONLINE)
    RegistrationFactory(event=event, name="Cita", state=RegistrationState.WAITING)

    said = told(drawn(event))

    assert "Anna Valsts policija Latvia" in said
    assert "Berta" not in said
    assert "Cita" not in said


def test_there_is_a_column_for_each_half_day_and_a_table_a_day(event):
    session(event, 9, 10)
    session(event, 10, 12)
    session(event, 14, 16)
    session(event, 9, 12, NEXT)
    RegistrationFactory(event=event, name="Anna")

    whole, one = drawn(event, blank=3), drawn(event, on=[NEXT])

    said = told(whole)
    assert "Signature, morning 09:00–12:00" in said
    assert "Signature, afternoon 14:00–16:00" in said
    assert said.rindex("Monday 2 March 2026") < said.rindex("Tuesday 3 March 2026")
    assert said.count("Anna") == 2
    rows = len(elements(whole, "TR"))
    assert rows == len(elements(drawn(event), "TR")) + 6
    assert "Signature, afternoon" not in told(one)
    assert failures(whole) == failures(one) == set()


def test_without_sessions_there_is_one_column_on_each_day_of_the_event(event):
    RegistrationFactory(event=event, name="Anna")

    said = told(drawn(event))

    assert signature_list.days(event) == [DAY, NEXT]
    assert said.count("Country or body Signature") == 2
    assert failures(drawn(event)) == set()


def test_nobody_signs_for_a_half_day_that_one_has_not_chosen(event):
    workshop = session(event, 9, 12)
    Quota.objects.create(event=event, scope=QuotaScope.SESSION, session=workshop, places=5)
    session(event, 14, 16)
    other = session(event, 9, 12, NEXT)
    Quota.objects.create(event=event, scope=QuotaScope.SESSION, session=other, places=5)
    anna, _berta = (RegistrationFactory(event=event, name=name) for name in ("Anna", "Berta"))
    anna.sessions.set([workshop])

    said = told(drawn(event))

    first, second = said.rsplit("Tuesday 3 March 2026", maxsplit=1)
    assert "Berta Latvia –" in first
    assert "Anna Latvia –" not in first
    assert "Anna" not in second
    assert signature_list.days(event) == [DAY, NEXT]


def test_who_pays_is_said_with_the_emblem_as_long_as_it_is_kept(event):
    words = {"starts": DAY, "ends": NEXT, "keep_until": NEXT}
    office = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)
    with_emblem, bare = (
        services.add_funding(
            once=uuid.uuid4(),
            emblem=emblem,
            by=office,
            at=AT,
            name=f"Grant {number}",
            statement="Funded by the Union.",
            **words,
        )
        for number, emblem in enumerate([checked("eu.png", png(9, 6)), None])
    )
    made = {}
    for name, source in (("with", with_emblem), ("without", bare), ("lost", with_emblem)):
        event.funding = source
        event.save()
        if name == "lost":
            storage.forget(storage.path_of(Version.objects.get().sha256))
        made[name] = drawn(event)

    assert {
        name: [one["alt"] for one in elements(one, "Figure")] for name, one in made.items()
    } == {
        "with": ["Emblem of Grant 0"],
        "without": [],
        "lost": [],
    }
    assert "Funded by the Union." in told(made["without"])
    assert "Training · Grant 1" in told(made["without"])
    assert [failures(one) for one in made.values()] == [set()] * 3
