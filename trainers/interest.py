"""Who would have people trained as trainers, summed up; and who has answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.days import network_day
from accounts.models import MemberState
from courses import languages
from courses.models import Course
from trainers.models import InterestCall, TrainerInterest


@dataclass(frozen=True)
class Wanted:
    """All interest in one course and language, as the overview sums it up."""

    course: Course
    language: str
    states: list[TrainerInterest]

    @property
    def people(self) -> int:
        """Return how many people all states would send."""
        return sum(one.people for one in self.states)

    @property
    def named(self) -> int:
        """Return how many of them have a name."""
        return sum(len(one.candidates.all()) for one in self.states)


@dataclass(frozen=True)
class Answers:
    """What came of one question to all Member States."""

    call: InterestCall
    told: list[MemberState]
    nobody: list[MemberState]
    silent: list[MemberState]

    @property
    def number(self) -> int:
        """Return how many have answered."""
        return len(self.told) + len(self.nobody)


def summed(rows: Iterable[TrainerInterest]) -> list[Wanted]:
    """Return interest by course and language, what most people are wanted for first."""
    found: dict[tuple[int, str], Wanted] = {}
    for one in rows:
        new = Wanted(one.course, languages.name(one.language), [])
        found.setdefault((one.course_id, one.language), new).states.append(one)
    return sorted(found.values(), key=lambda one: -one.people)


def answers(
    calls: Iterable[InterestCall],
    *,
    told: Iterable[TrainerInterest],
    states: Iterable[MemberState],
) -> list[Answers]:
    """Return for each question, read with its ``nobody``, which of the states said what."""
    interested: dict[int, set[str]] = {}
    for one in told:
        interested.setdefault(one.course_id, set()).add(one.member_state_id)
    everybody = list(states)
    found = []
    for call in calls:
        yes = interested.get(call.course_id, set())
        no = {row.member_state_id for row in call.nobody.all()} - yes
        found.append(
            Answers(
                call,
                told=[one for one in everybody if one.pk in yes],
                nobody=[one for one in everybody if one.pk in no],
                silent=[one for one in everybody if one.pk not in yes | no],
            )
        )
    return found


def sheets(
    rows: Iterable[TrainerInterest], asked: Iterable[Answers]
) -> list[tuple[str, list[str], list[list[object]]]]:
    """Return the overview as sheets: interest, candidates, answers; title, heads, rows of each."""
    shown = list(rows)
    return [
        (
            _("Interest"),
            [
                _("Member State"), _("Course"), _("Language"), _("People"), _("Named"),
                _("Not before"), _("Not after"), _("Note"), _("Told"),
            ],
            [
                [
                    one.member_state.name, one.course.title, languages.name(one.language),
                    one.people, len(one.candidates.all()), one.from_date, one.until_date,
                    one.note, network_day(one.told_at),
                ]
                for one in shown
            ],
        ),
        (
            _("Candidates"),
            [
                _("Name"), _("E-mail address"), _("Function"), _("Member State"), _("Course"),
                _("Language"), _("As a trainer"),
            ],
            [
                [
                    candidate.name, candidate.email, candidate.function, one.member_state.name,
                    one.course.title, languages.name(one.language),
                    candidate.trainer.get_state_display() if candidate.trainer else "",
                ]
                for one in shown
                for candidate in one.candidates.all()
            ],
        ),
        (
            _("Answers"),
            [_("Course"), _("Asked"), _("Answer until"), _("Member State"), _("Answer")],
            [
                [
                    one.call.course.title, network_day(one.call.asked_at), one.call.closes_on,
                    state.name, words,
                ]
                for one in asked
                for states, words in (
                    (one.told, _("Would send people")),
                    (one.nobody, _("Has nobody")),
                    (one.silent, _("Has not answered")),
                )
                for state in states
            ],
        ),
    ]  # fmt: skip
