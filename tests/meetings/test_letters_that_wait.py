"""Letters that go to all seats, or to all who have named nobody, can be stopped for five minutes."""

import datetime as dt

import pytest
import time_machine

from accounts.enums import Role
from accounts.models import Mandate
from events import services as events
from events.models import Announcement, Event
from jobs.rules import NoSuchStepError
from mail.enums import State
from mail.models import Letter
from mail.services import send_due, stop_batch
from meetings import services
from meetings.delegations import parties
from meetings.enums import MinutesState
from meetings.models import Minutes
from meetings.rules.delegation import Person
from tests.events.organisers import signed_in
from tests.events.test_views_own import words_of
from tests.factories import held
from tests.factories.accounts import MandateFactory
from tests.factories.events import RegistrationFactory
from tests.factories.meetings import AT, meeting, secretariat, speaks_for
from tests.meetings.minuted import UNTIL, drafted
from tests.meetings.minuted import held as held_meeting
from tests.meetings.reading import of

pytestmark = pytest.mark.django_db

FIVE = dt.timedelta(minutes=5)
PAGE = "/events/2026-05-27-board/delegations/"
AFTER = held.AFTER


# Reminders of delegations


@pytest.fixture
def event():
    found = meeting()
    for code in ("FR", "LV"):
        speaks_for(code)
    return found


def remind(event, by, at=AT):
    return services.remind_unnamed(event, [one.code for one in parties(event)], by=by, at=at)


def states():
    return [one.state for one in Letter.objects.order_by("pk")]


def test_reminders_wait_and_stopped_they_were_none_so_that_it_can_be_pressed_again(event):
    by = secretariat()

    done = remind(event, by)

    assert (done.letters, done.leave_at) == (2, AT + FIVE)
    assert set(Letter.objects.values_list("due_at", flat=True)) == {AT + FIVE}
    assert remind(event, by, at=AT + FIVE).places == 0
    assert events.stop_announcement(Announcement.objects.get(), by=by, at=AT) == 2
    assert send_due(at=AT + 2 * FIVE) == 0
    assert remind(event, by, at=AT + 2 * FIVE)[:2] == (4, 2)


def test_who_answers_meanwhile_is_not_reminded_and_the_others_are(event):
    remind(event, secretariat())
    latvia = speaks_for("LV")

    services.send_delegation(
        event, "LV", version=1, people=[Person("Anna", capacity="head")], to_us="", by=latvia, at=AT
    )

    told = Letter.objects.filter(subject__startswith="Who comes for you?").order_by("pk")
    assert [one.state for one in told] == [State.QUEUED, State.STOPPED]
    services.stay_away(event, "FR", by=speaks_for("FR"), at=AT)
    with time_machine.travel(AT, tick=False):
        office = signed_in(secretariat().user)
        assert "Stop these letters" not in words_of(office.get(PAGE))
        news = Announcement.objects.get()
        page = words_of(office.get(f"/events/{event.slug}/news/{news.key}/"))
    assert "Can still be stopped" not in page


def test_who_takes_the_answer_back_at_once_can_be_reminded_again(event):
    remind(event, secretariat())
    by = speaks_for("FR")

    services.stay_away(event, "FR", by=by, at=AT)
    services.take_back(event, "FR", by=by, at=AT)

    assert [one.code for one in services.to_remind(event, parties(event), at=AT)] == ["FR"]


def test_once_they_leave_none_is_stopped_any_more(event):
    by = secretariat()
    remind(event, by)

    with pytest.raises(NoSuchStepError):
        events.stop_announcement(Announcement.objects.get(), by=by, at=AT + FIVE)
    assert send_due(at=AT + FIVE) == 2


def test_of_a_meeting_that_is_cancelled_nobody_is_asked_who_comes(event):
    by = secretariat()
    remind(event, by)

    events.cancel_event(event, reason="A strike.", by=by, at=AT)

    asked = Letter.objects.filter(subject__startswith="Who comes for you?")
    assert {one.state for one in asked} == {State.STOPPED}


def test_news_of_a_change_leave_though_it_is_cancelled_meanwhile(event):
    by = secretariat()
    RegistrationFactory(event=event)
    event.refresh_from_db()
    events.change_event(event, version=event.version, city="Ghent", by=by, at=AT)

    events.cancel_event(Event.objects.get(pk=event.pk), reason="A strike.", by=by, at=AT)

    assert list(Announcement.objects.values_list("stopped_at", flat=True)) == [None, None]


def test_the_page_says_when_reminders_leave_and_the_presidency_stops_its_own(event):
    event.host_id = "FR"
    event.save()
    by = MandateFactory(role=Role.PRESIDENCY, member_state_id="FR").user
    with time_machine.travel(AT, tick=False):
        client = signed_in(by)
        asked = client.get(f"{PAGE}remind/")
        assert "For five minutes after you press the button nothing leaves" in words_of(asked)
        codes = asked.context["forms"][0].initial["codes"]
        page = client.post(f"{PAGE}remind/", {"codes": codes}, follow=True)

        said = words_of(page)
        assert "4 places are reminded, by 2 letters." in said
        assert "The letters leave at 10:05 (Brussels); until then they can be stopped." in said
        assert "2 people are written to on Monday 2 March 2026, 10:05 (Brussels) ." in said
        assert "Remind who has named nobody" not in said
        news = Announcement.objects.get()
        client.post(f"/events/{event.slug}/news/{news.key}/stop/")
        assert "Remind who has named nobody" in words_of(client.get(PAGE))
    assert states() == [State.STOPPED] * 2


def test_within_the_hour_before_the_meeting_they_leave_at_once_and_nothing_else_is_said(event):
    near = event.starts_at - dt.timedelta(minutes=30)
    with time_machine.travel(near, tick=False):
        client = signed_in(secretariat(at=near).user)
        asked = client.get(f"{PAGE}remind/")
        codes = asked.context["forms"][0].initial["codes"]
        page = client.post(f"{PAGE}remind/", {"codes": codes}, follow=True)

    assert "nothing leaves" not in words_of(asked)
    assert "by 2 letters." in words_of(page)
    assert "can be stopped" not in words_of(page)
    assert set(Letter.objects.values_list("due_at", flat=True)) == {near}


# Minutes


@pytest.fixture
def minutes():
    for code in ("LV", "SE"):
        speaks_for(code, at=AFTER)
    return drafted(held_meeting())


def send(minutes, by, at=AFTER, until=UNTIL):
    found = Minutes.objects.get(pk=minutes.pk)
    return services.send_for_comments(found, until=until, version=found.version, by=by, at=at)


def test_minutes_are_out_at_once_and_their_letters_can_be_stopped(minutes):
    by = held.somebody()
    send(minutes, by)

    news = Announcement.objects.get()
    assert (news.made_by, news.starts_at) == (by.user, AFTER + FIVE)
    assert set(Letter.objects.values_list("batch", "due_at")) == {(news.key, AFTER + FIVE)}
    assert events.stop_announcement(news, by=by, at=AFTER) == news.told == 2
    assert Minutes.objects.get().state == MinutesState.COMMENTED
    send(minutes, by, at=AFTER + FIVE)
    assert states() == [State.STOPPED] * 2 + [State.QUEUED] * 2


def test_sent_anew_with_another_day_or_laid_down_the_letters_before_do_not_leave(minutes):
    by = held.somebody()
    send(minutes, by)
    later = UNTIL + dt.timedelta(days=7)

    again = send(minutes, by, at=AFTER + FIVE / 2, until=later)

    assert states() == [State.STOPPED] * 2 + [State.QUEUED] * 2
    services.finish_minutes(again, version=again.version, by=by, at=AFTER + FIVE / 2, is_early=True)
    assert states() == [State.STOPPED] * 4
    assert not Announcement.objects.filter(stopped_at=None).exists()


def test_letters_that_were_stopped_already_keep_nobody_from_sending_anew(minutes):
    by = held.somebody()
    send(minutes, by)
    stop_batch(Announcement.objects.get().key)

    send(minutes, by, at=AFTER + FIVE / 2)

    assert states() == [State.STOPPED] * 2 + [State.QUEUED] * 2


def test_what_has_left_is_left_alone(minutes):
    by = held.somebody()
    send(minutes, by)

    send(minutes, by, at=AFTER + FIVE)

    assert states() == [State.QUEUED] * 4


def test_the_page_of_the_minutes_says_when_the_letters_leave_and_stops_them(client, minutes):
    event = minutes.event
    with time_machine.travel(AFTER, tick=False):
        client.force_login(held.somebody().user)
        address = of("send_minutes", event)
        asked = client.get(address)
        assert "For five minutes after you press the button nothing leaves" in words_of(asked)
        form = asked.context["forms"][0]
        until = {"until_day": "21", "until_month": "6", "until_year": "2024"}
        version = form.initial["version"]
        said = words_of(client.post(address, {"version": version, **until}, follow=True))

        assert "The letters leave at 11:05 (Brussels); until then they can be stopped." in said
        assert "2 people are written to on Monday 3 June 2024, 11:05 (Brussels) ." in said
        stop = f"/events/{event.slug}/news/{Announcement.objects.get().key}/stop/"
        assert f'action="{stop}"' in client.get(of("minutes", event)).text
        assert "No seat was asked" not in client.get(of("minutes", event)).text
        stopped = words_of(client.post(stop, follow=True))
        assert "none of these letters leaves" in stopped
        assert "2 people do not hear of it by mail: the letters were stopped on" in stopped
        page = words_of(client.get(of("minutes", event)))
        assert "No seat was asked for comments" in page
        assert "Send the letters" in page
        client.force_login(held.somebody(Role.NR, code="LV").user)
        assert "written to" not in words_of(client.get(of("minutes", event)))
        assert "No seat was asked for comments" not in client.get(of("minutes", event)).text


@pytest.mark.parametrize(
    ("at", "speaks", "said"),
    [
        (dt.datetime(2024, 6, 21, 21, 57, tzinfo=dt.UTC), True, "The letters leave now."),
        (AFTER, False, "Nobody speaks for a seat now, so that no letter leaves."),
    ],
    ids=["in the last minutes of the last day", "to nobody"],
)
def test_where_nothing_waits_nothing_is_said_to(client, minutes, at, speaks, said):
    if not speaks:
        Mandate.objects.exclude(member_state=None).delete()
    with time_machine.travel(at, tick=False):
        client.force_login(held.somebody(at=at).user)
        address = of("send_minutes", minutes.event)
        version = client.get(address).context["forms"][0].initial["version"]
        until = {"until_day": "21", "until_month": "6", "until_year": "2024"}
        page = client.post(address, {"version": version, **until}, follow=True)

    assert said in words_of(page)
    assert send_due(at=at) == 2 * speaks
