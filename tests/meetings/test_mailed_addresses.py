"""Every address in the letters of meetings and suggestions: read, it changes nothing for anybody.

Whoever a letter is handed on to finds the own seat behind its addresses, or nothing.
"""

import datetime as dt
import uuid

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from accounts.models import PresidencyTerm
from desk import emails as desk
from events.models import Event
from events.services import announcing
from mail.links import fill
from mail.models import Letter
from meetings import replies, services
from meetings.emails import actions, delegations, minutes
from meetings.models import ActionPoint, Delegation, Minutes
from meetings.rules.delegation import Person
from suggestions import emails as suggestions
from suggestions.models import Call, StateAnswer, Suggestion
from tests.factories.meetings import AT, meeting, seat_of, secretariat, speaks_for, with_agenda
from tests.journeys.stored import changed, contents
from tests.meetings.convened import MINUTES, convene

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
# What reading may write: that one has looked, or has read what is restricted.
NOTED_WHEN_READ = {"journal_entry", "journal_origin", "accounts_readmark"}


class House:
    """A Board that is convened, minuted and asked, and those who speak for it."""

    def __init__(self):
        """Make it, without a letter."""
        self.event = meeting(host_id=None)
        self.agenda = with_agenda(self.event)
        self.latvia, self.france = speaks_for("LV"), speaks_for("FR")
        self.spain, self.office = speaks_for("ES"), secretariat()
        self.term = PresidencyTerm.objects.create(
            member_state_id="FR", starts=dt.date(2026, 1, 1), ends=dt.date(2026, 6, 30)
        )
        self.minutes = Minutes.objects.create(
            event=meeting(self.event.body, slug="before", first_date=dt.date(2026, 2, 20)),
            state="commented", created_at=AT, sent_at=AT, comments_until=AT.date() + 9 * DAY,
        )  # fmt: skip
        self.action = ActionPoint.objects.create(
            event=self.minutes.event, text="Print it", member_state_id="LV", due_date=AT.date(),
            created_at=AT,
        )  # fmt: skip
        self.call = Call.objects.create(
            body=self.event.body, presidency_id="FR", state="open", title="Burglaries?", text="?",
            opens_on=AT.date(), closes_on=AT.date() + 9 * DAY, created_at=AT, changed_at=AT,
            asked_at=AT,
        )  # fmt: skip
        self.answer = StateAnswer.objects.create(
            call=self.call, member_state_id="LV", changed_at=AT
        )
        self.suggestion = Suggestion.objects.create(
            answer=self.answer, state="given", title="Alarms", text="In all.", category="practice",
            created_at=AT, changed_at=AT, given_at=AT,
        )  # fmt: skip
        self.delegation = Delegation.objects.create(
            event=self.event, member_state_id="LV", seat=seat_of("LV"), changed_at=AT
        )

    def convened(self):
        convene(self.event, self.office)
        services.run_convenings(at=AT + MINUTES)

    def convened_again(self):
        self.convened()
        Letter.objects.all().delete()
        convene(Event.objects.get(pk=self.event.pk), self.office)
        services.run_convenings(at=AT + MINUTES)

    def delegate_named(self):
        person = Person("Anna", email="anna@example.lv", capacity="head")
        services.send_delegation(
            self.event, "LV", version=1, people=[person], to_us="", by=self.latvia, at=AT
        )

    def asked_who_comes(self):
        asked = {("LV", None): self.delegation}
        with announcing(self.event, "asked", by=self.office, at=AT) as news:
            delegations.asked_again(self.event, asked, promised=[], news=news, at=AT)

    def minutes_sent(self):
        with announcing(self.event, "sent", by=self.office, at=AT) as news:
            minutes.sent_for_comments(self.minutes, news=news, at=AT)

    def seats(self):
        return replies.seats(self.minutes)


LETTERS = {
    "convened": House.convened,
    "convened again": House.convened_again,
    "a delegate is named": House.delegate_named,
    "who comes?": House.asked_who_comes,
    "answered for you": lambda house: delegations.answered_for_you(house.delegation, at=AT),
    "minutes": House.minutes_sent,
    "minutes, silent": lambda house: minutes.reminder(house.minutes, house.seats(), at=AT),
    "minutes adopted": lambda house: minutes.adopted(house.minutes, at=AT),
    "action point": lambda house: actions.due(house.action, at=AT),
    "call": lambda house: suggestions.asked(house.call, at=AT),
    "call, silent": lambda house: suggestions.reminder(
        house.call, [house.answer], subject="", text="", at=AT
    ),
    "call, more time": lambda house: suggestions.extended(house.call, at=AT),
    "call, over": lambda house: suggestions.closed(house.call, at=AT),
    "suggestion decided": lambda house: suggestions.decided(house.suggestion, at=AT),
    "call, published": lambda house: suggestions.published(house.call, at=AT),
    "team": lambda house: desk.member_asked(
        house.term, name="Anna", address="anna@example.fr", starts=AT.date(), ends=None,
        by=house.france, at=AT,
    ),
}  # fmt: skip
OF_ONES_OWN = ("/registrations/", "/invitations/")
"""Where a secret address leads to the page of one person, whoever opens it."""


def addresses(letter):
    """The paths on our own site that a letter leads to."""
    found = [letter.body["button"][1], *(value for _name, value in letter.body["facts"])]
    whole = [fill(one) for one in found if one.startswith(("[[link:", settings.SITE_URL))]
    return {one.removeprefix(settings.SITE_URL).partition("#")[0] for one in whole}


def as_(standing):
    client = Client()
    client.force_login(standing.user)
    return client


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(AT + 2 * MINUTES, tick=False):
        yield


@pytest.mark.parametrize("name", LETTERS)
def test_reading_a_mailed_address_changes_nothing_and_leads_others_nowhere(name):
    house = House()
    LETTERS[name](house)
    found = set().union(*map(addresses, Letter.objects.all()))
    clients = [Client(), as_(house.latvia), as_(house.france), as_(house.office)]
    stranger = as_(house.spain)
    before = contents()

    answers = {
        address: [client.get(address).status_code for client in (clients[0], stranger)]
        for address in found
    }
    for client in clients:
        for address in found:
            client.head(address)
            client.get(address)

    assert found
    assert changed(before, contents()) <= NOTED_WHEN_READ
    for address, told in answers.items():
        own = any(part in address for part in OF_ONES_OWN)
        assert told == ([200, 200] if own else [302, 404]), address


def rows(house):
    """What there is of Latvia's."""
    return [
        list(Delegation.objects.filter(member_state="LV").values()),
        list(StateAnswer.objects.filter(member_state="LV").values()),
        list(Suggestion.objects.filter(answer__member_state="LV").values()),
        list(ActionPoint.objects.filter(member_state="LV").values()),
    ]


@pytest.mark.parametrize("name", [name for name in LETTERS if name not in {"convened", "team"}])
def test_who_gets_a_letter_to_another_seat_acts_for_that_seat_by_no_address(name):
    house = House()
    LETTERS[name](house)
    letters = Letter.objects.filter(to=house.latvia.user.email)
    found = set().union(*map(addresses, letters)) if letters else set()
    before = rows(house)
    client, once = as_(house.france), uuid.uuid4()

    for address in found:
        if any(part in address for part in OF_ONES_OWN):
            continue
        for path in (address, f"{address}LV/", f"{address}LV/nobody/", f"{address}none/"):
            client.post(path, {"once": once, "version": 1, "done_note": "x", "reason": "x"})
    answers = {
        f"/events/{house.event.slug}/delegation/LV/": 404,
        f"/events/{house.event.slug}/delegation/LV/nobody/": 404,
        f"/actions/{house.action.key}/": 422,
        f"/suggestions/one/{house.suggestion.key}/change/": 404,
        f"/suggestions/one/{house.suggestion.key}/take-back/": 404,
    }
    sent = {"once": once, "version": 1}
    assert {path: client.post(path, sent).status_code for path in answers} == answers
    assert rows(house) == before
