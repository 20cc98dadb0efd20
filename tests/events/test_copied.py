"""What a copied draft still needs a look at."""

import datetime as dt

import pytest

from documents.models import Document
from events.copied import Look, came_along, needs_a_look
from events.enums import Mode, State
from events.models import FundingSource
from tests.factories.accounts import MemberStateFactory
from tests.factories.documents import document
from tests.factories.events import EventFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2027, 1, 11, 9, tzinfo=dt.UTC)


def copy(**fields):
    plain = {
        "state": State.DRAFT,
        "published_at": None,
        "title": "Seminar 2028",
        "first_date": dt.date(2028, 5, 26),
    }
    source = fields.pop("copied_from", None) or EventFactory()
    return EventFactory(copied_from=source, **plain | fields)


def said_of(event):
    return [look.words for look in needs_a_look(event, at=AT)]


def test_a_sound_copy_needs_nothing():
    assert needs_a_look(copy(), at=AT) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "Seminar 2027, after 2026"}, "The title names 2027 and 2026."),
        ({"first_date": dt.date(2028, 5, 27)}, "Saturday 27 May 2028 is at a weekend."),
        ({"venue": "", "city": ""}, "It has no place yet."),
        ({"mode": Mode.HYBRID}, "The join link is missing."),
        ({"registration_closes_at": AT}, "Registration would have closed already."),
    ],
)
def test_what_is_said(fields, said):
    assert said_of(copy(**fields)) == [said]


def test_an_online_event_needs_its_link_and_no_place():
    event = copy(mode=Mode.ONLINE, venue="", city="", join_link="https://video.example/1")

    assert needs_a_look(event, at=AT) == []


def test_what_did_not_come_along_is_said():
    source = EventFactory(
        funding=FundingSource.objects.create(
            name="ISF 2027",
            starts=dt.date(2027, 1, 1),
            ends=dt.date(2027, 12, 31),
            statement="Funded",
            keep_until=dt.date(2040, 1, 1),
        ),
        host=MemberStateFactory(code="LT"),
    )
    EventFactory(registers_with=source)
    event = copy(copied_from=source, host=MemberStateFactory(code="EL"), slug="copy")
    session = SessionFactory(event=event)
    SpeakerFactory(session=session, may_publish=False)
    SpeakerFactory(session=session)

    for label, key in [("events.event", event.uid), ("events.session", session.uid)]:
        document(label, str(key), at=event.created_at)
    document(key=str(event.uid))
    renewed = document(key=str(event.uid), at=event.created_at)
    Document.objects.filter(pk=renewed.pk).update(number=2)

    looks = [
        Look("Its host is Greece; it was Lithuania.", "/events/copy/edit/#id_host"),
        Look(
            "Its place is still Brussels, Residence Palace, as with the other host.",
            "/events/copy/edit/#id_venue",
        ),
        Look(
            "“ISF 2027” does not pay any more by then: say who does.",
            "/events/copy/edit/#id_funding",
        ),
        Look("1 speaker has not agreed to be published this time.", "/events/copy/sessions/"),
        Look("2 documents came along: look whether they still hold.", "/events/copy/documents/"),
        Look(
            "The other shares one form with other events; this one has a form of its own.",
            "/events/copy/one-form/",
        ),
    ]
    assert (came_along(event), needs_a_look(event, at=AT)) == (looks, looks)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (None, "EL", ["Its host is Greece; it was nobody."]),
        (
            "EL",
            None,
            [
                "Its host is nobody; it was Greece.",
                "Its place is still Brussels, Residence Palace, as with the other host.",
            ],
        ),
    ],
)
def test_a_host_may_be_nobody(old, new, said):
    states = {code: MemberStateFactory(code=code) for code in {old, new} - {None}}
    source = EventFactory(host=states.get(old))

    assert said_of(copy(copied_from=source, host=states.get(new))) == said


@pytest.mark.parametrize(
    "place", [{"mode": Mode.ONLINE, "join_link": "https://video.example/1"}, {"venue": "Zappeion"}]
)
def test_another_host_with_another_place_is_only_named(place):
    source = EventFactory(host=MemberStateFactory(code="LT"))

    event = copy(copied_from=source, host=MemberStateFactory(code="EL"), **place)

    assert said_of(event) == ["Its host is Greece; it was Lithuania."]


def test_only_drafts_that_are_copies_are_looked_at():
    published = EventFactory(copied_from=EventFactory(), venue="", city="")
    own = EventFactory(state=State.DRAFT, published_at=None, venue="", city="")

    assert [*map(said_of, (published, own)), *map(came_along, (published, own))] == [[]] * 4
