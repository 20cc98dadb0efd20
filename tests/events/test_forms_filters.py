import datetime as dt

import pytest

from events.forms.filters import EventsFilter, half_year


@pytest.mark.parametrize(
    ("on", "ahead", "span"),
    [
        (dt.date(2026, 6, 30), 0, (dt.date(2026, 1, 1), dt.date(2026, 6, 30))),
        (dt.date(2026, 7, 1), 0, (dt.date(2026, 7, 1), dt.date(2026, 12, 31))),
        (dt.date(2026, 1, 1), 1, (dt.date(2026, 7, 1), dt.date(2026, 12, 31))),
        (dt.date(2026, 12, 31), 1, (dt.date(2027, 1, 1), dt.date(2027, 6, 30))),
    ],
)
def test_half_years(on, ahead, span):
    assert half_year(on, ahead=ahead) == span


def test_nonsense_in_the_address_is_left_out():
    form = EventsFilter({"kind": "party", "place": "EL", "period": "x", "text": "a\x00b" * 2})

    assert {name: form.wanted(name) for name in form.fields} == {
        "text": "abab",
        "kind": None,
        "period": None,
        "place": "EL",
        "open": False,
    }
