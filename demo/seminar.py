"""The seminar: last year's, this year's made from it, and all who want to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from accounts.enums import Category, Visibility
from accounts.models import MemberState
from accounts.steps import By
from demo import board_week, invitations, last_year, letters, programmes, questions
from demo.last_year import approve_all, pending
from demo.papers import SEMINAR, SESSIONS, hand_out
from demo.people import Guest, address
from demo.plots import (
    Plot,
    event_of,
    notice,
    register,
    registration_of,
    secretariat,
    standing_of,
    withdraw,
)
from demo.stage import JOIN, Stage, at_home
from demo.story import clock, once
from events import services
from events.enums import (
    Attending,
    CopyPart,
    Group,
    Kind,
    RegistrationState,
)
from programme.models import Task

PARTS = (
    CopyPart.PROGRAMME, CopyPart.QUESTIONS, CopyPart.PLACES, CopyPart.FORWARD,
    CopyPart.PROMOTERS, CopyPart.REMINDERS,
)  # fmt: skip
COULD_NOT_COME, REFUSED = 20, 7
SUCCESSOR = Guest("Szymon Kołodziejczak", address("szymon.kolodziejczak"), "", "", Category.POLICE)
TASKS = ("WP24-1.1-10", "WP24-1.1-14")
TOO_LATE = "Our delegation is complete; the recordings will be open to everybody."
CO_PROMOTERS = ("Europol", "European Forum for Urban Security")


@dataclass(frozen=True)
class Scene:
    """The seminar with what belongs to it."""

    on: Stage
    board: Plot
    plot: Plot

    def tell(self, at: datetime, act: Any, *args: Any) -> None:
        """Note a deed of the seminar."""
        self.on.story.tell(at, partial(act, self, *args))


def stage_all(on: Stage, board: Plot, day: date, host: MemberState | None) -> None:
    """Note last year's seminar, and how this year's is made from it and fills."""
    last_year.stage_all(on, day)
    plot = Plot(
        "seminar", Kind.SEMINAR, "Seminar: keeping young people out of organised crime", day,
        published=on.ago(45), host=host, closes=True,
    )  # fmt: skip
    scene = Scene(on, board, plot)
    scene.tell(on.ago(52, 9), _copy)
    scene.tell(on.ago(52, 9, 20), _settle, host)
    scene.tell(on.ago(51, 14), _present)
    scene.tell(on.ago(49, 20), _answer_as_speaker)
    scene.tell(on.ago(45), _publish)
    scene.tell(on.ago(45, 11), _share)
    hand_out(on.story, plot, SEMINAR, at=on.ago(30, 10))
    hand_out(on.story, plot, SESSIONS, at=on.ago(6, 10))
    invitations.ask(on, plot)
    _delegates(scene)
    _practitioners(scene)
    scene.tell(on.ago(24, 11), lambda _scene, at: questions.ask_in_other_words("seminar", at))
    for days in (33, 26, 19, 12, 4):
        scene.tell(on.ago(days, 16), _approve)
    for days in (33, 4):
        scene.tell(on.ago(days, 14), lambda _scene, at: services.tell_states(at=at))
    scene.tell(on.ago(3, 11), _details)
    _turns(scene)
    letters.write(on, plot)


def _copy(scene: Scene, at: datetime) -> None:
    plot = scene.plot
    services.copy_event(
        event_of("last-seminar"),
        once=once("event", plot.key),
        title=plot.title,
        first_date=plot.first,
        parts=PARTS,
        by=secretariat(at),
        at=at,
    )


def _settle(scene: Scene, host: MemberState | None, at: datetime) -> None:
    """Say what is different this year."""
    event = event_of(scene.plot.key)
    day = scene.plot.first
    services.change_event(
        event,
        version=event.version,
        by=secretariat(at),
        at=at,
        **at_home(host),
        host=host,
        visibility=Visibility.PUBLIC,
        join_link=f"{JOIN}/seminar",
        access_notes="Bring an identity card. The hall has a ramp and a hearing loop.",
        registration_closes_at=clock(day - timedelta(days=3), 12),
        details_until=day - timedelta(days=5),
        participants_until=day + timedelta(days=60),
        summary="Criminal groups recruit ever younger. Practitioners show **what keeps young"
        " people out**, and researchers say how we know.\n\n- How recruitment works now\n"
        "- Three approaches that were evaluated\n- What a municipality can do next week",
        tasks=list(Task.objects.filter(code__in=TASKS)),
    )


def _present(scene: Scene, at: datetime) -> None:
    programmes.present(event_of(scene.plot.key), at=at)


def _answer_as_speaker(scene: Scene, at: datetime) -> None:
    programmes.answer_as_speaker(event_of(scene.plot.key), at=at)


def _publish(scene: Scene, at: datetime) -> None:
    services.publish_event(event_of(scene.plot.key), by=secretariat(at), at=at)


def _share(scene: Scene, at: datetime) -> None:
    """Let the form of the seminar serve the Board meeting of the day before as well."""
    services.share_form(
        event_of(scene.board.key), lead=event_of(scene.plot.key), by=secretariat(at), at=at
    )


# Who wants to come


def _delegates(scene: Scene) -> None:
    """Note the representatives, who come to both days, and those who come with them."""
    audience, on = scene.on.audience, scene.on
    invited = invitations.STATES
    elsewhere = {*invited, board_week.NOBODY}
    both = [guest for guest in audience.board if guest.country not in elsewhere][:21]
    for at, (number, guest) in zip(
        on.story.moments(len(both), since=on.ago(40), until=on.ago(13)),
        enumerate(both),
        strict=True,
    ):
        scene.tell(at, _both, guest, number)
    subs = [guest for guest in audience.substitutes if guest.country not in invited]
    early = [audience.public[COULD_NOT_COME], audience.public[REFUSED]]
    others = [guest for guest in audience.public[:54] if guest not in early]
    others += [*audience.colleagues, *subs[4:23]]
    on.story.random.shuffle(others)
    others = [*early, *others]
    _ask(scene, others, group=Group.MEMBER, since=on.ago(38), until=on.ago(5), begin=100)
    _ask(scene, _late(scene), group=Group.MEMBER, since=on.ago(2), until=on.ago(0, 7), begin=300)


def _late(scene: Scene) -> list[Guest]:
    """Return who asks too late for the last round of approvals: some of LV, BE, PT, DE."""
    public = scene.on.audience.public
    wanted = [("LV", 2), ("BE", 2), ("PT", 2), ("DE", 1)]
    found = []
    for code, number in wanted:
        own = [guest for guest in public[54:] if guest.country == code]
        found += own[:number]
    return found


def _practitioners(scene: Scene) -> None:
    on = scene.on
    late = _late(scene)
    guests = [guest for guest in on.audience.public[54:104] if guest not in late]
    everybody = [*guests[:20], *on.audience.afar[:6], *guests[20:]]
    _ask(scene, everybody, group=Group.PARTICIPANT, since=on.ago(37), until=on.ago(13), begin=200)
    _ask(
        scene, on.audience.afar[6:], group=Group.PARTICIPANT, since=on.ago(1),
        until=on.ago(0, 7), begin=400,
    )  # fmt: skip


def _ask(
    scene: Scene,
    guests: Sequence[Guest],
    *,
    group: Group,
    since: datetime,
    until: datetime,
    begin: int,
) -> None:
    moments = scene.on.story.moments(len(guests), since=since, until=until)
    for number, (at, guest) in enumerate(zip(moments, guests, strict=True), begin):
        scene.tell(at, _come, guest, group, number)


def _come(scene: Scene, guest: Guest, group: Group, number: int, at: datetime) -> None:
    event = event_of(scene.plot.key)
    register(
        scene.plot,
        guest,
        at,
        group=group,
        attending=Attending.ONLINE if number % 12 == 7 else Attending.IN_PERSON,
        answers=questions.first_answers(number, anew=event.asks > 1),
    )


def _both(scene: Scene, guest: Guest, number: int, at: datetime) -> None:
    """Register a representative for the meeting and the seminar with one form."""
    lead = event_of(scene.plot.key)
    answers = questions.first_answers(number, anew=lead.asks > 1)
    ticked = [
        services.Ticked(event_of(scene.board.key), Attending.IN_PERSON, Group.MEMBER),
        services.Ticked(lead, Attending.IN_PERSON, Group.MEMBER, answers=answers),
    ]
    services.register_together(
        lead,
        ticked=ticked,
        once=once("registration", scene.plot.key, guest.email),
        name=guest.name,
        email=guest.email,
        organisation=guest.organisation,
        country=guest.country,
        category=guest.category,
        notice=notice(at),
        by=standing_of(guest.email, at),
        at=at,
    )


# What is decided


def _approve(scene: Scene, at: datetime) -> None:
    refused = scene.on.audience.public[REFUSED]
    rows = pending(scene.plot.key).filter(email=refused.email)
    for registration in rows:
        services.decline(
            registration,
            reason=TOO_LATE,
            by=standing_of(address(f"nr.{refused.country.lower()}"), at),
            as_=By.STATE,
            at=at,
        )
    approve_all(scene.plot.key, at)


def _details(scene: Scene, at: datetime) -> None:
    """Let two of three tell what is wanted once the place is confirmed."""
    event = event_of(scene.plot.key)
    confirmed = event.registrations.filter(
        state=RegistrationState.CONFIRMED, attending=Attending.IN_PERSON
    ).select_related("user")
    for number, registration in enumerate(confirmed.order_by("arrival")[:150]):
        if number % 5 > 1:
            continue
        registration.event = event
        services.change_registration(
            registration,
            version=registration.version,
            name=registration.name,
            organisation=registration.organisation,
            country=registration.country,
            category=registration.category,
            attending=registration.attending,
            answers=questions.details(number // 2, first=event.first_date),
            by=standing_of(registration.email, at),
            at=at,
        )


def _turns(scene: Scene) -> None:
    """Note places that come free: one accepted, one let lapse, one on offer, one passed on."""
    on, plot = scene.on, scene.plot
    guests = scene.on.audience.public[54:80]
    withdraw(on.story, plot, guests[3], at=on.ago(9, 9))
    scene.tell(on.ago(8, 10), _accept_offers)
    withdraw(on.story, plot, guests[6], at=on.ago(7, 9))
    scene.tell(on.ago(4, 12), lambda _scene, at: services.expire_offers(at=at))
    scene.tell(on.ago(3, 9), _accept_offers)
    withdraw(on.story, plot, guests[9], at=on.story.now - timedelta(hours=5))
    scene.tell(on.ago(8, 15), _pass_on)
    scene.tell(on.story.now - timedelta(hours=1), lambda _scene, at: services.tell_states(at=at))


def _accept_offers(scene: Scene, at: datetime) -> None:
    offered = event_of(scene.plot.key).registrations.filter(
        state=RegistrationState.OFFERED, offered_until__gt=at
    )
    for registration in offered.select_related("event", "user"):
        services.accept_offer(registration, by=standing_of(registration.email, at), at=at)


def _pass_on(scene: Scene, at: datetime) -> None:
    """Let somebody who has fallen ill name a colleague; the state approves with the next round."""
    giver = scene.on.audience.public[COULD_NOT_COME]
    services.pass_on(
        registration_of(scene.plot, giver),
        once=once("passed on", scene.plot.key),
        name=SUCCESSOR.name,
        email=SUCCESSOR.email,
        organisation=giver.organisation,
        by=standing_of(giver.email, at),
        as_=By.PERSON,
        at=at,
    )
