"""What the seminar asks, in two versions, and what people answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from demo.plots import event_of, secretariat
from events import blocks
from events.blocks import Block
from events.enums import QuestionType, Stage
from events.questions import Option, Question, Schema
from events.services.questions import change_question, set_questions

EXPERIENCE = Question(
    "experience",
    QuestionType.CHOICE,
    "Have you worked with young people at risk?",
    required=True,
    options=(
        Option("no", "Not yet"),
        Option("some", "Yes, for less than five years"),
        Option("long", "Yes, for longer"),
    ),
)
EXPERIENCE_ANEW = replace(
    EXPERIENCE,
    label="How long have you worked with young people at risk?",
    help="So that each table has somebody who knows the work from near.",
    options=(*EXPERIENCE.options, Option("leads", "I lead a team that does")),
)
VISIT = Question(
    "visit",
    QuestionType.CHOICE,
    "Which visit would you like to join in the evening?",
    options=(
        Option("youth_club", "A youth club, on foot", places=30),
        Option("court", "The youth court, by bus", places=20),
        Option("none", "None of them"),
    ),
)
HOPES = Question("hopes", QuestionType.LONG_TEXT, "What would you like to take home?")
DIETS: tuple[Mapping[str, Any], ...] = (
    {},
    {"diet_consent": True, "diet": ["vegetarian"]},
    {},
    {"diet_consent": True, "diet": ["halal"]},
    {"diet_consent": True, "diet": ["vegetarian", "no_lactose"]},
    {},
    {"diet_consent": True, "diet": ["no_gluten"], "diet_other": "Coeliac: no shared cutlery"},
    {"diet_consent": True, "diet": ["vegan"]},
    {},
    {"diet_consent": True, "diet": ["no_nuts"], "diet_other": "Severe allergy to walnuts"},
    {"diet_consent": True, "diet": ["kosher"]},
)
ACCESS = {
    5: "A place for a wheelchair near an aisle, and the ramp open at nine.",
    17: "Interpretation into International Sign.",
    41: "The slides in large print, please.",
}
SAID = (
    "A way to talk with parents that works.",
    "Contact with towns of our size.",
    "Τι λειτουργεί στα σχολεία και τι όχι.",
    "Како да започнемо са малим буџетом.",
)


def schema() -> Schema:
    """Return what the seminar asks: some with the registration, the rest once confirmed."""
    first, later = Stage.REGISTRATION, Stage.CONFIRMED
    return (
        EXPERIENCE,
        VISIT,
        HOPES,
        *blocks.questions(Block.LIST, stage=first),
        *blocks.questions(Block.PHOTO, stage=first),
        *blocks.questions(Block.HOTEL, stage=later),
        *blocks.questions(Block.DIET, stage=later),
        *blocks.questions(Block.ACCESS, stage=later),
    )


def ask(key: str, at: datetime) -> None:
    """Let an event ask all this."""
    set_questions(event_of(key), schema=schema(), by=secretariat(at), at=at)


def ask_in_other_words(key: str, at: datetime) -> None:
    """Change one question: who has answered keeps answer and words."""
    event = event_of(key)
    change_question(event, question=EXPERIENCE_ANEW, number=event.asks, by=secretariat(at), at=at)


def first_answers(number: int, *, anew: bool) -> dict[str, Any]:
    """Return what the so-manieth person answers with the registration."""
    experience = EXPERIENCE_ANEW if anew else EXPERIENCE
    found: dict[str, Any] = {
        "experience": experience.options[number % len(experience.options)].key,
        "list_consent": number % 4 != 0 or None,
        "photo_consent": number % 3 != 0 or None,
    }
    if number % 5 == 0:
        found["visit"] = VISIT.options[number // 5 % len(VISIT.options)].key
    if number % 9 == 0:
        found["hopes"] = SAID[number // 9 % len(SAID)]
    return found


def details(number: int, *, first: date) -> dict[str, Any]:
    """Return what the so-manieth person tells once the place is confirmed."""
    found: dict[str, Any] = dict(DIETS[number % len(DIETS)])
    if number % 3 == 0:
        found |= {"hotel": False}
    else:
        nights = (first - timedelta(days=1), first + timedelta(days=number % 2))
        found |= {
            "hotel": True,
            "hotel_from": nights[0].isoformat(),
            "hotel_until": nights[1].isoformat(),
        }
    if need := ACCESS.get(number):
        found |= {"access_consent": True, "access_needs": need}
    return found
