"""A letter and the personal feed tell one story: same UID, SEQUENCE and times, in the right shape."""

import datetime as dt

import pytest
import time_machine

from accounts.access import standing
from accounts.steps import By
from calendars import reading
from calendars.own import Reading
from events import services
from events.models import Event, Registration
from events.services.events import sync_days
from mail.models import Letter
from procedures.services import cast, extend, object_to_procedure, withdraw
from tests.clients.lines import faults, named
from tests.events.registrants import AT, come, nobody, seminar
from tests.events.test_emails import message
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.calendars import FeedFactory
from tests.factories.procedures import (
    LAST_SECOND,
    LAUNCHED,
    ballot,
    board,
    holder,
    running,
    secretariat,
)
from tests.factories.trainings import NOW, OTHER_DAY, at_the, scheduled
from trainings import services as trainings

pytestmark = pytest.mark.django_db
ADA = "ada@example.eu"
DAY = dt.timedelta(days=1)
COMPARED = ("UID", "SEQUENCE", "DTSTART", "DTEND", "LOCATION", "SUMMARY")
TOLD_TWICE = ("text/plain", "text/html", "text/calendar", "application/ics")
TOLD_ONCE = ("text/plain", "text/html", "application/ics")


def entries(data):
    """Of each entry the lines that both must have in common, in an order of its own."""
    pieces = [piece.partition(b"END:VEVENT")[0] for piece in data.split(b"BEGIN:VEVENT")[1:]]
    return sorted([named(b"X" + piece, name) for name in COMPARED] for piece in pieces)


def feed_of(user, at):
    fresh = FeedFactory(owner=user)
    return Reading(fresh, reading.reader(standing(user, at))).content()


def last_letter(to):
    """The last letter, taken apart as a mail program does, after its shape was looked at."""
    letter = Letter.objects.filter(to=to).exclude(calendar_method="").latest("pk")
    parts = [part for part in message(letter).walk() if not part.is_multipart()]
    kinds = tuple(part.get_content_type() for part in parts)
    attached = parts[-1].get_payload(decode=True)
    assert kinds == (TOLD_ONCE if letter.calendar_method == "PUBLISH" else TOLD_TWICE)
    if kinds == TOLD_TWICE:
        assert parts[2].get_param("method") == letter.calendar_method
        assert parts[2].get_payload(decode=True) == attached
    assert named(attached, "METHOD") == [f"METHOD:{letter.calendar_method}"]
    assert faults(attached) == []
    return letter.calendar_method, attached


@pytest.fixture
def ada():
    with time_machine.travel(AT, tick=False):
        yield UserFactory(email=ADA, name="Ada")


def one_day():
    return seminar()


def three_days():
    event = seminar()
    event.last_date = event.first_date + 2 * DAY
    event.save()
    sync_days(event)
    return event


@pytest.mark.parametrize(
    ("made", "method", "gone"), [(one_day, "REQUEST", "CANCEL"), (three_days, "PUBLISH", "PUBLISH")]
)
def test_from_the_confirmation_to_the_end_both_say_the_same(ada, made, method, gone):
    event = made()
    come(event, "Ada")
    told = [last_letter(ADA)]
    read = [feed_of(ada, AT)]

    def now():
        return Event.objects.get(pk=event.pk)

    services.change_event(
        now(), version=now().version, by=nobody(), at=AT, starts_time=dt.time(11), city="Gent"
    )
    told.append(last_letter(ADA))
    read.append(feed_of(ada, AT))
    services.cancel_event(now(), reason="Snow", by=nobody(), at=AT)
    told.append(last_letter(ADA))
    read.append(feed_of(ada, AT))

    assert [one for one, _data in told] == [method, method, gone]
    assert [entries(data) for _one, data in told] == [entries(data) for data in read]
    assert len({str(entries(data)) for data in read}) == 3


def test_one_person_who_withdraws_is_told_without_a_status_and_nobody_else_is(ada):
    event = seminar()
    own = come(event, "Ada")
    come(event, "Bo")
    number = Letter.objects.filter(to="bo@example.eu").count()

    services.withdraw(Registration.objects.get(pk=own.pk), by=nobody(), as_=By.PERSON, at=AT)

    method, data = last_letter(ADA)
    assert (method, named(data, "STATUS"), named(data, "UID")) == (
        "CANCEL",
        [],
        [f"UID:{event.uid}"],
    )
    assert entries(feed_of(ada, AT)) == []
    assert Letter.objects.filter(to="bo@example.eu").count() == number


def test_the_deadline_of_a_written_procedure_is_the_same_in_both():
    board()
    user = holder("PT").user
    at = LAUNCHED + DAY
    with time_machine.travel(at, tick=False):
        procedure = running()
        launched = (last_letter(user.email), feed_of(user, at))
        longer = extend(
            procedure, deadline_at=LAST_SECOND + 7 * DAY, reason="Easter.", by=secretariat(), at=at
        )
        extended = (last_letter(user.email), feed_of(user, at))
        withdraw(longer, reason="No need.", by=secretariat(), at=at)
        withdrawn = (last_letter(user.email), feed_of(user, at))

    assert [mailed[0] for mailed, _fed in (launched, extended, withdrawn)] == [
        "REQUEST",
        "REQUEST",
        "CANCEL",
    ]
    for mailed, fed in (launched, extended, withdrawn):
        assert entries(mailed[1]) == entries(fed) != []


def test_a_deadline_that_is_answered_is_the_same_in_both():
    board()
    by = holder("PT")
    user, at = by.user, LAUNCHED + DAY
    with time_machine.travel(at, tick=False):
        procedure = running()
        cast(ballot(procedure, "PT"), choice="for", by=by, at=at)
        longer = extend(
            procedure, deadline_at=LAST_SECOND + 7 * DAY, reason="Easter.", by=secretariat(), at=at
        )
        answered = (last_letter(user.email), feed_of(user, at))
        MandateFactory(
            user=user, role="substitute", starts=dt.date(2020, 1, 1),
            member_state=ballot(procedure, "LV").member_state,
        )  # fmt: skip
        longest = extend(
            longer, deadline_at=LAST_SECOND + 9 * DAY, reason="Easter.", by=secretariat(), at=at
        )
        half = (last_letter(user.email), feed_of(user, at))
        object_to_procedure(ballot(longest, "BE"), reason="", by=holder("BE"), at=at, as_chair=True)
        closed = (last_letter(user.email), feed_of(user, at))

    told = [named(mailed[1], "SUMMARY") for mailed, _fed in (answered, half, closed)]
    assert told == [
        [f"SUMMARY:Answered: {procedure.reference}"],
        [f"SUMMARY:Reply due by 23:59 Brussels time: {procedure.reference}"],
        [f"SUMMARY:Closed: {procedure.reference}"],
    ]
    for mailed, fed in (answered, half, closed):
        assert entries(mailed[1]) == entries(fed) != []


@pytest.mark.parametrize("who", ["trainer", "host"])
def test_a_training_is_the_same_in_both_for_who_teaches_and_who_hosts_it(who):
    with time_machine.travel(NOW, tick=False):
        made, by, host, _option = scheduled()
        people = {one.trainer.pk: at_the(one.trainer) for one in made.assignments.all()}
        user = (host if who == "host" else people[min(people)]).user

        def both():
            mailed = entries(last_letter(user.email)[1])
            fed = entries(feed_of(user, NOW))
            return mailed, [one for one in fed if one[0] in [uids for uids, *_rest in mailed]]

        told = [both()]
        (option,) = trainings.propose_dates(
            made, first_dates=[OTHER_DAY], close_on=None, by=by, at=NOW
        )
        trainings.answer_dates(made, answers={option.key: "yes"}, by=host, at=NOW)
        for one in made.assignments.all():
            trainings.answer_as_trainer(
                made, trainer=one.trainer, answers={option.key: "yes"}, by=people[one.trainer.pk],
                at=NOW,
            )  # fmt: skip
        trainings.reschedule(made, option=option, by=by, at=NOW)
        told.append(both())

    for mailed, fed in told:
        assert mailed == fed
        assert len(mailed) == 2
    assert told[0] != told[1]
