"""The register of trainers, one trainer's page, and a trainer's own."""

import datetime as dt
from urllib.parse import urlencode

import pytest

from tests.accounts.answered import day
from tests.factories.trainings import (
    FIRST_DAY,
    LONG_AGO,
    NOW,
    OTHER_DAY,
    AvailabilityFactory,
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
    accepted,
    at_the,
    confirmed_trainer,
    delivered,
    scheduled,
    secretariat,
    speaks_for,
)
from tests.queries import counted
from trainers.enums import Period, TrainerState
from trainers.models import Requirement, RequirementCheck
from trainings import services
from trainings.models import TrainerReport

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _september(time_machine):
    time_machine.move_to(NOW, tick=False)


def on(date):
    """What the address says of who has to be free on a day."""
    return urlencode(day("free_on", date))


class TestRegister:
    """Who is on the list, and with what."""

    def names(self, client, query=""):
        return [row.trainer.name for row in client.get(f"/trainers/?{query}").context["rows"]]

    def test_it_is_filtered_by_course_language_country_state_and_words(self, client):
        speaks_for("PT")
        client.force_login(secretariat().user)
        course = CourseFactory()
        eva = TrainerFactory(name="Eva", member_state_id="PT", organisation="Police")
        ada = TrainerFactory(name="Ada")
        TrainerFactory(name="New", state=TrainerState.NOMINATED)
        QualificationFactory(trainer=eva, course=course, language="pt")
        QualificationFactory(trainer=ada, course=course, language="en")
        QualificationFactory(trainer=ada, language="pt")

        assert self.names(client) == ["Ada", "Eva"]
        assert self.names(client, f"course={course.pk}") == ["Ada", "Eva"]
        assert self.names(client, f"course={course.pk}&language=pt") == ["Eva"]
        assert self.names(client, "country=PT") == ["Eva"]
        assert self.names(client, "q=police") == ["Eva"]
        assert self.names(client, "state=nominated") == ["New"]
        assert self.names(client, "state=all&sort=-name") == ["New", "Eva", "Ada"]
        assert self.names(client, "state=left") == []

    def test_who_is_free_on_a_day_neither_teaches_nor_is_away(self, client):
        made, by, _host, _option = scheduled()
        client.force_login(by.user)
        busy = [one.trainer.name for one in made.assignments.all()]
        away, free = TrainerFactory(name="Away"), TrainerFactory(name="Free")
        AvailabilityFactory(trainer=away, starts=FIRST_DAY, ends=FIRST_DAY)
        AvailabilityFactory(trainer=free, starts=FIRST_DAY, ends=FIRST_DAY, period=Period.FREE)
        AvailabilityFactory(trainer=free, starts=LONG_AGO, ends=LONG_AGO)

        assert self.names(client, on(FIRST_DAY)) == ["Free"]
        assert self.names(client, on(OTHER_DAY)) == ["Away", "Free", *busy]
        assert self.names(client, "free_on_0=soon") == ["Away", "Free", *busy]
        assert self.names(client, "approval=in_force") == busy

    def test_an_approval_is_looked_at_on_the_day_on_which_one_has_to_be_free(self, client):
        client.force_login(secretariat().user)
        course = CourseFactory()
        ends = NOW.date() + dt.timedelta(days=10)
        QualificationFactory(trainer=TrainerFactory(name="Ada"), course=course, ends=ends)

        assert self.names(client, f"course={course.pk}") == ["Ada"]
        assert self.names(client, f"course={course.pk}&{on(FIRST_DAY)}") == []
        assert self.names(client, "approval=ending") == ["Ada"]
        assert self.names(client, "approval=ending&language=pt") == []

    def test_a_row_says_the_load_and_the_next_day(self, client):
        made, by, _host, _option = scheduled()
        client.force_login(by.user)

        rows = client.get("/trainers/").context["rows"]

        assert [(row.load, row.next_day) for row in rows] == [(0, FIRST_DAY)] * 2
        assert rows[0].courses == [(made.course, "English")]

    def test_a_row_names_each_course_once_with_its_languages(self, client):
        client.force_login(secretariat().user)
        one = QualificationFactory()
        more = {"trainer": one.trainer, "course": one.course}
        QualificationFactory(**more, language="pt")
        QualificationFactory(**more, language="pt", starts=FIRST_DAY)
        QualificationFactory(**more, language="fr", ends=LONG_AGO)

        (row,) = client.get("/trainers/").context["rows"]

        assert row.courses == [(one.course, "English, Portuguese")]

    def test_a_state_sees_its_own_and_a_trainer_no_list(self, client):
        host = speaks_for("PT")
        own = TrainerFactory(nominated_for_id="PT")
        TrainerFactory()

        client.force_login(host.user)
        assert self.names(client) == [own.name]
        client.force_login(at_the(own).user)
        assert client.get("/trainers/").status_code == 404

    def test_three_trainers_cost_what_one_does(self, client):
        client.force_login(secretariat().user)
        QualificationFactory()
        client.get("/trainers/")
        one = counted(lambda: client.get("/trainers/"))
        QualificationFactory.create_batch(2)

        assert counted(lambda: client.get("/trainers/")) == one


class TestPage:
    """One trainer, as each reads it."""

    def test_the_secretariat_reads_all_a_state_less_and_a_trainer_the_own(self, client):
        host = speaks_for("PT")
        own = TrainerFactory(nominated_for_id="PT", motivation="Praised.", reason="Old.")
        needed = Requirement.objects.create(text="Speaks English")
        RequirementCheck.objects.create(
            trainer=own, requirement=needed, is_met=True, note="By ear.", decided_at=NOW
        )
        made = accepted()
        QualificationFactory(trainer=own, course=made.course)
        by = secretariat()
        services.propose_trainer(made, trainer=own, by=by, at=NOW)
        address = own.get_absolute_url()

        def read(standing):
            client.force_login(standing.user)
            page = client.get(address)
            return page.context, page.text

        context, text = read(by)
        assert ([check.is_met for _asked, check in context["checks"]], len(context["taught"])) == (
            [True], 1,
        )  # fmt: skip
        assert ("By ear." in text, "Praised." in text) == (True, True)
        assert (context["steps"], context["may_say"]) == ({"leave"}, True)
        context, text = read(host)
        assert (len(context["checks"]), context["taught"], context["steps"]) == (1, [], set())
        assert ("By ear." in text, "Praised." in text) == (False, True)
        assert (context["may_change"], context["may_say"]) == (True, False)
        context, text = read(at_the(own))
        assert (context["checks"], context["is_own"], context["may_say"]) == ([], True, True)
        assert ("Praised." in text, "Old." in text) == (False, False)

    @pytest.mark.parametrize(
        ("state", "steps"),
        [
            (TrainerState.NOMINATED, {"accept", "decline"}),
            (TrainerState.DECLINED, {"nominate_again"}),
            (TrainerState.LEFT, {"return"}),
        ],
    )
    def test_each_state_offers_its_steps(self, client, state, steps):
        client.force_login(secretariat().user)
        trainer = TrainerFactory(state=state, reason="Because.")

        assert client.get(trainer.get_absolute_url()).context["steps"] == steps

    def test_who_was_erased_can_be_changed_by_nobody(self, client):
        client.force_login(secretariat().user)
        gone = TrainerFactory(state=TrainerState.LEFT, name="", email="", erased_at=NOW)

        page = client.get(gone.get_absolute_url())

        assert "Erased person" in page.text
        assert (page.context["steps"], page.context["may_change"], page.context["may_say"]) == (
            set(), False, False,
        )  # fmt: skip


class TestOwn:
    """A trainer's own page."""

    def test_it_parts_what_is_asked_ahead_and_taught(self, client):
        made, by, _host, _after = delivered()
        taught = made.assignments.first()
        trainer = taught.trainer
        course = made.course
        asked = accepted(by, speaks_for("LV"), course=course)
        invited = services.propose_trainer(asked, trainer=trainer, by=by, at=NOW)
        services.invite_trainer(invited, message="", by=by, at=NOW)
        ahead = accepted(by, speaks_for("LV"), course=course)
        coming = confirmed_trainer(ahead, by=by, trainer=trainer)
        client.force_login(at_the(trainer).user)

        page = client.get("/trainers/me/")
        context = page.context

        def shown(name):
            return [one.pk for one, _pill in context[name]]

        assert (shown("asked"), shown("ahead"), shown("past")) == (
            [invited.pk], [coming.pk], [taught.pk],
        )  # fmt: skip
        assert [one.language for one in context["approvals"]] == ["English"]
        assert f"/trainings/assignments/{taught.key}/report/" in page.text
        TrainerReport.objects.create(assignment=taught, questions=[], answers={}, given_at=NOW)
        assert "/report/" not in client.get("/trainers/me/").text

    def test_nobody_else_has_one(self, client):
        client.force_login(secretariat().user)

        assert client.get("/trainers/me/").status_code == 404
