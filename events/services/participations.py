"""The countries of a focus day: asked, reminded, answered for."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.models import Mandate
from accounts.steps import By, step
from events import emails, kinds
from events.enums import Deed, ParticipationDeed, ParticipationState, State
from events.kinds import Part
from events.models import CountryParticipation, Event
from events.participations import PARTICIPATION
from events.rules import NotNowError
from events.services.events import note
from events.services.moves import locked

AGAIN_AFTER = timedelta(hours=1)


def _locked(event: Event) -> Event:
    event = locked(event)
    if event.state in {State.CLOSED, State.CANCELLED} or not kinds.has(event.kind, Part.COUNTRIES):
        raise NotNowError
    return event


@transaction.atomic
def ask_countries(
    event: Event, *, countries: Collection[str], by: Standing, at: datetime
) -> list[CountryParticipation]:
    """Put countries on the list of a focus day; who stands there already is left as it is."""
    event = _locked(event)
    there = set(event.countries.values_list("country", flat=True))
    asked = CountryParticipation.objects.bulk_create(
        CountryParticipation(event=event, country=code, asked_at=at)
        for code in sorted(set(countries) - there)
    )
    if asked:
        note(Deed.COUNTRIES_ASKED, event, by=by, at=at, countries=[one.country for one in asked])
    return asked


@transaction.atomic
def take_country_off(participation: CountryParticipation, *, by: Standing, at: datetime) -> None:
    """Take a country off the list; one that has answered stays, with its answer."""
    event = _locked(participation.event)
    rows = event.countries.unanswered().filter(pk=participation.pk)
    if not rows.delete()[0]:
        raise NotNowError
    note(Deed.COUNTRY_TAKEN_OFF, event, by=by, at=at, country=participation.country)


@transaction.atomic
def ask_by_mail(event: Event, *, at: datetime) -> int:
    """Mail those who speak for the states that have not answered; return how many letters go.

    Nobody is asked twice within an hour. Other countries have nobody here: the organisers
    answer for them.
    """
    event = _locked(event)
    if event.state != State.PUBLISHED:
        raise NotNowError
    rows = {
        row.country: row
        for row in event.countries.unanswered()
        if row.mailed_at is None or row.mailed_at <= at - AGAIN_AFTER
    }
    mandates = list(
        Mandate.objects.valid_at(at)
        .for_seats()
        .filter(member_state__in=rows)
        .select_related("user", "member_state")
    )
    for mandate in mandates:
        emails.country_asked(event, mandate=mandate, at=at)
    reached = {mandate.member_state_id for mandate in mandates}
    event.countries.filter(country__in=reached).unanswered().update(mailed_at=at)
    return len(mandates)


@transaction.atomic
def answer_for_country(
    participation: CountryParticipation,
    *,
    version: int,
    deed: str,
    contact_name: str,
    contact_email: str,
    activity: str,
    by: Standing,
    as_: By,
    at: datetime,
) -> CountryParticipation:
    """Say whether a country takes part, who is to be asked there, and what happens.

    Raises ``StaleError`` where somebody else answered meanwhile and ``NotNowError`` once the
    event is closed or cancelled.
    """
    event = _locked(participation.event)
    row = versions.locked(event.countries.all(), version=version, pk=participation.pk)
    row.state = step(PARTICIPATION, state=row.state, deed=deed, by=as_).to
    row.contact_name, row.contact_email, row.activity = contact_name, contact_email, activity
    if row.state == ParticipationState.DECLINED:
        row.activity = ""
    row.answered_at, row.answered_by = at, by.user
    row.save()
    facts = {"country": row.country, "answer": ParticipationDeed(deed).value}
    note(Deed.COUNTRY_ANSWERED, event, by=by, at=at, **facts)
    return row
