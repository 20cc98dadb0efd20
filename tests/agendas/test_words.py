import pytest

from agendas import words
from agendas.enums import ItemKind, Presenter
from agendas.models import AgendaItem


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ""),
        ({"presenter_name": "Ada Novak"}, "Ada Novak"),
        ({"presenter": Presenter.PRESIDENCY}, "Presidency"),
        (
            {"presenter": Presenter.COMMISSION, "presenter_name": "Giulia Rossi"},
            "European Commission, Giulia Rossi",
        ),
        ({"presenter": Presenter.STATE, "presenter_state_id": "LV"}, "Latvia"),
        ({"presenter": Presenter.OTHER, "presenter_name": "Europol"}, "Europol"),
    ],
    ids=["nobody", "a name", "the Presidency", "with a name", "a state", "somebody else"],
)
def test_who_presents_an_item_is_said(said, expected):
    assert words.presented_by(AgendaItem(**said)) == expected


def test_what_is_done_with_an_item_is_said_after_the_letters_by_which_it_is_known():
    assert words.kind(AgendaItem(kind=ItemKind.ADOPTION)) == "A – Adoption without debate"


def test_how_long_an_item_takes_is_said():
    assert (words.planned(1), words.planned(45), words.planned(None)) == ("1 min", "45 min", "")
