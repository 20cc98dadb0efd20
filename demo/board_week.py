"""What the meetings around today are about: one just held, two being prepared, one far off."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.days import BRUSSELS
from accounts.enums import Visibility
from agendas.enums import ItemKind, Presenter, Recommendation
from demo import agendas, convening, meetings
from demo.agendas import Point
from demo.convening import COMMISSIONER, representative, substitute
from demo.meetings import Given, Remark, Taken
from demo.papers import Paper, written
from demo.plots import Plot
from demo.stage import Stage
from demo.story import clock
from events.enums import Attending
from meetings.enums import CommentAnswer, ItemOutcome

PLAN = "plan"
TITLE = (
    "Multiannual Strategy: what is carried over from the one that ends, what is new, and which"
    " tasks the Member States take on together"
)
HELD, EXCOM, BOARD, NEXT = "past-excom", "excom", "board", "next-excom"
WISHES: Mapping[str, str] = {
    "AT": "Der Text liegt seit September vor; eine Aussprache ist nicht nötig.",
    "CZ": "",
    "DK": "",
    "EE": "Nothing to discuss; we can agree.",
    "FI": "",
    "IE": "The time is better spent on item 6.",
    "LV": "Latvija piekrīt tekstam.",
    "NL": "",
    "SE": "",
}
SENT = ("AT", "BG", "CZ", "DE", "EE", "ES", "FI", "FR", "IE", "LT", "NL", "PL")
IN_PAIRS, NOT_SURE, NOBODY, BEGUN = ("AT", "FR", "PL"), ("FR", "PL"), "CY", "BE"

JUST_HELD = (
    Point(
        PLAN,
        TITLE,
        minutes=60,
        papers=(
            Paper("Draft strategy, with the tasks carried over marked", written("strategy"),
                  Visibility.BODY),
            Paper("Note on the work programme: done, under way, late", written("work programme"),
                  Visibility.BODY),
        ),
    ),
    Point("translation", "Translation of the handbook: who checks which language", minutes=30),
    Point("mandates", "Seats of the Executive Committee that end this year",
          visibility=Visibility.RESTRICTED, readers=("SE",), minutes=15),
)  # fmt: skip
OF_THE_EXCOM = (
    Point("points", "Last questions on the agenda of the Board of the same day",
          presenter=Presenter.PRESIDENCY, minutes=15),
)  # fmt: skip
OF_THE_BOARD = (
    Point(
        "toolbox",
        "Toolbox “Before the first offence”: how it is kept up to date after its publication, in"
        " which languages it appears, and who answers for each chapter",
        text="The toolbox itself is before the Board in writing. Here the Board agrees on the rules"
             " by which it is renewed.",
        minutes=40, starts=time(10, 30),
        papers=(
            Paper("Rules on renewing the toolbox", written("renewing"), Visibility.BODY),
            Paper("Opinia Polski w sprawie tłumaczeń", written("opinion"), Visibility.BODY,
                  name="Opinia-PL.txt"),
        ),
    ),
    Point("recruiting", "How young people are recruited by way of games and messengers",
          ItemKind.INFORMATION, "An exchange; nothing is decided.", minutes=None,
          presenter=Presenter.PRESIDENCY),
    Point("figures", "What the figures of eleven Member States say", ItemKind.INFORMATION,
          of="recruiting", presenter=Presenter.OTHER,
          name="Dr. Ragnhild Bjørnstad, Konfliktrådet", minutes=20),
    Point("police", "Seen by the police: from a message to the first errand in four days",
          ItemKind.INFORMATION, of="recruiting", state="NL", minutes=20),
    Point("parents", "Γραμμή βοήθειας για γονείς: a helpline for parents, after ten years",
          ItemKind.INFORMATION, of="recruiting", state="EL", minutes=20),
    Point("contacts", "Contact points for organised property crime: two requests to read the list",
          visibility=Visibility.RESTRICTED, readers=("DE", "FR", "NL"),
          presenter=Presenter.PRESIDENCY, minutes=10,
          papers=(Paper("The two requests", written("requests"), Visibility.RESTRICTED),)),
    Point("customs", "The request of the customs liaison office", of="contacts", minutes=5),
    Point("visit", "Who travels in which bus to the seminar, and who needs a lift",
          ItemKind.INFORMATION, visibility=Visibility.ATTENDEES, minutes=None),
    Point("award", "European Crime Prevention Award: nominations received", ItemKind.INFORMATION,
          minutes=10),
    Point("dates", "Dates of the coming half-year", ItemKind.OTHER, of="Any other business",
          presenter=Presenter.PRESIDENCY, minutes=5),
)  # fmt: skip
FAR_OFF = (
    Point("priorities", "Priorities of the new Presidency", presenter=Presenter.PRESIDENCY,
          minutes=40),
    Point("audit", "What the auditors asked about the travel costs of the last grant", minutes=20),
)  # fmt: skip


def just_held(on: Stage, plot: Plot) -> None:
    """Note how the last meeting was prepared and held, and that its minutes are out for comments."""
    story, day = on.story, plot.first
    begins = datetime.combine(day, time(9, 30), ZoneInfo(plot.fields.get("zone", BRUSSELS.key)))
    prepared = day - timedelta(days=40)
    agendas.prepare(story, HELD, JUST_HELD, at=clock(prepared, 10))
    agendas.let_prepare(story, HELD, PLAN, at=clock(prepared, 14))
    convening.convene(
        story, HELD, at=clock(day - timedelta(days=21), 10),
        answer_by=clock(day - timedelta(days=6), 12),
    )  # fmt: skip
    for number, code in enumerate(convening.sitting("EXCOM", on=day)):
        way = Attending.ONLINE if code == "EE" else Attending.IN_PERSON
        at = clock(day - timedelta(days=20 - number % 3), 9 + number)
        convening.name(story, HELD, code, [representative(code, attending=way)], at=at)
    convening.name(story, HELD, "", [COMMISSIONER], at=clock(day - timedelta(days=12), 11))
    convening.validate(story, HELD, at=clock(day - timedelta(days=5), 10))
    meetings.hold(
        story, HELD, begins=[begins],
        taken=[
            Taken("Commission: progress of the Organised Crime Strategy",
                  "The Commission spoke of the call for projects; it closes in spring."),
            Taken("Discussions on crime prevention at EU level",
                  "The Commission reported on the Council’s conclusions about recruitment online."),
            Taken(PLAN, "Three tasks on youth are drawn together into one."),
            Taken("translation", "Each language has a reader now, but for Maltese and Irish.",
                  ItemOutcome.ADOPTED, title="Readers of the translated handbook"),
            Taken("mandates", "Sweden would stay for another term."),
            Taken("Any other business", "Nobody asked for the floor."),
        ],
        given=[
            Given("tasks", PLAN, "Draw the three tasks on youth together into one",
                  day + timedelta(days=10), done=clock(day + timedelta(days=8), 16),
                  came_of_it="Task 1.1-10, in the draft that went to the Board."),
            Given("readers", "translation", "Find the readers who are missing",
                  day + timedelta(days=30)),
            Given("partners", PLAN, "Say which two towns take part in the evaluation",
                  on.weekday(after=20), "PT"),
        ],
    )  # fmt: skip
    said = (Recommendation.POSITIVE, "By all; Estonia asked that the Board see the figures first.")
    agendas.recommend(story, HELD, PLAN, said, at=begins + timedelta(hours=3))
    _minutes(on, drafted=clock(day + timedelta(days=3), 10))


def _minutes(on: Stage, *, drafted: datetime) -> None:
    story = on.story
    meetings.write_down(
        story, HELD, drafted=drafted, sent=on.office(8), until=on.weekday(after=7),
        closing="The meeting ended at 12:25.",
    )  # fmt: skip
    sweden = Remark(
        "SE", "translation", "A reader for Irish was named in the meeting itself.",
        proposal="Each language has a reader now, but for Maltese; Ireland named one for Irish.",
        instead="Each language has a reader now, but for Maltese and Irish.",
        answer=CommentAnswer.TAKEN,
    )  # fmt: skip
    estonia = Remark("EE", PLAN, "Palume lisada, et arvud esitatakse nõukogule enne otsust.",
                     proposal="Estonia asked that the figures be shown to the Board first.")  # fmt: skip
    meetings.comment(story, HELD, sweden, at=on.office(6, 11), answered=on.office(4, 15))
    meetings.comment(story, HELD, estonia, at=on.office(2, 16), answered=None)
    meetings.say_nothing(story, HELD, "PT", at=on.office(3, 9))


def in_preparation(on: Stage, board: Plot) -> None:
    """Note how the next Board and the ExCom before it are prepared, as far as one is."""
    story = on.story
    agendas.prepare(story, BOARD, OF_THE_BOARD, at=on.office(30, 9))
    agendas.prepare(story, EXCOM, OF_THE_EXCOM, at=on.office(30, 11))
    agendas.pass_on(story, HELD, PLAN, to=BOARD, at=on.office(28, 10))
    agendas.arrange(story, BOARD, TITLE, at=on.office(28, 11), minutes=90, starts_time=time(13, 30))
    answer_by = clock(board.first - timedelta(days=5), 12)
    convening.convene(
        story, BOARD, at=on.office(10, 10), answer_by=answer_by,
        words="The seminar of the day after has a form of its own.", institutions=("Europol",),
    )  # fmt: skip
    convening.convene(story, EXCOM, at=on.office(10, 11), answer_by=answer_by)
    moments = [on.office(8 - number % 4, 9 + number, 20) for number in range(len(WISHES))]
    agendas.wish(story, BOARD, "toolbox", WISHES, at=moments)
    agendas.ask_presidency(story, BOARD, "toolbox", at=on.office(2, 11))
    agendas.declare(
        story, BOARD, "award", "FR", "Un projet de notre ministère est nommé.", at=on.office(3, 10)
    )
    for number, code in enumerate(SENT):
        those = [representative(code)]
        if code in IN_PAIRS:
            those.append(substitute(code, attending=Attending.ONLINE))
        convening.name(story, BOARD, code, those, at=on.office(9 - number % 6, 11, 3 * number))
    convening.stay_away(story, BOARD, NOBODY, at=on.office(5, 15))
    convening.begin(story, BOARD, BEGUN, [representative(BEGUN)], at=on.office(1, 16))
    convening.confirm(story, BOARD, at=on.office(2, 14), but=NOT_SURE)
    convening.validate(story, BOARD, at=on.office(2, 17), but=("LT", *IN_PAIRS))
    for code in ("EE", "SE"):
        convening.name(story, EXCOM, code, [representative(code)], at=on.office(6, 12))


def far_off(on: Stage) -> None:
    """Note that the agenda of the first meeting of the next Presidency is begun."""
    agendas.prepare(on.story, NEXT, FAR_OFF, at=on.office(5, 10))
