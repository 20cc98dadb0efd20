"""Accounts, mandates and seats of the demonstration, given through the services."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.contrib.auth.hashers import make_password

import accounts.services
import agendas.services
from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import OrganisationKind, Role
from accounts.models import Body, Mandate, MemberState, Organisation, PresidencyTerm, User
from accounts.services import Wish, add_organisation, give_mandate, give_seat, invite
from accounts.services.reference import COMMISSION
from demo import people
from demo.people import ATTENDEES, REPRESENTATIVE, SUBSTITUTE, TEAM, address
from demo.story import once

SINCE = date(2023, 9, 1)
SPRING_OF_2024 = date(2024, 6, 30)
"""The last day of the Belgian Presidency, of which a team of one is left in the records."""
PRESIDENCY_AHEAD = timedelta(days=365)
OTHERS_IN_EXCOM = ("EE", "PT", "SE")
WORKING_GROUP = ("DK", "EE", "LV", "NL", "PT", "SE")
RESEARCHERS = (
    ("European Society of Criminology", "ESC", address("criminology")),
    ("Campbell Collaboration, Crime and Justice Group", "", address("campbell")),
)
"""Who sits in the advisory board, which keeps the Network in touch with academic experts."""
BELGIANS = address("sub.be")
SECRETARIAT = address("secretariat")
SECRETARIATS_RIGHTS = (
    "read_restricted_papers",
    "view_sensitive_answers",
    "take_security_lists",
)
NEW_SINCE = timedelta(days=60)
NEW_SUBSTITUTES = ("HR", "LU", "MT", "SI")


def installer(at: datetime) -> Standing:
    """Return the standing of whoever sets the installation up: an administrator without account."""
    return Standing(user=None, at=at, mandates=(Mandate(role=Role.ADMINISTRATOR),))


def lay_out(*, at: datetime, now: datetime) -> None:
    """Make states, accounts, mandates and seats, as the Secretariat would at the beginning."""
    accounts.services.load_reference_data(at=at)
    agendas.services.lay_out_standing_items(at=at)
    by = installer(at)
    states = MemberState.objects.in_bulk()
    _house(by=by, at=at)
    for place, local, role in (
        (REPRESENTATIVE, "nr", Role.NR),
        (SUBSTITUTE, "sub", Role.SUBSTITUTE),
    ):
        for member in people.members(place, local=local):
            is_new = role == Role.SUBSTITUTE and member.country in NEW_SUBSTITUTES
            wish = Wish(
                role=role,
                starts=max(SINCE, network_day(now) - NEW_SINCE) if is_new else SINCE,
                member_state=states[member.country],
                is_lead=role == Role.NR,
            )
            _invite(member.email, member.name, wish, by=by, at=at)
    for guest in people.practitioners()[:ATTENDEES]:
        _invite(guest.email, guest.name, None, by=by, at=at)
    for email, name in people.trainers():
        _invite(email, name, None, by=by, at=at)
    _seats(by=by, at=at)
    _presidency(by=by, at=at, now=now)


def set_passwords(password: str) -> None:
    """Give every account the one password, and its zone, as its holder would on the profile page."""
    everybody = User.objects.filter(email__endswith=f"@{people.DOMAIN}")
    everybody.update(password=make_password(password))
    for state in MemberState.objects.all():
        User.objects.filter(mandates__member_state=state).update(time_zone=state.time_zone)


def _house(*, by: Standing, at: datetime) -> None:
    commission = Organisation.objects.get(name=COMMISSION)
    _invite(address("admin"), "Thomas Verhaegen", Wish(Role.ADMINISTRATOR, SINCE), by=by, at=at)
    _invite(SECRETARIAT, "Eilís Ní Bhriain", Wish(Role.SECRETARIAT, SINCE), by=by, at=at)
    officer = User.objects.get(email=SECRETARIAT)
    accounts.services.set_rights(officer, rights=SECRETARIATS_RIGHTS, by=by, at=at)
    wish = Wish(Role.OBSERVER, SINCE, organisation=commission)
    _invite(address("com"), "Giulia Lindqvist-Moreau", wish, by=by, at=at)


def _presidency(*, by: Standing, at: datetime, now: datetime) -> None:
    wish = Wish(
        Role.PRESIDENCY, SINCE, SPRING_OF_2024, member_state=MemberState.objects.get(code="BE")
    )
    give_mandate(User.objects.get(email=BELGIANS), wish=wish, by=by, at=at, told=False)
    term = PresidencyTerm.objects.on(network_day(now))
    if term is None:
        return
    wish = Wish(
        Role.PRESIDENCY,
        starts=max(SINCE, term.starts - PRESIDENCY_AHEAD),
        ends=term.ends,
        member_state=term.member_state,
    )
    name = people.countries()[term.member_state_id].names[TEAM]
    _invite(address("presidency"), name, wish, by=by, at=at)


def _seats(*, by: Standing, at: datetime) -> None:
    """Seat in the ExCom, beside the chair by term, its neighbours and three more states.

    In the working group sit six states, in the advisory board two societies of researchers.
    """
    excom = Body.objects.get(code="EXCOM")
    terms = list(PresidencyTerm.objects.select_related("member_state"))
    pairs = list(pairwise(terms))
    neighbours = [(before.member_state, term.starts, term.ends) for before, term in pairs]
    neighbours += [(after.member_state, term.starts, term.ends) for term, after in pairs]
    for state, starts, ends in neighbours:
        _seat(excom, member_state=state, starts=starts, ends=ends, by=by, at=at)
    for body, codes in (("EXCOM", OTHERS_IN_EXCOM), ("WG-EBA", WORKING_GROUP)):
        for state in MemberState.objects.filter(code__in=codes):
            _seat(Body.objects.get(code=body), member_state=state, by=by, at=at)
    for name, abbreviation, email in RESEARCHERS:
        found = add_organisation(
            name=name,
            abbreviation=abbreviation,
            kind=OrganisationKind.OTHER,
            member_state=None,
            email=email,
            by=by,
            at=at,
        )
        _seat(Body.objects.get(code="ADVISORY"), organisation=found, votes=False, by=by, at=at)


def _seat(body: Body, *, by: Standing, at: datetime, **more: Any) -> None:
    told = {
        "member_state": None,
        "organisation": None,
        "votes": True,
        "starts": SINCE,
        "ends": None,
    }
    give_seat(body, by=by, at=at, **{**told, **more})


def _invite(email: str, name: str, wish: Wish | None, *, by: Standing, at: datetime) -> None:
    invite(once=once("account", email), email=email, name=name, wish=wish, by=by, at=at)
