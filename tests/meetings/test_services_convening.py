"""A body is called together: in time or with a reason, in five minutes, and once."""

import datetime as dt
import uuid

import pytest

from accounts.models import Holiday
from agendas.models import Agenda
from agendas.services import adopt
from events.models import Event, Invitation
from jobs.rules import NoSuchStepError
from journal.models import Entry
from mail.models import Letter
from meetings import services
from meetings.convening import Readers, notice_of
from meetings.models import Convening
from tests.factories.accounts import HolidayFactory, MandateFactory, OrganisationFactory
from tests.factories.events import RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.meetings import AT, board, meeting, secretariat, speaks_for, with_agenda
from tests.meetings.convened import MINUTES, convene, letters, to_convene

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return to_convene()


def test_for_29_may_2024_with_ten_clear_days_the_last_day_of_dispatch_is_monday_13_may():
    HolidayFactory(date=dt.date(2024, 5, 20))
    found = meeting(first_date=dt.date(2024, 5, 29))

    in_time = notice_of(found, at=dt.datetime(2024, 5, 13, 21, 50, tzinfo=dt.UTC))
    too_late = notice_of(found, at=dt.datetime(2024, 5, 13, 21, 56, tzinfo=dt.UTC))

    assert (in_time.days, in_time.last_day) == (10, dt.date(2024, 5, 13))
    assert (in_time.is_late, too_late.is_late) == (False, True)
    assert in_time.holidays_known
    Holiday.objects.all().delete()
    assert not notice_of(found, at=AT).holidays_known


def test_nothing_leaves_for_five_minutes_and_then_all_of_it(event):
    by = secretariat()
    made = convene(event, by, words="Dear members.\n\nWe meet in Dublin.")

    services.run_convenings(at=AT + MINUTES - dt.timedelta(seconds=1))
    assert (letters(), Invitation.objects.count()) == ([], 0)
    assert Agenda.objects.get().edition == 0
    services.run_convenings(at=AT + MINUTES)
    services.run_convenings(at=AT + 2 * MINUTES)

    made.refresh_from_db()
    assert (made.edition, made.people) == (1, 3)
    assert made.sent_at - AT - MINUTES < dt.timedelta(minutes=1)
    assert (Agenda.objects.get().edition, Agenda.objects.get().state) == (1, "circulated")
    assert [(one.kind, one.state) for one in Invitation.objects.all()] == [("seat", "silent")] * 3
    assert {subject for _to, subject in letters()} == {"You are invited: Board, May 2026"}
    letter = Letter.objects.first()
    assert letter.body["paragraphs"][1:4] == [
        "The Board is convened. Draft agenda and papers are on the meeting's page.",
        "Dear members.",
        "We meet in Dublin.",
    ]
    facts = dict(letter.body["facts"])
    assert facts["Agenda and papers"].endswith("/events/2026-05-27-board/agenda/")
    assert facts["Name the delegation"].endswith("/events/2026-05-27-board/delegation/")
    assert facts["Notice"].startswith("10 clear working days: sent on Monday 2 March 2026")
    deeds = [one.deed for one in Entry.objects.filter(deed__startswith="meetings.").order_by("id")]
    assert deeds == ["meetings.convened", "meetings.convening_sent"]


def test_the_same_form_twice_is_one_convening_and_a_second_one_waits_for_the_first(event):
    by, once = secretariat(), uuid.uuid4()
    first = convene(event, by, once=once)

    assert convene(event, by, once=once) == first
    with pytest.raises(services.NotReadyError):
        convene(event, by)


def test_stopped_in_time_nothing_has_happened_and_later_there_is_nothing_to_stop(event):
    by = secretariat()
    made = convene(event, by)

    services.stop_convening(made, by=by, at=AT)
    services.run_convenings(at=AT + MINUTES)

    assert (letters(), Agenda.objects.get().edition) == ([], 0)
    made.refresh_from_db()
    assert (made.stopped_at, made.stopped_by, made.sent_at) == (AT, by.user, None)
    with pytest.raises(NoSuchStepError):
        services.stop_convening(made, by=by, at=AT)
    assert convene(event, by).edition == 1


@pytest.mark.parametrize(
    "lacking",
    [
        {"state": "draft", "published_at": None},
        {"date_settled": False},
        {"state": "cancelled", "cancelled_at": AT, "cancel_reason": "No room."},
    ],
    ids=["draft", "unsettled", "cancelled"],
)
def test_what_lacks_something_is_not_convened(event, lacking):
    Event.objects.filter(pk=event.pk).update(**lacking)

    with pytest.raises(services.NotReadyError):
        convene(event, secretariat())


def test_without_an_agenda_or_with_an_empty_one_nobody_is_convened(event):
    agenda = Agenda.objects.get()
    agenda.items.all().delete()
    with pytest.raises(services.NotReadyError):
        convene(event, secretariat())
    agenda.delete()
    with pytest.raises(services.NotReadyError):
        convene(event, secretariat())


def test_who_does_not_prepare_the_meeting_convenes_nobody(event):
    with pytest.raises(services.NotReadyError):
        convene(event, speaks_for("FR"))


def test_the_presidency_convenes_as_the_secretariat_does(event):
    event.host_id = "LV"
    event.save()
    by = speaks_for("LV", role="presidency")

    convene(event, by)
    services.run_convenings(at=AT + MINUTES)

    assert Convening.objects.get().sent_at


def test_past_the_notice_a_reason_is_needed_and_shown_in_the_letter(event):
    late = dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC)
    by = secretariat(at=late)
    words = {"at": late, "answer_by": None}

    with pytest.raises(services.NoticeMissedError):
        convene(event, by, **words)
    made = convene(event, by, reason="The venue was lost.", **words)
    services.run_convenings(at=late + MINUTES)

    assert made.reason == "The venue was lost."
    notice = dict(Letter.objects.first().body["facts"])["Notice"]
    assert notice.startswith("Sent on Wednesday 20 May 2026, after ")
    assert notice.endswith("because: The venue was lost.")
    assert Entry.objects.get(deed="meetings.convened").facts["late"] is True


def test_a_further_edition_needs_no_reason_past_the_notice(event):
    by, late = secretariat(), dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC)
    convene(event, by)
    assert notice_of(event, at=late).is_late
    services.run_convenings(at=AT + MINUTES)
    Letter.objects.all().delete()

    made = convene(event, by, at=late, answer_by=None)
    services.run_convenings(at=late + MINUTES)

    assert not notice_of(event, at=late).is_late
    assert (made.edition, made.reason) == (2, "")
    notice = dict(Letter.objects.first().body["facts"])["Notice"]
    assert notice == "Sent on Wednesday 20 May 2026; the body had been convened before"


def test_in_time_a_reason_is_none(event):
    assert convene(event, secretariat(), reason="Just so.").reason == ""


def test_other_people_than_were_shown_are_not_written_to(event):
    seen = Readers(event, institutions=[], at=AT).mark
    speaks_for("PT")

    with pytest.raises(services.OtherReadersError):
        convene(event, secretariat(), seen=seen)


def test_the_moment_until_which_seats_answer_is_set_with_it(event):
    until = dt.datetime(2026, 5, 6, 15, tzinfo=dt.UTC)

    convene(event, secretariat(), answer_by=until)

    assert Event.objects.get().registration_closes_at == until


def test_institutions_are_invited_with_it_where_they_have_an_address(event):
    council = OrganisationFactory(email="council@example.eu")
    mute = OrganisationFactory(email="")

    convene(event, secretariat(), institutions=[council, mute])
    services.run_convenings(at=AT + MINUTES)

    assert Invitation.objects.get(kind="organisation").email == "council@example.eu"
    theirs = dict(Letter.objects.get(to="council@example.eu").body["facts"])
    assert ("Agenda and papers" in theirs, "Name the delegation" in theirs) == (True, False)


def test_who_was_prepared_invited_or_registered_before_is_told_too_and_who_said_no_is_not(event):
    InvitationFactory(event=event, email="prepared@example.eu", state="prepared")
    InvitationFactory(event=event, email="asked@example.eu")
    InvitationFactory(event=event, email="no@example.eu", state="no")
    RegistrationFactory(event=event, email="there@example.eu")

    made = convene(event, secretariat())
    services.run_convenings(at=AT + MINUTES)

    told = dict(letters())
    assert told["prepared@example.eu"] == "You are invited: Board, May 2026"
    assert told["asked@example.eu"] == told["there@example.eu"] == "Convened: Board, May 2026"
    assert "no@example.eu" not in told
    made.refresh_from_db()
    assert made.people == len(told) == 6
    links = {one.to: one.body["button"][1] for one in Letter.objects.filter(batch=made.key)}
    assert "events:invitation" in links["asked@example.eu"]
    assert "events:own_registration" in links["there@example.eu"]
    said = dict(Letter.objects.get(to="asked@example.eu").body["facts"])
    assert "Name the delegation" not in said


def test_another_agenda_goes_to_all_and_who_is_new_is_invited(event):
    by = secretariat()
    convene(event, by)
    services.run_convenings(at=AT + MINUTES)
    Letter.objects.all().delete()
    new = speaks_for("PT")
    later = AT + dt.timedelta(days=1)

    made = convene(event, by, at=later)
    services.run_convenings(at=later + MINUTES)

    assert (made.edition, Agenda.objects.get().edition) == (2, 2)
    subjects = dict(letters())
    assert subjects.pop(new.user.email) == "You are invited: Board, May 2026"
    assert list(subjects.values()) == ["Revised agenda: Board, May 2026"] * 3
    revised = Letter.objects.exclude(to=new.user.email)
    assert all("Name the delegation" in dict(one.body["facts"]) for one in revised)


def test_an_adopted_agenda_is_told_of_and_not_sent_out_as_a_draft(event):
    by = secretariat()
    convene(event, by)
    services.run_convenings(at=AT + MINUTES)
    morning = dt.datetime.combine(event.first_date, dt.time(3), dt.UTC)
    adopt(Agenda.objects.get(), by=by, at=morning)

    convene(event, by, at=morning, reason="Another room.", answer_by=None)
    services.run_convenings(at=morning + MINUTES)

    assert Agenda.objects.get().edition == 1
    assert Convening.objects.sent().count() == 2


def test_a_seat_for_which_nobody_speaks_is_named(event):
    readers = Readers(event, institutions=[], at=AT)

    assert [bench.place.code for bench in readers.silent_benches] == ["PT"]
    assert readers.number == 3


def test_without_a_moment_to_answer_by_the_letters_say_none():
    found = meeting(board(), registration_closes_at=None)
    with_agenda(found)
    MandateFactory(member_state_id="LV")
    RegistrationFactory(event=found, email="there@example.eu")

    convene(found, secretariat())
    services.run_convenings(at=AT + MINUTES)

    letter = Letter.objects.get(to="there@example.eu")
    assert "Please answer by" not in dict(letter.body["facts"])
