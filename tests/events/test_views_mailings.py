"""The pages of letters to many: from choosing people to a draft, and all that were written."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from events.models import Mailing
from events.services.mailings import run_mailings
from jobs.enums import State
from jobs.models import Job
from mail.models import Letter, Suppression
from tests.events.mailed import CONFIRMED, address, confirmed, html, registered_three, typed
from tests.events.organisers import presidency, queries, representative, secretariat
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.mailings import MailingFactory, RecipientFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return registered_three()


@pytest.fixture
def officer():
    return secretariat()


def test_from_choosing_people_to_a_letter_in_each_box(event, officer):
    listed = html(officer.get(f"/events/{event.slug}/mailings/"))
    assert "Nobody has written to many yet" in listed
    assert f'href="/events/{event.slug}/mailings/new/"' in listed

    answer = officer.post(f"/events/{event.slug}/mailings/new/", typed())

    mailing = Mailing.objects.get()
    assert answer.url == address(mailing)
    draft = html(officer.get(address(mailing)))
    assert "2 people get this letter" in draft
    assert "What Anna reads" in draft
    assert "Number – of Latvia: Confirmed." in draft
    assert "Number – of Estonia: Confirmed." in html(officer.get(f"{address(mailing)}?reader=2"))
    assert "anna@x.eu" in draft
    assert "wanda@x.eu" not in draft
    assert "[[link:" not in draft

    answer = officer.post(address(mailing, "send/"), confirmed(officer, mailing))

    assert answer.url == address(mailing)
    waiting = html(officer.get(address(mailing)))
    assert "Nothing has left yet." in waiting
    assert f'hx-get="{address(mailing)}"' in waiting
    assert "0 of 2" in waiting
    assert run_mailings(at=timezone.now()) == 0
    Job.objects.update(not_before=timezone.now())
    run_mailings(at=timezone.now())
    written = html(officer.get(address(mailing)))
    assert "2 of 2" in written
    assert "Written to all" in written
    assert Letter.objects.count() == 2


def test_the_count_follows_the_boxes_with_and_without_script(event, officer):
    words = typed(states=["confirmed", "waiting"], text="{agenda}", count="1")
    path = f"/events/{event.slug}/mailings/new/"
    Suppression.objects.create(address="anna@x.eu", since=timezone.now())

    page = html(officer.post(path, words))
    part = html(officer.post(path, words, headers={"hx-request": "true"}))

    for said in (page, part):
        assert "2 people get the letter." in said
        assert "1 is left out" in said
    assert (page.count("<h1>"), part.count("<h1>")) == (1, 0)
    assert "{agenda}" in page
    assert "Nothing is known as" not in page
    assert not Mailing.objects.exists()


def test_a_form_sent_twice_makes_one_draft(event, officer):
    words = typed()
    path = f"/events/{event.slug}/mailings/new/"

    first, second = officer.post(path, words), officer.post(path, words)

    assert (first.url, Mailing.objects.count()) == (second.url, 1)


def test_bad_input_is_answered_beside_the_field_with_nothing_lost(event, officer):
    page = html(
        officer.post(f"/events/{event.slug}/mailings/new/", typed(text="{agenda} is long")), 422
    )

    assert "Nothing is known as {agenda}." in page
    assert "{agenda} is long</textarea>" in page
    assert not Mailing.objects.exists()


def test_who_is_left_out_is_said_with_the_reason(event, officer):
    Suppression.objects.create(address="anna@x.eu", since=timezone.now())
    mailing = MailingFactory(event=event, selection=CONFIRMED)

    page = html(officer.get(address(mailing)))

    assert "1 person gets this letter" in page
    assert "The address takes no mail" in page


def test_a_letter_to_nobody_has_no_button(event, officer):
    mailing = MailingFactory(event=event, selection={"states": ["declined"]})

    page = html(officer.get(address(mailing)))
    sent = html(officer.post(address(mailing, "send/"), confirmed(officer, mailing)), 422)

    assert "The choice finds nobody" in page
    assert "Send in five minutes" not in page
    assert "Nobody would get it." in sent


def test_a_draft_is_changed_and_a_stale_one_answered_with_both_texts(event, officer):
    mailing = MailingFactory(event=event, selection=CONFIRMED, subject="Old")
    edit = address(mailing, "edit/")
    assert 'value="Old"' in html(officer.get(edit))
    assert "2 people get the letter." in html(officer.post(edit, typed(version=1, count="1")))

    first = officer.post(edit, typed(version=1, subject="New"))
    stale = html(officer.post(edit, typed(version=1, subject="Other")), 409)
    wrong = html(officer.post(edit, typed(version=2, subject="")), 422)

    assert first.url == address(mailing)
    assert "New" in stale
    assert "Other" in stale
    assert "Fill this in." in wrong
    assert Mailing.objects.get().subject == "New"


def test_what_was_sent_is_copied_not_changed(event, officer):
    mailing = MailingFactory(event=event, selection=CONFIRMED, subject="Once more")
    officer.post(address(mailing, "send/"), confirmed(officer, mailing))

    led = officer.get(address(mailing, "edit/"))
    posted = officer.post(address(mailing, "remove/"))
    copy = html(officer.get(f"/events/{event.slug}/mailings/new/?copy={mailing.key}"))
    nonsense = html(officer.get(f"/events/{event.slug}/mailings/new/?copy=x"))

    assert (led.url, posted.url) == (address(mailing), address(mailing))
    assert 'value="Once more"' in copy
    assert "Once more" not in nonsense
    assert Mailing.objects.count() == 1


def test_a_draft_sent_while_somebody_edits_it_is_not_changed(event, officer):
    mailing = MailingFactory(event=event, selection=CONFIRMED)
    officer.get(address(mailing, "edit/"))
    sent = confirmed(officer, mailing)
    officer.post(address(mailing, "send/"), sent)
    version = Mailing.objects.get().version

    answer = officer.post(address(mailing, "edit/"), typed(version=version), follow=True)

    assert "It was sent already." in html(answer)


def test_the_list_says_where_each_stands(event, officer):
    now = timezone.now()
    for state, fields in {
        "Draft": {},
        "Can still be stopped": {"not_before": now + dt.timedelta(minutes=4)},
        "Under way": {"state": State.RUNNING, "started_at": now},
        "Stopped": {"state": State.STOPPED, "ended_at": now},
        "Failed": {"state": State.FAILED, "ended_at": now},
        "Written to all": {"state": State.DONE, "ended_at": now},
    }.items():
        job = None
        if fields:
            job = Job.objects.create(
                **{
                    "label": "events.mailing",
                    "about": state,
                    "total": 1,
                    "not_before": now,
                    "created_at": now,
                }
                | fields
            )
        MailingFactory(
            event=event,
            job=job,
            starts_at=now if job else None,
            stopped_at=now if state == "Stopped" else None,
        )

    page = html(officer.get(f"/events/{event.slug}/mailings/?sort=made"))

    found = re.findall(
        r"(Draft|Can still be stopped|Under way|Stopped|Failed|Written to all)", page
    )
    assert found == [
        "Draft",
        "Can still be stopped",
        "Under way",
        "Stopped",
        "Failed",
        "Written to all",
    ]


def test_subjects_stand_there_with_what_is_the_events_own_filled_in(event, officer):
    draft = MailingFactory(
        event=event, selection=CONFIRMED, subject="{name}: news of {event}, {details until}"
    )
    said = "‹the reader&#x27;s name›: news of Seminar, –"
    lists = officer.get(f"/events/{event.slug}/mailings/").text
    page = officer.get(address(draft)).text
    officer.post(address(draft, "send/"), confirmed(officer, draft))
    sent = officer.get(address(draft)).text

    assert [text.count(said) > 0 for text in (lists, page, sent)] == [True] * 3


def test_the_hosts_team_sees_letters_and_writes_none(event):
    team = presidency("IE")
    mailing = MailingFactory(event=event, selection=CONFIRMED)

    page = html(team.get(address(mailing)))

    assert "2 people get this letter" in page
    assert "Send in five minutes" not in page
    assert "Write to many" not in html(team.get(f"/events/{event.slug}/mailings/"))
    for deed in ("send/", "stop/", "restart/", "remove/", "edit/"):
        assert team.post(address(mailing, deed)).status_code == 404


def test_nobody_else_knows_of_them(event):
    mailing = MailingFactory(event=event)
    stranger = representative()

    for path in (f"/events/{event.slug}/mailings/", address(mailing)):
        assert stranger.get(path).status_code == 404


def test_a_letter_of_another_event_is_not_found_here(event, officer):
    other = MailingFactory()

    assert officer.get(f"/events/{event.slug}/mailings/{other.key}/").status_code == 404


def test_reading_is_the_same_few_queries_however_many(event, officer):
    mailing = MailingFactory(event=event, selection={})
    list_page = f"/events/{event.slug}/mailings/"
    draft_1 = queries(lambda: officer.get(address(mailing)))
    list_1 = queries(lambda: officer.get(list_page))
    for _ in range(2):
        MailingFactory(event=event)
        RegistrationFactory(event=event)

    assert queries(lambda: officer.get(address(mailing))) == draft_1
    assert queries(lambda: officer.get(list_page)) == list_1

    officer.post(address(mailing, "send/"), confirmed(officer, mailing))
    sent_1 = queries(lambda: officer.get(address(mailing)))
    for position in (101, 102):
        RecipientFactory(mailing=mailing, position=position)
    assert queries(lambda: officer.get(address(mailing))) == sent_1
    assert max(draft_1, list_1, sent_1) <= 20


def test_letters_stand_by_when_they_were_written_and_are_not_sorted_by_subjects_unfilled(officer):
    event = EventFactory()
    now = timezone.now()
    for days, subject in enumerate(("A", "C {name}", "B")):
        MailingFactory(event=event, subject=subject, made_at=now - dt.timedelta(days=days))

    answer = officer.get(f"/events/{event.slug}/mailings/?sort=subject")

    assert "?sort=subject" not in answer.content.decode()
    assert [row.subject for row, *_words in answer.context["rows"]] == ["A", "C {name}", "B"]
