"""A letter to many: to whom, what it says, and who it is from."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.enums import Category
from accounts.forms.fields import AddressField
from accounts.versions import VersionField
from events import countries, groups, merging
from events.enums import ASKED, Attending, Audience, InvitationState, Mode, RegistrationState
from events.forms.seen import SeenField, mark
from events.models import Event, Mailing, Reminder, Session
from events.selections import Selection, read
from interface.fields import LineField, OnceField, TextField

OF_REGISTERED = ("states", "groups", "attending", "countries", "categories", "sessions")
CHOICES = (*OF_REGISTERED, "answers")
WORDS = ("subject", "text", "with_button", "sender_name", "reply_to")
ANSWERS = [(state.value, state.label) for state in InvitationState if state in ASKED]


def several(label: Any, choices: list[Any]) -> forms.MultipleChoiceField:
    """Return a field of boxes to tick, any of which may be left empty."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class WordsForm(forms.Form):
    """Subject and text with merge fields; an unknown field is refused beside its box."""

    subject = LineField(label=_("Subject"))
    text = TextField(
        label=_("Text"),
        max_length=6000,
        help_text=_("Plain paragraphs, parted by an empty line. The greeting comes by itself."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        """Keep whose letter it is."""
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_subject(self) -> str:
        """Refuse fields that nobody can fill in, and an address, which a subject cannot hold."""
        subject = self._with_known_fields("subject")
        if merging.LINK in merging.used(subject):
            raise forms.ValidationError(
                _("A subject cannot hold a link. Put {link} into the text."), code="link"
            )
        return subject

    def clean_text(self) -> str:
        """Refuse fields that nobody can fill in, and the join link, which no letter holds."""
        text = self._with_known_fields("text")
        if self.event.join_link and self.event.join_link in text:
            raise forms.ValidationError(
                _(
                    "The join link stands in no letter, where anybody could pass it on. The"
                    " button leads to each reader's own page, and the link is there."
                ),
                code="join_link",
            )
        return text

    def _with_known_fields(self, name: str) -> str:
        words: str = self.cleaned_data[name]
        if unknown := merging.unknown(words):
            raise forms.ValidationError(
                _("Nothing is known as %(fields)s. These can be filled in: %(known)s."),
                code="unknown",
                params={
                    "fields": ", ".join(unknown),
                    "known": ", ".join(f"{{{field}}}" for field in merging.FIELDS),
                },
            )
        return words

    def typed(self) -> dict[str, Any]:
        """Return what stands in the boxes, checked or not."""
        return {
            name: field.widget.value_from_datadict(
                self.data, MultiValueDict(), self.add_prefix(name)
            )
            for name, field in self.fields.items()
        }


class MailingForm(WordsForm):
    """All of a letter to many, on one page."""

    once = OnceField()
    version = VersionField()
    audience = forms.ChoiceField(
        label=_("Out of"), choices=Audience.choices, widget=forms.RadioSelect
    )
    states = several(_("State of the registration"), RegistrationState.choices)
    groups = several(_("As what they take part"), [])
    attending = several(_("How they take part"), Attending.choices)
    countries = several(_("Country or body"), [])
    categories = several(_("Category"), Category.choices)
    sessions = several(_("Session they chose"), [])
    owes_answers = forms.BooleanField(
        label=_("Only who has not answered all questions"), required=False
    )
    answers = several(_("Answer to the invitation"), ANSWERS)
    with_button = forms.BooleanField(
        label=_("With a button to the reader's own page"), required=False
    )
    sender_name = LineField(label=_("Sender"), max_length=100, required=False)
    reply_to = AddressField(label=_("Answers go to"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event,
        mailing: Mailing | None = None,
        copy: Mailing | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Fill in a draft, or what a new letter takes from a former one or from the event."""
        known = initial if initial is not None else _known(event, mailing or copy)
        if mailing and initial is None:
            known = {**known, "version": mailing.version}
        super().__init__(data, event=event, initial=dict(known))
        del self.fields["once" if mailing else "version"]
        codes = event.registrations.order_by().values_list("country", flat=True).distinct()
        named = sorted(((code, countries.name(code)) for code in codes), key=lambda pair: pair[1])
        self._offer("countries", named)
        self._offer("groups", list(groups.names(event).items()))
        chosen = Session.objects.filter(event=event, registrations__isnull=False).distinct()
        self._offer("sessions", [(str(one.pk), one.title) for one in chosen])
        if event.mode != Mode.HYBRID:
            del self.fields["attending"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            cast("forms.MultipleChoiceField", self.fields[name]).choices = choices
        else:
            del self.fields[name]

    @property
    def has_more(self) -> bool:
        """Return whether anything is chosen by what stands folded away."""
        names = ("attending", "owes_answers", "categories", "sessions", "countries")
        return any(self[name].value() for name in names if name in self.fields)

    def selection(self) -> Selection:
        """Return who is chosen, as far as the choice makes sense."""
        found = self.cleaned_data
        audience = found.get("audience") or Audience.REGISTERED
        chosen: dict[str, Any] = {name: tuple(found.get(name) or ()) for name in CHOICES}
        match audience:
            case Audience.INVITED:
                return Selection(
                    audience=audience, groups=chosen["groups"], answers=chosen["answers"]
                )
            case Audience.SPEAKERS:
                return Selection(audience=audience)
            case _:
                del chosen["answers"]
                sessions = tuple(int(one) for one in chosen.pop("sessions"))
                return Selection(
                    sessions=sessions, owes_answers=bool(found.get("owes_answers")), **chosen
                )

    def fields_of_mailing(self) -> dict[str, Any]:
        """Return what a mailing keeps of a valid form."""
        words = {name: self.cleaned_data[name] for name in WORDS}
        return words | {"selection": self.selection().as_json()}

    def theirs(self, mailing: Mailing) -> dict[str, Any]:
        """Return what is stored, by the names of the fields."""
        known = _known(self.event, mailing)
        return {name: known[name] for name in known if name in self.fields}


def _known(event: Event, mailing: Mailing | None) -> dict[str, Any]:
    """Return what the boxes show of a mailing; without one, what a new one begins with."""
    if mailing is None:
        return {
            "audience": Audience.REGISTERED,
            "states": [RegistrationState.CONFIRMED.value],
            "with_button": True,
            "sender_name": event.sender_name,
            "reply_to": event.reply_to or event.contact,
        }
    selection = read(mailing.selection)
    chosen = {name: [str(one) for one in getattr(selection, name)] for name in CHOICES}
    return {
        "audience": selection.audience,
        "owes_answers": selection.owes_answers,
        **chosen,
        **{name: getattr(mailing, name) for name in WORDS},
    }


class SendForm(forms.Form):
    """What somebody saw who sends a letter: its version, and the mark of its readers."""

    version = VersionField()
    seen = SeenField()


class ReminderForm(WordsForm):
    """Whether, when and in which words an event reminds."""

    version = VersionField()
    active = forms.BooleanField(label=_("Send this reminder"), required=False)
    hours = forms.IntegerField(min_value=1, max_value=24 * 60)

    field_order = ("version", "active", "hours", "subject", "text")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        reminder: Reminder,
        hours_label: str,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Fill in how the reminder is now."""
        known = initial if initial is not None else self.known(reminder)
        super().__init__(data, event=reminder.event, initial=dict(known))
        self.fields["hours"].label = hours_label

    @staticmethod
    def known(reminder: Reminder) -> dict[str, Any]:
        """Return what the boxes show of a reminder."""
        names = ("version", "active", "hours", "subject", "text")
        return {name: getattr(reminder, name) for name in names}

    def theirs(self, reminder: Reminder) -> dict[str, Any]:
        """Return what is stored, by the names of the fields."""
        return {name: value for name, value in self.known(reminder).items() if name != "version"}


class SenderForm(forms.Form):
    """Under which name an event writes, and where answers go."""

    seen = SeenField()
    sender_name = LineField(
        label=_("Sender"),
        max_length=100,
        required=False,
        help_text=_("Stands before the address from which all letters are sent."),
    )
    reply_to = AddressField(label=_("Answers go to"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, event: Event) -> None:
        """Fill in what is known."""
        known = {"sender_name": event.sender_name, "reply_to": event.reply_to}
        super().__init__(data, initial=known | {"seen": mark(known)})
