"""An item that the ExCom prepares and the Board decides."""

import datetime as dt

import pytest
from django.db import IntegrityError

from accounts import versions
from accounts.enums import Visibility
from accounts.models import Body
from accounts.steps import NotNowError
from agendas import services
from agendas.enums import AgendaState, Deed, ItemState, Recommendation, TrackState
from agendas.models import AgendaItem, Offer, Track
from documents.models import Document
from events.enums import State
from events.models import Event
from journal.models import Entry
from tests.agendas.conftest import AT, chair, office, speaker
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.documents import document

pytestmark = pytest.mark.django_db

WRITTEN = ("procedures.procedure", "PROC-2024-007", "/procedures/PROC-2024-007/")
ROUND = ("procedures.procedure", "PROC-2024-008", "/procedures/PROC-2024-008/")


@pytest.fixture
def prepared(network, meeting):
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
    agenda = AgendaFactory(event=event, circulated_at=AT)
    return AgendaItemFactory(agenda=agenda, title="Budget of 2025", text="See the table.")


def board():
    return Body.objects.get(pk="BOARD")


def begin(item, by=None, body=None):
    return services.begin_track(item, body=body or board(), by=by or office(), at=AT)


def recommend(track, by=None, recommendation=Recommendation.POSITIVE, text="Unanimously.", at=AT):
    return services.recommend(
        track,
        version=track.version,
        recommendation=recommendation,
        text=text,
        by=by or office(),
        at=at,
    )


def placed(item, agenda, **more):
    track = recommend(begin(item))
    return track, services.place_on(track, agenda=agenda, by=office(), at=AT, **more)


def again(track):
    return Track.objects.get(pk=track.pk)


def moves(track):
    rows = Entry.objects.filter(deed=Deed.TRACK_MOVED).order_by("pk")
    return [entry.facts["to"] for entry in rows]


def test_an_item_is_prepared_once(prepared):
    track = begin(prepared)

    assert (track.state, track.body, str(track)) == (TrackState.PREPARED, board(), "Budget of 2025")
    assert begin(prepared) == track
    assert Entry.objects.filter(deed=Deed.TRACK_BEGUN).count() == 1


def test_no_body_prepares_for_itself(prepared):
    with pytest.raises(services.SameBodyError):
        begin(prepared, body=Body.objects.get(pk="EXCOM"))


def test_what_is_not_to_be_discussed_prepares_nothing(prepared):
    services.strike_item(prepared, reason="No.", by=office(), at=AT)
    prepared.refresh_from_db()

    with pytest.raises(NotNowError):
        begin(prepared)


def test_who_does_not_prepare_the_meeting_begins_nothing(prepared):
    with pytest.raises(services.NotYoursError):
        begin(prepared, by=speaker("LV"))


def test_the_recommendation_is_recorded_and_can_be_corrected_until_it_is_passed_on(prepared):
    team = chair()
    track = recommend(begin(prepared, by=team), by=team)
    track = recommend(track, recommendation=Recommendation.NONE, text="")

    assert (track.state, track.recommendation, track.text, track.recommended_at) == (
        TrackState.RECOMMENDED,
        Recommendation.NONE,
        "",
        AT,
    )
    assert track.version == 3


def test_two_at_once_do_not_overrule_each_other(prepared):
    track = begin(prepared)
    stale = again(track)
    recommend(track)

    with pytest.raises(versions.StaleError):
        recommend(stale, recommendation=Recommendation.NEGATIVE)
    assert again(track).recommendation == Recommendation.POSITIVE


def test_who_does_not_prepare_the_meeting_records_nothing(prepared):
    with pytest.raises(services.NotYoursError):
        recommend(begin(prepared), by=speaker("LV"))


@pytest.mark.parametrize(
    ("zone", "hour"), [("Europe/Brussels", 22), ("Europe/Riga", 21), ("Europe/Lisbon", 23)]
)
def test_before_the_first_day_of_the_meeting_where_it_is_nothing_is_recommended(
    prepared, zone, hour
):
    Event.objects.filter(pk=prepared.agenda.event_id).update(
        first_date=dt.date(2024, 5, 29), last_date=dt.date(2024, 5, 30), zone=zone
    )
    track, at_last = begin(prepared), dt.datetime(2024, 5, 28, hour, tzinfo=dt.UTC)

    with pytest.raises(services.AheadError):
        recommend(track, at=at_last - dt.timedelta(minutes=1))
    assert (again(track).state, moves(track)) == (TrackState.PREPARED, [])
    assert recommend(again(track), at=at_last).recommended_at == at_last


def test_it_goes_onto_an_agenda_of_the_board_with_what_was_said(prepared, sent_out):
    track, item = placed(prepared, sent_out)

    assert (item.agenda, item.title, item.text, item.visibility) == (
        sent_out,
        "Budget of 2025",
        "See the table.",
        Visibility.BODY,
    )
    track = again(track)
    assert (track.state, track.decides) == (TrackState.ON_AGENDA, item)
    assert moves(track) == ["recommended", "on_agenda"]


def test_placed_twice_is_once(prepared, sent_out):
    track, item = placed(prepared, sent_out)

    assert services.place_on(track, agenda=sent_out, by=office(), at=AT) == item
    assert AgendaItem.objects.filter(agenda=sent_out).count() == 1


def test_its_papers_go_with_it_where_wanted_as_far_as_all_may_read_them(prepared, sent_out):
    document("agendas.item", str(prepared.key), title="Table", visibility=Visibility.BODY)
    document("agendas.item", str(prepared.key), title="Salaries", visibility=Visibility.RESTRICTED)

    _track, item = placed(prepared, sent_out, with_papers=True)

    assert [row.title for row in Document.objects.of("agendas.item", str(item.key))] == ["Table"]


def test_no_paper_goes_along_unasked(prepared, sent_out):
    document("agendas.item", str(prepared.key), title="Table", visibility=Visibility.BODY)

    _track, item = placed(prepared, sent_out)

    assert not Document.objects.of("agendas.item", str(item.key)).exists()


def test_before_the_recommendation_it_goes_nowhere(prepared, sent_out):
    with pytest.raises(NotNowError):
        services.place_on(begin(prepared), agenda=sent_out, by=office(), at=AT)


def test_it_goes_onto_no_agenda_of_another_body(prepared):
    track = recommend(begin(prepared))

    with pytest.raises(services.OtherBodyError):
        services.place_on(track, agenda=prepared.agenda, by=office(), at=AT)


def test_who_does_not_prepare_the_board_puts_nothing_there(prepared, sent_out):
    track = recommend(begin(prepared))

    with pytest.raises(services.NotYoursError):
        services.place_on(track, agenda=sent_out, by=speaker("LV"), at=AT)


def test_taken_back_it_goes_another_way_even_to_the_same_agenda(prepared, sent_out):
    track, first = placed(prepared, sent_out)

    services.return_track(track, by=office(), at=AT)
    second = services.place_on(track, agenda=sent_out, by=office(), at=AT)

    assert first == second
    assert again(track).decides == second
    second.refresh_from_db()
    assert (second.state, second.went_with, second.order) == (ItemState.OPEN, None, first.order)


def test_taken_back_its_item_goes_off_that_agenda(prepared, sent_out):
    track, item = placed(prepared, sent_out)

    services.return_track(track, by=office(), at=AT)

    item.refresh_from_db()
    assert (item.state, item.struck_reason) == (ItemState.STRUCK, "It goes another way.")
    assert (again(track).state, again(track).decides) == (TrackState.RECOMMENDED, None)


def test_what_is_off_already_is_taken_back_alone(prepared, sent_out):
    track, item = placed(prepared, sent_out)
    services.strike_item(item, reason="A slip", by=office(), at=AT)

    services.return_track(track, by=office(), at=AT)

    item.refresh_from_db()
    assert (item.struck_reason, again(track).decides) == ("A slip", None)


def test_from_a_meeting_that_was_cancelled_it_is_taken_back_and_waits_for_no_other(
    prepared, sent_out
):
    track, item = placed(prepared, sent_out)
    said = {"kind": "B", "title": "Budget of 2025", "at": AT}
    came = services.offer_item(body=board(), source=("agendas.item", "x", "/"), **said)
    Offer.objects.filter(pk=came.pk).update(item=item)
    AgendaItem.objects.filter(pk=item.pk).update(source_label="agendas.item", source_key="x")
    other = services.offer_item(body=board(), source=("agendas.item", "y", "/"), **said)
    Event.objects.filter(pk=sent_out.event_id).update(
        state=State.CANCELLED, cancelled_at=AT, cancel_reason="A strike"
    )

    services.return_track(track, by=office(), at=AT)

    item.refresh_from_db()
    assert (item.state, again(track).decides) == (ItemState.STRUCK, None)
    assert list(Offer.objects.waiting_for(board())) == [other]


def test_what_was_put_off_and_is_taken_back_waits_for_no_next_agenda(prepared, sent_out):
    track, item = placed(prepared, sent_out)
    services.put_off(item, is_put_off=True, at=AT)
    assert Offer.objects.waiting_for(board()).exists()

    services.return_track(track, by=office(), at=AT)

    assert not Offer.objects.waiting_for(board()).exists()


@pytest.mark.parametrize("is_a_part", [False, True], ids=["it", "a part"])
def test_what_is_decided_in_writing_there_is_not_taken_back(prepared, sent_out, is_a_part):
    track, item = placed(prepared, sent_out)
    part = AgendaItemFactory(agenda=sent_out, parent=item) if is_a_part else item
    services.mark_in_writing(part, written=WRITTEN, by=office(), at=AT)

    with pytest.raises(services.ConvertedError):
        services.return_track(track, by=office(), at=AT)

    assert again(track).decides == item


def test_of_what_a_part_is_decided_there_nothing_is_taken_back(prepared, sent_out):
    track, item = placed(prepared, sent_out)
    AgendaItemFactory(agenda=sent_out, parent=item, decided_at=AT)

    with pytest.raises(services.DecidedError):
        services.return_track(track, by=office(), at=AT)

    assert (again(track).state, again(track).decides) == (TrackState.ON_AGENDA, item)


def test_what_is_on_no_agenda_is_not_taken_back_from_one(prepared):
    with pytest.raises(NotNowError):
        services.return_track(recommend(begin(prepared)), by=office(), at=AT)


def test_in_writing_it_is_the_secretariats(prepared):
    track = recommend(begin(prepared))

    with pytest.raises(NotNowError):
        services.write_track(track, written=WRITTEN, by=chair(), at=AT)
    services.write_track(track, written=WRITTEN, by=office(), at=AT)
    services.write_track(track, written=WRITTEN, by=office(), at=AT)
    services.write_track(track, written=ROUND, by=office(), at=AT)

    track = again(track)
    assert (track.state, track.written_key) == (TrackState.IN_WRITING, "PROC-2024-008")
    assert moves(track) == ["recommended", "in_writing", "in_writing"]


@pytest.mark.parametrize("of_part", [False, True])
def test_what_only_some_may_know_goes_into_no_written_procedure(prepared, of_part):
    track = recommend(begin(prepared))
    secret = prepared
    if of_part:
        secret = AgendaItemFactory(agenda=prepared.agenda)
        prepared.parent = secret
        prepared.save()
    secret.visibility = Visibility.RESTRICTED
    secret.save()

    with pytest.raises(services.RestrictedError):
        services.write_track(track, written=WRITTEN, by=office(), at=AT)


def test_released_it_can_go_another_way(prepared):
    track = recommend(begin(prepared))
    services.write_track(track, written=WRITTEN, by=office(), at=AT)

    services.release_track(written=WRITTEN[:2], at=AT)
    services.release_track(written=WRITTEN[:2], at=AT)

    track = again(track)
    assert (track.state, track.written_key) == (TrackState.RECOMMENDED, "")


def test_decided_in_the_meeting_it_has_ended(prepared, sent_out):
    track, item = placed(prepared, sent_out)

    services.end_tracks(item=item, at=AT)
    services.end_tracks(item=item, at=AT)

    track = again(track)
    assert (track.state, track.ended_at) == (TrackState.DECIDED, AT)


def test_decided_in_writing_it_has_ended(prepared):
    track = recommend(begin(prepared))
    services.write_track(track, written=WRITTEN, by=office(), at=AT)

    services.end_tracks(written=WRITTEN[:2], at=AT)

    assert again(track).state == TrackState.DECIDED


def test_dropped_for_a_reason(prepared):
    track = begin(prepared)

    services.drop_track(track, reason="No need.", by=chair(), at=AT)

    track = again(track)
    assert (track.state, track.ended_at, track.reason) == (TrackState.DROPPED, AT, "No need.")
    with pytest.raises(NotNowError):
        recommend(track)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"recommendation": "positive"}, "track_recommended_at_a_moment"),
        ({"written_key": "x"}, "track_names_its_procedure_whole"),
        ({"state": "in_writing"}, "track_in_writing_names_its_procedure"),
        ({"state": "on_agenda"}, "track_on_an_agenda_has_its_item"),
        ({"state": "decided"}, "track_ended_at_a_moment"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_never_is_the_database_refuses(prepared, said, name):
    with pytest.raises(IntegrityError, match=name):
        Track.objects.create(item=prepared, body=board(), opened_at=AT, **said)


def test_an_agenda_that_is_being_prepared_takes_it_too(prepared, meeting):
    agenda = AgendaFactory(event=meeting, state=AgendaState.PREPARING)
    _track, item = placed(prepared, agenda)

    assert (item.agenda, item.state) == (agenda, ItemState.OPEN)
    assert item.added_at == AT
    assert item.changed_at - AT == dt.timedelta()
