"""``manage.py tally`` and ``manage.py deadline``, as scripts call them."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Holiday
from procedures.management.commands.tally import answered


def tally(monkeypatch, capsys, *lines):
    sent = b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sent)))
    code = 0
    try:
        call_command("tally")
    except SystemExit as ended:
        code = ended.code
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def line(rule, **ballots):
    return json.dumps({"rule": rule, "ballots": ballots})


def test_each_line_is_decided(monkeypatch, capsys):
    code, answers = tally(
        monkeypatch,
        capsys,
        line("P2_MAJ_CAST", n=27, f=8, a=5, x=1),
        "",
        line({"decision": "objection", "objections_to_block": 1}, n=27, a=1),
    )

    assert (code, [answer["outcome"] for answer in answers]) == (0, ["ADOPTED", "NOT_ADOPTED"])
    assert answers[0] == {
        "outcome": "ADOPTED", "approvals": 8, "rejections": 5, "abstentions": 1, "needed": 7,
        "quorum": 14, "casting_vote": False,
    }  # fmt: skip


BAD = [
    ("no JSON", "the line is no JSON"),
    (b"\xff\xfe", "the line is no JSON"),
    ('{"rule": "\\ud800", "ballots": {"n": 27}}', "rule: no preset is called \ud800"),
    ("[" * 99_999, "the line is no JSON"),
    ("x" * 100_001, "the line is too long"),
    ('{"rule": "P2_MAJ_CAST", "ballots": {"n": NaN}}', "the line is no JSON"),
    ("[]", "a line has rule and ballots, nothing else"),
    ('{"rule": "P2_MAJ_CAST"}', "a line has rule and ballots, nothing else"),
    (line("NOBODYS", n=27), "rule: no preset is called NOBODYS"),
    (line({"decision": "lottery"}, n=27), "rule: decision: is one of fraction"),
    (line("P2_MAJ_CAST", n=0), "ballots: n: is the number of seats"),
    (line("P2_MAJ_CAST", n=27, f=28), "ballots: f: 28 is more than there are seats"),
]


@pytest.mark.parametrize(("bad", "words"), BAD, ids=[ascii(words) for _bad, words in BAD])
def test_a_bad_line_is_answered_and_the_others_go_on(monkeypatch, capsys, bad, words):
    code, answers = tally(monkeypatch, capsys, bad, line("P2_MAJ_CAST", n=27, f=14))

    assert code == 2
    assert answers[0]["error"].startswith(words)
    assert answers[1]["outcome"] == "ADOPTED"


def test_rules_are_told_apart_by_what_they_say():
    one = answered(line({"decision": "fraction", "fraction": "1/2"}, n=10, f=5))
    two = answered(line({"decision": "fraction", "fraction": "1/2", "strict": True}, n=10, f=5))

    assert (one["outcome"], two["outcome"]) == ("ADOPTED", "NOT_ADOPTED")


@pytest.fixture
def holidays(db):
    for day in ("2024-04-01", "2024-05-01", "2024-05-09"):
        Holiday.objects.create(calendar="BE", date=day, name="Off")


def say(capsys, launch="2024-04-22T10:00:00+02:00", period="10 WD", calendar="BE"):
    call_command("deadline", launch=launch, period=period, calendar=calendar)
    return capsys.readouterr().out


def test_a_deadline_is_one_instant(holidays, capsys):
    assert say(capsys) == "2024-05-07T21:59:59+00:00\n"
    assert say(capsys, launch="2024-04-22T08:00:00Z") == "2024-05-07T21:59:59+00:00\n"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"launch": "yesterday"}, "is no moment"),
        ({"launch": "2024-04-22T10:00:00"}, "offset"),
        ({"period": "ten"}, 'like "10 WD"'),
        ({"calendar": "FR"}, "BE, EUI"),
        ({"calendar": "EUI"}, "EUI holidays for 2024 are not entered"),
        ({"launch": "9999-12-31T10:00:00Z"}, "not entered|out of range"),
    ],
    ids=["no moment", "no offset", "no period", "no calendar", "no holidays", "no end of time"],
)
def test_a_call_that_makes_no_sense_says_why(holidays, capsys, asked, words):
    with pytest.raises(CommandError, match=words) as refused:
        say(capsys, **asked)

    assert refused.value.returncode == 2
