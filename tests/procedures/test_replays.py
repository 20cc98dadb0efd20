"""A deed that is sent again, by a double click or a page taken back, has one effect."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import Role
from documents.models import Document
from mail.models import Letter
from procedures import privacy, services
from procedures.life import NotNowError
from procedures.models import Amendment, Ballot, ReplyDraft
from procedures.services.replies import EVIDENCE
from tests.factories.procedures import (
    LAST_SECOND,
    LAUNCHED,
    ballot,
    draft,
    holder,
    running,
    secretariat,
)
from tests.procedures.conftest import proved
from tests.procedures.test_services import CLOSING, LATER, cast, kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

MINUTE = dt.timedelta(minutes=1)


def test_the_same_reply_by_the_same_person_is_the_one_of_then():
    made, by = running(), holder("LV")
    holder("LV", role=Role.SUBSTITUTE)
    first = cast(made, "LV", "for", by=by, statement="Jā.")
    letters = Letter.objects.count()

    again = cast(made, "LV", "for", by=by, statement="Jā.", at=LATER + MINUTE)

    assert (again, kinds(made)) == (first, ["launched", "replied"])
    assert Letter.objects.count() == letters
    assert ballot(made, "LV").cast_at == LATER


@pytest.mark.parametrize(
    "words",
    [
        {"choice": "against"},
        {"is_reservation": True},
        {"statement": "Jā!"},
        {"statement": ""},
    ],
    ids="".join,
)
def test_whoever_says_anything_else_replies_anew(words):
    made, by = running(), holder("LV")
    told = {"choice": "for", "statement": "Jā."}
    cast(made, "LV", by=by, **told)

    cast(made, "LV", by=by, **{**told, **words})

    assert kinds(made) == ["launched", "replied", "replied"]


def test_another_holder_of_the_seat_replies_anew_and_so_does_who_comes_back_to_it():
    made, by = running(), holder("LV")
    other = holder("LV", role=Role.SUBSTITUTE)
    cast(made, "LV", "for", by=by)
    cast(made, "LV", "for", by=other)

    cast(made, "LV", "for", by=by)

    assert kinds(made) == ["launched", "replied", "replied", "replied"]
    assert ballot(made, "LV").cast_by == by.user


def test_a_statement_that_was_erased_is_said_anew():
    made, by = running(), holder("LV")
    cast(made, "LV", "for", by=by, statement="Jā.")
    privacy.erase(by.actor, at=LATER)

    cast(made, "LV", "for", by=by)

    assert kinds(made) == ["launched", "replied", "replied"]


def test_a_reply_that_was_there_already_ends_the_draft_beside_it():
    made, by = running(), holder("LV")
    cast(made, "LV", "for", by=by)
    services.save_draft(
        ballot(made, "LV"), choice="against", statement="", is_reservation=False, casting="",
        by=by, at=LATER,
    )  # fmt: skip

    cast(made, "LV", "for", by=by)

    assert (ReplyDraft.objects.count(), kinds(made)) == (0, ["launched", "replied"])


def test_the_same_amendment_is_one_and_other_words_are_another():
    made, by = running(), holder("LV")
    said = {"by": by, "at": LATER}

    first = services.propose_amendment(ballot(made, "LV"), text="Strike it.", **said)
    again = services.propose_amendment(ballot(made, "LV"), text="Strike it.", **said)
    services.propose_amendment(ballot(made, "LV"), text="Keep it.", **said)

    assert again == first
    assert Amendment.objects.count() == 2


@pytest.mark.parametrize("at", [LATER, CLOSING], ids=["in time", "late"])
def test_a_mail_is_entered_once(at):
    made = running()
    services.close_due(at=at)
    sent = {"seat": "LV", "choice": "for", "reason": "Mail of 23 April", "statement": "Jā."}
    address = reverse("procedures:enter_reply", args=[made.reference])

    with time_machine.travel(at, tick=False):
        client = proved(secretariat(at).user)
        answers = [
            client.post(address, {**sent, "mail": SimpleUploadedFile("mail.txt", content)})
            for content in (b"We are for.", b"We are for.", b"We are for!")
        ]

    assert [answer.status_code for answer in answers] == [302] * 3
    assert made.ledger.filter(seat="LV").count() == 2
    assert Document.objects.of(EVIDENCE, str(made.key)).count() == 2


def test_the_silent_are_reminded_once_by_one_form_and_again_by_another():
    made = running()
    holder("LV")
    said = {"subject": "Please", "text": "Do.", "by": secretariat(LATER), "at": LATER}
    once, letters = uuid.uuid4(), Letter.objects.count()

    first = services.remind(made, once=once, **said)
    again = services.remind(made, once=once, **said)
    services.remind(made, once=uuid.uuid4(), **said)

    assert (again, len(first)) == (first, 27)
    assert kinds(made) == ["launched", "reminded", "reminded"]
    assert Letter.objects.count() == letters + 2


def test_a_draft_is_launched_once():
    made, by = draft(), secretariat()
    services.launch(made, version=1, by=by, at=LAUNCHED)

    with pytest.raises(NotNowError):
        services.launch(made, version=1, by=by, at=LAUNCHED)

    assert (Ballot.objects.count(), kinds(made)) == (27, ["launched"])


def test_a_launch_that_is_refused_leaves_a_draft():
    made = draft(wanted_deadline_at=LAUNCHED - MINUTE)

    with pytest.raises(services.LaunchError, match="in the past"):
        services.launch(made, version=1, by=secretariat(), at=LAUNCHED)

    made.refresh_from_db()
    assert (made.state, made.version, made.ledger.count()) == ("draft", 1, 0)


def test_the_same_extension_is_given_once():
    made = running()
    later = LAST_SECOND + dt.timedelta(days=3)
    said = {"deadline_at": later, "reason": "Holidays.", "by": secretariat(LATER), "at": LATER}

    first = services.extend(made, **said)
    again = services.extend(made, **said)
    with pytest.raises(services.NothingToExtendError):
        services.extend(made, **{**said, "reason": "Other holidays."})

    assert (again.version, again.deadline_at) == (first.version, later)
    assert kinds(made) == ["launched", "extended"]
