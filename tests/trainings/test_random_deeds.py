"""Whatever is done in whatever order, nothing is scheduled without its needs."""

import datetime as dt
import random
import uuid

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import NotNowError
from accounts.versions import StaleError
from courses.materials import is_published_in
from events.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.trainings import (
    FIRST_DAY,
    LONG_AGO,
    NOW,
    OTHER_DAY,
    CourseFactory,
    QualificationFactory,
    at_the,
    draft,
    fresh,
    published_material,
    secretariat,
    speaks_for,
    wish,
)
from trainings import services
from trainings.enums import AssignmentState, RequestDeed, RequestState
from trainings.models import AssignmentDay, Delivery, TrainingRequest
from trainings.rules import UnmetError

pytestmark = pytest.mark.django_db

DEEDS = 400
AGREE = {"yes", "if_need_be"}


class World:
    """Two states' requests for one course, in Portuguese and in English, and five trainers."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.course = CourseFactory()
        self.officers = [secretariat(), secretariat()]
        self.hosts = [speaks_for("PT"), speaks_for("LV")]
        self.others = [
            speaks_for("PT", role=Role.SUBSTITUTE),
            speaks_for("PT", role=Role.CONTACT_POINT),
            speaks_for("EL"),
            standing(UserFactory(), NOW),
        ]
        self.tried, self.done = set(), set()
        self.trainers = [
            QualificationFactory(course=self.course, language=language, starts=LONG_AGO).trainer
            for language in ("pt", "pt", "en", "en", "en")
        ]
        for trainer in self.trainers[2:4]:
            QualificationFactory(
                trainer=trainer, course=self.course, language="pt", starts=LONG_AGO
            )
        self.teachers = [at_the(one) for one in self.trainers]
        self.drafts = [draft(by) for by in self.hosts]
        self.languages = ["pt", "en"]
        self.at = NOW

    def anybody(self):
        return self.chance.choice([*self.officers, *self.hosts, *self.teachers, *self.others])

    def usual(self, side):
        """The right side as a rule, and now and then somebody else."""
        if self.chance.random() < 0.1:
            return self.anybody()
        return self.chance.choice(side)

    def seldom(self, share):
        """What ends a request is done seldom, or nothing would come of the others."""
        return self.chance.random() < share

    def words(self):
        return self.chance.choice(["Because.", "Because.", " "])

    def do(self):
        """One random deed to one of the requests."""
        number = self.chance.randrange(2)
        request = fresh(self.drafts[number])
        officer, host = self.usual(self.officers), self.usual([self.hosts[number]])
        at = self.at
        options = list(request.options.all())
        option = self.chance.choice(options) if options else None
        assignments = list(request.assignments.all())
        open_ones = [one for one in assignments if one.state in OPEN] or assignments
        assignment = self.chance.choice(open_ones) if assignments else None
        deeds = {
            "submit": lambda: services.submit(
                request,
                version=request.version,
                wish=wish(
                    self.course,
                    language=self.languages[number],
                    expected=self.chance.choice([24, 24, 25]),
                ),
                by=host, at=at,
            ),
            "ask": lambda: services.ask(request, question=self.words(), by=officer, at=at),
            "answer": lambda: services.answer(request, text=self.words(), by=host, at=at),
            "accept": lambda: services.accept(
                request, assignee=officer.user, by=officer, at=at
            ),
            "propose": lambda: services.propose_dates(
                request,
                first_dates=[self.chance.choice([FIRST_DAY, OTHER_DAY])],
                close_on=None, by=officer, at=at,
            ),
            "drop date": lambda: self.chance.random() < 0.7
            or services.drop_date(option, by=officer, at=at),
            "host answers": lambda: services.answer_dates(
                request,
                answers={
                    one.key: self.chance.choice(["yes", "yes", "if_need_be", "no"])
                    for one in options
                },
                by=host, at=at,
            ),
            "secretariat answers": lambda: services.answer_dates(
                request, answers={option.key: self.chance.choice(["yes", "no"])},
                by=officer, at=at,
            ),
            "propose trainer": lambda: services.propose_trainer(
                request, trainer=self.chance.choice(self.trainers), by=officer, at=at
            ),
            "invite": lambda: services.invite_trainer(
                assignment, message="", by=officer, at=at
            ),
            "trainer accepts": lambda: services.accept_assignment(
                assignment,
                answers={
                    one.key: self.chance.choice(["yes", "yes", "yes", "no"]) for one in options
                },
                by=self.usual([at_own(self, assignment)]), at=at,
            ),
            "trainer answers": lambda: services.answer_as_trainer(
                request,
                trainer=assignment.trainer,
                answers={one.key: self.chance.choice(["yes", "yes", "no"]) for one in options},
                by=at_own(self, assignment), at=at,
            ),
            "trainer declines": lambda: self.chance.random() < 0.7
            or services.decline_assignment(
                assignment, reason="", by=at_own(self, assignment), at=at
            ),
            "confirm": lambda: services.confirm_trainer(assignment, by=officer, at=at),
            "release": lambda: self.chance.random() < 0.7
            or services.drop_trainer(assignment, reason=self.words(), by=officer, at=at),
            "checklist": lambda: services.confirm_checklist(request, by=host, at=at),
            "schedule": lambda: services.schedule(
                request, option=option, by=officer, at=at,
                alone_reason=self.chance.choice(["", "", "", "A small group."]),
                material_waiver=self.chance.choice(["", "", "", "English slides do."]),
            ),
            "reschedule": lambda: services.reschedule(
                request, option=option, by=officer, at=at
            ),
            "material": lambda: self.chance.random() < 0.9
            or is_published_in(self.course, "pt")
            or published_material(self.course, "pt"),
            "join": lambda: services.schedule(
                request, option=option, by=officer, at=at,
                alone_reason="A small group.", material_waiver="English slides do.",
                onto=self.chance.choice(list(Delivery.objects.all()) or [None]),
            ),
            "withdraw": lambda: self.seldom(0.02)
            and services.withdraw(request, by=host, at=at),
            "decline": lambda: self.seldom(0.02)
            and services.decline(request, reason=self.words(), by=officer, at=at),
            "reassign": lambda: services.reassign(
                request, assignee=officer.user, by=officer, at=at
            ),
            "write": lambda: services.write_message(
                request, text=self.words(), once=uuid.uuid4(), by=host, at=at
            ),
            "note": lambda: services.add_note(
                request, text=self.words(), once=uuid.uuid4(), by=officer, at=at
            ),
            "deliver": lambda: services.deliver_due(at=at),
            "close": lambda: services.close(request, by=officer, at=at),
            "ask to cancel": lambda: services.ask_to_cancel(
                request, reason=self.words(), by=host, at=at
            ),
            "go on": lambda: services.go_on(request, text=self.words(), by=officer, at=at),
            "cancel": lambda: self.seldom(0.03)
            and services.cancel(request, reason=self.words(), by=officer, at=at),
            "task": lambda: self.chance.random() < 0.7
            or services.add_task(
                request, once=uuid.uuid4(), title="More", owner="host", due_date=None,
                by=officer, at=at,
            ),
        }  # fmt: skip
        self.at += dt.timedelta(minutes=5)
        fitting = FITTING.get(request.state, OFTEN) if self.chance.random() < 0.65 else deeds
        name = self.chance.choice([name for name in fitting for _ in range(OFTEN.get(name, 1))])
        if (name in ASSIGNMENTS and assignment is None) or (name in OPTIONS and option is None):
            return
        before = (request.state, request.chosen_id)
        self.tried.add(name)
        try:
            deeds[name]()
        except (NotNowError, UnmetError, StaleError):
            now = fresh(request)
            assert (now.state, now.chosen_id, now.version) == (*before, request.version), name
        else:
            self.done.add(name)
            self.judge(before, fresh(request))

    def judge(self, before, request):
        """Say of a request that has just got a date whether all its needs are met."""
        if request.state != RequestState.SCHEDULED or request.chosen_id == before[1]:
            return
        self.dated = getattr(self, "dated", 0) + 1
        option = request.chosen
        said = {(one.party, one.trainer_id): one.answer for one in option.answers.all()}
        confirmed = list(request.assignments.filter(state=AssignmentState.CONFIRMED))
        assert request.delivery.language == request.language
        assert (request.held.event.first_date, option.dropped_at) == (option.first_date, None)
        assert said["host", None] in AGREE
        assert said["secretariat", None] in AGREE
        assert all(said["trainer", one.trainer_id] in AGREE for one in confirmed)
        assert len(confirmed) >= 2 or (len(confirmed) == 1 and request.alone_reason)
        if request.language != "en":
            assert any(
                one.trainer.qualifications.filter(
                    course=request.course, language=request.language
                ).exists()
                for one in confirmed
            )
            assert (
                is_published_in(request.course, request.language)
                or request.delivery.material_waiver
            )
        assert request.checklist_confirmed_at or before[0] == RequestState.SCHEDULED
        for one in confirmed:
            assert tuple(day.date for day in one.days.all()) == option.days


OFTEN = {
    "accept": 3,
    "propose": 2,
    "host answers": 3,
    "propose trainer": 4,
    "invite": 5,
    "trainer accepts": 5,
    "trainer answers": 3,
    "confirm": 5,
    "checklist": 3,
    "schedule": 8,
    "reschedule": 4,
}
FITTING = {
    RequestState.DRAFT: ["submit"],
    RequestState.SUBMITTED: ["ask", "accept"],
    RequestState.NEEDS_INFO: ["answer"],
}
OPEN = {AssignmentState.PROPOSED, AssignmentState.INVITED, AssignmentState.ACCEPTED}
ASSIGNMENTS = {
    "trainer answers",
    "invite",
    "trainer accepts",
    "trainer declines",
    "confirm",
    "release",
}
OPTIONS = {"drop date", "secretariat answers", "schedule", "reschedule", "join"}


def at_own(world, assignment):
    """The standing of the trainer of an assignment."""
    return world.teachers[world.trainers.index(assignment.trainer)]


def test_no_order_of_deeds_reaches_scheduled_without_its_needs():
    dated, tried, done = 0, set(), set()
    for seed in range(3):
        made_before = Event.objects.count()
        world = World(seed)
        for _number in range(DEEDS):
            world.do()
        dated += getattr(world, "dated", 0)
        tried, done = tried | world.tried, done | world.done
        requests = TrainingRequest.objects.filter(pk__in=[one.pk for one in world.drafts])
        events = requests.exclude(delivery=None).values("delivery").distinct().count()
        assert Event.objects.count() - made_before == events
        taken = list(AssignmentDay.objects.values_list("trainer", "date"))
        assert len(taken) == len(set(taken))
    assert dated > 2
    assert {deed.value.replace("_", " ") for deed in RequestDeed} <= tried
    assert done >= {"schedule", "reschedule", "ask to cancel", "confirm", "release"}
