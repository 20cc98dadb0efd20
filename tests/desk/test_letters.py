"""Letters as pages show them, and the pages."""

import datetime as dt

import pytest

from accounts.enums import Role
from desk import letters
from desk.letters import chosen, shown
from interface.marks import Pill
from journal.models import Entry
from mail import links
from mail.enums import State
from mail.letters import Button, Text
from mail.models import Letter, Suppression
from tests.events.organisers import queries, secretariat, signed_in
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.mail import MORNING, LetterFactory, SentLetterFactory, letter
from tests.factories.procedures import board, draft, holder, running

pytestmark = pytest.mark.django_db


def bounced(**words):
    return SentLetterFactory(state=State.BOUNCED, **words)


def test_a_secret_link_is_not_shown():
    registration = RegistrationFactory()
    secret = links.placeholder("events:own_registration", registration.key, 1)
    written = letter()
    written.body = {
        "paragraphs": [f"See {secret}."],
        "facts": [["Page", secret]],
        "button": ["Open", secret],
    }

    hidden = "(personal link, shown to its reader only)"
    assert shown(written).text == Text(
        subject="Your place is confirmed",
        paragraphs=(f"See {hidden}.",),
        facts=(("Page", hidden),),
        button=Button("Open", secret),
    )


@pytest.mark.parametrize(
    ("words", "text", "resend", "dismiss"),
    [
        ({"state": State.QUEUED}, True, False, False),
        ({"state": State.SENT, "sent_at": MORNING}, True, True, False),
        ({"state": State.BOUNCED}, True, True, True),
        ({"state": State.FAILED, "handled_at": MORNING}, True, True, False),
        ({"state": State.QUEUED, "blank_after": True}, False, False, False),
        ({"state": State.SENT, "sent_at": MORNING, "blanked_at": MORNING}, False, False, False),
    ],
    ids=["queued", "sent", "bounced", "dealt with", "code", "erased"],
)
def test_what_may_be_seen_and_done(words, text, resend, dismiss):
    seen = shown(LetterFactory(**words))

    assert (seen.text is not None, seen.may_resend, seen.may_dismiss) == (text, resend, dismiss)


@pytest.mark.parametrize(
    ("words", "pill"),
    [
        ({"state": State.QUEUED}, Pill("Waiting to be sent", "", "clock")),
        ({"state": State.STOPPED}, Pill("Stopped before it left", "", "stop")),
        ({"state": State.SENT}, Pill("Sent", "ok", "")),
        ({"state": State.BOUNCED}, Pill("Came back", "bad", "")),
        (
            {"state": State.BOUNCED, "handled_at": MORNING},
            Pill("Came back, dealt with", "", "check"),
        ),
    ],
    ids=["queued", "stopped", "sent", "bounced", "dealt with"],
)
def test_the_state_in_words(words, pill):
    assert letters.pill(Letter(**words)) == pill


def test_letters_by_state_text_event_and_person():
    user = UserFactory(email="anna@example.org")
    event = EventFactory()
    registration = RegistrationFactory(event=event)
    back = bounced(to="back@example.org", name="Мария")
    done = bounced(handled_at=MORNING)
    about = SentLetterFactory(label="events.registration", key=str(registration.key))
    invitation = InvitationFactory(event=event)
    asks = SentLetterFactory(label="events.invitation", key=str(invitation.key))
    to_user = SentLetterFactory(person=str(user.key))
    to_address = SentLetterFactory(to="anna@example.org")

    assert {
        "returned": set(chosen({"state": "returned"})),
        "bounced": set(chosen({"state": "bounced"})),
        "text": set(chosen({"text": "back мария"})),
        "event": set(chosen({"event": event.slug})),
        "person": set(chosen({"person": user.key})),
        "nobody": set(chosen({"person": "0b6e0c6e-7f0b-4b0e-9d3a-000000000001"})),
    } == {
        "returned": {back},
        "bounced": {back, done},
        "text": {back},
        "event": {about, asks},
        "person": {to_user, to_address},
        "nobody": set(),
    }


def test_what_did_not_arrive_stands_first():
    first, second = (SentLetterFactory(created_at=MORNING + dt.timedelta(days=n)) for n in (1, 2))
    back = bounced(created_at=MORNING)
    done = bounced(created_at=MORNING, handled_at=MORNING)

    response = secretariat().get("/letters/")

    assert response.context["listing"].rows == [back, second, first, done]


def test_the_outbox_is_the_secretariats():
    uid = LetterFactory().uid
    client = signed_in(MandateFactory(role=Role.ADMINISTRATOR).user)

    assert [
        client.get("/letters/").status_code,
        client.get(f"/letters/{uid}/").status_code,
        client.post(f"/letters/{uid}/resend/").status_code,
        client.post(f"/letters/{uid}/dismiss/").status_code,
    ] == [404] * 4


@pytest.mark.parametrize(
    "query",
    [
        "",
        "state=nonsense",
        "person=nonsense",
        "procedure=%00",
        "procedure=PROC-1999-001",
        "event=%00",
        "event=nowhere",
        "page=-1&sort=x",
        "state=sent",
    ],
)
def test_the_outbox_takes_any_filter(query):
    response = secretariat().get(f"/letters/?{query}")

    assert (response.status_code, "No letter" in response.content.decode()) == (200, True)


def test_the_outbox_says_whose_letters_these_are():
    user, event = UserFactory(name="Anna Bērziņa"), EventFactory(title="Seminar on burglary")
    client = secretariat()

    assert "Anna Bērziņa" in client.get(f"/letters/?person={user.key}").content.decode()
    assert "Seminar on burglary" in client.get(f"/letters/?event={event.slug}").content.decode()


def test_the_letters_of_a_procedure_lead_back_to_it():
    board()
    holder("LV")
    made = running()
    SentLetterFactory(label="procedures.procedure", key="PROC-1999-001")
    client = secretariat()
    tabs = client.get(f"/procedures/{made.reference}/control/").context["tabs"]
    address = next(tab.url for tab in tabs if tab.label == "Letters")

    response = client.get(address)

    page = " ".join(response.content.decode().split())
    assert set(response.context["listing"].rows) == set(
        Letter.objects.about("procedures.procedure", made.reference)
    )
    assert len(response.context["listing"].rows) == 1
    assert (
        '<li><a href="/procedures/">Written procedures</a></li>'
        f'<li><a href="/procedures/{made.reference}/control/">{made.reference}</a></li>'
        "<li>Letters</li>"
    ) in page
    assert f'<a href="/procedures/{made.reference}/">{made.title}</a>'.replace(" ", "") in (
        page.replace(" ", "")
    )


def test_a_draft_has_no_letters_to_lead_back_from():
    board()
    made = draft()

    page = secretariat().get(f"/letters/?procedure={made.reference}").content.decode()

    assert ("No letter fits these choices" in page, made.title in page) == (True, False)


def test_the_outbox_asks_as_much_for_many_as_for_one():
    client = secretariat()

    def made(number):
        LetterFactory.create_batch(number)
        return queries(lambda: client.get("/letters/"))

    assert made(1) == made(3)


def test_a_letter_with_its_way():
    back = bounced()
    back.deliveries.create(attempt=1, at=MORNING, outcome="bounced", detail="no such mailbox")

    page = secretariat().get(f"/letters/{back.uid}/").content.decode()

    assert [word in page for word in ("no such mailbox", "Send it again", "Set it aside")] == [
        True
    ] * 3


def test_a_letter_with_a_code_is_shown_to_nobody():
    code = LetterFactory(blank_after=True, body={"paragraphs": ["Your code is 123456."]})

    page = secretariat().get(f"/letters/{code.uid}/").content.decode()

    assert ("123456" in page, "nobody but its reader sees it" in page) == (False, True)


def test_a_letter_is_sent_again():
    back = bounced(to="back@example.org")
    Suppression.objects.create(address="back@example.org", since=MORNING)
    client = secretariat()

    response = client.post(f"/letters/{back.uid}/resend/", follow=True)

    again = Letter.objects.get(resent_from=back)
    assert response.redirect_chain == [(f"/letters/{again.uid}/", 302)]
    assert "on its way again" in response.content.decode()
    assert (again.to, again.state, Suppression.objects.count()) == ("back@example.org", "queued", 0)


def test_a_letter_on_its_way_is_not_sent_again():
    waiting = LetterFactory()

    response = secretariat().post(f"/letters/{waiting.uid}/resend/", follow=True)

    assert "cannot be sent again" in response.content.decode()
    assert Letter.objects.count() == 1


def test_a_letter_is_set_aside():
    back = bounced()

    response = secretariat().post(f"/letters/{back.uid}/dismiss/", follow=True)

    back.refresh_from_db()
    assert (back.handled_at is not None, "is set aside" in response.content.decode()) == (
        True,
        True,
    )
    assert [entry.deed for entry in Entry.objects.on("mail.letter", str(back.uid))] == [
        "letter.dismissed"
    ]


def test_a_get_sends_nothing():
    back = bounced()
    client = secretariat()

    assert [
        client.get(f"/letters/{back.uid}/{deed}/").status_code for deed in ("resend", "dismiss")
    ] == [405, 405]


def test_own_letters_and_no_others():
    user = UserFactory(email="anna@example.org")
    known = SentLetterFactory(person=str(user.key), subject="To the account")
    addressed = SentLetterFactory(to="anna@example.org", subject="To the address")
    foreign = SentLetterFactory()
    client = signed_in(user)

    response = client.get("/my/letters/")

    assert set(response.context["listing"].rows) == {known, addressed}
    assert [
        client.get(f"/my/letters/{one.uid}/").status_code for one in (known, addressed, foreign)
    ] == [200, 200, 404]


def test_own_letter_shows_text_and_nothing_to_do():
    user = UserFactory(email="anna@example.org")
    back = bounced(to="anna@example.org")

    page = signed_in(user).get(f"/my/letters/{back.uid}/").content.decode()

    assert ("We look forward" in page, "Send it again" in page) == (True, False)


def test_nobody_has_no_letters():
    LetterFactory()

    assert list(letters.own(None)) == []


def test_no_letter_yet():
    assert "No letter yet" in signed_in(UserFactory()).get("/my/letters/").content.decode()


def test_a_letter_leads_the_secretariat_to_what_it_is_about():
    user = UserFactory()
    registration = RegistrationFactory(name="Мария")
    back = bounced(label="events.registration", key=str(registration.key), person=str(user.key))
    path = f"/events/{registration.event.slug}/registrations/{registration.key}/"

    pages = [
        secretariat().get(f"/letters/{back.uid}/").content.decode(),
        secretariat().get(f"/letters/{bounced().uid}/").content.decode(),
        signed_in(user).get(f"/my/letters/{back.uid}/").content.decode(),
    ]

    assert [f'<a href="{path}">Мария · ' in page for page in pages] == [True, False, False]


def test_a_letter_with_a_sender_of_its_own_says_so():
    written = letter(sender_name="Seminar team", reply_to="team@example.org")

    page = secretariat().get(f"/letters/{written.uid}/").content.decode()

    assert "<dd>Seminar team</dd>" in page
    assert "<dd>team@example.org</dd>" in page
