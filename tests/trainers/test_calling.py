"""Asking all Member States whom they would have trained, and who has answered."""

import datetime as dt
import io
import uuid

import openpyxl
import pytest

from accounts.enums import Role
from accounts.models import MemberState
from accounts.steps import NotNowError
from journal.models import Entry
from mail.models import Letter
from tests.accounts.answered import day
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    TrainerFactory,
    at_the,
    secretariat,
    speaks_for,
)
from tests.queries import counted
from tests.trainers.interest import asked, told
from trainers import services
from trainers.enums import Deed
from trainers.models import Candidate, InterestCall, NoInterest, TrainerInterest
from trainers.services import NotYoursError

pytestmark = pytest.mark.django_db

CLOSES = NOW.date() + dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def _september(time_machine):
    time_machine.move_to(NOW, tick=False)


def state(code):
    return MemberState.objects.get(pk=code)


def test_every_state_is_asked_once_by_letters_to_its_representatives():
    by, once = secretariat(), uuid.uuid4()
    people = [speaks_for("PT"), speaks_for("PT", role=Role.SUBSTITUTE), speaks_for("LV")]

    call = asked(by, once=once)

    assert asked(by, once=once, course=call.course) == call
    letters = Letter.objects.filter(label="trainers.call", key=str(call.key))
    assert {one.to for one in letters} == {one.user.email for one in people}
    assert all("In Brussels, in spring." in str(one.body) for one in letters)
    assert Entry.objects.filter(deed=Deed.INTEREST_ASKED).count() == 1
    with pytest.raises(NotYoursError):
        asked(people[0])


def test_a_state_says_once_that_it_has_nobody_and_takes_it_back_by_telling_of_interest():
    by, host = secretariat(), speaks_for("PT")
    call = asked(by)

    first = services.say_nobody(call, member_state=state("PT"), by=host, at=NOW)

    assert services.say_nobody(call, member_state=state("PT"), by=host, at=NOW) == first
    assert Entry.objects.filter(deed=Deed.NO_INTEREST).count() == 1
    with pytest.raises(NotYoursError):
        services.say_nobody(call, member_state=state("PT"), by=by, at=NOW)
    with pytest.raises(NotNowError):
        services.say_nobody(call, member_state=state("PT"), by=host, at=NOW + dt.timedelta(days=31))
    told(host, state("PT"), CourseFactory())
    assert NoInterest.objects.count() == 1
    told(host, state("PT"), call.course)
    assert not NoInterest.objects.exists()


def test_who_has_not_answered_is_written_to_again_after_a_day():
    by, portugal, latvia, greece = secretariat(), *map(speaks_for, ("PT", "LV", "EL"))
    call = asked(by)
    told(portugal, state("PT"), call.course)
    services.say_nobody(call, member_state=state("LV"), by=latvia, at=NOW)
    later, over = NOW + dt.timedelta(days=1), NOW + dt.timedelta(days=31)
    Letter.objects.all().delete()

    services.remind_states(call, by=by, at=later)

    assert [one.to for one in Letter.objects.all()] == [greece.user.email]
    for who, at, error in (
        (by, later + dt.timedelta(hours=23), NotNowError),
        (by, over, NotNowError),
        (portugal, over, NotYoursError),
    ):
        with pytest.raises(error):
            services.remind_states(call, by=who, at=at)
    services.remind_states(call, by=by, at=later + dt.timedelta(days=1))
    assert Letter.objects.count() == 2


class TestPages:
    """The question, its answers, and the workbook."""

    ADDRESS = "/trainers/training/"

    def test_the_secretariat_asks_and_sees_who_has_answered(self, client):
        by, portugal, latvia = secretariat(), speaks_for("PT"), speaks_for("LV")
        speaks_for("EL")
        course = CourseFactory()
        client.force_login(by.user)
        sent = {"once": uuid.uuid4(), "course": course.pk, "words": "Soon."}
        assert client.get(f"{self.ADDRESS}ask/").status_code == 200

        early = client.post(f"{self.ADDRESS}ask/", {**sent, **day("closes_on", NOW.date())})
        assert early.context["forms"][0].errors["closes_on"] == ["Choose a day after today."]
        missing = client.post(f"{self.ADDRESS}ask/", sent)
        assert list(missing.context["forms"][0].errors) == ["closes_on"]
        done = client.post(f"{self.ADDRESS}ask/", {**sent, **day("closes_on", CLOSES)})
        assert done.url == self.ADDRESS
        call = InterestCall.objects.get()
        services.say_nobody(call, member_state=state("LV"), by=latvia, at=NOW)
        told(portugal, state("PT"), course)

        (answers,) = client.get(self.ADDRESS).context["asked"]

        assert (answers.call, answers.number) == (call, 2)
        assert [[one.pk for one in row] for row in (answers.told, answers.nobody)] == [
            ["PT"], ["LV"],
        ]  # fmt: skip
        assert "EL" in [one.pk for one in answers.silent]
        assert {"PT", "LV"}.isdisjoint(one.pk for one in answers.silent)

    def test_a_state_answers_from_the_page_with_interest_or_that_it_has_nobody(self, client):
        call, host = asked(secretariat()), speaks_for("PT")
        client.force_login(host.user)
        page = client.get(self.ADDRESS)
        assert list(page.context["waiting"]) == [call]
        assert "In Brussels, in spring." in page.text
        form = client.get(f"{self.ADDRESS}new/?course={call.course_id}").context["forms"][0]
        assert form["course"].value() == str(call.course_id)

        nobody = client.post(f"{self.ADDRESS}asked/{call.key}/nobody/", follow=True)

        assert "the Secretariat sees it" in nobody.text
        assert list(nobody.context["waiting"]) == []
        assert NoInterest.objects.get().member_state_id == "PT"
        client.force_login(secretariat().user)
        assert client.post(f"{self.ADDRESS}asked/{call.key}/nobody/").status_code == 404

    def test_after_the_day_a_no_comes_too_late(self, client, time_machine):
        call, host = asked(secretariat()), speaks_for("PT")
        time_machine.move_to(NOW + dt.timedelta(days=31), tick=False)
        client.force_login(host.user)

        late = client.post(f"{self.ADDRESS}asked/{call.key}/nobody/", follow=True)

        assert "one could answer is over" in late.text
        assert not NoInterest.objects.exists()

    def test_the_secretariat_writes_again_to_those_who_are_silent(self, client, time_machine):
        by, call, _host = secretariat(), asked(secretariat()), speaks_for("PT")
        client.force_login(by.user)
        address = f"{self.ADDRESS}asked/{call.key}/remind/"
        assert address in client.get(self.ADDRESS).text

        first = client.post(address, follow=True)
        second = client.post(address, follow=True)

        assert "on their way to those who are silent" in first.text
        assert "the last letters are not a day old" in second.text
        assert Letter.objects.filter(label="trainers.call").count() == 1
        time_machine.move_to(NOW + dt.timedelta(days=31), tick=False)
        client.force_login(by.user)
        assert address not in client.get(self.ADDRESS).text

    def test_the_workbook_holds_interest_candidates_and_answers(self, client):
        by, host = secretariat(), speaks_for("PT")
        call = asked(by)
        interest = told(host, state("PT"), call.course)
        services.add_candidate(interest, name="Eva", email="eva@example.eu", by=host, at=NOW)
        known = TrainerFactory()
        Candidate.objects.create(interest=interest, name="X", email="x@x.eu", trainer=known)
        client.force_login(by.user)

        book = openpyxl.load_workbook(
            io.BytesIO(client.get(f"{self.ADDRESS}overview.xlsx").getvalue())
        )

        first, candidates, answers = (list(sheet.values)[1:] for sheet in book)
        title = call.course.title
        assert [row[:5] for row in first] == [("Portugal", title, "Portuguese", 3, 2)]
        assert [(row[0], row[6]) for row in candidates] == [("Eva", None), ("X", "Accepted")]
        assert ("Portugal", "Would send people") in [row[3:] for row in answers]

    def test_ten_states_and_questions_cost_what_one_does(self, client):
        by, host = secretariat(), speaks_for("PT")
        told(host, state("PT"), asked(by).course)
        client.force_login(by.user)
        client.get(self.ADDRESS)
        one = counted(lambda: client.get(self.ADDRESS))
        for code in ("LV", "EL"):
            told(speaks_for(code), state(code), asked(by).course)

        assert counted(lambda: client.get(self.ADDRESS)) == one
        assert TrainerInterest.objects.count() == 3

    def test_trainers_neither_ask_nor_read(self, client):
        client.force_login(at_the(TrainerFactory()).user)

        for address in ("ask/", "overview.xlsx", ""):
            assert client.get(f"{self.ADDRESS}{address}").status_code == 404
