"""The working group on the evidence-based approach, which met online on the new registry."""

from datetime import date, datetime, time, timedelta

from accounts.enums import Visibility
from agendas.enums import ItemKind
from demo import agendas, convening, meetings
from demo.agendas import Point
from demo.convening import representative
from demo.meetings import Given, Taken
from demo.network import WORKING_GROUP
from demo.plots import Part, Plot, stage
from demo.stage import ILLUSTRATIVE, JOIN, THURSDAY, Stage
from demo.story import clock
from events.enums import Attending, Kind, Mode
from meetings.enums import ItemOutcome

KEY, BODY = "working-group", "WG-EBA"
ON_THE_AGENDA = (
    Point("registry", "New registry of initiatives: what somebody sees who looks for one",
          text="The criteria are those of the Evidence-based strategy of December 2021; they are"
               " assessed with QUALIPREV.", minutes=60),
    Point("doubt", "Initiatives of which the label is in doubt: what the advisory board is asked",
          minutes=30),
    Point("pilots", "Who tries the registry first", ItemKind.ADOPTION, minutes=15),
)  # fmt: skip


def stage_all(on: Stage) -> None:
    """Note how it was convened, who came, and what it came to."""
    story, day = on.story, on.past_day(THURSDAY, before=18)
    plot = Plot(
        KEY, Kind.MEETING, "Working group Evidence-based approach", day, published=_before(day, 42),
        body=BODY, tasks=["WP24-1.2-02"], closes=False,
        parts=[Part(time(10), time(12), "Meeting")], begins=time(10), ends=time(12),
        fields={"mode": Mode.ONLINE, "join_link": f"{JOIN}/registry", "source_note": ILLUSTRATIVE,
                "visibility": Visibility.BODY,
                "summary": "How the new registry looks, and what is asked of the advisory board."},
    )  # fmt: skip
    stage(story, plot, drafted=_before(day, 43))
    agendas.prepare(story, KEY, ON_THE_AGENDA, at=_before(day, 35))
    convening.convene(story, KEY, at=_before(day, 22), answer_by=_before(day, 3))
    for number, code in enumerate(WORKING_GROUP[1:]):
        person = representative(code, attending=Attending.ONLINE)
        convening.name(story, KEY, code, [person], at=_before(day, 14, 9 + number))
    convening.validate(story, KEY, at=_before(day, 2))
    meetings.hold(
        story, KEY, begins=[clock(day, 10)],
        taken=[
            Taken("registry", "The label comes first, then for whom it is; countries are a filter."),
            Taken("doubt", "The advisory board is asked where two assessors differ by a step."),
            Taken("pilots", "Latvia, the Netherlands and Portugal begin.", ItemOutcome.ADOPTED,
                  title="Member States that try the registry first"),
        ],
        given=[
            Given("examples of doubt", "doubt", "Send the advisory board the six initiatives in doubt",
                  on.weekday(after=10)),
        ],
    )  # fmt: skip


def _before(day: date, days: int, hour: int = 10) -> datetime:
    return clock(day - timedelta(days=days), hour)
