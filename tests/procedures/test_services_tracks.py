"""What one body recommends and another decides in writing."""

import datetime as dt
import uuid

import pytest

from accounts.enums import Visibility
from accounts.models import Body
from accounts.steps import NotNowError
from agendas import services as agendas
from agendas.enums import Recommendation, TrackState
from documents.models import Document
from procedures import services
from procedures.models import Procedure
from procedures.models.procedure import LABEL
from tests.factories.documents import document
from tests.factories.procedures import LAUNCHED, rule, secretariat
from tests.procedures.conftest import CLOSING, LATER
from tests.procedures.converted import close, convert, item, launch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def recommended(**said):
    one = item("EXCOM", LAUNCHED.date(), **said)
    track = agendas.begin_track(
        one, body=Body.objects.get(pk="BOARD"), by=secretariat(), at=LAUNCHED
    )
    return agendas.recommend(
        track,
        version=track.version,
        recommendation=Recommendation.POSITIVE,
        text="Unanimously.",
        by=secretariat(),
        at=LAUNCHED,
    )


def convert_track(track, at=LAUNCHED):
    return services.convert_track(
        track,
        once=uuid.uuid4(),
        title="Rules of Procedure",
        question="Does the Board adopt them?",
        rule=rule(),
        agreed_by="Anna Peeters",
        agreed_on=dt.date(2024, 4, 19),
        agreed_how="phone",
        by=secretariat(at),
        at=at,
    )


def test_what_the_excom_recommends_the_board_decides_in_writing():
    track = recommended()
    document("agendas.item", str(track.item.key), title="Report", visibility=Visibility.BODY)

    made = convert_track(track)

    track.refresh_from_db()
    assert (track.state, track.written_key) == (TrackState.IN_WRITING, made.reference)
    assert (made.body_id, made.item) == ("BOARD", None)
    assert [row.title for row in Document.objects.of(LABEL, str(made.key))] == ["Report"]
    assert convert_track(track) == made

    close(launch(made))
    track.refresh_from_db()
    assert (track.state, track.ended_at) == (TrackState.DECIDED, CLOSING)


def test_what_came_to_nothing_in_writing_can_go_another_way():
    track = recommended()
    made = convert_track(track)

    services.withdraw(made, reason="No.", by=secretariat(), at=LAUNCHED)

    track.refresh_from_db()
    assert (track.state, track.written_key) == (TrackState.RECOMMENDED, "")


def test_taken_back_from_an_agenda_it_is_decided_by_one_procedure_and_not_by_two():
    track = recommended()
    board = item()
    placed = agendas.place_on(track, agenda=board.agenda, by=secretariat(), at=LAUNCHED)
    agendas.return_track(track, by=secretariat(), at=LAUNCHED)

    with pytest.raises(NotNowError):
        convert(placed)
    made = convert_track(track)

    assert Procedure.objects.get() == made


def test_while_a_procedure_decides_its_item_there_it_goes_no_other_way():
    track = recommended()
    board = item()
    made = convert(agendas.place_on(track, agenda=board.agenda, by=secretariat(), at=LAUNCHED))

    with pytest.raises(agendas.ConvertedError):
        agendas.return_track(track, by=secretariat(), at=LAUNCHED)
    with pytest.raises(NotNowError):
        convert_track(track)

    assert Procedure.objects.get() == made


def test_a_new_round_goes_on_with_what_was_recommended():
    track = recommended()
    made = launch(convert_track(track))

    draft = services.new_round(
        made, once=uuid.uuid4(), reason="Again.", by=secretariat(LATER), at=LATER
    )

    track.refresh_from_db()
    assert (track.state, track.written_key) == (TrackState.IN_WRITING, draft.reference)
    assert draft.agreed_by == made.agreed_by != ""


def test_an_item_that_was_prepared_and_is_decided_in_writing_ends_its_way():
    track = recommended()
    board = item()
    placed = agendas.place_on(track, agenda=board.agenda, by=secretariat(), at=LAUNCHED)

    close(launch(convert(placed)))

    track.refresh_from_db()
    assert track.state == TrackState.DECIDED
