"""Bodies are convened in time, and each seat says who comes for it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

import events.services
from accounts.models import Body, Organisation
from accounts.seats import places
from accounts.services.reference import COMMISSION
from accounts.steps import By
from demo import people
from demo.people import REPRESENTATIVE, SUBSTITUTE, address
from demo.plots import event_of, secretariat, standing_of
from demo.story import Story, once
from events.enums import Attending, Capacity, RegistrationState
from events.grace import TIME_TO_STOP
from events.models import Registration
from meetings import services
from meetings.convening import Readers
from meetings.delegations import party_at, typed_of
from meetings.enums import DelegationState
from meetings.models import Delegation
from meetings.rules.delegation import Person

COMMISSIONER = Person(
    "Giulia Lindqvist-Moreau", address("com"), "Policy officer, DG HOME", Capacity.HEAD
)


def convene(
    story: Story,
    key: str,
    *,
    at: datetime,
    answer_by: datetime,
    words: str = "",
    institutions: Sequence[str] = (),
) -> None:
    """Note that a body is convened, and that the letters leave when nobody stopped them."""
    story.tell(at, partial(_convene, key, answer_by, words, institutions))
    story.tell(at + TIME_TO_STOP, lambda at: services.run_convenings(at=at))


def _convene(
    key: str, answer_by: datetime, words: str, institutions: Sequence[str], at: datetime
) -> None:
    event = event_of(key)
    asked = list(Organisation.objects.filter(name__in=institutions))
    services.convene(
        event,
        once=once("convening", key),
        reason="",
        words=words,
        institutions=asked,
        answer_by=answer_by,
        seen=Readers(event, institutions=asked, at=at).mark,
        by=secretariat(at),
        at=at,
    )


def representative(
    code: str, *, capacity: str = Capacity.HEAD, attending: str = Attending.IN_PERSON
) -> Person:
    """Return the representative of a state as its delegation names her."""
    return _person(code, REPRESENTATIVE, "nr", "National Representative", capacity, attending)


def substitute(
    code: str, *, capacity: str = Capacity.MEMBER, attending: str = Attending.IN_PERSON
) -> Person:
    """Return the substitute of a state as its delegation names him."""
    return _person(code, SUBSTITUTE, "sub", "Substitute", capacity, attending)


def _person(
    code: str, place: int, local: str, function: str, capacity: str, attending: str
) -> Person:
    return Person(
        people.countries()[code].names[place],
        address(f"{local}.{code.lower()}"),
        function,
        capacity,
        attending,
        is_reimbursed=capacity == Capacity.HEAD and attending == Attending.IN_PERSON,
    )


def sitting(body: str, *, on: date) -> list[str]:
    """Return the codes of the states at the table of a body that day, in protocol order."""
    found = places(Body.objects.get(pk=body), on=on)
    return [place.code for place in found if place.code]


def name(story: Story, key: str, code: str, those: Sequence[Person], *, at: datetime) -> None:
    """Note that a state, or the Commission under no code, says who comes for it."""
    story.tell(at, partial(_name, key, code, those))


def _name(key: str, code: str, those: Sequence[Person], at: datetime) -> None:
    event, party = event_of(key), code or _commission()
    found = party_at(event, party)
    services.send_delegation(
        event,
        party,
        version=found.delegation.version if found and found.delegation else 1,
        people=those,
        to_us="",
        by=standing_of(_speaker(code), at),
        at=at,
    )


def _commission() -> str:
    return f"o{Organisation.objects.get(name=COMMISSION).pk}"


def _speaker(code: str) -> str:
    return address(f"nr.{code.lower()}") if code else address("com")


def stay_away(story: Story, key: str, code: str, *, at: datetime) -> None:
    """Note that nobody comes for a state."""
    story.tell(at, partial(_stay_away, key, code))


def _stay_away(key: str, code: str, at: datetime) -> None:
    services.stay_away(event_of(key), code, by=standing_of(_speaker(code), at), at=at)


def begin(story: Story, key: str, code: str, those: Sequence[Person], *, at: datetime) -> None:
    """Note that a state has begun to say who comes, and has not sent it."""
    story.tell(at, partial(_begin, key, code, those))


def _begin(key: str, code: str, those: Sequence[Person], at: datetime) -> None:
    services.save_draft(
        event_of(key),
        code,
        version=1,
        typed=typed_of(those, note="The second name follows on Monday.", rows=len(those) + 1),
        base=None,
        by=standing_of(_speaker(code), at),
        at=at,
    )


def confirm(story: Story, key: str, *, at: datetime, but: Sequence[str] = ()) -> None:
    """Note that the named say yes by the link in their letters, but for those of some states."""
    story.tell(at, partial(_confirm, key, but))


def _confirm(key: str, but: Sequence[str], at: datetime) -> None:
    named = Registration.objects.filter(event=event_of(key), state=RegistrationState.NAMED)
    for number, one in enumerate(named.exclude(country__in=but).order_by("arrival")):
        moment = at + timedelta(minutes=number)
        events.services.confirm_delegate(
            one,
            attending=one.attending,
            by=standing_of(one.email, moment),
            as_=By.PERSON,
            at=moment,
        )


def validate(story: Story, key: str, *, at: datetime, but: Sequence[str] = ()) -> None:
    """Note that the Secretariat validates what was sent, but for the delegations of some states."""
    story.tell(at, partial(_validate, key, but))


def _validate(key: str, but: Sequence[str], at: datetime) -> None:
    sent = Delegation.objects.filter(event=event_of(key), state=DelegationState.SENT)
    for one in sent.exclude(member_state__in=but):
        services.validate(one, version=one.version, by=secretariat(at), at=at)
