"""R14 of written procedures: each of their forms, sent fifty times at once, has one effect."""

import asyncio
import json
from collections import Counter
from datetime import date, timedelta

from tests.endurance.client import NoAnswerError, Visitor, form_with

DAY = 24 * 3600
STATE = "BE"
SEATS = 27
SILENT = SEATS - 1
MAIL = ("mail", "mail.txt", b"We are for.")
PAPER = ("papers", "paper.txt", b"What it is about.")
LATER = date.today() + timedelta(days=9)  # noqa: DTZ011  # any day behind the deadline will do
DEADLINE = {
    "deadline_at_day": str(LATER.day),
    "deadline_at_month": str(LATER.month),
    "deadline_at_year": str(LATER.year),
    "deadline_at_time": "12:00",
}
REASON = {"reason": "It is sent again."}
DRAFT = {"title": "A question sent again", "question": "Does the Board agree?"}
REPLY = {"choice": "for", "statement": "We agree."}
ENTERED = {"seat": "LV", "choice": "against", "statement": "By mail.", **REASON}
TO_ALL = 2 * SEATS
"""Each seat has a representative and a substitute."""


async def again_and_again(send, *, times):
    """Send so many times in the same moment; count the answers."""
    answers = await asyncio.gather(*(send() for _ in range(times)), return_exceptions=True)
    return Counter("no answer" if isinstance(one, NoAnswerError) else one.status for one in answers)


async def all_forms(database, port, cookies, references, *, times):
    """Replay each form; return the answers by what was sent, and learn what the draft is called."""
    office = Visitor(port, {"session": cookies["office"]})
    voter = Visitor(port, {"session": cookies["voter"]})
    found = {}

    async def replay(what, visitor, page, *names, to="", files=(), **typed):
        fields = form_with((await visitor.get(page)).text, *names).fields | typed
        if files:
            found[what] = await again_and_again(
                lambda: visitor.post_files(to or page, fields, files), times=times
            )
        else:
            found[what] = await again_and_again(
                lambda: visitor.post(to or page, fields), times=times
            )

    running, own = f"/procedures/{references['running']}/", f"{STATE}/"
    await replay("rule", office, "/procedures/rules/new/", "once", name="A rule sent again")
    rule = database.number("SELECT min(id) FROM procedures_votingrule")
    await replay("draft", office, "/procedures/new/", "once", "title", **DRAFT, rule=str(rule))
    references["drafted"] = database.number(
        "SELECT max(reference) FROM procedures_procedure WHERE state = 'draft'"
    )
    drafted = f"/procedures/{references['drafted']}/"
    papers = f"{drafted}edit/papers/"
    await replay("papers", office, f"{drafted}edit/", "once", to=papers, files=[PAPER])
    await replay("launch", office, f"{drafted}launch/", "version")
    await replay("reply", voter, running, "statement", to=f"{running}reply/{own}", **REPLY)
    await replay("amendment", voter, f"{running}amend/{own}", "text", text="Other words.")
    await replay("objection", voter, f"{running}object/{own}", "reason", reason="Let us meet.")
    await replay("extension", office, f"{running}extend/", "deadline_at_day", **DEADLINE, **REASON)
    await replay("reminder", office, f"{running}remind/", "once", "subject", sure="on")
    await replay("entry", office, f"{running}enter/", "reason", files=[MAIL], **ENTERED)
    over = f"/procedures/{references['over']}/"
    await replay("notice", office, f"{over}control/", "csrfmiddlewaretoken", to=f"{over}notify/")
    withdrawn = f"/procedures/{references['to withdraw']}/withdraw/"
    await replay("withdrawal", office, withdrawn, "reason", **REASON)
    changed = f"/procedures/{references['to change']}/round/"
    await replay("new round", office, changed, "once", "reason", **REASON)
    return found


def ready(database):
    """Launch what is needed; return how each is called, and who is signed in."""
    database.inside("board")
    running = ("running", "to withdraw", "to change")
    references = {
        name: json.loads(database.inside("procedure", DAY))["reference"] for name in running
    }
    references["over"] = json.loads(database.inside("ended"))["reference"]
    cookies = {"voter": json.loads(database.inside("devices", 1))[STATE][0][1]}
    return references, cookies


def state(database):
    """Return what there is of each thing that the forms make."""
    ledger = database.rows(
        "SELECT p.reference, e.kind, count(*) FROM procedures_ballotevent e"
        " JOIN procedures_procedure p ON p.id = e.procedure_id GROUP BY p.reference, e.kind"
    )
    deeds = database.rows(
        "SELECT deed, count(*) FROM journal_entry WHERE label LIKE 'procedures.%' GROUP BY deed"
    )
    letters = Counter(
        subject.partition(":")[0] for (subject,) in database.rows("SELECT subject FROM mail_letter")
    )
    papers = database.rows("SELECT label, count(*) FROM documents_document GROUP BY label")
    return Counter(
        {f"{kind} in the ledger of {reference}": number for reference, kind, number in ledger}
        | {f"deed {deed}": number for deed, number in deeds}
        | {f"letters: {subject}": number for subject, number in letters.items()}
        | {f"documents of {label}": number for label, number in papers}
        | {"rules": database.number("SELECT count(*) FROM procedures_votingrule")}
        | {"procedures": database.number("SELECT count(*) FROM procedures_procedure")}
        | {"ballots": database.number("SELECT count(*) FROM procedures_ballot")}
    )


def wanted(references):
    """Return what one effect of each form comes to."""
    running = ("replied", "amended", "objected", "extended", "reminded", "entered")
    deeds = (*running, "launched", "notified", "rule_saved")
    return {
        **{f"{kind} in the ledger of {references['running']}": 1 for kind in running},
        f"launched in the ledger of {references['drafted']}": 1,
        f"withdrawn in the ledger of {references['to withdraw']}": 1,
        f"withdrawn in the ledger of {references['to change']}": 1,
        **{f"deed procedures.{deed}": 1 for deed in deeds},
        "deed procedures.drafted": 2,
        "deed procedures.withdrawn": 2,
        "letters: Please reply": TO_ALL,
        "letters: Recorded": 3,
        # of the substitute, and of both whose reply was entered
        "letters: Your seat has replied": 3,
        "letters: More time": TO_ALL,
        "letters: Still open": 2 * SILENT,
        "letters: Outcome": TO_ALL,
        "letters: Withdrawn": 2 * TO_ALL,
        "documents of procedures.procedure": 1,
        "documents of procedures.evidence": 1,
        "rules": 1,
        "procedures": 2,
        "ballots": SEATS,
    }
