"""The outcome note: what stands in it, who gets it, and that it lasts."""

import datetime as dt
import io
import json
import re
import uuid

import page
import pytest
from pypdf import PdfReader

from mail.models import Letter
from procedures import note, privacy, records, services
from procedures.models import Procedure
from tests.events.organisers import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.documents import document
from tests.factories.procedures import (
    LAST_SECOND,
    LAUNCHED,
    ballot,
    draft,
    holder,
    rule,
    running,
    secretariat,
)
from tests.paper.printed import PROFILES
from tests.procedures.test_services import CLOSING, LATER, SECOND, closed, vote_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

GREEK = "Η Ελλάδα στηρίζει την πρόταση, με επιφύλαξη."


def read(content):
    return PdfReader(io.BytesIO(content))


def said(content):
    """The words of a note, in one line, without what stands on every page."""
    return re.sub(r"\s+", " ", " ".join(one.extract_text() for one in read(content).pages))


def whole():
    """A procedure with all that can happen in one, closed and told."""
    at = LAUNCHED
    by = secretariat(at)
    made = draft(by=by, at=at, question="Does the **Board** adopt them?\n\nAll of them?")
    document(title="Guidelines", label="procedures.procedure", key=str(made.key))
    made = services.launch(made, version=made.version, by=by, at=at)
    vote_all(made, ["for"] * 14 + ["against"])
    services.cast(
        ballot(made, "EL"), choice="for", statement=GREEK, is_reservation=True,
        by=holder("EL", LATER), at=LATER,
    )  # fmt: skip
    services.object_to_procedure(
        ballot(made, "MT"), reason="Better in a meeting.", by=holder("MT", LATER), at=LATER
    )
    services.propose_amendment(
        ballot(made, "SE"), text="Stryk sista raden.", by=holder("SE", LATER), at=LATER
    )
    services.extend(made, deadline_at=LAST_SECOND + 60 * SECOND, reason="Easter.", by=by, at=LATER)
    services.close(made, at=CLOSING + 60 * SECOND)
    services.enter_reply(
        ballot(made, "SE"), choice="against", statement="För sent.", reason="Late", voter=None,
        evidence="", by=by, at=CLOSING + 61 * SECOND,
    )  # fmt: skip
    return services.notify(made, by=by, at=CLOSING + 62 * SECOND)


def test_the_note_says_all_that_came_of_it_in_both_profiles():
    made = whole()

    content = note.note(made)

    text = said(content)
    for words in (
        made.title,
        made.reference,
        "Does the Board adopt them?",
        "All of them?",
        f"Decision {made.decision.number} of Wednesday 8 May 2024",
        "Adopted: 14 for, 1 against, 0 abstaining",
        "At least 14 of 27 seats have to reply",
        "Guidelines",
        made.papers.get().sha256[:40],
        "Monday 22 April 2024, 10:00",
        "Deadline extended",
        "Easter.",
        "Latvia",
        "No reply",
        "Reservation",
        GREEK,
        "Better in a meeting.",
        "Stryk sista raden.",
        "För sent.",
        made.ledger.last().hash,
        "All seats told",
        made.get_absolute_url(),
    ):
        assert words in text, words
    assert "**" not in text
    reports = [page.validate_pdf_bytes(content, profile=profile) for profile in PROFILES]
    assert [report.failures for report in reports] == [[], []]


def test_seats_stand_in_protocol_order():
    text = said(note.note(whole()))
    table = text[text.index("in protocol order") :]

    names = [one.holder for one in Procedure.objects.get().ballots.in_protocol_order()]
    places = [table.index(f" {name} ") for name in names]

    assert places == sorted(places)


def test_the_record_is_inside_and_checks():
    made = whole()

    [inside] = read(note.note(made)).attachments[f"{made.reference}-record.json"]

    assert records.check(json.loads(inside)).in_order
    assert inside == records.file_of(made)


def test_the_same_procedure_gives_the_same_bytes_and_an_erased_text_is_gone():
    made = whole()
    first = note.note(made)
    assert note.note(made) == first
    author = made.ledger.get(seat="EL", statement__isnull=False).by

    privacy.erase(author, at=CLOSING)

    again = note.note(Procedure.objects.get())
    assert GREEK not in said(again)
    assert GREEK.encode() not in read(again).attachments[f"{made.reference}-record.json"][0]


@pytest.mark.parametrize("votes", [[], ["for"] * 10 + ["against"] * 10], ids=["none", "tie"])
def test_a_note_of_little_leaves_out_what_there_is_not(votes):
    made = running()
    vote_all(made, votes)

    text = said(note.note(closed(made)))

    for title in ("Papers", "Statements", "Objections", "Amendments", "Late replies"):
        assert title not in text.replace("The procedure and its papers", "")


def test_a_terminated_one_says_so_without_figures():
    made = running(rule_=rule("COMITOLOGY_ADVISORY"))
    services.object_to_procedure(
        ballot(made, "BE"), reason="", by=holder("BE", LATER), at=LATER, as_chair=True
    )

    text = said(note.note(Procedure.objects.get()))

    assert "Ended by the chair; no decision" in text
    assert "Approvals needed" not in text


def test_a_withdrawn_one_gives_its_reason_and_a_second_round_names_the_first():
    made = running()
    services.withdraw(made, reason="A wrong annex.", by=secretariat(LATER), at=LATER)
    made.refresh_from_db()
    text = said(note.note(made))

    assert "Withdrawn; nothing was decided" in text
    assert "Reason: A wrong annex." in text


def test_before_the_end_there_is_no_note_and_of_a_draft_there_never_is():
    with pytest.raises(records.NotClosedError):
        note.note(running())
    unlaunched = draft()
    services.withdraw(unlaunched, reason="No more.", by=secretariat(), at=LATER)
    unlaunched.refresh_from_db()
    with pytest.raises(records.NotClosedError):
        note.note(unlaunched)


def test_readers_are_given_the_note_once_there_is_one():
    made = running()
    address = f"{made.get_absolute_url()}note.pdf"
    member, stranger = signed_in(holder("LV", LATER).user), signed_in(UserFactory())
    assert member.get(address).status_code == 404
    closed(made)

    answer = member.get(address)

    assert answer["Content-Type"] == "application/pdf"
    assert f'filename="{made.reference}-outcome.pdf"' in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF-1.7")
    assert address in member.get(made.get_absolute_url()).content.decode()
    assert stranger.get(address).status_code == 404


def test_the_letter_of_the_outcome_leads_to_the_note():
    made = whole()

    letters = Letter.objects.filter(subject__startswith="Outcome: ")

    assert letters
    assert all(f"{made.get_absolute_url()}note.pdf" in json.dumps(one.body) for one in letters)


def test_a_second_round_names_the_first():
    first = running()
    by = secretariat(LATER)
    again = services.new_round(first, once=uuid.uuid4(), reason="A new annex.", by=by, at=LATER)
    services.launch(again, version=again.version, by=by, at=LATER)
    assert services.close_due(at=CLOSING + dt.timedelta(days=7)) == 1

    text = said(note.note(Procedure.objects.get(pk=again.pk)))

    assert f"round 2, after {first.reference}" in text


def test_the_chairs_casting_vote_is_named_with_the_figures():
    made = running(rule_=rule("MIDDLESEX"))
    services.cast(
        ballot(made, "BE"), choice="against", casting="for", by=holder("BE", LATER), at=LATER
    )
    services.cast(ballot(made, "LV"), choice="for", by=holder("LV", LATER), at=LATER)

    text = said(note.note(closed(made)))

    assert "The chair's casting vote decided the tie." in text
    assert "Casting vote: For" in text


def test_a_rule_without_figures_gives_none():
    text = said(note.note(closed(running(rule_=rule("COUNCIL_SILENCE")))))

    assert "Approvals needed" not in text
    assert "Adopted" in text
