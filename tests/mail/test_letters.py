"""A text survives the outbox."""

from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from mail.letters import Button, Text, as_json, from_json, masked
from mail.links import placeholder


def test_a_text_comes_back_from_the_outbox_as_it_went_in():
    text = Text(
        subject="Your place",
        paragraphs=("One.", "Two\nlines."),
        facts=(("Event", "Seminar"), ("Place", "Hall\nFloor 2")),
        button=Button("See it", "https://events.example/"),
    )

    assert from_json("Your place", body=as_json(text)) == text


def test_translations_are_made_words_and_what_cannot_be_stored_is_dropped():
    text = Text(subject="", paragraphs=(_("Yes"), "a\x00b"), facts=((_("No"), "c\x00"),))

    assert as_json(text) == {"paragraphs": ["Yes", "ab"], "facts": [["No", "c"]], "button": None}


def test_an_erased_text_is_empty():
    assert from_json("", body={}) == Text(subject="", paragraphs=())


def test_secret_links_are_masked_where_somebody_else_reads():
    link = placeholder("events:invitation", uuid4(), 1)
    text = Text("Subject", (f"Here: {link}",), (("No", f"{link}?answer=no"),), Button("Go", link))

    shown = masked(text)

    secret = "(personal link, shown to its reader only)"
    assert (shown.paragraphs, shown.facts) == ((f"Here: {secret}",), (("No", secret),))
    assert (shown.subject, shown.button) == (text.subject, text.button)
