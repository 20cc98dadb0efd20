"""One person's letters can be handed out and erased."""

from uuid import uuid4

import pytest

from mail import links, privacy
from mail.letters import Button, Text, as_json
from mail.models import Delivery, Letter, Report, Suppression
from tests.factories.mail import MORNING, LetterFactory, SentLetterFactory

pytestmark = pytest.mark.django_db
ME = "maria@example.org"


def test_export_gives_the_letters_to_an_address_or_a_person_oldest_first():
    SentLetterFactory(to=ME)
    LetterFactory(
        to="old@example.org",
        person="p-1",
        name="Maria P.",
        calendar_method="PUBLISH",
        calendar_text="B",
    )
    LetterFactory()
    common = {
        "subject": "Your place is confirmed",
        "body": {"paragraphs": ["We look forward to seeing you."]},
        "written": "2026-03-02T09:00:00+00:00",
    }
    first = common | {
        "to": ME,
        "name": "Maria Papadaki",
        "sent": "2026-03-02T09:00:00+00:00",
        "state": "sent",
        "calendar": "",
    }
    second = common | {
        "to": "old@example.org",
        "name": "Maria P.",
        "sent": None,
        "state": "queued",
        "calendar": "B",
    }

    assert privacy.export(ME, person="p-1") == [first, second]
    assert privacy.export(ME) == [first]


def test_a_copy_holds_no_secret_link_in_whatever_place():
    link = links.placeholder("events:own_registration", uuid4(), 1)
    text = Text(
        subject="Yours",
        paragraphs=(f"Open {link} now.",),
        facts=(("No", f"{link}?answer=no"),),
        button=Button("Open", link),
    )
    LetterFactory(to=ME, body=as_json(text))
    LetterFactory(to=ME, body={})

    letter, erased = privacy.export(ME)

    hidden = "(personal link, shown to its reader only)"
    assert letter["body"] == {
        "paragraphs": [f"Open {hidden} now."],
        "facts": [["No", hidden]],
        "button": ["Open", hidden],
    }
    assert erased["body"] == {}


@pytest.mark.parametrize(
    ("names", "keys", "said"),
    [
        (["Ann Lee"], ["1"], "– and Ann Leeds, Bo."),
        (["Ann", "Ann Lee", ""], ["1"], "– and – Leeds, Bo."),
        (["Zoe"], ["1"], "Ann Lee and Ann Leeds, Bo."),
        (["Ann Lee"], ["2"], "Ann Lee and Ann Leeds, Bo."),
        (["Ann Lee"], [], "Ann Lee and Ann Leeds, Bo."),
        ([""], ["1"], "Ann Lee and Ann Leeds, Bo."),
    ],
)
def test_names_are_taken_out_of_letters_to_others_whole(names, keys, said):
    words = "Ann Lee and Ann Leeds, Bo."
    body = {"paragraphs": [words], "facts": [["Who", words]], "button": None}
    LetterFactory(label="thing", key="1", subject=words, body=body)

    number = privacy.forget_names(names, label="thing", keys=keys)

    letter = Letter.objects.get()
    assert number == (said != words)
    assert (letter.subject, letter.body["paragraphs"]) == (said, [said])
    assert (letter.body["facts"], letter.body["button"]) == ([["Who", said]], None)


def test_erase_leaves_nothing_of_the_address_and_everything_of_others():
    mine = SentLetterFactory(to=ME)
    SentLetterFactory(to="old@example.org", person="p-1")
    copied = LetterFactory(copies=f"a@example.org\n{ME}")
    similar = LetterFactory(copies=f"anna{ME}")
    for letter in (mine, copied):
        Delivery.objects.create(letter=letter, attempt=1, at=MORNING, outcome="accepted")
    for address in (ME, "other@example.org"):
        Suppression.objects.create(address=address, since=MORNING)
        Report.objects.create(
            provider="brevo", event="bounced", recipient=address.upper(), received_at=MORNING
        )

    assert privacy.erase(ME, person="p-1") == 2

    assert list(Letter.objects.order_by("id").values_list("id", "copies")) == [
        (copied.pk, "a@example.org"),
        (similar.pk, f"anna{ME}"),
    ]
    assert list(Delivery.objects.values_list("letter", flat=True)) == [copied.pk]
    assert list(Suppression.objects.values_list("address", flat=True)) == ["other@example.org"]
    assert list(Report.objects.values_list("recipient", flat=True)) == ["OTHER@EXAMPLE.ORG"]


def test_erase_keeps_the_letter_that_was_sent_again_from_an_erased_one():
    original = SentLetterFactory(to=ME)
    again = LetterFactory(to="new@example.org", resent_from=original)

    assert privacy.erase(ME) == 1
    again.refresh_from_db()
    assert again.resent_from is None


def test_erase_about_takes_the_letters_about_one_thing_whoever_they_went_to():
    for key in ("r-1", "r-1", "r-2"):
        LetterFactory(label="events.registration", key=key)

    assert privacy.erase_about("events.registration", key="r-1") == 2
    assert list(Letter.objects.values_list("key", flat=True)) == ["r-2"]
