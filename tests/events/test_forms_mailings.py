"""What a letter to many accepts: people by boxes, text with known fields, no join link."""

import pytest
from django.http import QueryDict

from events.enums import Audience, Mode
from events.forms.mailings import MailingForm, ReminderForm, SenderForm
from events.selections import Selection
from events.services.reminders import usual
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory
from tests.factories.mailings import MailingFactory

pytestmark = pytest.mark.django_db
ONCE = "0b1f5e5e-6a2b-4c58-9d5f-8a1f3c0a7d11"


def typed(**words):
    data = QueryDict(mutable=True)
    for name, value in (
        {
            "once": ONCE,
            "audience": "registered",
            "states": ["confirmed", "waiting"],
            "subject": "News of {event}",
            "text": "Dear {name},\n\nall is well.",
            "with_button": "on",
            "reply_to": "Team@X.eu",
        }
        | words
    ).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


@pytest.fixture
def event():
    return EventFactory(join_link="https://video.example/room")


def test_a_filled_form_gives_words_and_people(event):
    form = MailingForm(typed(), event=event)

    assert form.is_valid(), form.errors
    assert form.fields_of_mailing() == {
        "subject": "News of {event}",
        "text": "Dear {name},\n\nall is well.",
        "with_button": True,
        "sender_name": "",
        "reply_to": "team@x.eu",
        "selection": {"audience": "registered", "states": ["confirmed", "waiting"]},
    }


@pytest.mark.parametrize(
    ("words", "name", "problem"),
    [
        ({"text": "See {agenda}"}, "text", "Nothing is known as {agenda}."),
        ({"subject": "{foo} {bar}"}, "subject", "Nothing is known as {foo}, {bar}."),
        ({"subject": "Open {link}"}, "subject", "A subject cannot hold a link."),
        ({"text": "Join: https://video.example/room"}, "text", "The join link stands in no letter"),
        ({"subject": ""}, "subject", "Fill this in."),
        ({"states": ["drunk"]}, "states", "drunk"),
        ({"reply_to": "nobody"}, "reply_to", ""),
    ],
    ids=["unknown", "two unknown", "link", "join link", "nothing", "no state", "no address"],
)
def test_what_is_wrong_stands_beside_its_field(event, words, name, problem):
    form = MailingForm(typed(**words), event=event)

    assert not form.is_valid()
    assert list(form.errors) == [name]
    assert problem in str(form.errors[name])


def test_unknown_fields_are_answered_with_those_there_are(event):
    form = MailingForm(typed(text="{agenda}"), event=event)

    assert "{name}, {organisation}, {country}" in str(form.errors["text"])


def test_boxes_that_choose_among_nothing_are_not_shown(event):
    bare = MailingForm(event=event)
    session = SessionFactory(event=event, title="Workshop")
    RegistrationFactory(event=event, country="LV").sessions.add(session)
    event.mode = Mode.HYBRID

    full = MailingForm(event=event)

    assert {"countries", "sessions", "attending"} & set(bare.fields) == set()
    assert full.fields["countries"].choices == [("LV", "Latvia")]
    assert full.fields["sessions"].choices == [(str(session.pk), "Workshop")]
    assert "attending" in full.fields


def test_what_does_not_fit_the_people_is_left_out(event):
    session = SessionFactory(event=event)
    RegistrationFactory(event=event).sessions.add(session)
    everything = {
        "groups": ["speaker"],
        "answers": ["silent"],
        "sessions": [str(session.pk)],
        "owes_answers": "on",
    }

    found = {}
    for audience in Audience:
        form = MailingForm(typed(audience=audience.value, **everything), event=event)
        assert form.is_valid(), form.errors
        found[audience] = form.selection()

    assert found == {
        Audience.REGISTERED: Selection(
            states=("confirmed", "waiting"),
            groups=("speaker",),
            sessions=(session.pk,),
            owes_answers=True,
        ),
        Audience.INVITED: Selection(audience="invited", groups=("speaker",), answers=("silent",)),
        Audience.SPEAKERS: Selection(audience="speakers"),
    }


def test_a_new_letter_begins_with_who_has_a_place_and_the_events_sender(event):
    event.sender_name, event.contact = "Team", "team@x.eu"

    form = MailingForm(event=event)

    assert form.initial == {
        "audience": "registered",
        "states": ["confirmed"],
        "with_button": True,
        "sender_name": "Team",
        "reply_to": "team@x.eu",
    }
    assert ("once" in form.fields, "version" in form.fields, form.has_more) == (True, False, False)


def test_a_draft_is_filled_in_with_its_version_and_a_copy_without(event):
    kept = Selection(states=("waiting",), categories=("police",)).as_json()
    mailing = MailingFactory(event=event, selection=kept, subject="Old", version=3)

    draft, copy = MailingForm(event=event, mailing=mailing), MailingForm(event=event, copy=mailing)

    assert draft.initial == copy.initial | {"version": 3}
    assert (copy.initial["states"], copy.initial["categories"]) == (["waiting"], ["police"])
    assert (draft.has_more, "once" in draft.fields, "once" in copy.fields) == (True, False, True)
    assert draft.theirs(mailing)["subject"] == "Old"
    assert set(draft.theirs(mailing)) <= set(draft.fields)


def test_what_was_typed_comes_back_unchecked(event):
    form = MailingForm(typed(text="{agenda}", subject=""), event=event)

    again = MailingForm(event=event, initial=form.typed())

    assert again["text"].value() == "{agenda}"
    assert again["states"].value() == ["confirmed", "waiting"]
    assert str(again["once"].value()) == ONCE
    assert not again.errors


def test_a_reminder_keeps_hours_within_reason(event):
    reminder = usual(event, "day_before")
    words = {"version": "0", "active": "on", "subject": "Soon", "text": "Soon, {name}."}

    good = ReminderForm(words | {"hours": "24"}, reminder=reminder, hours_label="Hours")
    bad = ReminderForm(words | {"hours": "0"}, reminder=reminder, hours_label="Hours")
    unknown = ReminderForm(
        words | {"hours": "24", "text": "{x}"}, reminder=reminder, hours_label="Hours"
    )

    assert good.is_valid()
    assert good.cleaned_data["hours"] == 24
    assert (list(bad.errors), list(unknown.errors)) == (["hours"], ["text"])
    assert good.theirs(reminder) == {
        "active": False,
        "hours": 24,
        "subject": reminder.subject,
        "text": reminder.text,
    }


def test_a_sender_may_be_left_empty(event):
    seen = SenderForm(event=event).initial["seen"]

    form = SenderForm({"seen": seen, "sender_name": "", "reply_to": ""}, event=event)

    assert form.is_valid()
    assert form.cleaned_data == {"seen": seen, "sender_name": "", "reply_to": ""}
