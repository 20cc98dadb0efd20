"""The page of a procedure for who may read it, and what nobody may see before the end."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role, Visibility
from accounts.models import Mandate
from procedures import services
from procedures.models import Procedure
from procedures.models.procedure import LABEL
from tests.events.organisers import queries, signed_in
from tests.factories.accounts import MandateFactory, OrganisationFactory, SeatFactory, UserFactory
from tests.factories.documents import document
from tests.factories.procedures import LAUNCHED, ballot, draft, holder, rule, running, secretariat
from tests.procedures.conftest import proved
from tests.procedures.pages import address, member, text
from tests.procedures.test_services import CLOSING, LATER, cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def test_a_stranger_finds_no_procedure(made):
    attendee = signed_in(UserFactory())

    assert attendee.get(reverse("procedures:list")).status_code == 404
    assert attendee.get(address(made)).status_code == 404
    assert Client().get(address(made)).status_code == 302


def test_no_member_learns_of_a_draft_nor_of_one_that_was_withdrawn_unlaunched(made):
    drafts = [draft(title="Plans of ours"), draft(title="Plans of ours")]
    services.withdraw(drafts[1], reason="No.", by=secretariat(LATER), at=LATER)
    client = member()

    pages = [
        text(client.get(reverse("procedures:list"))),
        text(client.get("/search/?q=plans")),
    ]

    assert ["Plans of ours" in page for page in pages] == [False, False]
    assert [client.get(address(one)).status_code for one in drafts] == [404, 404]
    assert "Plans of ours" in text(proved(secretariat(LATER).user).get(reverse("procedures:list")))


def test_the_page_shows_question_rule_and_three_untouched_tiles(made):
    page = text(member().get(address(made)))

    assert "Does the Board adopt the guidelines?" in page
    assert "Adopted if more than half of the votes cast are for" in page
    assert "Your reply for Latvia" in page
    assert page.count('name="choice"') == 3
    assert "checked" not in page[: page.index("is_reservation")]


def test_the_page_has_a_bound_of_queries(made):
    client = member()

    assert queries(lambda: client.get(address(made))) <= 12


def test_observers_read_and_do_not_vote(made):
    house = OrganisationFactory()
    SeatFactory(body=made.body, organisation=house, member_state=None, votes=False)
    client = signed_in(
        MandateFactory(role=Role.OBSERVER, member_state=None, organisation=house).user
    )

    page = text(client.get(address(made)))

    assert "A reply is given by who speaks for a seat that votes in it" in page
    assert 'name="choice"' not in page


def test_the_secretariat_reads_and_is_led_to_steering(made):
    page = text(signed_in(MandateFactory(role=Role.SECRETARIAT).user).get(address(made)))

    assert "The Secretariat does not vote" in page


def test_who_speaks_for_nobody_any_more_loses_the_page(made):
    who = holder("LV", LATER)
    client = signed_in(who.user)
    assert client.get(address(made)).status_code == 200

    Mandate.objects.filter(user=who.user).update(ended_at=LATER)

    assert client.get(address(made)).status_code == 404
    Procedure.objects.update(visibility=Visibility.NETWORK)
    assert client.get(address(made)).status_code == 404


def test_before_the_end_no_other_member_learns_anything(made):
    cast(made, "LV", "against", statement="ROSEBUD")
    client = member("MT")

    pages = [
        client.get(url)
        for url in (
            address(made),
            reverse("procedures:list"),
            address(made, "record"),
            reverse("desk:home"),
            reverse("desk:search") + "?q=rosebud",
        )
    ]

    said = " ".join(text(page) for page in pages)
    assert "ROSEBUD" not in said
    assert pages[2].status_code == 404


def test_the_result_shows_the_27_in_protocol_order_without_any_worker(made, clock):
    for code in ("BE", "BG", "CZ", "DK", "DE", "EE", "IE", "EL", "ES", "FR", "HR", "IT", "CY"):
        cast(made, code, "for")
    cast(made, "LV", "against", statement="Ne tagad.", is_reservation=True)
    services.object_to_procedure(
        ballot(made, "MT"), reason="Let us meet.", by=holder("MT", LATER), at=LATER
    )
    services.propose_amendment(
        ballot(made, "MT"), text="Strike it.", by=holder("MT", LATER), at=LATER
    )
    who = holder("LV", LATER).user
    clock.move_to(CLOSING)
    client = signed_in(who)

    page = text(client.get(address(made)))

    assert Procedure.objects.get().outcome == ""
    assert "Adopted: 13 for, 1 against, 0 abstaining" in page
    assert page.index("Belgium") < page.index("Bulgaria") < page.index("Sweden")
    assert "Ne tagad." in page
    assert "Reservation" in page
    assert "Let us meet." in page
    assert "Strike it." in page
    assert "Quorum: 14. Approvals needed: 8; counted: 13." in page
    assert "Download the record" not in page

    services.close_due(at=CLOSING)
    page = text(client.get(address(made)))
    record = client.get(address(made, "record"))
    assert "D-2024-01" in page
    assert made.ledger.last().hash in page
    assert json.loads(record.content)["reference"] == made.reference
    assert record["Content-Disposition"].startswith("attachment")


def test_late_replies_and_casting_votes_are_named(clock):
    made = running(rule_=rule("MIDDLESEX"))
    cast(made, "BE", "against", casting="for")
    cast(made, "LV", "for")
    services.enter_reply(
        ballot(made, "MT"), choice="for", reason="Mail", voter=None, evidence="",
        by=holder("MT", LATER), at=LATER,
    )  # fmt: skip
    cast(made, "IE", "against")
    services.close_due(at=CLOSING)
    services.enter_reply(
        ballot(made, "SE"), choice="for", reason="Mail", voter=None, evidence="",
        by=holder("SE", CLOSING), at=CLOSING,
    )  # fmt: skip
    who = holder("LV", LATER).user
    clock.move_to(CLOSING)

    page = text(signed_in(who).get(address(made)))

    assert "casting vote decided the tie." in page
    assert "Casting vote: For" in page
    assert "Entered from a mail" in page
    assert "they do not count: SE" in page


def test_a_withdrawn_one_says_why_and_has_its_record(made, clock):
    services.withdraw(made, reason="A new text.", by=holder("BE", LATER), at=LATER)
    client = member()

    page = text(client.get(address(made)))

    assert "Withdrawn; nothing was decided" in page
    assert "A new text." in page
    assert client.get(address(made, "record")).status_code == 200


def test_a_paper_is_the_version_of_the_launch(clock):
    made = draft()
    by = secretariat()
    paper = document(
        label=LABEL,
        key=str(made.key),
        name="text.txt",
        content=b"First version.",
        by=by,
        at=LAUNCHED,
    )
    launched = services.launch(made, version=1, by=by, at=LAUNCHED)
    client = member()

    answer = client.get(address(launched, "paper", 1))

    assert b"".join(answer.streaming_content) == b"First version."
    assert client.get(address(launched, "paper", 2)).status_code == 404
    assert paper.title in text(client.get(address(launched)))
    launched.papers.update(sha256="0" * 64)
    assert client.get(address(launched, "paper", 1)).status_code == 404
    launched.papers.update(document=None)
    assert client.get(address(launched, "paper", 1)).status_code == 404


def test_a_reply_that_the_secretariat_entered_says_so(made):
    who = holder("LV", LATER)
    services.enter_reply(
        ballot(made, "LV"), choice="for", reason="Mail", voter=who.user, evidence="",
        by=secretariat(LATER), at=LATER,
    )  # fmt: skip

    page = text(proved(who.user).get(address(made)))

    assert f"{who.user.name}, entered by the Secretariat" in page


def test_the_documents_stand_between_the_question_and_the_reply(made):
    page = text(member().get(address(made)))

    assert page.index('id="question"') < page.index('id="papers"') < page.index('id="reply-LV"')
