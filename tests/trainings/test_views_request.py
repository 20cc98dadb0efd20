"""The ways to the requests, and what the page of one leads to."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    accepted,
    delivered,
    draft,
    fresh,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from trainings import services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def page(client, by, address):
    client.force_login(by.user)
    return client.get(address)


def test_the_requests_are_read_on_the_board_or_as_those_of_the_own_state(client):
    requests = "/trainings/requests/"

    assert page(client, secretariat(), requests)["Location"] == reverse("trainings:board")
    assert page(client, speaks_for(), requests)["Location"] == reverse("trainings:mine")
    client.force_login(UserFactory())
    assert client.get(requests).status_code == 404


def test_the_bar_leads_both_sides_to_their_requests_and_others_to_the_courses(client):
    courses, requests = 'href="/trainings/"><span>', 'href="/trainings/requests/"><span>'

    def led(shown):
        bar = shown.text.split("</nav>")[0]
        return (courses in bar, requests in bar)

    assert led(page(client, secretariat(), "/help/")) == (False, True)
    assert led(page(client, speaks_for(), "/help/")) == (False, True)
    client.logout()
    assert led(client.get("/help/")) == (True, False)


def test_both_sides_go_from_the_trainings_to_the_requests_and_back(client):
    for by in (secretariat(), speaks_for()):
        assert "/trainings/requests/" in page(client, by, "/trainings/").text
    assert 'href="/trainings/"' in page(client, secretariat(), "/trainings/requests/board/").text
    assert 'href="/trainings/"' in page(client, speaks_for(), "/trainings/requests/mine/").text


@pytest.mark.parametrize("deed", ["withdraw", "ask_to_cancel"])
def test_what_can_no_longer_be_done_is_not_asked(client, deed):
    by, host = secretariat(), speaks_for()
    made = submitted(host) if deed == "ask_to_cancel" else accepted(by=by, host=host)

    answer = page(client, host, reverse(f"trainings:{deed}", args=[made.reference]))

    assert answer["Location"] == made.get_absolute_url()
    assert "can no longer be done" in client.get(answer["Location"]).text


def test_the_report_is_a_press_away_once_it_stands(client):
    by, host = secretariat(), speaks_for()
    made, *_rest, after = delivered(by=by, host=host)
    address, report = made.get_absolute_url(), reverse("trainings:report", args=[made.reference])

    assert page(client, by, address).context["report_url"] == report
    early = page(client, host, address)
    services.send_report(made, by=by, at=after)

    assert (early.context["report_url"], "then the report" in early.text) == ("", True)
    assert report in page(client, host, address).text


def test_there_is_no_report_before_the_training(client):
    made, by, *_rest = scheduled()

    assert page(client, by, made.get_absolute_url()).context["report_url"] == ""


def test_dates_stand_in_one_card_with_what_each_side_may_do(client):
    by, host = secretariat(), speaks_for()
    made = accepted(by=by, host=host)
    propose = f'href="{reverse("trainings:propose_dates", args=[made.reference])}"'
    none_yet = [page(client, one, made.get_absolute_url()) for one in (by, host)]
    assert [propose in one.text for one in none_yet] == [True, False]
    assert [one.context["dates_form"] for one in none_yet] == [None, None]

    (option,) = services.propose_dates(made, first_dates=[FIRST_DAY], close_on=None, by=by, at=NOW)
    officer, theirs = (page(client, one, made.get_absolute_url()) for one in (by, host))

    (line,) = officer.context["dates"].lines
    assert (line.option, line.choice.option) == (option, option)
    assert "The host has not answered for this date." in officer.text
    assert theirs.context["dates"].lines[0].choice is None
    assert (theirs.context["dates"].is_mine_missing, "has not answered" in theirs.text) == (
        True, False,
    )  # fmt: skip


def test_the_date_that_was_chosen_is_not_offered_again(client):
    made, by, _host, option = scheduled()

    shown = page(client, by, fresh(made).get_absolute_url())

    assert str(option.key) not in shown.text.split('id="dates"')[1].split("<form")[0]


def test_the_list_shows_what_is_under_way_and_what_has_ended(client):
    host = speaks_for()
    made, _by, _host, _option = scheduled(host=host)
    ended = services.withdraw(submitted(host), by=host, at=NOW)
    drafted = draft(host)
    submitted(speaks_for("EL"))

    tables = page(client, host, reverse("trainings:mine")).context["tables"]

    assert [
        (str(caption), [(line.row.request, line.place) for line in lines])
        for caption, lines in tables
    ] == [
        ("Under way", [(drafted, ""), (made, "Lisbon")]),
        ("Ended", [(ended, "Lisbon")]),
    ]


def test_an_empty_list_says_what_will_stand_there(client):
    assert "No request yet" in page(client, speaks_for(), reverse("trainings:mine")).text


def test_the_list_takes_the_same_queries_for_many(client, django_assert_max_num_queries):
    host = speaks_for()
    for _number in range(3):
        submitted(host)
    client.force_login(host.user)

    with django_assert_max_num_queries(12):
        client.get(reverse("trainings:mine"))


def test_the_host_goes_from_the_request_to_who_comes(client):
    made, by, host, _option = scheduled()
    coming = reverse("events:own_state", args=[made.held.event.slug, "PT"])

    assert coming in page(client, host, made.get_absolute_url()).text
    assert coming not in page(client, by, made.get_absolute_url()).text
    assert page(client, host, coming).status_code == 200
