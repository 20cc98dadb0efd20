"""The Board with 27 seats and a procedure before it: part of what ``inside`` does."""

import datetime as dt
import uuid

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from accounts.access import standing
from accounts.days import BRUSSELS, network_day
from accounts.enums import HolidayCalendar, Role
from accounts.models import Body, Holiday, MemberState, Seat, User
from mail.enums import State as LetterState
from mail.models import Letter
from procedures import presets, services
from procedures.models import VotingRule
from procedures.models.procedure import LABEL
from tests.factories.accounts import MandateFactory, UserFactory

LONG_AGO = dt.date(2020, 1, 1)
LAUNCHED = dt.timedelta(days=40)
"""So long ago that any deadline from now on is later than the rule's own."""
SPEAKERS = {Role.NR: "nr", Role.SUBSTITUTE: "sub"}
WORKING_DAYS = range(5)
ENOUGH = 15
"""Replies that make a quorum."""


def board():
    """Give each of the 27 seats a representative and a substitute."""
    Seat.objects.filter(body="BOARD").update(starts=LONG_AGO)
    for state in MemberState.objects.filter(seats__body="BOARD").distinct():
        for role, name in SPEAKERS.items():
            user = UserFactory(email=f"{name}.{state.pk}@storm.example", name=f"{name} {state.pk}")
            MandateFactory(user=user, role=role, member_state=state, starts=LONG_AGO)
    return {"seats": Seat.objects.filter(body="BOARD", votes=True).count()}


def procedure(seconds, early="no"):
    """Launch a procedure that ends in so many seconds, whole ones."""
    ends = (timezone.now() + dt.timedelta(seconds=float(seconds))).replace(microsecond=0)
    made = launched(ends=ends, early_close=early == "early")
    return {"reference": made.reference, "deadline": made.deadline_at.isoformat()}


def ended():
    """Launch a procedure that is over, and close it."""
    at = timezone.now()
    made = launched(ends=at - dt.timedelta(minutes=1))
    return {"reference": made.reference, "closed": services.close(made, at=at)}


def launched(*, ends, **rule):
    """Launch a procedure of long ago that ends then."""
    office = standing(None, ends - LAUNCHED)
    data = {**presets.all_rules()[presets.DEFAULT], **rule}
    kept = VotingRule.objects.create(name=f"Rule {uuid.uuid4().hex[:6]}", data=data)
    made = services.draft(
        once=uuid.uuid4(),
        by=office,
        at=office.at,
        title="A question of the storm",
        question="Does the Board agree?",
        body=Body.objects.get(pk="BOARD"),
        rule=kept,
        wanted_deadline_at=ends,
    )
    return services.launch(made, version=made.version, by=office, at=office.at)


def devices(each="2"):
    """Sign everybody who speaks for a seat in on so many devices, all proved this minute."""
    found = {}
    for state in MemberState.objects.filter(seats__body="BOARD").distinct().order_by("order"):
        found[state.pk] = [
            [f"{name}.{state.pk}@storm.example", proved(f"{name}.{state.pk}@storm.example")]
            for _ in range(int(each))
            for name in SPEAKERS.values()
        ]
    return found


def proved(address):
    """Sign a person in who has just proved who they are; return the session's cookie."""
    client, user = Client(), User.objects.get(email=address)
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    request = HttpRequest()
    request.session, request.user = client.session, user
    record_authentication(request, user, method="code", reauthenticated=True)
    request.session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def working_morning():
    """Return ten o'clock in Brussels on the next working day."""
    day = network_day(timezone.now()) + dt.timedelta(days=1)
    return dt.datetime.combine(_working_day(day), dt.time(10), BRUSSELS)


def due_of_procedures(at):
    """Leave two procedures to close, one with a quorum and one without, and one to remind of."""
    board()
    tomorrow = _working_day(at.date() + dt.timedelta(days=1))
    over, said = at - dt.timedelta(minutes=1), at - dt.timedelta(hours=1)
    quiet, answered = launched(ends=over), launched(ends=over)
    launched(ends=dt.datetime.combine(tomorrow, dt.time(12), BRUSSELS))
    for made, number in ((quiet, 1), (answered, ENOUGH)):
        for ballot in made.ballots.in_protocol_order()[:number]:
            who = User.objects.get(email=f"nr.{ballot.code}@storm.example")
            services.cast(ballot, choice="for", by=standing(who, said), at=said)
    about = Letter.objects.filter(label=LABEL)
    about.update(state=LetterState.SENT, sent_at=said, attempts=1)


def _working_day(day):
    """Return the day, or the first working day after it."""
    holidays = Holiday.objects.days(HolidayCalendar.BE)
    while day.weekday() not in WORKING_DAYS or day in holidays:
        day += dt.timedelta(days=1)
    return day
