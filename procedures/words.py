"""Rules, replies and outcomes in words, the same on pages, in letters and in the note."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import shares
from accounts.days import BRUSSELS
from interface.marks import Pill
from procedures.enums import Base, Choice, Decision, Outcome, QuorumOf, Silence, State, Unit
from procedures.rules import Ballots, Rule, outcome

ZONE = str(BRUSSELS)
"""The clock by which a procedure is told everywhere."""
CHECK = gettext_lazy("Check against your Rules of Procedure.")
PRESETS = {
    "P1_SILENCE": gettext_lazy("Silence is consent"),
    "P2_MAJ_CAST": gettext_lazy("Majority of votes cast, with a quorum"),
    "P3_TWOTHIRDS_ALL": gettext_lazy("Two thirds of all seats"),
    "P4_MAJ_CAST_SILENT_YES": gettext_lazy("Majority of votes cast, silence is consent"),
    "ESA_BOS": gettext_lazy("Adopted unless a majority is against"),
    "COMITOLOGY_ADVISORY": gettext_lazy("Majority of all seats, silence is consent, one may stop"),
    "COUNCIL_SILENCE": gettext_lazy("Adopted unless one objects"),
    "EUDA_MAJ_MEMBERS": gettext_lazy("Majority of all seats"),
}
TRIED_FOR = (0, 1, 5, 9, 13, 14, 18, 22, 26, 27)
TRIED_AGAINST = (0, 1, 2, 3, 5, 9, 13, 14)
OUTCOME_PILLS = {
    Outcome.ADOPTED: ("ok", ""),
    Outcome.NOT_ADOPTED: ("bad", ""),
    Outcome.NO_QUORUM: ("warn", ""),
    Outcome.TERMINATED: ("warn", "stop"),
    Outcome.INCONCLUSIVE: ("warn", ""),
    Outcome.CANCELLED: ("", "cross"),
}
CHOICE_PILLS = {
    Choice.FOR: ("ok", ""),
    Choice.AGAINST: ("bad", "cross"),
    Choice.ABSTAIN: ("", "dash"),
}


def outcome_pill(found: str) -> Pill:
    """Return an outcome as icon, word and colour."""
    known = Outcome(found)
    tone, icon = OUTCOME_PILLS[known]
    return Pill(known.label, tone, icon)


def choice_pill(choice: str) -> Pill:
    """Return a reply as icon, word and colour."""
    known = Choice(choice)
    tone, icon = CHOICE_PILLS[known]
    return Pill(known.label, tone, icon)


def state_pill(state: str) -> Pill:
    """Return where a procedure is as icon, word and colour."""
    known = State(state)
    icon = {State.DRAFT: "pen", State.RUNNING: "pen"}.get(known, "lock")
    label = _("Open for replies") if known == State.RUNNING else str(known.label)
    return Pill(label, "info" if known == State.RUNNING else "", icon)


def pill(state: str, found: str) -> Pill:
    """Return the outcome once there is one, and until then where the procedure is."""
    return outcome_pill(found) if found else state_pill(state)


def rule(found: Rule, *, seats: int) -> list[str]:
    """Return what a rule does with so many seats, a sentence each, most important first."""
    return [
        sentence
        for sentence in (
            _decision(found, seats),
            _quorum(found, seats),
            _silence(found),
            _tie(found),
            *_stops(found, seats),
            _amendment(found),
        )
        if sentence
    ]


def window(found: Rule) -> str:
    """Return how long a rule lets a procedure run."""
    days = _days(found.window_days, found.window_unit)
    if found.urgent_days:
        return _("%(days)s; %(urgent)s where it is urgent, with a reason") % {
            "days": days,
            "urgent": _days(found.urgent_days, found.window_unit),
        }
    return days


def _days(number: int, unit: str) -> str:
    if unit == Unit.WORKING:
        said = ngettext("%(count)d working day", "%(count)d working days", number)
    else:
        said = ngettext("%(count)d calendar day", "%(count)d calendar days", number)
    return said % {"count": number}


def _decision(found: Rule, seats: int) -> str:
    match found.decision:
        case Decision.REVERSE if found.base == Base.MEMBERS_LESS_ABSTENTIONS:
            return _("Adopted unless more than half of the seats that do not abstain are against.")
        case Decision.REVERSE:
            return _(
                "Adopted unless more than half of all %(seats)d seats are against:"
                " %(number)d or more."
            ) % {"seats": seats, "number": seats // 2 + 1}
        case Decision.OBJECTION:
            return ngettext(
                "Adopted unless %(count)d seat is against.",
                "Adopted unless %(count)d seats are against.",
                found.objections_to_block,
            ) % {"count": found.objections_to_block}
        case Decision.UNANIMITY:
            return (
                _("Adopted if nobody is against; abstentions do not stand in the way.")
                if found.abstention_ok
                else _("Adopted if every seat is for.")
            )
    share = shares.in_words(found.fraction, strict=found.strict)
    if found.base == Base.CAST:
        said = _("Adopted if %(share)s of the votes cast are for; abstentions are not counted.") % {
            "share": share
        }
    else:
        said = _("Adopted if %(share)s of all %(seats)d seats are for: %(number)d or more.") % {
            "share": share,
            "seats": seats,
            "number": shares.least(seats, found.fraction, strict=found.strict),
        }
    if found.decision == Decision.THREE_WAY and found.reject_over is not None:
        said += " " + _(
            "Not adopted if more than %(share)s of all seats are against; otherwise inconclusive."
        ) % {"share": found.reject_over}
    return said


def _quorum(found: Rule, seats: int) -> str:
    if found.quorum is None:
        return ""
    number = found.quorum.needed(seats)
    if found.quorum.of == QuorumOf.REPLIES:
        said = ngettext(
            "At least %(count)d of %(seats)d seats has to reply, abstentions included.",
            "At least %(count)d of %(seats)d seats have to reply, abstentions included.",
            number,
        )
    else:
        said = ngettext(
            "At least %(count)d of %(seats)d seats has to vote for or against.",
            "At least %(count)d of %(seats)d seats have to vote for or against.",
            number,
        )
    return said % {"count": number, "seats": seats}


def _silence(found: Rule) -> str:
    if found.decision in {Decision.REVERSE, Decision.OBJECTION}:
        return _("Who does not reply does not stand in the way.")
    if found.silence == Silence.APPROVE:
        return _("Who does not reply counts as for.")
    if found.silence == Silence.ABSTAIN:
        return _("Who does not reply counts as abstaining.")
    if found.decision == Decision.UNANIMITY:
        return _("Who does not reply stands in the way.")
    return _("Who does not reply is not counted.")


def _tie(found: Rule) -> str:
    if not found.chair_breaks_ties:
        return ""
    return _("On a tie the chair's casting vote decides; without one it is not adopted.")


def _stops(found: Rule, seats: int) -> list[str]:
    said = []
    number = found.stop.needed(seats)
    if number is not None:
        said.append(
            ngettext(
                "If %(count)d seat objects to deciding in writing, the procedure ends at once and"
                " the matter goes to a meeting.",
                "If %(count)d seats object to deciding in writing, the procedure ends at once and"
                " the matter goes to a meeting.",
                number,
            )
            % {"count": number}
        )
    if found.stop.chair:
        said.append(_("The chair may end the procedure at once."))
    return said


def _amendment(found: Rule) -> str:
    if found.amendment_breaks:
        return _("Any proposal of other words means that it is not adopted.")
    return ""


def trials(found: Rule, *, seats: int) -> list[tuple[int, list[Pill | None]]]:
    """Return the table of what a rule does: a line for each number for, a cell each against.

    A cell says what would come of it, the other seats silent; nothing where it cannot be.
    """
    return [
        (
            number,
            [
                outcome_pill(outcome(found, Ballots(seats, number, against)).outcome)
                if number + against <= seats
                else None
                for against in TRIED_AGAINST
                if against <= seats
            ],
        )
        for number in TRIED_FOR
        if number <= seats
    ]


def key(table: list[tuple[int, list[Pill | None]]]) -> list[Pill]:
    """Return each outcome that stands in the table, once."""
    return list(dict.fromkeys(cell for _number, cells in table for cell in cells if cell))


def headline(counted: dict[str, dict[str, int]], found: str) -> str:
    """Return the outcome with its votes: "Adopted: 12 for, 3 against, 1 abstaining"."""
    ballots = counted["ballots"]
    if found == Outcome.TERMINATED and ballots.get("chair_stop"):
        return _("Ended by the chair; no decision")
    said = {
        Outcome.ADOPTED: _("Adopted: %(f)d for, %(a)d against, %(x)d abstaining"),
        Outcome.NOT_ADOPTED: _("Not adopted: %(f)d for, %(a)d against, %(x)d abstaining"),
        Outcome.NO_QUORUM: _("No quorum: %(f)d for, %(a)d against, %(x)d abstaining"),
        Outcome.INCONCLUSIVE: _("Inconclusive: %(f)d for, %(a)d against, %(x)d abstaining"),
        Outcome.TERMINATED: _("Ended by objections to deciding in writing; no decision"),
        Outcome.CANCELLED: _("Withdrawn"),
    }[Outcome(found)]
    return said % {"f": ballots["f"], "a": ballots["a"], "x": ballots["x"]}
