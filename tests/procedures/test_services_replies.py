"""Replying through the services: for whose seat, until when, and by mail."""

import datetime as dt
import json

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Mandate
from accounts.services import end_mandate
from journal.models import Entry
from mail.models import Letter
from procedures import counting, records, services
from procedures.life import NotNowError
from procedures.models import Ballot, Procedure, ReplyDraft
from tests.factories.procedures import (
    LAST_SECOND,
    ballot,
    draft,
    holder,
    running,
    secretariat,
)
from tests.procedures.test_services import (
    CLOSING,
    LATER,
    SECOND,
    cast,
    closed,
    kinds,
    vote_all,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def test_a_substitute_votes_then_the_representative():
    made = running()
    first, second = holder("LV", LATER, role=Role.SUBSTITUTE), holder("LV", LATER)
    Letter.objects.all().delete()

    cast(made, "LV", "against", by=first, statement="Too early.")
    cast(made, "LV", "for", by=second)

    stored = ballot(made, "LV")
    assert (stored.choice, stored.cast_by, made.ballots.exclude(choice="").count()) == (
        "for",
        second.user,
        1,
    )
    assert kinds(made) == ["launched", "replied", "replied"]
    assert [
        (letter.to, letter.subject.split(":")[0]) for letter in Letter.objects.order_by("id")
    ] == [
        (first.user.email, "Recorded"),
        (second.user.email, "Your seat has replied"),
        (second.user.email, "Recorded"),
        (first.user.email, "Your seat has replied"),
    ]


def test_no_letter_and_no_line_of_the_journal_tells_the_reply():

    made = running()
    cast(made, "LV", "against", statement="ROSEBUD")
    holder("LV", LATER, role=Role.SUBSTITUTE)
    cast(made, "LV", "abstain", statement="ROSEBUD")

    said = json.dumps(list(Letter.objects.values("subject", "body", "calendar_text")))
    said += json.dumps(list(Entry.objects.values("deed", "facts")))
    assert not any(word in said for word in ("ROSEBUD", "against", "abstain", "Against"))


def test_only_holders_reply_and_only_while_it_runs():
    made = running()

    with pytest.raises(services.NotYourSeatError):
        cast(made, "LV", by=holder("MT", LATER))
    with pytest.raises(services.TooLateError):
        cast(made, "LV", at=LAST_SECOND + SECOND)
    services.withdraw(made, reason="A new text.", by=secretariat(LATER), at=LATER)
    with pytest.raises(NotNowError):
        cast(made, "LV")

    assert made.ballots.exclude(choice="").count() == 0


def test_the_last_second_counts_to_its_end():
    made = running()
    in_time = LAST_SECOND + dt.timedelta(milliseconds=999)

    cast(made, "LV", at=in_time)

    assert ballot(made, "LV").choice == "for"
    assert services.close_due(at=in_time) == 0
    assert services.close_due(at=CLOSING - SECOND) == 0
    assert services.close_due(at=CLOSING) == 1


def test_a_mandate_that_ends_takes_the_right_and_not_the_ballot():
    made = running()
    who = holder("LV", LATER)
    cast(made, "LV", by=who)

    mandate = Mandate.objects.get(user=who.user)
    admin = standing(None, LATER)
    end_mandate(mandate, by=secretariat(LATER), at=LATER) if admin else None
    with pytest.raises(services.NotYourSeatError):
        cast(made, "LV", "against", by=standing(who.user, LATER + SECOND), at=LATER + SECOND)

    services.close_due(at=CLOSING)
    assert Procedure.objects.get(pk=made.pk).counted["ballots"]["f"] == 1


def test_a_reply_by_mail_names_who_replied_and_who_typed():
    made = running()
    voter = holder("LV", LATER)
    typist = secretariat(LATER)

    services.enter_reply(
        ballot(made, "LV"), choice="abstain", reason="Mail of 23 April", voter=voter.user,
        evidence="ab" * 32, by=typist, at=LATER,
    )  # fmt: skip

    stored = ballot(made, "LV")
    assert (stored.choice, stored.cast_by, stored.entered_by) == (
        "abstain",
        voter.user,
        typist.user,
    )
    data = json.loads(made.ledger.last().text)["data"]
    assert (data["voter"], data["evidence"]) == (str(voter.user.key), "ab" * 32)


def test_a_late_reply_is_recorded_and_never_counts():
    made = running()
    vote_all(made, ["for"] * 14)
    found = closed(made)

    services.enter_reply(
        ballot(made, "SE"), choice="against", reason="Late", voter=None, evidence="",
        by=secretariat(CLOSING), at=CLOSING + SECOND,
    )  # fmt: skip

    assert ballot(made, "SE").choice == ""
    assert kinds(made)[-1] == "late"
    assert counting.counted(found, at=CLOSING).late == 1
    assert records.check_stored(Procedure.objects.get()).in_order


@pytest.mark.parametrize("moment", ["before", "between", "withdrawn"])
def test_no_reply_is_entered_where_nothing_runs(moment):
    made = draft() if moment == "before" else running()
    if moment == "before":
        return_ = Ballot(procedure=made, member_state_id="LV")
        return_.save()
    if moment == "withdrawn":
        services.withdraw(made, reason="No.", by=secretariat(LATER), at=LATER)
    at = LAST_SECOND + 3 * SECOND if moment == "between" else LATER

    with pytest.raises(NotNowError):
        services.enter_reply(
            ballot(made, "LV"), choice="for", reason="", voter=None, evidence="",
            by=secretariat(at), at=at,
        )  # fmt: skip


def test_what_was_typed_goes_when_a_reply_is_entered():
    made = running()
    services.save_draft(
        ballot(made, "LV"), choice="for", statement="", is_reservation=False, casting="",
        by=holder("LV", LATER), at=LATER,
    )  # fmt: skip

    services.enter_reply(
        ballot(made, "LV"), choice="against", reason="Mail.", voter=None, evidence="0" * 64,
        by=secretariat(LATER), at=LATER,
    )  # fmt: skip

    assert not ReplyDraft.objects.exists()
