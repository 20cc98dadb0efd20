"""The voter's pages: read, reply, change, object, amend; and what nobody may see before the end."""

import datetime as dt
import json

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Role, Visibility
from accounts.models import Mandate
from procedures import services
from procedures.models import Procedure, ReplyDraft
from procedures.models.procedure import LABEL
from tests.events.organisers import queries, signed_in
from tests.factories.accounts import MandateFactory, OrganisationFactory, SeatFactory, UserFactory
from tests.factories.documents import document
from tests.factories.procedures import (
    LAST_SECOND,
    LAUNCHED,
    ballot,
    draft,
    holder,
    rule,
    running,
    secretariat,
)
from tests.procedures.conftest import proved
from tests.procedures.test_services import CLOSING, LATER, SECOND, cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


@pytest.fixture
def clock():
    """The day after the launch, until the test moves it."""
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def made(clock):
    return running()


def member(code="LV", role=Role.NR):
    return proved(holder(code, LATER, role=role).user)


def address(made, name="procedure", *parts):
    return reverse(f"procedures:{name}", args=[made.reference, *parts])


def text(response):
    return " ".join(response.content.decode().split())


def test_the_list_begins_with_what_waits_for_the_reader(made):
    client = member()

    page = text(client.get(reverse("procedures:list")))

    assert page.index("Waiting for your reply") < page.index(made.title)
    assert "Tuesday 7 May 2024, 23:59 (Brussels)" in page
    services.cast(
        ballot(made, "LV"), choice="for", by=holder("LV", LATER, role=Role.SUBSTITUTE), at=LATER
    )
    assert "Nothing waits" in text(client.get(reverse("procedures:list")))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?text=citizen", True),
        ("?text=PROC-2024", True),
        ("?text=nothing", False),
        ("?state=open", True),
        ("?state=ended", False),
        ("?state=draft", True),
        ("?body=BOARD", True),
        ("?body=EXCOM", False),
        ("?year=2024", True),
        ("?year=2023", False),
        ("?year=x&body=x&state=x", True),
    ],
)
def test_the_list_is_filtered_by_its_address(made, query, found):
    observer = signed_in(
        MandateFactory(role=Role.CONTACT_POINT, member_state=ballot(made, "LV").member_state).user
    )
    client = member("MT", Role.SUBSTITUTE) if "draft" not in query else member()

    page = text(client.get(reverse("procedures:list") + query))
    table = page[page.index("Filter procedures") :]

    assert (made.title in table) == found
    assert observer.get(reverse("procedures:list")).status_code == 200


def test_the_secretariat_filters_drafts(made, clock):
    client = signed_in(MandateFactory(role=Role.SECRETARIAT).user)

    page = text(client.get(reverse("procedures:list") + "?state=draft"))

    assert "Nothing matches" in page


def test_the_list_costs_no_more_with_more_rows(made):
    client = member()
    one = queries(lambda: client.get(reverse("procedures:list")))
    for _ in range(2):
        running()

    assert queries(lambda: client.get(reverse("procedures:list"))) == one <= 8


def test_a_list_with_nothing_in_it_says_what_will_stand_there(clock):
    page = text(member().get(reverse("procedures:list")))

    assert "No written procedures yet" in page


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


def test_a_reply_is_recorded_with_its_receipt_and_can_be_changed(made):
    client = member()

    answer = client.post(address(made, "reply", "LV"), {"choice": "for", "statement": "Ναι."})
    page = text(client.get(answer["Location"]))
    client.post(address(made, "reply", "LV"), {"choice": "against", "is_reservation": "on"})

    receipt = made.ledger.filter(kind="replied").first()
    assert f"receipt 2 · {receipt.hash[:16]}" in page
    assert "Recorded at 10:00:00 on Tuesday 23 April 2024 by" in page
    assert "Change it" in page
    assert "Ναι." in page
    stored = ballot(made, "LV")
    assert (stored.choice, stored.is_reservation) == ("against", True)


def test_without_a_choice_nothing_is_recorded_and_nothing_lost(made):
    client = member()

    answer = client.post(address(made, "reply", "LV"), {"statement": "A long thought."})

    assert answer.status_code == 422
    assert "Choose for, against or abstain." in text(answer)
    assert "A long thought." in text(answer)
    assert ballot(made, "LV").choice == ""


def test_nobody_replies_for_a_seat_of_others(made):
    client = member("MT")

    for name in ("reply", "draft", "object", "amend"):
        assert client.post(address(made, name, "LV"), {"choice": "for"}).status_code == 404
    assert ballot(made, "LV").choice == ""


def test_who_signed_in_long_ago_proves_it_again_and_loses_nothing(made, clock):
    client = member()
    clock.move_to(LATER + dt.timedelta(minutes=31))

    answer = client.post(address(made, "reply", "LV"), {"choice": "for", "statement": "Kept."})

    assert answer["Location"].startswith("/accounts/again/?next=%2Fprocedures%2FPROC-2024-001%2F")
    assert ballot(made, "LV").choice == ""
    draft = ReplyDraft.objects.get()
    assert (draft.choice, draft.statement) == ("for", "Kept.")
    page = text(client.get(address(made)))
    assert "Kept." in page
    assert "Draft saved 10:31" in page


def test_what_is_typed_is_kept_for_both_holders_and_nobody_else(made):
    client, other = member(), member(role=Role.SUBSTITUTE)

    said = client.post(
        address(made, "draft", "LV"), {"choice": "against", "statement": "Half a thou"}
    )

    assert text(said) == "Draft saved 10:00"
    assert "Half a thou" in text(other.get(address(made)))
    assert "Half a thou" not in text(member("MT").get(address(made)))
    other.post(address(made, "reply", "LV"), {"choice": "for"})
    assert not ReplyDraft.objects.exists()


def test_after_the_deadline_no_reply_and_no_draft(made, clock):
    who = holder("LV", LATER).user
    clock.move_to(LAST_SECOND + SECOND)
    client = proved(who)

    answers = [
        client.post(address(made, name, "LV"), {"choice": "for", "text": "x"})
        for name in ("reply", "draft", "object", "amend")
    ]

    assert [answer.status_code for answer in answers] == [409] * 4
    assert "The deadline has passed" in text(answers[0])
    assert "the result is being worked out" in text(client.get(address(made)))
    assert ballot(made, "LV").choice == ""


def test_a_withdrawn_procedure_takes_no_reply(made):
    client = member()
    services.withdraw(made, reason="A new text.", by=holder("BE", LATER), at=LATER)

    answers = [
        client.post(address(made, name, "LV"), {"choice": "for"}) for name in ("reply", "draft")
    ]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "A new text." in text(answers[0])


def test_the_chair_gives_a_casting_vote_where_the_rule_has_one(clock):
    made = running(rule_=rule("MIDDLESEX"))
    chair, other = member("BE"), member("LV")

    assert "casting vote is" in text(chair.get(address(made)))
    assert "casting vote is" not in text(other.get(address(made)))
    chair.post(address(made, "reply", "BE"), {"choice": "against", "casting": "for"})
    assert ballot(made, "BE").casting == "for"


def test_an_objection_says_first_what_follows(made):
    client = member()

    page = text(client.get(address(made, "object", "LV")))
    client.post(address(made, "object", "LV"), {"reason": "Let us meet.", "as_chair": "on"})

    after = text(client.get(address(made)))
    event = made.ledger.get(kind="objected")
    assert "An objection is final" in page
    assert "If 3 seats object, the procedure ends at once" in page
    assert "Stop it as the chair" not in page
    assert "Latvia objects to deciding this in writing" in after
    assert f"receipt {event.number} · {event.hash[:16]}" in after
    assert "Let us meet." in after
    assert "Object to the procedure" not in after
    assert "objects to deciding" not in text(member("BE").get(address(made)))
    assert [one.by_chair for one in ballot(made, "LV").objections.all()] == [False]


def test_the_chair_stops_it_and_the_page_says_so(made):
    client = member("BE")
    assert "As the chair you may end it at once." in text(client.get(address(made)))
    assert "As the chair" not in text(member("LV").get(address(made)))
    assert "Stop it as the chair" in text(client.get(address(made, "object", "BE")))

    answer = client.post(address(made, "object", "BE"), {"as_chair": "on"}, follow=True)

    assert "Ended by the chair; no decision" in text(answer)
    assert Procedure.objects.get().outcome == "TERMINATED"
    again = client.post(address(made, "object", "BE"), {})
    assert again.status_code == 409


def test_an_amendment_is_recorded_and_an_empty_one_is_not(made):
    client = member()

    refused = client.post(address(made, "amend", "LV"), {"text": " "})
    client.post(address(made, "amend", "LV"), {"text": "Strike the last line."})

    after = text(client.get(address(made)))
    assert refused.status_code == 422
    assert ballot(made, "LV").amendments.count() == 1
    assert "Proposed for Latvia" in after
    assert "Strike the last line." in after
    assert "Strike the last line." not in text(member("BE").get(address(made)))


@pytest.mark.parametrize("name", ["object", "amend"])
def test_a_form_sent_too_long_after_signing_in_keeps_its_words(made, clock, name):
    client = member()
    clock.move_to(LATER + dt.timedelta(minutes=31))

    asked = client.get(address(made, name, "LV"))
    sent = client.post(address(made, name, "LV"), {"reason": "My words.", "text": "My words."})

    assert asked.status_code == 302
    assert (sent.status_code, "My words." in text(sent)) == (422, True)


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


@pytest.mark.parametrize("name", ["object", "amend"])
def test_after_the_deadline_the_forms_lead_to_the_page(made, clock, name):
    who = holder("LV", LATER).user
    clock.move_to(LAST_SECOND + SECOND)

    assert "This can no longer be done" in text(proved(who).get(address(made, name, "LV")))


def test_an_objection_without_words_is_shown_by_its_receipt_alone(made):
    client = member()

    client.post(address(made, "object", "LV"), {"reason": ""})

    page = text(client.get(address(made)))
    section = page[page.index("objected-LV") :].partition("</section>")[0]
    assert section.count("<p>") == 1


def test_the_documents_stand_between_the_question_and_the_reply(made):
    page = text(member().get(address(made)))

    assert page.index('id="question"') < page.index('id="papers"') < page.index('id="reply-LV"')
