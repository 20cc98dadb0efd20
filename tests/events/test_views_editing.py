"""Making an event and changing it."""

import datetime as dt
import re

import pytest

from events.enums import Kind, State
from events.forms.event import choices
from events.kinds import KINDS
from events.models import Event
from journal.models import Entry
from mail.models import Letter
from tests.events.organisers import event_typed, presidency, representative, secretariat, states
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    UserFactory,
)
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory
from tests.factories.programme import TaskFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

NEW = "/events/new/"
SLUG = "2027-05-28-seminar"
EDIT = f"/events/{SLUG}/edit/"
ONCE = "00000000-0000-0000-0000-000000000001"


@pytest.fixture
def event():
    return EventFactory(slug=SLUG, title="Seminar", first_date=dt.date(2027, 5, 28), city="Dublin")


def changed(event, **words):
    return event_typed(version=event.version, city="Dublin", venue="Residence Palace", **words)


def test_draft_is_made_once_and_may_be_called_xx():
    client = secretariat()
    typed = event_typed(title="xx", once=ONCE)

    answers = [client.post(NEW, typed) for _twice in range(2)]

    event = Event.objects.get()
    assert [answer["Location"] for answer in answers] == ["/events/2027-05-28-xx/edit/"] * 2
    assert (event.state, event.title, event.slug) == (State.DRAFT, "xx", "2027-05-28-xx")
    assert Entry.objects.filter(deed="events.drafted").count() == 1
    assert "The draft is saved" in client.get(answers[0]["Location"]).text


def test_bad_input_is_refused_beside_its_field_and_nothing_is_lost():
    typed = event_typed(once=ONCE, ends_time="25:00", venue="Château", summary="Long text")

    response = secretariat().post(NEW, typed)

    assert (response.status_code, Event.objects.count()) == (422, 0)
    assert 'id="id_ends_time_error"' in response.text
    for kept in ("Château", "Long text", "25:00", ONCE, "Young people and organised crime"):
        assert kept in response.text


def test_kind_is_asked_first_then_what_it_needs():
    client = secretariat()

    cards, form = client.get(NEW), client.get(f"{NEW}?kind=webinar")
    unknown = client.get(f"{NEW}?kind=party")

    assert [address for *_words, address in cards.context["kinds"]] == [
        f"?kind={kind}" for kind in KINDS
    ]
    assert "Online, free and open" in cards.text
    assert unknown.context["kinds"] == cards.context["kinds"]
    assert '<input type="hidden" name="kind" value="webinar"' in form.text
    assert form.context["form"]["mode"].value() == "online"
    assert 'name="report"' not in form.text


def test_a_kind_nobody_knows_is_refused_and_nothing_is_lost():
    typed = event_typed(once=ONCE, kind="party", venue="Château")

    response = secretariat().post(NEW, typed)

    assert (response.status_code, Event.objects.count()) == (422, 0)
    assert 'id="id_kind_error"' in response.text
    assert "Château" in response.text


def test_an_external_meeting_takes_no_registrations_and_names_who_goes():
    office = secretariat()
    body = BodyFactory(code="BOARD")
    envoy = MandateFactory(user=UserFactory(name="Mārtiņš Ozols")).user
    typed = event_typed(
        once=ONCE, kind="external", visibility="body", body=body.pk, representatives=[envoy.pk]
    )

    page = office.get(f"{NEW}?kind=external")
    office.post(NEW, typed)

    event = Event.objects.get()
    assert 'name="takes_registrations"' not in page.text
    assert f'<option value="{body.pk}" selected>' in page.text
    assert "Mārtiņš Ozols, National Representative" in page.text
    assert (event.takes_registrations, list(event.representatives.all())) == (False, [envoy])


def test_an_event_with_registrations_does_not_become_one_that_takes_none(event):
    RegistrationFactory(event=event)
    body = BodyFactory()

    response = secretariat().post(EDIT, changed(event, kind="external", body=body.pk))

    event.refresh_from_db()
    assert (response.status_code, event.kind) == (422, "seminar")
    assert "People are registered" in response.text


def test_new_page_is_the_secretariats_alone():
    codes = [
        client.get(NEW).status_code for client in (secretariat(), presidency(), representative())
    ]

    assert codes == [200, 404, 404]


def test_change_is_saved_and_told_to_who_holds_a_place(event):
    registration = RegistrationFactory(event=event)

    response = secretariat().post(EDIT, changed(event, title="Seminar", starts_time="10:00"))

    event.refresh_from_db()
    assert (response.status_code, event.starts_time, event.version) == (302, dt.time(10), 2)
    assert [letter.to for letter in Letter.objects.all()] == [registration.email]


def test_sessions_left_behind_by_a_new_day_are_told(event):
    SessionFactory.create_batch(2, event=event)
    typed = changed(event, title="Seminar", first=dt.date(2027, 5, 29))

    response = secretariat().post(EDIT, typed, follow=True)

    assert "2 sessions of the programme are not on the event&#x27;s days." in response.text


def test_days_and_hours_of_what_is_managed_elsewhere_stay_as_they_are(event):
    event.managed_at = "/help/"
    event.save()
    typed = changed(event, title="Training", first=dt.date(2027, 6, 1), starts_time="11:00")

    page = secretariat().get(EDIT)
    response = secretariat().post(EDIT, typed)

    before = (event.first_date, event.starts_time)
    event.refresh_from_db()
    assert (response.status_code, event.title) == (302, "Training")
    assert (event.first_date, event.starts_time) == before
    assert "Days and hours follow the request of this training" in page.text
    assert '<a href="/help/">Its request</a>' in page.text
    (box,) = re.findall(r'<input[^>]*"id_first_date_day"[^>]*>', page.text)
    assert " disabled" in box


def test_slug_of_a_draft_follows_its_title():
    draft = EventFactory(slug=SLUG, state=State.DRAFT, published_at=None)

    response = secretariat().post(EDIT, changed(draft, title="A better title"))

    assert response["Location"] == "/events/2027-05-28-a-better-title/edit/"


def test_stale_edit_is_answered_with_both_texts(event):
    first, second = secretariat("First"), secretariat("Second")
    typed = changed(event, title="Seminar")
    first.post(EDIT, {**typed, "title": "The first title"})

    response = second.post(EDIT, {**typed, "title": "The second title"})

    event.refresh_from_db()
    assert (response.status_code, event.title) == (409, "The first title")
    assert ("Title", "The first title", "The second title") in response.context["differences"]
    assert response.context["changed_by"] == "First"


def test_same_text_twice_still_says_that_somebody_was_faster(event):
    typed = changed(event, title="Another title", tasks=[], held_with=[])
    client = secretariat()
    client.post(EDIT, typed)

    response = client.post(EDIT, typed)

    assert (response.status_code, response.context["differences"]) == (409, [])


@pytest.mark.parametrize("state", [State.CLOSED, State.CANCELLED])
def test_closed_and_cancelled_events_stay_as_they_are(state, event):
    reason = "Flood" if state == State.CANCELLED else ""
    Event.objects.update(
        state=state, cancel_reason=reason, cancelled_at=event.created_at if reason else None
    )
    client = secretariat()

    page, answer = client.get(EDIT), client.post(EDIT, changed(event, title="Other"))

    event.refresh_from_db()
    assert (page.status_code, answer.status_code, event.title) == (200, 422, "Seminar")
    assert "A closed or cancelled event stays as it is." in page.text
    assert "it can no longer be changed" in answer.text


def test_what_people_are_to_come_to_is_not_kept_from_them(event):
    RegistrationFactory(event=event)

    answer = secretariat().post(EDIT, changed(event, visibility="restricted"))

    event.refresh_from_db()
    assert (answer.status_code, event.visibility) == (422, "public")
    assert "it can no longer be kept from them" in answer.text
    assert 'id="id_visibility_error"' in answer.text


def test_presidency_changes_what_it_hosts_and_not_whose_it_is(event):
    event.host = MemberStateFactory(code="IE")
    event.save()
    typed = changed(event, title="Our seminar") | {"host": "", "visibility": "restricted"}

    response = presidency("IE").post(EDIT, typed)

    event.refresh_from_db()
    assert response.status_code == 302
    assert (event.title, event.host_id, event.visibility) == ("Our seminar", "IE", "public")


def test_presidency_posts_nothing_that_the_secretariat_decides(event):
    hidden = EventFactory(visibility="restricted", title="Kept from it")
    event.host, event.needs_approval = MemberStateFactory(code="IE"), True
    event.save()
    event.held_with.add(hidden)
    client = presidency("IE")
    before = Event.objects.values("kind", "body", "takes_registrations", "needs_approval")
    expected = before.get(pk=event.pk)
    typed = changed(event, title="Our seminar", kind="webinar", body=BodyFactory().pk)
    typed.pop("takes_registrations")

    page, response = client.get(EDIT), client.post(EDIT, typed)

    assert (page.status_code, response.status_code) == (200, 302)
    assert [name in page.text for name in ('name="kind"', "Kept from it")] == [False, False]
    assert before.get(pk=event.pk) == expected
    assert list(event.held_with.all()) == [hidden]


def test_edit_page_does_not_exist_for_others(event):
    people = [presidency("IE"), representative()]

    codes = [client.post(EDIT, changed(event)).status_code for client in people]

    event.refresh_from_db()
    assert (codes, event.version) == ([404, 404], 1)


def test_a_zone_in_which_a_session_has_no_hour_is_refused_beside_the_zone():
    event = EventFactory(
        slug="2027-03-28-seminar",
        first_date=dt.date(2027, 3, 28),
        zone="Africa/Lagos",
        starts_time=dt.time(1),
    )
    SessionFactory(
        event=event, title="Night shift", starts_time=dt.time(2, 30), ends_time=dt.time(3, 5)
    )
    typed = event_typed(
        first=dt.date(2027, 3, 28), last=dt.date(2027, 3, 28), version=event.version
    )

    response = secretariat().post("/events/2027-03-28-seminar/edit/", typed)

    event.refresh_from_db()
    assert (response.status_code, event.zone) == (422, "Africa/Lagos")
    assert "the session “Night shift” has no such hour" in response.text


@pytest.mark.parametrize("kind", [Kind.CONFERENCE, Kind.EXTERNAL, Kind.TRAINING])
def test_what_an_event_is_joined_to_is_ticked_and_read_in_few_statements(kind):
    client = secretariat()
    event = EventFactory(slug=SLUG, kind=kind, first_date=dt.date(2027, 5, 28))
    near = EventFactory(first_date=dt.date(2027, 5, 28))
    far = EventFactory(first_date=dt.date(2028, 5, 28))
    joined = {
        "tasks": [TaskFactory(), TaskFactory()],
        "held_with": [near, far],
        "promoters": [OrganisationFactory(), OrganisationFactory()],
        "representatives": [UserFactory(), UserFactory()],
    }
    for name, rows in joined.items():
        getattr(event, name).set(rows)
    TaskFactory()
    OrganisationFactory()
    EventFactory(first_date=dt.date(2027, 5, 29))

    form = client.get(EDIT).context["form"]

    ticked = {name: form[name].value() for name in joined if name in form.fields}
    assert ticked == {name: sorted(one.pk for one in joined[name]) for name in ticked}
    assert set(ticked) == set(joined) - KINDS[kind].without
    assert counted(lambda: client.get(EDIT)) <= 15


def test_what_is_held_with_an_event_stays_however_many_there_are_around(monkeypatch):
    client = secretariat()
    event = EventFactory(slug=SLUG, first_date=dt.date(2027, 5, 28))
    EventFactory.create_batch(2, first_date=dt.date(2027, 5, 27))
    beside = EventFactory(first_date=dt.date(2027, 5, 29))
    event.held_with.add(beside)
    monkeypatch.setattr(choices, "OFFERED_EVENTS", 1)

    form = client.get(EDIT).context["form"]

    assert form["held_with"].value() == [beside.pk]
    assert len(form.fields["held_with"].choices) == 2


def test_who_moves_an_event_into_another_term_hears_who_hosts_it_now():
    client, (france, _ireland, _latvia) = secretariat(), states()
    lithuania = MemberStateFactory(code="LT", name="Lithuania")
    spring = (dt.date(2027, 1, 1), dt.date(2027, 6, 30))
    autumn = (dt.date(2027, 7, 1), dt.date(2027, 12, 31))
    for state, (starts, ends) in ((france, spring), (lithuania, autumn)):
        PresidencyTermFactory(member_state=state, starts=starts, ends=ends)
    event = EventFactory(slug=SLUG, first_date=dt.date(2027, 5, 28), city="Dublin", host=france)
    typed = event_typed(dt.date(2027, 9, 3), version=event.version, city="Dublin", host="FR")

    page = client.post(EDIT, typed, follow=True)
    event.refresh_from_db()
    again = event_typed(dt.date(2027, 9, 3), version=event.version, city="Dublin", host="FR")
    named = client.post(f"/events/{event.slug}/edit/", again, follow=True)

    words = "It has moved into another term: Lithuania presides then, and hosts it now."
    assert (event.host, words in page.text, words in named.text) == (lithuania, True, False)
    event.refresh_from_db()
    assert event.host == france
