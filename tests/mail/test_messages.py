"""Text, HTML and calendar part come from one source and leave in the right shape."""

import datetime as dt
import email
import email.policy
import re
from uuid import UUID

import pytest
from django.core.mail import mailers

from mail import links, messages
from mail.configuration import PROVIDERS
from mail.configuration import mailers as configured
from mail.letters import Button, Text, as_json
from mail.messages import Parts, message, parts
from mail.models import Letter
from tests.factories.mail import LetterFactory
from tests.mail.sink import mailer

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
KEY = UUID("0b6e0c6e-7f0b-4b0e-9d3a-000000000001")


def calendar(method):
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n"
        "UID:1\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Σεμινάριο στην Αθήνα με πολλά πολλά γρ\r\n"
        " άμματα\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def built(**changes):
    return LetterFactory.build(**changes)


def shape(part):
    if part.is_multipart():
        return {part.get_content_type(): [shape(child) for child in part.iter_parts()]}
    return part["Content-Type"]


def parsed(letter):
    raw = message(letter, at=NOON).message(policy=email.policy.SMTP).as_bytes()
    return email.message_from_bytes(raw, policy=email.policy.default)


@pytest.fixture(autouse=True)
def by_smtp(settings):
    settings.MAILERS = {"default": mailer(25), "calendar": mailer(25)}
    settings.MAIL_FROM = "secretariat@events.example"
    settings.MAIL_REPLY_TO = "help@events.example"
    settings.ORGANISATION_NAME = "European Crime Prevention Network"
    settings.SITE_URL = "https://events.example"
    settings.ROOT_URLCONF = "tests.mail.addresses"


def test_the_plain_text_says_everything():
    text = Text(
        subject="Your place",
        paragraphs=("See <you> & yours.", "Two\nlines."),
        facts=(("Event", "Seminar"), ("Place", "Hall")),
        button=Button("Open", links.placeholder("invitation", KEY, 0)),
    )

    found = parts(built(subject=text.subject, body=as_json(text)), at=NOON)

    assert found.text == (
        "Dear Maria Papadaki,\n\nSee <you> & yours.\n\nTwo\nlines.\n\nEvent: Seminar\nPlace: Hall\n"
        f"\nOpen:\n{links.address('invitation', KEY, 0)}\n\n-- \n"
        "European Crime Prevention Network\nhttps://events.example\n"
        "How your data are used: https://events.example/privacy/\n"
    )


def test_the_html_says_the_same_and_escapes_what_it_says():
    text = Text(
        subject="<script>",
        paragraphs=("See <you> & yours.", "Two\nlines."),
        facts=(("Event", "<b>Seminar</b>"),),
        button=Button("Open", links.placeholder("invitation", KEY, 0)),
    )

    html = parts(built(subject=text.subject, body=as_json(text), name="<i>Maria</i>"), at=NOON).html

    address = links.address("invitation", KEY, 0)
    body = html.partition("</style>")[2]
    assert re.findall(r">\s*([^<>]*[^<>\s])\s*<", body) == [
        "&lt;script&gt;",
        "European Crime Prevention Network",
        "Dear &lt;i&gt;Maria&lt;/i&gt;,",
        "See &lt;you&gt; &amp; yours.",
        "Two",
        "lines.",
        "Event",
        "&lt;b&gt;Seminar&lt;/b&gt;",
        "Open",
        "If the button does not work, copy this address into your browser:",
        address,
        "European Crime Prevention Network",
        "https://events.example",
        "How your data are used",
    ]
    assert re.findall(r'href="([^"]*)"', html) == [
        address,
        "https://events.example",
        "https://events.example/privacy/",
    ]


def test_the_style_is_written_into_the_elements_and_dark_screens_keep_theirs():
    html = parts(built(), at=NOON).html

    assert '<p class="brand" style="margin: 0 0 24px 0;font-weight: bold;color: #1c3f94;">' in html
    assert "@media (prefers-color-scheme: dark)" in html
    assert "var(" not in html


def test_the_brand_colour_is_a_setting(settings):
    settings.ORGANISATION_COLOUR = "#8a1c4b"

    html = parts(built(), at=NOON).html

    assert "color: #8a1c4b;" in html
    assert "#1c3f94" not in html


def test_a_letter_without_name_facts_and_button_has_none_of_their_marks():
    found = parts(built(name="", body={"paragraphs": ["Hello."]}), at=NOON)

    assert found.text.startswith("Hello.\n\n-- \n")
    assert "<dl" not in found.html
    assert 'class="button"' not in found.html


def test_an_erased_letter_says_so():
    found = parts(built(subject="", body={}, blanked_at=NOON), at=NOON)

    assert found.text.startswith("The text of this letter has been erased.\n")
    assert "The text of this letter has been erased." in found.html


@pytest.mark.parametrize(
    ("sent_at", "stamp"),
    [(NOON, "20260302T120000Z"), (None, "20260302T090000Z")],
    ids=["sent", "waiting"],
)
def test_parts_of_a_stored_letter_bear_the_moment_it_left_or_is_to_leave(sent_at, stamp):
    letter = built(sent_at=sent_at, calendar_method="REQUEST", calendar_text=calendar("REQUEST"))

    found = parts(letter)

    assert found == Parts(
        subject="Your place is confirmed",
        text=found.text,
        html=found.html,
        calendar_method="REQUEST",
        calendar=calendar("REQUEST").replace("20260101T000000Z", stamp),
    )


def test_headers():
    letter = built(
        to="maria@example.org", name='Παπαδάκη, "Maria"', copies="a@example.org\nb@example.org"
    )

    found = parsed(letter)

    assert {
        name: str(found[name]) for name in found if not name.startswith(("Content", "MIME"))
    } == {
        "Subject": "Your place is confirmed",
        "From": "European Crime Prevention Network <secretariat@events.example>",
        "To": '"Παπαδάκη, \\"Maria\\"" <maria@example.org>',
        "Cc": "a@example.org, b@example.org",
        "Reply-To": "help@events.example",
        "Message-ID": letter.message_id,
        "Date": "Mon, 02 Mar 2026 12:00:00 +0000",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }


def test_a_sender_with_a_name_of_its_own_keeps_it_and_without_reply_address_there_is_none(settings):
    settings.MAIL_FROM = "EUCPN <secretariat@events.example>"
    settings.MAIL_REPLY_TO = ""

    found = parsed(built())

    assert (found["From"], found["Reply-To"]) == ("EUCPN <secretariat@events.example>", None)


@pytest.mark.parametrize(
    "mail_from", ["secretariat@events.example", "EUCPN <secretariat@events.example>"]
)
def test_a_letter_may_have_a_sender_and_an_address_for_answers_of_its_own(settings, mail_from):
    settings.MAIL_FROM = mail_from

    found = parsed(built(sender_name="Séminaire, équipe", reply_to="seminar@events.example"))

    assert found["From"].addresses[0].display_name == "Séminaire, équipe"
    assert found["From"].addresses[0].addr_spec == "secretariat@events.example"
    assert found["Reply-To"] == "seminar@events.example"


ALTERNATIVES = ['text/plain; charset="utf-8"', 'text/html; charset="utf-8"']


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_stands_in_the_letter_twice(method):
    found = parsed(built(calendar_method=method, calendar_text=calendar(method)))

    assert shape(found) == {
        "multipart/mixed": [
            {
                "multipart/alternative": [
                    *ALTERNATIVES,
                    f'text/calendar; method="{method}"; charset="utf-8"',
                ]
            },
            "application/ics",
        ]
    }
    alternative = next(p for p in found.walk() if p.get_content_type() == "text/calendar")
    attachment = next(found.iter_attachments())
    expected = calendar(method).replace("20260101T000000Z", "20260302T120000Z").encode()
    assert attachment.get_filename() == "invite.ics"
    assert alternative.get_payload(decode=True) == attachment.get_payload(decode=True) == expected


def test_a_list_of_entries_is_a_file_only():
    found = parsed(built(calendar_method="PUBLISH", calendar_text=calendar("PUBLISH")))

    assert shape(found) == {
        "multipart/mixed": [{"multipart/alternative": ALTERNATIVES}, "application/ics"]
    }


def test_where_there_is_no_smtp_an_invitation_is_a_file_only(settings):
    settings.MAILERS = configured({"POSTMARK_SERVER_TOKEN": "t"}, demo=False)
    letter = built(calendar_method="REQUEST", calendar_text=calendar("REQUEST"))

    assert messages.mailer(letter) == "default"
    assert shape(parsed(letter)) == {
        "multipart/mixed": [{"multipart/alternative": ALTERNATIVES}, "application/ics"]
    }


def test_only_letters_with_a_calendar_part_take_the_calendars_mailer():
    letter = built(calendar_method="REQUEST", calendar_text=calendar("REQUEST"))

    assert [messages.mailer(letter), messages.mailer(built())] == ["calendar", "default"]


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_provider_can_carry_a_letter_with_a_file(name, settings):
    needed, _more = PROVIDERS[name]
    environ = dict.fromkeys(needed.values(), "https://api.example/")
    settings.MAILERS = configured(environ, demo=False)
    letter = built(
        copies="a@example.org", calendar_method="PUBLISH", calendar_text=calendar("PUBLISH")
    )
    line = mailers["default"]

    payload = line.build_message_payload(message(letter, at=NOON), line.send_defaults)

    assert payload.data


HOSTILE = {
    "separator in the domain": "maria@example\u2028.org",
    "override in the domain": "maria@example\u202e.org",
    "a label that is too long": f"maria@{'ä' * 60}.example",
    "no address at all": "maria",
    "comment": "maria(boss)@example.org",
    "line break": "maria@example.org\r\nBcc: all@example.org",
}


@pytest.mark.parametrize("to", HOSTILE.values(), ids=HOSTILE.keys())
def test_an_address_that_no_header_can_hold_raises_before_anything_leaves(to, sink, db):
    letter = built(to=to)

    with pytest.raises(ValueError):
        mailers["default"].send_messages([message(letter, at=NOON)])
    assert sink.arrived == []


def test_letters_need_no_database():
    assert message(Letter(to="maria@example.org", due_at=NOON, message_id="<1@x>"), at=NOON).to == [
        "maria@example.org"
    ]
