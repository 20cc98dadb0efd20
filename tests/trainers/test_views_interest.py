"""The pages on whom states would have trained as trainers."""

import datetime as dt
import uuid

import pytest

from tests.accounts.answered import day, errors
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
    at_the,
    secretariat,
    speaks_for,
)
from tests.trainers.interest import told_by
from tests.trainers.visiting import signed_in
from trainers import services
from trainers.forms.interest import InterestForm
from trainers.models import Candidate, TrainerInterest

pytestmark = pytest.mark.django_db

SENT = {"member_state": "PT", "language": "pt", "people": 4}


@pytest.fixture(autouse=True)
def _september(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_a_state_tells_and_is_told_where_it_did_already(client):
    signed_in(client, speaks_for("PT"))
    course = CourseFactory()
    sent = {"course": course.pk, **SENT}
    assert client.get("/trainers/training/new/").status_code == 200

    wrong = client.post(
        "/trainers/training/new/",
        {"once": uuid.uuid4(), **sent, **day("from_date", dt.date(2027, 2, 1)),
         **day("until_date", dt.date(2027, 1, 1))},
    )  # fmt: skip
    assert errors(wrong)["until_date"] == ["The last day lies before the first."]
    made = client.post("/trainers/training/new/", {"once": uuid.uuid4(), **sent})
    assert made.url == TrainerInterest.objects.get().get_absolute_url()
    again = client.post("/trainers/training/new/", {"once": uuid.uuid4(), **sent})
    assert list(errors(again)) == ["language"]


def test_who_speaks_for_two_states_says_for_which():
    for code in ("PT", "LV"):
        speaks_for(code)

    field = InterestForm(states={"PT", "LV"})["member_state"]

    assert not field.is_hidden
    assert {value for value, _label in field.field.choices} == {"PT", "LV"}


def test_the_overview_sums_up_for_the_secretariat_and_shows_a_state_its_own(client):
    course = CourseFactory()
    portugal, latvia = speaks_for("PT"), speaks_for("LV")
    first = told_by(portugal, course)
    services.add_candidate(first, name="Eva", email="eva@example.eu", by=portugal, at=NOW)
    told_by(latvia, course)
    services.end_interest(told_by(latvia, course, language="lv"), by=latvia, at=NOW)
    told_by(latvia, CourseFactory(title="Small"), language="lv")

    def shown(by):
        signed_in(client, by)
        wanted = client.get("/trainers/training/").context["wanted"]
        return [(one.language, one.people, one.named, len(one.states)) for one in wanted]

    assert shown(secretariat()) == [("Portuguese", 6, 1, 2), ("Latvian", 3, 0, 1)]
    assert shown(portugal) == [("Portuguese", 3, 1, 1)]


def test_candidates_are_named_and_forgotten_by_their_state(client):
    host = signed_in(client, speaks_for("PT"))
    interest = told_by(host)
    address = interest.get_absolute_url()

    assert f"<h1>{interest.course}, Portuguese</h1>" in client.get(address).text
    assert client.post(address, {"name": "Eva"}).status_code == 422
    client.post(address, {"name": "Eva", "email": "eva@example.eu"})
    candidate = Candidate.objects.get()
    known = TrainerFactory()
    Candidate.objects.create(interest=interest, name="X", email="x@x.eu", trainer=known)
    assert client.get(address).context["candidates"][1][1] is None
    signed_in(client, secretariat())
    assert client.get(address).context["candidates"][1][1] == known
    assert client.post(address, {"name": "Ada", "email": "a@x.eu"}).status_code == 404
    removing = f"{address}candidates/{candidate.key}/remove/"
    assert client.post(removing).status_code == 404
    signed_in(client, host)
    client.post(removing)
    assert [one.name for one in interest.candidates.all()] == ["X"]


def test_what_was_told_is_changed_by_one_of_two_and_taken_back(client):
    host = signed_in(client, speaks_for("PT"))
    interest = told_by(host)
    other = told_by(host, interest.course, language="en")
    address = interest.get_absolute_url()
    sent = {"course": interest.course_id, "language": "pt", "people": 5, "version": 1}
    assert client.get(f"{address}change/").context["forms"][0]["people"].value() == 3

    same = client.post(f"{address}change/", {**sent, "language": "en"})
    assert list(errors(same)) == ["language"]
    assert client.post(f"{address}change/", sent).url == address
    assert client.post(f"{address}change/", {**sent, "people": 6}).status_code == 409
    assert client.get(f"{address}end/").status_code == 200
    client.post(f"{address}end/")
    late = client.post(f"{address}change/", {**sent, "version": 3}, follow=True)
    assert "somebody was quicker" in late.text
    interest.refresh_from_db()
    assert (interest.people, interest.ended_at) == (5, NOW)
    late = client.post(address, {"name": "Ada", "email": "a@x.eu"}, follow=True)
    assert "somebody was quicker" in late.text
    assert not interest.candidates.exists()
    assert list(TrainerInterest.objects.live()) == [other]


def test_other_states_and_trainers_find_nothing(client):
    interest = told_by(speaks_for("PT"))
    address = interest.get_absolute_url()

    signed_in(client, speaks_for("LV"))
    assert {client.get(f"{address}{page}").status_code for page in ("", "change/")} == {404}
    signed_in(client, at_the(QualificationFactory().trainer))
    assert client.get("/trainers/training/").status_code == 404
    assert client.get("/trainers/new/").status_code == 404
