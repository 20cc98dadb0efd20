"""A trainer's page of one training: asked, answered, declined, settled."""

import pytest

from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    TrainerFactory,
    accepted,
    at_the,
    confirmed_trainer,
    scheduled,
    secretariat,
    speaks_for,
)
from trainings import services
from trainings.enums import AssignmentState
from trainings.models import Assignment, DateAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _september(time_machine):
    time_machine.move_to(NOW, tick=False)


def invited(days=(FIRST_DAY, OTHER_DAY), request=None, trainer=None, by=None):
    by = by or secretariat()
    made = request or accepted(by)
    if days:
        services.propose_dates(made, first_dates=days, close_on=None, by=by, at=NOW)
    trainer = trainer or TrainerFactory()
    QualificationFactory(trainer=trainer, course=made.course)
    asked = services.propose_trainer(made, trainer=trainer, by=by, at=NOW)
    return services.invite_trainer(asked, message="Please come.", by=by, at=NOW), by


def answers(assignment, *said):
    options = assignment.request.options.all()
    return {str(one.key): word for one, word in zip(options, said, strict=True)}


def given(assignment):
    rows = DateAnswer.objects.filter(trainer=assignment.trainer).order_by("option__first_date")
    return list(rows.values_list("answer", flat=True))


def test_an_invitation_is_taken_with_an_answer_to_each_date(client):
    asked, _by = invited()
    client.force_login(at_the(asked.trainer).user)
    address = asked.get_absolute_url()
    page = client.get(address)
    assert "Please come." in page.text
    assert "Lisbon, Portugal · English" in page.text
    assert "Yes, I would teach it" in page.text

    half = client.post(f"{address}answer/", {next(iter(answers(asked, "yes", "no"))): "yes"})
    assert half.status_code == 422
    client.post(f"{address}answer/", answers(asked, "yes", "no"))
    asked.refresh_from_db()
    assert (asked.state, given(asked)) == (AssignmentState.ACCEPTED, ["yes", "no"])

    assert "Save my answers" in client.get(address).text
    changed = client.post(f"{address}answer/", answers(asked, "yes", "if_need_be"), follow=True)
    assert "Your answers are saved." in changed.text
    assert given(asked) == ["yes", "if_need_be"]


def test_without_dates_a_trainer_says_yes_alone(client):
    asked, by = invited(days=())
    client.force_login(at_the(asked.trainer).user)
    address = asked.get_absolute_url()
    assert "No date is proposed yet" in client.get(address).text

    client.post(f"{address}answer/")

    asked.refresh_from_db()
    assert asked.state == AssignmentState.ACCEPTED
    assert client.get(address).context["form"] is None
    services.propose_dates(asked.request, first_dates=[FIRST_DAY], close_on=None, by=by, at=NOW)
    assert list(client.get(address).context["form"].fields) == list(answers(asked, "yes"))


def test_an_invitation_is_declined_and_then_there_is_nothing_to_answer(client):
    asked, _by = invited()
    client.force_login(at_the(asked.trainer).user)
    address = asked.get_absolute_url()
    assert client.get(f"{address}decline/").status_code == 200

    client.post(f"{address}decline/", {"reason": "On leave."})
    again = client.post(f"{address}decline/", {"reason": "On leave."}, follow=True)
    late = client.post(f"{address}answer/", answers(asked, "yes", "yes"), follow=True)

    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (AssignmentState.DECLINED, "On leave.")
    assert "not possible any more" in again.text
    assert "not possible any more" in late.text
    assert "You said that you cannot teach it" in client.get(address).text


def test_who_teaches_elsewhere_is_told_at_the_date(client):
    made, by, _host, _option = scheduled(trainers=2)
    trainer = made.assignments.first().trainer
    other = accepted(by, speaks_for("LV"), course=made.course)
    services.propose_dates(other, first_dates=[FIRST_DAY, OTHER_DAY], close_on=None, by=by, at=NOW)
    asked = services.propose_trainer(other, trainer=trainer, by=by, at=NOW)
    services.invite_trainer(asked, message="", by=by, at=NOW)
    client.force_login(at_the(trainer).user)

    form = client.get(asked.get_absolute_url()).context["form"]

    assert [field.help_text for field in form] == ["You teach elsewhere on one of these days.", ""]


def test_a_settled_training_shows_the_others_and_the_host_but_no_form(client):
    made, by, host, _option = scheduled()
    one, other = made.assignments.all()
    client.force_login(at_the(one.trainer).user)

    page = client.get(one.get_absolute_url())

    assert page.context["form"] is None
    assert [row.trainer for row in page.context["beside"]] == [other.trainer]
    assert [mandate.user for mandate in page.context["hosts"]] == [host.user]
    assert made.delivery.event.get_absolute_url() in page.text
    services.propose_dates(made, first_dates=[OTHER_DAY], close_on=None, by=by, at=NOW)
    assert len(client.get(one.get_absolute_url()).context["form"].fields) == 1


def test_who_is_released_reads_why(client):
    by = secretariat()
    made = accepted(by)
    one = confirmed_trainer(made, by=by)
    client.force_login(at_the(one.trainer).user)
    assert client.get(one.get_absolute_url()).context["form"] is None

    services.drop_trainer(one, reason="Fewer groups.", by=by, at=NOW)

    assert "Fewer groups." in client.get(one.get_absolute_url()).text


def test_nobody_elses_assignment_is_shown(client):
    asked, by = invited()
    for standing in (by, at_the(TrainerFactory()), speaks_for("PT")):
        client.force_login(standing.user)
        for page in ("", "decline/"):
            assert client.get(f"{asked.get_absolute_url()}{page}").status_code == 404
    assert Assignment.objects.get().state == AssignmentState.INVITED
