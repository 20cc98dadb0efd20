"""The pages of trainers, as the Secretariat, a state and a trainer use them."""

import datetime as dt
import uuid

import pytest

from accounts.models import MemberState
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
from trainers import services
from trainers.enums import TrainerState
from trainers.forms.interest import InterestForm
from trainers.models import (
    Availability,
    Candidate,
    Qualification,
    Requirement,
    RequirementCheck,
    Trainer,
    TrainerInterest,
)

pytestmark = pytest.mark.django_db

DESCRIBED = {"name": "Ada Novak", "email": "Ada@Example.eu", "languages": ["pt", "en"]}


@pytest.fixture(autouse=True)
def _september(time_machine):
    time_machine.move_to(NOW, tick=False)


def signed_in(client, standing):
    client.force_login(standing.user)
    return standing


def told(by, course=None, language="pt"):
    (code,) = by.member_states
    return services.tell_interest(
        once=uuid.uuid4(), member_state=MemberState.objects.get(pk=code),
        course=course or CourseFactory(), language=language, people=3, by=by, at=NOW,
    )  # fmt: skip


class TestNominating:
    """Putting forward, again, and what is kept."""

    def test_a_state_puts_somebody_forward_for_itself(self, client):
        signed_in(client, speaks_for("PT"))
        page = client.get("/trainers/new/")
        assert page.context["forms"][0].fields["nominated_for"].widget.is_hidden

        answer = client.post(
            "/trainers/new/",
            {"once": uuid.uuid4(), "nominated_for": "PT", "motivation": "Taught.", **DESCRIBED},
        )

        made = Trainer.objects.get()
        assert answer.url == made.get_absolute_url()
        assert (made.email, made.nominated_for_id, made.state) == (
            "ada@example.eu", "PT", TrainerState.NOMINATED,
        )  # fmt: skip

    def test_a_state_says_why_and_not_for_another_state(self, client):
        signed_in(client, speaks_for("PT"))
        speaks_for("LV")

        answer = client.post(
            "/trainers/new/", {"once": uuid.uuid4(), "nominated_for": "LV", **DESCRIBED}
        )

        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"nominated_for", "motivation"}
        assert not Trainer.objects.exists()

    def test_the_secretariat_puts_somebody_forward_itself(self, client):
        signed_in(client, secretariat())

        client.post("/trainers/new/", {"once": uuid.uuid4(), **DESCRIBED})

        assert Trainer.objects.get().nominated_for is None

    def test_an_address_is_one_trainers_and_whose_is_told_to_whom_may_know(self, client):
        TrainerFactory(email="ada@example.eu", name="Ada the Other")
        sent = {"once": uuid.uuid4(), "nominated_for": "PT", "motivation": "x", **DESCRIBED}

        signed_in(client, speaks_for("PT"))
        (said,) = client.post("/trainers/new/", sent).context["form"].errors["email"]
        assert said.startswith("Somebody with this address")
        signed_in(client, secretariat())
        (said,) = client.post("/trainers/new/", sent).context["form"].errors["email"]
        assert said.startswith("Ada the Other has this address")

    def test_a_candidate_fills_the_form_for_whom_may_know(self, client):
        host = speaks_for("PT")
        candidate = services.add_candidate(
            told(host), name="Eva", email="eva@example.eu", by=host, at=NOW
        )

        def begins(by, key):
            signed_in(client, by)
            form = client.get(f"/trainers/new/?candidate={key}").context["forms"][0]
            return form["name"].value(), form["languages"].value()

        assert begins(host, candidate.key) == ("Eva", ["pt"])
        assert begins(secretariat(), candidate.key) == ("Eva", ["pt"])
        assert begins(speaks_for("LV"), candidate.key) == (None, None)
        assert begins(host, "nonsense") == (None, None)

    def test_who_was_declined_is_put_forward_again_and_twice_is_told(self, client):
        host = signed_in(client, speaks_for("PT"))
        trainer = TrainerFactory(
            state=TrainerState.DECLINED, reason="No.", nominated_for_id="PT", motivation="Old."
        )
        address = f"/trainers/{trainer.key}/again/"
        assert client.get(address).context["forms"][0]["motivation"].value() == "Old."

        client.post(address, {"motivation": "New."})
        again = client.post(address, {"motivation": "Newer."}, follow=True)

        trainer.refresh_from_db()
        assert (trainer.state, trainer.motivation) == (TrainerState.NOMINATED, "New.")
        assert "somebody was quicker" in again.content.decode()
        signed_in(client, at_the(TrainerFactory()))
        assert client.get(address).status_code == 404
        own = TrainerFactory()
        signed_in(client, at_the(own))
        assert client.get(f"/trainers/{own.key}/again/").status_code == 404
        assert host.member_states == {"PT"}

    def test_a_trainer_changes_the_own_details_but_not_the_address(self, client):
        own = TrainerFactory(motivation="Secret.", email="own@example.eu")
        signed_in(client, at_the(own))
        address = f"/trainers/{own.key}/change/"
        form = client.get(address).context["forms"][0]
        assert {"email", "motivation"}.isdisjoint(form.fields)

        client.post(address, {"version": 1, **DESCRIBED, "biography": "Teaches."})

        own.refresh_from_db()
        assert (own.name, own.email, own.biography, own.motivation) == (
            "Ada Novak", "own@example.eu", "Teaches.", "Secret.",
        )  # fmt: skip

    def test_two_at_once_and_an_address_that_is_taken(self, client):
        trainer, other = TrainerFactory(), TrainerFactory(name="Eva")
        signed_in(client, secretariat())
        address = f"/trainers/{trainer.key}/change/"
        sent = {"version": 1, **DESCRIBED}

        taken = client.post(address, {**sent, "email": other.email})
        assert taken.status_code == 422
        assert errors(taken)["email"] == ["Eva has this address and was put forward already."]
        assert client.post(address, sent).status_code == 302
        stale = client.post(address, {**sent, "name": "Ada Nova"})

        assert stale.status_code == 409
        assert ("Full name", "Ada Novak", "Ada Nova") in stale.context["differences"]

    def test_a_state_in_which_a_trainer_works_changes_nothing(self, client):
        host = signed_in(client, speaks_for("PT"))
        trainer = TrainerFactory(member_state_id="PT")

        assert client.get(f"/trainers/{trainer.key}/").status_code == 200
        assert client.get(f"/trainers/{trainer.key}/change/").status_code == 404
        assert client.get(f"/trainers/{trainer.key}/availability/").status_code == 404
        assert host.member_states == {"PT"}


class TestDeciding:
    """Requirements, acceptance, approvals, leaving."""

    @pytest.fixture(autouse=True)
    def officer(self, client):
        return signed_in(client, secretariat())

    def test_a_nomination_is_decided_by_the_requirements(self, client):
        trainer = TrainerFactory(state=TrainerState.NOMINATED)
        needed = Requirement.objects.create(text="Speaks English")
        fine = Requirement.objects.create(text="Has published", is_required=False)
        address = f"/trainers/{trainer.key}/"

        lacking = client.post(f"{address}accept/", follow=True)
        assert "not decided: Speaks English" in lacking.content.decode()
        assert "Decide on the requirements" in lacking.text
        assert f"{address}accept/" not in lacking.text
        client.post(
            f"{address}requirements/",
            {f"met-{needed.pk}": "yes", f"note-{needed.pk}": "C1", f"met-{fine.pk}": ""},
        )
        check = RequirementCheck.objects.get()
        assert (check.requirement, check.is_met, check.note) == (needed, True, "C1")
        form = client.get(f"{address}requirements/").context["forms"][0]
        assert [form[f"met-{one.pk}"].value() for one in (needed, fine)] == ["yes", ""]
        missing = client.post(f"{address}requirements/", {f"met-{fine.pk}": "no"})
        assert missing.status_code == 422

        assert f"{address}accept/" in client.get(address).text
        accepted = client.post(f"{address}accept/", follow=True)
        assert "is a trainer now" in accepted.content.decode()
        assert "somebody was quicker" in client.post(f"{address}accept/", follow=True).text
        trainer.refresh_from_db()
        assert trainer.state == TrainerState.ACCEPTED

    @pytest.mark.parametrize(
        ("page", "state", "after"),
        [
            ("decline", TrainerState.NOMINATED, TrainerState.DECLINED),
            ("leave", TrainerState.ACCEPTED, TrainerState.LEFT),
        ],
    )
    def test_a_no_has_its_reason_and_twice_is_told(self, client, page, state, after):
        trainer = TrainerFactory(state=state)
        address = f"/trainers/{trainer.key}/{page}/"

        assert client.get(address).status_code == 200
        assert client.post(address, {"reason": " "}).status_code == 422
        client.post(address, {"reason": "Because."})
        again = client.post(address, {"reason": "Because."}, follow=True)

        trainer.refresh_from_db()
        assert (trainer.state, trainer.reason) == (after, "Because.")
        assert "somebody was quicker" in again.text

    def test_who_left_comes_back_once(self, client):
        trainer = TrainerFactory(state=TrainerState.LEFT)
        address = f"/trainers/{trainer.key}/back/"

        assert "is a trainer again" in client.post(address, follow=True).text
        assert "somebody was quicker" in client.post(address, follow=True).text

    def test_an_approval_is_given_and_ended_with_a_reason(self, client):
        trainer, course = TrainerFactory(), CourseFactory()
        trainer.languages.create(language="pt")
        address = f"/trainers/{trainer.key}/approvals/new/"
        groups = dict(client.get(address).context["forms"][0].fields["language"].choices)
        assert groups["Spoken"] == [("pt", "Portuguese")]
        sent = {"course": course.pk, "language": "pt", **day("starts", dt.date(2026, 9, 1))}

        wrong = client.post(address, {**sent, **day("ends", dt.date(2026, 8, 1))})
        assert errors(wrong)["ends"] == ["The last day lies before the first."]
        client.post(address, sent)
        made = Qualification.objects.get()
        assert (made.course, made.language, made.ends) == (course, "pt", None)

        ending = f"/trainers/{trainer.key}/approvals/{made.key}/end/"
        assert client.get(ending).status_code == 200
        client.post(ending, {"reason": "The course has changed."})
        made.refresh_from_db()
        assert (made.ends, made.reason) == (dt.date(2026, 8, 31), "The course has changed.")
        other = TrainerFactory()
        assert client.get(f"/trainers/{other.key}/approvals/{made.key}/end/").status_code == 404

    def test_who_is_not_accepted_is_not_approved(self, client):
        trainer = TrainerFactory(state=TrainerState.NOMINATED)
        sent = {
            "course": CourseFactory().pk, "language": "pt", **day("starts", dt.date(2026, 9, 1)),
        }  # fmt: skip

        answer = client.post(f"/trainers/{trainer.key}/approvals/new/", sent, follow=True)

        assert "somebody was quicker" in answer.text
        assert not Qualification.objects.exists()

    def test_requirements_are_asked_in_another_order(self, client):
        first = Requirement.objects.create(text="First", order=1)
        Requirement.objects.create(text="Second", order=2)
        page = client.get("/trainers/requirements/")
        assert [(line.up, line.down) for line in page.context["asked"]] == [
            (False, True), (True, False),
        ]  # fmt: skip

        address = f"/trainers/requirements/{first.pk}/move/"
        assert client.post(address, {"places": "1"}).url == "/trainers/requirements/"
        client.post(address, {"places": "far"})

        lines = client.get("/trainers/requirements/").context["asked"]
        assert [line.requirement.text for line in lines] == ["Second", "First"]

    def test_requirements_are_worded_archived_and_asked_again(self, client):
        client.post("/trainers/requirements/", {"text": "Speaks English", "is_required": "on"})
        one = Requirement.objects.get()
        twice = client.post("/trainers/requirements/", {"text": "Speaks English"})
        assert (twice.status_code, list(errors(twice))) == (422, ["text"])
        other = Requirement.objects.create(text="Has taught", order=2)
        address = f"/trainers/requirements/{one.pk}/"
        assert client.get(address).context["forms"][0]["text"].value() == "Speaks English"
        same = client.post(address, {"version": 1, "text": other.text})
        assert (same.status_code, list(errors(same))) == (422, ["text"])
        client.post(address, {"version": 1, "text": "Speaks it well"})
        stale = client.post(address, {"version": 1, "text": "Speaks it badly"})
        assert stale.status_code == 409

        client.post(f"{address}archive/")
        assert [row.text for row in client.get("/trainers/requirements/").context["archived"]] == [
            "Speaks it well"
        ]
        client.post(f"{address}archive/", {"again": "on"})
        assert client.get("/trainers/requirements/").context["archived"] == []


class TestAvailability:
    """When a trainer is free."""

    def test_a_trainer_says_when_away_and_takes_it_back(self, client):
        own = TrainerFactory()
        signed_in(client, at_the(own))
        address = f"/trainers/{own.key}/availability/"
        assert "When are you free?" in client.get(address).text
        one_day = day("starts", dt.date(2026, 10, 1))

        over = client.post(address, {"period": "away", **day("starts", dt.date(2026, 8, 1))})
        assert errors(over) == {"starts": ["These days are over."]}
        ended = client.post(
            address,
            {"period": "away", **day("starts", dt.date(2026, 8, 1)),
             **day("ends", dt.date(2026, 8, 2))},
        )  # fmt: skip
        assert errors(ended) == {"ends": ["These days are over."]}
        broken = client.post(address, {"period": "away", "starts_day": "1"})
        assert list(errors(broken)) == ["starts"]
        client.post(address, {"period": "away", "note": "Leave", **one_day})
        said = Availability.objects.get()
        assert (said.starts, said.ends, said.note) == (said.ends, dt.date(2026, 10, 1), "Leave")

        other = TrainerFactory()
        assert (
            client.post(f"/trainers/{other.key}/availability/{said.key}/remove/").status_code == 404
        )
        client.post(f"{address}{said.key}/remove/")
        assert not Availability.objects.exists()

    def test_the_secretariat_says_it_for_a_trainer(self, client):
        signed_in(client, secretariat())
        own = TrainerFactory(name="Eva")

        assert "When is Eva free?" in client.get(f"/trainers/{own.key}/availability/").text


class TestInterest:
    """Whom states would have trained."""

    SENT = {"member_state": "PT", "language": "pt", "people": 4}

    def test_a_state_tells_and_is_told_where_it_did_already(self, client):
        signed_in(client, speaks_for("PT"))
        course = CourseFactory()
        sent = {"course": course.pk, **self.SENT}
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

    def test_who_speaks_for_two_states_says_for_which(self):
        for code in ("PT", "LV"):
            speaks_for(code)

        field = InterestForm(states={"PT", "LV"})["member_state"]

        assert not field.is_hidden
        assert {value for value, _label in field.field.choices} == {"PT", "LV"}

    def test_the_overview_sums_up_for_the_secretariat_and_shows_a_state_its_own(self, client):
        course = CourseFactory()
        portugal, latvia = speaks_for("PT"), speaks_for("LV")
        first = told(portugal, course)
        services.add_candidate(first, name="Eva", email="eva@example.eu", by=portugal, at=NOW)
        told(latvia, course)
        services.end_interest(told(latvia, course, language="lv"), by=latvia, at=NOW)
        told(latvia, CourseFactory(title="Small"), language="lv")

        def shown(by):
            signed_in(client, by)
            wanted = client.get("/trainers/training/").context["wanted"]
            return [(one.language, one.people, one.named, len(one.states)) for one in wanted]

        assert shown(secretariat()) == [("Portuguese", 6, 1, 2), ("Latvian", 3, 0, 1)]
        assert shown(portugal) == [("Portuguese", 3, 1, 1)]

    def test_candidates_are_named_and_forgotten_by_their_state(self, client):
        host = signed_in(client, speaks_for("PT"))
        interest = told(host)
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

    def test_what_was_told_is_changed_by_one_of_two_and_taken_back(self, client):
        host = signed_in(client, speaks_for("PT"))
        interest = told(host)
        other = told(host, interest.course, language="en")
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

    def test_other_states_and_trainers_find_nothing(self, client):
        interest = told(speaks_for("PT"))
        address = interest.get_absolute_url()

        signed_in(client, speaks_for("LV"))
        assert {client.get(f"{address}{page}").status_code for page in ("", "change/")} == {404}
        signed_in(client, at_the(QualificationFactory().trainer))
        assert client.get("/trainers/training/").status_code == 404
        assert client.get("/trainers/new/").status_code == 404
