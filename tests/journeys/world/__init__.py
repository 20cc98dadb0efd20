"""One small house with people of every role in it, events of every kind and what came of them."""

from django.utils import timezone

from jobs.services import beat
from tests.factories.reference import load_reference
from tests.journeys import minuted, prepared, suggested, taught
from tests.journeys.world.certificates import add_certificates
from tests.journeys.world.decisions import add_decisions, add_procedures
from tests.journeys.world.events import (
    add_documents,
    add_events,
    add_feedback,
    add_feeds,
    add_kinds,
    add_questions,
)
from tests.journeys.world.letters import add_letters, add_mailings
from tests.journeys.world.people import World, add_people
from tests.journeys.world.registrations import (
    add_answers,
    add_attendance_lists,
    add_door,
    add_invitations,
    add_places,
    add_registrations,
)


def build(mark: str = "") -> World:
    """Make it all; ``mark`` is added to every text that a person might have typed."""
    load_reference()
    world = World(mark=mark)
    add_people(world)
    add_events(world)
    add_kinds(world)
    add_questions(world)
    add_registrations(world)
    add_attendance_lists(world)
    add_door(world)
    add_places(world)
    add_answers(world)
    add_documents(world)
    add_invitations(world)
    add_mailings(world)
    add_letters(world)
    add_feedback(world)
    add_decisions(world)
    add_procedures(world)
    taught.add_to(world)
    suggested.add_to(world)
    prepared.add_to(world)
    minuted.add_to(world)
    add_certificates(world)
    add_feeds(world)
    beat("a worker", at=timezone.now())
    return world
