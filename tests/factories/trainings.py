"""Courses, trainers and requests: valid and dull; requests are made through the services."""

import datetime as dt
import uuid

import factory

from accounts.access import standing
from accounts.enums import Role
from accounts.models import MemberState
from courses.enums import CourseKind, TranslationState
from courses.models import Course, Material, Module, Part, TaskTemplate, Translation
from tests.factories.accounts import MandateFactory, MemberStateFactory
from trainers.enums import Period, TrainerState
from trainers.models import Availability, Qualification, Trainer
from trainings import services
from trainings.enums import PlaceKind
from trainings.models import TrainingRequest
from trainings.rules import Window, Wish

NOW = dt.datetime(2026, 9, 1, 8, tzinfo=dt.UTC)
FIRST_DAY = dt.date(2027, 1, 19)
OTHER_DAY = dt.date(2027, 2, 9)
LONG_AGO = dt.date(2020, 1, 1)


class CourseFactory(factory.django.DjangoModelFactory):
    """A day and a half in three parts, on request, with one task of the host."""

    class Meta:
        model = Course
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"course-{n}")
    kind = CourseKind.ON_REQUEST
    title = factory.Sequence(lambda n: f"Course {n}")
    is_on_request = True

    @factory.post_generation
    def its_parts(self, create, extracted):
        """Lay out the parts, unless told that there are none."""
        if not create or extracted == 0:
            return
        for order, (day, hour) in enumerate(((1, 9), (1, 14), (2, 9)), start=1):
            part = Part.objects.create(
                course=self, order=order, title=f"Half-day {order}", day=day,
                starts_time=dt.time(hour, 30), minutes=210,
            )  # fmt: skip
            Module.objects.create(part=part, order=1, title=f"Module {order}a")
            Module.objects.create(part=part, order=2, title=f"Module {order}b")
        TaskTemplate.objects.create(
            course=self, order=1, title="Book a room", owner="host", days_before=42
        )


class TrainerFactory(factory.django.DjangoModelFactory):
    """An accepted trainer."""

    class Meta:
        model = Trainer

    state = TrainerState.ACCEPTED
    name = factory.Sequence(lambda n: f"Trainer {n}")
    email = factory.Sequence(lambda n: f"trainer.{n}@example.eu")
    nominated_at = NOW
    decided_at = NOW


class QualificationFactory(factory.django.DjangoModelFactory):
    """An approval to teach in English, since long ago and without an end."""

    class Meta:
        model = Qualification

    trainer = factory.SubFactory(TrainerFactory)
    course = factory.SubFactory(CourseFactory)
    language = "en"
    starts = LONG_AGO
    approved_at = NOW


class AvailabilityFactory(factory.django.DjangoModelFactory):
    """A day on which a trainer is away."""

    class Meta:
        model = Availability

    trainer = factory.SubFactory(TrainerFactory)
    period = Period.AWAY
    starts = FIRST_DAY
    ends = FIRST_DAY


def secretariat(at=NOW):
    """The standing of somebody of the Secretariat."""
    return standing(MandateFactory(role=Role.SECRETARIAT, starts=LONG_AGO).user, at)


def speaks_for(code="PT", at=NOW, role=Role.NR):
    """The standing of somebody who speaks for a state."""
    state = MemberState.objects.filter(pk=code).first() or MemberStateFactory(
        code=code, name={"PT": "Portugal", "EL": "Greece"}.get(code, code)
    )
    return standing(MandateFactory(role=role, member_state=state, starts=LONG_AGO).user, at)


def at_the(trainer, at=NOW):
    """The standing of a trainer, under the account of the own address."""
    from tests.factories.accounts import UserFactory

    return standing(UserFactory(email=trainer.email, name=trainer.name), at)


def wish(course=None, **changes):
    """24 people in Lisbon, in English, in two windows."""
    course = course or Course.objects.first() or CourseFactory()
    said = {
        "course": course.pk,
        "language": "en",
        "expected": 24,
        "least": 12,
        "most": 30,
        "groups": {"police": 10, "local_authority": 8, "policymaker": 6},
        "place": PlaceKind.MEMBER_STATE,
        "city": "Lisbon",
        "venue": "Town hall",
        "windows": (
            Window(dt.date(2027, 1, 18), dt.date(2027, 1, 22)),
            Window(dt.date(2027, 2, 8), dt.date(2027, 2, 12)),
        ),
        "provides": ("room", "catering"),
        "motivation": "Five municipalities begin local prevention contracts.",
    }
    return Wish(**{**said, **changes})


def draft(by=None, at=NOW, **more):
    """A draft of Portugal."""
    by = by or speaks_for()
    (code,) = by.member_states
    return services.begin(
        once=uuid.uuid4(), member_state=MemberState.objects.get(pk=code), by=by, at=at, **more
    )


def submitted(by=None, at=NOW, course=None, **changes):
    """A request of Portugal that was sent."""
    by = by or speaks_for()
    made = draft(by, at)
    return services.submit(made, version=made.version, wish=wish(course, **changes), by=by, at=at)


def accepted(by=None, host=None, at=NOW, course=None, **changes):
    """A request that is looked after by who accepted it."""
    by = by or secretariat(at)
    made = submitted(host or speaks_for(at=at), at, course, **changes)
    return services.accept(made, assignee=by.user, by=by, at=at)


def confirmed_trainer(request, *, by, at=NOW, language=None, trainer=None, answers="yes"):
    """A trainer approved for it, invited, who said yes to all dates and is confirmed."""
    trainer = trainer or TrainerFactory()
    Qualification.objects.get_or_create(
        trainer=trainer, course=request.course, language=language or request.language,
        starts=LONG_AGO, defaults={"approved_at": NOW},
    )  # fmt: skip
    made = services.propose_trainer(request, trainer=trainer, by=by, at=at)
    made = services.invite_trainer(made, message="", by=by, at=at)
    said = {option.key: answers for option in request.options.all()}
    made = services.accept_assignment(made, answers=said, by=by, at=at)
    return services.confirm_trainer(made, by=by, at=at)


def ready(at=NOW, by=None, host=None, trainers=2, day=FIRST_DAY, course=None, **changes):
    """A request with all that scheduling needs, who looks after it, its host and its date."""
    by, host = by or secretariat(at), host or speaks_for(at=at)
    made = accepted(by, host, at, course, **changes)
    (option,) = services.propose_dates(made, first_dates=[day], close_on=None, by=by, at=at)
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=at)
    for _number in range(trainers):
        confirmed_trainer(made, by=by, at=at)
    services.confirm_checklist(made, by=host, at=at)
    return fresh(made), by, host, option


def scheduled(at=NOW, **more):
    """A request that was scheduled."""
    made, by, host, option = ready(at, **more)
    return services.schedule(made, option=option, by=by, at=at), by, host, option


def delivered(**more):
    """A request whose training is over, and the moment after it."""
    made, by, host, _option = scheduled(**more)
    after = made.delivery.event.ends_at + dt.timedelta(minutes=1)
    services.deliver_due(at=after)
    return fresh(made), by, host, after


def fresh(request):
    """The request as it is now."""
    return TrainingRequest.objects.get(pk=request.pk)


def published_material(course, language):
    """A material that is published in a language."""
    made = Material.objects.create(course=course, title="Handbook", number=1)
    Translation.objects.create(
        material=made, language=language, state=TranslationState.PUBLISHED, translates=1,
        checked_at=NOW,
    )  # fmt: skip
    return made
