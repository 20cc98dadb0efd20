"""What each member of a body is given of the values of minutes, to check them."""

from meetings import frozen


def row(item, *, is_open=True, **more):
    return {"item": item, "open": is_open, **more}


def test_in_what_all_may_read_items_are_counted_without_a_gap():
    whole = {
        "salt": "x",
        "meeting": {"title": "Board"},
        "sections": [row(None), row(14), row(24, is_open=False), row(15)],
        "decisions": [row(15, number="D-2024-01"), row(24, is_open=False)],
        "actions": [row(24, is_open=False), row(14)],
    }

    found = frozen.open_part(whole)

    assert found == {
        "meeting": {"title": "Board"},
        "sections": [{"item": None}, {"item": 1}, {"item": 2}],
        "decisions": [{"item": 2, "number": "D-2024-01"}],
        "actions": [{"item": 1}],
    }
    without = {part: whole[part] for part in ("salt", "meeting")} | {
        part: [one for one in whole[part] if one["open"]] for part in frozen.BY_ITEM
    }
    assert frozen.open_part(without) == found
