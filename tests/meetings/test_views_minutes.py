"""The pages of minutes: drafted, read, written, found; and the paper of a draft."""

import datetime as dt

import pytest
import time_machine

from accounts.enums import Role, Visibility
from agendas.models import AgendaItem
from meetings import search
from meetings.enums import MinutesPart
from meetings.models import Section
from tests.factories.agendas import AgendaItemFactory
from tests.factories.events import EventFactory
from tests.factories.held import AFTER, DURING, meeting, somebody
from tests.meetings.minuted import held
from tests.meetings.reading import drafted, final, of, pdf_text, visiting, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False) as travelled:
        yield travelled


def test_minutes_are_drafted_with_one_press_and_then_read_by_who_prepares(client):
    event = held()
    visiting(client)

    before = words(client.get(of("minutes", event)))
    pressed = client.post(of("draft_minutes", event), follow=True)

    assert "No minutes yet" in before
    page = words(pressed)
    assert "Drafted from agenda, decisions and attendance." in page
    assert "Belgium was in the chair." in page
    assert "Send for comments" in page
    visiting(client, Role.NR, "LV")
    assert client.get(of("minutes", event)).status_code == 404
    assert client.get(of("minutes_pdf", event)).status_code == 404


def test_a_meeting_without_an_agenda_is_minuted_too(client):
    event = meeting()
    drafted(event)
    visiting(client)

    assert "The agenda was not adopted." in words(client.get(of("minutes", event)))


def test_what_is_no_meeting_or_not_to_be_known_has_no_minutes(client):
    seminar = EventFactory()
    hidden = meeting(visibility=Visibility.RESTRICTED)
    visiting(client)
    assert client.get(of("minutes", seminar)).status_code == 404
    assert client.post(of("draft_minutes", seminar)).status_code == 404
    visiting(client, Role.NR, "LV")
    assert client.get(of("minutes", hidden)).status_code == 404


def test_a_meeting_that_has_not_begun_has_no_minutes(client, clock):
    event = held()
    clock.move_to(DURING - dt.timedelta(days=1), tick=False)
    visiting(client)

    asked = words(client.get(of("minutes", event)))
    page = words(client.post(of("draft_minutes", event), follow=True))

    assert "Minutes can be drafted once the meeting has begun." in asked
    assert of("draft_minutes", event) not in asked
    assert "once the meeting has begun" in page
    assert "No minutes yet" in page


def test_a_section_without_words_says_so_unless_its_parts_have_them(client):
    event = held("Toolbox", "Award")
    toolbox = AgendaItem.objects.get(title="Toolbox")
    AgendaItemFactory(agenda=toolbox.agenda, parent=toolbox, title="The second edition")
    found = drafted(event)
    Section.objects.filter(minutes=found, item__title="The second edition").update(text="Good.")
    visiting(client)

    page = words(client.get(of("minutes", event)))

    assert page.count("Nothing is written here.") == 2
    assert page.count("<h3 id=") == 1
    after = page.partition("Award")[2]
    assert "Nothing is written here." in after


def test_seats_have_two_weeks_for_comments_unless_somebody_says_otherwise(client):
    event = held()
    drafted(event)
    visiting(client)

    asked = client.get(of("send_minutes", event)).context["forms"][0]

    assert asked["until"].value() == dt.date(2024, 6, 17)


def test_a_section_is_changed_drawn_up_anew_and_never_overruled(client):
    event = held()
    found = drafted(event)
    section = found.sections.get(part=MinutesPart.OPENING)
    address = of("section", event, section.key)
    visiting(client)

    changed = client.post(address, {"version": 1, "text": "We met."})
    twice = client.post(address, {"version": 1, "text": "We met."})
    stale = client.post(address, {"version": 1, "text": "Mine."})
    wrong = client.post(address, {"version": 2, "text": "x" * 40_001})
    anew = words(client.get(f"{address}?anew"))

    assert changed.url == twice.url == f"{found.get_absolute_url()}#{section.key}"
    assert (stale.status_code, wrong.status_code) == (409, 422)
    assert "We met." in words(stale)
    assert "Mine." in words(stale)
    assert "Belgium was in the chair." in anew
    assert "Drawn up anew" in anew


def test_who_saves_a_section_second_reads_both_texts_and_goes_on_with_the_own_one(client):
    event = held()
    found = drafted(event)
    section = found.sections.get(part=MinutesPart.OPENING)
    address = of("section", event, section.key)
    first = visiting(client)
    client.post(address, {"version": 1, "text": "We met."})
    visiting(client)

    stale = client.post(address, {"version": 1, "text": "Mine."})
    form = stale.context["form"]
    assert (stale.status_code, form["text"].value(), form["version"].value()) == (409, "Mine.", "2")
    assert first.user.name in words(stale)
    assert "Now stored" in words(stale)
    section.refresh_from_db()
    assert section.text == "We met."
    client.post(address, {"version": form["version"].value(), "text": "We met. Mine."})

    section.refresh_from_db()
    assert section.text == "We met. Mine."


def test_minutes_before_the_body_keep_their_text_and_give_back_what_was_typed(client):
    event = held()
    found = final(event)
    section = found.sections.get(part=MinutesPart.OPENING)
    visiting(client)

    answer = client.post(of("section", event, section.key), {"version": 1, "text": "Late words."})

    assert answer.status_code == 409
    assert "their text stays as it is" in words(answer)
    assert "Late words." in words(answer)


def test_a_draft_as_paper_says_that_it_is_one(client):
    event = held()
    event.sessions.all().delete()
    drafted(event)
    visiting(client)

    text = pdf_text(client.get(of("minutes_pdf", event)))

    assert "These minutes are not adopted yet." in text
    assert "None." in text


def test_a_search_finds_minutes_once_by_what_one_may_read():
    event = held("Toolbox", "Hidden leaflet")
    hidden = AgendaItem.objects.get(title="Hidden leaflet")
    hidden.visibility = Visibility.RESTRICTED
    hidden.save()
    found = drafted(event)
    opening = found.sections.get(part=MinutesPart.OPENING)
    Section.objects.filter(pk=opening.pk).update(search_text="leaflet belgium")
    by = somebody(at=AFTER)

    told = search.find("leaflet", by, 10)

    assert [(one.kind, one.title, one.url) for one in told] == [
        (
            "Minutes",
            "Minutes: Board meeting, Wed 29 May 2024",
            f"/events/{event.slug}/minutes/#opening",
        )
    ]
    (item,) = search.find("toolbox", by, 10)
    assert "#item-" in item.url
    assert search.find("leaflet", somebody(Role.NR, code="LV", at=AFTER), 10) == []
