"""What the Presidency asks the Board for: a call that is open, and one that is decided on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from accounts.models import Body, MemberState
from demo.agendas import item_of
from demo.network import BELGIANS
from demo.people import address
from demo.plots import event_of, secretariat, standing_of
from demo.spring import BOARD
from demo.stage import Stage
from demo.story import Story, clock, once
from suggestions import services
from suggestions.enums import Category, SuggestionDeed
from suggestions.models import Call, Suggestion

CALL, CALL_OF_2024 = once("call"), once("call", "2024")
JUNE = 6
ASKS = (
    "What should the Network work on in this half-year? Tell us what would help you at home:"
    " a rule or a paper (policy), something to try and to show (practice), or a question that"
    " somebody should look into (research)."
)


@dataclass(frozen=True)
class Idea:
    """What a state suggests."""

    code: str
    category: Category
    title: str
    text: str
    links: str = ""


IDEAS = (
    Idea("LV", Category.PRACTICE, "Peer mentors for young people after a first police contact",
         "Rīga has run it for three years; the re-contact rate fell from 31 to 19 per cent.",
         "https://eucpn.org/"),
    Idea("EL", Category.POLICY, "Κοινές κατευθύνσεις για την πρόληψη στα σχολεία",
         "Common guidance on prevention in schools, short enough to be read by head teachers."),
    Idea("SE", Category.RESEARCH, "Vad får unga att lämna kriminella nätverk?",
         "Everybody studies how they come in. We would like to know what makes them leave."),
    Idea("NL", Category.PRACTICE, "A common reporting page for parents whose child is approached",
         "The page exists in Dutch; five Member States have asked for the source."),
    Idea("PT", Category.RESEARCH, "Cost of night-time patrols by civilians, against what they prevent",
         "Lisbon and Porto would open their figures."),
    Idea("FI", Category.POLICY, "Minimum standard for the evaluation of publicly funded projects",
         "One page; what is not evaluated is not funded again."),
    Idea("RO", Category.PRACTICE, "Caravana prevenirii: a prevention bus for villages without a school",
         "Forty villages in two summers."),
)  # fmt: skip
NONE = ("DK", "LU", "SI", "AT")
DRAFT = {
    "category": Category.POLICY.value,
    "title": "Common words for cities that buy lighting",
    "text": "To be agreed with the regions before we send it.",
    "links": "",
    "contact_name": "",
    "contact_email": "",
}


OF_2024 = (
    (Idea("NL", Category.PRACTICE, "Ports: employers and schools beside the controls",
          "Rotterdam began in 2021; young people learn what an errand in a port may lead to."),
     SuggestionDeed.TAKE_UP, "Three ports tell of it at the Board meeting of 29 May."),
    (Idea("FI", Category.RESEARCH, "What neighbourhood watch prevents, and what it only moves",
          "There are forty studies, and hardly one is about a small town."),
     SuggestionDeed.TAKE_UP, "It goes into the work on citizen participation."),
    (Idea("EL", Category.POLICY, "Κοινός οδηγός για τους δήμους: τι μπορεί να κάνει ένας δήμος",
          "A common guide for municipalities that have nobody for prevention."),
     SuggestionDeed.PUT_OFF, "There is no time left in this half-year; Hungary knows of it."),
    (Idea("CZ", Category.PRACTICE, "A prize for the best prevention officer of a town",
          "We have had one for nine years."),
     SuggestionDeed.DECLINE, "It would stand beside the European Crime Prevention Award."),
    (Idea("IE", Category.RESEARCH, "What an hour of prevention costs, in each Member State",
          "Even a rough figure would help us to defend a budget."),
     SuggestionDeed.DECLINE, "The Network has no people to gather figures that are kept nowhere."),
)  # fmt: skip
"""What was suggested to Belgium, with what it decided, and why."""


def stage_all(on: Stage) -> None:
    """Note the call of spring 2024, that of the Presidency, if anybody presides, and answers."""
    _of_2024(on.story)
    story, presides = on.story, on.host(on.today)
    if presides is None:
        return
    first, last = on.office(12), on.weekday(after=9)
    story.tell(first, partial(_ask, CALL, presides, address("presidency"), last))
    for number, idea in enumerate(IDEAS):
        story.tell(on.office(10 - number, 11, 4 * number), partial(_suggest, CALL, idea))
    for number, code in enumerate(NONE):
        story.tell(on.office(9 - 2 * number, 15), partial(_say_none, CALL, code))
    story.tell(on.office(1, 17), partial(_begin, "BE"))
    story.tell(on.office(4, 16), _enter)


def _of_2024(story: Story) -> None:
    """Note what Belgium asked for, from the first to the 23rd of February, and what came of it."""
    mark, last = CALL_OF_2024, date(2024, 2, 23)
    belgium = MemberState.objects.get(code="BE")
    story.tell(clock(date(2024, 2, 1), 10), partial(_ask, mark, belgium, BELGIANS, last))
    for number, (idea, deed, reason) in enumerate(OF_2024):
        story.tell(clock(date(2024, 2, 12 + number), 11), partial(_suggest, mark, idea))
        at = clock(date(2024, 3, 4), 10, 6 * number)
        story.tell(at, partial(_decide, mark, idea, deed, reason))
    story.tell(clock(date(2024, 2, 20), 15), partial(_say_none, mark, "LU"))
    story.tell(clock(last + timedelta(days=1), 0, 10), lambda at: services.settle_due(at=at))
    story.tell(clock(date(2024, 3, 6), 10), partial(_publish, mark))
    story.tell(clock(date(2024, 4, 9), 10), partial(_link, mark, OF_2024[0][0]))


def _call(mark: UUID) -> Call:
    return Call.objects.get(once=mark)


def _ask(mark: UUID, presides: MemberState, team: str, last: date, at: datetime) -> None:
    """Let the team of the Presidency draft the call and open it."""
    by = standing_of(team, at)
    call = services.draft_call(
        once=mark,
        body=Body.objects.get(pk="BOARD"),
        presidency=presides,
        title=f"Suggestions for {_half_year(last)}: policy, practice and research",
        text=ASKS,
        categories=[one.value for one in Category],
        opens_on=at.date(),
        closes_on=last,
        by=by,
        at=at,
    )
    services.open_call(call, by=by, at=at)


def _half_year(day: date) -> str:
    months = "January to June" if day.month <= JUNE else "July to December"
    return f"{months} {day.year}"


def _fields(idea: Idea) -> dict[str, str]:
    return {
        "category": idea.category.value,
        "title": idea.title,
        "text": idea.text,
        "links": idea.links,
        "contact_name": "",
        "contact_email": address(f"sub.{idea.code.lower()}"),
    }


def _drafted(mark: UUID, code: str, title: str, at: datetime) -> Suggestion:
    return services.begin(
        _call(mark),
        once=once("idea", code, title),
        member_state=MemberState.objects.get(code=code),
        by=standing_of(address(f"nr.{code.lower()}"), at),
        at=at,
    )


def _suggest(mark: UUID, idea: Idea, at: datetime) -> None:
    draft, said = _drafted(mark, idea.code, idea.title, at), _fields(idea)
    by = standing_of(address(f"nr.{idea.code.lower()}"), at)
    services.give(draft, said=said, typed=said, version=draft.version, by=by, at=at)


def _say_none(mark: UUID, code: str, at: datetime) -> None:
    services.say_none(
        _call(mark),
        member_state=MemberState.objects.get(code=code),
        by=standing_of(address(f"nr.{code.lower()}"), at),
        at=at,
    )


def _begin(code: str, at: datetime) -> None:
    """Let a state begin a suggestion that it has not sent yet."""
    draft = _drafted(CALL, code, DRAFT["title"], at)
    by = standing_of(address(f"nr.{code.lower()}"), at)
    services.save_draft(draft, version=draft.version, typed=DRAFT, by=by, at=at)


def _enter(at: datetime) -> None:
    """Let the Secretariat enter what a state said on the telephone."""
    idea = Idea(
        "MT", Category.PRACTICE, "Il-pulizija fit-toroq: officers known by name in each quarter",
        "Valletta and Sliema; to be described in the library of good practice.",
    )  # fmt: skip
    services.enter(
        _call(CALL),
        once=once("idea", idea.code, idea.title),
        member_state=MemberState.objects.get(code=idea.code),
        reason="By telephone",
        by=secretariat(at),
        at=at,
        **_fields(idea),
    )


# What became of them


def _given(mark: UUID, idea: Idea) -> Suggestion:
    return Suggestion.objects.select_related("answer__call").get(
        answer__call__once=mark, title=idea.title
    )


def _decide(mark: UUID, idea: Idea, deed: SuggestionDeed, reason: str, at: datetime) -> None:
    given, by = _given(mark, idea), standing_of(BELGIANS, at)
    services.decide(given, version=given.version, deed=deed, reason=reason, by=by, at=at)


def _publish(mark: UUID, at: datetime) -> None:
    services.publish_call(_call(mark), by=standing_of(BELGIANS, at), at=at)


def _link(mark: UUID, idea: Idea, at: datetime) -> None:
    """Note that the Board talks of it, where three ports tell what they do."""
    given, by = _given(mark, idea), standing_of(BELGIANS, at)
    key = str(item_of(BOARD, "ports").key)
    services.put_on_agenda(
        given, version=given.version, event=event_of(BOARD), item_key=key, by=by, at=at
    )
