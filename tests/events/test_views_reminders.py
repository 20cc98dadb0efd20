"""The pages of reminders and of the sender."""

import re

import pytest
from django.utils import timezone

from events.enums import Kind, ReminderKind
from events.models import Event, Reminder
from tests.events.organisers import presidency, representative, secretariat
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.mailings import ReminderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(
        kind=Kind.WEBINAR,
        slug="2027-01-01-webinar",
        title="Webinar",
        host=MemberStateFactory(code="IE"),
    )


@pytest.fixture
def officer():
    return secretariat()


def html(answer, status=200):
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def typed(**words):
    return {
        "version": "0",
        "active": "on",
        "hours": "24",
        "subject": "Soon: {event}",
        "text": "See you, {name}.",
    } | words


def test_all_reminders_stand_there_with_hour_and_state(event, officer):
    now = timezone.now()
    ran = {"ran_at": now, "ran_for": now}
    ReminderFactory(event=event, kind=ReminderKind.DAY_BEFORE, told=3, **ran)
    ReminderFactory(event=event, kind=ReminderKind.HOUR_BEFORE, missed=True, **ran)
    ReminderFactory(event=event, kind=ReminderKind.BEFORE_CLOSING, **ran)
    ReminderFactory(event=event, kind=ReminderKind.AFTER_PRESENT, active=False)

    page = html(officer.get(f"/events/{event.slug}/reminders/"))

    states = re.findall(r"Nobody to remind|Goes out by itself|Missed its hour|Off<|Sent<", page)
    assert states == ["Nobody to remind", "Goes out by itself", "Sent<", "Missed its hour", "Off<"]
    assert "3 people reminded" in page
    assert "no day is set by which details are wanted" in page
    assert "(Brussels)" in page


def test_one_is_changed_and_previewed_with_who_gets_it_now(event, officer):
    RegistrationFactory(event=event, name="Anna")
    path = f"/events/{event.slug}/reminders/day_before/"
    page = html(officer.get(path))
    assert "1 person now" in page
    assert "What Anna would read" in page

    preview = html(officer.post(path, typed(text="Bring {name} along.", preview="1")))
    saved = officer.post(path, typed(hours="30"))

    assert "Bring Anna along." in preview
    assert saved.url == f"/events/{event.slug}/reminders/"
    reminder = Reminder.objects.get()
    assert (reminder.kind, reminder.hours, reminder.text) == (
        ReminderKind.DAY_BEFORE,
        30,
        "See you, {name}.",
    )


def test_where_nobody_would_be_reached_the_preview_is_read_by_who_looks(event):
    officer = secretariat("Eilís Ní Bhriain")

    page = html(officer.get(f"/events/{event.slug}/reminders/before_closing/"))

    assert "0 people now" in page
    assert "What Eilís Ní Bhriain would read" in page


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("before_closing", "Hours before registration closes"),
        ("details_due", "Hours before the end of the day by which details are due"),
        ("hour_before", "Hours before the beginning"),
        ("after_present", "Hours after the end"),
    ],
)
def test_the_hours_say_what_they_count_from(event, officer, kind, label):
    assert label in html(officer.get(f"/events/{event.slug}/reminders/{kind}/"))


def test_bad_input_and_a_stale_form(event, officer):
    path = f"/events/{event.slug}/reminders/day_before/"

    wrong = html(officer.post(path, typed(text="{agenda}")), 422)
    previewed = html(officer.post(path, typed(text="{agenda}", preview="1")), 422)
    officer.post(path, typed(subject="First"))
    stale = html(officer.post(path, typed(subject="Second")), 409)

    for page in (wrong, previewed):
        assert "Nothing is known as {agenda}." in page
    assert "First" in stale
    assert "Second" in stale
    assert Reminder.objects.get().subject == "First"


def test_the_hosts_team_reads_them_and_nobody_else(event):
    team, stranger = presidency("IE"), representative()
    path = f"/events/{event.slug}/reminders/"

    assert "The day before" in html(team.get(path))
    assert team.get(f"{path}day_before/").status_code == 404
    assert stranger.get(path).status_code == 404
    assert secretariat().get(f"{path}never/").status_code == 404


def test_the_sender_is_set_and_a_stale_form_is_told(event, officer):
    path = f"/events/{event.slug}/sender/"
    seen = officer.get(path).context["form"].initial["seen"]

    saved = officer.post(path, {"seen": seen, "sender_name": "Team", "reply_to": "t@x.eu"})
    stale = html(officer.post(path, {"seen": seen, "sender_name": "Others"}), 409)
    wrong = html(officer.post(path, {"seen": seen, "reply_to": "nobody"}), 422)

    event = Event.objects.get()
    assert saved.url == f"/events/{event.slug}/mailings/"
    assert (event.sender_name, event.reply_to) == ("Team", "t@x.eu")
    assert "Team" in stale
    assert "Others" in stale
    assert 'value="nobody"' in wrong
    assert presidency("IE").get(path).status_code == 404
