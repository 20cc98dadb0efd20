"""Agendas and their items: valid and dull."""

import datetime as dt

import factory
from django.utils import timezone

from accounts.enums import Visibility
from agendas.enums import AgendaState, ItemKind, ItemState
from agendas.models import Agenda, AgendaItem, StandingItem
from events.enums import Kind
from tests.factories.accounts import BodyFactory
from tests.factories.events import EventFactory


class MeetingFactory(EventFactory):
    """A meeting of the Board in three weeks, seen by its members."""

    kind = Kind.MEETING
    title = factory.Sequence(lambda n: f"Board meeting {n}")
    slug = factory.Sequence(lambda n: f"2026-02-01-board-meeting-{n}")
    body = factory.SubFactory(BodyFactory, code="BOARD", name="Board")
    visibility = Visibility.BODY


class StandingItemFactory(factory.django.DjangoModelFactory):
    """What stands on each agenda of the Board."""

    class Meta:
        model = StandingItem

    body = factory.SubFactory(BodyFactory, code="BOARD", name="Board")
    title = factory.Sequence(lambda n: f"Standing item {n}")
    order = factory.Sequence(lambda n: n)


class AgendaFactory(factory.django.DjangoModelFactory):
    """The agenda of a meeting of the Board, sent out yesterday; ``state`` makes another."""

    class Meta:
        model = Agenda

    event = factory.SubFactory(MeetingFactory)
    state = AgendaState.CIRCULATED
    edition = factory.LazyAttribute(lambda one: int(one.state != AgendaState.PREPARING))
    created_at = dt.datetime(2024, 1, 1, 9, tzinfo=dt.UTC)
    circulated_at = factory.LazyAttribute(
        lambda one: timezone.now() - dt.timedelta(days=1) if one.edition else None
    )
    adopted_at = factory.LazyAttribute(
        lambda one: timezone.now() if one.state == AgendaState.ADOPTED else None
    )


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """A point for discussion and decision that stood there from the first; seen by the body."""

    class Meta:
        model = AgendaItem

    agenda = factory.SubFactory(AgendaFactory)
    kind = ItemKind.DISCUSSION
    state = ItemState.OPEN
    title = factory.Sequence(lambda n: f"Item {n}")
    order = factory.Sequence(lambda n: n)
    added_at = factory.SelfAttribute("agenda.created_at")
    changed_at = factory.SelfAttribute("added_at")
    struck_at = factory.LazyAttribute(
        lambda item: timezone.now() if item.state == ItemState.STRUCK else None
    )
