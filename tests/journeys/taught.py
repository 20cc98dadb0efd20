"""The trainings of the small house: a course, who teaches it, and requests in every state."""

import datetime as dt
import uuid

from django.utils import timezone

import courses.services
import trainers.services
import trainings.services
from accounts import access
from accounts.days import network_day
from accounts.models import MemberState
from courses.models import Course
from events.models import FeedbackForm
from mail.links import token
from tests.documents.files import checked
from tests.factories.events import AttendanceFactory, RegistrationFactory
from tests.factories.trainings import (
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
    accepted,
    confirmed_trainer,
    draft,
    fresh,
    ready,
    submitted,
)
from trainings import follow_ups
from trainings.models import TrainingRequest
from trainings.rules import Window

DAY = dt.timedelta(days=1)


def add_to(world) -> None:
    """A course with its material, its trainer, and what a state has asked for and got."""
    at = timezone.now()
    by, host = world.standing("secretariat"), world.standing("nr")
    course = CourseFactory(title=f"Course{world.mark}", how_to_get=f"Ask.{world.mark}")
    trainer = _trainer(world, course, by=by, at=at)
    _interest(world, course, by=host, at=at)
    call = trainers.services.ask_states(
        once=uuid.uuid4(), course=CourseFactory(title=f"Wanted{world.mark}"),
        words=f"In spring{world.mark}", closes_on=network_day(at) + 100 * DAY, by=by, at=at,
    )  # fmt: skip
    _material(world, course, by=by, at=at)
    made = _under_way(world, course, by=by, host=host, at=at)
    asked = trainings.services.propose_trainer(made, trainer=trainer, by=by, at=at)
    asked = trainings.services.invite_trainer(asked, message=f"Please{world.mark}", by=by, at=at)
    world.words |= {
        "course": course.slug,
        "call": str(call.key),
        "assignment": str(asked.key),
    }
    _ahead(world, course, trainer, at=at)
    _over(world, course, trainer, days_ago=200)
    _closed(world, course, days_ago=300)
    _ended(world, course, by=by, host=host, at=at)


def _trainer(world, course: Course, *, by, at):
    person, soon = world.people["trainer"], network_day(at) + 100 * DAY
    trainer = TrainerFactory(
        name=person.name, email=person.email, biography=f"Teaches.{world.mark}"
    )
    approval = QualificationFactory(trainer=trainer, course=course)
    said = trainers.services.say_availability(
        trainer, period="away", starts=soon, ends=soon, note_=f"Leave{world.mark}", by=by, at=at
    )
    requirement = trainers.services.add_requirement(
        text=f"Speaks English{world.mark}", is_required=True, by=by, at=at
    )
    nominee = TrainerFactory(
        name=f"Nominee{world.mark}", state="nominated", decided_at=None,
        motivation=f"Good.{world.mark}",
    )  # fmt: skip
    world.words |= {
        "own trainer": str(trainer.key),
        "nominee": str(nominee.key),
        "approval": str(approval.key),
        "availability": str(said.key),
        "requirement": str(requirement.pk),
    }
    return trainer


def _interest(world, course: Course, *, by, at) -> None:
    """A state that would have somebody trained."""
    interest = trainers.services.tell_interest(
        once=uuid.uuid4(), member_state=MemberState.objects.get(pk=world.words["state"]),
        course=course, language="pt", people=2, note=f"Soon{world.mark}", by=by, at=at,
    )  # fmt: skip
    candidate = trainers.services.add_candidate(
        interest, name=f"Eva{world.mark}", email="candidate@example.eu", by=by, at=at
    )
    world.words |= {"interest": str(interest.key), "candidate": str(candidate.key)}


def _material(world, course: Course, *, by, at) -> None:
    """A handbook with a translation that was begun, and one that the state has to check."""
    material = courses.services.add_material(
        course, once=uuid.uuid4(), title=f"Handbook{world.mark}", given="registered",
        upload=checked("handbook.pdf"), by=by, at=at,
    )  # fmt: skip
    state = MemberState.objects.get(pk=world.words["state"])
    begun, to_check = (
        courses.services.begin_translation(material, language=code, checker=state, by=by, at=at)
        for code in ("pt", "lv")
    )
    to_check = courses.services.hand_in(to_check, upload=checked("lv.pdf"), by=by, at=at)
    world.words |= {
        "material": str(material.key),
        "translation": str(begun.key),
        "translation to check": str(to_check.key),
    }


def _windows(first: dt.date) -> tuple[Window, ...]:
    return tuple(Window(first + days * DAY, first + (days + 9) * DAY) for days in (0, 20))


def _typed(world) -> dict[str, str]:
    """What a person might have typed into a request."""
    return {
        "motivation": f"Now.{world.mark}",
        "city": f"Lisbon{world.mark}",
        "venue": f"Hall{world.mark}",
    }


def _under_way(world, course: Course, *, by, host, at) -> TrainingRequest:
    """A draft, a request that was sent, one with a question, and one that is prepared."""
    first = network_day(at) + 100 * DAY
    said = _typed(world) | {"windows": _windows(first)}
    drafted = draft(host, at, typed={"city": f"Lisbon{world.mark}"})
    sent = submitted(host, at, course, **said)
    questioned = submitted(host, at, course, **said)
    trainings.services.ask(questioned, question=f"Who?{world.mark}", by=by, at=at)
    made = accepted(by, host, at, course, **said)
    words = {"once": uuid.uuid4(), "at": at}
    trainings.services.write_message(made, text=f"Hello{world.mark}", by=host, **words)
    trainings.services.add_note(made, text=f"Call{world.mark}", by=by, **words)
    task = trainings.services.add_task(
        made, title=f"Print{world.mark}", owner="host", due_date=first,
        note_=f"Twice{world.mark}", by=host, **words,
    )  # fmt: skip
    (file,) = trainings.services.attach(
        made, uploads=[checked("map.pdf")], title=f"Map{world.mark}", by=host, **words
    )
    (option,) = trainings.services.propose_dates(
        made, first_dates=[first], close_on=None, by=by, at=at
    )
    world.words |= {
        "training draft": drafted.reference,
        "training sent": sent.reference,
        "training asked": questioned.reference,
        "training accepted": made.reference,
        "date": str(option.key),
        "host task": str(task.key),
        "attached file": str(file.key),
    }
    return made


def _scheduled(world, course: Course, trainer, *, at, day: dt.date) -> TrainingRequest:
    """A training on that day, asked for at that moment, with one more trainer."""
    by, host = (access.standing(world.people[role], at) for role in ("secretariat", "nr"))
    made, by, host, option = ready(
        at, by, host, trainers=1, day=day, course=course, windows=_windows(day), **_typed(world)
    )
    confirmed_trainer(made, by=by, at=at, trainer=trainer)
    return trainings.services.schedule(made, option=option, by=by, at=at)


def _ahead(world, course: Course, trainer, *, at) -> None:
    """A training that is scheduled, which the host would rather not have."""
    made = _scheduled(world, course, trainer, at=at, day=network_day(at) + 60 * DAY)
    host = world.standing("nr")
    trainings.services.ask_to_cancel(made, reason=f"Strike{world.mark}", by=host, at=at)
    world.words |= {
        "training scheduled": made.reference,
        "event taught": made.held.event.slug,
        "assignment ahead": str(made.assignments.get(trainer=trainer).key),
    }


def _over(world, course: Course, trainer, *, days_ago: int) -> None:
    """A training that took place, of which people are asked what they have used."""
    now = timezone.now()
    day = network_day(now) - days_ago * DAY
    made = _scheduled(world, course, trainer, at=now - (days_ago + 60) * DAY, day=day)
    event = made.held.event
    trainings.services.deliver_due(at=event.ends_at + dt.timedelta(minutes=1))
    person = RegistrationFactory(event=event, name=f"Taught{world.mark}", email="taught@example.eu")
    AttendanceFactory(registration=person, session=event.sessions.first())
    trainings.services.run_follow_ups(at=now)
    world.words |= {
        "training delivered": made.reference,
        "event over": event.slug,
        "assignment over": str(made.assignments.get(trainer=trainer).key),
        "link taught": token("events:own_registration", person.key, person.link_generation),
        "follow-up link": follow_ups.token_of(person),
    }


def _closed(world, course: Course, *, days_ago: int) -> None:
    """A training that is over and done with, its report sent."""
    now = timezone.now()
    day = network_day(now) - days_ago * DAY
    trainer = TrainerFactory(name=f"Other{world.mark}")
    made = _scheduled(world, course, trainer, at=now - (days_ago + 60) * DAY, day=day)
    event, by = made.held.event, world.standing("secretariat")
    after = event.ends_at + dt.timedelta(minutes=1)
    trainings.services.deliver_due(at=after)
    FeedbackForm.objects.filter(event=event).update(opened_at=after, closes_at=after + DAY)
    made = trainings.services.send_report(fresh(made), by=by, at=after)
    trainings.services.close(
        made, certificates_waiver=f"None.{world.mark}", by=by, at=after + 2 * DAY
    )
    world.words["training closed"] = made.reference


def _ended(world, course: Course, *, by, host, at) -> None:
    """One that was declined, one taken back, one cancelled."""
    said = _typed(world) | {"windows": _windows(network_day(at) + 100 * DAY)}
    declined, withdrawn = (submitted(host, at, course, **said) for _number in range(2))
    cancelled = accepted(by, host, at, course, **said)
    trainings.services.decline(declined, reason=f"Full.{world.mark}", by=by, at=at)
    trainings.services.withdraw(withdrawn, by=host, at=at)
    trainings.services.cancel(cancelled, reason=f"Off.{world.mark}", by=by, at=at)
    world.words |= {
        "training declined": declined.reference,
        "training withdrawn": withdrawn.reference,
        "training cancelled": cancelled.reference,
    }
