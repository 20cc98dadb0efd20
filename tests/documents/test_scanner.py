"""The virus scanner, spoken to over real sockets."""

import io

import pytest

from documents import scanner
from documents.checking import RefusedError, check
from documents.enums import Refusal
from tests.documents.clamd import clamd
from tests.documents.files import EICAR, PDF


def fault(content: bytes):
    return scanner.fault(io.BytesIO(content))


@pytest.mark.parametrize("where", ["tcp", "unix"])
def test_what_it_finds_is_refused_and_the_rest_passes(where, settings, tmp_path):
    with clamd(str(tmp_path / "clamd.ctl") if where == "unix" else "") as running:
        settings.CLAMD_URL = running.url

        found = [fault(PDF), fault(EICAR)]

    assert found == [None, Refusal.INFECTED]
    assert running.seen == [PDF, EICAR]


def test_a_long_file_goes_in_pieces_and_arrives_whole(settings):
    content = bytes(range(256)) * 1000
    with clamd() as running:
        settings.CLAMD_URL = running.url

        assert fault(content) is None

    assert running.seen == [content]


@pytest.mark.parametrize(
    "url", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.ctl"], ids=["no port", "no socket"]
)
def test_while_it_is_away_nothing_is_taken(url, settings):
    settings.CLAMD_URL = url

    assert fault(PDF) == Refusal.UNSCANNED


@pytest.mark.parametrize(
    "says",
    [b"INSTREAM size limit exceeded. ERROR\0", b"UNKNOWN COMMAND\0", b"x" * 5000, b"stream: OK"],
    ids=["limit", "unknown", "endless", "hung up"],
)
def test_what_it_cannot_scan_is_not_taken(says, settings):
    with clamd(says=says) as running:
        settings.CLAMD_URL = running.url

        assert fault(PDF) == Refusal.UNSCANNED


def test_it_may_hang_up_in_the_middle(settings):
    with clamd(longest=1000) as running:
        settings.CLAMD_URL = running.url

        assert fault(b"x" * 20_000_000) == Refusal.UNSCANNED


def test_an_answer_cut_short_is_none(settings):
    with clamd(well=b"stream: OK") as running:
        settings.CLAMD_URL = running.url

        assert fault(PDF) == Refusal.UNSCANNED


def test_without_a_word_it_has_not_scanned(settings):
    with clamd(says=b"\0") as running:
        settings.CLAMD_URL = running.url

        assert fault(PDF) == Refusal.UNSCANNED


def test_the_test_virus_is_refused_on_the_way_in(settings):
    with clamd() as running:
        settings.CLAMD_URL = running.url
        with pytest.raises(RefusedError) as refused:
            check(io.BytesIO(EICAR), name="eicar.txt", size=len(EICAR))

    assert refused.value.why == Refusal.INFECTED
