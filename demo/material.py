"""What is handed out: English sources in their versions, and translations in each state."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO

import trainers.services
from accounts.access import Standing
from accounts.models import MemberState
from courses import services
from courses.enums import Given
from courses.models import Course, Material, Translation
from demo.papers import pdf
from demo.people import address
from demo.plots import secretariat, standing_of
from demo.story import Story, clock, once
from documents.checking import Checked, check

HANDBOOK, EXERCISES, NOTES, READER = "Handbook", "Exercises", "Notes for trainers", "Reader"
LAID_OUT = date(2024, 1, 9)
FIRST, SECOND = date(2024, 1, 22), date(2024, 9, 2)
LINES = {
    HANDBOOK: ("Evaluating crime prevention initiatives", "1. Why evaluate", "2. How it should work"),
    EXERCISES: ("Exercises", "A. Draw how your initiative should work", "B. Ask one question of it"),
    NOTES: ("Notes for trainers", "Half a day is 210 minutes, breaks included."),
    READER: ("Key concepts of crime prevention", "1. What prevention is", "2. Which kinds there are"),
}  # fmt: skip


def stage_all(story: Story) -> None:
    """Note the courses, their material in English, and how far each translation is."""
    story.tell(clock(LAID_OUT, 9), _lay_out)
    for number, (slug, title, given) in enumerate(
        (
            ("evaluating", HANDBOOK, Given.REGISTERED),
            ("evaluating", EXERCISES, Given.AFTER),
            ("evaluating", NOTES, Given.TRAINERS),
            ("key-concepts", READER, Given.REGISTERED),
        )
    ):
        at = clock(FIRST, 10) + timedelta(minutes=10 * number)
        story.tell(at, partial(_add, slug, title, given))
    _translate(story, HANDBOOK, "pt", "PT", begun=date(2024, 2, 5), to="published")
    _translate(story, EXERCISES, "pt", "PT", begun=date(2024, 2, 6), to="published")
    _translate(story, NOTES, "pt", "PT", begun=date(2024, 2, 7), to="published")
    _translate(story, HANDBOOK, "hu", "HU", begun=date(2024, 2, 12), to="published")
    story.tell(clock(SECOND, 10), partial(_renew, HANDBOOK, "Costs and benefits added"))
    story.tell(clock(SECOND, 11), partial(_begin_anew, HANDBOOK, "pt"))
    story.tell(clock(SECOND + timedelta(days=14), 11), partial(_hand_in, HANDBOOK, "pt", 2))
    story.tell(clock(SECOND + timedelta(days=18), 11), partial(_publish, HANDBOOK, "pt", "PT"))
    today = story.now.date()
    _translate(story, READER, "lv", "LV", begun=today - timedelta(days=26), to="to_check")
    _translate(story, HANDBOOK, "el", "EL", begun=today - timedelta(days=34), to="sent_back")
    _translate(story, READER, "el", "EL", begun=today - timedelta(days=33), to="under_way")


def _lay_out(at: datetime) -> None:
    services.lay_out_courses(at=at)
    trainers.services.lay_out_requirements(at=at)


def _translate(
    story: Story, title: str, language: str, checker: str, *, begun: date, to: str
) -> None:
    """Note how far a translation comes, a step a week."""
    first = clock(begun, 10)
    story.tell(first, partial(_begin, title, language, checker))
    if to != "under_way":
        story.tell(first + timedelta(days=14), partial(_hand_in, title, language, 1))
    if to == "sent_back":
        story.tell(first + timedelta(days=17), partial(_send_back, title, language, checker))
    if to == "published":
        story.tell(first + timedelta(days=20), partial(_publish, title, language, checker))


def _add(slug: str, title: str, given: str, at: datetime) -> None:
    services.add_material(
        Course.objects.get(slug=slug),
        once=once("material", slug, title),
        title=title,
        given=given,
        upload=_file(title, LINES[title]),
        by=secretariat(at),
        at=at,
    )


def _renew(title: str, words: str, at: datetime) -> None:
    services.renew_material(
        _material(title),
        upload=_file(title, [*LINES[title], words]),
        words=words,
        by=secretariat(at),
        at=at,
    )


def _begin(title: str, language: str, checker: str, at: datetime) -> None:
    services.begin_translation(
        _material(title),
        language=language,
        checker=MemberState.objects.get(code=checker),
        by=secretariat(at),
        at=at,
    )


def _hand_in(title: str, language: str, number: int, at: datetime) -> None:
    upload = _file(f"{title} {language} {number}", [*LINES[title], f"({language}, {number})"])
    services.hand_in(_translation(title, language), upload=upload, by=secretariat(at), at=at)


def _send_back(title: str, language: str, checker: str, at: datetime) -> None:
    services.send_back(
        _translation(title, language),
        remark="Please say “πρωτοβουλία” throughout, and keep the numbers of the exercises.",
        by=_checker(checker, at),
        at=at,
    )


def _publish(title: str, language: str, checker: str, at: datetime) -> None:
    services.publish(_translation(title, language), by=_checker(checker, at), at=at)


def _begin_anew(title: str, language: str, at: datetime) -> None:
    services.begin_anew(_translation(title, language), by=secretariat(at), at=at)


def _checker(code: str, at: datetime) -> Standing:
    return standing_of(address(f"nr.{code.lower()}"), at)


def _material(title: str) -> Material:
    return Material.objects.get(title=title)


def _translation(title: str, language: str) -> Translation:
    return Translation.objects.get(material__title=title, language=language)


def _file(title: str, lines: Sequence[str]) -> Checked:
    content = pdf(lines)
    return check(BytesIO(content), name=f"{title}.pdf", size=len(content))
