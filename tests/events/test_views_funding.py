"""The pages of funding sources."""

import datetime as dt

import pytest
from django.test import Client

from events.models import FundingSource
from tests.documents.files import png, sent
from tests.events.organisers import day_boxes, presidency, representative, secretariat
from tests.factories.events import EventFactory, FundingSourceFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

LIST = "/events/funding/"
NEW = f"{LIST}new/"
ONCE = "00000000-0000-0000-0000-000000000001"


def typed(**words):
    return {
        "name": "ISF 2027",
        "statement": "Funded by the European Union.",
        **day_boxes("starts", dt.date(2027, 1, 1)),
        **day_boxes("ends", dt.date(2027, 12, 31)),
        **day_boxes("keep_until", dt.date(2032, 12, 31)),
    } | words


def test_a_source_is_added_with_an_emblem_that_everybody_sees():
    client = secretariat()

    answers = [client.post(NEW, typed(once=ONCE, emblem=sent("eu.png", png()))) for _twice in "12"]

    source = FundingSource.objects.get()
    page = client.get(LIST)
    assert [answer["Location"] for answer in answers] == [LIST, LIST]
    assert [source.name, "Fri 31 Dec 2032"] == [
        word for word in ("ISF 2027", "Fri 31 Dec 2032") if word in page.text
    ]
    picture = Client().get(f"{LIST}{source.key}/emblem/")
    assert (picture["Content-Type"], b"".join(picture.streaming_content)) == ("image/png", png())


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        (day_boxes("ends", dt.date(2026, 12, 31)), "ends", "It ends before it begins."),
        (
            day_boxes("keep_until", dt.date(2027, 12, 30)),
            "keep_until",
            "Evidence is kept at least until the money ends.",
        ),
        ({"name": "Taken"}, "name", "There is a source of this name already."),
        ({"statement": ""}, "statement", "Fill this in."),
    ],
)
def test_bad_input_is_refused_and_nothing_is_lost(words, field, said):
    FundingSourceFactory(name="Taken")

    answer = secretariat().post(NEW, typed(once=ONCE, **words))

    assert (answer.status_code, FundingSource.objects.count()) == (422, 1)
    assert (f'id="id_{field}_error"' in answer.text, said in answer.text, ONCE in answer.text) == (
        True, True, True,
    )  # fmt: skip


def test_a_source_is_changed_and_names_the_events_it_pays():
    source = FundingSourceFactory()
    EventFactory(title="A paid seminar", funding=source)
    client = secretariat()
    page = f"{LIST}{source.key}/"

    seen = client.get(page)
    client.post(page, typed(version=1, emblem=sent("eu.png", png())))
    with_emblem = client.get(page)
    client.post(page, typed(version=2, without_emblem="on", name="Other"))

    source.refresh_from_db()
    assert "A paid seminar" in seen.text
    assert f"{page}emblem/" in with_emblem.text
    assert (source.name, source.emblem_at) == ("Other", None)
    assert Client().get(f"{page}emblem/").status_code == 302


def test_a_stale_change_shows_both_and_a_taken_name_is_said():
    FundingSourceFactory(name="Taken")
    source = FundingSourceFactory()
    client = secretariat()
    page = f"{LIST}{source.key}/"
    client.post(page, typed(version=1, name="First"))

    stale = client.post(page, typed(version=1, name="Second"))
    taken = client.post(page, typed(version=2, name="Taken"))

    assert (stale.status_code, stale.context["differences"]) == (409, [("Name", "First", "Second")])
    assert (taken.status_code, "There is a source of this name" in taken.text) == (422, True)


def test_the_pages_are_the_secretariats_alone():
    source = FundingSourceFactory()
    pages = [LIST, NEW, f"{LIST}{source.key}/"]

    codes = [
        [client.get(page).status_code for page in pages]
        for client in (representative(), presidency())
    ]

    assert codes == [[404] * 3] * 2


def test_an_empty_list_says_what_will_be_here_and_queries_do_not_grow():
    client = secretariat()
    empty = client.get(LIST)
    EventFactory(funding=FundingSourceFactory())
    one = counted(lambda: client.get(LIST))
    for _number in range(3):
        EventFactory(funding=FundingSourceFactory())

    assert "No funding source yet" in empty.text
    assert counted(lambda: client.get(LIST)) == one
