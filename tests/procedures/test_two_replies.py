"""Two people reply for one seat at once: the later one is told before it takes the other's place."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import Role
from accounts.versions import StaleError
from journal.models import Entry
from mail.models import Letter
from tests.events.at_once import all_at_once
from tests.factories.procedures import ballot, holder, running, secretariat
from tests.procedures.conftest import LATER, proved
from tests.procedures.pages import address, member, text
from tests.procedures.test_services import cast, kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def seen_on(page):
    """The hidden field of a page: which reply stood when its form was filled in."""
    tag = re.search(r'<input type="hidden" name="seen"[^>]*>', page)[0]
    value = re.search(r'value="(\d*)"', tag)
    return value[1] if value else ""


def reply(client, made, choice, seen, **more):
    return client.post(address(made, "reply", "LV"), {"choice": choice, "seen": seen, **more})


def test_who_has_not_seen_the_reply_of_the_other_is_shown_it_first(made):
    first, second = holder("LV", LATER), holder("LV", LATER, role=Role.SUBSTITUTE)
    one, other = proved(first.user), proved(second.user)
    seen = seen_on(text(other.get(address(made))))
    reply(one, made, "for", seen, statement="Jā.", is_reservation="on")
    letters = Letter.objects.count()

    refused = reply(other, made, "against", seen, statement="Nē, vēl ne.")

    page = text(refused)
    assert (seen, refused.status_code) == ("", 409)
    assert "Not recorded: another reply for Latvia has been recorded meanwhile." in page
    notice = page[page.index('<div class="notice notice-ok"') :].partition("</div>")[0]
    assert "<h2>For</h2>" in notice
    assert f"Recorded at 10:00:00 on Tuesday 23 April 2024 by {first.user.name}" in notice
    assert "<p>It is a reservation.</p>" in notice
    assert "<p>Jā.</p>" in notice
    assert re.search(r'value="against"[^>]* checked', page)
    assert "Nē, vēl ne." in page
    assert (kinds(made), Letter.objects.count()) == (["launched", "replied"], letters)
    assert ballot(made, "LV").choice == "for"

    sent_again = reply(other, made, "against", seen_on(page), statement="Nē, vēl ne.")

    assert sent_again.status_code == 302
    assert kinds(made) == ["launched", "replied", "replied"]
    stored = ballot(made, "LV")
    assert (stored.choice, stored.cast_by) == ("against", second.user)
    facts = str(list(Entry.objects.values_list("facts", flat=True)))
    assert "against" not in facts


def test_who_was_shown_an_older_reply_than_the_one_that_stands_is_told_again(made):
    client, other = member(), member(role=Role.SUBSTITUTE)
    reply(client, made, "for", "")
    seen = seen_on(text(other.get(address(made))))
    reply(client, made, "abstain", seen)

    refused = reply(other, made, "against", seen)

    assert refused.status_code == 409
    assert (seen, seen_on(text(refused))) == ("2", "3")
    assert ballot(made, "LV").choice == "abstain"


def test_the_same_reply_sent_twice_is_answered_as_done(made):
    client = member()

    answers = [reply(client, made, "for", "", statement="Jā.") for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert kinds(made) == ["launched", "replied"]


def test_a_reply_sent_once_more_does_not_undo_what_was_said_since(made):
    client, other = member(), member(role=Role.SUBSTITUTE)
    reply(client, made, "for", "")
    reply(other, made, "against", "2")

    assert reply(client, made, "for", "").status_code == 409
    assert ballot(made, "LV").choice == "against"


def test_a_reply_without_the_mark_of_a_page_is_recorded_as_it_comes(made):
    client, other = member(), member(role=Role.SUBSTITUTE)
    reply(client, made, "for", "")

    assert other.post(address(made, "reply", "LV"), {"choice": "against"}).status_code == 302
    assert ballot(made, "LV").choice == "against"


def test_a_reply_that_came_by_mail_meanwhile_is_shown_too(made):
    client, office = member(), proved(secretariat(LATER).user)
    seen = seen_on(text(client.get(address(made))))
    mail = {
        "seat": "LV", "choice": "for", "reason": "Mail of 23 April",
        "mail": SimpleUploadedFile("mail.txt", b"We are for."),
    }  # fmt: skip
    entered = office.post(reverse("procedures:enter_reply", args=[made.reference]), mail)

    refused = reply(client, made, "against", seen)

    assert (entered.status_code, refused.status_code) == (302, 409)
    assert "entered by the Secretariat" in text(refused)


@pytest.mark.django_db(transaction=True)
def test_of_several_replies_at_once_one_is_recorded():
    made = running()
    holders = [holder("LV", LATER), holder("LV", LATER, role=Role.SUBSTITUTE)] * 2

    def deed(by, choice):
        try:
            return cast(made, "LV", choice, by=by, seen="").number
        except StaleError:
            return None

    pairs = zip(holders, ("for", "against", "abstain", "against"), strict=True)
    came = all_at_once([lambda by=by, choice=choice: deed(by, choice) for by, choice in pairs])

    assert kinds(made) == ["launched", "replied"]
    assert set(came) == {2, None}
