"""What people say of two events: the training of 2024, and the last seminar, which still asks."""

from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from demo import evaluation
from demo.plots import event_of, secretariat
from demo.story import Story, clock
from events import feedback
from events.enums import Scale, Whom
from events.feedback import Item
from events.models import FeedbackAsked
from events.services import feedback as forms
from events.services import responses

RECENT = "past-seminar"
ASKED_FOR, ASKED_LONG = 14, 45
ASKS_AFTER = timedelta(minutes=6)
STEPS = {
    "content": (3, 4, 4, 5, 5, 5),
    "speakers": (4, 4, 5, 5, 5),
    "organisation": (2, 3, 4, 4, 4, 5),
    "use": (3, 3, 4, 4, 5),
}
"""What people choose from, item by item: the rooms please less than who speaks in them."""
POOR, EXCELLENT = "mau", "excelente"
IN_PORTUGUESE = (
    Item("content", Scale.SCALE, "O conteúdo", required=True, low=POOR, high=EXCELLENT),
    Item("speakers", Scale.SCALE, "Os formadores", required=True, low=POOR, high=EXCELLENT),
    Item("organisation", Scale.SCALE, "A organização", required=True, low=POOR, high=EXCELLENT),
    Item(
        "use",
        Scale.SCALE,
        "Vai usar no seu trabalho o que aprendeu?",
        required=True,
        low="de modo nenhum",
        high="muito",
    ),
    Item("words", Scale.TEXT, "O que devemos manter e o que devemos melhorar?"),
)
"""The usual questions as the training in Portuguese asks them."""
SAID_THERE = (
    "Os exercícios com a nossa própria iniciativa foram o melhor.",
    "Mais tempo para custos e benefícios, por favor.",
    "Muito útil para o nosso trabalho; obrigada!",
    "Mais meio dia, e uma lista de leituras.",
    "Gostava de ter visto exemplos de municípios mais pequenos.",
    "A sala era fria de manhã.",
)
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
    ask(story, evaluation.KEY, opens=trained, days=ASKED_FOR, answers=17)
    opens = story.now - timedelta(days=20)
    ask(story, RECENT, opens=opens, days=ASKED_LONG, answers=7)


def ask(story: Story, key: str, *, opens: datetime, days: int, answers: int) -> None:
    """Note that an event is asked about for so many days, and that so many people answer."""
    story.tell(opens, partial(_open, key, days))
    story.tell(opens + ASKS_AFTER, lambda at: responses.run_feedback(at=at))
    until = opens + timedelta(days=min(days, 15) - 1)
    for number, at in enumerate(story.moments(answers, since=opens + ASKS_AFTER, until=until)):
        story.tell(at, partial(_answer, key, number))


def _open(key: str, days: int, at: datetime) -> None:
    by = secretariat(at)
    form = forms.begin_feedback(event_of(key), items=feedback.usual(), by=by, at=at)
    if key == evaluation.KEY:
        form = forms.take_over_items(form, items=IN_PORTUGUESE, version=form.version, by=by, at=at)
    forms.open_feedback(
        form, days=days, whom=Whom.THERE, at_end=False, version=form.version, by=by, at=at
    )


def _answer(key: str, number: int, at: datetime) -> None:
    """Let the so-manieth of those who were asked answer: rather well, a third in words."""
    form = event_of(key).feedback
    asked = FeedbackAsked.objects.filter(form=form).order_by("pk")
    dice = Random(f"{key}:{number}")
    said: dict[str, Any] = {item: dice.choice(steps) for item, steps in STEPS.items()}
    if number % 3 == 0:
        said["words"] = (SAID_THERE if key == evaluation.KEY else SAID)[number // 3]
    for own in asked[number : number + 1]:
        responses.answer_feedback(own, said, is_named=False, at=at)
