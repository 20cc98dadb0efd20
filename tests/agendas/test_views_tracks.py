"""The pages of what one body prepares and another decides."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import Body
from agendas import services
from agendas.enums import Recommendation, TrackState
from agendas.models import AgendaItem, Track
from events.enums import State
from events.models import Event
from tests.agendas.conftest import AT, browser, chair, office, speaker
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.procedures import draft, rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def prepared(meeting):
    """An item of the ExCom's agenda, which meets today; two weeks later the Board does."""
    event = MeetingFactory(
        title="ExCom of May",
        slug="2024-05-14-excom",
        body=Body.objects.get(pk="EXCOM"),
        host=meeting.host,
        first_date=AT.date(),
        last_date=AT.date(),
        state=State.PUBLISHED,
    )
    return AgendaItemFactory(
        agenda=AgendaFactory(event=event, circulated_at=AT), title="Budget of 2025"
    )


def url(name, track):
    return reverse(f"agendas:{name}", args=[track.key])


def begin_url(item):
    return reverse("agendas:begin_track", args=[item.agenda.event.slug, item.key])


def agenda_of(client, item):
    return client.get(reverse("agendas:agenda", args=[item.agenda.event.slug])).text


def begun(item):
    return services.begin_track(item, body=Body.objects.get(pk="BOARD"), by=office(), at=AT)


def recommended(item, text="By all seats."):
    track = begun(item)
    return services.recommend(
        track,
        version=track.version,
        recommendation=Recommendation.POSITIVE,
        text=text,
        by=office(),
        at=AT,
    )


def test_from_the_excom_to_the_board(prepared, sent_out):
    client = browser(chair())
    assert client.get(begin_url(prepared)).context["forms"][0].initial["body"].pk == "BOARD"
    client.post(begin_url(prepared), {"body": "BOARD"})
    track = Track.objects.get()
    assert client.get(begin_url(prepared)).url == url("track", track)

    client.post(
        url("recommend", track),
        {"version": track.version, "recommendation": "positive", "text": "By all seats."},
    )
    page = client.get(url("track", track)).text
    assert "By all seats." in page
    client.post(
        url("place", track),
        {"agenda": sent_out.pk, "with_papers": "on", "version": track.version + 1},
    )

    track.refresh_from_db()
    assert track.state == TrackState.ON_AGENDA
    item = AgendaItem.objects.get(agenda=sent_out)
    page = client.get(url("track", track)).text
    assert f"{sent_out.get_absolute_url()}#item-{item.key}" in page
    board, excom = agenda_of(client, item), agenda_of(client, prepared)
    assert f"{prepared.agenda.get_absolute_url()}#item-{prepared.key}" in board
    assert "By all seats." in board
    assert f"{sent_out.get_absolute_url()}#item-{item.key}" in excom
    assert "prepares a decision of the Board" in excom


def test_the_board_reads_the_recommendation_and_is_led_nowhere_it_may_not_go(prepared, sent_out):
    prepared.agenda.event.visibility = "body"
    prepared.agenda.event.save()
    item = services.place_on(recommended(prepared), agenda=sent_out, by=office(), at=AT)

    page = agenda_of(browser(speaker("LV")), item)

    assert "By all seats." in page
    assert prepared.agenda.get_absolute_url() not in page
    assert "ExCom of May" not in page


def test_the_list_shows_all_and_says_where_each_stands(prepared, sent_out):
    client = browser(office())
    assert "Nothing is prepared for another body" in client.get(reverse("agendas:tracks")).text
    services.place_on(recommended(prepared), agenda=sent_out, by=office(), at=AT)

    page = client.get(reverse("agendas:tracks")).text

    assert "Budget of 2025" in page
    assert "On the agenda that decides" in page


def test_another_presidency_has_none_of_it(prepared):
    track = recommended(prepared)
    client = browser(chair("IE"))

    assert "Budget" not in client.get(reverse("agendas:tracks")).text
    assert client.get(url("track", track)).status_code == 404
    assert browser(speaker("LV")).get(reverse("agendas:tracks")).status_code == 404


def test_what_is_restricted_is_on_no_list_of_who_may_not_know_it(prepared):
    track = recommended(prepared)
    AgendaItem.objects.update(visibility="restricted")
    client = browser(office())

    assert "Budget" not in client.get(reverse("agendas:tracks")).text
    assert client.get(url("track", track)).status_code == 404


def test_two_recommendations_at_once_are_shown_side_by_side(prepared):
    track = begun(prepared)
    sent = {"version": track.version, "recommendation": "negative", "text": "Mine"}
    client = browser(office())
    client.post(url("recommend", track), {**sent, "text": "Theirs"})

    answer = client.post(url("recommend", track), sent)

    assert answer.status_code == 409
    assert "Mine" in answer.text
    assert "Theirs" in answer.text


def test_who_recorded_the_recommendation_is_named_and_not_who_changed_its_item(prepared):
    track = begun(prepared)
    sent = {"version": track.version, "recommendation": "negative", "text": "Mine"}
    first, other = office(), office()
    browser(first).post(url("recommend", track), {**sent, "text": "Theirs"})
    services.change_item(prepared, version=1, by=other, at=AT, title="Budget")

    answer = browser(chair()).post(url("recommend", track), sent)

    assert (answer.status_code, answer.context["changed_by"]) == (409, first.user.name)


def test_before_the_meeting_no_recommendation_is_recorded_and_what_was_typed_stays(prepared):
    track = begun(prepared)
    Event.objects.filter(pk=prepared.agenda.event_id).update(
        first_date=dt.date(2024, 5, 15), last_date=dt.date(2024, 5, 15)
    )
    client = browser(chair())

    page = client.get(url("track", track)).text
    answer = client.post(
        url("recommend", track),
        {"version": track.version, "recommendation": "positive", "text": "By all seats."},
    )

    assert "Not yet: the meeting begins on" in page
    assert url("recommend", track) not in page
    assert answer.status_code == 422
    assert "what it recommends is recorded from its first day on." in answer.text
    assert "By all seats.</textarea>" in answer.text
    track.refresh_from_db()
    assert (track.state, track.recommendation) == (TrackState.PREPARED, "")


def test_a_recommendation_needs_its_word(prepared):
    track = begun(prepared)

    answer = browser(office()).post(
        url("recommend", track), {"version": track.version, "text": "x"}
    )

    assert answer.status_code == 422
    assert "x</textarea>" in answer.text


def test_what_can_no_longer_be_done_says_so(prepared, sent_out):
    track = recommended(prepared)
    client = browser(office())
    begin = begin_url(AgendaItemFactory(agenda=prepared.agenda))
    services.place_on(track, agenda=sent_out, by=office(), at=AT)
    track.refresh_from_db()

    again = client.post(
        url("recommend", track),
        {"version": track.version, "recommendation": "none", "text": "Late"},
    )
    client.post(url("return_track", track))
    returned = client.post(url("return_track", track), follow=True)
    services.drop_track(track, reason="x", by=office(), at=AT)
    placed = client.post(url("place", track), {"agenda": sent_out.pk, "version": 1})
    dropped = client.post(url("drop_track", track), {"reason": "Nobody wants it", "version": 1})
    AgendaItem.objects.filter(title__startswith="Item").update(state="struck", struck_at=AT)
    begun_late = client.post(begin, {"body": "BOARD"})

    for answer in (again, returned, placed, dropped, begun_late):
        assert "no longer be done" in answer.text
    refused = (again, placed, dropped, begun_late)
    assert [one.status_code for one in refused] == [422] * 4
    assert "Nobody wants it" in dropped.text


def test_what_keeps_it_on_that_agenda_is_said(prepared, sent_out):
    track = recommended(prepared)
    item = services.place_on(track, agenda=sent_out, by=office(), at=AT)
    client = browser(chair())

    AgendaItem.objects.filter(pk=item.pk).update(
        state="in_writing", written_label="p", written_key="k", written_url="/k/"
    )
    written = client.post(url("return_track", track), follow=True).text
    AgendaItem.objects.filter(pk=item.pk).update(state="open")
    AgendaItemFactory(agenda=sent_out, parent=item, decided_at=AT)
    decided = client.post(url("return_track", track), follow=True).text

    assert "is decided in writing: withdraw that procedure." in written
    assert "The meeting has decided its item there, or a part of it." in decided


def test_taken_back_or_dropped_for_a_reason(prepared, sent_out):
    track = recommended(prepared)
    services.place_on(track, agenda=sent_out, by=office(), at=AT)
    client = browser(chair())
    assert url("return_track", track) in client.get(url("track", track)).text

    client.post(url("return_track", track))
    track.refresh_from_db()
    assert track.state == TrackState.RECOMMENDED
    page = client.get(url("drop_track", track)).text
    assert "Pursue it no further" in page
    assert client.post(url("drop_track", track), {"reason": ""}).status_code == 422
    said = {"reason": "No need.", "version": track.version}
    page = client.post(url("drop_track", track), said, follow=True).text

    assert "No need." in page
    assert "Dropped" in page


def test_in_writing_is_offered_to_the_secretariat_alone(prepared):
    track = recommended(prepared)
    address = reverse("procedures:convert_track", args=[track.key])

    assert address in browser(office()).get(url("track", track)).text
    assert address not in browser(chair()).get(url("track", track)).text


def test_without_an_agenda_that_one_prepares_nothing_is_placed(prepared):
    track = recommended(prepared)

    page = browser(office()).get(url("track", track)).text

    assert url("place", track) not in page


def test_nothing_is_placed_on_an_agenda_that_is_not_offered(prepared, sent_out):
    track = recommended(prepared)

    answer = browser(office()).post(
        url("place", track), {"agenda": prepared.agenda.pk, "version": 1}
    )

    assert answer.status_code == 422
    assert sent_out.items.count() == 0


@pytest.mark.parametrize("deed", ["place", "drop_track"])
def test_what_is_recommended_otherwise_by_now_goes_its_way_once_that_is_read(
    prepared, sent_out, deed
):
    track = recommended(prepared)
    client = browser(office())
    said = {"agenda": sent_out.pk, "reason": "No need.", "version": track.version}
    services.recommend(
        track, version=track.version, recommendation="none", text="Later.", by=office(), at=AT
    )

    stale = client.post(url(deed, track), said)

    track.refresh_from_db()
    assert (stale.status_code, track.state) == (409, TrackState.RECOMMENDED)
    for words in ("Somebody has changed this meanwhile", "Later."):
        assert words in stale.text
    assert f'name="version" value="{track.version}"' in stale.text
    client.post(url(deed, track), said | {"version": track.version})
    track.refresh_from_db()
    assert track.state == {"place": TrackState.ON_AGENDA, "drop_track": TrackState.DROPPED}[deed]


def test_what_is_placed_nowhere_yet_says_what_is_recommended(prepared):
    track = recommended(prepared)

    page = " ".join(agenda_of(browser(office()), prepared).split())

    assert "Recommendation: Positive." in page
    assert url("track", track) in page


def test_in_writing_it_leads_to_the_procedure_whoever_may_open_it(prepared):
    track = recommended(prepared)
    made = draft(rule_=rule(), title="Budget of 2025")
    address = made.get_absolute_url()
    services.write_track(
        track, written=("procedures.procedure", made.reference, address), by=office(), at=AT
    )

    for who, leads in ((office(), True), (chair(), False)):
        client = browser(who)
        for page in (agenda_of(client, prepared), client.get(url("track", track)).text):
            assert (address in page) == leads


def test_one_is_led_to_what_is_on_its_way(prepared):
    edit = reverse("agendas:edit", args=[prepared.agenda.event.slug])
    led = [
        (office(), [edit, "/procedures/", "/presidency/2024-01-01/"]),
        (chair(), [edit, "/presidency/2024-01-01/"]),
    ]

    for who, pages in led:
        for page in pages:
            assert 'href="/tracks/"' in browser(who).get(page).text
    assert 'href="/tracks/"' not in browser(speaker("LV")).get("/procedures/").text
