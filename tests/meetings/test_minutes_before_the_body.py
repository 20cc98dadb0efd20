"""Minutes before the body: what was read is what is adopted, and nothing else comes in."""

import datetime as dt
import io
import json
import uuid
from hashlib import sha256

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from accounts.enums import Role, Visibility
from accounts.versions import StaleError
from agendas.models import AgendaItem, Offer
from agendas.models.item import LABEL as ITEM
from agendas.services import take_in_offers
from events.enums import State
from journal.models import Entry
from meetings import frozen, services, sheet
from meetings.day import table_of
from meetings.enums import AdoptedBy, ItemOutcome, MinutesPart
from meetings.models import Minutes
from meetings.models.minutes import LABEL
from meetings.shown import Reading
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import AFTER, DURING, adopted_agenda, meeting, quorate, somebody
from tests.factories.procedures import board

pytestmark = pytest.mark.django_db

UNTIL = dt.date(2024, 6, 21)
LATER = dt.datetime(2024, 6, 24, 9, tzinfo=dt.UTC)
WRITTEN = ("procedures.procedure", "PROC-2024-077", "/procedures/PROC-2024-077/")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False):
        yield


def held(*titles, **fields):
    event = meeting(**fields)
    quorate(event)
    return event, list(adopted_agenda(event, *(titles or ("Toolbox",))).items.all())


def sent(event, by):
    found = services.draft_minutes(event, by=by, at=AFTER)
    return services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)


def finished(found, by):
    found.refresh_from_db()
    return services.finish_minutes(found, version=found.version, by=by, at=LATER)


def final(event, by=None):
    by = by or somebody(at=LATER)
    return finished(sent(event, by), by)


def changed(found, by, text="Other words."):
    section = found.sections.get(part=MinutesPart.OPENING)
    section.minutes = found
    return services.change_section(section, text=text, version=section.version, by=by, at=AFTER)


def decided(item, by, at=DURING, outcome=ItemOutcome.ADOPTED, **said):
    half = table_of(item.agenda.event).half_days[0]
    return services.decide(item, outcome=outcome, half_day=half, version=0, by=by, at=at, **said)


def adopting(found):
    """An item of the next meeting with which the body adopts minutes."""
    event = meeting(body=found.event.body, slug="next", first_date=dt.date(2024, 6, 24))
    quorate(event)
    (item,) = adopted_agenda(event, "Minutes").items.all()
    item.source_label, item.source_key, item.source_url = LABEL, str(found.key), "/m/"
    item.save()
    return item


def of(name, event, *more):
    return reverse(f"meetings:{name}", args=[event.slug, *more])


def words(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    "go_on",
    [
        lambda found, by: services.send_for_comments(
            found, until=UNTIL, version=found.version, by=by, at=AFTER
        ),
        lambda found, by: services.finish_minutes(found, version=found.version, by=by, at=LATER),
    ],
    ids=["sent", "laid before the body"],
)
def test_minutes_go_on_as_they_were_read(go_on):
    event, _items = held()
    by = somebody(at=LATER)
    found = sent(event, by)
    changed(found, somebody(at=LATER))

    with pytest.raises(StaleError):
        go_on(found, by)


def test_what_is_drafted_beside_is_read_before_they_go_on():
    event, (item,) = held()
    by = somebody(at=LATER)
    found = sent(event, by)
    AgendaItemFactory(agenda=item.agenda, title="Late", order=9)
    services.draft_minutes(event, by=by, at=AFTER)

    with pytest.raises(StaleError):
        services.finish_minutes(found, version=found.version, by=by, at=LATER)


def test_minutes_are_adopted_as_they_were_read(client):
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)
    read = found.version
    found = services.send_for_comments(found, until=UNTIL, version=read, by=by, at=AFTER)
    changed(found, by)
    found = finished(found, by)
    client.force_login(by.user)
    other = adopting(found).agenda.event

    said = {"version": read, "meeting": other.pk}
    answer = client.post(of("adopt_minutes", event), said, follow=True)

    assert "The minutes have changed meanwhile." in words(answer)
    assert not Minutes.objects.get().is_adopted
    client.post(of("adopt_minutes", event), said | {"version": found.version})
    assert Minutes.objects.get().is_adopted


def test_a_meeting_adopts_the_minutes_that_were_read(client):
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)
    item = adopting(found)
    client.force_login(by.user)
    page = reverse("meetings:day_item", args=[item.agenda.event.slug, item.key])
    shown = client.get(page).context["decision"]
    said = {name: field.value() or "" for name, field in zip(shown.fields, shown, strict=True)}
    said |= {"version": 0, "conclusion": "", "decide": "1", "outcome": "adopted"}
    found = services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)
    finished(found, by)

    stale = client.post(page, said)
    done = client.post(page, said | {"minutes_version": Minutes.objects.get().version})

    assert stale.status_code == 422
    assert "The minutes are not those that you read" in words(stale)
    assert done.status_code == 302
    assert Minutes.objects.get().adopted_at_event == item.agenda.event


def test_what_was_put_off_adopts_the_same_minutes():
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)
    before = adopting(found)
    item = AgendaItemFactory(
        agenda=before.agenda, source_label=ITEM, source_key=str(before.key), source_url="/a/"
    )

    decided(item, by, at=LATER)

    found.refresh_from_db()
    assert found.is_adopted


def test_they_are_frozen_from_the_moment_they_are_before_the_body():
    event, (item,) = held()
    by = somebody(at=LATER)
    decided(item, by)

    found = final(event, by)
    services.add_action(event, once=uuid.uuid4(), text="Late", due_date=UNTIL, by=by, at=LATER)
    adopted = services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=LATER)

    assert adopted.frozen == found.frozen
    assert adopted.frozen["actions"] == []
    assert adopted.frozen["decisions"] == [
        {
            "number": "D-2024-01",
            "title": "Toolbox",
            "outcome": "adopted",
            "quorum": {"present": 14, "entitled": 27, "needed": 14},
            "item": item.pk,
            "open": True,
        }
    ]


def test_back_with_the_seats_nothing_is_frozen_any_more():
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)

    found = services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)

    assert (found.frozen, found.sha256, found.open_sha256) == (None, "", "")


@pytest.mark.parametrize(
    "write",
    [
        lambda item, by: services.conclude(item, conclusion="Late.", version=0, by=by, at=LATER),
        lambda item, by: decided(item, by, at=LATER),
    ],
    ids=["conclude", "decide"],
)
def test_nothing_is_written_once_the_text_is_before_the_body(write, client):
    event, (item,) = held()
    by = somebody(at=LATER)
    final(event, by)
    client.force_login(by.user)

    with pytest.raises(services.MinutesClosedError):
        write(item, by)
    answer = client.post(of("day_item", event, item.key), {"version": 0, "conclusion": "Late."})

    assert answer.status_code == 409
    assert "its minutes are before the body" in words(answer)


def test_what_was_decided_after_the_draft_is_named_before_they_are_before_the_body(client):
    event, (item, other) = held("Toolbox", "Award")
    by = somebody(at=LATER)
    found = sent(event, by)
    decided(item, by, at=AFTER)
    late = AgendaItemFactory(agenda=item.agenda, title="Late", order=9)
    decided(late, by, at=AFTER)
    client.force_login(by.user)

    with pytest.raises(services.DecisionsMissingError, match="D-2024-01, D-2024-02"):
        finished(found, by)
    answer = client.post(of("finish_minutes", event), {"version": found.version}, follow=True)
    services.draft_minutes(event, by=by, at=LATER)
    section = found.sections.get(item=item)
    services.change_section(
        section, text=services.drawn_up_anew(section), version=1, by=by, at=LATER
    )

    assert "D-2024-01 (Toolbox), D-2024-02 (Late)" in words(answer)
    assert "D-2024-01" in str(finished(found, by).frozen["sections"])
    assert other.title in str(found.sections.values("item__title"))


@pytest.mark.parametrize("given", ["D-2024-011", "ED-2024-01"])
def test_a_longer_number_is_not_that_of_the_decision(given):
    event, (item,) = held()
    by = somebody(at=LATER)
    decided(item, by)
    found = sent(event, by)
    section = found.sections.get(item=item)
    said = {"by": by, "at": LATER}
    services.change_section(section, text=f"Decided: {given}.", version=1, **said)

    with pytest.raises(services.DecisionsMissingError, match="D-2024-01"):
        finished(found, by)
    services.change_section(section, text="**D-2024-01**: adopted.", version=2, **said)
    assert finished(found, by).state == "final"


def test_who_may_not_know_of_a_decision_is_not_told_that_it_is_missing():
    event, (item,) = held()
    by = somebody(at=LATER)
    found = sent(event, by)
    item.visibility = Visibility.RESTRICTED
    item.save()
    decided(item, somebody(Role.PRESIDENCY, code="BE", at=AFTER), at=AFTER)

    assert finished(found, by).state == "final"


def test_sections_stand_where_their_items_do_though_they_were_drafted_later():
    event, (item, struck) = held("Second", "Struck")
    by = somebody(at=LATER)
    services.draft_minutes(event, by=by, at=AFTER)
    AgendaItem.objects.filter(pk=struck.pk).update(state="struck", struck_at=AFTER)
    AgendaItemFactory(agenda=item.agenda, title="First", order=0)
    AgendaItemFactory(agenda=item.agenda, title="Third", order=9)

    found = services.draft_minutes(event, by=by, at=AFTER)

    sections = [str(one) for one in found.sections.all()]
    assert sections == [
        "Opening",
        "Presence and quorum",
        "Adoption of the agenda",
        "First",
        "Second",
        "Struck",
        "Third",
        "Written procedures since the last meeting",
        "Action points",
        "Closing",
    ]
    assert len(set(found.sections.values_list("order", flat=True))) == len(sections)


@pytest.mark.parametrize(
    ("role", "code"), [(Role.NR, "LV"), (Role.SECRETARIAT, None)], ids=["member", "officer"]
)
def test_the_hash_does_not_tell_that_something_is_hidden(role, code):
    by, told, body = somebody(at=LATER), [], board()
    reader = somebody(role, code=code, at=LATER)
    for slug, title in (("plain", "Award"), ("hidden", "Secret")):
        event, items = held("Toolbox", title, slug=slug, body=body)
        if slug == "hidden":
            AgendaItem.objects.filter(pk=items[1].pk).update(visibility=Visibility.RESTRICTED)
        found = services.adopt_minutes(final(event, by), how=AdoptedBy.MEETING, by=by, at=LATER)
        reading = Reading(found, reader)
        told.append((reading.checks_all, reading.sha256 == found.open_sha256))
        assert b"%PDF" in sheet.paper(reading)

    assert told == [(False, True), (False, True)]


def test_who_knows_the_hash_of_the_whole_cannot_try_what_is_hidden():
    event, _items = held()
    by = somebody(at=LATER)

    found = final(event, by)
    chair = Reading(found, somebody(Role.NR, code="BE", at=LATER))

    assert chair.sha256 == found.sha256
    without = {part: value for part, value in found.frozen.items() if part != "salt"}
    assert found.sha256 not in {frozen.digest(without), found.open_sha256}
    assert len(found.frozen["salt"]) == 32
    assert found.sha256 in str(Entry.objects.values())


@pytest.mark.parametrize(
    ("role", "code", "whole"),
    [(Role.NR, "BE", True), (Role.NR, "LV", False)],
    ids=["chair", "member"],
)
def test_the_data_are_those_for_which_the_hash_stands(client, role, code, whole):
    event, items = held("Toolbox", "Secret")
    AgendaItem.objects.filter(pk=items[1].pk).update(visibility=Visibility.RESTRICTED)
    by = somebody(at=LATER)
    client.force_login(somebody(role, code=code, at=LATER).user)
    sent(event, by)
    early = client.get(of("minutes_data", event))
    found = finished(Minutes.objects.get(), by)

    page, given = client.get(of("minutes", event)), client.get(of("minutes_data", event))

    content = given.getvalue() if given.streaming else given.content
    assert early.status_code == 404
    assert sha256(content).hexdigest() == (found.sha256 if whole else found.open_sha256)
    assert sha256(content).hexdigest() in words(page)
    assert ("Secret" in str(json.loads(content))) == whole


@pytest.mark.parametrize(
    ("code", "visibility"),
    [("LV", Visibility.RESTRICTED), ("BE", Visibility.ATTENDEES)],
    ids=["member", "chair who was not asked"],
)
def test_data_with_what_one_may_not_know_by_now_are_not_given(client, code, visibility):
    event, (item,) = held()
    by = somebody(at=LATER)
    found = final(event, by)
    AgendaItem.objects.filter(pk=item.pk).update(visibility=visibility)
    client.force_login(somebody(Role.NR, code=code, at=LATER).user)

    assert client.get(of("minutes_data", event)).status_code == 404
    page = words(client.get(of("minutes", event)))
    assert of("minutes_data", event) not in page
    assert "SHA-256" not in page
    assert found.sha256 not in page
    assert found.open_sha256 not in page
    services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=LATER)
    paper = client.get(of("minutes_pdf", event)).content
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(paper)).pages]
    assert "Check it yourself" not in "".join(pages)


def test_the_page_leads_to_the_meeting_that_adopted_them(client):
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)
    item = adopting(found)
    decided(item, by, at=LATER)
    client.force_login(somebody(Role.NR, code="LV", at=LATER).user)
    link = f'<a href="{item.agenda.event.get_absolute_url()}">At the meeting'

    known = words(client.get(of("minutes", event)))
    type(event).objects.filter(slug="next").update(visibility=Visibility.RESTRICTED)
    unknown = words(client.get(of("minutes", event)))

    assert link in known
    assert link not in unknown


# In writing


def test_what_the_body_is_asked_in_writing_stays_as_it_is(client):
    event, _items = held()
    by = somebody(at=LATER)
    found = services.ask_in_writing(final(event, by), written=WRITTEN, by=by, at=LATER)
    client.force_login(by.user)

    with pytest.raises(services.AskedInWritingError):
        services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=LATER)
    with pytest.raises(services.AskedInWritingError):
        services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=LATER)
    with pytest.raises(services.InWritingError):
        decided(adopting(found), by, at=LATER)
    page = client.get(of("minutes", event))
    answer = client.post(of("adopt_minutes", event), {"version": found.version}, follow=True)

    assert "The body is asked in writing: PROC-2024-077" in words(page)
    assert of("send_minutes", event) not in words(page)
    assert "Withdraw the procedure first." in words(answer)
    assert not Offer.objects.exists()


def test_the_item_of_minutes_that_are_adopted_in_writing_says_so(client):
    event, _items = held()
    by = somebody(at=LATER)
    found = services.ask_in_writing(final(event, by), written=WRITTEN, by=by, at=LATER)
    item = adopting(found)
    client.force_login(by.user)

    page = client.get(reverse("meetings:day_item", args=[item.agenda.event.slug, item.key]))

    assert "These minutes are adopted in writing" in words(page)


def test_minutes_that_were_not_adopted_in_writing_wait_for_the_next_agenda_again():
    event, _items = held()
    by = somebody(at=LATER)
    found = services.ask_in_writing(final(event, by), written=WRITTEN, by=by, at=LATER)

    for _time in range(2):
        services.take_back_from_writing(written=WRITTEN[:2], by=None, at=LATER)
    services.adopt_in_writing(source=WRITTEN[:2], at=LATER)

    found.refresh_from_db()
    assert (found.state, found.is_in_writing) == ("final", False)
    assert Offer.objects.get().source_key == str(found.key)


def changed_to(**fields):
    """A deed that leaves the item so."""
    return lambda item, _by: AgendaItem.objects.filter(pk=item.pk).update(**fields)


WRITING = dict(zip(("written_label", "written_key", "written_url"), WRITTEN, strict=True))


def taken(found, by):
    """The item that the next agenda took in, at a meeting that is being held."""
    event = meeting(body=found.event.body, slug="next", first_date=dt.date(2024, 6, 24))
    quorate(event)
    agenda = adopted_agenda(event)
    (item,) = take_in_offers(agenda, by=by, at=LATER)
    return item


def again(found, by, at=LATER):
    """Send minutes back to the seats, and lay them before the body anew."""
    found.refresh_from_db()
    sent = services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)
    waiting = Offer.objects.filter(item=None).count()
    services.finish_minutes(sent, version=sent.version, by=by, at=at)
    return waiting


OVER = dt.datetime(2024, 6, 25, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("come_to_nothing", "at", "waits"),
    [
        (lambda item, by: decided(item, by, at=LATER, outcome=ItemOutcome.NOT_ADOPTED), LATER, 1),
        (changed_to(state="struck", struck_at=LATER), LATER, 1),
        (lambda _item, _by: None, OVER, 1),
        (lambda _item, _by: None, LATER, 0),
        (changed_to(state="in_writing", **WRITING), OVER, 0),
    ],
    ids=["not adopted", "taken off", "left", "still to come", "in writing"],
)
def test_minutes_that_no_meeting_adopts_any_more_wait_for_the_next_agenda(
    come_to_nothing, at, waits
):
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)
    item = taken(found, by)
    come_to_nothing(item, by)

    assert again(found, by, at=at) == 0

    assert Offer.objects.filter(item=None, source_label=LABEL).count() == waits


def test_minutes_back_with_the_seats_wait_for_no_agenda():
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)

    assert again(found, by) == 0
    assert Offer.objects.get().item is None


@pytest.mark.parametrize("is_decided", [True, False])
def test_what_was_offered_again_is_looked_for_where_it_is_now(is_decided):
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)
    item = taken(found, by)
    decided_at = LATER if is_decided else None
    other = AgendaItemFactory(agenda=item.agenda, decided_at=decided_at, order=9)
    Offer.objects.create(
        body=event.body, kind="A", title="Again", source_label=ITEM, source_key=str(item.key),
        source_url="/a/", offered_at=LATER, item=other,
    )  # fmt: skip

    again(found, by)

    assert Offer.objects.filter(item=None, source_label=LABEL).exists() == is_decided


def test_a_procedure_adopts_the_minutes_about_which_it_asked():
    event, _items = held(state=State.HELD)
    by = somebody(at=LATER)
    services.ask_in_writing(final(event, by), written=WRITTEN, by=by, at=LATER)

    services.adopt_in_writing(source=("procedures.procedure", "PROC-2024-078"), at=LATER)
    before = Minutes.objects.get().is_adopted
    services.adopt_in_writing(source=WRITTEN[:2], at=LATER)

    found = Minutes.objects.get()
    assert (before, found.is_adopted, found.is_in_writing) == (False, True, False)
    assert (found.adopted_label, found.adopted_key) == WRITTEN[:2]


def test_the_database_asks_in_writing_about_minutes_before_the_body_alone():
    event, _items = held()
    found = sent(event, somebody(at=LATER))

    with pytest.raises(IntegrityError, match="in_writing_while_before"), transaction.atomic():
        Minutes.objects.filter(pk=found.pk).update(
            written_label="p", written_key="PROC-1", written_url="/p/"
        )
    with pytest.raises(IntegrityError, match="adopted_at_a_moment"), transaction.atomic():
        Minutes.objects.filter(pk=found.pk).update(adopted_at=AFTER, adopted_how="meeting")


def test_what_is_to_be_decided_in_writing_leads_to_its_procedure(client):
    event, (item, other) = held("Toolbox", "Award")
    by = somebody(at=DURING)
    decided(item, by, outcome=ItemOutcome.IN_WRITING)
    decided(other, by, outcome=ItemOutcome.NOTED)
    presidency = somebody(Role.PRESIDENCY, code="BE", at=LATER)

    def leads(who, one):
        client.force_login(who.user)
        page = words(client.get(of("day_item", event, one.key)))
        return reverse("procedures:convert", args=[one.key]) in page

    assert leads(by, item)
    assert not leads(by, other)
    assert not leads(presidency, item)


def test_minutes_go_before_the_body_once_the_meeting_is_over_and_their_adoption_closes_it():
    event, _items = held(state=State.PUBLISHED)
    by = somebody()
    found = services.draft_minutes(event, by=by, at=DURING)
    found = services.send_for_comments(
        found, until=event.first_date, version=found.version, by=by, at=DURING
    )
    last = event.ends_at - dt.timedelta(seconds=1)

    with pytest.raises(services.NotOverError):
        services.finish_minutes(found, version=found.version, by=by, at=last)
    found = services.finish_minutes(
        found, version=found.version, by=by, at=event.ends_at, is_early=True
    )
    services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=event.ends_at)

    event.refresh_from_db()
    assert event.state == State.CLOSED
