"""Letters to many: one each, whatever happens; none where they are stopped in time."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from accounts import versions
from accounts.access import standing
from accounts.enums import Role
from events import privacy, selections, services
from events.emails import mailings as emails
from events.enums import Audience, Deed, RegistrationState, Skipped
from events.models import Mailing, MailingRecipient, Registration
from events.selections import Selection
from events.services import mailings
from jobs import work
from jobs.enums import State
from jobs.models import Job
from jobs.rules import NoSuchStepError
from journal.models import Entry
from mail.enums import State as LetterState
from mail.models import Letter
from mail.services import send_due
from tests.events.mailed import CONFIRMED, FIVE, SECOND, draft, reached, send
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory, SpeakerFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.mailings import MailingFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, timezone.now())


@pytest.fixture
def at():
    return timezone.now()


def deeds():
    return list(Entry.objects.order_by("pk").values_list("deed", flat=True))


def test_a_draft_is_made_once_and_changed_by_one_at_a_time(officer, at):
    event, once = EventFactory(), uuid.uuid4()
    words = {"subject": "News", "text": "All is well.", "selection": CONFIRMED}

    made = [services.draft_mailing(event, once=once, by=officer, at=at, **words) for _ in range(2)]
    changed = services.change_mailing(made[0], version=1, subject="More", by=officer, at=at)

    assert made[0] == made[1]
    assert (changed.subject, changed.version, changed.made_by) == ("More", 2, officer.user)
    with pytest.raises(versions.StaleError):
        services.change_mailing(made[0], version=1, subject="Less", by=officer, at=at)
    assert deeds() == [Deed.MAILING_DRAFTED, Deed.MAILING_CHANGED]


def test_a_draft_that_is_thrown_away_is_gone(officer, at):
    mailing = draft()

    services.discard_mailing(mailing, by=officer, at=at)

    assert (Mailing.objects.count(), deeds()) == (0, [Deed.MAILING_REMOVED])


def test_sending_fixes_who_gets_it_and_writes_nothing_for_five_minutes(officer, at):
    mailing = draft()

    sent = send(mailing, officer, at)

    assert (sent.starts_at, sent.sent_by, sent.is_draft) == (at + FIVE, officer.user, False)
    assert (sent.job.total, sent.job.state, sent.job.not_before) == (2, State.WAITING, at + FIVE)
    assert services.run_mailings(at=at + FIVE - SECOND) == 0
    RegistrationFactory(event=mailing.event, email="later@x.eu")
    assert services.run_mailings(at=at + FIVE) == 1
    assert reached() == ["p0@x.eu", "p1@x.eu"]
    entry = Entry.objects.get(deed=Deed.MAILED)
    assert entry.facts == {"event": mailing.event.slug, "mailing": str(mailing.key), "people": 2}


def test_a_button_pressed_twice_sends_once(officer, at):
    mailing = draft()

    first, second = send(mailing, officer, at), send(mailing, officer, at + SECOND)

    assert (first.job, second.starts_at) == (second.job, at + FIVE)
    assert (Job.objects.count(), MailingRecipient.objects.count()) == (1, 2)
    services.run_mailings(at=at + FIVE)
    services.run_mailings(at=at + FIVE)
    assert len(reached()) == 2


def test_other_words_or_other_people_than_were_shown_are_not_sent(officer, at):
    mailing = draft()
    mark = selections.mark(selections.people(mailing.event, selections.read(CONFIRMED)))

    with pytest.raises(versions.StaleError):
        services.send_mailing(mailing, version=7, seen=mark, by=officer, at=at)
    RegistrationFactory(event=mailing.event)
    with pytest.raises(services.ReadersChangedError):
        services.send_mailing(mailing, version=1, seen=mark, by=officer, at=at)

    assert (Job.objects.count(), Mailing.objects.get().is_draft) == (0, True)


@pytest.mark.parametrize("invited", [False, True], ids=["nobody chosen", "nobody to be reached"])
def test_a_letter_to_nobody_is_not_sent(officer, at, invited):
    mailing = draft(people=0)
    if invited:
        session = mailing.event.sessions.create(
            title="Opening",
            date=mailing.event.first_date,
            starts_time=dt.time(10),
            ends_time=dt.time(11),
        )
        session.speakers.create(name="Eva")
        mailing.selection = Selection(audience=Audience.SPEAKERS).as_json()
        mailing.save()

    with pytest.raises(services.NobodyMeantError):
        send(mailing, officer, at)


def test_what_was_sent_is_neither_changed_nor_thrown_away(officer, at):
    mailing = send(draft(), officer, at)

    for deed in (
        lambda: services.change_mailing(
            mailing, version=mailing.version, subject="No", by=officer, at=at
        ),
        lambda: services.discard_mailing(mailing, by=officer, at=at),
    ):
        with pytest.raises(services.MailingSentError):
            deed()


def test_stopped_within_five_minutes_nobody_gets_it(officer, at):
    mailing = send(draft(people=60), officer, at)

    stopped = services.stop_mailing(mailing, by=officer, at=at + FIVE - SECOND)

    assert (stopped.stopped_at, stopped.stopped_by) == (at + FIVE - SECOND, officer.user)
    assert services.run_mailings(at=at + dt.timedelta(days=1)) == 0
    assert send_due(at=at + dt.timedelta(days=1)) == 0
    assert (reached(), deeds()[-1]) == ([], Deed.MAILING_STOPPED)


def test_stopped_later_what_has_not_left_does_not_leave(officer, at, monkeypatch):
    mailing = send(draft(people=120), officer, at)
    claim = work.take_up(mailings.LABEL, at=at + FIVE)
    work._carry_on(
        claim, lambda _claim, _at: mailings._piece, clock=work.Clock(at + FIVE), until=at
    )
    gone = Letter.objects.order_by("pk").first()
    Letter.objects.filter(pk=gone.pk).update(state=LetterState.SENT, sent_at=at, attempts=1)

    services.stop_mailing(mailing, by=officer, at=at + FIVE)

    assert services.run_mailings(at=at + 2 * FIVE) == 0
    states = Letter.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [LetterState.SENT] + [LetterState.STOPPED] * 49


def test_a_stopped_letter_goes_on_after_five_minutes_and_nobody_gets_it_twice(officer, at):
    mailing = send(draft(people=60), officer, at)
    claim = work.take_up(mailings.LABEL, at=at + FIVE)
    work._carry_on(
        claim, lambda _claim, _at: mailings._piece, clock=work.Clock(at + FIVE), until=at
    )
    services.stop_mailing(mailing, by=officer, at=at + FIVE)

    again = services.restart_mailing(mailing, by=officer, at=at + 2 * FIVE)

    assert (again.starts_at, again.stopped_at) == (at + 3 * FIVE, None)
    assert services.run_mailings(at=at + 3 * FIVE - SECOND) == 0
    assert Letter.objects.due(at + 3 * FIVE - SECOND).count() == 0
    services.run_mailings(at=at + 3 * FIVE)
    assert reached() == sorted(f"p{number}@x.eu" for number in range(60))
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.QUEUED}
    assert deeds()[-2:] == [Deed.MAILING_STOPPED, Deed.MAILING_RESTARTED]


def test_written_to_all_and_not_yet_sent_it_can_still_be_stopped_and_let_go(officer, at):
    mailing = send(draft(), officer, at)
    services.run_mailings(at=at + FIVE)

    services.stop_mailing(mailing, by=officer, at=at + FIVE)
    stopped = set(Letter.objects.values_list("state", flat=True))
    services.restart_mailing(mailing, by=officer, at=at + FIVE)

    assert stopped == {LetterState.STOPPED}
    assert set(Letter.objects.values_list("state", "due_at")) == {
        (LetterState.QUEUED, at + 2 * FIVE)
    }


def test_a_draft_and_what_has_left_can_be_neither_stopped_nor_restarted(officer, at):
    left = send(draft(), officer, at)
    services.run_mailings(at=at + FIVE)
    Letter.objects.update(state=LetterState.SENT, sent_at=at)

    for mailing in (draft(people=0), left):
        for deed in (services.stop_mailing, services.restart_mailing):
            with pytest.raises(NoSuchStepError):
                deed(mailing, by=officer, at=at)


def test_one_that_failed_goes_on_where_it_was(officer, at, monkeypatch):
    mailing = send(draft(people=60), officer, at)
    Job.objects.update(
        state=State.FAILED, ended_at=at, started_at=at, last_error="ValueError: no", done=0
    )

    services.restart_mailing(mailing, by=officer, at=at)
    services.run_mailings(at=at + FIVE)

    assert len(reached()) == 60
    assert Job.objects.get().state == State.DONE


def test_killed_in_the_middle_of_a_piece_nothing_of_it_is_left_and_nothing_doubled(
    officer, at, monkeypatch
):
    send(draft(people=120), officer, at)
    wrote, written = emails.mailed, []

    def dies(*arguments, **named):
        written.append(1)
        if len(written) in {70, 110}:
            raise KeyboardInterrupt  # what a worker that is ended sees
        return wrote(*arguments, **named)

    monkeypatch.setattr(emails, "mailed", dies)
    for turn in range(2):
        with pytest.raises(KeyboardInterrupt):
            services.run_mailings(at=at + FIVE + turn * dt.timedelta(minutes=1))
        assert Letter.objects.count() % 50 == 0

    services.run_mailings(at=at + FIVE + dt.timedelta(minutes=2))

    assert reached() == sorted(f"p{number}@x.eu" for number in range(120))
    assert MailingRecipient.objects.unwritten().count() == 0
    assert (Job.objects.get().state, Job.objects.get().done) == (State.DONE, 120)


def test_two_workers_at_once_write_each_letter_once(transactional_db, officer, at):
    send(draft(people=120), officer, at)
    gate = threading.Barrier(2)

    def run():
        gate.wait()
        services.run_mailings(at=at + FIVE)
        connection.close()

    workers = [threading.Thread(target=run) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert reached() == sorted(f"p{number}@x.eu" for number in range(120))


def test_who_is_no_longer_meant_when_it_is_written_is_left_out(officer, at):
    mailing = send(draft(), officer, at)
    Registration.objects.filter(email="p0@x.eu").update(state=RegistrationState.WITHDRAWN)

    services.run_mailings(at=at + FIVE)

    assert reached() == ["p1@x.eu"]
    rows = mailing.recipients.values_list("address", "skipped")
    assert list(rows) == [("p0@x.eu", Skipped.LEFT), ("p1@x.eu", "")]


@pytest.mark.parametrize("audience", [Audience.INVITED, Audience.SPEAKERS])
def test_who_is_erased_within_the_five_minutes_gets_nothing(officer, at, audience):
    event = EventFactory()
    session = SessionFactory(event=event)
    for email in ("gone@example.eu", "stays@example.eu"):
        InvitationFactory(event=event, email=email)
        SpeakerFactory(session=session, email=email)
    mailing = MailingFactory(event=event, selection={"audience": audience})
    mailing = send(mailing, officer, at)

    privacy.erase("gone@example.eu", by=officer, at=at)
    services.run_mailings(at=at + dt.timedelta(minutes=6))

    assert list(Letter.objects.values_list("to", flat=True)) == ["stays@example.eu"]
    left = mailing.recipients.get(skipped=Skipped.LEFT)
    assert left.address.endswith("@erased.invalid")
    mailing.job.refresh_from_db()
    assert mailing.job.state == State.DONE


def test_what_is_no_longer_of_use_is_not_written(officer, at):
    mailing = send(draft(of_use_until=at + 2 * FIVE), officer, at)

    services.run_mailings(at=at + 2 * FIVE)

    assert reached() == []
    assert set(mailing.recipients.values_list("skipped", flat=True)) == {Skipped.LATE}
    assert Job.objects.get().state == State.DONE


def test_with_nothing_due_it_costs_one_query(at):
    assert counted(lambda: services.run_mailings(at=at)) == 1
