"""The trainers: put forward, checked, approved for courses in languages; who is away and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from accounts.access import Standing
from accounts.models import MemberState, User
from courses.models import Course
from demo import people
from demo.people import address
from demo.plots import secretariat, standing_of
from demo.story import Story, clock, once
from trainers import services
from trainers.enums import Period
from trainers.models import Requirement, Trainer

EVALUATING, KEY_CONCEPTS = "evaluating", "key-concepts"
BOTH = (KEY_CONCEPTS, EVALUATING)
NOMINATED, CHECKED, APPROVED = date(2024, 1, 16), date(2024, 1, 24), date(2024, 1, 29)
ENDS_SOON, ENDS_LATER = timedelta(days=41), timedelta(days=520)


@dataclass(frozen=True)
class Teacher:
    """Somebody who teaches, or would: ``nominated`` is the state that says so, or nobody's.

    ``approved`` are the languages in which, for both courses unless ``courses`` says less.
    """

    name: str
    email: str
    country: str
    organisation: str
    function: str
    languages: Sequence[str]
    approved: Sequence[str] = ()
    courses: Sequence[str] = BOTH
    nominated: str = ""
    about: str = ""


def of_account(number: int) -> tuple[str, str]:
    """Return name and address of the so-manieth trainer with an account, from 1."""
    email, name = list(people.trainers())[number - 1]
    return name, email


LATVIA, PORTUGAL, GREECE, SWEDEN, HUNGARY, BULGARIA = (
    address(f"trainer.{number}") for number in range(1, 7)
)
LUXEMBOURG, AUSTRIA, BELGIUM = (
    address(local) for local in ("sonia.carvalho", "lukas.edlbock", "marie-christine.jaspers")
)
CANDIDATE, REFUSED, GONE = (
    address(local) for local in ("dimitra.laiou", "yves.lorang", "kirsten.moller")
)


def accepted() -> list[Teacher]:
    """Return those whom the Secretariat accepted and approved."""
    return [
        Teacher(
            *of_account(1), "LV", "Valsts policija", "Head of prevention", ["en", "lv", "lt"],
            ["en", "lv"], nominated="LV",
            about="Twelve years of community policing in Rīga; has evaluated three school programmes.",
        ),
        Teacher(
            *of_account(2), "PT", "Polícia de Segurança Pública", "Criminologist",
            ["en", "pt", "es"], ["en", "pt"], nominated="PT",
            about="Wrote the Portuguese handbook on local safety contracts.",
        ),
        Teacher(
            *of_account(3), "EL", "Ελληνική Αστυνομία", "Trainer of trainers", ["el", "en"], ["en"],
            nominated="EL",
            about="Teaches at the police academy in Αθήνα; in Greek as soon as the material is there.",
        ),
        Teacher(
            *of_account(4), "SE", "Brottsförebyggande rådet", "Analyst", ["sv", "en", "fi"],
            ["en", "sv"], about="Reads other people's evaluations for a living.",
        ),
        Teacher(
            *of_account(5), "HU", "Belügyminisztérium", "Programme manager", ["hu", "en", "de"],
            ["en", "hu"], nominated="HU", about="Runs the national fund for prevention.",
        ),
        Teacher(
            "Sónia Carvalho Weirich", LUXEMBOURG, "LU", "Police grand-ducale", "Prevention officer",
            ["pt", "fr", "de", "en"], ["en", "pt", "fr"], nominated="LU",
            about="Works with Portuguese-speaking families in Esch-sur-Alzette.",
        ),
        Teacher(
            "Lukas Edlböck", AUSTRIA, "AT", "Bundeskriminalamt", "Lecturer", ["de", "en"],
            ["en", "de"], nominated="AT", about="Statistics that police officers do not fear.",
        ),
        Teacher(
            "Marie-Christine Jaspers", BELGIUM, "BE", "Vias institute", "Researcher",
            ["fr", "nl", "en"], ["en"], courses=[KEY_CONCEPTS],
            about="Studies what keeps drivers from drinking.",
        ),
    ]  # fmt: skip


def others() -> list[Teacher]:
    """Return those who are not accepted: two to decide on, one declined, one who has left."""
    return [
        Teacher(
            *of_account(6), "BG", "Главна дирекция Национална полиция", "Inspector", ["bg", "en"],
            nominated="BG", about="Has organised the training in София twice.",
        ),
        Teacher(
            "Δήμητρα Λαΐου", CANDIDATE, "EL", "Δήμος Θεσσαλονίκης", "Prevention coordinator",
            ["el", "en"], nominated="EL",
            about="Would teach in Greek; followed the course in Brussels last year.",
        ),
        Teacher(
            "Yves Lorang", REFUSED, "LU", "Centre européen", "Consultant", ["fr", "de"],
            nominated="LU", about="Offers trainings of his own.",
        ),
        Teacher(
            "Kirsten Møller", GONE, "DK", "Det Kriminalpræventive Råd", "Adviser", ["da", "en"],
            ["en"], nominated="DK", about="Taught the course from its first year.",
        ),
    ]  # fmt: skip


def trainer_at(email: str) -> Trainer:
    """Return the trainer of an address."""
    return Trainer.objects.get(email=email)


def voice_of(email: str, at: datetime) -> Standing:
    """Return as whom a trainer speaks: the own account, or the Secretariat where there is none."""
    known = User.objects.filter(email=email).exists()
    return standing_of(email, at) if known else secretariat(at)


def stage_all(story: Story) -> None:
    """Note who is put forward and what is decided of each."""
    for number, teacher in enumerate(accepted()):
        minutes = timedelta(minutes=20 * number)
        story.tell(clock(NOMINATED, 9) + minutes, partial(_nominate, teacher))
        story.tell(clock(CHECKED, 10) + minutes, partial(_check, teacher, 6))
        story.tell(clock(CHECKED, 10, 5) + minutes, partial(_accept, teacher))
        ends = {
            HUNGARY: story.now.date() + ENDS_SOON,
            PORTUGAL: story.now.date() + ENDS_LATER,
        }.get(teacher.email)
        story.tell(clock(APPROVED, 9) + minutes, partial(_approve, teacher, ends))
    _stage_others(story)
    _stage_days(story)


def _stage_others(story: Story) -> None:
    bulgaria, candidate, refused, gone = others()
    story.tell(clock(date(2024, 1, 17), 9), partial(_nominate, gone))
    story.tell(clock(date(2024, 1, 24), 15), partial(_check, gone, 6))
    story.tell(clock(date(2024, 1, 24), 15, 5), partial(_accept, gone))
    story.tell(clock(APPROVED, 15), partial(_approve, gone, None))
    story.tell(clock(date(2024, 6, 14), 9), partial(_leave, gone))
    story.tell(clock(date(2024, 2, 1), 11), partial(_nominate, refused))
    story.tell(clock(date(2024, 2, 6), 11), partial(_check, refused, 1))
    story.tell(clock(date(2024, 2, 6), 11, 10), partial(_decline, refused))
    story.tell(_ago(story, 12), partial(_nominate, bulgaria))
    story.tell(_ago(story, 4), partial(_check, bulgaria, 3))
    story.tell(_ago(story, 9), partial(_nominate, candidate))
    story.tell(_ago(story, 3), partial(_check, candidate, 2))


def _stage_days(story: Story) -> None:
    """Note who said to be free or away around today."""
    for email, period, since, until, words in (
        (LATVIA, Period.FREE, 5, 120, "Any week but the last of a month"),
        (PORTUGAL, Period.FREE, 14, 90, ""),
        (SWEDEN, Period.AWAY, 28, 110, "Parental leave"),
        (HUNGARY, Period.AWAY, 10, 21, "Holidays"),
        (AUSTRIA, Period.FREE, 20, 60, "Tuesdays to Thursdays suit best"),
    ):
        story.tell(_ago(story, 30), partial(_say, email, period, since, until, words))


def _ago(story: Story, days: int) -> datetime:
    return clock(story.now.date() - timedelta(days=days), 11)


def _nominate(teacher: Teacher, at: datetime) -> None:
    state = MemberState.objects.filter(code=teacher.nominated).first()
    local = f"nr.{teacher.nominated.lower()}"
    services.nominate(
        once=once("trainer", teacher.email),
        nominated_for=state,
        languages=teacher.languages,
        by=standing_of(address(local), at) if state else secretariat(at),
        at=at,
        name=teacher.name,
        email=teacher.email,
        member_state=MemberState.objects.get(code=teacher.country),
        organisation=teacher.organisation,
        function=teacher.function,
        biography=teacher.about,
        motivation="Knows the subject, and people listen.",
    )


def _check(teacher: Teacher, met: int, at: datetime) -> None:
    """Decide that so many of the requirements are met; of the others nothing is known yet."""
    decided = dict.fromkeys(Requirement.objects.order_by("order", "pk")[:met], (True, ""))
    services.check_requirements(
        trainer_at(teacher.email), decided=decided, by=secretariat(at), at=at
    )


def _accept(teacher: Teacher, at: datetime) -> None:
    services.accept_trainer(trainer_at(teacher.email), by=secretariat(at), at=at)


def _decline(teacher: Teacher, at: datetime) -> None:
    services.decline_trainer(
        trainer_at(teacher.email),
        reason="The Network's trainers teach in the public service, and free of charge.",
        by=secretariat(at),
        at=at,
    )


def _leave(teacher: Teacher, at: datetime) -> None:
    services.set_leaving(
        trainer_at(teacher.email), leaves=True, reason="Has retired.", by=secretariat(at), at=at
    )


def _approve(teacher: Teacher, ends: date | None, at: datetime) -> None:
    for slug in teacher.courses:
        for language in teacher.approved:
            services.approve(
                trainer_at(teacher.email),
                course=Course.objects.get(slug=slug),
                language=language,
                starts=at.date(),
                ends=ends,
                by=secretariat(at),
                at=at,
            )


def _say(email: str, period: str, since: int, until: int, words: str, at: datetime) -> None:
    today = at.date() + timedelta(days=30)
    services.say_availability(
        trainer_at(email),
        period=period,
        starts=today + timedelta(days=since),
        ends=today + timedelta(days=until),
        note_=words,
        by=voice_of(email, at),
        at=at,
    )
