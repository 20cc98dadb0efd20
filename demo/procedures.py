"""Written procedures of the demonstration: one of April 2024, and one of each outcome around today."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from accounts.access import Standing, standing
from accounts.days import network_day, working_day_after
from accounts.enums import HolidayCalendar, Visibility
from accounts.models import Body, Holiday, User
from demo import people
from demo.plots import secretariat
from demo.story import Act, Story, clock, once
from documents.checking import check
from procedures import services
from procedures.deadlines import CalendarUnknownError, deadline, read_period
from procedures.life import closes_from
from procedures.models import Procedure, VotingRule

RULE = "P2_MAJ_CAST"
STATEMENTS = {
    "LV": "Latvija atbalsta priekšlikumu un lūdz vispirms tulkot nodaļu par skolām.",
    "EL": "Η Ελλάδα στηρίζει την πρόταση.",
    "BG": "България подкрепя предложението.",
    "FR": "La France regrette que le coût n’ait pas été présenté plus tôt.",
    "IE": "Ireland supports this, with a reservation on the timetable.",
}
PERIOD = read_period("10 WD")
FOR, AGAINST, ABSTAIN = "for", "against", "abstain"


@dataclass(frozen=True)
class Question:
    """A procedure from its draft on: who replies what, in protocol order, and who objects.

    ``voters`` are the states that reply, all where nothing is said; ``drawn_up`` says how the
    draft comes about, where it is not written on an empty page.
    """

    key: str
    title: str
    asked: str
    launched: datetime | None
    replies: Sequence[str] = ()
    objectors: Sequence[str] = ()
    rule: str = RULE
    papers: Mapping[str, str] = field(default_factory=dict)
    notified: bool = True
    body: str = "BOARD"
    voters: Sequence[str] = ()
    drawn_up: Act | None = None


def stage_all(story: Story) -> None:
    """Note the procedures, as far as the holidays of their years are known."""
    story.tell(clock(date(2024, 1, 8), 8), _rules)
    for question in [_of_2024(), *_around(story)]:
        stage(story, question)


def _rules(at: datetime) -> None:
    services.lay_out_rules(at=at)


def _of_2024() -> Question:
    return Question(
        "2024",
        "Guidelines on citizen participation in safety and security",
        "Does the Board adopt the guidelines on citizen participation, as sent with this procedure?",
        clock(date(2024, 4, 22), 10),
        replies=[FOR] * 15 + [AGAINST] * 2 + [ABSTAIN] * 2,
        papers={"Guidelines on citizen participation": "guidelines-citizen-participation.txt"},
    )


def _around(story: Story) -> list[Question]:
    """Return one running, one of each outcome, and a draft."""
    today = network_day(story.now)

    def ago(days: int) -> datetime:
        return clock(_workday(today - timedelta(days=days)), 10)

    return [
        Question(
            "adopted", "Work programme of the coming year: adoption",
            "Does the Board adopt the work programme as the Executive Committee recommends it?",
            ago(75), replies=[FOR] * 12 + [AGAINST] * 3 + [ABSTAIN] * 2,
            papers={"Draft work programme": "Πρόγραμμα-εργασίας.txt"},
        ),
        Question(
            "not-adopted", "A second newsletter each month",
            "Does the Board agree to a second newsletter each month?",
            ago(60), replies=[FOR] * 6 + [AGAINST] * 9 + [ABSTAIN] * 3,
        ),
        Question(
            "no-quorum", "New colours for the website",
            "Does the Board agree to the colours proposed?", ago(45), replies=[FOR] * 7,
        ),
        Question(
            "terminated", "Rules on guests at Board meetings",
            "Does the Board adopt the rules on guests?", ago(35), replies=[FOR] * 5,
            objectors=["DE", "FR", "PL"],
        ),
        Question(
            "waiting", "Budget line for interpretation",
            "Does the Board agree to a budget line for interpretation at expert meetings?",
            ago(24), replies=[FOR] * 16 + [AGAINST], notified=False,
        ),
        Question(
            "running", "Toolbox on youth and organised crime: adoption",
            "Does the Board adopt the toolbox “Before the first offence”, version 2, and agree to its"
            " publication in all Union languages?",
            ago(9), replies=[FOR] * 11 + [AGAINST] * 2 + [ABSTAIN] * 2,
            papers={
                "Toolbox “Before the first offence”, version 2": "toolbox-v2.txt",
                "Cover note of the Presidency": "Придружително-писмо.txt",
            },
        ),
        Question(
            "draft", "Calendar of meetings of the next half-year",
            "Does the Board agree to the calendar of meetings?", None,
        ),
    ]  # fmt: skip


def _workday(day: date) -> date:
    holidays = Holiday.objects.days(HolidayCalendar.BE)
    return working_day_after(day - timedelta(days=1), working_days=1, holidays=holidays)


def stage(story: Story, question: Question) -> None:
    """Note a procedure from its draft to the note of its outcome."""
    drafted = (question.launched or story.now) - timedelta(days=3)
    story.tell(drafted, question.drawn_up or partial(_draft, question))
    if question.launched is None:
        return
    ends = _ends(question.launched)
    if ends is None:
        return
    story.tell(question.launched, partial(_launch, question))
    moments = story.moments(len(question.replies), since=question.launched, until=ends)
    codes = question.voters or list(people.countries())
    first = 0 if question.key != "running" else 3
    for number, (at, choice) in enumerate(zip(moments, question.replies, strict=True)):
        code = codes[(first + number) % len(codes)]
        story.tell(at, partial(_reply, question, code, choice))
    for number, code in enumerate(question.objectors):
        at = clock(_workday(question.launched.date() + timedelta(days=2)), 10 + number)
        story.tell(at, partial(_object, question, code))
    over = closes_from(ends)
    story.tell(over, lambda at: services.close_due(at=at))
    if question.notified:
        story.tell(over + timedelta(hours=10), partial(_notify, question))


def _ends(launched: datetime) -> datetime | None:
    """Return when it ends, or nothing where the holidays of that time are not known."""
    calendar = services.calendar_of(Procedure(calendar=HolidayCalendar.BE))
    try:
        return deadline(launched, PERIOD, calendar=calendar)
    except CalendarUnknownError:
        return None


def procedure_of(question: Question) -> Procedure:
    """Return the procedure of a question."""
    return Procedure.objects.get(once=once("procedure", question.key))


def _draft(question: Question, at: datetime) -> None:
    made = services.draft(
        once=once("procedure", question.key),
        by=secretariat(at),
        at=at,
        title=question.title,
        question=question.asked,
        body=Body.objects.get(pk=question.body),
        rule=VotingRule.objects.get(preset=question.rule),
        visibility=Visibility.BODY,
    )
    for number, (title, name) in enumerate(question.papers.items()):
        content = f"{title}\n\n{question.asked}\n\nMade up for the demonstration.\n".encode()
        services.add_papers(
            made,
            once=once("paper", question.key, number),
            uploads=[check(BytesIO(content), name=name, size=len(content))],
            title=title,
            by=secretariat(at),
            at=at,
        )


def _launch(question: Question, at: datetime) -> None:
    made = procedure_of(question)
    services.launch(made, version=made.version, by=secretariat(at), at=at)


def _voter(code: str, at: datetime) -> Standing:
    return standing(User.objects.get(email=people.address(f"nr.{code.lower()}")), at)


def _running(deed: Callable[[Procedure], Any], question: Question) -> None:
    made = procedure_of(question)
    if made.state == "running":
        deed(made)


def _reply(question: Question, code: str, choice: str, at: datetime) -> None:
    _running(
        lambda made: services.cast(
            made.ballots.get(member_state=code),
            choice=choice,
            statement=STATEMENTS.get(code, ""),
            is_reservation=code == "IE",
            by=_voter(code, at),
            at=at,
        ),
        question,
    )


def _object(question: Question, code: str, at: datetime) -> None:
    _running(
        lambda made: services.object_to_procedure(
            made.ballots.get(member_state=code),
            reason="This should be discussed around a table.",
            by=_voter(code, at),
            at=at,
        ),
        question,
    )


def _notify(question: Question, at: datetime) -> None:
    for made in Procedure.objects.filter(once=once("procedure", question.key), state="closed"):
        services.notify(made, by=secretariat(at), at=at)
