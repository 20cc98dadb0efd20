"""The pages of the people on a programme."""

import datetime as dt

import pytest
from django.test import Client

from events import services
from events.enums import State
from mail.links import token
from mail.models import Letter
from tests.documents.files import png, sent
from tests.events.organisers import presidency, representative, secretariat
from tests.factories.events import EventFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
KNOWN = {"function": "Head", "organisation": "Praha"}


@pytest.fixture
def session():
    event = EventFactory(slug=SLUG, first_date=dt.date(2027, 5, 28), contact="office@example.eu")
    return SessionFactory(event=event, title="Opening")


@pytest.fixture
def eva(session):
    return SpeakerFactory(
        session=session, name="Eva Nováková", email="eva@example.eu", may_publish=False, **KNOWN
    )


def page_of(speaker):
    return f"/events/{SLUG}/sessions/{speaker.session.uid}/speakers/{speaker.key}/"


def photo_of(speaker):
    return f"/events/{SLUG}/speakers/{speaker.key}/photo/"


def link_of(client, speaker):
    """Ask the speaker, and return the address in the letter."""
    client.post(f"{page_of(speaker)}ask/")
    speaker.refresh_from_db()
    return f"/speakers/{token('events:own_speaker', speaker.key, speaker.link_generation)}/"


def own(speaker, answer="yes", **words):
    return {"version": speaker.version, "answer": answer, **KNOWN, **words}


def test_the_organisers_keep_address_photograph_and_consent(eva):
    client = secretariat()

    saved = client.post(
        page_of(eva),
        {
            "version": 1,
            "email": "eva@example.org",
            "may_publish": "on",
            "photo": sent("me.png", png()),
        },
    )

    eva.refresh_from_db()
    page = client.get(page_of(eva))
    assert saved["Location"] == page_of(eva)
    assert (eva.email, eva.may_publish, eva.consent_by.name) == (
        "eva@example.org", True, "Eilís Ní Bhriain",
    )  # fmt: skip
    assert "recorded by Eilís Ní Bhriain" in page.text
    assert photo_of(eva) in page.text
    assert b"".join(client.get(photo_of(eva)).streaming_content) == png()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("me.svg", b"<svg/>", "PNG, JPG, JPEG, WEBP are taken."),
        ("me.png", b"%PDF-1.4", "is not"),
    ],
)
def test_what_is_no_picture_is_refused_beside_its_field(eva, name, content, said):
    answer = secretariat().post(
        page_of(eva), {"version": 1, "email": "new@example.eu", "photo": sent(name, content)}
    )

    eva.refresh_from_db()
    assert (answer.status_code, eva.photo_at) == (422, None)
    assert 'id="id_photo_error"' in answer.text
    assert "new@example.eu" in answer.text


def test_a_stale_change_is_answered_with_both_texts(eva):
    client = secretariat()
    client.post(page_of(eva), {"version": 1, "email": "first@example.eu"})

    answer = client.post(page_of(eva), {"version": 1, "email": "second@example.eu"})

    assert answer.status_code == 409
    assert answer.context["differences"] == [
        ("E-mail address", "first@example.eu", "second@example.eu")
    ]


def test_the_speakers_of_a_closed_event_stay_as_they_are(eva, session):
    session.event.state = State.CLOSED
    session.event.save()
    client = secretariat()

    page, answer = client.get(page_of(eva)), client.post(page_of(eva), {"version": 1})

    assert 'name="photo"' not in page.text
    assert (answer.status_code, "can no longer be changed" in answer.text) == (422, True)


def test_a_speaker_is_asked_by_mail_and_only_with_an_address(eva, session):
    client = secretariat()
    silent = SpeakerFactory(session=session)

    asked = client.post(f"{page_of(eva)}ask/", follow=True)
    refused = client.post(f"{page_of(silent)}ask/", follow=True)

    assert [letter.to for letter in Letter.objects.all()] == ["eva@example.eu"]
    assert "The letter goes to eva@example.eu." in asked.text
    assert "Asked, no answer yet" in asked.text
    assert "Write down an address first." in refused.text


def test_by_the_link_a_speaker_corrects_adds_a_photograph_and_agrees(eva):
    link, stranger = link_of(secretariat(), eva), Client()

    asked = stranger.get(link)
    unread = eva.consent_at
    stranger.post(link, own(eva, function="Director", photo=sent("me.png", png())))

    eva.refresh_from_db()
    seen = stranger.get(link)
    assert (unread, asked.context["form"]["answer"].value()) == (None, None)
    assert "no-store" in asked["Cache-Control"]
    assert (eva.function, eva.may_publish, eva.consent_by) == ("Director", True, None)
    assert seen.context["form"]["answer"].value() == "yes"
    assert f"{link}photo/" in seen.text
    assert b"".join(stranger.get(f"{link}photo/").streaming_content) == png()
    assert b"".join(stranger.get(photo_of(eva)).streaming_content) == png()


def test_a_refusal_leaves_nothing_on_the_page_nor_with_us(eva):
    link, stranger = link_of(secretariat(), eva), Client()
    stranger.post(link, own(eva, photo=sent("me.png", png())))
    eva.refresh_from_db()

    stranger.post(link, own(eva, answer="no"))

    eva.refresh_from_db()
    assert (eva.may_publish, eva.photo_at) == (False, None)
    assert stranger.get(f"{link}photo/").status_code == 404
    assert "Eva Nováková" not in stranger.get(f"/events/{SLUG}/").text
    assert "by their own link" in secretariat().get(page_of(eva)).text


def test_no_answer_is_asked_for_and_a_stale_one_told(eva):
    link, stranger = link_of(secretariat(), eva), Client()

    missing = stranger.post(link, {"version": eva.version, "biography": "My life"})
    stale = stranger.post(link, {**own(eva), "version": eva.version + 7, "function": "Chair"})

    assert (missing.status_code, "My life" in missing.text) == (422, True)
    assert 'id="id_answer_error"' in missing.text
    assert (stale.status_code, stale.context["differences"]) == (
        409,
        [("Function", "Head", "Chair")],
    )


@pytest.mark.parametrize("purpose", ["events:own_registration", "events:own_speaker"])
def test_a_link_of_another_purpose_or_an_old_one_opens_nothing(eva, purpose):
    client = secretariat()
    link_of(client, eva)
    link_of(client, eva)

    assert Client().get(f"/speakers/{token(purpose, eva.key, 1)}/").status_code == 404


def test_a_photograph_is_seen_once_its_speaker_agrees_and_by_who_may_see_the_event(eva, session):
    office = secretariat()
    office.post(page_of(eva), {"version": 1, "email": eva.email, "photo": sent("me.png", png())})

    before = [client.get(photo_of(eva)).status_code for client in (representative(), office)]
    eva.refresh_from_db()
    office.post(page_of(eva), {"version": eva.version, "email": eva.email, "may_publish": "on"})
    after = [client.get(photo_of(eva)).status_code for client in (representative("FR"), office)]
    session.event.visibility = "restricted"
    session.event.save()
    hidden = representative("BE").get(photo_of(eva)).status_code

    assert (before, after, hidden) == ([404, 200], [200, 200], 404)


def test_a_speaker_without_a_photograph_has_none_to_give(eva):
    assert secretariat().get(photo_of(eva)).status_code == 404


def test_the_pages_of_speakers_are_the_organisers_alone(eva, session):
    session.event.host_id = None
    elsewhere = page_of(eva).replace(str(session.uid), str(SessionFactory().uid))
    pages = [
        (representative(), page_of(eva)),
        (presidency("FR"), page_of(eva)),
        (secretariat(), elsewhere),
    ]

    assert [client.get(page).status_code for client, page in pages] == [404] * 3
    assert [client.post(f"{page}ask/").status_code for client, page in pages] == [404] * 3


def test_the_programme_leads_to_each_speaker(eva):
    page = secretariat().get(f"/events/{SLUG}/sessions/")

    assert page_of(eva) in page.text
    assert "Not asked: not on the public page" in page.text
    assert (
        page_of(eva) in secretariat("Two").get(f"/events/{SLUG}/sessions/{eva.session.uid}/").text
    )


def test_saving_the_session_keeps_the_speaker(eva, session):
    client = secretariat()
    page = f"/events/{SLUG}/sessions/{session.uid}/"
    form = client.get(page).context
    typed = {
        "seen": form["form"]["seen"].value(), "title": "Opening", "date_day": 28, "date_month": 5,
        "date_year": 2027, "starts_time": "10:00", "ends_time": "12:00", "counts": "on",
        "speakers-TOTAL_FORMS": 1, "speakers-INITIAL_FORMS": 1, "speakers-0-role": "moderator",
        "speakers-0-name": eva.name, "speakers-0-key": str(eva.key),
    }  # fmt: skip

    client.post(page, typed)

    kept = session.speakers.get()
    assert (kept.pk, kept.key, kept.role, kept.email) == (eva.pk, eva.key, "moderator", eva.email)
    assert services.photo_of(kept) is None
