"""A training that answers several requests: who still has to agree, and the places it has."""

import datetime as dt

import pytest
import time_machine

from tests.factories.trainings import (
    NOW,
    OTHER_DAY,
    accepted,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
)
from tests.queries import counted
from trainings import services

pytestmark = pytest.mark.django_db
MOST = 15


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(client):
    by = secretariat()
    client.force_login(by.user)
    return by


def its(request, page):
    return f"{request.get_absolute_url()}{page}/"


def said(page):
    return " ".join(page.text.split())


def joining(first, officer, code):
    """Another state's request that the same training answers, and its host."""
    host = speaks_for(code)
    made, _by, _host, option = ready(
        by=officer, host=host, trainers=0, course=first.course, joins=first.delivery, most=25
    )
    return services.schedule(made, option=option, by=officer, at=NOW), host


def proposed(made, officer, close_on=None):
    (option,) = services.propose_dates(
        made, first_dates=[OTHER_DAY], close_on=close_on, by=officer, at=NOW
    )
    return option


def agree(made, option, host):
    """Let the host and all trainers who came by the request say yes to a date."""
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=NOW)
    for one in made.assignments.teaching():
        option.answers.create(party="trainer", trainer=one.trainer, answer="yes", answered_at=NOW)


def test_a_date_is_proposed_to_all_others_and_moved_to_once_they_agree(client, officer):
    made, _by, host, _option = scheduled(by=officer)
    (latvia, riga), (greece, athens) = (joining(made, officer, code) for code in ("LV", "EL"))
    option = proposed(made, officer, close_on=dt.date(2026, 10, 1))
    agree(made, option, host)
    page = f"{its(made, 'reschedule')}?date={option.key}"

    before = client.get(page)
    seen = client.get(made.get_absolute_url())
    asked = client.post(f"{its(made, 'dates')}{option.key}/others/", follow=True)
    again = client.post(f"{its(made, 'dates')}{option.key}/others/", follow=True)

    assert "LV and Greece have not agreed." in said(before)
    assert "Propose it to LV and Greece" in said(before)
    assert f"LV ({latvia.reference}): The date has not been proposed." in said(seen)
    assert "Nothing is missing." not in seen.text
    assert "Proposed to LV and Greece: the host gets a letter." in said(asked)
    assert "Propose it to" not in asked.text
    assert f"Greece ({greece.reference}): The host has not answered for this date." in said(asked)
    assert "It is proposed to all of them already." in again.text
    assert latvia.timeline.filter(happening="dates_proposed").count() == 2
    assert fresh(latvia).dates_close_on == dt.date(2026, 10, 1)

    agree(latvia, latvia.options.get(first_date=OTHER_DAY), riga)
    half = client.get(page)
    refused = client.post(page, {"option": option.key})
    agree(greece, greece.options.get(first_date=OTHER_DAY), athens)
    whole = client.get(page)
    client.post(page, {"option": option.key})

    assert "Agreed: LV" in said(half)
    assert "Greece has not agreed." in said(half)
    assert refused.context["form"].errors["option"] == [
        f"Greece ({greece.reference}): The host has not answered for this date."
    ]
    assert "Agreed: LV and Greece" in said(whole)
    assert "not agreed" not in whole.text
    assert [fresh(one).chosen.first_date for one in (made, latvia, greece)] == [OTHER_DAY] * 3


def test_a_no_of_another_is_told_and_nobody_is_asked_twice(client, officer):
    made, _by, _host, _option = scheduled(by=officer)
    latvia, riga = joining(made, officer, "LV")
    option = proposed(made, officer)
    own = proposed(latvia, officer)
    services.answer_dates(latvia, answers={own.key: "no"}, by=riga, at=NOW)

    page = client.get(its(made, "reschedule"))

    assert f"LV ({latvia.reference}): The host cannot on this date." in said(page)
    assert f'href="{latvia.get_absolute_url()}#dates"' in page.text
    assert f"{option.key}/others/" not in page.text


def test_a_day_for_answers_that_is_over_is_not_given_to_others(client, officer):
    made, _by, _host, _option = scheduled(by=officer)
    latvia, _riga = joining(made, officer, "LV")
    option = proposed(made, officer, close_on=NOW.date())

    with time_machine.travel(NOW + dt.timedelta(days=3), tick=False):
        client.post(f"{its(made, 'dates')}{option.key}/others/")

    assert fresh(latvia).dates_close_on is None
    assert latvia.options.filter(first_date=OTHER_DAY).exists()


@pytest.mark.parametrize("is_over", [False, True])
def test_a_date_that_was_taken_back_or_is_over_is_proposed_to_nobody(client, officer, is_over):
    made, _by, _host, _option = scheduled(by=officer)
    latvia, _riga = joining(made, officer, "LV")
    option = proposed(made, officer)
    at = NOW
    if is_over:
        at = dt.datetime.combine(OTHER_DAY, dt.time(9), tzinfo=dt.UTC)
    else:
        services.drop_date(option, by=officer, at=NOW)

    with time_machine.travel(at, tick=False):
        client.force_login(officer.user)
        answer = client.post(f"{its(made, 'dates')}{option.key}/others/", follow=True)

    assert "This can no longer be done" in answer.text
    assert not latvia.options.filter(first_date=OTHER_DAY).exists()


def test_the_page_of_a_move_reads_little_however_many_requests_there_are(client, officer):
    made, _by, _host, _option = scheduled(by=officer)
    joining(made, officer, "LV")
    proposed(made, officer)
    paths = (its(made, "reschedule"), made.get_absolute_url())

    two = [counted(lambda path=path: client.get(path)) for path in paths]
    greece, _athens = joining(made, officer, "EL")
    proposed(greece, officer)
    three = [counted(lambda path=path: client.get(path)) for path in paths]

    assert max(two) <= MOST
    assert three == two


def test_joining_says_how_many_places_there_are_then(client, officer):
    made, *_rest = scheduled(by=officer)
    other = accepted(officer, speaks_for("LV"), course=made.course, most=25)
    services.propose_dates(
        other, first_dates=[OTHER_DAY], joins=[made.held], close_on=None, by=officer, at=NOW
    )

    page = client.get(its(other, "schedule"))
    made.held.event.quotas.all().delete()
    after = client.get(its(other, "schedule"))

    told = "Joining adds 25 places to the 30 that there are: 55 in all."
    assert page.text.count(told) == 1
    assert "Joining adds" not in after.text
    assert "The training that it joins takes everybody" in after.text
