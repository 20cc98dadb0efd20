"""The Secretariat's deeds about a procedure: to remind, to extend, to withdraw, to begin anew."""

import datetime as dt
import uuid

import pytest

from mail.models import Letter
from procedures import services
from procedures.models import Procedure
from procedures.models.procedure import LABEL
from tests.events.organisers import signed_in
from tests.factories.procedures import draft, holder, running, secretariat
from tests.procedures.pages import address, text
from tests.procedures.test_services import LATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


@pytest.mark.parametrize(
    "name",
    ["control", "ledger", "remind", "extend", "withdraw", "new_round", "enter_reply"],
)
def test_steering_is_the_secretariats(made, name):
    client = signed_in(holder("LV", LATER).user)

    assert client.get(address(made, name)).status_code == 404
    assert client.post(address(made, name), {"reason": "x"}).status_code in {404, 405}
    assert Procedure.objects.get().state == "running"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("extend", "Extend the deadline"),
        ("withdraw", "Withdraw the procedure"),
        ("new_round", "A new round"),
        ("remind", "Remind the silent"),
    ],
)
def test_a_deeds_page_says_what_is_done_to_which_procedure(office, made, name, what):
    page = text(office.get(address(made, name)))

    assert f"<title> {what} – EUCPN" in page
    assert f'<h1>{what}</h1> <p class="lead">{made.reference} · {made.title}</p>' in page
    assert (
        '<ol><li><a href="/procedures/">Written procedures</a></li>'
        f'<li><a href="{made.get_absolute_url()}">{made.reference}</a></li><li>{what}</li></ol>'
    ) in page


@pytest.mark.parametrize("name", ["control", "ledger", "remind", "extend", "new_round"])
def test_a_draft_has_nothing_to_steer(office, name):
    assert office.get(address(draft(), name)).status_code == 404


def test_the_silent_are_written_to_after_a_preview(office, made):
    who = holder("LV", LATER)
    before = Letter.objects.count()

    assert "Last reminder" not in text(office.get(address(made, "control")))
    seen = text(office.get(address(made, "remind")))
    form = {"once": uuid.uuid4(), "subject": "Please"}
    preview = office.post(address(made, "remind"), {**form, "text": "One line."})
    empty = office.post(address(made, "remind"), {**form, "subject": "", "text": ""})
    assert Letter.objects.count() == before
    for _ in range(2):
        office.post(address(made, "remind"), {**form, "text": "Line.", "sure": "on"})

    assert who.user.email in seen
    assert "Last reminder: Tuesday 23 April 2024, 10:00" in text(
        office.get(address(made, "control"))
    )
    assert "Send to 1 person" in text(preview)
    assert "So it goes out" in text(preview)
    assert empty.status_code == 422
    assert Letter.objects.count() == before + 1
    assert Letter.objects.order_by("-id").first().subject == "Please"
    assert str(form["once"]) in text(preview)


@pytest.mark.parametrize("name", ["remind", "extend", "withdraw", "new_round"])
def test_what_can_no_longer_be_done_says_so_and_keeps_what_was_typed(office, made, clock, name):
    services.withdraw(made, reason="No.", by=secretariat(LATER), at=LATER)
    if name == "new_round":
        services.new_round(made, once=uuid.uuid4(), reason="x", by=secretariat(LATER), at=LATER)
    typed = "Κα Παπαδόπουλος asked for it."
    sent = {
        "subject": "x", "text": typed, "sure": "on",
        "reason": typed, "once": uuid.uuid4(), "deadline_at_day": 20, "deadline_at_month": 5,
        "deadline_at_year": 2024, "deadline_at_time": "12:00",
    }  # fmt: skip

    answer = office.post(address(made, name), sent)

    assert answer.status_code == 409
    assert "This can no longer be done" in text(answer)
    assert typed in text(answer)
    assert 'type="submit">' not in answer.text.partition("<main")[2].partition("</main")[0]


def test_a_procedure_withdrawn_with_one_reason_twice_is_withdrawn_once(office, made):
    sent = {"reason": "New text.", "once": uuid.uuid4()}

    answers = [office.post(address(made, "withdraw"), sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert made.ledger.filter(kind="withdrawn").count() == 1


def test_more_time_is_given_with_a_reason(office, made):
    later = {
        "deadline_at_day": 20, "deadline_at_month": 5, "deadline_at_year": 2024,
        "deadline_at_time": "12:00", "once": uuid.uuid4(),
    }  # fmt: skip

    refused = office.post(address(made, "extend"), later)
    earlier = office.post(
        address(made, "extend"), later | {"deadline_at_day": 1, "reason": "Easter."}
    )
    office.post(address(made, "extend"), later | {"reason": "Easter."})

    assert (refused.status_code, earlier.status_code) == (422, 422)
    assert "no later deadline" in text(earlier)
    assert Procedure.objects.get().deadline_at == dt.datetime(2024, 5, 20, 10, tzinfo=dt.UTC)
    page = text(office.get(address(made)))
    assert "Deadline extended: until Mon 20 May 2024, 12:00. Easter." in page


def test_a_procedure_is_withdrawn_with_a_reason(office, made):
    asked = text(office.get(address(made, "withdraw")))
    assert "cannot be undone" in asked
    assert "everybody who was asked is told" in asked
    assert "All seats read it." in asked

    answer = office.post(
        address(made, "withdraw"), {"reason": "New text.", "once": uuid.uuid4()}, follow=True
    )

    assert "New text." in text(answer)


def test_a_draft_is_withdrawn_too(office):
    made = draft()

    asked = text(office.get(address(made, "withdraw")))
    done = office.post(
        address(made, "withdraw"), {"reason": "No.", "once": uuid.uuid4()}, follow=True
    )

    assert Procedure.objects.get().state == "withdrawn"
    assert "no seat was asked, and none is told" in asked
    assert "The Secretariat alone reads it." in asked
    assert "seats have to reply" not in text(done)
    assert "seats has to reply" not in text(done)
    assert "No documents go with it" not in text(done)


def test_a_new_round_is_a_draft_with_the_same_words(office, made):
    answer = office.post(
        address(made, "new_round"), {"reason": "A paper changed.", "once": uuid.uuid4()}
    )

    second = Procedure.objects.get(round=2)
    assert answer["Location"] == address(second, "edit")
    assert "An earlier round" not in text(office.get(address(made)))


@pytest.mark.parametrize("name", ["extend", "new_round"])
def test_what_is_asked_is_explained_first(office, made, name):
    assert office.get(address(made, name)).status_code == 200
    page = text(office.get(address(made, name)))

    assert {"extend": "moves in their calendars", "new_round": "ends now"}[name] in page


def test_a_new_round_takes_the_papers_along(office, made):
    from documents.models import Document
    from tests.factories.documents import document

    document(label=LABEL, key=str(made.key), title="Guidelines")

    office.post(address(made, "new_round"), {"reason": "x", "once": uuid.uuid4()})

    second = Procedure.objects.get(round=2)
    assert [one.title for one in Document.objects.of(LABEL, str(second.key))] == ["Guidelines"]


def test_nobody_is_written_to_once_it_has_ended(office, made):
    services.withdraw(made, reason="No.", by=secretariat(LATER), at=LATER)

    page = text(office.get(address(made, "remind"), follow=True))

    assert "This can no longer be done" in page


def test_a_draft_that_was_withdrawn_is_shown_and_not_steered(office):
    made = draft()
    office.post(address(made, "withdraw"), {"reason": "No.", "once": uuid.uuid4()})

    page = text(office.get(address(made)))

    assert "Withdrawn; nothing was decided" in page
    assert address(made, "control") not in page
    assert address(made, "record") not in page
    assert [office.get(address(made, name)).status_code for name in ("control", "ledger")] == [
        404
    ] * 2
    late = office.post(address(made, "withdraw"), {"reason": "x", "once": uuid.uuid4()})
    assert (late.status_code, "no longer be done" in text(late)) == (409, True)


def test_the_longest_title_fits_into_the_reminder_and_recipients_stand_in_protocol_order(office):
    for code in ("SE", "BE"):
        holder(code, LATER)
    made = running(title="Ü" * 200)
    url = address(made, "remind")

    page = text(office.get(url))
    sent = {"once": uuid.uuid4(), "subject": f"Still open: {'Ü' * 200}", "text": "Please."}
    preview = office.post(url, sent)

    recipients = page[page.index('id="to"') :]
    assert recipients.index("Belgium") < recipients.index("Sweden")
    assert preview.status_code == 200
