"""The delivery loop: each letter once, none lost, a bad one alone."""

import datetime as dt
import threading
from uuid import uuid4

import pytest
from anymail.message import AnymailMessage
from django.core.mail import mailers
from django.db import connection

from mail import rules, sending
from mail.enums import Outcome, State
from mail.failures import Verdict
from mail.models import Delivery, Letter, Suppression
from mail.sending import Round, send_due
from mail.services import write
from tests.factories.mail import MORNING, PLACE, LetterFactory, letter
from tests.mail import sink as sinks

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def near(moment):
    """A moment that was passed in, moved on by what the sending took."""

    class Near:
        def __eq__(self, other):
            return moment <= other <= moment + dt.timedelta(seconds=10)

        def __hash__(self):
            return 0

        def __repr__(self):
            return f"shortly after {moment}"

    return Near()


def state_of(row):
    row.refresh_from_db()
    return (row.state, row.attempts, row.due_at, row.sent_at, row.claimed_by, row.claimed_until)


def history(row):
    return [(d.attempt, d.outcome, d.detail) for d in row.deliveries.all()]


def test_a_due_letter_leaves_with_its_message_id_and_is_noted(sink):
    due, not_yet = letter(), letter(at=MORNING + MINUTE)

    assert send_due(at=MORNING, limit=10) == 1

    assert sink.message_ids == [due.message_id]
    assert state_of(due) == ("sent", 1, MORNING, near(MORNING), None, None)
    assert history(due) == [(1, "accepted", "")]
    assert state_of(not_yet) == ("queued", 0, MORNING + MINUTE, None, None, None)


def test_sending_again_sends_nothing_again(sink):
    letter()

    assert [send_due(at=MORNING, limit=10), send_due(at=MORNING + MINUTE, limit=10)] == [1, 0]
    assert len(sink.arrived) == 1


def test_at_most_so_many_leave_at_once(sink):
    for n in range(25):
        letter(to=f"person{n}@example.org")

    assert [send_due(at=MORNING, limit=12), send_due(at=MORNING, limit=100)] == [12, 13]
    assert sink.recipients == [f"person{n}@example.org" for n in range(25)]


def test_nothing_is_sent_once_the_time_of_a_round_is_used_up(sink, monkeypatch):
    letter()
    monkeypatch.setattr(sending, "BUDGET", dt.timedelta(0))

    assert send_due(at=MORNING, limit=10) == 0


POISON = {
    "an address no header can hold": "maria@example\u2028.org",
    "a label too long": f"maria@{'ä' * 60}.example",
    "a line break": "maria@example.org\r\nBcc: all@example.org",
}


@pytest.mark.parametrize("to", POISON.values(), ids=POISON.keys())
def test_a_letter_that_cannot_be_built_fails_alone(to, sink):
    before = letter(to="before@example.org")
    poison = LetterFactory(to=to)
    after = letter(to="after@example.org")

    assert send_due(at=MORNING, limit=10) == 2

    assert sink.recipients == ["before@example.org", "after@example.org"]
    assert [state_of(row)[0] for row in (before, poison, after)] == ["sent", "failed", "sent"]
    assert [outcome for _n, outcome, _detail in history(poison)] == ["unbuildable"]
    assert list(Letter.objects.bounced()) == [poison]


def test_a_body_that_no_layout_can_read_fails_alone(sink):
    poison = LetterFactory(body={"facts": [["one", "two", "three"]]})
    letter()

    assert send_due(at=MORNING, limit=10) == 1
    assert [(n, outcome) for n, outcome, _detail in history(poison)] == [(1, "unbuildable")]


def test_a_mailbox_that_does_not_exist_is_not_tried_again(sink):
    first, second = letter(to="nobody@example.org"), letter(to="nobody@example.org")

    assert send_due(at=MORNING, limit=1) == 0
    assert send_due(at=MORNING, limit=1) == 0

    assert state_of(first)[:2] == state_of(second)[:2] == ("bounced", 1)
    assert history(first) == [(1, "no_mailbox", "550 5.1.1 No such user")]
    assert history(second) == [(1, "suppressed", "")]
    assert list(Suppression.objects.values_list("address", "reason")) == [
        ("nobody@example.org", "550 5.1.1 No such user")
    ]


@pytest.mark.parametrize("to", ["policy@example.org", "spam@example.org"])
def test_a_refused_letter_fails_without_blaming_the_address(to, sink):
    refused = letter(to=to)

    send_due(at=MORNING, limit=10)

    assert state_of(refused)[:2] == ("failed", 1)
    assert not Suppression.objects.exists()


def test_a_letter_put_off_waits_longer_each_time_and_keeps_its_message_id(sink):
    put_off = letter(to="later@example.org")
    at, waits = MORNING, []

    while put_off.state == State.QUEUED:
        assert send_due(at=at, limit=10) == 0
        assert send_due(at=at + dt.timedelta(seconds=30), limit=10) == 0  # not due, no attempt
        put_off.refresh_from_db()
        waits.append(round((put_off.due_at - at).total_seconds() / 60))
        at = put_off.due_at

    assert waits[:-1] == [1, 5, 30, 120, 360, 720, 1440]
    assert (put_off.state, put_off.attempts) == ("failed", 8)
    assert history(put_off) == [
        *((n, "deferred", "451 4.7.1 Try again later") for n in range(1, 8)),
        (8, "exhausted", "451 4.7.1 Try again later"),
    ]


def test_a_letter_put_off_and_then_taken_has_the_message_id_it_was_queued_with(sink):
    put_off = letter(to="later@example.org")
    send_due(at=MORNING, limit=10)
    Letter.objects.filter(pk=put_off.pk).update(to="maria@example.org")

    assert send_due(at=MORNING + 2 * MINUTE, limit=10) == 1
    assert sink.message_ids == [put_off.message_id]


def test_a_server_that_is_away_costs_one_letter_an_attempt_and_all_a_moment(nobody_listens):
    first, second = letter(), letter()
    code = letter(blank_after=True)

    assert send_due(at=MORNING, limit=10) == 0

    assert state_of(code)[:3] == ("queued", 1, near(MORNING + dt.timedelta(seconds=10)))
    assert state_of(first)[:3] == state_of(second)[:3] == ("queued", 0, MORNING)
    assert history(code) == [
        (1, "deferred", "ConnectionRefusedError: [Errno 111] Connection refused")
    ]


def test_once_the_server_is_back_everything_leaves(nobody_listens, settings):
    for n in range(3):
        letter(to=f"person{n}@example.org")
    send_due(at=MORNING, limit=10)

    with sinks.listening() as (sink, port):
        settings.MAILERS = {"default": sinks.mailer(port)}
        assert send_due(at=MORNING + 2 * MINUTE, limit=10) == 3

    assert sorted(sink.recipients) == [f"person{n}@example.org" for n in range(3)]


def test_a_code_leaves_first_and_its_text_is_erased(sink):
    plain = letter(at=MORNING - MINUTE)
    code = letter(to="code@example.org", blank_after=True)

    assert send_due(at=MORNING, limit=10) == 2

    assert sink.recipients == ["code@example.org", "maria@example.org"]
    code.refresh_from_db()
    plain.refresh_from_db()
    assert (code.subject, code.body, code.blanked_at) == ("", {}, near(MORNING))
    assert (plain.subject, plain.blanked_at) == (PLACE.subject, None)


def test_a_code_that_ran_out_is_not_sent_and_erased_too(sink):
    code = letter(blank_after=True)

    assert send_due(at=MORNING + 10 * MINUTE, limit=10) == 0

    assert sink.arrived == []
    assert state_of(code)[:2] == ("failed", 1)
    assert history(code) == [(1, "expired", "")]
    assert (code.subject, code.body) == ("", {})


def test_a_letter_of_no_more_use_does_not_leave_and_asks_nobody_to_deal_with_it(sink):
    late = letter(of_use_until=MORNING + 10 * MINUTE)

    assert send_due(at=MORNING + 10 * MINUTE, limit=10) == 0

    assert sink.arrived == []
    assert state_of(late)[:2] == ("stopped", 1)
    assert history(late) == [(1, "expired", "")]
    assert late.subject == PLACE.subject
    assert not Letter.objects.bounced().exists()


def test_a_letter_that_killed_every_sender_is_given_up(sink):
    deadly = letter()
    Letter.objects.filter(pk=deadly.pk).update(attempts=8)

    assert send_due(at=MORNING, limit=10) == 0

    assert sink.arrived == []
    assert (state_of(deadly)[:2], history(deadly)) == (("failed", 9), [(9, "exhausted", "")])


def test_two_rounds_never_claim_one_letter():
    for _ in range(3):
        letter()
    one, other = Round(MORNING), Round(MORNING)

    first, second = sending.claim(one, size=2), sending.claim(other, size=2)

    assert (len(first), len(second)) == (2, 1)
    assert {row.pk for row in first} & {row.pk for row in second} == set()
    assert sending.claim(Round(MORNING + rules.LEASE - MINUTE / 2), size=10) == []


def test_a_claim_that_ran_out_goes_to_another_and_is_lost_to_the_first():
    written = letter()
    slow, quick = Round(MORNING), Round(MORNING + rules.LEASE + MINUTE)
    [claimed] = sending.claim(slow, size=1)

    assert [row.pk for row in sending.claim(quick, size=1)] == [written.pk]
    assert sending.begin(slow, claimed) is False
    assert list(sending._deliver(slow, [claimed])) == []


def test_what_a_slow_sender_notes_late_does_not_undo_what_another_noted():
    written = letter()
    slow, quick = Round(MORNING), Round(MORNING + rules.LEASE + MINUTE)
    [claimed] = sending.claim(slow, size=1)
    sending.begin(slow, claimed)
    [again] = sending.claim(quick, size=1)
    sending.begin(quick, again)
    sending.settle(quick, again, result=Verdict(Outcome.ACCEPTED), provider_id="")

    sending.settle(slow, claimed, result=Verdict(Outcome.DEFERRED), provider_id="")

    assert state_of(written)[0] == "sent"
    assert [outcome for _n, outcome, _d in history(written)] == ["accepted", "deferred"]


def test_letters_claimed_and_not_begun_are_given_back():
    written = letter()
    this = Round(MORNING)
    sending.claim(this, size=1)

    sending.give_back(this)

    assert state_of(written) == ("queued", 0, MORNING, None, None, None)


def test_a_letter_of_two_copies_goes_to_all_in_one_message(sink):
    letter(copies=["a@example.org", "b@example.org"])

    send_due(at=MORNING, limit=10)

    assert [str(message["Cc"]) for message in sink.arrived] == ["a@example.org, b@example.org"]


def test_a_line_that_breaks_does_not_end_the_round():
    class Broken:
        def close(self):
            raise ConnectionResetError

    this = Round(MORNING, lines={"default": Broken()})

    this.hang_up()

    assert this.lines == {}


def test_a_line_is_opened_once(sink):
    this = Round(MORNING)

    assert this.line("default") is this.line("default")
    this.hang_up()


@pytest.mark.parametrize(
    ("named", "kept"), [("0", "0"), ({"0", "1"}, ""), (None, "")], ids=["one", "one a copy", "none"]
)
def test_the_providers_own_id_is_kept(named, kept):
    message = AnymailMessage()
    message.anymail_status.message_id = named

    assert sending._provider_id(message) == kept


def test_a_provider_names_what_it_took(settings):
    settings.MAILERS = {"default": {"BACKEND": "anymail.backends.test.EmailBackend"}}
    written = letter()

    assert send_due(at=MORNING, limit=10) == 1
    assert list(Delivery.objects.values_list("letter", "provider_id")) == [(written.pk, "0")]


def test_no_transaction_is_open_while_a_letter_is_sent(transactional_db, settings):
    seen = []
    letter()
    with sinks.listening() as (sink, port):
        settings.MAILERS = {"default": sinks.mailer(port)}
        line = mailers["default"]
        this = Round(MORNING, lines={"default": line})
        send = line.send_messages
        line.send_messages = lambda messages: (
            seen.append(connection.in_atomic_block) or send(messages)
        )
        [row] = sending.claim(this, size=1)
        list(sending._deliver(this, [row]))
        this.hang_up()

    assert (seen, len(sink.arrived)) == ([False], 1)


def test_two_workers_at_once_send_each_letter_once(transactional_db, sink):
    for n in range(40):
        write(PLACE, to=f"person{n}@example.org", at=MORNING)
    sent = []

    def work():
        sent.append(send_due(at=MORNING, limit=100))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(sent) == 40
    assert sorted(sink.message_ids) == sorted(Letter.objects.values_list("message_id", flat=True))
    assert set(Letter.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_rounds_have_claims_of_their_own():
    assert Round(MORNING).claim != Round(MORNING).claim
    assert Round(MORNING, claim=uuid4()).now() >= MORNING
