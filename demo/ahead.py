"""The same shapes around today: what is just over, what is open, what is full, what is cancelled."""

from datetime import time, timedelta

from accounts.enums import Visibility
from demo import board_week, kinds, letters, seminar, talks, today, working_group
from demo.invitations import introduce
from demo.papers import MEETING, WELCOME, hand_out
from demo.plots import Part, Plot, attend, cancel, decide, stage
from demo.programmes import seminar_parts, trainer
from demo.stage import (
    BRUSSELS,
    ILLUSTRATIVE,
    JOIN,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    Audience,
    Stage,
    at_home,
)
from demo.story import Story
from events.enums import JoinFrom, Kind, Mode


def stage_all(story: Story, audience: Audience) -> None:
    """Note all events around today."""
    stage_ = Stage(story, audience)
    for tell in (
        _just_over,
        working_group.stage_all,
        _board_week,
        _online,
        _trainings,
        _network,
        _later,
        kinds.stage_all,
        talks.stage_series,
        talks.stage_conference,
        today.stage_all,
    ):
        tell(stage_)


def _just_over(on: Stage) -> None:
    day = on.day(TUESDAY, after=-60)
    excom = Plot(
        "past-excom", Kind.MEETING, "Executive Committee", day,
        begins=time(9, 30), ends=time(12, 30), published=on.ago(120), host=on.host(day), body="EXCOM",
        tasks=["WP24-2.2-05"], closes=False, parts=[Part(time(9, 30), time(12, 30), "Meeting")],
        fields={**at_home(on.host(day)), "visibility": Visibility.BODY, "hours_are_illustrative": True,
                "mode": Mode.HYBRID, "join_link": f"{JOIN}/excom",
                "summary": "Preparation of the Board meeting."},
    )  # fmt: skip
    stage(on.story, excom, drafted=on.ago(125))
    board_week.just_held(on, excom)
    day = on.day(THURSDAY, after=-34)
    local = Plot(
        "past-seminar", Kind.SEMINAR, "Seminar: what municipalities can do about burglary", day,
        published=on.ago(95), host=on.host(day), tasks=["WP24-2.3-04", "WP24-2.3-05"],
        places=(80, None, {}), closes=False, parts=seminar_parts(),
        fields={**at_home(on.host(day)), "languages": "en, fr", "interpretation": "English, French",
                "summary": "Mayors, police and researchers compared what kept burglars away in eight towns."},
    )  # fmt: skip
    stage(on.story, local, drafted=on.ago(100))
    attend(on.story, local, on.audience.public[10:28])


def _board_week(on: Stage) -> None:
    board_day = on.day(WEDNESDAY, after=14, length=2)
    host = on.host(board_day)
    place = at_home(host)
    meeting = {**place, "visibility": Visibility.BODY, "hours_are_illustrative": True}
    excom = Plot(
        "excom", Kind.MEETING, "Executive Committee", board_day, begins=time(8), ends=time(9, 15),
        published=on.office(70), host=host, body="EXCOM", tasks=["WP24-2.2-05"], closes=False,
        parts=[Part(time(8), time(9, 15), "Meeting")],
        fields={**meeting, "summary": "Last preparation of the Board meeting of the same day."},
    )  # fmt: skip
    stage(on.story, excom, drafted=on.office(75))
    board = Plot(
        "board", Kind.MEETING, "Board meeting", board_day, published=on.office(70), host=host, body="BOARD",
        tasks=["WP24-2.2-03", "WP24-2.2-04"], held_with=["excom"], closes=False,
        parts=[Part(time(9, 30), time(12, 30), "Morning"), Part(time(13, 30), time(16, 30), "Afternoon")],
        fields={**meeting, "mode": Mode.HYBRID, "join_link": f"{JOIN}/board", "languages": "en, fr", "interpretation": "English, French",
                "summary": "The Multiannual Strategy, standing items of the Commission, and what the"
                           " Executive Committee has prepared."},
    )  # fmt: skip
    stage(on.story, board, drafted=on.office(75, 12))
    hand_out(on.story, board, MEETING, at=on.office(12, 10))
    board_week.in_preparation(on, board)
    seminar.stage_all(on, board, board_day + timedelta(days=1), host)


def _online(on: Stage) -> None:
    day = on.day(TUESDAY, after=7)
    webinar = Plot(
        "webinar", Kind.WEBINAR, "Webinar: choosing and using QUALIPREV", day,
        begins=time(10), ends=time(11, 30), published=on.ago(40), tasks=["WP24-1.2-03", "WP24-1.1-11"],
        places=(300, None, {}),
        fields={"mode": Mode.ONLINE, "join_link": f"{JOIN}/qualiprev", "join_from": JoinFrom.DAY,
                "source_note": ILLUSTRATIVE,
                "forward_text": "QUALIPREV tells in an afternoon whether a prevention project rests on evidence.",
                "summary": "QUALIPREV is the Network's tool to judge the evidence behind a prevention"
                           " project. Ninety minutes: what it asks, how to score, what to do with the result."},
    )  # fmt: skip
    stage(on.story, webinar, drafted=on.ago(42))
    everybody = [*on.audience.public[::4], *on.audience.board[:6], *on.audience.afar]
    attend(on.story, webinar, everybody, until=on.ago(0, 7))
    letters.write_about_webinar(on, webinar)
    day = on.day(MONDAY, after=12)
    welcome = Plot(
        "introduction", Kind.INTRODUCTION, "Introduction for new National Representatives", day,
        begins=time(14), ends=time(15, 30), published=on.ago(20), tasks=["WP24-2.2-01"],
        fields={"mode": Mode.ONLINE, "join_link": f"{JOIN}/introduction", "visibility": Visibility.NETWORK,
                "source_note": ILLUSTRATIVE,
                "summary": "How the Network works, who does what, and where to find it."},
    )  # fmt: skip
    stage(on.story, welcome, drafted=on.ago(21))
    attend(on.story, welcome, on.audience.board[5:7], since=on.ago(16))
    introduce(on.story, welcome, at=on.ago(19))
    hand_out(on.story, welcome, WELCOME, at=on.office(18))


def _trainings(on: Stage) -> None:
    day = on.day(TUESDAY, after=56)
    training = Plot(
        "key-concepts", Kind.TRAINING, "Open training: key concepts of crime prevention", day,
        begins=time(9), ends=time(12, 30), published=on.ago(30), tasks=["WP24-1.2-01"],
        places=(24, None, {}),
        parts=[Part(time(9), time(12, 30), "Key concepts", [trainer(0), trainer(1)])],
        fields={**BRUSSELS, "needs_approval": True,
                "summary": "Half a day on theory and methods: what prevention is, which kinds there are,"
                           " and how to tell what works."},
    )  # fmt: skip
    stage(on.story, training, drafted=on.ago(33))
    guests = on.audience.public[36:54]
    attend(on.story, training, guests, until=on.ago(3))
    for guest in guests[:14]:
        decide(on.story, training, guest, at=on.ago(2, 11))
    decide(
        on.story, training, guests[14], at=on.ago(2, 12),
        reason="This training is for people who work in prevention already; the webinar suits you better.",
    )  # fmt: skip


def _network(on: Stage) -> None:
    day = on.day(THURSDAY, after=35, length=2)
    councils = Plot(
        "ncpc", Kind.NCPC, "Meeting of the National Crime Prevention Councils", day, days=2,
        begins=time(9, 30), ends=time(12, 30), published=on.ago(25), tasks=["WP24-1.4-16"],
        places=(40, 1, {}),
        fields={**BRUSSELS, "visibility": Visibility.NETWORK,
                "summary": "Two mornings: how councils are set up, financed and heard."},
    )  # fmt: skip
    stage(on.story, councils, drafted=on.ago(27))
    attend(on.story, councils, [*on.audience.board[:17], *on.audience.substitutes[14:19]])
    day = on.day(THURSDAY, after=28)
    experts = Plot(
        "experts", Kind.EXPERT_MEETING, "Expert meeting: online fraud against older people", day,
        published=on.ago(35), tasks=["WP24-1.1-08"], places=(30, None, {}),
        fields={**BRUSSELS, "summary": "What banks, police and families can do, and what they should not."},
    )  # fmt: skip
    stage(on.story, experts, drafted=on.ago(37))
    attend(on.story, experts, on.audience.public[72:81], until=on.ago(8))
    cancel(
        on.story, experts, at=on.ago(6, 15),
        reason="The two speakers have fallen ill; the meeting will be held in spring.",
    )  # fmt: skip


def _later(on: Stage) -> None:
    day = on.day(TUESDAY, after=77)
    excom = Plot(
        "next-excom", Kind.MEETING, "Executive Committee", day, begins=time(9, 30), ends=time(12, 30),
        published=on.ago(12), host=on.host(day), body="EXCOM", tasks=["WP24-2.2-05"],
        fields={**at_home(on.host(day)), "visibility": Visibility.BODY, "hours_are_illustrative": True,
                "summary": "First meeting under the new Presidency."},
    )  # fmt: skip
    stage(on.story, excom, drafted=on.ago(13))
    board_week.far_off(on)
    unnamed = Plot(
        "unnamed", Kind.SEMINAR, "xx", on.day(WEDNESDAY, after=170), host=on.host(on.day(WEDNESDAY, after=170)),
        fields={"date_settled": False, "source_note": ILLUSTRATIVE},
    )  # fmt: skip
    stage(on.story, unnamed, drafted=on.ago(5))
