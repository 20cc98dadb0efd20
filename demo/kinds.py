"""What only some kinds of events bring: countries, outputs, reports, organisations, money."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from accounts.enums import Visibility
from accounts.steps import By
from demo import invitations, pictures
from demo.invitations import INSTITUTIONS
from demo.people import address
from demo.plots import (
    FUNDING,
    Part,
    Plot,
    attend,
    event_of,
    secretariat,
    stage,
    standing_of,
)
from demo.stage import BRUSSELS, ILLUSTRATIVE, JOIN, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Stage
from demo.story import Story, clock
from events import countries, services
from events.enums import Attending, Group, InvitationState, Kind, Mode, ParticipationDeed

CONFIRM, DECLINE = ParticipationDeed.CONFIRM, ParticipationDeed.DECLINE
OUTSIDE = ("AL", "GE", "IS", "NO", "MD")
TAKE_PART = (
    "AL", "AT", "BE", "BG", "CY", "CZ", "DE", "EE", "EL", "ES", "FI", "FR", "GE", "HR",
    "IE", "IS", "IT", "LT", "LV", "NL", "PL", "SE",
)  # fmt: skip
DECLINED = ("DK", "LU")
ACTIVITIES = (
    "Police and municipality go from door to door in three towns.",
    "A stand on the main square, with locks to try.",
    "Advice by telephone the whole day; calls are answered by a prevention officer.",
    "Students check the bicycles and cellars of their neighbourhood.",
)
REPORT = (
    "Two hundred people, most of them from municipalities. Our session on QUALIPREV was full;"
    " four towns asked for a training.\n\n- Asked for: the manual in French\n- To follow up: the"
    " city of Nice offers to host a training"
)
OUTPUT = (
    "**Toolbox: talking with parents of young people at risk**\n\n- Five conversations that help,"
    " and three that do not\n- A leaflet in nine languages\n- What to measure, and when"
)


def fund(story: Story, *, at: datetime, until: date) -> None:
    """Note the grant out of which the Network's events are paid, with the emblem to show."""
    story.tell(at, partial(_fund, until))


def _fund(until: date, at: datetime) -> None:
    services.add_funding(
        once=FUNDING,
        emblem=pictures.flag(),
        by=secretariat(at),
        at=at,
        name="Internal Security Fund, grant for the Secretariat",
        starts=date(2024, 1, 1),
        ends=until,
        statement="Co-funded by the European Union. Views and opinions expressed are those of the"
        " authors only; neither the European Union nor the granting authority can be held"
        " responsible for them.",
        keep_until=until.replace(year=until.year + 5),
    )


def stage_all(on: Stage) -> None:
    """Note events of the kinds that the calendar has once or twice a year."""
    _stakeholders(on)
    _platform(on)
    _experts(on)
    _external(on)
    _focus_day(on)


def _stakeholders(on: Stage) -> None:
    """Organisations are invited; registration has closed, and one asks for a change."""
    day = on.day(TUESDAY, after=9)
    plot = Plot(
        "stakeholders", Kind.STAKEHOLDERS, "Stakeholders' meeting: prevention and the internet", day,
        begins=time(10), ends=time(15), published=on.ago(38), tasks=["WP24-2.3-01"],
        places=(40, None, {}), parts=[
            Part(time(10), time(12), "What platforms see, and what they may say"),
            Part(time(13), time(15), "What we can do together"),
        ],
        fields={**BRUSSELS, "mode": Mode.HYBRID, "join_link": f"{JOIN}/stakeholders",
                "visibility": Visibility.ATTENDEES, "registration_closes_at": on.ago(2, 18),
                "summary": "Agencies and associations compare what they do against crime that"
                           " begins online."},
    )  # fmt: skip
    stage(on.story, plot, drafted=on.ago(40))
    on.story.tell(on.ago(37), partial(_invite, plot))
    for number, one in enumerate(INSTITUTIONS[:4]):
        said = InvitationState.ONLINE if number == 2 else InvitationState.IN_PERSON
        on.story.tell(on.ago(35 - 3 * number, 11), partial(invitations.answer, plot, one, said))
    on.story.tell(on.ago(1, 16), partial(_ask_for_a_change, plot))


def _invite(plot: Plot, at: datetime) -> None:
    people = [invitations.for_institution(one) for one in INSTITUTIONS]
    invitations.invite_all(
        plot, people, mark="all", group=Group.PARTICIPANT, note=invitations.WORDS, at=at
    )


def _ask_for_a_change(plot: Plot, at: datetime) -> None:
    registration = event_of(plot.key).registrations.get(email=INSTITUTIONS[0].email)
    services.change_or_ask(
        registration,
        version=registration.version,
        name=registration.name,
        organisation=registration.organisation,
        country=registration.country,
        category=registration.category,
        attending=Attending.ONLINE,
        note="My train is on strike that day; may I take part online?",
        by=standing_of(registration.email, at),
        at=at,
    )


def _platform(on: Stage) -> None:
    day = on.day(TUESDAY, after=42)
    plot = Plot(
        "platform", Kind.PLATFORM, "European platform: security at football matches", day,
        published=on.ago(18), tasks=["WP24-1.4-16"], places=(80, None, {}), funded=True,
        fields={**BRUSSELS, "visibility": Visibility.NETWORK, "co_promoters": "UEFA",
                "summary": "Police, clubs and supporters' officers share what they learned in autumn."},
    )  # fmt: skip
    stage(on.story, plot, drafted=on.ago(20))
    attend(on.story, plot, [*on.audience.board[9:16], *on.audience.afar[6:]])


def _experts(on: Stage) -> None:
    day = on.day(WEDNESDAY, after=-48)
    plot = Plot(
        "past-experts", Kind.EXPERT_MEETING, "Expert meeting: parents of young people at risk", day,
        published=on.ago(88), tasks=["WP24-1.1-08"], places=(20, None, {}), closes=False, funded=True,
        fields={**BRUSSELS, "shows_participants": True,
                "summary": "Twelve experts wrote a toolbox for those who talk with parents."},
    )  # fmt: skip
    stage(on.story, plot, drafted=on.ago(90))
    attend(
        on.story, plot, on.audience.public[84:96],
        more=lambda number: {"list_consent": number % 4 != 3},
    )  # fmt: skip
    on.story.tell(clock(day + timedelta(days=6), 11), partial(_change, plot, {"output": OUTPUT}))


def _external(on: Stage) -> None:
    """Somebody stood for the Network: one report is written, one is missing, one is to come."""
    board = on.audience.board
    told = (
        ("external-told", "Congress on safe cities", MONDAY, -75, "Nice", board[9]),
        ("external-untold", "Conference of the national councils", THURSDAY, -12, "Wien", board[13]),
        ("external", "Congress of the European Forum for Urban Security", MONDAY, 20, "Paris",
         board[13]),
    )  # fmt: skip
    for key, title, weekday, after, city, guest in told:
        day = on.day(weekday, after=after)
        plot = Plot(
            key, Kind.EXTERNAL, title, day, begins=time(9), ends=time(17), tasks=["WP24-2.3-01"],
            published=min(on.ago(15), clock(day - timedelta(days=20), 10)), closes=False,
            represented_by=(guest.email,),
            fields={"venue": "Palais des Congrès" if city != "Wien" else "Hofburg", "city": city,
                    "zone": "Europe/Vienna" if city == "Wien" else "Europe/Paris",
                    "visibility": Visibility.NETWORK, "takes_registrations": False,
                    "source_note": ILLUSTRATIVE,
                    "summary": "Somebody stands for the Network there, and reports afterwards."},
        )  # fmt: skip
        stage(on.story, plot, drafted=min(on.ago(16), clock(day - timedelta(days=22), 10)))
    reported = clock(on.day(MONDAY, after=-75) + timedelta(days=4), 15)
    on.story.tell(reported, partial(_report, told[0][0], board[9].email))


def _report(key: str, email: str, at: datetime) -> None:
    event = event_of(key)
    services.write_report(
        event, version=event.version, report=REPORT, by=standing_of(email, at), at=at
    )


def _change(plot: Plot, fields: Mapping[str, Any], at: datetime) -> None:
    event = event_of(plot.key)
    services.change_event(event, version=event.version, by=secretariat(at), at=at, **fields)


# The focus day


def _focus_day(on: Stage) -> None:
    day = on.day(WEDNESDAY, after=21)
    plot = Plot(
        "focus-day", Kind.FOCUS_DAY, "European focus day on domestic burglary", day, begins=None,
        ends=None, published=on.ago(60), tasks=["WP24-1.4-15"], promoters=("Europol",),
        fields={"takes_registrations": False, "source_note": ILLUSTRATIVE, "co_promoters": "EMPACT",
                "forward_text": "On one day, police and municipalities all over Europe show how to keep"
                                " burglars out. Find out what happens near you.",
                "summary": "Police and municipalities in the Union and beyond show on one day how to"
                           " keep burglars out."},
    )  # fmt: skip
    stage(on.story, plot, drafted=on.ago(61))
    on.story.tell(on.ago(59), partial(_ask_countries, plot))
    on.story.tell(on.ago(58), lambda at: services.ask_by_mail(event_of(plot.key), at=at))
    answers = [(code, CONFIRM) for code in TAKE_PART] + [(code, DECLINE) for code in DECLINED]
    moments = on.story.moments(len(answers), since=on.ago(57), until=on.ago(4))
    on.story.random.shuffle(answers)
    for number, (at, (code, deed)) in enumerate(zip(moments, answers, strict=True)):
        on.story.tell(at, partial(_answer, plot, code, deed, number))


def _ask_countries(plot: Plot, at: datetime) -> None:
    services.ask_countries(
        event_of(plot.key),
        countries=[*countries.MEMBER_STATES, *OUTSIDE],
        by=secretariat(at),
        at=at,
    )


def _answer(plot: Plot, code: str, deed: str, number: int, at: datetime) -> None:
    """Let a state's representative answer; the Secretariat does for countries outside."""
    outside = code in OUTSIDE
    local = f"contact.{code.lower()}" if outside else f"nr.{code.lower()}"
    by = secretariat(at) if outside else standing_of(address(local), at)
    row = event_of(plot.key).countries.select_related("event").get(country=code)
    services.answer_for_country(
        row,
        version=row.version,
        deed=deed,
        contact_name=by.user.name if by.user and not outside else "",
        contact_email=address(local),
        activity=ACTIVITIES[number % len(ACTIVITIES)] if deed == CONFIRM else "",
        by=by,
        as_=By.SECRETARIAT if outside else By.STATE,
        at=at,
    )
