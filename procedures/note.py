"""The outcome note: all that an ended procedure came to, as a paper that lasts.

It is made when it is asked for. The same procedure gives the same bytes; a text that was
erased since stands in no note made afterwards.
"""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, to_locale

from accounts.prose import plain
from interface import moments
from paper import pdf
from paper.pdf import Bar, Box, Facts, Heading, Items, Paragraph, Part, Stroke, Table, Tone
from procedures import records, results, words
from procedures.enums import Choice, Happening, Outcome
from procedures.models import Procedure
from procedures.results import Row
from procedures.words import ZONE

TONES = {
    Outcome.ADOPTED: Tone.GOOD,
    Outcome.NOT_ADOPTED: Tone.BAD,
    Outcome.NO_QUORUM: Tone.WARNING,
    Outcome.TERMINATED: Tone.WARNING,
    Outcome.INCONCLUSIVE: Tone.WARNING,
    Outcome.CANCELLED: Tone.MUTED,
}
CHOICES = {
    "": Tone.MUTED,
    Choice.FOR: Tone.GOOD,
    Choice.AGAINST: Tone.BAD,
    Choice.ABSTAIN: Tone.PLAIN,
}


def note(procedure: Procedure) -> bytes:
    """Return the note as PDF, the record inside it.

    Raises ``NotClosedError`` for what still runs, and for a draft that never ran.
    """
    if procedure.deadline_at is None:
        raise records.NotClosedError
    record = pdf.Attachment(
        name=f"{procedure.reference}-record.json",
        content=records.file_of(procedure),
        kind="application/json",
        description=_("The record of the procedure: every entry with its hash"),
    )
    last = procedure.ledger.in_order().reverse()[0]
    return pdf.render(
        pdf.Sheet(
            title=_("Outcome note %(reference)s: %(title)s")
            % {"reference": procedure.reference, "title": procedure.title},
            author=settings.ORGANISATION_NAME,
            language=to_locale(settings.LANGUAGE_CODE).replace("_", "-"),
            made_at=last.at,
            parts=_parts(procedure, deadline=procedure.deadline_at),
            above=_("Outcome note of a written procedure"),
            below=f"{procedure.reference} · {procedure.title}",
            numbers=_("Page {number} of {total}"),
            attachments=[record],
        )
    )


def _parts(procedure: Procedure, *, deadline: datetime) -> list[Part]:
    replies = results.rows(procedure)
    return [
        *_head(procedure),
        Heading(_("The question")),
        *(Paragraph(text) for text in plain(procedure.question).split("\n") if text),
        *_papers(procedure),
        Heading(_("Times")),
        Facts(_times(procedure, deadline=deadline)),
        Heading(_("The rule")),
        Paragraph(_("As it was frozen at the launch:")),
        Items(words.rule(procedure.rule_in_force, seats=len(replies))),
        Heading(_("Replies of the seats, in protocol order")),
        _replies(replies),
        *_statements(replies),
        *_said(procedure, Happening.OBJECTED, _("Objections to deciding in writing")),
        *_said(procedure, Happening.AMENDED, _("Amendments proposed")),
        *_said(procedure, Happening.LATE, _("Late replies, recorded and not counted")),
        *_check(procedure),
    ]


def _head(procedure: Procedure) -> list[Part]:
    lead = f"{procedure.reference} · {procedure.body}"
    if procedure.previous:
        lead += " · " + _("round %(number)d, after %(reference)s") % {
            "number": procedure.round,
            "reference": procedure.previous.reference,
        }
    tone = TONES[Outcome(procedure.outcome)]
    head: list[Part] = [Heading(procedure.title, level=1), Paragraph(lead, lead=True)]
    if procedure.counted is None:
        reason = _("Reason: %(reason)s") % {"reason": procedure.withdraw_reason}
        return [*head, Box(_("Withdrawn; nothing was decided"), [reason], tone)]
    ballots, result = procedure.counted["ballots"], procedure.counted["result"]
    said = []
    if procedure.decision:
        said.append(
            _("Decision %(number)s of %(day)s")
            % {"number": procedure.decision.number, "day": moments.day(procedure.decision.date)}
        )
    if figures := results.figures(result, procedure.outcome):
        said.append(figures)
    silent = ballots["n"] - ballots["f"] - ballots["a"] - ballots["x"]
    strokes = [
        Stroke(_("For"), ballots["f"], Tone.GOOD),
        Stroke(_("Against"), ballots["a"], Tone.BAD),
        Stroke(_("Abstain"), ballots["x"], Tone.MUTED),
        Stroke(_("No reply"), silent, Tone.PLAIN),
    ]
    alt = _("%(f)d for, %(a)d against, %(x)d abstentions, %(silent)d no reply") % {
        **ballots,
        "silent": silent,
    }
    return [*head, Box(words.headline(procedure.counted, procedure.outcome), said, tone),
            Bar(strokes, alt)]  # fmt: skip


def _papers(procedure: Procedure) -> list[Part]:
    papers = list(procedure.papers.all())
    if not papers:
        return []
    return [
        Heading(_("Papers")),
        Table(
            heads=[_("Paper"), _("File and its SHA-256")],
            rows=[[paper.title, f"{paper.name}\n{paper.sha256}"] for paper in papers],
            shares=(1.9, 3.3),
            mono=frozenset({1}),
        ),
    ]


def _times(procedure: Procedure, *, deadline: datetime) -> list[tuple[str, str]]:
    """Return what happened when; the deadline is the one that stood in the end."""
    told = [
        (what, f"{moments.moment(at, ZONE)}\n{reason}" if reason else moments.moment(at, ZONE))
        for at, what, reason in results.happenings(procedure)
    ]
    told.insert(-1, (_("Deadline"), moments.moment(deadline, ZONE)))
    if procedure.notified_at:
        told.append((_("All seats told"), moments.moment(procedure.notified_at, ZONE)))
    return told


def _replies(rows: list[Row]) -> Table:
    return Table(
        heads=[_("Code"), _("Seat"), _("Reply"), _("Received (Brussels)"), _("Remark")],
        rows=[
            [
                row.code,
                row.holder,
                (
                    str(Choice(row.choice).label) if row.choice else _("No reply"),
                    CHOICES[row.choice],
                ),
                row.received,
                row.remark,
            ]
            for row in rows
        ],
        shares=(0.6, 1.5, 1, 1.8, 1.6),
        header=1,
    )


def _statements(rows: list[Row]) -> list[Part]:
    said = [row for row in rows if row.statement]
    if not said:
        return []
    parts: list[Part] = [Heading(_("Statements and reservations"))]
    for row in said:
        name = f"{row.holder} ({row.remark})" if row.remark else row.holder
        parts += [Paragraph(name, strong=True), Paragraph(row.statement)]
    return parts


def _said(procedure: Procedure, kind: Happening, title: str) -> list[Part]:
    """Return who did something of a kind, and what they wrote."""
    found = results.texts(procedure, kind)
    if not found:
        return []
    parts: list[Part] = [Heading(title)]
    for seat, when, text in found:
        parts.append(Paragraph(f"{seat}, {when}", strong=True))
        if text:
            parts.append(Paragraph(text))
    return parts


def _check(procedure: Procedure) -> list[Part]:
    count = procedure.ledger.count()
    address = settings.SITE_URL + procedure.get_absolute_url()
    return [
        Heading(_("Check it yourself")),
        Paragraph(
            ngettext(
                "The record has %(count)d entry. It is attached to this file as %(name)s.",
                "The record has %(count)d entries, each bound to the one before by its hash."
                " It is attached to this file as %(name)s.",
                count,
            )
            % {"count": count, "name": f"{procedure.reference}-record.json"}
            + " "
            + _(
                "Anybody can work chain and outcome out again from it, with a program of their"
                " own: the format is public and short. The hash of the last entry stands for"
                " all of them:"
            )
        ),
        Paragraph(results.head(procedure), mono=True),
        Paragraph(_("The procedure and its papers, for who may read them:"), small=True),
        Paragraph(address, url=address),
    ]
