"""Canaries of trainings: drafts, notes, what trainers and participants said reach nobody else.

They are looked for in every page, sheet and paper of trainings, in searches, letters, the
journal and everybody's copy of their own data.
"""

import io
import uuid

import openpyxl
import pypdf
import pytest
from django.utils import timezone

import trainings.services
from accounts.models import MemberState
from courses import asked
from desk import deeds, finding, things
from journal.models import Entry
from mail.messages import parts
from mail.models import Letter
from tests.journeys.pages.events import EVENTS
from tests.journeys.pages.people import DESK
from tests.journeys.pages.trainings import OF_TRAININGS
from tests.journeys.roles import ROLES
from trainings import follow_ups
from trainings.models import Assignment, FollowUpAsked, TrainingRequest

pytestmark = pytest.mark.django_db

SEEN_BY = {
    "zeisig": {"nr", "substitute"},
    "stieglitz": {"secretariat"},
    "gimpel": {"secretariat", "trainer"},
    "dompfaff": set(),
}
"""The word in a draft, in an internal note, in what a trainer and a participant said."""


def answers_to(items, word):
    """An answer to each question: the word wherever one may write, else the first there is."""
    said = {"text": word, "long_text": word, "several": [0], "scale": 3}
    return {item.key: said.get(item.type, 0) for item in items}


@pytest.fixture(scope="module")
def told(world, django_db_blocker):
    """Say each word where it belongs."""
    at = timezone.now()
    host, office, trainer = map(world.standing, ("nr", "secretariat", "trainer"))
    with django_db_blocker.unblock():
        trainings.services.begin(
            once=uuid.uuid4(), member_state=MemberState.objects.get(pk=world.words["state"]),
            by=host, at=at, typed={"motivation": "A zeisig", "city": "zeisig"},
        )  # fmt: skip
        trainings.services.add_note(
            TrainingRequest.objects.get(reference=world.words["training accepted"]),
            text="A stieglitz", once=uuid.uuid4(), by=office, at=at,
        )  # fmt: skip
        own = Assignment.objects.get(key=world.words["assignment over"])
        items = asked.of_trainers(own.request.sought)
        trainings.services.report_as_trainer(own, answers_to(items, "gimpel"), by=trainer, at=at)
        one = FollowUpAsked.objects.get(registration__email="taught@example.eu")
        items = follow_ups.items_of(one.follow_up)
        trainings.services.answer_follow_up(one, answers_to(items, "dompfaff"), at=at)
    return world


def text_of(address: str, answer) -> str:
    """Everything that an answer says, also in a sheet or paper."""
    content = b"".join(answer) if answer.streaming else answer.content
    if address.endswith(".pdf"):
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if address.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    return content.decode(errors="replace")


def test_each_word_is_seen_by_those_it_is_for_and_by_nobody_else(told, clients):
    drafts = TrainingRequest.objects.filter(state="draft").values_list("reference", flat=True)
    addresses = {page.address(told) for page in [*OF_TRAININGS, *EVENTS, *DESK]}
    addresses |= {f"/trainings/requests/{reference}/draft/" for reference in drafts}
    addresses |= {"/"}
    seen = {word: set() for word in SEEN_BY}
    for role in ROLES:
        for address in sorted(addresses):
            answer = clients[role].get(address)
            if answer.status_code == 200:
                said = text_of(address, answer)
                for word in SEEN_BY:
                    if word in said:
                        seen[word].add(role)

    assert seen == SEEN_BY


def test_no_search_finds_a_word_for_others(told):
    found = {
        (word, role)
        for word, allowed in SEEN_BY.items()
        for role in ROLES
        if role not in allowed
        for shelf in finding.search(word, told.standing(role))
        if shelf.found
    }

    assert found == set()


def test_no_letter_and_no_line_of_the_journal_says_a_word(told):
    letters = [parts(letter) for letter in Letter.objects.filter(blanked_at=None)]
    lines = [str(facts) for facts in Entry.objects.values_list("facts", flat=True)]
    said = [*(letter.html for letter in letters), *(letter.text for letter in letters), *lines]

    assert len(said) > 50
    assert [text for text in said if any(word in text for word in SEEN_BY)] == []


def test_every_line_of_the_journal_has_words_for_its_deed_and_its_thing(told):
    named = {value for _group, choices in deeds.choices() for value, _label in choices}
    lines = set(Entry.objects.values_list("deed", "label"))

    assert {deed for deed, _label in lines} <= named
    assert {label for _deed, label in lines if label} <= set(things.KINDS)
