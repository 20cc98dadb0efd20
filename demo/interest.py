"""Which states would have trainers of their own, and whom they would send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from accounts.days import network_day
from accounts.models import MemberState
from courses.models import Course
from demo.people import address
from demo.plots import secretariat, standing_of
from demo.story import Story, clock, once
from demo.teachers import CANDIDATE, EVALUATING
from trainers import services
from trainers.models import InterestCall, TrainerInterest


@dataclass(frozen=True)
class Interest:
    """What one state says: so many people, for trainings in one language; whom by name."""

    country: str
    language: str
    people: int
    ago: int
    candidates: Sequence[tuple[str, str, str]] = ()
    note: str = ""
    from_days: int | None = None
    until_days: int | None = None


def _told() -> list[Interest]:
    return [
        Interest("EL", "el", 3, 20, [
            ("Δήμητρα Λαΐου", CANDIDATE, "Prevention coordinator, Δήμος Θεσσαλονίκης"),
            ("Γιώργος Αϊβαλιώτης", address("giorgos.aivaliotis"), "Police academy"),
        ], "For municipalities; two afternoons online before would help.", 30, 200),
        Interest("FR", "fr", 4, 46, [("Loïc Le Goff", address("loic.le.goff"), "Formateur")]),
        Interest("BE", "fr", 2, 44, note="Together with France, if that is possible.", from_days=60),
        Interest("PL", "pl", 5, 38, from_days=90, until_days=270),
        Interest("RO", "ro", 2, 33, [
            ("Ștefan Vîlcu", address("stefan.vilcu"), "Institutul de Cercetare și Prevenire"),
            ("Ioana Mureșan", address("ioana.muresan"), "Analist"),
        ]),
        Interest("DE", "de", 2, 27, until_days=365),
        Interest("AT", "de", 1, 26, [("Sabine Müllner", address("sabine.mullner"), "Trainerin")]),
        Interest("BG", "bg", 2, 14, note="Our coordinators speak little English."),
        Interest("IT", "it", 6, 6, note="One per macro-region, and two for the ministry."),
    ]  # fmt: skip


ASKED, WAITS = 25, timedelta(days=21)
NOBODY = ("DK", "LU")
WORDS = (
    "The Secretariat looks into a trainer's training next year. Please tell us for which language,"
    " and how many people you would send."
)


def stage_all(story: Story) -> None:
    """Note who tells of interest, and that all are asked: two have nobody, others are silent."""
    asked = clock(network_day(story.now) - timedelta(days=ASKED), 9)
    story.tell(asked, partial(_ask, network_day(story.now) + WAITS))
    for number, country in enumerate(NOBODY, 1):
        story.tell(asked + timedelta(days=3 * number, hours=2), partial(_have_nobody, country))
    for one in _told():
        at = clock(network_day(story.now) - timedelta(days=one.ago), 14)
        story.tell(at, partial(_tell, one))
        for number, candidate in enumerate(one.candidates, 1):
            story.tell(at + timedelta(minutes=20 * number), partial(_name, one, candidate))
    gone = Interest("ES", "es", 2, 60)
    at = clock(network_day(story.now) - timedelta(days=gone.ago), 14)
    story.tell(at, partial(_tell, gone))
    story.tell(at + timedelta(days=21), partial(_end, gone))


def _ask(closes_on: date, at: datetime) -> None:
    services.ask_states(
        once=once("call", EVALUATING),
        course=Course.objects.get(slug=EVALUATING),
        words=WORDS,
        closes_on=closes_on,
        by=secretariat(at),
        at=at,
    )


def _have_nobody(country: str, at: datetime) -> None:
    services.say_nobody(
        InterestCall.objects.get(once=once("call", EVALUATING)),
        member_state=MemberState.objects.get(code=country),
        by=standing_of(address(f"nr.{country.lower()}"), at),
        at=at,
    )


def _day(at: datetime, days: int | None) -> date | None:
    return None if days is None else network_day(at) + timedelta(days=days)


def _tell(one: Interest, at: datetime) -> None:
    services.tell_interest(
        once=once("interest", one.country, one.language),
        member_state=MemberState.objects.get(code=one.country),
        course=Course.objects.get(slug=EVALUATING),
        language=one.language,
        people=one.people,
        from_date=_day(at, one.from_days),
        until_date=_day(at, one.until_days),
        note=one.note,
        by=standing_of(address(f"nr.{one.country.lower()}"), at),
        at=at,
    )


def _interest(one: Interest) -> TrainerInterest:
    return TrainerInterest.objects.get(once=once("interest", one.country, one.language))


def _name(one: Interest, candidate: tuple[str, str, str], at: datetime) -> None:
    name, email, function = candidate
    services.add_candidate(
        _interest(one),
        name=name,
        email=email,
        function=function,
        by=standing_of(address(f"nr.{one.country.lower()}"), at),
        at=at,
    )


def _end(one: Interest, at: datetime) -> None:
    by = standing_of(address(f"nr.{one.country.lower()}"), at)
    services.end_interest(_interest(one), by=by, at=at)
