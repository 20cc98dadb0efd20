"""What people say of two events: the training of 2024, and the last seminar, which still asks."""

from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from demo import evaluation
from demo.plots import event_of, secretariat
from demo.story import Story, clock
from events import feedback, respondents
from events.enums import Whom
from events.models import FeedbackAsked
from events.services import feedback as forms
from events.services import responses

RECENT = "past-seminar"
ASKED_FOR, ASKED_LONG = 14, 45
ASKS_AFTER = timedelta(minutes=6)
SAID = (
    "The exercises with our own initiative were the best part.",
    "More time for costs and benefits, please.",
    "Οι ασκήσεις ήταν πολύ χρήσιμες.",
    "Half a day more, and a list of further reading.",
    "I would have liked examples from smaller municipalities.",
    "Muito útil para o nosso trabalho; obrigada!",
)


def stage_all(story: Story) -> None:
    """Note that both are asked about, and who answers: most of the first, some of the second."""
    trained = clock(evaluation.LAST, 18)
    _stage(story, evaluation.KEY, opens=trained, days=ASKED_FOR, answers=17)
    opens = story.now - timedelta(days=20)
    _stage(story, RECENT, opens=opens, days=ASKED_LONG, answers=7)


def _stage(story: Story, key: str, *, opens: datetime, days: int, answers: int) -> None:
    story.tell(opens, partial(_open, key, days))
    story.tell(opens + ASKS_AFTER, lambda at: responses.run_feedback(at=at))
    until = opens + timedelta(days=min(days, 15) - 1)
    for number, at in enumerate(story.moments(answers, since=opens + ASKS_AFTER, until=until)):
        story.tell(at, partial(_answer, key, number))


def _open(key: str, days: int, at: datetime) -> None:
    by = secretariat(at)
    form = forms.begin_feedback(event_of(key), items=feedback.usual(), by=by, at=at)
    forms.open_feedback(
        form, days=days, whom=Whom.THERE, at_end=False, version=form.version, by=by, at=at
    )


def _answer(key: str, number: int, at: datetime) -> None:
    """Let the so-manieth of those who were asked answer: rather well, a third in words."""
    form = event_of(key).feedback
    asked = FeedbackAsked.objects.filter(form=form).order_by("pk")[number]
    dice = Random(f"{key}:{number}")
    said: dict[str, Any] = {
        item.key: dice.choice((3, 4, 4, 5, 5, 5)) for item in respondents.items_of(form)
    }
    said.pop("words")
    if number % 3 == 0:
        said["words"] = SAID[number // 3]
    responses.answer_feedback(asked, said, is_named=False, at=at)
