"""People, states, bodies, seats, mandates, days and notices: valid and dull."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone

from accounts.enums import FOR_A_STATE, FOR_AN_ORGANISATION, HolidayCalendar, OrganisationKind, Role
from accounts.models import (
    Body,
    Holiday,
    Mandate,
    MemberState,
    Notice,
    Organisation,
    PresidencyTerm,
    Seat,
    User,
)

LONG_AGO = dt.date(2010, 1, 1)
SOME_CODES = [
    f"{first}{second}"
    for first in "XYZABCDEFGHIJKLMNOPQRSTUVW"
    for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
]


class UserFactory(factory.django.DjangoModelFactory):
    """A person with an account and no rights; signs in by code only, unless given a password."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person.{n}@example.eu")
    name = factory.Sequence(lambda n: f"Person {n}")
    created_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(*args, **kwargs)


class MemberStateFactory(factory.django.DjangoModelFactory):
    """A state that is none of the 27; ``MemberStateFactory(code="LV")`` makes one of them."""

    class Meta:
        model = MemberState
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: SOME_CODES[n % len(SOME_CODES)])
    iso = factory.SelfAttribute("code")
    name = factory.LazyAttribute(lambda state: f"State {state.code}")
    order = factory.Sequence(lambda n: 100 + n)
    languages = "en"
    time_zone = "Europe/Brussels"


class OrganisationFactory(factory.django.DjangoModelFactory):
    """An agency."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = OrganisationKind.AGENCY


class BodyFactory(factory.django.DjangoModelFactory):
    """A body chaired by the Presidency."""

    class Meta:
        model = Body
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"BODY-{n}")
    name = factory.LazyAttribute(lambda body: f"Body {body.code}")


class SeatFactory(factory.django.DjangoModelFactory):
    """A state's voting seat, for ever; ``organisation=…, member_state=None`` makes an observer's."""

    class Meta:
        model = Seat

    body = factory.SubFactory(BodyFactory)
    member_state = factory.SubFactory(MemberStateFactory)
    starts = LONG_AGO


class MandateFactory(factory.django.DjangoModelFactory):
    """A National Representative, for ever; another ``role`` gets what it speaks for."""

    class Meta:
        model = Mandate

    user = factory.SubFactory(UserFactory)
    role = Role.NR
    member_state = factory.Maybe(
        factory.LazyAttribute(lambda mandate: mandate.role in FOR_A_STATE),
        factory.SubFactory(MemberStateFactory),
        None,
    )
    organisation = factory.Maybe(
        factory.LazyAttribute(lambda mandate: mandate.role in FOR_AN_ORGANISATION),
        factory.SubFactory(OrganisationFactory),
        None,
    )
    starts = LONG_AGO
    given_at = factory.LazyFunction(timezone.now)


class PresidencyTermFactory(factory.django.DjangoModelFactory):
    """The first half of 2024, and then the following ones in turn."""

    class Meta:
        model = PresidencyTerm

    member_state = factory.SubFactory(MemberStateFactory)
    starts = dt.date(2024, 1, 1)
    ends = factory.LazyAttribute(
        lambda term: (
            dt.date(term.starts.year, 6, 30)
            if term.starts.month == 1
            else dt.date(term.starts.year, 12, 31)
        )
    )


class HolidayFactory(factory.django.DjangoModelFactory):
    """A day off in Belgium."""

    class Meta:
        model = Holiday

    calendar = HolidayCalendar.BE
    date = factory.Sequence(lambda n: dt.date(2024, 1, 1) + dt.timedelta(days=n))
    name = factory.Sequence(lambda n: f"Holiday {n}")


class NoticeFactory(factory.django.DjangoModelFactory):
    """A privacy notice in force since 2020."""

    class Meta:
        model = Notice

    version = factory.Sequence(lambda n: f"2020-{n}")
    text = "We keep what you tell us as long as we need it."
    published_at = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
