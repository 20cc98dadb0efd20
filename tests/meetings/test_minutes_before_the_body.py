"""Minutes before the body: what was read is what is adopted, and nothing else comes in."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role, Visibility
from accounts.versions import StaleError
from agendas.models import AgendaItem
from agendas.models.item import LABEL as ITEM
from events.enums import State
from meetings import services
from meetings.enums import AdoptedBy
from meetings.models import Minutes
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import AFTER, DURING, somebody
from tests.meetings.laid import adopting, changed, decided, final, finished, held, sent
from tests.meetings.minuted import UNTIL
from tests.meetings.reading import LATER, of, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False):
        yield


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
