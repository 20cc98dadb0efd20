"""Who is invited to the seminar, what they answer, and which institutions are suggested."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import accounts.services
from accounts.enums import Category, OrganisationKind
from accounts.models import Body, Organisation
from accounts.steps import By
from demo.network import BELGIANS, installer
from demo.people import address
from demo.plots import Plot, event_of, notice, secretariat, standing_of
from demo.stage import Stage
from demo.story import Story, clock, once
from events import guests, services
from events.enums import Group, InvitationState
from events.invitations import Guest, Reply
from events.models import InstitutionSuggestion, Invitation
from events.newcomers import newcomers

STATES = ("EE", "SE", "NL", "HR")
"""Whose seats on the Board are asked; of the others, the representatives come by the form."""


@dataclass(frozen=True)
class Institution:
    """An institution outside the Network: what it is, and who answers for it."""

    name: str
    abbreviation: str
    kind: OrganisationKind
    email: str
    person: str
    country: str = "INT"


INSTITUTIONS = (
    Institution("Europol", "", OrganisationKind.AGENCY, "prevention@europol.demo.example",
                "Maarten de Groot", "EU"),
    Institution("European Forum for Urban Security", "Efus", OrganisationKind.NGO,
                "contact@efus.demo.example", "Élodie Charpentier", "FR"),
    Institution("United Nations Office on Drugs and Crime", "UNODC",
                OrganisationKind.INTERNATIONAL, "prevention@unodc.demo.example", "Amadou Diallo"),
    Institution("European Union Agency for Law Enforcement Training", "CEPOL",
                OrganisationKind.AGENCY, "events@cepol.demo.example", "Zsófia Halász", "EU"),
    Institution("European Union Drugs Agency", "EUDA", OrganisationKind.AGENCY,
                "meetings@euda.demo.example", "Inês Carvalho", "EU"),
)  # fmt: skip
EFUS, UNODC = INSTITUTIONS[1:3]
WHY = {
    "Efus": "Its towns have tried what the seminar is about, in ports as well.",
    "UNODC": "It has the figures of other continents, and the guidelines on prevention.",
}
WORDS = "We would be glad to have you with us; your experience is asked for in the first session."


def found(story: Story, *, at: datetime) -> None:
    """Note that the institutions are put on the list of organisations."""
    story.tell(at, _found)


def _found(at: datetime) -> None:
    for one in INSTITUTIONS:
        accounts.services.add_organisation(
            name=one.name,
            abbreviation=one.abbreviation,
            kind=one.kind,
            member_state=None,
            email=one.email,
            by=installer(at),
            at=at,
        )


def ask(on: Stage, plot: Plot) -> None:
    """Note invitations to the seminar, the answers, and suggestions of institutions."""
    story = on.story
    story.tell(on.ago(44, 9), partial(_invite_institutions, plot, INSTITUTIONS[:3]))
    story.tell(on.ago(44, 10), partial(_invite_seats, plot))
    story.tell(on.ago(42, 15), partial(answer, plot, INSTITUTIONS[0], InvitationState.IN_PERSON))
    story.tell(on.ago(41, 11), partial(answer, plot, INSTITUTIONS[1], InvitationState.ONLINE))
    story.tell(on.ago(41, 12), partial(_answer_for_seats, plot))
    story.tell(on.ago(20, 9), partial(_ask_again, plot))
    suggestions = (
        ("nr.el", "Hellenic Centre for Crime Prevention", "contact@prevention.demo.example",
         "They have run a helpline for parents since 2015."),
        ("nr.pl", "A private security company", "sales@security.demo.example",
         "They would sponsor the coffee."),
        ("nr.fi", "Finnish Youth Research Society", "research@youth.demo.example",
         "Their survey of recruitment by way of games is the first of its kind."),
    )  # fmt: skip
    for number, (local, name, email, why) in enumerate(suggestions):
        told = {"name": name, "email": email, "why": why}
        story.tell(on.ago(38 - 4 * number, 10), partial(_suggest, plot, local, told))
    team = address("presidency")
    story.tell(on.ago(30, 12), partial(_decide, plot, suggestions[0][1], "", team))
    story.tell(
        on.ago(30, 13),
        partial(
            _decide, plot, suggestions[1][1], "The seminar takes no sponsors from trade.", team
        ),
    )


def for_institution(one: Institution) -> Guest:
    """Return an institution as it is invited."""
    organisation = Organisation.objects.get(name=one.name)
    return guests.for_institution(organisation, email=one.email, name=one.person)


def invite_all(
    plot: Plot, people: list[Guest], *, mark: str, group: str, note: str, at: datetime
) -> None:
    """Invite people to an event in one go."""
    services.invite(
        event_of(plot.key),
        once=once("invitations", plot.key, mark),
        people=people,
        group=group,
        note_to_them=note,
        by=secretariat(at),
        at=at,
    )


def _invite_institutions(plot: Plot, those: tuple[Institution, ...], at: datetime) -> None:
    people = [for_institution(one) for one in those]
    invite_all(plot, people, mark="institutions", group=Group.PARTICIPANT, note=WORDS, at=at)


def _invite_seats(plot: Plot, at: datetime) -> None:
    """Invite who represents some states on the Board, and the Commission."""
    benches = guests.benches(Body.objects.get(code="BOARD"), at=at)
    chosen = {
        mandate.pk
        for bench in benches
        for mandate in bench.people
        if (mandate.member_state_id in STATES and mandate.is_lead) or not mandate.member_state_id
    }
    people = guests.for_seats(benches, chosen=chosen)
    invite_all(plot, people, mark="seats", group=Group.MEMBER, note="", at=at)


def answer(plot: Plot, one: Institution, said: InvitationState, at: datetime) -> None:
    """Let an institution answer by the link it was sent."""
    reply = Reply(
        said,
        name=one.person,
        email=one.email,
        organisation=one.name,
        country=one.country,
        category=Category.OTHER,
    )
    _answer(plot, reply, at=at)


def _answer_for_seats(plot: Plot, at: datetime) -> None:
    """Let one come, one decline, and one send the substitute; the others are silent."""
    invited = Invitation.objects.filter(event=event_of(plot.key)).select_related("user")
    by_state = {one.email: one for one in invited}
    answers: Mapping[str, tuple[InvitationState, dict[str, Any]]] = {
        "nr.ee": (InvitationState.IN_PERSON, {}),
        "nr.se": (InvitationState.NO, {"note": "I am on parental leave until the spring."}),
        "nr.nl": (
            InvitationState.SUBSTITUTE,
            {"note": "Joris knows the subject better than I do."},
        ),
    }
    for local, (said, more) in answers.items():
        found_ = by_state[address(local)]
        reply = Reply(
            said,
            name=found_.name,
            email=found_.email,
            country=local[3:].upper(),
            category=Category.POLICYMAKER,
            **more,
        )
        if said == InvitationState.SUBSTITUTE:
            user = standing_of(address("sub.nl"), at).user
            reply = replace(reply, stand_in=(user.name if user else "", address("sub.nl")))
        _answer(plot, reply, at=at)


def _answer(plot: Plot, reply: Reply, *, at: datetime) -> None:
    invitation = Invitation.objects.select_related("event").get(
        event=event_of(plot.key), email=reply.email
    )
    services.answer_invitation(
        invitation,
        reply=reply,
        once=once("answer", plot.key, reply.email),
        notice=notice(at),
        by=standing_of(reply.email, at),
        as_=By.PERSON,
        at=at,
    )


def _ask_again(plot: Plot, at: datetime) -> None:
    services.ask_again(event_of(plot.key), by=secretariat(at), at=at)


def _suggest(plot: Plot, local: str, told: Mapping[str, str], at: datetime) -> None:
    services.suggest_institution(
        event_of(plot.key),
        once=once("suggestion", plot.key, told["name"]),
        by=standing_of(address(local), at),
        at=at,
        **told,
    )


def _decide(plot: Plot, name: str, reason: str, team: str, at: datetime) -> None:
    """Let the Presidency's team decide, or the Secretariat where none has the seminar."""
    suggestion = InstitutionSuggestion.objects.select_related("event").get(
        event=event_of(plot.key), name=name
    )
    by = standing_of(team, at)
    as_ = services.decides_on(suggestion.event, by=by)
    if as_ is None:
        by, as_ = secretariat(at), By.SECRETARIAT
    if reason:
        services.decline_suggestion(suggestion, reason=reason, by=by, as_=as_, at=at)
        return
    services.accept_suggestion(suggestion, reason="", by=by, as_=as_, at=at)
    services.send_prepared(event_of(plot.key), by=by, at=at + timedelta(minutes=2))


# The seminar of spring 2024


def ask_in_spring(story: Story, plot: Plot) -> None:
    """Note which institutions are suggested for that seminar, what Belgium decides, who comes."""
    story.tell(clock(date(2024, 2, 19), 11), partial(_suggest, plot, "secretariat", _told(UNODC)))
    story.tell(clock(date(2024, 2, 21), 14), partial(_suggest, plot, "nr.fr", _told(EFUS)))
    vendor = {
        "name": "A maker of cameras",
        "email": "fairs@cameras.demo.example",
        "why": "They would show what a port can see at night.",
    }
    story.tell(clock(date(2024, 2, 22), 9), partial(_suggest, plot, "nr.cz", vendor))
    for number, (name, reason) in enumerate(
        (
            (UNODC.name, ""),
            (EFUS.name, ""),
            (vendor["name"], "Nobody shows goods at a seminar of the Network."),
        )
    ):
        at = clock(date(2024, 2, 27), 10, 10 * number)
        story.tell(at, partial(_decide, plot, name, reason, BELGIANS))
    story.tell(clock(date(2024, 3, 1), 12), partial(answer, plot, EFUS, InvitationState.IN_PERSON))
    story.tell(clock(date(2024, 3, 5), 16), partial(answer, plot, UNODC, InvitationState.IN_PERSON))


def _told(one: Institution) -> dict[str, str]:
    return {"name": one.name, "email": one.email, "why": WHY[one.abbreviation]}


def introduce(story: Story, plot: Plot, *, at: datetime) -> None:
    """Note that the new substitutes are invited to be introduced, and what they say."""
    story.tell(at, partial(_invite_newcomers, plot))
    story.tell(at + timedelta(days=2, hours=3), partial(_newcomers_answer, plot))


def _invite_newcomers(plot: Plot, at: datetime) -> None:
    chosen = {mandate.pk for mandate in newcomers(at)}
    people = guests.for_seats(guests.benches(Body.objects.get(code="BOARD"), at=at), chosen=chosen)
    invite_all(plot, people, mark="new", group=Group.MEMBER, note="Welcome to the Network.", at=at)


def _newcomers_answer(plot: Plot, at: datetime) -> None:
    """Let the first two come; the others have not answered."""
    invited = Invitation.objects.filter(event=event_of(plot.key)).order_by("email")
    for invitation in list(invited)[:2]:
        reply = Reply(
            InvitationState.ONLINE,
            name=invitation.name,
            email=invitation.email,
            country=invitation.email[4:6].upper(),
            category=Category.POLICYMAKER,
        )
        _answer(plot, reply, at=at)
