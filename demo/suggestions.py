"""What the Presidency asks the Board for: a call that is open, with answers of every kind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from accounts.models import Body, MemberState
from demo.people import address
from demo.plots import secretariat, standing_of
from demo.stage import Stage
from demo.story import once
from suggestions import services
from suggestions.enums import Category
from suggestions.models import Call, Suggestion

CALL = once("call")
ASKS = (
    "What should the Network work on in the coming half-year? Tell us what would help you at home:"
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


def stage_all(on: Stage) -> None:
    """Note the call of the Presidency, if anybody presides, and what states answer."""
    story, presides = on.story, on.host(on.today)
    if presides is None:
        return
    story.tell(on.ago(12, 10), partial(_ask, presides, on))
    for number, idea in enumerate(IDEAS):
        story.tell(on.ago(10 - number, 11, 4 * number), partial(_suggest, idea))
    for number, code in enumerate(NONE):
        story.tell(on.ago(9 - 2 * number, 15), partial(_say_none, code))
    story.tell(on.ago(1, 17), partial(_begin, "BE"))
    story.tell(on.ago(4, 16), _enter)


def _call() -> Call:
    return Call.objects.get(once=CALL)


def _ask(presides: MemberState, on: Stage, at: datetime) -> None:
    """Let the team of the Presidency draft the call and open it."""
    team = standing_of(address("presidency"), at)
    call = services.draft_call(
        once=CALL,
        body=Body.objects.get(pk="BOARD"),
        presidency=presides,
        title="Suggestions for the half-year to come: policy, practice and research",
        text=ASKS,
        categories=[one.value for one in Category],
        opens_on=at.date(),
        closes_on=on.today + timedelta(days=9),
        by=team,
        at=at,
    )
    services.open_call(call, by=team, at=at)


def _fields(idea: Idea) -> dict[str, str]:
    return {
        "category": idea.category.value,
        "title": idea.title,
        "text": idea.text,
        "links": idea.links,
        "contact_name": "",
        "contact_email": address(f"sub.{idea.code.lower()}"),
    }


def _drafted(code: str, title: str, at: datetime) -> Suggestion:
    return services.begin(
        _call(),
        once=once("idea", code, title),
        member_state=MemberState.objects.get(code=code),
        by=standing_of(address(f"nr.{code.lower()}"), at),
        at=at,
    )


def _suggest(idea: Idea, at: datetime) -> None:
    draft, said = _drafted(idea.code, idea.title, at), _fields(idea)
    by = standing_of(address(f"nr.{idea.code.lower()}"), at)
    services.give(draft, said=said, typed=said, version=draft.version, by=by, at=at)


def _say_none(code: str, at: datetime) -> None:
    services.say_none(
        _call(),
        member_state=MemberState.objects.get(code=code),
        by=standing_of(address(f"nr.{code.lower()}"), at),
        at=at,
    )


def _begin(code: str, at: datetime) -> None:
    """Let a state begin a suggestion that it has not sent yet."""
    draft = _drafted(code, DRAFT["title"], at)
    by = standing_of(address(f"nr.{code.lower()}"), at)
    services.save_draft(draft, version=draft.version, typed=DRAFT, by=by, at=at)


def _enter(at: datetime) -> None:
    """Let the Secretariat enter what a state said on the telephone."""
    idea = Idea(
        "MT", Category.PRACTICE, "Il-pulizija fit-toroq: officers known by name in each quarter",
        "Valletta and Sliema; to be described in the library of good practice.",
    )  # fmt: skip
    services.enter(
        _call(),
        once=once("idea", idea.code, idea.title),
        member_state=MemberState.objects.get(code=idea.code),
        reason="By telephone",
        by=secretariat(at),
        at=at,
        **_fields(idea),
    )
