"""Two people share the draft of a reply: neither writes over what the other typed, unseen."""

import datetime as dt
import re

import pytest

from accounts.enums import Role
from procedures.models import ReplyDraft
from tests.factories.procedures import ballot, holder
from tests.procedures.conftest import LATER, proved
from tests.procedures.pages import address, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def first(clock):
    """The National Representative."""
    return named("Jānis Ozoliņš", Role.NR)


@pytest.fixture
def second(clock):
    """The substitute."""
    return named("Anna <b>Kalniņa</b>", Role.SUBSTITUTE)


def named(name, role):
    user = holder("LV", LATER, role=role).user
    user.name = name
    user.save()
    return user


def draft_on(client, made):
    """The hidden field of the page: from which draft its form was filled in."""
    tag = re.search(r'<input type="hidden" name="draft"[^>]*>', text(client.get(address(made))))[0]
    value = re.search(r'value="([^"]*)"', tag)
    return value[1] if value else ""


def save(client, made, statement, draft, name="draft"):
    sent = {"choice": "for", "statement": statement, "draft": draft}
    return client.post(address(made, name, "LV"), sent)


def test_a_draft_saved_by_the_other_meanwhile_is_not_written_over(made, first, second, clock):
    one, other = proved(first), proved(second)
    empty = draft_on(one, made)
    save(other, made, "Theirs.", empty)
    clock.shift(MINUTE)

    refused = save(one, made, "Mine.", empty)

    assert (empty, refused.status_code) == ("", 409)
    assert text(refused) == (
        "Anna &lt;b&gt;Kalniņa&lt;/b&gt; has changed this draft meanwhile: reload to see it."
        " Yours is not saved."
    )
    assert ReplyDraft.objects.get().statement == "Theirs."


def test_who_has_seen_the_draft_of_the_other_goes_on_with_it(made, first, second, clock):
    one, other = proved(first), proved(second)
    save(one, made, "Half a", draft_on(one, made))
    clock.shift(MINUTE)
    page = text(other.get(address(made)))
    seen = draft_on(other, made)

    answers = [save(other, made, words, seen) for words in ("Half a tho", "Half a thought")]

    assert "Draft of Jānis Ozoliņš, 10:00 (Brussels), not recorded" in page
    assert [text(answer) for answer in answers] == ["Draft saved 10:01 (Brussels)"] * 2
    assert ReplyDraft.objects.get().statement == "Half a thought"
    assert save(one, made, "Half a", seen).status_code == 409
    assert "Draft saved 10:01 (Brussels)" in text(other.get(address(made)))


def test_the_draft_of_the_other_of_another_day_says_which(made, first, second, clock):
    save(proved(first), made, "Half a", "")
    clock.shift(dt.timedelta(days=1))

    said = "Draft of Jānis Ozoliņš, Tuesday 23 April 2024, 10:00 (Brussels), not recorded"
    assert said in text(proved(second).get(address(made)))


def test_a_draft_without_the_mark_of_a_page_is_saved_as_it_comes(made, first, second):
    save(proved(first), made, "Theirs.", "")

    answer = proved(second).post(address(made, "draft", "LV"), {"statement": "Mine."})

    assert answer.status_code == 200
    assert ReplyDraft.objects.get().statement == "Mine."


def test_who_proves_it_again_does_not_write_over_the_draft_of_the_other(made, first, second, clock):
    one = proved(first)
    empty = draft_on(one, made)
    clock.shift(31 * MINUTE)
    save(proved(second), made, "Theirs.", empty)

    refused = save(one, made, "Mine.", empty, name="reply")

    page = text(refused)
    assert refused.status_code == 409
    assert "has changed the draft meanwhile, so yours is not saved. You signed in more" in page
    assert "Mine." in page
    assert ReplyDraft.objects.get().statement == "Theirs."
    assert ballot(made, "LV").choice == ""
    assert save(proved(first), made, "Mine.", empty, name="reply").status_code == 302
    assert ballot(made, "LV").choice == "for"


def test_the_draft_of_somebody_who_is_gone_names_nobody(made, first, second):
    one = proved(first)
    save(proved(second), made, "Theirs.", "")
    ReplyDraft.objects.update(saved_by=None)

    assert "Draft saved 10:00 (Brussels)" in text(one.get(address(made)))
    assert text(save(one, made, "Mine.", "")).startswith("Somebody who is gone has changed")
