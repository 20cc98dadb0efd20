"""A training on request as it is told: a state asks, the Secretariat answers, trainers are found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID

from accounts.access import Standing
from accounts.enums import Category
from accounts.models import MemberState
from courses.enums import Side
from courses.models import Course
from demo import people
from demo.papers import pdf
from demo.people import address
from demo.plots import secretariat, standing_of
from demo.story import Story, once
from demo.teachers import EVALUATING, trainer_at, voice_of
from documents.checking import check
from trainings import services
from trainings.enums import Answer, PlaceKind
from trainings.models import Assignment, TrainingRequest
from trainings.rules import Window, Wish

YES, IF_NEED_BE, NO = Answer.YES, Answer.IF_NEED_BE, Answer.NO
WELCOME = "Would you teach this one? Travel and hotel are booked and paid by us."
MIXED = {Category.POLICE: 10, Category.LOCAL_AUTHORITY: 6, Category.POLICYMAKER: 4}
CITIES = {Category.LOCAL_AUTHORITY: 12, Category.PRACTITIONER: 6}
WIDE = {Category.POLICE: 12, Category.PRACTITIONER: 12, Category.PROGRAMME_MANAGER: 6}


type Said = Mapping[date, str]


@dataclass(frozen=True)
class Asked:
    """What a state asks for; ``days`` are such that the weeks they lie in would suit."""

    key: str
    country: str
    days: Sequence[date]
    groups: Mapping[Category, int]
    motivation: str
    course: str = EVALUATING
    language: str = "en"
    place: str = PlaceKind.MEMBER_STATE
    city: str = ""
    venue: str = ""
    least: int = 10
    spare: int = 6
    provides: Sequence[str] = ("room", "equipment", "catering", "invitations")

    @property
    def expected(self) -> int:
        """Return how many come."""
        return sum(self.groups.values())


def request_of(key: str) -> TrainingRequest:
    """Return the request of that name."""
    return TrainingRequest.objects.get(once=once("request", key))


def week(day: date) -> Window:
    """Return Monday to Friday of the week that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return Window(monday, monday + timedelta(days=4))


@dataclass(frozen=True)
class Tale:
    """One request, deed by deed: each method notes one at its moment."""

    story: Story
    asked: Asked

    def _tell(
        self, at: datetime, act: Callable[[TrainingRequest, Standing, datetime], object], by: str
    ) -> None:
        """Note what somebody does to the request: the state's NR or substitute, or an officer."""

        def told(at: datetime) -> None:
            by_ = standing_of(self._address(by), at) if by else secretariat(at)
            act(request_of(self.asked.key), by_, at)

        self.story.tell(at, told)

    def _address(self, local: str) -> str:
        return address(f"{local}.{self.asked.country.lower()}")

    def begin(self, at: datetime, *, typed: Mapping[str, Any] | None = None) -> None:
        """Note that the representative begins a draft."""
        self.story.tell(at, partial(_begin, self.asked, self._address("nr"), typed or {}))

    def type_on(self, at: datetime, typed: Mapping[str, Any], *, by: str = "sub") -> None:
        """Note that somebody of the two goes on typing."""
        self._tell(
            at,
            lambda one, by, at: services.save_draft(
                one, version=one.version, typed={**one.typed, **typed}, by=by, at=at
            ),
            by,
        )

    def submit(self, at: datetime, *, by: str = "nr") -> None:
        """Note that it is begun, and sent an hour later."""
        self.begin(at - timedelta(hours=1))
        self._tell(
            at,
            lambda one, by, at: services.submit(
                one, version=one.version, wish=_wish(self.asked), by=by, at=at
            ),
            by,
        )

    def ask_back(self, at: datetime, question: str) -> None:
        """Note that the Secretariat asks a question."""
        self._tell(at, lambda one, by, at: services.ask(one, question=question, by=by, at=at), "")

    def answer(self, at: datetime, text: str, *, by: str = "nr") -> None:
        """Note that the state answers it."""
        self._tell(at, lambda one, by, at: services.answer(one, text=text, by=by, at=at), by)

    def accept(self, at: datetime) -> None:
        """Note that the Secretariat accepts, and who looks after it."""
        self._tell(at, lambda one, by, at: services.accept(one, assignee=by.user, by=by, at=at), "")

    def decline(self, at: datetime, reason: str) -> None:
        """Note that the Secretariat declines."""
        self._tell(at, lambda one, by, at: services.decline(one, reason=reason, by=by, at=at), "")

    def withdraw(self, at: datetime, *, by: str = "nr") -> None:
        """Note that the state takes it back."""
        self._tell(at, lambda one, by, at: services.withdraw(one, by=by, at=at), by)

    def write(self, at: datetime, text: str, *, by: str = "") -> None:
        """Note that one side writes to the other."""
        mark = self._mark("message", at)
        self._tell(
            at,
            lambda one, by, at: services.write_message(one, text=text, once=mark, by=by, at=at),
            by,
        )

    def note(self, at: datetime, text: str) -> None:
        """Note that the Secretariat notes something for itself."""
        mark = self._mark("note", at)
        self._tell(
            at, lambda one, by, at: services.add_note(one, text=text, once=mark, by=by, at=at), ""
        )

    def attach(self, at: datetime, title: str, lines: Sequence[str], *, by: str = "nr") -> None:
        """Note that somebody adds a file."""
        mark, content = self._mark("file", at), pdf(lines)
        self._tell(
            at,
            lambda one, by, at: services.attach(
                one,
                once=mark,
                uploads=[check(BytesIO(content), name=f"{title}.pdf", size=len(content))],
                title=title,
                by=by,
                at=at,
            ),
            by,
        )

    def _mark(self, what: str, at: datetime) -> UUID:
        return once(what, self.asked.key, at.isoformat())

    def propose(self, at: datetime, days: Sequence[date], *, close_on: date | None = None) -> None:
        """Note that the Secretariat proposes dates."""
        self._tell(
            at,
            lambda one, by, at: services.propose_dates(
                one, first_dates=days, close_on=close_on, by=by, at=at
            ),
            "",
        )

    def host_says(self, at: datetime, said: Said, *, by: str = "nr") -> None:
        """Note which dates suit the host."""
        self._tell(
            at,
            lambda one, by, at: services.answer_dates(one, answers=_keys(one, said), by=by, at=at),
            by,
        )

    def invite(self, at: datetime, *emails: str, message: str = WELCOME) -> None:
        """Note that trainers are proposed and invited."""
        for email in emails:
            self.propose_trainer(at, email)
            self._tell(at, partial(_invite, email, message), "")

    def propose_trainer(self, at: datetime, email: str) -> None:
        """Note that a trainer is proposed, who does not know of it yet."""
        self._tell(
            at,
            lambda one, by, at: services.propose_trainer(
                one, trainer=trainer_at(email), by=by, at=at
            ),
            "",
        )

    def trainer_takes(self, at: datetime, email: str, said: Said) -> None:
        """Note that a trainer accepts, and on which dates."""
        self._tell(at, partial(_take, email, said), "")

    def trainer_refuses(self, at: datetime, email: str, reason: str) -> None:
        """Note that a trainer cannot."""
        self._tell(at, partial(_refuse, email, reason), "")

    def confirm(self, at: datetime, *emails: str) -> None:
        """Note that the Secretariat confirms trainers."""
        for email in emails:
            self._tell(at, partial(_confirm, email), "")

    def agree_on_tasks(self, at: datetime, *, by: str = "nr") -> None:
        """Note that the host confirms the checklist."""
        self._tell(at, lambda one, by, at: services.confirm_checklist(one, by=by, at=at), by)

    def tick(self, at: datetime, number: int | None = None, *, by: str = "nr") -> None:
        """Note that the host ticks so many of its tasks off; without a number all of both sides."""
        self._tell(at, partial(_tick, Side.HOST, number), by)
        if number is None:
            self._tell(at + timedelta(minutes=40), partial(_tick, Side.SECRETARIAT, number), "")

    def schedule(
        self,
        at: datetime,
        day: date,
        *,
        alone_reason: str = "",
        material_waiver: str = "",
        onto: str = "",
    ) -> None:
        """Note that the training is scheduled, as one with another request's where it says so."""
        self._tell(
            at,
            lambda one, by, at: services.schedule(
                one,
                option=one.options.get(first_date=day),
                alone_reason=alone_reason,
                material_waiver=material_waiver,
                onto=request_of(onto).held if onto else None,
                by=by,
                at=at,
            ),
            "",
        )

    def move(self, at: datetime, day: date) -> None:
        """Note that it is moved to another date."""
        self._tell(
            at,
            lambda one, by, at: services.reschedule(
                one, option=one.options.get(first_date=day), by=by, at=at
            ),
            "",
        )

    def ask_to_cancel(self, at: datetime, reason: str, *, by: str = "nr") -> None:
        """Note that the host would have it cancelled."""
        self._tell(
            at, lambda one, by, at: services.ask_to_cancel(one, reason=reason, by=by, at=at), by
        )

    def cancel(self, at: datetime, reason: str) -> None:
        """Note that the Secretariat cancels."""
        self._tell(at, lambda one, by, at: services.cancel(one, reason=reason, by=by, at=at), "")

    def report(self, at: datetime) -> None:
        """Note that the report is sent."""
        self._tell(at, lambda one, by, at: services.send_report(one, by=by, at=at), "")

    def close(self, at: datetime, *, waiver: str = "") -> None:
        """Note that it is closed."""
        self._tell(
            at,
            lambda one, by, at: services.close(one, certificates_waiver=waiver, by=by, at=at),
            "",
        )

    def agree(self, sent: datetime, day: date, trainers: Sequence[str], *, other: date) -> None:
        """Note the way of a request to which nothing happens, from sending to the eve of its date.

        Two dates are proposed; the host and each trainer would rather have the first.
        """
        said = {day: YES, other: IF_NEED_BE}
        days = timedelta(days=1)
        self.submit(sent)
        self.accept(sent + 3 * days)
        self.propose(sent + 5 * days, [day, other], close_on=(sent + 15 * days).date())
        self.invite(sent + 6 * days, *trainers)
        self.host_says(sent + 8 * days, said)
        for number, email in enumerate(trainers):
            self.trainer_takes(sent + (7 + 2 * number) * days, email, said)
        self.confirm(sent + 11 * days, *trainers)
        self.agree_on_tasks(sent + 12 * days)


def _begin(asked: Asked, email: str, typed: Mapping[str, Any], at: datetime) -> None:
    services.begin(
        once=once("request", asked.key),
        member_state=MemberState.objects.get(code=asked.country),
        typed=typed,
        by=standing_of(email, at),
        at=at,
    )


def _wish(asked: Asked) -> Wish:
    home = people.countries()[asked.country]
    is_there = asked.place == PlaceKind.MEMBER_STATE
    return Wish(
        course=Course.objects.get(slug=asked.course).pk,
        language=asked.language,
        expected=asked.expected,
        least=asked.least,
        most=asked.expected + asked.spare,
        groups={str(group): people for group, people in asked.groups.items()},
        place=asked.place,
        city=(asked.city or home.city) if is_there else "",
        venue=(asked.venue or home.venue) if is_there else "",
        windows=tuple(week(day) for day in asked.days),
        provides=tuple(asked.provides),
        motivation=asked.motivation,
    )


def _keys(request: TrainingRequest, said: Said) -> dict[UUID, str]:
    return {option.key: said[option.first_date] for option in request.options.all()}


def _assignment(request: TrainingRequest, email: str) -> Assignment:
    return request.assignments.standing().get(trainer__email=email)


def _invite(email: str, message: str, one: TrainingRequest, by: Standing, at: datetime) -> None:
    services.invite_trainer(_assignment(one, email), message=message, by=by, at=at)


def _take(email: str, said: Said, one: TrainingRequest, _by: Standing, at: datetime) -> None:
    services.accept_assignment(
        _assignment(one, email), answers=_keys(one, said), by=voice_of(email, at), at=at
    )


def _refuse(email: str, reason: str, one: TrainingRequest, _by: Standing, at: datetime) -> None:
    services.decline_assignment(
        _assignment(one, email), reason=reason, by=voice_of(email, at), at=at
    )


def _confirm(email: str, one: TrainingRequest, by: Standing, at: datetime) -> None:
    services.confirm_trainer(_assignment(one, email), by=by, at=at)


def _tick(side: str, number: int | None, one: TrainingRequest, by: Standing, at: datetime) -> None:
    for task in one.tasks.filter(owner=side, done_at=None)[:number]:
        services.set_done(task, done=True, by=by, at=at)
