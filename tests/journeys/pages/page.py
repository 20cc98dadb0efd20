"""An address with something in its blanks, and what each role is answered there."""

import re
from dataclasses import dataclass, field

from tests.journeys.roles import NOT_THERE, ORGANISERS, SECRETARIAT, Answers
from tests.journeys.world.people import World

PART = re.compile(r"<(?:\w+:)?(\w+)>")
BRACES = re.compile(r"\{([^}]+)\}")
ONE = "events/<slug:slug>/registrations/<uuid:key>/"
RUN = {
    "public": ORGANISERS,
    "network": SECRETARIAT,
    "board": SECRETARIAT,
    "restricted": SECRETARIAT,
    "draft": SECRETARIAT,
    "hosted_draft": ORGANISERS,
    "closed": SECRETARIAT,
    "unknown": NOT_THERE,
}


@dataclass(frozen=True)
class Page:
    """An address with something in its blanks, and the answers to it."""

    route: str
    answers: Answers
    words: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the page is called in reports."""
        said = " ".join(self.words.values())
        return f"{self.route} ({said})" if said else self.route or "home"

    def address(self, world: World) -> str:
        """Where it stands in that world."""
        query = BRACES.sub(lambda one: world.word(one[1]), self.words.get("query", ""))
        plain = self.route.replace("^", "").removesuffix("$")
        plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", plain)
        path = PART.sub(lambda part: world.word(self.words[part[1]]), plain)
        return f"/{path}{'?' + query if query else ''}"


def page(route: str, answers: Answers, **words: str) -> Page:
    """Enter an address into the table."""
    return Page(route, answers, words)


def events(route: str, **answers: Answers) -> list[Page]:
    """Enter one address for several events: ``hosted_draft=…`` is "event hosted draft"."""
    return [
        page(route, who, slug=f"event {name.replace('_', ' ')}" if name != "unknown" else name)
        for name, who in answers.items()
    ]
