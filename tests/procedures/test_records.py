"""Records: taken out, checked by us and by a stranger, and every change found."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from procedures import chain, records, services
from procedures.models import (
    Procedure,
)
from tests.factories.procedures import LAUNCHED, ballot, draft, running, secretariat
from tests.procedures import checker
from tests.procedures.test_services import CLOSING, LATER, SECOND, cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def test_a_record_is_in_order_for_us_and_for_a_stranger(ended):
    record = records.record_of(ended)

    assert records.check(record) == records.Finding(in_order=True)
    assert checker.problem(json.loads(json.dumps(record))) == ""
    assert records.check_stored(ended).in_order


def test_extended_and_answered_late_before_anybody_closed_it_is_in_order():
    made = running()
    services.extend(made, deadline_at=CLOSING, reason="Holidays.", by=secretariat(LATER), at=LATER)
    cast(made, "LV", at=CLOSING)
    services.enter_reply(
        ballot(made, "FI"), choice="for", reason="Mail.", voter=None, evidence="0" * 64,
        by=secretariat(CLOSING + 6 * SECOND), at=CLOSING + 6 * SECOND,
    )  # fmt: skip
    services.close_due(at=CLOSING + 6 * SECOND)
    ended = Procedure.objects.get()

    record = records.record_of(ended)

    assert [entry["body"]["kind"] for entry in record["entries"]] == [
        "launched", "extended", "replied", "late", "closed",
    ]  # fmt: skip
    assert records.check(record).in_order
    assert records.check_stored(ended).in_order


def test_before_the_end_no_record_leaves(capsys):
    made = running()

    with pytest.raises(records.NotClosedError):
        records.record_of(made)
    with pytest.raises(CommandError) as refused:
        call_command("export_procedure", made.reference)
    assert refused.value.returncode == 1
    with pytest.raises(CommandError) as refused:
        call_command("verify_procedure", made.reference)
    assert refused.value.returncode == 2


def leaves(value, path=()):
    """Every place in a record where a text, a number or a truth stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path


def altered(value):
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case None:
            return "x"
        case _:
            return f"{value}x"


def test_a_letter_changed_anywhere_is_found_and_named(ended):
    record = records.record_of(ended)
    unseen = []

    for path in leaves(record):
        changed = copy.deepcopy(record)
        place = changed
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = altered(place[path[-1]])
        if records.check(changed).in_order or not records.check(changed).reason:
            unseen.append(path)

    assert unseen == []


@pytest.mark.parametrize("number", [1, 5, 12])
def test_an_entry_removed_or_swapped_is_found(ended, number):
    record = records.record_of(ended)
    without = copy.deepcopy(record)
    del without["entries"][number]
    swapped = copy.deepcopy(record)
    entries = swapped["entries"]
    entries[number], entries[number + 1] = entries[number + 1], entries[number]

    assert (records.check(without).entry, records.check(swapped).entry) == (number + 1, number + 1)


def forged(record, change):
    """A record changed and chained anew by somebody who knows how."""
    again = copy.deepcopy(record)
    change(again)
    previous = chain.FIRST
    for entry in again["entries"]:
        entry["body"]["previous"] = previous
        previous = entry["hash"] = chain.link(entry["body"])
    again["head"] = previous
    return again


def repeat(record, place):
    """Put an entry of the record once more behind its end."""
    body = record["entries"][place]["body"]
    record["entries"].append({"body": {**body, "number": len(record["entries"]) + 1}, "hash": ""})


def test_an_outcome_that_does_not_follow_is_found_though_the_chain_is_whole(ended):
    def lie(record):
        record["entries"][-1]["body"]["data"]["result"]["outcome"] = "NOT_ADOPTED"

    found = records.check(forged(records.record_of(ended), lie))

    assert (found.in_order, found.reason) == (
        False,
        "the replies give ADOPTED, the record says NOT_ADOPTED",
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda record: record["entries"][-1]["body"].update(kind="reminded"), "does not end"),
        (lambda record: record["entries"][-1]["body"].update(kind="late"), "no seat"),
        (lambda record: record["entries"][-1]["body"].update(kind="x"), "cannot be read"),
        (lambda record: record["entries"][-1]["body"]["data"].update(ballots=[]), "figures"),
        (lambda record: record["entries"][0]["body"].update(data=[]), "cannot be read"),
        (lambda record: record["entries"][0]["body"]["data"].update(seats=1), "cannot be read"),
        (lambda record: record["entries"][0]["body"]["data"].pop("rule"), "cannot be read"),
        (
            lambda record: record["entries"][-1]["body"]["data"]["ballots"].update(chair="for"),
            "figures of the ballots",
        ),
        (
            lambda record: record["entries"][-1]["body"]["data"]["ballots"].update(f=27),
            "figures of the ballots",
        ),
        (
            lambda record: record["entries"][-1]["body"]["data"]["result"].update(approvals=27),
            "figures of the result",
        ),
        (lambda record: record["entries"][3]["body"].update(seat="US"), "US has no seat"),
        (lambda record: record["entries"][3]["body"]["data"].update(choice="x"), "cannot be read"),
        (
            lambda record: record["entries"][3]["body"].update(at="2024-05-07T22:00:00.000000Z"),
            "after the deadline",
        ),
        (
            lambda record: record["entries"][0]["body"]["data"].update(
                deadline="9999-12-31T23:59:59.999999Z"
            ),
            "cannot be read",
        ),
        (
            lambda record: record["entries"][0]["body"]["data"].update(deadline="2024-05-07"),
            "cannot be read",
        ),
        (lambda record: record["entries"][0]["body"].update(kind="extended"), "begin"),
        (lambda record: record["entries"][0]["body"]["data"]["seats"].append("LV"), "each once"),
        (lambda record: repeat(record, 0), "cannot come after"),
        (lambda record: repeat(record, 3), "cannot come after"),
        (lambda record: repeat(record, -1), "cannot come after"),
        (lambda record: record["entries"][3]["body"].update(procedure="X"), "another procedure"),
        (lambda record: record["texts"].append({"entry": 99, "salt": "", "text": ""}), "a text"),
        (lambda record: record["texts"].append({"entry": 0, "salt": "", "text": ""}), "a text"),
    ],
    ids=[
        "no end",
        "late of no seat",
        "another kind",
        "ballots of another shape",
        "data of another shape",
        "seats of another shape",
        "no rule",
        "casting vote",
        "more votes than replies",
        "more approvals than votes",
        "a seat that was not asked",
        "a choice that nobody has",
        "counted after the deadline",
        "a deadline after which nothing comes",
        "a deadline on no clock",
        "not launched",
        "a seat twice",
        "launched twice",
        "replied after the end",
        "closed twice",
        "stray entry",
        "text of nothing",
        "text of zero",
    ],
)
def test_forgeries_are_found(ended, change, words):
    found = records.check(forged(records.record_of(ended), change))

    assert not found.in_order
    assert words in found.reason


@pytest.mark.parametrize(
    "record",
    [None, [], {}, {"format": "other"}, "shape", "entries", "texts", "format"],
    ids=str,
)
def test_what_is_no_record_is_said_to_be_none(ended, record):
    if isinstance(record, str):
        whole = records.record_of(ended)
        bad = {"shape": {"more": 1}, "entries": {"entries": [1]}, "texts": {"texts": [{}]}}
        record = whole | bad.get(record, {"format": "eucpn-procedure-record/2"})

    assert "no record" in records.check(record).reason


def test_the_commands_take_it_out_and_check_it(ended, tmp_path, capsys):
    path = tmp_path / "record.json"

    call_command("export_procedure", ended.reference, output=path)
    call_command("verify_procedure", str(path))
    call_command("verify_procedure", ended.reference)
    call_command("export_procedure", ended.reference)

    out = capsys.readouterr().out
    assert out.count("In order") == 2
    assert json.loads(out[out.index("{") :]) == json.loads(path.read_text())
    path.write_text(path.read_text().replace('"choice": "against"', '"choice": "for"', 1))
    with pytest.raises(CommandError, match=r"^Entry \d+: its text does not have its hash\.$") as no:
        call_command("verify_procedure", str(path))
    assert no.value.returncode == 1


def test_calls_that_make_no_sense(ended, tmp_path):
    (tmp_path / "text").write_text("nothing")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")

    calls = [
        ("export_procedure", "PROC-1999-001", {}),
        ("export_procedure", "\udcff", {}),
        ("verify_procedure", "\udcff", {}),
        ("export_procedure", ended.reference, {"output": tmp_path / "no" / "such"}),
        ("verify_procedure", str(tmp_path / "missing"), {}),
        ("verify_procedure", str(tmp_path / "text"), {}),
        ("verify_procedure", str(tmp_path / "bytes"), {}),
    ]

    codes = []
    for command, argument, options in calls:
        with pytest.raises(CommandError) as refused:
            call_command(command, argument, **options)
        codes.append(refused.value.returncode)
    assert codes == [2] * 7


def test_a_stranger_runs_the_checker_alone(ended):
    def told(record):
        done = subprocess.run(
            [sys.executable, "-I", checker.__file__],
            input=json.dumps(record),
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stderr

    record = records.record_of(ended)
    forged = copy.deepcopy(record)
    forged["entries"][2]["body"]["data"]["choice"] = "against"

    assert told(record) == (0, "")
    assert told(forged) == (1, "entry 3: the chain breaks\n")


def test_the_checker_imports_nothing_of_ours():
    source = Path(checker.__file__).read_text()

    imported = {
        line.split()[1] for line in source.splitlines() if line.startswith(("import", "from"))
    }
    assert imported == {"hashlib", "json", "sys", "fractions"}


@pytest.mark.parametrize("letter", [float("nan"), "\ud800"], ids=["no number", "half a letter"])
def test_what_no_text_can_hold_is_told_and_not_stumbled_over(ended, letter):
    record = records.record_of(ended)
    record["entries"][0]["body"]["data"]["title"] = letter

    assert "cannot be read" in records.check(record).reason


def test_a_draft_that_was_withdrawn_has_no_record():
    made = draft()
    withdrawn = services.withdraw(made, reason="No.", by=secretariat(), at=LAUNCHED)

    with pytest.raises(records.NotClosedError):
        records.record_of(withdrawn)


def test_what_was_replied_cannot_be_tried_out_against_the_hash_of_its_entry():
    made = running()
    cast(made, "LV", "against")
    first, second = made.ledger.in_order()
    known = {
        "procedure": made.reference,
        "number": 2,
        "at": chain.instant(second.at),
        "kind": "replied",
        "seat": "LV",
        "by": second.by,
        "previous": first.hash,
    }

    tried = [
        chain.link({**known, "data": {
            "choice": choice, "reservation": reservation, "casting": casting, "statement": None,
            **more,
        }})
        for choice in ("for", "against", "abstain")
        for reservation in (True, False)
        for casting in ("", "for", "against")
        for more in ({}, {"nonce": ""}, {"nonce": "0" * 32})
    ]  # fmt: skip

    assert second.hash not in tried
    assert second.hash == chain.link(json.loads(second.text))
    assert len(json.loads(second.text)["data"]["nonce"]) == 32
