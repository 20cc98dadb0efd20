"""A training scheduled, joined and moved: the pages."""

import pytest
import time_machine

from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    accepted,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
)
from trainings import services
from trainings.enums import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(client):
    by = secretariat()
    client.force_login(by.user)
    return by


def its(request, page):
    return f"{request.get_absolute_url()}{page}/"


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(client, officer):
    made = accepted(officer, language="pt")
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=NOW
    )

    page = client.get(its(made, "schedule"))
    answer = client.post(
        its(made, "schedule"),
        {"option": option.key, "alone_reason": "Few people.", "visibility": "public"},
    )

    assert "Both sides and the trainers agree on the date." in page.text
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors["option"] == ["The host has not answered for this date."]
    assert errors["alone_reason"] == ["No trainer who is approved on that date is confirmed."]
    assert errors["material_waiver"][0].startswith("The material is not published in Portuguese")
    assert set(errors["__all__"]) == {
        "No confirmed trainer is approved to teach in Portuguese on that date.",
        "The host has not confirmed the checklist.",
    }
    assert "Few people." in answer.text
    assert fresh(made).state == "accepted"


def test_a_training_is_scheduled(client, officer):
    made, _by, _host, option = ready(by=officer, trainers=1)

    page = client.get(f"{its(made, 'schedule')}?date={option.key}")
    answer = client.post(
        its(made, "schedule"),
        {"option": option.key, "alone_reason": "Few people.", "visibility": "network"},
        follow=True,
    )

    assert page.context["form"]["option"].value() == str(option.key)
    assert "material_waiver" not in page.context["form"].fields
    made = fresh(made)
    assert (made.state, made.alone_reason) == ("scheduled", "Few people.")
    assert made.delivery.event.visibility == "network"
    assert "Scheduled. The event is there" in answer.text
    assert f'href="/events/{made.delivery.event.slug}/"' in answer.text
    assert f'href="{its(made, "dates")}"' in answer.text


def test_a_request_joins_a_training_that_there_is(client, officer):
    made, *_rest = scheduled(by=officer)
    host = speaks_for("LV")
    other = accepted(officer, host, course=made.course, city="Riga")
    client.post(its(other, "dates"), {"within": [made.held.pk]})
    option = other.options.get()
    services.answer_dates(other, answers={option.key: "yes"}, by=host, at=NOW)
    services.confirm_checklist(other, by=host, at=NOW)
    where = f"in Lisbon, together with {made.member_state}"

    seen = client.get(other.get_absolute_url())
    page = client.get(its(other, "schedule"))
    client.post(its(other, "schedule"), {"option": option.key, "visibility": "public"})
    after = client.get(other.get_absolute_url())
    client.force_login(host.user)
    theirs = client.get(other.get_absolute_url())

    assert (where in seen.text, where in page.text) == (True, True)
    assert "Nothing is missing." in seen.text
    assert fresh(other).delivery == made.delivery
    assert f"<h1>{made.course.title}, Lisbon</h1>" in after.text
    assert f"· {where}" in theirs.text
    assert "2 confirmed" in " ".join(after.text.split())
    for one in made.assignments.select_related("trainer"):
        assert one.trainer.name in after.text


def test_scheduled_twice_is_once_and_the_other_is_told(client, officer):
    made, _by, _host, option = ready(by=officer)
    said = {"option": option.key, "visibility": "public"}

    client.post(its(made, "schedule"), said)
    answer = client.post(its(made, "schedule"), said, follow=True)

    assert "This can no longer be done" in answer.text
    assert fresh(made).delivery.course.deliveries.count() == 1


def test_without_a_date_the_way_leads_to_proposing_one(client, officer):
    made = accepted(officer)

    page = client.get(its(made, "schedule"))

    assert "No date to choose from" in page.text
    assert f'href="{its(made, "dates")}"' in page.text


def test_a_training_is_moved_once_all_agree(client, officer):
    made, _by, host, _option = scheduled(by=officer)
    (other,) = services.propose_dates(
        made, first_dates=[OTHER_DAY], close_on=None, by=officer, at=NOW
    )

    page = client.get(its(made, "reschedule"))
    refused = client.post(its(made, "reschedule"), {"option": other.key})
    services.answer_dates(made, answers={other.key: Answer.YES}, by=host, at=NOW)
    for one in made.assignments.select_related("trainer"):
        services.dates.answer_for_trainer(made, one.trainer, {other.key: "yes"}, by=officer, at=NOW)
    answer = client.post(its(made, "reschedule"), {"option": other.key}, follow=True)

    assert [str(one.option.key) for one, _needs in page.context["choices"]] == [str(other.key)]
    assert refused.status_code == 422
    assert "The host has not answered for this date." in refused.text
    made = fresh(made)
    assert (made.chosen, made.delivery.event.first_date) == (other, OTHER_DAY)
    assert "Moved. Registrations stay" in answer.text


def test_one_trainer_alone_is_given_a_reason_when_it_moves(client, officer):
    made, _by, host, _option = scheduled(by=officer)
    (other,) = services.propose_dates(
        made, first_dates=[OTHER_DAY], close_on=None, by=officer, at=NOW
    )
    services.answer_dates(made, answers={other.key: Answer.YES}, by=host, at=NOW)
    gone, stays = made.assignments.select_related("trainer")
    services.drop_trainer(gone, reason="Ill.", by=officer, at=NOW)
    services.dates.answer_for_trainer(made, stays.trainer, {other.key: "yes"}, by=officer, at=NOW)
    page = its(made, "reschedule")

    refused = client.post(page, {"option": other.key})
    client.post(page, {"option": other.key, "alone_reason": "A small group."})

    assert list(refused.context["form"].errors) == ["alone_reason"]
    assert (fresh(made).chosen, fresh(made).alone_reason) == (other, "A small group.")


def test_the_page_of_moving_names_who_else_has_to_agree(client, officer):
    made, *_rest = scheduled(by=officer)
    other, _by, _host, option = ready(
        by=officer, host=speaks_for("LV"), trainers=0, course=made.course, joins=made.delivery
    )
    services.schedule(other, option=option, by=officer, at=NOW)
    services.propose_dates(made, first_dates=[OTHER_DAY], close_on=None, by=officer, at=NOW)

    page = client.get(its(made, "reschedule"))

    assert f"answers {other.reference}" in " ".join(page.text.split())
