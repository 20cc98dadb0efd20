"""What the page of an event's documents accepts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.versions import VersionField
from documents.forms import UploadField, UploadsField
from documents.models import Document
from events.documents import reads_restricted
from events.models import Event
from interface.fields import LineField, OnceField

THE_EVENT = "event"
READERS: dict[str, str | Promise] = {
    Visibility.PUBLIC: _("Everybody who may see the event"),
    Visibility.NETWORK: _("Members of the Network"),
    Visibility.BODY: _("Members of the body"),
    Visibility.ATTENDEES: _("Those with a confirmed place"),
    Visibility.RESTRICTED: _("Restricted: each reading is noted"),
}


def circles(event: Event, standing: Standing) -> list[tuple[str, str | Promise]]:
    """Return the circles of readers that the person may choose for a document of the event."""
    left_out = set() if event.body_id else {Visibility.BODY}
    if not reads_restricted(standing, event):
        left_out.add(Visibility.RESTRICTED)
    return [(level, label) for level, label in READERS.items() if level not in left_out]


class AddForm(forms.Form):
    """Files for an event or one of its sessions."""

    once = OnceField()
    papers = UploadsField(label=_("Files"))
    title = LineField(
        label=_("Title"),
        required=False,
        help_text=_("Of a single file. Without it, and of several, the file's name is the title."),
    )
    visibility = forms.ChoiceField(label=_("Who may see it"))
    session = forms.ChoiceField(label=_("Belongs to"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        event: Event,
        standing: Standing,
    ) -> None:
        """Offer the circles of readers and the sessions that there are."""
        super().__init__(data, files)
        self.sessions = {str(one.uid): one for one in event.sessions.order_by("starts_at", "pk")}
        self._choices("visibility", circles(event, standing))
        self._choices(
            "session",
            [
                (THE_EVENT, _("The event")),
                *((key, one.title) for key, one in self.sessions.items()),
            ],
        )

    def _choices(self, name: str, choices: list[tuple[str, str | Promise]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # both are declared above
        field.choices = choices


class ChangeDocumentForm(forms.Form):
    """Title and readers of a document."""

    version = VersionField()
    title = LineField(label=_("Title"))
    visibility = forms.ChoiceField(label=_("Who may see it"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        document: Document,
        event: Event,
        standing: Standing,
    ) -> None:
        """Fill in what is stored."""
        super().__init__(data, initial=self.stored(document) | {"version": document.version})
        field = self.fields["visibility"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # it is declared above
        field.choices = circles(event, standing)

    @staticmethod
    def stored(document: Document) -> dict[str, Any]:
        """Return what of a document the form shows."""
        return {"title": document.title, "visibility": document.visibility}


class RenewForm(forms.Form):
    """A newer version of a file."""

    file = UploadField(label=_("File"))
    note = LineField(label=_("What is new"), required=False, help_text=_("Such as: item 4 added."))
