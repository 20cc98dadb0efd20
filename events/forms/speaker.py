"""What is kept of a speaker: address and photograph; and the speaker's own word."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField
from accounts.versions import VersionField
from documents.forms import UploadField
from documents.kinds import PICTURES
from events.models import Speaker
from interface.fields import LineField, TextField

YES, NO = "yes", "no"
SAID = ("function", "organisation", "biography")


def _photo() -> UploadField:
    return UploadField(label=_("Photograph"), required=False, allowed=PICTURES)


class SpeakerDetailsForm(forms.Form):
    """What the organisers keep of a speaker beside the programme."""

    version = VersionField()
    email = AddressField(
        label=_("E-mail address"),
        required=False,
        help_text=_("To ask for consent; it is shown to nobody."),
    )
    may_publish = forms.BooleanField(
        label=_("Agrees to be published"),
        required=False,
        help_text=_("As they told you. It is kept who ticked this and when."),
    )
    photo = _photo()
    without_photo = forms.BooleanField(label=_("Take the photograph away"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        speaker: Speaker,
    ) -> None:
        """Fill in what is known; what is not there cannot be taken away."""
        names = ("version", "email", "may_publish")
        super().__init__(data, files, initial={name: getattr(speaker, name) for name in names})
        if speaker.photo_at is None:
            del self.fields["without_photo"]


class OwnSpeakerForm(forms.Form):
    """What a speaker says of what would be published, and whether it may be."""

    version = VersionField()
    function = LineField(label=_("Function"), required=False)
    organisation = LineField(label=_("Organisation"), required=False)
    biography = TextField(
        label=_("About you"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    photo = _photo()
    without_photo = forms.BooleanField(label=_("Take my photograph away"), required=False)
    answer = forms.ChoiceField(
        label=_("May this be published?"),
        choices=[
            (YES, _("Yes, it may stand on the event's page")),
            (NO, _("No, leave my name and all of this off the page")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        speaker: Speaker,
    ) -> None:
        """Fill in what would be published; the answer only where one was given."""
        initial = {name: getattr(speaker, name) for name in ("version", *SAID)}
        if speaker.consent_at:
            initial["answer"] = YES if speaker.may_publish else NO
        super().__init__(data, files, initial=initial)
        if speaker.photo_at is None:
            del self.fields["without_photo"]
