"""The voter's deeds: to reply, to change the reply, to object, to amend."""

import datetime as dt

import pytest

from accounts.enums import Role
from procedures import services
from procedures.models import Procedure, ReplyDraft
from tests.factories.procedures import LAST_SECOND, ballot, holder, rule, running
from tests.procedures.conftest import proved
from tests.procedures.pages import address, member, text
from tests.procedures.test_services import LATER, SECOND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


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
    assert "Draft saved 10:31 (Brussels)" in page


def test_a_draft_of_another_day_says_which_and_on_which_clock(made, clock):
    client = member()
    client.post(address(made, "draft", "LV"), {"choice": "for", "statement": "Half a thou"})

    assert "Draft saved 10:00 (Brussels)" in text(client.get(address(made)))
    clock.move_to(LATER + dt.timedelta(days=1))
    assert "Draft saved Tuesday 23 April 2024, 10:00 (Brussels)" in text(client.get(address(made)))


def test_what_is_typed_is_kept_for_both_holders_and_nobody_else(made):
    client, other = member(), member(role=Role.SUBSTITUTE)

    said = client.post(
        address(made, "draft", "LV"), {"choice": "against", "statement": "Half a thou"}
    )

    assert text(said) == "Draft saved 10:00 (Brussels)"
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
