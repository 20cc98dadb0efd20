"""What was looked at is what is launched."""

import uuid

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Body, Seat
from documents.models import Document
from procedures import presets, services
from procedures.models import Procedure, VotingRule
from procedures.models.procedure import LABEL
from tests.documents.files import PDF
from tests.events.organisers import signed_in
from tests.factories.accounts import MandateFactory, OrganisationFactory, SeatFactory
from tests.factories.documents import checked
from tests.factories.procedures import LAST_SECOND, LAUNCHED, LONG_AGO, draft, holder, secretariat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def add_paper(made):
    services.add_papers(
        made, once=uuid.uuid4(), uploads=[checked("Draft.pdf", PDF)], title="",
        by=secretariat(), at=LAUNCHED,
    )  # fmt: skip


def remove_paper(made):
    paper = Document.objects.of(LABEL, str(made.key)).get()
    services.remove_paper(made, paper, by=secretariat(), at=LAUNCHED)


def change_rule(made):
    services.save_rule(
        made.rule, name="Other", data={"decision": "reverse"}, note="", version=1,
        by=secretariat(), at=LAUNCHED,
    )  # fmt: skip


@pytest.mark.parametrize("change", [remove_paper, add_paper, change_rule])
def test_a_draft_whose_papers_or_rule_changed_since_it_was_looked_at_is_not_launched(change):
    made = draft()
    add_paper(made)
    seen = Procedure.objects.get().version
    change(made)

    with pytest.raises(services.LaunchError, match="changed meanwhile"):
        services.launch(made, version=seen, by=secretariat(), at=LAUNCHED)

    services.launch(made, version=seen + 1, by=secretariat(), at=LAUNCHED)


def test_a_rule_that_changes_leaves_alone_what_was_launched_by_it():
    made = services.launch(draft(), version=1, by=secretariat(), at=LAUNCHED)
    version = made.version

    change_rule(made)

    assert Procedure.objects.get().version == version


def test_a_seat_that_no_observer_holds_is_left_out_where_vacant_seats_are():
    vacant, held = OrganisationFactory(), OrganisationFactory()
    Body.objects.update(vacant_seats_count=False)
    made = draft()
    for organisation in (vacant, held):
        SeatFactory(
            body=made.body, organisation=organisation, member_state=None, votes=True,
            starts=LONG_AGO,
        )  # fmt: skip
    MandateFactory(role="observer", organisation=held, member_state=None, starts=LONG_AGO)
    holder("LV")

    services.launch(made, version=1, by=secretariat(), at=LAUNCHED)

    assert {one.code for one in made.ballots.all()} == {"LV", f"ORG-{held.pk}"}


def test_the_page_of_a_launch_shows_the_very_seats_that_it_asks():
    Body.objects.update(vacant_seats_count=False)
    made = draft()
    holder("LV")
    with time_machine.travel(LAUNCHED, tick=False):
        client = signed_in(secretariat().user)

        page = client.get(reverse("procedures:launch", args=[made.reference])).content.decode()

    assert "1 seat votes" in page
    assert "Are left out" in page
    assert "Nobody speaks for these seats" not in page


def test_a_body_without_a_voting_seat_is_told_beside_the_launch():
    made = draft()
    Seat.objects.update(votes=False)
    made.body.chaired_by_presidency = False
    made.body.save()
    with time_machine.travel(LAUNCHED, tick=False):
        client = signed_in(secretariat().user)

        answer = client.post(reverse("procedures:launch", args=[made.reference]), {"version": 1})

    assert answer.status_code == 422
    assert "The body has no voting seat today." in answer.content.decode()


def test_nonsense_for_a_rule_chooses_none():
    with time_machine.travel(LAUNCHED, tick=False):
        client = signed_in(secretariat().user)

        pages = [
            client.get(
                reverse("procedures:rule_in_words"), {"rule": sent}, headers={"HX-Request": "true"}
            )
            for sent in ("²", "9" * 40, "x")
        ]
        refused = client.post(reverse("procedures:new"), {"rule": "²"})

    assert ["Choose a rule" in page.content.decode() for page in pages] == [True] * 3
    assert refused.status_code == 422


def test_every_preset_runs_ten_working_days_and_five_where_it_is_urgent():
    services.lay_out_rules(at=LAUNCHED)
    rules = list(VotingRule.objects.exclude(preset=""))

    ends = {
        services.deadline_of(
            draft(rule_=one, is_urgent=True, urgent_reason="The grant ends."), at=LAUNCHED
        ).date().isoformat()
        for one in rules
    }  # fmt: skip

    assert len(rules) == len(presets.OFFERED)
    assert ends == {"2024-04-29"}
    assert {services.deadline_of(draft(rule_=one), at=LAUNCHED) for one in rules} == {LAST_SECOND}
    assert {(one.rule.extendable, one.rule.early_close) for one in rules} == {(True, False)}
