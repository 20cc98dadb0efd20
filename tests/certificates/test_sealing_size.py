"""How large a seal may be: whatever is sent to the public page costs neither time nor memory."""

import datetime as dt
import tracemalloc

import pytest

from certificates import sealing
from certificates.drawing import drawn
from certificates.sealing import Seal, examine, seal
from tests.certificates.facts import URL, facts

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
HEAD = "%PDF-1.7 /ByteRange [0 {0:09} {1:09} 0]"


def sent(size):
    """A file that is nothing but a seal of so many bytes."""
    begins = len(HEAD.format(0, 0))
    return HEAD.format(begins, begins + size).encode() + b"<" + b"0" * (size - 2) + b">"


@pytest.mark.parametrize(("spare", "is_read"), [(0, True), (-1, False)])
def test_a_seal_is_read_up_to_a_size(monkeypatch, spare, is_read):
    content = seal(drawn(facts(), url=URL), at=AT)
    [found] = sealing.RANGE.finditer(content)
    monkeypatch.setattr(sealing, "LARGEST", int(found[2]) - int(found[1]) + spare)

    assert examine(content).is_intact is is_read


@pytest.mark.parametrize("size", [sealing.LARGEST, 4 << 20], ids=["looked into", "too large"])
def test_a_seal_as_large_as_a_file_costs_no_memory_beside_it(size):
    content = sent(size)
    tracemalloc.start()
    try:
        found = examine(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert found == Seal(is_sealed=True)
    assert peak < 1 << 20
