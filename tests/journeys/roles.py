"""Who asks, and what each is answered: the nine roles and the ways a page is closed.

An answer is a status, or where the reader is led: ``"/accounts/login/?next="`` stands for every
address that begins so.
"""

from collections.abc import Mapping

ROLES = (
    "visitor",
    "attendee",
    "nr",
    "substitute",
    "presidency",
    "secretariat",
    "commission",
    "trainer",
    "administrator",
)
NETWORK = frozenset(
    {"nr", "substitute", "presidency", "secretariat", "commission", "administrator"}
)
SIGN_IN = "/accounts/login/?next="

type Answer = int | str
type Answers = Mapping[str, Answer]


def open_to_all(answer: Answer = 200, **others: Answer) -> Answers:
    """Everybody gets that answer, but for those named."""
    return dict.fromkeys(ROLES, answer) | others


def signed_in(answer: Answer = 200, **others: Answer) -> Answers:
    """Who is signed in gets that answer; a visitor is led to the sign-in page."""
    return open_to_all(answer, visitor=SIGN_IN) | others


def only(*roles: str, answer: Answer = 200) -> Answers:
    """Those roles get that answer; for the others signed in there is no such page."""
    return signed_in(404) | dict.fromkeys(roles, answer)


OPEN = open_to_all()
NOT_THERE = signed_in(404)
SIGNED_IN = signed_in()
OF_THE_NETWORK = only(*NETWORK)
ORGANISERS = only("presidency", "secretariat")
SECRETARIAT = only("secretariat")
ADMINISTRATOR = only("administrator")
KEEPERS = only("secretariat", "administrator")
BY_POST = signed_in(405)
POSTED_BY_SECRETARIAT = only("secretariat", answer=405)
OF_A_BODY = ("nr", "substitute", "presidency", "secretariat", "commission")
