"""The pages of a draft: typed, changed, given papers, looked at and launched."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Body, Holiday
from mail.models import Letter
from procedures import presets, services
from procedures.models import Procedure, VotingRule
from procedures.models.procedure import LABEL
from tests.documents.files import PDF
from tests.factories.accounts import MandateFactory, OrganisationFactory
from tests.factories.procedures import LAST_SECOND, LAUNCHED, draft, holder, rule, secretariat
from tests.procedures.pages import address, text, typed
from tests.procedures.test_services import LATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


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


def test_the_list_leads_to_drafts(office):
    made = draft()

    page = text(office.get(reverse("procedures:list")))

    assert address(made, "edit") in page


def test_a_deadline_in_the_past_is_said_on_the_page_of_the_draft(office):
    made = draft(wanted_deadline_at=LAUNCHED)

    assert "The deadline is in the past." in text(office.get(address(made, "edit")))


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
