"""The same shapes around today: what is just over, what is open, what is full, what is cancelled."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accounts.days import is_working_day, network_day
from accounts.enums import HolidayCalendar, Visibility
from accounts.models import Holiday, MemberState, PresidencyTerm
from demo import people
from demo.papers import MEETING, SEMINAR, hand_out
from demo.people import Guest
from demo.plots import Part, Plot, attend, cancel, decide, stage, withdraw
from demo.story import Story, clock
from events.enums import JoinFrom, Kind, Mode
from interface.moments import city

JOIN = "https://meet.demo.example"
ILLUSTRATIVE = "Made up for the demonstration, after the events of the Work Programme 2024."
BRUSSELS = {
    "venue": "Residence Palace",
    "address": "Rue de la Loi 155",
    "city": "Brussels",
    "source_note": ILLUSTRATIVE,
}
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = range(4)


@dataclass(frozen=True)
class Audience:
    """Who comes to what."""

    board: list[Guest]
    substitutes: list[Guest]
    excom: list[Guest]
    public: list[Guest]
    afar: list[Guest]


@dataclass(frozen=True)
class Stage:
    """Today, and how to find days and hosts from there."""

    story: Story
    audience: Audience

    @property
    def today(self) -> date:
        """Return the Network's day."""
        return network_day(self.story.now)

    def day(self, weekday: int, *, after: int, length: int = 1) -> date:
        """Return the first such weekday so many days from today on which, and after which, one works."""
        holidays = Holiday.objects.days(HolidayCalendar.BE)
        day = self.today + timedelta(days=after)
        while day.weekday() != weekday or not all(
            is_working_day(later, holidays=holidays) and not _is_quiet(later)
            for later in (day + timedelta(days=more) for more in range(length))
        ):
            day += timedelta(days=1)
        return day

    def ago(self, days: int, hour: int = 10) -> datetime:
        """Return a morning so many days ago."""
        return clock(self.today - timedelta(days=days), hour)

    def host(self, day: date) -> MemberState | None:
        """Return the Presidency of that day."""
        term = PresidencyTerm.objects.on(day)
        return term.member_state if term else None


def _is_quiet(day: date) -> bool:
    """Return whether nobody meets on a day, between the years."""
    return (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 5)


def at_home(host: MemberState | None) -> dict[str, str]:
    """Return venue, city and zone of a host; in Brussels where nobody presides."""
    if host is None:
        return BRUSSELS
    return {
        "venue": people.countries()[host.code].venue,
        "city": city(host.time_zone),
        "zone": host.time_zone,
        "source_note": ILLUSTRATIVE,
    }


def stage_all(story: Story, audience: Audience) -> None:
    """Note all events around today."""
    stage_ = Stage(story, audience)
    for tell in (_just_over, _board_week, _online, _trainings, _network, _later):
        tell(stage_)


def _just_over(on: Stage) -> None:
    day = on.day(TUESDAY, after=-60)
    excom = Plot(
        "past-excom", Kind.MEETING, "Executive Committee", day,
        begins=time(9, 30), ends=time(12, 30), published=on.ago(120), host=on.host(day), body="EXCOM",
        tasks=["WP24-2.2-05"],
        fields={**at_home(on.host(day)), "visibility": Visibility.BODY, "hours_are_illustrative": True,
                "summary": "Preparation of the Board meeting."},
    )  # fmt: skip
    stage(on.story, excom, drafted=on.ago(125))
    attend(on.story, excom, on.audience.excom)
    day = on.day(THURSDAY, after=-34)
    local = Plot(
        "past-seminar", Kind.SEMINAR, "Seminar: what municipalities can do about burglary", day,
        published=on.ago(95), host=on.host(day), tasks=["WP24-2.3-04", "WP24-2.3-05"],
        places=(80, None, {}), closes=False, parts=_seminar_parts(),
        fields={**at_home(on.host(day)), "languages": "en, fr", "interpretation": "English, French",
                "summary": "Mayors, police and researchers compared what kept burglars away in eight towns."},
    )  # fmt: skip
    stage(on.story, local, drafted=on.ago(100))
    attend(on.story, local, on.audience.public[10:52])


def _board_week(on: Stage) -> None:
    board_day = on.day(WEDNESDAY, after=14, length=2)
    host = on.host(board_day)
    place = at_home(host)
    meeting = {**place, "visibility": Visibility.BODY, "hours_are_illustrative": True}
    excom = Plot(
        "excom", Kind.MEETING, "Executive Committee", board_day, begins=time(8, 30), ends=time(9, 15),
        published=on.ago(70), host=host, body="EXCOM", tasks=["WP24-2.2-05"],
        fields={**meeting, "summary": "Last preparation of the Board meeting of the same day."},
    )  # fmt: skip
    stage(on.story, excom, drafted=on.ago(75))
    attend(on.story, excom, on.audience.excom[:-1])
    board = Plot(
        "board", Kind.MEETING, "Board meeting", board_day, published=on.ago(70), host=host, body="BOARD",
        tasks=["WP24-2.2-03", "WP24-2.2-04"], held_with=["excom"],
        fields={**meeting, "languages": "en, fr", "interpretation": "English, French",
                "summary": "Work programme, standing items of the Commission, and what the"
                           " Executive Committee has prepared."},
    )  # fmt: skip
    stage(on.story, board, drafted=on.ago(75, 12))
    hand_out(on.story, board, MEETING, at=on.ago(12, 10))
    attend(on.story, board, [*on.audience.board[:22], *on.audience.substitutes[3:12]])
    _full_seminar(on, board_day + timedelta(days=1), host)


def _full_seminar(on: Stage, day: date, host: MemberState | None) -> None:
    """Fifty places, three for each Member State and six for the host; a queue, and promotions."""
    own = {host.code: 6} if host else {}
    seminar = Plot(
        "seminar", Kind.SEMINAR, "Seminar: keeping young people out of organised crime", day,
        published=on.ago(45), host=host, tasks=["WP24-1.1-10", "WP24-1.1-14"],
        places=(50, 3, own), parts=_seminar_parts(), held_with=["board"],
        fields={**at_home(host), "languages": "en, fr", "interpretation": "English, French",
                "access_notes": "Bring an identity card. The hall has a ramp and a hearing loop.",
                "co_promoters": "Europol; European Forum for Urban Security",
                "forward_text": "How do criminal groups recruit teenagers, and what keeps them from it?"
                                " One day with practitioners from all over Europe, free of charge.",
                "summary": "Criminal groups recruit ever younger. Practitioners show **what keeps young"
                           " people out**, and researchers say how we know.\n\n- How recruitment works now\n"
                           "- Three approaches that were evaluated\n- What a municipality can do next week"},
    )  # fmt: skip
    stage(on.story, seminar, drafted=on.ago(50))
    hand_out(on.story, seminar, SEMINAR, at=on.ago(30, 10))
    public = on.audience.public
    guests = [*public[:34], *on.audience.afar[:6], *on.audience.substitutes[12:22], *public[60:72]]
    attend(on.story, seminar, guests, until=on.ago(2))
    for number, guest in enumerate(guests[4:32:9]):
        withdraw(on.story, seminar, guest, at=on.ago(1, 9 + 2 * number))


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
    everybody = [*on.audience.public, *on.audience.board[:12], *on.audience.afar]
    attend(on.story, webinar, everybody, until=on.ago(0, 7))
    day = on.day(MONDAY, after=12)
    welcome = Plot(
        "introduction", Kind.INTRODUCTION, "Introduction for new National Representatives", day,
        begins=time(14), ends=time(15, 30), published=on.ago(20), tasks=["WP24-2.2-01"],
        fields={"mode": Mode.ONLINE, "join_link": f"{JOIN}/introduction", "visibility": Visibility.NETWORK,
                "source_note": ILLUSTRATIVE,
                "summary": "How the Network works, who does what, and where to find it."},
    )  # fmt: skip
    stage(on.story, welcome, drafted=on.ago(21))
    attend(on.story, welcome, [*on.audience.board[5:8], *on.audience.substitutes[20:24]])


def _trainings(on: Stage) -> None:
    day = on.day(TUESDAY, after=56)
    training = Plot(
        "key-concepts", Kind.TRAINING, "Open training: key concepts of crime prevention", day,
        begins=time(9), ends=time(12, 30), published=on.ago(30), tasks=["WP24-1.2-01"],
        places=(24, None, {}),
        parts=[Part(time(9), time(12, 30), "Key concepts", [_trainer(0), _trainer(1)])],
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
    day = on.day(MONDAY, after=20)
    abroad = Plot(
        "external", Kind.EXTERNAL, "Congress of the European Forum for Urban Security", day, days=2,
        begins=time(9), ends=time(17), published=on.ago(15), tasks=["WP24-2.3-01"],
        fields={"venue": "Palais des Congrès", "city": "Nice", "zone": "Europe/Paris",
                "visibility": Visibility.NETWORK, "takes_registrations": False, "source_note": ILLUSTRATIVE,
                "summary": "The Network is represented by the Secretariat, which reports afterwards."},
    )  # fmt: skip
    stage(on.story, abroad, drafted=on.ago(16))
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
    day = on.day(WEDNESDAY, after=21)
    focus = Plot(
        "focus-day", Kind.FOCUS_DAY, "European focus day on domestic burglary", day, begins=None, ends=None,
        published=on.ago(60), tasks=["WP24-1.4-15"],
        fields={"takes_registrations": False, "source_note": ILLUSTRATIVE, "co_promoters": "EMPACT",
                "summary": "Police and municipalities in all Member States show on one day how to keep burglars out."},
    )  # fmt: skip
    stage(on.story, focus, drafted=on.ago(61))
    day = on.day(TUESDAY, after=77)
    excom = Plot(
        "next-excom", Kind.MEETING, "Executive Committee", day, begins=time(9, 30), ends=time(12, 30),
        published=on.ago(12), host=on.host(day), body="EXCOM", tasks=["WP24-2.2-05"],
        fields={**at_home(on.host(day)), "visibility": Visibility.BODY, "hours_are_illustrative": True,
                "summary": "First meeting under the new Presidency."},
    )  # fmt: skip
    stage(on.story, excom, drafted=on.ago(13))
    day = on.day(WEDNESDAY, after=98, length=2)
    conference = Plot(
        "conference", Kind.CONFERENCE, "European Crime Prevention Conference", day, days=2,
        begins=time(9), ends=time(17), published=on.ago(10), host=on.host(day),
        tasks=["WP24-1.3-10", "WP24-1.3-12"], places=(400, None, {}),
        parts=[Part(time(9), time(17), "First day"), Part(time(9), time(16), "Second day", day=1)],
        fields={**at_home(on.host(day)), "mode": Mode.HYBRID, "join_link": f"{JOIN}/conference",
                "languages": "en, fr, de", "interpretation": "English, French, German",
                "registration_opens_at": clock(on.today + timedelta(days=21), 10),
                "summary": "Two days, in the hall and online: the projects of all Member States, and the award."},
    )  # fmt: skip
    stage(on.story, conference, drafted=on.ago(11))
    unnamed = Plot(
        "unnamed", Kind.SEMINAR, "xx", on.day(WEDNESDAY, after=170), host=on.host(on.day(WEDNESDAY, after=170)),
        fields={"date_settled": False, "source_note": ILLUSTRATIVE},
    )  # fmt: skip
    stage(on.story, unnamed, drafted=on.ago(5))


def _trainer(number: int) -> dict[str, object]:
    _email, name = list(people.trainers())[number]
    return {
        "role": "trainer",
        "name": name,
        "function": "National trainer",
        "organisation": people.countries()[people.TRAINERS[number]].police,
        "biography": "",
        "may_publish": True,
    }


def _speaker(
    name: str, function: str, organisation: str, *, role: str = "speaker", publish: bool = True
) -> dict[str, object]:
    return {
        "role": role,
        "name": name,
        "function": function,
        "organisation": organisation,
        "biography": f"{name} has worked on prevention for many years." if publish else "",
        "may_publish": publish,
    }


def _seminar_parts() -> list[Part]:
    return [
        Part(time(9, 30), time(10, 45), "How recruitment works now", [
            _speaker("Prof. Γεωργία Παπαϊωάννου", "Criminologist", "Πάντειο Πανεπιστήμιο", role="moderator"),
            _speaker("Torbjörn Ångström", "Analyst", "Brottsförebyggande rådet"),
        ]),
        Part(time(10, 45), time(11, 15), "Coffee", counts=False),
        Part(time(11, 15), time(12, 45), "Three approaches that were evaluated", [
            _speaker("Siobhán Ní Fhaoláin", "Youth worker", "Foróige"),
            _speaker("A youth worker who stays unnamed", "Youth worker", "", publish=False),
            _speaker("Красимир Вълчев", "Programme manager", "Община Пловдив"),
        ]),
        Part(time(14), time(16, 30), "What a municipality can do next week", [
            _speaker("Zdzisława Wójtowicz", "Deputy mayor", "Miasto Łódź"),
        ]),
    ]  # fmt: skip
