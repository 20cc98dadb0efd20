"""The Secretariat's pages: drafting, launching, steering, rules."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Body, Holiday
from mail.enums import State as LetterState
from mail.models import Letter
from procedures import presets, services
from procedures.models import Procedure, VotingRule
from procedures.models.procedure import LABEL
from tests.documents.files import PDF
from tests.events.organisers import queries, signed_in
from tests.factories.accounts import MandateFactory, OrganisationFactory
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
from tests.procedures.test_services import CLOSING, LATER, cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


HTMX = {"HX-Request": "true"}


@pytest.fixture
def clock():
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


def signed_in_office():
    """Somebody of the Secretariat, signed in at this moment."""
    return signed_in(MandateFactory(role=Role.SECRETARIAT).user)


@pytest.fixture
def office(clock):
    return signed_in_office()


@pytest.fixture
def made(clock):
    return running()


def address(made, name="procedure", *parts):
    return reverse(f"procedures:{name}", args=[made.reference, *parts])


def text(response):
    return " ".join(response.content.decode().split())


def typed(**words):
    return {
        "title": "Guidelines",
        "question": "Adopt?",
        "body": "BOARD",
        "visibility": "body",
        "decision_visibility": "public",
        "rule": VotingRule.objects.first().pk,
        "calendar": "BE",
        "reminds": "on",
        **words,
    }


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


def test_a_page_without_a_procedure_stands_below_the_list(office):
    assert (
        '<ol><li><a href="/procedures/">Written procedures</a></li><li>Voting rules</li></ol>'
    ) in text(office.get(reverse("procedures:rules")))


@pytest.mark.parametrize("name", ["control", "ledger", "remind", "extend", "new_round"])
def test_a_draft_has_nothing_to_steer(office, name):
    assert office.get(address(draft(), name)).status_code == 404


def test_a_draft_is_made_with_the_default_rule_in_words(office):
    services.lay_out_rules(at=LAUNCHED)

    page = text(office.get(reverse("procedures:new")))
    answer = office.post(
        reverse("procedures:new"),
        typed(once=uuid.uuid4(), rule=VotingRule.objects.get(preset=presets.DEFAULT).pk),
    )

    assert "At least 14 of 27 seats have to reply" in page
    assert "Check against your Rules of Procedure." in page
    made = Procedure.objects.get()
    assert answer["Location"] == address(made, "edit")
    assert (made.state, made.body.pk, made.reminds) == ("draft", "BOARD", True)


@pytest.mark.parametrize(
    ("words_", "said"),
    [
        ({"title": ""}, "id_title_error"),
        ({"rule": ""}, "id_rule_error"),
        ({"rule": "x"}, "Select a valid choice"),
        ({"is_urgent": "on"}, "Say why it is urgent"),
        ({"is_urgent": "on", "urgent_reason": "Grant."}, "knows no shorter time"),
    ],
    ids=["no title", "no rule", "no such rule", "urgent without reason", "no urgent window"],
)
def test_a_draft_that_makes_no_sense_keeps_what_was_typed(office, words_, said):
    rule()

    answer = office.post(reverse("procedures:new"), typed(once=uuid.uuid4(), **words_))

    assert answer.status_code == 422
    assert said in text(answer)
    assert "Adopt?" in text(answer)
    assert not Procedure.objects.exists()


def test_a_draft_is_changed_and_two_at_once_are_told(office):
    made = draft()

    office.post(address(made, "edit"), typed(version=1, title="One", question="Their words?"))
    stale = office.post(address(made, "edit"), typed(version=1, title="Two", question="My words?"))

    stored = Procedure.objects.get()
    assert (stored.title, stored.question) == ("One", "Their words?")
    assert stale.status_code == 409
    page = stale.content.decode()
    for theirs, mine in (("One", "Two"), ("Their words?", "My words?")):
        assert page.index(f'<span class="text">{theirs}</span>') < page.index(
            f'<span class="text">{mine}</span>'
        )
    assert stale.context["differences"] == [
        ("Title", "One", "Two"),
        ("Question", "Their words?", "My words?"),
    ]


def test_what_was_typed_for_a_draft_that_was_launched_meanwhile_is_shown_beside_it(office):
    made = draft()
    services.launch(made, version=1, by=secretariat(LATER), at=LATER)

    stale = office.post(address(made, "edit"), typed(version=1, title="Two"))

    assert stale.status_code == 409
    assert ("Title", made.title, "Two") in stale.context["differences"]
    assert f'href="{made.get_absolute_url()}"' in stale.content.decode()
    assert office.get(made.get_absolute_url()).status_code == 200


def last_minute(name, day):
    """23:59 of a day in May 2024, as it is typed."""
    typed_ = {"day": day, "month": 5, "year": 2024, "time": "23:59"}
    return {f"{name}_{part}": value for part, value in typed_.items()}


def test_the_last_minute_of_a_day_is_typed_and_the_last_second_meant(office):
    made = draft()

    office.post(address(made, "edit"), typed(version=1, **last_minute("wanted_deadline_at", 7)))
    made.refresh_from_db()
    services.launch(made, version=made.version, by=secretariat(), at=LAUNCHED)
    office.post(
        address(made, "extend"),
        {"reason": "Easter.", "once": uuid.uuid4(), **last_minute("deadline_at", 14)},
    )

    assert made.wanted_deadline_at == LAST_SECOND
    made.refresh_from_db()
    assert made.deadline_at == LAST_SECOND + dt.timedelta(days=7)


def test_the_page_of_a_draft_says_when_it_would_close(office):
    made = draft()

    page = text(office.get(address(made), follow=True))

    assert "Launched now, it closes Wednesday 8 May 2024, 23:59 (Brussels)." in page


def test_a_year_without_holidays_is_said_where_it_stands(office):
    made = draft(calendar="EUI")
    Holiday.objects.filter(calendar="EUI").delete()

    page = text(office.get(address(made, "edit")))
    answer = office.post(address(made, "launch"), {"version": 1})

    assert "The holidays of 2024 are not entered" in page
    assert answer.status_code == 422
    assert "The holidays of 2024 are not entered" in text(answer)
    assert Procedure.objects.get().state == "draft"


def test_papers_go_with_a_draft_and_are_taken_off(office):
    made = draft()
    file = SimpleUploadedFile("Κατευθυντήριες.pdf", PDF)

    office.post(
        address(made, "add_papers"), {"once": uuid.uuid4(), "papers": file, "title": "Guidelines"}
    )
    page = text(office.get(address(made, "edit")))
    from documents.models import Document

    paper = Document.objects.of(LABEL, str(made.key)).get()
    refused = office.post(address(made, "add_papers"), {"once": uuid.uuid4()})
    office.post(address(made, "remove_paper", paper.key))

    assert "Guidelines" in page
    assert refused.status_code == 422
    assert not Document.objects.of(LABEL, str(made.key)).exists()
    assert office.post(address(made, "remove_paper", uuid.uuid4())).status_code == 404


def test_a_launch_is_looked_at_first(office):
    holder("LV", LATER)
    made = draft()

    page = text(office.get(address(made, "launch")))
    office.post(address(made, "launch"), {"version": 1})

    assert "27 seats vote" in page
    assert "1 letter goes out at once" in page
    assert "Nobody speaks for these seats" in page
    assert "Everybody: number, title, date and outcome" in page
    assert "Three and one working days before the deadline" in page
    assert Procedure.objects.get().state == "running"
    assert Letter.objects.filter(label=LABEL).count() == 1
    assert office.get(address(made, "launch")).status_code == 404


def test_a_launch_of_what_changed_meanwhile_is_refused(office):
    made = draft()

    answers = [
        office.post(address(made, "launch"), {"version": sent})
        for sent in ("7", "x", "²", "9" * 20)
    ]

    assert [answer.status_code for answer in answers] == [409] * 4
    assert "changed meanwhile" in text(answers[0])


def test_an_organisation_that_votes_is_among_the_seats(office):
    from tests.factories.accounts import SeatFactory

    house = OrganisationFactory(name="Europol")
    SeatFactory(body=Body.objects.get(pk="BOARD"), organisation=house, member_state=None)
    MandateFactory(role=Role.OBSERVER, member_state=None, organisation=house)

    page = text(office.get(address(draft(), "launch")))

    assert "28 seats vote" in page
    assert "Europol" in page


def test_the_control_page_says_who_and_never_what(office, made):
    cast(made, "LV", "against", statement="ROSEBUD")
    services.object_to_procedure(
        ballot(made, "MT"), reason="Let us meet.", by=holder("MT", LATER), at=LATER
    )
    services.propose_amendment(
        ballot(made, "MT"), text="Strike it.", by=holder("MT", LATER), at=LATER
    )

    page = text(office.get(address(made, "control")))
    ledger = text(office.get(address(made, "ledger")))

    assert "objections to the procedure, of 3" in page
    assert "Let us meet." in page
    assert "Strike it." in page
    assert "ROSEBUD" not in page + ledger
    assert "gainst" not in ledger
    assert "The chain is whole" in ledger


def test_a_letter_that_came_back_is_told_beside_its_seat(office, made):
    who = holder("HU", LATER)
    services.remind(made, subject="", text="", by=None, at=LATER)
    Letter.objects.filter(to=who.user.email).update(state=LetterState.BOUNCED)

    page = text(office.get(address(made, "control")))

    assert "Letter came back" in page
    assert "Nobody speaks for it" in page


def test_the_control_page_has_a_bound_of_queries(office, made):
    for code in ("LV", "MT", "BE"):
        cast(made, code)

    assert queries(lambda: office.get(address(made, "control"))) <= 20


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


def test_an_outcome_that_cannot_be_sent_yet_says_so(office, made):
    answer = office.post(address(made, "notify"), follow=True)

    assert "This can no longer be done" in text(answer)


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


def test_the_outcome_is_sent_from_the_page(made, clock):
    for code in (
        "BE",
        "BG",
        "CZ",
        "DK",
        "DE",
        "EE",
        "IE",
        "EL",
        "ES",
        "FR",
        "HR",
        "IT",
        "CY",
        "LV",
    ):
        cast(made, code)
    clock.move_to(CLOSING)
    services.close_due(at=CLOSING)
    office = signed_in_office()

    page = text(office.get(address(made, "control")))
    office.post(address(made, "notify"))
    ledger = text(office.get(address(made, "ledger")))

    assert "Send the outcome to all seats" in page
    assert Procedure.objects.get().state == "notified"
    assert "Download the record" in ledger
    assert "&quot;choice&quot;:&quot;for&quot;" in ledger


def test_a_ledger_that_was_tampered_with_is_told(office, made):
    from journal.door import opened
    from procedures.models import BallotEvent

    with opened():
        BallotEvent.objects.filter(procedure=made).update(hash="0" * 64)

    assert "The record is not in order" in text(office.get(address(made, "ledger")))


def test_ballots_that_differ_from_the_ledger_are_told(office, made, clock):
    cast(made, "LV", "for")
    services.close_due(at=CLOSING)
    made.ballots.filter(member_state="LV").update(choice="against")

    assert "the ballot of LV" in text(office.get(address(made, "ledger")))


def of_rule(**words_):
    return {
        "name": "Ours", "decision": "fraction", "fraction": "2/3", "base": "members",
        "silence": "none", "window_days": 10, "window_unit": "WD", "extendable": "on", **words_,
    }  # fmt: skip


def test_a_rule_is_added_and_shown_in_words(office):
    tried = office.post(reverse("procedures:new_rule"), of_rule(once=uuid.uuid4(), **{"try": "1"}))
    assert not VotingRule.objects.exists()
    office.post(reverse("procedures:new_rule"), of_rule(once=uuid.uuid4()))

    page = text(office.get(reverse("procedures:rules")))
    assert "18 or more" in text(tried)
    assert "18 or more" in page
    kept = VotingRule.objects.get()
    assert kept.data["fraction"] == "2/3"
    office.post(reverse("procedures:archive_rule", args=[kept.key]))
    assert "No longer offered" in text(office.get(reverse("procedures:rules")))


def test_what_a_rule_does_is_told_while_it_is_typed(office):
    url = reverse("procedures:new_rule")

    fresh = text(office.get(url))
    nameless = office.post(url, of_rule(name="", once=uuid.uuid4()), headers=HTMX)
    nonsense = office.post(url, of_rule(fraction="0.5", once=uuid.uuid4()), headers=HTMX)

    assert "more than half of the votes cast" in fresh
    assert (nameless.status_code, "18 or more" in text(nameless)) == (200, True)
    assert "<html" not in text(nameless)
    assert "as soon as it makes sense" in text(nonsense)
    assert not VotingRule.objects.exists()


def test_the_note_of_a_rule_stands_among_the_rules(office):
    office.post(
        reverse("procedures:new_rule"), of_rule(once=uuid.uuid4(), note="Article 7.\nOf 2019.")
    )

    assert "Article 7.<br>Of 2019." in text(office.get(reverse("procedures:rules")))


@pytest.mark.parametrize(
    ("sent", "data"),
    [
        (
            {"decision": "reverse", "base": "members_less_abstentions", "stop_members": "3"},
            {"decision": "reverse", "base": "members_less_abstentions", "stop": {"members": 3}},
        ),
        ({"decision": "reverse", "base": ""}, {"decision": "reverse", "base": "members"}),
        (
            {"decision": "objection", "objections": "2", "silence": "approve", "urgent_days": "5"},
            {
                "decision": "objection",
                "objections_to_block": 2,
                "silence": "approve",
                "urgent_days": 5,
            },
        ),
        (
            {
                "strict": "on", "base": "cast", "quorum_of": "replies", "quorum": "1/2",
                "quorum_strict": "on", "tie": "on", "stop_members": "majority",
                "stop_chair": "on", "minimum_days": "5", "early_close": "on",
            },
            {
                "decision": "fraction", "fraction": "2/3", "strict": True, "base": "cast",
                "silence": "none", "tie": "chair",
                "quorum": {"of": "replies", "fraction": "1/2", "strict": True},
                "stop": {"members": "majority", "chair": True}, "minimum_days": 5,
                "early_close": True,
            },
        ),
        (
            {"quorum_of": "votes", "quorum": "4"},
            {
                "decision": "fraction", "fraction": "2/3", "strict": False, "base": "members",
                "silence": "none", "quorum": {"of": "votes", "count": 4},
            },
        ),
    ],
    ids=["reverse", "reverse of all", "objection", "everything", "a number for quorum"],
)  # fmt: skip
def test_each_kind_of_rule_becomes_its_data(office, sent, data):
    office.post(reverse("procedures:new_rule"), of_rule(once=uuid.uuid4(), **sent))

    stored = VotingRule.objects.get()
    always = {
        "amendment_breaks": False, "window_days": 10, "window_unit": "WD", "extendable": True,
        "early_close": False,
    }  # fmt: skip
    assert stored.data == always | data
    page = office.get(reverse("procedures:rule", args=[stored.key]))
    assert page.status_code == 200
    assert "What it does" in text(page)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"fraction": "0.5"}, "fraction"),
        ({"fraction": "1/1", "strict": "on"}, "fraction"),
        ({"quorum_of": "votes", "quorum": "many"}, "quorum"),
        ({"quorum_of": "votes", "quorum": ""}, "quorum"),
        ({"decision": "objection"}, "objections"),
        ({"stop_members": "all"}, "stop_members"),
        ({"minimum_days": "11"}, "minimum_days"),
        ({"base": "members_less_abstentions"}, "base"),
        ({"name": ""}, "name"),
        ({"window_days": "0"}, "window_days"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_that_contradicts_itself_is_told_beside_the_field(office, sent, field):
    answer = office.post(reverse("procedures:new_rule"), of_rule(once=uuid.uuid4(), **sent))

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text(answer)
    assert not VotingRule.objects.exists()


def test_a_rule_is_changed_by_one_at_a_time_and_names_are_their_own(office):
    kept, other = rule(), rule()
    url = reverse("procedures:rule", args=[kept.key])

    office.post(url, of_rule(version=1, name="New name"))
    stale = office.post(url, of_rule(version=1, name="Newer name"))
    taken = office.post(url, of_rule(version=2, name=other.name))

    assert VotingRule.objects.get(pk=kept.pk).name == "New name"
    assert stale.status_code == 409
    assert "Another rule has this name." in text(taken)


def test_a_rule_that_pages_do_not_serve_is_shown_and_not_changed(office):
    kept = rule("CFR15_10_5")
    url = reverse("procedures:rule", args=[kept.key])

    page = text(office.get(url))
    office.post(url, of_rule(version=1))

    assert "in a way that pages do not offer" in page
    assert VotingRule.objects.get().data == kept.data


@pytest.mark.parametrize("asked", ["", "x", "999999999999"])
def test_no_rule_is_no_words(office, asked):
    page = text(office.get(reverse("procedures:rule_in_words"), {"rule": asked}, headers=HTMX))

    assert "Choose a rule" in page


def test_the_words_of_a_rule_are_fetched_alone(office):
    page = text(office.get(reverse("procedures:rule_in_words"), {"rule": rule().pk}, headers=HTMX))

    assert "At least 14 of 27 seats have to reply" in page
    assert "<html" not in page


def test_without_rules_the_page_says_so(office):
    page = text(office.get(reverse("procedures:rules")))

    assert "No rules yet" in page
    assert "by manage.py load_reference_data; or add your own." in page


def test_what_is_sent_for_a_draft_that_was_launched_meanwhile_changes_nothing(office, made):
    from documents.models import Document
    from tests.factories.documents import document

    paper = document(label=LABEL, key=str(made.key))
    file = SimpleUploadedFile("late.pdf", PDF)

    answers = [
        office.post(address(made, "edit"), typed(version=made.version, title="Other")),
        office.post(address(made, "launch"), {"version": made.version}),
        office.post(address(made, "add_papers"), {"once": uuid.uuid4(), "papers": file}),
        office.post(address(made, "remove_paper", paper.key)),
    ]

    assert [answer["Location"] for answer in answers] == [made.get_absolute_url()] * 4
    assert Procedure.objects.get().title == made.title
    assert Document.objects.of(LABEL, str(made.key)).count() == 1


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


def test_the_list_leads_to_drafts(office):
    made = draft()

    page = text(office.get(reverse("procedures:list")))

    assert address(made, "edit") in page


def test_a_deadline_in_the_past_is_said_on_the_page_of_the_draft(office):
    made = draft(wanted_deadline_at=LAUNCHED)

    assert "The deadline is in the past." in text(office.get(address(made, "edit")))


def test_the_words_of_a_rule_are_no_page_of_their_own(office):
    assert office.get(reverse("procedures:rule_in_words"))["Location"] == reverse(
        "procedures:rules"
    )


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


def test_a_draft_that_reminds_nobody_says_so_before_the_launch(office):
    made = draft(reminds=False)

    assert "Not by themselves" in text(office.get(address(made, "launch")))


def test_a_question_is_shown_before_the_launch_as_its_readers_will_see_it(office):
    holder("LV", LATER)
    made = draft(question="Does the Board **agree** to:\n\n- one\n- two")

    page = text(office.get(address(made, "launch")))
    office.post(address(made, "launch"), {"version": 1})

    said = Letter.objects.get(label=LABEL).body["paragraphs"]
    assert "<strong>agree</strong>" in page
    assert said[:4] == [
        "The Board is asked to decide in writing.",
        "Does the Board agree to:",
        "one",
        "two",
    ]


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


def test_where_nobody_made_a_statement_no_list_of_them_stands(office, made):
    cast(made, "LV", "for")
    services.close_due(at=CLOSING)

    page = text(office.get(made.get_absolute_url()))

    control = text(office.get(address(made, "control")))
    assert "No quorum" in page
    assert "Statements" not in page
    assert "Did not reply" in control
    assert "Enter a late reply" in control
